"""The README says which commands have no page for the office: exactly these have none."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]

WRITES = re.compile(
    "^(init|period new|form (export|import)|published import|proposal new"
    "|task (add|done|assign|import)|evidence (add|request|lock))$"
)
"""The commands that write files of the workspace."""


def test_the_readme_names_the_commands_without_office_formats() -> None:
    commands = (ROOT / "docs/commands.md").read_text("utf-8").split("\n## `dtiscore ")[1:]
    parts = {part.partition("`")[0]: part for part in commands}
    without = {
        name
        for name, part in parts.items()
        if "`--format` (" in part
        and "`docx`" not in part.partition("`--format` (")[2].partition(")")[0]
    }
    said = (ROOT / "README.md").read_text("utf-8").partition("not the commands that write files")[2]
    named = set(re.findall("`([a-z ]+)`", said.partition(". ")[0]))
    assert {name for name in without if not WRITES.match(name)} == named
    assert not [name for name in named if name not in parts]
