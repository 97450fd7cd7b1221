"""The score as it would be if facts or papers were other than they are; nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.outlook import Outlook
from dtiscore.base.documents import canonical_type
from dtiscore.evidence.fit import Window, span_days
from dtiscore.evidence.paper import Paper
from dtiscore.model.assessment import CriterionStatement
from dtiscore.model.facts import StatedFacts, with_points
from dtiscore.scoring.engine import score, score_criterion
from dtiscore.scoring.proof import required

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from dtiscore.analysis.places import Standing
    from dtiscore.model.criteria import Criterion, Group, ProofSlot
    from dtiscore.model.criteria_set import FactKey
    from dtiscore.rules.core import FactProblem, FactValue
    from dtiscore.scoring.engine import Scoring
    from dtiscore.scoring.tree import CriterionScore, ScoreTree

_MONTHS = {"quarter": 3, "month": 1}


class Supposed(NamedTuple):
    """What is supposed: new values by the place of their fact, judged points, papers in slots."""

    facts: Mapping[FactKey, FactValue]
    points: Mapping[str, Fraction]
    papers: tuple[tuple[str, str], ...] = ()


class WhatIf(NamedTuple):
    """The score before and after.

    Attributes:
        once_proved: the final total once the criteria of all that is supposed have the papers
            that they lack; what is confirmed stays.
        unproved: those papers, each the criterion and the slot.
        standing: our place before and after among the agencies whose totals are published, and
            how many others there are; None where no other agency's total is published.
    """

    supposed: Supposed
    before: ScoreTree
    after: ScoreTree
    once_proved: Decimal
    unproved: tuple[tuple[str, str], ...]
    standing: tuple[Standing, Standing] | None

    def concerned(self) -> list[tuple[CriterionScore, CriterionScore]]:
        """The criteria something is supposed of, or whose points move, before and after."""
        sharing = self.before.criteria_set.sharing
        named = {cid for key in self.supposed.facts for cid, _ in sharing[key]}
        named |= set(self.supposed.points) | {cid for cid, _ in self.supposed.papers}
        after = self.after.by_id
        return [
            (one, after[one.id])
            for one in self.before.criteria
            if one.id in named or moves(one, after[one.id])
        ]


def moves(before: CriterionScore, after: CriterionScore) -> bool:
    """Whether a criterion's claimed, provable or final points are others than they were."""
    return (before.claimed, before.provable, before.final) != (
        after.claimed,
        after.provable,
        after.final,
    )


def supposing(
    scoring: Scoring, facts: Mapping[FactKey, FactValue], points: Mapping[str, Fraction]
) -> Scoring:
    """The same scoring with these facts and judged points instead of those stated."""
    stated = StatedFacts({**scoring.facts.values, **facts}, scoring.facts.origins)
    if not points:
        return replace(scoring, facts=stated)
    criteria = dict(scoring.assessment.criteria)
    for cid, judged in points.items():
        said = criteria.get(cid) or CriterionStatement()
        criteria[cid] = said.model_copy(update={"points": judged})
    assessment = scoring.assessment.model_copy(update={"criteria": criteria})
    return replace(scoring, facts=stated, assessment=assessment)


def problems_of(scoring: Scoring, criterion: Criterion) -> tuple[FactProblem, ...]:
    """What a criterion's rule finds wrong with its facts."""
    if criterion.rule is None:
        return ()
    facts = scoring.facts.of(scoring.criteria_set, criterion.id)
    with_points(facts, scoring.assessment.criteria.get(criterion.id))
    setting = scoring.criteria_set.setting(
        criterion, cohort=scoring.cohort, year=scoring.assessment.period
    )
    return tuple(criterion.rule.fact_problems(facts, setting))


def scored_alone(scoring: Scoring, criterion: Criterion) -> CriterionScore:
    """One criterion of the scoring."""
    return score_criterion(scoring, _group_of(scoring, criterion), criterion)


def _group_of(scoring: Scoring, criterion: Criterion) -> Group:
    groups = scoring.criteria_set.groups
    return next(g for g in groups if any(c.id == criterion.id for c in g.criteria))


def lacking(scoring: Scoring, criterion: Criterion) -> tuple[str, ...]:
    """The slots that decide points and want a paper more, or one that shows what is stated."""
    now = scored_alone(scoring, criterion)
    deciding = {slot.id for slot in required(criterion.proof)}
    return tuple(
        state.slot.id
        for state in now.slots
        if state.slot.id in deciding and (not state.fill.filled or now.otherwise(state) is not None)
    )


def with_paper(scoring: Scoring, criterion: Criterion, slot: ProofSlot) -> Scoring:
    """The same scoring with a sound paper more in a slot, the one that is wanted next."""
    paper = _sound_paper(scoring, criterion, slot)
    return replace(scoring, papers=scoring.papers.adding(criterion.id, paper))


def _sound_paper(scoring: Scoring, criterion: Criterion, slot: ProofSlot) -> Paper:
    """A paper as the slot wants it: of its type, showing what is stated, for what is missing."""
    now = scored_alone(scoring, criterion)
    # No file: the name only tells one supposed paper from the next.
    path = f"{criterion.id}/{slot.id}/{len(scoring.papers.of(criterion.id))}"
    kind = canonical_type(slot.types[0]) or slot.types[0] if slot.types else None
    paper = Paper(path, criterion.id, slot=slot.id, type=kind)
    if slot.shows is not None:
        stated = now.facts.get(slot.shows.fact)
        if isinstance(stated, date):
            return paper._replace(date=stated)
        if isinstance(stated, Fraction):
            return paper._replace(number=str(int(stated)))
        return paper
    if slot.each is None:
        return paper
    assessment = scoring.assessment
    window = Window(assessment.range, assessment.dates.submit_by)
    state = next(state for state in now.slots if state.slot.id == slot.id)
    there = {placed.fit.span for placed in state.papers}
    days = span_days(slot, window)
    missing = [span for span in days.spans(slot.each) if span not in there]
    if not missing:
        return paper._replace(date=days.last)
    year, number = missing[0]
    day = date(year, number * _MONTHS[slot.each], 1)
    return paper._replace(date=min(max(day, days.first), days.last))


def rescored(
    scoring: Scoring, supposed: Supposed
) -> tuple[ScoreTree, ScoreTree, Decimal, tuple[tuple[str, str], ...]]:
    """The score before and after; the final total once all supposed is proved; what that takes."""
    before, after = score(scoring), supposing(scoring, supposed.facts, supposed.points)
    for cid, slot_id in supposed.papers:
        criterion = scoring.criteria_set.criteria[cid]
        slot = next(slot for slot in criterion.proof if slot.id == slot_id)
        after = with_paper(after, criterion, slot)
    tree = score(after)
    short = {one.id: one for one in _supposed(tree, supposed) if _unproved(one)}
    proved = {cid: replace(one, provable=one.claimed) for cid, one in short.items()}
    papers = tuple(
        (cid, slot_id) for cid, one in short.items() for slot_id in lacking(after, one.criterion)
    )
    return before, tree, Outlook(tree).total(proved), papers


def _supposed(after: ScoreTree, supposed: Supposed) -> list[CriterionScore]:
    """The criteria of the facts and points that are supposed."""
    sharing = after.criteria_set.sharing
    seeing = {cid for key in supposed.facts for cid, _ in sharing[key]} | set(supposed.points)
    return [one for one in after.criteria if one.id in seeing]


def _unproved(criterion: CriterionScore) -> bool:
    """Whether papers would add points to it; what is confirmed does not move."""
    claimed, provable = criterion.claimed, criterion.provable
    return criterion.confirmed is None and claimed is not None and claimed != provable


def unanswered(before: CriterionScore, after: CriterionScore) -> tuple[str, ...]:
    """The facts that a criterion which is not evaluated waits for, with what is supposed."""
    waits = after.confirmed is None and after.claimed is None and before.claimed is None
    return after.outcome.missing if waits and after.outcome is not None else ()
