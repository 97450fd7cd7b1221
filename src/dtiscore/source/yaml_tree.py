"""YAML files as nodes with places: the one way in for every YAML file of a workspace.

User data never raises here: what is wrong with a file comes back as diagnostics, and the tree
comes back beside them unless it would not say what the file says.
"""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.diagnostics import Diagnostic, Place, in_order
from dtiscore.base.messages import N_, Message
from dtiscore.source.yaml_events import Limits, read_events
from dtiscore.source.yaml_nodes import Document, Mapping, Node, Scalar, Sequence, Style
from dtiscore.source.yaml_text import MOST_FOUND, decode

if TYPE_CHECKING:
    import pathlib

    from dtiscore.source.yaml_text import SourceText

__all__ = [
    "Document",
    "Limits",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "Style",
    "parse_yaml",
    "read_yaml",
]

_DEFAULT_LIMITS = Limits()
_NOT_A_FILE = N_("it is a folder or a device, not a file")
_NO_ACCESS = N_("access is denied, or another program holds it open")
_SYSTEM_SAYS = N_("the system says “{error}”")


def read_yaml(
    path: pathlib.Path,
    file: str,
    limits: Limits = _DEFAULT_LIMITS,
    *,
    expected_keys: str = "",
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The YAML file at ``path``, called ``file`` in messages, and what is wrong with it.

    A file that is missing, unreadable or too large is a diagnostic, too: nothing is raised.
    For the rest see `parse_yaml`.
    """
    place = Place(file)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            reason = Message(_NOT_A_FILE)
            return None, (problems.UNREADABLE_FILE.at(place, file=file, reason=reason),)
        if status.st_size > limits.size:
            return None, (_too_large(place, status.st_size, limits),)
        with path.open("rb") as stream:
            # One byte more, should the file have grown since.
            data = stream.read(limits.size + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None, (problems.MISSING_FILE.at(place, file=file),)
    except PermissionError:
        reason = Message(_NO_ACCESS)
        return None, (problems.UNREADABLE_FILE.at(place, file=file, reason=reason),)
    except (OSError, ValueError) as error:
        # ValueError: a NUL in the name.
        text = (error.strerror if isinstance(error, OSError) else None) or str(error)
        reason = Message(_SYSTEM_SAYS, error=text)
        return None, (problems.UNREADABLE_FILE.at(place, file=file, reason=reason),)
    return parse_yaml(data, file, limits, expected_keys=expected_keys)


def parse_yaml(
    data: bytes,
    file: str,
    limits: Limits = _DEFAULT_LIMITS,
    *,
    expected_keys: str = "",
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The nodes of a YAML file, and all that is wrong with it, in order. Never raises.

    After a duplicate key (the first counts), a tag, a tab, a key that is no text, a second
    document (the first counts) or a split number there still is a document, so that later
    stages can find more. There is none for an empty file, after a syntax error, in another
    encoding than UTF-8 (a byte order mark is fine), and past a limit.

    Args:
        data: the file's content.
        file: its name in messages, relative to the workspace, with forward slashes.
        limits: when to refuse it.
        expected_keys: keys to name when it is empty.
    """
    if len(data) > limits.size:
        return None, (_too_large(Place(file), len(data), limits),)
    source = decode(data, file)
    if isinstance(source, Diagnostic):
        return None, (source,)
    return _read(source, limits, expected_keys)


def _read(
    source: SourceText, limits: Limits, expected_keys: str
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    reader = read_events(source, limits)
    found = reader.found + reader.assembly.found()
    found.extend(source.tabs(reader.literal, reader.ended_at))
    root = reader.assembly.root
    is_empty = root is None or (isinstance(root, Scalar) and root.is_null)
    if is_empty and reader.trusted and reader.documents <= 1:
        found.append(_empty(source.file, expected_keys))
    document = None
    if root is not None and not is_empty and reader.trusted:
        document = Document(source.file, source.text, root)
    return document, in_order(found)[:MOST_FOUND]


def _too_large(place: Place, size: int, limits: Limits) -> Diagnostic:
    return problems.FILE_TOO_LARGE.at(place, size=size, limit=limits.size)


def _empty(file: str, expected_keys: str) -> Diagnostic:
    found = problems.EMPTY_FILE.at(Place(file), keys=expected_keys)
    return found if expected_keys else found._replace(hint=None)
