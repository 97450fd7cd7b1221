"""Workbooks and Word documents read back by other libraries than those that wrote them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def sheet_of(data: bytes) -> Worksheet:
    """The one sheet of a workbook, with formulas as formulas."""
    book = load_workbook(io.BytesIO(data))
    assert len(book.worksheets) == 1
    found: Worksheet = book.worksheets[0]
    return found


def cells_of(data: bytes) -> str:
    """A workbook as text: a line a row, each cell's value with the pattern it is shown by."""
    lines = []
    for row in sheet_of(data).iter_rows():
        shown = [
            f"{cell.coordinate} {cell.value!r}"
            + ("" if cell.number_format == "General" else f" {cell.number_format}")
            for cell in row
            if cell.value is not None
        ]
        lines.append(" | ".join(shown))
    return "\n".join(lines) + "\n"


def body_of(data: bytes) -> ET.Element:
    """The body of a Word document."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        root = ET.fromstring(packed.read("word/document.xml"))  # noqa: S314 - our own
    body = root.find(f"{W}body")
    assert body is not None
    return body


def words_of(data: bytes) -> str:
    """A Word document as text: a line a paragraph, a table's row between bars."""
    return "\n".join(_blocks(body_of(data))) + "\n"


def _blocks(body: ET.Element) -> Iterator[str]:
    for block in body:
        if block.tag == f"{W}p":
            yield text_of(block)
        elif block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                yield "| " + " | ".join(text_of(cell) for cell in row.iter(f"{W}tc")) + " |"


def text_of(element: ET.Element) -> str:
    """The text below an element, its line breaks as ``⏎``."""
    pieces = (
        (part.text or "") if part.tag == f"{W}t" else "⏎"
        for part in element.iter()
        if part.tag in {f"{W}t", f"{W}br"}
    )
    return "".join(pieces)
