"""Reads the files of a workspace, one by one, and gathers what is wrong with each."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pydantic import BaseModel

from dtiscore.base import problems
from dtiscore.base.diagnostics import Diagnostic, Place, has_errors, in_order
from dtiscore.checks.criteria_set import check_set
from dtiscore.checks.set_shape import check_shape
from dtiscore.model.assessment import Assessment
from dtiscore.model.bind import Loaded, bind, keys_of
from dtiscore.model.criteria import Group, SetHeader
from dtiscore.model.criteria_set import SetFiles
from dtiscore.model.published import Published
from dtiscore.source.yaml_tree import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dtiscore.base.messages import Message
    from dtiscore.model.bridge import Bridge
    from dtiscore.model.cases import CaseFile
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.crosswalk import Crosswalk
    from dtiscore.model.proposals import Proposal
    from dtiscore.model.tasks import Tasks

M = TypeVar("M", bound=BaseModel)

_CRITERIA = Place("criteria")
_YEAR = re.compile("(19|2[0-9])[0-9]{2}")


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


def other_periods(root: Path, folder: str, period: int, kind: Message) -> Iterator[Diagnostic]:
    """That a period has nothing of a kind, where others do: who asks may mean one of those.

    The commands show the workspace's own period unless told otherwise, and a year's work is begun
    long before that period moves on.
    """
    folders = {path.parent.name for path in (root / folder).glob("*/*.yaml")}
    found = {*periods_of(root, folder), *(int(name) for name in folders if _YEAR.fullmatch(name))}
    others = sorted(found - {period})
    if others and len(others) == len(found):
        yield problems.OTHER_PERIODS.at(
            Place(f"{folder}/{period}"),
            period=str(period),
            kind=kind,
            others=tuple(str(other) for other in others),
            latest=str(others[-1]),
        )


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
