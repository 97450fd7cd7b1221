"""Child processes that hang, crash, eat memory or raise cost only the task they were at."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from paperkit import txt
from worker_jobs import do, fail_to_prepare

from dtiscore.evidence import learn, workers
from dtiscore.evidence.learnt import Fault

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

MEMORY = 400 << 20
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


def answers(*tasks: str, jobs: int = 1, seconds: float = 10.0) -> dict[str, str]:
    got: dict[str, str] = {}
    workers.run(
        tasks,
        do,
        on_failure=lambda _task, fault: fault.value,
        on_done=got.__setitem__,
        jobs=jobs,
        seconds=seconds,
        memory=MEMORY,
    )
    return got


BAD = {
    "crash": Fault.UNREADABLE,
    "exit": Fault.UNREADABLE,
    "raise": Fault.UNREADABLE,
    "recurse": Fault.UNREADABLE,
    "unsendable": Fault.UNREADABLE,
    "abort": Fault.TOO_SLOW,
    "eat": Fault.TOO_SLOW,
}


@posix
def test_each_kind_of_failure_is_that_of_its_task_alone() -> None:
    fine = [f"task {number}" for number in range(40)]
    tasks = [each for pair in zip(fine, [*BAD, *fine[len(BAD) :]], strict=True) for each in pair]

    got = answers(*dict.fromkeys(tasks), jobs=2)

    assert {task: got[task] for task in BAD} == {task: fault.value for task, fault in BAD.items()}
    assert {task: got[task] for task in fine} == {task: f"did {task}" for task in fine}


def test_a_task_that_hangs_is_ended_in_time_and_the_rest_goes_on() -> None:
    start = time.monotonic()
    assert answers("a", "hang", "b", "c", seconds=1.0) == {
        "a": "did a",
        "hang": "too-slow",
        "b": "did b",
        "c": "did c",
    }
    assert time.monotonic() - start < 10


def test_the_time_is_that_of_one_task_not_of_all() -> None:
    tasks = ["slow"] * 30
    assert answers(*tasks, seconds=1.0) == {"slow": "did slow"}


def test_a_parent_that_is_slow_itself_blames_nobody() -> None:
    got: list[str] = []

    def dawdle(_task: str, result: str) -> None:
        time.sleep(0.3)
        got.append(result)

    workers.run(
        ["a"] * 8, do, on_failure=lambda _t, f: f.value, on_done=dawdle, jobs=2, seconds=0.5
    )
    assert got == ["did a"] * 8


@posix
def test_children_are_silent_deaf_to_interrupts_and_write_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "written.txt"
    got = answers("speak", "interrupt", f"write {target}", "mask")
    assert got == {
        "speak": "",
        "interrupt": "did interrupt",
        f"write {target}": "unreadable",
        "mask": "0o77",
    }
    assert not target.exists() or target.stat().st_size == 0
    assert capfd.readouterr() == ("", "")


def test_few_tasks_get_one_child_and_never_this_process() -> None:
    pids: set[str] = set()
    workers.run(
        ["pid"] * 8,
        do,
        on_failure=lambda _t, f: f.value,
        on_done=lambda _t, pid: pids.add(pid),
        jobs=8,
    )
    assert len(pids) == 1
    assert str(os.getpid()) not in pids


def test_no_tasks_start_nothing() -> None:
    assert answers() == {}


def test_children_import_neither_typer_nor_pydantic_nor_rich() -> None:
    # The tests' own main module, which a child loads too, must not count.
    code = """
import sys; sys.path[:0] = %r
from dtiscore.evidence import learn, workers
from dtiscore.evidence.probe import prepare
from worker_jobs import do
workers.run(['modules'], do, prepare=prepare, on_failure=print, on_done=print)
"""
    command = [sys.executable, "-c", code % (sys.path,)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    loaded = set(done.stdout.split())
    assert "pypdfium2" in loaded
    assert not loaded & {"typer", "pydantic", "rich", "yaml", "pandas", "numpy", "xml.dom"}


def test_children_that_cannot_start_are_said_to() -> None:
    with pytest.raises(workers.WorkersError):
        workers.run(
            ["a"],
            do,
            on_failure=lambda _t, f: f.value,
            on_done=lambda _t, _r: None,
            prepare=fail_to_prepare,
        )


def test_children_that_cannot_start_are_a_diagnostic_of_the_program(
    program: Callable[..., Any], small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = small / "evidence/2023/1.1/a.txt"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(txt())
    monkeypatch.setattr(learn, "prepare", fail_to_prepare)
    ran = program("evidence", "check", "--format", "json", at=small)
    assert ran.status == 2
    (said,) = ran.json["diagnostics"]
    assert said["code"] == "unreadable-file"
    assert "no child process starts" in said["message"]


def _nested(pipe: Connection[Any, Any]) -> None:
    pipe.send(answers("a"))


def test_a_daemonic_process_may_read_papers() -> None:
    """As the workers of a pool are."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_nested, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    assert ours.recv() == {"a": "did a"}
    process.join(30)
    assert process.exitcode == 0


def test_without_the_library_of_pdf_files_all_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2.raw", None)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    learn.prepare()
    path = tmp_path / "a.txt"
    path.write_bytes(txt())
    assert learn.learn(path).document.number == "118"
    path.write_bytes(b"%PDF-1.4 %%EOF")
    with pytest.raises(ImportError):
        learn.learn(path)


def test_what_the_caller_raises_ends_the_children() -> None:
    def refuse(_task: str, _result: str) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        workers.run(["a", "hang"], do, on_failure=lambda _t, f: f.value, on_done=refuse)


@posix
def test_an_interrupt_ends_the_children_and_keeps_what_was_finished() -> None:
    got: list[str] = []

    def done(_task: str, result: str) -> None:
        got.append(result)
        if len(got) == 3:
            threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        workers.run(
            ["a", "b", "pid", "hang", "c"], do, on_failure=lambda _t, f: f.value, on_done=done
        )
    assert got[:2] == ["did a", "did b"]
    assert time.monotonic() - start < 10
    with pytest.raises(ProcessLookupError):
        os.kill(int(got[2]), 0)
