"""Broken workspaces as values: which files are wrong, and everything that must be found there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pytest

from dtiscore.base import problems
from dtiscore.base.diagnostics import Problem, Severity
from workspaces import BASE, make_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PROBLEMS = [each for each in vars(problems).values() if isinstance(each, Problem)]
SEVERITY = {problem.code: problem.severity for problem in PROBLEMS}


class Found(NamedTuple):
    """One diagnostic, in the order in which they are sorted; 0 for a file as a whole."""

    file: str
    line: int
    column: int
    code: str

    @property
    def in_an_editor(self) -> Found:
        """What ``--format lines`` prints: a file as a whole is its first line."""
        return self._replace(line=self.line or 1, column=self.column or 1)


@dataclass(frozen=True)
class Bad:
    """A broken workspace and all that must be found in it."""

    name: str
    files: Mapping[str, str | bytes | None]
    expected: tuple[Found, ...]
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        return sum(SEVERITY[found.code] is Severity.ERROR for found in self.expected)

    def lay_down(self, folder: Path) -> Path:
        make_workspace(folder, self.files)
        for link, target in self.links.items():
            path = folder / link
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                path.symlink_to(folder / target)
            except OSError:
                pytest.skip("this system lets nobody make symbolic links")
        return folder


def _expectation(text: str, file: str) -> Found:
    code, *where = text.split(" ")
    line = column = 0
    for part in where:
        if re.fullmatch("[0-9]+:[0-9]+", part):
            line, column = map(int, part.split(":"))
        else:
            file = part
    return Found(file, line, column, code)


def made(
    name: str,
    files: Mapping[str, str | bytes | None],
    *expected: str,
    links: Mapping[str, str] | None = None,
) -> Bad:
    """A workspace with these files; what is expected stands in the first unless it says where."""
    first = next(iter(files), "")
    found = tuple(sorted(_expectation(text, first) for text in expected))
    return Bad(name, files, found, links or {})


def from_file(path: Path) -> Bad:
    text = path.read_text("utf-8")
    said: dict[str, list[str]] = {"file": [], "beside": [], "expect": []}
    for line in text.splitlines():
        match = re.fullmatch("# (file|beside|expect): (.+)", line)
        if match is None:
            break
        said[match[1]].append(match[2])
    (file,) = said["file"]
    return made(path.stem, {file: text, **dict.fromkeys(said["beside"], "giấy")}, *said["expect"])


def changed(file: str, *changes: str) -> dict[str, str | bytes | None]:
    """A file of the small workspace with some of its text replaced."""
    text = BASE[file]
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    return {file: text}


def of_line(line: str) -> Found:
    """A line of ``--format lines``."""
    match = re.fullmatch(r"([^:]+):([1-9][0-9]*):([1-9][0-9]*): ([a-z0-9-]+) (\S.*)", line)
    assert match is not None, line
    file, line_, column, code, message = match.groups()
    assert message.strip(" –")
    return Found(file, int(line_), int(column), code)
