"""The text of an OpenDocument file's ``content.xml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.evidence.probe.limits import EnoughError
from dtiscore.evidence.probe.xml import read_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dtiscore.evidence.probe.flow import Flow

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE = f"{_SPACE}text:1.0 ", f"{_SPACE}table:1.0 "
_SKIPPED = (f"{_TEXT}tracked-changes", f"{_TEXT}note-citation")
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_BLANKS = 100


class _Reader:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.skipping = 0
        self.paragraphs = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.skipping or name in _SKIPPED:
            self.skipping += 1
        elif name in _PARAGRAPHS:
            self.paragraphs += 1
        elif name in _CELLS:
            self.flow.cell_opens()
        elif name == f"{_TEXT}tab":
            self.flow.text("\t")
        elif name == f"{_TEXT}line-break":
            self.flow.text("\n")
        elif name == f"{_TEXT}s":
            count = attributes.get(f"{_TEXT}c", "1")
            wanted = int(count) if count.isascii() and count.isdigit() and len(count) < 5 else 1  # noqa: PLR2004
            self.flow.text(" " * min(wanted, _BLANKS))

    def end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
        elif name in _PARAGRAPHS:
            self.paragraphs -= 1
            self.flow.paragraph()
        elif name in _CELLS:
            self.flow.cell()
        elif name == f"{_TABLE}table-row":
            self.flow.row()

    def text(self, data: str) -> None:
        if self.paragraphs and not self.skipping:
            self.flow.text(data)


def read_content(chunks: Iterable[bytes], flow: Flow) -> None:
    """Add the text of ``content.xml`` to ``flow``.

    Raises:
        Faulty: it is no well-formed XML.
    """
    reader = _Reader(flow)
    read_xml(chunks, reader.start, reader.end, reader.text)


def page_count(chunks: Iterable[bytes]) -> str | None:
    """How many pages ``meta.xml`` says there are.

    Raises:
        Faulty: it is no well-formed XML.
    """
    found: list[str] = []

    def start(_name: str, attributes: Mapping[str, str]) -> None:
        for key, value in attributes.items():
            if key.endswith(":meta:1.0 page-count"):
                found.append(value)
                raise EnoughError

    read_xml(chunks, start, lambda _name: None, lambda _text: None)
    return found[0] if found else None
