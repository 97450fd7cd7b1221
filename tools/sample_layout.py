"""Where everything stands on a sample document's pages, as Nghị định 30/2020/NĐ-CP lays it out.

Letterhead in two columns, type and subject, the text, signature and recipients; on every page a
line says that the document is illustrative.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ILLUSTRATIVE = "TÀI LIỆU MINH HỌA"
FONT = "NotoSerif"
FONT_FILE = files("fontpkg_noto_serif") / "files" / "NotoSerif[wdth,wght].ttf"
NARROW = 0.86
"""How far the font is narrowed, to be as wide as the one that offices use."""

_LEFT, _RIGHT, _MIDDLE = 30.0, 190.0, 110.0
_LEFT_HEAD, _RIGHT_HEAD = 60.0, 143.0
_LEFT_WIDTH, _TOP, _BOTTOM = 66.0, 24.0, 274.0
_LETTERHEAD, _CAPITALS = 12.5, 11.5
_TEXT, _LEADING, _INDENT = 13.0, 6.4, 12.7
_SIGNED_AT, _CLERK_AT = 150.0, 62.0
_SIGNED = "(đã ký)"

pdfmetrics.registerFont(TTFont(FONT, io.BytesIO(FONT_FILE.read_bytes())))


@dataclass(frozen=True)
class Document:
    """A document to draw.

    Attributes:
        superior, body: the agency above the issuer, and the issuer; both may be missing.
        number: the line ``Số: …`` without that word; None leaves the number out.
        kind: the type in capitals; None for a letter, whose subject stands below the number.
        on: its date; None for a sheet that is no administrative document.
        text: paragraphs; one without a closing mark is a heading, one that begins with ``^`` is
            centred (and bold if in capitals), one that begins with ``~`` is in italics.
        signer: the post, a line each; never a name.
        clerk: whether the clerk signs beside, as on minutes.
        copies: who gets it, without the last line, which is the archive's.
    """

    subject: str
    text: Sequence[str]
    kind: str | None = None
    superior: str | None = None
    body: str | None = None
    number: str | None = None
    on: date | None = None
    signer: str = "GIÁM ĐỐC"
    clerk: bool = False
    copies: Sequence[str] = ()
    archive: str = "VT"


class Line(NamedTuple):
    """A line of text on an A4 page; millimetres from the left and from the top.

    ``width``: spread the words over so many millimetres.
    """

    x: float
    y: float
    text: str
    size: float = _TEXT
    align: str = "left"
    bold: bool = False
    italic: bool = False
    width: float | None = None


class Ruling(NamedTuple):
    """A thin horizontal line below a heading."""

    x: float
    y: float
    width: float


class Paragraph(NamedTuple):
    """A paragraph of the text, and how it looks."""

    text: str
    centred: bool = False
    bold: bool = False
    italic: bool = False


def width(text: str, size: float) -> float:
    """How wide a text is, in millimetres."""
    return float(pdfmetrics.stringWidth(text, FONT, size)) * NARROW / mm


def paragraph(written: str) -> Paragraph:
    """A paragraph without the marks that say how it looks."""
    if written.startswith("^"):
        return Paragraph(written[1:], centred=True, bold=written.isupper())
    if written.startswith("~"):
        return Paragraph(written[1:], italic=True)
    return Paragraph(written, bold=not written.endswith((".", ";", ":", "/")))


def about(document: Document) -> str:
    """A letter's subject, as it stands below the number."""
    return f"V/v {document.subject[0].lower()}{document.subject[1:]}"


def in_words(day: date) -> str:
    """``Đắk Nông, ngày 07 tháng 11 năm 2023``: a zero for days below 10 and months 1 and 2."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)  # noqa: PLR2004
    return f"Đắk Nông, ngày {day.day:02} tháng {month} năm {day.year}"


def pages(document: Document) -> list[list[Line | Ruling]]:
    """The document's pages, each with what is drawn on it."""
    drawn: list[list[Line | Ruling]] = [[]]
    y = 34.0
    if document.on is not None:
        heading = list(_heading(document))
        drawn[0].extend(heading)
        y = max(each.y for each in heading) + 12
    if document.kind is not None:
        titled = list(_title(document, y))
        drawn[0].extend(titled)
        y = titled[-1].y + 4
    for written in document.text:
        y += 2.2
        for line in _lines(paragraph(written)):
            y += _LEADING
            if y > _BOTTOM:
                drawn.append([])
                y = _TOP + _LEADING
            drawn[-1].append(line._replace(y=y))
    signature = list(_signature(document))
    if signature and y + 12 + max(line.y for line in signature) > _BOTTOM:
        drawn.append([])
        y = _TOP
    drawn[-1].extend(line._replace(y=line.y + y + 12) for line in signature)
    for number, page in enumerate(drawn, start=1):
        page.insert(0, Line(_MIDDLE, 9, ILLUSTRATIVE, 9, "centre", bold=True))
        if number > 1:
            page.insert(1, Line(_MIDDLE, 16, str(number), 13, "centre"))
    return drawn


def _heading(document: Document) -> Iterator[Line | Ruling]:
    y = 22.0
    if document.superior:
        yield Line(_LEFT_HEAD, y, document.superior, _CAPITALS, "centre")
        y += 5.5
    for line in wrapped(document.body or "", _CAPITALS, _LEFT_WIDTH):
        yield Line(_LEFT_HEAD, y, line, _CAPITALS, "centre", bold=True)
        y += 5.5
    yield Ruling(_LEFT_HEAD, y - 3.3, 24)
    yield Line(_LEFT_HEAD, y + 4, f"Số: {document.number or '      '}", _LETTERHEAD, "centre")
    if document.kind is None:
        for index, line in enumerate(wrapped(about(document), 11, 58)):
            yield Line(_LEFT_HEAD, y + 10 + 5 * index, line, 11, "centre")
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    yield Line(_RIGHT_HEAD, 22, motto, _CAPITALS, "centre", bold=True)
    freedom = "Độc lập - Tự do - Hạnh phúc"
    yield Line(_RIGHT_HEAD, 27.5, freedom, _LETTERHEAD, "centre", bold=True)
    yield Ruling(_RIGHT_HEAD, 29.7, width(freedom, _LETTERHEAD))
    if document.on is not None:
        place = in_words(document.on)
        yield Line(_RIGHT_HEAD, 37, place, _LETTERHEAD, "centre", italic=True)


def _title(document: Document, y: float) -> Iterator[Line | Ruling]:
    for line in (document.kind or "").splitlines():
        yield Line(_MIDDLE, y, line, 14, "centre", bold=True)
        y += 6.5
    for line in wrapped(document.subject, 13.5, 132):
        yield Line(_MIDDLE, y, line, 13.5, "centre", bold=True)
        y += 6.2
    yield Ruling(_MIDDLE, y - 2.8, 44)


def wrapped(text: str, size: float, room: float, indent: float = 0) -> list[str]:
    """The text in lines of at most ``room`` millimetres, the first shorter by ``indent``."""
    lines: list[str] = []
    left = room - indent
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size) <= left:
            lines[-1] += f" {word}"
        else:
            left = room if lines else room - indent
            lines.append(word)
    return lines


def _lines(said: Paragraph) -> Iterator[Line]:
    """The lines of a paragraph, its margins justified; the height is still to be set."""
    if said.centred:
        for text in wrapped(said.text, _TEXT, _RIGHT - _LEFT):
            yield Line(_MIDDLE, 0, text, align="centre", bold=said.bold)
        return
    lines = wrapped(said.text, _TEXT, _RIGHT - _LEFT, _INDENT)
    for index, text in enumerate(lines):
        start = _INDENT if index == 0 else 0
        room = None if index == len(lines) - 1 else _RIGHT - _LEFT - start
        yield Line(_LEFT + start, 0, text, bold=said.bold, italic=said.italic, width=room)


def _signature(document: Document) -> list[Line]:
    if document.on is None:
        return []
    height = 0.0
    drawn: list[Line] = []
    posts = document.signer.splitlines()
    if document.clerk:
        drawn += [_post(_CLERK_AT, 0, "THƯ KÝ"), _sign(_CLERK_AT, 12)]
    for index, post in enumerate(posts):
        drawn.append(_post(_SIGNED_AT, 6 * index, post))
    drawn.append(_sign(_SIGNED_AT, 6 * len(posts) + 6))
    if document.clerk:
        height = 26
    if document.copies:
        drawn.append(Line(_LEFT, height, "Nơi nhận:", 12, bold=True, italic=True))
        for copy in (*(f"- {copy};" for copy in document.copies), f"- Lưu: {document.archive}."):
            height += 5
            drawn.append(Line(_LEFT, height, copy, 11))
    return drawn


def _post(x: float, y: float, text: str) -> Line:
    return Line(x, y, text, _TEXT, "centre", bold=True)


def _sign(x: float, y: float) -> Line:
    return Line(x, y, _SIGNED, 12, "centre", italic=True)
