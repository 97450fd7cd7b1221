"""A page: headings, lines and tables with typed cells, the same for every format people read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from dtiscore.base.messages import Message


@dataclass(frozen=True, slots=True)
class Signed:
    """Points shown with their sign: a difference."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """A difference as a word, a sign and a small bar; ``share`` (0-1) of the longest bar."""

    value: Decimal
    share: float
    word: Message


Cell: TypeAlias = str | int | Message | Decimal | Signed | Bar | None


class Kind(StrEnum):
    """How a column is set."""

    TEXT = "text"
    NUMBER = "number"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and the way it is set."""

    title: Message
    kind: Kind = Kind.NUMBER


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; ``footer`` rows are set apart."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    footer: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the page's title."""

    text: Message
    level: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, indented by ``depth``; ``strong`` lines carry the message of the page."""

    text: Message
    depth: int = 0
    strong: bool = False


Block: TypeAlias = Heading | Line | Table


@dataclass(frozen=True, slots=True)
class Page:
    """Everything one answer shows, from top to bottom."""

    blocks: tuple[Block, ...]
