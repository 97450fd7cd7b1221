"""docs/files.md, “How values are read”: what the table writes is taken, what it refuses is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from dockit import codes, page, table
from pydantic import TypeAdapter, ValidationError

from dtiscore.base.diagnostics import RefusedError
from dtiscore.fields import Amount, Day, Due, Id, Money, Share, YesNo
from dtiscore.model.criteria_set import Fact, FactKey
from dtiscore.model.facts import read_value
from dtiscore.rules.core import FactType

if TYPE_CHECKING:
    from collections.abc import Callable

TITLE = "How values are read"
TABLE = {row[0]: row for row in table(page("docs/files.md"), TITLE).rows}


def field(annotation: Any) -> Callable[[str], object]:
    return TypeAdapter(annotation).validate_python


def fact(kind: FactType) -> Callable[[str], object]:
    return lambda text: read_value(text, Fact(FactKey("1.1", "a"), "A", kind, None))


READERS: dict[str, Callable[[str], object]] = {
    "number": field(Amount),
    "count": fact(FactType.COUNT),
    "share": field(Share),
    "percent (a fact)": fact(FactType.PERCENT),
    "money (in đồng)": field(Money),
    "date": field(Day),
    "due date": field(Due),
    "yes/no": field(YesNo),
    "id": field(Id),
}
IN_WORDS = {"text", "threshold"}
"""Rows without an example."""


def examples(column: int) -> list[tuple[str, str]]:
    """The examples of a column with what they are examples of."""
    found = [(kind, code) for kind, row in TABLE.items() for code in codes(row[column])]
    return [(kind, code) for kind, code in found if "…" not in code]


TAKEN = [(kind, code) for kind, code in examples(1) if kind != "id"]
REFUSED = [(kind, code) for kind, code in examples(2) if (kind, code) not in TAKEN]


def test_every_row_has_a_reader() -> None:
    assert set(TABLE) == set(READERS) | IN_WORDS


@pytest.mark.parametrize(("kind", "text"), TAKEN)
def test_taken(kind: str, text: str) -> None:
    READERS[kind](text)


@pytest.mark.parametrize("character", codes(TABLE["id"][1]))
def test_characters_of_an_id(character: str) -> None:
    assert READERS["id"](f"a{character}1") == f"a{character}1"


@pytest.mark.parametrize(("kind", "text"), REFUSED)
def test_refused(kind: str, text: str) -> None:
    with pytest.raises((RefusedError, ValidationError)):
        READERS[kind](text)


def test_the_length_of_an_id() -> None:
    (most,) = (int(word) for word in TABLE["id"][1].replace(";", " ").split() if word.isdigit())
    READERS["id"]("a" * most)
    with pytest.raises(ValidationError):
        READERS["id"]("a" * (most + 1))
