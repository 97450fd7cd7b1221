"""Change one thing in a YAML file people wrote: every other byte of it stays.

The place is found in the text and the new lines are put there; then the text is read again, and
a change of anything else, or the loss of a comment, is refused.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import yaml

from dtiscore.base.text import nfc
from dtiscore.source.yaml_tree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_PLAIN = re.compile(r"[^\W\d_][\w./-]*(?: [\w./-]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COMMENT = re.compile(r"#[^\r\n]*")
_NOT_PLAIN = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_STEP = 2
# Both count characters, as the text does; libyaml's is ten times as fast.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Figure(str):
    """A number or another word that is written without quotation marks."""

    __slots__ = ()


NodePath: TypeAlias = "tuple[str | int, ...]"
"""Keys, and places in lists, from the top of a file to a mapping."""


class EditRefusedError(ValueError):
    """The file cannot be changed without changing more than was asked for."""


def appended(text: str, key: str, *entries: Mapping[str, Any]) -> str:
    """The file with more entries in the list under a top-level key.

    Raises:
        EditRefusedError: something else in the file would change.
    """
    if not entries:
        return text
    new = [_composed(entry) for entry in entries]
    text = _ended(text)
    wanted = _plain(text)
    if not isinstance(wanted, dict) or not isinstance(wanted.get(key) or [], list):
        raise EditRefusedError(key)
    wanted[key] = [*(wanted.get(key) or []), *new]
    written = _Text(text)
    found = written.value(key)
    if found is None or _is_null(found):
        piece = written.set((), key, new)
    else:
        piece = written.add_items(found, new)
    return _checked(text, written.with_([piece]), wanted)


def appended_at(text: str, path: NodePath, key: str, entry: Mapping[str, Any]) -> str:
    """The file with one more entry in the list under ``key`` of the mapping at ``path``.

    Raises:
        EditRefusedError: something else in the file would change.
    """
    text = _ended(text)
    wanted = inner = _plain(text)
    for part in path:
        inner = inner.get(part) if isinstance(inner, dict) and isinstance(part, str) else None
    if not isinstance(inner, dict) or not inner.get(key):
        return merged(text, path, {key: [entry]})
    new = _composed(entry)
    if not isinstance(inner[key], list):
        raise EditRefusedError(key)
    inner[key] = [*inner[key], new]
    written = _Text(text)
    found = written.value(str(path[0])) if path else written.value(key)
    for name in (*path[1:], key) if path else ():
        found = None if found is None else _find(found, str(name))
    if found is None:
        raise EditRefusedError(key)
    return _checked(text, written.with_([written.add_items(found, [new])]), wanted)


def merged(text: str, path: NodePath, entry: Mapping[str, Any]) -> str:
    """The file with these keys set in the mapping at ``path``, made where it is missing.

    A number in ``path`` is the place of an entry in a list, which must be there. A value of None
    leaves the key without one.

    Raises:
        EditRefusedError: something else in the file would change.
    """
    return merged_each(text, {path: entry})


def merged_each(text: str, entries: Mapping[NodePath, Mapping[str, Any]]) -> str:
    """The file with keys set in several mappings, none of which lies within another.

    It is what `merged` makes of them one after the other; but of those that are missing, no two
    may need the same mapping to be made on the way.

    The text is read once for the first key of every mapping, once for the second of each, and so
    on: a mapping's change moves no other's lines apart, but its own next key has to find it as it
    then is.

    Raises:
        EditRefusedError: something else in the file would change.
    """
    new = {path: [*_composed(entry).items()] for path, entry in entries.items()}
    if not any(new.values()):
        return text
    text = before = _ended(text)
    wanted = _plain(text)
    for path, pairs in new.items():
        for key, value in pairs:
            _made(wanted, path, key)[key] = value
    for turn in range(max(map(len, new.values()))):
        written = _Text(text)
        text = written.with_(
            written.set(path, *pairs[turn]) for path, pairs in new.items() if turn < len(pairs)
        )
    return _checked(before, text, wanted)


def _made(data: Any, path: NodePath, key: str) -> dict[str, Any]:
    """The mapping at a path, with those on the way that are missing."""
    for part in path:
        if isinstance(part, int):
            if not isinstance(data, list) or part >= len(data):
                raise EditRefusedError(part)
        elif not isinstance(data, dict):
            raise EditRefusedError(part)
        elif data.get(part) is None:
            data[part] = {}
        data = data[part]
    if not isinstance(data, dict):
        raise EditRefusedError(key)
    return data


def _checked(before: str, text: str, wanted: object) -> str:
    """The new text, if it says what is wanted and has all comments of the old one."""
    lost = Counter(comment for _, comment in _comments(before))
    if _plain(text) != wanted or lost - Counter(comment for _, comment in _comments(text)):
        raise EditRefusedError(text)
    return text


def _ended(text: str) -> str:
    """The text with a last line end, where the lack of one would be part of what it says."""
    if text.endswith("\n") or not text:
        return text
    ended = text + _line_end(text)
    return text if _plain(text) == _plain(ended) else ended


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """The comments of a text and where each begins."""
    if "#" not in text:
        return
    done = 0
    try:
        for token in yaml.scan(text, Loader=_LOADER):
            begins = token.start_mark.index
            yield from ((m.start(), m[0]) for m in _COMMENT.finditer(text, done, begins))
            done = max(done, token.end_mark.index)
    except yaml.YAMLError as error:
        raise EditRefusedError(text) from error
    yield from ((m.start(), m[0]) for m in _COMMENT.finditer(text, done))


def _composed(value: Any) -> Any:
    """The value as the reader will give it back: texts in composed form."""
    if value is None:
        return None
    if isinstance(value, str):
        return type(value)(nfc(value))
    if isinstance(value, (list, tuple)):
        return [_composed(item) for item in value]
    return {nfc(key): _composed(item) for key, item in value.items()}


def _plain(text: str) -> Any:
    """What the file says, every scalar as its text.

    Raises:
        EditRefusedError: it cannot be read.
    """
    try:
        document, found = parse_yaml(text.encode(), "")
    except UnicodeEncodeError as error:
        raise EditRefusedError(text) from error
    if any(each.code != "empty-file" for each in found):
        raise EditRefusedError(text)
    return {} if document is None else document.data()


class _Piece(NamedTuple):
    """What stands from ``start`` to ``end`` of a text, and what is to stand there."""

    start: int
    end: int
    text: str


class _Text:
    """A YAML text with the places of its nodes."""

    def __init__(self, text: str) -> None:
        self._bom = "\ufeff" if text.startswith("\ufeff") else ""
        self._text = text.removeprefix("\ufeff")
        self._line_end = _line_end(text)
        try:
            self._root = yaml.compose(self._text, Loader=_LOADER)
        except yaml.YAMLError as error:
            raise EditRefusedError(text) from error

    @cached_property
    def _comments(self) -> list[tuple[int, str]]:
        return list(_comments(self._text))

    def value(self, key: str) -> yaml.Node | None:
        """The value of a top-level key."""
        return None if self._root is None else _find(self._root, key)

    def with_(self, pieces: Iterable[_Piece]) -> str:
        """The text with other pieces, none of which overlap."""
        text = self._text
        # From the end: what comes before a piece stays where it is. Of two that begin at the same
        # place, the first stands first.
        ordered = sorted(pieces, key=lambda piece: piece.start)
        for piece in reversed(ordered):
            text = text[: piece.start] + piece.text + text[piece.end :]
        return self._bom + text

    def add_items(self, node: yaml.Node, items: Sequence[Any]) -> _Piece:
        """More items in a list."""
        if not isinstance(node, yaml.SequenceNode):
            raise EditRefusedError(node.tag)
        if node.flow_style:
            return self._into_brackets(node, ", ".join(map(_flow, items)))
        indent = " " * node.start_mark.column
        return self._after(node, [f"{indent}- {_flow(item)}" for item in items])

    def set(self, path: NodePath, key: str, value: Any) -> _Piece:
        """``key`` in the mapping at ``path`` set to a value."""
        node, names = self._root, [*path, key]
        if node is None:
            return self._below(len(self._text), _block(names, value, 0))
        while names:
            name, *rest = names
            if isinstance(name, int):
                if not isinstance(node, yaml.SequenceNode) or name >= len(node.value):
                    raise EditRefusedError(name)
                node, names = node.value[name], rest
                continue
            if not isinstance(node, yaml.MappingNode):
                raise EditRefusedError(name)
            found = _find(node, name)
            if found is None:
                return self._new_key(node, names, value)
            if not rest or _is_null(found):
                return self._replaced(node, name, _nested(rest, value))
            node, names = found, rest
        raise EditRefusedError(key)  # pragma: no cover - one name at least is looked for

    def _new_key(self, node: yaml.MappingNode, names: list[str | int], value: Any) -> _Piece:
        if node.flow_style:
            return self._into_brackets(node, _flow(_nested(names, value))[1:-1])
        return self._after(node, _block(names, value, node.start_mark.column))

    def _replaced(self, node: yaml.MappingNode, name: str, value: Any) -> _Piece:
        key, old = next((k, v) for k, v in node.value if nfc(k.value) == name)
        colon = self._text.index(":", key.end_mark.index) + 1
        end = _end(old)
        if self._text.endswith("\n", 0, end):  # a text in several lines, whose end is the next line
            end = len(self._text[:end].rstrip())
        end = max(end, colon)
        if node.flow_style:
            return _Piece(colon, end, f" {_flow(value)}")
        column = node.start_mark.column + _STEP
        comments = (text for at, text in self._comments if colon <= at < end)
        below = [f"{' ' * column}{text}" for text in comments]
        if isinstance(value, list) and any(map(_is_mapping, value)):
            return self._lines(colon, end, "", [*below, *_items(value, column)])
        written = "" if value is None else f" {_flow(value)}"
        return self._lines(colon, end, written, below) if below else _Piece(colon, end, written)

    def _lines(self, colon: int, end: int, written: str, below: list[str]) -> _Piece:
        """Lines below a key and its new value; a comment beside it stays there."""
        found = self._text.find("\n", end)
        stop, after = (len(self._text),) * 2 if found < 0 else (found, found + 1)
        beside = f"{written}{self._text[end:stop].rstrip()}"
        lines = "".join(f"{each}{self._line_end}" for each in (beside, *below))
        return _Piece(colon, after, lines)

    def _into_brackets(self, node: yaml.Node, written: str) -> _Piece:
        """Before the closing bracket."""
        end = node.end_mark.index - 1
        before = self._text[:end].rstrip()
        comma = "" if not node.value or before.endswith(",") else ", "
        space = " " if before.endswith(",") else ""
        return _Piece(len(before), len(before), f"{comma}{space}{written}")

    def _after(self, node: yaml.Node, lines: list[str]) -> _Piece:
        """Below the last line of a block, before the comments that follow it."""
        end = _end(node)
        if end and self._text[end - 1] == "\n":
            at = end  # a text in several lines, whose end is the next line
        else:
            found = self._text.find("\n", end)
            at = len(self._text) if found < 0 else found + 1
        return self._below(at, lines)

    def _below(self, at: int, lines: list[str]) -> _Piece:
        """Lines where one begins, or below the last one of the text."""
        begins = at == 0 or self._text[at - 1] == "\n"
        written = "".join(f"{line}{self._line_end}" for line in lines)
        return _Piece(at, at, written if begins else self._line_end + written)


def _find(node: yaml.Node, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if nfc(str(name.value)) == key), None)


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _end(node: yaml.Node) -> int:
    """Where the last character of a node stands, and not what follows it."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        return int(node.end_mark.index)
    mapping = isinstance(node, yaml.MappingNode)
    children = [each for pair in node.value for each in pair] if mapping else node.value
    return max((_end(child) for child in children), default=int(node.start_mark.index))


def _nested(names: Sequence[str | int], value: Any) -> Any:
    for name in reversed(names):
        value = {name: value}
    return value


def _block(names: list[str | int], value: Any, column: int) -> list[str]:
    """A new key, and those below it, in lines of their own; what they lead to in brackets."""
    lines = [
        f"{' ' * (column + _STEP * depth)}{_key(str(name))}:" for depth, name in enumerate(names)
    ]
    if isinstance(value, list):
        return [*lines, *_items(value, column + _STEP * len(names))]
    if value is not None:
        lines[-1] += f" {_flow(value)}"
    return lines


def _items(values: list[Any], column: int) -> list[str]:
    return [f"{' ' * column}- {_flow(value)}" for value in values]


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict)


def _flow(value: Any) -> str:
    """A value in one line."""
    if value is None:
        return "null"
    if isinstance(value, Figure):
        return str(value)
    if isinstance(value, str):
        if _PLAIN.fullmatch(value) and value.casefold() not in _NOT_PLAIN:
            return value
        text = json.dumps(value, ensure_ascii=False)
        return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text)
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return f"{{{', '.join(f'{_key(key)}: {_flow(item)}' for key, item in value.items())}}}"


def _key(name: str) -> str:
    # Keys are texts to our reader: ``on`` needs no quotes.
    return name if _PLAIN.fullmatch(name) else _flow(name)
