"""``dtiscore evidence lock``: record the hashes of all that is handed in, and the points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli.editing import editing
from dtiscore.cli.evidence_folder import noted
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from pathlib import Path

    from dtiscore.base.messages import Field
    from dtiscore.workspace import Workspace


def evidence_lock(
    ctx: typer.Context,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.analysis.progress import snapshot
    from dtiscore.cli.tasks import items_of
    from dtiscore.evidence.locks import (
        Lock,
        as_json,
        changes,
        counted,
        lock_file,
        read_lock,
        with_snapshot,
    )
    from dtiscore.report.machine import to_json

    session.open(period)  # papers are read here, where nobody has to wait for it
    # Within the lock: points and hashes are of the same files, whoever wrote just before.
    with editing(session):
        answer, workspace = session.answer(period)
        number = period_of(workspace)
        path = workspace.root / lock_file(number)
        before, unread = read_lock(workspace.root, number)
        aside = _kept_aside(session, path) if unread else None
        lock = Lock(number, session.as_of, hashes_now(workspace))
        now = snapshot(answer.tree, items_of(answer, workspace), session.as_of)
        lock = with_snapshot(lock, before, now)
        session.keep(path, to_json(as_json(lock)))
    papers, others = counted(lock)
    fields: dict[str, Field] = {"papers": papers, "others": others, "file": lock_file(number)}
    text = N_("Locked {papers} papers and {others} files of figures, criteria and notes in {file}.")
    lines, replaced = [Message(text, **fields)], None
    if before is not None:
        count = len(changes(before, lock.files))
        replaced = {"locked_on": before.locked_on.isoformat(), "changes": count}
        text = N_("it was locked before, on {date}; {count} files are not the same since")
        lines.append(noted(Message(text, date=before.locked_on, count=count)))
    if aside is not None:
        text = N_("the lock that could not be read was kept as {file}")
        lines.append(noted(Message(text, file=aside)))
    session.say(lines, {**as_json(lock), "file": lock_file(number), "replaced": replaced})
    session.warn(answer.diagnostics)


def _kept_aside(session: Session, path: Path) -> str:
    """Give a lock that cannot be read another name: its history may still be mended.

    Raises:
        Stop: it cannot be renamed.
    """
    from dtiscore.cli.refusals import cannot_write

    session.inside(path)
    kept = path.with_name(f"{path.name}.bad")
    try:
        path.replace(kept)
    except OSError as error:
        raise Stop(cannot_write(session.shown(path), error)) from None
    return session.shown(kept)


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
