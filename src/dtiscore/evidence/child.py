"""What runs inside a child process. It imports as little as can be: that is what a start costs."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

READY = "ready"
OUT_OF_MEMORY = 71
"""The exit status of a child that a task took all memory from."""


class Order(NamedTuple):
    """What every child is told.

    Attributes:
        seconds, memory: the limits of one task, and of the process in bytes.
    """

    work: Callable[[Any], Any]
    prepare: Callable[[], None] | None
    seconds: float
    memory: int


def serve(pipe: Connection[Any, Any], order: Order) -> None:
    """Answer tasks until the pipe ends: ``(True, result)``, or ``(False, None)``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    _silence()
    try:
        if order.prepare is not None:
            order.prepare()
        _limit(order.memory)
        pipe.send(READY)
        while True:
            for task in pipe.recv():
                _watch(order.seconds)
                _answer(pipe, order.work, task)
            _watch(None)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (EOFError, OSError):
        os._exit(0)


def _answer(pipe: Connection[Any, Any], work: Callable[[Any], Any], task: object) -> None:
    try:
        pipe.send((True, work(task)))
    except (MemoryError, BrokenPipeError):
        raise
    except Exception:  # noqa: BLE001 - a parser given bytes to trip it may raise anything
        pipe.send((False, None))


def _silence() -> None:
    """Nothing that a library writes may reach the terminal, or the program's output."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)
    if nowhere > 2:  # noqa: PLR2004
        os.close(nowhere)


def _limit(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    wanted = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0))
    for kind, most in wanted:
        _, hard = resource.getrlimit(kind)
        ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some
            resource.setrlimit(kind, (ceiling, ceiling))


def _watch(seconds: float | None) -> None:
    """End this process should its parent have died, and not end it in time."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 2 * seconds + 1 if seconds is not None else 0)
