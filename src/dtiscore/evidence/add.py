"""Take a paper into an evidence folder: copied whole, under a name that says what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.text import fold_accents, is_id, nfc, without_accents
from dtiscore.evidence.naming import NameParts, parse_name, words_of_name
from dtiscore.evidence.probe.limits import open_regular, read_whole
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
    own = words_of_name(stem) if said.number and said.symbol else stem
    told = said.subject or own or ("" if stem else suffix)
    words = "-".join(fold_accents(told).split()) or "tai-lieu"
    words = words[:_LONGEST_SLUG].strip("-")
    if said.number and said.symbol:
        for symbol in (without_accents(said.symbol), said.symbol):
            head = f"{said.number}-{_UNSAFE.sub('-', symbol)}"
            day = f"_{said.date.isoformat()}" if said.date else ""
            name = f"{head}{day}_{words}"
            read = parse_name(name)
            same = (read.number, read.symbol, read.date) == (said.number, said.symbol, said.date)
            if same and len(name.encode(errors="replace")) <= _LONGEST_NAME:
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

    ``was_there``: the same file lies in the criterion's folder already, under this name.
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


def name_said(original: str) -> NameParts:
    """What a file's own name says of the document."""
    return parse_name(_parts(original)[0])


def incoming(source: Path, folder: Path, slot: str | None, name: str) -> Incoming:
    """A paper on its way into a criterion's folder, under a name that no other file has there.

    Raises:
        Faulty: it is empty or too large.
        OSError: it is no regular file, or cannot be read.
    """
    with open_regular(source) as stream:
        data = read_whole(stream)
    same = _same(data, folder)
    if same is not None:
        return Incoming(same, data, was_there=True)
    folder = folder / slot if slot else folder
    stem, dot, suffix = name.rpartition(".")
    for twin in range(1, _MOST_TWINS):
        number = "" if twin == 1 else f"-{twin}"
        path = folder / (f"{stem}{number}.{suffix}" if dot else f"{name}{number}")
        if not path.exists() and not path.is_symlink():
            return Incoming(path, data, was_there=False)
    raise OSError(17, "too many files of this name", str(folder / name))


def _same(data: bytes, folder: Path) -> Path | None:
    """The paper of these bytes in a criterion's folder or in one of its slots'."""
    for path in sorted((*folder.glob("*"), *folder.glob("*/*"))):
        if passed_over(path.name) or path.is_symlink() or path.parent.is_symlink():
            continue
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return path
    return None
