"""Short ways to make rules, settings and facts, and to read what rules say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from pydantic import TypeAdapter

from dtiscore.base.dates import parse_date
from dtiscore.base.messages import Message, Percent, Points
from dtiscore.base.numbers import parse_number, parse_share
from dtiscore.rules.core import NEVER, FactType, Rule, Setting
from dtiscore.rules.registry import AnyRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dtiscore.base.messages import Field
    from dtiscore.rules.core import Facts, FactValue, Improvement, Trace

YEAR = 2023

_ADAPTER: TypeAdapter[Rule] = TypeAdapter(AnyRule)


def rule_of(spec: str | Mapping[str, Any]) -> Rule:
    """The rule of a YAML text, or of what the reader makes of one: texts all through."""
    data = yaml.load(spec, Loader=yaml.BaseLoader) if isinstance(spec, str) else spec  # noqa: S506
    return _ADAPTER.validate_python(data)


def setting_of(
    rule: Rule,
    max_score: Fraction | int | str = 10,
    types: Mapping[str, str] | None = None,
    *,
    best: str | None = None,
    today: str | None = None,
    factors: Mapping[str, str] | None = None,
) -> Setting:
    """A setting in which each fact has the type given, or the plainest one the rule takes."""
    plainest = {use.fact: min(use.types, key=list(FactType).index) for use in rule.uses()}
    return Setting(
        max_score=Fraction(max_score),
        year=YEAR,
        types=plainest | {fact: FactType(name) for fact, name in (types or {}).items()},
        labels={fact: f"label of {fact}" for fact in plainest},
        best=None if best is None else _value(best),  # type: ignore[arg-type]
        today=None if today is None else date.fromisoformat(today),
        factors={name: parse_share(share) for name, share in (factors or {}).items()},
    )


def facts_of(stated: Mapping[str, object]) -> dict[str, FactValue]:
    """Facts as a table writes them: 4, "2.5", "45%", "2023-03-31", "không", True."""
    return {fact: _value(value) for fact, value in stated.items()}


def _value(value: object) -> FactValue:
    if isinstance(value, bool):
        return value
    text = str(value)
    if text == "không":
        return NEVER
    if text.endswith("%"):
        return parse_share(text)
    day = parse_date(text)
    if day is not None:
        return day
    return parse_number(text) if text[0].isdigit() else text


def fits(value: FactValue, kind: FactType) -> bool:
    """Whether a value is one that a fact of this type can have."""
    if kind is FactType.YES_NO:
        return isinstance(value, bool)
    if kind is FactType.DATE:
        return isinstance(value, date) or value is NEVER
    if kind is FactType.CHOICE:
        return isinstance(value, str) or value is NEVER
    if not isinstance(value, Fraction) or value < 0:
        return False
    if kind is FactType.COUNT:
        return value.denominator == 1
    return kind is FactType.AMOUNT or value <= 1


def valid(rule: Rule, facts: Facts, setting: Setting) -> bool:
    """Whether an assessment could state these facts without a problem."""
    typed = all(fits(value, setting.types[fact]) for fact, value in facts.items())
    return typed and not list(rule.fact_problems(facts, setting))


@dataclass(frozen=True)
class End:
    """Where following a rule's steps led."""

    facts: Facts
    last: Improvement


def followed(rule: Rule, facts: Facts, setting: Setting, *, take: int, most: int = 400) -> End:
    """Take the first (``take=0``) or the last (-1) of the steps until there is none."""
    for _ in range(most):
        found = rule.improve(facts, setting)
        if not found.steps:
            return End(facts, found)
        facts = {**facts, **found.steps[take].changes}
    pytest.fail(f"no end after {most} steps")


def rendered(message: Message) -> str:
    """The English sentence with its fields; a KeyError where one is missing."""
    return message.text.format_map({name: _shown(field) for name, field in message.fields.items()})


def _shown(field: Field) -> str:
    if isinstance(field, Message):
        return rendered(field)
    if isinstance(field, tuple):
        return ", ".join(map(_shown, field))
    if isinstance(field, Percent):
        return f"{_shown(field.share * 100)} %"
    if isinstance(field, Points):
        return _shown(field.value)
    if isinstance(field, Fraction):
        return str(Decimal(field.numerator) / field.denominator)
    return str(field)


def texts_of(trace: Trace) -> Iterator[str]:
    """Every sentence of a trace, its parts' included."""
    yield rendered(trace.text)
    for name, part in trace.parts:
        yield name
        yield from texts_of(part)
