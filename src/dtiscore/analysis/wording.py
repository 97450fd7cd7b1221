"""Steps and papers in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from dtiscore.base.messages import Message, Percent
from dtiscore.rules.core import NEVER, FactType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dtiscore.analysis.worklist import Item
    from dtiscore.base.messages import Field
    from dtiscore.model.criteria_set import CriteriaSet, Fact
    from dtiscore.rules.core import FactValue, Step
    from dtiscore.scoring.tree import CriterionScore


def joined(sentences: Sequence[Message]) -> Message:
    """Sentences in a row; commas may stand within them."""
    return reduce(lambda one, more: Message("{one}; {more}", one=one, more=more), sentences)


def paper_in_words(criteria_set: CriteriaSet, name: str) -> Message:
    """A slot, named ``criterion/slot`` in files, as people call it."""
    cid, _, slot = name.partition("/")
    criterion = criteria_set.criteria.get(cid)
    label = next((s.label for s in criterion.proof if s.id == slot), slot) if criterion else slot
    return Message("{criterion} “{label}”", criterion=cid, label=label)


def in_words(criteria_set: CriteriaSet, criterion: CriterionScore, step: Step) -> Message:
    """A step as a sentence: what changes from what to what, and the paper it then needs."""
    facts = criteria_set.facts[criterion.id]
    # "3 more records" says of which only where nothing else changes beside it.
    alone = len(step.changes) == 1
    changes = [
        _one_change(facts[name], criterion.facts.get(name), value, alone=alone)
        for name, value in step.changes.items()
    ]
    papers = [state.slot.label for state in criterion.slots if state.slot.count_of in step.changes]
    if papers:
        return Message("{changes}, with {paper}", changes=joined(changes), paper=papers[0])
    return joined(changes)


def with_others(
    criteria_set: CriteriaSet,
    criterion: CriterionScore,
    step: Step,
    along: Iterable[tuple[CriterionScore, Step]],
) -> Message:
    """A step, and those of other criteria that go along with it."""
    text = in_words(criteria_set, criterion, step)
    for other, more in along:
        what = in_words(criteria_set, other, more)
        text = Message("{step}; along with it, in {id}: {what}", step=text, id=other.id, what=what)
    return text


def _one_change(fact: Fact, before: FactValue | None, after: FactValue, *, alone: bool) -> Message:
    if fact.type is FactType.YES_NO:
        return Message("fulfil: {fact}", fact=fact.label)
    if isinstance(after, date):
        return Message("{fact}: by {date}", fact=fact.label, date=after)
    if isinstance(after, Fraction) and isinstance(before, Fraction):
        return _number_change(fact, before, after, alone=alone)
    return Message("{fact}: reach “{value}”", fact=fact.label, value=_option(fact, after))


def _number_change(fact: Fact, before: Fraction, after: Fraction, *, alone: bool) -> Message:
    if alone and fact.type is FactType.COUNT and fact.unit and after > before:
        return Message(
            "{count} more {unit} ({before} → {after})",
            count=after - before,
            unit=fact.unit,
            before=before,
            after=after,
        )
    fields: dict[str, Field] = {"fact": fact.label, "before": before, "after": after}
    if fact.type is FactType.PERCENT:
        fields |= {"before": Percent(before), "after": Percent(after)}
    elif fact.unit:
        fields["after"] = Message("{value} {unit}", value=after, unit=fact.unit)
    if after < before:
        return Message("{fact}: down from {before} to {after}", **fields)
    return Message("{fact}: from {before} to {after}", **fields)


def _option(fact: Fact, value: FactValue) -> str:
    if value is NEVER:
        return "–"
    return next((o.title for o in fact.options if o.value == value), str(value))


def supply(item: Item) -> Message:
    """What to hand in for a slot that is not full."""
    if item.fill is None or item.slot is None:
        return item.text
    lacking = item.fill.need - item.fill.have
    if item.fill.need > 1 and lacking > 0:
        return Message("supply {count} more: {slot}", count=lacking, slot=item.slot.label)
    return Message("supply: {slot}", slot=item.slot.label)


def supply_together(items: Sequence[Item]) -> Message:
    """Papers that win something only if all of them are there."""
    return Message("supply together: {papers}", papers=joined([_paper(item) for item in items]))


def _paper(item: Item) -> Message:
    if item.fill is None or item.slot is None:
        return item.text
    lacking = item.fill.need - item.fill.have
    if item.fill.need > 1 and lacking > 0:
        return Message("{slot} ({count} more)", slot=item.slot.label, count=lacking)
    return Message("{slot}", slot=item.slot.label)
