"""What a command loads: start-up time is mostly imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OFFICE = ("openpyxl", "xlsxwriter", "docx", "lxml", "icalendar")
HEAVY = ("pandas", "numpy", "jinja2", "babel", *OFFICE)

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


@pytest.mark.parametrize("form", ["csv", "md"])
def test_other_forms_load_no_library_of_office_files(form: str) -> None:
    status, modules = loaded("checklist", "--format", form)
    assert status == 0
    assert not modules & set(HEAVY)


@pytest.mark.parametrize(
    ("form", "needed"), [("xlsx", {"xlsxwriter"}), ("docx", {"docx", "lxml"})], ids=["xlsx", "docx"]
)
def test_an_office_file_loads_the_library_of_its_own_form(
    form: str, needed: set[str], tmp_path: Path
) -> None:
    status, modules = loaded("score", "--format", form, "-o", str(tmp_path / f"score.{form}"))
    assert status == 0
    assert modules & set(HEAVY) == needed
    assert "rich.console" not in modules


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_score_loads_no_list_of_work_and_no_worked_example(form: str) -> None:
    status, modules = loaded("score", "--format", form)
    assert status == 0
    unused = ("analysis.worklist", "analysis.steps", "checks.cases", "model.cases", "starter")
    assert not modules & {f"dtiscore.{name}" for name in unused}


@pytest.mark.parametrize("form", ["json", "csv"])
def test_only_the_page_of_a_score_compares_it_with_the_average(form: str) -> None:
    status, modules = loaded("score", "--format", form)
    assert status == 0
    assert "dtiscore.analysis.versus" not in modules
    assert "dtiscore.analysis.versus" in loaded("score")[1]


def test_no_plugin_of_another_package_has_a_say_in_a_score(tmp_path: Path) -> None:
    plugin = tmp_path / "plugin-1.dist-info"
    plugin.mkdir()
    (plugin / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1\n", "utf-8")
    (plugin / "entry_points.txt").write_text("[pydantic]\nplugin = dtiscore_plugin:it\n", "utf-8")
    (tmp_path / "dtiscore_plugin.py").write_text("it = object()\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROBE, "score"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "DTISCORE_AS_OF": "2024-06-01"},
    )
    assert done.returncode == 0
    assert "dtiscore_plugin" not in done.stderr.decode().split()


def test_nothing_is_searched_for_garbage_when_the_program_ends() -> None:
    code = (
        "import atexit, gc, sys; sys.argv = ['dtiscore', 'score', '--format', 'json'];"
        "atexit.register(lambda: print(gc.get_freeze_count() > 10_000, file=sys.stderr));"
        "from dtiscore.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert done.stderr.splitlines()[-1:] == ["True"]


@pytest.mark.parametrize("folder", ["model", "rules/kinds"])
def test_models_spare_pydantic_the_annotations_as_text(folder: str) -> None:
    found = [
        path.name
        for path in (ROOT / "src/dtiscore" / folder).glob("*.py")
        if "(Strict)" in (text := path.read_text("utf-8")) or "Rule(" in text
        if "from __future__ import annotations" in text
    ]
    assert found == []


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
