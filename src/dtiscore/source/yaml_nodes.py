"""What a YAML file says, as nodes that know where they stand. Every scalar is text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from dtiscore.base.diagnostics import Place
from dtiscore.base.text import nfc

if TYPE_CHECKING:
    import collections.abc

    PathParts: TypeAlias = collections.abc.Sequence[str | int]

Style: TypeAlias = Literal["plain", "quoted", "block"]

_KEY_ITSELF = "[key]"
_NULLS = frozenset(("", "~", "null"))


@dataclass(slots=True)
class Scalar:
    """A single value, as the text that stands in the file, in NFC.

    ``line`` and ``column`` count from 1, in characters; so they do for all nodes.
    """

    text: str
    line: int
    column: int
    style: Style

    @property
    def is_null(self) -> bool:
        """Whether nothing is stated here: ``key:``, ``key: ~`` or ``key: null``, unquoted."""
        return self.style == "plain" and self.text in _NULLS


@dataclass(slots=True)
class Mapping:
    """Keys and their values in the order of the file; no key twice."""

    entries: list[tuple[Scalar, Node]]
    line: int
    column: int
    flow: bool

    def find(self, key: str) -> tuple[Scalar, Node] | None:
        """The entry with this key, if there is one."""
        return next((entry for entry in self.entries if entry[0].text == key), None)


@dataclass(slots=True)
class Sequence:
    """A list of values. ``flow`` means written in brackets (a mapping: in braces)."""

    items: list[Node]
    line: int
    column: int
    flow: bool


Node: TypeAlias = Scalar | Mapping | Sequence


@dataclass(slots=True)
class Document:
    """A file that has been read: its name for messages, its text, and its outermost node.

    The same node may stand in several places of the tree when the file repeats it by alias.
    """

    file: str
    text: str
    root: Node
    _lines: list[str] | None = field(default=None, init=False, repr=False, compare=False)

    def data(self) -> object:
        """The values alone: dicts, lists, text, and None where nothing is stated.

        Keys and values are NFC text. The tree is at most `Limits.depth` deep, so this recurses.
        """
        return _plain(self.root)

    def place(self, path: PathParts, *, key: bool = False) -> Place:
        """Where the value at ``path`` stands: of the deepest part of it that is in the file.

        Parts that the file does not have are skipped: pydantic mixes the tags of its unions into
        a path. With ``key``, the key's own place if the last part is a key of the file; pydantic
        writes a last part ``[key]`` behind a key that is wrong itself, which does not count.
        """
        found, entry_key = self._walk(path)
        node = entry_key if key and entry_key is not None else found
        return Place(self.file, node.line, node.column)

    def keys(self, path: PathParts) -> tuple[str, ...]:
        """The keys of the mapping at ``path`` (found as by `place`); none if it is no mapping."""
        found, _ = self._walk(path)
        return tuple(key.text for key, _ in found.entries) if isinstance(found, Mapping) else ()

    def line(self, number: int) -> str:
        """The line of the file with this number, from 1; empty where the file has none."""
        if self._lines is None:
            self._lines = self.text.splitlines()
        return self._lines[number - 1] if 1 <= number <= len(self._lines) else ""

    def _walk(self, path: PathParts) -> tuple[Node, Scalar | None]:
        """The deepest node along ``path``, and its key if the last part is one."""
        node: Node = self.root
        last_key: Scalar | None = None
        for part in path:
            if part == _KEY_ITSELF:
                continue
            last_key = None
            if isinstance(node, Mapping) and isinstance(part, str):
                entry = node.find(nfc(part))
                if entry is not None:
                    last_key, node = entry
            elif isinstance(node, Sequence) and isinstance(part, int):
                node = node.items[part] if 0 <= part < len(node.items) else node
        return node, last_key


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key.text: _plain(value) for key, value in node.entries}
