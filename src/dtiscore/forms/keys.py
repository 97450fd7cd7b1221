"""How a form that comes back is known again: its marks, and the key of every input cell.

Sheets may be renamed, rows sorted or filtered, and the whole saved by another program. So nothing
is known by its place: the hidden sheet begins with `FORM`, the row above the table's head begins
with `ROWS` and names every column, and each row of the table carries the keys of its cells.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

FORM = "dtiscore/form/1"
"""The first cell of the hidden sheet. Below it a name and its value stand in every row."""
ROWS = "dtiscore/rows/1"
"""The first cell of the hidden row that names the columns of the table."""
EXPORTED = "dtiscore/exported/1"
"""In the hidden sheet: from the row below it on, a key and what its cell held when it went out."""


class Fact(StrEnum):
    """What the hidden sheet says of the form, one a row."""

    AGENCY = "agency"
    PERIOD = "period"
    SET = "criteria_set"
    FINGERPRINT = "sha256"
    UNIT = "unit"
    AS_OF = "as_of"


class Column(StrEnum):
    """The columns of the table, by the names the hidden row gives them."""

    KEYS = ROWS
    NUMBER = "number"
    NAME = "name"
    MAXIMUM = "maximum"
    RULE = "rule"
    LABEL = "label"
    VALUE = "value"
    POINTS = "points"
    SLOT = "slot"
    SYMBOL = "symbol"
    DATE = "date"
    SUBJECT = "subject"
    FILE = "file"
    EXPLANATION = "explanation"
    NOTE = "note"


class Kind(StrEnum):
    """What a key stands for, and with it which columns of its row are its cells."""

    GROUP = "group"
    CRITERION = "criterion"
    FACT = "fact"
    POINTS = "points"
    NOT_APPLICABLE = "not_applicable"
    PAPER = "paper"


CELLS: dict[Kind, tuple[Column, ...]] = {
    Kind.GROUP: (),
    Kind.CRITERION: (Column.EXPLANATION, Column.NOTE),
    Kind.FACT: (Column.VALUE,),
    Kind.POINTS: (Column.VALUE,),
    Kind.NOT_APPLICABLE: (Column.VALUE,),
    Kind.PAPER: (Column.SYMBOL, Column.DATE, Column.SUBJECT, Column.FILE),
}
"""The input cells of each kind of key."""

_KEY = re.compile(
    r"(?P<kind>[a-z_]+):(?P<id>[^:\s]+)(?::(?P<name>[^:\s]+))?(?::(?P<number>[1-9][0-9]{0,3}))?"
)
_NAMED = frozenset({Kind.FACT, Kind.PAPER})


class Key(NamedTuple):
    """What a row's cells state: ``fact:1.1:meetings``, ``paper:1.1:minutes:2``, ``criterion:1.1``.

    Attributes:
        kind: what it stands for.
        id: the criterion (of `Kind.GROUP`, the group).
        name: the fact as the criterion calls it, or the slot.
        number: which of the slot's papers, from 1.
    """

    kind: Kind
    id: str
    name: str | None = None
    number: int | None = None

    def __str__(self) -> str:
        parts = (self.kind.value, self.id, self.name, self.number)
        return ":".join(str(part) for part in parts if part is not None)


def parse_keys(text: str) -> tuple[Key, ...] | None:
    """The keys of one row, blanks between them; None where it holds anything else."""
    keys = [_parsed(word) for word in text.split()]
    return None if not keys or None in keys else tuple(key for key in keys if key is not None)


def _parsed(word: str) -> Key | None:
    found = _KEY.fullmatch(word)
    if found is None or found["kind"] not in Kind.__members__.values():
        return None
    kind, name, number = Kind(found["kind"]), found["name"], found["number"]
    if (name is not None) != (kind in _NAMED) or (number is not None) != (kind is Kind.PAPER):
        return None
    return Key(kind, found["id"], name, int(number) if number else None)
