"""The one place where a folder becomes a workspace: files read, bound, checked; no arithmetic."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pydantic import BaseModel

from dtiscore.analysis.intime import Hints, hints_of
from dtiscore.base import problems
from dtiscore.base.dates import DateRange
from dtiscore.base.diagnostics import Diagnostic, Place, has_errors, in_order
from dtiscore.base.text import nfc
from dtiscore.checks.assessment import check_assessment, check_cohort
from dtiscore.checks.criteria_set import check_set
from dtiscore.checks.published import check_published
from dtiscore.checks.rules import check_year
from dtiscore.checks.set_shape import check_shape
from dtiscore.checks.units import check_suggestions, check_units
from dtiscore.evidence.judge import Circumstances, judged
from dtiscore.evidence.locks import Lock, read_lock
from dtiscore.evidence.scan import Evidence, scan, unread
from dtiscore.model.assessment import Assessment
from dtiscore.model.bind import Loaded, bind, keys_of
from dtiscore.model.criteria import EVERYONE, Group, SetHeader
from dtiscore.model.criteria_set import SetFiles
from dtiscore.model.facts import StatedFacts
from dtiscore.model.published import Published
from dtiscore.model.settings import Settings
from dtiscore.model.units import Units
from dtiscore.scoring.engine import Scoring, score
from dtiscore.scoring.offers import Papers
from dtiscore.source.yaml_tree import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dtiscore.evidence.scan import Learner
    from dtiscore.model.bridge import Bridge
    from dtiscore.model.cases import CaseFile
    from dtiscore.model.criteria_set import CriteriaSet, FactKey
    from dtiscore.model.crosswalk import Crosswalk
    from dtiscore.model.proposals import Proposal
    from dtiscore.model.tasks import Tasks
    from dtiscore.scoring.tree import ScoreTree

M = TypeVar("M", bound=BaseModel)

SETTINGS = "dtiscore.yaml"
_CRITERIA = Place("criteria")

_YEAR = re.compile("(19|2[0-9])[0-9]{2}")


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
        for loaded in read.values():
            reader.found.extend(check_proposal(loaded, criteria_set, units, self.period, known))
        return read, in_order(reader.found)

    def fact_places(self) -> dict[FactKey, Place]:
        """Where each stated fact stands, by the place where it is defined."""
        if self.assessment is None:
            return {}
        return {
            key: self.assessment.place("criteria", origin.criterion, "facts", origin.fact, "value")
            for key, origin in self.facts.origins.items()
        }


def set_names(root: Path) -> tuple[str, ...]:
    """The criteria sets that lie in the workspace, by the names of their folders."""
    return tuple(sorted(path.parent.name for path in (root / "criteria").glob("*/set.yaml")))


def read_sets(
    root: Path, names: tuple[str, ...]
) -> tuple[tuple[SetFiles, ...], tuple[Diagnostic, ...]]:
    """These criteria sets, and everything that is wrong with them."""
    reader = Reader(root)
    read = (reader.set_files(name, Place("criteria"), with_cases=True) for name in names)
    sets = [files for files in read if files is not None]
    return tuple(sets), in_order(reader.found)


def crosswalk_file(old: str, new: str) -> str:
    """The file that says how a set carries on an older one, from the workspace."""
    return f"criteria/{new}/crosswalks/{old}.yaml"


def crosswalk_pairs(root: Path) -> tuple[tuple[str, str], ...]:
    """The sets that crosswalks of the workspace link, the older one first."""
    files = (root / "criteria").glob("*/crosswalks/*.yaml")
    return tuple(sorted((path.stem, path.parents[1].name) for path in files))


class Linked(NamedTuple):
    """A crosswalk with the sets it links."""

    file: str
    crosswalk: Crosswalk
    bridge: Bridge


def read_crosswalk(
    reader: Reader, old: str, new: str, named_at: Place = _CRITERIA
) -> Linked | None:
    """How one set carries on another; None where a file is missing or wrong, as the reader says."""
    sets = [reader.set_files(name, named_at) for name in (old, new)]
    one, other = sets
    if one is None or other is None or not (one.complete and other.complete):
        return None
    return _linked(reader, one.criteria_set, other.criteria_set)


def crosswalk_problems(root: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with the crosswalks whose sets both lie in the workspace."""
    known, reader = set_names(root), Reader(root)
    for old, new in crosswalk_pairs(root):
        # A set travels with its crosswalk, also to where the older one is not.
        if old in known and new in known:
            read_crosswalk(reader, old, new)
        elif new in known:
            reader.crosswalk(old, new)
    return in_order(reader.found)


def between(
    root: Path, one: CriteriaSet, other: CriteriaSet
) -> tuple[Bridge | None, tuple[Diagnostic, ...]]:
    """What links two sets, whichever is the newer, and what is wrong with it."""
    from dtiscore.model.bridge import itself  # noqa: PLC0415 - a score needs no crosswalk

    if one.id == other.id:
        return itself(one), ()
    reader = Reader(root)
    for old, new in ((one, other), (other, one)):
        if (root / crosswalk_file(old.id, new.id)).exists():
            linked, found = _linked(reader, old, new), in_order(reader.found)
            if linked is None:
                return None, found
            return linked.bridge if old is one else linked.bridge.turned(), found
    file = crosswalk_file(one.id, other.id)
    return None, (problems.NO_CROSSWALK.at(Place(file), old=one.id, new=other.id, file=file),)


def _linked(reader: Reader, old: CriteriaSet, new: CriteriaSet) -> Linked | None:
    from dtiscore.checks.crosswalk import check_crosswalk  # noqa: PLC0415 - a score needs none
    from dtiscore.model.bridge import bridge  # noqa: PLC0415

    loaded = reader.crosswalk(old.id, new.id)
    if loaded is None:
        return None
    found = tuple(check_crosswalk(loaded, old, new))
    reader.found.extend(found)
    if has_errors(found):
        return None
    return Linked(loaded.document.file, loaded.value, bridge(loaded.value, old, new))


def periods(root: Path) -> tuple[int, ...]:
    """The periods that have an assessment."""
    return periods_of(root, "assessments")


def periods_of(root: Path, folder: str) -> tuple[int, ...]:
    """The periods after which files of a folder are named."""
    stems = (path.stem for path in (root / folder).glob("*.yaml"))
    return tuple(sorted(int(stem) for stem in stems if _YEAR.fullmatch(stem)))


def no_set(root: Path, name: str, named_at: Place) -> Iterator[Diagnostic]:
    """That there is no such set.

    Compared with the names on disk, so that case counts on every system.
    """
    known = set_names(root)
    if name in known:
        return
    if known and not (root / "criteria" / name).is_dir():
        yield problems.UNKNOWN_SET.at(named_at, id=name, known=known)
    else:
        yield problems.MISSING_FILE.at(named_at, file=f"criteria/{name}/set.yaml")


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
        known = files.criteria_set if files is not None and complete else None
        reader.found.extend(check_units(workspace.units, known))
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
    if workspace.published is not None:
        reader.found.extend(check_published(workspace.published, criteria_set))
    if workspace.period is not None:
        _papers(workspace, reader, workspace.period, criteria_set, learn)
    if workspace.assessment is not None:
        workspace.assessment, workspace.facts, found = _stated(workspace, workspace.assessment)
        reader.found.extend(found)


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
        assessment, counted = with_counts(assessment, workspace.tasks, units)
        tasks = workspace.root / f"tasks/{assessment.value.period}.yaml"
        if workspace.tasks is None and tasks.exists():
            # It is there and wrong, which is said there.
            counted = ()
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


class Reader:
    """Reads files of one workspace and gathers what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: list[Diagnostic] = []

    def read(self, file: str, model: type[M], *, optional: bool = False) -> Loaded[M] | None:
        """The file as ``model``; None where it is missing or wrong."""
        path = self.root / file
        if optional and not path.exists():
            return None
        fields = () if not hasattr(model, "model_fields") else tuple(keys_of(model))[:4]
        document, found = read_yaml(path, file, expected_keys=", ".join(fields))
        self.found.extend(found)
        if document is None:
            return None
        loaded, found = bind(model, document)
        self.found.extend(found)
        return loaded

    def assessment(self, period: int) -> Loaded[Assessment] | None:
        """The period's assessment."""
        loaded = self.read(f"assessments/{period}.yaml", Assessment)
        if loaded is not None:
            self.check_period(loaded, period)
        return loaded

    def published(self, period: int) -> Loaded[Published] | None:
        """The period's published results; None also where there are none."""
        loaded = self.read(f"published/{period}.yaml", Published, optional=True)
        if loaded is not None:
            self.check_period(loaded, period)
        return loaded

    def tasks(self, period: int) -> Loaded[Tasks] | None:
        """The period's tasks; None also where there are none."""
        file = f"tasks/{period}.yaml"
        if not (self.root / file).exists():
            return None
        # A score of a period without tasks need not know what one is.
        from dtiscore.model.tasks import Tasks  # noqa: PLC0415

        loaded = self.read(file, Tasks)
        if loaded is not None:
            self.check_period(loaded, period)
        return loaded

    def proposals(self, period: int) -> dict[str, Loaded[Proposal]]:
        """The period's proposals by id, which is the file's name, as far as they can be read."""
        from dtiscore.model.proposals import Proposal  # noqa: PLC0415

        folder = f"proposals/{period}"
        names = sorted(path.stem for path in (self.root / folder).glob("*.yaml"))
        read = {name: self.read(f"{folder}/{name}.yaml", Proposal) for name in names}
        return {name: loaded for name, loaded in read.items() if loaded is not None}

    def crosswalk(self, old: str, new: str) -> Loaded[Crosswalk] | None:
        """How ``new`` carries on ``old``; None where no file says so, or it is wrong."""
        from dtiscore.checks.crosswalk import check_ends  # noqa: PLC0415 - a score needs none
        from dtiscore.model.crosswalk import Crosswalk  # noqa: PLC0415

        loaded = self.read(crosswalk_file(old, new), Crosswalk, optional=True)
        if loaded is None:
            return None
        wrong = tuple(check_ends(loaded, old, new))
        self.found.extend(wrong)
        return None if wrong else loaded

    def check_period(
        self, loaded: Loaded[Assessment] | Loaded[Published] | Loaded[Tasks], period: int
    ) -> None:
        """The period inside a file against the one in its name."""
        if loaded.value.period != period:
            fields = {"found": str(loaded.value.period), "expected": str(period)}
            self.found.append(problems.PERIOD_MISMATCH.at(loaded.place("period"), **fields))

    def set_files(self, name: str, named_at: Place, *, with_cases: bool = False) -> SetFiles | None:
        """A criteria set with its groups, checked on its own; its cases where they are to run."""
        folder, missing = f"criteria/{name}", tuple(no_set(self.root, name, named_at))
        if missing:
            self.found.extend(missing)
            return None
        header = self.read(f"{folder}/set.yaml", SetHeader)
        if header is None:
            return None
        groups = self._groups(header, folder)
        cases = self._cases(folder) if with_cases else ()
        complete = len(groups) == len(header.value.groups)
        files = SetFiles(folder, header, groups, cases, complete)
        unclear = tuple(check_shape(files))
        if unclear:
            files = replace(files, complete=False)
        self.found.extend((*unclear, *check_set(files)))
        return files

    def _groups(self, header: Loaded[SetHeader], folder: str) -> tuple[Loaded[Group], ...]:
        """The groups the set lists, as far as they can be read; files it does not list."""
        files = (self.root / folder).glob("*.yaml")
        present = sorted(path.stem for path in files if path.name != "set.yaml")
        groups: list[Loaded[Group]] = []
        listed: dict[str, Place] = {}
        for index, stem in enumerate(header.value.groups):
            place, file = header.place("groups", index), f"{folder}/{stem}.yaml"
            first = listed.setdefault(stem.casefold(), place)
            if stem.casefold() == "set":
                self.found.append(problems.NOT_ONE_OF.at(place, value=stem, known=tuple(present)))
            elif first is not place:
                at = f"{first.file}:{first.line}"
                self.found.append(problems.DUPLICATE_ID.at(place, id=stem, first=at))
            elif stem not in present:
                self.found.append(problems.MISSING_FILE.at(place, file=file))
            elif (group := self.read(file, Group)) is not None:
                groups.append(group)
        for stem in present:
            if stem.casefold() not in listed:
                place = Place(f"{folder}/{stem}.yaml")
                self.found.append(problems.UNLISTED_FILE.at(place, stem=stem))
        return tuple(groups)

    def _cases(self, folder: str) -> tuple[Loaded[CaseFile], ...]:
        # A score needs no worked examples, and they are a third of a set's text.
        from dtiscore.model.cases import CaseFile  # noqa: PLC0415

        files = sorted((self.root / folder / "cases").glob("*.yaml"))
        read = [self.read(f"{folder}/cases/{path.name}", CaseFile) for path in files]
        return tuple(loaded for loaded in read if loaded is not None)
