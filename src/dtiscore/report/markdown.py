"""A page as Markdown, for mails, minutes and wikis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dtiscore.report.cells import cell_text
from dtiscore.report.page import Heading, Kind, Line

if TYPE_CHECKING:
    from dtiscore.i18n.language import Language
    from dtiscore.report.page import Cell, Page, Table

# An ampersand only where it would begin the name of a character.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~]|&(?=#?[A-Za-z0-9]{1,40};))")


def render(page: Page, language: Language) -> str:
    """The page as Markdown; what files and YAML say is escaped."""
    parts: list[str] = []
    for block in page.blocks:
        if isinstance(block, Heading):
            parts.append(f"{'#' * block.level} {_escaped(language.text(block.text))}")
        elif isinstance(block, Line):
            text = _escaped(language.text(block.text))
            parts.append(f"{'  ' * block.depth}- {'**' + text + '**' if block.strong else text}")
        else:
            parts.append(_table(block, language))
    return _joined(parts)


def _joined(parts: list[str]) -> str:
    """List lines stay together; everything else is set apart by an empty line."""
    text = ""
    for before, part in zip(["", *parts], parts, strict=False):
        listed = part.lstrip().startswith("- ") and before.lstrip().startswith("- ")
        text += ("" if not text else "\n" if listed else "\n\n") + part
    return text + "\n"


def _escaped(text: str) -> str:
    return " ".join(_SPECIAL.sub(r"\\\1", text).split())


def _table(table: Table, language: Language) -> str:
    def row(cells: tuple[Cell, ...]) -> str:
        return "| " + " | ".join(_in_cell(cell_text(cell, language)) for cell in cells) + " |"

    heads = "| " + " | ".join(_escaped(language.text(c.title)) for c in table.columns) + " |"
    rule = "|" + "|".join("--:" if c.kind is Kind.NUMBER else ":--" for c in table.columns) + "|"
    return "\n".join([heads, rule, *map(row, table.rows), *map(row, table.footer)])


def _in_cell(text: str) -> str:
    """A cell's own lines stay lines: in a table only this tag breaks them."""
    return "<br>".join(map(_escaped, text.split("\n")))
