"""Published values and rating bounds: points, percent of the maximum, or an index from 0 to 1."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from dtiscore.base import problems
from dtiscore.base.diagnostics import RefusedError
from dtiscore.base.numbers import parse_number, parse_share
from dtiscore.base.points import Rounding, round_points
from dtiscore.fields import NUMBER_SCHEMA, Places, Reads, Strict, refuse, words, wrong_type

Scale: TypeAlias = Annotated[
    Literal["points", "percent", "index"], words("points", "percent", "index")
]


class PublishedAs(Strict):
    """How a decision prints results, and so the value on which ranks tie."""

    scale: Scale = "points"
    places: Places = 2

    def from_points(self, points: Fraction | Decimal, max_score: Fraction) -> Decimal:
        """Points of ``max_score`` as they would be published."""
        share = Fraction(points) / max_score if max_score else Fraction(0)
        value = {"points": Fraction(points), "percent": share * 100, "index": share}[self.scale]
        return round_points(value, Rounding(self.places))


def to_points(value: Fraction, scale: Scale, max_score: Fraction) -> Fraction:
    """A published value back in points of ``max_score``, exact."""
    return {"points": value, "percent": value * max_score / 100, "index": value * max_score}[scale]


def most(scale: Scale, max_score: Fraction) -> Fraction:
    """The highest value this scale can print."""
    return {"points": max_score, "percent": Fraction(100), "index": Fraction(1)}[scale]


@dataclass(frozen=True, slots=True)
class Bound:
    """A rating bound in points, or as a share (0-1) of the applicable maximum."""

    value: Fraction
    percent: bool

    def in_points(self, max_score: Fraction) -> Fraction:
        """The bound in points under this maximum, exact."""
        return self.value * max_score if self.percent else self.value


def _bound(value: object) -> Bound:
    if isinstance(value, Bound):
        return value
    if isinstance(value, (int, Decimal, Fraction)):
        return Bound(Fraction(value), percent=False)
    if not isinstance(value, str):
        raise wrong_type("number")
    try:
        percent = value.strip().endswith("%")
        number = parse_share(value) if percent else parse_number(value)
    except RefusedError as refused:
        raise refuse(refused.problem, **refused.fields) from None
    if number < 0:
        raise refuse(problems.NEGATIVE, value=value)
    return Bound(number, percent)


BoundField = Annotated[Bound, Reads(_bound, NUMBER_SCHEMA)]
