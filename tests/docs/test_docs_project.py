"""What pages say of the project: its version, its layers, how it deviates, how it is checked."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
import typer
from dockit import ROOT, codes, headings, page, section, table

from dtiscore import __version__
from dtiscore.cli.commands import COMMANDS
from dtiscore.cli.main import build

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ARCHITECTURE = "docs/architecture.md"


def layers() -> list[str]:
    """The layers that import-linter holds, from the top."""
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    (held,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [" ".join(layer.replace("|", " ").replace(":", " ").split()) for layer in held]


# --- version ------------------------------------------------------------------------------------


def test_the_newest_changes_are_of_this_version() -> None:
    versions = [title for title in headings(page("CHANGELOG.md")) if title[0].isdigit()]
    assert versions[0].split()[0] == __version__
    numbers = [tuple(map(int, version.split()[0].split("."))) for version in versions]
    assert numbers == sorted(set(numbers), reverse=True)


def test_the_python_that_is_needed() -> None:
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert f"Python {oldest} or newer" in page("README.md")


# --- layers -------------------------------------------------------------------------------------


def test_the_layers_are_named_in_their_order() -> None:
    assert [" ".join(codes(row[0])) for row in table(page(ARCHITECTURE), "Layers").rows] == layers()


def test_every_layer_exists() -> None:
    for name in " ".join(layers()).split():
        path = ROOT / "src/dtiscore" / name
        assert path.is_dir() or path.with_suffix(".py").is_file()


# --- deviations ---------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--format", "--output", "--period"])
def test_commands_without_an_option_every_command_has_by_design(option: str) -> None:
    group: Any = typer.main.get_command(build())
    without = {
        command
        for command in COMMANDS
        if not any(option in param.opts for param in group.commands[command].params)
    }
    said = section(page(ARCHITECTURE), "Deviations from a pure design")
    named = {
        code
        for sentence in re.split(r"(?<=[.:])\s", said)
        if f"`{option}`" in sentence
        for code in codes(sentence)
    }
    assert named & set(COMMANDS) == without


# --- checks -------------------------------------------------------------------------------------


def test_ci_runs_what_contributors_are_told_to_run() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")
    (told,) = re.findall(r"Single ones:\n\n```sh\n(.*?)```", page("CONTRIBUTING.md"), re.DOTALL)
    tests, *others = [call for line in told.splitlines() for call in line.split(" && ")]
    assert tests in page("README.md"), "which .ci/run runs"
    assert all(call in script for call in others)


@pytest.mark.parametrize("name", ["run-command", "test-command"])
def test_ci_finds_the_commands_of_the_readme(name: str) -> None:
    pattern = rf"<!-- {name} -->\n```sh\n[^\n]+\n```\n<!-- /{name} -->\n"
    assert len(re.findall(pattern, page("README.md"))) == 1
    assert f"readme_command {name}" in (ROOT / ".ci/run").read_text("utf-8")
