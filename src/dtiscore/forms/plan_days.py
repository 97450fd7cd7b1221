"""The day a plan gives a task, as people write it: a day, a month, a quarter, how often."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from dtiscore.base.dates import parse_date, span_end
from dtiscore.base.text import fold_accents

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})|([0-9]{4}-[0-9]{2}-[0-9]{2})")
_DAY_OF_YEAR = re.compile(r"(?<![0-9/.-])([0-9]{1,2})/([0-9]{1,2})(?![0-9/])")
_DAY_IN_WORDS = re.compile(r"ngay ([0-9]{1,2}) thang ([0-9]{1,2})(?: nam ([0-9]{4}))?")
_MONTHS = re.compile(r"thang ((?:[0-9]{1,2}\b ?)+)(?:(?:nam )?(20[0-9]{2})\b)?")
_QUARTERS_IN = re.compile(r"quy ((?:(?:iv|i{1,3}|[1-4])\b ?)+)(?:(?:nam )?(20[0-9]{2})\b)?")
_YEAR = re.compile(r"\b(20[0-9]{2})\b")
_RETURNS = {"month": ("hang thang", "moi thang"), "quarter": ("hang quy", "moi quy")}
_HALVES = {"6 thang dau nam": 6, "6 thang cuoi nam": 12}
_ALL_YEAR = ("thuong xuyen", "ca nam", "trong nam", "nam ")


def due_of(text: str, year: int) -> tuple[date | None, str | None, bool]:
    """The day, or how often it returns, as a plan writes it; False where it says neither.

    ``30/6/2024``, ``tháng 6/2024``, ``quý II``, ``hằng quý``, ``thường xuyên`` (the year's end);
    of several days the last. An empty cell says nothing, and nothing is wrong with it.
    """
    # Folding turns every mark between words into a space.
    folded = " ".join(fold_accents(text).split())
    if not folded:
        return None, None, True
    for every, words in _RETURNS.items():
        if any(word in folded for word in words):
            return None, every, True
    ends = [*_ends(text, folded, year)]
    if None in ends:
        return None, None, False
    known = [end for end in ends if end is not None]
    if known:
        return max(known), None, True
    named = _YEAR.findall(folded)
    if any(word in f"{folded} " for word in _ALL_YEAR) or [folded] == named:
        return date(int(named[-1]) if named else year, 12, 31), None, True
    return None, None, False


def _ends(text: str, folded: str, year: int) -> Iterator[date | None]:
    """The last day of everything the text names; None for a day there is not."""
    for m in _DAY.finditer(text):
        yield parse_date(m[4] or f"{m[3]}-{m[2]}-{m[1]}")
    named = _YEAR.findall(folded)
    for m in _DAY_OF_YEAR.finditer(_DAY.sub(" ", text)):
        yield parse_date(f"{named[-1] if named else year}-{m[2]}-{m[1]}")
    for m in _DAY_IN_WORDS.finditer(folded):
        yield parse_date(f"{m[3] or year}-{m[2]}-{m[1]}")
    rest = _DAY_IN_WORDS.sub(" ", folded)
    for half, month in _HALVES.items():
        if half in rest:
            yield span_end((int(named[-1]) if named else year, month), "month")
    for m in _MONTHS.finditer(rest):
        number = int(m[1].split()[-1])
        of = int(m[2] or year)
        yield span_end((of, number), "month") if 1 <= number <= 12 else None  # noqa: PLR2004
    for m in _QUARTERS_IN.finditer(rest):
        yield span_end((int(m[2] or year), _QUARTERS[m[1].split()[-1]]), "quarter")
