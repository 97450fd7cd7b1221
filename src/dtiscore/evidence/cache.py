"""What was learnt of files, kept between runs: an unchanged file costs no more than its `stat`.

An SQLite file in the workspace, safe to delete, safe under two runs at once: files by path, size,
times of change and number on the disk; what was learnt by the hash of the content. Whatever goes
wrong with it only costs time.

It is trusted no further than that it does no harm: one that is broken or made by hand to trip the
program is begun anew. What a well-formed one says is believed, so a ``.dtiscore`` that came from
elsewhere should be deleted. What is handed in is never hashed from it (`locks`).
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from datetime import date
from os.path import commonpath
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from dtiscore.evidence.learnt import Citation, Document, Fault, Learnt
from dtiscore.evidence.walk import is_link

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from dtiscore.evidence.walk import File

FOLDER = ".dtiscore"
_NAME = "evidence.sqlite"
_VERSION = 3
"""Raised when the probe or the recogniser learns something else of the same bytes."""

_COLUMNS = (
    *("sha256", "size", "media_type", "pages", "faults", "number", "symbol", "type", "issuer"),
    *("place", "date", "subject", "signer_post", "draft", "cited"),
)
_SCHEMA = (
    "CREATE TABLE file (path PRIMARY KEY, size, mtime_ns, ctime_ns, inode, sha256) WITHOUT ROWID",
    f"CREATE TABLE learnt ({_COLUMNS[0]} PRIMARY KEY, {', '.join(_COLUMNS[1:])}) WITHOUT ROWID",
)
_KNOWN = f"SELECT {', '.join(_COLUMNS)} FROM learnt WHERE sha256 = ?"  # noqa: S608 - constants
_ALL = (
    "SELECT path, file.size, mtime_ns, ctime_ns, inode, "  # noqa: S608 - constants
    f"{', '.join(f'learnt.{name}' for name in _COLUMNS)}"
    " FROM file JOIN learnt USING (sha256) WHERE path BETWEEN ? AND ?"
)
_LAST = "\U0010ffff"
_KEEP = f"INSERT OR REPLACE INTO learnt VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
_STEPS_AT_ONCE, _STEPS = 100_000, 50_000_000
"""Steps of the database between two looks, and those that one question may take: 10,000 files
take less than a fiftieth. A file made by hand may let it go round for ever."""
_MOST_ROWS = 500_000
_MOST_BYTES = 512 << 20
_LONGEST = 1 << 20
"""Bytes of one value; nothing that is learnt comes near it."""
_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite would read, follow and obey when it lies beside the database."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEEP_FILE = "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)"
_RACE_NS = 2_000_000_000
"""A file changed this recently before it was looked at may change again within the same tick of
its clock."""
_WAIT = 5.0
"""Seconds to wait for another run that is writing."""
_SPARE = 2_000


_NOT_OURS_TO_MEND = (
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR),
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_PROTOCOL),
)


class _Steps:
    """Ends a question that takes the database more steps than any honest one."""

    left = _STEPS

    def __call__(self) -> bool:
        self.left -= _STEPS_AT_ONCE
        return self.left < 0


def _state(file: File) -> tuple[int, int, int, int]:
    """What tells that a file is still the one it was; the database holds 63 bits of a number."""
    return (file.size, file.mtime_ns, file.ctime_ns, file.inode & 0x7FFF_FFFF_FFFF_FFFF)


class Cache:
    """The cache of one workspace; one that cannot be used knows nothing and keeps nothing."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._steps = _Steps()
        self._database = _opened(root, self._steps)

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
        self._steps.left = _STEPS
        try:
            rows = 0
            for row in self._database.execute(_ALL, (begin, begin + _LAST)):
                rows += 1
                file = listed.get(row[0])
                if file is not None and row[1:5] == _state(file):
                    if file.real in found:
                        raise ValueError(file.real)  # noqa: TRY301 - a key that is there twice
                    found[file.real] = _learnt(row[5:])
                elif rows > _MOST_ROWS:
                    raise ValueError(rows)  # noqa: TRY301
        except (sqlite3.Error, ValueError) as error:
            self._give_up(error)
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
            (file.real[start:], *_state(file), known.sha256)
            for file, known in learnt.items()
            if known.sha256
            and file.mtime_ns < since_ns - _RACE_NS
            and file.size == known.size
            and _storable(file.real[start:])
        ]
        rows = [row for row in map(_row, learnt.values()) if row[0] and _storable(*row)]
        self._steps.left = _STEPS
        try:
            with self._database:
                self._database.executemany(_KEEP, rows)
                self._database.executemany(_KEEP_FILE, files)
        except (sqlite3.Error, ValueError) as error:
            self._give_up(error)

    def _forget(self, present: Collection[str]) -> None:
        """Drop files that are gone, once they are many."""
        if self._database is None:
            return
        self._steps.left = _STEPS
        try:
            with self._database:
                gone = [
                    (path,)
                    for (path,) in self._database.execute("SELECT path FROM file")
                    if path not in present and not os.path.lexists(f"{self._root}/{path}")
                ]
                self._database.executemany("DELETE FROM file WHERE path = ?", gone)
                self._database.execute(
                    "DELETE FROM learnt WHERE sha256 NOT IN (SELECT sha256 FROM file)"
                )
        except (sqlite3.Error, ValueError) as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        """Begin anew; where others are writing, or the disk refuses, leave the file to them."""
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in _NOT_OURS_TO_MEND:
            self.close()
        else:
            self._begin_anew()

    def _begin_anew(self) -> None:
        """What the file holds is not ours, or broken: without it the next run reads all again."""
        self.close()
        try:
            (self._root / FOLDER / _NAME).unlink(missing_ok=True)
        except OSError:
            return
        self._database = _opened(self._root, self._steps)

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()
            self._database = None


class Known:
    """What a cache knows of contents, for a child that only reads it."""

    def __init__(self, file: str | None) -> None:
        self._database: sqlite3.Connection | None = None
        # Ours leaves nothing beside the file; what lies there is not to be obeyed.
        if file is None or any(os.path.lexists(file + end) for end in _BESIDE):
            return
        try:
            self._database = sqlite3.connect(
                read_only_uri(Path(file).absolute()), uri=True, timeout=_WAIT
            )
            self._database.execute("PRAGMA trusted_schema = OFF")
            self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        except sqlite3.Error:
            self._database = None

    def of(self, sha256: str) -> Learnt | None:
        """What is known of a content, wherever it lay."""
        if self._database is None:
            return None
        try:
            row = self._database.execute(_KNOWN, (sha256,)).fetchone()
            return None if row is None else _learnt(row)
        except (sqlite3.Error, ValueError):
            return None


def read_only_uri(file: PurePath) -> str:
    """An absolute path as SQLite takes it; it refuses the host that a share's URI begins with."""
    path = file.as_posix()
    return f"file://{'' if path.startswith('/') else '/'}{quote(os.fsencode(path))}?mode=ro"


def _storable(*values: object) -> bool:
    """Whether the database can hold the values: a name may be bytes that are no text."""
    try:
        for value in values:
            str(value).encode()
    except UnicodeEncodeError:
        return False
    return True


def _opened(root: Path, steps: _Steps) -> sqlite3.Connection | None:
    """The database, made where there is none, made anew where it is not ours; None: no cache."""
    folder = root / FOLDER
    file = folder / _NAME
    ignore = folder / ".gitignore"
    # Nothing here may lead a write elsewhere.
    if any(is_link(path) for path in (folder, ignore, file)):
        return None
    try:
        folder.mkdir(exist_ok=True)
        if not ignore.exists():
            ignore.write_text("*\n", encoding="ascii")
        database = _connected(file, steps)
        if database is None:
            file.unlink(missing_ok=True)
            database = _connected(file, steps)
    except OSError:
        return None
    return database


def _connected(file: Path, steps: _Steps) -> sqlite3.Connection | None:
    """The database with our tables; None where the file is something else, or of another time.

    Raises:
        OSError: it cannot be used, or what lies beside it cannot be removed.
    """
    if file.exists() and file.stat().st_size > _MOST_BYTES:
        return None
    # A journal is obeyed: it may name any file of the user's to be deleted. Ours keeps none.
    for end in _BESIDE:
        file.with_name(file.name + end).unlink(missing_ok=True)
    steps.left, database = _STEPS, None
    try:
        database = sqlite3.connect(file, timeout=_WAIT, check_same_thread=False)
        if _is_ours(database, steps):
            return database
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_OURS_TO_MEND:
            # Busy, or on a disk that cannot lock: leave the file to those who can use it.
            if database is not None:
                database.close()
            raise OSError from None
    except ValueError:
        pass
    if database is not None:
        database.close()
    return None


def _is_ours(database: sqlite3.Connection, steps: _Steps) -> bool:
    """Prepare the connection; whether it has our tables, which are made where there are none."""
    database.set_progress_handler(steps, _STEPS_AT_ONCE)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    database.execute("PRAGMA trusted_schema = OFF")
    # What is lost in a power failure is only time.
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA temp_store = MEMORY")
    if database.execute("PRAGMA journal_mode = MEMORY").fetchone() != ("memory",):
        return False
    with database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        there = database.execute("SELECT sql FROM sqlite_schema").fetchmany(len(_SCHEMA) + 9)
        if not there and version == 0:
            database.execute("BEGIN IMMEDIATE")
            if not database.execute("SELECT 1 FROM sqlite_schema").fetchone():
                for statement in _SCHEMA:
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {_VERSION}")
            return True
    said = [sql for (sql,) in there if sql]
    return version == _VERSION and len(said) == len(_SCHEMA) and set(said) == set(_SCHEMA)


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


_TEXT = (str, type(None))
_NUMBER = (int, type(None))
_TYPES: tuple[tuple[type, ...], ...] = (
    *((str,), (int,), _TEXT, _NUMBER, _TEXT, _TEXT, _TEXT, _TEXT, _TEXT),
    *(_TEXT, _TEXT, _TEXT, _TEXT, (int,), _TEXT),
)
_LONGEST_CITED = 100_000


def _learnt(row: Sequence[Any]) -> Learnt:
    """A row as what it says.

    Raises:
        ValueError: it is not one of ours.
    """
    if not all(map(isinstance, row, _TYPES)):
        raise ValueError(row)
    sha256, size, media_type, pages, faults, *said = row
    if _SHA256.fullmatch(sha256) is None:
        raise ValueError(sha256)
    day, draft, cited = said[5], said[8], said[9]
    # In the order of the fields of `Document`; most papers are of this kind.
    said[5], said[8] = date.fromisoformat(day) if day else None, bool(draft)
    said[9] = _citations(cited) if cited else ()
    document = Document._make(said)
    found = tuple(Fault(fault) for fault in faults.split()) if faults else ()
    return Learnt(sha256, size, media_type, pages, found, document)


def _citations(text: str) -> tuple[Citation, ...]:
    """The documents that are cited.

    Raises:
        ValueError: the text is none of ours.
    """
    if len(text) > _LONGEST_CITED:
        raise ValueError(len(text))
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError(text[:9]) from error
    if not isinstance(found, list):
        raise ValueError(text)  # noqa: TRY004 - to be caught as all that is not ours
    return tuple(map(_citation, found))


def _citation(said: object) -> Citation:
    if not isinstance(said, list) or len(said) != 3:  # noqa: PLR2004 - as `_row` writes it
        raise ValueError(said)
    number, symbol, day = said
    if not (isinstance(number, str) and isinstance(symbol, str) and isinstance(day, _TEXT)):
        raise ValueError(said)  # noqa: TRY004
    return Citation(number, symbol, date.fromisoformat(day) if day else None)
