"""docs/commands.md: every command, argument, option, form and exit status, and no other."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
import typer
from dockit import (
    AS_OF,
    PAGES,
    ROOT,
    Program,
    blocks,
    codes,
    headings,
    page,
    prose,
    section,
    table,
    tables,
)

from dtiscore.cli.commands import COMMANDS, GROUPS
from dtiscore.cli.main import _EVERYWHERE, INTERRUPTED, USAGE, build

COMMANDS_PAGE = "docs/commands.md"
PROGRAM = "Program options"
SHARED = "Options of several commands"
HELP = {"-h", "--help"}
EVERY = [
    *COMMANDS,
    *(f"{group} {name}" for group, (_, within) in GROUPS.items() for name in within),
]
"""Every command, those of groups with the group's name before it."""


@cache
def program_group() -> Any:
    """The program as it is built for completion: every command with its options."""
    return typer.main.get_command(build())


def options(command: str | None) -> dict[str, Any]:
    """The options of a command (None: of the program) by their long names."""
    built = program_group() if command is None else built_command(command)
    return {long_name(param): param for param in built.params if param.param_type_name == "option"}


def built_command(command: str) -> Any:
    """A command as it is built; ``evidence check`` is one of a group."""
    found = program_group()
    for word in command.split():
        found = found.commands[word]
    return found


def long_name(param: Any) -> str:
    """An option's long name."""
    return str(max(param.opts, key=len))


def arguments(command: str) -> list[Any]:
    built = built_command(command)
    return [param for param in built.params if param.param_type_name == "argument"]


def spelling(param: Any) -> str:
    """An option as the page writes it: ``-o``, ``--output FILE``; several words stand apart."""
    short = sorted(set(param.opts) - {long_name(param)})
    value = forms(param)[0] if len(forms(param)) == 1 else param.metavar
    long = " ".join(filter(None, (long_name(param), value)))
    return ", ".join(f"`{word}`" for word in (*short, long))


def said(command: str) -> str:
    """What stands under a command's heading."""
    return section(page(COMMANDS_PAGE), f"`dtiscore {command}`")


def rows(command: str) -> list[list[str]]:
    """What a command's section says of the options that it has for itself."""
    return [row for found in tables(said(command)) for row in found.rows]


def forms(param: Any) -> list[str]:
    """The words an option can take; none where it is open."""
    return [str(getattr(form, "value", form)) for form in getattr(param.type, "choices", ())]


def listed(command: str) -> list[str]:
    """The options a command's section says it has: in its table and after “Options:”, “Also:”."""
    found = [code.split()[0] for row in rows(command) for code in codes(row[0])]
    for sentence in re.findall(r"(?:Options|Also): (.*)", said(command)):
        found += [code for code in codes(sentence) if code.startswith("--")]
    return found


# --- commands and options ---------------------------------------------------------------------


def test_every_command_has_its_section() -> None:
    titled = [title for title in headings(page(COMMANDS_PAGE)) if title.startswith("`")]
    assert titled == [f"`dtiscore {command}`" for command in EVERY]


@pytest.mark.parametrize("command", EVERY)
def test_a_section_lists_the_options_of_its_command(command: str) -> None:
    named = sorted(listed(command))
    mentioned = {code.split()[0] for code in codes(said(command)) if code.startswith("-")}
    assert named == sorted(set(options(command)) - HELP), "each of them, once"
    assert mentioned <= {*options(command), *options(None)}


@pytest.mark.parametrize("command", EVERY)
def test_an_option_of_its_own_is_spelt_as_the_help_spells_it(command: str) -> None:
    own = {codes(row[0])[0].split()[0]: row for row in rows(command)}
    shared = {codes(cell)[-1].split()[0] for cell in table(page(COMMANDS_PAGE), SHARED).column(0)}
    assert set(options(command)) - HELP - shared <= set(own)
    for option, (spelt, meaning) in own.items():
        param = options(command)[option]
        assert spelt == spelling(param)
        assert meaning
        if isinstance(param.default, str):
            assert f"default `{param.default}`" in meaning


@pytest.mark.parametrize("command", EVERY)
def test_a_section_lists_the_forms_of_the_answer(command: str) -> None:
    match = re.search(r"`--format` \(([^)]*)\)", said(command))
    param = options(command).get("--format")
    assert (match is None) == (param is None)
    if match is not None and param is not None:
        assert codes(match[1]) == forms(param)
        assert codes(match[1])[0] == str(getattr(param.default, "value", param.default))


@pytest.mark.parametrize("command", EVERY)
def test_a_section_names_the_arguments(command: str) -> None:
    written = {code for code in codes(said(command)) if re.fullmatch(r"\[?[A-Z]+\]?", code)}
    assert written == {param.metavar for param in arguments(command)}


def test_shared_options() -> None:
    cells = table(page(COMMANDS_PAGE), SHARED).column(0)
    for cell in cells:
        option = codes(cell)[-1].split()[0]
        having = [options(command)[option] for command in EVERY if option in options(command)]
        assert len(having) > 1
        assert {spelling(param) for param in having} == {cell}
    known = [options(command).get("--format") for command in EVERY]
    described = codes(table(page(COMMANDS_PAGE), SHARED).rows[0][1])
    assert set(described) == {form for param in known if param for form in forms(param)}


def test_program_options() -> None:
    cells = table(page(COMMANDS_PAGE), PROGRAM).column(0)
    documented = [code.split()[0] for cell in cells for code in codes(cell)]
    existing = {word for param in options(None).values() for word in param.opts}
    assert sorted(documented) == sorted(existing | HELP)
    for cell in cells:
        param = options(None).get(codes(cell)[-1].split()[0])
        if param is not None and param.metavar is not None:
            assert codes(cell)[-1].endswith(f" {param.metavar}")


def test_options_before_or_after_the_command() -> None:
    (line,) = re.findall(
        r"^.* may stand before or after the command\.$", page(COMMANDS_PAGE), re.MULTILINE
    )
    assert set(codes(line)) == set(_EVERYWHERE)


# --- calls written anywhere -------------------------------------------------------------------


def calls() -> list[tuple[str, str]]:
    """Every call of the program that a page shows, with the page."""
    found = []
    for name in PAGES:
        shown = codes(page(name))
        shown += [line for block in blocks(page(name)) for line in block.text.splitlines()]
        shown += re.findall(r"<!-- example: ([^|]*)", prose(page(name)))
        calls = (re.search(r"(?:^|[\s/$])dtiscore (.+)", line) for line in shown)
        found += [(name, match[1]) for match in calls if match]
    return found


@pytest.mark.parametrize(("name", "call"), calls())
def test_a_call_uses_options_there_are(name: str, call: str) -> None:
    before, *_ = re.split(r" && | > |; ", call)
    given = [word.partition("=")[0] for word in before.split() if re.match("--?[a-zA-Z]", word)]
    said = f" {before} "
    command = next((name for name in reversed(EVERY) if f" {name} " in said), None)
    known = [*options(None).values(), *(options(command).values() if command else ())]
    assert set(given) <= {option for param in known for option in param.opts} | HELP


# --- surroundings -----------------------------------------------------------------------------


def test_environment_variables() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "src/dtiscore/cli").rglob("*.py")]
    used = {name for text in sources for name in re.findall(r'"(DTISCORE_[A-Z_]+|NO_COLOR)"', text)}
    written = {code for code in codes(page(COMMANDS_PAGE)) if re.fullmatch("[A-Z]+_[A-Z_]+", code)}
    assert used
    assert written == used


# --- exit statuses ----------------------------------------------------------------------------


def statuses() -> dict[int, str]:
    return {int(status): said for status, said in table(page(COMMANDS_PAGE), "Exit status").rows}


def test_exit_statuses() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "src/dtiscore/cli").rglob("*.py")]
    ended = {int(found) for text in sources for found in re.findall(r"typer\.Exit\((\d+)\)", text)}
    assert set(statuses()) == {0, USAGE, INTERRUPTED} | ended


def test_what_ends_with_1_is_named() -> None:
    thresholds = {name for command in EVERY for name in options(command) if "fail" in name}
    assert {code for code in codes(statuses()[1]) if code.startswith("--")} == thresholds
    assert {code for code in codes(statuses()[1]) if code in COMMANDS} == {"plan", "test"}


@pytest.mark.parametrize(
    ("status", "call"),
    [
        (0, ["score"]),
        (1, ["score", "--fail-under", "999"]),
        (1, ["gaps", "--fail-on", "below"]),
        (2, ["score", "--nope"]),
        (2, ["gaps", "--vs-best", "--vs-max"]),
        (2, ["gaps", "--vs-period", "1999"]),
    ],
)
def test_an_exit_status_means_what_the_page_says(
    status: int, call: list[str], program: Program
) -> None:
    assert program(*call, as_of=AS_OF).status == status
