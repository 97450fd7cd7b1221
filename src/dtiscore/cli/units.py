"""The units with their work, as the commands about them need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.cli.session import Session, Stop

if TYPE_CHECKING:
    from dtiscore.report.units import UnitsAnswer
    from dtiscore.workspace import Workspace


def gathered(session: Session, period: int | None) -> tuple[UnitsAnswer, Workspace]:
    """Every unit as of the session's day.

    Raises:
        Stop: a file has an error, or there is no units.yaml.
    """
    from dtiscore import api
    from dtiscore.analysis.unit_view import unit_views
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.cli.tasks import items_of
    from dtiscore.report.units import UnitsAnswer

    answer, workspace = session.answer(period)
    if answer.units is None:
        raise Stop(problems.MISSING_FILE.at(Place("units.yaml"), file="units.yaml"))
    work = api.checklist(workspace, answer.tree, session.as_of)
    tasks = items_of(answer, workspace)
    views = unit_views(answer.tree, answer.units, work, tasks, session.as_of)
    return UnitsAnswer(answer, views), workspace
