"""Figures as the forms would make them, against the rules: what is wrong is said at its cell."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.messages import Message
from dtiscore.forms.keys import Kind
from dtiscore.forms.names import numbered
from dtiscore.model.facts import with_points
from dtiscore.rules.kinds.judged import STATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dtiscore.base.diagnostics import Diagnostic, Problem
    from dtiscore.base.messages import Field
    from dtiscore.forms.merge import Change, Present
    from dtiscore.model.criteria_set import FactKey
    from dtiscore.rules.core import FactValue


def figure_problems(changes: Sequence[Change], present: Present) -> Iterator[Diagnostic]:
    """What the rules would find wrong: parts above wholes, points above the maximum or bare."""
    by_fact = {
        present.criteria_set.facts[change.criterion][change.fact or ""].key: change
        for change in changes
        if change.what == "fact"
    }
    said = {(change.what, change.criterion): change for change in changes}
    values: dict[FactKey, FactValue] = dict(present.facts.values)
    for key, change in by_fact.items():
        values.pop(key, None)
        if change.value is not None:
            values[key] = change.value
    after = present.facts._replace(values=values)
    for criterion in present.criteria_set.criteria.values():
        seen = present.criteria_set.facts[criterion.id]
        mine = {name: by_fact[f.key] for name, f in seen.items() if f.key in by_fact}
        points = said.get((Kind.POINTS, criterion.id))
        if points is not None:
            mine[STATED] = points
        if criterion.rule is None or not mine:
            continue
        facts = after.of(present.criteria_set, criterion.id)
        with_points(facts, present.assessment.criteria.get(criterion.id))
        if points is not None:
            facts.pop(STATED, None)
            if isinstance(points.value, Fraction):
                facts[STATED] = points.value
        setting = present.criteria_set.setting(
            criterion, cohort=present.cohort, year=present.assessment.period
        )
        for wrong in criterion.rule.fact_problems(facts, setting):
            change = mine.get(wrong.fact) or next(iter(mine.values()))
            yield _at(change, present, wrong.problem, wrong.fields)
    yield from _bare_points(said, present)


def _bare_points(said: dict[tuple[str, str], Change], present: Present) -> Iterator[Diagnostic]:
    """Own points of a judged criterion that no explanation would stand beside."""
    for criterion in dict.fromkeys(cid for _, cid in said):
        known = present.assessment.criteria.get(criterion)
        points = said.get((Kind.POINTS, criterion))
        words = said.get(("explanation", criterion))
        stated = points.after if points else known is not None and known.points is not None
        explained = words.after if words else known is not None and known.explanation is not None
        change = points or words
        if stated and not explained and change is not None:
            found = _at(change, present, problems.JUDGED_EXPLANATION, {"id": criterion})
            yield found._replace(hint=Message("fill in the column “Explanation” of its row"))


def _at(change: Change, present: Present, problem: Problem, fields: dict[str, Field]) -> Diagnostic:
    what = numbered(present.criteria_set, change.criterion, change.what, change.fact)
    if change.what == Kind.FACT:
        label = present.criteria_set.facts[change.criterion][change.fact or ""].label
        if label in fields.values():  # the reason names it: once is enough
            what = Message("criterion {id}", id=change.criterion)
    reason = Message(problem.text, **fields)
    found = problems.FORM_CELL.at(change.place, cell=change.by.cell, what=what, reason=reason)
    return found._replace(hint=Message(problem.hint, **fields))
