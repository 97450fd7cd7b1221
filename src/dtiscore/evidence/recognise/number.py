"""A paper's own number and symbol: the line ``Số: 05/KH-SGTVT`` of its letterhead."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.evidence.recognise.layout import Part
from dtiscore.evidence.recognise.letters import LOWER, UPPER, flat
from dtiscore.evidence.recognise.symbols import (
    NUMBER,
    SYMBOL,
    clean_number,
    clean_symbol,
    names_type,
)

if TYPE_CHECKING:
    from dtiscore.evidence.recognise.layout import Layout, Line

_LEFT_BLANK = r"[\s._…xX]{0,40}+"
_MARKER = r"(?<![\w])(?:S\s?[ốỐôÔoOồổộ]|S(?=\s?:))\s{0,3}(?P<colon>[:.;]?)"
_SEPARATOR = rf"\s{{0,4}}(?:/|-(?=\s?[{UPPER}]))\s{{0,4}}"
_OWN = re.compile(
    rf"{_MARKER}(?:\s{{0,12}}(?P<number>{NUMBER})|{_LEFT_BLANK}){_SEPARATOR}(?P<symbol>{SYMBOL})"
)
_SMALL = re.compile(
    rf"(?<![\w])[Ss][ốô]\s{{0,3}}(?P<colon>:?)\s{{0,12}}(?P<number>{NUMBER})\s{{0,3}}/\s{{0,3}}"
    rf"(?P<symbol>[{LOWER}]{{1,8}}\s?-\s?[{LOWER}]{{2,12}}(?:\s?-\s?[{LOWER}]{{1,12}}){{0,2}})(?!\w)"
)
_WITHOUT_MARKER = re.compile(
    rf"(?<!\S)(?P<colon>:?)\s?(?P<number>{NUMBER}){_SEPARATOR}(?P<symbol>{SYMBOL})"
)
_WITHOUT_NUMBER = re.compile(rf"{_MARKER}{_LEFT_BLANK}(?P<number>(?!))?(?P<symbol>{SYMBOL})")
_COPY = re.compile(r"(?:SY|TrS|SL)\b")
_NAMING = re.compile(
    r"\b(?:[Qq]uyet dinh|[Kk]e hoach|[Cc]ong van|[Vv]an ban|[Bb]ao cao|[Tt]hong bao|[Tt]o trinh"
    r"|[Nn]ghi quyet|[Nn]ghi dinh|[Tt]hong tu|[Cc]hi thi|[Ll]uat|[Hh]uong dan|[Cc]huong trinh"
    r"|[Dd]e an|[Cc]ong dien|[Gg]iay moi|[Bb]ien ban|[Hh]op dong|[Cc]an cu|theo|tai|va|cac|cua"
    r"|[Pp]hu luc|so)$"
)
_NEAR = 9


class OwnNumber(NamedTuple):
    """The number, None where it is left blank, the symbol, and the line it stands on."""

    number: str | None
    symbol: str | None
    line: int | None


def own_number(layout: Layout) -> OwnNumber:
    """The number and symbol of the letterhead, wherever in the text that stands.

    Numbers of documents that the text names, of a copy (``12/SY-SGTVT``) and of a stamp of
    receipt are none.
    """
    lines = [(place, line) for place, line in enumerate(layout.lines) if line.part is Part.TEXT]
    text = "\n".join(line.text for _, line in lines)
    starts = list(accumulate((len(line.text) + 1 for _, line in lines), initial=0))
    best: tuple[int, int, OwnNumber] | None = None
    for pattern in (_OWN, _SMALL, _WITHOUT_MARKER, _WITHOUT_NUMBER):
        for found in pattern.finditer(text):
            index = bisect_right(starts, found.start()) - 1
            place = lines[index][0]
            worth = _worth(found, text, layout, place, marked=pattern is not _WITHOUT_MARKER)
            if pattern is _WITHOUT_NUMBER and not _whole(found["symbol"]):
                continue
            if worth and (best is None or (-worth, place) < best[:2]):
                symbol = clean_symbol(found["symbol"])
                number = clean_number(found["number"]) if found["number"] else None
                best = (-worth, place, OwnNumber(number, symbol, place))
        if best is not None:
            return best[2]
    return OwnNumber(None, None, None)


def _worth(found: re.Match[str], text: str, layout: Layout, place: int, *, marked: bool) -> int:
    """How surely this is the paper's own number; 0 where it is not."""
    before = text[max(found.start() - 60, 0) : found.start()]
    on_line = flat(before.rsplit("\n", 1)[-1]).strip()
    above = flat(before).rstrip()
    colon = bool(found["colon"])
    if _COPY.match(found["symbol"]) or _NAMING.search(above) or (on_line and not _heads(on_line)):
        return 0
    if on_line and not colon:
        return 0
    near = any(line.part is Part.MOTTO for line in _around(layout, place))
    in_head = place < layout.body
    if not marked:
        return 2 if near or (in_head and _under_body(layout, place)) else 0
    if not (in_head or near or (colon and not on_line)):
        return 0
    return 1 + 4 * in_head + 4 * near + 2 * colon + 2 * (not on_line)


def _whole(symbol: str) -> bool:
    return "-" in symbol and names_type(symbol)


def _heads(before: str) -> bool:
    """Whether what stands before it on its line is a letterhead's: words in capitals."""
    return before.isupper()


def _around(layout: Layout, place: int) -> tuple[Line, ...]:
    return layout.lines[max(place - _NEAR, 0) : place + _NEAR + 1]


def _under_body(layout: Layout, place: int) -> bool:
    """Whether the line above is in capitals, as the issuing body is."""
    above = [line for line in layout.lines[max(place - 3, 0) : place] if line.part is Part.TEXT]
    return bool(above) and above[-1].text.isupper()
