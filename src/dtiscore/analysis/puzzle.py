"""What an optimum is sought for: items with their price, and what sets of them bring.

Everything here is whole numbers: points in the set's smallest step, money and person-days in
units of the caller's. What an action is, and what several bring together, is decided before
(`interplay`): of each criterion every admissible set of the actions that touch it is an option
of its own, with the points the engine gives for just that set. So points add up exactly, however
steps and papers depend on each other.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.points import ONE, Rounding, round_points

if TYPE_CHECKING:
    from collections.abc import Collection

    from dtiscore.base.points import RoundingMode


class Enough(NamedTuple):
    """So many of what other items bring, each item so many; any of them will do."""

    of: tuple[tuple[int, int], ...]
    number: int

    def there(self, chosen: Collection[int]) -> bool:
        """Whether these items bring as many."""
        return sum(n for item, n in self.of if item in chosen) >= self.number


class Item(NamedTuple):
    """Something that can be done: its price, its person-days, and what must be done with it."""

    cost: int = 0
    effort: int = 0
    requires: tuple[int, ...] = ()
    takes: tuple[Enough, ...] = ()

    def stands(self, chosen: frozenset[int]) -> bool:
        """Whether all that it rests on is among these."""
        return chosen.issuperset(self.requires) and all(e.there(chosen) for e in self.takes)


class Option(NamedTuple):
    """What just these items bring to one criterion; the empty option brings nothing."""

    items: frozenset[int]
    points: int


class Knot(NamedTuple):
    """One criterion: its group, and every admissible set of the items that touch it.

    An item of ``touching`` that is in none of its options cannot be done at all.
    """

    group: int
    options: tuple[Option, ...]
    touching: frozenset[int]


class Group(NamedTuple):
    """How the points of a group's criteria count in the total.

    Attributes:
        base: their sum as it stands.
        least, most: the bounds of an adjustment group.
        factor: by which a rescaled group stretches its sum, rounded then as the set rounds.
    """

    base: int
    least: int | None = None
    most: int | None = None
    factor: Fraction = ONE
    rounding: RoundingMode = "half_up"

    def counted(self, points: int) -> int:
        """What a sum of so many points counts."""
        if self.factor != ONE:
            points = int(round_points(points * self.factor, Rounding(0, self.rounding)))
        if self.least is not None:
            points = max(points, self.least)
        return points if self.most is None else min(points, self.most)

    @property
    def plain(self) -> bool:
        """Whether every point of a criterion is a point of the total."""
        return self.least is None and self.most is None and self.factor == ONE


class Puzzle(NamedTuple):
    """All that can be done, and what comes of it.

    Attributes:
        most: the most the total may be.
        barred: items left out. forced: items taken. one_of: of each of these sets at least one.
    """

    items: tuple[Item, ...]
    knots: tuple[Knot, ...]
    groups: tuple[Group, ...]
    most: int | None = None
    barred: frozenset[int] = frozenset()
    forced: frozenset[int] = frozenset()
    one_of: tuple[frozenset[int], ...] = ()

    def allows(self, chosen: frozenset[int]) -> bool:
        """Whether these may be done together, whatever it costs."""
        return (
            chosen.isdisjoint(self.barred)
            and self.forced <= chosen
            and not any(chosen.isdisjoint(some) for some in self.one_of)
            and all(self.items[i].stands(chosen) for i in chosen)
        )

    def points(self, chosen: frozenset[int]) -> int | None:
        """The total with these items done; None where they exclude each other."""
        sums = [group.base for group in self.groups]
        for knot in self.knots:
            wanted = chosen & knot.touching
            option = next((each for each in knot.options if each.items == wanted), None)
            if option is None:
                return None
            sums[knot.group] += option.points
        total = sum(group.counted(n) for group, n in zip(self.groups, sums, strict=True))
        return total if self.most is None else min(total, self.most)

    def cost(self, chosen: Collection[int]) -> int:
        """The price of these items together."""
        return sum(self.items[i].cost for i in chosen)

    def effort(self, chosen: Collection[int]) -> int:
        """The person-days of these items together."""
        return sum(self.items[i].effort for i in chosen)


class Limits(NamedTuple):
    """What a set must reach, and may take; None: no such limit."""

    target: int | None = None
    budget: int | None = None
    effort: int | None = None


class Choice(NamedTuple):
    """A set of items with all it brings and takes.

    Attributes:
        gap: how far the best bound lies from it, as a share of the goal; 0: proven to be best.
    """

    items: frozenset[int]
    points: int
    cost: int
    effort: int
    gap: Fraction = Fraction(0)
