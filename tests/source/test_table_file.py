"""Rows that number the columns of a table, which are no rows of it."""

from __future__ import annotations

import pytest

from dtiscore.source.table_file import numbers_columns


@pytest.mark.parametrize(
    "row",
    [
        ("(1)", "(2)", "(3)", "(4)"),
        ("1", "2", "3"),
        ("A", "B", "1", "2", "3"),
        ("", "(1)", "", "(2)", "(3)=(1)+(2)"),
        ("(5)", "(6)", "(7) = (5)/(6)"),
    ],
)
def test_a_row_of_numbers(row: tuple[str, ...]) -> None:
    assert numbers_columns(row)


@pytest.mark.parametrize(
    "row",
    [
        (),
        ("", " "),
        ("1",),
        ("1", "Sở A", "3"),
        ("1", "B", "3"),
        ("1", "3", "2"),
        ("1", "2", "80,5"),
        ("B", "1", "2"),
        ("I", "Khối sở"),
    ],
)
def test_a_row_of_something_else(row: tuple[str, ...]) -> None:
    assert not numbers_columns(row)
