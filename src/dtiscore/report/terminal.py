"""A page for the terminal, or for a file it is piped into: legible without colour."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING

from dtiscore.report.cells import cell_text
from dtiscore.report.page import Heading, Kind, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, RenderableType

    from dtiscore.i18n.language import Language
    from dtiscore.report.page import Page, Table

_WIDE = 110
_NARROW_BAR, _WIDE_BAR = 3, 10
_HEADING_LINES = 4
_TEXT_ROOM = 48
"""A column of texts is folded before headings are folded for its sake."""


def render(page: Page, language: Language, *, width: int, colour: bool = False) -> str:
    """The page as text of at most ``width`` columns."""
    from rich.console import Console  # noqa: PLC0415 - other formats do without

    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
    )
    for index, block in enumerate(page.blocks):
        if isinstance(block, Heading):
            _heading(console, block, language, first=index == 0)
        elif isinstance(block, Line):
            _line(console, block, language)
        else:
            console.print(_table(block, language, width))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _heading(console: Console, heading: Heading, language: Language, *, first: bool) -> None:
    from rich.text import Text  # noqa: PLC0415

    text = language.text(heading.text)
    if not first:
        console.print()
    console.print(Text(text.upper() if heading.level == 1 else text, style="bold"))


def _line(console: Console, line: Line, language: Language) -> None:
    from rich.padding import Padding  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    text = Text(language.text(line.text), style="bold" if line.strong else "")
    console.print(Padding(text, (0, 0, 0, 2 * line.depth)))


def _table(table: Table, language: Language, width: int) -> RenderableType:
    from rich import box  # noqa: PLC0415
    from rich.table import Table as RichTable  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    padding = 1 if width >= _WIDE else 0
    drawn = RichTable(
        box=box.SIMPLE_HEAD,
        padding=(0, padding, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    bar_width = _WIDE_BAR if width >= _WIDE else _NARROW_BAR
    rows = [[cell_text(c, language, bar_width=bar_width) for c in row] for row in table.rows]
    footer = [[cell_text(cell, language) for cell in row] for row in table.footer]
    titles = _titles(table, language, [*rows, *footer], width - padding * len(table.columns))
    for column, title in zip(table.columns, titles, strict=True):
        drawn.add_column(
            title,
            justify="right" if column.kind is Kind.NUMBER else "left",
            no_wrap=column.kind is not Kind.TEXT,
            vertical="top",
            overflow="fold",
        )
    for row in rows:
        drawn.add_row(*map(Text, row))
    if footer:
        drawn.add_section()
    for row in footer:
        drawn.add_row(*(Text(cell, style="bold") for cell in row))
    return drawn


def _titles(
    table: Table, language: Language, cells: Sequence[Sequence[str]], width: int
) -> list[str]:
    """The headings, those above figures folded into as few lines as let the table fit."""
    titles = [language.text(column.title) for column in table.columns]
    widest = [
        max((len(line) for row in cells for line in row[index].split("\n")), default=0)
        for index in range(len(titles))
    ]
    folded = titles
    for lines in range(1, _HEADING_LINES + 1):
        folded, taken = [], len(titles) - 1
        for column, title, least in zip(table.columns, titles, widest, strict=True):
            if column.kind is Kind.TEXT:
                folded.append(title)
                taken += min(_TEXT_ROOM, max(least, len(title)))
            else:
                parts = _fold(title, lines, least)
                folded.append("\n".join(parts))
                taken += max(least, *map(len, parts))
        if taken <= width:
            break
    return folded


def _fold(title: str, lines: int, least: int) -> list[str]:
    """The title between its words in so many lines at most, as narrow as that can be."""
    room = max(least, *map(len, title.split()))
    while len(parts := textwrap.wrap(title, room, break_on_hyphens=False)) > lines:
        room += 1
    return parts
