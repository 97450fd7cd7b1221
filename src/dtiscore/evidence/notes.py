"""``evidence.yaml``: what people say of the papers in a folder, and what is wrong with that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.text import fold
from dtiscore.evidence.fit import is_summary
from dtiscore.evidence.walk import NOTES, unknown_slot
from dtiscore.model.bind import Loaded, bind
from dtiscore.model.criteria_set import unknown_criterion
from dtiscore.model.evidence_file import EvidenceFile
from dtiscore.source.yaml_tree import read_yaml

if TYPE_CHECKING:
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.evidence.walk import Folder
    from dtiscore.model.criteria import Criterion
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.evidence_file import PaperNote, SlotNote
    from dtiscore.source.yaml_tree import Document


class Note:
    """What is noted of one file, with the places of what is said."""

    def __init__(self, notes: Notes, index: int, said: PaperNote) -> None:
        self.said = said
        self._notes = notes
        self._index = index

    def place(self, *path: str | int, key: bool = False) -> Place:
        """The place of a value of this note."""
        return self._notes.place("files", self._index, *path, key=key)

    @property
    def slot(self) -> str | None:
        """The slot it names, as the set spells it; an unknown one as written."""
        if self.said.slot is None:
            return None
        slots = {fold(slot.id): slot.id for slot in self._notes.criterion.proof}
        return slots.get(fold(self.said.slot), self.said.slot)


class Notes:
    """The notes of one criterion's folder; ``found`` is what is wrong with them."""

    def __init__(self, folder: Folder, criteria_set: CriteriaSet) -> None:
        self.criterion: Criterion = folder.criterion
        self.criteria_set = criteria_set
        self.name = folder.name
        self.document: Document | None = None
        self.found: list[Diagnostic] = []
        self.files: dict[str, Note] = {}
        self._loaded: Loaded[EvidenceFile] | None = None
        if folder.has_notes:
            self._read(Path(folder.real) / NOTES)

    @property
    def slots(self) -> dict[str, SlotNote]:
        """Who was asked for the papers of which slot."""
        return {} if self._loaded is None else self._loaded.value.slots

    @property
    def said(self) -> EvidenceFile:
        """Everything that was noted."""
        return EvidenceFile() if self._loaded is None else self._loaded.value

    def place(self, *path: str | int, key: bool = False) -> Place:
        """The place of a value in the file."""
        if self._loaded is None:
            return Place(f"{self.name}/{NOTES}")
        return self._loaded.place(*path, key=key)

    def of(self, inside: str) -> Note | None:
        """What is noted of a file, by its path below the folder."""
        return self.files.get(fold(inside)) if self.files else None

    def _read(self, path: Path) -> None:
        if path.is_symlink():
            place = Place(f"{self.name}/{NOTES}")
            self.found.append(problems.EVIDENCE_OUTSIDE.at(place, file=NOTES))
            return
        expected = "files, links, slots"
        self.document, found = read_yaml(path, f"{self.name}/{NOTES}", expected_keys=expected)
        self.found.extend(found)
        if self.document is None:
            return
        self._loaded, found = bind(EvidenceFile, self.document)
        self.found.extend(found)
        if self._loaded is None:
            return
        for index, said in enumerate(self._loaded.value.files):
            note = Note(self, index, said)
            first = self.files.setdefault(fold(said.file), note)
            if first is not note:
                at = f"{self.name}/{NOTES}:{first.place('file').line}"
                problem = problems.DUPLICATE_ID.at(note.place("file"), id=said.file, first=at)
                self.found.append(problem)
        self._check_slots()

    def _check_slots(self) -> None:
        known = {fold(slot.id) for slot in self.criterion.proof}
        for name in self.slots:
            if fold(name) not in known:
                place = self.place("slots", name, key=True)
                self.found.append(unknown_slot(self.criterion, name, place))
        for note in self.files.values():
            if note.said.slot is not None and fold(note.said.slot) not in known:
                place = note.place("slot")
                self.found.append(unknown_slot(self.criterion, note.said.slot, place))

    def report_unfound(self, present: set[str]) -> None:
        """The files that are noted and not there."""
        for key, note in self.files.items():
            if key not in present:
                place = note.place("file")
                self.found.append(problems.EVIDENCE_FILE.at(place, file=note.said.file))

    def also(self, note: Note) -> tuple[str, ...]:
        """The further criteria a paper serves; unknown ones are reported."""
        criteria = self.criteria_set.criteria
        for position, other in enumerate(note.said.also):
            if other not in criteria:
                place = note.place("also", position)
                self.found.append(unknown_criterion(other, criteria, place))
        return note.said.also

    def covers(self, note: Note, kind: str | None) -> dict[str, dict[str, int]]:
        """What is covered, by criterion and by the names its facts have there.

        A name means the fact of the paper's own criterion; one that this does not have, that of
        the first of the others that has it. A shared fact is covered wherever it is seen.
        """
        criteria, facts = self.criteria_set.criteria, self.criteria_set.facts
        served = [self.criterion.id, *(other for other in note.said.also if other in criteria)]
        known = tuple(dict.fromkeys(name for cid in served for name in criteria[cid].facts))
        covered: dict[str, dict[str, int]] = {cid: {} for cid in served}
        for name, count in note.said.covers.items():
            place = note.place("covers", name, key=True)
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
                covered[cid][local] = count
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
        return covered
