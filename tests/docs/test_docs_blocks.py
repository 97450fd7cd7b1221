"""Every command that a page shows does what the page promises, on a copy of the sample.

Commands of one page run one after the other, as a reader would run them. A line that ends with
another status than 0 says so: ``dtiscore score --fail-under 900  # exit 1``.
"""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest
from dockit import PAGES, ROOT, Block, Program, blocks, page

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("dtiscore.yaml", "units.yaml")
FOLDERS = ("criteria", "assessments", "published", "tasks", "proposals", "evidence", "scenarios")
_SHOWN = re.compile(
    r"^```sh\n(?P<block>.*?)^```$|`(?P<code>dtiscore [^`\n]+)`", re.MULTILINE | re.DOTALL
)
_PLACEHOLDER = re.compile(r"\b[A-Z]{2,}\b|[<…]")


def lines_of(block: Block) -> list[str]:
    """The lines of a block of commands of the program; none where it is another one."""
    if block.language != "sh" or not block.text.startswith("dtiscore"):
        return []
    return block.text.splitlines()


def commands(text: str) -> list[str]:
    """Every command of a page in its order, in blocks and in the text, that can be run as it is."""
    plain = re.sub("^#+ .*$", "", text, flags=re.MULTILINE)
    found: list[str] = []
    for shown in _SHOWN.finditer(plain):
        if shown["code"] is not None:
            found += [shown["code"]] if not _PLACEHOLDER.search(shown["code"]) else []
        else:
            found += lines_of(Block("sh", shown["block"]))
    return found


def expected(line: str) -> int:
    """The exit status a line promises."""
    match = re.search(r"# exit (\d+)$", line)
    return int(match[1]) if match else 0


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample's workspace."""
    folder = tmp_path / "sample"
    folder.mkdir()
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    return folder


WITH_COMMANDS = [name for name in PAGES if commands(page(name))]


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_commands_run(name: str, program: Program, sample: Path) -> None:
    for line in commands(page(name)):
        program_name, *arguments = shlex.split(line, comments=True)
        assert program_name == "dtiscore"
        ran = program(*arguments, at=sample)
        assert ran.status == expected(line), f"{line}\n{ran.out}{ran.err}"


def test_every_block_is_run() -> None:
    for name in PAGES:
        for block in blocks(page(name)):
            lines = lines_of(block)
            assert all(line.startswith("dtiscore ") for line in lines)
            assert set(lines) <= set(commands(page(name)))


def test_pages_that_must_show_commands_do() -> None:
    assert {"README.md", "docs/commands.md"} <= set(WITH_COMMANDS)


def test_commands_are_found() -> None:
    text = (
        "# `dtiscore gaps`\n`dtiscore check` and `dtiscore init DIR`\n```sh\ndtiscore score\n```\n"
    )
    text += "```sh\nother\n```\n```text\ndtiscore no\n```\n"
    assert commands(text) == ["dtiscore check", "dtiscore score"]
    assert [expected(line) for line in ("dtiscore a", "dtiscore a  # exit 1")] == [0, 1]
