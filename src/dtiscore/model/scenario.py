"""A scenario file: what is assumed of the next year, of the others and of ourselves."""

from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator

from dtiscore.fields import Amount, Id, OrShort, Share, SignedAmount, Strict, Text, wrong_type


class StatedGrowth(Strict):
    """How many points an agency gains in a year: the mean, and its standard deviation."""

    mean: SignedAmount
    spread: Amount = Fraction(0)


def _fitted_is_none(value: object) -> object:
    """``growth: fitted`` says what leaving it out says."""
    if isinstance(value, str):
        if value.strip().casefold() == "fitted":
            return None
        raise wrong_type("keys")
    return value


class OwnChange(Strict):
    """What is assumed of ourselves.

    Attributes:
        gain: points added to ours, by what is planned.
        cut: the chance (0-1) that the council cuts the points at risk of a criterion.
    """

    gain: SignedAmount = Fraction(0)
    cut: Share = Fraction(1, 2)


class Scenario(Strict):
    """One scenario.

    Attributes:
        name: what tables call it.
        assumption: half a sentence that follows “if”; it stands wherever a chance is given.
        growth: of every other agency; None: fitted from the two years published last.
        agencies: growth of single agencies, in its stead.
    """

    name: Text
    assumption: Text
    growth: Annotated[
        StatedGrowth | None, BeforeValidator(_fitted_is_none), OrShort({"const": "fitted"})
    ] = None
    agencies: dict[Id, StatedGrowth] = {}
    own: OwnChange = OwnChange.model_construct()
