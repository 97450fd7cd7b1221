"""What proposals are worth: what each lacks, the points it would bring, the money it takes.

The standard is the notice's own (7/5/2024, 2.2.5): a proposal states its name, necessity, effect,
cost and resources; one that is not effective, not feasible, or has not the resources or the legal,
scientific and technical basis it needs is reported for adjustment.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.missing import missing_papers
from dtiscore.analysis.outlook import moved, raised
from dtiscore.base.dates import years_later
from dtiscore.base.points import ZERO, Rounding, round_points
from dtiscore.model.proposals import Effect, effect_facts
from dtiscore.model.tasks import unit_id
from dtiscore.scoring.tree import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from decimal import Decimal

    from dtiscore.analysis.outlook import Changes, Clash, Outlook
    from dtiscore.model.criteria_set import FactKey
    from dtiscore.model.proposals import Proposal
    from dtiscore.model.units import Units
    from dtiscore.rules.core import FactValue
    from dtiscore.scoring.tree import CriterionScore

MILLION = 1_000_000
"""VND; what points are set against."""


class Lack(StrEnum):
    """What a proposal must state and does not."""

    NECESSITY = "necessity"
    EFFECT = "effect"
    COST = "cost"
    RESOURCES = "resources"


class Fault(StrEnum):
    """Why a proposal is to be reported for adjustment."""

    NOT_EFFECTIVE = "not_effective"
    CONTRADICTS = "contradicts_facts"
    NOT_FEASIBLE = "not_feasible"
    FEASIBILITY_UNKNOWN = "feasibility_not_stated"
    NO_FUNDS = "not_funded"
    NO_LEGAL_BASIS = "no_legal_basis"
    NO_TECHNICAL_BASIS = "no_technical_basis"
    TOO_LATE = "ready_too_late"


class Verdict(StrEnum):
    """What is to be done about a proposal."""

    READY = "ready"
    INCOMPLETE = "incomplete"
    ADJUST = "adjust"


class Measured(NamedTuple):
    """What proposals would add, by the rules.

    Attributes:
        points: of the final total, once all is proved; None where it cannot be said.
        clash: why not: the facts contradict others; None where there is nothing to measure.
        waiting: criteria of theirs that stay without points, for other figures are missing.
    """

    points: Decimal | None
    clash: Clash | None = None
    waiting: tuple[str, ...] = ()


class Judged(NamedTuple):
    """A proposal with all that is said about it.

    Attributes:
        unit: its unit's id. last: the last day on which what it brings still counts.
    """

    id: str
    proposal: Proposal
    unit: str
    measured: Measured
    lacks: tuple[Lack, ...]
    faults: tuple[Fault, ...]
    last: date

    @property
    def verdict(self) -> Verdict:
        """Sent back to be completed, reported for adjustment, or ready to be decided on."""
        if self.lacks:
            return Verdict.INCOMPLETE
        return Verdict.ADJUST if self.faults else Verdict.READY

    @property
    def decidable(self) -> bool:
        """Whether it can be decided on as it stands; not while its unit is to change it."""
        return self.verdict is Verdict.READY and self.proposal.state != "adjusted"

    @property
    def unfunded(self) -> Fraction:
        """VND that no source bears yet."""
        return max(ZERO, (self.proposal.cost or ZERO) - self.proposal.funded)

    @property
    def unmeasured(self) -> bool:
        """Whether it states neither figures nor papers, so that nothing could be measured."""
        return self.measured.points is None and self.measured.clash is None

    @property
    def per_million(self) -> Decimal | None:
        """Points for a million đồng, to two places; None of what costs nothing or brings none."""
        cost, points = self.proposal.cost, self.measured.points
        if not cost or points is None:
            return None
        return round_points(Fraction(points) * MILLION / cost, Rounding(2))


def judge(
    outlook: Outlook, proposals: Mapping[str, Proposal], units: Units | None
) -> tuple[Judged, ...]:
    """Every proposal, the most points first, then by id; what is declined or done last."""
    judged = (judge_one(outlook, key, one, units) for key, one in proposals.items())
    return tuple(sorted(judged, key=_order))


def _order(one: Judged) -> tuple[bool, Decimal, str]:
    return (not one.proposal.live, -(one.measured.points or NOTHING), one.id)


def judge_one(
    outlook: Outlook, key: str, proposal: Proposal, units: Units | None, ahead: int = 0
) -> Judged:
    """One proposal; ``ahead``: how many years it is for after the year that is scored."""
    measured = measure(outlook, [proposal], ahead) if _measurable(proposal) else Measured(None)
    faults = tuple(_faults(outlook, proposal, measured, ahead))
    unit = unit_id(proposal.unit, units)
    last = last_day(outlook, proposal, ahead)
    return Judged(key, proposal, unit, measured, tuple(_lacks(proposal)), faults, last)


def _measurable(proposal: Proposal) -> bool:
    """Whether the rules can say anything: of figures, papers, and of what serves no criterion."""
    effect = proposal.effect or Effect()
    return bool(effect.facts or effect.papers or (effect.text and not proposal.criteria))


def _lacks(proposal: Proposal) -> Iterator[Lack]:
    if proposal.necessity is None:
        yield Lack.NECESSITY
    effect = proposal.effect or Effect()
    if not (effect.text or effect.facts or effect.papers):
        yield Lack.EFFECT
    if proposal.cost is None:
        yield Lack.COST
    if proposal.resources is None:
        yield Lack.RESOURCES


def _faults(
    outlook: Outlook, proposal: Proposal, measured: Measured, ahead: int
) -> Iterator[Fault]:
    if measured.clash is not None:
        yield Fault.CONTRADICTS
    elif measured.points is not None and measured.points <= 0 and not measured.waiting:
        yield Fault.NOT_EFFECTIVE
    if proposal.feasible is None:
        yield Fault.FEASIBILITY_UNKNOWN
    elif not proposal.feasible:
        yield Fault.NOT_FEASIBLE
    if proposal.cost is not None and proposal.funded < proposal.cost:
        yield Fault.NO_FUNDS
    if proposal.legal_basis is None:
        yield Fault.NO_LEGAL_BASIS
    if proposal.technical_basis is None:
        yield Fault.NO_TECHNICAL_BASIS
    if late(outlook, proposal, ahead):
        yield Fault.TOO_LATE


def last_day(outlook: Outlook, proposal: Proposal, ahead: int = 0) -> date:
    """The last day on which what a proposal brings still counts.

    Figures count as they are when the assessed days end; days (when something was issued) and
    papers until the hand-in.
    """
    assessment = outlook.tree.assessment
    facts = effect_facts(outlook.tree.criteria_set, proposal, assessment.period + ahead)[0]
    last = assessment.range.last
    if all(isinstance(value, date) for value in facts.values()):
        last = assessment.dates.submit_by or last
    return years_later(last, ahead)


def late(outlook: Outlook, proposal: Proposal, ahead: int = 0) -> bool:
    """Whether a proposal is ready only when nothing it brings counts any more."""
    ready = proposal.ready_by
    return ready is not None and ready > last_day(outlook, proposal, ahead)


def measure(outlook: Outlook, proposals: Iterable[Proposal], ahead: int = 0) -> Measured:
    """What proposals add together: their facts proved, and their papers supplied.

    Where two state the same fact, the later one's value stands. ``ahead``: how many years they
    are for after the year that is scored, in which their facts are then measured.
    """
    tree = outlook.tree
    changes: dict[FactKey, FactValue] = {}
    papers: dict[str, None] = {}
    for proposal in proposals:
        facts = effect_facts(tree.criteria_set, proposal, tree.assessment.period + ahead)[0]
        changes |= {key: moved(value, -ahead) for key, value in facts.items()}
        papers |= dict.fromkeys((proposal.effect or Effect()).papers)
    clash = outlook.clash(changes)
    if clash is not None:
        return Measured(None, clash)
    after = once_proved(outlook, changes, papers)
    waiting = tuple(score.id for score in outlook.seen_by(changes) if _waits(after.get(score.id)))
    return Measured(outlook.total(after) - tree.total.final, None, waiting)


def _waits(score: CriterionScore | None) -> bool:
    return score is not None and score.claimed is None


def once_proved(
    outlook: Outlook, changes: Changes, papers: Iterable[str]
) -> dict[str, CriterionScore]:
    """The criteria that changes and papers touch, by id, once all that is new is proved."""
    after, listed = outlook.rescored(changes), tuple(papers)
    for cid in dict.fromkeys(name.partition("/")[0] for name in listed):
        now = outlook.by_id.get(cid)
        if now is not None and now.confirmed is None:
            after[cid] = _supplied(outlook, now, after.get(cid, now), listed)
    return after


def _supplied(
    outlook: Outlook, now: CriterionScore, after: CriterionScore, papers: Iterable[str]
) -> CriterionScore:
    """A criterion with papers supplied that are missing now."""
    missing = missing_papers(now, outlook.tree.criteria_set.rounding)
    won = sum(
        (one.winnable for one in missing if f"{now.id}/{one.state.slot.id}" in papers), NOTHING
    )
    left = (after.claimed or NOTHING) - (after.provable or NOTHING)
    return raised(after, min(won, left)) if won > 0 and left > 0 else after


# --- money ------------------------------------------------------------------------------------


class Sum(NamedTuple):
    """Money of so many proposals, in VND: the cost, what of it a source bears, what none does."""

    key: str
    number: int
    cost: Fraction
    funded: Fraction
    missing: Fraction


class Budget(NamedTuple):
    """The sheet of the unit in charge of money.

    Attributes:
        by_source: what each source is to bear; the part without one stands under "".
        free: ids of those that cost nothing.
        uncosted: ids of those that state no cost.
    """

    total: Sum
    by_unit: tuple[Sum, ...]
    by_kind: tuple[Sum, ...]
    by_source: tuple[Sum, ...]
    free: tuple[str, ...]
    uncosted: tuple[str, ...]


def budget(judged: Iterable[Judged]) -> Budget:
    """The money of all proposals that are neither declined nor done; groups by what they cost."""
    live = [one for one in judged if one.proposal.live]
    return Budget(
        _sum("", live),
        _grouped(live, lambda one: one.unit),
        _grouped(live, lambda one: one.proposal.kind),
        _sources(live),
        tuple(one.id for one in live if one.proposal.cost == 0),
        tuple(one.id for one in live if one.proposal.cost is None),
    )


def _sum(key: str, some: list[Judged]) -> Sum:
    cost = sum((one.proposal.cost or ZERO for one in some), ZERO)
    # What is funded without a stated cost fills nobody else's gap.
    missing = sum((one.unfunded for one in some), ZERO)
    return Sum(key, len(some), cost, cost - missing, missing)


def _grouped(some: list[Judged], key: Callable[[Judged], str]) -> tuple[Sum, ...]:
    groups: dict[str, list[Judged]] = {}
    for one in some:
        groups.setdefault(key(one), []).append(one)
    return tuple(sorted((_sum(k, each) for k, each in groups.items()), key=_dearest))


def _dearest(one: Sum) -> tuple[Fraction, str]:
    return (-one.cost, one.key)


def _sources(some: list[Judged]) -> tuple[Sum, ...]:
    sums: dict[str, Fraction] = {}
    having: dict[str, set[str]] = {}
    for one in some:
        for each in one.proposal.funding if one.proposal.cost is not None else ():
            sums[each.source] = sums.get(each.source, ZERO) + (each.amount or ZERO)
            having.setdefault(each.source, set()).add(one.id)
    listed = [Sum(key, len(having[key]), each, each, ZERO) for key, each in sums.items()]
    bare = [one.unfunded for one in some if one.unfunded]
    if bare:
        listed.append(Sum("", len(bare), sum(bare, ZERO), ZERO, sum(bare, ZERO)))
    return tuple(sorted(listed, key=_dearest))
