"""What a cell states, in the words that stand beside it on the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base.messages import Message
from dtiscore.forms.keys import Column, Kind

if TYPE_CHECKING:
    from dtiscore.forms.keys import Key
    from dtiscore.model.criteria_set import CriteriaSet

_OF_A_CRITERION = {
    "points": Message("own points"),
    "not_applicable": Message("not applicable"),
    "explanation": Message("explanation"),
    "note": Message("remark"),
}


def what_of(key: Key, column: Column) -> str:
    """What a cell is about, as changes name it."""
    return column.value if key.kind is Kind.CRITERION else key.kind.value


def stated(criteria_set: CriteriaSet, criterion: str, what: str, name: str | None) -> Message:
    """A fact by its label, a paper by its slot's, and whatever else is said of a criterion."""
    if what == Kind.FACT and name is not None:
        return Message("{label}", label=criteria_set.facts[criterion][name].label)
    if what == Kind.PAPER:
        slots = criteria_set.criteria[criterion].proof
        label = next((slot.label for slot in slots if slot.id == name), name)
        return Message("paper for “{slot}”", slot=label)
    return _OF_A_CRITERION[what]


def numbered(criteria_set: CriteriaSet, criterion: str, what: str, name: str | None) -> Message:
    """The same, its criterion's number before it."""
    told = stated(criteria_set, criterion, what, name)
    return Message("{criterion} {what}", criterion=criterion, what=told)
