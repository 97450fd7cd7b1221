"""Kill the program with -9 while it writes, over and over, and look at what is left.

    python tools/kill_writes.py [--kills 300] [--seed 7]

Each round takes a fresh copy of a small workspace and one command that writes: an import, an edit
of a task, a request, a lock, a score that fills the cache. Half of the rounds kill it after a
random time, half at a random one of its calls that touch the disk. What is left must be the
workspace as it was before, or as it is after the whole command; and the command, run again, must
bring it to the latter. Prints the figures; exit status 1 if anything else was found.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from reliability.writing import WRITES, Write, files_of, prepared

RUNNER = Path(__file__).parents[1] / "tests" / "reliability" / "runner.py"


class Round(NamedTuple):
    """One kill: what ran, how it was ended, and what was left."""

    write: str
    way: str
    killed: bool
    left: str


def started(folder: Path, arguments: tuple[str, ...], at_call: int | None) -> subprocess.Popen[bytes]:
    """The program on the workspace; ``at_call`` lets it end itself at that call to the disk."""
    environment = {**os.environ, "DTISCORE_AS_OF": "2024-05-07"}
    if at_call is not None:
        environment["KILL_AT_CALL"] = str(at_call)
    return subprocess.Popen(  # our own script
        [sys.executable, str(RUNNER), "-C", str(folder), *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def whole(template: Path, write: Write, folder: Path) -> tuple[dict[str, bytes], float, int]:
    """The workspace after the undisturbed command, how long that took, its calls to the disk."""
    shutil.copytree(template, folder)
    calls = folder / ".calls"
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(RUNNER), "-C", str(folder), *write.arguments],
        env={**os.environ, "DTISCORE_AS_OF": "2024-05-07", "COUNT_CALLS": str(calls)},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{write.name}: {done.stderr.decode()}")
    return files_of(folder), time.monotonic() - begun, int(calls.read_text())


def end(process: subprocess.Popen[bytes]) -> bool:
    """Kill the program and its children; whether it was still running."""
    running = process.poll() is None
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
    return running or process.returncode == -signal.SIGKILL


def left(folder: Path, before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """What the workspace is now: ``before``, ``after``, or what is in between."""
    now = files_of(folder)
    if now == before:
        return "before"
    if now == after:
        return "after"
    names = sorted({*now, *after, *before})
    return "between: " + ", ".join(
        name for name in names if now.get(name) not in (before.get(name), after.get(name))
        or (now.get(name) != after.get(name))
    )


def rerun(folder: Path, write: Write, after: dict[str, bytes]) -> str:
    """The same command again, undisturbed: it must end well, and all must be in place."""
    process = started(folder, write.arguments, None)
    if process.wait():
        return "refused when run again" if not write.once else ""
    now = files_of(folder)
    return "" if now == after or write.adds else "other when run again"


def kill_all(kills: int, seed: int) -> list[Round]:
    """So many kills, and what each of them left."""
    chance = random.Random(seed)  # noqa: S311 - which moment is no secret
    rounds: list[Round] = []
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch)
        template = prepared(base / "template")
        before = files_of(template)
        known = {
            write.name: whole(template, write, base / f"whole-{write.name}") for write in WRITES
        }
        for number in range(kills):
            write = WRITES[number % len(WRITES)]
            after, seconds, calls = known[write.name]
            folder = base / f"round-{number}"
            shutil.copytree(template, folder)
            by_call = number // len(WRITES) % 2 == 0
            process = started(
                folder, write.arguments, chance.randrange(calls) + 1 if by_call else None
            )
            if by_call:
                process.wait()
                killed = end(process)
            else:
                time.sleep(chance.random() * seconds)
                killed = end(process)
            state = left(folder, before, after)
            if not (wrong := rerun(folder, write, after)) or state == "after":
                wrong = ""
            way = "call" if by_call else "time"
            rounds.append(Round(write.name, way, killed, f"{state} {wrong}".strip()))
            shutil.rmtree(folder)
    return rounds


def main() -> int:
    """Kill, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    rounds = kill_all(asked.kills, asked.seed)
    found = Counter((one.write, one.way, one.left.split(":")[0]) for one in rounds if one.killed)
    for (write, way, state), count in sorted(found.items()):
        print(f"{write:12} {way:5} {state:8} {count}")
    bad = [one for one in rounds if one.left not in ("before", "after")]
    killed = sum(one.killed for one in rounds)
    print(json.dumps({"rounds": len(rounds), "killed": killed, "between": len(bad)}))
    for one in bad:
        print("WRONG:", one.write, one.way, one.left)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
