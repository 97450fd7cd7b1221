"""What test children are made to do; a module of its own, because children import it by name."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def do(task: str) -> Any:
    """Do what the task says: most of it should not be done."""
    name, _, argument = task.partition(" ")
    job = _JOBS.get(name)
    result = None if job is None else job(argument)
    return f"did {task}" if result is None else result


def fail_to_prepare() -> None:
    """A child that cannot begin."""
    os._exit(4)


def _eat(_: str) -> None:
    held = []
    while True:
        held.append(bytearray(16 << 20))


def _raise(task: str) -> None:
    raise LookupError(task)


def _recurse(task: str) -> str:
    return _recurse(task) + task


def _speak(task: str) -> str:
    print(task)  # noqa: T201
    os.write(1, b"out")
    os.write(2, b"err")
    return sys.stdin.read()


def _write(path: str) -> None:
    Path(path).write_text("x" * 9, encoding="utf-8")


_JOBS: dict[str, Callable[[str], object]] = {
    "hang": lambda _: time.sleep(600),
    "slow": lambda _: time.sleep(0.05),
    "crash": lambda _: ctypes.string_at(0),
    "abort": lambda _: os.abort(),
    "exit": lambda _: os._exit(3),
    "eat": _eat,
    "raise": _raise,
    "recurse": _recurse,
    "interrupt": lambda _: os.kill(os.getpid(), signal.SIGINT),
    "speak": _speak,
    "unsendable": lambda task: (word for word in task),
    "write": _write,
    "mask": lambda _: oct(os.umask(0o077)),
    "modules": lambda _: " ".join(sorted(sys.modules)),
    "pid": lambda _: str(os.getpid()),
}
