"""Compound files (OLE2): the old Office formats, messages, and encrypted new ones."""

from __future__ import annotations

from dtiscore.evidence.learnt import Fault, Probed

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UNKNOWN = "application/x-ole-storage"
_ENTRY = 128
_NAME_BYTES = 64
_SMALLEST = 3 * 512

_KINDS = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("VisioDocument", "application/vnd.visio"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
)
_PROGRAMS = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "VBA")


def probe_ole(data: bytes) -> Probed:
    """What a compound file is by the names in its directory; its text is not read."""
    if len(data) < _SMALLEST:
        return Probed(UNKNOWN, None, (Fault.TRUNCATED,))
    if _has(data, "EncryptedPackage"):
        return Probed(UNKNOWN, None, (Fault.ENCRYPTED,))
    media_type = next((kind for name, kind in _KINDS if _has(data, name)), UNKNOWN)
    programs = any(_has(data, name) for name in _PROGRAMS)
    return Probed(media_type, None, (Fault.MACRO,) if programs else ())


def _has(data: bytes, name: str) -> bool:
    """Whether the directory has an entry of this name; in a text the same word stands anywhere."""
    wanted = f"{name}\0".encode("utf-16-le")
    position = data.find(wanted)
    while position >= 0:
        length = data[position + _NAME_BYTES : position + _NAME_BYTES + 2]
        if position % _ENTRY == 0 and int.from_bytes(length, "little") == len(wanted):
            return True
        position = data.find(wanted, position + 1)
    return False
