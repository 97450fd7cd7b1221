"""What stands on a unit's form: its criteria with their facts, papers, explanations, row by row."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.duties import duty_of
from dtiscore.analysis.index import citation
from dtiscore.base.text import fold
from dtiscore.forms.keys import Column, Key, Kind
from dtiscore.forms.values import canonical, in_a_cell
from dtiscore.rules.core import FactType
from dtiscore.rules.kinds.judged import STATED
from dtiscore.scoring.tree import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dtiscore.model.assessment import CitedPaper, CriterionStatement
    from dtiscore.model.criteria import Group, ProofSlot
    from dtiscore.model.criteria_set import FactKey
    from dtiscore.model.units import Units
    from dtiscore.rules.core import FactValue
    from dtiscore.rules.kinds.choice import Option
    from dtiscore.scoring.tree import CriterionScore, ScoreTree, SlotState

_MOST_BLANK = 8
"""Of a slot that wants many papers: a form is no list of hundreds."""


class Entry(NamedTuple):
    """A figure to state, in the row of its criterion.

    Attributes:
        key: of the input cell; None where another row of the form is the one to state it in, or
            where it is counted from the tasks.
        same_as: the key of that other row.
        name: of the fact as the criterion calls it; `STATED` of a judged criterion's own points.
        type: None of a text.
    """

    key: Key | None
    name: str
    label: str | None
    type: FactType | None
    value: FactValue | None
    options: tuple[Option, ...] = ()
    unit: str | None = None
    same_as: Key | None = None


class PaperEntry(NamedTuple):
    """A line for one paper of a slot: what is known of it, or blank."""

    key: Key
    slot: ProofSlot
    symbol: str | None = None
    date: date | None = None
    subject: str | None = None
    file: str | None = None


class Section(NamedTuple):
    """One criterion of the form; ``leads``: the unit answers for it, else it helps."""

    score: CriterionScore
    leads: bool
    entries: tuple[Entry, ...]
    papers: tuple[PaperEntry, ...]
    explanation: str | None
    note: str | None

    @property
    def key(self) -> Key:
        """The key of what is said of the whole criterion."""
        return Key(Kind.CRITERION, self.score.id)


class Form(NamedTuple):
    """The form of one unit, group by group."""

    unit: str
    groups: tuple[tuple[Group, tuple[Section, ...]], ...]

    @property
    def sections(self) -> Iterator[Section]:
        """Every criterion on it."""
        return (section for _, sections in self.groups for section in sections)


def form_of(tree: ScoreTree, units: Units | None, unit: str, as_of: date) -> Form:
    """The form of a unit: what it leads or supports on a day, in the order of the set."""
    chosen = {
        score.id: duty.lead == unit
        for score in tree.criteria
        if score.state is not State.UNSCORED
        for duty in (duty_of(units, score, as_of),)
        if unit in (duty.lead, *duty.support)
    }
    inputs = _inputs(tree, chosen)
    counted = _counted(tree)
    groups = tuple(
        (
            group.group,
            tuple(_section(tree, s, inputs, counted, leads=chosen[s.id]) for s in listed),
        )
        for group in tree.groups
        for listed in (tuple(s for s in group.criteria if s.id in chosen),)
        if listed
    )
    return Form(unit, groups)


def _inputs(tree: ScoreTree, chosen: dict[str, bool]) -> dict[FactKey, Key]:
    """In which row each fact is stated: where it is defined, else where it is seen first."""
    facts = tree.criteria_set.facts
    seen: dict[FactKey, Key] = {}
    for cid in chosen:
        for name, fact in facts[cid].items():
            key = Key(Kind.FACT, cid, name)
            if fact.key == (cid, name) or fact.key not in seen:
                seen[fact.key] = key
    return seen


def _section(
    tree: ScoreTree,
    score: CriterionScore,
    inputs: dict[FactKey, Key],
    counted: frozenset[FactKey],
    *,
    leads: bool,
) -> Section:
    said = tree.assessment.criteria.get(score.id)
    return Section(
        score,
        leads,
        tuple(_entries(tree, score, said, inputs, counted)),
        tuple(_papers(score, said.papers if said is not None else ())),
        said.explanation if said is not None else None,
        said.note if said is not None else None,
    )


def _entries(
    tree: ScoreTree,
    score: CriterionScore,
    said: CriterionStatement | None,
    inputs: dict[FactKey, Key],
    counted: frozenset[FactKey],
) -> Iterator[Entry]:
    if score.criterion.rule is not None and score.criterion.rule.kind == "judged":
        key = Key(Kind.POINTS, score.id)
        points = said.points if said is not None else None
        yield Entry(key, STATED, None, FactType.AMOUNT, points)
    for name, fact in tree.criteria_set.facts[score.id].items():
        here, stated_in = Key(Kind.FACT, score.id, name), inputs[fact.key]
        own = here == stated_in
        open_ = fact.key not in counted
        yield Entry(
            here if own and open_ else None,
            name,
            fact.label,
            fact.type,
            tree.facts.values.get(fact.key),
            fact.options,
            fact.unit,
            stated_in if open_ and not own else None,
        )
    if score.criterion.may_be_not_applicable:
        key = Key(Kind.NOT_APPLICABLE, score.id)
        yield Entry(key, key.kind, None, None, said.not_applicable if said is not None else None)


def _counted(tree: ScoreTree) -> frozenset[FactKey]:
    """The facts whose figures are counted from the tasks, by where they are defined."""
    return frozenset(
        fact.key
        for cid, said in tree.assessment.statements.items()
        for name, statement in said.facts.items()
        if statement is not None and statement.tasks is not None
        for fact in (tree.criteria_set.facts.get(cid, {}).get(name),)
        if fact is not None
    )


def _papers(score: CriterionScore, cited: tuple[CitedPaper, ...]) -> Iterator[PaperEntry]:
    """Per slot the papers on file, then those cited that are not, then blank lines."""
    for state in score.slots or tuple(_unfilled(score)):
        known = list(_known(score, state, cited))
        wanted = max(1, min(_MOST_BLANK, state.fill.need - state.fill.have))
        blank = PaperEntry(Key(Kind.PAPER, score.id, state.slot.id, 1), state.slot)
        for number, paper in enumerate([*known, *[blank] * wanted], start=1):
            yield paper._replace(key=paper.key._replace(number=number))


def _unfilled(score: CriterionScore) -> Iterator[SlotState]:
    """The slots of a criterion that was left out: its papers were not placed."""
    from dtiscore.scoring.proof import Fill  # noqa: PLC0415 - rarely needed
    from dtiscore.scoring.tree import SlotState  # noqa: PLC0415

    return (SlotState(slot, Fill(1, 0, ()), ()) for slot in score.criterion.proof)


def _known(
    score: CriterionScore, state: SlotState, cited: tuple[CitedPaper, ...]
) -> Iterator[PaperEntry]:
    """What was last said of a paper on file stands before what its file says."""
    key = Key(Kind.PAPER, score.id, state.slot.id, 1)
    own = [one for one in cited if fold(one.slot) == fold(state.slot.id)]
    corrected = {fold(one.file or ""): _said_of(key, state, one) for one in own if _says_more(one)}
    files = set()
    for placed in state.papers:
        paper = placed.paper
        file = paper.path.rpartition("/")[2]
        files.add(fold(file))
        symbol = citation(paper) or None
        on_file = PaperEntry(key, state.slot, symbol, paper.date, paper.subject, file)
        yield corrected.get(fold(file), on_file)
    for one in own:
        if fold(one.file or "") not in files:
            yield _said_of(key, state, one)


def _says_more(one: CitedPaper) -> bool:
    """Whether anything is said of a paper beyond which file it is."""
    return one.file is not None and any((one.symbol, one.date, one.subject))


def _said_of(key: Key, state: SlotState, one: CitedPaper) -> PaperEntry:
    return PaperEntry(key, state.slot, one.symbol, one.date, one.subject, one.file)


def held(form: Form) -> Iterator[tuple[str, str]]:
    """What every input cell holds when the form goes out: key#column and its canonical text."""
    for section in form.sections:
        texts = {Column.EXPLANATION: section.explanation, Column.NOTE: section.note}
        for column, text in texts.items():
            yield f"{section.key}#{column.value}", canonical(text)
        for entry in section.entries:
            if entry.key is not None:
                value = entry.value
                if isinstance(value, Fraction):
                    value = in_a_cell(value)
                yield f"{entry.key}#{Column.VALUE.value}", canonical(value)
        for paper in section.papers:
            cells = {
                Column.SYMBOL: paper.symbol,
                Column.DATE: paper.date,
                Column.SUBJECT: paper.subject,
                Column.FILE: paper.file,
            }
            for column, value in cells.items():
                yield f"{paper.key}#{column.value}", canonical(value)
