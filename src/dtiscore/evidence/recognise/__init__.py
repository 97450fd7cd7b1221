"""What an administrative paper's text says of the paper: number, symbol, type, day and more."""

from __future__ import annotations

from dtiscore.evidence.learnt import Document
from dtiscore.evidence.recognise.bodies import written_body
from dtiscore.evidence.recognise.citations import cited_documents
from dtiscore.evidence.recognise.day import own_day
from dtiscore.evidence.recognise.draft import is_draft
from dtiscore.evidence.recognise.kind import find_name, own_type
from dtiscore.evidence.recognise.layout import read_layout
from dtiscore.evidence.recognise.letterhead import own_issuer
from dtiscore.evidence.recognise.number import own_number
from dtiscore.evidence.recognise.signature import signer_post
from dtiscore.evidence.recognise.subject import own_subject
from dtiscore.evidence.recognise.symbols import (
    Reference,
    SymbolParts,
    clean_symbol,
    parse_reference,
    symbol_parts,
)

__all__ = [
    "Reference",
    "SymbolParts",
    "clean_symbol",
    "parse_reference",
    "recognise",
    "symbol_parts",
    "written_body",
]


def recognise(text: str) -> Document:
    """What a paper says of itself (Nghị định 30/2020/NĐ-CP, Phụ lục I), read from its text.

    ``text`` is that of ``Probed``, or any text at all: what is not found is None, and nothing is
    ever raised. Only the first and the last 40 000 characters are read, in time that grows with
    their number.
    """
    layout = read_layout(text)
    number = own_number(layout)
    named = find_name(layout)
    kind = own_type(layout, number, named)
    place, day = own_day(layout, kind)
    return Document(
        number=number.number,
        symbol=number.symbol,
        type=kind,
        issuer=own_issuer(layout, number, named),
        place=place,
        date=day,
        subject=own_subject(layout, number, named),
        signer_post=signer_post(layout),
        draft=is_draft(layout, named),
        cited=cited_documents(layout, number),
    )
