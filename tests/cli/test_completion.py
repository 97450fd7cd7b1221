"""Shell completion, asked for as the shells' own scripts do: by environment variables."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest
from clikit import ROOT, process

from dtiscore.cli.main import run
from workspaces import AWARENESS, BASE, SET, SETTINGS, UNITS

if TYPE_CHECKING:
    from pathlib import Path

SHELLS = ("bash", "zsh", "fish", "powershell")
COMMANDS = ["score", "gaps", "rank", "plan", "checklist", "progress", "change", "whatif"]
COMMANDS += ["explain", "check", "test", "schema", "init", "form", "published", "crosswalk"]
COMMANDS += ["task", "proposal", "unit", "period", "evidence"]
SMALL = ["1", "1.1", "1.2", "2", "2.1", "2.2", "2.3"]
each_shell = pytest.mark.parametrize("shell", SHELLS)


class Offer(NamedTuple):
    """One word that may follow, and what the shell shows beside it."""

    word: str
    help: str = ""


class Complete(Protocol):
    """The fixture ``complete``."""

    def __call__(self, line: str, shell: str = ..., at: Path = ...) -> list[Offer]:
        """What a shell offers after ``dtiscore`` and ``line``."""


def asked(shell: str, line: str) -> dict[str, str]:
    """The environment a shell sets when somebody presses TAB at the end of ``line``."""
    typed = shlex.split(line)
    typing = "" if line.endswith(" ") else typed.pop()
    if shell == "bash":
        listed = "\n".join([*typed, typing])
        where = str(len(typed))
        return {"_DTISCORE_COMPLETE": "complete_bash", "COMP_WORDS": listed, "COMP_CWORD": where}
    said = {"_DTISCORE_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line}
    if shell == "fish":
        return {**said, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    if shell == "powershell":
        return {**said, "_TYPER_COMPLETE_WORD_TO_COMPLETE": typing}
    return said


def offered(shell: str, printed: str) -> list[Offer]:
    """What the shell's own script makes of the answer."""
    if shell == "zsh":
        if printed.strip() == "_files":
            return []
        match = re.fullmatch(r"_arguments '\*: :\(\((.*)\)\)'\n?", printed, re.DOTALL)
        assert match is not None, printed
        lines = [re.fullmatch(r'"([^"]*)"(?::"([^"]*)")?', line) for line in match[1].splitlines()]
        return [Offer(line[1], line[2] or "") for line in lines if line is not None]
    mark = {"bash": "\n", "fish": "\t"}.get(shell, ":::")
    parts = (line.partition(mark) for line in printed.splitlines() if line)
    return [Offer(word, said.strip()) for word, _, said in parts]


@pytest.fixture
def complete(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Complete:
    monkeypatch.delenv("DTISCORE_LANG", raising=False)

    def completed(line: str, shell: str = "bash", at: Path = ROOT) -> list[Offer]:
        capfdbinary.readouterr()
        with monkeypatch.context() as patch:
            patch.chdir(at)
            for name, value in asked(shell, f"dtiscore {line}").items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                run([])
        out, err = capfdbinary.readouterr()
        assert (ended.value.code, err) == (0, b"")
        return offered(shell, out.decode("utf-8"))

    return completed


def words(found: list[Offer]) -> list[str]:
    return [offer.word for offer in found]


# --- what is offered --------------------------------------------------------------------------


@each_shell
def test_the_commands(shell: str, complete: Complete, small: Path) -> None:
    assert words(complete("", shell)) == COMMANDS
    assert words(complete("che", shell, small)) == ["checklist", "check"]
    assert words(complete("x", shell, small)) == []


@each_shell
def test_criteria_and_groups_to_explain(shell: str, complete: Complete, small: Path) -> None:
    assert words(complete("explain ", shell, small)) == SMALL
    assert words(complete("explain 2", shell, small)) == SMALL[3:]
    assert words(complete("explain 2.", shell, small)) == SMALL[4:]
    assert words(complete("explain 2.2", shell, small)) == ["2.2"]
    assert words(complete("explain 9", shell, small)) == []


@each_shell
def test_units(shell: str, complete: Complete, small: Path) -> None:
    both = ["van-phong", "phong-cntt"]
    assert words(complete("checklist ", shell, small)) == both
    assert words(complete("checklist p", shell, small)) == ["phong-cntt"]
    assert words(complete("score --unit ", shell, small)) == both
    assert words(complete("gaps --vs-max --unit v", shell, small)) == ["van-phong"]


@each_shell
def test_groups(shell: str, complete: Complete, small: Path) -> None:
    for command in ("score", "gaps", "checklist"):
        assert words(complete(f"{command} --group ", shell, small)) == ["1", "2"]
    assert words(complete("score --group 1 --group 2", shell, small)) == ["2"]


@each_shell
def test_kinds_of_files_forms_and_options(shell: str, complete: Complete, small: Path) -> None:
    assert words(complete("schema u", shell, small)) == ["units"]
    assert words(complete("score --format ", shell, small)) == [
        *("table", "json", "csv", "md", "xlsx", "docx")
    ]
    assert words(complete("gaps --fail-on ", shell, small)) == ["below"]
    assert "--unit" in words(complete("score --", shell, small))
    assert "--as-of" in words(complete("--", shell, small))


@pytest.mark.parametrize("shell", SHELLS[1:])
def test_names_stand_beside_the_ids(shell: str, complete: Complete, small: Path) -> None:
    found = complete("explain 1", shell, small)
    assert found == [
        ("1", "Nhận thức số"),
        ("1.1", "Tổ chức họp về chuyển đổi số"),
        ("1.2", "Cán bộ được tập huấn"),
    ]
    assert complete("checklist v", shell, small) == [("van-phong", "Văn phòng Sở")]


def test_the_sample_s(complete: Complete) -> None:
    found = words(complete("explain "))
    assert len(found) == 7 + 45
    assert found.index("6.9") + 1 == found.index("6.10"), "in the order of the set"


# --- where it looks ---------------------------------------------------------------------------


@pytest.mark.parametrize("inside", ["criteria/small", "assessments"])
def test_from_a_folder_inside(inside: str, complete: Complete, small: Path) -> None:
    assert words(complete("explain ", at=small / inside)) == SMALL


@each_shell
def test_in_the_workspace_that_is_named(
    shell: str, complete: Complete, small: Path, tmp_path: Path
) -> None:
    named = f"-C {shlex.quote(str(small))}"
    for options in (named, f"{named} --lang en", f"--as-of 2024-01-01 --debug {named}"):
        assert words(complete(f"{options} explain ", shell, tmp_path)) == SMALL
    assert words(complete(f"-C {small.name} explain ", shell, small.parent)) == SMALL


def test_without_a_workspace_nothing_is_offered(complete: Complete, tmp_path: Path) -> None:
    for line in ("explain ", "checklist ", "score --group ", f"-C {'x' * 300} explain "):
        assert complete(line, at=tmp_path) == []
    assert words(complete("schema u", at=tmp_path)) == ["units"]


def test_the_default_set_s_criteria(complete: Complete, small: Path) -> None:
    """Those of the set in dtiscore.yaml, whatever else lies in the workspace."""
    other = small / SET.replace("small", "other")
    other.parent.mkdir()
    other.write_text(BASE[SET].replace("groups: [1-awareness, 2-services]", "groups: []"), "utf-8")
    assert words(complete("explain ", at=small)) == SMALL
    (small / SETTINGS).write_text(BASE[SETTINGS].replace("small", "other"), "utf-8")
    assert complete("explain ", at=small) == []


# --- files that are being written -------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "units:\n  - van-phong\n  - {id: ok, name: Được}\n",
        "units:\n  - name: Chưa có mã\n  - {id: ok, name: Được}\n",
        "units:\n  - {id: , name: Chưa có mã}\n  - id: ok\n",
        "units:\n  - {id: [a], name: A}\n  - {id: ok, name: [b]}\n",
        "units:\n  - {id: ok, name: Được}\n  - {id: không được, name: A}\n",
        "units:\n  -\n  - [a]\n  - {id: ok}\nx: 1\n",
    ],
)
def test_a_unit_that_is_not_whole_yet_is_left_out(
    text: str, complete: Complete, small: Path
) -> None:
    (small / UNITS).write_text(text, "utf-8")
    assert words(complete("checklist ", "fish", small)) == ["ok"]


BROKEN = (
    *("", "a", "- a\n- b\n", "a: [", "\t", "units:\ngroups:\ncriteria:\n", "a: 1\na: 2\n"),
    *("units: abc\ngroups: abc\ncriteria: abc\n", "units: {a: b}\ngroups: {a: b}\n"),
    *("criteria: {a: b}\nid: {}\n", "criteria: [a, [b], {id: c}]\nid: [x]\nname: {a: b}\n"),
    *("groups: [[a], {b: c}, '../../x', 2-services]\n", "criteria: ../..\n"),
    *("\x00\x01", "a: &a [*a]\n", "!!python/object:os.system x\n", "[" * 100_000),
)


@pytest.mark.parametrize("file", [SETTINGS, SET, AWARENESS, UNITS])
def test_a_broken_file_is_no_obstacle(file: str, complete: Complete, small: Path) -> None:
    for text in BROKEN:
        (small / file).write_text(text, "utf-8")
        for line in ("explain ", "checklist "):
            assert set(words(complete(line, at=small))) <= {*SMALL, "van-phong", "phong-cntt", "c"}


def test_a_file_that_cannot_be_read_is_left_out(complete: Complete, small: Path) -> None:
    (small / UNITS).unlink()
    assert complete("checklist ", at=small) == []
    (small / AWARENESS).unlink()
    (small / AWARENESS).mkdir()
    assert words(complete("explain ", at=small)) == SMALL[3:]


# --- names that mean harm ---------------------------------------------------------------------

HOSTILE = (
    "$(touch hit)",
    "`touch hit`",
    r"\$(touch hit)",
    r"\\`touch hit`",
    '"; touch hit; "',
    "'; touch hit; '",
    "a' 'b) touch hit (",
    "[/bold] [red]",
    "dòng một\ndòng hai",
    "\x1b[31mđỏ\x07",
    "\u202ecoba\u2066",
    "tab\tmột",
    "{0} %s %(x)s",
)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_name_runs_nothing_and_breaks_no_line(
    shell: str, name: str, complete: Complete, small: Path
) -> None:
    text = BASE[AWARENESS].replace("name: Nhận thức số", f"name: {json.dumps(name)}")
    (small / AWARENESS).write_text(text, "utf-8")
    found = complete("explain 1", shell, small)
    assert words(found) == SMALL[:3]
    assert found[0].help.isprintable()
    assert not set(found[0].help) & set("\\`$\"'[]")
    assert re.findall(r"[^\W_]+", found[0].help) == re.findall(r"[^\W_]+", name)


@pytest.mark.parametrize("uid", ["$(touch hit)", "`id`", "a b", "../x", "-x", "a;b", "a*", "ò"])
def test_what_is_no_id_is_not_offered(uid: str, complete: Complete, small: Path) -> None:
    """A shell would put it on the command line."""
    text = BASE[UNITS].replace("id: van-phong", f"id: '{uid}'")
    (small / UNITS).write_text(text, "utf-8")
    assert words(complete("checklist ", at=small)) == ["phong-cntt"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="it takes a shell")
def test_what_zsh_evaluates_runs_nothing(complete: Complete, small: Path) -> None:
    """bash evaluates the same text in the same way; zsh need not be there."""
    bash = str(shutil.which("bash"))
    bad = "\\\\$(touch hit)\\\\`touch hit`"
    text = BASE[AWARENESS].replace("name: Nhận thức số", f'name: "{bad}"')
    (small / AWARENESS).write_text(text, "utf-8")
    found = complete("explain 1", "zsh", small)
    assigned = " ".join(f'"{offer.word}":"{offer.help}"' for offer in found)
    done = subprocess.run(
        [bash, "-c", f"eval 'ws=({assigned})'"], cwd=small, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert not (small / "hit").exists()


# --- the scripts ------------------------------------------------------------------------------


@each_shell
def test_each_shell_has_its_script(shell: str) -> None:
    done = process(
        "--show-completion", shell, env={"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    )
    assert done.returncode == 0
    script = done.stdout.decode()
    assert "_DTISCORE_COMPLETE" in script
    assert "dtiscore" in script


def test_in_a_process_of_its_own_as_the_bash_script_runs_it(small: Path) -> None:
    done = process(at=small, env=asked("bash", "dtiscore explain 2."))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().split() == SMALL[4:]
