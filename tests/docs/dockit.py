"""What the tests of the documentation share: pages taken apart, and the keys of models."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, get_args, get_origin

from pydantic import BaseModel

from dtiscore.rules.core import Rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
)
AS_OF = "2024-06-01"

WORD = re.compile(r"[a-z][a-z0-9_]*|1:1")
_CODE = re.compile(r"`([^`]+)`")
_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(?P<marks>#+) (?P<title>.+)$", re.MULTILINE)


class Ran(Protocol):
    """What one run of the program left behind (see the fixture ``program``)."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on stdout."""


class Program(Protocol):
    """The fixture ``program``."""

    def __call__(
        self, *arguments: str, at: Path = ..., as_of: str | None = ..., columns: int = ...
    ) -> Ran:
        """Run the program on the sample, or ``at`` another folder."""


class Block(NamedTuple):
    """A fenced block: its language and its text."""

    language: str
    text: str


class Table(NamedTuple):
    """A table: its heads, and its rows as cells."""

    heads: list[str]
    rows: list[list[str]]

    def column(self, index: int) -> list[str]:
        """One cell of each row."""
        return [row[index] for row in self.rows]


# --- pages --------------------------------------------------------------------------------------


@cache
def page(name: str) -> str:
    """A page's text: ``page("docs/json.md")``."""
    return (ROOT / name).read_text("utf-8")


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page."""
    return [Block(found["language"], found["text"]) for found in _FENCE.finditer(text)]


def prose(text: str) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", text)


def headings(text: str) -> list[str]:
    """The titles of a page as they are written."""
    return [found["title"] for found in _HEADING.finditer(prose(text))]


def section(text: str, title: str) -> str:
    """What stands under a heading, down to the next one of any level; blocks are left out."""
    plain = prose(text)
    parts = _HEADING.split(plain)[1:]
    found = [body for head, body in zip(parts[1::3], parts[2::3], strict=True) if head == title]
    assert len(found) == 1, f"{len(found)} sections called {title}"
    return found[0]


def tables(text: str) -> list[Table]:
    """The tables of a page or section."""
    found: list[Table] = []
    before = ""
    for line in prose(text).splitlines():
        if line.startswith("|"):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if not before.startswith("|"):
                found.append(Table(cells, []))
            elif not set("".join(cells)) <= set(":-"):
                assert len(cells) == len(found[-1].heads), line
                found[-1].rows.append(cells)
        before = line
    return found


def table(text: str, title: str, index: int = 0) -> Table:
    """The table (of several: the one counted from 0) under a heading."""
    return tables(section(text, title))[index]


def codes(text: str) -> list[str]:
    """What is marked as code in running text or a cell; ``\\|`` of tables is taken back."""
    return [code.replace(r"\|", "|") for code in _CODE.findall(prose(text))]


def words(text: str) -> set[str]:
    """The keys and values marked as code; of ``key: value`` and ``{key: value}`` the keys."""
    found: set[str] = set()
    for code in codes(text):
        found |= {code} if WORD.fullmatch(code) else set()
        found |= set(re.findall(r"(?:^|[{ ])([a-z]\w*):(?= |$)", code))
    return found


def slug(title: str) -> str:
    """The anchor GitHub gives a heading."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title).lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


# --- models -------------------------------------------------------------------------------------


def keys_of(model: type[BaseModel]) -> dict[str, Any]:
    """The keys of a file's model with what they may hold."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def nested(annotation: Any) -> set[type[BaseModel]]:
    """The models a value is made of; any rule is `Rule`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {Rule if issubclass(annotation, Rule) else annotation}
    return {model for part in get_args(annotation) for model in nested(part)}


def enumerated(annotation: Any) -> set[str]:
    """The words a value is one of, where it is."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return {str(member.value) for member in annotation}
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return {word for part in get_args(annotation) for word in enumerated(part)}


def reachable(
    start: Iterable[type[BaseModel]], without: Collection[type[BaseModel]] = ()
) -> set[type[BaseModel]]:
    """The models and all they are made of, down to rules and to those left out."""
    waiting, seen = list(start), {Rule, *without}
    found = set()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            found.add(one)
            waiting += [part for value in keys_of(one).values() for part in nested(value)]
    return found
