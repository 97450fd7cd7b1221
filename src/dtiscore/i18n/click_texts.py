"""What typer's parser says of its own accord, in the reader's language.

typer 0.28 carries its own copy of click, whose sentences are written into the code in English:
no gettext domain reaches them. So they are recognised by their wording and translated like our
own; one that a later typer words differently stays English, and a test fails. Nothing here
imports typer: the objects come from ``cli/`` and only the attributes named below are used.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Protocol

from dtiscore.base.messages import N_, Message

if TYPE_CHECKING:
    from dtiscore.i18n.language import Language

# The more special wording stands before the more general one: the first that fits is taken.
_SENTENCES = (
    N_("{problem} (Possible options: {options})"),
    N_("{problem}. Did you mean {names}?"),
    N_("Invalid value for {parameter}: {problem}"),
    N_("Invalid value: {problem}"),
    N_("Missing argument {parameter}. Choose from: {choices}"),
    N_("Missing argument {parameter}."),
    N_("Missing option {parameter}. Choose from: {choices}"),
    N_("Missing option {parameter}."),
    N_("Missing command."),
    N_("No such command {name}."),
    N_("No such command {name}"),
    N_("No such option: {name}"),
    N_("Got unexpected extra argument(s) ({arguments})"),
    N_("Option {name} requires an argument."),
    N_("Option {name} requires {number} arguments."),
    N_("Option {name} does not take a value."),
    N_("Argument {name} takes {number} values."),
    N_("Takes {number} values but {given} given."),
    N_("{number} values are required, but {given} given."),
    N_("{value} is not one of {choices}."),
    N_("{value} is not a valid int."),
    N_("{value} is not a valid int range."),
    N_("{value} is not a valid float."),
    N_("{value} is not a valid float range."),
    N_("{value} is not a valid boolean. Recognized values: {values}"),
    N_("{value} is not in the range {range}."),
    N_("{value} does not match the formats {formats}."),
    N_("File {file} does not exist."),
    N_("Directory {file} does not exist."),
    N_("Path {file} does not exist."),
    N_("File {file} is a directory."),
    N_("Directory {file} is a file."),
    N_("File {file} is not readable."),
    N_("Directory {file} is not readable."),
    N_("Path {file} is not readable."),
    N_("File {file} is not writable."),
    N_("Directory {file} is not writable."),
    N_("Path {file} is not writable."),
    N_("Could not open file {file}: {problem}"),
)
_REMARKS = (
    N_("default: {default}"),
    N_("env var: {variable}"),
    N_("required"),
    N_("(dynamic)"),
)
# Headings and place-holders of a help page; looked up, so listed only for the catalogue.
_WORDS = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)
_USAGE = N_("Usage: {command}")
_TRY_HELP = N_("Try '{command} --help' for help.")
_ERROR = N_("Error: {problem}")
_ABORTED = N_("Aborted!")

_HOLE = re.compile(r"\\\{(\w+)\\\}")
_EXTRA = re.compile(r"(?P<help>.*?)(?P<gap>  |^)\[(?P<remarks>[^\[\]]+)\]", re.DOTALL)


class UsageContext(Protocol):
    """What is asked of typer's context."""

    @property
    def command_path(self) -> str:
        """The words typed up to the command."""

    def get_usage(self) -> str:
        """The usage line."""

    def get_help(self) -> str:
        """The whole help page."""


def parser_message(sentence: str) -> Message | str:
    """What typer says as a `Message`; ``sentence`` itself where the wording is not known."""
    return _recognised(sentence, _SENTENCES)


def usage_error(sentence: str, context: UsageContext | None, language: Language) -> str:
    """What to print for a wrong command line: usage, the way to the help, the problem."""
    if context is not None and sentence == context.get_help():
        return sentence  # typer's "error" for a group without arguments: the help is the answer
    message = parser_message(" ".join(sentence.split()))
    lines = [language.text(Message(_ERROR, problem=message))]
    if context is not None:
        way_out = Message(_TRY_HELP, command=context.command_path)
        lines = [context.get_usage(), language.text(way_out), "", *lines]
    return "\n".join(lines)


def aborted(language: Language) -> str:
    """What to print when the user gives up at a question."""
    return language.text(_ABORTED)


def help_cell(cell: str, language: Language) -> str:
    """The text beside an option, whose remarks in brackets typer has added in English."""
    parts = _EXTRA.fullmatch(cell)
    if parts is None:
        return language.text(cell)
    remarks = [_recognised(remark, _REMARKS) for remark in parts["remarks"].split("; ")]
    shown = "; ".join(
        language.text(remark) if isinstance(remark, Message) else remark for remark in remarks
    )
    return f"{language.text(parts['help'])}{parts['gap']}[{shown}]"


def usage_prefix(language: Language) -> str:
    """``Usage: `` with its blank."""
    return language.text(Message(_USAGE, command=""))


def _recognised(sentence: str, templates: tuple[str, ...]) -> Message | str:
    for template in templates:
        found = _pattern(template).fullmatch(sentence)
        if found:
            fields = found.groupdict()
            if "problem" in fields:
                return Message(
                    template, **(fields | {"problem": parser_message(fields["problem"])})
                )
            return Message(template, **fields)
    return sentence


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(_HOLE.sub(r"(?P<\1>.+?)", re.escape(template)), re.DOTALL)
