"""One text for each value a cell may hold, to tell whether a unit touched it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from dtiscore.base.messages import Message, Percent
from dtiscore.base.numbers import decimal_text
from dtiscore.base.text import nfc
from dtiscore.rules.core import NEVER, FactType
from dtiscore.rules.kinds.choice import option_texts

if TYPE_CHECKING:
    from dtiscore.base.messages import Field
    from dtiscore.rules.core import FactValue
    from dtiscore.rules.kinds.choice import Option

YES, NO, DID_NOT_HAPPEN = "yes", "no", "never"


def canonical(value: FactValue | Decimal | int | None) -> str:
    """The value as one text, whatever program held it; "" where there is none.

    Numbers are exact decimals without trailing zeros (a fraction that is none stays one), dates
    ISO, texts in composed form with single blanks.
    """
    if value is None:
        return ""
    if value is NEVER:
        return DID_NOT_HAPPEN
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return " ".join(nfc(value).split())
    return decimal_text(Fraction(value))


def readable(text: str, kind: FactType | None, options: tuple[Option, ...] = ()) -> Field:
    """A canonical text as a field that each reader sees in the form of the cell it came from.

    ``kind`` is None of words.
    """
    if not text or kind is None:
        return text or None
    if text == DID_NOT_HAPPEN:
        return Message("no")
    if kind is FactType.YES_NO:
        return Message(text)
    if kind is FactType.DATE:
        return date.fromisoformat(text)
    if kind is FactType.CHOICE:
        return option_texts(options).get(text, text)
    return Percent(Fraction(text)) if kind is FactType.PERCENT else Fraction(text)


def in_a_cell(value: Fraction) -> Fraction:
    """A number as a spreadsheet holds it: the shortest decimal of the binary number nearest it."""
    return Fraction(repr(float(value)))
