"""Where agencies stand: ranks within a cohort, and what a better rank would take.

Ranks are standard competition ranks on the published, rounded value: who is level shares the
rank, and the next rank is left out (1, 2, 2, 4), as the provinces' tables have it.
"""

from __future__ import annotations

from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.points import Rounding, round_points, smallest_step
from dtiscore.model.criteria import EVERYONE, of_cohort
from dtiscore.model.scale import PublishedAs, to_points
from dtiscore.scoring.bands import rating

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from dtiscore.analysis.results import Members, Results
    from dtiscore.model.published import AgencyResult
    from dtiscore.model.scale import Scale


class Row(NamedTuple):
    """One agency's place.

    Attributes:
        rank: None of a body that is not ranked, or whose value is not known.
        value: as published, on the published scale.
        total: the same in points of its own maximum.
        stated: the rank that was published, where one was.
    """

    rank: int | None
    id: str
    name: str
    value: Decimal | None
    total: Decimal | None
    rating: str | None
    ours: bool
    ranked: bool
    stated: int | None
    status: str | None
    source: str | None


class Standing(NamedTuple):
    """A cohort's table, the best first, then whoever has no rank; sums over published values.

    Attributes:
        members: ranked agencies whose value is published; ``of``: all ranked ones, those of the
            year before that are missing included.
        unknown: ranked agencies other than ours whose value is not known, who may stand anywhere.
        missing: those of the year before whom the results do not mention.
        mean: over all members, or those but ours; ``mean_of`` says over how many.
        mean, median, best, lowest: on the published scale; None without a member.
        spread: the standard deviation of the members' values.
    """

    cohort: str
    rows: tuple[Row, ...]
    members: int
    of: int
    unknown: int
    missing: tuple[AgencyResult, ...]
    mean: Decimal | None
    mean_of: tuple[int, int]
    median: Decimal | None
    best: Decimal | None
    lowest: Decimal | None
    spread: Decimal | None

    @property
    def ours(self) -> Row | None:
        """Our own row."""
        return next((row for row in self.rows if row.ours), None)

    @property
    def whole(self) -> bool:
        """Whether every ranked member's value is published: else a mean is not the province's."""
        return self.members == self.of


class Target(NamedTuple):
    """What a better rank takes.

    Attributes:
        rank: the rank aimed at. now: the rank today.
        needed: the smallest published value that has it; ``points``: the fewest points that are
            published as that much.
        missing: points still missing to that; 0 where it is reached.
        passed: who would then stand behind us; ``level``: who would share our rank.
    """

    rank: int
    now: int
    needed: Decimal
    points: Decimal
    missing: Decimal
    passed: tuple[Row, ...]
    level: tuple[Row, ...]


def competition_ranks(values: Sequence[Decimal]) -> list[int]:
    """The standard competition rank of each value, higher ones first."""
    first: dict[Decimal, int] = {}
    for place, value in enumerate(sorted(values, reverse=True), start=1):
        first.setdefault(value, place)
    return [first[value] for value in values]


def rank_of(value: Decimal, others: Iterable[Decimal]) -> int:
    """The rank a value has among others."""
    return 1 + sum(other > value for other in others)


def standings(results: Results, ours: Decimal | None = None) -> tuple[Standing, ...]:
    """The table of every cohort, our own first.

    Args:
        results: what was published.
        ours: our total in points of our maximum, to stand instead of the published one.
    """
    by_cohort: dict[str, list[AgencyResult]] = {results.cohort: []}
    for result in results.standing:
        by_cohort.setdefault(result.cohort or results.cohort, []).append(result)
    return tuple(
        _standing(results, cohort, members, ours if cohort == results.cohort else None)
        for cohort, members in by_cohort.items()
        if members or ours is not None
    )


def printed_as(results: Results) -> PublishedAs:
    """The scale and decimals of the published values."""
    usual = results.criteria_set.header.published_as
    scale: Scale = results.published.scale or usual.scale
    known = results.published_as
    if known is not None:
        return known.model_copy(update={"scale": scale})
    # The set prints on another scale: as many decimals as the file itself writes.
    values = [r.total for r in results.standing if r.total is not None]
    return PublishedAs.model_construct(scale=scale, places=max(map(_decimals, values), default=2))


def _decimals(value: Fraction) -> int:
    places = 0
    while value.denominator != 1 and places < 6:  # noqa: PLR2004 - the most a set may print
        value, places = value * 10, places + 1
    return places


def _standing(
    results: Results, cohort: str, listed: list[AgencyResult], ours: Decimal | None
) -> Standing:
    printed, maxima = printed_as(results), results.criteria_set.header.max_score
    maximum = of_cohort(maxima, cohort if cohort in maxima else EVERYONE)
    maximum = maximum or of_cohort(maxima, results.cohort)
    rows = [_row(results, result, printed, maximum, ours) for result in listed]
    if ours is not None and not any(row.ours for row in rows):
        rows.append(_our_row(results, printed, maximum, ours))
    values = [row.value for row in rows if row.ranked and row.value is not None]
    ranks = dict(zip(values, competition_ranks(values), strict=True))
    placed = [
        row._replace(rank=ranks[row.value]) if row.ranked and row.value is not None else row
        for row in rows
    ]
    placed.sort(key=_order)
    places = Rounding(printed.places)
    members, averaged = results.members(cohort), results.averaged(cohort)
    others = results.members(cohort, ours=False)
    published, counted = _values(members, places), _values(averaged, places)
    return Standing(
        cohort,
        tuple(placed),
        members=len(published),
        of=members.of,
        unknown=others.of - len(others.known),
        missing=members.missing,
        mean=round_points(sum(map(Fraction, counted), Fraction(0)) / len(counted), places)
        if counted
        else None,
        mean_of=(len(counted), averaged.of),
        median=round_points(median(map(Fraction, published)), places) if published else None,
        best=max(published, default=None),
        lowest=min(published, default=None),
        spread=_spread(published, places),
    )


def _values(members: Members, places: Rounding) -> list[Decimal]:
    """The published totals as they are printed."""
    return [round_points(one.total, places) for one in members.known if one.total is not None]


def _order(row: Row) -> tuple[int, Decimal | int, str]:
    if row.rank is not None:
        return (0, row.rank, row.id)
    return (1 if row.value is not None else 2, -(row.value or 0), row.id)


def _row(
    results: Results,
    result: AgencyResult,
    printed: PublishedAs,
    maximum: Fraction,
    ours: Decimal | None,
) -> Row:
    own = results.is_ours(result)
    if own and ours is not None:
        return _our_row(results, printed, maximum, ours)._replace(
            name=result.name or result.id, ranked=result.ranked
        )
    value = total = None
    if result.total is not None:
        value = round_points(result.total, Rounding(printed.places))
        exact = to_points(result.total, printed.scale, maximum)
        total = round_points(exact, results.criteria_set.rounding)
    return Row(
        rank=None,
        id=result.id,
        name=result.name or result.id,
        value=value,
        total=total,
        rating=result.rating or _rating(results, total, maximum),
        ours=own,
        ranked=result.ranked,
        stated=result.rank,
        status=result.status,
        source=result.source,
    )


def _our_row(results: Results, printed: PublishedAs, maximum: Fraction, ours: Decimal) -> Row:
    return Row(
        rank=None,
        id=results.agency,
        name=results.agency,
        value=printed.from_points(ours, maximum),
        total=ours,
        rating=_rating(results, ours, maximum),
        ours=True,
        ranked=True,
        stated=None,
        status=None,
        source=None,
    )


def _rating(results: Results, total: Decimal | None, maximum: Fraction) -> str | None:
    if total is None:
        return None
    highest = round_points(maximum, results.criteria_set.rounding)
    return rating(total, highest, results.criteria_set.header.bands)


def _spread(members: Sequence[Decimal], places: Rounding) -> Decimal | None:
    """The standard deviation of a whole cohort (not of a sample of it), rounded once."""
    if not members:
        return None
    values = [Fraction(value) for value in members]
    mean = sum(values, Fraction(0)) / len(values)
    variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / len(values)
    return round_points(_root(variance), places)


def _root(value: Fraction) -> Fraction:
    """The square root to 12 decimals, in whole numbers."""
    from math import isqrt  # noqa: PLC0415 - one use

    scale = 10**12
    return Fraction(isqrt(value.numerator * scale**2 // value.denominator), scale)


def target(results: Results, standing: Standing, raise_by: int) -> Target | None:
    """What it takes to stand ``raise_by`` ranks better; None where we have no rank.

    A rank above the first is the first.
    """
    ours = standing.ours
    if ours is None or ours.rank is None or ours.value is None or ours.total is None:
        return None
    others = [row for row in standing.rows if row.rank is not None and not row.ours]
    rank = max(1, ours.rank - raise_by)
    needed = ours.value
    if rank < ours.rank:
        best_first = sorted((row.value for row in others if row.value is not None), reverse=True)
        needed = best_first[rank - 1]
    points = fewest_points(results, standing.cohort, needed)
    ahead = [row for row in others if row.value is not None and row.value > ours.value]
    return Target(
        rank=rank,
        now=ours.rank,
        needed=needed,
        points=max(points, ours.total) if rank == ours.rank else points,
        missing=max(points - ours.total, ours.total * 0),
        passed=tuple(row for row in ahead if row.value is not None and row.value < needed),
        level=tuple(row for row in ahead if row.value == needed),
    )


def fewest_points(results: Results, cohort: str, value: Decimal) -> Decimal:
    """The fewest points, in the set's decimals, that are published as ``value`` or more."""
    printed, maxima = printed_as(results), results.criteria_set.header.max_score
    maximum = of_cohort(maxima, cohort) or of_cohort(maxima, results.cohort)
    rounding = results.criteria_set.rounding
    step = smallest_step(rounding)
    points = round_points(to_points(Fraction(value), printed.scale, maximum), rounding)
    while printed.from_points(points, maximum) < value:
        points += step
    while points > 0 and printed.from_points(points - step, maximum) >= value:
        points -= step
    return points


def contradictions(standing: Standing) -> Mapping[str, int]:
    """Agencies whose published rank is not the one their value has, by id: the right rank."""
    return {
        row.id: row.rank
        for row in standing.rows
        if row.rank is not None and row.stated is not None and row.stated != row.rank
    }
