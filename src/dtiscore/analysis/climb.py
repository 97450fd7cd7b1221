"""The search for the steps that win most together, of criteria that share facts.

What a criterion wants and is worth depends only on the facts it sees, and where a climb ends only
on where it starts, so each is worked out once.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dtiscore.base.points import ZERO
from dtiscore.rules.follow import follow
from dtiscore.scoring.tree import NOTHING, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from decimal import Decimal

    from dtiscore.analysis.outlook import Changes, Outlook, Seen
    from dtiscore.model.criteria_set import FactKey
    from dtiscore.rules.core import FactValue, Rule, Setting
    from dtiscore.scoring.tree import CriterionScore

MOST_TRIES = 20_000
"""Changes of one group of criteria that are held against each other; then the best found stands."""
_MOST_CLIMBS = 50

Place: TypeAlias = "frozenset[tuple[FactKey, FactValue]]"


class Climber(NamedTuple):
    """A criterion that can gain, with its rule and its setting on the day asked."""

    criterion: CriterionScore
    rule: Rule
    setting: Setting


class Climb:
    """One search; ``tries`` counts the changes that were looked at."""

    def __init__(self, outlook: Outlook, climbers: Sequence[Climber]) -> None:
        self.outlook = outlook
        self.climbers = climbers
        self.tries = 0
        self._wants: dict[Seen, tuple[Changes, ...]] = {}
        self._worth: dict[Seen, Fraction] = {}
        self._tops: dict[tuple[Place, frozenset[FactKey]], tuple[Fraction, Changes]] = {}

    def top(self) -> Changes:
        """The steps that win most together.

        Where no single step wins any more, one that loses may open the way to others: with more
        meetings held more can be chaired. So each is tried with all that can be done while it
        stands, also as the very first: what others do may leave no room for it.
        """
        height, changes = self._ascend({})
        starts: list[Changes] = [changes, {}]
        while starts and not self._all_won(changes):
            best = max(self._ways(starts.pop(0)), key=_first, default=None)
            if best is not None and best[0] > height:
                height, changes = best
                starts.insert(0, changes)
        return changes

    def _ways(self, start: Changes) -> Iterator[tuple[Fraction, Changes]]:
        """Each step after the start, with what it takes to mend it, and all that follows."""
        for wanted in self._all_wanted(start):
            for way in self._mended(start, wanted):
                if self.tries >= MOST_TRIES:
                    return
                yield self._ascend(self._ascend(way, held=wanted.keys())[1])

    def _all_won(self, changes: Changes) -> bool:
        """Whether the changes leave nothing to win."""
        after = self.outlook.rescored(changes)
        each = (one.criterion for one in self.climbers)
        return all(claimed(after.get(c.id, c)) >= c.max for c in each)

    def _mended(self, changes: Changes, wanted: Changes) -> Iterator[Changes]:
        """A step, and with what others lose by it won back, one after the other."""
        held = wanted.keys()
        way: Changes = changes
        for _ in range(len(self.climbers) + 1):
            possible = self.outlook.possible(way, wanted)
            if possible is None:
                return
            way = {**way, **possible}
            yield way
            losing = (
                steps[-1]
                for one in self.climbers
                if self._points(one.criterion, way) < self._points(one.criterion, changes)
                and (steps := [s for s in self._wanted(one, way) if held.isdisjoint(s)])
            )
            wanted = next(losing, {})
            if not wanted:
                return

    def _ascend(
        self, changes: Changes, held: Collection[FactKey] = frozenset()
    ) -> tuple[Fraction, Changes]:
        """The best step after the changes, and the best after that, as long as it wins anything.

        The facts ``held`` stay as they are.
        """
        kept = frozenset(held)
        height, passed = self._height(changes), []
        for _ in range(_MOST_CLIMBS):
            here = (frozenset(changes.items()), kept)
            if here in self._tops:
                height, changes = self._tops[here]
                break
            passed.append(here)
            best = max(self._steps(changes, kept), key=_first, default=None)
            if best is None or best[0] <= 0:
                break
            height, changes = height + best[0], {**changes, **best[1]}
        self._tops.update(dict.fromkeys(passed, (height, changes)))
        return height, changes

    def _steps(
        self, changes: Changes, held: frozenset[FactKey]
    ) -> Iterator[tuple[Fraction, Changes]]:
        """Every step that is possible after the changes, each once, with what it wins."""
        tried: set[Place] = set()
        for wanted in self._all_wanted(changes):
            if not held.isdisjoint(wanted):
                continue
            for stop in self.outlook.stops(changes, wanted):
                place = frozenset(stop.items())
                if place not in tried:
                    tried.add(place)
                    self.tries += 1
                    yield self._gain(changes, stop), stop

    def _all_wanted(self, changes: Changes) -> Iterator[Changes]:
        """What any criterion wants after the changes, each once."""
        found: set[Place] = set()
        for one in self.climbers:
            for wanted in self._wanted(one, changes):
                place = frozenset(wanted.items())
                if place not in found:
                    found.add(place)
                    yield wanted

    def _wanted(self, one: Climber, changes: Changes) -> tuple[Changes, ...]:
        """The steps of one criterion after the changes, and all of them together."""
        seen = self.outlook.seen(one.criterion, changes)
        if seen not in self._wants:
            each = self.outlook.steps(one.criterion, changes, one.setting)
            steps = [step.changes for step in each]
            if steps:
                facts = self.outlook.facts(one.criterion, changes)
                steps.append(follow(one.rule, facts, one.setting).changes)
            self._wants[seen] = tuple(self.outlook.keyed(one.criterion, step) for step in steps)
        return self._wants[seen]

    # --- points ---------------------------------------------------------------------------

    def _height(self, changes: Changes) -> Fraction:
        """What the changes add to the claimed points, as they count in the total."""
        return self._gain({}, changes)

    def _gain(self, changes: Changes, step: Changes) -> Fraction:
        """What a step adds to the claimed points after the changes, as they count in the total."""
        after = {**changes, **step}
        return sum(
            (
                self._points(criterion, after) - self._points(criterion, changes)
                for criterion in self.outlook.seen_by(step)
            ),
            ZERO,
        )

    def _points(self, criterion: CriterionScore, changes: Changes) -> Fraction:
        """A criterion's claimed points after the changes; what is decided does not move."""
        seen = self.outlook.seen(criterion, changes)
        if seen not in self._worth:
            moves = criterion.confirmed is None and criterion.state is not State.UNSCORED
            points = claimed(self.outlook.scored(criterion, changes)) if moves else NOTHING
            self._worth[seen] = self.outlook.weights[criterion.id] * Fraction(points)
        return self._worth[seen]


def claimed(criterion: CriterionScore) -> Decimal:
    """The claimed points, none where it was not evaluated."""
    return NOTHING if criterion.claimed is None else criterion.claimed


def _first(way: tuple[Fraction, Changes]) -> Fraction:
    return way[0]
