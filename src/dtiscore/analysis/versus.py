"""Our points beside a reference: the average, the best, the maximum, a period, an agency, a target.

A reference is rounded to the set's places before it is compared; equal is not below; where
there is no reference there is no verdict (design §4).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import Message
from dtiscore.base.points import round_points
from dtiscore.base.text import fold_accents
from dtiscore.model.criteria import of_cohort
from dtiscore.model.scale import to_points

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.criteria import Group
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.published import AgencyResult, Published
    from dtiscore.scoring.tree import ScoreTree, Sums


class AgainstKind(StrEnum):
    """What our points are held against."""

    AVERAGE = "average"
    BEST = "best"
    MAX = "max"
    PERIOD = "period"
    AGENCY = "agency"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Against:
    """The reference, and how far it can be trusted.

    ``members`` of ``of`` ranked agencies stand behind a mean; None where that is not known.
    """

    kind: AgainstKind
    label: Message
    source: str | None = None
    status: str | None = None
    cohort: str | None = None
    includes_self: bool | None = None
    members: int | None = None
    of: int | None = None
    scaled: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """Points to compare with, in the cohort's maxima: the total, and each group by id.

    ``own``: they are in our applicable maxima already, so that ours are compared as they are.
    """

    against: Against
    total: Decimal | None
    groups: Mapping[str, Decimal] = field(default_factory=dict)
    own: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Ours against the reference; ``gap`` = compared − reference, below 0 where we are behind.

    ``compared`` is ``final``, scaled where our applicable maximum is not the cohort's.
    """

    id: str
    name: str
    max: Decimal
    final: Decimal
    compared: Decimal
    reference: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """How far ahead (above 0) or behind (below 0) we are; None without a reference."""
        return None if self.reference is None else self.compared - self.reference

    @property
    def below(self) -> bool | None:
        """Whether we are behind; equal is not below; None without a reference."""
        return None if self.gap is None else self.gap < 0


@dataclass(frozen=True, slots=True)
class Gaps:
    """The whole comparison."""

    against: Against
    total: Gap
    groups: tuple[Gap, ...]


def compare(tree: ScoreTree, reference: Reference) -> Gaps:
    """Our final points beside the reference, group by group."""
    criteria_set, cohort = tree.criteria_set, tree.cohort
    groups = []
    for score in tree.groups:
        if score.group.kind != "scored":
            continue
        full = round_points(of_cohort(score.group.max_score, cohort), criteria_set.rounding)
        compared = score.sums.final if reference.own else _scaled(score.sums, full, criteria_set)
        groups.append(
            Gap(
                score.group.id,
                score.group.name,
                score.sums.max,
                score.sums.final,
                compared,
                reference.groups.get(score.group.id),
            )
        )
    full = round_points(of_cohort(criteria_set.header.max_score, cohort), criteria_set.rounding)
    compared = tree.total.final if reference.own else _scaled(tree.total, full, criteria_set)
    title = criteria_set.header.title
    total = Gap("", title, tree.total.max, tree.total.final, compared, reference.total)
    scaled = any(gap.compared != gap.final for gap in (total, *groups))
    against = reference.against
    if scaled:
        against = replace(against, scaled=True)
    return Gaps(against, total, tuple(groups))


def _scaled(sums: Sums, full: Decimal, criteria_set: CriteriaSet) -> Decimal:
    """Our final points as if out of the cohort's maximum."""
    if sums.max == full or not sums.max:
        return sums.final
    return round_points(
        Fraction(sums.final) * Fraction(full) / Fraction(sums.max), criteria_set.rounding
    )


@dataclass(frozen=True, slots=True)
class Results:
    """What was published for one period, read in the points of one cohort."""

    published: Published
    file: str
    criteria_set: CriteriaSet
    cohort: str
    agency: str
    standing: tuple[AgencyResult, ...]

    def total(self, value: Fraction, cohort: str | None = None) -> Decimal:
        """A published total of ``cohort`` in our points, rounded as the set rounds."""
        return self._points(value, self.criteria_set.header.max_score, cohort)

    def group(self, group: Group, value: Fraction, cohort: str | None = None) -> Decimal:
        """A published group value of ``cohort`` in our points, rounded as the set rounds."""
        return self._points(value, group.max_score, cohort)

    def _points(
        self, value: Fraction, maximum: Mapping[str, Fraction], cohort: str | None
    ) -> Decimal:
        scale = self.published.scale or self.criteria_set.header.published_as.scale
        ours = of_cohort(maximum, self.cohort)
        theirs = of_cohort(maximum, cohort or self.cohort)
        points = to_points(value, scale, theirs)
        if theirs:
            points *= ours / theirs
        return round_points(points, self.criteria_set.rounding)

    @property
    def ours(self) -> AgencyResult | None:
        """The agency's own result."""
        return next((result for result in self.standing if result.id == self.agency), None)

    def peers(self) -> list[AgencyResult]:
        """The ranked agencies of the cohort, ours included."""
        return [
            result
            for result in self.standing
            if result.ranked and (result.cohort or self.cohort) == self.cohort
        ]

    def lacking(self, what: Message, key: str) -> Diagnostic:
        """The problem that the file does not say something."""
        return problems.NO_DATA.at(Place(self.file), what=what, key=key, file=self.file)


def against_average(results: Results) -> Reference | Diagnostic:
    """The cohort's average: as published, else the mean of its ranked agencies."""
    stated = results.published.average_of(results.cohort)
    includes_self = results.published.average.includes_self
    cohort = results.cohort or None
    label = Message("the province's average")
    if stated is not None and (stated.total is not None or stated.groups):
        by_id = {group.id: group for group in results.criteria_set.groups}
        groups = {
            gid: results.group(by_id[gid], value)
            for gid, value in stated.groups.items()
            if gid in by_id
        }
        total = None if stated.total is None else results.total(stated.total)
        source = stated.source or results.published.source
        status = stated.status or results.published.status
        against = Against(AgainstKind.AVERAGE, label, source, status, cohort, includes_self)
        return Reference(against, total, groups)
    peers = [p for p in results.peers() if includes_self or p.id != results.agency]
    others = [p for p in peers if p.id != results.agency]
    if not any(p.total is not None or p.groups for p in others):
        what = Message("the province's average of {period}", period=str(results.published.period))
        return results.lacking(what, "averages")
    against = Against(
        AgainstKind.AVERAGE,
        label,
        results.published.source,
        _weakest(peers),
        cohort,
        includes_self,
        _members(peers),
        len(peers),
    )
    return _over_peers(results, peers, against, _mean)


def against_best(results: Results) -> Reference | Diagnostic:
    """The best of the cohort's ranked agencies, for the total and for each group by itself."""
    peers = results.peers()
    if not any(peer.total is not None for peer in peers if peer.id != results.agency):
        return results.lacking(Message("the results of the other agencies"), "agencies")
    against = Against(
        AgainstKind.BEST,
        Message("the best agency"),
        results.published.source,
        _weakest(peers),
        results.cohort or None,
        includes_self=True,
        members=_members(peers),
        of=len(peers),
    )
    return _over_peers(results, peers, against, max)


def against_agency(results: Results, agency: str) -> Reference | Diagnostic:
    """One agency's published result, by id or name; of another cohort, scaled to our maximum."""
    known = tuple(result.id for result in results.standing)
    result = next((r for r in results.standing if r.id == agency), None)
    if result is None:
        wanted = fold_accents(agency)
        named = [r for r in results.standing if wanted in map(fold_accents, (r.id, r.name or ""))]
        if not wanted or len(named) != 1:
            place = Place(results.file)
            return problems.UNKNOWN_AGENCY.at(place, id=agency, file=results.file, known=known)
        result = named[0]
    name = result.name or result.id
    if result.total is None:
        return results.lacking(Message("the result of {agency}", agency=name), "total")
    label = Message("{agency}", agency=name)
    maxima = results.criteria_set.header.max_score
    if of_cohort(maxima, result.cohort or results.cohort) != of_cohort(maxima, results.cohort):
        label = Message("{agency}, scaled to our maximum", agency=name)
    status = _weakest([result])
    against = Against(AgainstKind.AGENCY, label, result.source, status, result.cohort)
    return _over_peers(results, [result], against, max, result.cohort)


def against_published_self(results: Results, period: int) -> Reference | Diagnostic:
    """Our own published result of another period."""
    ours = results.ours
    if ours is None or ours.total is None:
        what = Message("our own result of {period}", period=str(period))
        return results.lacking(what, "agencies")
    label = Message("our published result of {period}", period=str(period))
    against = Against(AgainstKind.PERIOD, label, ours.source, _weakest([ours]))
    return _over_peers(results, [ours], against, max)


def against_max(tree: ScoreTree) -> Reference:
    """The maxima of the set."""
    criteria_set, cohort, rounding = tree.criteria_set, tree.cohort, tree.criteria_set.rounding
    header = criteria_set.header
    against = Against(
        AgainstKind.MAX, Message("the maximum"), header.legal_basis, header.status, cohort or None
    )
    groups = {
        group.id: round_points(of_cohort(group.max_score, cohort), rounding)
        for group in criteria_set.groups
    }
    return Reference(against, round_points(of_cohort(header.max_score, cohort), rounding), groups)


def against_period(tree: ScoreTree, other: ScoreTree) -> Reference:
    """Our own assessment of another period; groups of the same id, scaled to today's maxima."""
    rounding = tree.criteria_set.rounding
    period = str(other.assessment.period)
    label = Message("our assessment of {period}", period=period)
    maxima = {group.group.id: group.sums.max for group in tree.groups}

    def scaled(sums: Sums, maximum: Decimal) -> Decimal:
        if not sums.max or sums.max == maximum:
            return sums.final
        return round_points(Fraction(sums.final) * Fraction(maximum) / Fraction(sums.max), rounding)

    groups = {
        group.group.id: scaled(group.sums, maxima[group.group.id])
        for group in other.groups
        if group.group.id in maxima
    }
    total = scaled(other.total, tree.total.max)
    known = [(g.sums, groups[g.group.id]) for g in other.groups if g.group.id in groups]
    if any(sums.final != points for sums, points in [*known, (other.total, total)]):
        label = Message("our assessment of {period}, scaled to our maxima", period=period)
    against = Against(AgainstKind.PERIOD, label, None, other.criteria_set.header.status)
    return Reference(against, total, groups, own=True)


def against_target(tree: ScoreTree, target: Fraction) -> Reference | Diagnostic:
    """A total to reach; each group's part of it in proportion to its maximum."""
    maximum = Fraction(tree.total.max)
    if not 0 <= target <= maximum:
        place = Place("--vs-target")
        return problems.NOT_A_POSSIBLE_TARGET.at(place, value=target, max=maximum)
    rounding = tree.criteria_set.rounding
    label = Message("the target, shared out in proportion to the maxima")
    groups = {
        group.group.id: round_points(target * Fraction(group.sums.max) / maximum, rounding)
        for group in tree.groups
        if group.group.kind == "scored"
    }
    against = Against(AgainstKind.TARGET, label)
    return Reference(against, round_points(target, rounding), groups, own=True)


def _over_peers(
    results: Results,
    peers: Iterable[AgencyResult],
    against: Against,
    combine: Callable[[list[Fraction]], Fraction],
    cohort: str | None = None,
) -> Reference:
    listed = list(peers)
    totals = [peer.total for peer in listed if peer.total is not None]
    groups = {}
    for group in results.criteria_set.groups:
        values = [peer.groups[group.id].value for peer in listed if group.id in peer.groups]
        if values:
            groups[group.id] = results.group(group, combine(values), cohort)
    total = results.total(combine(totals), cohort) if totals else None
    return Reference(against, total, groups)


def _members(peers: list[AgencyResult]) -> int:
    """How many agencies stand behind every value: the fewest behind any of them."""
    groups = {group for peer in peers for group in peer.groups}
    counts = [sum(1 for peer in peers if group in peer.groups) for group in groups]
    totals = sum(1 for peer in peers if peer.total is not None)
    return min([*counts, *([totals] if totals else [])], default=0)


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _weakest(peers: Iterable[AgencyResult]) -> str:
    """Official only where every value behind it is, each group's too."""
    statuses = {status for peer in peers for status in (peer.status, peer.groups_status)} - {None}
    return "official" if statuses == {"official"} else "illustrative"
