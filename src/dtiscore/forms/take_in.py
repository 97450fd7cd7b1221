"""A table of results into the text of ``published/<period>.yaml``; no result is ever overwritten.

The first results of a year become its agencies. Whatever comes later is a correction, kept with
its day and source beside what it corrects.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from dtiscore.base.text import fold
from dtiscore.forms.values import decimal_text
from dtiscore.source.yaml_edit import Figure, appended, merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dtiscore.forms.results import Entry
    from dtiscore.model.published import AgencyResult, Published

Value: TypeAlias = "Fraction | int | str | bool | None"


class Form(StrEnum):
    """What the table becomes in the file."""

    NEW = "new"
    AGENCIES = "agencies"
    CORRECTION = "correction"


class Change(NamedTuple):
    """One value that another takes the place of; ``before`` is None where there was none."""

    agency: str
    name: str
    field: str
    before: Value
    after: Value
    cell: str


class Said(NamedTuple):
    """What the user says of the table: its decision, its day, whether it is official."""

    source: str | None
    on: date | None
    status: str
    scale: str | None


def form_of(published: Published | None) -> Form:
    """What a table becomes beside what is there."""
    if published is None:
        return Form.NEW
    return Form.CORRECTION if published.agencies else Form.AGENCIES


def changes(published: Published | None, entries: Sequence[Entry]) -> tuple[Change, ...]:
    """What the table says otherwise than what stands, in its own order."""
    standing = {} if published is None else {fold(r.id): r for r in published.results(None)}
    return tuple(
        change for entry in entries for change in _of_entry(entry, standing.get(fold(entry.id)))
    )


def _of_entry(entry: Entry, standing: AgencyResult | None) -> Iterator[Change]:
    before = _values(standing)
    for field, after in _stated(entry).items():
        if after is not None and before.get(field) != after:
            cell = entry.at(field)
            yield Change(entry.id, entry.name, field, before.get(field), after, cell)


def _stated(entry: Entry) -> dict[str, Value]:
    """What an entry says, by field; groups under their ids. A name is no result."""
    said: dict[str, Value] = {
        "cohort": entry.cohort,
        "total": entry.total,
        "rating": entry.rating,
        "rank": entry.rank,
        "ranked": None if entry.ranked else False,
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


def applied(
    text: str, form: Form, found: Sequence[Change], known: Mapping[str, str], said: Said
) -> str:
    """The file's text with the changes in it.

    Args:
        text: of the file as it is.
        form: what the table becomes.
        found: the changes.
        known: names of the agencies that the file has already, by folded id.
        said: what is said of the table as a whole.

    Raises:
        EditRefusedError: something else in the file would change.
    """
    agencies = _agencies(found, known)
    about: dict[str, Any] = {"status": Figure(said.status)}
    if said.source is not None:
        about = {"source": said.source, **about}
    day = {} if said.on is None else {"on": Figure(said.on.isoformat())}
    if form is Form.CORRECTION:
        return appended(text, "corrections", {**day, **about, "agencies": agencies})
    if form is Form.AGENCIES:
        return merged(text, (), {"agencies": [{**one, **about} for one in agencies]})
    scale = {} if said.scale is None else {"scale": Figure(said.scale)}
    return merged(text, (), {**about, **day, **scale, "agencies": agencies})


def _agencies(found: Sequence[Change], known: Mapping[str, str]) -> list[dict[str, Any]]:
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
        return Figure(decimal_text(Fraction(value)))
    return str(value)
