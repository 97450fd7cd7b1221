"""Numbers in the cells of a table of results: exact, as they are printed, or why they are none."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dtiscore.base.diagnostics import RefusedError
from dtiscore.base.messages import N_, Message
from dtiscore.base.numbers import parse_number

if TYPE_CHECKING:
    from dtiscore.model.scale import Scale
    from dtiscore.source.workbook import Cell

NOTHING = frozenset({"", "-", "–", "—"})
"""What stands in a cell that says nothing."""
_LAST_RANK = 100_000
"""More agencies than any table lists."""
MOST_DECIMALS = 8
"""More than any decision prints; a formula leaves more."""


def text_of(cell: Cell | None) -> str | None:
    """What a cell says in words, in one line; None where it says nothing."""
    if cell is None or cell.value is None:
        return None
    text = " ".join(str(cell.value).split())
    if isinstance(cell.value, Fraction) and cell.value.denominator == 1:
        text = str(cell.value.numerator)
    return None if text in NOTHING else text


def result_of(cell: Cell, scale: Scale) -> Fraction | Message | None:
    """The result in a cell on the scale of its table, or why it is none; None of an empty cell.

    A percentage is one by its sign, or by the format that shows it with one: 0.7733 is 77,33 %.
    """
    value = _number(cell)
    if not isinstance(value, Fraction):
        return value
    if (value * 10**MOST_DECIMALS).denominator != 1:
        text = N_("{value} has more than {most} decimals: round it to what the decision prints")
        return Message(text, value=value, most=MOST_DECIMALS)
    return value / 100 if _shows_percent(cell) and scale == "index" else value


def percentage_in(cell: Cell) -> Fraction | None:
    """The percentage that a cell shows; None where it shows none."""
    value = _number(cell) if _shows_percent(cell) else None
    return value if isinstance(value, Fraction) else None


def _shows_percent(cell: Cell) -> bool:
    return cell.percent or (text_of(cell) or "").endswith("%")


def rank_of(cell: Cell) -> int | Message | None:
    """The rank in a cell, or why it is none; None of an empty cell."""
    value = _number(cell)
    if not isinstance(value, Fraction):
        return value
    if _shows_percent(cell) or value.denominator != 1 or not 1 <= value <= _LAST_RANK:
        return Message("a rank is a whole number from 1")
    return int(value)


def _number(cell: Cell) -> Fraction | Message | None:
    """The number that is printed in a cell, with or without a percent sign."""
    if cell.error is not None:
        return Message("the spreadsheet's error {error}", error=cell.error)
    if cell.formula and cell.value is None:
        return Message("a formula without a kept value")
    if isinstance(cell.value, Fraction):
        return cell.value * 100 if cell.percent else cell.value
    text = " ".join(str(cell.value).split())
    if text in NOTHING:
        return None
    try:
        return parse_number(text.removesuffix("%"))
    except RefusedError as refused:
        return Message(refused.problem.text, **refused.fields)
