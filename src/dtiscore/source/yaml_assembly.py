"""Nodes put together into a tree, without knowing the parser; bad keys are found here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.source.yaml_nodes import Scalar, Sequence
from dtiscore.source.yaml_text import MOST_FOUND

if TYPE_CHECKING:
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.source.yaml_nodes import Mapping, Node

_LONGEST_NUMBER = 40
_SECOND_HALF = re.compile(r"[0-9]+(?:\.[0-9]+)*(?:%|(?: ?[^\W\d_]+){1,2})?")
"""Digits, and the sign or the unit behind them: ``5 tỷ đồng``."""
_ALONE = re.compile(r"[ \t]*[,}\n\r]")
"""What follows a key without a colon."""


class Spot(NamedTuple):
    """Where something stands that is about to be attached: its place, and its span of the text."""

    line: int
    column: int
    start: int
    end: int


@dataclass(slots=True)
class Frame:
    """A mapping or list that is still open.

    Attributes:
        node: what is being filled.
        anchor: its name for repetitions (``&name``), if it has one.
        nodes_before: how many nodes the file had before this one.
        height: levels of mappings and lists from this one down.
        key: the key whose value comes next; None before a key, False for a refused one.
        key_spot: where that key stands.
        first_lines: the line of each key so far.
        last: the latest value.
    """

    node: Mapping | Sequence
    anchor: str | None
    nodes_before: int
    height: int = 1
    key: Scalar | Literal[False] | None = None
    key_spot: Spot | None = None
    first_lines: dict[str, int] = field(default_factory=dict)
    last: Node | None = None


class Assembly:
    """The tree of one file as it grows.

    Attributes:
        root: the outermost node, None as long as there is none.
        stack: the open mappings and lists, the innermost last.
    """

    def __init__(self, file: str, text: str) -> None:
        self.root: Node | None = None
        self.stack: list[Frame] = []
        self._file = file
        self._text = text
        self._found: list[Diagnostic] = []
        self._split: list[Scalar] = []

    def found(self) -> list[Diagnostic]:
        """Duplicate keys, keys that are no text, and numbers split by a comma."""
        commas = [
            problems.FLOW_COMMA.at(Place(self._file, number.line, number.column), value=number.text)
            for number in self._split
        ]
        return self._found + commas

    def attach(self, node: Node, spot: Spot) -> None:
        """Put ``node``, which stands at ``spot``, where the file has it."""
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        if isinstance(frame.node, Sequence):
            frame.node.items.append(node)
        elif frame.key is None:
            self._take_key(frame, node, spot)
        else:
            if frame.key:
                self._take_entry(frame.node, frame, frame.key, node)
            frame.key = None

    def open(self, frame: Frame) -> None:
        """Let what comes next go into ``frame``, whose node has been attached."""
        self.stack.append(frame)

    def close(self) -> Frame:
        """Take the innermost frame away: its node is complete."""
        frame = self.stack.pop()
        self.reach(frame.height)
        return frame

    def reach(self, height: int) -> None:
        """Note that something of this height stands in the innermost frame."""
        if self.stack and self.stack[-1].height <= height:
            self.stack[-1].height = height + 1

    def _report(self, found: Diagnostic) -> None:
        if len(self._found) < MOST_FOUND:
            self._found.append(found)

    def _take_key(self, frame: Frame, node: Node, spot: Spot) -> None:
        frame.key_spot = spot
        if isinstance(node, Scalar) and (node.text or node.style != "plain"):
            frame.key = node
        else:
            frame.key = False
            self._report(problems.YAML_KEY.at(Place(self._file, spot.line, spot.column)))

    def _take_entry(self, mapping: Mapping, frame: Frame, key: Scalar, value: Node) -> None:
        if mapping.flow and self._joins(frame, key, value):
            return
        frame.last = value
        first = frame.first_lines.get(key.text)
        if first is None:
            frame.first_lines[key.text] = key.line
            mapping.entries.append((key, value))
        else:
            place = Place(self._file, key.line, key.column)
            self._report(problems.DUPLICATE_KEY.at(place, key=key.text, first=first))

    def _joins(self, frame: Frame, key: Scalar, value: Node) -> bool:
        """Mend ``{amount: 633,56}``, which YAML reads as the keys ``amount`` and ``56``.

        The value is joined again, so that nobody complains of a key ``56`` as well.
        """
        last, spot = frame.last, frame.key_spot
        if (
            spot is None
            or not isinstance(last, Scalar)
            or not isinstance(value, Scalar)
            or self._text[spot.start - 1] != ","
            or value.text
            or not _ALONE.match(self._text, spot.start + len(key.text))
            or not (key.style == last.style == "plain")
            or not last.text[-1:].isdecimal()
            or len(last.text) > _LONGEST_NUMBER
            or not _SECOND_HALF.fullmatch(key.text)
        ):
            return False
        if not self._split or self._split[-1] is not last:
            self._split.append(last)
        last.text += f",{key.text}"
        return True
