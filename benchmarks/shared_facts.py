"""Plans of criteria that share one fact: goal 2 s of the processor to find what can be done.

What one wins by it another may lose, so the search for what can still be reached together
(`analysis/climb.py`) tries many changes; how many is printed beside the seconds. The sets are those
whose counts tests/analysis/test_climb.py bounds: numbers of their own and a whole that half want
low, parts of one whole, and levels of one number.

Run from the root:  python benchmarks/shared_facts.py
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from dtiscore.analysis import plan
from dtiscore.analysis.actions import frame_of
from dtiscore.analysis.climb import MOST_TRIES, Climb
from dtiscore.analysis.gathering import gather
from dtiscore.analysis.improvement import Planner, Wanted
from dtiscore.analysis.intime import Hints

if TYPE_CHECKING:
    from dtiscore.analysis.outlook import Changes

TESTS = Path(__file__).parents[1] / "tests"
GOAL = 2.0


class Counted(Climb):
    """A search that leaves its count behind."""

    last = 0

    def top(self) -> Changes:
        """The steps that win most together."""
        found = super().top()
        Counted.last = self.tries
        return found


def main() -> None:
    """Time each, and fail where the goal is missed."""
    sys.path[:0] = [str(TESTS / "scoring"), str(TESTS / "analysis")]
    import test_climb as sets

    plan.Climb = Counted  # type: ignore[misc]
    slow = False
    for name, make, sizes in (
        ("sums", sets.sums, (4, 8, 12, 16, 24)),
        ("ratios", sets.ratios, (5, 10, 20, 40)),
        ("tiers", sets.tiers, (10, 20, 40)),
    ):
        for size in sizes:
            frame = frame_of(make(size), sets.DAY, Hints(), None)
            begun = time.process_time()
            plan.planned(frame.outlook, frame.days)
            climbed = time.process_time()
            gathered = gather(frame)
            listed = time.process_time()
            planner = Planner(gathered)
            status = planner.plan(Wanted()).status
            ended = time.process_time()
            slow = slow or listed - begun > GOAL
            print(
                f"{name} {size}: search {climbed - begun:.2f} s ({Counted.last} tries),"
                f" steps {listed - climbed:.2f} s ({len(planner.actions)}),"
                f" plan {ended - listed:.2f} s ({status})",
                flush=True,
            )
    print(f"goal {GOAL} s for search and steps; at most about {MOST_TRIES} tries")
    if slow:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
