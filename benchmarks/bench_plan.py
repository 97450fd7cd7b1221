"""The best plan over 60 criteria and 200 steps, to proven optimum: goal 1 s.

Every criterion has up to four levels, of which one is chosen, and half of them a paper that must
be there for any of it; costs, person-days and points are drawn at random (seeded). Both questions
are timed: the cheapest set that reaches a target, and the most points for a budget. Loading HiGHS
(once a run) is shown beside it.

Run from the root:  python benchmarks/bench_plan.py
"""

from __future__ import annotations

import importlib
import random
import statistics
import time

from dtiscore.analysis.optimum import best
from dtiscore.analysis.puzzle import Group, Item, Knot, Limits, Option, Puzzle

CRITERIA, STEPS, RUNS, GOAL = 60, 200, 5, 1.0


def puzzle(seed: int) -> Puzzle:
    """Sixty criteria whose levels and papers come to two hundred items."""
    chance = random.Random(seed)  # noqa: S311 - varied, not secret
    papers = STEPS // 2 - CRITERIA // 2 - 30
    sizes = [2 + (n % 3) for n in range(CRITERIA)]
    sizes[0] += STEPS - papers - sum(sizes)
    items: list[Item] = []
    knots = []
    for number, size in enumerate(sizes):
        levels = range(len(items), len(items) + size)
        items += [Item(chance.randint(0, 80) * (n + 1), chance.randint(1, 9)) for n in range(size)]
        steps = sorted(chance.randint(20, 1_500) for _ in levels)
        options = [Option(frozenset(), 0)]
        if number < papers:
            paper = len(items)
            items.append(Item(chance.randint(0, 20), chance.randint(1, 4)))
            options += [Option(frozenset({level}), 0) for level in levels]
            options.append(Option(frozenset({paper}), chance.randint(1, 300)))
            pairs = zip(levels, steps, strict=True)
            options += [Option(frozenset({level, paper}), 300 + n) for level, n in pairs]
        else:
            options += [Option(frozenset({i}), n) for i, n in zip(levels, steps, strict=True)]
        touching = frozenset[int]().union(*(option.items for option in options))
        knots.append(Knot(number % 7, tuple(options), touching))
    return Puzzle(tuple(items), tuple(knots), tuple(Group(5_000) for _ in range(7)), 100_000)


def timed(seed: int, limits: Limits) -> float:
    """Seconds of one search, which must end with a proof."""
    one = puzzle(seed)
    start = time.perf_counter()
    found = best(one, limits)
    seconds = time.perf_counter() - start
    if found is None or found.gap:
        raise SystemExit(str((seed, found)))
    return seconds


def main() -> None:
    """Time it, and print the median and the worst."""
    start = time.perf_counter()
    importlib.import_module("highspy")
    print(f"loading highspy {time.perf_counter() - start:.2f} s")
    print(f"{CRITERIA} criteria, {len(puzzle(0).items)} steps")
    for name, limits in (
        ("cheapest for a target", Limits(target=60_000)),
        ("cheapest for a target, days limited", Limits(target=60_000, effort=200)),
        ("most points for a budget", Limits(budget=1_000, effort=150)),
    ):
        times = [timed(seed, limits) for seed in range(RUNS)]
        print(f"{name}: median {statistics.median(times):.2f} s, worst {max(times):.2f} s")
    print(f"goal {GOAL} s, each to proven optimum")


if __name__ == "__main__":
    main()
