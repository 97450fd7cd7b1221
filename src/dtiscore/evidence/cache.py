"""What was learnt of files, kept between runs: an unchanged file costs no more than its `stat`.

An SQLite file in the workspace, safe to delete, safe under two runs at once: files by path, size
and time of change; what was learnt by the hash of the content. Whatever goes wrong with it only
costs time.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from os.path import commonpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dtiscore.evidence.learnt import Citation, Document, Fault, Learnt

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from dtiscore.evidence.walk import File

FOLDER = ".dtiscore"
_NAME = "evidence.sqlite"
_VERSION = 2
"""Raised when the probe or the recogniser learns something else of the same bytes."""

_COLUMNS = (
    *("sha256", "size", "media_type", "pages", "faults", "number", "symbol", "type", "issuer"),
    *("place", "date", "subject", "signer_post", "draft", "cited"),
)
_SCHEMA = (
    "CREATE TABLE file (path PRIMARY KEY, size, mtime_ns, sha256) WITHOUT ROWID",
    f"CREATE TABLE learnt ({_COLUMNS[0]} PRIMARY KEY, {', '.join(_COLUMNS[1:])}) WITHOUT ROWID",
)
_KNOWN = f"SELECT {', '.join(_COLUMNS)} FROM learnt WHERE sha256 = ?"  # noqa: S608 - constants
_ALL = (
    f"SELECT path, file.size, mtime_ns, {', '.join(f'learnt.{name}' for name in _COLUMNS)}"  # noqa: S608
    " FROM file JOIN learnt USING (sha256) WHERE path BETWEEN ? AND ?"
)
_LAST = "\U0010ffff"
_KEEP = f"INSERT OR REPLACE INTO learnt VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
_RACE_NS = 2_000_000_000
"""A file changed this recently before it was looked at may change again within the same tick of
its clock."""
_WAIT = 5.0
"""Seconds to wait for another run that is writing."""
_SPARE = 2_000


class Cache:
    """The cache of one workspace; one that cannot be used knows nothing and keeps nothing."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._database = _opened(root)

    @property
    def file(self) -> str | None:
        """The database, for children that only read it; None where there is none."""
        return None if self._database is None else str(self._root / FOLDER / _NAME)

    def known(self, files: Sequence[File]) -> dict[str, Learnt]:
        """What is known of files that have not changed since, by the path that opens them."""
        if self._database is None:
            return {}
        start = len(str(self._root)) + 1
        listed = {file.real[start:]: file for file in files}
        # The files of one period lie in one folder: nothing of the others is looked at.
        begin = commonpath([Path(min(listed)).parent, Path(max(listed)).parent]) if listed else ""
        found: dict[str, Learnt] = {}
        try:
            rows = 0
            for row in self._database.execute(_ALL, (begin, begin + _LAST)):
                rows += 1
                file = listed.get(row[0])
                if file is not None and file.size == row[1] and file.mtime_ns == row[2]:
                    found[file.real] = _learnt(row[3:])
        except sqlite3.OperationalError:
            self.close()
            return {}
        except (sqlite3.Error, ValueError, TypeError):
            self._begin_anew()
            return {}
        if rows > 2 * len(files) + _SPARE:
            self._forget(listed)
        return found

    def remember(self, learnt: Mapping[File, Learnt], since_ns: int) -> None:
        """Keep what was learnt of files seen at ``since_ns``, a time in nanoseconds, or later."""
        if self._database is None or not learnt:
            return
        start = len(str(self._root)) + 1
        files = [
            (file.real[start:], file.size, file.mtime_ns, known.sha256)
            for file, known in learnt.items()
            if known.sha256
            and file.mtime_ns < since_ns - _RACE_NS
            and file.size == known.size
            and _storable(file.real[start:])
        ]
        rows = [row for row in map(_row, learnt.values()) if row[0] and _storable(*row)]
        try:
            with self._database:
                self._database.executemany(_KEEP, rows)
                self._database.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", files)
        except sqlite3.OperationalError:
            self.close()
        except (sqlite3.Error, ValueError):
            self._begin_anew()

    def _forget(self, present: Collection[str]) -> None:
        """Drop files that are gone, once they are many."""
        if self._database is None:
            return
        try:
            with self._database:
                gone = [
                    (path,)
                    for (path,) in self._database.execute("SELECT path FROM file")
                    if path not in present and not (self._root / path).exists()
                ]
                self._database.executemany("DELETE FROM file WHERE path = ?", gone)
                self._database.execute(
                    "DELETE FROM learnt WHERE sha256 NOT IN (SELECT sha256 FROM file)"
                )
        except sqlite3.Error:
            self.close()

    def _begin_anew(self) -> None:
        """What the file holds is not ours, or broken: without it the next run reads all again."""
        self.close()
        try:
            (self._root / FOLDER / _NAME).unlink(missing_ok=True)
        except OSError:
            return
        self._database = _opened(self._root)

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()
            self._database = None


class Known:
    """What a cache knows of contents, for a child that only reads it."""

    def __init__(self, file: str | None) -> None:
        self._database: sqlite3.Connection | None = None
        if file is not None:
            try:
                uri = f"{Path(file).absolute().as_uri()}?mode=ro"
                self._database = sqlite3.connect(uri, uri=True, timeout=_WAIT)
            except sqlite3.Error:
                return

    def of(self, sha256: str) -> Learnt | None:
        """What is known of a content, wherever it lay."""
        if self._database is None:
            return None
        try:
            row = self._database.execute(_KNOWN, (sha256,)).fetchone()
            return None if row is None else _learnt(row)
        except (sqlite3.Error, ValueError, TypeError):
            return None


def _storable(*values: object) -> bool:
    """Whether the database can hold the values: a name may be bytes that are no text."""
    try:
        for value in values:
            str(value).encode()
    except UnicodeEncodeError:
        return False
    return True


def _opened(root: Path) -> sqlite3.Connection | None:
    """The database, made where there is none, made anew where it is not ours; None: no cache."""
    folder = root / FOLDER
    file = folder / _NAME
    ignore = folder / ".gitignore"
    beside = (folder / f"{_NAME}{end}" for end in ("", "-journal", "-wal", "-shm"))
    # Nothing here may lead a write elsewhere.
    if any(path.is_symlink() for path in (folder, ignore, *beside)):
        return None
    try:
        folder.mkdir(exist_ok=True)
        if not ignore.exists():
            ignore.write_text("*\n", encoding="ascii")
        database = _connected(file)
        if database is None:
            file.unlink(missing_ok=True)
            database = _connected(file)
    except OSError:
        return None
    return database


def _connected(file: Path) -> sqlite3.Connection | None:
    """The database with our tables; None where the file is something else, or of another time."""
    database = None
    try:
        database = sqlite3.connect(file, timeout=_WAIT, check_same_thread=False)
        database.execute("PRAGMA trusted_schema = OFF")
        # What is lost in a power failure is only time.
        database.execute("PRAGMA synchronous = OFF")
        with database:
            (version,) = database.execute("PRAGMA user_version").fetchone()
            there = [sql for (sql,) in database.execute("SELECT sql FROM sqlite_schema")]
            if not there and version == 0:
                database.execute("BEGIN IMMEDIATE")
                if not database.execute("SELECT 1 FROM sqlite_schema").fetchone():
                    for statement in _SCHEMA:
                        database.execute(statement)
                    database.execute(f"PRAGMA user_version = {_VERSION}")
                return database
        if version == _VERSION and sorted(filter(None, there)) == sorted(_SCHEMA):
            return database
    except sqlite3.OperationalError:
        # Busy, or on a disk that cannot lock: leave the file to those who can use it.
        if database is not None:
            database.close()
        raise OSError from None
    except sqlite3.Error:
        pass
    if database is not None:
        database.close()
    return None


def _row(known: Learnt) -> tuple[Any, ...]:
    said = known.document
    cited = [[c.number, c.symbol, c.date.isoformat() if c.date else None] for c in said.cited]
    return (
        *(known.sha256, known.size, known.media_type, known.pages, " ".join(known.faults)),
        *(said.number, said.symbol, said.type, said.issuer, said.place),
        said.date.isoformat() if said.date else None,
        *(said.subject, said.signer_post, int(said.draft)),
        json.dumps(cited, ensure_ascii=False) if cited else None,
    )


def _learnt(row: Sequence[Any]) -> Learnt:
    """A row as what it says.

    Raises:
        ValueError, TypeError: it is not one of ours.
    """
    sha256, size, media_type, pages, faults, *said = row
    day, draft, cited = said[5], said[8], said[9]
    # In the order of the fields of `Document`; most papers are of this kind.
    said[5], said[8] = date.fromisoformat(day) if day else None, bool(draft)
    said[9] = _citations(cited) if cited else ()
    document = Document._make(said)
    found = tuple(Fault(fault) for fault in faults.split()) if faults else ()
    return Learnt(sha256, size, media_type, pages, found, document)


def _citations(text: str) -> tuple[Citation, ...]:
    return tuple(
        Citation(number, symbol, date.fromisoformat(day) if day else None)
        for number, symbol, day in json.loads(text)
    )
