"""Whether a paper calls itself a draft: ``DỰ THẢO`` at its head, or on the edges of its pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dtiscore.evidence.recognise.bodies import starts_body
from dtiscore.evidence.recognise.kind import begins_with_name, is_name, leads_on
from dtiscore.evidence.recognise.layout import Part
from dtiscore.evidence.recognise.marks import BESIDE, SMALL, is_draft_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dtiscore.evidence.recognise.kind import Named
    from dtiscore.evidence.recognise.layout import Layout, Line

_LEADING = re.compile(
    r"[(\[]?(?:BAN |Ban )?(?:DU THAO|Du thao)(?: (?:LAN|lan) [0-9]{1,2})?[)\]]?[\s:-]{1,3}"
    r"(?P<rest>[A-Z].*)"
)
_IN_BRACKETS = re.compile(r"\((?:BAN |Ban )?(?:DU THAO|Du thao)(?: (?i:lan|so) [0-9]{1,2})?\)")
_NUMBER = re.compile(r"So\b[^a-z]{0,40}/|/\s?[A-Z]")
_ABOUT = re.compile(r"(?i)(?:^|\s)v\s?/\s?v\b")
_LONGEST, _SHORTEST = 120, 5
_AROUND, _EDGE = 7, 14


def is_draft(layout: Layout, named: Named | None) -> bool:
    """Whether the paper says so of itself; a subject that names another draft does not."""
    return _at_head(layout, named) or _at_edges(layout)


def _at_head(layout: Layout, named: Named | None) -> bool:
    name = named.line if named is not None else -1
    about, above = False, ""
    for place, line in _head(layout):
        if line.part is not Part.TEXT:
            continue
        about = about or (named is None and _ABOUT.search(line.flat) is not None)
        if is_draft_mark(line.text) and not _within_subject(layout, place, name):
            return True
        early = not about and not leads_on(above) and (place <= name or named is None)
        above = line.text
        if early and len(line.flat) <= _LONGEST and _marks(line):
            return True
        if place == name and SMALL.search(line.flat):
            return True
        if place <= name + 1 and name >= 0 and SMALL.fullmatch(line.flat):
            return True
    return False


def _head(layout: Layout) -> Iterator[tuple[int, Line]]:
    """The lines above the text, and those of a letterhead that a reader gives after it."""
    yield from enumerate(layout.lines[: layout.body])
    mottos = (place for place, line in enumerate(layout.lines) if line.part is Part.MOTTO)
    first = next(mottos, 0)
    if first >= layout.body:
        start = max(first - _AROUND, layout.body)
        yield from enumerate(layout.lines[start : first + _AROUND], start)


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
    """Whether a line of the letterhead, or that of the name, has a mark among its words."""
    if _IN_BRACKETS.search(line.flat):
        return True
    leading = _LEADING.fullmatch(line.flat)
    if leading is not None:
        rest = line.text[leading.start("rest") :]
        if line.text.isupper() or (
            rest.isupper() and (starts_body(rest) or begins_with_name(rest))
        ):
            return True
    for mark in BESIDE.finditer(line.flat):
        before = line.text[: mark.start()].strip()
        heads = before.isupper() and (starts_body(before) or begins_with_name(before))
        if heads or _NUMBER.match(line.flat):
            return is_draft_mark(line.text[mark.start() :])
    return False


def _at_edges(layout: Layout) -> bool:
    """Whether a page begins or ends with the mark, as headers and watermarks do.

    A draft that is sent with a letter is none of the letter's: it has a letterhead or a name.
    """
    for number, page in enumerate(_pages(layout)):
        if number and any(line.part is Part.MOTTO or is_name(line.text) for line in page[:_EDGE]):
            return False
        texts = [line for line in page if line.part is Part.TEXT]
        edges = [texts[0], texts[-1]] if number and texts else texts[-1:]
        if any(is_draft_mark(line.text) for line in edges):
            return True
        if _down_the_page(texts[:_EDGE]) or _down_the_page(texts[-_EDGE:]):
            return True
    return False


def _pages(layout: Layout) -> Iterator[Sequence[Line]]:
    start = 0
    for place, line in enumerate(layout.lines):
        if line.part is Part.PAGE:
            yield layout.lines[start:place]
            start = place + 1
    yield layout.lines[start:]


def _down_the_page(lines: Sequence[Line]) -> bool:
    """Whether lines of a letter or a syllable spell the mark, as slanting ones are read."""
    run = ""
    for line in lines:
        short = len(line.flat) <= _SHORTEST and line.flat.isupper()
        run = run + line.flat.replace(" ", "") if short else ""
        if run.endswith("DUTHAO"):
            return True
    return False
