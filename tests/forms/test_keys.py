"""What a form that comes back is known by."""

from __future__ import annotations

import pytest

from dtiscore.forms.keys import Key, Kind, parse_keys


def test_a_row_carries_the_keys_of_its_cells() -> None:
    text = "criterion:1.1 fact:1.1:meetings  paper:1.1:minutes:12"
    assert parse_keys(text) == (
        Key(Kind.CRITERION, "1.1"),
        Key(Kind.FACT, "1.1", "meetings"),
        Key(Kind.PAPER, "1.1", "minutes", 12),
    )


@pytest.mark.parametrize(
    "key",
    [
        Key(Kind.GROUP, "1"),
        Key(Kind.POINTS, "1.6"),
        Key(Kind.NOT_APPLICABLE, "3.4"),
        Key(Kind.FACT, "1-a.b_c", "x"),
        Key(Kind.PAPER, "1.1", "a", 1),
    ],
)
def test_a_key_is_read_as_it_is_written(key: Key) -> None:
    assert parse_keys(str(key)) == (key,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1.1",
        "fact:1.1",
        "fact:1.1:a:2",
        "criterion:1.1:a",
        "paper:1.1:a",
        "paper:1.1:a:0",
        "paper:1.1:a:99999",
        "sheet:1.1",
        "criterion:1.1 x",
        "criterion:",
        "FACT:1.1:a",
    ],
)
def test_anything_else_is_no_key(text: str) -> None:
    assert parse_keys(text) is None
