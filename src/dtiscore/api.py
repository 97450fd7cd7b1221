"""dtiscore for Python users: load a workspace, score it, compare, list the work, explain.

    from dtiscore import api

    workspace = api.load("path/to/workspace")
    tree = api.score(workspace)
    print(tree.total.final, tree.total.lost.proof)

Nothing here reads the clock or prints: dates come in as arguments, problems of the files stand
in ``workspace.diagnostics``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dtiscore.analysis.duties import UnitWork, by_unit
from dtiscore.analysis.frames import criteria_frame as to_frame
from dtiscore.analysis.results import Results
from dtiscore.base.diagnostics import Diagnostic, Place
from dtiscore.evidence.learn import Reader
from dtiscore.evidence.scan import unread
from dtiscore.model.assessment import Assessment
from dtiscore.model.facts import type_facts
from dtiscore.scoring.engine import Scoring
from dtiscore.scoring.engine import score as score_all
from dtiscore.workspace import Workspace, open_workspace, score_workspace, scoring_of

if TYPE_CHECKING:
    from dtiscore.analysis.index import Entry
    from dtiscore.analysis.intime import Hints
    from dtiscore.analysis.versus import Gaps, Reference
    from dtiscore.analysis.whatif import Supposed, WhatIf
    from dtiscore.analysis.worklist import Item
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.scoring.tree import CriterionScore, ScoreTree

__all__ = [
    "DataError",
    "checklist",
    "explain",
    "gaps",
    "load",
    "papers",
    "results",
    "score",
    "score_assessment",
    "to_frame",
    "what_if",
    "worklist",
]


class DataError(ValueError):
    """The files leave the question without an answer; ``diagnostics`` say why."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(f"{d.place.file}:{d.place.line} {d.code}" for d in diagnostics))
        self.diagnostics = diagnostics


def load(
    folder: str | Path,
    period: int | None = None,
    criteria_set: str | None = None,
    *,
    read_papers: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Workspace:
    """Read one period of a workspace (default: the one in ``dtiscore.yaml``).

    Problems of the files do not raise: they stand in ``diagnostics``. What papers say is read in
    child processes and kept in the workspace's cache; without ``read_papers`` a paper is what
    its name and evidence.yaml say. ``progress`` is told how many of how many new papers are read.
    """
    root = Path(folder)
    learn = Reader(root.resolve(), progress) if read_papers else unread
    return open_workspace(root.resolve(), period, criteria_set, learn)


def papers(workspace: Workspace, tree: ScoreTree, as_of: date | None = None) -> tuple[Entry, ...]:
    """Every paper with its verdict, what was found about it, and the slots where it counts."""
    from dtiscore.analysis.index import index  # noqa: PLC0415 - a score needs no list of papers

    return index(workspace.judged(as_of), tree)


def score(workspace: Workspace, as_of: date | None = None) -> ScoreTree:
    """Score what was loaded; confirmations after ``as_of`` do not count yet.

    Raises:
        DataError: a file has an error.
    """
    tree = score_workspace(workspace, as_of)
    if tree is None:
        raise DataError(workspace.diagnostics)
    return tree


def score_assessment(
    criteria_set: CriteriaSet, assessment: Assessment, *, agency: str = "", cohort: str = ""
) -> ScoreTree:
    """Score facts without a workspace and without papers: claimed points only.

    Raises:
        DataError: a fact is not of its type; the diagnostics have no place.
    """
    facts, wrong = type_facts(criteria_set, assessment)
    if wrong:
        raise DataError(tuple(w.problem.at(Place("assessment"), **w.fields) for w in wrong))
    return score_all(Scoring(criteria_set, assessment, facts, agency, cohort))


def results(workspace: Workspace, tree: ScoreTree, as_of: date | None = None) -> Results | None:
    """What was published for the period, read in our cohort's points.

    None without the file, and before the day of its decision.
    """
    published = workspace.published
    if published is None or not published.value.known(as_of):
        return None
    return Results(
        published.value,
        published.document.file,
        tree.criteria_set,
        tree.cohort,
        tree.agency,
        published.value.results(as_of),
    )


def gaps(tree: ScoreTree, reference: Reference) -> Gaps:
    """Our final points beside a reference of `analysis.versus`, group by group."""
    from dtiscore.analysis.versus import compare  # noqa: PLC0415 - a score is compared with nothing

    return compare(tree, reference)


def what_if(workspace: Workspace, supposed: Supposed, as_of: date | None = None) -> WhatIf:
    """The score before and after what is supposed, our place included; nothing is written.

    Raises:
        DataError: a file has an error.
    """
    from dtiscore.analysis.places import place_among  # noqa: PLC0415 - a score supposes nothing
    from dtiscore.analysis.whatif import WhatIf, rescored  # noqa: PLC0415

    scoring = scoring_of(workspace, as_of)
    if scoring is None:
        raise DataError(workspace.diagnostics)
    before, after, once_proved = rescored(scoring, supposed)
    published = results(workspace, before, as_of)
    standing = None
    if published is not None:
        now = place_among(published, before.total.final)
        then = place_among(published, after.total.final)
        standing = None if now is None or then is None else (now, then)
    return WhatIf(supposed, before, after, once_proved, standing)


def worklist(tree: ScoreTree, as_of: date, hints: Hints | None = None) -> tuple[Item, ...]:
    """All that is still to be done, and what is lost, in the order of the set.

    ``hints`` (``workspace.hints(as_of)``) say what speaks for a missing paper's being somewhere.
    """
    from dtiscore.analysis import worklist as analysis  # noqa: PLC0415 - nor needs it the work

    return analysis.worklist(tree, as_of, hints)


def checklist(workspace: Workspace, tree: ScoreTree, as_of: date) -> tuple[UnitWork, ...]:
    """The work of every unit as of a day; the points of the leads' items never overlap."""
    units = workspace.units.value if workspace.units is not None else None
    return by_unit(worklist(tree, as_of, workspace.hints(as_of)), units, as_of)


def explain(tree: ScoreTree, criterion: str) -> CriterionScore:
    """One criterion with its facts, papers and trace.

    Raises:
        KeyError: the set has no such criterion in scope.
    """
    return tree.by_id[criterion]
