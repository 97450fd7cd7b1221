"""Dates in both forms, due dates of every year, quarters and months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtiscore.base.dates import DateRange, YearlyDate, parse_date, parse_due, span_of

DAYS = st.dates()
PERIODS = st.integers(1900, 2999)


# --- dates ------------------------------------------------------------------------------------


@given(DAYS)
def test_both_forms_are_read(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day:02}/{day.month:02}/{day.year:04}") == day
    assert parse_date(f"{day.day}/{day.month}/{day.year:04}") == day
    assert parse_date(f"{day.year:04}-{day.month}-{day.day}") == day


def test_the_day_comes_before_the_month() -> None:
    assert parse_date("03/02/2023") == date(2023, 2, 3)
    assert parse_date("2023-02-03") == date(2023, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2023", "02/2023", "31/03", "2023-02", "15-02-2023", "15.02.2023", "2023/02/15"),
        *("31/02/2023", "29/02/2023", "00/01/2023", "32/01/2023", "12/13/2023", "2023-13-01"),
        *("15/02/23", "15/2/20231", "0000-01-01", " 15/02/2023", "15/02/2023 ", "15/02/2023\n"),
        *("2023-02-15T00:00", "ngày 15/02/2023", "15 tháng 2 năm 2023", "hôm nay"),
        *("+1/02/2023", "1 /02/2023", "१५/०२/२०२३", "２０２３-02-15", "٢٠٢٣-٠٢-١٥"),
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_a_leap_day_is_one_in_leap_years_only() -> None:
    assert parse_date("29/02/2024") == date(2024, 2, 29)
    assert parse_date("2000-02-29") == date(2000, 2, 29)
    assert parse_date("1900-02-29") is None


@given(st.text(max_size=20) | st.from_regex(r"[0-9/\-+ ]{0,12}", fullmatch=True))
def test_any_text_is_a_date_or_none(text: str) -> None:
    for found in (parse_date(text), parse_due(text)):
        assert found is None or isinstance(found, (date, YearlyDate))
        assert found is None or any(digit in text for digit in "0123456789")


# --- due dates --------------------------------------------------------------------------------


@given(day=DAYS, period=PERIODS, later=st.integers(-9, 9))
def test_a_yearly_date_falls_into_the_period_s_year(day: date, period: int, later: int) -> None:
    due = parse_due(f"{day.day:02}/{day.month:02}" + (f"/{later:+}" if later else ""))
    assert isinstance(due, YearlyDate)
    found = due.in_year(period)
    assert (found.year, found.month) == (period + later, day.month)
    assert found.day == min(day.day, monthrange(found.year, found.month)[1])


@pytest.mark.parametrize(
    ("text", "in_2023", "in_2024"),
    [
        ("31/03", date(2023, 3, 31), date(2024, 3, 31)),
        ("1/4", date(2023, 4, 1), date(2024, 4, 1)),
        ("31/12/-1", date(2022, 12, 31), date(2023, 12, 31)),
        ("15/01/+1", date(2024, 1, 15), date(2025, 1, 15)),
        ("31/12/+0", date(2023, 12, 31), date(2024, 12, 31)),
        ("29/02", date(2023, 2, 28), date(2024, 2, 29)),
    ],
)
def test_the_same_due_date_of_two_periods(text: str, in_2023: date, in_2024: date) -> None:
    due = parse_due(text)
    assert isinstance(due, YearlyDate)
    assert (due.in_year(2023), due.in_year(2024)) == (in_2023, in_2024)


@given(DAYS)
def test_a_full_date_is_due_in_its_own_year(day: date) -> None:
    assert parse_due(day.isoformat()) == parse_due(f"{day:%d/%m/}{day.year:04}") == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "31", "30/02", "31/04", "00/03", "15/00", "15/13", "31/12/1", "31/12/-", "31/12/-10"),
        *("31/12/--1", "31-12", "31/12/\u22121", "31/12 -1", "٣١/١٢", "31/12/-१", "12/31"),
    ],
)
def test_anything_else_is_no_due_date(text: str) -> None:
    assert parse_due(text) is None


# --- quarters and months ----------------------------------------------------------------------


@given(DAYS)
def test_the_quarter_and_the_month_of_a_day(day: date) -> None:
    year, quarter = span_of(day, "quarter")
    assert span_of(day, "month") == (day.year, day.month)
    assert year == day.year
    assert 3 * quarter - 2 <= day.month <= 3 * quarter


@given(first=st.dates(date(1900, 1, 1), date(2999, 12, 31)), length=st.integers(0, 900))
def test_a_range_touches_the_spans_of_its_days(first: date, length: int) -> None:
    days = [first + timedelta(n) for n in range(length + 1)]
    held = DateRange(first, days[-1])
    assert all(day in held for day in (first, days[len(days) // 2], days[-1]))
    assert first - timedelta(1) not in held
    assert days[-1] + timedelta(1) not in held
    assert held.spans("quarter") == tuple(dict.fromkeys(span_of(day, "quarter") for day in days))
    assert held.spans("month") == tuple(dict.fromkeys(span_of(day, "month") for day in days))


def test_a_calendar_year_has_four_quarters_and_twelve_months() -> None:
    year = DateRange(date(2023, 1, 1), date(2023, 12, 31))
    assert year.spans("quarter") == tuple((2023, number) for number in range(1, 5))
    assert year.spans("month") == tuple((2023, number) for number in range(1, 13))


def test_a_range_across_new_year() -> None:
    winter = DateRange(date(2023, 12, 31), date(2024, 1, 1))
    assert winter.spans("quarter") == ((2023, 4), (2024, 1))
    assert winter.spans("month") == ((2023, 12), (2024, 1))


def test_a_range_that_ends_before_it_begins_holds_nothing() -> None:
    backwards = DateRange(date(2023, 12, 31), date(2023, 1, 1))
    assert backwards.spans("month") == ()
    assert date(2023, 6, 1) not in backwards
