"""The screens in README.md are what the program prints (``tools/readme_examples.py``)."""

from __future__ import annotations

import importlib.util
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from dockit import ROOT, blocks, page

if TYPE_CHECKING:
    from pathlib import Path

STALE = """\
<!-- example: dtiscore score | 1 3:1 -->
```console
$ dtiscore score
yesterday
```
"""
FRESH = """\
<!-- example: dtiscore score | 1 3:1 -->
```console
$ dtiscore score
one
…
three
…
```
"""


@cache
def tool() -> Any:
    """The tool as a module."""
    path = ROOT / "tools/readme_examples.py"
    spec = importlib.util.spec_from_file_location("readme_examples", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_shows_what_the_program_prints() -> None:
    assert tool().main(["check"]) == 0, "run: python tools/readme_examples.py update"


def test_every_screen_is_an_example() -> None:
    screens = [block for block in blocks(page("README.md")) if block.language == "console"]
    commands = [found["command"] for found in tool()._EXAMPLE.finditer(page("README.md"))]
    assert [screen.text.splitlines()[0] for screen in screens] == [
        f"$ dtiscore {command}" for command in commands
    ]
    assert {command.split()[0] for command in commands} == {
        "score",
        "gaps",
        "checklist",
        "explain",
        "evidence",
    }
    assert all("--as-of" in command for command in commands), "the day must not matter"


def test_a_stale_screen_is_seen_and_mended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(STALE, "utf-8")
    monkeypatch.setattr(tool(), "README", readme)
    monkeypatch.setattr(tool(), "printed", lambda _: "one\n\ntwo\n\nthree\nthird\n\nfour\n")
    assert tool().main(["check"]) == 1
    assert readme.read_text("utf-8") == STALE
    assert tool().main(["update"]) == 0
    assert readme.read_text("utf-8") == FRESH
    assert tool().main(["check"]) == 0
