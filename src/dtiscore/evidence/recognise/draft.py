"""Whether a paper calls itself a draft: ``DỰ THẢO`` at its head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dtiscore.evidence.recognise.bodies import starts_body
from dtiscore.evidence.recognise.layout import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.evidence.recognise.kind import Named
    from dtiscore.evidence.recognise.layout import Layout, Line

_DAY = r"(?:[\s,(-]{0,3}(?:ngay )?[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-][0-9]{2,4})?\)?)?"
_ALONE = re.compile(
    r"[(\[]?\s?(?:(?:BAN |Ban )?(?:DU THAO|Du thao)|DT|DRAFT)\s?[)\]]?[\s(-]{0,3}"
    rf"(?i:(?:lan(?: thu)?|so|v)?\s?[0-9]{{0,2}}(?:nhat|hai|ba|tu|cuoi)?)\s?\)?{_DAY}[\s.):]{{0,3}}"
)
_LEADING = re.compile(r"\(?(?:BAN )?DU THAO\)?[\s:-]{1,3}(?P<rest>[A-Z].*)")
_TRAILING = re.compile(r".*[\s(]DU THAO\)?")
_IN_BRACKETS = re.compile(r"\((?:BAN )?(?:DU THAO|Du thao)(?: (?i:lan) [0-9]{1,2})?\)")
_LONGEST = 120


def is_draft(layout: Layout, named: Named | None) -> bool:
    """Whether the head of the paper says so; a subject that names another draft does not."""
    name = named.line if named is not None else -1
    lines = list(_head(layout))
    for place, line in lines:
        if _ALONE.fullmatch(line.flat) and not _within_subject(layout, place, name):
            return True
        early = place <= name or named is None
        if early and line.part is Part.TEXT and len(line.flat) <= _LONGEST and _marks(line):
            return True
    return False


def _head(layout: Layout) -> Iterator[tuple[int, Line]]:
    """The lines above the text, and the last of the first page, where a watermark may come."""
    pages = [place for place, line in enumerate(layout.lines) if line.part is Part.PAGE]
    yield from enumerate(layout.lines[: layout.body])
    end = pages[0] if pages else len(layout.lines)
    last = max(end - 1, layout.body)
    yield from enumerate(layout.lines[last:end], last)


def _within_subject(layout: Layout, place: int, name: int) -> bool:
    """Whether a line in capitals goes on with a subject in capitals."""
    above = layout.lines[place - 1] if place > name + 1 > 0 else None
    return (
        above is not None
        and above.part is Part.TEXT
        and above.text.isupper()
        and not layout.lines[place].text.startswith("(")
    )


def _marks(line: Line) -> bool:
    if _IN_BRACKETS.search(line.flat):
        return True
    leading = _LEADING.fullmatch(line.flat)
    if leading is not None and line.text.isupper():
        return True
    return line.text.isupper() and starts_body(line.text) and bool(_TRAILING.fullmatch(line.flat))
