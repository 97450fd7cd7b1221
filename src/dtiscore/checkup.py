"""Everything that is wrong anywhere in a workspace: all periods, all sets, and their cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base.diagnostics import Diagnostic, has_errors, in_order
from dtiscore.checks.assessment import check_scored
from dtiscore.checks.units import check_elsewhere
from dtiscore.evidence.scan import unread
from dtiscore.evidence.walk import stray
from dtiscore.reader import (
    Reader,
    crosswalk_problems,
    no_set,
    periods,
    periods_of,
    read_sets,
    set_names,
)
from dtiscore.workspace import assignments_asked, open_workspace, score_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from dtiscore.evidence.scan import Learner
    from dtiscore.workspace import Workspace


def check_everything(
    opened: Workspace,
    as_of: date | None = None,
    *,
    alone: bool = False,
    learn: Learner = unread,
) -> tuple[Diagnostic, ...]:
    """Every problem of every period and set, the sets' own cases included.

    Args:
        opened: one period, read already.
        as_of: the day as of which the periods are scored.
        alone: no other period is asked for.
        learn: reads what papers of the other periods say of themselves.
    """
    from dtiscore.checks.cases import run_cases  # noqa: PLC0415 - only here and in `test`

    root = opened.root
    found = [*opened.diagnostics, *_default_set(opened)]
    workspaces = [opened]
    for another in () if alone else periods(root):
        if another != opened.period:
            other = open_workspace(root, another, learn=learn)
            workspaces.append(other)
            found.extend(other.diagnostics)
    sets, wrong = read_sets(root, set_names(root))
    found.extend(wrong)
    found.extend(crosswalk_problems(root))
    if not has_errors(wrong):
        found.extend(f for files in sets for case in run_cases(files) for f in case.found)
    for workspace in workspaces:
        found.extend(_scored_warnings(workspace, as_of))
        found.extend(_assigned_elsewhere(workspace))
    found.extend(_proposals(workspaces))
    found.extend(_scenarios(root))
    if not alone:
        found.extend(_other_results(root, {workspace.period for workspace in workspaces}))
        found.extend(stray(root, "evidence", _read_periods(workspaces)))
    return in_order(found)


def _read_periods(workspaces: list[Workspace]) -> set[str]:
    """The periods whose papers are read: assessed ones, and the ones before, for what is reused."""
    assessed = [workspace.period for workspace in workspaces if workspace.period is not None]
    return {str(period - back) for period in assessed for back in (0, 1)}


def _default_set(workspace: Workspace) -> Iterator[Diagnostic]:
    """That the settings name a set which is not there, whether or not a period needs it."""
    if workspace.settings is not None:
        place = workspace.settings.place("criteria")
        yield from no_set(workspace.root, workspace.settings.value.criteria, place)


def _other_results(root: Path, done: set[int | None]) -> tuple[Diagnostic, ...]:
    """What is wrong with published results of periods that have no assessment."""
    reader = Reader(root)
    for period in periods_of(root, "published"):
        if period not in done:
            reader.published(period)
    return tuple(reader.found)


def _proposals(workspaces: list[Workspace]) -> tuple[Diagnostic, ...]:
    """What is wrong with the proposals of these periods, which no score needs."""
    return tuple(found for workspace in workspaces for found in workspace.proposals()[1])


def _scenarios(root: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with the scenarios, which only ``rank`` reads."""
    from dtiscore.model.scenario import Scenario  # noqa: PLC0415 - few workspaces have any

    reader = Reader(root)
    for path in sorted((root / "scenarios").glob("*.yaml")):
        reader.read(f"scenarios/{path.name}", Scenario)
    return tuple(reader.found)


def _assigned_elsewhere(workspace: Workspace) -> Iterator[Diagnostic]:
    """Assignments of another year's set, which a score of this one need not tell of."""
    asked = assignments_asked(workspace)
    if asked is not None and workspace.units is not None and workspace.period is not None:
        yield from check_elsewhere(workspace.units, asked, workspace.period)


def _scored_warnings(workspace: Workspace, as_of: date | None) -> tuple[Diagnostic, ...]:
    """What only shows once the period is scored."""
    tree = score_workspace(workspace, as_of)
    if tree is None or workspace.assessment is None:
        return ()
    return tuple(check_scored(workspace.assessment, tree))
