"""The papers of a period: files, their names, what is noted of them, what their content says."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.documents import canonical_type
from dtiscore.base.text import fold, fold_accents
from dtiscore.evidence.learnt import Document as Content
from dtiscore.evidence.naming import parse_name
from dtiscore.evidence.notes import Notes
from dtiscore.evidence.paper import Paper, Verdict
from dtiscore.evidence.walk import File, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.evidence.learnt import Learnt
    from dtiscore.evidence.naming import NameParts
    from dtiscore.evidence.notes import Note
    from dtiscore.evidence.walk import Folder
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.evidence_file import SlotNote
    from dtiscore.source.yaml_tree import Document

    Learner: TypeAlias = Callable[[Sequence[File]], Mapping[str, Learnt]]


def unread(files: Sequence[File]) -> Mapping[str, Learnt]:
    """No content at all: a paper is then what its name and evidence.yaml say."""
    del files
    return {}


class Link(NamedTuple):
    """A web page named as proof, with the copy of it; ``place`` is where it is noted."""

    criterion: str
    url: str
    copy: str | None
    place: Place


class Evidence(NamedTuple):
    """The papers of one period, in the order of their paths.

    Attributes:
        documents: the notes' files, for their places.
        asked: who was asked for the papers of a slot, by criterion and slot.
        passed: hidden and temporary files, which were left alone.
    """

    papers: tuple[Paper, ...] = ()
    documents: tuple[Document, ...] = ()
    links: tuple[Link, ...] = ()
    asked: Mapping[tuple[str, str], SlotNote] = MappingProxyType({})
    passed: tuple[str, ...] = ()

    def serving(self, criterion: str) -> tuple[Paper, ...]:
        """The papers of a criterion: its folder's, and those of others that serve it also."""
        return self.by_criterion().get(criterion, ())

    def by_criterion(self) -> dict[str, tuple[Paper, ...]]:
        """The papers of every criterion that has any."""
        serving: dict[str, list[Paper]] = {}
        for paper in self.papers:
            for criterion in dict.fromkeys((paper.criterion, *paper.also)):
                serving.setdefault(criterion, []).append(paper)
        return {criterion: tuple(papers) for criterion, papers in serving.items()}


def scan(
    root: Path, folder: str, criteria_set: CriteriaSet, learn: Learner = unread
) -> tuple[Evidence, tuple[Diagnostic, ...]]:
    """Every paper below ``root/folder``, with what ``learn`` reads of the files' content."""
    walked = walk(root, folder, criteria_set)
    learnt = learn([file for found in walked.folders for file in found.files])
    papers: list[Paper] = []
    documents: list[Document] = []
    links: list[Link] = []
    asked: dict[tuple[str, str], SlotNote] = {}
    found = walked.found
    for each in walked.folders:
        notes = Notes(each, criteria_set)
        papers.extend(_papers(each, notes, learnt))
        links.extend(_links(notes))
        slots = {fold(slot.id): slot.id for slot in each.criterion.proof}
        for name, said in notes.slots.items():
            asked[each.criterion.id, slots.get(fold(name), name)] = said
        if notes.document is not None:
            documents.append(notes.document)
        found.extend(notes.found)
    passed = tuple(walked.passed)
    return Evidence(tuple(papers), tuple(documents), tuple(links), asked, passed), tuple(found)


def _papers(folder: Folder, notes: Notes, learnt: Mapping[str, Learnt]) -> Iterator[Paper]:
    """The papers of a folder and its slots' subfolders."""
    for file in folder.files:
        yield _paper(folder, file, notes, learnt.get(file.real))
    if notes.files:
        notes.report_unfound({fold(file.inside) for file in folder.files})


def _paper(folder: Folder, file: File, notes: Notes, learnt: Learnt | None) -> Paper:
    name = file.inside.rpartition("/")[2]
    said = parse_name(name.rpartition(".")[0] or name)
    content = Content() if learnt is None else learnt.document
    note = notes.of(file.inside)
    path = f"{folder.name}/{file.inside}"
    day = content.date or said.date
    if said.misread is not None and day is None and (note is None or note.said.date is None):
        notes.found.append(problems.DATE_IN_NAME.at(Place(path), value=said.misread))
    verdict = Verdict.REJECTED if file.size == 0 else Verdict.ACCEPTED
    if note is None:
        return Paper(
            path,
            folder.criterion.id,
            file.slot,
            type=_type(content, said),
            number=content.number or said.number,
            symbol=content.symbol or said.symbol,
            issuer=content.issuer,
            date=day,
            subject=content.subject,
            place=content.place,
            signer_post=content.signer_post,
            draft=_draft(content, name),
            verdict=verdict,
            learnt=learnt,
        )
    return _noted(path, file, notes, note, learnt)


def _type(content: Content, said: NameParts) -> str | None:
    """What the document is by itself; a letter is what has a number and names no type."""
    return content.type or said.type


def _draft(content: Content, name: str) -> bool:
    """Whether it is a draft: by what it says, else by a name that begins or ends with that.

    A name such as ``45-UBND-VX_gop-y-du-thao-quy-che`` only says what the paper is about.
    """
    if content.draft or (content.number and content.date):
        return content.draft
    if name.isascii() and "thao" not in name.casefold():
        return False
    plain = fold_accents(PurePosixPath(name).stem)
    return plain.startswith("du thao") or plain.endswith("du thao")


def _noted(path: str, file: File, notes: Notes, note: Note, learnt: Learnt | None) -> Paper:
    """The paper as its note states it; what the note leaves open, as content and name say."""
    name = file.inside.rpartition("/")[2]
    said = parse_name(name.rpartition(".")[0] or name)
    content, stated = Content() if learnt is None else learnt.document, note.said
    kind = _type(content, said)
    if stated.type is not None:
        kind = canonical_type(stated.type) or stated.type
    covers = notes.covers(note, kind)
    by_hand, reason = _override(file, note, learnt, notes)
    verdict = Verdict.REJECTED if file.size == 0 else Verdict.ACCEPTED
    return Paper(
        path,
        notes.criterion.id,
        file.slot or note.slot,
        also=notes.also(note),
        type=kind,
        number=stated.number or content.number or said.number,
        symbol=stated.symbol or content.symbol or said.symbol,
        issuer=stated.issuer or content.issuer,
        date=stated.date or content.date or said.date,
        subject=stated.subject or content.subject,
        place=stated.place or content.place,
        signer_post=stated.signer_post or content.signer_post,
        draft=_draft(content, name) if stated.draft is None else stated.draft,
        covers=covers.pop(notes.criterion.id),
        covers_also=covers,
        quarter=stated.quarter,
        month=stated.month,
        verdict=by_hand or verdict,
        reason=reason,
        by_hand=by_hand,
        learnt=learnt,
    )


def _override(
    file: File, note: Note, learnt: Learnt | None, notes: Notes
) -> tuple[Verdict | None, str | None]:
    """The verdict given by hand, while the file is the one it was given for."""
    override = note.said.override
    if override is None:
        return None, None
    if override.sha256 is not None:
        now = (learnt.sha256 if learnt is not None else None) or _sha256(file.real)
        if override.sha256.casefold() != now:
            place = note.place("override", "sha256")
            fields = {"file": note.said.file, "sha256": now or ""}
            notes.found.append(problems.OVERRIDE_LAPSED.at(place, **fields))
            return None, None
    return Verdict(override.verdict), override.reason


def _sha256(path: str) -> str | None:
    from dtiscore.evidence.probe.limits import (  # noqa: PLC0415 - nothing was learnt
        FILE_BYTES,
        sha256_of,
    )

    try:
        return sha256_of(Path(path), FILE_BYTES)[0]
    except OSError:
        return None


def _links(notes: Notes) -> Iterator[Link]:
    for index, link in enumerate(notes.said.links):
        place = notes.place("links", index, "url")
        yield Link(notes.criterion.id, link.url, link.copy_, place)
