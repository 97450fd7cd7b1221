"""What the system refuses, in the reader's words, with what can be done about it."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import N_, Message

if TYPE_CHECKING:
    from dtiscore.base.diagnostics import Diagnostic, Problem

_DENIED = (N_("access is denied"), N_("ask for the right to it, or close it in other programs"))
_NO_SPACE = (N_("no space is left"), N_("make room there, and try again"))
_HELD = (N_("another program holds it open"), N_("close it in other programs, and try again"))
_WORDS = {
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: (N_("the place is read-only"), N_("work in a folder that can be written to")),
    errno.ENOENT: (N_("there is no such folder"), N_("make the folder, or correct the path")),
    errno.ENOTDIR: (N_("a file stands where a folder should be"), N_("correct the path")),
    errno.EISDIR: (N_("it is a folder"), N_("name a file")),
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.EBUSY: _HELD,
    errno.ENAMETOOLONG: (N_("the name is too long"), N_("use a shorter name")),
}
_NO_FILE = (N_("there is no such file"), N_("correct the path"))


def cannot_write(file: str, error: OSError) -> Diagnostic:
    """That a file could not be written, why, and what to do."""
    return _refused(problems.CANNOT_WRITE, file, error)


def cannot_read(file: str, error: OSError) -> Diagnostic:
    """That a file could not be read, why, and what to do."""
    return _refused(problems.UNREADABLE_FILE, file, error)


def is_folder(file: str) -> Diagnostic:
    """That a folder was named where a file is wanted."""
    return cannot_read(file, IsADirectoryError(errno.EISDIR, ""))


def _refused(problem: Problem, file: str, error: OSError) -> Diagnostic:
    number = error.errno or 0
    known = _WORDS.get(number)
    if number == errno.ENOENT and problem is problems.UNREADABLE_FILE:
        known = _NO_FILE
    if known is None:
        reason = error.strerror or type(error).__name__
        return problem.at(Place(file), file=file, reason=reason)
    text, hint = known
    found = problem.at(Place(file), file=file, reason=Message(text))
    return found._replace(hint=Message(hint))
