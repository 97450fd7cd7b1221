"""``dtiscore task import`` of tables as plans have them: headings in two rows, merged cells."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import docx
import openpyxl
import pytest
import yaml

from workspaces import UNITS, make_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

NEW = ("--document", "kh-99", "--title", "Kế hoạch số 99", "--symbol", "99/KH-SGTVT")
each_form = pytest.mark.parametrize("form", ["docx", "xlsx"])

Span = tuple[int, int, int, int]
"""First row and column, last row and column of a merged cell, counted from 0 in the table."""


class Grid(NamedTuple):
    """A table with its merged cells."""

    rows: Sequence[Sequence[str]]
    merged: Sequence[Span] = ()

    def save(self, folder: Path, form: str) -> str:
        """Write it as offices do; what a merged cell says stands in its first cell."""
        path = folder / f"plan.{form}"
        if form == "xlsx":
            book = openpyxl.Workbook()
            sheet = book.active
            assert sheet is not None
            sheet.title = "Phụ lục"
            for row in self.rows:
                sheet.append([text or None for text in row])
            for top, left, bottom, right in self.merged:
                sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
            book.save(path)
            return str(path)
        document = docx.Document()
        table = document.add_table(len(self.rows), len(self.rows[0]))
        for top, left, bottom, right in self.merged:
            table.cell(top, left).merge(table.cell(bottom, right))
        for index, row in enumerate(self.rows):
            for column, text in enumerate(row):
                if text:
                    table.cell(index, column).text = text
        document.save(str(path))
        return str(path)


HEADINGS = (
    ("STT", "Nhiệm vụ", "Phân công", "", "Thời gian", "Sản phẩm"),
    ("", "", "Chủ trì", "Phối hợp", "", ""),
)
HEAD_MERGED = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (0, 5, 1, 5))
TASKS = (
    ("I", "Nhận thức số", "", "", "", ""),
    ("1", "Tổ chức hội nghị", "Văn phòng Sở", "Thanh tra", "Quý III/2023", "Báo cáo"),
    ("2", "Đăng tin bài", "VP", "KH-TC", "30/6/2023", "Danh sách"),
)


OUR_UNITS = """\
units:
  - {id: van-phong, name: Văn phòng Sở, short: VP}
  - {id: thanh-tra, name: Thanh tra Sở, aliases: [Thanh tra]}
  - {id: phong-kh-tc, name: Phòng Kế hoạch – Tài chính, short: KH-TC}
  - {id: phong-vt-pt-nl, name: "Phòng Vận tải, phương tiện và người lái", short: "VT,PT&NL"}
coordinator:
  - {unit: van-phong}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return make_workspace(folder, {UNITS: OUR_UNITS})


@pytest.fixture
def run(program: Callable[..., Any], small: Path) -> Callable[..., Any]:
    def ran(*line: str, status: int = 0) -> Any:
        asked = ("task", "import", *line, "--format", "json")
        found = program(*asked, at=small, as_of="2023-05-07")
        assert found.status == status, found.out
        return found.json

    return ran


def codes(found: Any) -> list[str]:
    return [one["code"] for one in found["diagnostics"] if one["code"].startswith("plan-")]


def read(found: Any) -> dict[str, dict[str, Any]]:
    """The new tasks by their paragraph."""
    return {task["source"].get("paragraph", ""): task for task in found["new"]}


# --- headings in two rows ---------------------------------------------------------------------


@each_form
def test_headings_in_two_rows_are_read_together(
    form: str, run: Callable[..., Any], small: Path
) -> None:
    tasks = read(run(Grid((*HEADINGS, *TASKS), HEAD_MERGED).save(small.parent, form), *NEW))
    assert list(tasks) == ["I.1", "I.2"]
    assert (tasks["I.1"]["unit"], tasks["I.1"]["support"]) == ("van-phong", ["thanh-tra"])
    assert (tasks["I.2"]["due"], tasks["I.2"]["product"]) == ("2023-06-30", "Danh sách")


@each_form
def test_headings_in_two_rows_need_not_be_merged(
    form: str, run: Callable[..., Any], small: Path
) -> None:
    tasks = read(run(Grid((*HEADINGS, *TASKS)).save(small.parent, form), *NEW))
    assert list(tasks) == ["I.1", "I.2"]
    assert tasks["I.1"]["support"] == ["thanh-tra"]


@each_form
def test_the_lower_headings_say_more_than_the_upper_one(
    form: str, run: Callable[..., Any], small: Path
) -> None:
    """“Đơn vị thực hiện” alone is the lead's; above two columns it is the heading of both."""
    head = (
        ("TT", "Nội dung", "Đơn vị thực hiện", "", "Thời gian", ""),
        ("", "", "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc"),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
    )
    merged = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5))
    rows = (*head, ("1", "Tổ chức hội nghị", "VP", "Thanh tra", "01/6/2023", "30/9/2023"))
    for spans in (merged, ()):
        found = read(run(Grid(rows, spans).save(small.parent, form), *NEW))
        assert list(found) == ["1"]
        assert found["1"]["support"] == ["thanh-tra"]
        assert found["1"]["due"] == "2023-09-30"


@each_form
def test_one_column_for_lead_and_support(form: str, run: Callable[..., Any], small: Path) -> None:
    rows = (
        ("STT", "Nội dung", "Đơn vị chủ trì, phối hợp", "Thời gian", "Ghi chú"),
        ("1", "Tổ chức hội nghị", "VP\nThanh tra", "30/6/2023", ""),
    )
    tasks = read(run(Grid(rows).save(small.parent, form), *NEW))
    assert (tasks["1"]["unit"], tasks["1"]["support"]) == ("van-phong", ["thanh-tra"])


@each_form
def test_lower_headings_beside_others_are_read(
    form: str, run: Callable[..., Any], small: Path
) -> None:
    rows = (
        ("STT", "Nhiệm vụ", "Chủ trì, phối hợp", "", "Khác", ""),
        ("", "", "Chủ trì", "Phối hợp", "Kinh phí", "Ghi chú"),
        ("1", "Tổ chức hội nghị", "VP", "Thanh tra", "10 triệu", ""),
    )
    tasks = read(run(Grid(rows).save(small.parent, form), *NEW))
    assert (tasks["1"]["unit"], tasks["1"]["support"]) == ("van-phong", ["thanh-tra"])


@each_form
def test_a_first_task_of_heading_words_is_a_task(
    form: str, run: Callable[..., Any], small: Path
) -> None:
    rows = (
        ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm"),
        ("", "Báo cáo kết quả thực hiện nhiệm vụ", "VP", "", "Tháng 6", "Báo cáo"),
        ("", "Báo cáo kết quả phối hợp", "Thanh tra", "", "Tháng 7", "Báo cáo"),
    )
    found = run(Grid(rows).save(small.parent, form), *NEW)
    assert [task["unit"] for task in found["new"]] == ["van-phong", "thanh-tra"]


@each_form
def test_headings_again_on_the_next_page_are_no_task(
    form: str, run: Callable[..., Any], small: Path
) -> None:
    rows = (*HEADINGS, *TASKS[:2], *HEADINGS, *TASKS[2:])
    again = tuple((top + 4, left, low + 4, right) for top, left, low, right in HEAD_MERGED)
    tasks = read(run(Grid(rows, (*HEAD_MERGED, *again)).save(small.parent, form), *NEW))
    assert list(tasks) == ["I.1", "I.2"]


def word_tables(folder: Path, *tables: Sequence[Sequence[str]]) -> str:
    """A document with several tables."""
    document = docx.Document()
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for index, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(index, column).text = text
        document.add_paragraph("")
    path = folder / "plan.docx"
    document.save(str(path))
    return str(path)


def test_a_table_that_goes_on_in_another_is_read_to_its_end(
    run: Callable[..., Any], small: Path
) -> None:
    """Word makes two tables of one that is broken between pages."""
    rest = (
        ("2", "Đăng tin bài", "VP", "KH-TC", "30/6/2023", ""),
        ("II", "Nhân lực số", "", "", "", ""),
        ("1", "Tập huấn", "Thanh tra", "", "", ""),
    )
    signed = (("Nơi nhận:", "GIÁM ĐỐC"), ("- Như trên;", "(Đã ký)"))
    file = word_tables(small.parent, signed, (HEAD, *TASKS[:2]), rest, signed)
    assert list(read(run(file, *NEW))) == ["I.1", "I.2", "II.1"]


# --- cells merged over several rows -----------------------------------------------------------

HEAD = ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm")


@each_form
def test_one_lead_beside_several_rows_leads_each(
    form: str, run: Callable[..., Any], small: Path
) -> None:
    rows = (
        HEAD,
        ("1", "Tổ chức hội nghị", "Văn phòng Sở", "Thanh tra", "Quý III/2023", "BC"),
        ("2", "Đăng tin bài", "", "", "30/6/2023", ""),
        ("3", "Cử công chức tập huấn", "", "KH-TC", "", "Danh sách"),
    )
    file = Grid(rows, ((1, 2, 3, 2), (1, 3, 2, 3), (2, 4, 3, 4))).save(small.parent, form)
    tasks = read(run(file, *NEW))
    assert [task["unit"] for task in tasks.values()] == ["van-phong"] * 3
    assert [task["support"] for task in tasks.values()] == [
        ["thanh-tra"],
        ["thanh-tra"],
        ["phong-kh-tc"],
    ]
    assert [task["due"] for task in tasks.values()] == ["2023-09-30", "2023-06-30", "2023-06-30"]
    assert "product" not in tasks["2"]


@each_form
def test_an_empty_lead_that_is_not_merged_is_still_missing(
    form: str, run: Callable[..., Any], small: Path
) -> None:
    rows = (HEAD, ("1", "Tổ chức hội nghị", "VP", "", "", ""), ("2", "Đăng tin", "", "", "", "BC"))
    found = run(Grid(rows).save(small.parent, form), *NEW, status=2)
    assert codes(found) == ["plan-unit"]


@each_form
def test_one_task_beside_several_rows_is_one(
    form: str, run: Callable[..., Any], small: Path
) -> None:
    rows = (
        HEAD,
        ("1", "Chuẩn hóa dữ liệu", "VP", "KH-TC", "30/9/2023", "Kế hoạch"),
        ("", "", "Thanh tra", "", "", "Báo cáo"),
        ("2", "Đăng tin bài", "VP", "", "", ""),
    )
    file = Grid(rows, ((1, 0, 2, 0), (1, 1, 2, 1), (1, 4, 2, 4))).save(small.parent, form)
    tasks = read(run(file, *NEW))
    assert list(tasks) == ["1", "2"]
    assert (tasks["1"]["unit"], tasks["1"]["support"]) == (
        "van-phong",
        ["thanh-tra", "phong-kh-tc"],
    )
    assert (tasks["1"]["due"], tasks["1"]["product"]) == ("2023-09-30", "Kế hoạch; Báo cáo")


@each_form
def test_merged_cells_are_read_the_same_again(
    form: str, run: Callable[..., Any], small: Path
) -> None:
    rows = (*HEADINGS, ("1", "Họp", "VP", "", "", ""), ("2", "Đăng tin", "", "", "", ""))
    file = Grid(rows, (*HEAD_MERGED, (2, 2, 3, 2))).save(small.parent, form)
    run(file, *NEW, "--write")
    again = run(file, "--document", "kh-99")
    assert (again["new"], again["changed"], again["same"]) == ([], [], 2)
    said = yaml.safe_load((small / "tasks/2023.yaml").read_text("utf-8"))["tasks"][-2:]
    assert [task["unit"] for task in said] == ["van-phong", "van-phong"]


def test_merged_cells_that_cover_each_other_a_thousand_times_are_refused(
    run: Callable[..., Any], small: Path
) -> None:
    path = small.parent / "plan.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEAD))
    sheet.append(["1", "Họp", "VP"])
    for number in range(300, 1, -1):
        sheet.merged_cells.add(f"A{number}:XFD1048576")
    book.save(path)
    assert run(str(path), *NEW, status=2)["diagnostics"][0]["code"] == "not-a-plan"


# --- the document -----------------------------------------------------------------------------


def test_what_options_say_of_a_listed_document_is_not_passed_over_in_silence(
    run: Callable[..., Any], small: Path
) -> None:
    file = Grid((HEAD, *TASKS)).save(small.parent, "xlsx")
    assert run(file, *NEW, "--write")["diagnostics"] == []
    # The very same again is no doubt; other words, and a day it has not, are.
    assert run(file, *NEW)["diagnostics"] == []
    other = ("--document", "kh-99", "--title", "Kế hoạch khác", "--date", "2023-05-07")
    found = run(file, *other)["diagnostics"]
    assert [(one["code"], one["severity"]) for one in found] == [("plan-document", "warning")] * 2
    assert {one["file"] for one in found} == {"--title", "--date"}
    assert any("“Kế hoạch số 99”" in one["message"] for one in found)


# --- bodies that are none of ours -------------------------------------------------------------


@each_form
def test_other_bodies_in_support_are_named_and_left_out(
    form: str, run: Callable[..., Any], small: Path
) -> None:
    rows = (
        HEAD,
        ("1", "Tổ chức hội nghị", "VP", "Thanh tra; Sở TT&TT, UBND các huyện", "", ""),
        ("2", "Đăng tin bài", "VP", "VNPT", "", ""),
        ("3", "Tập huấn", "VP", "KH-TC; VNPT", "", ""),
    )
    file = Grid(rows).save(small.parent, form)
    found = run(file, *NEW, "--write")
    tasks = read(found)
    assert tasks["1"]["support"] == ["thanh-tra"]
    assert "support" not in tasks["2"]
    warned = [one for one in found["diagnostics"] if one["code"] == "plan-support"]
    assert [one["severity"] for one in warned] == ["warning", "warning"]
    assert "Sở TT&TT, UBND các huyện" in warned[0]["message"]
    assert "VNPT" in warned[1]["message"]
    cell = "Phụ lục!D2" if form == "xlsx" else "1!D2"
    assert warned[0]["message"].startswith(cell)
    # One body is named once, with all its cells.
    assert warned[1]["message"].startswith(f"{cell[:-1]}3, {cell[:-1]}4:")
    again = run(file, "--document", "kh-99")
    assert (again["changed"], again["same"]) == ([], 3)


@each_form
def test_a_merged_cell_is_wrong_once(form: str, run: Callable[..., Any], small: Path) -> None:
    rows = (
        HEAD,
        ("1", "Tổ chức hội nghị", "VP", "Sở TT&TT", "30/6 và 15/12/2023", ""),
        ("2", "Đăng tin bài", "VP", "", "", ""),
    )
    found = run(Grid(rows, ((1, 3, 2, 3), (1, 4, 2, 4))).save(small.parent, form), *NEW)
    assert sorted(codes(found)) == ["plan-days", "plan-support"]


def test_another_body_in_the_lead_stays_an_error(run: Callable[..., Any], small: Path) -> None:
    rows = (HEAD, ("1", "Tổ chức hội nghị", "Sở TT&TT", "VP", "", ""))
    found = run(Grid(rows).save(small.parent, "xlsx"), *NEW, status=2)
    assert codes(found) == ["plan-unit"]


def test_a_slip_in_support_is_told_from_another_body(run: Callable[..., Any], small: Path) -> None:
    rows = (HEAD, ("1", "Tổ chức hội nghị", "VP", "Thamh tra Sở", "", ""))
    found = run(Grid(rows).save(small.parent, "xlsx"), *NEW)
    (warned,) = [one for one in found["diagnostics"] if one["code"] == "plan-support"]
    assert "Thanh tra Sở" in warned["message"]


def test_units_joined_by_a_word_are_each_read(run: Callable[..., Any], small: Path) -> None:
    rows = (
        HEAD,
        ("1", "Họp", "VP", "Thanh tra Sở và Phòng Vận tải, phương tiện và người lái", "", ""),
        ("2", "Báo cáo", "VP và Thanh tra", "KH-TC, VT,PT&NL và Sở Nội vụ", "", ""),
    )
    found = run(Grid(rows).save(small.parent, "xlsx"), *NEW)
    tasks = read(found)
    assert tasks["1"]["support"] == ["thanh-tra", "phong-vt-pt-nl"]
    assert tasks["2"]["support"] == ["thanh-tra", "phong-kh-tc", "phong-vt-pt-nl"]
    (warned,) = [one for one in found["diagnostics"] if one["code"] == "plan-support"]
    assert "“Sở Nội vụ”" in warned["message"]


OTHERS = ["thanh-tra", "phong-kh-tc", "phong-vt-pt-nl"]
EACH_ALONE: tuple[tuple[str, str, list[str]], ...] = (
    ("Các phòng, ban", "each", []),
    ("Các phòng, ban liên quan", "each", []),
    ("Tất cả các phòng, đơn vị trực thuộc Sở", "each", []),
    ("các phòng chuyên môn, nghiệp vụ", "each", []),
    ("Toàn Sở", "each", []),
    ("Các đơn vị theo chức năng, nhiệm vụ được giao", "each", []),
    ("Các phòng, ban; Thanh tra", "each", []),
    ("Văn phòng Sở và các phòng liên quan", "van-phong", OTHERS),
    ("Các phòng KH-TC, VT,PT&NL", "phong-kh-tc", ["phong-vt-pt-nl"]),
    ("Các phòng: KH-TC, VT,PT&NL", "phong-kh-tc", ["phong-vt-pt-nl"]),
    ("Các đơn vị: Văn phòng Sở, Thanh tra", "van-phong", ["thanh-tra"]),
    ("Các phòng Kế hoạch – Tài chính và Văn phòng Sở", "phong-kh-tc", ["van-phong"]),
    ("Các phòng, ban (KH-TC, VP)", "phong-kh-tc", ["van-phong"]),
    ("VP và các phòng KH-TC, VT,PT&NL", "van-phong", ["phong-kh-tc", "phong-vt-pt-nl"]),
)


@pytest.mark.parametrize(("text", "unit", "support"), EACH_ALONE)
def test_every_unit_is_meant_only_where_none_is_named(
    text: str, unit: str, support: list[str], run: Callable[..., Any], small: Path
) -> None:
    found = run(Grid((HEAD, ("1", "Họp", text, "", "", ""))).save(small.parent, "xlsx"), *NEW)
    (task,) = found["new"]
    assert (task["unit"], task.get("support", [])) == (unit, support)


@pytest.mark.parametrize(
    "text", ["Các phòng KH-TC, phòng lạ", "Tất cả các phòng trừ Thanh tra", "Các đơn vị: Sở Y tế"]
)
def test_a_name_beside_every_unit_that_is_none_is_said(
    text: str, run: Callable[..., Any], small: Path
) -> None:
    rows = (HEAD, ("1", "Họp", text, "", "", ""))
    assert codes(run(Grid(rows).save(small.parent, "xlsx"), *NEW, status=2)) == ["plan-unit"]


# --- days -------------------------------------------------------------------------------------


def test_what_is_not_taken_of_a_cell_with_several_days_is_said(
    run: Callable[..., Any], small: Path
) -> None:
    rows = (
        HEAD,
        ("1", "Báo cáo", "VP", "", "30/6 và 15/12/2023", ""),
        ("2", "Họp", "VP", "", "Hằng tháng; tổng kết trước 15/12", ""),
        ("3", "Tập huấn", "VP", "", "từ tháng 3 đến tháng 6", ""),
        ("4", "Đăng tin", "VP", "", "12/2023", ""),
    )
    found = run(Grid(rows).save(small.parent, "xlsx"), *NEW)
    tasks = read(found)
    assert [tasks[key].get("due") for key in "1234"] == [
        *("2023-12-15", None, "2023-06-30", "2023-12-31")
    ]
    assert tasks["2"]["every"] == "month"
    days, returns = (one for one in found["diagnostics"] if one["code"] == "plan-days")
    assert (days["severity"], returns["severity"]) == ("warning", "warning")
    assert days["message"].startswith("Phụ lục!E2")
    assert "15/12/2023" in days["message"].partition("” ")[2]
    assert "hằng tháng" in returns["message"].partition("” ")[2]


@pytest.mark.parametrize(
    ("shown", "due"),
    [
        *(("mm/yyyy", "2023-12-31"), ("mmm-yy", "2023-12-31"), ("[$-42A]mmmm, yyyy", "2023-12-31")),
        *(("dd/mm/yyyy", "2023-12-01"), ("d-mmm", "2023-12-01"), ("yyyy-mm-dd", "2023-12-01")),
    ],
)
def test_a_cell_that_shows_a_month_means_its_end(
    shown: str, due: str, run: Callable[..., Any], small: Path
) -> None:
    """Excel makes the first day of December of “12/2023”."""
    file = Grid((HEAD, ("1", "Họp", "VP", "", "", ""))).save(small.parent, "xlsx")
    book = openpyxl.load_workbook(file)
    cell = book["Phụ lục"]["E2"]
    cell.value = date(2023, 12, 1)
    cell.number_format = shown
    book.save(file)
    assert run(file, *NEW)["new"][0]["due"] == due


# --- tasks that return ------------------------------------------------------------------------

RETURNING = (
    HEAD,
    ("1", "Báo cáo", "VP", "", "Hằng quý", ""),
    ("2", "Đăng tin", "VP", "", "Hằng tháng", ""),
    ("3", "Họp", "VP", "", "30/6/2023", ""),
)


def overdue(program: Callable[..., Any], small: Path, as_of: str = "2023-05-20") -> list[str]:
    ran = program("task", "list", "--format", "json", at=small, as_of=as_of)
    return [task["id"] for task in ran.json["tasks"] if task["overdue"]]


@each_form
def test_a_task_that_returns_begins_with_its_document(
    form: str, run: Callable[..., Any], small: Path, program: Callable[..., Any]
) -> None:
    file = Grid(RETURNING).save(small.parent, form)
    shown = read(run(file, *NEW, "--date", "2023-05-07", "--write"))
    assert [shown[key].get("from") for key in "123"] == ["2023-05-07", "2023-05-07", None]
    assert overdue(program, small) == []
    assert overdue(program, small, "2023-07-01") == [
        "bao-cao@2023-q2",
        *(f"dang-tin@2023-0{month}" for month in (5, 6)),
        "hop",
    ]
    again = run(file, "--document", "kh-99")
    assert (again["new"], again["changed"], again["same"]) == ([], [], 3)


def test_a_document_without_a_day_is_said_to_have_none(
    run: Callable[..., Any], small: Path
) -> None:
    file = Grid(RETURNING).save(small.parent, "xlsx")
    (warned,) = run(file, *NEW, "--write")["diagnostics"]
    assert (warned["code"], warned["severity"]) == ("plan-undated", "warning")
    # Where nothing new returns, it does not matter.
    assert run(file, "--document", "kh-99")["diagnostics"] == []


def test_the_page_says_since_when_a_task_returns(small: Path, program: Callable[..., Any]) -> None:
    file = Grid(RETURNING).save(small.parent, "xlsx")
    ran = program("task", "import", file, *NEW, "--date", "2023-05-07", at=small)
    assert "hằng quý, từ ngày 07/05/2023" in " ".join(ran.out.split())


def test_the_day_of_each_month_is_taken(
    run: Callable[..., Any], small: Path, program: Callable[..., Any]
) -> None:
    rows = (HEAD, ("1", "Đăng tin", "VP", "", "Hằng tháng, trước ngày 25", ""))
    file = Grid(rows).save(small.parent, "xlsx")
    found = run(file, *NEW, "--date", "2023-05-07", "--write")
    assert (found["new"][0]["day"], codes(found)) == (25, [])
    text = (small / "tasks/2023.yaml").read_text("utf-8")
    assert "day: 25" in text
    again = run(file, "--document", "kh-99")
    assert (again["changed"], again["same"]) == ([], 1)
    ran = program("task", "list", "--format", "json", at=small)
    assert ran.json["tasks"][0]["due"] == "2023-05-25"
    (small / "tasks/2023.yaml").write_text(text.replace(", day: 25", ""), "utf-8")
    page = program("task", "import", file, "--document", "kh-99", at=small).out
    assert "ngày trong tháng" in page
    (small / "tasks/2023.yaml").unlink()
    page = program("task", "import", file, *NEW, "--date", "2023-05-07", at=small).out
    assert "hằng tháng, ngày 25, từ ngày 07/05/2023" in " ".join(page.split())


@pytest.mark.parametrize("day", ["2022-12-20", "2023-01-01", "2024-01-15"])
def test_a_document_of_another_year_limits_nothing(
    day: str, run: Callable[..., Any], small: Path
) -> None:
    file = Grid(RETURNING).save(small.parent, "xlsx")
    assert all("from" not in task for task in run(file, *NEW, "--date", day)["new"])


def test_the_day_of_a_document_that_is_listed_counts_too(
    run: Callable[..., Any], small: Path
) -> None:
    path = small / "tasks/2023.yaml"
    path.parent.mkdir()
    path.write_text(
        """\
period: 2023
documents:
  - {id: kh-99, title: Kế hoạch, date: 2023-05-07}
tasks:
  - {id: a, title: Báo cáo, unit: VP, every: quarter, source: {document: kh-99, paragraph: "1"}}
  - {id: b, title: Đăng tin, unit: VP, due: 30/06, source: {document: kh-99, paragraph: "2"}}
  - {id: c, title: Họp, unit: VP, due: 30/06, source: {document: kh-99, paragraph: "3"}}
""",
        "utf-8",
    )
    found = run(Grid(RETURNING).save(small.parent, "xlsx"), "--document", "kh-99", "--write")
    # What returned before, and since when, is the reader's own.
    changes = [(one["id"], one["key"], one["before"], one["after"]) for one in found["changed"]]
    assert changes == [
        ("b", "every", None, "month"),
        ("b", "from", None, "2023-05-07"),
        ("b", "due", "2023-06-30", None),
    ]
    said = yaml.safe_load(path.read_text("utf-8"))["tasks"]
    assert (said[1]["due"], said[1]["every"]) == (None, "month")


def test_a_task_that_no_longer_returns_has_a_day_instead(
    run: Callable[..., Any], small: Path
) -> None:
    run(Grid(RETURNING).save(small.parent, "xlsx"), *NEW, "--date", "2023-05-07", "--write")
    rows = [list(row) for row in RETURNING]
    rows[1][4] = "30/9/2023"
    found = run(Grid(rows).save(small.parent, "xlsx"), "--document", "kh-99", "--write")
    changes = [(one["key"], one["before"], one["after"]) for one in found["changed"]]
    assert changes == [("due", None, "2023-09-30"), ("every", "quarter", None)]
    again = run(Grid(rows).save(small.parent, "xlsx"), "--document", "kh-99")
    assert (again["changed"], again["same"]) == ([], 3)


# --- what cannot be written -------------------------------------------------------------------


def both_ways(run: Callable[..., Any], small: Path, *line: str) -> dict[str, Any]:
    """The one diagnostic of a refusal, the same whether it is only shown or to be written."""
    file = small / "tasks/2023.yaml"
    before = file.read_bytes() if file.exists() else b""
    found = [run(*line, *more, status=2)["diagnostics"] for more in ((), ("--write",))]
    assert found[0] == found[1]
    assert (file.read_bytes() if file.exists() else b"") == before
    (one,) = found[0]
    assert isinstance(one, dict)
    return one


def one_task(small: Path, due: str, lead: str = "VP") -> str:
    rows = (HEAD, ("1", "Báo cáo quý", lead, "", due, ""))
    return Grid(rows).save(small.parent, "xlsx")


def standing(small: Path, text: str) -> None:
    file = small / "tasks/2023.yaml"
    said = file.read_text("utf-8").rstrip()
    assert said.endswith("}")
    file.write_text(f"{said[:-1]}, {text}}}\n", "utf-8")


@pytest.mark.parametrize("option", ["--title", "--symbol"])
def test_an_option_that_says_nothing_is_refused_at_once(
    option: str, run: Callable[..., Any], small: Path
) -> None:
    one = both_ways(run, small, one_task(small, "30/6/2023"), *NEW, option, " ")
    assert (one["code"], one["file"]) == ("wrong-type", option)


def test_a_document_of_the_same_id_but_for_case_is_refused_at_once(
    run: Callable[..., Any], small: Path
) -> None:
    file = one_task(small, "30/6/2023")
    run(file, *NEW, "--write")
    one = both_ways(run, small, file, "--document", "KH-99", "--title", "Kế hoạch khác")
    assert (one["code"], one["file"]) == ("unknown-document", "--document")
    assert "“kh-99”" in one["message"]


@pytest.mark.parametrize(
    ("first", "stated", "then"),
    [
        (("30/6/2023", "VP"), "state: done, on: 2023-04-01", ("hằng quý", "VP")),
        (("30/6/2023", "VP"), "state: doing", ("30/6/2023", "Các phòng, ban")),
        (("hằng quý", "VP"), "instances: {2023-q1: {state: doing}}", ("30/6/2023", "VP")),
        (("hằng quý", "VP"), "instances: {2023-q1: {state: doing}}", ("hằng tháng", "VP")),
        (
            ("30/6/2023", "Các phòng, ban"),
            "instances: {thanh-tra: {state: doing}}",
            ("30/6/2023", "VP"),
        ),
    ],
)
def test_no_state_of_a_task_is_lost(
    first: tuple[str, str],
    stated: str,
    then: tuple[str, str],
    run: Callable[..., Any],
    small: Path,
) -> None:
    run(one_task(small, *first), *NEW, "--write")
    standing(small, stated)
    one = both_ways(run, small, one_task(small, *then), "--document", "kh-99")
    assert one["code"] == "plan-state"
    assert one["message"].startswith("Phụ lục!B2:")


def test_a_task_without_a_state_becomes_another(run: Callable[..., Any], small: Path) -> None:
    run(one_task(small, "30/6/2023"), *NEW, "--write")
    run(one_task(small, "hằng quý"), "--document", "kh-99", "--write")
    found = run(one_task(small, "30/9/2023"), "--document", "kh-99", "--write")
    assert found["written"]
