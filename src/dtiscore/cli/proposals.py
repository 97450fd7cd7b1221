"""The proposals of a period, as the commands that read or write them need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.cli.session import Session, Stop

if TYPE_CHECKING:
    from dtiscore.analysis.proposals import Judged
    from dtiscore.report.answer import Answer
    from dtiscore.report.proposals import ProposalsAnswer
    from dtiscore.workspace import Workspace


def gathered(session: Session, period: int | None) -> tuple[ProposalsAnswer, Workspace]:
    """Every proposal of the period, judged by the score of the session's day.

    Raises:
        Stop: a file has an error; a period without proposals has none.
    """
    from dtiscore.base.messages import Message
    from dtiscore.reader import other_periods

    answer, workspace = session.answer(period)
    asked, kind = answer.tree.assessment.period, Message("proposals")
    elsewhere = other_periods(workspace.root, "proposals", asked, kind)
    answer = answer._replace(diagnostics=(*answer.diagnostics, *elsewhere))
    return proposals_of(answer, workspace), workspace


def proposals_of(answer: Answer, workspace: Workspace) -> ProposalsAnswer:
    """Every proposal of a scored period, judged by its score.

    Raises:
        Stop: a file of them has an error.
    """
    from dtiscore.analysis.outlook import Outlook
    from dtiscore.analysis.proposals import judge
    from dtiscore.base.diagnostics import has_errors
    from dtiscore.report.proposals import ProposalsAnswer

    read, found = workspace.proposals()
    if has_errors(found):
        raise Stop(*found)
    answer = answer._replace(diagnostics=(*answer.diagnostics, *found))
    outlook = Outlook(answer.tree)
    said = {key: loaded.value for key, loaded in read.items()}
    return ProposalsAnswer(answer, outlook, judge(outlook, said, answer.units))


def folder_of(workspace: Workspace) -> str:
    """Where the proposals of the workspace's period lie."""
    return f"proposals/{workspace.period}"


def chosen(found: ProposalsAnswer, workspace: Workspace, name: str) -> Judged:
    """The proposal called ``name``.

    Raises:
        Stop: there is none.
    """
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.text import fold, nearest

    by_id = {fold(one.id): one for one in found.judged}
    if fold(name) in by_id:
        return by_id[fold(name)]
    known = tuple(one.id for one in found.judged)
    near, place, folder = nearest(name, known), Place("PROPOSAL"), folder_of(workspace)
    if near is not None:
        raise Stop(problems.NO_SUCH_PROPOSAL_NEAR.at(place, id=name, folder=folder, near=near))
    raise Stop(problems.NO_SUCH_PROPOSAL.at(place, id=name, folder=folder, known=known or "–"))
