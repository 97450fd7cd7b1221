"""Opening files that nobody trusts: what they are, what is wrong with them, what they say.

Everything here runs in a child process (:mod:`dtiscore.evidence.workers`), which may be ended at
any moment: nothing is written, nothing that a file refers to is fetched, no program is run.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.evidence.learnt import Fault, Probed
from dtiscore.evidence.probe import image, ole, ooxml, pdf, plain, sniff
from dtiscore.evidence.probe.limits import (
    FILE_BYTES,
    Faulty,
    open_regular,
    read_whole,
    sha256_of,
)
from dtiscore.evidence.probe.pdf import pdf_text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Contents",
    "Hashed",
    "contents",
    "hashed",
    "media_type_at_a_glance",
    "pdf_text",
    "prepare",
    "probe",
    "probe_bytes",
    "sha256_of",
]

_GLANCE = 8_192


class Hashed(NamedTuple):
    """A file's hash and size, and what opening it told."""

    sha256: str
    size: int
    probed: Probed


def probe(path: Path) -> Probed:
    """What opening the file tells.

    A link, a folder, a pipe, a device, and what the system refuses to read, is unreadable.
    """
    try:
        with open_regular(path) as stream:
            return probe_bytes(read_whole(stream))
    except Faulty as found:
        return Probed(faults=(found.fault,))
    except OSError:
        return Probed(faults=(Fault.UNREADABLE,))


class Contents(NamedTuple):
    """A file's bytes with their hash and number; where they may not be read, what is wrong.

    A file that is too large is not even hashed: ``sha256`` is then empty.
    """

    sha256: str
    size: int
    data: bytes = b""
    fault: Fault | None = None

    @property
    def probed(self) -> Probed:
        """What the bytes tell."""
        return probe_bytes(self.data) if self.fault is None else Probed(faults=(self.fault,))


def contents(path: Path) -> Contents:
    """Read and hash a file, once.

    Raises:
        OSError: it is no regular file (``NotAFileError``), or the system refuses it.
    """
    try:
        with open_regular(path) as stream:
            data = read_whole(stream)
    except Faulty as found:
        if found.fault is Fault.TOO_LARGE:
            return Contents("", path.lstat().st_size, fault=found.fault)
        return Contents(*sha256_of(path), fault=found.fault)
    return Contents(hashlib.sha256(data).hexdigest(), len(data), data)


def hashed(path: Path) -> Hashed:
    """Hash and probe a file that is read only once.

    Raises:
        OSError: it is no regular file (``NotAFileError``), or the system refuses it.
    """
    read = contents(path)
    return Hashed(read.sha256, read.size, read.probed)


def media_type_at_a_glance(path: Path) -> str | None:
    """What a file is by its first bytes; for one that could not be opened any further.

    It parses nothing, so it is safe in any process. None: unknown, text, or no regular file.
    """
    try:
        with open_regular(path) as stream:
            return sniff.binary_type_of(stream.read(_GLANCE))
    except OSError:
        return None


def probe_bytes(data: bytes) -> Probed:
    """What a file's bytes tell."""
    if not data:
        return Probed(faults=(Fault.EMPTY,))
    if len(data) > FILE_BYTES:
        return Probed(faults=(Fault.TOO_LARGE,))
    media_type = sniff.media_type_of(data)
    if media_type == pdf.MEDIA_TYPE:
        return pdf.probe_pdf(data)
    if media_type == ooxml.ZIP:
        return ooxml.probe_zip(data)
    if media_type == ole.UNKNOWN:
        return ole.probe_ole(data)
    if media_type in image.MEDIA_TYPES:
        return image.probe_image(media_type, data)
    if media_type in plain.MEDIA_TYPES:
        return plain.probe_text(media_type, data)
    return Probed(media_type)


def prepare() -> None:
    """Load the libraries, so that the first file of a process does not pay for it."""
    import filetype  # noqa: F401, PLC0415

    pdf.prepare()
