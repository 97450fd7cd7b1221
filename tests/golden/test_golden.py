"""What people and programs see of the sample, word for word: read the diff when it changes.

pytest -n 0 tests/golden --snapshot-update
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from office import cells_of, words_of

if TYPE_CHECKING:
    from clikit import Program
    from syrupy.assertion import SnapshotAssertion
    from syrupy.types import SerializableData

AFTER_THE_DECISION = "2024-05-08"
DURING_THE_PERIOD = "2023-10-01"

PAGES = (
    "score",
    "score --group 5",
    "gaps --vs-average",
    "rank --target-ranks 5 --simulate --detail",
    "checklist van-phong",
    "explain 1.1",
    "explain 2.1",
    "explain 5.1",
    "explain 6.5",
    "check",
    "test",
    "schema",
    "--help",
    "gaps --help",
    "rank --help",
)
OTHERS = (
    "gaps --vs-max",
    "gaps --vs-target 800",
    "checklist",
)
FORMATS = (
    "score --format md",
    "score --format csv",
    "score --format json",
    "gaps --format md",
    "gaps --format csv",
    "gaps --format json",
    "rank --format csv",
    "rank --target-ranks 5 --format json",
    "checklist --format md",
    "checklist --format csv",
    "checklist --format json",
    "explain 5.1 --format md",
    "explain 5.1 --format json",
    "check --format json",
    "test --format json",
)


class AsPrinted(SingleFileSnapshotExtension):
    """One file an output, its bytes as they were printed: CSV ends its lines with CR LF."""

    _write_mode = WriteMode.BINARY
    file_extension = "txt"

    def serialize(self, data: SerializableData, **_: object) -> bytes:
        return str(data).encode()


@pytest.fixture
def printed(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(AsPrinted)


def output(program: Program, command: str, day: str, columns: int) -> str:
    ran = program(*command.split(), as_of=day, columns=columns)
    assert ran.status == 0
    assert ran.err == ""
    return ran.out


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("command", PAGES)
def test_a_page(program: Program, printed: SnapshotAssertion, command: str, language: str) -> None:
    shown = output(program, f"{command} --lang {language}", AFTER_THE_DECISION, 80)
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert shown == printed


@pytest.mark.parametrize("command", ["score", "gaps --vs-average", "checklist van-phong"])
def test_a_wide_page(program: Program, printed: SnapshotAssertion, command: str) -> None:
    assert output(program, command, AFTER_THE_DECISION, 120) == printed


@pytest.mark.parametrize("command", OTHERS)
def test_another_question(program: Program, printed: SnapshotAssertion, command: str) -> None:
    assert output(program, command, AFTER_THE_DECISION, 100) == printed


@pytest.mark.parametrize("command", ["gaps --vs-max", "checklist"])
def test_while_the_period_still_runs(
    program: Program, printed: SnapshotAssertion, command: str
) -> None:
    assert output(program, command, DURING_THE_PERIOD, 100) == printed


@pytest.mark.parametrize("command", FORMATS)
def test_a_format(program: Program, printed: SnapshotAssertion, command: str) -> None:
    first = output(program, command, AFTER_THE_DECISION, 80)
    assert output(program, command, AFTER_THE_DECISION, 200) == first
    assert first == printed


@pytest.mark.parametrize("command", ["score", "gaps --vs-average", "checklist van-phong"])
def test_what_stands_in_an_office_file(
    program: Program, printed: SnapshotAssertion, command: str
) -> None:
    workbook = program(*command.split(), "--format", "xlsx", as_of=AFTER_THE_DECISION)
    document = program(*command.split(), "--format", "docx", as_of=AFTER_THE_DECISION)
    assert cells_of(workbook.data) + "\n" + words_of(document.data) == printed
