"""Tables larger than what is read are refused, in every form alike, and never cut off."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from dtiscore.source.office_file import UnreadableError
from dtiscore.source.table_file import read_tables, tables_of
from dtiscore.source.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path


def workbook(path: Path, sheets: int = 1, rows: int = 1, columns: int = 1, at: int = 0) -> Path:
    book = openpyxl.Workbook()
    for _ in range(sheets - 1):
        book.create_sheet()
    for sheet in book.worksheets:
        for row in range(1, rows + 1):
            sheet.cell(row, columns, "x")
        if at:
            sheet.cell(at, 1, "x")
    book.save(path)
    return path


def changed(path: Path, before: bytes, after: bytes) -> Path:
    """The workbook with another text in its first sheet."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(before, after) if "sheet1" in name else data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        tables_of(path)
    assert caught.value.refused
    return caught.value.reason


def test_more_sheets_or_tables_than_are_read_are_refused(tmp_path: Path) -> None:
    document = docx.Document()
    for _ in range(21):
        document.add_table(1, 1).cell(0, 0).text = "x"
    document.save(str(tmp_path / "many.docx"))
    reason = "it has more than 20 sheets or tables"
    assert refusal(tmp_path / "many.docx") == reason
    assert refusal(workbook(tmp_path / "many.xlsx", sheets=21)) == reason
    assert len(tables_of(workbook(tmp_path / "all.xlsx", sheets=20))) == 20


def test_more_rows_or_columns_than_are_read_are_refused(tmp_path: Path) -> None:
    reason = "it has a sheet or table of more than 5000 rows or 60 columns"
    (tmp_path / "long.csv").write_text("x\n" * 5_001, "utf-8")
    assert refusal(tmp_path / "long.csv") == reason
    assert refusal(workbook(tmp_path / "long.xlsx", rows=5_001)) == reason
    assert refusal(workbook(tmp_path / "far.xlsx", at=1_000_000)) == reason
    assert refusal(workbook(tmp_path / "wide.xlsx", columns=61)) == reason
    (sheet,) = tables_of(workbook(tmp_path / "all.xlsx", rows=5_000, columns=60))
    assert len(sheet.rows) == 5_000


def test_the_other_readers_refuse_them_too(tmp_path: Path) -> None:
    file = workbook(tmp_path / "long.xlsx", rows=5_001)
    found = [read_workbook(file, "long.xlsx")[1], read_tables(file, "long.xlsx")[1]]
    assert [one and one.code for one in found] == ["workbook-refused", "not-a-table"]


def test_empty_cells_beyond_what_is_read_are_nothing(tmp_path: Path) -> None:
    file = workbook(tmp_path / "styled.xlsx")
    book = openpyxl.load_workbook(file)
    assert book.active is not None
    book.active["A6000"].number_format = "0.00"
    book.save(file)
    (sheet,) = tables_of(file)
    assert len(sheet.rows) == 1


def merged(*ranges: str) -> bytes:
    cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return f"</sheetData><mergeCells>{cells}</mergeCells>".encode()


@pytest.mark.parametrize("span", ["A1:BH1", "A1:A5000", "A1:XFD5000", "A1:XFD1"])
def test_cells_merged_many_times_over_are_damage(span: str, tmp_path: Path) -> None:
    file = workbook(tmp_path / "merged.xlsx", rows=3)
    changed(file, b"</sheetData>", merged(*[span] * 5_001))
    with pytest.raises(UnreadableError, match="it is damaged"):
        tables_of(file)


@pytest.mark.parametrize("span", ["A1:A1", "B6000:B6001"])
def test_more_merged_cells_than_a_sheet_has_are_damage(span: str, tmp_path: Path) -> None:
    file = workbook(tmp_path / "merged.xlsx", rows=3)
    changed(file, b"</sheetData>", merged(*[span] * 150_001))
    with pytest.raises(UnreadableError, match="it is damaged"):
        tables_of(file)


def test_all_that_is_read_may_be_merged(tmp_path: Path) -> None:
    file = workbook(tmp_path / "merged.xlsx", rows=3)
    changed(file, b"</sheetData>", merged(*(f"A{row}:BH{row}" for row in range(1, 5_001))))
    (sheet,) = tables_of(file)
    assert len(sheet.merged) == 5_000
    assert sheet.merged[0] == (1, 1, 1, 60)


def test_cells_merged_beyond_what_is_read_are_nothing(tmp_path: Path) -> None:
    file = workbook(tmp_path / "merged.xlsx", rows=3)
    changed(file, b"</sheetData>", merged("B6000:C6001", "BI1:BK2", "A4999:XFD6000"))
    (sheet,) = tables_of(file)
    assert sheet.merged == ((4_999, 1, 5_000, 60),)


BARS = (
    b'<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings'
    b' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    b' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:conditionalFormatting>'
    b'<x14:cfRule type="dataBar" id="{1}"><x14:dataBar><x14:cfvo type="num"><xm:f>0</xm:f>'
    b"</x14:cfvo></x14:dataBar></x14:cfRule><xm:sqref>A1:A2</xm:sqref>"
    b"</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)


def test_formulas_of_data_bars_are_no_cells(tmp_path: Path) -> None:
    file = workbook(tmp_path / "bars.xlsx")
    styled = b'<row r="6000"><c r="A6000" s="0"/></row></sheetData>'
    changed(file, b"</sheetData>", styled)
    changed(file, b"</worksheet>", BARS + b"</worksheet>")
    (sheet,) = tables_of(file)
    assert len(sheet.rows) == 1


def test_merged_cells_in_a_comment_are_none(tmp_path: Path) -> None:
    file = workbook(tmp_path / "comment.xlsx", rows=3)
    comment = b'<!--<mergeCell ref="A1:A3"/>' + b"<mergeCell " * 200_000 + b"-->"
    changed(file, b"</worksheet>", comment + b"</worksheet>")
    (sheet,) = tables_of(file)
    assert sheet.merged == ()


def test_entities_far_down_a_sheet_are_refused(tmp_path: Path) -> None:
    file = workbook(tmp_path / "late.xlsx")
    late = b"<!--" + b" " * 5_000 + b'--><!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet '
    changed(file, b"<worksheet ", late)
    assert refusal(file) == "it declares entities of its own"
