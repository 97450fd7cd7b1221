"""One run of the program: where the workspace is, who reads, and where the answer goes."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from dtiscore.cli.streams import complain, print_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, TextIO

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.base.messages import Message
    from dtiscore.evidence.learn import Reader
    from dtiscore.i18n.language import Language
    from dtiscore.report.answer import Answer
    from dtiscore.report.page import Page
    from dtiscore.scoring.tree import ScoreTree
    from dtiscore.workspace import Workspace

_WIDTH_WITHOUT_TERMINAL = 100
_NARROWEST = 80
"""A table of points needs as much; a figure that is cut is worse than a line that is folded."""


class Format(StrEnum):
    """The forms of an answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"
    XLSX = "xlsx"
    DOCX = "docx"


OFFICE_FORMS = (Format.XLSX, Format.DOCX)
"""Files for programs of an office; a terminal cannot show them."""


class TextFormat(StrEnum):
    """For people and for programs."""

    TABLE = "table"
    JSON = "json"


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
        # An empty variable is an absent one; an empty option is a slip.
        asked = os.environ.get("DTISCORE_LANG") or None if lang is None else lang
        if asked not in (None, "vi", "en"):
            place = Place("DTISCORE_LANG" if lang is None else "--lang")
            raise Stop(problems.NOT_ONE_OF.at(place, value=asked, known=("vi", "en")))
        self._lang = asked
        stated = os.environ.get("DTISCORE_AS_OF") or None if as_of is None else as_of
        day = date.today() if stated is None else parse_date(stated.strip())  # noqa: DTZ011 - the user's day
        if day is None:
            place = Place("DTISCORE_AS_OF" if as_of is None else "--as-of")
            raise Stop(problems.NOT_A_DATE.at(place, value=stated))
        self.as_of = day

    def speaks(self, format_: str, output: Path | None) -> Session:
        """Say in which form this command answers, and where to.

        Raises:
            Stop: a file for office programs would go to the screen.
        """
        self.format, self.output = format_, output
        if format_ in OFFICE_FORMS and self._to_terminal():
            from dtiscore.base import problems
            from dtiscore.base.diagnostics import Place

            raise Stop(problems.NOT_FOR_SCREEN.at(Place("--format"), format=format_))
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

        start = self.directory or Path()
        try:
            # A slip in -C must not lead to the workspace above it.
            looked = start.resolve(strict=True)
            self.root = find_root(looked)
        except (OSError, RuntimeError):
            # RuntimeError: a circle of links, until Python 3.12.
            place = Place(str(start))
            raise Stop(problems.NO_SUCH_FOLDER.at(place, folder=str(start))) from None
        if self.root is None:
            raise Stop(problems.NO_WORKSPACE.at(Place(str(looked)), looked=str(looked)))
        return self.root

    def open(self, period: int | None = None) -> Workspace:
        """One period of the workspace, whole or with its problems."""
        from dtiscore.workspace import open_workspace

        root = self.find()
        workspace = open_workspace(root, period, learn=self.reader(root))
        if self._lang is None and workspace.settings is not None:
            self._lang = workspace.settings.value.language
        return workspace

    def reader(self, root: Path) -> Reader:
        """What reads the papers of a workspace, and shows on the error stream how far it is."""
        from dtiscore.cli.progress import Progress
        from dtiscore.evidence.learn import Reader

        return Reader(root, Progress(self))

    def scored(self, period: int | None = None) -> tuple[Workspace, ScoreTree]:
        """One period, read without an error and scored.

        Raises:
            Stop: a file has an error.
        """
        from dtiscore import api
        from dtiscore.checks.assessment import check_scored

        workspace = self.open(period)
        try:
            tree = api.score(workspace, self.as_of)
        except api.DataError as error:
            raise Stop(*error.diagnostics) from None
        if workspace.assessment is not None:
            workspace.diagnostics += tuple(check_scored(workspace.assessment, tree))
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
        answer = Answer(
            tree=tree,
            settings=workspace.settings.value,
            units=workspace.units.value if workspace.units is not None else None,
            as_of=self.as_of,
            results=api.results(workspace, tree, self.as_of),
            diagnostics=workspace.diagnostics,
            groups=group_ids(group, tree.criteria_set) if group else None,
            unit=unit_id(unit, workspace) if unit is not None else None,
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
        self.warn((*diagnostics, *self._ending()))
        if self.format == Format.CSV and records is not None:
            from dtiscore.report.machine import to_csv

            self.write(to_csv(records(), columns))
        elif self.format == Format.MD:
            from dtiscore.report import markdown

            self.write(markdown.render(page(), self.language))
        elif self.format == Format.XLSX:
            from dtiscore.report import spreadsheet

            self.send(spreadsheet.render(page(), self.language))
        elif self.format == Format.DOCX:
            from dtiscore.report import document as word

            self.send(word.render(page(), self.language))
        else:
            from dtiscore.report import terminal

            text = terminal.render(
                page(), self.language, width=self.width, colour=self._in_colour()
            )
            self.write(text)

    def say(self, text: Message | Sequence[Message], document: Mapping[str, Any]) -> None:
        """Print some lines, or in JSON the document."""
        if self.format == Format.JSON:
            from dtiscore.report.machine import to_json

            self.write(to_json(document))
            return
        from dtiscore.base.messages import Message as MessageType
        from dtiscore.base.text import printable

        lines = [text] if isinstance(text, MessageType) else text
        said = (printable(self.language.text(line)) for line in lines)
        self.write("".join(f"{line}\n" for line in said))

    def keep(self, path: Path, text: str) -> None:
        """Write a file of the workspace, whole or not at all.

        Raises:
            Stop: it cannot be written; what it held is untouched.
        """
        from dtiscore.source.atomic_write import write_text

        self.inside(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_text(path, text)
        except OSError as error:
            from dtiscore.cli.refusals import cannot_write

            raise Stop(cannot_write(self.shown(path), error)) from None

    def inside(self, path: Path) -> None:
        """Make sure that a path leads nowhere but into the workspace.

        Raises:
            Stop: a link on the way leads out of it.
        """
        from dtiscore.base import problems
        from dtiscore.base.diagnostics import Place

        root = self.find()
        if not path.resolve().is_relative_to(root):
            file = self.shown(path)
            raise Stop(problems.LEADS_OUT.at(Place(file), file=file))

    def shown(self, path: Path) -> str:
        """A path as messages name it: from the workspace, if it lies there."""
        root = self.find()
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    def regular(self, path: Path) -> Path:
        """A file the user names, if it is one.

        Raises:
            Stop: it is missing, or a folder, a pipe, a link to nowhere.
        """
        from dtiscore.base import problems
        from dtiscore.base.diagnostics import Place

        if path.is_dir():
            from dtiscore.cli.refusals import is_folder

            raise Stop(is_folder(str(path)))
        if not path.is_file():
            raise Stop(problems.MISSING_FILE.at(Place(str(path)), file=str(path)))
        return path.resolve()

    @property
    def width(self) -> int:
        """Columns to fill: the terminal's, or ``COLUMNS``, or a page's."""
        return max(_NARROWEST, shutil.get_terminal_size((_WIDTH_WITHOUT_TERMINAL, 24)).columns)

    def _to_terminal(self) -> bool:
        stdout: TextIO | None = sys.stdout
        return self.output is None and stdout is not None and stdout.isatty()

    def _in_colour(self) -> bool:
        return self._to_terminal() and "NO_COLOR" not in os.environ

    def _ending(self) -> Iterable[Diagnostic]:
        """That a file's name promises a form which it will not have."""
        ending = self.output.suffix.casefold().removeprefix(".") if self.output is not None else ""
        if ending in OFFICE_FORMS and ending != self.format:
            from dtiscore.base import problems
            from dtiscore.base.diagnostics import Place

            file = str(self.output)
            yield problems.OTHER_FORM.at(Place(file), file=file, format=self.format, ending=ending)

    def write(self, text: str) -> None:
        """Print the whole answer at once, or put it into the file asked for.

        Raises:
            Stop: the file cannot be written; what it held is untouched.
        """
        self.send(text.encode("utf-8", errors="backslashreplace"))

    def send(self, data: bytes) -> None:
        """Write the bytes of the whole answer to stdout, or into the file asked for.

        Raises:
            Stop: the file cannot be written; what it held is untouched.
        """
        try:
            if self.output is None:
                print_bytes(data)
            else:
                from dtiscore.source.atomic_write import write_bytes

                write_bytes(self.output, data)
        except OSError as error:
            from dtiscore.cli.refusals import cannot_write

            file = str(self.output)
            if self.output is None:
                # Nor can stdout take the document that would say so.
                file, self.format = "stdout", Format.TABLE
            raise Stop(cannot_write(file, error)) from None

    def warn(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Diagnostics for people, on the error stream."""
        from dtiscore.report.diagnostics import as_text

        complain(as_text(diagnostics, self.language, self.root))

    def refuse(self, diagnostics: Iterable[Diagnostic]) -> None:
        """There is no answer: all diagnostics, as one JSON document or for people."""
        from dtiscore.base.diagnostics import in_order

        found = in_order(diagnostics)
        if self.format == Format.JSON:
            from dtiscore.report.diagnostics import error_document
            from dtiscore.report.machine import to_json

            self.output = None
            try:
                self.write(to_json(error_document(found, self.language)))
            except Stop as unheard:
                self.warn(in_order((*found, *unheard.diagnostics)))
        else:
            self.warn(found)
