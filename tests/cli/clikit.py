"""What the tests of the command line share: exact points, tables read back, runs of a process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).parents[2]
AS_OF = "2024-06-01"
LANGUAGES = ("vi", "en")
HEAD = ["schema", "tool", "criteria_set", "agency", "period", "as_of", "assessment_status"]
DIAGNOSTIC = ["code", "severity", "file", "line", "column", "message"]

GROUPS = [str(number) for number in range(1, 8)]
UNITS = [
    "van-phong",
    "thanh-tra",
    "phong-kt-qlkchtgt",
    "phong-vt-pt-nl",
    "phong-kh-tc",
    "ban-qlda-btdb",
]


class Ran(Protocol):
    """What one run of the program left behind (see the fixture ``program``)."""

    status: int
    data: bytes
    err: str

    @property
    def out(self) -> str:
        """The text on stdout."""

    @property
    def json(self) -> Any:
        """The document on stdout."""


class Program(Protocol):
    """The fixture ``program``."""

    def __call__(
        self, *arguments: str, at: Path = ..., as_of: str | None = ..., columns: int = ...
    ) -> Ran:
        """Run the program on the sample, or ``at`` another folder."""


def exact(number: float | str | None) -> Decimal:
    """A number of a document, as exact as it is printed."""
    assert number is not None
    return Decimal(str(number))


def total(numbers: Iterable[float | str | None]) -> Decimal:
    """Their exact sum; what is unknown adds nothing."""
    return sum((exact(number) for number in numbers if number is not None), Decimal(0))


def numbers_in(document: object) -> Iterator[float]:
    """Every number of a document that is no whole one."""
    if isinstance(document, dict):
        for value in document.values():
            yield from numbers_in(value)
    elif isinstance(document, list):
        for value in document:
            yield from numbers_in(value)
    elif isinstance(document, float):
        yield document


def refused(ran: Ran) -> list[dict[str, Any]]:
    """The diagnostics of the one document that stands in for an answer."""
    document = ran.json
    assert ran.status == 2
    assert list(document) == ["schema", "diagnostics"]
    assert document["schema"] == "dtiscore/error/1"
    for record in document["diagnostics"]:
        assert list(record) == DIAGNOSTIC
        assert record["message"]
    found: list[dict[str, Any]] = document["diagnostics"]
    return found


def codes(ran: Ran) -> list[tuple[str, str]]:
    """Code and file of each diagnostic of a refused run."""
    return [(record["code"], record["file"]) for record in refused(ran)]


def markdown_tables(text: str) -> list[list[list[str]]]:
    """Every table of a Markdown page, row by row, escapes taken off; rows are all of one width."""
    tables: list[list[list[str]]] = []
    before = ""
    for line in text.splitlines():
        if line.startswith("|"):
            if not before.startswith("|"):
                tables.append([])
            tables[-1].append(_cells(line))
        before = line
    for table in tables:
        heads, rule, *rows = table
        assert rows
        assert all(re.fullmatch(":?-+:?", cell) for cell in rule)
        assert {len(row) for row in table} == {len(heads)}
    return tables


def _cells(line: str) -> list[str]:
    inner = line.removeprefix("|")
    assert inner.endswith("|")
    assert not inner.endswith("\\|")
    parts = re.split(r"(?<!\\)\|", inner[:-1])
    return [re.sub(r"\\(.)", r"\1", part).strip() for part in parts]


def process(
    *arguments: str, at: Path = ROOT, env: Mapping[str, str] | None = None, code: str | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own, or ``code`` in its place."""
    how = ["-m", "dtiscore"] if code is None else ["-c", code]
    return subprocess.run(
        [sys.executable, *how, *arguments],
        cwd=at,
        env={**clean_environment(), **(env or {})},
        capture_output=True,
        check=False,
        timeout=60,
    )


def clean_environment() -> dict[str, str]:
    """The environment without what would steer the program from outside."""
    kept = {name: value for name, value in os.environ.items() if "DTISCORE" not in name}
    return {**kept, "DTISCORE_AS_OF": AS_OF}
