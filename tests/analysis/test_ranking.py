"""Ranks within a cohort, their sums, and what a better rank takes."""

# mypy: no-strict-equality

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from scorekit import group, judged, loaded, on_disk

from dtiscore import api
from dtiscore.analysis.ranking import (
    Standing,
    competition_ranks,
    contradictions,
    fewest_points,
    printed_as,
    rank_of,
    standings,
    target,
)

if TYPE_CHECKING:
    from pathlib import Path

    from dtiscore.analysis.results import Results

D = Decimal
OURS = "so-mau"
GROUPS = (group("1", judged("1.1", 100)),)
SAID = "{'1.1': {points: 50, explanation: X}}"
VALUES = st.lists(st.integers(0, 40).map(lambda n: D(n) / 4), min_size=1, max_size=25)


def results_of(folder: Path, agencies: list[dict[str, Any]], **published: Any) -> Results:
    said = {"period": 2023, "status": "official", "agencies": agencies, **published}
    on_disk(folder, GROUPS, SAID, files={"published/2023.yaml": said})
    found = api.results(api.load(folder), loaded(folder))
    assert found is not None
    return found


def table(folder: Path, agencies: list[dict[str, Any]], **published: Any) -> Standing:
    (standing,) = standings(results_of(folder, agencies, **published))
    return standing


def agency(id_: str, total: object, **keys: Any) -> dict[str, Any]:
    return {"id": id_, "total": total, **keys}


# --- ranks ------------------------------------------------------------------------------------


def test_who_is_level_shares_the_rank_and_the_next_one_is_left_out() -> None:
    assert competition_ranks([D(5), D(9), D(5), D(1)]) == [2, 1, 2, 4]


@given(VALUES)
def test_ranks_are_those_of_pandas(values: list[Decimal]) -> None:
    by_pandas = pd.Series(list(map(float, values))).rank(method="min", ascending=False)
    assert competition_ranks(values) == by_pandas.astype(int).tolist()


@given(VALUES, st.randoms(use_true_random=False))
def test_the_order_of_the_table_changes_no_rank(values: list[Decimal], chance: Any) -> None:
    order = list(range(len(values)))
    chance.shuffle(order)
    ranks = competition_ranks(values)
    assert competition_ranks([values[i] for i in order]) == [ranks[i] for i in order]


@given(VALUES, st.integers(0, 40), st.integers(0, 40))
def test_more_never_ranks_lower(values: list[Decimal], one: int, more: int) -> None:
    low, high = sorted((D(one) / 4, D(more) / 4))
    assert rank_of(high, values) <= rank_of(low, values)


def test_bodies_that_are_not_ranked_stand_below_without_a_rank(tmp_path: Path) -> None:
    standing = table(
        tmp_path,
        [
            agency(OURS, 60),
            agency("a", "70.5"),
            agency("b", 99, ranked="no"),
            agency("c", None),
            agency("d", 60),
        ],
    )
    rows = [(row.id, row.rank) for row in standing.rows]
    assert rows == [("a", 1), ("d", 2), (OURS, 2), ("b", None), ("c", None)]
    assert (standing.members, standing.of, standing.whole) == (3, 4, False)
    assert (standing.mean, standing.median) == (D("63.50"), D("60.00"))
    assert (standing.best, standing.lowest) == (D("70.50"), D("60.00"))
    assert standing.spread == D("4.95")


def test_our_points_may_stand_instead_of_the_published_ones(tmp_path: Path) -> None:
    found = results_of(tmp_path, [agency(OURS, 10), agency("a", 40), agency("b", 60)])
    (standing,) = standings(found, D("50.00"))
    assert [(row.id, row.rank) for row in standing.rows] == [("b", 1), (OURS, 2), ("a", 3)]
    (standing,) = standings(results_of(tmp_path / "x", [agency("a", 40)]), D("50.00"))
    assert [(row.id, row.rank) for row in standing.rows] == [(OURS, 1), ("a", 2)]


def test_ranks_tie_on_the_value_as_it_was_published(tmp_path: Path) -> None:
    agencies = [agency(OURS, "0.48"), agency("a", "0.4880"), agency("b", "0.4880")]
    found = results_of(tmp_path, agencies, scale="index")
    assert printed_as(found).places == 3
    (standing,) = standings(found, D("48.79"))
    assert [(row.id, row.rank, row.value) for row in standing.rows] == [
        ("a", 1, D("0.488")),
        ("b", 1, D("0.488")),
        (OURS, 1, D("0.488")),
    ]
    assert fewest_points(found, "", D("0.488")) == D("48.75")


def test_a_published_rank_that_contradicts_the_values_is_named(tmp_path: Path) -> None:
    standing = table(
        tmp_path, [agency(OURS, 60, rank=1), agency("a", 70, rank=1), agency("b", 50, rank=3)]
    )
    assert contradictions(standing) == {OURS: 2}


# --- a better rank ----------------------------------------------------------------------------


def test_what_two_ranks_up_take(tmp_path: Path) -> None:
    found = results_of(
        tmp_path,
        [
            agency(OURS, 50),
            *(agency(i, t) for i, t in zip("abcd", (90, 80, 70, 60), strict=True)),
        ],
    )
    (standing,) = standings(found)
    wanted = target(found, standing, 2)
    assert wanted is not None
    assert (wanted.now, wanted.rank, wanted.needed) == (5, 3, D("70.00"))
    assert (wanted.points, wanted.missing) == (D("70.00"), D("20.00"))
    assert [row.id for row in wanted.passed] == ["d"]
    assert [row.id for row in wanted.level] == ["c"]


def test_more_ranks_than_there_are_lead_to_the_first(tmp_path: Path) -> None:
    found = results_of(tmp_path, [agency(OURS, 50), agency("a", 90)])
    (standing,) = standings(found)
    wanted = target(found, standing, 9)
    assert wanted is not None
    assert (wanted.rank, wanted.missing) == (1, D("40.00"))


@given(
    st.lists(st.integers(0, 400).map(lambda n: D(n) / 4), min_size=1, max_size=12),
    st.integers(0, 400).map(lambda n: D(n) / 4),
    st.integers(1, 12),
)
def test_the_points_needed_are_the_fewest_that_have_the_rank(
    tmp_path_factory: Any, others: list[Decimal], ours: Decimal, up: int
) -> None:
    found = _by_values(tmp_path_factory, others)
    (standing,) = standings(found, ours)
    wanted = target(found, standing, up)
    assert wanted is not None
    assert rank_of(wanted.needed, others) <= wanted.rank == max(1, wanted.now - up)
    if wanted.missing:
        assert rank_of(wanted.needed - D("0.01"), others) > wanted.rank
        assert wanted.points == ours + wanted.missing == wanted.needed


_FOLDERS: dict[str, Results] = {}


def _by_values(tmp_path_factory: Any, others: list[Decimal]) -> Results:
    """The results of a small workspace with other agencies' totals in them."""
    if "made" not in _FOLDERS:
        _FOLDERS["made"] = results_of(tmp_path_factory.mktemp("ranks"), [agency("a", 1)])
    base = _FOLDERS["made"]
    (row,) = base.standing
    rows = (
        row.model_copy(update={"id": f"so-{number}", "total": Fraction(value)})
        for number, value in enumerate(others)
    )
    return base._replace(standing=tuple(rows))
