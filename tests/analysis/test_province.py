"""Many agencies at once: the points are the engine's own, ranks and figures are exact."""

from __future__ import annotations

import random
import sys
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from dtiscore import api
from dtiscore.analysis.province import ImpossibleError, score_table, summarise
from dtiscore.model.assessment import Assessment
from dtiscore.model.criteria_set import CriteriaSet
from dtiscore.rules.core import FactType
from dtiscore.scoring.tree import State
from workspaces import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from dtiscore.model.criteria_set import Fact

sys.path.insert(0, str(ROOT / "benchmarks"))


@pytest.fixture(scope="module")
def sample() -> CriteriaSet:
    workspace = api.load(ROOT, 2023, read_papers=False)
    assert workspace.set_files is not None
    return workspace.set_files.criteria_set


def value(fact: Fact, chance: random.Random) -> object:
    """Something that can be stated of a fact; small, so that thresholds and ties are met."""
    if chance.random() < 0.1:
        return None
    makers: dict[FactType, Callable[[], object]] = {
        FactType.YES_NO: lambda: chance.choice(["có", "không"]),
        FactType.CHOICE: lambda: chance.choice([option.value for option in fact.options]),
        FactType.PERCENT: lambda: f"{chance.randrange(101)}%",
        FactType.DATE: lambda: f"2023-0{chance.randrange(1, 10)}-15",
        FactType.AMOUNT: lambda: str(chance.randrange(1, 40)),
        FactType.COUNT: lambda: chance.randrange(40),
    }
    return makers[fact.type]()


def province(chosen: CriteriaSet, agencies: int, seed: int) -> Any:
    """Random agencies whose facts do not contradict each other."""
    chance = random.Random(seed)  # noqa: S311 - which agencies is no secret
    rows = []
    for _ in range(agencies):
        row: dict[str, object] = {}
        for cid, known in chosen.facts.items():
            for name, fact in known.items():
                if fact.key.criterion == cid:
                    row[f"{cid}.{name}"] = value(fact, chance)
        _possible(chosen, row, chance)
        rows.append(row)
    index = pd.Index([f"so-{number}" for number in range(agencies)])
    return pd.DataFrame(rows, index=index, dtype=object)


def _possible(chosen: CriteriaSet, row: dict[str, object], chance: random.Random) -> None:
    """Take away facts that contradict others, until none do."""
    for _ in range(60):
        try:
            frame = pd.DataFrame([row], dtype=object)
            score_table(chosen, frame, year=2023)
        except ImpossibleError as error:
            names = [name for name in row if name.endswith(f".{error.fact}")]
            for name in names:
                row[name] = 0 if isinstance(row[name], int) and chance.random() < 0.9 else None
        else:
            return


def stated(row: Any) -> Assessment:
    criteria: dict[str, Any] = {}
    for name, said in row.items():
        cid, _, fact = str(name).rpartition(".")
        if said is not None and not pd.isna(said):
            criteria.setdefault(cid, {"facts": {}})["facts"][fact] = {"value": said}
    return Assessment.model_validate({"period": 2023, "criteria": criteria})


@pytest.mark.parametrize("seed", range(3))
def test_every_point_is_the_engines(sample: CriteriaSet, seed: int) -> None:
    facts = province(sample, 12, seed)
    points: Any = score_table(sample, facts, year=2023)
    assert str(points.attrs["unit"]) == "0.01"
    compared = 0
    for agency, row in facts.iterrows():
        tree = api.score_assessment(sample, stated(row))
        for criterion in tree.criteria:
            rule = criterion.criterion.rule
            if rule is None or rule.kind in ("judged", "peer_ratio"):
                continue
            found = points.loc[agency, criterion.id]
            left_out = criterion.claimed is None or criterion.state is State.NOT_APPLICABLE
            exact = None if left_out else int((criterion.claimed or 0) * 100)
            assert (None if pd.isna(found) else int(found)) == exact, criterion.id
            compared += 1
    assert compared > 400


@pytest.mark.parametrize("mode", ["half_up", "half_even", "down"])
@pytest.mark.parametrize("inverse", [False, True])
def test_ratios_in_whole_numbers_are_the_engines(mode: str, *, inverse: bool) -> None:
    import province as bench  # type: ignore[import-not-found]  # noqa: PLC0415 - of benchmarks/

    chosen = bench.criteria_set()
    rounding = chosen.header.rounding.model_copy(update={"mode": mode})
    header = chosen.header.model_copy(update={"rounding": rounding})
    groups = tuple(
        group.model_copy(
            update={
                "criteria": tuple(
                    c.model_copy(update={"rule": c.rule.model_copy(update={"inverse": inverse})})
                    if c.rule.kind == "ratio"
                    else c
                    for c in group.criteria
                )
            }
        )
        for group in chosen.groups
    )
    chosen = CriteriaSet(header, groups)
    facts = bench.facts(chosen, 150)
    points: Any = score_table(chosen, facts, year=2023)
    for agency, row in facts.iterrows():
        tree = api.score_assessment(
            chosen, stated(row.map(lambda v: getattr(v, "item", lambda: v)()))
        )
        assert [int(points.loc[agency, c.id]) for c in tree.criteria] == [
            int((c.claimed or 0) * 100) for c in tree.criteria
        ]


def test_ranks_and_figures(sample: CriteriaSet) -> None:
    facts = province(sample, 30, 7)
    points: Any = score_table(sample, facts, year=2023)
    found: Any = summarise(sample, points)
    totals = points.fillna(0).sum(axis=1)
    assert list(found.table["total"]) == list(totals)
    by_hand = [1 + sum(other > mine for other in totals) for mine in totals]
    assert list(found.table["rank"]) == by_hand
    whole = found.groups.xs("total", level="group").iloc[0]
    exact = Fraction(int(totals.sum()), 30 * 100)
    assert abs(Fraction(whole["mean"]) - exact) <= Fraction(1, 200)
    assert whole["members"] == 30
    assert int(whole["best"] * 100) == totals.max()
    assert set(found.table["rating"]) <= {"Tốt", "Khá", "Trung bình", "Yếu"}


def test_cohorts_are_ranked_apart(sample: CriteriaSet) -> None:
    points: Any = score_table(sample, province(sample, 9, 3), year=2023)
    cohorts = pd.Series(["a", "b", "b"] * 3, index=points.index)
    table = summarise(sample, points, cohorts).table
    for _, members in table.groupby("cohort"):
        assert members["rank"].min() == 1
        assert members["rank"].max() <= len(members)


def test_what_is_no_fact_or_cannot_be(sample: CriteriaSet) -> None:
    with pytest.raises(ImpossibleError) as unknown:
        score_table(sample, pd.DataFrame({"1.1.khac": [1]}), year=2023)
    assert (unknown.value.fact, unknown.value.code) == ("1.1.khac", "unknown-fact")
    above = pd.DataFrame({"4.1.trained": [50], "4.1.staff": [45]})
    with pytest.raises(ImpossibleError) as impossible:
        score_table(sample, above, year=2023)
    assert impossible.value.fact == "trained"
