"""stdout and stderr as they may be: closed, full, or read by nobody any more."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO


def complain(text: str) -> None:
    """Words for people on the error stream; where nobody reads it there is nobody to tell."""
    stderr: TextIO | None = sys.stderr
    if stderr is None or not text:
        return
    try:
        stderr.flush()
        stderr.buffer.write(text.encode("utf-8", errors="backslashreplace"))
        stderr.buffer.flush()
    except OSError:
        give_up(stderr)


def print_bytes(data: bytes) -> None:
    """Write to stdout; a reader who has gone away is no error.

    Raises:
        OSError: stdout cannot be written to, or there is none.
    """
    stdout: TextIO | None = sys.stdout
    if stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    try:
        stdout.flush()
        stdout.buffer.write(data)
        stdout.buffer.flush()
    except BrokenPipeError:
        give_up(stdout)  # whoever reads has seen enough
    except OSError:
        give_up(stdout)
        raise


def give_up(stream: TextIO) -> None:
    """Let what is left in the stream go nowhere: Python must not complain at exit either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
