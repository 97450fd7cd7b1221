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
    if data.startswith(b"%PDF-"):
        return pdf.MEDIA_TYPE
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ooxml.ZIP
    if data.startswith(ole.MAGIC):
        return ole.UNKNOWN
    if data.startswith(_UTF_16):
        return plain.media_type_of(data)
    # Some signatures are two letters long: only of what cannot be text are they believed.
    kind = _by_signature(data[:_HEAD]) if _BINARY.search(data, 0, _HEAD) else None
    if kind is None and b"%PDF-" in data[: pdf.HEADER_WITHIN]:
        return pdf.MEDIA_TYPE
    return kind or plain.media_type_of(data)


def _by_signature(head: bytes) -> str | None:
    import filetype  # noqa: PLC0415 - only child processes need it

    if head[4:8] == b"ftyp" and head[8:12] in image.HEIC_BRANDS:
        return "image/heic"
    kind = filetype.guess(head)
    return None if kind is None or kind.mime == _UNKNOWN else str(kind.mime)
