"""Take a paper into an evidence folder: copied whole, under a name that says what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.text import fold_accents, is_id, nfc, without_accents
from dtiscore.evidence.naming import parse_name
from dtiscore.evidence.probe.limits import FILE_BYTES, open_regular, read_whole
from dtiscore.source.atomic_write import write_bytes

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_LONGEST_SLUG = 60
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_MOST_TWINS = 100


class Said(NamedTuple):
    """What a name can say of a document."""

    number: str | None
    symbol: str | None
    date: date | None
    subject: str | None


def clear_name(said: Said, original: str) -> str:
    """A file name that tells number, symbol, day and subject; safe on every system.

    ``original`` gives the ending, and the words where no subject is known. A number and symbol
    that a name cannot carry are left out of it.
    """
    stem, dot, suffix = nfc(original).rpartition(".")
    suffix = f".{fold_accents(suffix)}" if dot and fold_accents(suffix).isalnum() else ""
    words = "-".join(fold_accents(said.subject or stem or suffix).split()) or "tai-lieu"
    words = words[:_LONGEST_SLUG].strip("-")
    if said.number and said.symbol:
        for symbol in (without_accents(said.symbol), said.symbol):
            head = f"{said.number}-{_UNSAFE.sub('-', symbol)}"
            day = f"_{said.date.isoformat()}" if said.date else ""
            name = f"{head}{day}_{words}"
            read = parse_name(name)
            if (read.number, read.symbol, read.date) == (said.number, said.symbol, said.date):
                return f"{name}{suffix}"
    if not is_id(words[:_LONGEST_SLUG]):
        words = f"tep-{words}"
    return f"{words}{suffix}"


class Added(NamedTuple):
    """Where the paper lies now; ``was_there`` where the same file had that name already."""

    path: Path
    was_there: bool


def copy_in(source: Path, folder: Path, name: str) -> Added:
    """Copy a paper into a folder, whole or not at all, never over another file.

    Raises:
        OSError: it is no regular file, too large, or cannot be read or written.
    """
    from dtiscore.evidence.probe.limits import Faulty  # noqa: PLC0415

    try:
        with open_regular(source) as stream:
            data = read_whole(stream)
    except Faulty as faulty:
        reason = f"{faulty.fault.value} (0 < bytes <= {FILE_BYTES})"
        raise OSError(22, reason, str(source)) from None
    folder.mkdir(parents=True, exist_ok=True)
    stem, dot, suffix = name.rpartition(".")
    for twin in range(1, _MOST_TWINS):
        number = "" if twin == 1 else f"-{twin}"
        path = folder / (f"{stem}{number}.{suffix}" if dot else f"{name}{number}")
        if not path.exists() and not path.is_symlink():
            write_bytes(path, data)
            return Added(path, was_there=False)
        if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
            return Added(path, was_there=True)
    raise OSError(17, "too many files of this name", str(folder / name))
