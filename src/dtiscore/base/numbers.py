"""Numbers as they stand in a file: exact, or refused with a reason; never guessed.

``1.000`` is a thousand to a Vietnamese reader and one to a YAML parser. Where a text can be
read in two ways the reader is asked; where only one reading is possible it is taken.
"""

from __future__ import annotations

import re
from fractions import Fraction

from dtiscore.base import problems
from dtiscore.base.diagnostics import RefusedError

_PLAIN = re.compile(r"[+-]?[0-9]+")
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_DECIMAL = re.compile(r"[+-]?[0-9]+[.,][0-9]+")
_DOT_GROUPS = re.compile(
    r"[+-]?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}|(?:\.[0-9]{3})+(?=,))(?:,[0-9]+)?"
)
_COMMA_GROUPS = re.compile(
    r"[+-]?[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,}|(?:,[0-9]{3})+(?=\.))(?:\.[0-9]+)?"
)
_FRACTION = re.compile(r"([0-9]+)\s*/\s*([0-9]+)")
_MOST_DIGITS = 18


def parse_number(text: str) -> Fraction:
    """The exact number ``text`` states: ``633,56``, ``633.56``, ``1.000.000``, ``1.234,5``.

    Raises:
        RefusedError: not a number, or one with two readings (``1.000``, ``1,000``).
    """
    text = text.strip()
    if _AMBIGUOUS.fullmatch(text):
        whole, digits = re.split("[.,]", text)
        decimal = f"{whole}.{digits}0".rstrip("0").rstrip(".")
        if len(decimal) == len(text):
            decimal += "0"  # three decimals would be as unclear as before
        raise RefusedError(
            problems.AMBIGUOUS_NUMBER, value=text, thousands=whole + digits, decimal=decimal
        )
    return _exact(text)


def parse_share(text: str) -> Fraction:
    """A share, exact: ``1/2``, ``50%``, ``0.5``, ``0,567``. Not limited to 0-1 here.

    Raises:
        RefusedError: not a share.
    """
    text = text.strip()
    if text.endswith("%"):
        return _exact(text[:-1].strip()) / 100
    fraction = _FRACTION.fullmatch(text)
    if fraction and _few_digits(text) and int(fraction[2]):
        return Fraction(int(fraction[1]), int(fraction[2]))
    return _exact(text)


def _few_digits(text: str) -> bool:
    return sum(character.isdigit() for character in text) <= _MOST_DIGITS


def _exact(text: str) -> Fraction:
    if text.isascii() and _few_digits(text):
        if _PLAIN.fullmatch(text):
            return Fraction(int(text))
        if _DECIMAL.fullmatch(text):
            return Fraction(text.replace(",", "."))
        if _DOT_GROUPS.fullmatch(text):
            return Fraction(text.replace(".", "").replace(",", "."))
        if _COMMA_GROUPS.fullmatch(text):
            return Fraction(text.replace(",", ""))
    raise RefusedError(problems.NOT_A_NUMBER, value=text)


def decimal_text(number: Fraction) -> str:
    """A number as a plain decimal, if it is one of at most 15 decimals; else as ``1/3``."""
    denominator = number.denominator
    for places in range(16):
        if 10**places % denominator == 0:
            scaled = number.numerator * 10**places // denominator
            if not places:
                return str(scaled)
            digits = f"{abs(scaled):0{places + 1}d}"
            return f"{'-' if scaled < 0 else ''}{digits[:-places]}.{digits[-places:]}"
    return f"{number.numerator}/{denominator}"


def file_text(number: Fraction) -> str:
    """The same as a file is to hold it: `parse_number` reads it, three decimals by a fourth."""
    text = decimal_text(number)
    return f"{text}0" if _AMBIGUOUS.fullmatch(text) else text
