"""What a command loads: start-up time is mostly imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("pandas", "numpy", "openpyxl", "docx", "jinja2", "babel")

PROBE = """
import sys
from dtiscore.cli.main import run
status = run(sys.argv[1:])
sys.stderr.write("\\n" + " ".join(sorted(sys.modules)))
sys.exit(status)
"""


def loaded(*arguments: str) -> tuple[int, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, "DTISCORE_AS_OF": "2024-06-01"},
    )
    modules = done.stderr.decode().rsplit("\n", 1)[-1].split()
    return done.returncode, {name.split(".")[0] for name in modules} | set(modules)


@pytest.mark.parametrize(
    "command",
    [["score"], ["gaps"], ["checklist"], ["explain", "1.1"], ["check"]],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize("form", [[], ["--format", "json"]], ids=["table", "json"])
def test_the_main_commands_load_no_heavy_library(command: list[str], form: list[str]) -> None:
    status, modules = loaded(*command, *form)
    assert status == 0
    assert not modules & set(HEAVY)


def test_json_needs_no_rich() -> None:
    status, modules = loaded("score", "--format", "json")
    assert status == 0
    assert "rich.console" not in modules


def test_help_reads_no_model() -> None:
    status, modules = loaded("--help")
    assert status == 0
    assert not modules & {"pydantic", "yaml", "rich", *HEAVY}


def test_the_version_is_answered_before_anything_is_loaded() -> None:
    code = (
        "import sys; sys.argv = ['dtiscore', '--version'];"
        "from dtiscore.__main__ import main; main(); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert done.stdout.startswith("dtiscore ")
    assert not {"typer", "yaml", "pydantic", "dtiscore.cli"} & set(done.stderr.split())
