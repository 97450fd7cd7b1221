"""How much of a file is read, and how a file that nobody trusts is opened."""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

from dtiscore.evidence.learnt import Fault

if TYPE_CHECKING:
    from io import FileIO
    from pathlib import Path

MEGABYTE = 1 << 20

FILE_BYTES = 100 * MEGABYTE
"""A larger file is not read into memory."""
TEXT_HEAD, TEXT_TAIL = 40_000, 20_000
"""Characters kept of a file's beginning and of its end."""
PAGES_HEAD, PAGES_TAIL = 3, 2
"""Pages, sheets or slides read at a file's beginning and at its end."""
PIXELS = 300_000_000
"""A picture of more would need more than a gigabyte to be shown."""
PAGE_COUNT = 100_000
"""More pages than any paper has: such a number is a lie or a mistake."""

UNPACKED_BYTES = 200 * MEGABYTE
MEMBERS = 5_000
RATIO, RATIO_FROM = 200, 10 * MEGABYTE
"""An archive may be packed this many times smaller; below the size it does not matter."""
PART_BYTES = 48 * MEGABYTE
"""What is inflated of one part of an archive."""
XML_DEPTH = 1_000

SECONDS = 20.0
"""What one file may take."""
MEMORY = 1_024 * MEGABYTE
"""What a child process may use of memory, address space included."""


class Faulty(Exception):  # noqa: N818 - it carries a fault, and is not always an error
    """Reading ends here: the file has this fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class EnoughError(Exception):
    """A reader has what it wants, or what it may have; the rest is not read."""


class NotAFileError(OSError):
    """A link, a folder, a pipe or a device: nothing that may be opened for reading."""


class TooLargeError(OSError):
    """A file of more bytes than may be read."""


def open_regular(path: Path) -> FileIO:
    """Open a regular file, without following a link and without waiting for a pipe's writer.

    Raises:
        NotAFileError: it is no regular file.
        OSError: the system refuses it.
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        raise NotAFileError(str(path))
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_CLOEXEC", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags)
    # What lay there when it was looked at need not be what was opened.
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotAFileError(str(path))
    return open(descriptor, "rb", buffering=0)  # noqa: PTH123 - a descriptor


def read_whole(stream: FileIO) -> bytes:
    """The bytes of an opened file.

    Raises:
        Faulty: it is empty, or too large to be read.
        OSError: the system could not read it.
    """
    size = os.fstat(stream.fileno()).st_size
    if size > FILE_BYTES:
        raise Faulty(Fault.TOO_LARGE)
    parts, left = [], FILE_BYTES + 1
    # It may grow while it is read.
    while left > 0 and (part := stream.read(min(left, max(size, 1) + 1))):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise Faulty(Fault.TOO_LARGE)
    if not parts:
        raise Faulty(Fault.EMPTY)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def sha256_of(path: Path, most: int | None = None) -> tuple[str, int]:
    """The hash of a file, and how many bytes were hashed.

    Raises:
        OSError: it is no regular file (``NotAFileError``), it has more than ``most`` bytes
            (``TooLargeError``), or the system refuses it.
    """
    with open_regular(path) as stream:
        if most is None:
            digest = hashlib.file_digest(stream, "sha256")
            return digest.hexdigest(), stream.tell()
        if os.fstat(stream.fileno()).st_size > most:
            raise TooLargeError(str(path))
        digest = hashlib.sha256()
        # It may grow while it is read.
        while part := stream.read(MEGABYTE):
            digest.update(part)
            if stream.tell() > most:
                raise TooLargeError(str(path))
        return digest.hexdigest(), stream.tell()
