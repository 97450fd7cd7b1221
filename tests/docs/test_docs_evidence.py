"""docs/evidence.md: every finding there is, the verdicts, the actions, and the limits that hold."""

from __future__ import annotations

from collections import defaultdict

import pytest
from dockit import codes, enumerated, page, section, table, words

from dtiscore.analysis.worklist import Action
from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.evidence import cache, findings, walk
from dtiscore.evidence.paper import Verdict
from dtiscore.evidence.probe import limits

EVIDENCE = "docs/evidence.md"
TABLE = table(page(EVIDENCE), "Findings")
ROWS = {codes(row[0])[0]: row for row in TABLE.rows}


def severities() -> dict[str, set[Severity]]:
    """The severities a code can have."""
    found: dict[str, set[Severity]] = defaultdict(set)
    for each in vars(findings).values():
        if isinstance(each, Problem):
            found[each.code].add(each.severity)
    return found


def test_every_code_has_one_row() -> None:
    assert sorted(codes(row[0])[0] for row in TABLE.rows) == sorted(severities())


@pytest.mark.parametrize("code", sorted(severities()))
def test_a_row_says_how_grave_it_is_what_it_means_and_what_to_do(code: str) -> None:
    _, grave, meaning, todo = ROWS[code]
    assert grave.split(", ") == [each.value for each in Severity if each in severities()[code]]
    assert meaning
    assert todo


def test_the_verdicts() -> None:
    rows = table(page(EVIDENCE), "How papers are judged")
    assert {code for cell in rows.column(0) for code in codes(cell)} == enumerated(Verdict)


def test_the_actions() -> None:
    listed = {
        code for row in table(page(EVIDENCE), "Still in time?").rows for code in codes(row[0])
    }
    assert listed == enumerated(Action) - {"do"}, "what is to be done concerns figures, not papers"


def test_the_limits_are_those_of_the_program() -> None:
    read = section(page(EVIDENCE), "How papers are read")
    assert f"{limits.SECONDS:.0f} seconds" in read
    assert f"{limits.MEMORY // 2**30} GiB of memory" in read
    assert f"above {limits.FILE_BYTES // limits.MEGABYTE} MB" in read
    assert f"more than {limits.UNPACKED_BYTES // limits.MEGABYTE} MB" in read
    assert f"{limits.PIXELS // 10**6} million points" in read
    assert (limits.PAGES_HEAD, limits.PAGES_TAIL) == (3, 2)
    assert "first three pages and its last two" in read
    assert f"`{cache.FOLDER}/{cache._NAME}`" in read
    assert f"{walk._MOST_FILES:,} files" in section(page(EVIDENCE), "How papers are found")


def test_the_fields_are_keys_of_the_json() -> None:
    assert words(section(page(EVIDENCE), "Overruling")) <= {"override", "sha256"}
