"""``published/<period>.yaml``: what the province published, with status and source of each part."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, PrivateAttr, WithJsonSchema

from dtiscore.base.text import fold
from dtiscore.fields import (
    NUMBER_SCHEMA,
    Amount,
    Day,
    Id,
    OrShort,
    Period,
    PositiveNumber,
    Quantity,
    Strict,
    Text,
    YesNo,
)
from dtiscore.model.criteria import EVERYONE, Status
from dtiscore.model.scale import Scale


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


class Origin(NamedTuple):
    """Whether a value is official, and the decision it is from."""

    status: Status | None
    source: str | None


class AgencyResult(Strict):
    """One agency's published result."""

    id: Id
    name: Text | None = None
    cohort: Id | None = None
    total: Amount | None = None
    rating: Text | None = None
    rank: PositiveNumber | None = None
    groups: dict[Id, GroupValue] = {}
    ranked: YesNo = True
    status: Status | None = None
    source: Text | None = None
    _origins: dict[str, Origin] = PrivateAttr(default_factory=dict)

    def origin(self, field: str) -> Origin:
        """The status and source of the total, the rating or the rank, corrected or not."""
        return self._origins.get(field) or Origin(self.status, self.source)

    @property
    def origins(self) -> dict[str, Origin]:
        """Those of the total, the rating and the rank, as far as the result has them."""
        having = (name for name in OWN_VALUES if getattr(self, name) is not None)
        return {name: self.origin(name) for name in having}

    @property
    def groups_status(self) -> Status | None:
        """Official only where every group's value is; None without groups."""
        found = {value.status or self.status for value in self.groups.values()}
        return None if not found else "official" if found == {"official"} else "illustrative"

    def filled(self, status: Status, source: str | None) -> "AgencyResult":
        """The same with the status and source of the level above, where it has none.

        Who is not ranked has no rank, whatever stands there.
        """
        own: dict[str, object] = {
            "status": self.status or status,
            "source": self.source or source,
        }
        return self.model_copy(update=own if self.ranked else {**own, "rank": None})

    def corrected(self, by: "AgencyResult", status: Status, source: str | None) -> "AgencyResult":
        """This result where a correction says nothing else; ``status`` and ``source`` are its.

        They hold for the values it states: those of a group are its own, the others share one.
        So these count as official only where the total is, too. Who is not ranked any more loses
        the rank, and has none until it is ranked again.
        """
        stated = by.model_fields_set - {"id", "groups"}
        ranked = by.ranked if "ranked" in stated else self.ranked
        stated -= set() if ranked else {"rank"}
        changes = {name: getattr(by, name) for name in stated}
        changes |= {} if ranked else {"rank": None}
        by = by.filled(status, source)
        if stated & set(OWN_VALUES):
            weaker = "total" not in stated and self.total is not None and by.status == "official"
            changes |= {"status": self.status if weaker else by.status, "source": by.source}
        groups = {**self.groups_by_themselves, **by.groups_by_themselves}
        after = self.model_copy(update={**changes, "groups": groups})
        own = {name for name in OWN_VALUES if name in stated}
        if own:
            said = dict.fromkeys(own, Origin(by.status, by.source))
        else:  # a status or source alone is said of all that stands
            new = {name: changes[name] for name in Origin._fields if name in changes}
            said = {name: one._replace(**new) for name, one in self.origins.items()}
        after._origins = {**self.origins, **said}  # noqa: SLF001 - of the same class
        return after

    @property
    def groups_by_themselves(self) -> dict[str, GroupResult]:
        """The groups' values, each with the status and source that hold for it."""
        return {
            group: value.model_copy(
                update={
                    "status": value.status or self.status,
                    "source": value.source or self.source,
                }
            )
            for group, value in self.groups.items()
        }


def missing_in(
    now: Iterable[AgencyResult], before: Iterable[AgencyResult]
) -> tuple[AgencyResult, ...]:
    """The agencies ranked in the results of a year before, whom those of a year do not mention.

    Neither by id nor by name; one that is no more is mentioned with “ranked: no”.
    """
    listed = tuple(now)
    said = {fold(one.id) for one in listed}
    said |= {fold(one.name) for one in listed if one.name is not None}
    return tuple(
        one
        for one in before
        if one.ranked and said.isdisjoint({fold(one.id), fold(one.name or one.id)})
    )


OWN_VALUES = ("total", "rating", "rank")
"""What an agency's own status and source speak of."""


class BestValue(Strict):
    """The best agency's value of the fact a ``peer_ratio`` compares."""

    value: Quantity
    status: Status | None = None
    source: Text | None = None


class Correction(Strict):
    """Results corrected after publication; what an agency's entry does not state stays."""

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
    """One period's published results; known from ``on``, the day of the decision."""

    period: Period
    on: Day | None = None
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

    def known(self, as_of: date | None) -> bool:
        """Whether any of it was published on ``as_of``."""
        return self.on is None or as_of is None or self.on <= as_of

    def results(self, as_of: date | None) -> tuple[AgencyResult, ...]:
        """The agencies' results as they stood on ``as_of``, corrections applied.

        Status and source are filled in from the nearest level that states them.
        """
        standing: dict[str, AgencyResult] = {}
        rounds = [(self.status, self.source, self.agencies)]
        for correction in self.corrected(as_of):
            status, source = correction.status or self.status, correction.source or self.source
            rounds.append((status, source, correction.agencies))
        for status, source, agencies in rounds:
            for result in agencies:
                earlier = standing.get(fold(result.id))
                standing[fold(result.id)] = (
                    result.filled(status, source)
                    if earlier is None
                    else earlier.corrected(result, status, source)
                )
        return tuple(standing.values())

    def corrected(self, as_of: date | None) -> tuple[Correction, ...]:
        """The corrections that were made by ``as_of``, in the order in which they count."""
        ordered = sorted(self.corrections, key=lambda one: one.on)
        return tuple(one for one in ordered if as_of is None or one.on <= as_of)

    def average_of(self, cohort: str) -> AverageValues | None:
        """The stated averages that hold for ``cohort``."""
        return self.averages.get(cohort) or self.averages.get(EVERYONE)
