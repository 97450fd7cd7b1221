"""Papers that prove nothing where they lie, and why: for every answer that names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtiscore.base.messages import N_, Message
from dtiscore.evidence.fit import Refusal, types_taken

if TYPE_CHECKING:
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Language
    from dtiscore.scoring.offers import Refused


def refused_json(refused: Refused, language: Language) -> dict[str, Any]:
    """A refused paper in JSON."""
    return {
        "file": refused.paper.path,
        "slot": refused.slot.id if refused.slot is not None else None,
        "why": refused.why.name.lower(),
        "text": language.text(refusal_in_words(refused)),
    }


def refusal_in_words(refused: Refused) -> Message:
    """Why no slot takes a paper, with what would be right."""
    paper, slot, why = refused
    if slot is None:
        return Message("the criterion has no slot that could take it")
    fields: dict[str, Field] = {"slot": slot.label, "types": types_taken(slot)}
    if why is Refusal.REJECTED:
        return Message("rejected: {reason}", reason=paper.reason or Message("the file is empty"))
    if why is Refusal.TYPE and paper.type is None:
        text = N_(
            "its document type is not known; name it like 118-TB-SGTVT_2023-11-07_….pdf or state"
            " type: in evidence.yaml ({types})"
        )
    elif why is Refusal.TYPE:
        fields["type"] = paper.type
        text = N_("{type} is not a type that “{slot}” takes ({types})")
    elif why is Refusal.ISSUER:
        fields |= {"issuers": slot.issuers, "issuer": paper.issuers}
        text = N_("issued by {issuer}, while “{slot}” wants {issuers}")
    elif why is Refusal.TIME:
        fields["date"] = paper.date
        text = N_("dated {date}, outside the days that count for “{slot}”")
    elif why is Refusal.UNKNOWN_NUMBER:
        text = N_("its number is not known; state number: in evidence.yaml")
    else:
        text = N_("its date is not known; put it into the name, or state date: in evidence.yaml")
    return Message(text, **fields)
