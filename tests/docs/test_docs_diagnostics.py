"""docs/diagnostics.md: a row for each code with its severity, and no other."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from dockit import ROOT, Program, page, tables

from dtiscore.base import problems
from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.source.yaml_events import Limits
from workspaces import SETTINGS, make_workspace

if TYPE_CHECKING:
    from pathlib import Path

PROBLEMS = [each for each in vars(problems).values() if isinstance(each, Problem)]
DIAGNOSTICS = "docs/diagnostics.md"
TABLE = tables(page(DIAGNOSTICS))[0]
ROWS = {row[0].strip("`"): row for row in TABLE.rows}


def test_a_code_has_one_severity() -> None:
    assert len({(problem.code, problem.severity) for problem in PROBLEMS}) == len(
        {problem.code for problem in PROBLEMS}
    )


def test_every_code_has_one_row() -> None:
    assert Counter(TABLE.column(0)) == Counter({f"`{problem.code}`" for problem in PROBLEMS})


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.code)
def test_a_row_says_how_bad_it_is(problem: Problem) -> None:
    code, severity, meaning, way_out = ROWS[problem.code]
    assert code == f"`{problem.code}`"
    assert severity == problem.severity.value
    assert meaning
    assert way_out


def test_severities() -> None:
    named = re.findall(r"\*\*(\w+)\*\*", page(DIAGNOSTICS).partition("|")[0])
    assert named == [severity.value for severity in Severity]


def test_the_limits_are_the_reader_s() -> None:
    limits = Limits()
    size = f"{limits.size // 2**20} MiB"
    assert size in ROWS["file-too-large"][2]
    files = page("docs/files.md")
    assert f"more than {limits.aliases} aliases or {limits.depth} levels, more than {size}" in files


def test_every_code_has_a_broken_file() -> None:
    """The page says so; `tests/test_bad_files.py` holds the codes that need more than a file."""
    folder, other = ROOT / "tests/bad", (ROOT / "tests/test_bad_files.py").read_text("utf-8")
    files = "".join(path.name for path in folder.iterdir())
    for problem in PROBLEMS:
        assert f"{problem.code}-" in files or problem.code in other, problem.code


# --- exit statuses ------------------------------------------------------------------------------


def test_an_error_leaves_no_answer(program: Program, tmp_path: Path) -> None:
    make_workspace(tmp_path, {SETTINGS: "agency: {id: so-mau}\nperiod: 2023\ncriteria: small\n"})
    ran = program("score", at=tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert "[missing-key]" in ran.err


def test_a_warning_travels_with_the_answer(program: Program, tmp_path: Path) -> None:
    make_workspace(tmp_path, {"evidence/2023/loose.pdf": "giấy"})
    ran = program("score", at=tmp_path)
    assert ran.status == 0
    assert ran.out
    assert "[loose-file]" in ran.err
    assert program("check", at=tmp_path).status == 0
