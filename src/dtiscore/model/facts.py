"""Stated facts, typed by the criterion that asks for them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.dates import parse_date
from dtiscore.base.diagnostics import RefusedError
from dtiscore.base.messages import Message
from dtiscore.base.numbers import parse_number, parse_share
from dtiscore.base.points import ONE, ZERO
from dtiscore.base.text import nearest
from dtiscore.fields import NO, parse_yes_no
from dtiscore.rules.core import NEVER, NUMERIC, FactType, FactValue
from dtiscore.rules.kinds.choice import option_named
from dtiscore.rules.kinds.judged import STATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dtiscore.base.diagnostics import Problem
    from dtiscore.base.messages import Field
    from dtiscore.model.assessment import Assessment, Statement
    from dtiscore.model.criteria_set import CriteriaSet, Fact, FactKey


class Misstated(NamedTuple):
    """A problem of an assessment, at a path in its file."""

    path: tuple[str | int, ...]
    problem: Problem
    fields: Mapping[str, Field]
    at_key: bool = False


class Origin(NamedTuple):
    """Where a value was stated: the criterion and the name used there, and its source."""

    criterion: str
    fact: str
    source: str | None


class StatedFacts(NamedTuple):
    """Every stated value by the place where its fact is defined, and where it was stated."""

    values: Mapping[FactKey, FactValue] = MappingProxyType({})
    origins: Mapping[FactKey, Origin] = MappingProxyType({})

    def of(self, criteria_set: CriteriaSet, criterion: str) -> dict[str, FactValue]:
        """The facts one criterion sees, under its own names; missing ones are absent."""
        values = self.values
        return {
            name: values[fact.key]
            for name, fact in criteria_set.facts[criterion].items()
            if fact.key in values
        }


def read_value(raw: object, fact: Fact) -> FactValue:
    """One stated value as its fact's type.

    Raises:
        RefusedError: it is not of that type.
    """
    if isinstance(raw, str):
        return _from_text(raw.strip(), fact)
    if isinstance(raw, bool):
        if fact.type is FactType.YES_NO:
            return raw
    elif isinstance(raw, (int, Decimal, Fraction)):
        if fact.type not in NUMERIC:
            return _from_text(str(raw), fact)
        if isinstance(raw, Decimal) and not raw.is_finite():
            raise RefusedError(problems.NOT_A_NUMBER, value=str(raw))
        return _checked(Fraction(raw), str(raw), fact)
    elif isinstance(raw, date) and fact.type is FactType.DATE:
        return raw
    raise RefusedError(problems.NOT_ONE_OF, value=str(raw), known=(fact.type.value,))


def _from_text(text: str, fact: Fact) -> FactValue:
    if fact.type is FactType.YES_NO:
        return parse_yes_no(text)
    if fact.type is FactType.CHOICE:
        return _choice(text, fact)
    denied = text.casefold() in NO
    if fact.type is FactType.DATE:
        day = parse_date(text)
        if day is None and not denied:
            raise RefusedError(problems.NOT_A_DATE, value=text)
        return day or NEVER
    if denied:
        return ZERO
    number = parse_share(text) if fact.type is FactType.PERCENT else parse_number(text)
    return _checked(number, text, fact)


def _choice(text: str, fact: Fact) -> FactValue:
    """An option, by its value or its label."""
    named = option_named(text, fact.options)
    if named is not None:
        return named
    if text.casefold() in NO:
        return NEVER
    near = nearest(text, [name for o in fact.options for name in (o.value, o.title)])
    if near is not None:
        raise RefusedError(problems.NOT_ONE_OF_NEAR, value=text, near=near)
    known = tuple(
        Message("{value} “{label}”", value=o.value, label=o.label) if o.label else o.value
        for o in fact.options
    )
    raise RefusedError(problems.NOT_ONE_OF, value=text, known=known)


def _checked(number: Fraction, text: str, fact: Fact) -> Fraction:
    """A number that may be one of its type; ``text`` is how it was written."""
    if fact.type is FactType.PERCENT:
        if "%" not in text and number >= ONE:
            # 1 may be 1 % or 100 %, 45 may be a slip for 45 %: the reader is asked.
            raise RefusedError(problems.PERCENT_UNCLEAR, value=text)
        if not ZERO <= number <= ONE:
            raise RefusedError(problems.SHARE_RANGE, value=text)
    elif number < 0:
        raise RefusedError(problems.NEGATIVE, value=text)
    elif fact.type is FactType.COUNT and number.denominator != 1:
        raise RefusedError(problems.NOT_WHOLE, value=text)
    return number


def type_facts(
    criteria_set: CriteriaSet, assessment: Assessment
) -> tuple[StatedFacts, tuple[Misstated, ...]]:
    """All facts of an assessment, typed, and everything that is wrong with single values."""
    values: dict[FactKey, FactValue] = {}
    origins: dict[FactKey, Origin] = {}
    wrong: list[Misstated] = []
    for cid, said in assessment.criteria.items():
        if said is None or cid not in criteria_set.facts:
            continue
        for name, statement in said.facts.items():
            if statement is None or statement.value is None:
                continue
            path = ("criteria", cid, "facts", name)
            fact = criteria_set.facts[cid].get(name)
            if fact is None:
                # What the set defines wrongly is said there, not here.
                if name not in criteria_set.criteria[cid].facts:
                    wrong.append(_unknown_fact(path, name, criteria_set, cid))
                continue
            try:
                value = read_value(statement.value, fact)
            except RefusedError as refused:
                wrong.append(Misstated((*path, "value"), refused.problem, refused.fields))
                continue
            first = origins.get(fact.key)
            if first is None:
                values[fact.key] = value
                origins[fact.key] = Origin(cid, name, statement.source)
            elif values[fact.key] != value:
                wrong.append(_conflict(path, fact, str(statement.value), first, assessment))
    return StatedFacts(values, origins), tuple(wrong)


def _unknown_fact(
    path: tuple[str | int, ...], name: str, criteria_set: CriteriaSet, cid: str
) -> Misstated:
    known = tuple(criteria_set.facts[cid])
    near = nearest(name, known)
    if near is not None:
        return Misstated(path, problems.UNKNOWN_KEY_NEAR, {"key": name, "near": near}, at_key=True)
    return Misstated(path, problems.UNKNOWN_KEY, {"key": name, "keys": known}, at_key=True)


def _conflict(
    path: tuple[str | int, ...], fact: Fact, value: str, first: Origin, assessment: Assessment
) -> Misstated:
    said = assessment.statements[first.criterion].facts[first.fact]
    other = str(said.value) if said is not None else ""
    fields = {"fact": fact.label, "value": value, "other": other}
    return Misstated(
        (*path, "value"),
        problems.FACT_CONFLICT,
        {**fields, "first": f"{first.criterion}.{first.fact}"},
    )


def with_points(facts: dict[str, FactValue], said: Statement | None) -> None:
    """Hand a judged criterion's stated points to its rule, under the name it reads them by."""
    if said is not None and said.points is not None:
        facts[STATED] = said.points
