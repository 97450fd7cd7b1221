"""One run of the program: where the workspace is, who reads, and where the answer goes."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.i18n.language import Language
    from dtiscore.report.answer import Answer
    from dtiscore.report.page import Page
    from dtiscore.scoring.tree import ScoreTree
    from dtiscore.workspace import Workspace

_WIDTH_WITHOUT_TERMINAL = 100


class Format(StrEnum):
    """The forms of an answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


class Stop(Exception):  # noqa: N818 - an ending, not an error of the program
    """There is no answer; the diagnostics say why. Exit status 2."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(len(diagnostics))
        self.diagnostics = diagnostics


class Session:
    """The options of the program, and what they lead to."""

    def __init__(self) -> None:
        self.directory: Path | None = None
        self.debug = False
        self.format: str = Format.TABLE
        self.output: Path | None = None
        self.root: Path | None = None
        self.as_of = date.min
        self._lang: str | None = None

    def configure(
        self, *, directory: Path | None, lang: str | None, as_of: str | None, debug: bool
    ) -> None:
        """Take over the program's own options.

        Raises:
            Stop: an option cannot be what it says.
        """
        from dtiscore.base import problems
        from dtiscore.base.dates import parse_date
        from dtiscore.base.diagnostics import Place

        self.directory, self.debug = directory, debug
        self._lang = lang or os.environ.get("DTISCORE_LANG")
        if self._lang not in (None, "vi", "en"):
            asked, self._lang = str(self._lang), None
            place = Place("--lang" if lang else "DTISCORE_LANG")
            raise Stop(problems.NOT_ONE_OF.at(place, value=asked, known=("vi", "en")))
        stated = as_of or os.environ.get("DTISCORE_AS_OF")
        day = parse_date(stated.strip()) if stated else date.today()  # noqa: DTZ011 - the user's day
        if day is None:
            place = Place("--as-of" if as_of else "DTISCORE_AS_OF")
            raise Stop(problems.NOT_A_DATE.at(place, value=stated))
        self.as_of = day

    def speaks(self, format_: str, output: Path | None) -> Session:
        """Say in which form this command answers, and where to."""
        self.format, self.output = format_, output
        return self

    @property
    def language(self) -> Language:
        """The reader's language: the option, the environment, the workspace, Vietnamese."""
        from dtiscore.i18n.language import language

        return language("en" if self._lang == "en" else "vi")

    def find(self) -> Path:
        """The workspace's folder, from ``-C`` or here upwards.

        Raises:
            Stop: there is none.
        """
        from dtiscore.base import problems
        from dtiscore.base.diagnostics import Place
        from dtiscore.workspace import find_root

        start = self.directory or Path.cwd()
        self.root = find_root(start)
        if self.root is None:
            looked = str(start.resolve())
            raise Stop(problems.NO_WORKSPACE.at(Place(looked), looked=looked))
        return self.root

    def open(self, period: int | None = None) -> Workspace:
        """One period of the workspace, whole or with its problems."""
        from dtiscore.workspace import open_workspace

        workspace = open_workspace(self.find(), period)
        if self._lang is None and workspace.settings is not None:
            self._lang = workspace.settings.value.language
        return workspace

    def scored(self, period: int | None = None) -> tuple[Workspace, ScoreTree]:
        """One period, read without an error and scored.

        Raises:
            Stop: a file has an error.
        """
        from dtiscore import api
        from dtiscore.checks.assessment import check_confirmed

        workspace = self.open(period)
        try:
            tree = api.score(workspace, self.as_of)
        except api.DataError as error:
            raise Stop(*error.diagnostics) from None
        if workspace.assessment is not None:
            workspace.diagnostics += tuple(check_confirmed(workspace.assessment, tree))
        return workspace, tree

    def answer(
        self, period: int | None = None, group: list[str] | None = None, unit: str | None = None
    ) -> tuple[Answer, Workspace]:
        """A scored period with the filters a command was given.

        Raises:
            Stop: a file has an error, or a filter names what is not there.
        """
        from dtiscore import api
        from dtiscore.cli.filters import group_ids, unit_id
        from dtiscore.report.answer import Answer

        workspace, tree = self.scored(period)
        if workspace.settings is None:
            raise Stop(*workspace.diagnostics)
        published = api.results(workspace, tree, self.as_of)
        answer = Answer(
            tree=tree,
            settings=workspace.settings.value,
            units=workspace.units.value if workspace.units is not None else None,
            as_of=self.as_of,
            published=published.ours if published is not None else None,
            diagnostics=workspace.diagnostics,
            groups=group_ids(group, tree.criteria_set) if group else None,
            unit=unit_id(unit, workspace) if unit else None,
        )
        return answer, workspace

    def give(
        self,
        page: Callable[[], Page],
        document: Callable[[], Mapping[str, Any]],
        records: Callable[[], Iterable[Mapping[str, Any]]] | None = None,
        columns: Sequence[str] = (),
        diagnostics: Iterable[Diagnostic] = (),
    ) -> None:
        """Print the answer in the form asked for; warnings go to the error stream.

        In JSON they are part of the document.
        """
        if self.format == Format.JSON:
            from dtiscore.report.machine import to_json

            self.write(to_json(document()))
            return
        self.warn(diagnostics)
        if self.format == Format.CSV and records is not None:
            from dtiscore.report.machine import to_csv

            self.write(to_csv(records(), columns))
        elif self.format == Format.MD:
            from dtiscore.report import markdown

            self.write(markdown.render(page(), self.language))
        else:
            from dtiscore.report import terminal

            text = terminal.render(
                page(), self.language, width=self.width, colour=self._in_colour()
            )
            self.write(text)

    @property
    def width(self) -> int:
        """Columns to fill: the terminal's, or ``COLUMNS``, or a page's."""
        return max(40, shutil.get_terminal_size((_WIDTH_WITHOUT_TERMINAL, 24)).columns)

    def _in_colour(self) -> bool:
        return self.output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def write(self, text: str) -> None:
        """Print the whole answer at once, or put it into the file asked for.

        Raises:
            Stop: the file cannot be written; what it held is untouched.
        """
        data = text.encode("utf-8", errors="backslashreplace")
        if self.output is None:
            _print(data)
            return
        from dtiscore.base import problems
        from dtiscore.base.diagnostics import Place
        from dtiscore.source.atomic_write import write_bytes

        try:
            write_bytes(self.output, data)
        except OSError as error:
            file, reason = str(self.output), error.strerror or type(error).__name__
            problem = problems.CANNOT_WRITE.at(Place(file), file=file, reason=reason)
            raise Stop(problem) from None

    def warn(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Diagnostics for people, on the error stream."""
        from dtiscore.report.diagnostics import as_text

        text = as_text(diagnostics, self.language, self.root)
        if text:
            sys.stderr.buffer.write(text.encode("utf-8", errors="backslashreplace"))
            sys.stderr.buffer.flush()

    def refuse(self, diagnostics: Iterable[Diagnostic]) -> None:
        """There is no answer: all diagnostics, as one JSON document or for people."""
        from dtiscore.base.diagnostics import in_order

        found = in_order(diagnostics)
        if self.format == Format.JSON:
            from dtiscore.report.diagnostics import error_document
            from dtiscore.report.machine import to_json

            self.output = None
            self.write(to_json(error_document(found, self.language)))
        else:
            self.warn(found)


def _print(data: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough; Python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
