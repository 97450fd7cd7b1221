"""The plan: the best set of actions under the limits, what it reaches, and what limits it."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from itertools import product
from math import gcd, lcm
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.frontier import frontier
from dtiscore.analysis.interplay import done, interplay, points_of, rescored, steps
from dtiscore.analysis.optimum import best
from dtiscore.analysis.puzzle import Enough, Item, Limits
from dtiscore.analysis.shares import shares
from dtiscore.base.points import ONE, ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from dtiscore.analysis.actions import Action, Counted
    from dtiscore.analysis.gathering import Gathered
    from dtiscore.analysis.puzzle import Choice, Puzzle

MILLION = 1_000_000
_MOST_CORNERS = 16
_MOST_UNCERTAIN = 10


class Wanted(NamedTuple):
    """What is asked of the plan: None is no limit; money in VND, effort in person-days.

    ``must`` and ``never`` hold ids of actions; of each set in ``must`` one at least is taken.
    """

    target: Decimal | None = None
    budget: Fraction | None = None
    effort: Fraction | None = None
    until: date | None = None
    must: tuple[frozenset[str], ...] = ()
    never: frozenset[str] = frozenset()

    @property
    def limited(self) -> bool:
        """Whether anything is ruled out: by a limit, or by what must or must not be in it."""
        return self._replace(target=None) != Wanted()


class Chosen(NamedTuple):
    """An action of the plan with its part of the points; all parts add up to what is gained."""

    action: Action
    points: Decimal


class Relief(NamedTuple):
    """What would make the target reachable: the limit that binds, and what it would have to be.

    ``value`` is money, person-days or a day; None where the limit has to go altogether.
    """

    limit: str
    value: Fraction | date | None


class Corner(NamedTuple):
    """A point of the frontier: no set reaches more for the price, or as much for less."""

    points: Decimal
    cost: Fraction
    effort: Fraction


class Added(NamedTuple):
    """What comes on top of a plan: points, and the VND and person-days they take."""

    points: Decimal
    cost: Fraction
    effort: Fraction


class Plan(NamedTuple):
    """The answer.

    Attributes:
        status: optimal, feasible (not proven best) or infeasible; then it is the most points
            that the limits allow, or nothing where not even those can be kept.
        gap: how far the best bound may lie away, 0-1; 0 is the proof; None without a solution.
        now, reached: the total before and after, by the engine.
        most: the most that could be reached without any limit.
        chance: that the target is reached (without one, all of it), where chances are stated.
        limited: criteria of which not every combination could be looked at.
        of: how many actions there were to choose from.
        enough: what the target takes at the least where no limit holds, if no single one binds.
    """

    status: str
    gap: Fraction | None
    now: Decimal
    reached: Decimal | None
    cost: Fraction
    effort: Fraction
    chosen: tuple[Chosen, ...]
    reliefs: tuple[Relief, ...]
    most: Decimal | None
    chance: Fraction | None
    limited: tuple[str, ...]
    of: int
    enough: Corner | None = None

    @property
    def uncosted(self) -> int:
        """How many of its steps nobody has put a price on."""
        return sum(one.action.cost is None for one in self.chosen)

    @property
    def unmeasured(self) -> int:
        """How many of its steps nobody has estimated the person-days of."""
        return sum(one.action.effort is None for one in self.chosen)

    @property
    def undated(self) -> int:
        """How many of its steps have no earliest finish: whatever the last day, they fit."""
        actions = [one.action for one in self.chosen]
        return sum(action.ready is None and not action.counted for action in actions)

    @property
    def unready(self) -> int:
        """How many of its steps are proposals that cannot be decided on yet, or rest on one."""
        actions = [one.action for one in self.chosen]
        found = {action.id for action in actions if action.unready}
        while True:
            more = {a.id for a in actions if not found.isdisjoint(a.requires)} - found
            if not more:
                return len(found)
            found |= more


class Planner:
    """Gathered actions, asked for the best of them under limits."""

    def __init__(self, gathered: Gathered) -> None:
        self.gathered = gathered
        self.actions = gathered.actions
        self.outlook = gathered.frame.outlook
        self.money = _unit(action.cost for action in self.actions)
        self.days = _unit(action.effort for action in self.actions)
        at = {action.id: n for n, action in enumerate(self.actions)}
        items = [
            Item(
                int((action.cost or ZERO) / self.money),
                int((action.effort or ZERO) / self.days),
                tuple(at[name] for name in action.requires),
                tuple(_enough(each, at) for each in action.counted),
            )
            for action in self.actions
        ]
        found = interplay(self.outlook, self.actions, items)
        self.puzzle, self.limited = found.puzzle, found.limited

    # --- the plan -----------------------------------------------------------------------------

    def plan(self, wanted: Wanted) -> Plan:
        """The cheapest set that reaches the target; without one, the most points."""
        choice = self.choice(wanted)
        if choice is not None:
            status = "optimal" if not (choice.gap or self.limited) else "feasible"
            return self._plan(wanted, choice, status)
        nearest = self.choice(wanted._replace(target=None))
        whole = self._until(None) if wanted.until is not None else self
        most = whole.choice(Wanted())
        reliefs = tuple(self._reliefs(wanted, whole))
        plan = self._plan(wanted, nearest, "infeasible")
        reached = None if most is None else points_of(most.points, self.outlook)
        plan = plan._replace(reliefs=reliefs, most=reached)
        if reliefs or wanted.target is None:
            return plan
        free = whole.choice(Wanted(target=wanted.target))
        return plan if free is None else plan._replace(enough=whole.corner(free))

    def choice(self, wanted: Wanted) -> Choice | None:
        """The best set for what is wanted; None where none will do."""
        return best(self._puzzle(wanted), self._limits(wanted))

    def _until(self, day: date | None) -> Planner:
        """The same for another day by which the plan is to be ready."""
        return Planner(self.gathered.by(day))

    def _plan(self, wanted: Wanted, choice: Choice | None, status: str) -> Plan:
        now = self.outlook.tree.total.final
        if choice is None:
            return Plan(
                *(status, None, now, None, ZERO, ZERO, (), (), None, None),
                self.limited,
                len(self.actions),
            )
        taken = [self.actions[i] for i in sorted(choice.items)]
        reached = self.reached(taken)
        if steps(reached, self.outlook) != choice.points:
            status = "feasible" if status == "optimal" else status
        return Plan(
            status=status,
            gap=choice.gap,
            now=now,
            reached=reached,
            cost=sum((action.cost or ZERO for action in taken), ZERO),
            effort=sum((action.effort or ZERO for action in taken), ZERO),
            chosen=tuple(
                Chosen(action.due_within(wanted.until), part)
                for action, part in zip(
                    taken, shares(self.outlook, taken, reached - now), strict=True
                )
            ),
            reliefs=(),
            most=None,
            chance=self._chance(choice.items, wanted.target, reached),
            limited=self.limited,
            of=len(self.actions),
        )

    def reached(self, actions: Iterable[Action]) -> Decimal:
        """The total once these are done, by the engine, all criteria together."""
        return self.outlook.total(rescored(self.outlook, done(actions)))

    def _puzzle(self, wanted: Wanted) -> Puzzle:
        """Without what is not wanted, or not ready in time; with what must be there."""
        late = {
            n
            for n, action in enumerate(self.actions)
            if wanted.until is not None and action.ready is not None and action.ready > wanted.until
        }
        return self.puzzle._replace(
            barred=self._numbers(wanted.never) | late,
            one_of=tuple(self._numbers(some) for some in wanted.must),
        )

    def _numbers(self, names: Iterable[str]) -> frozenset[int]:
        """The actions so called; of those papers that are ready by a day, whatever the day."""
        called = {name.partition("@")[0] for name in names}
        known = enumerate(self.actions)
        exact = {action.id for action in self.actions}.intersection(names)
        return frozenset(
            n
            for n, action in known
            if action.id in exact
            or (not exact.issuperset(names) and not called.isdisjoint(action.names))
        )

    def _limits(self, wanted: Wanted) -> Limits:
        target, budget, effort = wanted.target, wanted.budget, wanted.effort
        return Limits(
            None if target is None else steps(target, self.outlook),
            None if budget is None else int(budget / self.money),
            None if effort is None else int(effort / self.days),
        )

    # --- how sure it is -------------------------------------------------------------------------

    def _chance(
        self, chosen: frozenset[int], target: Decimal | None, reached: Decimal
    ) -> Fraction | None:
        """That the target is reached, if chances are as stated and independent of each other.

        What rests on something that fails, fails. None where no chance below 1 is stated.
        """
        chances = {n: c for n in chosen if (c := self.actions[n].chance) is not None and c < 1}
        if not chances or len(chances) > _MOST_UNCERTAIN:
            return None
        goal = steps(reached if target is None else target, self.outlook)
        total = ZERO
        for fates in product((True, False), repeat=len(chances)):
            odds = ONE
            failed = set()
            for succeeds, (n, chance) in zip(fates, chances.items(), strict=True):
                odds *= chance if succeeds else 1 - chance
                failed |= set() if succeeds else {n}
            points = self.puzzle.points(self._standing(chosen - failed))
            if points is not None and points >= goal:
                total += odds
        return total

    def _standing(self, chosen: frozenset[int]) -> frozenset[int]:
        """Without what rests on something that is not there."""
        while True:
            kept = frozenset(n for n in chosen if self.puzzle.items[n].stands(chosen))
            if kept == chosen:
                return kept
            chosen = kept

    # --- limits ---------------------------------------------------------------------------------

    def _reliefs(self, wanted: Wanted, whole: Planner) -> Iterator[Relief]:
        """Every single limit that, let go, makes the target reachable, and how far."""
        without: Mapping[str, Wanted] = {
            "budget": wanted._replace(budget=None),
            "effort": wanted._replace(effort=None),
            "until": wanted._replace(until=None),
            "not": wanted._replace(never=frozenset()),
            "must": wanted._replace(must=()),
        }
        for limit, less in without.items():
            planner = whole if limit == "until" else self
            found = planner.choice(less) if less != wanted else None
            if found is None:
                continue
            if limit == "budget":
                yield Relief(limit, found.cost * self.money)
            elif limit == "effort":
                yield Relief(limit, self._least_effort(less))
            else:
                yield Relief(limit, self._first_day(wanted) if limit == "until" else None)

    def _least_effort(self, wanted: Wanted) -> Fraction:
        """The fewest person-days with which the rest can be kept."""
        turned = self._puzzle(wanted)
        items = tuple(item._replace(cost=item.effort, effort=item.cost) for item in turned.items)
        limits = self._limits(wanted)
        found = best(
            turned._replace(items=items), limits._replace(budget=None, effort=limits.budget)
        )
        return ZERO if found is None else found.cost * self.days

    def _first_day(self, wanted: Wanted) -> date | None:
        """The first day by which enough is ready."""
        actions = self.gathered.by(None).actions
        days = {day for action in actions for day in (action.ready, *action.parts)}
        later = sorted(day for day in days if day and (not wanted.until or day > wanted.until))
        # The later the day, the more is ready by it.
        first = bisect_left(later, 1, key=lambda day: int(self._enough(wanted, day)))
        return later[first] if first < len(later) else None

    def _enough(self, wanted: Wanted, until: date) -> bool:
        return self._until(until).choice(wanted._replace(until=until)) is not None

    # --- what more would bring --------------------------------------------------------------------

    def frontier(
        self, wanted: Wanted, most: int = _MOST_CORNERS
    ) -> tuple[tuple[Corner, ...], bool]:
        """The most points for a price, the dearest first; and whether these are all corners."""
        found = frontier(self._puzzle(wanted), self._limits(wanted), most)
        return tuple(map(self.corner, found.corners)), found.whole

    def corner(self, choice: Choice) -> Corner:
        """What a choice brings and takes."""
        return Corner(
            points_of(choice.points, self.outlook),
            choice.cost * self.money,
            choice.effort * self.days,
        )

    def more(self, wanted: Wanted, plan: Plan) -> tuple[Added | None, Added | None]:
        """What a million đồng, and a person-day, more than the plan takes add to it at most.

        The plan's own steps are kept, of a fact at least one of its levels, and so are the limits
        that were asked for: of the other of the two so much may be used as they allow.
        """
        if plan.reached is None:
            return None, None
        kept = (self._kept(one.action) for one in plan.chosen)
        free = wanted._replace(target=None, must=(*wanted.must, *kept))
        return (
            self._added(free._replace(budget=plan.cost + MILLION), plan),
            self._added(free._replace(effort=plan.effort + 1), plan),
        )

    def _kept(self, action: Action) -> frozenset[str]:
        """The action, or another level of its facts in its stead."""
        if not action.level:
            return frozenset({action.id})
        keys = action.changes.keys()
        return frozenset(o.id for o in self.actions if o.level and keys <= o.changes.keys())

    def _added(self, wanted: Wanted, plan: Plan) -> Added | None:
        found = best(self._puzzle(wanted), self._limits(wanted))
        if found is None or plan.reached is None:
            return None
        then = self.corner(found)
        return Added(then.points - plan.reached, then.cost - plan.cost, then.effort - plan.effort)


def _enough(counted: Counted, at: Mapping[str, int]) -> Enough:
    return Enough(tuple((at[task], n) for task, n in counted.tasks.items()), counted.number)


def _unit(amounts: Iterable[Fraction | None]) -> Fraction:
    """The largest amount of which all these are whole multiples: 500,000 đồng, half a day."""
    known = [amount for amount in amounts if amount]
    if not known:
        return ONE
    below = lcm(*(amount.denominator for amount in known))
    return Fraction(gcd(*(int(amount * below) for amount in known)), below)
