"""Change one thing in a YAML file people wrote: every other byte of it stays.

The place is found in the text and the new lines are put there; then the text is read again, and
a change of anything else is refused.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import yaml

from dtiscore.base.text import nfc
from dtiscore.source.yaml_tree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PLAIN = re.compile(r"[^\W\d_][\w./-]*(?: [\w./-]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_PLAIN = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_STEP = 2
# Both count characters, as the text does; libyaml's is ten times as fast.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Figure(str):
    """A number or another word that is written without quotation marks."""

    __slots__ = ()


class EditRefusedError(ValueError):
    """The file cannot be changed without changing more than was asked for."""


def appended(text: str, key: str, entry: Mapping[str, Any]) -> str:
    """The file with one more entry in the list under a top-level key.

    Raises:
        EditRefusedError: something else in the file would change.
    """
    new = _composed(entry)
    wanted = _plain(text)
    if not isinstance(wanted, dict) or not isinstance(wanted.get(key) or [], list):
        raise EditRefusedError(key)
    wanted[key] = [*(wanted.get(key) or []), new]
    found = _Text(text).value(key)
    if found is None or _is_null(found):
        return _checked(_Text(text).set((), key, [new]), wanted)
    return _checked(_Text(text).add_item(found, new), wanted)


def appended_at(text: str, path: tuple[str | int, ...], key: str, entry: Mapping[str, Any]) -> str:
    """The file with one more entry in the list under ``key`` of the mapping at ``path``.

    Raises:
        EditRefusedError: something else in the file would change.
    """
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
    return _checked(written.add_item(found, new), wanted)


def merged(text: str, path: tuple[str | int, ...], entry: Mapping[str, Any]) -> str:
    """The file with these keys set in the mapping at ``path``, made where it is missing.

    A number in ``path`` is the place of an entry in a list, which must be there. A value of None
    leaves the key without one.

    Raises:
        EditRefusedError: something else in the file would change.
    """
    for key, value in _composed(entry).items():
        wanted = inner = _plain(text)
        for part in path:
            if isinstance(part, int) and isinstance(inner, list) and part < len(inner):
                inner = inner[part]
                continue
            if not isinstance(inner, dict):
                raise EditRefusedError(part)
            if inner.get(part) is None:
                inner[part] = {}
            inner = inner[part]
        if not isinstance(inner, dict):
            raise EditRefusedError(key)
        inner[key] = value
        text = _checked(_Text(text).set(path, key, value), wanted)
    return text


def _checked(text: str, wanted: object) -> str:
    if _plain(text) != wanted:
        raise EditRefusedError(text)
    return text


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


class _Text:
    """A YAML text with the places of its nodes."""

    def __init__(self, text: str) -> None:
        self._bom = "\ufeff" if text.startswith("\ufeff") else ""
        self._text = text.removeprefix("\ufeff")
        self._line_end = "\r\n" if "\r\n" in self._text else "\n"
        try:
            self._root = yaml.compose(self._text, Loader=_LOADER)
        except yaml.YAMLError as error:
            raise EditRefusedError(text) from error

    def value(self, key: str) -> yaml.Node | None:
        """The value of a top-level key."""
        return None if self._root is None else _find(self._root, key)

    def add_item(self, node: yaml.Node, item: Any) -> str:
        """The text with one more item in a list."""
        if not isinstance(node, yaml.SequenceNode):
            raise EditRefusedError(node.tag)
        if node.flow_style:
            return self._into_brackets(node, _flow(item))
        return self._after(node, [f"{' ' * node.start_mark.column}- {_flow(item)}"])

    def set(self, path: tuple[str | int, ...], key: str, value: Any) -> str:
        """The text with ``key`` in the mapping at ``path`` set to a value."""
        node, names = self._root, [*path, key]
        if node is None:
            return self._at_the_end(_block(names, value, 0))
        while names:
            name, *rest = names
            if isinstance(name, int):
                if not isinstance(node, yaml.SequenceNode):
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

    def _new_key(self, node: yaml.MappingNode, names: list[str | int], value: Any) -> str:
        if node.flow_style:
            return self._into_brackets(node, _flow(_nested(names, value))[1:-1])
        return self._after(node, _block(names, value, node.start_mark.column))

    def _replaced(self, node: yaml.MappingNode, name: str, value: Any) -> str:
        key, old = next((k, v) for k, v in node.value if nfc(k.value) == name)
        colon = self._text.index(":", key.end_mark.index) + 1
        end = max(_end(old), colon)
        if isinstance(value, list) and any(map(_is_mapping, value)) and not node.flow_style:
            return self._listed(colon, end, _items(value, node.start_mark.column + _STEP))
        written = "" if value is None and not node.flow_style else f" {_flow(value)}"
        return f"{self._bom}{self._text[:colon]}{written}{self._text[end:]}"

    def _listed(self, colon: int, end: int, items: list[str]) -> str:
        """Items in lines of their own below their key; a comment beside it stays there."""
        found = self._text.find("\n", end)
        stop, after = (len(self._text),) * 2 if found < 0 else (found, found + 1)
        line = (self._text[:colon] + self._text[end:stop]).rstrip()
        lines = "".join(f"{each}{self._line_end}" for each in (line, *items))
        return f"{self._bom}{lines}{self._text[after:]}"

    def _into_brackets(self, node: yaml.Node, written: str) -> str:
        """Before the closing bracket."""
        end = node.end_mark.index - 1
        before = self._text[:end].rstrip()
        comma = "" if not node.value or before.endswith(",") else ", "
        space = " " if before.endswith(",") else ""
        at = len(before)
        return f"{self._bom}{before}{comma}{space}{written}{self._text[at:]}"

    def _after(self, node: yaml.Node, lines: list[str]) -> str:
        """Below the last line of a block, before the comments that follow it."""
        end = _end(node)
        if end and self._text[end - 1] == "\n":
            at = end  # a text in several lines, whose end is the next line
        else:
            found = self._text.find("\n", end)
            at = len(self._text) if found < 0 else found + 1
        head = self._text[:at]
        if head and not head.endswith("\n"):
            head += self._line_end
        written = "".join(f"{line}{self._line_end}" for line in lines)
        return f"{self._bom}{head}{written}{self._text[at:]}"

    def _at_the_end(self, lines: list[str]) -> str:
        head = self._text
        if head and not head.endswith("\n"):
            head += self._line_end
        return self._bom + head + "".join(f"{line}{self._line_end}" for line in lines)


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
