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
from dtiscore.analysis.worklist import Calendar
from dtiscore.base.dates import years_later
from dtiscore.base.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dtiscore.analysis.intime import Hints
    from dtiscore.analysis.proposals import Judged
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


class Action(NamedTuple):
    """One thing that can be done.

    Attributes:
        id: of a step ``1.1.meetings=4``, of a paper ``1.1/minutes``, else the file's own.
        criteria: those it serves, the first of them first.
        changes: facts as they then are.
        papers: slots it fills (``criterion/slot``), and how many of each cannot be had any more.
        cost: VND; None where nobody has estimated it. effort: person-days, likewise.
        ready: the earliest day it can be finished, where one is known; due: the latest.
        requires: ids of actions without which it is not done.
        chance: 0-1, that it succeeds.
        usual: its price is what such things usually take, not its own.
        judged: of a proposal, what is said of it by the notice's standard.
        lacks: of a proposal, papers not its own without which it brings fewer points than it is
            said to.
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
    requires: tuple[str, ...] = ()
    chance: Fraction | None = None
    status: str | None = None
    usual: bool = False
    judged: Judged | None = None
    lacks: tuple[str, ...] = ()

    @property
    def level(self) -> bool:
        """Whether it is one of the rule's own steps."""
        return self.kind is ActionKind.STEP

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
        outlook: the score it starts from.
        days: the calendar of the assessed year, from the day on which the plan begins.
        year: the year of the plan: the assessed one, or the one after it where that is over.
        exercise: that year is over as well; it is planned as from its first day.
    """

    outlook: Outlook
    days: Calendar
    year: int
    hints: Hints
    units: Units | None
    as_of: date
    exercise: bool = False

    @property
    def ahead(self) -> int:
        """How many years the plan lies after the year it starts from."""
        return self.year - self.outlook.tree.assessment.period


def frame_of(tree: ScoreTree, as_of: date, hints: Hints, units: Units | None) -> Frame:
    """The plan's frame on a day.

    A year that is over can be done better in the next one only: its figures and papers are then
    what the next year starts from, if all that was done is done again.
    """
    within, dates = tree.assessment.range, tree.assessment.dates
    year, day, exercise = tree.assessment.period, as_of, False
    if as_of > within.last:
        year, day = year + 1, years_later(as_of, -1)
        if not within.first <= day <= within.last:
            exercise, day = day > within.last, within.first
    days = Calendar(day, within.last, dates.collect_by, dates.submit_by)
    return Frame(Outlook(tree), days, year, hints, units, as_of, exercise)
