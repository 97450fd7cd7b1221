"""Exact points: one rounding, and shares that lose no cent."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from making import facts_of, rule_of, setting_of

from dtiscore.base.points import (
    Rounding,
    RoundingMode,
    round_points,
    smallest_step,
    split_in_proportion,
)

MODES: dict[RoundingMode, str] = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "down": decimal.ROUND_DOWN,
}
every_mode = pytest.mark.parametrize("mode", sorted(MODES))

# --- one rounding -----------------------------------------------------------------------------


def test_a_tie_that_chained_decimals_miss() -> None:
    """12 × (5/24) / 80 % is exactly 3.125, a tie: 3.13 where ties go up."""
    rule = rule_of("{kind: ratio, part: a, whole: b, full_at: 80%, when_whole_is_zero: zero}")
    exact = rule.score(facts_of({"a": 5, "b": 24}), setting_of(rule, 12)).points
    assert exact == Fraction("3.125")
    assert round_points(exact, Rounding(2, "half_up")) == Decimal("3.13")
    assert round_points(exact, Rounding(2, "half_even")) == Decimal("3.12")
    assert round_points(exact, Rounding(2, "down")) == Decimal("3.12")

    chained = Decimal(5) / 24 / Decimal("0.8") * 12
    assert chained < Decimal("3.125")  # 5/24 was cut off, and the tie is none any more
    assert chained.quantize(Decimal("0.01"), decimal.ROUND_HALF_UP) == Decimal("3.12")
    assert round(5 / 24 / 0.8 * 12, 2) == 3.12


def test_another_tie_that_even_one_division_misses() -> None:
    """30 × 13/1200 is exactly 0.325."""
    assert round_points(Fraction(30 * 13, 1200), Rounding(2, "half_up")) == Decimal("0.33")
    divided_first = 30 * (Decimal(13) / 1200)
    assert divided_first.quantize(Decimal("0.01"), decimal.ROUND_HALF_UP) == Decimal("0.32")


@pytest.mark.parametrize(
    ("exact", "mode", "expected"),
    [
        ("0.005", "half_up", "0.01"),
        ("0.005", "half_even", "0.00"),
        ("0.015", "half_even", "0.02"),
        ("0.025", "half_even", "0.02"),
        ("0.00499999", "half_up", "0.00"),
        ("-0.005", "half_up", "-0.01"),  # away from zero
        ("-0.005", "half_even", "0.00"),
        ("-0.025", "half_even", "-0.02"),
        ("-1.999", "down", "-1.99"),  # towards zero
        ("1.999", "down", "1.99"),
        ("7", "half_up", "7.00"),
        ("2/3", "half_up", "0.67"),
        ("-2/3", "half_up", "-0.67"),
        ("2/3", "down", "0.66"),
    ],
)
def test_rounding_at_the_edges(exact: str, mode: RoundingMode, expected: str) -> None:
    rounded = round_points(Fraction(exact), Rounding(2, mode))
    assert str(rounded) == expected


@pytest.mark.parametrize(("places", "expected"), [(0, "13"), (1, "12.5"), (5, "12.50000")])
def test_as_many_decimals_as_the_set_says(places: int, expected: str) -> None:
    assert str(round_points(Fraction("12.5"), Rounding(places))) == expected
    assert smallest_step(Rounding(places)) == Decimal(10) ** -places


@every_mode
@given(
    value=st.decimals(-10_000, 10_000, places=6) | st.decimals(-100, 100, places=3),
    places=st.integers(0, 5),
)
@example(value=Decimal("-0.125"), places=2)
def test_rounding_agrees_with_decimal(mode: RoundingMode, value: Decimal, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), MODES[mode])
    rounding = Rounding(places, mode)
    assert round_points(value, rounding) == expected
    assert round_points(Fraction(value), rounding) == expected


@every_mode
@given(cents=st.integers(-100_000, 100_000), places=st.integers(0, 4))
def test_ties_go_where_decimal_sends_them(mode: RoundingMode, cents: int, places: int) -> None:
    tie = Fraction(2 * cents + 1, 2 * 10**places)
    as_decimal = Decimal(tie.numerator) / tie.denominator
    assert Fraction(as_decimal) == tie
    expected = as_decimal.quantize(Decimal(1).scaleb(-places), MODES[mode])
    assert round_points(tie, Rounding(places, mode)) == expected


@every_mode
@given(exact=st.fractions(-1_000, 1_000), places=st.integers(0, 5))
def test_rounding_moves_by_less_than_a_step(
    mode: RoundingMode, exact: Fraction, places: int
) -> None:
    rounded = Fraction(round_points(exact, Rounding(places, mode)))
    step = Fraction(1, 10**places)
    assert abs(rounded - exact) <= (step if mode == "down" else step / 2)
    assert (rounded / step).denominator == 1
    again = round_points(rounded, Rounding(places, mode))
    assert Fraction(again) == rounded


def test_no_decimal_context_rounds_a_second_time() -> None:
    with decimal.localcontext() as context:
        context.prec = 3
        assert round_points(Fraction("633.56"), Rounding()) == Decimal("633.56")
        shares = split_in_proportion(Decimal("633.56"), [Decimal(1), Decimal(1)], Rounding())
        assert shares == [Decimal("316.78"), Decimal("316.78")]
    large = 10**40 + Fraction(1, 8)
    assert Fraction(round_points(large, Rounding(3))) == large


# --- shares of a total ------------------------------------------------------------------------

_AMOUNTS = st.decimals(0, 1_000, places=2)


@given(total=_AMOUNTS, weights=st.lists(_AMOUNTS, min_size=1, max_size=12))
def test_shares_sum_to_the_total_and_stay_within_a_cent(
    total: Decimal, weights: list[Decimal]
) -> None:
    shares = split_in_proportion(total, weights, Rounding())
    assert sum(shares) == total
    assert len(shares) == len(weights)
    cent = Fraction(1, 100)
    whole = sum(map(Fraction, weights))
    for share, weight in zip(shares, weights, strict=True):
        assert share >= 0
        assert share.as_tuple().exponent == -2
        part = Fraction(weight) / whole if whole else Fraction(1, len(weights))
        assert abs(Fraction(share) - Fraction(total) * part) < cent


@given(total=_AMOUNTS, weights=st.lists(_AMOUNTS, min_size=1, max_size=12))
def test_nothing_goes_to_what_has_no_weight(total: Decimal, weights: list[Decimal]) -> None:
    assume(any(weights))
    shares = split_in_proportion(total, weights, Rounding())
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if not weight)


@given(total=_AMOUNTS, weights=st.lists(_AMOUNTS, min_size=1, max_size=8))
def test_a_loss_is_split_as_a_gain_is(total: Decimal, weights: list[Decimal]) -> None:
    shares = split_in_proportion(-total, weights, Rounding())
    assert sum(shares) == -total
    assert all(share <= 0 for share in shares)


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        ("1.00", ["1", "1", "1"], ["0.34", "0.33", "0.33"]),
        ("0.05", ["0", "0"], ["0.03", "0.02"]),
        ("10.00", ["1", "0", "3"], ["2.50", "0.00", "7.50"]),
        ("0.01", ["1", "2"], ["0.00", "0.01"]),
        ("7.00", [], []),
    ],
)
def test_the_last_cents_go_to_the_largest_remainders(
    total: str, weights: list[str], expected: list[str]
) -> None:
    shares = split_in_proportion(Decimal(total), [*map(Decimal, weights)], Rounding())
    assert [*map(str, shares)] == expected
