"""``dtiscore crosswalk check``: every answer of an older set without a home in the newer one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.options import OutputOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dtiscore.reader import Linked, Reader


def crosswalk_check(
    ctx: typer.Context,
    old: Annotated[
        str | None, typer.Argument(metavar=N_("[OLD]"), help=N_("The older set; default: all."))
    ] = None,
    new: Annotated[
        str | None, typer.Argument(metavar=N_("[NEW]"), help=N_("The newer set; default: all."))
    ] = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.analysis.homes import homes
    from dtiscore.base.diagnostics import has_errors, in_order
    from dtiscore.reader import Reader
    from dtiscore.report import crosswalk as report

    root = session.find()
    reader = Reader(root)
    linked = _read(reader, _pairs(root, old, new))
    found = in_order(reader.found)
    if has_errors(found):
        raise Stop(*found)
    answers = [(one.file, homes(one.crosswalk, one.bridge)) for one in linked]
    session.give(
        lambda: report.page(answers),
        lambda: report.document(answers, found, session.language),
        diagnostics=found,
    )


def _pairs(root: Path, old: str | None, new: str | None) -> Sequence[tuple[str, str]]:
    """The sets asked for; with one name or none, every crosswalk that it fits.

    Raises:
        Stop: there is no such set, or no crosswalk between them.
    """
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.reader import crosswalk_file, crosswalk_pairs, set_names

    known = set_names(root)
    for name in (old, new):
        if name is not None and name not in known:
            raise Stop(problems.UNKNOWN_SET.at(Place("crosswalk"), id=name, known=known))
    every = [pair for pair in crosswalk_pairs(root) if {*pair} <= {*known}]
    chosen = [pair for pair in every if old in (None, pair[0]) and new in (None, pair[1])]
    if not chosen:
        file = crosswalk_file(old or "OLD", new or "NEW")
        fields = {"old": old or "OLD", "new": new or "NEW", "file": file}
        raise Stop(problems.NO_CROSSWALK.at(Place(file), **fields))
    return chosen


def _read(reader: Reader, pairs: Sequence[tuple[str, str]]) -> list[Linked]:
    from dtiscore.reader import read_crosswalk

    read = [read_crosswalk(reader, old, new) for old, new in pairs]
    return [one for one in read if one is not None]
