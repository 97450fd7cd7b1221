"""``locks/<period>.json``: the hashes of all that was handed in, to say later what changed.

Anyone can check them without dtiscore: ``certutil -hashfile FILE SHA256``, ``sha256sum FILE``.
"""

from __future__ import annotations

import errno
import json
import os
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.evidence.walk import is_link, walk_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from dtiscore.base.diagnostics import Diagnostic

SCHEMA = "dtiscore/lock/1"
_HASH = re.compile(r"[0-9a-f]{64}")
_LARGEST = 5_000_000
_MOST_FILES = 100_000


_MOST_SNAPSHOTS = 1_000
_NO_SUCH_POINTS, _LONGEST = 10**9, 20


class Snapshot(NamedTuple):
    """Where the department stood on the day of a lock.

    Attributes:
        claimed, provable, final: points of the total.
        groups, criteria: points secured, by group and by criterion.
        done, tasks: how many pieces of work were done, out of how many.
    """

    on: date
    claimed: Decimal
    provable: Decimal
    final: Decimal
    groups: Mapping[str, Decimal]
    criteria: Mapping[str, Decimal]
    done: int
    tasks: int


class Lock(NamedTuple):
    """What was locked, and when; ``files`` are hashes by path from the workspace.

    ``history`` has one snapshot for each day of a lock, the earliest first.
    """

    period: int
    locked_on: date
    files: Mapping[str, str]
    history: tuple[Snapshot, ...] = ()

    def before(self, day: date) -> Snapshot | None:
        """Where the department stood on ``day``: at the latest lock until then."""
        return next((one for one in reversed(self.history) if one.on <= day), None)


class Change(NamedTuple):
    """A file that is not as it was locked: ``changed``, ``missing`` or ``new``."""

    path: str
    what: str


def counted(lock: Lock) -> tuple[int, int]:
    """How many of what was locked are papers, and how many other files."""
    folder = f"evidence/{lock.period}/"
    papers = sum(
        path.startswith(folder) and not path.endswith("/evidence.yaml") for path in lock.files
    )
    return papers, len(lock.files) - papers


def lock_file(period: int) -> str:
    """Where the lock of a period lies in the workspace."""
    return f"locks/{period}.json"


def hashes(root: Path, period: int, set_folder: str) -> dict[str, str]:
    """The hashes of every fact file, the criteria set and every paper of a period.

    A linked YAML file counts as what it leads to, as it does when it is read.

    Raises:
        OSError: a file cannot be read, or a YAML file is a link out of the workspace, where a
            lock says nothing.
    """
    from dtiscore.evidence.probe.limits import sha256_of  # noqa: PLC0415 - to lock and verify

    found = {}
    for path in _locked_paths(root, period, set_folder):
        found[path] = sha256_of(_target(root, path))[0]
    return dict(sorted(found.items()))


def _locked_paths(root: Path, period: int, set_folder: str) -> Iterator[str]:
    for name in (
        *("dtiscore.yaml", "units.yaml"),
        *(f"assessments/{period}.yaml", f"published/{period}.yaml"),
    ):
        if (root / name).is_file():
            yield name
    for path in sorted((root / set_folder).rglob("*.yaml")):
        if path.is_file():
            yield path.relative_to(root).as_posix()
    folder = f"evidence/{period}"
    for notes in sorted((root / folder).glob("*/evidence.yaml")):
        if _regular(notes) and not is_link(notes.parent):
            yield notes.relative_to(root).as_posix()
    start = len(str(root)) + 1
    for file in walk_plain(root, folder):
        yield file.real[start:].replace(os.sep, "/")


def _target(root: Path, name: str) -> Path:
    """The file to hash for a name: what it leads to, if that lies in the workspace."""
    path = root / name
    if not path.is_symlink() or name.startswith("evidence/"):
        return path
    target = path.resolve()
    if not target.is_relative_to(root.resolve()):
        raise OSError(errno.EXDEV, "a link out of the workspace cannot be locked", name)
    return target


def _regular(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def as_json(lock: Lock) -> dict[str, Any]:
    """The file's content."""
    return {
        "schema": SCHEMA,
        "period": lock.period,
        "locked_on": lock.locked_on.isoformat(),
        "algorithm": "sha256",
        "files": dict(lock.files),
        "history": [one._asdict() for one in lock.history],
    }


def _snapshot(said: Mapping[str, Any]) -> Snapshot:
    """A snapshot as a lock has it.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is none.
    """
    claimed, provable, final = (_points(said[key]) for key in ("claimed", "provable", "final"))
    groups, criteria = (
        {str(name): _points(value) for name, value in said[key].items()}
        for key in ("groups", "criteria")
    )
    day, done, tasks = date.fromisoformat(said["on"]), int(said["done"]), int(said["tasks"])
    return Snapshot(day, claimed, provable, final, groups, criteria, done, tasks)


def _points(said: object) -> Decimal:
    number = Decimal(str(said))
    if not number.is_finite() or abs(number) >= _NO_SUCH_POINTS or len(str(said)) > _LONGEST:
        raise ValueError(said)
    return number


def read_lock(root: Path, period: int) -> tuple[Lock | None, tuple[Diagnostic, ...]]:
    """The lock of a period; None where there is none, or none that can be read."""
    name = lock_file(period)
    path = root / name
    if not path.is_file():
        return None, ()
    try:
        if path.is_symlink() or path.stat().st_size > _LARGEST:
            raise ValueError(name)  # noqa: TRY301 - one way out for all that is no lock
        said = json.loads(path.read_text(encoding="utf-8"))
        if len(said["files"]) > _MOST_FILES:
            raise ValueError(name)  # noqa: TRY301
        files = {str(file): str(known) for file, known in said["files"].items()}
        right = said["schema"] == SCHEMA and said["period"] == period
        if not right or not all(map(_HASH.fullmatch, files.values())):
            raise ValueError(name)  # noqa: TRY301
        history = said.get("history", [])
        if len(history) > _MOST_SNAPSHOTS:
            raise ValueError(name)  # noqa: TRY301
        taken = tuple(sorted(map(_snapshot, history), key=lambda one: one.on))
        return Lock(period, date.fromisoformat(said["locked_on"]), files, taken), ()
    except (
        OSError,
        ValueError,
        ArithmeticError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ):
        return None, (problems.NO_LOCK.at(Place(name), file=name),)


def with_snapshot(lock: Lock, before: Lock | None, now: Snapshot) -> Lock:
    """The lock with the history of the one before it, and where things stand now."""
    kept = before.history if before is not None else ()
    history = sorted((*(one for one in kept if one.on != now.on), now), key=lambda one: one.on)
    return lock._replace(history=tuple(history[-_MOST_SNAPSHOTS:]))


def changes(lock: Lock, now: Mapping[str, str]) -> tuple[Change, ...]:
    """What is not as it was locked, in the order of the paths."""
    found = []
    for path in sorted({*lock.files, *now}):
        if path not in now:
            found.append(Change(path, "missing"))
        elif path not in lock.files:
            found.append(Change(path, "new"))
        elif lock.files[path] != now[path]:
            found.append(Change(path, "changed"))
    return tuple(found)
