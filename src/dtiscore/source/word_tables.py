"""The tables of a Word document somebody sent, as text."""

from __future__ import annotations

import io
from typing import TypeAlias

from dtiscore.base.messages import N_
from dtiscore.source.office_file import UnreadableError

MOST_TABLES, MOST_ROWS = 50, 2_000

WordTable: TypeAlias = tuple[tuple[str, ...], ...]
"""Rows of cells; a cell that spans several columns or rows stands in each of them."""


def tables_of(data: bytes) -> tuple[WordTable, ...]:
    """The tables of a document whose parts were looked at.

    Raises:
        UnreadableError: it is damaged, or holds more than any plan.
    """
    import docx  # noqa: PLC0415 - a tenth of a second that only this needs

    try:
        tables = docx.Document(io.BytesIO(data)).tables
        if len(tables) > MOST_TABLES or any(len(table.rows) > MOST_ROWS for table in tables):
            raise UnreadableError(N_("it unpacks to more than any form holds"), refused=True)  # noqa: TRY301
        return tuple(
            tuple(tuple(cell.text for cell in row.cells) for row in table.rows) for table in tables
        )
    except (MemoryError, UnreadableError):
        raise
    except Exception as error:  # whatever a parser makes of a file that is meant to break it
        raise UnreadableError(N_("it is damaged")) from error
