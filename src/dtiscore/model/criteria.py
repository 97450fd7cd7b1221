"""``criteria/<set>/``: one decision's criteria, group by group, as its files state them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from dtiscore.base.points import ZERO, Rounding
from dtiscore.fields import (
    NUMBER_SCHEMA,
    Amount,
    Day,
    Due,
    Id,
    OrShort,
    Places,
    Share,
    SignedAmount,
    Strict,
    Text,
    WholeNumber,
    YesNo,
    words,
)
from dtiscore.model.scale import BoundField, PublishedAs
from dtiscore.rules.core import FactType
from dtiscore.rules.registry import AnyRule

if TYPE_CHECKING:
    from collections.abc import Mapping

Status: TypeAlias = Annotated[
    Literal["illustrative", "official"], words("illustrative", "official")
]
NotApplicablePolicy: TypeAlias = Annotated[
    Literal["reduce_max", "full", "zero", "rescale"],
    words("reduce_max", "full", "zero", "rescale"),
]
GroupKind: TypeAlias = Annotated[
    Literal["scored", "unscored", "adjustment"], words("scored", "unscored", "adjustment")
]

EVERYONE = ""
"""The cohort of a set without cohorts."""


def _maximum(value: object) -> object:
    """One number for everyone, or one for each cohort."""
    if isinstance(value, dict) and value:
        return value
    return {EVERYONE: value}


MaxScore = Annotated[
    dict[str, Amount],
    BeforeValidator(_maximum),
    WithJsonSchema({"anyOf": [NUMBER_SCHEMA, {"type": "object"}]}),
]
"""A maximum in points: under `EVERYONE`, or one per cohort."""


def of_cohort(maximum: Mapping[str, Fraction], cohort: str) -> Fraction:
    """The maximum that holds for ``cohort``."""
    return maximum[EVERYONE] if EVERYONE in maximum else maximum.get(cohort, ZERO)


class RoundingRule(Strict):
    """How a criterion's points are rounded, once."""

    places: Places = 2
    mode: Annotated[
        Literal["half_up", "half_even", "down"], words("half_up", "half_even", "down")
    ] = "half_up"

    @property
    def rounding(self) -> Rounding:
        """The rule in the form the arithmetic takes."""
        return Rounding(self.places, self.mode)


class Band(Strict):
    """A rating: ``from`` is inclusive, ``above`` exclusive."""

    name: Text
    from_: BoundField | None = Field(default=None, alias="from")
    above: BoundField | None = None


class SetHeader(Strict):
    """``set.yaml``: what holds for the whole set."""

    id: Id
    version: Text
    title: Text
    status: Status
    legal_basis: Text | None = None
    max_score: MaxScore
    may_exceed_max: YesNo = False
    rounding: RoundingRule = RoundingRule.model_construct()
    not_applicable: NotApplicablePolicy = "reduce_max"
    bands: tuple[Band, ...]
    published_as: PublishedAs = PublishedAs.model_construct()
    groups: tuple[Id, ...]


class FactSpec(Strict):
    """A fact a criterion asks for, or (``same_as``) shares with another criterion."""

    label: Text | None = None
    type: Annotated[FactType, words(*FactType), AfterValidator(FactType)] | None = None
    unit: Text | None = None
    same_as: Text | None = None


class Scope(Strict):
    """Whom a criterion applies to; what is not listed applies to everyone."""

    cohorts: tuple[Id, ...] = ()
    agencies: tuple[Id, ...] = ()


class Shows(Strict):
    """The slot's paper is itself the fact: its date, or its number."""

    fact: Id
    by: Annotated[Literal["date", "number"], words("date", "number")] = "date"


def _within(value: object) -> object:
    return value if isinstance(value, (dict, Within)) else {"word": value}


class Within(Strict):
    """When a paper must have been issued."""

    word: Annotated[Literal["period", "in_force"], words("period", "in_force")] = "period"
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class ProofSlot(Strict):
    """What a criterion demands of its papers (design §3, "Proof slots")."""

    id: Id
    label: Text
    types: tuple[Text, ...] = ()
    issuers: tuple[Text, ...] = ()
    count_of: Id | None = None
    summary: tuple[Text, ...] = ()
    count: WholeNumber = 1
    each: Annotated[Literal["quarter", "month"], words("quarter", "month")] | None = None
    partial: YesNo = False
    shows: Shows | None = None
    for_: Id | None = Field(default=None, alias="for")
    share: Share | None = None
    within: Annotated[
        Within, BeforeValidator(_within), OrShort({"enum": ["period", "in_force"]})
    ] = Within.model_construct()
    optional: YesNo = False
    due: Due | None = None


class Criterion(Strict):
    """The smallest thing that earns points."""

    id: Id
    name: Text
    max_score: MaxScore = {EVERYONE: ZERO}
    sign: Annotated[Literal["bonus", "penalty"], words("bonus", "penalty")] | None = None
    lead: Id | None = None
    support: tuple[Id, ...] = ()
    source: Text | None = None
    verified_by: Text | None = None
    legal_basis: Text | None = None
    measured_by: Text | None = None
    applies_to: Scope = Scope.model_construct()
    may_be_not_applicable: YesNo = False
    facts: dict[Id, FactSpec] = {}
    rule: AnyRule | None = None
    proof: tuple[ProofSlot, ...] = ()
    message: Text | None = None

    def applies(self, agency: str, cohort: str) -> bool:
        """Whether the criterion is in scope for this agency of this cohort."""
        scope = self.applies_to
        listed = not scope.agencies or agency in scope.agencies
        return listed and (not scope.cohorts or cohort in scope.cohorts)


class Group(Strict):
    """``<group>.yaml``: a group of criteria."""

    id: Id
    name: Text
    max_score: MaxScore = {EVERYONE: ZERO}
    kind: GroupKind = "scored"
    at_least: SignedAmount | None = None
    at_most: SignedAmount | None = None
    criteria: tuple[Criterion, ...]
