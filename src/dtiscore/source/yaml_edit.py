"""Change one thing in a YAML file people wrote: comments, order and spelling of the rest stay."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from dtiscore.source.yaml_tree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NEVER = 1_000_000


class EditRefusedError(ValueError):
    """The file cannot be changed without changing more than was asked for."""


def appended(text: str, key: str, entry: Mapping[str, Any]) -> str:
    """The file with one more entry in the list under a top-level key.

    Raises:
        EditRefusedError: something else in the file would change.
    """

    def change(data: Any) -> None:
        # A key without a value is an absent key.
        if not data.get(key):
            data[key] = []
        data[key].append(dict(entry))

    return _edited(text, change)


def merged(text: str, path: tuple[str, ...], entry: Mapping[str, Any]) -> str:
    """The file with these keys set in the mapping at ``path``, made where it is missing.

    Raises:
        EditRefusedError: something else in the file would change.
    """

    def change(data: Any) -> None:
        for key in path:
            if not data.get(key):
                data[key] = {}
            data = data[key]
        data.update(entry)

    return _edited(text, change)


def _edited(text: str, change: Callable[[Any], None]) -> str:
    from ruamel.yaml import YAML  # noqa: PLC0415 - only where a file is changed
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = _NEVER
    yaml.indent(mapping=2, sequence=4, offset=2)
    wanted = _plain(text)
    try:
        change(wanted)
        data = yaml.load(text)
        if data is None:
            data = CommentedMap()
            comments = _comments(text)
            if comments:
                data.yaml_set_start_comment(comments)
        change(data)
        out = io.StringIO()
        yaml.dump(data, out)
    except (YAMLError, AttributeError, TypeError, ValueError) as error:
        raise EditRefusedError(str(error)) from error
    written = out.getvalue()
    if _plain(written) != wanted:
        raise EditRefusedError(written)
    return written


def _comments(text: str) -> str:
    lines = [line.removeprefix("#").removeprefix(" ") for line in text.splitlines() if line.strip()]
    return "\n".join(lines)


def _plain(text: str) -> Any:
    """What the file says, every scalar as its text."""
    document, _ = parse_yaml(text.encode(), "")
    return {} if document is None else document.data()
