"""What several tables of one file say of the same agencies, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.messages import N_, Message
from dtiscore.base.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from dtiscore.forms.results import Entry

_FIELDS = ("cohort", "total", "rating", "rank")


class Wrong(NamedTuple):
    """A cell that must be corrected, and why."""

    cell: str
    reason: Message


def together(tables: Sequence[Sequence[Entry]]) -> tuple[tuple[Entry, ...], tuple[Wrong, ...]]:
    """The agencies of all tables, each once, and what contradicts itself.

    A table of totals and one of groups may both list an agency, and must agree; twice in one table
    it may not stand.
    """
    found: dict[str, Entry] = {}
    wrong: list[Wrong] = []
    for table in tables:
        seen: dict[str, Entry] = {}
        for entry in table:
            first = seen.setdefault(fold(entry.id), entry)
            if first is not entry:
                text = N_("the agency “{name}” stands twice, first in {first}")
                reason = Message(text, name=entry.name, first=first.at("name"))
                wrong.append(Wrong(entry.at("name"), reason))
        for id_, entry in seen.items():
            if id_ in found:
                wrong += _contradictions(found[id_], entry)
                found[id_] = _both(found[id_], entry)
            else:
                found[id_] = entry
    return tuple(found.values()), tuple(wrong)


def _contradictions(first: Entry, second: Entry) -> list[Wrong]:
    before, after = _values(first), _values(second)
    return [
        Wrong(
            second.at(field),
            Message(
                "{value} contradicts {other} in {first}, which is said of the same agency",
                value=value,
                other=before[field],
                first=first.at(field),
            ),
        )
        for field, value in after.items()
        if value is not None and before.get(field) not in (None, value)
    ]


def _both(first: Entry, second: Entry) -> Entry:
    """The first, with what only the second says, each value with its cell."""
    before = _values(first)
    after = _values(second)
    added = {f for f, value in after.items() if value is not None and before.get(f) is None}
    cells = {field: cell for field, cell in second.cells.items() if field in added}
    return first._replace(
        **{field: getattr(second, field) for field in _FIELDS if field in added},
        ranked=first.ranked and second.ranked,
        groups={**second.groups, **first.groups},
        cells={**second.cells, **first.cells, **cells},
    )


def _values(entry: Entry) -> dict[str, Fraction | str | int | Message | None]:
    """What an entry says, by field; “not ranked” is said in the column of ranks."""
    return {
        **{field: getattr(entry, field) for field in _FIELDS},
        "rank": entry.rank if entry.ranked else Message("not ranked"),
        **entry.groups,
    }
