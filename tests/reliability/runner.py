"""One run of the program in a process of its own, ended by SIGKILL at its Nth call to the disk.

The processes are forked from one that has loaded the whole program: what is to be killed is the
work, not the start.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dtiscore
from dtiscore.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Callable

for _module in pkgutil.walk_packages(dtiscore.__path__, "dtiscore."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)

_WATCHED = ("write", "fsync", "replace", "rename", "open", "mkdir", "unlink", "close", "link")


class _Disk:
    """Counts the calls that touch the disk; at the ``fatal``\\ th the process ends."""

    def __init__(self, fatal: int | None) -> None:
        self.calls, self.fatal = 0, fatal

    def watched(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, counted."""

        def called(*arguments: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls == self.fatal:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **named)

        return called


def main(arguments: list[str], fatal: int | None, counted: Path | None) -> None:
    """Run the command line; ``counted``: the file that is told how many calls it made."""
    os.setsid()  # so that its children can be killed with it
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.environ["DTISCORE_AS_OF"] = "2024-05-07"
    disk = _Disk(fatal)
    for name in _WATCHED:
        setattr(os, name, disk.watched(getattr(os, name)))
    status = run(arguments)
    if counted is not None:
        calls = disk.calls
        counted.write_text(str(calls), "ascii")
    sys.exit(status)
