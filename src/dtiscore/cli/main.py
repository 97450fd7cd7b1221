"""Build the program, run it, and turn every ending into an exit status.

0 fine; 1 a threshold the caller asked for is not met, or a case failed; 2 usage or data errors.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli.commands import (
    COMMANDS,
    GROUPS,
    function_of,
    function_within,
    only_listed,
)
from dtiscore.cli.session import Format, Session, Stop
from dtiscore.cli.streams import complain, give_up
from dtiscore.i18n.click_texts import aborted, usage_error
from dtiscore.i18n.help_pages import localise
from dtiscore.i18n.language import CODES, Language, language

if TYPE_CHECKING:
    from dtiscore.i18n.language import Code

USAGE = 2
INTERRUPTED = 130

# Options that may stand before or after the command; True where they take a value.
_EVERYWHERE = {"-C": True, "--workspace": True, "--lang": True, "--as-of": True, "--debug": False}


def build(asked: str | None = None) -> typer.Typer:
    """The program with all its commands.

    With ``asked`` the options of that command alone are built: reading the signatures of all
    of them takes longer than many a command.
    """
    app = typer.Typer(
        name="dtiscore",
        rich_markup_mode=None,
        no_args_is_help=True,
        help=N_(
            "Score a department on the Digital Transformation Index: what is claimed, what is"
            " proved, what is lost and who can win it back."
        ),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name, said in COMMANDS.items():
        wanted = asked is None or asked == name
        app.command(name, help=said)(function_of(name) if wanted else only_listed)
    for name, (said, below) in GROUPS.items():
        group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
        for inner, what in below.items():
            wanted = asked is None or asked == name
            function = function_within(name, inner) if wanted else only_listed
            group.command(inner, help=what)(function)
        app.add_typer(group, name=name, help=said)
    return app


@cache
def command_of(asked: str | None, code: Code) -> Any:
    """The program as `build` makes it, with help pages in this language; made once a process."""
    command = typer.main.get_command(build(asked))
    localise(command, language(code))
    return command


def _asked(arguments: list[str]) -> str | None:
    """The command among hoisted arguments; None where a shell asks for completions of any."""
    if "_DTISCORE_COMPLETE" in os.environ:
        return None
    waiting = list(arguments)
    while waiting and waiting[0].startswith("-"):
        word = waiting.pop(0)
        if _EVERYWHERE.get(word) and waiting:
            waiting.pop(0)
    return waiting[0] if waiting else ""


def _options(
    ctx: typer.Context,
    workspace: Annotated[
        Path | None,
        typer.Option("-C", "--workspace", metavar=N_("DIR"), help=N_("The workspace's folder.")),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="vi|en", help=N_("The language of what is printed.")),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar=N_("DATE"), help=N_("Answer as of this day, not today.")),
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help=N_("Show where an internal error arose."))
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", help=N_("Print the version and end."))
    ] = False,
) -> None:
    session: Session = ctx.obj
    session.configure(directory=workspace, lang=lang, as_of=as_of, debug=debug)
    if version:
        from dtiscore import __version__

        typer.echo(f"dtiscore {__version__}")
        raise typer.Exit


def hoist(arguments: list[str]) -> list[str]:
    """The arguments with the program's own options moved to the front.

    ``dtiscore score --lang en`` is what people write; typer wants them before the command.
    """
    front: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            rest += [word, *waiting]
            break
        name, equals, _ = word.partition("=")
        if name.startswith("-C") and name not in _EVERYWHERE:
            front.append(word)  # -CDIR
            continue
        if name not in _EVERYWHERE:
            rest.append(word)
            continue
        front.append(word)
        if _EVERYWHERE[name] and not equals:
            if not waiting:
                return front  # typer says that it takes a value; the command would be none
            front.append(waiting.pop(0))
    return front + rest


def _early_language(arguments: list[str]) -> str:
    """The language of help and usage errors, which are written before any file is read."""
    asked = _said(arguments, "--lang") or os.environ.get("DTISCORE_LANG", "vi")
    return asked if asked in CODES else "vi"


def _said(arguments: list[str], *options: str) -> str | None:
    """The value given to one of these options, before anything is parsed."""
    said = None
    for word, following in pairwise([*arguments, ""]):
        name, equals, value = word.partition("=")
        if name in options:
            said = value if equals else following
        elif word[:2] in options:
            said = word[2:]  # -fjson
    return said


def _reader(arguments: list[str]) -> Language:
    return language("en" if _early_language(arguments) == "en" else "vi")


def run(arguments: list[str]) -> int:
    """Run one command and give its exit status; nothing escapes but a bug under ``--debug``."""
    # Looking for plugins of pydantic reads every installed distribution; none is wanted here.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    session = Session()
    try:
        try:
            return _run(hoist(arguments), session)
        except Stop as stop:
            session.refuse(stop.diagnostics)
            return USAGE
        except OSError as error:
            # The system refuses what it was asked for; that is no bug of the program.
            if session.debug:
                raise
            from dtiscore.cli.refusals import cannot_read

            file = str(error.filename or "–")
            if session.root is not None and Path(file).is_relative_to(session.root):
                file = Path(file).relative_to(session.root).as_posix()
            session.refuse([cannot_read(file, error)])
            return USAGE
    except KeyboardInterrupt:
        complain(aborted(_reader(arguments)) + "\n")
        return INTERRUPTED
    except Exception as error:
        if session.debug:
            raise
        text = Message(
            "internal error: {error}; run again with --debug and report what it shows",
            error=f"{type(error).__name__}: {error}",
        )
        complain(session.language.text(text) + "\n")
        return USAGE


def _run(arguments: list[str], session: Session) -> int:
    reader = _reader(arguments)
    if _said(arguments, "--format", "-f") == Format.JSON:
        # So that an option that is refused before the command runs is refused in JSON.
        session.format = Format.JSON
    asked = _asked(arguments)
    known = asked is None or asked in COMMANDS or asked in GROUPS
    command = command_of(asked if known else "", reader.code)
    try:
        code = command.main(arguments, prog_name="dtiscore", standalone_mode=False, obj=session)
    except BrokenPipeError:
        give_up(sys.stdout)  # whoever reads has gone away
        return 0
    except SystemExit as ended:
        # What typer makes of that while a command runs.
        if not isinstance(ended.__context__, BrokenPipeError):
            raise
        return 0
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        complain(usage_error(error.format_message(), context, reader).rstrip("\n") + "\n")
        return error.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    return int(code or 0)
