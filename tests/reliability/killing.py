"""Kill a command that writes, and say what it left."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

from reliability.writing import WRITES, files_of, prepared

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

    from reliability.writing import Write


_PATIENCE = 60.0
"""Seconds after which a command counts as one that never ends."""


class Round(NamedTuple):
    """One kill: what ran, how it was ended, what was left, and what is wrong with that."""

    write: str
    way: str
    killed: bool
    left: str
    wrong: str


class _Known(NamedTuple):
    """A command undisturbed: the files after it, how long it takes, its calls to the disk."""

    after: dict[str, bytes]
    seconds: float
    calls: int


def kill_all(kills: int, seed: int) -> list[Round]:
    """So many kills, the commands in turn, and what each of them left."""
    chance = random.Random(seed)  # noqa: S311 - which moment is no secret
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch)
        template = prepared(base / "template")
        _whole(template, WRITES[0], base / "first")  # loads the program, which takes its time
        known = {write.name: _whole(template, write, base / write.name) for write in WRITES}
        return [
            _round(template, WRITES[number % len(WRITES)], known, base / f"r{number}", chance)
            for number in range(kills)
        ]


def _round(
    template: Path, write: Write, known: dict[str, _Known], folder: Path, chance: random.Random
) -> Round:
    whole, before = known[write.name], files_of(template)
    shutil.copytree(template, folder)
    by_call = chance.random() < 0.5
    at_call = chance.randrange(whole.calls) + 1 if by_call else None
    process = _started(folder, write, at_call)
    if by_call:
        process.join(_PATIENCE)
    else:
        time.sleep(1.1 * chance.random() * whole.seconds)
    killed = _end(process)
    now = files_of(folder)
    left = "before" if now == before else "after" if now == whole.after else "between"
    wrong = "" if left != "between" else "neither before nor after"
    again = _started(folder, write, None)
    again.join(_PATIENCE)
    if again.exitcode != 0:
        wrong = wrong or "run again, it fails"
    elif files_of(folder) != whole.after:
        wrong = wrong or "run again, it leaves something else"
    shutil.rmtree(folder)
    return Round(write.name, "call" if by_call else "time", killed, left, wrong)


def _started(
    folder: Path, write: Write, at_call: int | None, counted: Path | None = None
) -> ForkServerProcess:
    """The command on a workspace; ``at_call``: it ends itself at that call to the disk."""
    # Asked for here, since there is no such thing on Windows.
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["reliability.runner"])
    from reliability import runner  # noqa: PLC0415 - it loads the whole program

    arguments = ["-C", str(folder), *write.at(folder)]
    process = forking.Process(target=runner.main, args=(arguments, at_call, counted))
    # Until Python 3.13 the server that loads the program knows no other way to the tests' folder.
    path = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    with mock.patch.dict(os.environ, PYTHONPATH=path):
        process.start()
    return process


def _whole(template: Path, write: Write, folder: Path) -> _Known:
    shutil.copytree(template, folder)
    calls = folder / ".calls"
    begun = time.monotonic()
    process = _started(folder, write, None, calls)
    process.join(_PATIENCE)
    assert process.exitcode == 0, write.name
    return _Known(files_of(folder), time.monotonic() - begun, int(calls.read_text("ascii")))


def _end(process: ForkServerProcess) -> bool:
    """Kill the program and its children; whether it had not ended by itself."""
    running = process.is_alive()
    if process.pid is not None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()  # where it has not come to have a group of its own
    process.join(_PATIENCE)
    return running or process.exitcode == -signal.SIGKILL
