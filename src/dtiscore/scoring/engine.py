"""Score one assessment: (set, facts, papers, confirmations) → `ScoreTree`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dtiscore.base.points import round_points
from dtiscore.evidence.fit import Window
from dtiscore.model.criteria import EVERYONE
from dtiscore.model.facts import StatedFacts, with_points
from dtiscore.scoring import totals
from dtiscore.scoring.assign import place
from dtiscore.scoring.contest import Claim
from dtiscore.scoring.offers import Offers, Papers, offers
from dtiscore.scoring.proof import NOT_APPLICABLE_SLOT, Fill, prove
from dtiscore.scoring.slots import slots_for
from dtiscore.scoring.tree import CriterionScore, GroupScore, ScoreTree, SlotState, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    from dtiscore.model.assessment import Assessment, CriterionStatement
    from dtiscore.model.criteria import Criterion, Group
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.rules.core import Outcome, Rule, Setting


@dataclass(frozen=True, slots=True)
class Scoring:
    """Everything one scoring rests on.

    Attributes:
        agency, cohort: whose points; they decide scope and maxima.
        bests: the best agency's value of a ``peer_ratio`` criterion, where known.
        as_of: the day on which confirmations must have been given; None takes all.
    """

    criteria_set: CriteriaSet
    assessment: Assessment
    facts: StatedFacts
    agency: str = ""
    cohort: str = EVERYONE
    papers: Papers = field(default_factory=Papers)
    bests: Mapping[str, Fraction] = field(default_factory=dict)
    as_of: date | None = None


def score(scoring: Scoring) -> ScoreTree:
    """The whole assessment, scored."""
    groups = tuple(score_group(scoring, group) for group in scoring.criteria_set.groups)
    return totals.tree(scoring, groups)


def score_group(scoring: Scoring, group: Group) -> GroupScore:
    """One group of it, its criteria in scope."""
    assessment = scoring.assessment
    window = Window(assessment.range, assessment.dates.submit_by)
    criteria = tuple(
        _criterion(scoring, group, criterion, window)
        for criterion in group.criteria
        if criterion.applies(scoring.agency, scoring.cohort)
    )
    return totals.group_score(group, criteria, scoring.criteria_set, scoring.cohort)


def score_criterion(scoring: Scoring, group: Group, criterion: Criterion) -> CriterionScore:
    """One criterion by itself."""
    assessment = scoring.assessment
    window = Window(assessment.range, assessment.dates.submit_by)
    return _criterion(scoring, group, criterion, window)


def _criterion(
    scoring: Scoring, group: Group, criterion: Criterion, window: Window
) -> CriterionScore:
    said = scoring.assessment.criteria.get(criterion.id)
    facts = scoring.facts.of(scoring.criteria_set, criterion.id)
    if group.kind == "unscored" or criterion.rule is None:
        nothing = _round(scoring, 0)
        return CriterionScore(criterion, group, State.UNSCORED, nothing, facts=facts)
    with_points(facts, said)
    setting = scoring.criteria_set.setting(
        criterion,
        cohort=scoring.cohort,
        year=scoring.assessment.period,
        best=scoring.bests.get(criterion.id),
    )
    outcome = criterion.rule.score(facts, setting)
    confirmation = said.confirmed_on(scoring.as_of) if said is not None else None
    excused = outcome.not_applicable or (said is not None and said.not_applicable is not None)
    if excused and confirmation is None:
        return _not_applicable(scoring, group, criterion, said, window)
    penalty = criterion.sign == "penalty"
    result = CriterionScore(
        criterion,
        group,
        State.SCORED,
        _maximum(scoring, criterion),
        facts=facts,
        setting=setting,
        outcome=outcome,
        explanation=said.explanation if said is not None else None,
    )
    _fill_in(scoring, result, criterion.rule, window)
    if confirmation is not None:
        result.confirmation = confirmation
        result.confirmed = _round(scoring, -confirmation.points if penalty else confirmation.points)
    if result.final is None:
        result.state = State.NOT_EVALUATED
        result.reason = outcome.trace.text
    return result


def _fill_in(scoring: Scoring, result: CriterionScore, rule: Rule, window: Window) -> None:
    """Claimed and provable points, and the papers in their slots."""
    outcome, setting = result.outcome, result.setting
    if outcome is None or setting is None:  # pragma: no cover
        return
    offered = scoring.papers.offers(result.criterion, window)
    fills = _place_papers(result, rule, outcome, setting, offered, window)
    if outcome.points is None:
        return
    penalty = result.criterion.sign == "penalty"
    result.claimed = _round(scoring, -outcome.points if penalty else outcome.points)
    if penalty:
        # What counts against the department needs no proof.
        result.provable = result.secure = result.claimed
        return
    result.proved = prove(rule, result.criterion.proof, result.facts, setting, fills, outcome)
    all_proved = result.proved.points is outcome.points
    result.provable = result.claimed if all_proved else _round(scoring, result.proved.points)
    result.secure = result.provable
    if result.rests_on_doubt:
        slots = slots_for(result.criterion.proof, result.facts, window)
        claim, proof = Claim(rule, result.facts, setting, outcome), result.criterion.proof
        result.secure = _round(
            scoring,
            max(
                claim.provable(proof, slots.fills(place(slots, way.sound, claim)))
                for way in offered.ways
            ),
        )


def _place_papers(
    result: CriterionScore,
    rule: Rule,
    outcome: Outcome,
    setting: Setting,
    offered: Offers,
    window: Window,
) -> Mapping[str, Fill]:
    """The papers in their slots, in the way to let copies count that proves most."""
    slots = slots_for(result.criterion.proof, result.facts, window)
    claim = Claim(rule, result.facts, setting, outcome)
    placed = [(way, place(slots, way, claim)) for way in offered.ways]
    if len(placed) > 1 and outcome.points is not None:
        proof = result.criterion.proof
        placed.sort(key=lambda one: -claim.provable(proof, slots.fills(one[1])))
    taken, placement = placed[0]
    fills = slots.fills(placement)
    result.slots = tuple(
        SlotState(slot, fills[slot.id], tuple(placement[slot.id])) for slot in slots.slots
    )
    result.refused = taken.refused
    return fills


def _not_applicable(
    scoring: Scoring,
    group: Group,
    criterion: Criterion,
    said: CriterionStatement | None,
    window: Window,
) -> CriterionScore:
    """A criterion left out: the set's policy decides what that is worth."""
    policy = scoring.criteria_set.header.not_applicable
    maximum = scoring.criteria_set.max_of(criterion, scoring.cohort)
    # Bonus and penalty points that do not apply are none, whatever the policy.
    kept = policy in ("full", "zero") and group.kind != "adjustment"
    counted = maximum if kept else maximum * 0
    result = CriterionScore(criterion, group, State.NOT_APPLICABLE, _round(scoring, counted))
    result.reason = said.not_applicable if said is not None else None
    reasons = tuple(s for s in criterion.proof if s.for_ == NOT_APPLICABLE_SLOT)
    slots = slots_for(reasons, {}, window)
    offered = offers(criterion.id, reasons, scoring.papers.of(criterion.id), window)
    placement = place(slots, offered)
    fills = slots.fills(placement)
    result.slots = tuple(SlotState(s, fills[s.id], tuple(placement[s.id])) for s in reasons)
    result.claimed = result.provable = result.secure = _round(scoring, 0)
    if policy == "full":
        sound = slots.fills(place(slots, offered.sound))
        result.claimed = result.max
        result.provable, result.secure = (
            result.max if all(f[s.id].filled for s in reasons if not s.optional) else result.max * 0
            for f in (fills, sound)
        )
    return result


def _maximum(scoring: Scoring, criterion: Criterion) -> Decimal:
    """The rounded maximum; a penalty can only take points away."""
    if criterion.sign == "penalty":
        return _round(scoring, 0)
    return scoring.criteria_set.maximum(criterion, scoring.cohort)[1]


def _round(scoring: Scoring, points: Fraction | int) -> Decimal:
    return round_points(points, scoring.criteria_set.rounding)
