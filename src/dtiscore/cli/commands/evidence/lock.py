"""``dtiscore evidence lock``: record the hashes of all that is handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dtiscore.base.messages import Message
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from dtiscore.workspace import Workspace


def evidence_lock(
    ctx: typer.Context,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    workspace, _ = session.scored(period)
    from dtiscore.evidence.locks import Lock, as_json, lock_file
    from dtiscore.report.machine import to_json

    number = period_of(workspace)
    lock = Lock(number, session.as_of, hashes_now(workspace))
    path = workspace.root / lock_file(number)
    session.keep(path, to_json(as_json(lock)))
    text = Message("Locked {count} files in {file}.", count=len(lock.files), file=lock_file(number))
    session.say(text, {**as_json(lock), "file": lock_file(number)})
    session.warn(workspace.diagnostics)


def period_of(workspace: Workspace) -> int:
    """The workspace's period, which reading it has made sure of."""
    if workspace.period is None or workspace.set_files is None:
        raise Stop(*workspace.diagnostics)
    return workspace.period


def hashes_now(workspace: Workspace) -> dict[str, str]:
    """The hashes of everything a lock covers, as it is now.

    Raises:
        OSError: a file cannot be read.
    """
    from dtiscore.evidence.locks import hashes

    if workspace.period is None or workspace.set_files is None:
        raise Stop(*workspace.diagnostics)
    return hashes(workspace.root, workspace.period, workspace.set_files.folder)
