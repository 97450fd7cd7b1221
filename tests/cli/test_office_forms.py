"""Answers as workbooks and Word documents: of every command with a page, into files only."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import typer
from clikit import ROOT, Program, clean_environment, codes

from dtiscore.cli.main import build
from office import cells_of, words_of

if TYPE_CHECKING:
    from pathlib import Path

LINES = (
    "score",
    "score --group 5",
    "gaps --vs-average",
    "gaps --vs-max --all",
    "rank --target-ranks 5 --simulate --detail",
    "checklist",
    "checklist van-phong",
    "explain 1.1",
    "explain 5",
    "evidence check",
    "evidence list --all",
    "task list --period 2024",
    "progress --period 2024",
    "unit list --period 2024",
    "unit show van-phong --period 2024",
    "proposal list --period 2024",
    "proposal show vp-tap-huan --period 2024",
    "proposal check --period 2024",
    "proposal budget --period 2024",
    "change 2023 2024",
    "whatif 1.1.meetings=4",
    "plan --target 640",
)
FORMS = ("xlsx", "docx")
every_form = pytest.mark.parametrize("form", FORMS)
posix = pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")


def text_of(form: str, data: bytes) -> str:
    return cells_of(data) if form == "xlsx" else words_of(data)


@pytest.mark.parametrize(("language", "form"), [("vi", "docx"), ("en", "xlsx")])
@pytest.mark.parametrize("line", LINES)
def test_every_command_with_a_page_answers_so(
    line: str, language: str, form: str, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / f"answer.{form}"
    words = [*line.split(), "--lang", language, "--format", form]
    ran = program(*words, "-o", str(file))
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    printed = program(*words)
    assert (printed.status, printed.err) == (0, "")
    assert printed.data == file.read_bytes()
    shown = text_of(form, printed.data)
    assert ("SỐ LIỆU MINH HỌA" if language == "vi" else "ILLUSTRATIVE FIGURES") in shown
    # What a sheet shows by a number's pattern stands there as a number.
    markdown = program(*line.split(), "--lang", language, "--format", "md").out
    for heading in (part[3:] for part in markdown.splitlines() if part.startswith("## ")):
        assert heading.replace("\\", "") in shown


def with_pages() -> list[str]:
    """The commands that answer people in Markdown, which is a page in any form."""

    def within(group: Any, before: str = "") -> list[str]:
        found = []
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                found += within(command, f"{name} ")
            for param in command.params:
                if "--format" in param.opts and "md" in map(str, param.type.choices):
                    found.append(before + name)
                    assert {*FORMS} <= {*map(str, param.type.choices)}
        return found

    return within(typer.main.get_command(build()))


def test_none_is_left_out() -> None:
    named = {" ".join(word for word in line.split()[:2] if word.isalpha()) for line in LINES}
    assert set(with_pages()) <= named


@posix
@every_form
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_screen_is_refused_before_anything_is_read(
    form: str, language: str, tmp_path: Path
) -> None:
    terminal, screen = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "dtiscore", "score", "--lang", language, "-f", form],
            cwd=tmp_path,
            env=clean_environment(),
            stdout=screen,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(screen)
        os.close(terminal)
    assert done.returncode == 2
    said = done.stderr.decode()
    assert "[not-for-screen]" in said
    assert f".{form}”" in said
    assert "no-workspace" not in said


@posix
def test_a_terminal_is_no_hindrance_where_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    terminal, screen = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "dtiscore", "score", "-f", "docx", "-o", str(file)],
            cwd=ROOT,
            env=clean_environment(),
            stdout=screen,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(screen)
        os.close(terminal)
    assert (done.returncode, done.stderr) == (0, b"")
    assert zipfile.is_zipfile(file)


@pytest.mark.parametrize("line", ["score", "score -f md", "test", "score -f xlsx"])
def test_a_name_that_promises_another_form_is_remarked_on(
    line: str, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "answer.DOCX"
    ran = program(*line.split(), "-o", str(file))
    assert ran.status == 0
    assert "[other-form]" in ran.err
    assert "--format docx" in ran.err
    assert file.exists()


@pytest.mark.parametrize("name", ["a.txt", "a.xlsx", "a"])
def test_any_other_name_is_the_user_s_own_business(
    name: str, program: Program, tmp_path: Path
) -> None:
    assert program("score", "-f", "xlsx", "-o", str(tmp_path / name)).err == ""


@every_form
def test_an_unwritable_place_is_said(form: str, program: Program, tmp_path: Path) -> None:
    ran = program("score", "-f", form, "-o", str(tmp_path / "none" / "a"))
    assert ran.status == 2
    assert "[cannot-write]" in ran.err
    json = program("score", "-f", "json", "-o", str(tmp_path / "none" / "a.xlsx"))
    assert [code for code, _ in codes(json)] == ["cannot-write"]


@every_form
def test_the_bytes_do_not_depend_on_the_process(form: str, tmp_path: Path) -> None:
    made = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Ho_Chi_Minh")):
        done = subprocess.run(
            [sys.executable, "-m", "dtiscore", "checklist", "-f", form],
            cwd=ROOT,
            env={**clean_environment(), "PYTHONHASHSEED": seed, "TZ": zone, "COLUMNS": seed + "00"},
            capture_output=True,
            check=True,
        )
        made.append(done.stdout)
    assert made[0] == made[1]
    assert zipfile.ZipFile(io.BytesIO(made[0])).testzip() is None
