"""``published import`` of files with several tables: each that has names and totals is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest
from tablekit import called, found, stands, take, text_of

from workspaces import PUBLISHED

if TYPE_CHECKING:
    from pathlib import Path

    from clikit import Program
    from tablekit import Rows, called

SHORT = ["Cơ quan", "Tổng điểm", "Hạng"]
LONG = ["TT", "Tên cơ quan", "Nhận thức số", "Hoạt động số", "Tổng điểm", "Xếp loại"]
TOTALS: Rows = [SHORT, ["Sở Y tế", 80.5, 1], ["Sở Mẫu", 63.56, 2]]
OTHERS: Rows = [LONG, [1, "Ban Dân tộc", 40, 20, 60, "Khá"]]
PARTS: Rows = [
    LONG,
    [1, "Sở Y tế", 50, 30.5, 80.5, "Tốt"],
    [2, "Sở Mẫu", 40, 23.56, 63.56, "Khá"],
]
NOTES: Rows = [["Ghi chú", "Người lập"], ["Sở Y tế nộp muộn", "Văn phòng"]]


def workbook(path: Path, *sheets: Rows) -> Path:
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets, start=1):
        sheet = book.active if number == 1 else book.create_sheet()
        assert sheet is not None
        sheet.title = f"T{number}"
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def document(path: Path, *tables: Rows) -> Path:
    written = docx.Document()
    for rows in tables:
        table = written.add_table(len(rows), max(map(len, rows)))
        for row, cells in zip(rows, table.rows, strict=True):
            for value, cell in zip(row, cells.cells, strict=False):
                cell.text = text_of(value)
    written.save(str(path))
    return path


WRITERS = {"xlsx": (workbook, "T"), "docx": (document, "")}
every_form = pytest.mark.parametrize("form", WRITERS)


def results(said: Any) -> dict[tuple[str, str], tuple[Any, str]]:
    return {(one["agency"], one["field"]): (one["after"], one["cell"]) for one in said["changes"]}


@every_form
def test_every_table_with_names_and_totals_is_read(
    form: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    write, before = WRITERS[form]
    file = write(tmp_path / f"a.{form}", NOTES, TOTALS, OTHERS)
    said = take(program, file, "--write", at=empty)
    totals = {key[0]: value for key, value in results(said).items() if key[1] == "total"}
    assert totals == {
        "so-y-te": (80.5, f"{before}2!B2"),
        "so-mau": (63.56, f"{before}2!B3"),
        "ban-dan-toc": (60, f"{before}3!E2"),
    }
    assert {"field": "total", "cell": f"{before}2!B1"} in said["columns"]
    assert {"field": "total", "cell": f"{before}3!E1"} in said["columns"]
    assert len(stands(empty)["agencies"]) == 3


@every_form
def test_what_two_tables_say_of_an_agency_goes_together(
    form: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    write, before = WRITERS[form]
    said = take(program, write(tmp_path / f"a.{form}", TOTALS, PARTS), at=empty)
    found = {key[1]: value for key, value in results(said).items() if key[0] == "so-mau"}
    assert found["total"] == (63.56, f"{before}1!B3")
    assert found["rank"] == (2, f"{before}1!C3")
    assert found["groups.2"] == (23.56, f"{before}2!D3")
    assert found["rating"] == ("Khá", f"{before}2!F3")


@every_form
@pytest.mark.parametrize(("row", "value"), [(1, 81), (2, "63,57")])
def test_two_tables_that_contradict_each_other_are_not_taken(
    row: int,
    value: Any,
    form: str,
    program: Program,
    empty: Path,
    tmp_path: Path,
) -> None:
    write, before = WRITERS[form]
    rows = [list(each) for each in PARTS]
    rows[row][4] = value
    file = write(tmp_path / f"a.{form}", TOTALS, rows)
    problems = found(program, file, "--accept=totals", "--write", "--lang", "en", at=empty)
    (problem,) = (one for one in problems if one["code"] == "table-cell")
    second, first = f"{before}2!E{row + 1}", f"{before}1!B{row + 1}"
    if form == "docx":
        second = called(form, f"E{row + 1}", 2, english=True)
        first = called(form, f"B{row + 1}", english=True)
    assert problem["message"].startswith(f"{second}: ")
    assert first in problem["message"]
    assert not (empty / PUBLISHED).exists()


def test_an_agency_is_ranked_in_both_tables_or_in_none(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    other: Rows = [SHORT, ["Sở Mẫu", 63.56, "Không xếp hạng"]]
    file = workbook(tmp_path / "a.xlsx", TOTALS, other)
    (problem,) = found(program, file, at=empty)
    assert (problem["code"], problem["message"][:7]) == ("table-cell", "T2!C2: ")


def test_twice_in_one_table_is_twice(program: Program, empty: Path, tmp_path: Path) -> None:
    rows = [*OTHERS, OTHERS[1]]
    file = workbook(tmp_path / "a.xlsx", TOTALS, rows)
    (problem,) = found(program, file, at=empty)
    assert (problem["code"], problem["message"][:7]) == ("table-cell", "T2!B3: ")


def test_an_id_in_one_table_is_the_agencys_in_the_other(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    ids: Rows = [["Mã", *SHORT], ["bdt", "Ban Dân tộc", 60, 1]]
    said = take(program, workbook(tmp_path / "a.xlsx", OTHERS, ids), at=empty)
    assert {one["agency"] for one in said["changes"]} == {"bdt"}


STACKED: Rows = [
    ["I. KHỐI SỞ"],
    ["TT", "Cơ quan", "Tổng điểm", "Hạng"],
    [1, "Sở Y tế", 80.5, 1],
    [2, "Sở Mẫu", 63.56, 2],
    ["II. KHỐI BAN"],
    ["TT", "Cơ quan", "Nhận thức số", "Hoạt động số", "Tổng điểm", "Xếp loại", "Hạng"],
    [1, "Ban Dân tộc", 40, 20, 60, "Khá", 3],
    ["TT", "Cơ quan", "Hạng", "Tổng điểm"],
    [1, "Thanh tra tỉnh", 4, 55],
]


@every_form
def test_tables_below_one_another_have_each_their_columns(
    form: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    write, before = WRITERS[form]
    said = take(program, write(tmp_path / f"a.{form}", STACKED), at=empty)
    found = results(said)
    totals = {key[0]: value for key, value in found.items() if key[1] == "total"}
    assert totals == {
        "so-y-te": (80.5, f"{before}1!C3"),
        "so-mau": (63.56, f"{before}1!C4"),
        "ban-dan-toc": (60, f"{before}1!E7"),
        "thanh-tra-tinh": (55, f"{before}1!D9"),
    }
    assert found["ban-dan-toc", "groups.1"] == (40, f"{before}1!C7")
    assert found["thanh-tra-tinh", "rank"] == (4, f"{before}1!C9")


def test_a_heading_far_below_is_one(program: Program, empty: Path, tmp_path: Path) -> None:
    rows: Rows = [["Cơ quan", "Tổng điểm"], *([f"Xã {n}", 50] for n in range(40))]
    rows += [["Tổng điểm", "Cơ quan"], [60, "Sở Mẫu"]]
    said = take(program, workbook(tmp_path / "a.xlsx", rows), at=empty)
    assert results(said)["so-mau", "total"] == (60, "T1!A43")
    assert len({one["agency"] for one in said["changes"]}) == 41


@every_form
def test_columns_that_are_named_by_letter_hold_for_the_sheet(
    form: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    rows: Rows = [
        ["x", "Danh sách", "", "Kết quả năm"],
        ["TT", "Tên gọi", "Hạng", "Điểm năm"],
        ["1", "Sở Y tế", 1, 80.5],
        ["2", "Sở Mẫu", 2, 63.56],
    ]
    write, before = WRITERS[form]
    line = ("--map", "B=name", "--map", "D=total")
    notes: Rows = [["Ghi chú", "Người lập", "Ngày", "Nơi nhận"], ["x", "Văn phòng", "y", "Lưu"]]
    file = write(tmp_path / f"a.{form}", notes, rows)
    found = results(take(program, file, *line, at=empty))
    assert found["so-mau", "total"] == (63.56, f"{before}2!D4")
    assert found["so-y-te", "rank"] == (1, f"{before}2!C3")


@every_form
@pytest.mark.parametrize(
    ("below", "more"),
    [
        (["", "", "Nhận thức số", "Tổng điểm"], ()),
        (["", "", "Nhóm thứ nhất", "Tổng điểm"], ()),
        (["", "", "Nhận thức số", "Cả năm"], ("--map", "Cả năm=total")),
        (["", "", "Nhận thức số", "Cả năm"], ("--map", "D=total")),
    ],
)
def test_a_heading_over_several_columns_is_parted_below(
    below: list[Any],
    more: tuple[str, ...],
    form: str,
    program: Program,
    empty: Path,
    tmp_path: Path,
) -> None:
    rows: Rows = [["TT", "Cơ quan", "Điểm", None, "Hạng"], below, [1, "Sở Mẫu", 40, 63.5, 1]]
    if form == "docx":
        rows[0][3] = ""
    write, before = WRITERS[form]
    found = results(take(program, write(tmp_path / f"a.{form}", rows), *more, at=empty))
    assert found["so-mau", "total"] == (63.5, f"{before}1!D3")
    assert found["so-mau", "rank"] == (1, f"{before}1!E3")


def test_a_group_below_the_heading_of_totals_is_no_total(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Cơ quan", "Điểm", None], ["", "Nhận thức số", "Cả năm"], ["Sở A", 40, 63.5]]
    (problem,) = found(program, workbook(tmp_path / "a.xlsx", rows), at=empty)
    assert problem["code"] == "table-columns"


@pytest.mark.parametrize("first", [["Tổng", 100, "", ""], ["Sở A", 50, 1, "Sở, ban, ngành"]])
def test_a_row_with_a_word_of_a_heading_is_a_row(
    first: list[Any], program: Program, empty: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Cơ quan", "Điểm", "Hạng", "Ghi chú"], first, ["Sở Mẫu", 40, 2, ""]]
    said = results(take(program, workbook(tmp_path / "a.xlsx", rows), at=empty))
    assert said["so-mau", "total"] == (40, "T1!B3")
    assert (("so-a", "total") in said) is (first[0] == "Sở A")
