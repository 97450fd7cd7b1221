"""``dtiscore evidence check``: what each paper is worth, why, and what is missing."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli import completion
from dtiscore.cli.options import FormatOption, OutputOption, PeriodOption
from dtiscore.cli.session import Format, Session

if TYPE_CHECKING:
    from dtiscore.report.evidence import EvidenceAnswer


class FailOn(StrEnum):
    """The verdict that makes the command fail."""

    REJECTED = "rejected"
    DOUBTFUL = "doubtful"


CriterionArgument = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("[ID]"),
        help=N_("Only the papers of this criterion or group."),
        autocompletion=completion.criteria,
    ),
]


def evidence_check(
    ctx: typer.Context,
    criterion: CriterionArgument = None,
    period: PeriodOption = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help=N_("Exit with 1 if a paper is rejected, or doubtful.")),
    ] = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    found = gathered(session, criterion, period)
    from dtiscore.evidence.paper import Verdict
    from dtiscore.report import evidence as report

    session.give(
        lambda: report.page(found),
        lambda: report.document(found, session.language),
        lambda: report.records(found, session.language),
        report.COLUMNS,
        found.answer.diagnostics,
    )
    verdicts = {entry.verdict for entry in found.shown()}
    failing = {Verdict.REJECTED} if fail_on is FailOn.REJECTED else {*Verdict} - {Verdict.ACCEPTED}
    if fail_on is not None and verdicts & failing:
        raise typer.Exit(1)


def gathered(session: Session, criterion: str | None, period: int | None) -> EvidenceAnswer:
    """The papers of a period, judged and matched.

    Raises:
        Stop: a file has an error, or there is no such criterion.
    """
    answer, workspace = session.answer(period)
    from dtiscore.analysis.index import index, links
    from dtiscore.analysis.worklist import unfilled, worklist
    from dtiscore.cli.filters import criteria_named
    from dtiscore.report.evidence import EvidenceAnswer

    only = criteria_named(criterion, answer.tree) if criterion is not None else []
    judged = workspace.judged(session.as_of)
    items = worklist(answer.tree, session.as_of, workspace.hints(session.as_of))
    return EvidenceAnswer(
        answer=answer,
        entries=index(judged, answer.tree),
        unfilled=unfilled(items),
        links=tuple(links(judged)),
        passed=judged.passed,
        only=frozenset(one.id for one in only),
    )
