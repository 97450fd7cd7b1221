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
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.duties import UnitWork, by_unit
from dtiscore.analysis.frames import criteria_frame as to_frame
from dtiscore.analysis.results import Results
from dtiscore.base.diagnostics import Diagnostic, Place, has_errors, in_order
from dtiscore.evidence.learn import Reader
from dtiscore.evidence.scan import unread
from dtiscore.model.assessment import Assessment
from dtiscore.model.facts import type_facts
from dtiscore.reader import Reader as FileReader
from dtiscore.scoring.engine import Scoring
from dtiscore.scoring.engine import score as score_all
from dtiscore.workspace import Workspace, open_workspace, score_workspace, scoring_of

if TYPE_CHECKING:
    from dtiscore.analysis.change import Change
    from dtiscore.analysis.index import Entry
    from dtiscore.analysis.intime import Hints
    from dtiscore.analysis.versus import Gaps, Reference
    from dtiscore.analysis.whatif import Supposed, WhatIf
    from dtiscore.analysis.worklist import Item
    from dtiscore.model.bind import Loaded
    from dtiscore.model.bridge import Bridge
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.published import Published
    from dtiscore.scoring.tree import CriterionScore, ScoreTree

__all__ = [
    "Changed",
    "DataError",
    "change",
    "checklist",
    "explain",
    "gaps",
    "load",
    "papers",
    "results",
    "results_of",
    "score",
    "score_assessment",
    "to_frame",
    "what_if",
    "worklist",
]


class Changed(NamedTuple):
    """A change between two periods, and what does not carry over.

    ``unheard`` are each period's stated answers, as ``criterion.fact``, that the other set does
    not ask for; ``diagnostics`` are the warnings of the crosswalk.
    """

    change: Change
    unheard: tuple[tuple[str, ...], tuple[str, ...]]
    diagnostics: tuple[Diagnostic, ...]


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

    None without the file, and before the day of its decision. Who is missing in it is told by the
    year before; a fault in that file is not this year's, and it counts as one that is not there.
    """
    return _results(workspace, workspace.published, tree, as_of)


def results_of(
    workspace: Workspace, tree: ScoreTree, period: int, as_of: date | None = None
) -> Results | None:
    """What was published for another period, read by our set in our cohort's points.

    Raises:
        DataError: the file has an error.
    """
    from dtiscore.checks.published import check_published  # noqa: PLC0415 - few ask for another

    reader = FileReader(workspace.root)
    published = reader.published(period)
    if published is not None:
        reader.found.extend(check_published(published, tree.criteria_set))
    if has_errors(reader.found):
        raise DataError(tuple(reader.found))
    return _results(workspace, published, tree, as_of)


def _results(
    workspace: Workspace, published: Loaded[Published] | None, tree: ScoreTree, as_of: date | None
) -> Results | None:
    if published is None or not published.value.known(as_of):
        return None
    last = FileReader(workspace.root).published(published.value.period - 1)
    before = () if last is None or not last.value.known(as_of) else last.value.results(as_of)
    return Results(
        published.value,
        published.document.file,
        tree.criteria_set,
        tree.cohort,
        tree.agency,
        published.value.results(as_of),
        before,
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
    before, after, once_proved, unproved = rescored(scoring, supposed)
    published = results(workspace, before, as_of)
    standing = None
    if published is not None:
        now = place_among(published, before.total.final)
        then = place_among(published, after.total.final)
        standing = None if now is None or then is None else (now, then)
    return WhatIf(supposed, before, after, once_proved, unproved, standing)


def change(
    earlier: Workspace,
    later: Workspace,
    as_of: date | None = None,
    criteria_set: str | None = None,
) -> Changed:
    """The change between two periods of one workspace, split into set, work and proof.

    Args:
        earlier: the period the change starts from.
        later: the period it leads to.
        as_of: confirmations and results after that day do not count yet.
        criteria_set: scores ``later`` as this set would; default: its own.

    Raises:
        DataError: a file has an error, or no crosswalk leads from set to set.
    """
    from dtiscore.analysis.change import Corners, split, under, unhoused  # noqa: PLC0415
    from dtiscore.reader import between  # noqa: PLC0415 - a score compares no sets

    scorings = [scoring_of(workspace, as_of) for workspace in (earlier, later)]
    if scorings[0] is None or scorings[1] is None:
        raise DataError((*earlier.diagnostics, *later.diagnostics))
    first, second = scorings[0], scorings[1]
    own = score_all(first), score_all(second)
    aim = second.criteria_set
    found: list[Diagnostic] = []
    if criteria_set is not None:
        aim = _other_set(later, criteria_set, aim)

    def leading(one: CriteriaSet, other: CriteriaSet) -> Bridge:
        bridge, wrong = between(earlier.root, one, other)
        if bridge is None:
            raise DataError(wrong)
        found.extend(wrong)
        return bridge

    over = leading(first.criteria_set, aim)
    home, back = leading(second.criteria_set, aim), leading(second.criteria_set, first.criteria_set)
    corners = Corners(
        own[0], under(first, own[0], over), under(second, own[1], back), under(second, own[1], home)
    )
    unheard = (unhoused(own[0], over), unhoused(own[1], home if criteria_set else back))
    return Changed(split(corners, over), unheard, in_order(found))


def _other_set(workspace: Workspace, name: str, own: CriteriaSet) -> CriteriaSet:
    """Another criteria set of the workspace, without an error."""
    from dtiscore.reader import Reader as Files  # noqa: PLC0415

    if name == own.id:
        return own
    files = Files(workspace.root)
    read = files.set_files(name, Place("--set"))
    if read is None or has_errors(files.found):
        raise DataError(tuple(files.found))
    return read.criteria_set


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
