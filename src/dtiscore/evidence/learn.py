"""Learn what papers say: from the cache, else from their bytes, in child processes."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.evidence.learnt import Document, Fault, Learnt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dtiscore.evidence.cache import Cache, Known
    from dtiscore.evidence.learnt import Probed
    from dtiscore.evidence.walk import File

_LARGE = 50_000_000
"""Of larger files it is asked whether they are too large; most workspaces have none."""
_KEEP_EVERY = 256
"""What was learnt is kept in portions: an interrupt loses at most the last of them."""


_SHEETS = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel.sheet.macroEnabled.12",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)
_HEAD, _TAIL = 3_000, 1_500


class _Task(NamedTuple):
    """A file to learn of, and the cache that may know its content from elsewhere."""

    path: str
    cache: str | None


class Reader:
    """Reads files that are not known yet, and remembers what it learnt.

    Attributes:
        progress: is told how many of the files to read are done, and how many there are.
    """

    def __init__(
        self,
        root: Path,
        progress: Callable[[int, int], None] | None = None,
        jobs: int | None = None,
    ) -> None:
        self._root = root
        self._progress = progress
        self._jobs = jobs or max(1, min(8, os.cpu_count() or 1))

    def __call__(self, files: Sequence[File]) -> Mapping[str, Learnt]:
        """What is learnt of each file, by the path that opens it.

        Raises:
            KeyboardInterrupt: what was learnt until then is kept.
        """
        if not files:
            return {}
        from dtiscore.evidence import cache as kept  # noqa: PLC0415 - only where papers are

        since = time.time_ns()
        cache = kept.Cache(self._root)
        try:
            # Nothing of a file that is too large is read, not even for its hash.
            known = _too_large([file for file in files if file.size > _LARGE])
            known.update(cache.known([file for file in files if file.real not in known]))
            wanted = [file for file in files if file.real not in known]
            if wanted:
                known.update(self._read(wanted, cache, since))
            return known
        finally:
            cache.close()

    def _read(self, files: Sequence[File], cache: Cache, since: int) -> dict[str, Learnt]:
        """Learn of files from their bytes."""
        from dtiscore.evidence import workers  # noqa: PLC0415 - only where something is new

        by_path = {file.real: file for file in files}
        learnt: dict[str, Learnt] = {}
        fresh: dict[File, Learnt] = {}
        failed: set[str] = set()

        def keep() -> None:
            cache.remember(fresh, since)
            fresh.clear()

        def fail(task: _Task, fault: Fault) -> Learnt:
            failed.add(task.path)
            return _failed(by_path[task.path], fault)

        def done(task: _Task, result: Learnt) -> None:
            learnt[task.path] = result
            # That a reader died may be the machine's fault: next time it is tried again.
            if task.path not in failed:
                fresh[by_path[task.path]] = result
            if len(fresh) >= _KEEP_EVERY:
                keep()
            if self._progress is not None:
                self._progress(len(learnt), len(files))

        try:
            workers.run(
                [_Task(file.real, cache.file) for file in files],
                learn_task,
                on_failure=fail,
                on_done=done,
                prepare=prepare,
                jobs=self._jobs,
            )
        finally:
            keep()
        return learnt


def _too_large(files: Sequence[File]) -> dict[str, Learnt]:
    """What is known of those of the files that are too large to be read."""
    if not files:
        return {}
    from dtiscore.evidence.probe.limits import FILE_BYTES  # noqa: PLC0415 - long to load

    fault = (Fault.TOO_LARGE,)
    return {f.real: Learnt("", f.size, faults=fault) for f in files if f.size > FILE_BYTES}


def _failed(file: File, fault: Fault) -> Learnt:
    """What is known of a file whose reader died: its hash, so that people may overrule it."""
    from dtiscore.evidence.probe import media_type_at_a_glance, sha256_of  # noqa: PLC0415
    from dtiscore.evidence.probe.limits import FILE_BYTES  # noqa: PLC0415

    path = Path(file.real)
    kind, sha256 = media_type_at_a_glance(path), ""
    with contextlib.suppress(OSError):
        sha256, _ = sha256_of(path, FILE_BYTES)
    return Learnt(sha256, file.size, kind, faults=(fault,))


_known: dict[str | None, Known] = {}
"""In a child: the cache it reads, opened once."""


def prepare() -> None:
    """Load what the first file would otherwise pay for."""
    from dtiscore.evidence import probe, recognise  # noqa: PLC0415

    probe.prepare()
    recognise.prepare()


def learn_task(task: _Task) -> Learnt:
    """What one file says, in a child process."""
    from dtiscore.evidence.cache import Known  # noqa: PLC0415

    if task.cache not in _known:
        _known[task.cache] = Known(task.cache)
    path = Path(task.path)
    try:
        return learn(path, _known[task.cache])
    except OSError:
        return Learnt("", 0, faults=(Fault.UNREADABLE,))


def learn(path: Path, known: Known | None = None) -> Learnt:
    """Everything that is learnt of a file's content, or known of it from elsewhere.

    Not to be called in a process that must go on whatever the file is: see `workers`.

    Raises:
        OSError: it is no regular file, or the system refuses it.
    """
    from dtiscore.evidence.probe import contents  # noqa: PLC0415

    read = contents(path)
    found = known.of(read.sha256) if known is not None else None
    if found is not None:
        return found
    probed = read.probed
    document = _document(path, probed)
    return Learnt(read.sha256, read.size, probed.media_type, probed.pages, probed.faults, document)


def learn_apart(path: Path) -> Learnt:
    """What one file says, learnt in a child process; nothing is kept."""
    from dtiscore.evidence import workers  # noqa: PLC0415

    found: list[Learnt] = []
    workers.run(
        [_Task(str(path), None)],
        learn_task,
        on_failure=lambda _, fault: Learnt("", 0, faults=(fault,)),
        on_done=lambda _, learnt: found.append(learnt),
        prepare=prepare,
    )
    return found[0]


def learn_document(path: Path) -> Document:
    """What the document in a file says of itself."""
    return learn(path).document


def _document(path: Path, probed: Probed) -> Document:
    """The document in a text; a PDF whose letters lie apart is read again by their places."""
    from dtiscore.evidence.probe import pdf_text  # noqa: PLC0415
    from dtiscore.evidence.recognise import recognise  # noqa: PLC0415
    from dtiscore.evidence.recognise.apart import letters_apart  # noqa: PLC0415

    if not probed.text:
        return Document()
    if probed.media_type in _SHEETS:
        # The rows between the head of a list and its end are no document.
        return recognise(f"{probed.text[:_HEAD]}\n\f\n{probed.text[_HEAD:][-_TAIL:]}")
    document = recognise(probed.text)
    if probed.media_type != "application/pdf":
        return document
    apart = letters_apart(probed.text)
    found = document.number or document.symbol or document.date
    if not apart and (found or not document.type):
        # A list or a form has neither; where its letters lie would not tell more.
        return document
    placed = pdf_text(path, by_position=True)
    again = recognise(placed)
    if letters_apart(placed) < apart or _said(again) > _said(document):
        # The letters of a slanting mark lie between those of the lines it crosses.
        return again._replace(draft=again.draft or document.draft)
    return document


def _said(document: Document) -> int:
    """How much of what counts most was found."""
    found = (document.number, document.symbol, document.date, document.type, document.subject)
    return sum(1 for each in found if each is not None)
