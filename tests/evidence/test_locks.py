"""``evidence lock`` and ``verify``: what was handed in, and what changed since."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest
from paperkit import txt

from workspaces import ASSESSMENT, AWARENESS, BASE, UNITS, sample_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Program = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("inline")
posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes are POSIX")
LOCK = "locks/2023.json"
PAPER = "evidence/2023/1.1/a.txt"
NOTES = "evidence/2023/1.1/evidence.yaml"


def lay(folder: Path, name: str = PAPER, content: bytes | None = None) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(txt() if content is None else content)
    return path


def locked(program: Program, folder: Path) -> dict[str, Any]:
    ran = program("evidence", "lock", "--format", "json", at=folder)
    assert ran.status == 0, ran.out + ran.err
    document: dict[str, Any] = ran.json
    return document


def changes(program: Program, folder: Path) -> list[tuple[str, str]]:
    """What changed, after a look that the exit status says so."""
    ran = program("evidence", "verify", "--format", "json", "--fail-on-change", at=folder)
    found = [(change["path"], change["what"]) for change in ran.json["changes"]]
    assert ran.status == (1 if found else 0)
    assert program("evidence", "verify", at=folder).status == 0
    return found


def test_papers_are_counted_as_everywhere_else(program: Program, tmp_path: Path) -> None:
    sample_copy(tmp_path)
    count = len(program("evidence", "check", "--format", "json", at=tmp_path).json["files"])
    said = program("evidence", "lock", at=tmp_path).out
    assert f"Đã chốt {count} tài liệu và " in said
    assert f"Cả {count} tài liệu và " in program("evidence", "verify", at=tmp_path).out


def test_everything_that_counts_is_locked(program: Program, small: Path) -> None:
    lay(small)
    lay(small, NOTES, b"files: []\n")
    lay(small, "evidence/2023/1.1/minutes/b.txt")
    lay(small, "evidence/2023/1.1/.hidden")
    lay(small, "evidence/2022/1.1/old.txt")
    document = locked(program, small)
    assert set(document["files"]) == {
        *(BASE.keys() - {"published/2022.yaml"}),
        *(PAPER, NOTES, "evidence/2023/1.1/minutes/b.txt"),
    }
    kept = json.loads((small / LOCK).read_text("utf-8"))
    assert kept["schema"] == "dtiscore/lock/1"
    assert kept["locked_on"] == "2024-06-01"
    assert kept["files"][PAPER] == hashlib.sha256(txt()).hexdigest()
    assert changes(program, small) == []


@pytest.mark.parametrize("file", [PAPER, NOTES, AWARENESS, UNITS, ASSESSMENT, "dtiscore.yaml"])
def test_a_change_of_anything_locked_is_seen(file: str, program: Program, small: Path) -> None:
    lay(small)
    lay(small, NOTES, b"files: []\n")
    locked(program, small)
    path = small / file
    path.write_bytes(path.read_bytes() + b"\n# x\n")
    assert changes(program, small) == [(file, "changed")]


def test_what_is_missing_or_new_is_seen(program: Program, small: Path) -> None:
    lay(small)
    locked(program, small)
    (small / PAPER).rename(small / "evidence/2023/1.1/b.txt")
    lay(small, "evidence/2023/2.2/c.txt")
    lay(small, NOTES, b"files: []\n")
    assert changes(program, small) == [
        (PAPER, "missing"),
        ("evidence/2023/1.1/b.txt", "new"),
        (NOTES, "new"),
        ("evidence/2023/2.2/c.txt", "new"),
    ]


def test_a_touched_file_is_the_same_file(program: Program, small: Path) -> None:
    path = lay(small)
    locked(program, small)
    os.utime(path, (1, 1))
    assert changes(program, small) == []


def test_a_changed_paper_is_in_doubt_until_it_is_locked_again(
    program: Program, small: Path
) -> None:
    lay(small)
    locked(program, small)
    lay(small, content=txt(number="9/TB-SGTVT"))
    (file,) = program("evidence", "check", "--format", "json", at=small).json["files"]
    assert [each["code"] for each in file["findings"]] == ["changed-since-lock"]
    assert file["verdict"] == "doubtful"
    locked(program, small)
    (file,) = program("evidence", "check", "--format", "json", at=small).json["files"]
    assert file["findings"] == []


@posix
def test_a_changed_paper_whose_name_is_decomposed(program: Program, small: Path) -> None:
    name = "evidence/2023/1.1/ho\u0323p.txt"
    lay(small, name)
    locked(program, small)
    lay(small, name, txt(number="9/TB-SGTVT"))
    (file,) = program("evidence", "check", "--format", "json", at=small).json["files"]
    assert [each["code"] for each in file["findings"]] == ["changed-since-lock"]


ODD = [
    "tên có dấu và  hai blank.txt",
    "ho\u0323p.txt",
    'it\'s "so" \\ {}.txt',
    "a\nb.txt",
    "\u202egpj.txt",
    "=1+1.txt",
]


@posix
@pytest.mark.parametrize("name", ODD)
def test_names_with_odd_characters(name: str, program: Program, small: Path) -> None:
    lay(small, f"evidence/2023/1.1/{name}")
    locked(program, small)
    assert changes(program, small) == []
    lay(small, f"evidence/2023/1.1/{name}", b"other")
    assert changes(program, small) == [(f"evidence/2023/1.1/{name}", "changed")]
    for ran in (program("evidence", "verify", at=small),):
        assert all(c.isprintable() or c == "\n" for c in ran.out)


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text")
def test_a_name_that_is_no_text(program: Program, small: Path) -> None:
    name = "evidence/2023/1.1/" + os.fsdecode(b"a\xff.txt")
    lay(small, name)
    locked(program, small)
    assert changes(program, small) == []
    lay(small, name, b"other")
    assert changes(program, small) == [(name, "changed")]


@posix
def test_links_and_pipes_are_not_locked(program: Program, small: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("x: 1", "utf-8")
    lay(small)
    folder = small / "evidence/2023/1.1"
    (folder / "out.txt").symlink_to(secret)
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(small / "criteria/small/cases/pipe.yaml")
    (small / "criteria/small/cases/folder.yaml").mkdir()
    (small / "evidence/2023/2.2").symlink_to(tmp_path)
    files = locked(program, small)["files"]
    assert [path for path in files if path.startswith("evidence/")] == [PAPER]
    assert "criteria/small/cases/folder.yaml" not in files
    assert changes(program, small) == []


@posix
@pytest.mark.parametrize("file", [ASSESSMENT, AWARENESS, "dtiscore.yaml"])
def test_a_linked_file_is_locked_as_what_it_leads_to(
    file: str, program: Program, small: Path
) -> None:
    lay(small)
    kept = small / "kept" / "x.yaml"
    kept.parent.mkdir()
    (small / file).rename(kept)
    (small / file).symlink_to(kept)
    assert locked(program, small)["files"][file] == hashlib.sha256(kept.read_bytes()).hexdigest()
    assert changes(program, small) == []
    kept.write_bytes(kept.read_bytes() + b"\n# x\n")
    assert changes(program, small) == [(file, "changed")]


@posix
def test_a_file_linked_out_of_the_workspace_is_refused(
    program: Program, small: Path, tmp_path: Path
) -> None:
    lay(small)
    outside = tmp_path / "outside.yaml"
    (small / ASSESSMENT).rename(outside)
    (small / ASSESSMENT).symlink_to(outside)
    ran = program("evidence", "lock", "--format", "json", at=small)
    assert ran.status == 2
    assert not (small / LOCK).exists()
    (said,) = [d for d in ran.json["diagnostics"] if d["severity"] == "error"]
    assert (said["code"], said["file"]) == ("unreadable-file", ASSESSMENT)


@posix
def test_a_linked_folder_of_locks_is_not_written_into(
    program: Program, small: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (small / "locks").symlink_to(outside)
    assert program("evidence", "lock", at=small).status == 2
    assert list(outside.iterdir()) == []


GOOD = {
    "schema": "dtiscore/lock/1",
    "period": 2023,
    "locked_on": "2024-01-01",
    "algorithm": "sha256",
    "files": {PAPER: "0" * 64},
}
BROKEN = [
    b"",
    b"\xff\xfe",
    b"not json",
    b"[]",
    b"null",
    b'"x"',
    b"{}",
    b"[" * 100_000,
    b'{"a":' * 50_000,
    json.dumps({**GOOD, "schema": "dtiscore/lock/2"}).encode(),
    json.dumps({**GOOD, "period": 2022}).encode(),
    json.dumps({**GOOD, "locked_on": "31/12/2023"}).encode(),
    json.dumps({**GOOD, "locked_on": 5}).encode(),
    json.dumps({**GOOD, "files": []}).encode(),
    json.dumps({**GOOD, "files": {PAPER: "0" * 63}}).encode(),
    json.dumps({**GOOD, "files": {PAPER: None}}).encode(),
    json.dumps({**GOOD, "files": {PAPER: "0" * 64 + "\n"}}).encode(),
    b'{"period": ' + b"9" * 5_000 + b"}",
]


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_lock_is_a_warning_and_no_crash(
    content: bytes, program: Program, small: Path
) -> None:
    lay(small)
    lay(small, LOCK, content)
    ran = program("evidence", "check", "--format", "json", at=small)
    assert ran.status == 0
    assert [d["code"] for d in ran.json["diagnostics"]] == ["not-a-lock"]
    ran = program("evidence", "verify", "--format", "json", at=small)
    assert ran.status == 2
    assert [d["code"] for d in ran.json["diagnostics"]] == ["not-a-lock"]
    locked(program, small)
    assert changes(program, small) == []


def test_a_huge_lock_is_not_read(program: Program, small: Path) -> None:
    path = lay(small, LOCK, b"{}")
    path.write_bytes(b"{" + b" " * 5_000_000 + b"}")
    ran = program("evidence", "verify", "--format", "json", at=small)
    assert [d["code"] for d in ran.json["diagnostics"]] == ["not-a-lock"]


@posix
def test_a_lock_that_is_a_link_is_none(program: Program, small: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "2023.json"
    elsewhere.write_text(json.dumps(GOOD), "utf-8")
    (small / "locks").mkdir()
    (small / LOCK).symlink_to(elsewhere)
    ran = program("evidence", "verify", "--format", "json", at=small)
    assert [d["code"] for d in ran.json["diagnostics"]] == ["not-a-lock"]
    assert program("evidence", "lock", at=small).status == 2
    assert json.loads(elsewhere.read_text("utf-8")) == GOOD


def test_without_a_lock_there_is_nothing_to_verify(program: Program, small: Path) -> None:
    ran = program("evidence", "verify", "--format", "json", at=small)
    assert (ran.status, [d["code"] for d in ran.json["diagnostics"]]) == (2, ["not-locked"])


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
@pytest.mark.parametrize("error", [OSError(28, "disk full"), KeyboardInterrupt()])
def test_a_lock_is_written_whole_or_not_at_all(
    step: str,
    error: BaseException,
    program: Program,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lay(small)
    locked(program, small)
    before = (small / LOCK).read_bytes()
    lay(small, content=b"other")

    def fail(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        assert program("evidence", "lock", "--format", "json", at=small).status != 0
    assert (small / LOCK).read_bytes() == before
    assert [path.name for path in (small / "locks").iterdir()] == ["2023.json"]
    assert changes(program, small) == [(PAPER, "changed")]
