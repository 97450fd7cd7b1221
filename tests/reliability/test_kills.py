"""A program that is killed leaves the workspace before or after; eight at once lose nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reliability.killing import kill_all
from reliability.writing import fill
from workspaces import make_workspace

posix = pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL on Windows")
FORM = "phieu-tu-danh-gia-2023-van-phong.xlsx"


@posix
def test_thirty_kills_leave_nothing_between() -> None:
    rounds = kill_all(30, seed=11)
    assert [one for one in rounds if one.wrong] == []
    assert sum(one.killed for one in rounds) >= 20
    assert {one.left for one in rounds} == {"before", "after"}


def _command(folder: Path, *arguments: str) -> list[str]:
    run = "import sys; from dtiscore.cli.main import run; sys.exit(run(sys.argv[1:]))"
    return [sys.executable, "-c", run, "-C", str(folder), "--as-of", "2024-05-07", *arguments]


def test_eight_imports_at_once_each_land_or_are_refused(tmp_path: Path) -> None:
    """Four state one figure differently, four each an explanation of their own."""
    folder = make_workspace(tmp_path)
    subprocess.run(_command(folder, "form", "export", "vp", "--to", str(tmp_path)), check=True)
    cells: list[dict[str, object]] = [{"fact:1.1:meetings#value": 10 + n} for n in range(4)]
    cells += [
        {f"criterion:{cid}#{column}": f"Lời {cid} {column}"}
        for cid in ("1.1", "1.2")
        for column in ("note", "explanation")
    ]
    running = []
    for number, values in enumerate(cells):
        form = tmp_path / f"form{number}.xlsx"
        form.write_bytes((tmp_path / FORM).read_bytes())
        fill(form, values)
        arguments = _command(folder, "form", "import", str(form), "--format", "json")
        running.append(subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
    results = [(process, *process.communicate()) for process in running]
    text = (folder / "assessments/2023.yaml").read_text("utf-8")
    landed = [process.returncode == 0 for process, _, _ in results]
    # Of four different figures one lands; the others meet a figure that was changed meanwhile.
    assert sum(landed[:4]) == 1
    assert landed[4:] == [True] * 4
    assert f"meetings: {10 + landed.index(True)}\n" in text
    assert all(str(next(iter(values.values()))) in text for values in cells[4:])
    refused = [out.decode() for process, out, _ in results if process.returncode]
    assert all("form-conflict" in each for each in refused)
