"""The helpers of other folders, and the labelled papers, serve here, too."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dtiscore.evidence import learn, workers
from dtiscore.evidence.learnt import Fault
from workspaces import make_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDERS = ("scoring", "rules", "evidence/papers", "evidence/hostile")

sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in FOLDERS]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small workspace of `workspaces.BASE`, in a folder of its own."""
    folder = tmp_path / "small"
    folder.mkdir()
    return make_workspace(folder)


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Children do their work in this process; the names of the files they were given."""
    asked: list[str] = []

    def run(tasks: Sequence[Any], work: Any, *, on_failure: Any, on_done: Any, **_: Any) -> None:
        learn._known.clear()
        for task in tasks:
            asked.append(Path(task.path).name)
            try:
                result = work(task)
            except Exception:  # noqa: BLE001 - as in a child
                result = on_failure(task, Fault.UNREADABLE)
            on_done(task, result)
        learn._known.clear()

    monkeypatch.setattr(workers, "run", run)
    return asked
