"""The text of a file before YAML looks at it: encoding, lines, control characters, tabs."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import N_, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.base.diagnostics import Diagnostic

MOST_FOUND = 1000
"""Of one kind of problem, at most so many are reported in a file: nobody reads more."""

_UTF8_BOM = b"\xef\xbb\xbf"
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
# What YAML 1.1 does not count as printable.
_CONTROL = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COMMENT_OR_TABS = re.compile("(?<!\\S)#[^\n\r\x85\u2028\u2029]*|\t+")
_INDENT_TABS = re.compile("(?:^|(?<=[\n\r\x85\u2028\u2029]))[ ]*(\t+)")
_CONTROL_REASON = N_("there is an invisible control character here (U+{code})")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's text, with the way from an index in it to a line and a column."""

    file: str
    text: str
    _starts: list[int] = field(default_factory=list, repr=False, compare=False)

    def place(self, index: int) -> Place:
        """The place of the character at ``index``; lines break where YAML breaks them."""
        if not self._starts:
            self._starts.append(0)
            self._starts.extend(found.end() for found in _BREAK.finditer(self.text))
        line = bisect_right(self._starts, index)
        return Place(self.file, line, index - self._starts[line - 1] + 1)

    def line_end(self, index: int) -> int:
        """The index at which the line of ``index`` ends, before its line break."""
        found = _BREAK.search(self.text, index)
        return found.start() if found else len(self.text)

    def controls(self) -> Iterator[Diagnostic]:
        """Each control character, which YAML does not allow even in quotation marks."""
        for found in islice(_CONTROL.finditer(self.text), MOST_FOUND):
            reason = Message(_CONTROL_REASON, code=f"{ord(found[0]):04X}")
            yield problems.YAML_SYNTAX.at(self.place(found.start()), reason=reason)

    def tabs(
        self, literal: list[tuple[int, int]], until: int | None = None
    ) -> Iterator[Diagnostic]:
        """Each run of tabs up to the index ``until``, but for those in comments and ``literal``.

        Args:
            literal: first index and end of each quoted or block scalar, in order.
            until: where the reading ended, if it did: beyond it quotation is not known.
        """
        if "\t" not in self.text:
            return
        end = len(self.text) if until is None else until
        bounds = [0, *(bound for span in literal for bound in span if bound < end), end]
        gaps = islice(pairwise(bounds), 0, None, 2)
        runs = (
            found.start()
            for first, last in gaps
            for found in _COMMENT_OR_TABS.finditer(self.text, first, last)
            if found[0][0] == "\t"
        )
        for index in islice(runs, MOST_FOUND):
            yield problems.YAML_TAB.at(self.place(index))

    def indent_tabs(self, first: int) -> Iterator[Diagnostic]:
        """Tabs that indent a line from the index ``first`` on: where one is, more will follow."""
        for found in islice(_INDENT_TABS.finditer(self.text, first), MOST_FOUND):
            yield problems.YAML_TAB.at(self.place(found.start(1)))


def decode(data: bytes, file: str) -> SourceText | Diagnostic:
    """``data`` as UTF-8 text without a byte order mark, or why it is none.

    The UTF-16 that Notepad calls "Unicode" is refused like any other encoding: at its byte
    order mark, or at its first NUL byte.
    """
    data = data.removeprefix(_UTF8_BOM)
    nul = data.find(b"\0")
    bad = nul if nul >= 0 else len(data)
    try:
        text = data[:bad].decode("utf-8")
    except UnicodeDecodeError as error:
        bad = error.start
        text = data[:bad].decode("utf-8")
    if bad == len(data):
        return SourceText(file, text)
    place = SourceText(file, text).place(len(text))
    return problems.NOT_UTF8.at(place, byte=f"0x{data[bad]:02X}")
