"""Every bad file through the real child processes: a sensible answer, and nothing else happens."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import hostile_archives
import hostile_others
import hostile_pdfs

from dtiscore.evidence import workers
from dtiscore.evidence.learnt import Fault, Probed
from dtiscore.evidence.probe import prepare, probe

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CORPUS = (*hostile_pdfs.ALL, *hostile_archives.ALL, *hostile_others.ALL)
SECONDS = 3.0
MEMORY_OF_PARENT = 64 << 20


def failed(_path: Path, fault: Fault) -> Probed:
    return Probed(faults=(fault,))


def resident() -> int:
    """The bytes of memory this process holds; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * 4_096
    except OSError:
        return 0


def test_every_bad_file_gets_its_answer_and_does_nothing_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    made = {entry.write(folder): entry for entry in CORPUS}
    assert len(made) == len(CORPUS) >= 66
    before, held, start = sorted(tmp_path.rglob("*")), resident(), time.monotonic()
    got: dict[Path, Probed] = {}

    workers.run(
        list(made),
        probe,
        on_failure=failed,
        on_done=got.__setitem__,
        prepare=prepare,
        jobs=2,
        seconds=SECONDS,
    )

    assert time.monotonic() - start < SECONDS * 8
    assert resident() - held < MEMORY_OF_PARENT
    assert got.keys() == made.keys()
    assert {
        made[path].title: why for path, probed in got.items() if (why := made[path].wrong(probed))
    } == {}
    assert sorted(tmp_path.rglob("*")) == before
    assert not (tmp_path.parent / "owned.txt").exists()
    assert capfd.readouterr() == ("", "")


def test_the_same_file_gets_the_same_answer_twice(tmp_path: Path) -> None:
    paths = [entry.write(tmp_path) for entry in hostile_pdfs.PROGRAMS]
    answers: list[dict[Path, Probed]] = [{}, {}]
    for tasks, got in zip((paths, paths[::-1]), answers, strict=True):
        workers.run(tasks, probe, on_failure=failed, on_done=got.__setitem__, jobs=2)
    assert answers[0] == answers[1]
