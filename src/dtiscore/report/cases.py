"""The answer of ``dtiscore test``: which worked examples came out as expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtiscore.base.messages import Message
from dtiscore.checks.cases import CASE_YEAR, CaseResult, run_cases
from dtiscore.report.answer import TOOL
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Column, Heading, Kind, Line, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.i18n.language import Language
    from dtiscore.model.criteria_set import SetFiles

SCHEMA = "dtiscore/test/1"


def run(
    sets: Sequence[SetFiles], period: int = CASE_YEAR
) -> list[tuple[SetFiles, list[CaseResult]]]:
    """Every case of every set; ``period`` where a case names none."""
    return [(files, list(run_cases(files, period))) for files in sets]


def failures(ran: Sequence[tuple[SetFiles, list[CaseResult]]]) -> tuple[Diagnostic, ...]:
    """What is wrong with the cases that failed."""
    return tuple(found for _, results in ran for result in results for found in result.found)


def document(
    ran: Sequence[tuple[SetFiles, list[CaseResult]]],
    warnings: Iterable[Diagnostic],
    language: Language,
) -> dict[str, Any]:
    """The JSON of ``test``; ``warnings`` are those of the sets' other files."""
    return {
        "schema": SCHEMA,
        "tool": TOOL,
        "sets": [
            {
                "id": files.header.value.id,
                "passed": sum(1 for result in results if result.passed),
                "failed": sum(1 for result in results if not result.passed),
                "cases": [
                    {
                        "criterion": result.case.criterion,
                        "name": result.case.name,
                        "file": result.file,
                        "line": result.line,
                        "passed": result.passed,
                        "diagnostics": as_records(result.found, language),
                    }
                    for result in results
                ],
            }
            for files, results in ran
        ],
        "diagnostics": as_records(warnings, language),
    }


def page(ran: Sequence[tuple[SetFiles, list[CaseResult]]]) -> Page:
    """The page of ``test``: one row a file of cases."""
    rows = []
    passed = failed = 0
    for files, results in ran:
        by_file: dict[str, list[CaseResult]] = {}
        for result in results:
            by_file.setdefault(result.file, []).append(result)
        for file, own in by_file.items():
            good = sum(1 for result in own if result.passed)
            rows.append(
                (f"{files.header.value.id}: {file.rsplit('/', 1)[-1]}", good, len(own) - good)
            )
            passed, failed = passed + good, failed + len(own) - good
    columns = (
        Column(Message("Cases"), Kind.TEXT),
        Column(Message("Passed")),
        Column(Message("Failed")),
    )
    total = (Message("Total"), passed, failed)
    verdict = Message("Every case gives exactly the points it expects.")
    if failed:
        verdict = Message("cases that failed: {count}", count=failed)
    elif not passed:
        verdict = Message("The sets have no cases.")
    return Page(
        (
            Heading(Message("Worked examples of the criteria sets"), level=1),
            Table(columns, tuple(rows), (total,)),
            Line(verdict, strong=True),
        )
    )
