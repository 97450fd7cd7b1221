"""``criteria/<set>/cases/*.yaml``: worked examples of the rules, which ``dtiscore test`` runs."""

from datetime import date
from typing import Annotated, Any

from pydantic import RootModel, model_validator

from dtiscore.base import problems
from dtiscore.base.dates import parse_date
from dtiscore.fields import (
    TEXT_SCHEMA,
    Amount,
    Id,
    OrShort,
    Period,
    Reads,
    Strict,
    Text,
    refuse,
    wrong_type,
)
from dtiscore.model.assessment import AsStatement, FactStatement, Statement

_EXPECTED = "whole number"


def _supply(value: object) -> int | date:
    """What is handed in for a slot: so many papers, or one of a given date."""
    if isinstance(value, (int, date)) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise wrong_type(_EXPECTED)
    if value.isascii() and value.isdigit():
        return int(value)
    day = parse_date(value)
    if day is None:
        raise refuse(problems.NOT_WHOLE, value=value)
    return day


Supply = Annotated[Any, Reads(_supply, TEXT_SCHEMA)]


class Expected(Strict):
    """The points a case expects; an empty value expects "not evaluated"."""

    claimed: Amount | None = None
    provable: Amount | None = None

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, data: object) -> object:
        # Here an empty value means something: no points, because the rule cannot be evaluated.
        return data


class Case(Statement):
    """Facts and proof, and the points they must give."""

    criterion: Id
    name: Text
    cohort: Id | None = None
    period: Period | None = None
    facts: dict[Id, Annotated[FactStatement | None, AsStatement, OrShort(TEXT_SCHEMA)]] = {}
    proof: dict[Id, Supply] = {}
    expect: Expected


class CaseFile(RootModel[tuple[Case, ...]]):
    """One file of cases."""
