"""Pictures: their size from the header, without decoding anything."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from dtiscore.evidence.learnt import Fault, Probed
from dtiscore.evidence.probe import limits

if TYPE_CHECKING:
    from collections.abc import Callable

HEIC_BRANDS = frozenset([b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"])
_NO_FRAME = (0xC4, 0xC8, 0xCC)
_JPEG_SEGMENTS = 1_000
_TIFF_ENTRIES = 1_000
_TIFF_WIDTH, _TIFF_HEIGHT = 256, 257

Size = tuple[int, int]


def probe_image(media_type: str, data: bytes) -> Probed:
    """A picture has no text; one that is larger than any screen or scanner makes is a trap."""
    if _is_cut_off(media_type, data):
        return Probed(media_type, None, (Fault.TRUNCATED,))
    try:
        width, height = _SIZES[media_type](data)
    except (struct.error, IndexError, ValueError):
        width = height = 0
    if width <= 0 or height <= 0:
        return Probed(media_type, None, (Fault.UNREADABLE,))
    if width * height > limits.PIXELS:
        return Probed(media_type, None, (Fault.ARCHIVE_BOMB,))
    return Probed(media_type, 1, (Fault.SCAN,))


def _is_cut_off(media_type: str, data: bytes) -> bool:
    if media_type in {"image/png", "image/apng"}:
        return b"IEND" not in data[-4_096:]
    # A telephone writes more after the picture's end, and a small picture before its start.
    return media_type == "image/jpeg" and data.rfind(b"\xff\xd9", len(data) // 2) < 0


def _png(data: bytes) -> Size:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif(data: bytes) -> Size:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _bmp(data: bytes) -> Size:
    if struct.unpack_from("<I", data, 14)[0] == 12:  # noqa: PLR2004 - the header of the 1980s
        width, height = struct.unpack_from("<HH", data, 18)
        return width, height
    width, height = struct.unpack_from("<ii", data, 18)
    return width, abs(height)


def _jpeg(data: bytes) -> Size:
    position = 2
    for _ in range(_JPEG_SEGMENTS):
        while data[position] != 0xFF or data[position + 1] == 0xFF:  # noqa: PLR2004 - filling
            position += 1
        marker = data[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:  # noqa: PLR2004
            height, width = struct.unpack_from(">HH", data, position + 5)
            return width, height
        position += 2 + struct.unpack_from(">H", data, position + 2)[0]
    raise ValueError


def _tiff(data: bytes) -> Size:
    order = "<" if data.startswith(b"II") else ">"
    start = struct.unpack_from(f"{order}I", data, 4)[0]
    count = struct.unpack_from(f"{order}H", data, start)[0]
    sides = {_TIFF_WIDTH: 0, _TIFF_HEIGHT: 0}
    for index in range(min(count, _TIFF_ENTRIES)):
        at = start + 2 + 12 * index
        tag, kind = struct.unpack_from(f"{order}HH", data, at)
        if tag in sides:
            form = "H" if kind == 3 else "I"  # noqa: PLR2004 - SHORT, else LONG
            sides[tag] = struct.unpack_from(f"{order}{form}", data, at + 8)[0]
    return sides[_TIFF_WIDTH], sides[_TIFF_HEIGHT]


def _webp(data: bytes) -> Size:
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = data[24:27], data[27:30]
        return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


def _heic(data: bytes) -> Size:
    """The largest of the extents it names: a grid names those of its tiles, too."""
    largest, position = (0, 0), data.find(b"ispe")
    for _ in range(_TIFF_ENTRIES):
        if position < 0:
            break
        width, height = struct.unpack_from(">II", data, position + 8)
        largest = max(largest, (width, height), key=lambda size: size[0] * size[1])
        position = data.find(b"ispe", position + 1, 1 << 20)
    return largest


_SIZES: dict[str, Callable[[bytes], Size]] = {
    "image/png": _png,
    "image/apng": _png,
    "image/gif": _gif,
    "image/bmp": _bmp,
    "image/jpeg": _jpeg,
    "image/tiff": _tiff,
    "image/webp": _webp,
    "image/heic": _heic,
    "image/avif": _heic,
}
MEDIA_TYPES = frozenset(_SIZES)
