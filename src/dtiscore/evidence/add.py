"""Take a paper into an evidence folder: copied whole, under a name that says what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.text import fold_accents, is_id, nfc, without_accents
from dtiscore.evidence.naming import NameParts, parse_name
from dtiscore.evidence.probe.limits import FILE_BYTES, Faulty, open_regular, read_whole
from dtiscore.evidence.walk import passed_over
from dtiscore.source.atomic_write import write_bytes

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_LONGEST_SLUG = 60
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_MOST_TWINS = 100
_LONGEST_NAME = 200
_LONGEST_SUFFIX = 8


class Said(NamedTuple):
    """What a name can say of a document."""

    number: str | None
    symbol: str | None
    date: date | None
    subject: str | None


def clear_name(said: Said, original: str) -> str:
    """A file name that tells number, symbol, day and subject; safe on every system.

    ``original`` gives the ending, and the words where no subject is known. A number and symbol
    that a name cannot carry are left out of it, and so is an ending that would keep the paper
    from being looked at (``.tmp``).
    """
    stem, suffix = _parts(original)
    words = "-".join(fold_accents(said.subject or stem or suffix).split()) or "tai-lieu"
    words = words[:_LONGEST_SLUG].strip("-")
    if said.number and said.symbol:
        for symbol in (without_accents(said.symbol), said.symbol):
            head = f"{said.number}-{_UNSAFE.sub('-', symbol)}"
            day = f"_{said.date.isoformat()}" if said.date else ""
            name = f"{head}{day}_{words}"
            read = parse_name(name)
            told = (read.number, read.symbol, read.date) == (said.number, said.symbol, said.date)
            if told and len(name.encode(errors="replace")) <= _LONGEST_NAME:
                return f"{name}{suffix}"
    if not is_id(words) or passed_over(f"{words}{suffix}") or parse_name(words) != NameParts():
        words = f"tep-{words}"
    return f"{words}{suffix}"


def _parts(original: str) -> tuple[str, str]:
    """A name without its ending, and the ending with its dot; empty where it has none."""
    name = nfc(original)
    stem, dot, suffix = name.rpartition(".")
    ending = fold_accents(suffix)
    if not dot or not ending.isalnum() or len(ending) > _LONGEST_SUFFIX:
        return name, ""
    return stem, "" if passed_over(f"x.{ending}") else f".{ending}"


class Incoming(NamedTuple):
    """A paper that was read, and where it is to lie.

    ``was_there``: the same file has that name already.
    """

    path: Path
    data: bytes
    was_there: bool

    def keep(self) -> None:
        """Write it, whole or not at all.

        Raises:
            OSError: it cannot be written.
        """
        if not self.was_there:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(self.path, self.data)


def incoming(source: Path, folder: Path, name: str) -> Incoming:
    """A paper on its way into a folder, under a name that no other file has there.

    Raises:
        OSError: it is no regular file, too large, or cannot be read.
    """
    try:
        with open_regular(source) as stream:
            data = read_whole(stream)
    except Faulty as faulty:
        reason = f"{faulty.fault.value} (0 < bytes <= {FILE_BYTES})"
        raise OSError(22, reason, str(source)) from None
    stem, dot, suffix = name.rpartition(".")
    for twin in range(1, _MOST_TWINS):
        number = "" if twin == 1 else f"-{twin}"
        path = folder / (f"{stem}{number}.{suffix}" if dot else f"{name}{number}")
        if not path.exists() and not path.is_symlink():
            return Incoming(path, data, was_there=False)
        if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
            return Incoming(path, data, was_there=True)
    raise OSError(17, "too many files of this name", str(folder / name))
