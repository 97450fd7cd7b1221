"""The numbers a fact of each type can state: no step may ask for a third of a đồng."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base.points import ONE
from dtiscore.rules.core import SMALLEST_PERCENT, FactType, ceil, floor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

UNITS: Mapping[FactType, Fraction] = {
    FactType.COUNT: ONE,
    FactType.AMOUNT: ONE / 100,
    FactType.PERCENT: SMALLEST_PERCENT,
}
"""The smallest difference that is asked for of each kind of number."""


def statable(value: Fraction, kind: FactType, *, upward: bool) -> Fraction:
    """The number nearest to ``value`` that a fact of this type states, never short of it."""
    unit = UNITS[kind]
    return (ceil(value / unit) if upward else floor(value / unit)) * unit


def between(before: Fraction, wanted: Fraction, kind: FactType) -> range:
    """The numbers strictly between two, as multiples of the type's unit, ``before`` first."""
    unit = UNITS[kind]
    if wanted > before:
        return range(int(floor(before / unit)) + 1, int(ceil(wanted / unit)))
    return range(int(ceil(before / unit)) - 1, int(floor(wanted / unit)), -1)
