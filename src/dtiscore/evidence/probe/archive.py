"""Archives read in memory: nothing is ever unpacked to disk, no size that is declared believed."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from dtiscore.evidence.learnt import Fault
from dtiscore.evidence.probe import limits
from dtiscore.evidence.probe.limits import EnoughError, Faulty

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTRY = b"PK\x01\x02"
_END = b"PK\x05\x06"
_LOCAL_HEADER = 30
_CHUNK = 64 * 1024
_ARCHIVES = (
    *(".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".jar"),
    *(".docx", ".docm", ".xlsx", ".xlsm", ".xlsb", ".pptx", ".pptm", ".odt", ".ods", ".odp"),
)
_ENCRYPTED = 0x1
_BROKEN = (
    *(zipfile.BadZipFile, NotImplementedError, OSError, EOFError),
    *(ValueError, OverflowError, struct.error),
)


class Archive:
    """The parts of a zip file that is held in memory.

    Raises:
        Faulty: it is cut off, broken, or would unpack to far more than it is.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        if data.count(_ENTRY) > limits.MEMBERS:
            raise Faulty(Fault.ARCHIVE_BOMB)
        if data.rfind(_END) < 0:
            raise Faulty(Fault.TRUNCATED)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as opened:
                members = opened.infolist()
        except _BROKEN as error:
            raise Faulty(Fault.UNREADABLE) from error
        self._members = {member.filename: member for member in members}
        self.unpacked = sum(member.file_size for member in members)
        self._refuse_bombs(members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self) -> list[str]:
        """The names of all parts, in the order of the archive."""
        return list(self._members)

    def read(self, name: str, most: int = limits.PART_BYTES) -> bytes:
        """The first ``most`` bytes of a part; none where there is no such part.

        Raises:
            Faulty: the part is broken, encrypted, or longer than it says.
        """
        found: list[bytes] = []
        if name in self._members:
            with contextlib.suppress(EnoughError):
                found.extend(self.chunks(name, most))
        return b"".join(found)

    def chunks(self, name: str, most: int = limits.PART_BYTES) -> Iterator[bytes]:
        """The same piece by piece, so that a reader who has enough can stop.

        Raises:
            Faulty: as :meth:`read`; KeyError where there is no such part.
            EnoughError: after ``most`` bytes.
        """
        member = self._members[name]
        if member.flag_bits & _ENCRYPTED:
            raise Faulty(Fault.ENCRYPTED)
        packed, got = self._packed(member), 0
        for chunk in _inflated(packed, member.compress_type):
            got += len(chunk)
            if got > member.file_size:
                raise Faulty(Fault.ARCHIVE_BOMB)
            yield chunk
            if got >= most:
                raise EnoughError
        if got < member.file_size:
            raise Faulty(Fault.UNREADABLE)

    def look_into_embedded(self) -> None:
        """Refuse archives inside an office file, but for the sheet that a chart carries.

        Raises:
            Faulty: there is such an archive, or they would unpack to too much together.
        """
        unpacked = self.unpacked
        for name in self._archives():
            if "/embeddings/" not in name.casefold():
                raise Faulty(Fault.ARCHIVE_BOMB)
            data = self.read(name)
            if data.startswith(b"PK"):
                inner = Archive(data)
                unpacked += inner.unpacked
                if inner._archives() or unpacked > limits.UNPACKED_BYTES:
                    raise Faulty(Fault.ARCHIVE_BOMB)

    def _archives(self) -> list[str]:
        return [name for name in self._members if name.casefold().endswith(_ARCHIVES)]

    def _packed(self, member: zipfile.ZipInfo) -> memoryview:
        start = member.header_offset
        header = self._data[start : start + _LOCAL_HEADER]
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise Faulty(Fault.UNREADABLE)
        name, extra = struct.unpack("<HH", header[26:30])
        start += _LOCAL_HEADER + name + extra
        return memoryview(self._data)[start : start + member.compress_size]

    def _refuse_bombs(self, members: list[zipfile.ZipInfo]) -> None:
        size, packed = self.unpacked, max(len(self._data), 1)
        if size > limits.UNPACKED_BYTES:
            raise Faulty(Fault.ARCHIVE_BOMB)
        if size > limits.RATIO_FROM and size > limits.RATIO * packed:
            raise Faulty(Fault.ARCHIVE_BOMB)
        end = 0
        for member in sorted(members, key=lambda member: member.header_offset):
            # Parts that share their bytes are how a small archive becomes an endless one.
            if member.header_offset < end:
                raise Faulty(Fault.ARCHIVE_BOMB)
            end = member.header_offset + _LOCAL_HEADER + member.compress_size


def _inflated(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        for start in range(0, len(packed), _CHUNK):
            yield bytes(packed[start : start + _CHUNK])
        return
    if method != zipfile.ZIP_DEFLATED:
        raise Faulty(Fault.UNREADABLE)
    inflater, rest = zlib.decompressobj(-15), bytes(packed)
    try:
        while rest and not inflater.eof:
            yield inflater.decompress(rest, _CHUNK)
            rest = inflater.unconsumed_tail
    except zlib.error as error:
        raise Faulty(Fault.UNREADABLE) from error
