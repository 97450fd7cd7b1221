"""The split of a change: exact on random sets, the same from both sides, nothing from nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from randomsets import Case, cases, quick

from dtiscore.analysis.change import Corners, split, under
from dtiscore.analysis.change import _in_steps as in_steps
from dtiscore.model.bridge import bridge, itself
from dtiscore.model.crosswalk import Crosswalk
from dtiscore.scoring.engine import Scoring, score

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from dtiscore.analysis.change import Change
    from dtiscore.model.bridge import Bridge


@st.composite
def crosswalks(draw: DrawFn, one: Case, other: Case) -> Bridge:
    """Any links between two sets: unchanged, split, merged, new and gone, in any order."""
    left = draw(st.permutations(sorted(one.criteria_set.criteria)))
    right = draw(st.permutations(sorted(other.criteria_set.criteria)))
    entries = []
    while left and right:
        old = [left.pop() for _ in range(min(len(left), draw(st.integers(0, 2))))]
        new = [right.pop() for _ in range(min(len(right), draw(st.integers(1, 2))))]
        kind = "new" if not old else "merge" if len(old) > 1 else "split"
        entries.append({"kind": kind, "from": old, "to": new})
    said = {"from": "old", "to": "new", "criteria": entries}
    return bridge(Crosswalk.model_validate(said), one.criteria_set, other.criteria_set)


@st.composite
def years(draw: DrawFn) -> tuple[Scoring, Scoring, Bridge]:
    """Two years under two sets, and what links these."""
    one, other = draw(cases()), draw(cases())
    later = other.scoring
    assessment = later.assessment.model_copy(update={"period": 2024})
    return one.scoring, replace(later, assessment=assessment), draw(crosswalks(one, other))


def change_of(one: Scoring, other: Scoring, linked: Bridge) -> Change:
    first, second = score(one), score(other)
    corners = Corners(
        first, under(one, first, linked), under(other, second, linked.turned()), second
    )
    return split(corners, linked)


def is_exact(change: Change) -> None:
    rows = [*change.groups, *([] if change.capped is None else [change.capped])]
    for row in (*rows, change.total):
        assert sum(row.parts) == row.after - row.before
    for cause in range(3):
        assert sum(row.parts[cause] for row in rows) == change.total.parts[cause]
    assert sum(row.before for row in rows) == change.total.before
    assert sum(row.after for row in rows) == change.total.after


@quick
@given(years())
def test_the_parts_sum_to_the_difference_exactly(drawn: tuple[Scoring, Scoring, Bridge]) -> None:
    one, other, linked = drawn
    change = change_of(one, other, linked)
    is_exact(change)
    assert change.total.before == score(one).total.final
    assert change.total.after == score(other).total.final


@quick
@given(years())
def test_the_way_back_is_the_same_with_the_other_sign(
    drawn: tuple[Scoring, Scoring, Bridge],
) -> None:
    one, other, linked = drawn
    there, back = change_of(one, other, linked), change_of(other, one, linked.turned())
    assert tuple(back.total.parts) == tuple(-part for part in there.total.parts)
    assert (back.total.before, back.total.after) == (there.total.after, there.total.before)
    assert [row.parts for row in back.groups] == [
        tuple(-part for part in row.parts) for row in there.groups
    ]


@quick
@given(cases())
def test_nothing_changes_between_a_year_and_itself(case: Case) -> None:
    change = change_of(case.scoring, case.scoring, itself(case.criteria_set))
    is_exact(change)
    assert not any(part for row in (*change.groups, change.total) for part in row.parts)


@quick
@given(cases(), cases())
def test_under_one_set_the_set_changes_nothing(one: Case, other: Case) -> None:
    later = replace(one, said=other.said, values=one.values, papers=())
    kept = {cid: said for cid, said in later.said.items() if cid in one.said}
    change = change_of(
        one.scoring, replace(one, said={**one.said, **kept}).scoring, itself(one.criteria_set)
    )
    is_exact(change)
    assert not any(row.parts.set for row in (*change.groups, change.total))


_cents = st.integers(-40, 40).map(lambda halves: Fraction(halves, 200))


@st.composite
def whole_rows(draw: DrawFn) -> list[tuple[Fraction, Fraction, Fraction]]:
    """Rows of halves of a cent with a whole sum each."""
    pairs = draw(st.lists(st.tuples(_cents, _cents), max_size=12))
    # The third makes up for the halves of the other two.
    return [(one, two, Fraction(draw(st.integers(-9, 9)), 100) - one - two) for one, two in pairs]


@given(whole_rows())
def test_rounding_is_never_off_by_more_than_half_a_cent(
    rows: list[tuple[Fraction, Fraction, Fraction]],
) -> None:
    rounded = in_steps(rows, 2)
    half = Fraction(1, 200)
    for exact, made in zip(rows, rounded, strict=True):
        assert sum(made) == sum(exact)
        assert all((part * 100).denominator == 1 for part in made)
        assert all(abs(a - b) <= half for a, b in zip(exact, made, strict=True))
    for cause in range(3):
        off = sum((m[cause] - e[cause] for e, m in zip(rows, rounded, strict=True)), Fraction(0))
        assert abs(off) <= half


@pytest.mark.parametrize("places", [0, 2, 4])
def test_what_is_whole_already_stays(places: int) -> None:
    rows = [(Fraction(1), Fraction(-2), Fraction(3))]
    assert in_steps(rows, places) == rows
    assert Decimal(0) == sum(sum(row) for row in rows) - 2
