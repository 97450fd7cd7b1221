"""Cells as text, in the reader's form; the same in every format people read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dtiscore.base.messages import Message
from dtiscore.base.text import printable
from dtiscore.report.page import Bar, Signed

if TYPE_CHECKING:
    from dtiscore.i18n.language import Language
    from dtiscore.report.page import Cell

_BLOCK, _HALF = "█", "▌"


def cell_text(cell: Cell, language: Language, *, bar_width: int = 0) -> str:
    """The cell as the reader sees it; a bar has its sign and word, and blocks if there is room."""
    if isinstance(cell, Bar):
        return _bar(cell, language, bar_width)
    if isinstance(cell, Signed):
        return language.points(cell.value, signed=True)
    if cell is None or isinstance(cell, Decimal):
        return language.points(cell)
    if isinstance(cell, Message):
        return language.text(cell)
    if isinstance(cell, date):
        return language.date(cell)
    return language.number(cell) if isinstance(cell, int) else printable(cell)


def _bar(bar: Bar, language: Language, width: int) -> str:
    sign = "▼" if bar.value < 0 else "▲" if bar.value > 0 else "="
    halves = max(1, round(bar.share * width * 2)) if width and bar.value else 0
    blocks = _BLOCK * (halves // 2) + _HALF * (halves % 2)
    return f"{sign} {language.text(bar.word)} {blocks}".rstrip()
