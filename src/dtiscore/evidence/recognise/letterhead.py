"""The issuing body: the last name of the letterhead's left column, below the superior body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dtiscore.evidence.recognise.bodies import goes_on, starts_body, written_body
from dtiscore.evidence.recognise.layout import Part
from dtiscore.evidence.recognise.letters import LOWER, UPPER
from dtiscore.evidence.recognise.marks import is_draft_mark

if TYPE_CHECKING:
    from dtiscore.evidence.recognise.kind import Named
    from dtiscore.evidence.recognise.layout import Layout
    from dtiscore.evidence.recognise.number import OwnNumber

_DRAFT = re.compile(r"\(?(?:BẢN )?DỰ THẢO(?: (?:LẦN|SỐ) [0-9]{1,2})?\)?[\s:-]{0,3}")
_BARE = re.compile(r"So\s{0,3}:?[\s._/]{0,40}")
"""Where the number is still to be written."""
_FARTHEST = 14
_LONGEST, _SHORT = 90, 50
_SMALL_NAME = re.compile(rf"[{UPPER}][{UPPER}{LOWER} ,&-]*")


def own_issuer(layout: Layout, number: OwnNumber, named: Named | None) -> str | None:
    """The body that issued the paper, as offices write it; None without a letterhead."""
    mottos = [place for place, line in enumerate(layout.lines) if line.part is Part.MOTTO]
    # Where a letterhead has no number, its right column may stand between the names of the left.
    days = [place for place, line in enumerate(layout.lines) if line.part is Part.DAY]
    near = mottos[0] + _FARTHEST if mottos else 0
    lasts = [place for place in (*mottos, *days) if place <= min(near, layout.body)]
    ends = [number.line, named.line if named else None, max(lasts, default=None), *mottos[:1]]
    for end in ends:
        body = _above(layout, end) if end is not None else None
        if body is not None:
            return body
    return _below(layout, mottos[0]) if mottos else None


def _above(layout: Layout, end: int) -> str | None:
    """The last body among the lines in capitals above the line ``end``."""
    taken: list[str] = []
    for line in reversed(layout.lines[max(end - _FARTHEST, 0) : end]):
        if line.part is not Part.TEXT or is_draft_mark(line.text) or _BARE.fullmatch(line.flat):
            continue
        if not _may_name(line.text):
            break
        taken.insert(0, _DRAFT.sub("", line.text))
    return _last_body(taken)


def _below(layout: Layout, start: int) -> str | None:
    """The last body below the motto, where a reader gives the right column first."""
    taken: list[str] = []
    for line in layout.lines[start + 1 : min(start + _FARTHEST, layout.body)]:
        if line.part is Part.TEXT and not is_draft_mark(line.text):
            if not _may_name(line.text):
                break
            taken.append(line.text)
    return _last_body(taken)


def _may_name(line: str) -> bool:
    if line.isupper():
        return len(line) <= _LONGEST
    return len(line) <= _SHORT and starts_body(line) and _SMALL_NAME.fullmatch(line) is not None


def _last_body(lines: list[str]) -> str | None:
    bodies: list[str] = []
    for line in lines:
        if bodies and (goes_on(bodies[-1]) or not starts_body(line)):
            bodies[-1] += f" {line}"
        elif starts_body(line):
            bodies.append(line)
    return written_body(bodies[-1]) if bodies else None
