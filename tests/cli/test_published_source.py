"""What is said of a table on the command line is a text of the file's: one line, and visible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tablekit import found, stands, take, write_csv

from workspaces import PUBLISHED

if TYPE_CHECKING:
    from pathlib import Path

    from clikit import Program


def table(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "a.csv", [["Cơ quan", "Tổng"], ["Sở A", 60]])


@pytest.mark.parametrize("source", ["", " ", "\n\t", "\u00a0"])
def test_an_empty_source_is_refused(
    source: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    (problem,) = found(program, table(tmp_path), "--source", source, "--write", at=empty)
    assert problem["file"] == "--source"
    assert not (empty / PUBLISHED).exists()


@pytest.mark.parametrize(
    "mark",
    ["\x1b[31m", "\x07", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041"],
)
def test_a_source_with_characters_that_are_not_seen_is_refused(
    mark: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    source = f"Quyết định {mark}401"
    (problem,) = found(program, table(tmp_path), "--source", source, "--write", at=empty)
    assert problem["file"] == "--source"
    assert mark not in problem["message"]
    assert not (empty / PUBLISHED).exists()


@pytest.mark.parametrize(
    "source",
    [
        "Quyết định 401/QĐ-UBND",
        "  Quyết định\n401/QĐ-UBND ",
        "Quye\u0302\u0301t đi\u0323nh 401/QĐ-UBND",
    ],
)
def test_a_source_is_one_line_in_composed_form(
    source: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    line = ("--source", source, "--write")
    take(program, table(tmp_path), *line, at=empty)
    assert stands(empty)["source"] == "Quyết định 401/QĐ-UBND"
    assert take(program, table(tmp_path), *line, at=empty)["stated"] == []
