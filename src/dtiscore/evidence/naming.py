"""What a file's name says of the document: ``118-TB-SGTVT_2023-11-07_hop-chuyen-doi-so.pdf``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.dates import parse_date
from dtiscore.base.documents import OFFICIAL_LETTER, canonical_type
from dtiscore.base.text import nfc

if TYPE_CHECKING:
    from datetime import date

_NAME = re.compile(
    r"(?P<number>[0-9]{1,5}[a-zA-Z]?)-(?P<symbol>[^\W_][\w&.,-]*?)"
    r"(?:_(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}))?(?:_.*)?"
)


class NameParts(NamedTuple):
    """Number, symbol, type and date; None where the name does not say."""

    number: str | None = None
    symbol: str | None = None
    type: str | None = None
    date: date | None = None


def parse_name(stem: str) -> NameParts:
    """Read a file name without its ending; a name of another form says nothing.

    A symbol that does not begin with a type is a letter's (``12-UBND-VX``).
    """
    match = _NAME.fullmatch(nfc(stem))
    if match is None:
        return NameParts()
    symbol = match["symbol"]
    first, _, rest = symbol.partition("-")
    kind = canonical_type(first)
    if kind is None and not first.isupper():
        return NameParts()
    if kind is not None and rest:
        symbol = f"{kind}-{rest}"
    day = parse_date(match["date"]) if match["date"] else None
    return NameParts(match["number"], symbol, kind or OFFICIAL_LETTER, day)
