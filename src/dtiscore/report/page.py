"""A page: headings, lines and tables with typed cells, the same for every format people read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from dtiscore.base.messages import Message


class Signed(NamedTuple):
    """Points shown with their sign: a difference.

    ``lost``: of points that were lost, where more is worse.
    """

    value: Decimal
    lost: bool = False


class Bar(NamedTuple):
    """A difference as a word, a sign and a small bar; ``share`` (0-1) of the longest bar."""

    value: Decimal
    share: float
    word: Message


def is_worse(cell: Signed | Bar) -> bool:
    """Whether a difference is bad for us, however it is signed."""
    return (cell.value > 0) if isinstance(cell, Signed) and cell.lost else (cell.value < 0)


Cell: TypeAlias = str | int | Message | Decimal | date | Signed | Bar | None


class Kind(StrEnum):
    """How a column is set."""

    TEXT = "text"
    NUMBER = "number"
    BAR = "bar"


class Column(NamedTuple):
    """A column's heading and the way it is set."""

    title: Message
    kind: Kind = Kind.NUMBER


class Table(NamedTuple):
    """Rows under headings; ``footer`` rows are set apart."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    footer: tuple[tuple[Cell, ...], ...] = ()


class Heading(NamedTuple):
    """A heading; level 1 is the page's title."""

    text: Message
    level: int = 2


class Line(NamedTuple):
    """A line of text, indented by ``depth``; ``strong`` lines carry the message of the page.

    ``under_title`` lines say whose page it is; on paper they stand centred like the title.
    """

    text: Message
    depth: int = 0
    strong: bool = False
    under_title: bool = False


Block: TypeAlias = Heading | Line | Table


class Page(NamedTuple):
    """Everything one answer shows, from top to bottom."""

    blocks: tuple[Block, ...]
