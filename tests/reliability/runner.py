"""The program, ended by SIGKILL at its Nth call that touches the disk (``KILL_AT_CALL``).

With ``COUNT_CALLS`` it runs to its end and writes into that file how many such calls it made.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

from dtiscore.cli.main import run

_WATCHED = ("write", "fsync", "replace", "rename", "open", "mkdir", "unlink", "close", "link")
_calls = 0
_fatal = int(os.environ.get("KILL_AT_CALL", "0"))


def _watched(function: Callable[..., Any]) -> Callable[..., Any]:
    def called(*arguments: Any, **named: Any) -> Any:
        global _calls  # noqa: PLW0603 - the count of one process
        _calls += 1
        if _calls == _fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)

    return called


def main() -> int:
    """Run the command line given."""
    counted = os.environ.get("COUNT_CALLS")
    for name in _WATCHED:
        setattr(os, name, _watched(getattr(os, name)))
    status = run(sys.argv[1:])
    if counted:
        calls = _calls
        Path(counted).write_text(str(calls), "ascii")
    return status


if __name__ == "__main__":
    sys.exit(main())
