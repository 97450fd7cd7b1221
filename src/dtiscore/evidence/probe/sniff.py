"""What a file is, by its bytes; its name says nothing."""

from __future__ import annotations

import codecs
import re

from dtiscore.evidence.probe import image, ole, ooxml, pdf, plain

_HEAD = 8_192
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNKNOWN = "application/octet-stream"


def media_type_of(data: bytes) -> str | None:
    """The media type of a file's content; None: unknown.

    Archives and compound files are told apart later, when they are opened.
    """
    known = _by_magic(data)
    if known is not None:
        return known
    if data.startswith(_UTF_16):
        return plain.media_type_of(data)
    kind = _by_signature(data[:_HEAD])
    if kind is None and b"%PDF-" in data[: pdf.HEADER_WITHIN]:
        return pdf.MEDIA_TYPE
    return kind or plain.media_type_of(data)


def binary_type_of(head: bytes) -> str | None:
    """The media type by the first bytes of a binary file; None: unknown, or text.

    Nothing of it is parsed: fixed bytes are compared, at most.
    """
    return _by_magic(head) or (None if head.startswith(_UTF_16) else _by_signature(head[:_HEAD]))


def _by_magic(data: bytes) -> str | None:
    if data.startswith(b"%PDF-"):
        return pdf.MEDIA_TYPE
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ooxml.ZIP
    return ole.UNKNOWN if data.startswith(ole.MAGIC) else None


def _by_signature(head: bytes) -> str | None:
    # Some signatures are two letters long: only of what cannot be text are they believed.
    if not _BINARY.search(head):
        return None
    import filetype  # noqa: PLC0415 - rare in the parent

    if head[4:8] == b"ftyp" and head[8:12] in image.HEIC_BRANDS:
        return "image/heic"
    kind = filetype.guess(head)
    return None if kind is None or kind.mime == _UNKNOWN else str(kind.mime)
