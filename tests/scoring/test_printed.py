"""What a decision can print: maxima with bonuses, sums of groups, ranks that go together."""

# Points are compared with whole numbers, which mypy takes for a slip within a tuple.
# mypy: no-strict-equality, no-warn-unreachable

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtiscore.analysis.ranking import competition_ranks
from dtiscore.scoring.printed import Ranked, wrong_ranks

if TYPE_CHECKING:
    from collections.abc import Sequence


def ranked(pairs: Sequence[tuple[float, int]]) -> list[Ranked]:
    return [Ranked(f"Sở {n}", Fraction(str(t)), rank) for n, (t, rank) in enumerate(pairs)]


def wrong(pairs: Sequence[tuple[float, int]], *, whole: bool = False) -> list[int]:
    return [one.at for one in wrong_ranks(ranked(pairs), whole=whole)]


@pytest.mark.parametrize(
    ("pairs", "blamed"),
    [
        ([], []),
        ([(80, 18)], []),
        ([(80, 1), (70, 2), (70, 2), (60, 4)], []),
        ([(80, 5), (70, 6), (60, 19)], []),
        ([(80, 1), (70, 2), (60, 4)], []),
        ([(60, 3), (80, 1), (70, 2)], []),
        ([(80, 1), (70, 1)], [1]),
        ([(80, 3), (70, 2)], [0]),
        ([(80, 1), (70, 3), (70, 2)], [1]),
        ([(90, 1), (90, 1), (80, 2)], [2]),
        ([(90, 1), (90, 1), (80, 2), (70, 3)], [2, 3]),
        ([(63.5, 2), (63.5, 3), (53.5, 2)], [0, 1]),
        ([(90, 1), (80, 7), (70, 3), (60, 4)], [1]),
        ([(90, 5), (80, 7), (70, 6), (60, 8)], [1]),
        ([(90, 11), (80, 2), (70, 3), (60, 4)], [0]),
    ],
)
def test_ranks_that_contradict_the_totals(
    pairs: list[tuple[float, int]], blamed: list[int]
) -> None:
    assert wrong(pairs) == blamed


@pytest.mark.parametrize(
    ("pairs", "blamed"),
    [
        ([(80, 1), (70, 2), (60, 4)], [2]),
        ([(90, 1), (80, 2), (70, 2), (60, 4)], [2]),
        ([(80, 2), (70, 18)], []),
        ([(80, 2), (70, 1)], [0]),
        ([(80, 5), (70, 6)], []),
    ],
)
def test_a_whole_list_leaves_no_rank_out(pairs: list[tuple[float, int]], blamed: list[int]) -> None:
    assert wrong(pairs, whole=True) == blamed


totals = st.lists(st.integers(0, 12), max_size=12)


@given(totals, st.sets(st.integers(0, 11)))
def test_right_ranks_and_any_of_them_are_right(values: list[int], some: set[int]) -> None:
    ranks = competition_ranks([Decimal(value) for value in values])
    pairs = list(zip(values, ranks, strict=True))
    assert wrong(pairs) == wrong(pairs, whole=True) == []
    assert wrong([pair for index, pair in enumerate(pairs) if index in some]) == []


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=10))
def test_what_is_left_goes_together_and_every_reason_names_the_rank(
    pairs: list[tuple[int, int]],
) -> None:
    found = wrong_ranks(ranked(pairs))
    blamed = {one.at for one in found}
    assert all(one.reason.fields["rank"] == pairs[one.at][1] for one in found)
    rest = [pair for index, pair in enumerate(pairs) if index not in blamed]
    assert all((a[0] > b[0]) == (a[1] < b[1]) for a in rest for b in rest if a[0] != b[0])
    assert all(a[1] == b[1] for a in rest for b in rest if a[0] == b[0])


def test_a_long_list_is_judged_in_no_time() -> None:
    pairs = [(float(n), 1 + (n * 7919) % 5000) for n in range(5000)]
    assert len(wrong(pairs)) > 4000
