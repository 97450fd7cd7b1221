"""Points: exact fractions until the one rounding that makes them the set's `Decimal`."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

RoundingMode: TypeAlias = Literal["half_up", "half_even", "down"]

ZERO = Fraction(0)
ONE = Fraction(1)


class Rounding(NamedTuple):
    """How a criteria set rounds a criterion's points: decimals kept, and the rule for ties."""

    places: int = 2
    mode: RoundingMode = "half_up"


def round_points(exact: Fraction | Decimal | int, rounding: Rounding) -> Decimal:
    """Points rounded once, as the set says; this is the only place where points are rounded.

    Ties go away from zero (``half_up``, the habit of the provinces' tables), to the even digit
    (``half_even``) or are cut off (``down``).
    """
    numerator, denominator = exact.as_integer_ratio()
    negative = numerator < 0
    quotient, rest = divmod(abs(numerator) * 10**rounding.places, denominator)
    if rounding.mode != "down":
        twice = 2 * rest
        if twice > denominator or (
            twice == denominator and (rounding.mode == "half_up" or quotient % 2)
        ):
            quotient += 1
    # From text, so that no precision of the caller's decimal context rounds a second time.
    sign = "-" if negative and quotient else ""
    return Decimal(f"{sign}{quotient}E-{rounding.places}")


def smallest_step(rounding: Rounding) -> Decimal:
    """The smallest difference two rounded values can have: 0.01 for two places."""
    return Decimal(1).scaleb(-rounding.places)


def split_in_proportion(
    total: Decimal, weights: list[Decimal], rounding: Rounding
) -> list[Decimal]:
    """``total`` cut into shares in proportion to ``weights``, summing to it exactly.

    Largest remainders get the last cents; equal ones in order. Without any weight the shares
    are equal.
    """
    if not weights:
        return []
    scale = 10**rounding.places
    cents = int(Fraction(total) * scale)
    parts = [Fraction(weight) for weight in weights] if any(weights) else [ONE] * len(weights)
    whole = sum(parts, ZERO)
    exact = [cents * part / whole for part in parts]
    shares = [share.numerator // share.denominator for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for index in by_remainder[: cents - sum(shares)]:
        shares[index] += 1
    return [round_points(Fraction(share, scale), rounding) for share in shares]
