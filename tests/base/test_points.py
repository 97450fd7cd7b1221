"""The one rounding as a function: in order, symmetric, the same by every way to a number.

Against `decimal`, at ties and at the edges: tests/rules/test_exact_points.py.
"""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dtiscore.base.points import Rounding, RoundingMode, round_points, split_in_proportion

MODES: tuple[RoundingMode, ...] = ("half_up", "half_even", "down")
ROUNDINGS = st.builds(Rounding, st.integers(0, 6), st.sampled_from(MODES))
# Near ties on purpose: n/2 of the last place, moved by nothing or by very little.
_NEAR_TIES = st.builds(
    lambda halves, places, off: Fraction(halves, 2 * 10**places) + off,
    st.integers(-10_000, 10_000),
    st.integers(0, 6),
    st.sampled_from([Fraction(0), Fraction(1, 10**30), Fraction(-1, 10**30)]),
)
EXACT = st.fractions(-2_000, 2_000) | _NEAR_TIES


def test_points_of_a_ratio_are_rounded_from_the_exact_value() -> None:
    exact = 12 * Fraction(5, 24) / Fraction(80, 100)
    assert exact == Fraction(25, 8)
    assert round_points(exact, Rounding()) == Decimal("3.13")


def test_two_decimals_and_ties_away_from_zero_are_the_default() -> None:
    assert Rounding() == Rounding(places=2, mode="half_up")


@pytest.mark.parametrize("same", [Fraction(5, 2), Decimal("2.5"), Decimal("2.500")])
def test_every_exact_type_rounds_alike(same: Fraction | Decimal) -> None:
    assert [str(round_points(same, Rounding(0, mode))) for mode in MODES] == ["3", "2", "2"]


def test_whole_numbers_get_their_decimals() -> None:
    assert str(round_points(1000, Rounding())) == "1000.00"
    assert str(round_points(0, Rounding(6))) == "0.000000"
    assert str(round_points(0, Rounding(0))) == "0"


@given(one=EXACT, other=EXACT, rounding=ROUNDINGS)
def test_rounding_never_changes_an_order(
    one: Fraction, other: Fraction, rounding: Rounding
) -> None:
    low, high = sorted([one, other])
    assert round_points(low, rounding) <= round_points(high, rounding)


@given(exact=EXACT, rounding=ROUNDINGS)
def test_a_loss_rounds_as_a_gain_does(exact: Fraction, rounding: Rounding) -> None:
    assert round_points(-exact, rounding) == -round_points(exact, rounding)


@given(exact=EXACT, places=st.integers(0, 6))
def test_the_modes_differ_by_at_most_one_step_and_in_order(exact: Fraction, places: int) -> None:
    by_mode = [abs(round_points(exact, Rounding(places, mode))) for mode in MODES]
    up, even, down = by_mode
    assert up >= even >= down
    assert up - down in (0, Decimal(1).scaleb(-places))


@given(exact=EXACT, rounding=ROUNDINGS)
@example(exact=Fraction(-1, 1000), rounding=Rounding())
def test_what_is_printed_has_the_decimals_of_the_set_and_no_minus_nothing(
    exact: Fraction, rounding: Rounding
) -> None:
    rounded = round_points(exact, rounding)
    assert rounded.as_tuple().exponent == -rounding.places
    assert not (rounded.is_zero() and rounded.is_signed())
    assert "E" not in f"{rounded:f}"


@given(exact=EXACT, rounding=ROUNDINGS)
def test_the_caller_s_decimal_context_is_of_no_matter(exact: Fraction, rounding: Rounding) -> None:
    wanted = round_points(exact, rounding)
    with decimal.localcontext() as context:
        context.prec = 1
        context.rounding = decimal.ROUND_CEILING
        for signal in (decimal.Inexact, decimal.Rounded, decimal.FloatOperation):
            context.traps[signal] = True
        assert round_points(exact, rounding) == wanted


@given(
    weights=st.lists(st.decimals(0, 50, places=2), min_size=1, max_size=6),
    total=st.decimals(0, 500, places=2),
)
def test_more_weight_never_gets_a_smaller_share(weights: list[Decimal], total: Decimal) -> None:
    shares = split_in_proportion(total, weights, Rounding())
    for (light, small), (heavy, large) in pairwise(sorted(zip(weights, shares, strict=True))):
        assert small <= large + (Decimal("0.01") if light == heavy else 0)


@given(places=st.integers(0, 6), steps=st.integers(-1_000, 1_000), into=st.integers(1, 9))
def test_equal_weights_get_equal_shares_but_for_the_last_step(
    places: int, steps: int, into: int
) -> None:
    rounding = Rounding(places)
    total = round_points(Fraction(steps, 10**places), rounding)
    shares = split_in_proportion(total, [Decimal(7)] * into, rounding)
    assert sum(shares) == total
    assert max(shares) - min(shares) in (0, Decimal(1).scaleb(-places))
    assert shares == sorted(shares, reverse=True)
