"""Diagnostics for people (with the line and a caret), for editors, and for programs."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from dtiscore.base.diagnostics import Severity
from dtiscore.base.messages import Message
from dtiscore.base.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.i18n.language import Language

ERROR_SCHEMA = "dtiscore/error/1"
_LONGEST_FILE = 8 * 1024 * 1024
_LONGEST_LINE = 160
_ARGUMENT = re.compile("[A-Z]+")
"""What stands in the place of a file where an argument of the command line is wrong."""
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def as_records(found: Iterable[Diagnostic], language: Language) -> list[dict[str, Any]]:
    """The ``diagnostics`` of every JSON document."""
    return [
        {
            "code": item.code,
            "severity": item.severity.value,
            "file": item.place.file,
            "line": item.place.line or None,
            "column": item.place.column or None,
            "message": _sentence(item, language),
        }
        for item in found
    ]


def error_document(found: Iterable[Diagnostic], language: Language) -> dict[str, Any]:
    """The one JSON document that stands in for an answer there is none of."""
    return {"schema": ERROR_SCHEMA, "diagnostics": as_records(found, language)}


def as_lines(found: Iterable[Diagnostic], language: Language) -> str:
    """``file:line:column: code message``, one a line, for editors."""
    lines = []
    for item in found:
        # A file as a whole is its first line to an editor.
        place = f"{item.place.line or 1}:{item.place.column or 1}"
        name = printable(item.place.file)
        lines.append(f"{name}:{place}: {item.code} {_sentence(item, language)}\n")
    return "".join(lines)


def as_text(found: Iterable[Diagnostic], language: Language, root: Path | None) -> str:
    """For people: the place, the sentence, the line with a caret, and what would be right."""
    source = _Source(root)
    return "".join(_one(item, language, source) for item in found)


def _sentence(item: Diagnostic, language: Language) -> str:
    text = language.text(item.message)
    return f"{text} – {language.text(item.hint)}" if item.hint else text


def _where(item: Diagnostic, language: Language) -> str:
    place = item.place
    name = place.file
    if _ARGUMENT.fullmatch(name):  # called as the help page calls it
        name = language.text(Message(name))
    parts = [printable(name)]
    if place.line and not _is_workbook(place.file):
        parts += [str(place.line), str(place.column or 1)]
    return ":".join(parts)


def _is_workbook(file: str) -> bool:
    """Whether a file has cells, which its messages name, and no lines."""
    return file.casefold().endswith(".xlsx")


def _one(item: Diagnostic, language: Language, source: _Source) -> str:
    word = Message("error") if item.severity is Severity.ERROR else Message("warning")
    sentence = language.text(item.message)
    lines = [f"{_where(item, language)}: {language.text(word)} [{item.code}]: {sentence}"]
    lines += source.excerpt(item)
    if item.hint is not None:
        lines.append(f"      → {language.text(item.hint)}")
    return "\n".join(lines) + "\n"


def cells(text: str) -> int:
    """How many columns of a terminal ``text`` takes: marks on letters none, CJK two."""
    return sum(
        0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in "WF")
        for each in text
    )


class _Source:
    """Lines of the workspace's files, read when they are shown."""

    def __init__(self, root: Path | None) -> None:
        self.root = root
        self.files: dict[str, list[str]] = {}

    def excerpt(self, item: Diagnostic) -> list[str]:
        """The line of the problem, and a caret under its column."""
        place = item.place
        lines = self._lines(place.file) if place.line else []
        if not 0 < place.line <= len(lines):
            return []
        text, column = lines[place.line - 1], max(place.column, 1)
        start = max(0, column - _LONGEST_LINE // 2)
        # A tab is shown as one blank, so that the caret stays under its column.
        line = text[start : start + _LONGEST_LINE].replace("\t", " ")
        before = cells(printable(line[: column - 1 - start].ljust(column - 1 - start)))
        return [f"{place.line:>5} | {printable(line.rstrip())}", f"      | {' ' * before}^"]

    def _lines(self, file: str) -> list[str]:
        if file not in self.files:
            self.files[file] = self._read(file)
        return self.files[file]

    def _read(self, file: str) -> list[str]:
        if self.root is None or _is_workbook(file):
            return []
        try:
            path = self.root / file
            if path.stat().st_size > _LONGEST_FILE:
                return []
            text = path.read_bytes().decode("utf-8-sig", errors="replace")
            return _LINE_BREAK.split(text)
        except OSError:
            return []
