"""The one place where a folder becomes a workspace: files read, bound, checked; no arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from dtiscore.analysis.intime import Hints, hints_of
from dtiscore.base import problems
from dtiscore.base.dates import DateRange
from dtiscore.base.diagnostics import Diagnostic, Place, has_errors, in_order
from dtiscore.base.text import nfc
from dtiscore.checks.assessment import check_assessment, check_cohort
from dtiscore.checks.estimates import check_estimates
from dtiscore.checks.published import check_published
from dtiscore.checks.rules import check_year
from dtiscore.checks.units import Asked, assignable, check_suggestions, check_units
from dtiscore.evidence.judge import Circumstances, judged
from dtiscore.evidence.locks import Lock, read_lock
from dtiscore.evidence.scan import Evidence, scan, unread
from dtiscore.model.assessment import Assessment
from dtiscore.model.bind import Loaded
from dtiscore.model.criteria import EVERYONE
from dtiscore.model.criteria_set import SetFiles
from dtiscore.model.facts import StatedFacts
from dtiscore.model.published import Published
from dtiscore.model.settings import Settings
from dtiscore.model.units import Units
from dtiscore.reader import Reader, read_sets, set_names
from dtiscore.scoring.engine import Scoring, score
from dtiscore.scoring.offers import Papers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dtiscore.evidence.scan import Learner
    from dtiscore.model.criteria_set import CriteriaSet, FactKey
    from dtiscore.model.proposals import Proposal
    from dtiscore.model.tasks import Tasks
    from dtiscore.scoring.tree import ScoreTree

SETTINGS = "dtiscore.yaml"


def find_root(start: Path) -> Path | None:
    """The workspace ``start`` lies in: the nearest folder upwards that has ``dtiscore.yaml``."""
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS).is_file()), None)


@dataclass
class Workspace:
    """One period of a workspace, as far as its files could be read.

    What could not be read is None; why stands in ``diagnostics``.
    """

    root: Path
    settings: Loaded[Settings] | None = None
    period: int | None = None
    set_files: SetFiles | None = None
    assessment: Loaded[Assessment] | None = None
    facts: StatedFacts = field(default_factory=StatedFacts)
    units: Loaded[Units] | None = None
    published: Loaded[Published] | None = None
    tasks: Loaded[Tasks] | None = None
    evidence: Evidence = field(default_factory=Evidence)
    earlier: Evidence = field(default_factory=Evidence)
    lock: Lock | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    _judged: dict[date | None, Evidence] = field(default_factory=dict, repr=False)

    @property
    def cohort(self) -> str:
        """The agency's cohort; `EVERYONE` in a set without cohorts."""
        if self.settings is None or self.settings.value.agency.cohort is None:
            return EVERYONE
        return self.settings.value.agency.cohort

    @property
    def days(self) -> DateRange:
        """The assessed days; without an assessment the calendar year of the period."""
        if self.assessment is not None:
            return self.assessment.value.range
        year = self.period or date.min.year
        return DateRange(date(year, 1, 1), date(year, 12, 31))

    def judged(self, as_of: date | None) -> Evidence:
        """The papers of the period with what is found about each on a day, and its verdict."""
        if self.set_files is None or not self.set_files.complete:
            return self.evidence
        if as_of in self._judged:
            return self._judged[as_of]
        before = {
            paper.learnt.sha256: paper.path
            for paper in reversed(self.earlier.papers)
            if paper.learnt is not None and paper.learnt.size and paper.learnt.sha256
        }
        agency = self.settings.value.agency.name if self.settings is not None else None
        at = Circumstances(as_of, before, agency=agency)
        if self.lock is not None:
            # The lock has the names as the disk spells them.
            locked = {nfc(path): known for path, known in self.lock.files.items()}
            at = replace(at, locked=locked, locked_on=self.lock.locked_on)
        self._judged[as_of] = judged(self.evidence, self.set_files.criteria_set, at)
        return self._judged[as_of]

    def hints(self, as_of: date | None = None) -> Hints:
        """What speaks for missing papers' being somewhere, as far as it was known on a day."""
        agency = self.settings.value.agency.name if self.settings is not None else ""
        earlier = self.earlier
        if self.set_files is not None and self.set_files.complete:
            # A draft of the period before is no paper of this one either.
            at = Circumstances(agency=agency or None)
            earlier = judged(earlier, self.set_files.criteria_set, at)
        return hints_of(self.evidence, earlier, as_of, agency)

    def proposals(self) -> tuple[dict[str, Loaded[Proposal]], tuple[Diagnostic, ...]]:
        """The period's proposals by id, and everything that is wrong with them.

        Read when asked for: no score depends on them.
        """
        from dtiscore.checks.proposals import check_proposal  # noqa: PLC0415

        if self.period is None:
            return {}, ()
        reader = Reader(self.root)
        read = reader.proposals(self.period)
        files, units = self.set_files, self.units.value if self.units is not None else None
        criteria_set = files.criteria_set if files is not None and files.complete else None
        tasks = self.tasks.value.tasks if self.tasks is not None else ()
        known = (*read, *(task.id for task in tasks))
        task_ids = {task.id.casefold() for task in tasks}
        for key, loaded in read.items():
            reader.found.extend(check_proposal(loaded, criteria_set, units, self.period, known))
            if key.casefold() in task_ids:
                place, file = Place(loaded.document.file), f"tasks/{self.period}.yaml"
                reader.found.append(problems.TASK_OF_THE_NAME.at(place, id=key, file=file))
        return read, in_order(reader.found)

    def fact_places(self) -> dict[FactKey, Place]:
        """Where each stated fact stands, by the place where it is defined."""
        if self.assessment is None:
            return {}
        return {
            key: self.assessment.place("criteria", origin.criterion, "facts", origin.fact, "value")
            for key, origin in self.facts.origins.items()
        }


def score_workspace(workspace: Workspace, as_of: date | None) -> ScoreTree | None:
    """The period scored; None where a file has an error."""
    scoring = scoring_of(workspace, as_of)
    return None if scoring is None else score(scoring)


def scoring_of(workspace: Workspace, as_of: date | None) -> Scoring | None:
    """Everything the period's score rests on; None where a file has an error."""
    files, assessment, settings = workspace.set_files, workspace.assessment, workspace.settings
    if has_errors(workspace.diagnostics) or not (files and assessment and settings):
        return None
    published = workspace.published.value if workspace.published is not None else None
    bests = published.bests if published is not None and published.known(as_of) else {}
    return Scoring(
        criteria_set=files.criteria_set,
        assessment=assessment.value,
        facts=workspace.facts,
        agency=settings.value.agency.id,
        cohort=workspace.cohort,
        papers=Papers(workspace.judged(as_of).by_criterion()),
        bests={criterion: best.value for criterion, best in bests.items()},
        as_of=as_of,
    )


def open_workspace(
    root: Path,
    period: int | None = None,
    criteria_set: str | None = None,
    learn: Learner = unread,
) -> Workspace:
    """Read everything one period needs.

    Args:
        root: the folder with ``dtiscore.yaml``.
        period: the assessed year; default: the one in ``dtiscore.yaml``.
        criteria_set: default: the assessment's, else the one in ``dtiscore.yaml``.
        learn: reads what papers say of themselves; default: only their names and notes count.
    """
    reader = Reader(root)
    workspace = Workspace(root)
    workspace.settings = reader.read(SETTINGS, Settings)
    workspace.period = period
    if period is None and workspace.settings is not None:
        workspace.period = workspace.settings.value.period
    if workspace.period is not None:
        workspace.assessment = reader.assessment(workspace.period)
        workspace.published = reader.published(workspace.period)
        workspace.tasks = reader.tasks(workspace.period)
    name, place = _set_named(workspace, criteria_set)
    if name is not None:
        workspace.set_files = reader.set_files(name, place)
    workspace.units = reader.read("units.yaml", Units, optional=True)
    _check(workspace, reader, learn)
    workspace.diagnostics = in_order(reader.found)
    return workspace


def _set_named(workspace: Workspace, asked: str | None) -> tuple[str | None, Place]:
    """The criteria set to read, and where it is named."""
    assessment, settings = workspace.assessment, workspace.settings
    if asked is not None:
        return asked, Place("criteria")
    if assessment is not None and assessment.value.criteria_set is not None:
        return assessment.value.criteria_set, assessment.place("criteria_set")
    if settings is not None:
        return settings.value.criteria, settings.place("criteria")
    return None, Place(SETTINGS)


def _check(workspace: Workspace, reader: Reader, learn: Learner) -> None:
    """What the files say of each other."""
    files, settings = workspace.set_files, workspace.settings
    complete = files is not None and files.complete
    if workspace.units is not None:
        reader.found.extend(check_units(workspace.units, assignments_asked(workspace)))
        if files is not None:
            reader.found.extend(check_suggestions(files, workspace.units.value))
    if workspace.tasks is not None:
        reader.found.extend(_task_problems(workspace, workspace.tasks))
    if files is None or settings is None or not complete:
        return
    criteria_set, agency = files.criteria_set, settings.value.agency
    if workspace.period is not None:
        reader.found.extend(check_year(files, workspace.period))
    reader.found.extend(check_cohort(agency, criteria_set, settings.place("agency", "cohort")))
    reader.found.extend(check_estimates(settings, criteria_set))
    if workspace.published is not None:
        reader.found.extend(check_published(workspace.published, criteria_set))
    if workspace.period is not None:
        _papers(workspace, reader, workspace.period, criteria_set, learn)
    if workspace.assessment is not None:
        workspace.assessment, workspace.facts, found = _stated(workspace, workspace.assessment)
        reader.found.extend(found)


def assignments_asked(workspace: Workspace) -> Asked | None:
    """What the assignments of units.yaml are held against; None where the set is not whole."""
    files = workspace.set_files
    if files is None or not files.complete:
        return None
    own, root = files.criteria_set, workspace.root

    @cache
    def others() -> dict[str, tuple[str, ...]]:
        sets, _ = read_sets(root, tuple(name for name in set_names(root) if name != own.id))
        return {one.criteria_set.id: assignable(one.criteria_set) for one in sets if one.complete}

    return Asked(own, workspace.days, others)


def _task_problems(workspace: Workspace, tasks: Loaded[Tasks]) -> Iterator[Diagnostic]:
    from dtiscore.checks.tasks import check_tasks  # noqa: PLC0415 - only where there are tasks

    files = workspace.set_files
    criteria_set = files.criteria_set if files is not None and files.complete else None
    units = workspace.units.value if workspace.units is not None else None
    return check_tasks(tasks, criteria_set, units, workspace.days)


def assessment_problems(
    workspace: Workspace, assessment: Loaded[Assessment]
) -> tuple[Diagnostic, ...]:
    """What would be wrong with another assessment of the same period, set and tasks."""
    return _stated(workspace, assessment)[2]


def _stated(
    workspace: Workspace, assessment: Loaded[Assessment]
) -> tuple[Loaded[Assessment], StatedFacts, tuple[Diagnostic, ...]]:
    """An assessment with the figures counted from the tasks, its facts, and its problems."""
    files, settings = workspace.set_files, workspace.settings
    if files is None or settings is None:
        return assessment, StatedFacts(), ()
    counted: tuple[Diagnostic, ...] = ()
    if assessment.value.counts_tasks:
        from dtiscore.analysis.counted import with_counts  # noqa: PLC0415 - few assessments do

        units = workspace.units.value if workspace.units is not None else None
        there = (workspace.root / f"tasks/{assessment.value.period}.yaml").exists()
        assessment, counted = with_counts(assessment, workspace.tasks, units, there=there)
    agency = settings.value.agency.id
    facts, found = check_assessment(assessment, files.criteria_set, agency, workspace.cohort)
    return assessment, facts, (*counted, *found)


def _papers(
    workspace: Workspace, reader: Reader, period: int, criteria_set: CriteriaSet, learn: Learner
) -> None:
    """The papers of the period and of the one before, and what was locked."""
    folder = f"evidence/{period}"
    workspace.evidence, found = scan(reader.root, folder, criteria_set, learn)
    reader.found.extend(found)
    # What is wrong with the period before is said where that period is asked for.
    workspace.earlier, _ = scan(reader.root, f"evidence/{period - 1}", criteria_set, learn)
    workspace.lock, found = read_lock(reader.root, period)
    reader.found.extend(found)
