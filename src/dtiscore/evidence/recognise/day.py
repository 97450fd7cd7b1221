"""Place and date of a paper: ``Đắk Nông, ngày 05 tháng 4 năm 2024``."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.evidence.recognise.letters import LOWER, UPPER

if TYPE_CHECKING:
    from dtiscore.evidence.recognise.layout import Layout
    from dtiscore.evidence.recognise.letters import Twin

_EARLIEST, _LATEST = 1945, 2100
_DOTS = r"[\s._…]{0,30}"
_YEAR = r"[0-9](?:\s?[0-9]){3}(?![0-9])"
_TWO = r"[0-9](?:\s?[0-9])?"
_IN_WORDS = (
    rf"ngay{_DOTS}(?P<d1>{_TWO})?{_DOTS}thang{_DOTS}(?P<m1>{_TWO})?{_DOTS},?\s?nam"
    rf"(?:{_DOTS}(?P<y1>{_YEAR}))?"
)
_IN_DIGITS = (
    r"(?:ngay\s{0,4})?(?P<d2>[0-9]{1,2})\s?[/.-]\s?(?P<m2>[0-9]{1,2})\s?[/.-]\s?"
    r"(?P<y2>[0-9]{4})(?![0-9/-])"
)
WRITTEN = rf"(?:{_IN_WORDS}|{_IN_DIGITS})"
"""A day in a text without accents; any of its parts may be left blank."""

_WITH_COMMA = re.compile(rf"(?i)[,;.]?\s{{0,6}}\b{WRITTEN}")
_OPENING = re.compile(
    rf"(?i)(?:hom nay|vao hoi|vao luc|bat dau|luc|hoi|thoi gian)\b[^\n.;]{{0,80}}?\b{WRITTEN}"
)
_SPOKEN = frozenset({"BB", "HĐ", "BGN", "BTT"})
"""Types whose day may stand in the opening sentence alone."""

_WORD = re.compile(
    rf"[{UPPER}][{LOWER}'’]{{0,12}}(?:[-'’][{UPPER}{LOWER}][{LOWER}'’]{{1,12}}){{0,3}}\.?"
    rf"|T[Pp][.]?(?:[{UPPER}][{LOWER}]{{1,12}})?|TX\.?|-|phố|xã"
)
_NO_FIRST = frozenset({"-", "phố", "xã"})
_CAPITALS = re.compile(rf"[{UPPER}][{UPPER}]{{1,30}}")
_PLACE_WORDS, _CAPITAL_WORDS = 7, 4
_COLUMN = re.compile(r"\t|\s{3,}")
_CELL_END = re.compile(r"[\n\t\f]| {3,}")


class DayFound(NamedTuple):
    """A day with its place; the date is None where it is left blank or is no day."""

    span: tuple[int, int]
    place: str | None
    date: date | None
    last: bool
    """Nothing follows it on its line."""


def find_days(both: Twin) -> tuple[DayFound, ...]:
    """Every place followed by a day, in order; a day in a sentence has no place."""
    text, plain = both
    days = []
    for found in _WITH_COMMA.finditer(plain):
        rest = _CELL_END.split(plain[found.end() : found.end() + 80], maxsplit=1)[0].strip(" .")
        in_words = found["d2"] is None
        comma = found[0].lstrip()[0] in ",;."
        if not comma and (rest or not in_words):
            continue  # within a sentence, where most days stand
        bare = found[0].lstrip(" ,;.\t\n\f")
        start, place = _place(text, found.start())
        if place is None:
            start = found.end() - len(bare)
        before = _CELL_END.split(plain[max(start - 80, 0) : start])[-1].strip()
        if (place is not None and comma) or (in_words and not rest and not before):
            days.append(DayFound((start, found.end()), place, day_of(found), not rest))
    return tuple(days)


def day_of(found: re.Match[str]) -> date | None:
    """The date of a match of :data:`WRITTEN`."""
    named = found.groupdict()
    parts = [named[f"{part}1"] or named[f"{part}2"] for part in "ymd"]
    if None in parts:
        return None
    year, month, day = ("".join(str(part).split()) for part in parts)
    try:
        written = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return written if _EARLIEST <= written.year <= _LATEST else None


def _place(text: str, end: int) -> tuple[int, str | None]:
    """Where the place before ``end`` begins, and the place."""
    first = max(end - 80, 0)
    window = text[first:end]
    words = [(word.start(), word[0]) for word in re.finditer(r"\S+", window)]
    taken: list[tuple[int, str]] = []
    for start, word in reversed(words):
        follows = window[start + len(word) : taken[0][0]] if taken else window[start + len(word) :]
        if taken and (_COLUMN.search(follows) or ("\n" in follows and len(taken) > 1)):
            break
        if len(taken) == _PLACE_WORDS or not _WORD.fullmatch(word):
            break
        taken.insert(0, (start, word))
    while taken and taken[0][1] in _NO_FIRST:
        taken.pop(0)
    if not taken:
        return _capital_place(window, first, end)
    return first + taken[0][0], " ".join(word for _, word in taken)


def _capital_place(window: str, first: int, end: int) -> tuple[int, str | None]:
    """A place all in capitals, alone on its line: ``ĐẮK NÔNG, NGÀY 05 …``."""
    line = _CELL_END.split(window.rstrip())[-1]
    names = line.split()
    if not 1 <= len(names) <= _CAPITAL_WORDS or not all(
        _CAPITALS.fullmatch(name) for name in names
    ):
        return end, None
    return first + window.rindex(line), " ".join(name.capitalize() for name in names)


def own_day(layout: Layout, kind: str | None) -> tuple[str | None, date | None]:
    """Place and date of the paper itself; never those of a document that its text names."""
    marks = [place for place, line in enumerate(layout.lines) if line.part == "day"]
    ranked = sorted(
        zip(marks, layout.days, strict=True),
        key=lambda item: (item[0] >= layout.body, not item[1].last, item[1].place is None, item[0]),
    )
    for mark, day in ranked:
        if mark < layout.body or (day.last and day.place is not None):
            return day.place, day.date
    if kind in _SPOKEN:
        return None, _spoken(layout)
    return None, None


def _spoken(layout: Layout) -> date | None:
    """The day of the opening sentence: ``Hôm nay, ngày 19 tháng 5 năm 2023, tại …``."""
    found = _OPENING.search(" ".join(layout.running.flat[:8000].split()))
    return day_of(found) if found else None
