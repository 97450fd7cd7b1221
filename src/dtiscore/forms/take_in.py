"""A table of results into the text of ``published/<period>.yaml``; no result is ever overwritten.

The first results of a year become its agencies. Whatever comes later is a correction, kept with
its day and source beside what it corrects; only what is said of all of them, say that they are
official now, takes the place of what was said before.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from dtiscore.base.numbers import file_text
from dtiscore.base.text import fold
from dtiscore.forms.decision import of_a_part, of_new_results, of_standing_results
from dtiscore.source.yaml_edit import Figure, appended, merged

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from dtiscore.forms.decision import Said, Statement
    from dtiscore.forms.results import Entry
    from dtiscore.model.published import AgencyResult, Published

Value: TypeAlias = "Fraction | int | str | bool | None"


class Form(StrEnum):
    """What the table becomes in the file."""

    NEW = "new"
    AGENCIES = "agencies"
    CORRECTION = "correction"
    HEAD = "head"
    """The same figures, of which the head of the file is to say something else."""


class Change(NamedTuple):
    """One value that another takes the place of; ``before`` is None where there was none."""

    agency: str
    name: str
    field: str
    before: Value
    after: Value
    cell: str


def form_of(published: Published | None, found: Sequence[Change]) -> Form:
    """What a table with these changes becomes beside what is there."""
    if published is None:
        return Form.NEW
    if not (published.agencies or published.corrections):
        return Form.AGENCIES
    return Form.CORRECTION if found else Form.HEAD


def changes(
    published: Published | None, entries: Sequence[Entry], on: date | None
) -> tuple[Change, ...]:
    """What the table of a day says otherwise than what stands on it, in the table's order.

    Without a day it is held against what stands in the end.
    """
    standing = {} if published is None else {fold(r.id): r for r in published.results(on)}
    return tuple(
        change for entry in entries for change in _of_entry(entry, standing.get(fold(entry.id)))
    )


def _of_entry(entry: Entry, standing: AgencyResult | None) -> Iterator[Change]:
    before = _values(standing)
    for field, after in _stated(entry).items():
        usual = field == "ranked" and after is True  # which nobody says of a new agency
        if after is not None and before.get(field, True if usual else None) != after:
            cell = entry.at(field.removeprefix("groups."))
            yield Change(entry.id, entry.name, field, before.get(field), after, cell)


def _stated(entry: Entry) -> dict[str, Value]:
    """What an entry says, by field; groups under their ids. A name is no result.

    Who is printed with a rank is ranked.
    """
    said: dict[str, Value] = {
        "cohort": entry.cohort,
        "total": entry.total,
        "rating": entry.rating,
        "rank": entry.rank,
        "ranked": False if not entry.ranked else None if entry.rank is None else True,
    }
    return {**said, **{f"groups.{group}": value for group, value in entry.groups.items()}}


def _values(result: AgencyResult | None) -> dict[str, Value]:
    if result is None:
        return {}
    said: dict[str, Value] = {
        "cohort": result.cohort,
        "total": result.total,
        "rating": result.rating,
        "rank": result.rank,
        "ranked": result.ranked,
    }
    return {**said, **{f"groups.{gid}": one.value for gid, one in result.groups.items()}}


def statements(
    form: Form, published: Published | None, entries: Sequence[Entry], said: Said
) -> tuple[Statement, ...]:
    """What becomes of all that is said of the table as a whole."""
    if published is None:
        return of_new_results(None, said)
    if form is Form.CORRECTION:
        return of_a_part(said)
    if form is Form.HEAD:
        return of_standing_results(published, entries, said)
    return of_a_part(said, published) if shared(published) else of_new_results(published, said)


def shared(published: Published) -> bool:
    """Whether something else than agencies goes by the head of the file."""
    return bool(published.averages or published.bests)


def applied(
    text: str,
    published: Published | None,
    form: Form,
    found: Sequence[Change],
    stated: Sequence[Statement],
) -> str:
    """The file's text with the changes in it.

    Args:
        text: of the file as it is.
        published: what it says; None where it is not there.
        form: what the table becomes.
        found: the changes.
        stated: what is said of the table as a whole.

    Raises:
        EditRefusedError: something else in the file would change.
    """
    standing = published.results(None) if published is not None else ()
    agencies = _agencies(found, {fold(one.id) for one in standing})
    whole = {one.field: _said(one) for one in stated}
    if form is Form.CORRECTION:
        on = {key: whole.pop(key) for key in ("on",) if key in whole}
        return appended(text, "corrections", {**on, **whole, "agencies": agencies})
    if form is Form.HEAD:
        return merged(text, (), whole)
    if published is not None and shared(published):
        head = {key: whole.pop(key) for key in ("scale",) if key in whole}
        return merged(text, (), {**head, "agencies": [{**one, **whole} for one in agencies]})
    return merged(text, (), {**whole, "agencies": agencies})


def _said(one: Statement) -> str:
    """As it is written: only a source is a text."""
    return str(one.after) if one.field == "source" else Figure(str(one.after))


def _agencies(found: Sequence[Change], known: Collection[str]) -> list[dict[str, Any]]:
    listed: dict[str, dict[str, Any]] = {}
    for change in found:
        entry = listed.setdefault(fold(change.agency), {"id": change.agency})
        if fold(change.agency) not in known:
            entry.setdefault("name", change.name)
        if change.field.startswith("groups."):
            groups = entry.setdefault("groups", {})
            groups[change.field.removeprefix("groups.")] = _written(change.after)
        else:
            entry[change.field] = _written(change.after)
    return list(listed.values())


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return Figure("yes" if value else "no")
    if isinstance(value, (Fraction, int)):
        return Figure(file_text(Fraction(value)))
    return str(value)
