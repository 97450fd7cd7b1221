"""Every bad file through the real child processes: a sensible answer, and nothing else happens."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import hostile_archives
import hostile_others
import hostile_pdfs

from dtiscore.evidence import workers
from dtiscore.evidence.learnt import Fault, Probed
from dtiscore.evidence.probe import prepare, probe, probe_bytes

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

    assert time.monotonic() - start < SECONDS * 30
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


def damaged(content: bytes, seed: int) -> bytes:
    """``content`` with bytes changed, cut off, taken out or repeated."""
    chance, data = random.Random(seed), bytearray(content)  # noqa: S311 - the same each time
    start = chance.randrange(len(data))
    piece = slice(start, start + chance.randint(1, 400))
    if seed % 4 == 0:
        for _ in range(20):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif seed % 4 == 1:
        del data[start:]
    elif seed % 4 == 2:
        del data[piece]
    else:
        data[start:start] = data[piece] * 3
    return bytes(data)


def test_no_damage_makes_a_reader_fail() -> None:
    good = (
        hostile_pdfs.GOOD,
        hostile_archives.docx(hostile_archives.BODY.format(hostile_archives.W, "Text")),
        hostile_archives.xlsx(f"<sst {hostile_archives.S}><si><t>Text</t></si></sst>"),
        hostile_others.png(100, 100),
        hostile_others.jpeg(100, 100),
        hostile_others.tiff(100, 100),
        hostile_others.mail("\nText"),
        hostile_others.ole("Root Entry", "WordDocument"),
    )
    tasks = [damaged(content, seed) for content in good for seed in range(60)]
    failures: list[tuple[bytes, Fault]] = []

    def fail(task: bytes, fault: Fault) -> Probed:
        failures.append((task, fault))
        return Probed()

    got: list[Probed] = []
    workers.run(
        tasks, probe_bytes, on_failure=fail, on_done=lambda _task, one: got.append(one), jobs=2
    )

    assert failures == []
    assert len(got) == len(tasks)
    assert {fault for one in got for fault in one.faults} >= {Fault.TRUNCATED, Fault.UNREADABLE}
