"""Rules as spreadsheet expressions: the same points as `Rule.score` gives, as a clerk types.

Only what every spreadsheet has is used (IF, AND, OR, MIN, MAX, INT, ROUND, ISNUMBER, N, DATE). A
spreadsheet computes in binary; what is compared or rounded is therefore first cut to nine
decimals, where an exact decimal is itself again. That is exact for figures below a thousand
million.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from fractions import Fraction

    from dtiscore.base.points import Rounding

_DIGITS = 9


class Formula(NamedTuple):
    """A rule in cells: ``value`` are its points, unrounded, wherever ``ready`` is true."""

    value: str
    ready: str


class Cells(NamedTuple):
    """Where the facts of a criterion stand, and which words their cells hold.

    Attributes:
        of: the reference of each fact's cell, such as ``$G$12``.
        yes, no: the words of a yes/no; ``no`` also says that something did not happen.
        options: of each choice, the text its cell holds for each option.
    """

    of: Mapping[str, str]
    yes: str
    no: str
    options: Mapping[str, Mapping[str, str]]

    def number(self, fact: str) -> str:
        """The figure in a cell; 0 where it says that there was none."""
        return f"N({self.of[fact]})"

    def stated(self, fact: str) -> str:
        """Whether a number or a date is stated."""
        cell = self.of[fact]
        return f"OR(ISNUMBER({cell}),{cell}={text(self.no)})"

    def is_yes(self, fact: str) -> str:
        """Whether a cell says yes."""
        return f"{self.of[fact]}={text(self.yes)}"

    def is_no(self, fact: str) -> str:
        """Whether a cell says no."""
        return f"{self.of[fact]}={text(self.no)}"


def text(words: str) -> str:
    """Words as a literal."""
    return '"' + words.replace('"', '""') + '"'


def literal(number: Fraction) -> str:
    """A number as a literal: a decimal where it is one, else a quotient in brackets."""
    numerator, denominator = number.numerator, number.denominator
    places = 0
    while denominator != 1 and places < _DIGITS and 10**places % denominator:
        places += 1
    if 10**places % denominator:
        return f"({numerator}/{denominator})"
    scaled = numerator * 10**places // denominator
    digits = f"{abs(scaled):0{places + 1}d}"
    whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def serial(day: date) -> str:
    """A date as a spreadsheet counts it."""
    return f"DATE({day.year},{day.month},{day.day})"


def both(conditions: Iterable[str]) -> str:
    """That all of these hold."""
    listed = [each for each in dict.fromkeys(conditions) if each != "TRUE"]
    return f"AND({','.join(listed)})" if len(listed) > 1 else "".join(listed) or "TRUE"


def at_least(measured: str, of: str, share: Fraction) -> str:
    """Whether ``measured`` of ``of`` is at least a share, compared without a division."""
    return f"ROUND({_difference(measured, of, share)},{_DIGITS})>=0"


def above(measured: str, of: str, share: Fraction) -> str:
    """Whether ``measured`` of ``of`` is above a share."""
    return f"ROUND({_difference(measured, of, share)},{_DIGITS})>0"


def _difference(measured: str, of: str, share: Fraction) -> str:
    """``measured / of − share``, times ``of`` and the share's denominator."""
    left = measured if share.denominator == 1 else f"{measured}*{share.denominator}"
    return f"{left}-{share.numerator}*{of}" if of != "1" else f"{left}-{share.numerator}"


def rounded(value: str, rounding: Rounding) -> str:
    """Points from 0 up, rounded as `base.points.round_points` does it."""
    scale = 10**rounding.places
    steps = f"ROUND(({value})*{scale},{_DIGITS})"
    if rounding.mode == "down":
        whole = f"INT({steps})"
    elif rounding.mode == "half_up":
        whole = f"INT({steps}+0.5)"
    else:
        rest = f"({steps}-INT({steps}))"
        odd = f"MOD(INT({steps}),2)=1"
        whole = f"(INT({steps})+IF(OR({rest}>0.5,AND({rest}=0.5,{odd})),1,0))"
    return f"{whole}/{scale}" if scale > 1 else whole
