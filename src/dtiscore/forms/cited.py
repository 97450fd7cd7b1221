"""Papers that forms name, against what is known of them: days to come, files that are not there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.text import fold
from dtiscore.forms.keys import Column
from dtiscore.forms.names import numbered

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.base.messages import Field
    from dtiscore.forms.merge import Change, Present
    from dtiscore.forms.read import Returned


def cited_problems(
    changes: Sequence[Change], present: Present, files: Container[str], today: date
) -> Iterator[Diagnostic]:
    """What is doubtful of the papers that are named anew: warnings, for they prove nothing yet.

    Args:
        changes: what the forms change.
        present: what is stated now.
        files: the names of all files in ``evidence/``, folded.
        today: the day as of which it is asked.
    """
    for change in changes:
        if change.paper is None:
            continue
        what = numbered(present.criteria_set, change.criterion, change.what, change.fact)
        fields: dict[str, Field] = {"cell": change.by.cell, "what": what}
        day, file = change.paper.get("date"), change.paper.get("file")
        if day and date.fromisoformat(str(day)) > today:
            found = problems.FORM_PAPER_TO_COME
            yield found.at(change.place, **fields, day=date.fromisoformat(str(day)))
        if file and fold(str(file).replace("\\", "/").rpartition("/")[2]) not in files:
            yield problems.FORM_PAPER_WITHOUT_FILE.at(change.place, **fields, file=str(file))


def kept_papers(form: Returned, present: Present) -> Iterator[Diagnostic]:
    """Lines for papers that were emptied: no form removes a paper, and the preview says so."""
    for key, cells in form.papers:
        subject = cells.get(Column.SYMBOL) or next(iter(cells.values()))
        emptied = all(cell.value is None for cell in cells.values())
        if not emptied or not any(cell.base for cell in cells.values()):
            continue
        yield problems.FORM_PAPER_KEPT.at(
            Place(form.file, subject.row, subject.column),
            cell=subject.cell,
            what=numbered(present.criteria_set, key.id, key.kind.value, key.name),
            file=present.file,
        )
