"""typer's help pages in the reader's language.

`localise` works on the commands that ``typer.main.get_command`` has just built, so nothing
global changes and two languages can live in one process (as they do in the tests). It imports
no typer: the protocols name what it uses of typer's objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from dtiscore.i18n.click_texts import help_cell, usage_prefix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dtiscore.i18n.language import Language

_TEXTS = ("help", "short_help", "epilog", "metavar", "options_metavar", "subcommand_metavar")


class Formatter(Protocol):
    """What is used of the class that lays out a help page."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""

    def write_heading(self, heading: str) -> None:
        """Write a heading and its colon."""

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write a table of options or commands."""


class Command(Protocol):
    """What is used of a command or group of commands."""

    context_class: type[Any]  # typer's own context class, whose `formatter_class` is a Formatter

    @property
    def params(self) -> Sequence[object]:
        """Options and arguments."""


def localise(command: Command, language: Language) -> None:
    """Let ``command`` and those under it explain themselves in ``language``.

    Every text of theirs that is in the catalogue is translated: write it in English within
    ``N_()`` as the ``help`` of a command or option.
    """
    for described in (command, *command.params):
        for name in _TEXTS:
            text = getattr(described, name, None)
            if isinstance(text, str):
                setattr(described, name, language.text(text))
    formatter = _formatter(command.context_class.formatter_class, language)
    command.context_class = type(
        "LocalContext", (command.context_class,), {"formatter_class": formatter}
    )
    below: Mapping[str, Command] = getattr(command, "commands", {})
    for subcommand in below.values():
        localise(subcommand, language)


def _formatter(base: type[Formatter], language: Language) -> type[Formatter]:
    """``base`` with the words it writes itself in ``language``."""

    def write_usage(self: Formatter, prog: str, args: str = "", prefix: str | None = None) -> None:
        base.write_usage(self, prog, args, prefix or usage_prefix(language))

    def write_heading(self: Formatter, heading: str) -> None:
        base.write_heading(self, language.text(heading))

    def write_dl(
        self: Formatter, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        shown = [(first, help_cell(second, language)) for first, second in rows]
        base.write_dl(self, shown, col_max, col_spacing)

    written = {"write_usage": write_usage, "write_heading": write_heading, "write_dl": write_dl}
    return type("LocalFormatter", (base,), dict(written))
