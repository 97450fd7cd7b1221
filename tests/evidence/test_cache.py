"""The cache: an unchanged file costs a look, and nothing that happens to it does harm."""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import os
import sqlite3
import struct
import sys
import time
import unicodedata
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

import pytest
from paperkit import txt

from dtiscore.evidence import cache, learn, probe, workers
from dtiscore.evidence.learn import Reader
from dtiscore.evidence.learnt import Fault, Learnt
from dtiscore.evidence.walk import File, walk_plain

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = "evidence/2023"
LONG_AGO = 1_700_000_000
posix = pytest.mark.skipif(os.name != "posix", reason="links and bytes as names are POSIX")


def lay(root: Path, name: str = "1.1/a.txt", content: bytes | None = None) -> Path:
    """A paper whose time of change is long ago."""
    path = root / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(txt() if content is None else content)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def seen(root: Path) -> list[File]:
    return sorted(walk_plain(root, FOLDER))


def learnt(root: Path, **keys: Any) -> dict[str, Learnt]:
    """What is learnt of each file, by its name."""
    found = Reader(root, **keys)(seen(root))
    return {Path(real).name: known for real, known in found.items()}


def database(root: Path) -> Path:
    return root / ".dtiscore" / "evidence.sqlite"


def rows(root: Path) -> dict[str, int]:
    with contextlib.closing(sqlite3.connect(database(root))) as opened:
        return {
            table: opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("file", "learnt")
        }


# --- hits and misses --------------------------------------------------------------------------


def test_a_real_child_learns_and_the_second_run_starts_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path)
    first = learnt(tmp_path)
    assert first["a.txt"].document.number == "118"

    def none(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(workers, "run", none)
    assert learnt(tmp_path) == first
    assert (tmp_path / ".dtiscore" / ".gitignore").read_text("ascii") == "*\n"


def test_only_what_is_new_is_read(tmp_path: Path, inline: list[str]) -> None:
    lay(tmp_path)
    learnt(tmp_path)
    lay(tmp_path, "1.1/b.txt", txt(number="5/TB-SGTVT"))
    assert learnt(tmp_path)["b.txt"].document.number == "5"
    assert inline == ["a.txt", "b.txt"]


@posix
def test_other_content_of_the_same_size_and_time_is_seen(tmp_path: Path, inline: list[str]) -> None:
    path = lay(tmp_path)
    learnt(tmp_path)
    path.write_bytes(txt(number="119/TB-SGTVT"))
    os.utime(path, (LONG_AGO, LONG_AGO))
    assert learnt(tmp_path)["a.txt"].document.number == "119"
    other = tmp_path / "other"
    other.write_bytes(txt(number="120/TB-SGTVT"))
    os.utime(other, (LONG_AGO, LONG_AGO))
    other.replace(path)
    assert learnt(tmp_path)["a.txt"].document.number == "120"


@pytest.mark.parametrize("change", ["size", "time", "content"])
def test_a_changed_file_is_read_again(tmp_path: Path, inline: list[str], change: str) -> None:
    path = lay(tmp_path)
    learnt(tmp_path)
    if change == "size":
        path.write_bytes(txt(number="11/TB-SGTVT"))
        os.utime(path, (LONG_AGO, LONG_AGO))
    elif change == "content":
        path.write_bytes(txt(number="119/TB-SGTVT"))
        os.utime(path, (LONG_AGO + 5, LONG_AGO + 5))
    else:
        os.utime(path, (LONG_AGO + 5, LONG_AGO + 5))
    number = {"size": "11", "content": "119", "time": "118"}[change]
    assert learnt(tmp_path)["a.txt"].document.number == number
    assert inline == ["a.txt", "a.txt"]


def test_a_touched_moved_or_copied_file_costs_its_hash_alone(
    tmp_path: Path, inline: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lay(tmp_path)
    first = learnt(tmp_path)["a.txt"]

    def none(_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(probe, "probe_bytes", none)
    os.utime(path, (LONG_AGO + 9, LONG_AGO + 9))
    assert learnt(tmp_path)["a.txt"] == first
    path.rename(path.with_name("b.txt"))
    lay(tmp_path, "2.1/c.txt")
    assert set(learnt(tmp_path).values()) == {first}
    assert inline == ["a.txt", "a.txt", "b.txt", "c.txt"]
    learnt(tmp_path)
    assert inline[4:] == [], "the new places are remembered"


def test_a_file_changed_just_now_is_looked_at_again(tmp_path: Path, inline: list[str]) -> None:
    """It may change once more within the same tick of its clock."""
    path = lay(tmp_path)
    os.utime(path)
    learnt(tmp_path)
    learnt(tmp_path)
    assert inline == ["a.txt", "a.txt"]


def test_the_age_of_a_file_is_that_at_the_look_not_at_the_end_of_a_long_run(
    tmp_path: Path, inline: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the reading and the end it may have changed unseen."""
    path = lay(tmp_path)
    now = 1_800_000_000
    clock = iter([now * 10**9] + [(now + 3600) * 10**9] * 20)
    os.utime(path, (now - 1, now - 1))
    monkeypatch.setattr(time, "time_ns", lambda: next(clock))
    learnt(tmp_path)
    assert rows(tmp_path) == {"file": 0, "learnt": 1}


def test_a_file_that_changed_while_it_was_read_is_not_taken_for_the_old_one(
    tmp_path: Path, inline: list[str]
) -> None:
    path = lay(tmp_path)
    listed = seen(tmp_path)
    path.write_bytes(txt(number="4444/TB-SGTVT"))
    Reader(tmp_path)(listed)
    assert rows(tmp_path)["file"] == 0
    assert learnt(tmp_path)["a.txt"].document.number == "4444"


def test_what_a_reader_died_at_is_tried_again_but_can_be_told_by_its_hash(
    tmp_path: Path, inline: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path)

    def dies(_: object) -> Learnt:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(learn, "learn", dies)
        known = learnt(tmp_path)["a.txt"]
    assert known.faults == (Fault.UNREADABLE,)
    assert len(known.sha256) == 64
    assert rows(tmp_path) == {"file": 0, "learnt": 0}
    assert learnt(tmp_path)["a.txt"].document.number == "118"


def test_a_file_too_large_is_neither_read_nor_hashed(tmp_path: Path, inline: list[str]) -> None:
    path = lay(tmp_path)
    os.truncate(path, (100 << 20) + 1)
    (known,) = learnt(tmp_path).values()
    assert known == Learnt("", (100 << 20) + 1, faults=(Fault.TOO_LARGE,))
    assert inline == [], "no child is started for it"


def test_an_interrupt_keeps_what_was_learnt(tmp_path: Path, inline: list[str]) -> None:
    for n in range(5):
        lay(tmp_path, f"1.1/{n}.txt", txt(number=f"{n + 1}/TB-SGTVT"))

    def stop(done: int, _: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learnt(tmp_path, progress=stop)
    assert rows(tmp_path) == {"file": 3, "learnt": 3}
    learnt(tmp_path)
    assert inline == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt"]


def test_a_workspace_that_moved_keeps_its_cache(tmp_path: Path, inline: list[str]) -> None:
    lay(tmp_path / "old")
    learnt(tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "mới")
    assert learnt(tmp_path / "mới")["a.txt"].document.number == "118"
    assert inline == ["a.txt"]


# --- names ------------------------------------------------------------------------------------

NAMES = [
    'it\'s "so"; DROP TABLE file--.txt',
    "Biên bản họp.txt",
    unicodedata.normalize("NFD", "Biên bản họp.txt"),
    "%s ?1 :a @b $c #d.txt",
    "😀\u202etxt.txt",
    "dòng\nmới.txt",
    "a" * 251 + ".txt",
]


@posix
@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_remembered(tmp_path: Path, inline: list[str], name: str) -> None:
    root = tmp_path / "gốc 'x' #1?%41"
    lay(root, f"1.1/{name}")
    first = learnt(root)
    assert learnt(root) == first
    assert len(inline) == 1
    assert next(iter(first.values())).document.number == "118"


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text")
def test_a_name_that_is_no_text_is_read_each_time_and_harms_no_other(
    tmp_path: Path, inline: list[str]
) -> None:
    lay(tmp_path)
    lay(tmp_path, "1.1/" + os.fsdecode(b"x-\xff.txt"), txt(number="7/TB-SGTVT"))
    first = learnt(tmp_path)
    assert {known.document.number for known in first.values()} == {"118", "7"}
    assert learnt(tmp_path) == first
    assert inline.count("a.txt") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text")
def test_a_workspace_whose_name_is_no_text(tmp_path: Path, inline: list[str]) -> None:
    root = tmp_path / os.fsdecode(b"w\xff")
    lay(root)
    assert learnt(root) == learnt(root)
    assert inline == ["a.txt"]


def test_a_document_whose_words_are_no_text_is_not_kept(tmp_path: Path) -> None:
    lay(tmp_path)
    lay(tmp_path, "1.1/b.txt")
    good, bad = seen(tmp_path)
    opened = cache.Cache(tmp_path)
    strange = Learnt("2" * 64, bad.size)
    strange = strange._replace(document=strange.document._replace(subject="\udcff"))
    opened.remember({good: Learnt("1" * 64, good.size), bad: strange}, LONG_AGO * 10**9 * 2)
    opened.close()
    again = cache.Cache(tmp_path)
    assert set(again.known([good, bad])) == {good.real}
    again.close()


def test_a_relative_root_does_not_trouble_the_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path)
    learnt(tmp_path)
    monkeypatch.chdir(tmp_path)
    known = cache.Known(".dtiscore/evidence.sqlite")
    (file,) = seen(tmp_path)
    content = Path(file.real).read_bytes()
    assert known.of(hashlib.sha256(content).hexdigest()) is not None


# --- a cache that is none ---------------------------------------------------------------------


def good(root: Path, inline: list[str]) -> None:
    """All is learnt, and from now on remembered again."""
    assert learnt(root)["a.txt"].document.number == "118"
    del inline[:]
    learnt(root)
    learnt(root)
    assert len(inline) <= 1


def corrupt_head(file: Path) -> None:
    file.write_bytes(b"this is no database" * 100)


def corrupt_tables(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    file.write_bytes(data)


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def foreign(file: Path) -> None:
    file.unlink()
    with contextlib.closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE learnt (sha256, secret)")
        other.execute("PRAGMA user_version = 1")


def of_another_version(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as other, other:
        other.execute("PRAGMA user_version = 99")


def with_a_trigger(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TRIGGER t AFTER INSERT ON file BEGIN DELETE FROM learnt; END")


def nonsense(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE learnt SET date = 'tomorrow', faults = 'none', cited = '{'")


def other_types(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE learnt SET faults = 5, cited = 7, date = x'ff'")


SPOILT = [
    *(corrupt_head, corrupt_tables, truncated, emptied, foreign, of_another_version),
    *(with_a_trigger, nonsense, other_types),
]


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_a_spoilt_cache_is_made_anew(tmp_path: Path, inline: list[str], spoil: Any) -> None:
    lay(tmp_path)
    learnt(tmp_path)
    spoil(database(tmp_path))
    good(tmp_path, inline)
    assert inline == [], "a broken cache must not cost every run from now on"


def no_folder(root: Path) -> None:
    (root / ".dtiscore").write_bytes(b"")


def folder_is_a_link(root: Path) -> None:
    (root / ".dtiscore").symlink_to(root / "elsewhere", target_is_directory=True)


def file_is_a_link(root: Path) -> None:
    (root / ".dtiscore").mkdir()
    (root / ".dtiscore" / "evidence.sqlite").symlink_to(root / "elsewhere" / "x")


def journal_is_a_folder(root: Path) -> None:
    (root / ".dtiscore" / "evidence.sqlite-journal").mkdir(parents=True)


def ignore_is_a_link(root: Path) -> None:
    (root / ".dtiscore").mkdir()
    (root / ".dtiscore" / ".gitignore").symlink_to(root / "elsewhere" / "x")


def file_is_a_folder(root: Path) -> None:
    (root / ".dtiscore" / "evidence.sqlite").mkdir(parents=True)


HINDRANCES = [
    *(no_folder, folder_is_a_link, file_is_a_link, journal_is_a_folder, ignore_is_a_link),
    file_is_a_folder,
]


@posix
@pytest.mark.parametrize("hinder", HINDRANCES, ids=lambda hinder: hinder.__name__)
def test_without_a_cache_all_is_read_and_nothing_written_elsewhere(
    tmp_path: Path, inline: list[str], hinder: Any
) -> None:
    lay(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    hinder(tmp_path)
    assert learnt(tmp_path)["a.txt"].document.number == "118"
    assert learnt(tmp_path)["a.txt"].document.number == "118"
    assert inline == ["a.txt", "a.txt"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_that_takes_no_writing(
    tmp_path: Path, inline: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert learnt(tmp_path)["a.txt"].document.number == "118"
    assert inline == ["a.txt"]


@pytest.mark.parametrize("mode", ["ro", "locked"])
def test_a_database_that_takes_no_writing_is_still_read(
    tmp_path: Path, inline: list[str], monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    lay(tmp_path)
    learnt(tmp_path)
    lay(tmp_path, "1.1/b.txt", txt(number="5/TB-SGTVT"))
    monkeypatch.setattr(cache, "_WAIT", 0.05)
    real: Any = sqlite3.connect
    if mode == "ro":

        def connect(file: Any, **keys: Any) -> Any:
            if keys.get("uri"):
                return real(file, **keys)
            return real(f"{Path(file).as_uri()}?mode=ro", uri=True, **keys)

        monkeypatch.setattr(sqlite3, "connect", connect)
        assert set(learnt(tmp_path)) == {"a.txt", "b.txt"}
        assert inline == ["a.txt", "b.txt"]
        return
    with contextlib.closing(real(database(tmp_path))) as other:
        other.execute("BEGIN IMMEDIATE")
        assert set(learnt(tmp_path)) == {"a.txt", "b.txt"}
        other.rollback()
    assert set(learnt(tmp_path)) == {"a.txt", "b.txt"}
    assert inline == ["a.txt", "b.txt", "b.txt"]


def test_rows_of_files_that_are_gone_are_dropped_once_they_are_many(
    tmp_path: Path, inline: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_SPARE", 2)
    for n in range(6):
        lay(tmp_path, f"1.1/{n}.txt", txt(number=f"{n + 1}/TB-SGTVT"))
    learnt(tmp_path)
    for n in range(5):
        (tmp_path / FOLDER / f"1.1/{n}.txt").unlink()
    learnt(tmp_path)
    assert rows(tmp_path) == {"file": 1, "learnt": 1}


def _write(root: str, first: int) -> None:
    opened = cache.Cache(Path(root))
    for n in range(first, first + 40):
        file = File(f"{root}/{FOLDER}/{n}", str(n), None, 1, LONG_AGO)
        opened.remember({file: Learnt(f"{n:064d}", 1)}, LONG_AGO * 10**9 * 2)
    opened.close()


def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_write, args=(str(tmp_path), n)) for n in (0, 1000)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
        assert process.exitcode == 0
    assert rows(tmp_path) == {"file": 80, "learnt": 80}


def test_everything_learnt_comes_back_as_it_was(tmp_path: Path) -> None:
    from datetime import date  # noqa: PLC0415

    from dtiscore.evidence.learnt import Citation, Document  # noqa: PLC0415

    lay(tmp_path)
    (file,) = seen(tmp_path)
    cited = (Citation("5", "KH-SGTVT", date(2023, 1, 2)), Citation("6", "NĐ-CP"))
    document = Document(
        "02b", "KH-SGTVT", "KH", "Sở", "Đắk Nông", date(2023, 1, 2), "Về", "GIÁM ĐỐC",
        draft=True, cited=cited,
    )  # fmt: skip
    known = Learnt("1" * 64, file.size, "application/pdf", 3, tuple(Fault), document)
    for each in (known, Learnt("2" * 64, file.size)):
        opened = cache.Cache(tmp_path)
        opened.remember({file: each}, LONG_AGO * 10**9 * 2)
        found: Mapping[str, Learnt] = opened.known([file])
        opened.close()
        assert found == {file.real: each}


# --- a cache that was made to do harm ---------------------------------------------------------


def journal_naming(victim: Path) -> bytes:
    """A journal, as a crash leaves it, that belongs to a super-journal."""
    head = bytes.fromhex("d9d505f920a163d7") + struct.pack(">5I", 0, 0, 2, 512, 4096)
    name = os.fsencode(victim)
    end = struct.pack(">I", 0x40000000 // 4096 + 1) + name
    end += struct.pack(">2I", len(name), sum(name)) + head[:8]
    return head.ljust(512, b"\0") + end


def test_a_journal_cannot_have_a_file_of_the_users_deleted(
    tmp_path: Path, inline: list[str]
) -> None:
    victim = tmp_path / "thesis.txt"
    lay(tmp_path)
    learnt(tmp_path)
    beside = database(tmp_path).with_name("evidence.sqlite-journal")
    victim.write_text("years of work", "utf-8")
    beside.write_bytes(journal_naming(victim))
    assert cache.Known(str(database(tmp_path))).of("0" * 64) is None
    assert victim.read_text("utf-8") == "years of work"
    assert beside.exists(), "a child does not open what has a journal"
    good(tmp_path, inline)
    assert victim.read_text("utf-8") == "years of work"
    assert not beside.exists()


def test_the_journal_of_these_tests_is_one_that_does_harm(tmp_path: Path) -> None:
    victim, file = tmp_path / "victim", tmp_path / "x.sqlite"
    victim.write_text("years of work", "utf-8")
    with contextlib.closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE t (a)")
    (tmp_path / "x.sqlite-journal").write_bytes(journal_naming(victim))
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("SELECT * FROM t")
    assert not victim.exists()


@posix
@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
def test_what_lies_beside_it_is_removed_and_not_followed(
    tmp_path: Path, inline: list[str], end: str
) -> None:
    lay(tmp_path)
    learnt(tmp_path)
    victim = tmp_path / "victim"
    victim.write_text("x", "utf-8")
    beside = database(tmp_path).with_name(f"evidence.sqlite{end}")
    beside.symlink_to(victim)
    good(tmp_path, inline)
    assert victim.read_text("utf-8") == "x"
    assert not beside.is_symlink()


def test_a_run_leaves_nothing_beside_the_database(tmp_path: Path) -> None:
    lay(tmp_path)
    learnt(tmp_path)
    names = {path.name for path in (tmp_path / ".dtiscore").iterdir()}
    assert names == {".gitignore", "evidence.sqlite"}


def _tied(file: Path, root_page: int, size: int = 4096) -> None:
    """Interior pages, ten deep, each naming the next one hundreds of times."""
    data = bytearray(file.read_bytes())
    first, depth = len(data) // size + 1, 10
    leaf = first + depth
    original = bytes(data[(root_page - 1) * size : root_page * size])

    def interior(child: int) -> bytes:
        cells, count = bytearray(), 80
        at = []
        for _ in range(count):
            # A child, and a key that lies in the folder asked for; all else is NULL.
            key = f"{FOLDER}/1.1/zz".encode()
            record = bytes([7, 13 + 2 * len(key), 0, 0, 0, 0, 0]) + key
            cell = struct.pack(">I", child) + bytes([len(record)]) + record
            at.append(size - len(cells) - len(cell))
            cells = bytearray(cell) + cells
        head = struct.pack(">BHHHBI", 2, 0, count, size - len(cells), 0, child)
        page = bytearray(size)
        page[: len(head)] = head
        for n, place in enumerate(at):
            struct.pack_into(">H", page, len(head) + 2 * n, place)
        page[size - len(cells) :] = cells
        return bytes(page)

    for n in range(depth):
        data += interior(first + n + 1 if n + 1 < depth else leaf)
    data += original
    data[(root_page - 1) * size : root_page * size] = interior(first)
    struct.pack_into(">I", data, 28, len(data) // size)
    file.write_bytes(data)


@pytest.mark.parametrize("how", ["rows", "steps", "twice"])
def test_a_tree_that_never_ends_is_given_up(tmp_path: Path, inline: list[str], how: str) -> None:
    path = lay(tmp_path)
    if how == "twice":
        learnt(tmp_path)
    else:
        path.rename(path.with_name("z.txt"))
        learnt(tmp_path)
        path.with_name("z.txt").rename(path)
    with contextlib.closing(sqlite3.connect(database(tmp_path))) as opened:
        found = opened.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'file'").fetchone()
        if how == "steps":
            opened.execute("DELETE FROM learnt")
            opened.commit()
    _tied(database(tmp_path), found[0])
    with contextlib.closing(sqlite3.connect(database(tmp_path))) as opened:
        endless = opened.execute("SELECT path FROM file")
        assert len(endless.fetchmany(100_000)) == 100_000
    start = time.monotonic()
    good(tmp_path, inline)
    assert inline == []
    assert time.monotonic() - start < 60


def test_honest_work_takes_a_small_part_of_the_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_STEPS_AT_ONCE", 1_000)
    files = [File(f"{tmp_path}/{FOLDER}/{n}", str(n), None, 1, LONG_AGO) for n in range(10_000)]
    opened = cache.Cache(tmp_path)
    opened.remember({f: Learnt(f"{n:064d}", 1) for n, f in enumerate(files)}, LONG_AGO * 10**9 * 2)
    assert cache._STEPS - opened._steps.left < cache._STEPS / 20
    assert len(opened.known(files)) == 10_000
    assert cache._STEPS - opened._steps.left < cache._STEPS / 20
    opened.close()


WRONG = [None, 0, -1, 2**63 - 1, 1.5, float("inf"), "", "x", b"", b"\xff\x00", "\0", "[" * 200_000]
FIELDS = {
    "file": ("path", "size", "mtime_ns", "ctime_ns", "inode", "sha256"),
    "learnt": cache._COLUMNS,
}
ODD_CITATIONS = [
    *(
        "[",
        "5",
        "{}",
        '"abc"',
        "[1]",
        "[[]]",
        "[[1, 2, 3]]",
        '[["5", "KH", 7]]',
        '[["5", "KH", "x"]]',
    ),
    *("[" * 99_000, '[["5", {}, null]]', '[["5", "KH", null, null]]', "null", "NaN", "1" * 9_999),
]
# Text where text may stand is what the cache says: nothing tells that it is not true.
FREE = {"media_type", "number", "symbol", "type", "issuer", "place", "subject", "signer_post"}


def right(root: Path, column: str, value: object) -> bool:
    known = learnt(root)["a.txt"]
    if column in FREE and (value is None or isinstance(value, str)):
        return known.document.date is not None
    if column in {"pages", "draft", "date", "faults", "cited"} and value in (None, 0, ""):
        return known.document.number == "118"
    if column in {"pages", "draft"} and isinstance(value, int):
        return known.document.number == "118"
    return known.document.number == "118" and known.document.date is not None and not known.faults


@pytest.mark.parametrize(
    ("table", "column"), [(table, name) for table, names in FIELDS.items() for name in names]
)
def test_values_of_any_type_in_any_column(
    tmp_path: Path, inline: list[str], table: str, column: str
) -> None:
    lay(tmp_path)
    values = [*WRONG, *(ODD_CITATIONS if column == "cited" else [])]
    for value in values:
        learnt(tmp_path)
        with contextlib.closing(sqlite3.connect(database(tmp_path))) as other:
            with contextlib.suppress(sqlite3.IntegrityError):  # a key may not be NULL
                other.execute(f"UPDATE {table} SET {column} = ?", (value,))  # noqa: S608
            other.commit()
        assert right(tmp_path, column, value), value
        content = (tmp_path / FOLDER / "1.1/a.txt").read_bytes()
        cache.Known(str(database(tmp_path))).of(hashlib.sha256(content).hexdigest())
        database(tmp_path).unlink()


@pytest.mark.parametrize("column", ["subject", "cited", "date", "media_type", "sha256", "faults"])
def test_text_that_is_no_text(tmp_path: Path, inline: list[str], column: str) -> None:
    lay(tmp_path)
    learnt(tmp_path)
    with contextlib.closing(sqlite3.connect(database(tmp_path))) as other, other:
        other.execute(f"UPDATE learnt SET {column} = CAST(x'ff41' AS TEXT)")  # noqa: S608
    content = (tmp_path / FOLDER / "1.1/a.txt").read_bytes()
    known = cache.Known(str(database(tmp_path)))
    assert known.of(hashlib.sha256(content).hexdigest()) is None
    good(tmp_path, inline)
    assert inline == []


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath("C:/a b/x#1"), "file:///C%3A/a%20b/x%231?mode=ro"),
        (PureWindowsPath("//host/share/x"), "file:////host/share/x?mode=ro"),
        (PurePosixPath("/a/ộ?"), "file:///a/%E1%BB%99%3F?mode=ro"),
    ],
)
def test_a_path_as_the_database_takes_it(path: PurePath, uri: str) -> None:
    assert cache.read_only_uri(path) == uri
