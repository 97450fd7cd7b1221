"""Numbers and dates as the reader writes them: ``1.000,50`` in Vietnamese, ``1,000.50`` in English.

Babel knows this too, but takes 36 ms to import; a command prints in less. The tests hold these
few lines equal to Babel's.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_POINTS_PLACES = 4
_PERCENT_PLACES = 2
_ABOUT = "≈"


class Numerals:
    """How one language marks thousands and decimals and writes a date."""

    # No dataclass: making one takes a millisecond of each command.
    __slots__ = ("_date_pattern", "_decimal", "_thousands")

    def __init__(self, thousands: str, decimal: str, date_pattern: str) -> None:
        self._thousands = thousands
        self._decimal = decimal
        self._date_pattern = date_pattern

    def number(self, value: Decimal | int) -> str:
        """``value`` with all its own decimals, no more and no fewer."""
        # "f" would send a whole number through a binary float.
        shown = f"{value:,}" if isinstance(value, int) else f"{value:,f}"
        whole, point, decimals = shown.partition(".")
        whole = whole.replace(",", self._thousands)
        return whole + self._decimal + decimals if point else whole

    def fraction(self, value: Fraction) -> str:
        """``value`` exactly: a whole number, a decimal where one ends, else ``a/b``."""
        places = _decimals_needed(value)
        if places is None:
            return f"{self.number(value.numerator)}/{self.number(value.denominator)}"
        return self.number(_rounded(value, places))

    def points(self, value: Fraction) -> str:
        """``value`` with up to four decimals; ``≈`` says that there would be more."""
        places = _decimals_needed(value)
        if places is not None and places <= _POINTS_PLACES:
            return self.number(_rounded(value, places))
        return _ABOUT + self.number(_rounded(value, _POINTS_PLACES))

    def percent(self, share: Fraction) -> str:
        """A share as a percentage, at most two decimals, without idle zeros."""
        rounded = Fraction(_rounded(share * 100, _PERCENT_PLACES))
        return f"{self.fraction(rounded)}%"

    def date(self, day: date) -> str:
        """``day`` in figures."""
        return self._date_pattern.format(day.year, day.month, day.day)


# CLDR's short Vietnamese date is 7/5/24; offices write both zeros and the whole year.
VIETNAMESE = Numerals(".", ",", "{2:02}/{1:02}/{0:04}")
ENGLISH = Numerals(",", ".", "{0:04}-{1:02}-{2:02}")


def _rounded(value: Fraction, places: int) -> Decimal:
    """``value`` with so many decimals, ties away from zero; for showing, never for sums."""
    last_digits = floor(abs(value) * 10**places + Fraction(1, 2))
    # Zero has no sign: -0.00001 must not be shown as "-0,0000". Written out and read again,
    # because a Decimal's arithmetic stops at 28 digits.
    sign = "-" if value < 0 and last_digits else ""
    return Decimal(f"{sign}{last_digits}E-{places}")


def _decimals_needed(value: Fraction) -> int | None:
    """How many decimals write ``value`` exactly; None if no number of them does."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
