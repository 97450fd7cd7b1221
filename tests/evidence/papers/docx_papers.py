"""Papers as DOCX, written by python-docx: the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import docx
from boxes import add_box
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from paper_spec import Layout
from sheet import sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from paper_spec import Paper
    from sheet import Sheet

_NOON = datetime(2024, 1, 1, 12)  # noqa: DTZ001  python-docx takes a time without a zone
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_LEFT_TAB, _RIGHT_TAB = Mm(32), Mm(115)


def docx_bytes(paper: Paper, font: str = "Times New Roman") -> bytes:
    """The paper as a DOCX of its layout."""
    sheet = sheet_of(paper)
    written = blank_document(font)
    for line in sheet.above:
        centred(written.add_paragraph(), [line])
    if paper.layout is Layout.DOCX_TABS:
        _tabs(written, sheet)
    elif paper.layout in {Layout.DOCX_BOXES, Layout.DOCX_VML}:
        _boxes(written, sheet, modern=paper.layout is Layout.DOCX_BOXES)
    else:
        _table(written, sheet, paper.seed)
    write_middle(written, sheet)
    if paper.layout is Layout.DOCX_TABS:
        _tabbed_rows(written, sheet.receivers, sheet.signature)
    else:
        _signature_table(written, sheet)
    write_annex(written, sheet)
    return finished(written, paper)


def blank_document(font: str = "Times New Roman") -> Any:
    """An A4 page with the margins of the decree."""
    written = docx.Document()
    normal = written.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(13)
    section = written.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    return written


def centred(paragraph: Any, lines: Sequence[str], *, bold: bool = False) -> None:
    """Write lines into a paragraph, with line breaks between them."""
    paragraph.alignment = _CENTRE
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run()
    run.bold = bold
    for n, line in enumerate(lines):
        if n:
            run.add_break()
        run.add_text(line)


def _stacked(cell: Any, lines: Iterable[str], *, bold: bool = False) -> None:
    """A paragraph for each line, the cell's empty first one included."""
    for line in lines:
        used = cell.paragraphs[-1].text
        centred(cell.add_paragraph() if used else cell.paragraphs[-1], [line], bold=bold)


def _table(written: Any, sheet: Sheet, seed: int) -> None:
    """One row or two; paragraphs or line breaks within the cells."""
    table = written.add_table(rows=1 if seed % 3 else 2, cols=2)
    tops = table.rows[0].cells
    lows = table.rows[-1].cells
    if seed % 2:
        for cell, lines in zip(tops, (sheet.left, sheet.right), strict=True):
            centred(cell.paragraphs[0], lines, bold=True)
    else:
        for cell, lines in zip(tops, (sheet.left, sheet.right), strict=True):
            _stacked(cell, lines, bold=True)
    _stacked(lows[0], (*sheet.number, *sheet.about))
    _stacked(lows[1], sheet.date)


def _tabs(written: Any, sheet: Sheet) -> None:
    _tabbed_rows(written, sheet.left, sheet.right)
    _tabbed_rows(written, sheet.number, sheet.date)
    for line in sheet.about:
        written.add_paragraph(line).paragraph_format.right_indent = Mm(95)


def _tabbed_rows(written: Any, left: Sequence[str], right: Sequence[str]) -> None:
    for one, other in zip_longest(left, right, fillvalue=""):
        paragraph = written.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(_LEFT_TAB, WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(_RIGHT_TAB, WD_TAB_ALIGNMENT.CENTER)
        paragraph.add_run(f"\t{one}\t{other}" if other else f"\t{one}")


def _boxes(written: Any, sheet: Sheet, *, modern: bool) -> None:
    anchor = written.add_paragraph()
    left = [*sheet.left, *sheet.number, *sheet.about]
    add_box(anchor, left, 0, 66, modern=modern)
    add_box(anchor, [*sheet.right, *sheet.date], 70, 95, modern=modern)
    for _ in range(4):
        written.add_paragraph()


def write_middle(written: Any, sheet: Sheet) -> None:
    """The title and the text."""
    if sheet.title:
        centred(written.add_paragraph(), sheet.title[:1], bold=True)
        if sheet.title[1:]:
            centred(written.add_paragraph(), sheet.title[1:], bold=True)
    for text in sheet.body:
        if text.isupper():
            centred(written.add_paragraph(), [text], bold=True)
        else:
            written.add_paragraph(text).paragraph_format.first_line_indent = Mm(10)


def _signature_table(written: Any, sheet: Sheet) -> None:
    left, right = written.add_table(rows=1, cols=2).rows[0].cells
    for n, line in enumerate(sheet.receivers):
        (left.add_paragraph() if n else left.paragraphs[0]).add_run(line)
    _stacked(right, sheet.signature, bold=True)


def write_annex(written: Any, sheet: Sheet) -> None:
    """The annex on a page of its own."""
    if not sheet.annex:
        return
    written.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for text in sheet.annex:
        written.add_paragraph(text)


def finished(written: Any, paper: Paper) -> bytes:
    """The file, without the clock's time."""
    properties = written.core_properties
    properties.title, properties.comments, properties.author = "", "", ""
    properties.last_modified_by = paper.issuer.name
    properties.created = properties.modified = _NOON
    buffer = io.BytesIO()
    written.save(buffer)
    return repacked(buffer.getvalue())


def repacked(archive: bytes) -> bytes:
    """The same members, without the time and the system they were written on."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.compress_type = 3, zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member))
    return buffer.getvalue()
