"""Amounts as people write them, in files and options: money in đồng, work in person-days."""

from __future__ import annotations

import re
from fractions import Fraction

from dtiscore.base import problems
from dtiscore.base.diagnostics import RefusedError
from dtiscore.base.numbers import parse_number
from dtiscore.base.text import without_accents

_AMOUNT = re.compile(r"([0-9][0-9.,]*)\s*([^\W\d_ ]*)(?:\s*(?:dong|vnd|d))?", re.ASCII)
_BARE = ("", "dong", "vnd", "d")
_WORTH = {
    "k": 1_000,
    "nghin": 1_000,
    "ngan": 1_000,
    "tr": 1_000_000,
    "trieu": 1_000_000,
    "ty": 1_000_000_000,
    "ti": 1_000_000_000,
}
_UNITS = {f"{unit}{currency}": worth for unit, worth in _WORTH.items() for currency in _BARE}
_LEAST_BARE = 1_000
"""Fewer đồng than this buy nothing: whoever writes “300” means millions, and is asked."""
_MOST = 10**15
"""More đồng than the country makes in a decade are a slip, and too many to plan with exactly."""
_DAYS = ("", "d", "ngay", "cong", "day", "days")


def parse_money(text: str) -> Fraction:
    """``300tr``, ``1,5 tỷ``, ``500k``, ``300 triệu đồng``, ``300000000``: VND.

    Raises:
        RefusedError: it is no amount, or has two readings.
    """
    number, unit = _parts(text)
    if number is None or (unit not in _UNITS and unit not in _BARE):
        raise RefusedError(problems.NOT_MONEY, value=text)
    tail = text.strip()[len(number) :]
    amount = _clear(number, tail, bare=unit in _BARE) * _UNITS.get(unit, 1)
    if unit in _BARE and 0 < amount < _LEAST_BARE:
        raise RefusedError(problems.MONEY_TOO_SMALL, value=text, number=number)
    if amount > _MOST:
        raise RefusedError(problems.NOT_MONEY, value=text)
    return amount


def _clear(number: str, tail: str, *, bare: bool) -> Fraction:
    """The figure of an amount; where it has two readings, both are named as an amount is written.

    Raises:
        RefusedError: it is no number, or has two readings.
    """
    try:
        return parse_number(number)
    except RefusedError as unclear:
        if unclear.problem is not problems.AMBIGUOUS_NUMBER:
            raise
        both = {name: str(unclear.fields[name]) for name in ("thousands", "decimal")}
        if bare:
            raise RefusedError(problems.MONEY_UNCLEAR, value=number + tail, **both) from None
        both = {name: each + tail for name, each in both.items()}
        raise RefusedError(unclear.problem, value=number + tail, **both) from None


def parse_days(text: str) -> Fraction:
    """``40d``, ``40``, ``12,5 ngày``: person-days.

    Raises:
        RefusedError: it is no such number, or has two readings.
    """
    number, unit = _parts(text)
    if number is None or unit not in _DAYS:
        raise RefusedError(problems.NOT_DAYS, value=text)
    return parse_number(number)


def _parts(text: str) -> tuple[str | None, str]:
    """The figure, and the word behind it without accents."""
    found = _AMOUNT.fullmatch(without_accents(text.strip()).casefold())
    return (None, "") if found is None else (found[1], found[2])
