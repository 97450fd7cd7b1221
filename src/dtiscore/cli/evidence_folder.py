"""An evidence folder that a command writes into: where it lies, and its evidence.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtiscore.base.messages import Message
from dtiscore.cli.session import Session, Stop

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.criteria import Criterion
    from dtiscore.model.evidence_file import EvidenceFile
    from dtiscore.workspace import Workspace


def folder_of(session: Session, workspace: Workspace, criterion: Criterion) -> Path:
    """The folder of a criterion's papers, as it is spelled on the disk where it is there.

    Raises:
        Stop: a link stands in its place, or leads out on the way.
    """
    from dtiscore.base.text import fold

    period = workspace.root / f"evidence/{workspace.period}"
    unlinked(session, period)
    named = [path for path in period.glob("*/") if fold(path.name) == fold(criterion.id)]
    folder = min(named, default=period / criterion.id)
    unlinked(session, folder)
    return folder


def noted(remark: Message) -> Message:
    """A remark as a line of its own."""
    return Message("note: {finding}", finding=remark)


def unlinked(session: Session, folder: Path) -> None:
    """Make sure that a folder, where it is there, is itself one of the workspace, and no link.

    Raises:
        Stop: it is not; no paper would be read there.
    """
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    session.inside(folder)
    root = session.find()
    if folder.resolve() != root / folder.relative_to(root):
        file = session.shown(folder)
        raise Stop(problems.LEADS_OUT.at(Place(file), file=file))


class Notes:
    """The evidence.yaml of a folder while it is changed; written whole or not at all.

    Raises:
        Stop: the file cannot be read, or is wrong already.
    """

    def __init__(self, session: Session, folder: Path) -> None:
        from dtiscore.model.edited import EditedFile
        from dtiscore.model.evidence_file import EvidenceFile

        self._session = session
        self._path = folder / "evidence.yaml"
        self._file = EditedFile(self._path, session.shown(self._path), EvidenceFile)
        self._must(self._file.found)

    @property
    def _said(self) -> EvidenceFile:
        if self._file.value is None:
            raise Stop(*self._file.found)
        return self._file.value

    def mentions(self, file: str) -> bool:
        """Whether something is noted of a file already."""
        from dtiscore.base.text import fold

        return any(fold(note.file) == fold(file) for note in self._said.files)

    def append(self, key: str, entry: Mapping[str, Any]) -> None:
        """One more entry in a list."""
        from dtiscore.source.yaml_edit import appended

        self._must(self._file.edit(lambda text: appended(text, key, entry)))

    def merge_slot(self, slot: str, entry: Mapping[str, Any]) -> None:
        """Set keys of what is noted of a slot, however its name is spelled there."""
        from dtiscore.base.text import fold
        from dtiscore.source.yaml_edit import merged

        name = next((each for each in self._said.slots if fold(each) == fold(slot)), slot)
        self._must(self._file.edit(lambda text: merged(text, ("slots", name), entry)))

    def _must(self, found: tuple[Diagnostic, ...]) -> None:
        if found:
            raise Stop(*found)

    def write(self) -> None:
        """Write what was changed."""
        if self._file.changed:
            self._session.keep(self._path, self._file.text)
