"""The change between two years, split into criteria set, work done and proof.

Each year's answers are scored under its own set and, carried over, under the other's. What a
change of the set alone does is measured twice, with the answers of the one year and with those of
the other, and the mean of both counts; likewise what a change of the answers does. So the split
does not depend on which is changed first, and its parts sum to the difference exactly.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.whatif import problems_of
from dtiscore.base.points import ONE, ZERO, Rounding, round_points
from dtiscore.model.assessment import CriterionStatement
from dtiscore.model.facts import StatedFacts
from dtiscore.scoring import totals
from dtiscore.scoring.engine import score_criterion
from dtiscore.scoring.offers import Papers
from dtiscore.scoring.tree import NOTHING, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from dtiscore.model.bridge import Bridge
    from dtiscore.model.criteria import Criterion, Group
    from dtiscore.scoring.engine import Scoring
    from dtiscore.scoring.tree import CriterionScore, ScoreTree, Sums


class Parts(NamedTuple):
    """What each cause adds to the final points, in points; their sum is the difference.

    ``set`` is what the other criteria set does to the same answers, ``work`` what other answers do
    to the claimed points, ``proof`` what papers and the council do to what is claimed.
    """

    set: Decimal
    work: Decimal
    proof: Decimal


class Row(NamedTuple):
    """Final points of one year and of another, and what made the difference."""

    id: str
    name: str
    before: Decimal
    after: Decimal
    parts: Parts


class Corners(NamedTuple):
    """Both years under both sets.

    ``before`` and ``after`` are each year under its own set; ``new_set`` is the first year under
    the second's, ``new_year`` the second year under the first's.
    """

    before: ScoreTree
    new_set: ScoreTree
    new_year: ScoreTree
    after: ScoreTree

    def turned(self) -> Corners:
        """The same, seen from the second year."""
        return Corners(self.after, self.new_year, self.new_set, self.before)


class Change(NamedTuple):
    """A change, split: the whole, each group, and what a cap on the whole took.

    ``capped`` is None where the groups sum to the whole.
    """

    corners: Corners
    total: Row
    groups: tuple[Row, ...]
    capped: Row | None


# --- a year under another set -----------------------------------------------------------------


def under(scoring: Scoring, tree: ScoreTree, bridge: Bridge) -> ScoreTree:
    """A scored year as another set would have scored it, its answers carried over.

    A criterion keeps the share of its claimed points that was proved or confirmed: papers are
    handed in for the slots of the year's own set.
    """
    if bridge.same:
        return tree
    other = replace(
        scoring,
        criteria_set=bridge.new,
        assessment=scoring.assessment.model_copy(
            update={"criteria": dict(_statements(tree, bridge)), "criteria_set": bridge.new.id}
        ),
        facts=StatedFacts(bridge.carried(scoring.facts.values)),
        papers=Papers(),
        bests={home: best for cid, best in scoring.bests.items() for home in bridge.homes(cid)},
    )
    own = tree.by_id
    groups = tuple(
        totals.group_score(
            group,
            tuple(
                _carried(
                    other,
                    group,
                    criterion,
                    [own[c] for c in bridge.origins(criterion.id) if c in own],
                )
                for criterion in group.criteria
                if criterion.applies(other.agency, other.cohort)
            ),
            bridge.new,
            other.cohort,
        )
        for group in bridge.new.groups
    )
    return totals.tree(other, groups)


def _statements(tree: ScoreTree, bridge: Bridge) -> Iterator[tuple[str, CriterionStatement]]:
    """Judged points, in proportion to the maxima, and reasons why a criterion does not apply."""
    own, stated = tree.by_id, tree.assessment.criteria
    for cid, criterion in bridge.new.criteria.items():
        origins = [c for c in bridge.origins(cid) if c in own]
        said = [(own[c], one) for c in origins if (one := stated.get(c)) is not None]
        reasons = [one.not_applicable for _, one in said if one.not_applicable is not None]
        judged = [(score, one.points) for score, one in said if one.points is not None]
        if reasons and len(reasons) == len(origins) and criterion.may_be_not_applicable:
            yield cid, CriterionStatement(not_applicable=reasons[0])
        elif judged and _judged(criterion):
            worth = sum(
                (tree.criteria_set.max_of(s.criterion, tree.cohort) for s, _ in judged), ZERO
            )
            points = sum((points for _, points in judged), ZERO)
            share = points / worth if worth else ZERO
            maximum = bridge.new.max_of(criterion, tree.cohort)
            yield cid, CriterionStatement(points=share * maximum)


def _judged(criterion: Criterion) -> bool:
    return criterion.rule is not None and criterion.rule.kind == "judged"


def _carried(
    other: Scoring, group: Group, criterion: Criterion, origins: list[CriterionScore]
) -> CriterionScore:
    """One criterion of the other set on answers carried over, as far proved as they were."""
    # Answers that fit their own set may contradict each other in another.
    scoring = replace(other, facts=StatedFacts()) if problems_of(other, criterion) else other
    result = score_criterion(scoring, group, criterion)
    if result.state is State.UNSCORED:
        return result
    rounding = other.criteria_set.rounding
    if result.claimed is not None:
        kept = round_points(Fraction(result.claimed) * _kept(origins), rounding)
        result.provable = result.secure = min(kept, max(result.max, result.claimed))
    elif _judged(criterion) and any(one.final is not None for one in origins):
        # Only the council has spoken: what it gave, in proportion to the maxima.
        final = _sum(one.final for one in origins)
        worth = _sum(one.max for one in origins)
        share = final / worth if worth else ZERO
        result.provable = result.secure = round_points(Fraction(result.max) * share, rounding)
        result.state = State.SCORED
    return result


def _kept(origins: list[CriterionScore]) -> Fraction:
    """The share of claimed points that became final ones; all where nothing was claimed."""
    claimed = _sum(one.claimed for one in origins)
    return _sum(one.final for one in origins) / claimed if claimed else ONE


def _sum(points: Iterable[Decimal | None]) -> Fraction:
    return sum((Fraction(one) for one in points if one is not None), ZERO)


# --- the split --------------------------------------------------------------------------------


class _Exact(NamedTuple):
    """The four corners of a total or a group: claimed and final points, exact."""

    id: str
    name: str
    claimed: tuple[Fraction, Fraction, Fraction, Fraction]
    final: tuple[Fraction, Fraction, Fraction, Fraction]

    def parts(self) -> tuple[Fraction, Fraction, Fraction]:
        """Set, work and proof."""
        before, new_set, new_year, after = self.final
        set_ = ((new_set - before) + (after - new_year)) / 2
        before_, new_set_, new_year_, after_ = self.claimed
        work = ((new_year_ - before_) + (after_ - new_set_)) / 2
        return set_, work, after - before - set_ - work


def split(corners: Corners, bridge: Bridge) -> Change:
    """The change from the first year to the second; ``bridge`` leads from set to set.

    Printed parts sum to the printed difference in every row, and groups to the total: see
    `_in_steps`. The change back is the same with the other sign.
    """
    years = [tree.assessment.period for tree in (corners.before, corners.after)]
    if years[0] > years[1]:
        return _turned(split(corners.turned(), bridge.turned()), corners)
    places = max(tree.criteria_set.rounding.places for tree in corners)
    rows = [_group(corners, *linked) for linked in _linked(bridge)]
    whole = _exact("", "", [tree.total for tree in corners])
    rest = _rest(whole, rows)
    capped = [rest] if any((*rest.claimed, *rest.final)) else []
    rounded = _in_steps([row.parts() for row in (*rows, *capped)], places)
    made = [_row(row, parts, places) for row, parts in zip((*rows, *capped), rounded, strict=True)]
    sums = [sum((parts[cause] for parts in rounded), ZERO) for cause in range(3)]
    total = _row(whole, (sums[0], sums[1], sums[2]), places)
    return Change(corners, total, tuple(made[: len(rows)]), made[-1] if capped else None)


def _turned(change: Change, corners: Corners) -> Change:
    """A change seen from the other year: every sign is the other."""

    def back(row: Row) -> Row:
        parts = Parts(*(NOTHING - part if part else part for part in row.parts))
        return Row(row.id, row.name, row.after, row.before, parts)

    groups = tuple(back(row) for row in change.groups)
    capped = None if change.capped is None else back(change.capped)
    return Change(corners, back(change.total), groups, capped)


def _exact(id_: str, name: str, sums: list[Sums]) -> _Exact:
    before, new_set, new_year, after = sums
    return _Exact(
        id_,
        name,
        (
            Fraction(before.claimed),
            Fraction(new_set.claimed),
            Fraction(new_year.claimed),
            Fraction(after.claimed),
        ),
        (
            Fraction(before.final),
            Fraction(new_set.final),
            Fraction(new_year.final),
            Fraction(after.final),
        ),
    )


def _linked(bridge: Bridge) -> Iterator[tuple[tuple[Group, ...], tuple[Group, ...]]]:
    """Groups of both sets that carry each other on, in the order of the new set, then the old."""
    left = {group.id: group for group in bridge.old.groups if group.kind != "unscored"}
    right = {group.id: group for group in bridge.new.groups if group.kind != "unscored"}
    seen: set[str] = set()
    for gid in right:
        if gid not in seen:
            new, old = _component(bridge, gid)
            seen |= new
            yield (
                tuple(group for key, group in left.items() if key in old),
                tuple(group for key, group in right.items() if key in new),
            )
    reached = {old for old, new in bridge.groups if new in right}
    for gid, group in left.items():
        if gid not in reached:
            yield (group,), ()


def _component(bridge: Bridge, start: str) -> tuple[set[str], set[str]]:
    """All groups of the new and of the old set that are linked with one of the new."""
    new, old = {start}, set[str]()
    while True:
        more = {one for one, other in bridge.groups if other in new}
        further = {other for one, other in bridge.groups if one in more}
        if more <= old and further <= new:
            return new, old
        old |= more
        new |= further


def _group(corners: Corners, old: tuple[Group, ...], new: tuple[Group, ...]) -> _Exact:
    """What is linked, under both sets in both years."""
    named = new or old
    of_set = (old, new, old, new)
    points = [
        [score.sums for score in tree.groups if any(score.group.id == group.id for group in groups)]
        for tree, groups in zip(corners, of_set, strict=True)
    ]
    claimed = [_sum(sums.claimed for sums in each) for each in points]
    final = [_sum(sums.final for sums in each) for each in points]
    return _Exact(
        "+".join(group.id for group in named),
        " + ".join(group.name for group in named),
        (claimed[0], claimed[1], claimed[2], claimed[3]),
        (final[0], final[1], final[2], final[3]),
    )


def _rest(whole: _Exact, rows: list[_Exact]) -> _Exact:
    """What the groups lack to the whole: points beyond the maximum, which do not count."""
    claimed = [whole.claimed[i] - sum((row.claimed[i] for row in rows), ZERO) for i in range(4)]
    final = [whole.final[i] - sum((row.final[i] for row in rows), ZERO) for i in range(4)]
    return _Exact(
        "",
        "",
        (claimed[0], claimed[1], claimed[2], claimed[3]),
        (final[0], final[1], final[2], final[3]),
    )


def _row(exact: _Exact, parts: tuple[Fraction, Fraction, Fraction], places: int) -> Row:
    def points(value: Fraction) -> Decimal:
        return round_points(value, Rounding(places))

    set_, work, proof = (points(part) for part in parts)
    before, after = points(exact.final[0]), points(exact.final[3])
    return Row(exact.id, exact.name, before, after, Parts(set_, work, proof))


_UP = {(0, 1): (0, 1), (1, 2): (1, 2), (0, 2): (2, 0)}
"""Of two causes with half a cent each: which is rounded up, which down."""


def _in_steps(
    rows: list[tuple[Fraction, Fraction, Fraction]], places: int
) -> list[tuple[Fraction, Fraction, Fraction]]:
    """Every part in whole cents, at most half a cent off, rows as exact as before.

    A mean of two figures in cents has at most half a cent, and a row with a whole sum has none or
    two of these: one is rounded up, the other down. Rows with halves of the same two causes take
    turns, and the three pairs go round in a circle, so that no cause's sum over the rows is off by
    more than half a cent either.
    """
    step = Fraction(1, 10**places)
    turns = dict.fromkeys(_UP, 0)
    rounded = []
    for row in rows:
        parts = list(row)
        halves = tuple(i for i, part in enumerate(row) if (part / step).denominator != 1)
        if len(halves) == 2:  # noqa: PLR2004 - two halves make a whole
            pair = (halves[0], halves[1])
            up, down = _UP[pair] if turns[pair] % 2 == 0 else reversed(_UP[pair])
            turns[pair] += 1
            parts[up] += step / 2
            parts[down] -= step / 2
        rounded.append((parts[0], parts[1], parts[2]))
    return rounded


def unhoused(tree: ScoreTree, bridge: Bridge) -> tuple[str, ...]:
    """The stated answers that another set does not ask for, as ``criterion.fact``."""
    if bridge.same:
        return ()
    order = {key: number for number, key in enumerate(bridge.old.sharing)}
    lost = [key for key in tree.facts.values if key not in bridge.facts and key in order]
    return tuple(f"{key.criterion}.{key.fact}" for key in sorted(lost, key=order.__getitem__))
