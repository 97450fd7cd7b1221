"""What the department states: the assessed days, and the version of the appraiser that counts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtiscore.base.dates import DateRange
from dtiscore.model.assessment import Assessment, Confirmation, CriterionStatement

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        ({}, date(2023, 1, 1), date(2023, 12, 31)),
        ({"from": "2022-12-15"}, date(2022, 12, 15), date(2023, 12, 31)),
        ({"to": "15/11/2023"}, date(2023, 1, 1), date(2023, 11, 15)),
        ({"from": "15/12/2022", "to": "14/12/2023"}, date(2022, 12, 15), date(2023, 12, 14)),
    ],
)
def test_the_assessed_days_are_the_calendar_year_or_what_is_said(
    dates: Mapping[str, str], first: date, last: date
) -> None:
    said = Assessment.model_validate({"period": "2023", "dates": dates})
    assert said.range == DateRange(first, last)


def test_criteria_without_a_word_are_no_statements() -> None:
    said = Assessment.model_validate({"period": 2023, "criteria": {"1": None, "2": {"points": 1}}})
    assert list(said.statements) == ["2"]


def test_a_number_is_one_version_that_holds_for_good() -> None:
    said = CriterionStatement.model_validate({"confirmed": "8,5"})
    assert said.confirmed == (Confirmation(points=Fraction(17, 2)),)
    assert said.confirmed_on(date.min) == said.confirmed_on(None) == said.confirmed[0]


def test_without_a_version_nothing_is_confirmed() -> None:
    assert CriterionStatement().confirmed_on(None) is None
    assert CriterionStatement().confirmed_on(date.max) is None


@given(
    versions=st.lists(st.tuples(st.none() | _DAYS, st.integers(0, 9)), min_size=1, max_size=6),
    as_of=st.none() | _DAYS,
)
def test_the_latest_version_known_on_the_day_counts_the_last_of_equals(
    versions: list[tuple[date | None, int]], as_of: date | None
) -> None:
    said = CriterionStatement.model_validate(
        {"confirmed": [{"on": on, "points": points} for on, points in versions]}
    )
    counts = None
    for on, points in versions:
        known = on is None or as_of is None or on <= as_of
        if known and (counts is None or (on or date.min) >= counts[0]):
            counts = (on or date.min, points)
    found = said.confirmed_on(as_of)
    assert (found and found.points) == (counts and counts[1])


def test_a_version_counts_from_its_own_day() -> None:
    day = date(2024, 3, 20)
    said = CriterionStatement.model_validate({"confirmed": [{"points": 8, "on": day}]})
    assert said.confirmed_on(day - timedelta(1)) is None
    found = said.confirmed_on(day)
    assert found is not None
    assert found.points == 8
