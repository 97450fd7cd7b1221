"""Files written whole or not at all: a crash leaves the old file or the new, never half of one."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pathlib

_NEW_FILE_MODE = 0o666


def write_text(path: pathlib.Path, text: str) -> None:
    """Write ``text`` to ``path`` as UTF-8, whole or not at all; line ends stay as they are.

    Raises:
        OSError: see `write_bytes`.
        UnicodeEncodeError: the text has a lone surrogate; nothing was touched.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: pathlib.Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whole or not at all.

    The bytes go to a new file in the same folder and reach the disk before it takes the name.
    An existing file keeps its mode. A symbolic link is replaced, not followed, so that a write
    never leaves the folder. Folders are not created. What is no file, a pipe or a device (or a
    link to one: ``/dev/stdout``), is written into: nothing there could be half of one.

    Raises:
        OSError: the folder is missing, the disk is full, another program holds the file open, …;
            ``path`` is as it was, and no temporary file is left.
    """
    # A short name: the target's own may be as long as the file system allows.
    temporary = path.parent / f".dtiscore-{secrets.token_hex(8)}.tmp"
    mode = _mode_of(path)
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            stream.write(data)
        return
    try:
        _write_new(temporary, data, mode)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def _mode_of(path: pathlib.Path) -> int | None:
    """The permissions of the file at ``path``; None where there is none, or a link."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    return None if stat.S_ISLNK(status.st_mode) else stat.S_IMODE(status.st_mode)


def _write_new(path: pathlib.Path, data: bytes, mode: int | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, _NEW_FILE_MODE if mode is None else mode | stat.S_IWUSR)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        # Windows has only the read-only flag, and a read-only file cannot be replaced there.
        if mode is not None and os.name == "posix":
            os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: pathlib.Path) -> None:
    """Make the new name last through a power cut, where the system can do that.

    The file is in place by now; a file system that cannot sync a folder is no failure.
    """
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
