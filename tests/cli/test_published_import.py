"""``dtiscore published import``: tables of results with their cells, and nothing taken blindly."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest
import yaml
from clikit import LANGUAGES, Program, refused

from workspaces import PUBLISHED

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[list[Any]]
HEADS = ["TT", "Tên cơ quan", "1. Nhận thức số", "Hoạt động số", "Tổng điểm", "Xếp loại", "Hạng"]
ROWS: Rows = [
    ["KẾT QUẢ XẾP HẠNG NĂM 2023"],
    HEADS,
    [1, "Sở Y tế", 50, 30.5, 80.5, "Tốt", 1],
    [2, "Sở Mẫu", 40, 23.56, 63.56, "Khá", 2],
    [3, "Ban Dân tộc", 40, 20, 60, "Khá", "Không xếp hạng"],
    ["", "Trung bình", 43.33, 24.69, 68.02, "", ""],
]
DECIDED = ("--on", "2024-04-05", "--source", "Quyết định 401/QĐ-UBND", "--status", "official")


def text_of(value: Any) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def write_xlsx(path: Path, rows: Rows) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "KQ"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def write_csv(path: Path, rows: Rows) -> Path:
    lines = (";".join(map(text_of, row)) for row in rows)
    path.write_text("\ufeff" + "\r\n".join(lines), "utf-8")
    return path


def write_docx(path: Path, rows: Rows) -> Path:
    document = docx.Document()
    document.add_paragraph("Kèm theo Quyết định")
    table = document.add_table(len(rows), len(HEADS))
    for row, cells in zip(rows, table.rows, strict=True):
        for value, cell in zip(row, cells.cells, strict=False):
            cell.text = text_of(value)
    document.save(str(path))
    return path


WRITERS = {"xlsx": write_xlsx, "csv": write_csv, "docx": write_docx}
CELLS = {"xlsx": "KQ!", "csv": "", "docx": "1!"}
every_form = pytest.mark.parametrize("form", WRITERS)


def changed(row: int, column: int, value: Any) -> Rows:
    rows = [list(each) for each in ROWS]
    rows[row - 1][column] = value
    return rows


@pytest.fixture
def empty(small: Path) -> Path:
    """The small workspace before anything was published."""
    (small / PUBLISHED).unlink()
    return small


def take(program: Program, file: Path, *more: str, at: Path) -> Any:
    ran = program("published", "import", str(file), *more, "--format", "json", at=at)
    assert ran.status == 0, ran.out + ran.err
    return ran.json


def found(program: Program, file: Path, *more: str, at: Path) -> list[dict[str, Any]]:
    return refused(program("published", "import", str(file), *more, "--format", "json", at=at))


def stands(folder: Path, period: int = 2023) -> Any:
    return yaml.safe_load((folder / f"published/{period}.yaml").read_text("utf-8"))


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
    assert any(f"{CELLS[form]}{cell}: " in one["message"] for one in problems)
    assert not (empty / PUBLISHED).exists()


@pytest.mark.parametrize(
    ("rows", "word"), [(changed(4, 6, 1), "ranks"), (changed(4, 4, 63.57), "totals")]
)
def test_what_contradicts_itself_is_taken_when_told_to(
    rows: Rows, word: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", rows)
    other = {"ranks": "totals", "totals": "ranks"}[word]
    assert found(program, file, "--accept", other, at=empty)
    document = take(program, file, "--accept", word, "--write", at=empty)
    assert [one["code"] for one in document["diagnostics"]] == ["table-accepted"]
    assert document["written"]


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
