"""The answer of ``dtiscore change``: a difference of two years, and what made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.base.messages import N_, Message
from dtiscore.report.answer import status_word
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Signed, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.analysis.change import Change, Row
    from dtiscore.i18n.language import Language
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.report.answer import Answer
    from dtiscore.scoring.tree import ScoreTree

SCHEMA = "dtiscore/change/1"
COLUMNS = (
    "criteria_set",
    "status",
    "from",
    "to",
    "id",
    "name",
    "before",
    "after",
    "difference",
    "set",
    "work",
    "proof",
)
"""The fields of a CSV record."""


class ChangeAnswer(NamedTuple):
    """Two years and their difference.

    ``unheard`` are the answers of each year that the other's set does not ask for; ``as_if``: the
    later year is scored under a set that is not its own.
    """

    answer: Answer
    change: Change
    unheard: tuple[tuple[str, ...], tuple[str, ...]]
    as_if: bool = False

    @property
    def before(self) -> ScoreTree:
        """The first year under its own set."""
        return self.change.corners.before

    @property
    def after(self) -> ScoreTree:
        """The second year."""
        return self.change.corners.after


# --- JSON and CSV -----------------------------------------------------------------------------


def document(said: ChangeAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``change``."""
    change = said.change
    return {
        **said.answer.head(SCHEMA),
        "from": said.before.assessment.period,
        "to": said.after.assessment.period,
        "years": [
            _year(tree, unheard)
            for tree, unheard in zip((said.before, said.after), said.unheard, strict=True)
        ],
        "as_if": said.as_if,
        "total": _points(change.total),
        "groups": [{"id": row.id, "name": row.name, **_points(row)} for row in change.groups],
        "capped": None if change.capped is None else _points(change.capped),
        "diagnostics": as_records(said.answer.diagnostics, language),
    }


def _points(row: Row) -> dict[str, Any]:
    return {"before": row.before, "after": row.after, **row.parts._asdict()}


def _year(tree: ScoreTree, unheard: tuple[str, ...]) -> dict[str, Any]:
    header = tree.criteria_set.header
    return {
        "period": tree.assessment.period,
        "criteria_set": header.id,
        "status": header.status,
        "max": tree.total.max,
        "final": tree.total.final,
        "final_basis": tree.final_basis.value,
        "coverage": tree.coverage._asdict(),
        "unheard": list(unheard),
    }


def records(said: ChangeAnswer) -> Iterator[dict[str, Any]]:
    """One record a group, for CSV."""
    years = {"from": said.before.assessment.period, "to": said.after.assessment.period}
    for row in said.change.groups:
        points = {**_points(row), "difference": row.after - row.before}
        yield {**said.answer.mark(), **years, "id": row.id, "name": row.name, **points}


# --- for people -------------------------------------------------------------------------------


def page(said: ChangeAnswer) -> Page:
    """The page of ``change``."""
    before, after = said.before, said.after
    years = {"before": str(before.assessment.period), "after": str(after.assessment.period)}
    blocks = said.answer.title(Message("Change from {before} to {after}", **years))
    blocks += _sets(said)
    blocks += _answer(said)
    blocks.append(_table(said))
    blocks += _notes(said)
    return Page(tuple(blocks))


def _sets(said: ChangeAnswer) -> Iterator[Line]:
    """Under which set each year is scored."""
    for tree in (said.before, said.after):
        header = tree.criteria_set.header
        text = N_("{period}: {set} (version {version}; {status}), {final} of {max} points")
        if said.as_if and tree is said.after:
            text = N_(
                "{period}: as if by {set} (version {version}; {status}), {final} of {max} points"
            )
        period = str(tree.assessment.period)
        fields = {"period": period, "set": header.title, "version": str(header.version)}
        points = {"final": tree.total.final, "max": tree.total.max}
        yield Line(Message(text, **fields, **points, status=status_word(header.status)), depth=1)
        coverage = tree.coverage
        if coverage.criteria < coverage.of:
            text = N_(
                "{period}: evaluated only {criteria} of {of} criteria; what is not stated yet"
                " counts as 0"
            )
            of = {"criteria": coverage.criteria, "of": coverage.of}
            yield Line(Message(text, **fields, **of), depth=1, strong=True)


def _answer(said: ChangeAnswer) -> Iterator[Line]:
    """The whole in one sentence."""
    total = said.change.total
    difference = total.after - total.before
    text = N_("The total changes by {difference}: set {set}, work {work}, proof {proof}.")
    if not difference and not any(total.parts):
        yield Line(Message("The total stays the same, in every part."), strong=True)
        return
    parts = {cause: _signed(points) for cause, points in total.parts._asdict().items()}
    yield Line(Message(text, difference=_signed(difference), **parts), strong=True)


def _signed(points: Any) -> Message:
    """Points with their sign, within a sentence."""
    text = N_("+{points}") if points > 0 else N_("-{points}") if points < 0 else N_("{points}")
    return Message(text, points=abs(points))


def _table(said: ChangeAnswer) -> Table:
    change = said.change
    rows = [_cells(f"{row.id}. {row.name}", row) for row in change.groups]
    if change.capped is not None:
        rows.append(_cells(Message("Beyond the maximum"), change.capped))
    return Table(
        (
            Column(Message("Group"), Kind.TEXT),
            Column(Message("{period}", period=str(said.before.assessment.period))),
            Column(Message("{period}", period=str(said.after.assessment.period))),
            Column(Message("Difference")),
            Column(Message("By set")),
            Column(Message("By work")),
            Column(Message("By proof")),
        ),
        tuple(rows),
        (_cells(Message("Total"), change.total),),
    )


def _cells(name: str | Message, row: Row) -> tuple[Cell, ...]:
    difference = row.after - row.before
    parts = (Signed(points) for points in row.parts)
    return (name, row.before, row.after, Signed(difference), *parts)


def _notes(said: ChangeAnswer) -> Iterator[Block]:
    yield Heading(Message("How to read it"))
    for text in (
        N_("Set: the same answers score otherwise under the other set."),
        N_("Work: other answers change what is claimed."),
        N_("Proof: papers and the council change what remains of what is claimed."),
        N_(
            "Each cause is the mean of both orders, so the split does not depend on which changes"
            " first; the parts sum to the difference to the last digit."
        ),
    ):
        yield Line(Message(text), depth=1)
    one, other = said.before.criteria_set.id, said.after.criteria_set.id
    if one == other:
        yield Line(Message("Both years are scored by one set, so the set changes nothing."))
    periods = (said.before.assessment.period, said.after.assessment.period)
    sets = (said.before.criteria_set, said.after.criteria_set)
    for period, known, unheard in zip(periods, sets, said.unheard, strict=True):
        if unheard:
            text = N_("Answers of {period} that the other set does not ask for: {facts}")
            facts = tuple(_fact(known, name) for name in unheard)
            yield Line(Message(text, period=str(period), facts=facts))


def _fact(criteria_set: CriteriaSet, name: str) -> Message:
    """A fact, named ``criterion.fact`` in files, as people call it."""
    key = next(key for key in criteria_set.sharing if f"{key.criterion}.{key.fact}" == name)
    label = criteria_set.facts[key.criterion][key.fact].label
    return Message("{criterion} “{label}”", criterion=key.criterion, label=label)
