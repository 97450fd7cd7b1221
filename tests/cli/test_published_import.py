"""``dtiscore published import``: tables of results with their cells, and nothing taken blindly."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from clikit import LANGUAGES, Program, refused
from tablekit import (
    CELLS,
    DECIDED,
    ROWS,
    WRITERS,
    Rows,
    called,
    changed,
    found,
    stands,
    take,
    write_csv,
    write_xlsx,
)

from workspaces import PUBLISHED, SET

if TYPE_CHECKING:
    from pathlib import Path

every_form = pytest.mark.parametrize("form", WRITERS)


# --- taken ----------------------------------------------------------------------------------------


@every_form
def test_a_table_becomes_the_results_of_the_year(
    form: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    file = WRITERS[form](tmp_path / f"kq.{form}", ROWS)
    document = take(program, file, *DECIDED, at=empty)
    assert (document["form"], document["written"]) == ("new", False)
    assert not (empty / PUBLISHED).exists()
    (total,) = (
        one for one in document["changes"] if (one["agency"], one["field"]) == ("so-mau", "total")
    )
    assert (total["before"], total["after"]) == (None, 63.56)
    assert total["cell"] == f"{CELLS[form]}E4"
    cells = {one["field"]: one["cell"] for one in document["changes"] if one["agency"] == "so-mau"}
    assert (cells["groups.1"], cells["groups.2"]) == (f"{CELLS[form]}C4", f"{CELLS[form]}D4")
    assert take(program, file, *DECIDED, "--write", at=empty)["written"]
    said = stands(empty)
    assert (said["status"], said["source"]) == ("official", "Quyết định 401/QĐ-UBND")
    assert str(said["on"]) == "2024-04-05"
    assert [one["id"] for one in said["agencies"]] == ["so-y-te", "so-mau", "ban-dan-toc"]
    assert said["agencies"][0]["groups"] == {"1": 50, "2": 30.5}
    assert said["agencies"][2]["ranked"] is False
    assert "rank" not in said["agencies"][2]
    ranked = program("rank", "--format", "json", at=empty).json["cohorts"][0]["rows"]
    assert [(row["rank"], row["id"]) for row in ranked] == [
        (1, "so-y-te"),
        (2, "so-mau"),
        (None, "ban-dan-toc"),
    ]
    again = take(program, file, *DECIDED, "--write", at=empty)
    assert (again["changes"], again["written"]) == ([], False)


def test_a_later_table_is_kept_as_a_correction(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    first = write_xlsx(tmp_path / "kq.xlsx", ROWS)
    take(program, first, *DECIDED, "--write", at=empty)
    before = (empty / PUBLISHED).read_text("utf-8")
    rows = changed(4, 4, 64.56)
    rows[3][3] = 24.56
    second = write_xlsx(tmp_path / "moi.xlsx", rows)
    assert [one["code"] for one in found(program, second, at=empty)] == ["result-undated"] * 2
    later = ("--on", "2024-05-20", "--source", "Quyết định 500/QĐ-UBND", "--write")
    document = take(program, second, *later, at=empty)
    assert document["form"] == "correction"
    assert {one["field"] for one in document["changes"]} == {"total", "groups.2"}
    assert (empty / PUBLISHED).read_text("utf-8").startswith(before.rstrip("\n"))
    (correction,) = stands(empty)["corrections"]
    assert correction["agencies"] == [{"id": "so-mau", "total": 64.56, "groups": {"2": 24.56}}]
    for day, total in (("2024-05-19", 63.56), ("2024-05-20", 64.56)):
        (cohort,) = program("rank", "--format", "json", at=empty, as_of=day).json["cohorts"]
        (ours,) = (row for row in cohort["rows"] if row["ours"])
        assert ours["total"] == total


def test_agencies_keep_the_ids_they_have(program: Program, tmp_path: Path) -> None:
    rows: Rows = [["Cơ quan", "Điểm"], ["SỞ Y TẾ", 774.92], ["Sở  giao thông vận tải", 633.56]]
    document = take(program, write_csv(tmp_path / "a.csv", rows), at=_root())
    assert document["changes"] == []


def _root() -> Path:
    from clikit import ROOT  # noqa: PLC0415 - the sample itself, which is only read

    return ROOT


@pytest.mark.parametrize("column", ["E=total", "Điểm năm 2023=total", "diem nam 2023=TOTAL"])
def test_a_column_may_be_named(column: str, program: Program, empty: Path, tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", changed(2, 4, "Điểm năm 2023"))
    assert [one["code"] for one in found(program, file, at=empty)] == ["table-columns"]
    document = take(program, file, "--map", column, at=empty)
    assert {"field": "total", "cell": "KQ!E2"} in document["columns"]


@pytest.mark.parametrize("column", ["total", "Z=total", "Điểm=total", "E=points"])
def test_a_column_that_is_not_there(
    column: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", ROWS)
    (problem,) = found(program, file, "--map", column, at=empty)
    assert (problem["code"], problem["file"]) == ("table-columns", "--map")


@every_form
def test_a_row_that_numbers_the_columns_is_no_agency(
    form: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    rows = [*ROWS[:2], [f"({column})" for column in range(1, 8)], *ROWS[2:]]
    said = take(program, WRITERS[form](tmp_path / f"a.{form}", rows), at=empty)
    assert {one["agency"] for one in said["changes"]} == {"so-y-te", "so-mau", "ban-dan-toc"}


def test_problems_stand_in_the_order_of_the_cells(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    rows = [*ROWS[:2], *([n, f"Sở {n}", 1, 1, "một", "", ""] for n in range(1, 30))]
    problems = found(program, write_csv(tmp_path / "a.csv", rows), at=empty)
    cells = [one["message"].partition(":")[0] for one in problems if one["code"] == "table-cell"]
    assert cells == [f"E{row}" for row in range(3, 32)]


def test_a_table_of_percentages(program: Program, empty: Path, tmp_path: Path) -> None:
    rows: Rows = [["Cơ quan", "Chỉ số"], ["Sở A", "63,36%"], ["Sở B", "70,1%"]]
    file = write_csv(tmp_path / "a.csv", rows)
    take(program, file, "--scale", "percent", "--write", at=empty)
    assert stands(empty)["scale"] == "percent"
    assert [one["total"] for one in stands(empty)["agencies"]] == [63.36, 70.1]


# --- refused, each with its cell ------------------------------------------------------------------

WRONG = [
    (changed(5, 1, "Sở Y tế"), "table-cell", "B5"),
    (changed(3, 4, 180.5), "table-cell", "E3"),
    (changed(3, 2, 61), "table-cell", "C3"),
    (changed(4, 4, "sáu mươi"), "table-cell", "E4"),
    (changed(4, 4, "1.000"), "table-cell", "E4"),
    (changed(4, 4, -1), "table-cell", "E4"),
    (changed(4, 6, 1.5), "table-cell", "G4"),
    (changed(4, 6, 1), "table-doubt", "G4"),
    (changed(3, 6, 3), "table-doubt", "G3"),
    (changed(4, 4, 63.57), "table-doubt", "E4"),
]


@every_form
@pytest.mark.parametrize(("rows", "code", "cell"), WRONG)
def test_what_is_wrong_is_named_with_its_cell(
    rows: Rows, code: str, cell: str, form: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    file = WRITERS[form](tmp_path / f"a.{form}", rows)
    problems = found(program, file, "--write", at=empty)
    assert (problems[0]["code"], problems[0]["file"]) == (code, str(file))
    assert any(f"{called(form, cell)}: " in one["message"] for one in problems)
    assert not (empty / PUBLISHED).exists()


DOUBTS = {
    "ranks": (changed(4, 6, 1), "G4", ()),
    "totals": (changed(4, 4, 63.57), "E4", ()),
    "ratings": (changed(4, 5, "Khá tốt"), "F4", ("“Khá tốt”", "63,56", "“Khá”")),
    "names": (changed(4, 1, "Sở Mẫo"), "B4", ("“Sở Mẫo”", "“Sở Mẫu”")),
    "blanks": ([*ROWS[:2], ["I", "Khối sở"], *ROWS[2:]], "B3", ("“Khối sở”",)),
}


@every_form
@pytest.mark.parametrize("word", DOUBTS)
def test_what_may_be_a_slip_is_taken_only_when_told_to(
    word: str, form: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    rows, cell, said = DOUBTS[word]
    file = WRITERS[form](tmp_path / f"a.{form}", rows)
    others = [f"--accept={other}" for other in DOUBTS if other != word]
    (problem,) = found(program, file, *others, "--write", at=empty)
    assert (problem["code"], problem["file"]) == ("table-doubt", str(file))
    assert problem["message"].startswith(f"{called(form, cell)}: ")
    assert all(each in problem["message"] for each in said)
    assert not (empty / PUBLISHED).exists()
    document = take(program, file, "--accept", word, "--write", at=empty)
    assert [one["code"] for one in document["diagnostics"]] == ["table-accepted"]
    assert document["written"]


# --- ratings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "total", "rating", "wrong"),
    [
        ("points", "80", "Tốt", None),
        ("points", "79,99", "Tốt", "contradicts the score 79.99, which is rated “Khá”"),
        ("points", "80", "Khá", "contradicts the score 80, which is rated “Tốt”"),
        ("points", "80", " TỐT ", None),
        ("points", "80", "tot", None),
        ("points", "80", "–", None),
        ("points", "80", "Tốt lắm", "no rating “Tốt lắm”; the score 80 is rated “Tốt”"),
        ("percent", "80%", "Tốt", None),
        ("percent", "79,9", "Tốt", "contradicts the score 79.9, which is rated “Khá”"),
        ("index", "0,8", "Tốt", None),
        ("index", "0,7999", "Tốt", "contradicts the score 0.7999, which is rated “Khá”"),
    ],
)
def test_a_rating_is_held_against_the_bands(
    scale: str,
    total: str,
    rating: str,
    wrong: str | None,
    program: Program,
    empty: Path,
    tmp_path: Path,
) -> None:
    file = write_csv(tmp_path / "a.csv", [["Cơ quan", "Tổng", "Xếp loại"], ["Sở A", total, rating]])
    line = ("published", "import", str(file), "--scale", scale, "--lang", "en")
    ran = program(*line, "--format", "json", at=empty)
    if wrong is not None:
        (problem,) = refused(ran)
        assert (problem["code"], wrong in problem["message"]) == ("table-doubt", True)
        return
    taken = {one["field"]: one["after"] for one in ran.json["changes"]}
    assert taken.get("rating") == (None if rating == "–" else "Tốt"), "as the set spells it"


@pytest.mark.parametrize(("cohort", "right"), [("co-tthc", "Khá"), ("khong-tthc", "Tốt")])
def test_the_maximum_of_a_rating_is_the_cohorts(
    cohort: str, right: str, program: Program, small: Path, tmp_path: Path
) -> None:
    in_cohorts(small)
    rows: Rows = [["Cơ quan", "Tổng", "Xếp loại", "Khối"], ["Sở A", 60, right, cohort]]
    by_column = write_xlsx(tmp_path / "a.xlsx", rows)
    take(program, by_column, at=small)
    by_option = write_xlsx(tmp_path / "b.xlsx", [row[:3] for row in rows])
    take(program, by_option, "--cohort", cohort, at=small)
    other = {"co-tthc": "khong-tthc", "khong-tthc": "co-tthc"}[cohort]
    (problem,) = found(program, by_option, "--cohort", other, at=small)
    assert problem["code"] == "table-doubt"


def in_cohorts(small: Path) -> None:
    """Let the small set rate 80 of 100 and 56 of 70 points “Tốt”, cohort by cohort."""
    (small / PUBLISHED).unlink()
    path = small / SET
    text = path.read_text("utf-8")
    text = text.replace("max_score: 100", "max_score: {co-tthc: 100, khong-tthc: 70}")
    path.write_text(text.replace("from: 80", "from: 80%").replace("from: 50", "from: 50%"), "utf-8")


def test_a_score_that_must_be_corrected_is_not_doubted_too(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    for value in ("sáu mươi", -1):
        file = write_xlsx(tmp_path / "a.xlsx", changed(4, 4, value))
        (problem,) = found(program, file, at=empty)
        assert problem["code"] == "table-cell"


# --- names ----------------------------------------------------------------------------------------

BEFORE = """\
period: 2022
agencies: [{id: syt, name: Sở Y tế, total: 70}, {id: snv, name: Sở Nội vụ, total: 60}]
"""


@pytest.fixture
def after_a_year(empty: Path) -> Path:
    """The small workspace with results of the year before."""
    (empty / "published/2022.yaml").write_text(BEFORE, "utf-8")
    return empty


@pytest.mark.parametrize(
    ("names", "doubtful"),
    [
        (["Sở Y tế", "Sở Nội vụ"], None),
        (["SỞ Y TẾ", "so noi vu"], None),
        (["Sở Ytế", "Sở Nội vụ"], "B2"),
        (["Sở Y tế", "Sở Ngoại vụ"], "B3"),
        (["Sở Nội vụ", "Sở Ngoại vụ"], None),
        (["Sở Y tế", "Ban Quản lý khu kinh tế"], None),
    ],
)
def test_a_name_like_one_that_the_table_lacks(
    names: list[str], doubtful: str | None, program: Program, after_a_year: Path, tmp_path: Path
) -> None:
    rows: Rows = [["TT", "Cơ quan", "Tổng"], *([1, name, 60] for name in names)]
    file = write_csv(tmp_path / "a.csv", rows)
    if doubtful is None:
        take(program, file, at=after_a_year)
        return
    (problem,) = found(program, file, at=after_a_year)
    assert problem["message"].startswith(f"{doubtful}: ")
    assert take(program, file, "--accept", "names", at=after_a_year)["new"]


def test_another_id_of_a_known_name(program: Program, after_a_year: Path, tmp_path: Path) -> None:
    rows: Rows = [["Mã", "Cơ quan", "Tổng"], ["sytt", "Sở Y tế", 60], ["snv", "Nội vụ", 50]]
    file = write_csv(tmp_path / "a.csv", rows)
    (problem,) = found(program, file, at=after_a_year)
    assert problem["message"].startswith("A2: ")
    assert "“syt”" in problem["message"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_agencies_are_named(
    language: str, program: Program, after_a_year: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Cơ quan", "Tổng"], ["Sở Y tế", 60], ["Thanh tra tỉnh", 50], ["Sở Mẫu", 40]]
    file = write_csv(tmp_path / "a.csv", rows)
    document = take(program, file, at=after_a_year)
    assert document["new"] == [{"agency": "thanh-tra-tinh", "name": "Thanh tra tỉnh", "cell": "A3"}]
    page = program("published", "import", str(file), "--lang", language, at=after_a_year).out
    word = {"vi": "Cơ quan mới", "en": "New agencies"}[language]
    (line,) = (line for line in page.splitlines() if line.startswith(word))
    assert line.endswith(": Thanh tra tỉnh (thanh-tra-tinh)")


# --- rows without a result ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["", "Sở A", "", "", ""], "B3"),
        (["", "Sở A", "–", "-", "—"], "B3"),
        (["", "Sở A", "", "", 3], "C3"),
        (["", "Sở A", "", "Khá", ""], "C3"),
    ],
)
def test_a_row_without_a_score(
    row: list[Any], cell: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    heads = ["TT", "Cơ quan", "Tổng", "Xếp loại", "Hạng"]
    file = write_xlsx(tmp_path / "a.xlsx", [heads, ["", "Sở B", 70, "Khá", 1], row])
    (problem,) = found(program, file, at=empty)
    assert problem["message"].startswith(f"KQ!{cell}: ")
    document = take(program, file, "--accept", "blanks", "--cohort", "a", at=empty)
    stated = {one["agency"] for one in document["changes"]}
    assert stated == ({"so-b"} if cell == "B3" else {"so-a", "so-b"})


def test_a_body_that_is_not_ranked_needs_no_score(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Cơ quan", "Tổng", "Hạng"], ["Sở A", 70, 1], ["Sở B", "", "Không xếp hạng"]]
    take(program, write_csv(tmp_path / "a.csv", rows), at=empty)


# --- the table as a whole -------------------------------------------------------------------------


def stated(document: Any) -> dict[str, tuple[Any, Any]]:
    return {one["field"]: (one["before"], one["after"]) for one in document["stated"]}


BEGUN = "# Kết quả\nperiod: 2023\nsource:\nstatus: illustrative\naverages:\nagencies: []\n"


@pytest.mark.parametrize(
    ("begun", "first"), [("", {"status": (None, "illustrative")}), (BEGUN, {})]
)
def test_first_results_are_confirmed_by_the_same_table(
    begun: str, first: dict[str, Any], program: Program, empty: Path, tmp_path: Path
) -> None:
    if begun:
        (empty / PUBLISHED).write_text(begun, "utf-8")
    file = write_xlsx(tmp_path / "a.xlsx", ROWS)
    assert stated(take(program, file, "--write", at=empty)) == first
    written = (empty / PUBLISHED).read_text("utf-8")
    written = written.replace("status: illustrative", "status: illustrative  # chờ quyết định")
    (empty / PUBLISHED).write_text(written, "utf-8")
    said = {
        "source": (None, "Quyết định 401/QĐ-UBND"),
        "on": (None, "2024-04-05"),
        "status": ("illustrative", "official"),
    }
    shown = take(program, file, *DECIDED, at=empty)
    assert (shown["form"], shown["changes"], shown["written"]) == ("head", [], False)
    assert stated(shown) == said
    assert (empty / PUBLISHED).read_text("utf-8") == written
    assert stated(take(program, file, *DECIDED, "--write", at=empty)) == said
    after = (empty / PUBLISHED).read_text("utf-8")
    assert "status: official  # chờ quyết định" in after
    assert [line for line in after.splitlines() if "{id" in line] == [
        line for line in written.splitlines() if "{id" in line
    ]
    assert str(stands(empty)["on"]) == "2024-04-05"
    again = take(program, file, *DECIDED, "--write", at=empty)
    assert (again["stated"], again["written"]) == ([], False)
    assert take(program, file, at=empty)["stated"] == [], "what is not said stays"


FIRST = (
    "period: 2023\nstatus: illustrative\nagencies:\n"
    "  - {id: so-a, name: Sở A, total: 60}\n  - {id: so-mau, name: Sở Mẫu, total: 50}\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FIRST.replace("total: 60", "total: 60, status: illustrative"), "Sở A"),
        (FIRST.replace("60}", '60, groups: {"1": {value: 40, source: Báo cáo}}}'), "Sở A"),
        (FIRST + "  - {id: so-c, name: Sở C, total: 40}\n", "Sở C"),
        (FIRST + "averages: {total: 55}\n", None),
        (FIRST + 'bests: {"1.1": {value: 4}}\n', None),
        (FIRST + "corrections: [{on: 2024-06-01, agencies: [{id: so-a, total: 60}]}]\n", None),
    ],
)
def test_what_else_goes_by_the_head_is_not_changed_with_it(
    text: str, said: str | None, program: Program, empty: Path, tmp_path: Path
) -> None:
    (empty / PUBLISHED).write_text(text, "utf-8")
    file = write_csv(tmp_path / "a.csv", [["Cơ quan", "Tổng"], ["Sở A", 60], ["Sở Mẫu", 50]])
    (problem,) = found(program, file, *DECIDED, "--write", at=empty)
    assert (problem["code"], problem["file"]) == ("result-head", PUBLISHED)
    assert said is None or said in problem["message"]
    assert (empty / PUBLISHED).read_text("utf-8") == text


def test_a_correction_again_says_nothing_new(program: Program, empty: Path, tmp_path: Path) -> None:
    (empty / PUBLISHED).write_text(FIRST, "utf-8")
    file = write_csv(tmp_path / "a.csv", [["Cơ quan", "Tổng"], ["Sở A", 61], ["Sở Mẫu", 50]])
    first = take(program, file, *DECIDED, "--write", at=empty)
    assert (first["form"], stated(first)["status"]) == ("correction", (None, "official"))
    again = take(program, file, *DECIDED, "--write", at=empty)
    assert (again["changes"], again["stated"], again["written"]) == ([], [], False)


def test_agencies_beside_averages_speak_for_themselves(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    text = "period: 2023\non: 2024-04-05\nstatus: illustrative\naverages: {total: 55}\n"
    (empty / PUBLISHED).write_text(text, "utf-8")
    file = write_csv(tmp_path / "a.csv", [["Cơ quan", "Tổng"], ["Sở A", 60], ["Sở Mẫu", 50]])
    assert take(program, file, *DECIDED, "--write", at=empty)["form"] == "agencies"
    said = stands(empty)
    assert (said["status"], str(said["on"])) == ("illustrative", "2024-04-05")
    assert {one["status"] for one in said["agencies"]} == {"official"}


def test_figures_that_stand_are_not_read_on_another_scale(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    (empty / PUBLISHED).write_text(FIRST, "utf-8")
    file = write_csv(tmp_path / "a.csv", [["Cơ quan", "Tổng"], ["Sở A", 60], ["Sở Mẫu", 50]])
    (problem,) = found(program, file, "--scale", "percent", at=empty)
    assert (problem["code"], problem["file"]) == ("result-scale", "--scale")
    assert take(program, file, "--scale", "points", at=empty)["stated"] == []


def test_the_page_names_an_agency_once(program: Program, empty: Path, tmp_path: Path) -> None:
    ran = program("published", "import", str(write_csv(tmp_path / "a.csv", ROWS)), at=empty)
    table = ran.out[ran.out.index("Kết quả của các cơ quan") :]
    assert table.count("Sở Y tế") == 1


def test_a_formula_counts_by_its_kept_value_only(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", changed(4, 4, "=C4+D4"))
    (problem, *_) = found(program, file, at=empty)
    assert problem["code"] == "table-cell"
    assert "KQ!E4" in problem["message"]


def test_a_day_that_is_none(program: Program, empty: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "a.csv", ROWS)
    (problem,) = found(program, file, "--on", "31/02/2024", at=empty)
    assert (problem["code"], problem["file"]) == ("not-a-date", "--on")


def test_a_wrong_file_of_the_year_is_not_touched(
    program: Program, small: Path, tmp_path: Path
) -> None:
    (small / PUBLISHED).write_text("period: 2023\nnonsense: 1\n", "utf-8")
    file = write_csv(tmp_path / "a.csv", ROWS)
    assert {one["file"] for one in found(program, file, "--write", at=small)} == {PUBLISHED}
    assert (small / PUBLISHED).read_text("utf-8") == "period: 2023\nnonsense: 1\n"


# --- hostile files --------------------------------------------------------------------------------


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("form", ["xlsx", "docx"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/vbaProject.bin", b"x"),
        ("word/embeddings/oleObject1.bin", b"x"),
        ("xl/externalLinks/externalLink1.xml", b"<a/>"),
        ("custom.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        ("big.bin", b"\0" * 41_000_000),
    ],
)
def test_what_could_do_harm_is_refused(
    name: str, content: bytes, form: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    file = WRITERS[form](tmp_path / f"a.{form}", ROWS)
    file.write_bytes(with_part(file.read_bytes(), name, content))
    assert [one["code"] for one in found(program, file, at=empty)] == ["not-a-table"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.docx", b"no archive"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0old"),
        ("a.csv", "Sở Y tế;1".encode("cp1258", errors="replace")),
        ("a.csv", b"a;b\0;c"),
        ("a.csv", b"a;" * 100),
        ("a.pdf", b"%PDF-1.4"),
        ("a.csv", b""),
    ],
)
def test_files_of_another_kind(
    name: str, data: bytes, program: Program, empty: Path, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    (problem,) = found(program, file, at=empty)
    assert problem["code"] in ("not-a-table", "table-columns")


def test_a_file_that_is_not_there(program: Program, empty: Path, tmp_path: Path) -> None:
    assert [one["code"] for one in found(program, tmp_path / "x.csv", at=empty)] == ["missing-file"]
    assert [one["code"] for one in found(program, tmp_path, at=empty)] != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_that_nothing_is_written(
    language: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    file = write_csv(tmp_path / "a.csv", ROWS)
    ran = program("published", "import", str(file), "--lang", language, at=empty)
    assert (ran.status, ran.err) == (0, "")
    assert "--write" in ran.out
    assert "63,56" in ran.out or "63.56" in ran.out
