"""A page for the terminal, or for a file it is piped into: legible without colour."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from dtiscore.report.cells import cell_text
from dtiscore.report.page import Heading, Kind, Line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table as RichTable

    from dtiscore.i18n.language import Language
    from dtiscore.report.page import Page, Table

_WIDE = 110
_NARROW_BAR, _WIDE_BAR = 3, 10


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

    drawn = RichTable(
        box=box.SIMPLE_HEAD,
        padding=(0, 1 if width >= _WIDE else 0, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    for column in table.columns:
        number = column.kind is Kind.NUMBER
        drawn.add_column(
            language.text(column.title),
            justify="right" if number else "left",
            no_wrap=column.kind is not Kind.TEXT,
            vertical="top",
            overflow="fold",
        )
    bar_width = _WIDE_BAR if width >= _WIDE else _NARROW_BAR
    for row in table.rows:
        drawn.add_row(*(Text(cell_text(c, language, bar_width=bar_width)) for c in row))
    if table.footer:
        drawn.add_section()
        _add_footer(drawn, table, language)
    return drawn


def _add_footer(drawn: RichTable, table: Table, language: Language) -> None:
    from rich.text import Text  # noqa: PLC0415

    for row in table.footer:
        drawn.add_row(*(Text(cell_text(cell, language), style="bold") for cell in row))
