"""``locks/<period>.json``: the hashes of all that was handed in, to say later what changed.

Anyone can check them without dtiscore: ``certutil -hashfile FILE SHA256``, ``sha256sum FILE``.
"""

from __future__ import annotations

import errno
import json
import os
import re
from datetime import date
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


class Lock(NamedTuple):
    """What was locked, and when; ``files`` are hashes by path from the workspace."""

    period: int
    locked_on: date
    files: Mapping[str, str]


class Change(NamedTuple):
    """A file that is not as it was locked: ``changed``, ``missing`` or ``new``."""

    path: str
    what: str


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
    }


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
        return Lock(period, date.fromisoformat(said["locked_on"]), files), ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None, (problems.NO_LOCK.at(Place(name), file=name),)


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
