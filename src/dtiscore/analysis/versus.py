"""Our points beside a reference: the average, the best, the maximum, a period, an agency, a target.

A reference is rounded to the set's places before it is compared, and ours as a published one
was; equal is not below; where there is no reference there is no verdict (design §4).
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import Message
from dtiscore.base.points import round_points
from dtiscore.base.text import fold, fold_accents
from dtiscore.model.criteria import of_cohort
from dtiscore.model.scale import to_points

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dtiscore.analysis.results import Results
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.published import AgencyResult
    from dtiscore.model.scale import PublishedAs
    from dtiscore.scoring.tree import GroupScore, ScoreTree, Sums


class AgainstKind(StrEnum):
    """What our points are held against."""

    AVERAGE = "average"
    BEST = "best"
    MAX = "max"
    PERIOD = "period"
    AGENCY = "agency"
    TARGET = "target"


class Against(NamedTuple):
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


class Reference(NamedTuple):
    """Points to compare with, in the cohort's maxima: the total, and each group by id.

    ``own``: they are in our applicable maxima already, so that ours are compared as they are.
    ``published_as``: how they were printed; ours are rounded like them before they are compared.
    """

    against: Against
    total: Decimal | None
    groups: Mapping[str, Decimal] = MappingProxyType({})
    own: bool = False
    published_as: PublishedAs | None = None


class Gap(NamedTuple):
    """Ours against the reference; ``gap`` = compared − reference, below 0 where we are behind.

    ``compared`` is ``final``, scaled where our applicable maximum is not the cohort's, and rounded
    as results are published where the reference was.
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


class Gaps(NamedTuple):
    """The whole comparison."""

    against: Against
    total: Gap
    groups: tuple[Gap, ...]


def compare(tree: ScoreTree, reference: Reference) -> Gaps:
    """Our final points beside the reference, group by group."""
    header = tree.criteria_set.header
    maximum = of_cohort(header.max_score, tree.cohort)
    scaled = _Scaled(tree, reference)
    total = scaled.gap("", header.title, tree.total, maximum, reference.total)
    groups = []
    for score in tree.groups:
        group = score.group
        if group.kind == "scored":
            maximum, points = (
                of_cohort(group.max_score, tree.cohort),
                reference.groups.get(group.id),
            )
            groups.append(scaled.gap(group.id, group.name, score.sums, maximum, points))
    against = reference.against._replace(scaled=True) if scaled.any else reference.against
    return Gaps(against, total, tuple(groups))


class _Scaled:
    """Our points as they are held against a reference; ``any``: some were scaled for it."""

    def __init__(self, tree: ScoreTree, reference: Reference) -> None:
        self.rounding = tree.criteria_set.rounding
        self.reference = reference
        self.any = False

    def gap(
        self, id_: str, name: str, sums: Sums, maximum: Fraction, reference: Decimal | None
    ) -> Gap:
        """One line of the comparison; what does not apply at all is not behind."""
        compared = self._compared(sums, maximum)
        return Gap(id_, name, sums.max, sums.final, compared, reference if sums.max else None)

    def _compared(self, sums: Sums, maximum: Fraction) -> Decimal:
        points, full = Fraction(sums.final), Fraction(round_points(maximum, self.rounding))
        if not self.reference.own and sums.max and sums.max != full:
            self.any = self.any or bool(points)
            points *= full / Fraction(sums.max)
        printed = self.reference.published_as
        if printed is not None:
            published = Fraction(printed.from_points(points, maximum))
            points = to_points(published, printed.scale, maximum)
        return round_points(points, self.rounding)


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
        return Reference(against, total, groups, published_as=results.published_as)
    members = results.averaged()
    peers = list(members.listed)
    others = [p for p in peers if not results.is_ours(p)]
    if not any(p.total is not None or p.groups for p in others):
        what = Message("the province's average of {period}", period=str(results.published.period))
        return results.lacking(what, "averages")
    if not members.whole:
        label = Message("the mean of the agencies whose results are known")
    against = Against(
        AgainstKind.AVERAGE,
        label,
        results.published.source,
        _weakest(peers),
        cohort,
        includes_self,
        _members(peers),
        members.of,
    )
    return _over_peers(results, peers, against, _mean)


def against_best(results: Results) -> Reference | Diagnostic:
    """The best of the cohort's ranked agencies, for the total and for each group by itself."""
    peers = results.peers()
    if not any(peer.total is not None for peer in peers if not results.is_ours(peer)):
        return results.lacking(Message("the results of the other agencies"), "agencies")
    against = Against(
        AgainstKind.BEST,
        Message("the best agency"),
        results.published.source,
        _weakest(peers),
        results.cohort or None,
        includes_self=True,
        members=_members(peers),
        of=results.members().of,
    )
    return _over_peers(results, peers, against, max)


def against_agency(results: Results, agency: str) -> Reference | Diagnostic:
    """One agency's published result, by id or name; of another cohort, scaled to our maximum."""
    known = tuple(result.id for result in results.standing)
    result = next((r for r in results.standing if fold(r.id) == fold(agency)), None)
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
        if sums.max == maximum:
            return sums.final
        return round_points(Fraction(sums.final) * Fraction(maximum) / Fraction(sums.max), rounding)

    # What did not apply then, or was not evaluated, is not 0 points.
    known = [g for g in other.groups if g.group.id in maxima and g.sums.max and _evaluated(g)]
    groups = {group.group.id: scaled(group.sums, maxima[group.group.id]) for group in known}
    evaluated = other.total.max and any(map(_evaluated, other.groups))
    total = scaled(other.total, tree.total.max) if evaluated else None
    finals = [*((g.sums.final, groups[g.group.id]) for g in known), (other.total.final, total)]
    if any(points is not None and final != points for final, points in finals):
        label = Message("our assessment of {period}, scaled to our maxima", period=period)
    against = Against(AgainstKind.PERIOD, label, None, other.criteria_set.header.status)
    return Reference(against, total, groups, own=True)


def _evaluated(group: GroupScore) -> bool:
    return any(criterion.final is not None for criterion in group.criteria)


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
    return Reference(against, total, groups, published_as=results.published_as)


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
