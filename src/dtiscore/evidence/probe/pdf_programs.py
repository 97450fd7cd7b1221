"""Whether a PDF file carries a program: JavaScript, or an action that starts one.

The names are looked for in the bytes, and in the compressed streams that hold objects; the file
is not interpreted, so nothing in it can hide behind a damaged structure.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = (b"/JavaScript", b"/Launch")
_ESCAPED = re.compile(rb"/[A-Za-z]{0,9}#[0-9A-Fa-f]{2}[A-Za-z0-9#]{0,40}")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_SCRIPT = re.compile(rb"/JS\s*(?:[(<]|\d{1,10}\s+\d{1,5}\s+R)")
_NAME_CHARACTER = re.compile(rb"[A-Za-z0-9_.-]")
_OBJECT_STREAMS = 2_000
_INFLATED, _INFLATED_ALL = 2 << 20, 16 << 20
_STREAM_STARTS_WITHIN = 1_024


def carries_a_program(data: bytes) -> bool:
    """Whether a script or a start of a program stands anywhere outside the pages' contents."""
    return _names_a_program(data) or any(map(_names_a_program, _object_streams(data)))


def _names_a_program(data: bytes) -> bool:
    for name in _NAMES:
        position = data.find(name)
        while position >= 0:
            after = position + len(name)
            if not _NAME_CHARACTER.match(data, after):
                return True
            position = data.find(name, after)
    if any(_unescaped(match[0]) in _NAMES for match in _ESCAPED.finditer(data)):
        return True
    return any(not _in_stream(data, match.start()) for match in _SCRIPT.finditer(data))


def _unescaped(name: bytes) -> bytes:
    return _HEX.sub(lambda match: bytes([int(match[1], 16)]), name)


def _in_stream(data: bytes, position: int) -> bool:
    """Whether the bytes there are a picture's or a font's, in which any may come by chance."""
    last = data.rfind(b"stream", 0, position)
    return last >= 0 and data[last - 3 : last] != b"end"


def _object_streams(data: bytes) -> Iterator[bytes]:
    position, left = data.find(b"/ObjStm"), _INFLATED_ALL
    for _ in range(_OBJECT_STREAMS):
        if position < 0 or left <= 0:
            return
        start = data.find(b"stream", position, position + _STREAM_STARTS_WITHIN)
        if start >= 0:
            start += len(b"stream")
            start += 2 if data.startswith(b"\r\n", start) else 1
            try:
                # A stream ends itself: what follows it in the file is not read.
                inflated = zlib.decompressobj().decompress(
                    memoryview(data)[start:], min(_INFLATED, left)
                )
            except zlib.error:
                inflated = b""
            left -= max(len(inflated), 1)
            yield inflated
        position = data.find(b"/ObjStm", position + 1)
