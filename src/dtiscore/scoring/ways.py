"""How far slots can be filled together: the ways to put papers that several of them take.

What is filled further is never worth less. So of two ways the one that is filled no further in
any slot can be forgotten, and papers that do the same everywhere are one kind of which only the
number counts. `every_way` finds all that remain: no other way is worth more.

That may be too many: with slots that each want hundreds of the same papers there are as many
ways as there are sums. `ways_in_turn` then looks at a few only. They are chosen by the slots
alone, never by the papers, and each is a queue: the kinds one after the other (in the order of
what they do, not of their names) go to the slots in a fixed order of preference. A paper more
never fills such a queue's slots less: where it goes it may only push another paper on to a slot
that was less full. So a paper more never lowers the best of these ways either, and the order and
the names of the files do not matter to any of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

Element: TypeAlias = "tuple[int | Fraction, ...]"
"""A quarter or month, or what a shown date is worth."""


class Use(NamedTuple):
    """What a paper does in a slot: it counts for ``size``, or adds what is not there yet.

    ``mark`` names the best of what it adds.
    """

    slot: int
    size: int
    adds: frozenset[Element] = frozenset()
    mark: Element = ()


class Kind(NamedTuple):
    """Papers that do the same everywhere: their uses in the order of the slots, and how many."""

    uses: tuple[Use, ...]
    papers: int


class Room(NamedTuple):
    """What filling a slot is good for.

    Attributes:
        levels: how far it must be filled to be worth more, from 0 up; the last is all it takes.
        spans: what is added counts, each once (quarters, months).
        largest: papers do not add up, the largest alone counts (a number that is shown).
        sizes: one paper may count for several things.
    """

    levels: Sequence[int]
    spans: bool = False
    largest: bool = False
    sizes: bool = False

    @property
    def top(self) -> int:
        """How far filling it makes sense."""
        return self.levels[-1]


class Reached(NamedTuple):
    """How far a slot is filled: counted up to its top, and what was added."""

    have: int = 0
    seen: frozenset[Element] = frozenset()

    def no_less(self, other: Reached) -> bool:
        """Whether this is filled as far, whatever may still come."""
        return self.have - other.have >= len(other.seen - self.seen)


Filled: TypeAlias = tuple[Reached, ...]
"""All slots."""
Plan: TypeAlias = tuple[tuple[int, ...], ...]
"""Of each kind how many papers go to the slot of each of its uses."""
_Linked: TypeAlias = "tuple[tuple[int, ...], _Linked] | None"


def filled(reached: Reached, use: Use, papers: int, room: Room) -> Reached:
    """The slot with so many papers more."""
    if not papers:
        return reached
    have = max(reached.have, use.size) if room.largest else reached.have + use.size * papers
    return Reached(min(room.top, have), reached.seen | use.adds)


def _most(reached: Reached, use: Use, room: Room, top: int) -> int:
    """How many of such papers still add something, up to ``top``."""
    if use.adds:
        return int(not use.adds <= reached.seen)
    if room.largest:
        return int(use.size > reached.have)
    return max(0, -(-(top - reached.have) // use.size))


# --- all of them ------------------------------------------------------------------------------


def every_way(start: Filled, kinds: Sequence[Kind], rooms: Sequence[Room]) -> dict[Filled, Plan]:
    """Every way that no other is filled further than; none that is left out is worth more."""
    last = {use.slot: index for index, kind in enumerate(kinds) for use in kind.uses}
    last_seen = {
        (use.slot, element): index
        for index, kind in enumerate(kinds)
        for use in kind.uses
        for element in use.adds
    }

    def settled(state: Filled, index: int) -> Filled:
        """With what no later paper adds again only counted."""
        return tuple(
            _counted(reached, {e for e in reached.seen if last_seen.get((slot, e), -1) <= index})
            if reached.seen and rooms[slot].spans
            else reached
            for slot, reached in enumerate(state)
        )

    ways: dict[Filled, _Linked] = {settled(start, -1): None}
    for index, kind in enumerate(kinds):
        closing = {slot for slot, at in last.items() if at == index}
        longer: dict[Filled, _Linked] = {}
        for state, way in ways.items():
            for amounts, after in _shared_out(state, kind.uses, kind.papers, rooms, closing):
                longer.setdefault(settled(after, index), (amounts, way))
        ways = _furthest(longer)
    return {state: _unlinked(way) for state, way in ways.items()}


def _counted(reached: Reached, over: set[Element]) -> Reached:
    return Reached(reached.have + len(over), reached.seen - over)


def _unlinked(way: _Linked) -> Plan:
    plan = []
    while way is not None:
        amounts, way = way
        plan.append(amounts)
    return tuple(reversed(plan))


def _shared_out(
    state: Filled, uses: Sequence[Use], papers: int, rooms: Sequence[Room], closing: set[int]
) -> Iterator[tuple[tuple[int, ...], Filled]]:
    """The papers of one kind, shared out over its uses; the first slot first gets most."""
    if not uses:
        yield (), state
        return
    use, *rest = uses
    before, room = state[use.slot], rooms[use.slot]
    # As many as these the slots after it cannot use anyway.
    wanted = (
        _most(state[other.slot], other, rooms[other.slot], rooms[other.slot].top) for other in rest
    )
    spare = papers - sum(wanted)
    for amount in range(min(papers, _most(before, use, room, room.top)), -1, -1):
        after = filled(before, use, amount, room)
        # Nothing comes after: only what reaches a level counts.
        if amount and use.slot in closing and not (use.adds or room.largest):
            one_less = filled(before, use, amount - 1, room)
            if bisect_right(room.levels, after.have) == bisect_right(room.levels, one_less.have):
                continue
        reached = (*state[: use.slot], after, *state[use.slot + 1 :])
        for amounts, whole in _shared_out(reached, rest, papers - amount, rooms, closing):
            yield (amount, *amounts), whole
        if amount <= spare:
            return


def _furthest(ways: Mapping[Filled, _Linked]) -> dict[Filled, _Linked]:
    """The ways without those that another one betters in one slot and equals in the others."""
    left = dict(ways)
    for slot in range(len(next(iter(left)))):
        alike: defaultdict[Filled, list[Filled]] = defaultdict(list)
        for state in left:
            alike[*state[:slot], *state[slot + 1 :]].append(state)
        for states in alike.values():
            if len(states) > 1:
                _drop_bettered(left, states, slot)
    return left


def _drop_bettered(ways: dict[Filled, _Linked], states: list[Filled], slot: int) -> None:
    kept: list[Reached] = []
    states.sort(key=lambda state: -(state[slot].have + len(state[slot].seen)))
    for state in states:
        if any(better.no_less(state[slot]) for better in kept):
            del ways[state]
        else:
            kept.append(state[slot])


# --- some of them -----------------------------------------------------------------------------

_MOST_PERMUTED, _MOST_LEVELS = 4, 12


def ways_in_turn(start: Filled, kinds: Sequence[Kind], rooms: Sequence[Room]) -> dict[Filled, Plan]:
    """A few ways that depend on the slots alone; a paper more never makes any of them worse."""
    ways: dict[Filled, Plan] = {}
    for queue in _queues(rooms):
        state, plan = list(start), []
        for kind in kinds:
            given = dict.fromkeys((use.slot for use in kind.uses), 0)
            uses = {use.slot: use for use in kind.uses}
            for slot, top in queue:
                if slot in uses:
                    rest = kind.papers - sum(given.values())
                    amount = min(rest, _most(state[slot], uses[slot], rooms[slot], top))
                    state[slot] = filled(state[slot], uses[slot], amount, rooms[slot])
                    given[slot] += amount
            plan.append(tuple(given.values()))
        ways.setdefault(tuple(state), tuple(plan))
    return ways


def _queues(rooms: Sequence[Room]) -> Iterator[list[tuple[int, int]]]:
    """Orders in which slots take papers, each up to a level: one by one, or level by level."""
    slots = range(len(rooms))
    if len(rooms) <= _MOST_PERMUTED:
        orders = [list(order) for order in permutations(slots)]
    else:
        turned = [[*slots[n:], *slots[:n]] for n in slots]
        orders = [*turned, *(order[::-1] for order in turned)]
    steps = max((len(room.levels) for room in rooms), default=0)
    # A paper that counts for several may go beyond a level; what it then leaves to the others
    # depends on what came before it.
    by_level = steps <= _MOST_LEVELS and not any(room.sizes for room in rooms)
    for order in orders:
        yield [(slot, rooms[slot].top) for slot in order]
        if by_level:
            yield [
                (slot, rooms[slot].levels[min(step, len(rooms[slot].levels) - 1)])
                for step in range(steps)
                for slot in order
            ]
