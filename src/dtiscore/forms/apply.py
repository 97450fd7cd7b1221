"""Changes into the text of an assessment: comments, order and all other bytes stay."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dtiscore.base.numbers import decimal_text, file_text
from dtiscore.rules.core import NEVER, FactType
from dtiscore.source.yaml_edit import Figure, appended_at, merged

if TYPE_CHECKING:
    from collections.abc import Callable

    from dtiscore.forms.merge import Change, Present
    from dtiscore.rules.core import FactValue


def applied(text: str, changes: tuple[Change, ...], present: Present) -> str:
    """The file's text with every change in it.

    Raises:
        EditRefusedError: something else in the file would change.
    """
    for change in changes:
        text = _edit(change, present)(text)
    return text


def _edit(change: Change, present: Present) -> Callable[[str], str]:
    here = ("criteria", change.criterion)
    if change.paper is not None:
        paper = dict(change.paper)
        if change.replaces is not None:
            return lambda text: merged(text, (*here, "papers", change.replaces or 0), paper)
        stated = {key: value for key, value in paper.items() if value is not None}
        return lambda text: appended_at(text, here, "papers", stated)
    if change.what == "fact":
        return _fact(change, present)
    value: Any = change.after or None
    if isinstance(change.value, Fraction):
        value = Figure(file_text(change.value))
    return lambda text: merged(text, here, {change.what: value})


def _fact(change: Change, present: Present) -> Callable[[str], str]:
    fact = present.criteria_set.facts[change.criterion][change.fact or ""]
    origin = present.facts.origins.get(fact.key)
    criterion, name = change.criterion, change.fact or ""
    if origin is not None:
        # It is stated under one of its names already: there, with its source.
        criterion, name = origin.criterion, origin.fact
    said = present.assessment.criteria.get(criterion)
    statement = said.facts.get(name) if said is not None else None
    value = written(change.value, fact.type)
    path: tuple[str, ...] = ("criteria", criterion, "facts")
    if statement is not None and statement.source is not None:
        return lambda text: merged(text, (*path, name), {"value": value})
    return lambda text: merged(text, path, {name: value})


def written(value: FactValue | None, kind: FactType) -> str | None:
    """A fact as people write it into the file."""
    if value is None:
        return None
    if value is NEVER:
        return Figure("không")
    if isinstance(value, bool):
        return Figure("yes" if value else "no")
    if isinstance(value, date):
        return Figure(value.isoformat())
    if isinstance(value, Fraction):
        if kind is FactType.PERCENT:
            return Figure(f"{decimal_text(value * 100)}%")
        return Figure(file_text(value))
    return value
