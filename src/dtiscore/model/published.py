"""``published/<period>.yaml``: what the province published, with status and source of each part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, WithJsonSchema

from dtiscore.fields import (
    NUMBER_SCHEMA,
    Amount,
    Day,
    Id,
    OrShort,
    Period,
    Quantity,
    Strict,
    Text,
    WholeNumber,
    YesNo,
)
from dtiscore.model.criteria import EVERYONE, Status
from dtiscore.model.scale import Scale

if TYPE_CHECKING:
    from datetime import date


class AverageRule(Strict):
    """Whether the averages count the agency itself."""

    includes_self: YesNo = True


class AverageValues(Strict):
    """Stated averages of a cohort, in the file's scale."""

    status: Status | None = None
    source: Text | None = None
    total: Amount | None = None
    groups: dict[Id, Amount] = {}


class GroupResult(Strict):
    """A group's value with a status or source of its own."""

    value: Amount
    status: Status | None = None
    source: Text | None = None


def _group_result(value: object) -> object:
    return value if isinstance(value, (dict, GroupResult)) else {"value": value}


GroupValue = Annotated[
    GroupResult,
    BeforeValidator(_group_result),
    OrShort(NUMBER_SCHEMA),
]


class AgencyResult(Strict):
    """One agency's published result."""

    id: Id
    name: Text | None = None
    cohort: Id | None = None
    total: Amount | None = None
    rating: Text | None = None
    rank: WholeNumber | None = None
    groups: dict[Id, GroupValue] = {}
    ranked: YesNo = True
    status: Status | None = None
    source: Text | None = None

    @property
    def groups_status(self) -> Status | None:
        """Official only where every group's value is; None without groups."""
        found = {value.status or self.status for value in self.groups.values()}
        return None if not found else "official" if found == {"official"} else "illustrative"


class BestValue(Strict):
    """The best agency's value of the fact a ``peer_ratio`` compares."""

    value: Quantity
    status: Status | None = None
    source: Text | None = None


class Correction(Strict):
    """Results corrected after publication; an agency's entry replaces its earlier one."""

    on: Day
    source: Text | None = None
    status: Status | None = None
    agencies: tuple[AgencyResult, ...]


_VALUES = frozenset(AverageValues.model_fields)


def _by_cohort(value: object) -> object:
    """Averages of everyone, or one block for each cohort."""
    if isinstance(value, dict) and _VALUES & set(value):
        return {EVERYONE: value}
    return value


class Published(Strict):
    """One period's published results."""

    period: Period
    source: Text | None = None
    status: Status = "illustrative"
    scale: Scale | None = None
    average: AverageRule = AverageRule.model_construct()
    averages: Annotated[
        dict[str, AverageValues],
        BeforeValidator(_by_cohort),
        WithJsonSchema({"type": "object"}),
    ] = {}
    agencies: tuple[AgencyResult, ...] = ()
    bests: dict[Id, BestValue] = {}
    corrections: tuple[Correction, ...] = ()

    def results(self, as_of: date | None) -> tuple[AgencyResult, ...]:
        """The agencies' results as they stood on ``as_of``, corrections applied.

        Status and source are filled in from the nearest level that states them.
        """
        standing: dict[str, AgencyResult] = {}
        rounds = [(self.status, self.source, self.agencies)]
        for correction in sorted(self.corrections, key=lambda c: c.on):
            if as_of is None or correction.on <= as_of:
                status, source = correction.status or self.status, correction.source or self.source
                rounds.append((status, source, correction.agencies))
        for status, source, agencies in rounds:
            for result in agencies:
                filled = {"status": result.status or status, "source": result.source or source}
                standing[result.id] = result.model_copy(update=filled)
        return tuple(standing.values())

    def average_of(self, cohort: str) -> AverageValues | None:
        """The stated averages that hold for ``cohort``."""
        return self.averages.get(cohort) or self.averages.get(EVERYONE)
