"""The best set of actions: an exact optimum by mixed-integer programming (HiGHS).

What is chosen from is a `Puzzle` of whole numbers; the answer is added up again in them.
"""

from __future__ import annotations

from fractions import Fraction
from operator import le
from typing import TYPE_CHECKING

from dtiscore.analysis.puzzle import Choice, Group, Knot, Limits, Option, Puzzle
from dtiscore.base.points import ONE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

SEED = 1
"""HiGHS breaks ties by chance; the same plan must come out every time."""
SECONDS = 60.0
"""How long one of the searches may take before it ends with what was found."""


class WrongSumError(RuntimeError):
    """The solver's answer is not what its whole numbers add up to: a defect, never data."""


def best(puzzle: Puzzle, limits: Limits, seconds: float = SECONDS) -> Choice | None:
    """The cheapest set that reaches the target; without one, the most points under the limits.

    Of equally cheap ones that with the fewest person-days, then the fewest items, then the most
    points; of those with equally many points the cheapest, and so on. None: there is no such set.
    """
    return _Search(puzzle, limits, seconds).run()


def _private(puzzle: Puzzle) -> frozenset[int]:
    """The items that touch one criterion alone, and that nothing else depends on."""
    seen: dict[int, int] = {}
    for knot in puzzle.knots:
        for i in knot.touching:
            seen[i] = seen.get(i, 0) + 1
    bound = {i for i, item in enumerate(puzzle.items) if item.requires or item.takes}
    bound |= {other for item in puzzle.items for other in item.requires}
    bound |= {other for item in puzzle.items for some in item.takes for other, _ in some.of}
    bound |= puzzle.forced.union(*puzzle.one_of)
    return frozenset(i for i, times in seen.items() if times == 1 and i not in bound)


def _worthwhile(puzzle: Puzzle, knot: Knot, own: frozenset[int]) -> list[Option]:
    """The options that may be part of a best set: none has a better one in its stead.

    Those of equal worth in everything are left out as well, but for the first of them.
    """
    open_ = [o for o in knot.options if o.items and o.items.isdisjoint(puzzle.barred)]
    worth = {
        o: (puzzle.cost(o.items), puzzle.effort(o.items), len(o.items), -o.points) for o in open_
    }
    kept: list[Option] = []
    none = Option(frozenset(), 0)
    worth[none] = (0, 0, 0, 0)
    for option in sorted(open_, key=lambda o: (worth[o], sorted(o.items))):
        rivals = [none, *kept] if option.items <= own else kept
        same = (o for o in rivals if o.items - own == option.items - own)
        if not any(all(map(le, worth[o], worth[option])) for o in same):
            kept.append(option)
    return kept


class _Search:
    """One puzzle as a mixed-integer program: columns for options, shared items, and the total.

    An item that touches one criterion alone and hangs on nothing else needs no column: its price
    is its options'. What a better option makes pointless is left out beforehand. HiGHS would find
    both by itself, were its presolve to be trusted.
    """

    def __init__(self, puzzle: Puzzle, limits: Limits, seconds: float) -> None:
        self.puzzle, self.limits, self.seconds = puzzle, limits, seconds
        self.bounds: list[tuple[float, float]] = []
        self.rows: list[tuple[float, float, dict[int, float]]] = []
        self.brings: dict[int, frozenset[int]] = {}
        own = _private(puzzle)
        shared = [i for i in range(len(puzzle.items)) if i not in own]
        self.items = {i: self._column(*self._fixed(i)) for i in shared}
        self.brings |= {column: frozenset({i}) for i, column in self.items.items()}
        sums: list[dict[int, float]] = [{} for _ in puzzle.groups]
        for knot in puzzle.knots:
            self._knot(knot, own, sums[knot.group])
        self.total, self.base = self._total(sums)
        self._demands()

    def _column(self, lower: float = 0, upper: float = 1) -> int:
        self.bounds.append((lower, upper))
        return len(self.bounds) - 1

    def _at_most(self, upper: float, terms: Mapping[int, float]) -> None:
        self.rows.append((-_INFINITE, upper, dict(terms)))

    def _at_least(self, lower: float, terms: Mapping[int, float]) -> None:
        self.rows.append((lower, _INFINITE, dict(terms)))

    def _fixed(self, item: int) -> tuple[int, int]:
        return (int(item in self.puzzle.forced), int(item not in self.puzzle.barred))

    def _knot(self, knot: Knot, own: frozenset[int], points: dict[int, float]) -> None:
        """One of its options: the one with exactly the items that are done."""
        columns = {}
        for option in _worthwhile(self.puzzle, knot, own):
            column = self._column()
            columns[column] = option
            self.brings[column] = option.items & own
            if option.points:
                points[column] = option.points
        if len(columns) > 1:
            self._at_most(1, dict.fromkeys(columns, 1))
        for item in knot.touching - own:
            used = {column: -1.0 for column, option in columns.items() if item in option.items}
            self.rows.append((0, 0, {self.items[item]: 1, **used}))

    def _total(self, sums: list[dict[int, float]]) -> tuple[dict[int, float], int]:
        """The total: columns and what is there without them; it may be more than it says."""
        most = self.puzzle.most
        terms: dict[int, float] = {}
        base = 0
        for group, points in zip(self.puzzle.groups, sums, strict=True):
            if not points:
                base += group.counted(group.base)
            elif group.plain:
                base += group.base
                terms |= points
            else:
                terms[self._counted(group, points)] = 1
        # What it may be matters only where it can be more.
        if most is None or base + sum(self._highest(c, n) for c, n in terms.items()) <= most:
            return terms, base
        # A bound on both sides: with an integer that has none HiGHS may end without an answer.
        far = sum(map(_reach, self.puzzle.groups, sums))
        total = self._column(-far, most)
        self._at_most(base, {total: 1, **{column: -n for column, n in terms.items()}})
        return {total: 1}, 0

    def _highest(self, column: int, points: float) -> float:
        lower, upper = self.bounds[column]
        return max(lower * points, upper * points)

    def _counted(self, group: Group, points: dict[int, float]) -> int:
        """A column that is at most what a group counts: as much where more is better."""
        far = _reach(group, points)
        column = self._column(-far, far if group.most is None else group.most)
        over, under = group.factor.numerator, group.factor.denominator
        # Where ties go to the even digit, one that goes up is left aside: the sum is no less.
        tie = {"half_up": under, "half_even": under - 1, "down": 0}[group.rounding]
        room = 2 * over * group.base + (tie if group.factor != ONE else 0)
        terms = {column: 2.0 * under, **{c: -2 * over * n for c, n in points.items()}}
        if group.least is None:
            self._at_most(room, terms)
            return column
        # Either no more than the sum, or no more than the floor.
        floor, far = self._column(), 4 * far
        self._at_most(room, {**terms, floor: -far})
        self._at_most(group.least + far, {column: 1, floor: far})
        return column

    def _demands(self) -> None:
        puzzle, limits = self.puzzle, self.limits
        for i, column in self.items.items():
            for other in puzzle.items[i].requires:
                self._at_most(0, {column: 1, self.items[other]: -1})
            for some in puzzle.items[i].takes:
                brought = {self.items[other]: -float(n) for other, n in some.of}
                self._at_most(0, {column: some.number, **brought})
        for any_of in puzzle.one_of:
            self._at_least(1, {self.items[i]: 1 for i in any_of})
        if limits.budget is not None:
            self._at_most(limits.budget, self._sums(puzzle.cost))
        if limits.effort is not None:
            self._at_most(limits.effort, self._sums(puzzle.effort))
        if limits.target is not None:
            self._at_least(limits.target - self.base, self.total)

    def _sums(self, of: Callable[[frozenset[int]], int]) -> dict[int, float]:
        """The columns whose items have some of it."""
        found = {column: of(items) for column, items in self.brings.items()}
        return {column: n for column, n in found.items() if n}

    def run(self) -> Choice | None:
        """Goal after goal, each one's best kept while the next is sought."""
        puzzle = self.puzzle
        if not self.bounds:  # HiGHS has no answer to a program without columns
            short = self.limits.target is not None and self.base < self.limits.target
            return None if short else self._checked(frozenset(), Fraction(0))
        points = {column: -n for column, n in self.total.items()}
        more = len(puzzle.items) + 1  # a person-day outweighs any number of items
        goals = [
            self._sums(puzzle.cost),
            self._sums(lambda items: puzzle.effort(items) * more + len(items)),
        ]
        goals = [points, *goals] if self.limits.target is None else [*goals, points]
        solver = _Solver(self, self.seconds)
        gap = Fraction(0)
        for goal in filter(None, goals) if any(goals) else [{}]:
            found = solver.least(goal)
            if found is None:
                break
            gap = max(gap, found)
            if found:
                break
        if solver.taken is None:
            return None
        return self._checked(solver.taken, gap)

    def _checked(self, chosen: frozenset[int], gap: Fraction) -> Choice:
        """The set, added up again in whole numbers: floats decide nothing.

        Raises:
            WrongSumError: it is not what was asked for.
        """
        puzzle, limits = self.puzzle, self.limits
        points, cost, effort = puzzle.points(chosen), puzzle.cost(chosen), puzzle.effort(chosen)
        right = puzzle.allows(chosen) and points is not None
        right = right and (limits.target is None or (points or 0) >= limits.target)
        right = right and (limits.budget is None or cost <= limits.budget)
        right = right and (limits.effort is None or effort <= limits.effort)
        if not right or points is None:
            raise WrongSumError(sorted(chosen), points, cost, effort)
        return Choice(chosen, points, cost, effort, gap)


_INFINITE = float("inf")


def _reach(group: Group, points: Mapping[int, float]) -> int:
    """More than what the group counts can ever be away from 0."""
    most = abs(group.base) + int(sum(map(abs, points.values())))
    bounds = abs(group.least or 0) + abs(group.most or 0)
    return -int(-most * max(group.factor, ONE) // 1) + bounds + 1


class _Solver:
    """HiGHS with one program loaded; ``taken`` are the items of the last solution."""

    def __init__(self, search: _Search, seconds: float) -> None:
        import highspy  # noqa: PLC0415 - 0.2 s that no other command needs

        self._search = search
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("output_flag", False),
            # The presolve of 1.13 to 1.15 calls small programs of just this kind infeasible that
            # are not (HiGHS #3090).
            ("presolve", "off"),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.0),
            ("threads", 1),
            ("random_seed", SEED),
            ("time_limit", seconds),
        ):
            self._highs.setOptionValue(name, value)
        self._status = highspy.HighsModelStatus
        self._highs.passModel(_program(highspy, search))
        self._goal: dict[int, float] = {}
        self._last: Any = None
        self.taken: frozenset[int] | None = None

    def least(self, goal: dict[int, float]) -> Fraction | None:
        """Minimise a sum of columns, and keep it there; the gap, None without a solution."""
        highs, width = self._highs, len(self._search.bounds)
        for column in self._goal.keys() | goal.keys():
            highs.changeColCost(column, goal.get(column, 0.0))
        self._goal = goal
        if self._last is not None:
            highs.setSolution(self._last)
        highs.run()
        status, info = highs.getModelStatus(), highs.getInfo()
        solved = status == self._status.kOptimal
        if not solved and not info.primal_solution_status:
            return None
        self._last = highs.getSolution()
        values = list(self._last.col_value)
        if len(values) != width:
            return None
        if not solved and info.primal_solution_status != _FEASIBLE:
            return None
        done = (items for c, items in self._search.brings.items() if values[c] > _DONE)
        self.taken = frozenset[int]().union(*done)
        worth = sum(n * round(values[column]) for column, n in goal.items())
        columns = list(goal)
        highs.addRow(-_INFINITE, worth, len(columns), columns, [goal[c] for c in columns])
        return Fraction(0) if solved else Fraction(str(min(info.mip_gap, 1.0)))


_FEASIBLE = 2
_DONE = 0.5


def _program(highspy: Any, search: _Search) -> Any:
    """The rows and columns as HiGHS wants them."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(search.bounds), len(search.rows)
    lp.col_cost_ = [0.0] * len(search.bounds)
    lp.col_lower_ = [lower for lower, _ in search.bounds]
    lp.col_upper_ = [upper for _, upper in search.bounds]
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(search.bounds)
    lp.row_lower_ = [lower for lower, _, _ in search.rows]
    lp.row_upper_ = [upper for _, upper, _ in search.rows]
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = lp.num_col_, lp.num_row_
    starts, index, value = [0], [], []
    for _, _, terms in search.rows:
        index += list(terms)
        value += [float(n) for n in terms.values()]
        starts.append(len(index))
    matrix.start_, matrix.index_, matrix.value_ = starts, index, value
    return lp
