"""``criteria/<set>/``: one decision's criteria, group by group, as its files state them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from dtiscore.base.points import ZERO, Rounding
from dtiscore.base.text import fold
from dtiscore.fields import (
    NUMBER_SCHEMA,
    Amount,
    Day,
    Due,
    Id,
    OrShort,
    Places,
    PositiveNumber,
    Share,
    SignedAmount,
    Strict,
    Text,
    YesNo,
    words,
)
from dtiscore.model.scale import BoundField, PublishedAs
from dtiscore.rules.core import FactType, Rule
from dtiscore.rules.registry import AnyRule

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

    def has_cohort(self, cohort: str) -> bool:
        """Whether agencies of ``cohort`` are among them; ids are compared without case."""
        return not self.cohorts or fold(cohort) in map(fold, self.cohorts)

    def has_agency(self, agency: str) -> bool:
        """Whether ``agency`` is among those listed."""
        return not self.agencies or fold(agency) in map(fold, self.agencies)


class Shows(Strict):
    """The slot's paper is itself the fact: its date, or its number."""

    fact: Id
    by: Annotated[Literal["date", "number"], words("date", "number")] = "date"


class Within(Strict):
    """When a paper must have been issued: in the period, or between days of its own."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None

    @property
    def word(self) -> Literal["period", "in_force"]:
        """The word for it, where no days are given."""
        return "in_force" if isinstance(self, InForce) else "period"


class InForce(Within):
    """Any day up to the period's end."""

    # Only for the set's fingerprint, which needs something to tell the two words apart.
    in_words: Literal["in_force"] = Field(alias="word")


_WITHIN = words("period", "in_force")


def _within(value: object) -> object:
    if isinstance(value, (dict, Within)):
        return value
    in_force = _WITHIN.validate(value) == "in_force"
    return InForce.model_construct(in_words="in_force") if in_force else Within.model_construct()


class ProofSlot(Strict):
    """What a criterion demands of its papers (design §3, "Proof slots")."""

    id: Id
    label: Text
    types: tuple[Text, ...] = ()
    issuers: tuple[Text, ...] = ()
    count_of: Id | None = None
    summary: tuple[Text, ...] = ()
    count: PositiveNumber = 1
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

    def rules(self) -> Iterator[tuple[tuple[str | int, ...], Rule]]:
        """The rule and those of its parts, each with the path to it from the rule."""
        return iter(()) if self.rule is None else self.rule.nested()

    def applies(self, agency: str, cohort: str) -> bool:
        """Whether the criterion is in scope for this agency of this cohort."""
        return self.applies_to.has_agency(agency) and self.applies_to.has_cohort(cohort)


class Group(Strict):
    """``<group>.yaml``: a group of criteria."""

    id: Id
    name: Text
    max_score: MaxScore = {EVERYONE: ZERO}
    kind: GroupKind = "scored"
    at_least: SignedAmount | None = None
    at_most: SignedAmount | None = None
    criteria: tuple[Criterion, ...]
