"""All that is read of one paper, each thing with the help of those found before."""

from __future__ import annotations

from dtiscore.evidence.learnt import Document
from dtiscore.evidence.recognise.citations import cited_documents
from dtiscore.evidence.recognise.day import own_day
from dtiscore.evidence.recognise.draft import is_draft
from dtiscore.evidence.recognise.kind import find_name, named_symbol, own_type
from dtiscore.evidence.recognise.layout import read_layout
from dtiscore.evidence.recognise.letterhead import own_issuer
from dtiscore.evidence.recognise.number import own_number
from dtiscore.evidence.recognise.signature import signer_post
from dtiscore.evidence.recognise.subject import own_subject


def read_paper(text: str) -> Document:
    """The document in a text; see `recognise`."""
    layout = read_layout(text)
    number = own_number(layout)
    named = find_name(layout)
    issuer = own_issuer(layout, number, named)
    kind = own_type(layout, number, named, issuer)
    place, day = own_day(layout, kind)
    return Document(
        number=number.number,
        symbol=named_symbol(number.symbol, named),
        type=kind,
        issuer=issuer,
        place=place,
        date=day,
        subject=own_subject(layout, number, named),
        signer_post=signer_post(layout),
        draft=is_draft(layout, named),
        cited=cited_documents(layout, number),
    )
