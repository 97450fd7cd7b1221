"""The text of a PDF page put together from where its characters stand."""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.evidence.probe import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHARACTERS = limits.TEXT_HEAD
# In heights of a line: what two characters of one line may differ by, and how wide a gap between
# two characters is a blank or the space between two columns.
_SAME_LINE, _BLANK, _COLUMN = 0.3, 0.14, 1.4
_SPACE, _NO_CHARACTERS = 0x20, range(0xD800, 0xE000)


class _Glyph(NamedTuple):
    character: str
    x: float
    y: float
    right: float
    height: float


def in_position(text_page: object) -> str:
    """The lines of a page from top to bottom, each from left to right, columns between tabs.

    Args:
        text_page: pdfium's handle of the page's text.
    """
    lines: list[list[_Glyph]] = []
    for glyph in sorted(_glyphs(text_page), key=lambda glyph: -glyph.y):
        if lines and abs(lines[-1][0].y - glyph.y) <= _SAME_LINE * glyph.height:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return "".join(f"{_line(glyphs)}\n" for glyphs in lines)


def _glyphs(text_page: object) -> Iterator[_Glyph]:
    """The characters that stand on the page, in the order they were drawn."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - only child processes need it

    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    for index in range(min(pdfium.FPDFText_CountChars(text_page), _CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code < _SPACE or code in _NO_CHARACTERS or code > sys.maxunicode:
            continue
        # What pdfium puts in between words and lines stands nowhere.
        if pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        height = abs(box.top - box.bottom) or 1.0
        yield _Glyph(chr(code), x.value, y.value, max(box.right, x.value), height)


def _line(glyphs: list[_Glyph]) -> str:
    # A mark of its own that stands on a letter comes after it, whatever the order it was drawn in.
    glyphs.sort(key=lambda glyph: glyph.x)
    parts: list[str] = []
    edge, blank = glyphs[0].x, False
    for glyph in glyphs:
        if glyph.character.isspace():
            blank = True
            continue
        gap = (glyph.x - edge) / glyph.height
        if gap > _COLUMN:
            parts.append("\t" if parts else "")
        elif (blank or gap > _BLANK) and parts:
            parts.append(" ")
        parts.append(glyph.character)
        edge, blank = max(edge, glyph.right), False
    return "".join(parts)
