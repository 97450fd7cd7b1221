"""What an administrative paper's text says of the paper: number, symbol, type, day and more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.evidence.recognise.symbols import (
    Reference,
    SymbolParts,
    clean_symbol,
    parse_reference,
    symbol_parts,
)

if TYPE_CHECKING:
    from dtiscore.evidence.learnt import Document

__all__ = [
    "Reference",
    "SymbolParts",
    "clean_symbol",
    "parse_reference",
    "prepare",
    "recognise",
    "symbol_parts",
]


def recognise(text: str) -> Document:
    """What a paper says of itself (Nghị định 30/2020/NĐ-CP, Phụ lục I), read from its text.

    ``text`` is that of ``Probed``, or any text at all: what is not found is None, and nothing is
    ever raised. Only the first and the last 40 000 characters are read, in time that grows with
    their number.
    """
    from dtiscore.evidence.recognise.whole import (  # noqa: PLC0415 - names need symbols alone
        read_paper,
    )

    return read_paper(text)


def prepare() -> None:
    """Load all of it, so that the first paper of a process does not pay for it."""
    from dtiscore.evidence.recognise import whole  # noqa: F401, PLC0415
