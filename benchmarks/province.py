"""How long it takes to score, rank and summarise the agencies of a country.

5,000 agencies by 50 criteria, facts made from a seed. Goal: at most 2 s, beyond the imports; then
the growth from 500 to 50,000 agencies.

Run from the root:  python benchmarks/province.py [--agencies 5000]
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import pandas as pd

from dtiscore.analysis.province import score_table, summarise
from dtiscore.model.criteria import Criterion, Group, SetHeader
from dtiscore.model.criteria_set import CriteriaSet

GOAL = 2.0
OFTEN = 0.6
CRITERIA = 50
RULES = (
    (
        {"part": {"type": "count"}, "whole": {"type": "count"}},
        {"kind": "ratio", "part": "part", "whole": "whole", "when_whole_is_zero": "zero"},
    ),
    (
        {"n": {"type": "count"}},
        {
            "kind": "tiers",
            "fact": "n",
            "tiers": [{"at_least": 4, "share": "1"}, {"at_least": 1, "share": "1/2"}],
        },
    ),
    ({"n": {"type": "count"}}, {"kind": "count", "fact": "n", "each": 2, "at_most": 20}),
    ({"done": {"type": "yes_no"}}, {"kind": "yes_no", "fact": "done"}),
    (
        {"part": {"type": "count"}, "whole": {"type": "count"}},
        {
            "kind": "ratio",
            "part": "part",
            "whole": "whole",
            "full_at": "90%",
            "when_whole_is_zero": "zero",
        },
    ),
)


def criteria_set() -> CriteriaSet:
    """Fifty criteria of 20 points in five groups, five kinds of rules in turn."""
    groups = []
    for number in range(1, 6):
        criteria = []
        for place in range(1, CRITERIA // 5 + 1):
            facts, rule = RULES[place % len(RULES)]
            named = {name: {**fact, "label": name} for name, fact in facts.items()}
            criteria.append(
                Criterion.model_validate(
                    {
                        "id": f"{number}.{place}",
                        "name": f"Tiêu chí {number}.{place}",
                        "max_score": 20,
                        "measured_by": "hệ thống",
                        "facts": named,
                        "rule": rule,
                    }
                )
            )
        groups.append(
            Group.model_validate(
                {
                    "id": str(number),
                    "name": f"Nhóm {number}",
                    "max_score": 200,
                    "criteria": criteria,
                }
            )
        )
    header = SetHeader.model_validate(
        {
            "id": "mau",
            "version": "1",
            "title": "Bộ đo tốc độ",
            "status": "illustrative",
            "max_score": 1000,
            "bands": [{"name": "Tốt", "from": 800}, {"name": "Yếu", "from": 0}],
            "published_as": {"scale": "points", "places": 2},
            "groups": [str(number) for number in range(1, 6)],
        }
    )
    return CriteriaSet(header, tuple(groups))


def facts(chosen: CriteriaSet, agencies: int) -> pd.DataFrame:
    """Facts of every agency: wholes up to 400, so that most shares differ."""
    chance, columns = np.random.default_rng(2023), {}
    for cid, known in chosen.facts.items():
        if "whole" in known:
            whole = chance.integers(1, 400, agencies)
            columns[f"{cid}.whole"] = whole
            columns[f"{cid}.part"] = chance.integers(0, whole + 1)
        elif "done" in known:
            columns[f"{cid}.done"] = np.where(chance.random(agencies) < OFTEN, "có", "không")
        else:
            columns[f"{cid}.n"] = chance.integers(0, 12, agencies)
    frame = pd.DataFrame(columns)
    frame.index = pd.Index([f"co-quan-{number}" for number in range(agencies)])
    return frame


def seconds(chosen: CriteriaSet, agencies: int) -> float:
    """Facts to ranks and figures, once."""
    table = facts(chosen, agencies)
    begun = time.perf_counter()
    points = score_table(chosen, table, year=2023)
    summarise(chosen, points)
    return time.perf_counter() - begun


def main() -> None:
    """Measure, print, and fail where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=5000)
    asked = parser.parse_args()
    chosen = criteria_set()
    seconds(chosen, 50)
    best = min(seconds(chosen, asked.agencies) for _ in range(3))
    print(f"pandas {pd.__version__}")
    print(f"{asked.agencies} agencies x {CRITERIA} criteria: {best:.2f} s (goal {GOAL} s)")
    for agencies in (500, 5_000, 50_000):
        took = seconds(chosen, agencies)
        print(f"{agencies:>6} agencies: {took:6.2f} s, {took / agencies * 1e6:5.0f} us each")
    if best > GOAL:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
