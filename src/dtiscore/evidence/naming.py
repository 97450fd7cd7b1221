"""What a file's name says of the document: ``118-TB-SGTVT_2023-11-07_hop-chuyen-doi-so.pdf``."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from dtiscore.base.documents import OFFICIAL_LETTER, canonical_type
from dtiscore.base.text import nfc
from dtiscore.evidence.recognise import clean_symbol

_NAME = re.compile(
    r"(?P<number>[0-9]{1,5}[a-zA-Z]?)-(?P<symbol>[^\W_][\w&.,-]*?)"
    r"(?:[_ ](?P<date>[0-9]{1,4}[-.][0-9]{1,2}[-.][0-9]{1,4}|[0-9]{8})(?=[_ (]|$))?"
    r"(?:[_ (](?P<words>.*))?"
)
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})[-.](?P<month>[0-9]{1,2})[-.](?P<year>[0-9]{4})")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})[-.]?(?P<month>[0-9]{2})[-.]?(?P<day>[0-9]{2})")


class NameParts(NamedTuple):
    """Number, symbol, type and date; None where the name does not say.

    ``misread`` is what stands where the date belongs and is no day of any calendar.
    """

    number: str | None = None
    symbol: str | None = None
    type: str | None = None
    date: date | None = None
    misread: str | None = None


def parse_name(stem: str) -> NameParts:
    """Read a file name without its ending; a name of another form says nothing.

    A symbol that does not begin with a type is a letter's (``12-UBND-VX``).
    """
    match = _NAME.fullmatch(nfc(stem))
    if match is None:
        return NameParts()
    symbol = match["symbol"]
    first = symbol.partition("-")[0]
    kind = canonical_type(first)
    if kind is None and not first.isupper():
        return NameParts()
    day = _day(match["date"]) if match["date"] else None
    misread = match["date"] if day is None else None
    return NameParts(match["number"], clean_symbol(symbol), kind or OFFICIAL_LETTER, day, misread)


def words_of_name(stem: str) -> str:
    """What stands in a file name behind number, symbol and date; all of it in another form."""
    match = _NAME.fullmatch(nfc(stem))
    if match is None or parse_name(stem) == NameParts():
        return stem
    return match["words"] or ""


def _day(written: str) -> date | None:
    """The day meant by ``2023-11-07``, ``20231107``, ``07-11-2023`` or ``07.11.2023``."""
    parts = _YEAR_FIRST.fullmatch(written) or _DAY_FIRST.fullmatch(written)
    if parts is None:
        return None
    try:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except ValueError:
        return None
