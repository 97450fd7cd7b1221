"""``dtiscore task assign``: who in the unit does a task."""

from __future__ import annotations

from typing import Annotated

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli.commands.task.done import AllInstances, UnitOfTask, change
from dtiscore.cli.commands.task.show import TaskArgument
from dtiscore.cli.evidence_folder import noted
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

_WORDS_OF_A_NAME = 3


def task_assign(
    ctx: typer.Context,
    task: TaskArgument,
    member: Annotated[
        str, typer.Argument(metavar=N_("POST"), help=N_("Who does it: a post or initials."))
    ],
    unit: UnitOfTask = None,
    all_: AllInstances = False,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.report.answer import TOOL

    member = " ".join(member.split())
    if not member:
        from dtiscore.cli.filters import nothing_said

        raise Stop(nothing_said(member, "POST", Message("a post or initials")))
    changed = change(session, task, lambda _: {"member": member}, period, unit, all_=all_)
    lines = [
        Message("{id} “{title}”: {member}", id=item.id, title=item.task.title, member=member)
        for item in changed
    ]
    if _looks_like_a_name(member):
        text = N_("“{member}” looks like a person’s name: note a post or initials instead")
        lines.append(noted(Message(text, member=member)))
    said = {
        "schema": "dtiscore/task-assign/1",
        "tool": TOOL,
        "tasks": [item.id for item in changed],
    }
    session.say(lines, {**said, "member": member})


def _looks_like_a_name(member: str) -> bool:
    """Three words or more that all begin in upper case: posts are written otherwise."""
    words = member.split()
    return len(words) >= _WORDS_OF_A_NAME and all(word[0].isupper() for word in words)
