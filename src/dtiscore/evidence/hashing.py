"""The hash of a file, as ``certutil -hashfile FILE SHA256`` and ``sha256sum`` print it."""

from __future__ import annotations

import hashlib
import os

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def sha256_of(path: str | os.PathLike[str]) -> str:
    """The SHA-256 of a regular file's bytes, in hexadecimal.

    Raises:
        OSError: it cannot be read, or is a link.
    """
    # Never waits: a pipe in the file's place would have no end.
    with open(os.open(path, _FLAGS | getattr(os, "O_NONBLOCK", 0)), "rb") as stream:  # noqa: PTH123
        return hashlib.file_digest(stream, "sha256").hexdigest()
