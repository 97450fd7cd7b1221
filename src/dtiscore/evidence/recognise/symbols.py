"""Number and symbol of a document, however they were typed: ``519 /QD - UBND``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dtiscore.base.documents import canonical_type, legal_type, type_of_symbol
from dtiscore.base.text import without_accents
from dtiscore.evidence.recognise.letters import LOWER, UPPER, clean

NUMBER = r"[0-9]{1,6}[a-zA-ZđĐ]?(?![0-9])"
# "QyĐ" and "TTr" have small letters inside; a word like "Sở" is no token. Possessive, so that
# no text makes the search slow.
_TOKEN = (
    rf"(?=[0-9]{{0,4}}[{UPPER}])[{UPPER}0-9]{{1,28}}+(?:[a-zđ]{{1,2}}+[{UPPER}0-9]{{0,12}}+)?+"
    rf"(?![{LOWER}])"
)
_MORE = rf"(?:\s?-\s{{0,3}}|\s?/\s?|[.&,_+](?=[{UPPER}]))(?:{_TOKEN}|[0-9]{{1,4}}(?![0-9/]))"
SYMBOL = rf"(?:(?:19|20)[0-9]{{2}}\s?/\s?)?{_TOKEN}(?:{_MORE}){{0,6}}"
"""A symbol in running text, blanks around its hyphens allowed."""

REFERENCE = rf"(?P<number>{NUMBER})\s{{0,3}}(?:/|-(?=\s?[{UPPER}]))\s{{0,3}}(?P<symbol>{SYMBOL})"

_BLANK_AT_MARK = re.compile(r"\s*([-/])[\s-]*")
_NUMBER_LEAD = re.compile(r"^\s*S[ốoôÔỐO]\s*:?\s*", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# Some PDF fonts lose the hyphen.
_GLUED = rf"(NQ|QĐ|QD|CT|KH|BC|TB|TTr|TT|NĐ|ND)(UBND|HĐND|HDND|TTg|CP|VPCP|S[{UPPER}]{{2,12}})"
_BODIES = ("UBND", "HĐND", "TTg", "ĐU", "HĐQT", "BCĐ", "HU", "TU", "TW", "CP")
_FOLDED_BODIES = {without_accents(body).casefold(): body for body in _BODIES}


class Reference(NamedTuple):
    """A document's number and its symbol, both mended."""

    number: str
    symbol: str


class SymbolParts(NamedTuple):
    """What a symbol is made of: ``2020``, ``NĐ``, (``CP``,)."""

    year: str | None
    type: str | None
    rest: tuple[str, ...]


@lru_cache(maxsize=4096)
def clean_symbol(written: str) -> str:
    """A symbol as it was meant: ``QD- UBND`` becomes ``QĐ-UBND``.

    Dashes become hyphens, blanks go, accents left out of a type or a well-known body come back.
    """
    bare = _BLANK_AT_MARK.sub(r"\1", clean(written[:200])).strip(" \t\n\f.,;:-/_")
    bare = re.sub(r"\s+(?=[^\s])", "-", bare)
    if bare == bare.lower():
        bare = bare.upper()
    # Compiled where they are first needed: every run that meets a file name loads this module.
    glued = re.fullmatch(_GLUED, bare) if bare.isalpha() else None
    if glued:
        bare = f"{glued[1]}-{glued[2]}"
    parts = re.split(r"([-/])", bare)
    first = 2 if _YEAR.fullmatch(parts[0]) and parts[2:] else 0
    kind = canonical_type(parts[first]) or legal_type(parts[first])
    if kind is not None:
        parts[first] = kind
    for place in range(first + (kind is not None) * 2, len(parts), 2):
        parts[place] = _FOLDED_BODIES.get(without_accents(parts[place]).casefold(), parts[place])
    return "".join(parts)


def clean_number(written: str) -> str:
    """A number without blanks: ``02 b`` becomes ``02b``."""
    return "".join(written.split())


def symbol_parts(written: str) -> SymbolParts:
    """Year, type and the rest of a symbol; the type is None for a letter or where none is named."""
    parts = [part for part in re.split(r"[-/]", clean_symbol(written)) if part]
    year = parts.pop(0) if parts and _YEAR.fullmatch(parts[0]) else None
    kind = canonical_type(parts[0]) or legal_type(parts[0]) if parts else None
    return SymbolParts(year, kind, tuple(parts[1:] if kind else parts))


def parse_reference(written: str) -> Reference | None:
    """Number and symbol written ``Số: 05/KH-SGTVT``; None for anything else."""
    bare = _NUMBER_LEAD.sub("", clean(written[:200])).strip(" .;,")
    found = re.fullmatch(REFERENCE, bare.upper() if bare.islower() else bare)
    if found is None:
        return None
    return Reference(clean_number(found["number"]), clean_symbol(found["symbol"]))


def names_type(symbol: str) -> bool:
    """Whether a symbol begins with a type of document, not with a body."""
    return type_of_symbol(symbol) not in (None, "CV") or symbol_parts(symbol).type == "CV"
