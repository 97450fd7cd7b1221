"""Writing files: whole or not at all, whatever fails."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtiscore.source.atomic_write import write_bytes, write_text

if TYPE_CHECKING:
    import pathlib

posix = pytest.mark.skipif(os.name != "posix", reason="modes, links and folder sync are POSIX")


def files(folder: pathlib.Path) -> list[str]:
    """The names in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def test_new_file(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "kế hoạch.yaml"
    write_text(path, "tên: Sở\r\n\n")
    assert path.read_bytes() == "tên: Sở\r\n\n".encode()
    assert files(tmp_path) == ["kế hoạch.yaml"]


def test_existing_file_is_replaced(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old and longer")
    write_bytes(path, b"new\0")
    assert path.read_bytes() == b"new\0"
    assert files(tmp_path) == ["a.bin"]


def test_relative_path(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_text((tmp_path / "a").relative_to(tmp_path), "")
    assert (tmp_path / "a").read_bytes() == b""


def test_longest_name_the_system_allows(tmp_path: pathlib.Path) -> None:
    path = tmp_path / ("a" * 255)
    write_text(path, "x")
    assert path.read_text(encoding="utf-8") == "x"


@given(st.binary(max_size=200))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a"
    write_bytes(path, data)
    assert path.read_bytes() == data


def test_partial_writes_are_continued(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    write_bytes(tmp_path / "a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_bytes_reach_the_disk_before_the_name(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    for name in ("write", "fsync", "close", "replace"):
        real = getattr(os, name)

        def call(*arguments: object, name: str = name, real: object = real) -> object:
            calls.append(name)
            return real(*arguments)  # type: ignore[operator]

        monkeypatch.setattr(os, name, call)
    write_bytes(tmp_path / "a", b"x")
    assert calls[:4] == ["write", "fsync", "close", "replace"]
    if os.name == "posix":
        assert calls[4:] == ["fsync", "close"]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755, 0o444])
def test_mode_is_kept(tmp_path: pathlib.Path, mode: int) -> None:
    path = tmp_path / "a"
    path.touch()
    path.chmod(mode)
    write_text(path, "x")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_new_file_has_the_usual_mode(tmp_path: pathlib.Path) -> None:
    (tmp_path / "usual").touch()
    write_text(tmp_path / "a", "x")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "usual").stat().st_mode


@posix
def test_link_is_replaced_not_followed(tmp_path: pathlib.Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"outside")
    inside = tmp_path / "inside"
    inside.symlink_to(outside)
    write_text(inside, "new")
    assert not inside.is_symlink()
    assert inside.read_bytes() == b"new"
    assert outside.read_bytes() == b"outside"


@pytest.mark.parametrize("error", [OSError(28, "disk full"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["open", "write", "fsync", "close", "replace"])
@pytest.mark.parametrize("old", [b"old", None])
def test_failure_leaves_all_as_it_was(
    tmp_path: pathlib.Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    old: bytes | None,
    error: BaseException,
) -> None:
    path = tmp_path / "a"
    if old is not None:
        path.write_bytes(old)
    real_close = os.close

    def fail(*arguments: object, **_: object) -> None:
        if step == "close":
            real_close(arguments[0])  # type: ignore[arg-type]
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(type(error)):
            write_bytes(path, b"new")
    assert files(tmp_path) == ([] if old is None else ["a"])
    assert old is None or path.read_bytes() == old


@posix
def test_failure_to_keep_the_mode(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "fchmod", fail)
    with pytest.raises(PermissionError):
        write_bytes(path, b"new")
    assert files(tmp_path) == ["a"]
    assert path.read_bytes() == b"old"


def test_second_write_fails(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    write = os.write
    written: list[int] = []

    def fill_up(descriptor: int, data: memoryview) -> int:
        if written:
            raise OSError(28, "disk full")
        written.append(write(descriptor, data[:2]))
        return 2

    monkeypatch.setattr(os, "write", fill_up)
    with pytest.raises(OSError, match="disk full"):
        write_bytes(path, b"new")
    assert files(tmp_path) == ["a"]
    assert path.read_bytes() == b"old"


@posix
def test_folder_that_cannot_be_synced_is_no_failure(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(22, "not here")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)
    write_text(tmp_path / "a", "x")
    assert (tmp_path / "a").read_bytes() == b"x"


def test_folders_are_not_created(tmp_path: pathlib.Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_text(tmp_path / "missing" / "a", "x")
    assert files(tmp_path) == []


def test_folder_in_the_way(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="a"):
        write_text(tmp_path / "a", "x")
    assert files(tmp_path) == ["a"]


def test_text_that_is_no_unicode(tmp_path: pathlib.Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_text(tmp_path / "a", "\udc80")
    assert files(tmp_path) == []
