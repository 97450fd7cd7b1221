"""``assessments/<period>.yaml``: what the department states, explains, and was confirmed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from dtiscore.base.dates import DateRange
from dtiscore.fields import (
    NUMBER_SCHEMA,
    TEXT_SCHEMA,
    Amount,
    Day,
    FileName,
    Id,
    OrShort,
    Period,
    Reads,
    Strict,
    Text,
    words,
    wrong_type,
)
from dtiscore.model.criteria import Status


def _raw(value: object) -> object:
    """A fact's value is typed later, by the criterion that asks for it."""
    if isinstance(value, (str, bool, int, Decimal, Fraction, date)):
        return value
    raise wrong_type("value")


Raw = Annotated[Any, Reads(_raw, TEXT_SCHEMA)]


def _statement(value: object) -> object:
    if value is None or isinstance(value, (dict, FactStatement)):
        return value
    return {"value": value}


AsStatement = BeforeValidator(_statement)
"""A value alone is a statement without a source."""


class TaskCount(Strict):
    """A figure counted from ``tasks/<period>.yaml``: a document's tasks, or those of them done.

    A task counts once, as the document orders it, however many instances it has (domain shape 16).
    """

    document: Id
    count: Annotated[Literal["all", "done", "on_time"], words("all", "done", "on_time")]


class FactStatement(Strict):
    """A stated fact and where the department took it from."""

    value: Raw | None = None
    source: Text | None = None


class CountedStatement(FactStatement):
    """A fact as an assessment states it: a value, or one counted from the tasks."""

    tasks: TaskCount | None = None


class Confirmation(Strict):
    """The appraiser's points; without ``on`` they hold for good."""

    points: Amount
    on: Day | None = None
    reason: Text | None = None
    source: Text | None = None


def _confirmations(value: object) -> object:
    # Keys without a list are left to be refused: which version would they be?
    return value if isinstance(value, (list, tuple, dict)) else ({"points": value},)


class CitedPaper(Strict):
    """A paper a unit names as proof: number and symbol, date, subject, and its file, if any.

    It proves nothing by being named; what counts lies in ``evidence/``.
    """

    slot: Id
    symbol: Text | None = None
    date: Day | None = None
    subject: Text | None = None
    file: FileName | None = None
    unit: Text | None = None


class Statement(Strict):
    """What is stated of one criterion, as far as points depend on it."""

    points: Amount | None = None
    explanation: Text | None = None
    not_applicable: Text | None = None
    confirmed: Annotated[
        tuple[Confirmation, ...],
        BeforeValidator(_confirmations),
        OrShort(NUMBER_SCHEMA),
    ] = ()

    def confirmed_on(self, as_of: date | None) -> Confirmation | None:
        """The version that counts: the latest on or before ``as_of``, the last of equals."""
        if not self.confirmed:
            return None
        known = [c for c in self.confirmed if c.on is None or as_of is None or c.on <= as_of]
        return max(reversed(known), key=lambda c: c.on or date.min, default=None)


class CriterionStatement(Statement):
    """What is stated for one criterion, with what units say beside it."""

    facts: dict[Id, Annotated[CountedStatement | None, AsStatement, OrShort(TEXT_SCHEMA)]] = {}
    note: Text | None = None
    papers: tuple[CitedPaper, ...] = ()

    @property
    def states_anything(self) -> bool:
        """Whether a fact, points, an explanation or a confirmation stands there."""
        facts = (fact for fact in self.facts.values() if fact is not None)
        figures = any(fact.value is not None or fact.tasks is not None for fact in facts)
        others = (self.points, self.explanation, self.not_applicable)
        return figures or bool(self.confirmed) or any(one is not None for one in others)


class AssessmentDates(Strict):
    """The assessed days, and by when proof is collected and handed in."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    collect_by: Day | None = None
    submit_by: Day | None = None


class Assessment(Strict):
    """One period's statements, by criterion."""

    period: Period
    status: Status | None = None
    criteria_set: Id | None = None
    dates: AssessmentDates = AssessmentDates.model_construct()
    criteria: dict[Id, CriterionStatement | None] = {}

    @property
    def range(self) -> DateRange:
        """The assessed days: the calendar year unless the file says otherwise."""
        first = self.dates.from_ or date(self.period, 1, 1)
        return DateRange(first, self.dates.to or date(self.period, 12, 31))

    @property
    def counts_tasks(self) -> bool:
        """Whether any figure is counted from the tasks."""
        return any(
            fact is not None and fact.tasks is not None
            for said in self.statements.values()
            for fact in said.facts.values()
        )

    @property
    def stated(self) -> int:
        """Of how many criteria anything is stated; a line left blank states nothing."""
        return sum(said.states_anything for said in self.statements.values())

    @property
    def statements(self) -> Mapping[str, CriterionStatement]:
        """The criteria something is stated for."""
        return {cid: said for cid, said in self.criteria.items() if said is not None}
