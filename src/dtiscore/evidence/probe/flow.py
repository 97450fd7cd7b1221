"""Text as it flows out of a document: lines, cells between tabs, its beginning and its end."""

from __future__ import annotations

import re
from collections import deque

from dtiscore.base.text import nfc
from dtiscore.evidence.probe import limits

# What no text may carry on: control characters other than tab, line feed and form feed, halves
# of characters, and characters that are not seen.
_DIRT = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\xad\u200b\u2060\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BLANKS = re.compile("[\xa0\u2000-\u200a\u202f\u3000]")
# From the first tab of a run on: from each of them it would take the square of their number.
_EMPTY_CELLS = re.compile(r"(?<!\t)\t+\n")
_NEWLINES = re.compile("\r\n?|\x85|\u2028|\u2029")


def clean(text: str) -> str:
    """``text`` composed, with line feeds for line ends, plain blanks, no control characters."""
    text = _NEWLINES.sub("\n", text) if not text.isprintable() else text
    return nfc(_DIRT.sub("", _BLANKS.sub(" ", text)))


def shortened(text: str) -> str:
    """The beginning and the end of a text that is too long."""
    if len(text) <= limits.TEXT_HEAD + limits.TEXT_TAIL:
        return text
    return f"{text[: limits.TEXT_HEAD]}\n\f{text[-limits.TEXT_TAIL :]}"


class Flow:
    """Collects text; of a long one only the beginning and the end are held.

    Paragraphs become lines. In a table, cells end in a tab and rows in a line feed; the
    paragraphs of one cell stand on lines of their own. A text box interrupts the line it is
    anchored in.
    """

    def __init__(self) -> None:
        self._head: list[str] = []
        self._tail: deque[str] = deque()
        self._head_size = self._tail_size = 0
        self._cells = 0
        self._owed = False
        self._fresh = True
        self._outer: list[tuple[int, bool]] = []

    @property
    def full(self) -> bool:
        """Whether the beginning is complete; what comes now is kept only if it is the end."""
        return self._head_size >= limits.TEXT_HEAD

    def text(self, piece: str) -> None:
        """Add a piece of the current line."""
        if self._owed:
            self._owed = False
            self._put("\n")
        self._put(piece)

    def paragraph(self) -> None:
        """End the paragraph."""
        if self._cells:
            if self._owed:
                self._put("\n")
            self._owed = True
        else:
            self._put("\n")

    def cell_opens(self) -> None:
        """Begin a table cell."""
        self._cells += 1
        self._owed = False

    def cell(self) -> None:
        """End the cell."""
        self._cells = max(self._cells - 1, 0)
        self._owed = False
        self._put("\t")

    def row(self) -> None:
        """End the row."""
        self._put("\n")

    def box_opens(self) -> None:
        """Begin a text box in the middle of a line."""
        if not self._fresh:
            self._put("\n")
        self._outer.append((self._cells, self._owed))
        self._cells, self._owed = 0, False

    def box(self) -> None:
        """End the text box, and come back to the line it stood in."""
        if self._outer:
            self._cells, self._owed = self._outer.pop()

    def result(self) -> str:
        """The text so far."""
        tail = "".join(self._tail)
        gap = ""
        if len(tail) > limits.TEXT_TAIL:
            tail, gap = tail[-limits.TEXT_TAIL :], "\n\f"
        return clean(_EMPTY_CELLS.sub("\n", "".join((*self._head, gap, tail))))

    def _put(self, piece: str) -> None:
        if not piece:
            return
        self._fresh = piece[-1] == "\n"
        if not self.full:
            room = limits.TEXT_HEAD - self._head_size
            self._head.append(piece[:room])
            self._head_size += min(room, len(piece))
            piece = piece[room:]
            if not piece:
                return
        self._tail.append(piece)
        self._tail_size += len(piece)
        # One piece more than needed stays, so that `result` sees that something was dropped.
        while self._tail_size - len(self._tail[0]) > limits.TEXT_TAIL:
            self._tail_size -= len(self._tail.popleft())
