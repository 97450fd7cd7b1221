"""A file of an office program that somebody sent: looked at before any of it is parsed.

What could do harm is refused by the archive's own list: macros, links to other files, embedded
objects, entities, too much of anything.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from dtiscore.base.messages import N_

if TYPE_CHECKING:
    from pathlib import Path

EXCEL, WORD = "xl/workbook.xml", "word/document.xml"
"""The main part of each kind of file."""
LARGEST_FILE = 10_000_000
LARGEST_CONTENT = 40_000_000
MOST_PARTS = 300
_HEAD = 4_096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

_HARMFUL = (
    (("vbaproject", "macrosheets/", "activex/"), N_("it holds macros or controls")),
    (("externallinks/", "connections.xml", "querytables/"), N_("it links to other files")),
    (("embeddings/", "oleobject"), N_("it holds embedded objects")),
)


class UnreadableError(Exception):
    """A file is not read, and why; ``refused``: for what it holds, not for being broken."""

    def __init__(self, reason: str, *, refused: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.refused = reason, refused


def checked_bytes(path: Path, main: str) -> bytes:
    """The bytes of an office file whose main part is ``main``, once its parts were looked at.

    Raises:
        UnreadableError: it is another file, damaged, or holds what could do harm.
        OSError: it cannot be read.
    """
    data = bytes_of(path)
    _look_at_parts(data, main)
    return data


def bytes_of(path: Path) -> bytes:
    """The whole file.

    Raises:
        UnreadableError: it is too large.
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise UnreadableError(N_("it is larger than any form"), refused=True)
    return data


def _look_at_parts(data: bytes, main: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(N_("it is encrypted, or in the old .xls or .doc format"))
    if not data.startswith(b"PK"):
        raise UnreadableError(N_("it is a file of another kind"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look_at(archive, main)
    except (
        *(zipfile.BadZipFile, zlib.error, RuntimeError, EOFError),
        *(NotImplementedError, ValueError),
    ) as error:
        raise UnreadableError(N_("it is damaged")) from error


def _look_at(archive: zipfile.ZipFile, main: str) -> None:
    parts = archive.infolist()
    names = [part.filename.casefold() for part in parts]
    if "[content_types].xml" not in names or main not in names:
        raise UnreadableError(N_("it is a file of another kind"))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_CONTENT:
        raise UnreadableError(N_("it unpacks to more than any form holds"), refused=True)
    for words, reason in _HARMFUL:
        if any(word in name for name in names for word in words):
            raise UnreadableError(reason, refused=True)
    for part in parts:
        if part.filename.casefold().endswith((".xml", ".rels")):
            # No more than the directory says is ever unpacked of a part.
            with archive.open(part) as stream:
                head = stream.read(_HEAD)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head or head[:2] in _UTF16:
                raise UnreadableError(N_("it declares entities of its own"), refused=True)
            if b"macroEnabled" in head:
                raise UnreadableError(_HARMFUL[0][1], refused=True)
