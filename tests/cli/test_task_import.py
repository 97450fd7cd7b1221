"""``dtiscore task import``: a plan's table from Word or Excel, a difference first."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest
import yaml

from workspaces import sample_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

HEAD = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Sản phẩm")
ROWS: tuple[tuple[str, ...], ...] = (
    ("I", "Nhận thức số", "", "", "", ""),
    ("1", "Tổ chức hội nghị", "Văn phòng Sở", "Phòng VT,PT&NL; Thanh tra", "Quý III/2024", "BC"),
    ("2", "Đăng tin bài", "VP", "Các phòng, ban", "Hằng tháng", "Danh sách"),
    ("II", "Nhân lực số", "", "", "", ""),
    ("1", "Cử công chức tập huấn", "Các phòng, ban", "", "Trước ngày 30/9/2024", ""),
    ("2", "Cập nhật dữ liệu", "KT&QLKCHTGT, VT PT&NL", "BQLDA BTĐB", "thường xuyên", ""),
)
NEW = ("--document", "kh-99", "--title", "Kế hoạch số 99", "--symbol", "99/KH-SGTVT")
FORMS = ("docx", "xlsx")
each_form = pytest.mark.parametrize("form", FORMS)


def plan(folder: Path, form: str, rows: Sequence[Sequence[str]] = ROWS) -> str:
    """A plan with a table as offices make them: text above it, headings across its width."""
    path = folder / f"plan.{form}"
    if form == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Phụ lục"
        for row in (("PHỤ LỤC",), (), HEAD, *rows):
            sheet.append(list(row))
        book.save(path)
        return str(path)
    document = docx.Document()
    document.add_paragraph("PHỤ LỤC")
    table = document.add_table(len(rows) + 1, len(HEAD))
    for index, row in enumerate((HEAD, *rows)):
        for column, text in enumerate(row):
            table.cell(index, column).text = text
        if not any(row[2:]):
            table.cell(index, 1).merge(table.cell(index, 5))
    document.save(str(path))
    return str(path)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    folder = tmp_path / "sample"
    folder.mkdir()
    return sample_copy(folder)


@pytest.fixture
def run(program: Callable[..., Any], sample: Path) -> Callable[..., Any]:
    def ran(*line: str, status: int = 0) -> Any:
        place = ("--period", "2024", "--format", "json")
        found = program("task", "import", *line, *place, at=sample, as_of="2024-05-07")
        assert found.status == status, found.out
        return found.json

    return ran


def written(sample: Path) -> dict[str, Any]:
    said = yaml.safe_load((sample / "tasks/2024.yaml").read_text("utf-8"))
    mine = [t for t in said["tasks"] if t.get("source", {}).get("document") == "kh-99"]
    return {task["source"]["paragraph"]: task for task in mine}


@each_form
def test_the_table_becomes_tasks(form: str, run: Callable[..., Any], sample: Path) -> None:
    before = (sample / "tasks/2024.yaml").read_bytes()
    file = plan(sample.parent, form)
    shown = run(file, *NEW)
    assert len(shown["new"]) == 4
    assert not shown["written"]
    assert (sample / "tasks/2024.yaml").read_bytes() == before
    assert run(file, *NEW, "--write")["written"]
    tasks = written(sample)
    assert list(tasks) == ["I.1", "I.2", "II.1", "II.2"]
    assert tasks["I.1"]["support"] == ["phong-vt-pt-nl", "thanh-tra"]
    assert str(tasks["I.1"]["due"]) == "2024-09-30"
    assert tasks["I.1"]["product"] == "BC"
    assert tasks["I.2"]["every"] == "month"
    assert len(tasks["I.2"]["support"]) == 5
    assert tasks["II.1"]["unit"] == "each"
    assert tasks["II.2"]["unit"] == "phong-kt-qlkchtgt"
    assert tasks["II.2"]["support"] == ["phong-vt-pt-nl", "ban-qlda-btdb"]
    # What was there before stands as it was, to the byte.
    kept = (sample / "tasks/2024.yaml").read_bytes()
    assert all(line in kept for line in before.splitlines())


def test_word_and_excel_say_the_same(run: Callable[..., Any], sample: Path) -> None:
    run(plan(sample.parent, "docx"), *NEW, "--write")
    again = run(plan(sample.parent, "xlsx"), "--document", "kh-99")
    assert (again["new"], again["changed"], again["same"]) == ([], [], 4)


@each_form
def test_a_row_that_numbers_the_columns_is_no_task(
    form: str, run: Callable[..., Any], sample: Path
) -> None:
    run(plan(sample.parent, form), *NEW, "--write")
    numbered = (tuple(f"({column})" for column in range(1, 7)), *ROWS)
    again = run(plan(sample.parent, form, numbered), "--document", "kh-99")
    assert (again["new"], again["changed"], again["same"]) == ([], [], 4)


def test_a_changed_row_changes_its_task_alone(run: Callable[..., Any], sample: Path) -> None:
    run(plan(sample.parent, "xlsx"), *NEW, "--write")
    rows = [list(row) for row in ROWS]
    rows[1][4], rows[2][1] = "Tháng 8/2024", "Đăng tin, bài, phóng sự"
    found = run(plan(sample.parent, "xlsx", rows[:-1]), "--document", "kh-99", "--write")
    changes = {(one["key"], one["before"], one["after"], one["cell"]) for one in found["changed"]}
    assert changes == {
        ("due", "2024-09-30", "2024-08-31", "Phụ lục!B5"),
        ("title", "Đăng tin bài", "Đăng tin, bài, phóng sự", "Phụ lục!B6"),
    }
    assert found["gone"] == ["cap-nhat-du-lieu"]
    assert str(written(sample)["I.1"]["due"]) == "2024-08-31"
    assert "II.2" in written(sample)


@pytest.mark.parametrize(
    "cell",
    [
        "Văn phòng chủ trì; Thanh tra phối hợp",
        "Văn phòng chủ trì, Thanh tra phối hợp",
        "Thanh tra phối hợp; Văn phòng chủ trì",
        "Chủ trì: Văn phòng; phối hợp: Thanh tra",
        "Chủ trì: Văn phòng. Phối hợp: Thanh tra",
        "Văn phòng chủ trì, phối hợp với Thanh tra",
        "Văn phòng (chủ trì), Thanh tra (phối hợp)",
        "Văn phòng\nPhối hợp: Thanh tra",
    ],
)
def test_one_cell_says_who_leads_and_who_supports(
    cell: str, run: Callable[..., Any], sample: Path
) -> None:
    rows = (("1", "Tổ chức hội nghị", cell, "", "30/9/2024", ""),)
    run(plan(sample, "xlsx", rows), *NEW, "--write")
    task = written(sample)["1"]
    assert (task["unit"], task["support"]) == ("van-phong", ["thanh-tra"])


@pytest.mark.parametrize("cell", ["Phòng KHTC", "P. KHTC", "P.KHTC", "Phòng KHTC chủ trì"])
def test_a_division_by_its_short_name(cell: str, run: Callable[..., Any], sample: Path) -> None:
    rows = (("1", "Tổ chức hội nghị", cell, "P.VT,PT&NL", "30/9/2024", ""),)
    run(plan(sample, "xlsx", rows), *NEW, "--write")
    task = written(sample)["1"]
    assert (task["unit"], task["support"]) == ("phong-kh-tc", ["phong-vt-pt-nl"])


def test_every_half_year_is_one_day_and_said(run: Callable[..., Any], sample: Path) -> None:
    rows = (("1", "Báo cáo", "Văn phòng Sở", "", "Định kỳ 6 tháng, năm", ""),)
    said = run(plan(sample, "xlsx", rows), *NEW, "--write")
    assert "plan-days" in [one["code"] for one in said["diagnostics"]]
    assert written(sample)["1"]["due"] in ("2024-12-31", date(2024, 12, 31))


def test_what_only_begins_has_no_last_day(run: Callable[..., Any], sample: Path) -> None:
    cells = ("Tháng 4 trở đi", "Bắt đầu quý III/2024", "Vận hành 24/7", "đầu tháng 6")
    rows = [(str(n), f"Việc {n}", "VP", "", cell, "") for n, cell in enumerate(cells, start=1)]
    said = run(plan(sample.parent, "xlsx", rows), *NEW, "--write")
    assert [one["code"] for one in said["diagnostics"]] == ["plan-due"] * len(cells)
    assert [written(sample)[str(n)].get("due") for n in range(1, len(cells) + 1)] == [None] * 4


@each_form
def test_every_wrong_cell_is_named_at_once(
    form: str, run: Callable[..., Any], sample: Path
) -> None:
    rows = [list(row) for row in ROWS]
    rows[1][2], rows[2][3], rows[4][2] = "Phòng lạ", "VP; Sở khác", ""
    before = (sample / "tasks/2024.yaml").read_bytes()
    found = run(plan(sample.parent, form, rows), *NEW, "--write", status=2)
    codes = [(one["code"], one["message"]) for one in found["diagnostics"]]
    assert sorted(code for code, _ in codes) == ["plan-support", "plan-unit", "plan-unit"]
    spots = {
        "xlsx": ("C5", "D6", "B8"),
        "docx": ("1!C3", "1!D4", "1!B6"),
    }
    for spot in spots[form]:
        assert any(spot in message for _, message in codes), spot
    assert (sample / "tasks/2024.yaml").read_bytes() == before


def test_a_row_without_a_task_and_a_day_of_another_year(
    run: Callable[..., Any], sample: Path
) -> None:
    rows = [("1", "", "VP", "", "", "BC"), ("2", "Họp", "VP", "", "30/9/2023", "")]
    found = run(plan(sample.parent, "xlsx", rows), *NEW, "--write", status=2)
    codes = [(one["code"], one["severity"]) for one in found["diagnostics"]]
    assert sorted(codes) == [("plan-title", "error"), ("plan-year", "warning")]
    kept = run(plan(sample.parent, "xlsx", rows[1:]), *NEW, "--write")
    assert [one["code"] for one in kept["diagnostics"]] == ["plan-year"]


def test_one_title_in_two_sections_stays_two_tasks(run: Callable[..., Any], sample: Path) -> None:
    rows = [
        ("I", "Một", "", "", "", ""),
        ("1", "Báo cáo", "VP", "", "30/6/2024", "BC 1"),
        ("II", "Hai", "", "", "", ""),
        ("1", "Báo cáo", "VP", "", "30/9/2024", "BC 2"),
    ]
    file = plan(sample.parent, "xlsx", rows)
    run(file, *NEW, "--write")
    again = run(file, "--document", "kh-99", "--write")
    assert (again["new"], again["changed"], again["same"], again["gone"]) == ([], [], 2, [])
    assert {key: str(task["due"]) for key, task in written(sample).items()} == {
        "I.1": "2024-06-30",
        "II.1": "2024-09-30",
    }


def test_a_cell_of_many_commas_is_read_in_time(run: Callable[..., Any], sample: Path) -> None:
    rows = [("1", "Họp", "a," * 8_000, "", "", "")]
    found = run(plan(sample.parent, "xlsx", rows), *NEW, status=2)
    assert {one["code"] for one in found["diagnostics"]} == {"plan-unit"}


@pytest.mark.parametrize("column", [2, 3])
def test_more_names_than_are_read_are_refused(
    column: int, run: Callable[..., Any], sample: Path
) -> None:
    """The name behind a hundred others was left out of the support without a word."""
    row = ["1", "Họp", "Thanh tra", "", "30/6/2024", ""]
    row[column] = "Thanh tra, " * 100 + "VP"
    before = (sample / "tasks/2024.yaml").read_bytes()
    found = run(plan(sample.parent, "xlsx", [row]), *NEW, "--write", status=2)
    assert [(one["code"], one["severity"]) for one in found["diagnostics"]] == [
        ("plan-unit", "error")
    ]
    assert f"{'CD'[column - 2]}4" in found["diagnostics"][0]["message"]
    assert (sample / "tasks/2024.yaml").read_bytes() == before
    for enough in ("Thanh tra, " * 99 + "VP" + ", " * 50, "Thanh tra, " * 100 + "\nVP"):
        row[column] = enough
        assert run(plan(sample.parent, "xlsx", [row]), *NEW)["diagnostics"] == []


def test_what_is_no_plan(run: Callable[..., Any], sample: Path) -> None:
    text = sample.parent / "plan.txt"
    text.write_text("STT", "utf-8")
    assert run(str(text), *NEW, status=2)["diagnostics"][0]["code"] == "not-a-plan"
    empty = plan(sample.parent, "docx", ())
    document = docx.Document(empty)
    document.tables[0].cell(0, 1).text = "Tên"
    document.save(empty)
    assert run(empty, *NEW, status=2)["diagnostics"][0]["code"] == "not-a-plan"
    assert (
        run(plan(sample.parent, "xlsx"), status=2)["diagnostics"][0]["code"] == "unknown-document"
    )


@each_form
@pytest.mark.parametrize("part", ["vbaProject.bin", "embeddings/ole.bin", "externalLinks/a.xml"])
def test_a_plan_that_could_do_harm_is_refused(
    form: str, part: str, run: Callable[..., Any], sample: Path
) -> None:
    file = plan(sample.parent, form)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(f"{'xl' if form == 'xlsx' else 'word'}/{part}", b"x")
    assert run(file, *NEW, status=2)["diagnostics"][0]["code"] == "plan-refused"


@each_form
def test_a_bomb_and_entities_are_refused(form: str, run: Callable[..., Any], sample: Path) -> None:
    file = sample.parent / f"plan.{form}"
    main = "xl/workbook.xml" if form == "xlsx" else "word/document.xml"
    for content in (b" " * 50_000_000, b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", b"<Types/>")
            archive.writestr(main, content)
        file.write_bytes(data.getvalue())
        assert run(str(file), *NEW, status=2)["diagnostics"][0]["code"] == "plan-refused"


def test_formulas_are_written_as_text(
    run: Callable[..., Any], sample: Path, program: Callable[..., Any]
) -> None:
    rows = [("1", "@SUM(A1) rà soát", "VP", "", "-", "+1")]
    run(plan(sample.parent, "docx", rows), *NEW, "--write")
    assert written(sample)["1"]["title"] == "@SUM(A1) rà soát"
    ran = program("task", "list", "--period", "2024", "--format", "csv", at=sample)
    assert "'@SUM(A1) rà soát" in ran.out
