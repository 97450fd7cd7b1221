"""``dtiscore score`` at the command line."""

from __future__ import annotations

import csv
import io
import os
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from clikit import (
    DIAGNOSTIC,
    GROUPS,
    HEAD,
    LANGUAGES,
    ROOT,
    UNITS,
    Program,
    codes,
    exact,
    markdown_tables,
    numbers_in,
    process,
    refused,
    total,
)

from dtiscore.cli.main import run
from workspaces import ASSESSMENT, AWARENESS, BASE, PUBLISHED, SET, SETTINGS, make_workspace
from workspaces import UNITS as UNITS_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCUMENT = [
    *HEAD,
    "total",
    "final_basis",
    "coverage",
    "confirmed_so_far",
    "rating",
    "bands",
    "next_band",
    "lost",
    "published",
    "groups",
    "diagnostics",
]
POINTS = ["max", "claimed", "provable", "confirmed", "final"]
LOST = ["not_done", "proof", "appraisal"]
GROUP = ["id", "name", "kind", *POINTS, "at_risk", "lost", "criteria"]
CRITERION = ["id", "name", *POINTS, "state", "reason", "lost", "lead", "support"]
CRITERION += ["estimated", "explained", "at_risk", "proof"]
STATES = {"scored", "not_evaluated", "not_applicable", "out_of_scope", "unscored"}


def score(program: Program, *arguments: str, **where: Any) -> Any:
    ran = program("score", "--format", "json", *arguments, **where)
    assert ran.status == 0
    assert ran.err == ""
    return ran.json


def criteria_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [criterion for group in document["groups"] for criterion in group["criteria"]]


def without_1_1(text: str) -> str:
    """The small assessment, in which nobody has counted the meetings."""
    return text.replace("      meetings: 4\n", "      meetings:\n")


# --- the document -----------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["sample", "small"])
def test_the_document_has_the_keys_of_the_design(where: str, program: Program, small: Path) -> None:
    document = score(program, at=ROOT if where == "sample" else small)
    assert list(document) == DOCUMENT
    assert document["schema"] == "dtiscore/score/1"
    assert list(document["criteria_set"]) == ["id", "version", "sha256", "status"]
    assert list(document["agency"]) == ["id", "name", "cohort"]
    # `published_as` is an addition: the total on the scale on which the province publishes.
    named = [*POINTS, "base", "adjustments", "explained", "at_risk", "published_as"]
    assert list(document["total"]) == named
    assert list(document["coverage"]) == ["criteria", "of", "max"]
    assert list(document["confirmed_so_far"]) == ["points", "criteria", "of"]
    assert list(document["rating"]) == ["claimed", "provable", "final"]
    assert list(document["next_band"]) == ["name", "from", "missing"]
    assert list(document["lost"]) == LOST
    # `groups_status` is an addition: a group's value may be illustrative where the total is not.
    published = ["total", "rating", "rank", "groups", "source", "status", "groups_status"]
    # `origins` is an addition: a correction of the total leaves rating and rank as they were.
    assert list(document["published"]) == [*published, "origins"]
    for band in document["bands"]:
        assert list(band) == ["name", "from", "inclusive"]
    for group in document["groups"]:
        assert list(group) == GROUP
        assert list(group["lost"]) == LOST
    for criterion in criteria_of(document):
        assert list(criterion) == CRITERION
        assert list(criterion["lost"]) == LOST
        for slot in criterion["proof"]:
            assert list(slot) == ["slot", "need", "have"]


def test_numbers_have_at_most_two_decimals(program: Program, small: Path) -> None:
    for where in (ROOT, small):
        found = list(numbers_in(score(program, at=where)))
        assert len(found) > 50
        exponents = [exact(number).normalize().as_tuple().exponent for number in found]
        assert all(isinstance(e, int) and e >= -2 for e in exponents)


def test_enums_are_closed(program: Program, small: Path) -> None:
    for where in (ROOT, small):
        document = score(program, at=where)
        names = {band["name"] for band in document["bands"]}
        assert document["criteria_set"]["status"] in {"illustrative", "official"}
        assert document["published"]["status"] in {"illustrative", "official"}
        assert document["final_basis"] in {"provable", "mixed", "confirmed"}
        assert set(document["rating"].values()) <= names
        assert document["next_band"]["name"] in names
        assert {group["kind"] for group in document["groups"]} == {"scored"}
        assert {criterion["state"] for criterion in criteria_of(document)} <= STATES


@pytest.mark.parametrize("where", ["sample", "small"])
def test_totals_are_the_sums_of_what_stands_below_them(
    where: str, program: Program, small: Path
) -> None:
    document = score(program, at=ROOT if where == "sample" else small)
    groups, whole = document["groups"], document["total"]
    for kind in ("max", "claimed", "provable", "final"):
        assert exact(whole[kind]) == total(group[kind] for group in groups)
        for group in groups:
            assert exact(group[kind]) == total(c[kind] for c in group["criteria"])
    assert exact(whole["final"]) == exact(whole["base"]) + exact(whole["adjustments"])
    assert exact(whole["explained"]) == total(c["explained"] for c in criteria_of(document))
    levels = [{**whole, "lost": document["lost"]}, *groups, *criteria_of(document)]
    for level in levels:
        assert exact(level["lost"]["not_done"]) == exact(level["max"]) - exact(level["claimed"])
        assert exact(level["lost"]["proof"]) == exact(level["claimed"]) - exact(level["provable"])
        appraisal = exact(level["provable"]) - exact(level["final"])
        assert exact(level["lost"]["appraisal"]) == appraisal
        assert exact(level["final"]) + total(level["lost"].values()) == exact(level["max"])
    confirmed = [c["confirmed"] for c in criteria_of(document) if c["confirmed"] is not None]
    so_far = document["confirmed_so_far"]
    assert (exact(so_far["points"]), so_far["criteria"]) == (total(confirmed), len(confirmed))
    assert so_far["of"] == document["coverage"]["of"] == len(criteria_of(document))
    missing = exact(document["next_band"]["from"]) - exact(whole["final"])
    assert exact(document["next_band"]["missing"]) == missing


def test_the_small_workspace_by_hand(program: Program, small: Path) -> None:
    document = score(program, at=small)
    points = {
        criterion["id"]: (criterion["claimed"], criterion["provable"], criterion["final"])
        for criterion in criteria_of(document)
    }
    assert points == {
        "1.1": (20, 0, 0),
        "1.2": (30, 30, 30),
        "2.1": (10, 10, 10),
        "2.2": (10, 0, 0),
        "2.3": (6, 6, 6),
    }
    assert document["total"]["claimed"] == 76
    assert document["total"]["final"] == document["total"]["published_as"] == 46
    assert document["lost"] == {"not_done": 24, "proof": 30, "appraisal": 0}
    assert document["rating"] == {"claimed": "Khá", "provable": "Yếu", "final": "Yếu"}
    assert document["next_band"] == {"name": "Khá", "from": 50, "missing": 4}
    assert document["published"]["total"] == 63.5
    assert document["final_basis"] == "provable"


def test_a_paper_in_its_folder_is_worth_its_points(program: Program, small: Path) -> None:
    paper = small / "evidence/2023/2.2/05-KH-SM_2023-02-15_ke-hoach.pdf"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"giay")
    document = score(program, at=small)
    assert document["total"]["final"] == 56
    (plan,) = (c for c in criteria_of(document) if c["id"] == "2.2")
    assert plan["proof"] == [{"slot": "plan", "need": 1, "have": 1}]


def test_what_is_unknown_is_null(program: Program, tmp_path: Path) -> None:
    changes = {ASSESSMENT: without_1_1(BASE[ASSESSMENT]), PUBLISHED: None, UNITS_FILE: None}
    document = score(program, at=make_workspace(tmp_path, changes))
    meetings = criteria_of(document)[0]
    assert [meetings[kind] for kind in POINTS] == [20, None, None, None, None]
    assert meetings["state"] == "not_evaluated"
    assert meetings["lost"] == {"not_done": 20, "proof": 0, "appraisal": 0}
    assert document["coverage"] == {"criteria": 4, "of": 5, "max": 80}
    assert document["total"]["confirmed"] is None
    assert document["published"] is None
    assert document["agency"]["cohort"] is None
    measured = criteria_of(document)[1]
    assert (measured["lead"], measured["support"]) == (None, [])
    assert measured["proof"] == []


def test_what_a_figure_not_stated_needs_is_unknown(program: Program, tmp_path: Path) -> None:
    paper = {"evidence/2023/1.1/1-TB-SM_2023-03-01_hop.pdf": "giấy"}
    unstated = {ASSESSMENT: without_1_1(BASE[ASSESSMENT]), **paper}
    stated = {ASSESSMENT: BASE[ASSESSMENT].replace("meetings: 4", "meetings: 0"), **paper}
    for changes, need in ((unstated, None), (stated, 0)):
        folder = make_workspace(tmp_path / str(need), changes)
        wanted = {"slot": "minutes", "need": need, "have": 1}
        assert criteria_of(score(program, at=folder))[0]["proof"] == [wanted]
        explained = program("explain", "1.1", "--format", "json", at=folder).json["criteria"][0]
        assert {key: explained["proof"][0][key] for key in wanted} == wanted
        page = program("explain", "1.1", "--lang", "en", at=folder).out
        assert ("1 of 0" in page) is (need == 0)
        assert ("the need depends on figures not stated yet" in " ".join(page.split())) is (
            need is None
        )


def test_a_result_is_not_published_before_its_day(program: Program, small: Path) -> None:
    with (small / PUBLISHED).open("a", encoding="utf-8") as file:
        file.write("on: 2024-04-05\n")
    json, page = ("score", "--format", "json"), ("score", "--lang", "en")
    assert program(*json, at=small, as_of="2024-04-04").json["published"] is None
    assert program(*json, at=small, as_of="2024-04-05").json["published"]["total"] == 63.5
    assert "Published result" not in program(*page, at=small, as_of="2024-04-04").out
    assert "70.50" not in program(*page, at=small, as_of="2024-04-04").out
    assert "70.50" in program(*page, at=small, as_of="2024-04-05").out


def test_the_best_band_has_no_next(program: Program, tmp_path: Path) -> None:
    bands = BASE[SET].replace("from: 80", "from: 40").replace("from: 50", "from: 30")
    document = score(program, at=make_workspace(tmp_path, {SET: bands}))
    assert document["rating"]["final"] == "Tốt"
    assert document["next_band"] is None


def test_a_total_is_confirmed_only_when_every_criterion_is(
    program: Program, tmp_path: Path
) -> None:
    said = BASE[ASSESSMENT]
    for criterion in ("1.1", "1.2", "2.1", "2.2"):
        said = said.replace(f'  "{criterion}":\n', f'  "{criterion}":\n    confirmed: 5\n')
    document = score(program, at=make_workspace(tmp_path, {ASSESSMENT: said}))
    assert document["total"]["confirmed"] is None
    assert document["final_basis"] == "mixed"
    assert document["groups"][0]["confirmed"] == 10
    said = said.replace('  "2.3":\n', '  "2.3":\n    confirmed: 5\n')
    document = score(program, at=make_workspace(tmp_path, {ASSESSMENT: said}))
    assert document["total"]["confirmed"] == document["total"]["final"] == 25
    assert document["final_basis"] == "confirmed"


# --- filters ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["2", "Thể chế số", "thể chế số", "The che so"])
def test_a_group_by_id_or_name_filters_lines_not_totals(name: str, program: Program) -> None:
    whole = score(program)
    document = score(program, "--group", name)
    assert [group["id"] for group in document["groups"]] == ["2"]
    assert document["groups"] == [whole["groups"][1]]
    assert {k: v for k, v in document.items() if k != "groups"} == {
        k: v for k, v in whole.items() if k != "groups"
    }


def test_several_groups(program: Program) -> None:
    document = score(program, "--group", "7", "--group", "1")
    assert [group["id"] for group in document["groups"]] == ["1", "7"]


def test_an_unknown_group_lists_the_known_ones(program: Program) -> None:
    ran = program("score", "--format", "json", "--group", "8")
    assert codes(ran) == [("unknown-group", "--group")]
    for group in GROUPS:
        assert f"{group} (" in refused(ran)[0]["message"]


@pytest.mark.parametrize("name", ["thanh-tra", "Thanh tra Sở", "thanh tra", "Thanh tra Sở GTVT"])
def test_a_unit_filters_lines_not_totals(name: str, program: Program) -> None:
    whole = score(program)
    document = score(program, "--unit", name)
    shown = criteria_of(document)
    assert shown
    assert all("thanh-tra" in (c["lead"], *c["support"]) for c in shown)
    wanted = [c for c in criteria_of(whole) if "thanh-tra" in (c["lead"], *c["support"])]
    assert shown == wanted
    for key in ("total", "lost", "coverage", "rating"):
        assert document[key] == whole[key]
    sums = [[group[kind] for kind in POINTS] for group in document["groups"]]
    assert sums == [[group[kind] for kind in POINTS] for group in whole["groups"]]


def test_who_leads_depends_on_the_day(program: Program) -> None:
    def lead(as_of: str) -> object:
        return criteria_of(score(program, as_of=as_of))[0]["lead"]

    assert (lead("2024-05-06"), lead("2024-05-07")) == ("phong-kt-qlkchtgt", "van-phong")


def test_an_unknown_unit_lists_the_known_ones(program: Program) -> None:
    ran = program("score", "--format", "json", "--unit", "phòng-x")
    assert codes(ran) == [("unknown-unit", "units.yaml")]
    for unit in UNITS:
        assert f"{unit} (" in refused(ran)[0]["message"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_shows_the_criteria_of_a_filter(language: str, program: Program) -> None:
    whole = program("score", "--lang", language)
    group = program("score", "--group", "1", "--lang", language)
    assert "1.6 " not in whole.out
    assert "1.6 " in group.out
    assert "2.1 " not in group.out
    decimal = "," if language == "vi" else "."
    for ran in (whole, group):
        assert ran.status == 0
        assert f"633{decimal}56" in ran.out


# --- thresholds -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("threshold", "status"),
    [
        *(("0", 0), ("633.55", 0), ("633.56", 0), ("633,56", 0)),
        *(("633.5600001", 1), ("633.57", 1), ("650", 1), ("1000", 1)),
    ],
)
def test_fail_under(threshold: str, status: int, program: Program) -> None:
    ran = program("score", "--format", "json", "--fail-under", threshold)
    assert ran.status == status
    assert ran.json["total"]["final"] == 633.56, "the answer is given all the same"
    assert ran.err == ""


@pytest.mark.parametrize("threshold", ["abc", "nan", "inf", "1.000", ""])
def test_fail_under_wants_a_number(threshold: str, program: Program) -> None:
    ran = program("score", "--fail-under", threshold)
    assert ran.status == 2
    assert ran.out == ""
    assert "--fail-under" in ran.err


# --- formats ----------------------------------------------------------------------------------


def test_csv_is_for_machines(program: Program) -> None:
    ran = program("score", "--format", "csv")
    assert ran.status == 0
    assert not ran.out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(ran.out, newline=""), strict=True))
    criteria = criteria_of(score(program))
    assert [row["id"] for row in rows] == [criterion["id"] for criterion in criteria]
    for row, criterion in zip(rows, criteria, strict=True):
        assert None not in row
        for kind in POINTS:
            wanted = criterion[kind]
            assert row[kind] == ("" if wanted is None else str(exact(wanted).quantize(CENT)))
        assert row["state"] == criterion["state"]
        assert row["support"] == " ".join(criterion["support"])
        assert row["estimated"] in {"true", "false"}
        assert row["name"] == criterion["name"]
        assert total([row[kind] for kind in LOST]) == total(criterion["lost"].values())
    assert {row["status"] for row in rows} == {"illustrative"}


CENT = Decimal("0.01")


def test_csv_without_a_line_keeps_its_heads(program: Program, small: Path) -> None:
    full = program("score", "--format", "csv", at=small)
    empty = program("score", "--unit", "phong-cntt", "--group", "1", "--format", "csv", at=small)
    assert empty.status == 0
    assert empty.out.splitlines() == full.out.splitlines()[:1]


def test_csv_quotes_and_defuses_what_files_say(program: Program, tmp_path: Path) -> None:
    name = '=HYPERLINK("x"), a | b'
    changed = BASE[AWARENESS].replace("Tổ chức họp về chuyển đổi số", f"'{name}'")
    ran = program("score", "--format", "csv", at=make_workspace(tmp_path, {AWARENESS: changed}))
    rows = list(csv.DictReader(io.StringIO(ran.out, newline=""), strict=True))
    assert rows[0]["name"] == f"'{name}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_is_a_table_whatever_files_say(
    language: str, program: Program, tmp_path: Path
) -> None:
    name = "Họp | *một* `hai` <b> [ba](x) # \\\\"
    changed = BASE[AWARENESS].replace("Tổ chức họp về chuyển đổi số", f'"{name}"')
    group = "Nhận | thức"
    changed = changed.replace("name: Nhận thức số", f'name: "{group}"')
    folder = make_workspace(tmp_path, {AWARENESS: changed})
    arguments = ("score", "--format", "md", "--lang", language, "--unit", "VP")
    ran = program(*arguments, at=folder)
    assert (ran.status, ran.err) == (0, "")
    sums, criteria = markdown_tables(ran.out)
    assert [row[0] for row in sums[2:4]] == [f"1. {group}", "2. Hoạt động số"]
    assert criteria[2][0] == "1.1 Họp | *one*".replace("one", "một") + " `hai` <b> [ba](x) # \\"


# --- output -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_output_gets_the_bytes_of_stdout(form: str, program: Program, tmp_path: Path) -> None:
    printed = program("score", "--format", form)
    file = tmp_path / "bảng điểm.txt"
    file.write_text("cũ", "utf-8")
    ran = program("score", "--format", form, "--output", str(file))
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert file.read_bytes() == printed.out.encode()
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_output_is_relative_to_where_one_is(program: Program, small: Path) -> None:
    ran = program("score", "-o", "a.txt", at=small / "criteria")
    assert ran.status == 0
    assert (small / "criteria/a.txt").is_file()


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
@pytest.mark.parametrize("target", ["no-such-folder/a.txt", "."])
def test_an_unwritable_target(form: str, target: str, program: Program, tmp_path: Path) -> None:
    file = str(tmp_path / target)
    ran = program("score", "--format", form, "--output", file)
    assert ran.status == 2
    if form == "json":
        assert [code for code, _ in codes(ran)] == ["cannot-write"]
    else:
        assert ran.out == ""
        assert "[cannot-write]" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_keeps_the_old_content(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("cũ", "utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", full)
    ran = program("score", "--output", str(file))
    assert (ran.status, ran.out) == (2, "")
    assert os.strerror(28) not in ran.err
    assert "không còn chỗ trống" in ran.err
    assert file.read_text("utf-8") == "cũ"
    assert list(tmp_path.iterdir()) == [file]


# --- diagnostics ------------------------------------------------------------------------------


def test_an_unknown_period_names_the_missing_file(program: Program) -> None:
    ran = program("score", "--period", "2099", "--format", "json")
    assert codes(ran) == [("missing-file", "assessments/2099.yaml")]
    ran = program("score", "--period", "2099")
    assert (ran.status, ran.out) == (2, "")
    assert "assessments/2099.yaml" in ran.err


def test_another_period(program: Program, small: Path) -> None:
    said = BASE[ASSESSMENT].replace("2023", "2022").replace("trained: 30", "trained: 20")
    (small / "assessments/2022.yaml").write_text(said, "utf-8")
    document = score(program, "--period", "2022", at=small)
    assert (document["period"], document["published"]) == (2022, None)
    assert criteria_of(document)[1]["final"] == 20
    assert score(program, at=small)["period"] == 2023


def test_other_periods_are_not_read(program: Program, small: Path) -> None:
    (small / "assessments/2022.yaml").write_text("nonsense: [", "utf-8")
    (small / "published/2022.yaml").write_text("nonsense: [", "utf-8")
    assert score(program, at=small)["diagnostics"] == []


@pytest.mark.parametrize("form", ["table", "csv", "md"])
def test_warnings_go_to_the_error_stream(form: str, program: Program, small: Path) -> None:
    clean = program("score", "--format", form, at=small)
    (small / "evidence/2023/1.11").mkdir(parents=True)
    ran = program("score", "--format", form, at=small)
    assert ran.status == 0
    assert ran.out == clean.out
    assert clean.err == ""
    assert "evidence/2023/1.11" in ran.err
    assert "[unknown-folder]" in ran.err


def test_warnings_are_part_of_the_document(program: Program, small: Path) -> None:
    (small / "evidence/2023/1.11").mkdir(parents=True)
    ran = program("score", "--format", "json", at=small)
    assert (ran.status, ran.err) == (0, "")
    (found,) = ran.json["diagnostics"]
    assert list(found) == DIAGNOSTIC
    assert (found["code"], found["severity"]) == ("unknown-folder", "warning")
    assert found["file"] == "evidence/2023/1.11"
    assert (found["line"], found["column"]) == (None, None)


def test_every_error_is_named_and_there_is_no_answer(program: Program, tmp_path: Path) -> None:
    said = BASE[ASSESSMENT].replace("trained: 30", "trained: 50").replace("meetings: 4", "meet: 4")
    folder = make_workspace(tmp_path, {ASSESSMENT: said})
    file = tmp_path / "answer.json"
    ran = program("score", "--format", "json", "--output", str(file), at=folder)
    found = {(record["code"], record["file"], record["line"]) for record in refused(ran)}
    assert ("part-above-whole", ASSESSMENT, 8) in found
    assert ("unknown-key", ASSESSMENT, 5) in found
    assert not file.exists()
    ran = program("score", at=folder)
    assert (ran.status, ran.out) == (2, "")
    assert f"{ASSESSMENT}:8:" in ran.err
    assert f"{ASSESSMENT}:5:" in ran.err


def test_stdout_holds_the_answer_alone(small: Path) -> None:
    (small / "evidence/2023/1.11").mkdir(parents=True)
    for form in ("table", "csv", "md"):
        done = process("score", "--format", form, at=small)
        assert done.returncode == 0
        assert b"1.11" not in done.stdout
        assert b"[unknown-folder]" in done.stderr
        assert b"\x1b" not in done.stdout + done.stderr, "no colours in a pipe"


# --- options of the program -------------------------------------------------------------------


def test_options_of_the_program_stand_before_or_after(program: Program, small: Path) -> None:
    options = ["-C", str(small), "--lang", "en", "--as-of", "2024-04-01"]
    before = program(*options, "score", "--format", "md", as_of=None)
    after = program("score", "--format", "md", *options, as_of=None)
    attached = program("score", f"-C{small}", *options[2:], "--format", "md", as_of=None)
    long = [f"--workspace={small}", "--lang=en", "--as-of=2024-04-01"]
    equals = program("score", *long, "--format=md", as_of=None)
    mixed = program(*options[:2], "score", *options[2:], "-f", "md", as_of=None)
    assert before.status == 0
    assert "Sở Mẫu" in before.out
    assert before == after == attached == equals == mixed


def test_two_languages_say_the_same_numbers(program: Program) -> None:
    vietnamese = program("score", "--lang", "vi", "--format", "md")
    english = program("score", "--lang", "en", "--format", "md")
    assert vietnamese.status == english.status == 0
    assert vietnamese.out != english.out
    assert program("score", "--format", "md").out == vietnamese.out
    one, other = markdown_tables(vietnamese.out)[0], markdown_tables(english.out)[0]
    assert [row[1:6] for row in other[2:]] == [
        [cell.replace(".", "_").replace(",", ".").replace("_", ",") for cell in row[1:6]]
        for row in one[2:]
    ]
    documents = [score(program, "--lang", language) for language in LANGUAGES]
    assert documents[0] == documents[1], "JSON has no words of ours but those of diagnostics"


@pytest.mark.parametrize(
    ("option", "environment", "settings", "language"),
    [
        (None, None, None, "vi"),
        (None, None, "en", "en"),
        (None, "en", None, "en"),
        (None, "vi", "en", "vi"),
        ("vi", "en", "en", "vi"),
        ("en", "vi", "vi", "en"),
    ],
)
def test_the_language_is_the_nearest_that_is_named(  # noqa: PLR0913, PLR0917
    option: str | None,
    environment: str | None,
    settings: str | None,
    language: str,
    program: Program,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    if settings is not None:
        text = BASE[SETTINGS] + f"language: {settings}\n"
        (small / SETTINGS).write_text(text, "utf-8")
    wanted = program("score", "--lang", language, at=small).out
    if environment is not None:
        monkeypatch.setenv("DTISCORE_LANG", environment)
    assert run(["score", *(["--lang", option] if option else [])]) == 0
    assert capfdbinary.readouterr().out.decode() == wanted


def test_as_of_is_the_option_the_environment_or_today(program: Program) -> None:
    assert score(program, as_of="2024-03-10")["as_of"] == "2024-03-10"
    assert score(program, "--as-of", "20/03/2024")["as_of"] == "2024-03-20"
    before = datetime.now(UTC).astimezone().date()
    today = score(program, as_of=None)["as_of"]
    assert before.isoformat() <= today <= datetime.now(UTC).astimezone().date().isoformat()


@pytest.mark.parametrize(
    ("as_of", "confirmed", "basis", "count"),
    [
        ("2024-03-04", None, "provable", 0),
        ("2024-03-05", 8.33, "mixed", 1),
        ("2024-03-19", 8.33, "mixed", 1),
        ("2024-03-20", 12.5, "mixed", 3),
    ],
)
def test_confirmations_count_from_their_day(
    as_of: str, confirmed: float | None, basis: str, count: int, program: Program
) -> None:
    document = score(program, "--group", "5", as_of=as_of)
    assert document["groups"][0]["criteria"][0]["confirmed"] == confirmed
    assert document["final_basis"] == basis
    assert document["confirmed_so_far"]["criteria"] == count


@pytest.mark.parametrize("value", ["31/31/2024", "hôm nay", "2024", "2024-02-30"])
def test_a_day_that_is_none(value: str, program: Program) -> None:
    ran = program("score", "--as-of", value)
    assert (ran.status, ran.out) == (2, "")
    assert "--as-of" in ran.err
    assert value in ran.err
    assert codes(program("score", "--format", "json", as_of=value)) == [
        ("not-a-date", "DTISCORE_AS_OF")
    ]
    before = program("--as-of", value, "score", "--format=json")
    assert codes(before) == [("not-a-date", "--as-of")]


def test_a_language_that_is_none(
    program: Program, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    ran = program("score", "--lang", "fr")
    assert (ran.status, ran.out) == (2, "")
    assert "--lang" in ran.err
    assert codes(program("score", "--lang", "fr", "-f", "json")) == [("not-one-of", "--lang")]
    monkeypatch.setenv("DTISCORE_LANG", "fr")
    assert run(["score"]) == 2
    captured = capfdbinary.readouterr()
    assert captured.out == b""
    assert b"DTISCORE_LANG" in captured.err


def test_the_workspace_is_found_from_a_folder_inside(program: Program, small: Path) -> None:
    wanted = program("score", at=small)
    for inside in ("criteria/small/cases", "assessments"):
        assert program("score", at=small / inside) == wanted
    assert program("score", "-C", str(small)) == wanted
    assert program("score", "-C", str(small / "criteria")) == wanted
    assert program("score", "-C", "small/criteria", at=small.parent) == wanted


def test_a_workspace_in_another_is_the_nearest(program: Program, small: Path) -> None:
    inner = small / "assessments/inner"
    inner.mkdir()
    name = BASE[SETTINGS].replace("Sở Mẫu", "Sở Khác")
    make_workspace(inner, {SETTINGS: name})
    assert score(program, at=inner / "criteria")["agency"]["name"] == "Sở Khác"


@pytest.mark.parametrize("command", ["score", "gaps", "checklist", "check", "test"])
def test_without_a_workspace_it_says_where_it_looked_and_how_to_make_one(
    command: str, program: Program, tmp_path: Path
) -> None:
    looked = str(tmp_path.resolve())
    ran = program(command, "--format", "json", at=tmp_path)
    assert codes(ran) == [("no-workspace", looked)]
    for text in (refused(ran)[0]["message"], program(command, at=tmp_path).err):
        assert looked in text
        assert "dtiscore.yaml" in text
        assert "-C " in text
        assert "dtiscore init " in text
    assert program(command, at=tmp_path).status == 2
    assert program(command, at=tmp_path).out == ""
    named = program(command, "-C", str(tmp_path / "no-such"), "--format", "json")
    assert codes(named) == [("no-workspace", f"{looked}{os.sep}no-such")]


def test_a_total_says_how_many_estimates_it_contains(program: Program, small: Path) -> None:
    tree = program("score", "--format", "json").json
    estimates = [c["id"] for g in tree["groups"] for c in g["criteria"] if c["estimated"]]
    line = "of these, {} criteria are estimates"
    assert estimates
    assert line.format(len(estimates)) in program("score", "--lang", "en").out
    assert "are estimates" not in program("score", "--lang", "en", at=small).out


def test_what_is_no_loss_has_a_heading_of_its_own(program: Program) -> None:
    lines = [line.strip() for line in program("score", "--lang", "en").out.splitlines()]
    noted = lines.index("To be noted")
    assert next(i for i, line in enumerate(lines) if line.startswith("changed at")) < noted
    assert next(i for i, line in enumerate(lines) if line.startswith("of the final")) > noted
