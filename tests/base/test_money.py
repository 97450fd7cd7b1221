"""Money and person-days as people write them."""

from __future__ import annotations

import re
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


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("15.000", {"15000", "15k", "15tr"}),
        ("300.000 đồng", {"300000", "300k", "300tr"}),
        ("1,250", {"1250", "1.25k", "1.25tr"}),
        ("1.234", {"1234", "1.2340k", "1.2340tr"}),
        ("1.500 triệu đồng", {"1500 triệu đồng", "1.5 triệu đồng"}),
        ("15", {"15k", "15tr", "15 ty"}),
        ("0,5", {"0,5k", "0,5tr", "0,5 ty"}),
    ],
)
def test_what_a_refusal_offers_is_accepted(text: str, offered: set[str]) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_money(text)
    hint = refused.value.problem.hint.format(**refused.value.fields)
    for amount in offered:
        assert amount in hint
        assert parse_money(amount) > 0
    # Nothing else that looks like an amount stands there, least of all what is refused.
    for word in re.findall(r"[0-9][0-9.,]*[a-z]*", hint):
        assert any(word.rstrip(".,") in amount for amount in offered), word
