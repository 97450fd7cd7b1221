"""Where an answer goes: into a file whole or not at all, into a pipe that closes, nowhere."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from clikit import ROOT, Program, clean_environment, codes, process

from dtiscore.cli import main, session
from dtiscore.cli.commands import COMMANDS
from dtiscore.cli.main import build, run
from workspaces import ASSESSMENT, BASE, CASES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LINES = {
    "score": "score",
    "gaps": "gaps",
    "rank": "rank",
    "plan": "plan --target 40",
    "checklist": "checklist",
    "progress": "progress",
    "change": "change 2023 2023",
    "whatif": "whatif 1.1.meetings=3",
    "explain": "explain 1",
    "check": "check",
    "test": "test",
    "schema": "schema",
    "init": "init new",
}
NO_ANSWER = {
    "score": ("score --period 2099", "missing-file"),
    "gaps": ("gaps --vs nobody", "unknown-agency"),
    "rank": ("rank --target-ranks none", "not-an-amount"),
    "plan": ("plan --target none", "not-a-number"),
    "checklist": ("checklist nobody", "unknown-unit"),
    "progress": ("progress --since never", "not-a-date"),
    "change": ("change 2023 2099", "missing-file"),
    "whatif": ("whatif 9.9.x=1", "unknown-criterion"),
    "explain": ("explain 9.9", "unknown-criterion"),
    "check": ("check --as-of never", "not-a-date"),
    "test": ("test nope", "unknown-set"),
    "schema": ("schema nope", "not-one-of"),
    "init": ("init .", "not-empty"),
}
FULL_DEVICE = Path("/dev/full")
posix = pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")


def forms() -> list[tuple[str, str]]:
    """Every command with each form it can answer in."""
    commands: Mapping[str, Any] = typer.main.get_command(build()).commands  # type: ignore[attr-defined]
    return [
        (name, str(getattr(form, "value", form)))
        for name, command in commands.items()
        for param in command.params
        if "--format" in param.opts
        for form in param.type.choices
    ]


every_form = pytest.mark.parametrize(("command", "form"), forms())
every_command = pytest.mark.parametrize("command", COMMANDS)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that holds something already, alone in its folder."""
    path = tmp_path / "answers/old.txt"
    path.parent.mkdir()
    path.write_bytes(b"old")
    return path


# --- into a file ------------------------------------------------------------------------------


def test_every_command_takes_it() -> None:
    assert {command for command, _ in forms()} == set(COMMANDS) == set(LINES) == set(NO_ANSWER)


@every_form
def test_the_file_holds_what_stdout_would(
    command: str, form: str, program: Program, small: Path, old: Path
) -> None:
    line = [*LINES[command].split(), "--format", form]
    (small / "elsewhere").mkdir()
    printed = program(*line, at=small)
    written = program(*line, "--output", str(old), at=small / "elsewhere")
    assert printed.status == 0
    assert printed.data or form == "lines"
    assert (written.status, written.out, written.err) == (0, "", printed.err)
    assert old.read_bytes() == printed.data
    assert names(old.parent) == [old.name]


@every_command
def test_a_folder_is_refused_and_left_alone(
    command: str, program: Program, small: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "mine").write_bytes(b"mine")
    line = LINES[command].split()
    ran = program(*line, "-o", str(folder), at=small)
    assert (ran.status, ran.out) == (2, "")
    assert "[cannot-write]" in ran.err
    line[-1:] = ["other"] if command == "init" else line[-1:]
    ran = program(*line, "-o", str(folder), "--format", "json", at=small)
    assert codes(ran) == [("cannot-write", str(folder))]
    assert names(folder) == ["mine"]


def test_the_folder_must_exist_and_is_not_made(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "none/a.txt"
    assert codes(program("score", "-o", str(file), "-f", "json")) == [("cannot-write", str(file))]
    assert names(tmp_path) == []


@every_command
@pytest.mark.parametrize("form", ["table", "json"])
def test_without_an_answer_the_old_file_stays(
    command: str, form: str, program: Program, small: Path, old: Path
) -> None:
    line, code = NO_ANSWER[command]
    ran = program(*line.split(), "--output", str(old), "--format", form, at=small)
    assert ran.status == 2
    if form == "json":
        assert [found for found, _ in codes(ran)] == [code]
    else:
        assert ran.out == ""
        assert f"[{code}]" in ran.err
    assert old.read_bytes() == b"old"
    assert names(old.parent) == [old.name]


@pytest.mark.parametrize("line", ["score --fail-under 99", "gaps --vs-max --fail-on below", "test"])
def test_a_threshold_that_is_not_met_is_an_answer(
    line: str, program: Program, small: Path, old: Path
) -> None:
    (small / CASES).write_text(BASE[CASES].replace("provable: 5", "provable: 6"), "utf-8")
    printed = program(*line.split(), at=small)
    written = program(*line.split(), "--output", str(old), at=small)
    assert printed.status == written.status == 1
    assert old.read_bytes() == printed.out.encode() != b""


def failing(error: BaseException, real: Callable[..., Any] | None = None) -> Callable[..., Any]:
    def fail(*arguments: Any, **_: Any) -> None:
        if real is not None:
            real(*arguments)
        raise error

    return fail


FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["open", "write", "fsync", "close", "replace"])
@pytest.mark.parametrize("line", ["score", "schema units --format json"])
@pytest.mark.parametrize(("error", "status"), [(FULL, 2), (KeyboardInterrupt(), 130)])
def test_a_failure_at_any_step_keeps_the_old_file(
    error: BaseException,
    status: int,
    line: str,
    step: str,
    program: Program,
    small: Path,
    old: Path,
) -> None:
    real = os.close if step == "close" else None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, step, failing(error, real))
        ran = program(*line.split(), "--output", str(old), "--lang", "en", at=small)
    assert ran.status == status
    assert old.read_bytes() == b"old"
    assert names(old.parent) == [old.name]
    if status == 2 and "json" in line:
        assert codes(ran) == [("cannot-write", str(old))]
    else:
        assert ran.out == ""
        assert ran.err
    assert "Traceback" not in ran.err


@posix
@pytest.mark.parametrize("named", ["pipe", "link"])
def test_a_pipe_is_written_to_not_replaced(
    named: str, program: Program, small: Path, tmp_path: Path
) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    ran = program("score", "--format", "csv", "--output", str(tmp_path / named), at=small)
    reader.join(timeout=10)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert read == [program("score", "--format", "csv", at=small).out.encode()]
    assert pipe.is_fifo()
    assert link.is_symlink()


# --- stdout on error --------------------------------------------------------------------------


@every_form
def test_an_error_leaves_stdout_empty_but_for_one_whole_document(
    command: str, form: str, program: Program, small: Path
) -> None:
    (small / ASSESSMENT).write_text("period: x\n", "utf-8")
    (small / CASES).write_text("- {}\n", "utf-8")
    line = LINES[command].split() if command != "init" else ["init", "."]
    line = ["schema", "nope"] if command == "schema" else line
    ran = program(*line, "--format", form, at=small)
    assert ran.status == 2
    if command == "check":
        assert ran.err == "", "what is wrong is the answer"
    elif form == "json":
        assert codes(ran)
        assert ran.err == ""
    else:
        assert ran.out == ""
        assert "[" in ran.err


@pytest.mark.parametrize(
    "option", ["--format=json", "-f=json", "-fjson", "--format json", "-f json"]
)
def test_json_is_recognised_before_anything_is_read(option: str, program: Program) -> None:
    if option == "-f=json":
        assert program("score", option).status == 2, "typer takes “=json” for the form"
        return
    for line in ("score --lang fr", "--lang fr score", "score --as-of x"):
        ran = program(*line.split(), *option.split())
        assert [code for code, _ in codes(ran)] in (["not-one-of"], ["not-a-date"])
        assert ran.err == ""


@pytest.mark.parametrize("line", ["score --nope", "nope", "score extra", "score --format x", "-C"])
def test_wrong_usage_leaves_stdout_empty(line: str, program: Program) -> None:
    ran = program(*line.split(), "--lang", "en") if line != "-C" else program(*line.split())
    assert (ran.status, ran.out) == (2, "")
    assert ran.err
    assert "Traceback" not in ran.err


# --- into a pipe ------------------------------------------------------------------------------


def run_with(
    line: str, *, at: Path = ROOT, env: Mapping[str, str] | None = None, **streams: Any
) -> tuple[int, bytes, bytes]:
    """Status and what is left to read of a process whose streams are these."""
    with subprocess.Popen(
        [sys.executable, "-m", "dtiscore", *line.split()],
        cwd=at,
        env={**clean_environment(), **(env or {})},
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
    ) as started:
        out, err = started.communicate(timeout=60)
    return started.returncode, out or b"", err or b""


@pytest.fixture
def nobody_reads() -> Any:
    """The end of a pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("line", ["score", "score -f json", "schema units", "--version", "--help"])
def test_a_reader_who_has_gone_away_is_no_error(
    line: str, unbuffered: str, nobody_reads: int
) -> None:
    env = {"PYTHONUNBUFFERED": unbuffered}
    assert run_with(line, stdout=nobody_reads, env=env) == (0, b"", b"")


@posix
def test_nor_is_it_for_a_shell_that_completes(nobody_reads: int) -> None:
    env = {"_DTISCORE_COMPLETE": "complete_bash", "COMP_WORDS": "dtiscore ", "COMP_CWORD": "1"}
    for unbuffered in ("", "1"):
        said = {**env, "PYTHONUNBUFFERED": unbuffered}
        assert run_with("", stdout=nobody_reads, env=said) == (0, b"", b"")


@posix
def test_the_first_line_may_be_enough() -> None:
    """``dtiscore explain 6 | head -1``."""
    with subprocess.Popen(
        [sys.executable, "-m", "dtiscore", "schema", "group"],
        cwd=ROOT,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        assert started.stdout.readline() == b"{\n"
        started.stdout.close()
        assert started.stderr.read() == b""
    assert started.returncode == 0


@posix
@pytest.mark.parametrize(
    ("line", "status"), [("score --period 2099", 2), ("score --nope", 2), ("check", 0)]
)
def test_an_error_nobody_reads_keeps_its_status(line: str, status: int, nobody_reads: int) -> None:
    ended, out, _ = run_with(line, stderr=nobody_reads)
    assert ended == status
    assert (out == b"") == (status == 2)


@pytest.mark.skipif(not FULL_DEVICE.exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("line", ["score", "score -f json", "score -f json --period 2099"])
def test_a_full_disk_behind_stdout_is_said_without_a_traceback(line: str) -> None:
    with FULL_DEVICE.open("wb") as full:
        status, _, err = run_with(f"{line} --lang en", stdout=full)
    assert status == 2
    assert err.count(b"[cannot-write]") == 1
    assert b"Traceback" not in err
    assert b"Exception ignored" not in err


@pytest.mark.parametrize("line", ["score", "score -f json", "score -f json --period 2099", "check"])
def test_no_stdout_at_all(line: str, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert run(["-C", str(small), *line.split()]) == 2


# --- Ctrl-C -----------------------------------------------------------------------------------

MOMENTS: Sequence[tuple[str, str]] = (
    ("dtiscore.cli.main.build", "score"),
    ("dtiscore.cli.main.localise", "score"),
    ("dtiscore.cli.session.Session.configure", "score"),
    ("dtiscore.workspace.open_workspace", "score"),
    ("dtiscore.reader.read_yaml", "check"),
    ("dtiscore.workspace.score", "gaps"),
    ("dtiscore.report.score.page", "score"),
    ("dtiscore.report.machine.to_json", "checklist -f json"),
    ("dtiscore.cli.session.print_bytes", "score"),
    ("dtiscore.cli.session.Session.refuse", "score --period 2099"),
)


@pytest.mark.parametrize(("moment", "line"), MOMENTS)
def test_an_interruption_at_any_moment_ends_without_a_traceback(
    moment: str, line: str, program: Program, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moment, failing(KeyboardInterrupt()))
    main.command_of.cache_clear()  # an earlier test has built the program already
    ran = program("--lang", "en", *line.split(), at=small)
    assert (ran.status, ran.out) == (130, "")
    assert ran.err == "Aborted!\n"


SIGNALLED = """
import os, signal, sys
from dtiscore import workspace
workspace.open_workspace = lambda *_, **__: os.kill(os.getpid(), signal.SIGINT)
from dtiscore.__main__ import main
main()
"""
STARTING = """
import sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "dtiscore.cli.session":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
from dtiscore.__main__ import main
main()
"""


@posix
@pytest.mark.parametrize("code", [SIGNALLED, STARTING], ids=["working", "starting"])
def test_the_signal_itself(code: str) -> None:
    done = process("--lang", "en", "score", code=code)
    assert (done.returncode, done.stdout) == (130, b"")
    assert b"Traceback" not in done.stderr
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN


def test_only_a_bug_shows_where_it_arose_and_only_when_asked(
    program: Program, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session.Session, "scored", failing(ZeroDivisionError("oh")))
    ran = program("score", "--lang", "en", at=small)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("internal error: ZeroDivisionError: oh")
    assert "Traceback" not in ran.err
    with pytest.raises(ZeroDivisionError):
        program("score", "--debug", at=small)
