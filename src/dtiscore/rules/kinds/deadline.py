"""``deadline``: on time the maximum, late a share, else nothing (domain shape 20)."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from dtiscore.base import problems
from dtiscore.base.dates import YearlyDate
from dtiscore.base.messages import N_, Message, Points
from dtiscore.base.points import ONE, ZERO
from dtiscore.fields import Due, Id, PositiveNumber, Share, Strict
from dtiscore.rules.cells import Cells, Formula, literal, serial
from dtiscore.rules.core import (
    Direction,
    Facts,
    FactType,
    Found,
    Improvement,
    Line,
    Outcome,
    Rule,
    Setting,
    Trace,
    Use,
    gaining,
    share_in_words,
    waiting,
    waits,
)

_ANY_YEAR = 2024
_FIRST_YEAR = 1901


class Late(Strict):
    """What is still earned when late by at most so many days."""

    within_days: PositiveNumber
    share: Share


class DeadlineRule(Rule):
    """The maximum on time; ``late`` shares after that; 0 later, never, or before ``not_before``."""

    kind: Literal["deadline"]
    fact: Id
    due: Due
    not_before: Due | None = None
    late: tuple[Late, ...] = ()

    def uses(self) -> Iterator[Use]:
        """The date; it happening is what raises."""
        yield Use(self.fact, frozenset({FactType.DATE}), Direction.RAISES, ("fact",))

    def problems(self, max_score: Fraction) -> Iterator[Found]:
        """An opening after the due date; late windows that do not widen while shares fall."""
        del max_score
        if not self._mixed and self.opens_late(_ANY_YEAR):
            yield Found(("due",), problems.DATES_ORDER, {})
        if self.late and self.late[0].share >= ONE:
            yield Found(("late", 0), problems.TIERS_ORDER, {})
        for index, (sooner, later) in enumerate(pairwise(self.late), start=1):
            if later.within_days <= sooner.within_days or later.share >= sooner.share:
                yield Found(("late", index), problems.TIERS_ORDER, {})

    def ceiling(self, max_score: Fraction) -> Fraction:
        """The maximum, unless it is too late before anything counts."""
        if self._mixed:
            return max_score
        late = (self._first_date(_ANY_YEAR) - self.due_date(_ANY_YEAR)).days
        shares = [window.share for window in self.late if late <= window.within_days]
        return max_score if late <= 0 else max_score * max(shares, default=ZERO)

    @property
    def _mixed(self) -> bool:
        """Whether only the period's year says which of the two dates comes first."""
        first = self.not_before
        return first is not None and isinstance(self.due, YearlyDate) != isinstance(
            first, YearlyDate
        )

    def opens_late(self, year: int) -> bool:
        """Whether in the period ``year`` it is over before anything counts."""
        return self._first_date(year) > self.due_date(year)

    def due_date(self, year: int) -> date:
        """The last day on time in the period ``year``."""
        return self.due.in_year(year) if isinstance(self.due, YearlyDate) else self.due

    def _first_date(self, year: int) -> date:
        first = self.not_before
        if first is None:
            return date.min
        return first.in_year(year) if isinstance(first, YearlyDate) else first

    def _share(self, day: date, setting: Setting) -> tuple[Message, Fraction]:
        due, first = self.due_date(setting.year), self._first_date(setting.year)
        if day < first:
            return Message("{date} is before {first}: no points", date=day, first=first), ZERO
        if day <= due:
            text = Message("{date} is on time (due {due}): the full points", date=day, due=due)
            return text, setting.max_score
        days = (day - due).days
        for window in self.late:
            if days <= window.within_days:
                text = Message(
                    "{date} is {days} days late (due {due}): {share} of the points",
                    date=day,
                    days=days,
                    due=due,
                    share=share_in_words(window.share),
                )
                return text, setting.max_score * window.share
        text = Message("{date} is too late (due {due}): no points", date=day, due=due)
        return text, ZERO

    def score(self, facts: Facts, setting: Setting) -> Outcome:
        """By the day it happened."""
        if self.fact not in facts:
            return waiting(setting, self.fact)
        day = facts[self.fact]
        if not isinstance(day, date):
            text = Message("“{fact}” did not happen: no points", fact=setting.label(self.fact))
            return Outcome(ZERO, Trace(text, ZERO))
        text, points = self._share(day, setting)
        return Outcome(points, Trace(text, points))

    def improve(self, facts: Facts, setting: Setting) -> Improvement:
        """What has not happened can still happen in time, or late; a day that is past stays."""
        if self.fact not in facts:
            return waits(setting, [self.fact])
        day, due = facts[self.fact], self.due_date(setting.year)
        if self.score(facts, setting).points == setting.max_score:
            return Improvement()
        today = setting.today
        if isinstance(day, date) and self._first_date(setting.year) <= day < (today or date.max):
            return Improvement(blocks=(self._share(day, setting)[0],))
        candidates = [due] if today is None or today <= due else self._late_days(due, today)
        steps = gaining(self, facts, setting, [{self.fact: candidate} for candidate in candidates])
        blocks = () if steps else (Message("the deadline {due} is over", due=due),)
        return Improvement(steps, blocks)

    def _late_days(self, due: date, today: date) -> list[date]:
        longest = (date.max - due).days
        days = [min(window.within_days, longest) for window in self.late]
        ends = [due + timedelta(days=late) for late in days]
        return [end for end in reversed(ends) if end >= today]

    def in_cells(self, cells: Cells, setting: Setting) -> Formula:
        """By the date in the cell; what did not happen earns nothing."""
        day = f"INT({cells.number(self.fact)})"
        due, first = self.due_date(setting.year), self._first_date(setting.year)
        worth = "0"
        for window in reversed(self.late):
            earned = literal(setting.max_score * window.share)
            worth = f"IF({day}-{serial(due)}<={window.within_days},{earned},{worth})"
        worth = f"IF({day}<={serial(due)},{literal(setting.max_score)},{worth})"
        # A day before the first that spreadsheets count is none.
        opens = serial(first) if first.year >= _FIRST_YEAR else "1"
        return Formula(f"IF({day}<{opens},0,{worth})", cells.stated(self.fact))

    def in_words(self, setting: Setting) -> Iterator[Line]:
        """The due date, the late windows, the earliest date."""
        fact, due = setting.label(self.fact), self.due_date(setting.year)
        maximum = Points(setting.max_score)
        text = N_("“{fact}” by {due}: {max} points")
        yield Line(0, Message(text, fact=fact, due=due, max=maximum))
        for window in self.late:
            worth = Points(window.share * setting.max_score)
            text = N_("up to {days} days late: {points} points")
            yield Line(1, Message(text, days=window.within_days, points=worth))
        if self.not_before is not None:
            first = self._first_date(setting.year)
            yield Line(1, Message("not before {first}", first=first))
