"""How the sample's documents look: PDF, scanned PDF, DOCX, XLSX and PNG, the same bytes each time.

Laid out roughly as Nghị định 30/2020/NĐ-CP asks, with a line on every page that says the
document is illustrative. The font is embedded, because the viewer's may lack Vietnamese letters.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from xlsxwriter import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ILLUSTRATIVE = "TÀI LIỆU MINH HỌA"
_ONE_DAY = date(2024, 1, 1)
_FONT = "NotoSerif"
_FONT_FILE = files("fontpkg_noto_serif") / "files" / "NotoSerif[wdth,wght].ttf"
_DPI = 150
_LEFT, _RIGHT, _MIDDLE = 30.0, 190.0, 110.0
_LEFT_HEAD, _RIGHT_HEAD = 63.0, 145.0
_TEXT = 12.0

pdfmetrics.registerFont(TTFont(_FONT, io.BytesIO(_FONT_FILE.read_bytes())))


@dataclass(frozen=True)
class Document:
    """A document to draw.

    Attributes:
        superior, body: the agency above the issuer, and the issuer; both may be missing.
        number: the line ``Số: …`` without that word; None leaves the line out.
        kind: the type in capitals; None for a letter, whose subject stands below the number.
        on: its date; None for a sheet that is no administrative document.
    """

    subject: str
    text: Sequence[str]
    kind: str | None = None
    superior: str | None = None
    body: str | None = None
    number: str | None = None
    on: date | None = None
    signer: str = "GIÁM ĐỐC"


class Line(NamedTuple):
    """A line of text on an A4 page; millimetres from the left and from the top."""

    x: float
    y: float
    text: str
    size: float = _TEXT
    align: str = "left"
    bold: bool = False
    italic: bool = False


class Ruling(NamedTuple):
    """A thin horizontal line below a heading."""

    x: float
    y: float
    width: float


def _wrapped(text: str, size: float, width: float) -> list[str]:
    return list(simpleSplit(text, _FONT, size, width * mm))


def laid_out(document: Document) -> list[Line | Ruling]:
    """The document as lines on one page."""
    drawn: list[Line | Ruling] = [
        Line(_MIDDLE, 14, ILLUSTRATIVE, 10, "centre", bold=True),
        *_heading(document),
    ]
    y = 62.0 if document.on is not None else 30.0
    if document.kind is not None:
        drawn.append(Line(_MIDDLE, y, document.kind, 14, "centre", bold=True))
        for line in _wrapped(document.subject, 13, 140):
            y += 7
            drawn.append(Line(_MIDDLE, y, line, 13, "centre", bold=True))
    y += 6
    for paragraph in document.text:
        y += 3
        for index, line in enumerate(_wrapped("      " + paragraph, _TEXT, _RIGHT - _LEFT)):
            y += 6.5
            indent = 10 if index == 0 else 0
            drawn.append(Line(_LEFT + indent, y, line.strip()))
    drawn.extend(_signature(document, y + 16))
    return drawn


def _heading(document: Document) -> Iterator[Line | Ruling]:
    if document.on is None:
        return
    y = 22.0
    if document.superior:
        yield Line(_LEFT_HEAD, y, document.superior, 10, "centre")
        y += 5
    for line in _wrapped(document.body or "", 10, 68):
        yield Line(_LEFT_HEAD, y, line, 10, "centre", bold=True)
        y += 5
    yield Ruling(_LEFT_HEAD, y - 3, 24)
    number = f"Số: {document.number}" if document.number else "Số:        "
    yield Line(_LEFT_HEAD, y + 4, number, 11, "centre")
    if document.kind is None:
        for index, line in enumerate(_wrapped(f"V/v {document.subject}", 10, 62)):
            yield Line(_LEFT_HEAD, y + 10 + 5 * index, line, 10, "centre")
    yield Line(_RIGHT_HEAD, 22, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 10, "centre", bold=True)
    yield Line(_RIGHT_HEAD, 27, "Độc lập - Tự do - Hạnh phúc", 11, "centre", bold=True)
    yield Ruling(_RIGHT_HEAD, 29, 50)
    place = in_words(document.on)
    yield Line(_RIGHT_HEAD, 36, place, 11, "centre", italic=True)


def in_words(day: date) -> str:
    """``Đắk Nông, ngày 07 tháng 11 năm 2023``: a zero for days below 10 and months 1 and 2."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)  # noqa: PLR2004
    return f"Đắk Nông, ngày {day.day:02} tháng {month} năm {day.year}"


def _signature(document: Document, y: float) -> Iterator[Line]:
    if document.on is None:
        return
    signer = document.signer.splitlines()
    for index, line in enumerate(signer):
        yield Line(150, y + 6 * index, line, _TEXT, "centre", bold=True)
    yield Line(150, y + 2 + 6 * len(signer), "(minh họa, không ký)", 10, "centre", italic=True)
    yield Line(_LEFT, y, "Nơi nhận:", 11, bold=True, italic=True)
    yield Line(_LEFT, y + 5.5, "- Như trên;" if document.kind is None else "- Các phòng, ban;", 10)
    yield Line(_LEFT, y + 10.5, "- Lưu: VT.", 10)


def pdf_bytes(document: Document) -> bytes:
    """The document with its text."""
    buffer = io.BytesIO()
    canvas = _canvas(buffer, document)
    for drawn in laid_out(document):
        if isinstance(drawn, Ruling):
            y = A4[1] - drawn.y * mm
            canvas.setLineWidth(0.5)
            canvas.line((drawn.x - drawn.width / 2) * mm, y, (drawn.x + drawn.width / 2) * mm, y)
        else:
            _write(canvas, drawn)
    canvas.save()
    return buffer.getvalue()


def _canvas(buffer: io.BytesIO, document: Document) -> Canvas:
    canvas = Canvas(buffer, pagesize=A4, pageCompression=1, invariant=1, pdfVersion=(1, 7))
    canvas.setTitle(document.subject)
    canvas.setAuthor(document.body or ILLUSTRATIVE)
    canvas.setSubject(ILLUSTRATIVE)
    canvas.setCreator("tools/make_sample_evidence.py")
    return canvas


def _write(canvas: Canvas, line: Line) -> None:
    """Bold is drawn with an outline and italic slanted, so that one font does for all."""
    width = pdfmetrics.stringWidth(line.text, _FONT, line.size)
    x = line.x * mm - (width / 2 if line.align == "centre" else 0)
    canvas.saveState()
    text = canvas.beginText()
    text.setFont(_FONT, line.size)
    text.setTextTransform(1, 0, 0.2 if line.italic else 0, 1, x, A4[1] - line.y * mm)
    text.setTextRenderMode(2 if line.bold else 0)
    canvas.setLineWidth(line.size / 40)
    text.textOut(line.text)
    canvas.drawText(text)
    canvas.restoreState()


def scan_bytes(document: Document) -> bytes:
    """The document as a scanner makes it: one picture and no text."""
    picture = Image.new("L", (round(210 / 25.4 * _DPI), round(297 / 25.4 * _DPI)), 255)
    draw = ImageDraw.Draw(picture)
    for drawn in laid_out(document):
        x, y = drawn.x / 25.4 * _DPI, drawn.y / 25.4 * _DPI
        if isinstance(drawn, Ruling):
            half = drawn.width / 2 / 25.4 * _DPI
            draw.line((x - half, y, x + half, y), fill=0, width=2)
        else:
            anchor = "ms" if drawn.align == "centre" else "ls"
            font = _font(drawn.size / 72 * _DPI)
            draw.text((x, y), drawn.text, 0, font, anchor, stroke_width=0.6 * drawn.bold)
    buffer = io.BytesIO()
    canvas = _canvas(buffer, document)
    canvas.drawImage(ImageReader(picture.convert("1", dither=Image.Dither.NONE)), 0, 0, *A4)
    canvas.save()
    return buffer.getvalue()


def _font(size: float) -> ImageFont.FreeTypeFont:
    file = io.BytesIO(_FONT_FILE.read_bytes())
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def png_bytes(title: str, lines: Sequence[str]) -> bytes:
    """A picture of a web page: a heading and a few lines."""
    picture = Image.new("RGB", (640, 300), "#ffffff")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 640, 44), fill="#1f4e79")
    draw.text((16, 28), "SỞ GIAO THÔNG VẬN TẢI", "#ffffff", _font(18), "ls")
    draw.text((624, 28), ILLUSTRATIVE, "#ffffff", _font(12), "rs")
    draw.text((16, 82), title, "#1f4e79", _font(20), "ls")
    for index, line in enumerate(lines):
        draw.text((24, 122 + 34 * index), f"• {line}", "#222222", _font(16), "ls")
    buffer = io.BytesIO()
    picture.quantize(16, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        buffer, "PNG", optimize=True
    )
    return buffer.getvalue()


def docx_bytes(document: Document) -> bytes:
    """The document as an office's editable file."""
    written = docx.Document()
    normal = written.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    section = written.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    _centred(written.add_paragraph(), ILLUSTRATIVE, bold=True)
    if document.on is not None:
        _docx_heading(written, document)
    _centred(written.add_paragraph(), document.kind or "", bold=True)
    _centred(written.add_paragraph(), document.subject, bold=True)
    for paragraph in document.text:
        written.add_paragraph(paragraph).paragraph_format.first_line_indent = Mm(10)
    if document.on is not None:
        signed = written.add_paragraph()
        _centred(signed, f"{document.signer}\n(minh họa, không ký)", bold=True)
        signed.paragraph_format.left_indent = Mm(85)
    _stamp(written.core_properties, document)
    buffer = io.BytesIO()
    written.save(buffer)
    return _repacked(buffer.getvalue())


def _docx_heading(written: Any, document: Document) -> None:
    left, right = written.add_table(rows=1, cols=2).rows[0].cells
    _centred(left.paragraphs[0], document.superior or "")
    _centred(left.add_paragraph(), document.body or "", bold=True)
    _centred(left.add_paragraph(), f"Số: {document.number or ''}")
    _centred(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    _centred(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", bold=True)
    place = in_words(document.on or _ONE_DAY)
    _centred(right.add_paragraph(), place, italic=True)


def _centred(paragraph: Any, text: str, *, bold: bool = False, italic: bool = False) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def _stamp(properties: Any, document: Document) -> None:
    made = _at_noon(document.on or _ONE_DAY)
    properties.title, properties.subject = document.subject, ILLUSTRATIVE
    properties.author = properties.last_modified_by = document.body or ILLUSTRATIVE
    properties.comments = ""
    properties.created = properties.modified = made


def xlsx_bytes(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """A table as a system exports it."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    made = _at_noon(_ONE_DAY)
    book.set_properties({"title": title, "subject": ILLUSTRATIVE, "created": made})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Bảng thống kê")
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, ILLUSTRATIVE)
    for column, name in enumerate(columns):
        sheet.write_string(3, column, name, bold)
        longest = max((len(str(row[column])) for row in rows), default=0)
        sheet.set_column(column, column, max(len(name), longest) + 2)
    for number, row in enumerate(rows, start=4):
        for column, value in enumerate(row):
            if isinstance(value, (int, float)):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, str(value))
    book.close()
    return _repacked(buffer.getvalue())


def _at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC).replace(tzinfo=None)


def _repacked(archive: bytes) -> bytes:
    """The same members, without the time and the system they were written on."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(buffer, "w") as new,
    ):
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o600 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member))
    return buffer.getvalue()
