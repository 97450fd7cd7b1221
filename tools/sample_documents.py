"""The sample's documents as PDF, scanned PDF and pictures, the same bytes each time.

The font is embedded, because the viewer's may lack Vietnamese letters. Bold is drawn with an
outline and italic slanted, so that one font does for all.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from sample_layout import FONT, FONT_FILE, ILLUSTRATIVE, NARROW, Line, Ruling, pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sample_layout import Document

_DPI = 150
_MM = _DPI / 25.4


def pdf_bytes(document: Document, password: str | None = None) -> bytes:
    """The document with its text; with a password only who knows it can open the file."""
    buffer = io.BytesIO()
    canvas = _canvas(buffer, document, password)
    for page in pages(document):
        for drawn in page:
            if isinstance(drawn, Ruling):
                _rule(canvas, drawn)
            else:
                _write(canvas, drawn)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _canvas(buffer: io.BytesIO, document: Document, password: str | None = None) -> Canvas:
    # 40 bits: the only strength whose keys depend on nothing but the password and the content.
    locked = None if password is None else StandardEncryption(password, strength=40)
    canvas = Canvas(
        buffer, pagesize=A4, pageCompression=1, invariant=1, pdfVersion=(1, 7), encrypt=locked
    )
    canvas.setTitle(document.subject)
    canvas.setAuthor(document.body or ILLUSTRATIVE)
    canvas.setSubject(ILLUSTRATIVE)
    canvas.setCreator("tools/make_sample_evidence.py")
    return canvas


def _rule(canvas: Canvas, line: Ruling) -> None:
    y = A4[1] - line.y * mm
    canvas.setLineWidth(0.5)
    canvas.line((line.x - line.width / 2) * mm, y, (line.x + line.width / 2) * mm, y)


def _write(canvas: Canvas, line: Line) -> None:
    natural = pdfmetrics.stringWidth(line.text, FONT, line.size)
    x = line.x * mm - (natural * NARROW / 2 if line.align == "centre" else 0)
    canvas.saveState()
    text = canvas.beginText()
    text.setFont(FONT, line.size)
    slant = 0.2 if line.italic else 0
    text.setTextTransform(NARROW, 0, slant, 1, x, A4[1] - line.y * mm)
    text.setTextRenderMode(2 if line.bold else 0)
    if line.width is not None:
        text.setWordSpace((line.width * mm / NARROW - natural) / max(line.text.count(" "), 1))
    canvas.setLineWidth(line.size / 40)
    text.textOut(line.text)
    canvas.drawText(text)
    canvas.restoreState()


def scan_bytes(document: Document) -> bytes:
    """The document as a scanner makes it: a picture for each page and no text."""
    buffer = io.BytesIO()
    canvas = _canvas(buffer, document)
    for page in pages(document):
        picture = Image.new("L", (round(210 * _MM), round(297 * _MM)), 255)
        draw = ImageDraw.Draw(picture)
        for drawn in page:
            if isinstance(drawn, Ruling):
                half, x, y = drawn.width / 2 * _MM, drawn.x * _MM, drawn.y * _MM
                draw.line((x - half, y, x + half, y), fill=0, width=2)
            else:
                _letters(draw, drawn)
        bitmap = picture.convert("1", dither=Image.Dither.NONE)
        canvas.drawImage(ImageReader(bitmap), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _letters(draw: ImageDraw.ImageDraw, line: Line) -> None:
    font = _font(line.size / 72 * _DPI * NARROW)
    if line.align == "centre" or line.width is None:
        anchor = "ms" if line.align == "centre" else "ls"
        at = (line.x * _MM, line.y * _MM)
        draw.text(at, line.text, 0, font, anchor, stroke_width=0.6 * line.bold)
        return
    words = line.text.split()
    room = line.width * _MM - sum(font.getlength(word) for word in words)
    x = line.x * _MM
    for word in words:
        draw.text((x, line.y * _MM), word, 0, font, "ls", stroke_width=0.6 * line.bold)
        x += font.getlength(word) + room / max(len(words) - 1, 1)


def _font(size: float) -> ImageFont.FreeTypeFont:
    file = io.BytesIO(FONT_FILE.read_bytes())
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def png_bytes(title: str, lines: Sequence[str]) -> bytes:
    """A picture of a web page: a heading and a few lines."""
    buffer = io.BytesIO()
    picture = _screen(title, lines).quantize(16, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def jpeg_bytes(title: str, lines: Sequence[str]) -> bytes:
    """The same picture as a camera or a chat program saves it."""
    buffer = io.BytesIO()
    _screen(title, lines).save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def _screen(title: str, lines: Sequence[str]) -> Image.Image:
    picture = Image.new("RGB", (640, 300), "#ffffff")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 640, 44), fill="#1f4e79")
    draw.text((16, 28), "SỞ GIAO THÔNG VẬN TẢI", "#ffffff", _font(18), "ls")
    draw.text((624, 28), ILLUSTRATIVE, "#ffffff", _font(12), "rs")
    draw.text((16, 82), title, "#1f4e79", _font(20), "ls")
    for index, line in enumerate(lines):
        draw.text((24, 122 + 34 * index), f"• {line}", "#222222", _font(16), "ls")
    return picture
