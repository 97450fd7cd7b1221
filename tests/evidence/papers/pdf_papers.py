"""Papers as PDF, drawn by reportlab with an embedded font: the same bytes each time."""

from __future__ import annotations

import io
import unicodedata
from importlib.resources import files
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from paper_spec import Layout
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from sheet import sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from paper_spec import Paper
    from sheet import Sheet

FIRST, SECOND = "PapersFirst", "PapersSecond"
_FILE = files("fontpkg_noto_serif") / "files" / "NotoSerif[wdth,wght].ttf"
_LEFT, _RIGHT, _MIDDLE = 30.0, 190.0, 110.0
_LEFT_HEAD, _RIGHT_HEAD = 62.0, 145.0
_LEFT_WIDTH, _RIGHT_WIDTH, _WIDTH = 68.0, 92.0, 160.0
_BOTTOM = 272.0
_STEP = 6.0
FEW = frozenset("ốắếỐẮẾ")
"""What the smallest of such fonts lack; others lack everything with two marks."""

for _name in (FIRST, SECOND):
    pdfmetrics.registerFont(TTFont(_name, io.BytesIO(_FILE.read_bytes())))


class Pen:
    """Writes lines on A4 pages, in millimetres from the top left.

    Args:
        lacking: the letters that the first font is to lack; drawn in a second one, after the
            rest of the line, where they belong.
    """

    def __init__(self, title: str, lacking: frozenset[str] = frozenset()) -> None:
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=A4, pageCompression=1, invariant=1)
        self._canvas.setTitle(title)
        self._lacking = lacking
        self._pages = 1
        self.y = 22.0

    def write(
        self, x: float, y: float, text: str, size: float = 12, *, centred: bool = True
    ) -> None:
        """One line; ``x`` is its middle, or its left end."""
        width = pdfmetrics.stringWidth(text, FIRST, size)
        start = x * mm - (width / 2 if centred else 0)
        base = A4[1] - y * mm
        self._canvas.setFont(FIRST, size)
        if not self._lacking.intersection(text):
            self._canvas.drawString(start, base, text)
            return
        self._one_object(
            [run for run in text_runs(text, size, self._lacking) if not run.lacking],
            start,
            base,
            size,
        )
        self._canvas.setFont(SECOND, size)
        for run in text_runs(text, size, self._lacking):
            if run.lacking:
                self._canvas.drawString(start + run.offset, base, run.text)

    def _one_object(self, runs: Sequence[Run], start: float, base: float, size: float) -> None:
        """The runs as one text with gaps in it, as office programs write it.

        As texts of their own, pdfium would put them and the other font's letters in order.
        """
        font = pdfmetrics.getFont(FIRST)
        document = self._canvas._doc
        parts: list[str] = []
        at = runs[0].offset
        for run in runs:
            ((subset, coded),) = font.splitString(run.text, document)
            parts.append(f"{-(run.offset - at) * 1000 / size:.2f} ({self._canvas._escape(coded)})")
            at = run.offset + pdfmetrics.stringWidth(run.text, FIRST, size)
            name = font.getSubsetInternalName(subset, document)
        where = f"1 0 0 1 {start + runs[0].offset:.3f} {base:.3f} Tm"
        self._canvas._code.append(f"BT {where} {name} {size} Tf [{' '.join(parts)}] TJ ET")

    def down(self, lines: Iterable[str], x: float, width: float, size: float = 12) -> None:
        """Centred lines below each other, broken where the column ends."""
        for line in wrapped(lines, width, size):
            self.write(x, self.y, line, size)
            self.y += _STEP

    def paragraph(self, text: str) -> None:
        """A paragraph of the text, on a new page where this one is full."""
        self.y += 2
        if text.isupper():
            self.room()
            self.down([text], _MIDDLE, _WIDTH)
            return
        for n, line in enumerate(wrapped([f"      {text}"], _WIDTH, 12)):
            self.room()
            self.write(_LEFT + (10 if n == 0 else 0), self.y, line.strip(), centred=False)
            self.y += _STEP

    def room(self, needed: float = 0) -> None:
        """Go to a new page if less than ``needed`` is left."""
        if self.y + needed > _BOTTOM:
            self.page()

    def page(self) -> None:
        """Begin a new page."""
        self._canvas.showPage()
        self._pages += 1
        self.write(_MIDDLE, 14, str(self._pages))
        self.y = 22.0

    def finished(self) -> bytes:
        """The file."""
        self._canvas.save()
        return self._buffer.getvalue()


class Run(NamedTuple):
    """A stretch of one font, and its distance from the line's start."""

    offset: float
    text: str
    lacking: bool


def text_runs(text: str, size: float, lacking: frozenset[str]) -> Iterator[Run]:
    """The text, cut where the first font lacks letters."""
    start = 0
    while start < len(text):
        missing = text[start] in lacking
        end = start + 1
        while end < len(text) and (text[end] in lacking) == missing:
            end += 1
        offset = pdfmetrics.stringWidth(text[:start], FIRST, size)
        yield Run(offset, text[start:end], missing)
        start = end


def wrapped(lines: Iterable[str], width: float, size: float) -> list[str]:
    """The lines, broken where a column of ``width`` millimetres ends; blanks stay as they are."""
    found: list[str] = []
    for line in lines:
        fits = pdfmetrics.stringWidth(line, FIRST, size) <= width * mm
        found.extend([line] if fits else simpleSplit(line, FIRST, size, width * mm))
    return found


def two_marks() -> frozenset[str]:
    """The letters of Unicode's block for Vietnamese: what a Western font lacks."""
    return frozenset(chr(code) for code in range(0x1EA0, 0x1EFA))


def pdf_bytes(paper: Paper) -> bytes:
    """The paper as a PDF of its layout."""
    sheet = sheet_of(paper)
    lacking: frozenset[str] = frozenset()
    if paper.layout is Layout.PDF_TWO_FONTS:
        lacking = two_marks() if paper.seed % 2 else FEW
    pen = Pen(unicodedata.normalize("NFC", paper.subject or paper.kind.name), lacking)
    for line in sheet.above:
        pen.write(_MIDDLE, pen.y - 8, line, 9)
        pen.y += 4
    if paper.layout is Layout.PDF_COLUMNS:
        _columns(pen, sheet)
    else:
        _rows(pen, sheet)
    write_rest(pen, sheet)
    return pen.finished()


def _head(sheet: Sheet) -> tuple[list[str], list[str]]:
    """Both columns, padded so that number and date stand on one line."""
    left = wrapped(sheet.left, _LEFT_WIDTH, 11)
    right = wrapped(sheet.right, _RIGHT_WIDTH, 11)
    height = max(len(left), len(right))
    left += [""] * (height - len(left))
    right += [""] * (height - len(right))
    low = wrapped((*sheet.number, *sheet.about), _LEFT_WIDTH, 11)
    return left + low, right + wrapped(sheet.date, _RIGHT_WIDTH, 11)


def _columns(pen: Pen, sheet: Sheet) -> None:
    top = pen.y
    columns = _head(sheet)
    for lines, x in zip(columns, (_LEFT_HEAD, _RIGHT_HEAD), strict=True):
        for n, line in enumerate(lines):
            pen.write(x, top + n * _STEP, line, 11)
    pen.y = top + max(len(lines) for lines in columns) * _STEP + 6


def _rows(pen: Pen, sheet: Sheet) -> None:
    for left, right in zip_longest(*_head(sheet), fillvalue=""):
        pen.write(_LEFT_HEAD, pen.y, left, 11)
        pen.write(_RIGHT_HEAD, pen.y, right, 11)
        pen.y += _STEP
    pen.y += 6


def write_rest(pen: Pen, sheet: Sheet) -> None:
    """Everything below the letterhead."""
    pen.down(sheet.title[:1], _MIDDLE, _WIDTH, 14)
    pen.down(sheet.title[1:], _MIDDLE, 130, 13)
    for text in sheet.body:
        pen.paragraph(text)
    pen.y += 8
    pen.room(_STEP * max(len(sheet.receivers), len(sheet.signature)) + 12)
    _signature(pen, sheet.receivers, sheet.signature)
    if sheet.annex:
        pen.page()
        for text in sheet.annex:
            pen.paragraph(text)


def _signature(pen: Pen, receivers: Sequence[str], signature: Sequence[str]) -> None:
    top = pen.y
    for n, line in enumerate(receivers):
        pen.write(_LEFT, top + n * 5, line, 10, centred=False)
    for n, line in enumerate(wrapped(signature, 75, 12)):
        pen.write(150, top + n * _STEP, line)
    pen.y = top + _STEP * (max(len(receivers), len(signature)) + 1)


def broken_syllables_pdf(path: Path) -> Path:
    """A PDF whose first font lacks ố, ắ, ế: pdfium's plain text of it begins ``S : 05/…``.

    Args:
        path: where to write it.

    Returns:
        The same path.
    """
    pen = Pen("Kế hoạch", FEW)
    pen.write(_LEFT_HEAD, 30, "SỞ GIAO THÔNG VẬN TẢI", 11)
    pen.write(_LEFT_HEAD, 40, "Số: 05/KH-SGTVT", 11)
    pen.write(_RIGHT_HEAD, 40, "Đắk Nông, ngày 30 tháng 01 năm 2024", 11)
    pen.write(_MIDDLE, 55, "KẾ HOẠCH", 14)
    pen.write(_MIDDLE, 62, "Triển khai chuyển đổi số năm 2024", 13)
    path.write_bytes(pen.finished())
    return path
