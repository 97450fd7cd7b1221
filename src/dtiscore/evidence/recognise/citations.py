"""The other documents that a text names: ``Kế hoạch số 35/KH-UBND ngày 19/4/2023``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dtiscore.evidence.learnt import Citation
from dtiscore.evidence.recognise.day import WRITTEN, day_of
from dtiscore.evidence.recognise.letters import flat
from dtiscore.evidence.recognise.symbols import (
    REFERENCE,
    clean_number,
    clean_symbol,
    names_type,
)

if TYPE_CHECKING:
    from dtiscore.evidence.recognise.layout import Layout
    from dtiscore.evidence.recognise.number import OwnNumber

MOST = 50
"""Citations kept of one paper."""

_CITED = re.compile(rf"(?<![\w/.,-]){REFERENCE}")
_MARKED = re.compile(r"(?i)\bs\s?o\s{0,3}:?\s{0,3}$")
_DATED = re.compile(rf"(?i)\s{{0,3}}[,(]?\s{{0,3}}(?:ban hanh )?(?=ngay){WRITTEN}")


def cited_documents(layout: Layout, own: OwnNumber) -> tuple[Citation, ...]:
    """The documents named, each once, in the order of the text, at most :data:`MOST`."""
    found: dict[tuple[str, str], Citation] = {}
    text = " ".join(layout.running.text.split())
    plain = " ".join(layout.running.flat.split())
    for match in _CITED.finditer(text):
        marked = _MARKED.search(plain, max(match.start() - 12, 0), match.start()) is not None
        symbol = clean_symbol(match["symbol"])
        if not marked and not ("-" in symbol and names_type(symbol)):
            continue
        number = clean_number(match["number"])
        if number == own.number and flat(symbol) == flat(own.symbol or ""):
            continue
        dated = _DATED.match(plain, match.end())
        day = day_of(dated) if dated else None
        known = found.get((number, symbol))
        if known is None and len(found) == MOST:
            continue
        if known is None or known.date is None:
            found[number, symbol] = Citation(number, symbol, day)
    return tuple(found.values())
