"""Ratings: the band a total falls into, and how far the next one is."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.points import Rounding, round_points, smallest_step
from dtiscore.model.criteria import EVERYONE, of_cohort
from dtiscore.model.scale import most, to_points

if TYPE_CHECKING:
    from decimal import Decimal

    from dtiscore.model.criteria import Band, SetHeader
    from dtiscore.model.scale import Scale


class NextBand(NamedTuple):
    """The next better band, its bound in points, and the points still missing to it."""

    name: str
    from_: Decimal
    missing: Decimal


def bound_points(band: Band, max_score: Decimal | Fraction) -> Fraction:
    """The band's lower bound in points under the applicable maximum, exact."""
    bound = band.from_ if band.from_ is not None else band.above
    return bound.in_points(Fraction(max_score)) if bound is not None else Fraction(0)


def _meets(total: Decimal | Fraction, band: Band, max_score: Decimal | Fraction) -> bool:
    bound = bound_points(band, max_score)
    return Fraction(total) >= bound if band.above is None else Fraction(total) > bound


def rating(
    total: Decimal | Fraction, max_score: Decimal | Fraction, bands: tuple[Band, ...]
) -> str | None:
    """The name of the band ``total`` falls into; bounds are compared exactly.

    A total below every bound (after penalties) has the lowest band; where nothing applies, there
    is nothing to rate.
    """
    if not max_score:
        return None
    for band in bands:
        if _meets(total, band, max_score):
            return band.name
    return bands[-1].name if bands else None


def published_rating(
    value: Fraction, scale: Scale, cohort: str | None, header: SetHeader
) -> str | None:
    """The rating of a value on the scale it was published in.

    None where the maximum is not known, or the value lies above it and may not.
    """
    maximum = of_cohort(header.max_score, cohort or EVERYONE)
    if not maximum or (value > most(scale, maximum) and not header.may_exceed_max):
        return None
    return rating(to_points(value, scale, maximum), maximum, header.bands)


def next_band(
    total: Decimal, max_score: Decimal, bands: tuple[Band, ...], rounding: Rounding
) -> NextBand | None:
    """The next better band; None for the best, and where nothing applies."""
    better = None
    for band in bands if max_score else ():
        if _meets(total, band, max_score):
            break
        better = band
    if better is None:
        return None
    bound = bound_points(better, max_score)
    needed = round_points(bound, rounding)
    while not _meets(needed, better, max_score):
        needed += smallest_step(rounding)
    return NextBand(better.name, round_points(bound, rounding), needed - total)
