"""The workspace while a command changes it: no two commands at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from dtiscore.cli.evidence_folder import unlinked
from dtiscore.cli.refusals import cannot_write
from dtiscore.cli.session import Session, Stop

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK_FILE = ".dtiscore/edit.lock"
SECONDS = 30.0
"""How long a command waits until another has written what it writes."""


@contextmanager
def editing(session: Session) -> Iterator[None]:
    """Keep other commands from changing the workspace from reading a file until it is written.

    Raises:
        Stop: another command still writes, the lock cannot be made, or a link stands in its place.
    """
    from filelock import FileLock, Timeout

    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    path = session.find() / LOCK_FILE
    unlinked(session, path.parent)
    place = Place(LOCK_FILE)
    if path.is_symlink():
        raise Stop(problems.LEADS_OUT.at(place, file=LOCK_FILE))
    lock = FileLock(path)
    try:
        path.parent.mkdir(exist_ok=True)
        ignore = path.with_name(".gitignore")
        if not ignore.exists() and not ignore.is_symlink():
            ignore.write_text("*\n", encoding="ascii")
        lock.acquire(timeout=SECONDS)
    except Timeout:
        raise Stop(problems.BUSY.at(place, seconds=int(SECONDS))) from None
    except OSError as error:
        raise Stop(cannot_write(LOCK_FILE, error)) from None
    try:
        yield
    finally:
        lock.release()
