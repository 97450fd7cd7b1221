"""What ``evidence add`` and ``evidence request`` write beside papers, and where they refuse to."""

from __future__ import annotations

import errno
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from clikit import Program, process
from filelock import FileLock

from dtiscore.cli import editing
from dtiscore.source.yaml_tree import parse_yaml
from workspaces import ASSESSMENT, AWARENESS, a_pdf

FOLDER = "evidence/2023/1.1"
NOTES = f"{FOLDER}/evidence.yaml"
ASKED = {"of": "van-phong", "on": "2024-01-02", "by": "2024-01-10"}


def request(program: Program, at: Path, *more: str) -> Any:
    call = ("request", "1.1/minutes", "--of", "van phong", "--by", "10/01/2024", *more)
    return program("evidence", *call, "--format", "json", at=at, as_of="2024-01-02")


def noted(at: Path) -> Any:
    document, found = parse_yaml((at / NOTES).read_bytes(), NOTES)
    assert document is not None
    assert found == ()
    return document.data()


@pytest.mark.parametrize("before", [None, "", "# Ghi chú\n", "slots:\n", "slots: {}\n"])
def test_a_request_where_nothing_is_noted_yet(
    before: str | None, program: Program, small: Path
) -> None:
    if before is not None:
        (small / FOLDER).mkdir(parents=True)
        (small / NOTES).write_text(before, "utf-8")
    ran = request(program, small)
    assert (ran.status, ran.err) == (0, "")
    assert ran.json["requested"] == ASKED
    assert noted(small) == {"slots": {"minutes": {"requested": ASKED}}}
    assert (small / NOTES).read_text("utf-8").startswith("#") == (before == "# Ghi chú\n")
    assert program("check", at=small).status == 0


def test_what_was_asked_is_on_the_checklist(program: Program, small: Path) -> None:
    request(program, small)
    document = program("checklist", "--format", "json", at=small, as_of="2024-01-11").json
    (item,) = [i for u in document["units"] for i in u["items"] if i["slot"] == "minutes"]
    assert (item["supply"], item["requested"], item["handed_in"]) == ("overdue", ASKED, None)


@pytest.mark.parametrize("before", [b"\xff\xfe", b"slots: [a]\n", b"files: [\n"])
def test_notes_that_cannot_be_changed_are_left_alone(
    before: bytes, program: Program, small: Path
) -> None:
    (small / FOLDER).mkdir(parents=True)
    (small / NOTES).write_bytes(before)
    ran = request(program, small)
    assert ran.status == 2
    assert "cannot-edit" in {found["code"] for found in ran.json["diagnostics"]}
    assert (small / NOTES).read_bytes() == before


def test_a_paper_goes_to_the_only_slot_s_hand_in(program: Program, small: Path) -> None:
    (small / "a.pdf").write_bytes(a_pdf("a"))
    call = ("add", "a.pdf", "--criterion", "1.1", "--from", "Văn phòng", "--format", "json")
    ran = program("evidence", *call, at=small, as_of="2024-01-02")
    assert ran.status == 0
    assert noted(small)["slots"]["minutes"]["handed_in"] == {"on": "2024-01-02", "by": "van-phong"}


def with_slots(small: Path) -> None:
    """The criterion 1.1 with two slots more."""
    line = "      - {id: minutes, "
    more = "".join(f"{line[:13]}{each}, label: {each}, types: [KH]}}\n" for each in ("b", "c"))
    text = (small / AWARENESS).read_text("utf-8")
    assert line in text
    (small / AWARENESS).write_text(text.replace(line, more + line), "utf-8")


@pytest.mark.parametrize(
    ("criterion", "way_out"), [("1.1", "--slot: b, c, minutes"), ("2.3", "--from")]
)
def test_of_which_slot_a_paper_was_handed_in_must_be_clear(
    criterion: str, way_out: str, program: Program, small: Path
) -> None:
    with_slots(small)
    (small / "a.pdf").write_bytes(a_pdf("a"))
    call = ("add", "a.pdf", "--criterion", criterion, "--from", "Văn phòng", "--format", "json")
    ran = program("evidence", *call, at=small)
    assert ran.status == 2
    (found,) = ran.json["diagnostics"]
    assert found["code"] == "not-one-of"
    assert way_out in found["message"]
    assert not (small / "evidence").exists()


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
@pytest.mark.parametrize("link", ["evidence", FOLDER, f"{FOLDER}/minutes"])
def test_nothing_is_written_out_of_the_workspace(
    link: str, program: Program, small: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (small / "a.pdf").write_bytes(a_pdf("a"))
    (small / link).parent.mkdir(parents=True, exist_ok=True)
    (small / link).symlink_to(outside)
    call = ("add", "a.pdf", "--criterion", "1.1", "--slot", "minutes", "--format", "json")
    ran = program("evidence", *call, at=small)
    assert ran.status == 2
    assert "leads-out" in {found["code"] for found in ran.json["diagnostics"]}
    assert list(outside.iterdir()) == []


def test_a_copy_does_not_take_away_what_a_paper_serves(program: Program, small: Path) -> None:
    """The noted paper serves two criteria; a copy whose name comes first serves one."""
    (small / FOLDER).mkdir(parents=True)
    for name in ("118-TB-SM_2023-11-07_b.pdf", "118-TB-SM_2023-11-07_a.pdf"):
        (small / FOLDER / name).write_bytes(a_pdf("same"))
    (small / NOTES).write_text(
        'files:\n  - {file: 118-TB-SM_2023-11-07_b.pdf, also: ["2.2"]}\n', "utf-8"
    )
    files = program("evidence", "check", "--format", "json", at=small).json["files"]
    verdicts = {file["path"].rpartition("_")[2]: file["verdict"] for file in files}
    assert verdicts == {"a.pdf": "rejected", "b.pdf": "accepted"}


def test_without_a_lock_nothing_is_verified(program: Program, small: Path) -> None:
    ran = program("evidence", "verify", "--format", "json", at=small)
    assert ran.status == 2
    assert [found["code"] for found in ran.json["diagnostics"]] == ["not-locked"]
    assert program("evidence", "lock", at=small).status == 0
    assert program("evidence", "verify", "--fail-on-change", at=small).status == 0
    (small / "units.yaml").write_text("units: []\n", "utf-8")
    ran = program("evidence", "verify", "--fail-on-change", "--format", "json", at=small)
    assert ran.status == 1
    assert ran.json["changes"] == [{"path": "units.yaml", "what": "changed"}]


def test_commands_at_once_lose_no_note(small: Path) -> None:
    """Each runs in a process of its own; half of them ask, half add a paper."""
    with_slots(small)
    papers = [f"{number}.txt" for number in range(1, 5)]
    for name in papers:
        (small / name).write_text(f"noi dung {name}", "utf-8")
    slots = ("b", "c", "minutes")
    lines: list[tuple[str, ...]] = [("request", f"1.1/{s}", "--of", "van-phong") for s in slots]
    lines += [("add", name, "--criterion", "1.1", "--number", name[0]) for name in papers]
    with ThreadPoolExecutor(len(lines)) as pool:
        runs = list(pool.map(lambda line: process("evidence", *line, at=small), lines))
    assert [ran.stderr for ran in runs if ran.returncode] == []
    said = noted(small)
    assert sorted(each["number"] for each in said["files"]) == ["1", "2", "3", "4"]
    assert {name: each["requested"]["of"] for name, each in said["slots"].items()} == dict.fromkeys(
        slots, "van-phong"
    )


@pytest.mark.parametrize(
    "line", ["request 1.1/minutes --of x", "add units.yaml --criterion 1.1", "lock"]
)
def test_a_command_does_not_wait_for_ever(
    line: str, program: Program, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "SECONDS", 0.2)
    (small / ".dtiscore").mkdir(exist_ok=True)
    with FileLock(small / editing.LOCK_FILE):
        ran = program("evidence", *line.split(), "--format", "json", at=small)
    assert ran.status == 2
    assert [found["code"] for found in ran.json["diagnostics"]] == ["busy"]
    assert not (small / "evidence").exists()
    assert not (small / "locks").exists()
    assert program("evidence", *line.split(), at=small).status == 0


def test_a_lock_keeps_the_points_of_the_files_whose_hashes_it_keeps(
    program: Program, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another run writes while this one waits for it is locked with its own points."""
    path = small / ASSESSMENT
    acquire = FileLock.acquire

    def waited(lock: FileLock, *args: Any, **options: Any) -> Any:
        text = path.read_text("utf-8")
        path.write_text(text.replace("trained: 30", "trained: 40"), "utf-8")
        return acquire(lock, *args, **options)

    with monkeypatch.context() as patched:
        patched.setattr(FileLock, "acquire", waited)
        locked = program("evidence", "lock", "--format", "json", at=small).json
    score = program("score", "--format", "json", at=small).json
    assert locked["history"][0]["claimed"] == score["total"]["claimed"]
    assert locked["files"][ASSESSMENT] == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("link", [".dtiscore", ".dtiscore/edit.lock"])
@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_the_lock_is_never_made_elsewhere(
    link: str, program: Program, small: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    kept = outside / "edit.lock"
    kept.write_text("kept", "utf-8")
    (small / link).parent.mkdir(exist_ok=True)
    (small / link).symlink_to(kept if link.endswith(".lock") else outside)
    ran = request(program, small)
    assert (ran.status, [found["code"] for found in ran.json["diagnostics"]]) == (2, ["leads-out"])
    assert kept.read_text("utf-8") == "kept"
    assert list(outside.iterdir()) == [kept]


@pytest.mark.parametrize(
    ("name", "by", "remarks"),
    [
        ("vp", "van-phong", []),
        ("Văn phong", "van-phong", []),
        ("Văn phòg", "Văn phòg", ["Văn phòng"]),
        ("Chủ tịch xã", "Chủ tịch xã", ["noted as a post"]),
    ],
)
def test_a_unit_is_noted_by_its_id_and_a_post_as_written(
    name: str, by: str, remarks: list[str], program: Program, small: Path
) -> None:
    (small / "a.pdf").write_bytes(a_pdf("a"))
    call = ("add", "a.pdf", "--criterion", "1.1", "--from", name, "--format", "json")
    added = program("evidence", *call, "--lang", "en", at=small)
    assert noted(small)["slots"]["minutes"]["handed_in"]["by"] == by
    call = ("request", "1.1/minutes", "--of", name, "--format", "json", "--lang", "en")
    asked = program("evidence", *call, at=small)
    assert noted(small)["slots"]["minutes"]["requested"]["of"] == by
    for ran in (added, asked):
        assert ran.status == 0
        assert len(ran.json["remarks"]) == len(remarks)
        assert all(map(str.__contains__, ran.json["remarks"], remarks))


def test_a_day_that_is_over_is_remarked(program: Program, small: Path) -> None:
    call = ("request", "1.1/minutes", "--of", "van-phong", "--by", "2024-01-01", "--lang", "en")
    ran = program("evidence", *call, at=small, as_of="2024-01-02")
    assert ran.status == 0
    assert "before the day it is asked" in ran.out
    call = (*call[:-3], "2024-01-02", *call[-2:])
    assert "before" not in program("evidence", *call, at=small, as_of="2024-01-02").out


@pytest.mark.parametrize("slot", ["9/minutes", "1.1/minute"])
def test_what_a_request_does_not_know_stands_in_its_argument(
    slot: str, program: Program, small: Path
) -> None:
    ran = program("evidence", "request", slot, "--of", "x", "--format", "json", at=small)
    assert [found["file"] for found in ran.json["diagnostics"]] == ["SLOT"]


def test_wrong_notes_are_named_from_the_workspace(program: Program, small: Path) -> None:
    (small / FOLDER).mkdir(parents=True)
    (small / NOTES).write_text("files: một\n", "utf-8")
    ran = request(program, small)
    assert {found["file"] for found in ran.json["diagnostics"]} == {NOTES}
    assert str(small) not in ran.out


def test_notes_that_may_not_be_read_are_named_from_the_workspace(
    program: Program, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small / FOLDER).mkdir(parents=True)
    (small / NOTES).write_text("files: []\n", "utf-8")

    def denied(self: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", denied)
        ran = request(program, small)
    (found,) = ran.json["diagnostics"]
    assert (found["code"], found["file"]) == ("unreadable-file", NOTES)
    assert "không có quyền truy cập" in found["message"]


@pytest.mark.parametrize(
    ("number", "words", "hint"),
    [
        (errno.EROFS, "chỉ cho phép đọc", "thư mục"),
        (errno.EACCES, "không có quyền truy cập", "quyền"),
        (errno.ENOSPC, "không còn chỗ trống", "trống"),
        (errno.ENOENT, "không có thư mục này", "thư mục"),
    ],
)
def test_what_the_system_refuses_is_said_in_the_reader_s_language(
    number: int,
    words: str,
    hint: str,
    program: Program,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        ran = request(program, small)
    (found,) = ran.json["diagnostics"]
    assert (found["code"], found["file"]) == ("cannot-write", NOTES)
    reason, _, way_out = found["message"].partition(" – ")
    assert words in reason
    assert os.strerror(number) not in reason
    assert hint in way_out


def test_a_lock_that_is_replaced_is_told(program: Program, small: Path) -> None:
    first = program("evidence", "lock", "--format", "json", at=small, as_of="2024-01-02")
    assert first.json["replaced"] is None
    (small / "units.yaml").write_text("units: []\n", "utf-8")
    ran = program("evidence", "lock", "--lang", "en", at=small, as_of="2024-02-03")
    assert "it was locked before, on" in ran.out
    assert "; 1 files" in ran.out
    again = program("evidence", "lock", "--format", "json", at=small)
    assert again.json["replaced"] == {"locked_on": "2024-02-03", "changes": 0}
