"""Money and person-days as people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dtiscore.base.diagnostics import RefusedError
from dtiscore.base.money import parse_days, parse_money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("300tr", 300_000_000),
        ("300trđ", 300_000_000),
        ("300 trđ", 300_000_000),
        ("45 triệu đồng", 45_000_000),
        ("45triệuđồng", 45_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1.5 tỉ VND", 1_500_000_000),
        ("500k", 500_000),
        ("500 nghìn đồng", 500_000),
        ("300.000.000đ", 300_000_000),
        ("0", 0),
        ("1000", 1_000),
    ],
)
def test_amounts(text: str, amount: int) -> None:
    assert parse_money(text) == amount


@pytest.mark.parametrize(
    "text", ["", "tr", "300", "300 đồng", "300m", "-1tr", "3 tr 5", "trđ300", "1000001 tỷ"]
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(RefusedError):
        parse_money(text)


@pytest.mark.parametrize(("text", "days"), [("40d", 40), ("12,5 ngày", "25/2"), ("3 công", 3)])
def test_days(text: str, days: int | str) -> None:
    assert parse_days(text) == Fraction(days)


@pytest.mark.parametrize("text", ["", "40 đồng", "40trđ", "4h"])
def test_what_is_no_number_of_days(text: str) -> None:
    with pytest.raises(RefusedError):
        parse_days(text)
