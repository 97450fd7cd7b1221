"""How far the reading of new papers is, on the error stream, where somebody watches it."""

from __future__ import annotations

import atexit
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from dtiscore.cli.session import Session

_FEW = 8
"""So few are read before anybody would look."""


class Progress:
    """Draws a bar for long work; nothing where the error stream is no terminal."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __call__(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done."""
        if self._bar is None:
            stderr = sys.stderr
            if total < _FEW or done >= total or stderr is None or not stderr.isatty():
                return
            self._start(total)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done)
            if done >= total:
                self._bar.stop()
                self._bar = None

    def _start(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        from dtiscore.base.messages import Message

        text = self._session.language.text(Message("Reading papers"))
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        # An interrupt must not leave the terminal without its cursor.
        atexit.register(self._bar.stop)
        self._bar.start()
        self._task = self._bar.add_task(text, total=total)
