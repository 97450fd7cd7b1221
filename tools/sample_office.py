"""The sample's documents and tables as DOCX, XLSX and XLSM, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from sample_layout import ILLUSTRATIVE, Document, about, in_words, paragraph
from xlsxwriter import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

_ONE_DAY = date(2024, 1, 1)
_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def docx_bytes(document: Document) -> bytes:
    """The document as an office's editable file."""
    written = docx.Document()
    normal = written.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.paragraph_format.space_after = Pt(0)
    section = written.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    _centred(section.header.paragraphs[0], ILLUSTRATIVE, 10, bold=True)
    if document.on is not None:
        _heading(written, document)
    if document.kind is not None:
        first = written.add_paragraph()
        first.paragraph_format.space_before = Pt(14)
        _centred(first, document.kind, 14, bold=True)
        _centred(written.add_paragraph(), document.subject, 14, bold=True)
        _ruled(written.add_paragraph(), 58)
    for text in document.text:
        _body(written.add_paragraph(), text)
    if document.on is not None:
        _signature(written, document)
    _stamp(written.core_properties, document)
    buffer = io.BytesIO()
    written.save(buffer)
    return _repacked(buffer.getvalue())


def _body(written: Any, text: str) -> None:
    said = paragraph(text)
    run = written.add_run(said.text)
    run.bold, run.italic = said.bold, said.italic
    look = written.paragraph_format
    look.space_before = Pt(6)
    if said.centred:
        written.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        written.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        look.first_line_indent = Mm(12.7)


def _heading(written: Any, document: Document) -> None:
    left, right = _columns(written, 60, 100)
    _centred(left.paragraphs[0], document.superior or "", 12)
    _centred(left.add_paragraph(), document.body or "", 12, bold=True)
    _ruled(left.add_paragraph(), 18)
    _centred(left.add_paragraph(), f"Số: {document.number or ''}", 13)
    if document.kind is None:
        _centred(left.add_paragraph(), about(document), 12)
    _centred(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    _centred(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    _ruled(right.add_paragraph(), 22)
    place = in_words(document.on or _ONE_DAY)
    _centred(right.add_paragraph(), place, 13, italic=True)


def _columns(written: Any, left: float, right: float) -> tuple[Any, Any]:
    table = written.add_table(rows=1, cols=2)
    table.autofit = False
    cells = table.rows[0].cells
    for column, width in zip(table.columns, (left, right), strict=True):
        column.width = Mm(width)
        column.cells[0].width = Mm(width)
    return cells[0], cells[1]


def _signature(written: Any, document: Document) -> None:
    written.add_paragraph()
    left, right = _columns(written, 84, 76)
    if document.copies:
        _left(left.paragraphs[0], "Nơi nhận:", 12, bold=True, italic=True)
        for copy in document.copies:
            _left(left.add_paragraph(), f"- {copy};", 11)
        _left(left.add_paragraph(), f"- Lưu: {document.archive}.", 11)
    lines = document.signer.splitlines()
    _centred(right.paragraphs[0], lines[0], 14, bold=True)
    for line in lines[1:]:
        _centred(right.add_paragraph(), line, 14, bold=True)
    right.add_paragraph()
    _centred(right.add_paragraph(), "(đã ký)", 12, italic=True)


def _left(
    written: Any, text: str, size: float, *, bold: bool = False, italic: bool = False
) -> None:
    run = written.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _centred(
    written: Any, text: str, size: float, *, bold: bool = False, italic: bool = False
) -> None:
    written.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _left(written, text, size, bold=bold, italic=italic)


def _ruled(written: Any, indent: float) -> None:
    """A thin line between two margins."""
    look = written.paragraph_format
    look.left_indent = look.right_indent = Mm(indent)
    look.line_spacing = Pt(4)
    border = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    border.append(top)
    properties = written._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no borders
    properties.insert_element_before(border, "w:spacing", "w:ind", "w:jc")


def _stamp(properties: Any, document: Document) -> None:
    made = _at_noon(document.on or _ONE_DAY)
    properties.title, properties.subject = document.subject, ILLUSTRATIVE
    properties.author = properties.last_modified_by = document.body or ILLUSTRATIVE
    properties.comments = ""
    properties.created = properties.modified = made


def xlsx_bytes(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], source: str = ""
) -> bytes:
    """A table as a system exports it, with a line that says where it comes from."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    made = _at_noon(_ONE_DAY)
    book.set_properties({"title": title, "subject": ILLUSTRATIVE, "created": made})
    look = {"font_name": "Times New Roman", "font_size": 12}
    bold, plain = book.add_format({**look, "bold": True}), book.add_format(look)
    italic = book.add_format({**look, "italic": True})
    head = book.add_format({**look, "bold": True, "border": 1, "align": "center"})
    cell = book.add_format({**look, "border": 1})
    sheet = book.add_worksheet("Bảng thống kê")
    sheet.write_string(0, 0, "SỞ GIAO THÔNG VẬN TẢI", bold)
    sheet.write_string(1, 0, title, bold)
    sheet.write_string(2, 0, ILLUSTRATIVE, plain)
    if source:
        sheet.write_string(3, 0, source, italic)
    for column, name in enumerate(columns):
        sheet.write_string(5, column, name, head)
        longest = max((len(str(row[column])) for row in rows), default=0)
        sheet.set_column(column, column, max(len(name), longest) + 2)
    for number, row in enumerate(rows, start=6):
        for column, value in enumerate(row):
            if isinstance(value, (int, float)):
                sheet.write_number(number, column, value, cell)
            else:
                sheet.write_string(number, column, str(value), cell)
    book.close()
    return _repacked(buffer.getvalue())


def xlsm_bytes(workbook: bytes) -> bytes:
    """A workbook of the kind that may carry macros; this one carries none."""
    return _repacked(workbook, {"[Content_Types].xml": (_PLAIN, _WITH_MACROS)})


def zip_bytes(name: str, content: bytes) -> bytes:
    """An archive of one file, as units hand their papers in."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(_member(name), content)
    return buffer.getvalue()


def _at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC).replace(tzinfo=None)


def _repacked(archive: bytes, changes: dict[str, tuple[bytes, bytes]] | None = None) -> bytes:
    """The same members, without the time and the system they were written on."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(buffer, "w") as new,
    ):
        for member in old.infolist():
            before, after = (changes or {}).get(member.filename, (b"", b""))
            content = old.read(member)
            new.writestr(_member(member.filename), content.replace(before, after))
    return buffer.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system, info.external_attr = 3, 0o600 << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
