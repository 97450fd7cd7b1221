"""Dates as people in Vietnam write them, quarters and months, and due dates without a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""What a file may give as its period."""

Span: TypeAlias = Literal["quarter", "month"]

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_YEARLY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?:/([+-][0-9]))?")


def parse_date(text: str) -> date | None:
    """A date written ``2023-02-15`` or ``15/02/2023``; None for anything else."""
    iso = _ISO.fullmatch(text)
    day_first = _DAY_FIRST.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if day_first:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
    except ValueError:
        return None
    return None


def years_later(day: date, years: int) -> date:
    """The same day of another year; 29 February falls on the 28th in short years."""
    return YearlyDate(day.day, day.month, years).in_year(day.year)


def shifted(day: date, days: int) -> date:
    """So many days later, or earlier; at most the calendar's own first and last day."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


@dataclass(frozen=True, slots=True)
class YearlyDate:
    """A date of every period: ``31/03`` in the period's year, ``31/12/-1`` the year before."""

    day: int
    month: int
    years_later: int = 0

    def in_year(self, year: int) -> date:
        """This date for the period ``year``; 29 February falls on the 28th in short years."""
        year += self.years_later
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, self.month, 28)


def parse_due(text: str) -> YearlyDate | date | None:
    """A due date: a full date, or one of every year (``31/03``, ``31/12/-1``)."""
    yearly = _YEARLY.fullmatch(text)
    if yearly is None:
        return parse_date(text)
    day, month = int(yearly[1]), int(yearly[2])
    try:
        date(2024, month, day)
    except ValueError:
        return None
    return YearlyDate(day, month, int(yearly[3] or 0))


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def spans(self, span: Span) -> tuple[tuple[int, int], ...]:
        """The quarters or months touched, as (year, number), in order."""
        first, last = span_of(self.first, span), span_of(self.last, span)
        per_year = 4 if span == "quarter" else 12
        return tuple(
            (index // per_year, index % per_year + 1)
            for index in range(first[0] * per_year + first[1] - 1, last[0] * per_year + last[1])
        )


def span_of(day: date, span: Span) -> tuple[int, int]:
    """The quarter or month ``day`` lies in, as (year, number)."""
    return (day.year, (day.month - 1) // 3 + 1) if span == "quarter" else (day.year, day.month)


def span_end(number: tuple[int, int], span: Span) -> date:
    """The last day of a quarter or month, given as (year, number)."""
    year, month = number[0], number[1] * (3 if span == "quarter" else 1)
    return date(year, month, monthrange(year, month)[1])


def following(span: DateRange) -> DateRange:
    """The quarter after a quarter, or the month after a month."""
    kind: Span = "quarter" if len(span.spans("month")) > 1 else "month"
    first = shifted(span.last, 1)
    return DateRange(first, span_end(span_of(first, kind), kind))


_NAMED_SPAN = re.compile(r"([0-9]{4})-(?:q([1-4])|(0?[1-9]|1[0-2]))", re.IGNORECASE)


def parse_span(text: str) -> DateRange | None:
    """The days of a quarter ``2024-q2`` or a month ``2024-05``; None for anything else."""
    found = _NAMED_SPAN.fullmatch(text.strip())
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    year = int(found[1])
    if found[2]:
        last = span_end((year, int(found[2])), "quarter")
        return DateRange(date(year, last.month - 2, 1), last)
    last = span_end((year, int(found[3])), "month")
    return DateRange(last.replace(day=1), last)
