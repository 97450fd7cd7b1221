"""Walk ``evidence/<period>/``: which papers lie there, and what people noted of them.

Nothing in these folders is trusted: links are not followed, names are only compared, and no
file is opened except ``evidence.yaml`` (through the limits of the YAML reader) and, for an
override bound to a hash, the file itself.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.documents import canonical_type
from dtiscore.base.text import fold, nearest, nfc
from dtiscore.evidence.fit import is_summary
from dtiscore.evidence.naming import parse_name
from dtiscore.evidence.paper import Paper, Verdict
from dtiscore.model.bind import Loaded, bind
from dtiscore.model.criteria_set import unknown_criterion
from dtiscore.model.evidence_file import EvidenceFile
from dtiscore.source.yaml_tree import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.criteria import Criterion
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.evidence_file import PaperNote
    from dtiscore.source.yaml_tree import Document

NOTES = "evidence.yaml"
_MOST_FILES = 10_000
_NO_PAPERS = frozenset({"thumbs.db", "desktop.ini"})
_HIDDEN = (".", "~$")
_LEFT = (".tmp", ".part", ".crdownload", ".lnk")


class Evidence(NamedTuple):
    """The papers of one period, in the order of their paths."""

    papers: tuple[Paper, ...] = ()
    documents: tuple[Document, ...] = ()

    def serving(self, criterion: str) -> tuple[Paper, ...]:
        """The papers of a criterion: its folder's, and those of others that serve it also."""
        return tuple(
            paper
            for paper in self.papers
            if paper.criterion == criterion or criterion in paper.also
        )

    def by_criterion(self) -> dict[str, tuple[Paper, ...]]:
        """The papers of every criterion that has any."""
        serving: dict[str, list[Paper]] = {}
        for paper in self.papers:
            for criterion in dict.fromkeys((paper.criterion, *paper.also)):
                serving.setdefault(criterion, []).append(paper)
        return {criterion: tuple(papers) for criterion, papers in serving.items()}


def scan(
    root: Path, folder: str, criteria_set: CriteriaSet
) -> tuple[Evidence, tuple[Diagnostic, ...]]:
    """Every paper below ``root/folder``, one folder for each criterion."""
    by_fold = {fold(cid): cid for cid in criteria_set.criteria}
    papers: list[Paper] = []
    documents: list[Document] = []
    found: list[Diagnostic] = []
    if (root / folder).is_symlink():
        return Evidence(), (problems.EVIDENCE_OUTSIDE.at(Place(folder), file=folder),)
    for entry in _sorted(root / folder, folder, found):
        here = f"{folder}/{nfc(entry.name)}"
        if _passed_over(entry.name):
            continue
        if entry.is_symlink():
            found.append(problems.EVIDENCE_OUTSIDE.at(Place(here), file=here))
            continue
        if not entry.is_dir():
            found.append(problems.LOOSE_FILE.at(Place(here)))
            continue
        cid = by_fold.get(fold(entry.name))
        if cid is None:
            found.append(_unknown_folder(entry.name, here, criteria_set))
            continue
        reader = _Folder(entry, here, criteria_set.criteria[cid], criteria_set)
        papers.extend(reader.papers())
        documents.extend(reader.documents)
        found.extend(reader.found)
    return Evidence(tuple(papers), tuple(documents)), tuple(found)


def stray(root: Path, folder: str, periods: Collection[str]) -> tuple[Diagnostic, ...]:
    """What lies in ``root/folder`` outside the folders of these periods."""
    found: list[Diagnostic] = []
    names = [nfc(e.name) for e in _sorted(root / folder, folder, found) if not _passed_over(e.name)]
    lost = [name for name in names if name not in periods]
    return (*found, *(problems.NO_PERIOD_FOLDER.at(Place(f"{folder}/{name}")) for name in lost))


def _unknown_folder(name: str, here: str, criteria_set: CriteriaSet) -> Diagnostic:
    near = nearest(name, criteria_set.criteria)
    if near is not None:
        return problems.UNKNOWN_FOLDER_NEAR.at(Place(here), near=near)
    return problems.UNKNOWN_FOLDER.at(Place(here))


def _sorted(folder: Path, name: str, found: list[Diagnostic]) -> list[Path]:
    """What lies in ``folder``; that it cannot be seen is no proof that nothing is there."""
    try:
        return sorted(folder.iterdir(), key=lambda entry: (nfc(entry.name), entry.name))
    except FileNotFoundError:
        return []
    except OSError as error:
        reason = error.strerror or type(error).__name__
        found.append(problems.UNREADABLE_FILE.at(Place(name), file=name, reason=reason))
        return []


def _passed_over(name: str) -> bool:
    """Hidden files, what systems and programs leave behind, and the notes themselves."""
    plain = name.casefold()
    return (
        name == NOTES or plain in _NO_PAPERS or plain.startswith(_HIDDEN) or plain.endswith(_LEFT)
    )


class _Folder:
    """The folder of one criterion, while it is read."""

    def __init__(
        self, path: Path, name: str, criterion: Criterion, criteria_set: CriteriaSet
    ) -> None:
        self.path = path
        self.name = name
        self.criterion = criterion
        self.criteria_set = criteria_set
        self.documents: list[Document] = []
        self.found: list[Diagnostic] = []
        self.notes: Loaded[EvidenceFile] | None = None

    def papers(self) -> Iterator[Paper]:
        """The papers of the folder and its slots' subfolders."""
        notes = self._read_notes()
        named: set[str] = set()
        for file, slot in self._files():
            inside = nfc(file.relative_to(self.path).as_posix())
            noted = notes.get(fold(inside))
            named.add(fold(inside))
            index, note = noted if noted is not None else (None, None)
            yield self._paper(file, f"{self.name}/{inside}", slot, index, note)
        self._report_unfound(notes, named)

    def _read_notes(self) -> dict[str, tuple[int, PaperNote]]:
        path = self.path / NOTES
        if path.is_symlink():
            self._refuse(path)
            return {}
        if not path.is_file():
            return {}
        document, found = read_yaml(path, f"{self.name}/{NOTES}", expected_keys="files, links")
        self.found.extend(found)
        if document is None:
            return {}
        self.documents.append(document)
        self.notes, found = bind(EvidenceFile, document)
        self.found.extend(found)
        if self.notes is None:
            return {}
        noted: dict[str, tuple[int, PaperNote]] = {}
        for index, note in enumerate(self.notes.value.files):
            first, _ = noted.setdefault(fold(note.file), (index, note))
            if first != index:
                at = f"{self.name}/{NOTES}:{self._place(first, 'file').line}"
                place = self._place(index, "file")
                self.found.append(problems.DUPLICATE_ID.at(place, id=note.file, first=at))
        return noted

    def _files(self) -> Iterator[tuple[Path, str | None]]:
        slots = {fold(slot.id): slot.id for slot in self.criterion.proof}
        taken = 0
        for entry in _sorted(self.path, self.name, self.found):
            if _passed_over(entry.name):
                continue
            if entry.is_symlink():
                self._refuse(entry)
            elif entry.is_dir():
                slot = slots.get(fold(entry.name))
                if slot is None:
                    self._unknown_slot(Place(f"{self.name}/{nfc(entry.name)}"), entry.name)
                inside = f"{self.name}/{nfc(entry.name)}"
                for inner in self._inner(entry, inside):
                    taken += 1
                    yield inner, slot
            elif entry.is_file():
                taken += 1
                yield entry, None
            if taken > _MOST_FILES:
                return

    def _inner(self, folder: Path, name: str) -> Iterator[Path]:
        """The files of a slot's folder; what lies deeper is said, not read."""
        for inner in _sorted(folder, name, self.found):
            if _passed_over(inner.name):
                continue
            if inner.is_symlink():
                self._refuse(inner)
            elif inner.is_dir():
                place = Place(f"{name}/{nfc(inner.name)}")
                self.found.append(problems.NESTED_FOLDER.at(place))
            elif inner.is_file():
                yield inner

    def _refuse(self, entry: Path) -> None:
        name = nfc(entry.relative_to(self.path).as_posix())
        place = Place(f"{self.name}/{name}")
        self.found.append(problems.EVIDENCE_OUTSIDE.at(place, file=name))

    def _unknown_slot(self, place: Place, slot: str) -> None:
        known = tuple(slot.id for slot in self.criterion.proof)
        fields = {"criterion": self.criterion.id, "slot": slot}
        self.found.append(problems.UNKNOWN_SLOT.at(place, **fields, known=known))

    def _paper(
        self, file: Path, path: str, slot: str | None, index: int | None, note: PaperNote | None
    ) -> Paper:
        said = parse_name(file.stem)
        if said.misread is not None and (note is None or note.date is None):
            self.found.append(problems.DATE_IN_NAME.at(Place(path), value=said.misread))
        verdict, reason = self._verdict(file, index, note)
        if note is None:
            return Paper(
                path,
                self.criterion.id,
                slot,
                type=said.type,
                number=said.number,
                symbol=said.symbol,
                date=said.date,
                verdict=verdict,
                reason=reason,
            )
        kind = (canonical_type(note.type) or note.type) if note.type else said.type
        covers = self._covers(index, note, kind)
        return Paper(
            path,
            self.criterion.id,
            slot or self._noted_slot(index, note),
            also=self._also(index, note),
            type=kind,
            number=note.number or said.number,
            symbol=note.symbol or said.symbol,
            issuer=note.issuer,
            date=note.date or said.date,
            subject=note.subject,
            covers=covers.pop(self.criterion.id),
            covers_also=covers,
            quarter=note.quarter,
            month=note.month,
            verdict=verdict,
            reason=reason,
        )

    def _noted_slot(self, index: int | None, note: PaperNote) -> str | None:
        if note.slot is None:
            return None
        for slot in self.criterion.proof:
            if fold(slot.id) == fold(note.slot):
                return slot.id
        self._unknown_slot(self._place(index, "slot"), note.slot)
        return note.slot

    def _also(self, index: int | None, note: PaperNote) -> tuple[str, ...]:
        for position, other in enumerate(note.also):
            if other not in self.criteria_set.criteria:
                place = self._place(index, "also", position)
                self.found.append(unknown_criterion(other, self.criteria_set.criteria, place))
        return note.also

    def _covers(
        self, index: int | None, note: PaperNote, kind: str | None
    ) -> dict[str, dict[str, int]]:
        """What is covered, by criterion and by the names its facts have there.

        A name means the fact of the paper's own criterion; one that this does not have, that of
        the first of the others that has it. A shared fact is covered wherever it is seen.
        """
        criteria, facts = self.criteria_set.criteria, self.criteria_set.facts
        served = [self.criterion.id, *(other for other in note.also if other in criteria)]
        known = tuple(dict.fromkeys(name for cid in served for name in criteria[cid].facts))
        found: dict[str, dict[str, int]] = {cid: {} for cid in served}
        for name, count in note.covers.items():
            place = self._place(index, "covers", name, key=True)
            if name not in known:
                self.found.append(problems.UNKNOWN_FACT.at(place, fact=name, known=known))
            meant = next((facts[cid][name].key for cid in served if name in facts[cid]), None)
            same = [
                (cid, local)
                for cid in served
                for local, fact in facts[cid].items()
                if fact.key == meant
            ]
            for cid, local in same:
                found[cid][local] = count
            counting = [
                slot
                for cid, local in same
                for slot in criteria[cid].proof
                if slot.count_of == local
            ]
            if same and not any(is_summary(kind, slot) for slot in counting):
                types = tuple(dict.fromkeys(each for slot in counting for each in slot.summary))
                problem = problems.COVERS_IGNORED if types else problems.COVERS_NOT_TAKEN
                self.found.append(problem.at(place, fact=name, types=types))
        return found

    def _place(self, index: int | None, *path: str | int, key: bool = False) -> Place:
        if self.notes is None or index is None:
            return Place(f"{self.name}/{NOTES}")
        return self.notes.place("files", index, *path, key=key)

    def _verdict(
        self, file: Path, index: int | None, note: PaperNote | None
    ) -> tuple[Verdict, str | None]:
        try:
            empty = file.stat().st_size == 0
        except OSError:
            empty = True
        verdict = Verdict.REJECTED if empty else Verdict.ACCEPTED
        if note is None or note.override is None:
            return verdict, None
        bound, now = note.override.sha256, _sha256(file) if note.override.sha256 else None
        if bound is not None and bound.casefold() != now:
            place = self._place(index, "override", "sha256")
            fields = {"file": note.file, "sha256": now or ""}
            self.found.append(problems.OVERRIDE_LAPSED.at(place, **fields))
            return verdict, None
        return Verdict(note.override.verdict), note.override.reason

    def _report_unfound(self, notes: dict[str, tuple[int, PaperNote]], named: set[str]) -> None:
        for key, (index, note) in notes.items():
            if key not in named:
                place = self._place(index, "file")
                self.found.append(problems.EVIDENCE_FILE.at(place, file=note.file))


def _sha256(file: Path) -> str | None:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
