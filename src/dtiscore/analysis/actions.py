"""What can be done for more points, and the frame in which a plan chooses among it.

Where actions come from: `steps_and_papers` (the score itself), `gathering` (also what units
have put down as tasks and proposals).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.outlook import Outlook
from dtiscore.analysis.worklist import Calendar, calendar
from dtiscore.base.dates import years_later
from dtiscore.base.messages import Message
from dtiscore.model.assessment import AssessmentDates

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dtiscore.analysis.intime import Hints
    from dtiscore.analysis.proposals import Judged
    from dtiscore.model.assessment import Assessment, TaskCount
    from dtiscore.model.criteria_set import FactKey
    from dtiscore.model.units import Units
    from dtiscore.rules.core import FactValue
    from dtiscore.scoring.tree import ScoreTree


class ActionKind(StrEnum):
    """Where an action comes from."""

    STEP = "step"
    PAPER = "paper"
    TASK = "task"
    PROPOSAL = "proposal"


class Counted(NamedTuple):
    """That a step raises a figure counted from tasks: by so many, each task by so many of them."""

    tasks: Mapping[str, int]
    number: int

    def enough(self, done: Collection[str]) -> bool:
        """Whether these actions (by id) bring as many."""
        return sum(n for task, n in self.tasks.items() if task in done) >= self.number


class Action(NamedTuple):
    """One thing that can be done.

    Attributes:
        id: of a step ``1.1.meetings=4``, of a paper ``1.1/minutes``, else the file's own.
        criteria: those it serves, the first of them first.
        changes: facts as they then are.
        papers: slots it fills (``criterion/slot``), and how many of each cannot be had any more.
        cost: VND; None where nobody has estimated it. effort: person-days, likewise.
        ready: the earliest day it can be finished, where one is known; due: the latest.
        parts: of papers of several quarters or months, each of which counts by itself, the
            earliest day of every one that can still be had.
        requires: ids of actions without which it is not done.
        chance: 0-1, that it succeeds.
        usual: its price is what such things usually take, not its own.
        judged: of a proposal, what is said of it by the notice's standard.
        lacks: of a proposal, papers not its own without which it brings fewer points than it is
            said to.
        number: of papers, how many are to be supplied.
        counted: of a step on figures counted from tasks, which tasks raise them.
        level: one of the rule's steps, of which a fact takes one.
    """

    id: str
    kind: ActionKind
    criteria: tuple[str, ...]
    title: Message
    changes: Mapping[FactKey, FactValue] = {}
    papers: Mapping[str, int] = {}
    cost: Fraction | None = None
    effort: Fraction | None = None
    unit: str | None = None
    due: date | None = None
    ready: date | None = None
    parts: tuple[date, ...] = ()
    requires: tuple[str, ...] = ()
    chance: Fraction | None = None
    status: str | None = None
    usual: bool = False
    judged: Judged | None = None
    lacks: tuple[str, ...] = ()
    number: int = 0
    counted: tuple[Counted, ...] = ()

    def stands_with(self, done: Collection[str]) -> bool:
        """Whether enough is done (by id) of the tasks that its figures are counted from."""
        return all(each.enough(done) for each in self.counted)

    @property
    def level(self) -> bool:
        """Whether it is one of the rule's own steps."""
        return self.kind is ActionKind.STEP

    @property
    def names(self) -> frozenset[str]:
        """What it is called by: of papers also their slot, whatever their day or their task."""
        if self.kind is not ActionKind.PAPER:
            return frozenset({self.id})
        return frozenset({self.id, self.id.partition("@")[0], *self.papers})

    @property
    def goes_on_with(self) -> str | None:
        """Of those papers of a slot that a task leaves out, that task."""
        return next(iter(self.requires), None) if self.kind is ActionKind.PAPER else None

    def due_within(self, until: date | None) -> Action:
        """The same in a plan that is to be ready by a day."""
        if until is None or (self.due is not None and self.due <= until):
            return self
        return self._replace(due=until)

    @property
    def unready(self) -> bool:
        """Whether it is a proposal that cannot be decided on as it stands."""
        return self.judged is not None and not self.judged.decidable


class LeftOut(NamedTuple):
    """Something that was proposed and cannot be part of a plan, and why."""

    id: str
    title: str
    reason: Message


class Frame(NamedTuple):
    """What a plan starts from, and the year it is for.

    Attributes:
        outlook: the score it starts from; of a plan for the year after, with that year's own
            dates for collecting and handing in, so many years back.
        days: the calendar of the assessed year, from the day on which the plan begins.
        then: the same as the days of the plan's year are.
        year: the year of the plan: the assessed one, or the one after it where that is over.
        exercise: that year is over as well; it is planned as from its first day.
        stated: of how many criteria the plan's year has something stated already, where it is
            not the assessed one; the plan does not look at it.
    """

    outlook: Outlook
    days: Calendar
    then: Calendar
    year: int
    hints: Hints
    units: Units | None
    as_of: date
    exercise: bool = False
    stated: int = 0

    @property
    def ahead(self) -> int:
        """How many years the plan lies after the year it starts from."""
        return self.year - self.outlook.tree.assessment.period

    @property
    def counted(self) -> Mapping[FactKey, TaskCount]:
        """The facts that are counted from tasks, and from which."""
        tree = self.outlook.tree
        facts = tree.criteria_set.facts
        return {
            facts[cid][name].key: statement.tasks
            for cid, said in tree.assessment.criteria.items()
            for name, statement in (said.facts.items() if said is not None else ())
            if statement is not None and statement.tasks is not None
            if name in facts.get(cid, {})
        }


def year_planned(tree: ScoreTree, as_of: date) -> int:
    """The year a plan is for: one that is over can be done better in the next one only."""
    return tree.assessment.period + (as_of > tree.assessment.range.last)


def frame_of(
    tree: ScoreTree, as_of: date, hints: Hints, units: Units | None, own: Assessment | None = None
) -> Frame:
    """The plan's frame on a day.

    Of a year that is over, the figures and papers are what the next year starts from, if all that
    was done is done again. ``own`` is that year's assessment, where it has one: its dates hold.
    """
    year = year_planned(tree, as_of)
    ahead = year - tree.assessment.period
    if not ahead:
        days = calendar(tree, as_of)
        return Frame(Outlook(tree), days, days, year, hints, units, as_of)
    dates = moved = _dates_of(tree.assessment).moved(ahead)
    if own is not None:
        dates = _dates_of(own)
        if dates.collect_by is None and dates.submit_by is None:
            dates = dates._replace(collect_by=moved.collect_by, submit_by=moved.submit_by)
    begins = as_of if dates.first <= as_of <= dates.last else dates.first
    then = Calendar(begins, dates.last, dates.collect_by, dates.submit_by)
    back = dates.moved(-ahead)
    assessment = tree.assessment.model_copy(update={"dates": back.stated()})
    days = Calendar(years_later(begins, -ahead), back.last, back.collect_by, back.submit_by)
    outlook = Outlook(tree._replace(assessment=assessment))
    stated = 0 if own is None else own.stated
    return Frame(outlook, days, then, year, hints, units, as_of, as_of > dates.last, stated)


class _Dates(NamedTuple):
    """The assessed days of a year, and by when proof is collected and handed in."""

    first: date
    last: date
    collect_by: date | None
    submit_by: date | None

    def moved(self, years: int) -> _Dates:
        first, last = years_later(self.first, years), years_later(self.last, years)
        by, until = (day and years_later(day, years) for day in (self.collect_by, self.submit_by))
        return _Dates(first, last, by, until)

    def stated(self) -> AssessmentDates:
        return AssessmentDates.model_construct(
            from_=self.first, to=self.last, collect_by=self.collect_by, submit_by=self.submit_by
        )


def _dates_of(assessment: Assessment) -> _Dates:
    within, dates = assessment.range, assessment.dates
    return _Dates(within.first, within.last, dates.collect_by, dates.submit_by)
