"""Kill a command that writes, and say what it left."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reliability.writing import WRITES, files_of, prepared

if TYPE_CHECKING:
    from reliability.writing import Write

RUNNER = Path(__file__).with_name("runner.py")
_ENVIRONMENT = {**os.environ, "DTISCORE_AS_OF": "2024-05-07"}


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
        process.wait()
    else:
        # What comes before the first file is opened is no moment to be afraid of.
        time.sleep((0.4 + 0.7 * chance.random()) * whole.seconds)
    killed = _end(process)
    now = files_of(folder)
    left = "before" if now == before else "after" if now == whole.after else "between"
    wrong = "" if left != "between" else "neither before nor after"
    again = _started(folder, write, None)
    if again.wait():
        wrong = wrong or "run again, it fails"
    elif files_of(folder) != whole.after:
        wrong = wrong or "run again, it leaves something else"
    shutil.rmtree(folder)
    return Round(write.name, "call" if by_call else "time", killed, left, wrong)


def _started(folder: Path, write: Write, at_call: int | None) -> subprocess.Popen[bytes]:
    """The command on a workspace; ``at_call``: it ends itself at that call to the disk."""
    more = {} if at_call is None else {"KILL_AT_CALL": str(at_call)}
    return subprocess.Popen(
        [sys.executable, str(RUNNER), "-C", str(folder), *write.at(folder)],
        env={**_ENVIRONMENT, **more},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _whole(template: Path, write: Write, folder: Path) -> _Known:
    shutil.copytree(template, folder)
    calls = folder / ".calls"
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, str(RUNNER), "-C", str(folder), *write.at(folder)],
        env={**_ENVIRONMENT, "COUNT_CALLS": str(calls)},
        capture_output=True,
        check=True,
    )
    return _Known(files_of(folder), time.monotonic() - begun, int(calls.read_text("ascii")))


def _end(process: subprocess.Popen[bytes]) -> bool:
    """Kill the program and its children; whether it had not ended by itself."""
    running = process.poll() is None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return running or process.returncode == -signal.SIGKILL
