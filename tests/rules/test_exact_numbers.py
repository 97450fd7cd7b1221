"""Numbers as people write them: exact, or refused with both readings."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtiscore.base.diagnostics import RefusedError
from dtiscore.base.numbers import parse_number, parse_share

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

READ = {
    "0": "0",
    "7": "7",
    "007": "7",
    "-3": "-3",
    "+3": "3",
    " 12 ": "12",
    "633,56": "633.56",
    "633.56": "633.56",
    "0.567": "0.567",
    "0,567": "0.567",
    "-0,5": "-0.5",
    "1.10": "1.1",
    "1.5000": "1.5",
    "12.3456": "12.3456",
    "1234.567": "1234.567",  # four digits before the point: no group
    "1.000.000": "1000000",
    "1,000,000": "1000000",
    "1.234,5": "1234.5",
    "1,234.5": "1234.5",
    "1.234.567,89": "1234567.89",
    "1,234,567.89": "1234567.89",
    "-1.234.567,89": "-1234567.89",
    "999999999999999999": "999999999999999999",
    "999.999.999.999.999,999": "999999999999999.999",  # marks are no digits
}
NOT_READ = [
    "",
    "-",
    "abc",
    "1.",
    ".5",
    ",5",
    "1 000",
    "1_000",
    "1e3",
    "NaN",
    "Infinity",
    "--1",
    "1-",
    "1.2.3",
    "1,2,3",
    "1.23.456",
    "1.234.56",
    "1.234,567.8",
    "1,234.567,8",
    "0.000.000",
    "0.123,4",
    "1.234,",
    "1/2",
    "45%",
    "١٢",
    "１２",
    "½",
    "1" * 19,
    "9" * 100_000,
]


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_a_number_with_one_reading(text: str, expected: str) -> None:
    assert parse_number(text) == Fraction(expected)


@pytest.mark.parametrize("text", NOT_READ, ids=lambda text: text[:20])
def test_no_number(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_number(text)
    assert refused.value.problem.code == "not-a-number"
    assert refused.value.fields == {"value": text}


@pytest.mark.parametrize(
    ("text", "thousands", "decimal"),
    [
        ("1.000", "1000", "1"),
        ("1,000", "1000", "1"),
        ("+1.000", "+1000", "+1"),
        ("-1.500", "-1500", "-1.5"),
        ("12.345", "12345", "12.3450"),
        ("12,340", "12340", "12.34"),
        ("999.999", "999999", "999.9990"),
    ],
)
def test_a_number_with_two_readings_is_asked_back(text: str, thousands: str, decimal: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_number(text)
    assert refused.value.problem.code == "ambiguous-number"
    assert refused.value.fields == {"value": text, "thousands": thousands, "decimal": decimal}


@given(whole=st.integers(1, 999), digits=st.integers(0, 999), mark=st.sampled_from(".,"))
def test_both_readings_offered_are_themselves_readable(whole: int, digits: int, mark: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_number(f"{whole}{mark}{digits:03}")
    fields = refused.value.fields
    assert parse_number(str(fields["thousands"])) == whole * 1000 + digits
    assert parse_number(str(fields["decimal"])) == whole + Fraction(digits, 1000)


@given(number=st.decimals(0, 10**12, places=2), negative=st.booleans())
def test_what_is_printed_the_vietnamese_way_is_read_back(number: Decimal, negative: bool) -> None:  # noqa: FBT001
    printed = f"{-number if negative else number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert parse_number(printed) == Fraction(-number if negative else number)


@given(number=st.integers(10**6, 10**18 - 1))
def test_two_groups_need_no_decimals(number: int) -> None:
    assert parse_number(f"{number:,}".replace(",", ".")) == number
    assert parse_number(f"{number:,}") == number


@given(number=st.decimals(-(10**9), 10**9, places=4))
def test_plain_numbers_are_exact(number: Decimal) -> None:
    assert parse_number(str(number)) == Fraction(number)
    assert parse_number(str(number).replace(".", ",")) == Fraction(number)


@pytest.mark.parametrize("read", [parse_number, parse_share])
@given(text=st.text(max_size=40) | st.from_regex(r"[-+0-9.,%/ ]{0,35}", fullmatch=True))
def test_any_other_text_is_refused_and_nothing_else_happens(
    read: Callable[[str], Fraction], text: str
) -> None:
    try:
        value = read(text)
    except RefusedError as refused:
        assert refused.problem.code in ("not-a-number", "ambiguous-number")  # noqa: PT017
    else:
        assert isinstance(value, Fraction)
        assert any(digit in text for digit in "0123456789")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/2", "1/2"),
        ("1 / 3", "1/3"),
        ("3/2", "3/2"),
        ("50%", "1/2"),
        ("50 %", "1/2"),
        ("12,5%", "1/8"),
        ("33.333%", "0.33333"),
        ("0.5", "1/2"),
        ("0,567", "0.567"),
        ("1.000", "1"),  # of a share there is one reading
        ("1", "1"),
        ("-5%", "-0.05"),
        ("0%", "0"),
    ],
)
def test_a_share(text: str, expected: str) -> None:
    assert parse_share(text) == Fraction(expected)


@pytest.mark.parametrize("text", ["", "%", "1/0", "0/0", "1/2/3", "-1/2", "1/2%", "half", "5%%"])
def test_no_share(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_share(text)
    assert refused.value.problem.code == "not-a-number"
