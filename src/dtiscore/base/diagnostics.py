"""Problems in the user's files, as values: a place, a stable code, a sentence, the way out.

User data never raises. Every stage returns all the diagnostics it can, and the command decides
at the end whether there is an answer.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dtiscore.base.messages import Field

_LONGEST_TEXT = 300
_LONGEST_LIST = 60
_FIGURES = re.compile("([0-9]{1,9})")


class Severity(StrEnum):
    """What a diagnostic means for the command: an error leaves it without an answer.

    Of a paper, an error rejects it and a warning leaves it in doubt (`evidence.findings`).
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(NamedTuple):
    """A spot in a file of the workspace.

    ``file`` is relative to the workspace with forward slashes; ``line`` and ``column`` count
    from 1 in characters, 0 means the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0


class Diagnostic(NamedTuple):
    """One problem found in one place."""

    code: str
    severity: Severity
    place: Place
    message: Message
    hint: Message | None = None

    @property
    def sort_key(self) -> tuple[Place, str, list[str | int], str]:
        """By file, line, column, then code, so that two runs print the same; B6 before B22."""
        text = repr(self.message)
        parts = _FIGURES.split(text)  # every other one is a figure
        told = [int(part) if place % 2 else part for place, part in enumerate(parts)]
        return (self.place, self.code, told, text)


class Problem(NamedTuple):
    """A kind of problem: its stable code, its sentence and its way out (see `problems`)."""

    code: str
    text: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def at(self, place: Place, **fields: Field) -> Diagnostic:
        """This problem, found at ``place``; ``fields`` fill both sentence and hint."""
        fields = {name: _brief(value) for name, value in fields.items()}
        hint = Message(self.hint, **fields) if self.hint else None
        return Diagnostic(self.code, self.severity, place, Message(self.text, **fields), hint)


def _brief(value: Field) -> Field:
    """A field as it fits into a sentence: the ends of long texts and lists are left out."""
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return value[:_LONGEST_TEXT] + "…"
    if isinstance(value, tuple):
        kept = tuple(map(_brief, value[:_LONGEST_LIST]))
        return kept if len(value) <= _LONGEST_LIST else (*kept, "…")
    if isinstance(value, Message):
        return Message(value.text, **{name: _brief(part) for name, part in value.fields.items()})
    return value


class RefusedError(ValueError):
    """A text that cannot be read as what it should be.

    Raised and caught within the reading of one value only; it becomes a `Diagnostic` there.
    """

    def __init__(self, problem: Problem, **fields: Field) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.fields = fields


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by place and code, each only once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda found: found.sort_key))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of these leaves the command without an answer."""
    return any(found.severity is Severity.ERROR for found in diagnostics)
