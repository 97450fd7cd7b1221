"""1,000 assessments of the sample set through the Python API, on one core: goal 2 s.

The assessments differ from each other and carry papers, so claimed and provable points are both
worked out. Reading YAML is not part of it (see ``yaml_reading.py``).

Run from the root:  python benchmarks/scoring.py
"""

from __future__ import annotations

import random
import statistics
import time
from pathlib import Path

from dtiscore import api
from dtiscore.model.facts import StatedFacts
from dtiscore.rules.core import FactType
from dtiscore.scoring.engine import Scoring, score
from dtiscore.scoring.offers import Papers

ROOT = Path(__file__).parents[1]
ASSESSMENTS, RUNS, GOAL = 1_000, 5, 2.0


def varied(count: int) -> list[Scoring]:
    """The sample's assessment, each time with other counts within what is possible."""
    workspace = api.load(ROOT)
    files, assessment = workspace.set_files, workspace.assessment
    if files is None or assessment is None:
        raise SystemExit(str(workspace.diagnostics))
    criteria_set, papers = files.criteria_set, Papers(workspace.evidence.by_criterion())
    parts = {
        criteria_set.facts[cid][name].key
        for cid, criterion in criteria_set.criteria.items()
        for name in (getattr(criterion.rule, "part", None),)
        if name is not None and criteria_set.facts[cid][name].type is FactType.COUNT
    }
    chance = random.Random(2023)  # noqa: S311 - varied, not secret
    scorings = []
    for _ in range(count):
        values = dict(workspace.facts.values)
        for key in parts & set(values):
            values[key] = type(values[key])(chance.randint(0, int(values[key])))
        facts = StatedFacts(values, workspace.facts.origins)
        scorings.append(Scoring(criteria_set, assessment.value, facts, "so-gtvt", papers=papers))
    return scorings


def main() -> None:
    """Time it, and print the median."""
    scorings = varied(ASSESSMENTS)
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        totals = {score(one).total.final for one in scorings}
        times.append(time.perf_counter() - start)
    median = statistics.median(times)
    criteria = len(scorings[0].criteria_set.criteria)
    print(f"{ASSESSMENTS} assessments x {criteria} criteria, {len(totals)} different totals")
    print(f"median {median:.2f} s of {RUNS} (goal {GOAL} s)")


if __name__ == "__main__":
    main()
