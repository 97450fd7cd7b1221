"""How long 100,000 simulated outcomes of a province's ranks take, beyond the import of numpy.

Thirty agencies, ours with twenty risks. Goal: at most 0.2 s for the ranks, their band and a
chance; printed beside it what it takes to say the points needed.

Run from the root:  python benchmarks/chances.py [--runs 100000] [--agencies 30]
"""

from __future__ import annotations

import argparse
import statistics
import time
from decimal import Decimal

import numpy as np

from dtiscore.analysis.chances import Drawn, Model
from dtiscore.analysis.growth import Growth
from dtiscore.model.scale import PublishedAs

GOAL = 0.2
ROUNDS = 7


def model(agencies: int) -> Model:
    """Agencies spread evenly over 350 points, ours in the middle."""
    peers = [Decimal(500 + 350 * i // agencies) for i in range(agencies - 1)]
    growth = [Growth(30.0, 20.0)] * len(peers)
    risks = [Decimal(5)] * 20
    return Model(peers, growth, Decimal(750), risks, 0.5, Decimal(1000), PublishedAs())


def main() -> None:
    """Measure, print, and fail where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--agencies", type=int, default=30)
    asked = parser.parse_args()
    question = model(asked.agencies)
    ranks, needed = [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        drawn = Drawn(question, runs=asked.runs)
        drawn.band()
        drawn.chance(10)
        ranks.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        drawn.needed(10, 0.8)
        needed.append(time.perf_counter() - begun)
    middle = statistics.median(ranks)
    print(f"numpy {np.__version__}, {asked.runs} outcomes, {asked.agencies} agencies")
    print(f"ranks, band and chance: {middle:.3f} s (goal {GOAL} s), the first {ranks[0]:.3f} s")
    print(f"points needed: {statistics.median(needed):.3f} s")
    if middle > GOAL:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
