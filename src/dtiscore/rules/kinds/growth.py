"""``growth``: against last year's value (domain shape 22)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from dtiscore.base import problems
from dtiscore.base.messages import N_, Message, Percent, Points
from dtiscore.base.points import ONE, ZERO
from dtiscore.fields import Id, RatioGoal
from dtiscore.rules.cells import Cells, Formula, both, literal
from dtiscore.rules.core import (
    COUNTED,
    Direction,
    Facts,
    Found,
    Improvement,
    Line,
    Outcome,
    Rule,
    Setting,
    Trace,
    Use,
    gaining,
    number,
    waiting,
    waits,
)
from dtiscore.rules.follow import Prospect
from dtiscore.rules.measured import ZeroPolicy
from dtiscore.rules.statable import statable


class GrowthRule(Rule):
    """Maximum × min(1, ((now − before) / before) / full_at), never below 0."""

    kind: Literal["growth"]
    now: Id
    before: Id
    full_at: RatioGoal
    when_before_is_zero: ZeroPolicy | None = None

    def uses(self) -> Iterator[Use]:
        """This year's value raises, last year's lowers."""
        yield Use(self.now, COUNTED, Direction.RAISES, ("now",))
        yield Use(self.before, COUNTED, Direction.LOWERS, ("before",))

    def problems(self, max_score: Fraction) -> Iterator[Found]:
        """No policy for a value of 0 last year, or one fact measured against itself."""
        del max_score
        if self.now == self.before:
            fields_twice = {"id": self.before, "first": "now"}
            yield Found(("before",), problems.DUPLICATE_ID, {**fields_twice})
        if self.when_before_is_zero is None:
            fields = {"fact": self.before, "key": "when_before_is_zero"}
            yield Found(("before",), problems.NO_POLICY, {**fields})

    def _missing(self, facts: Facts) -> list[str]:
        return [fact for fact in (self.now, self.before) if fact not in facts]

    def score(self, facts: Facts, setting: Setting) -> Outcome:
        """The growth reached of the growth that earns everything."""
        missing = self._missing(facts)
        if missing:
            return waiting(setting, *missing)
        now, before = number(facts, self.now), number(facts, self.before)
        if not before:
            return self._before_is_zero(setting)
        growth = (now - before) / before
        points = setting.max_score * max(ZERO, min(ONE, growth / self.full_at))
        text = Message(
            "{max} × (({now} − {before})/{before}) / {goal}, between 0 and {max}",
            max=Points(setting.max_score),
            now=now,
            before=before,
            goal=Percent(self.full_at),
        )
        return Outcome(points, Trace(text, points))

    def _before_is_zero(self, setting: Setting) -> Outcome:
        label = setting.label(self.before)
        if self.when_before_is_zero == "not_applicable":
            text = Message("“{whole}” is 0: not applicable", whole=label)
            return Outcome(None, Trace(text, None), not_applicable=True)
        if self.when_before_is_zero == "full":
            text = Message("“{whole}” is 0: the full points", whole=label)
            return Outcome(setting.max_score, Trace(text, setting.max_score))
        return Outcome(ZERO, Trace(Message("“{whole}” is 0: no points", whole=label), ZERO))

    def improve(self, facts: Facts, setting: Setting) -> Improvement:
        """Up to the growth that earns everything."""
        missing = self._missing(facts)
        if missing:
            return waits(setting, missing)
        outcome = self.score(facts, setting)
        if outcome.points is None or outcome.points == setting.max_score:
            return Improvement()
        before = number(facts, self.before)
        if not before:
            label = setting.label(self.before)
            text = N_("“{whole}” is 0, and the rule gives no points for that")
            return Improvement(blocks=(Message(text, whole=label),))
        goal = before * (ONE + self.full_at)
        goal = statable(goal, setting.types[self.now], upward=True)
        return Improvement(gaining(self, facts, setting, [{self.now: goal}]))

    def prospect(self, facts: Facts, setting: Setting) -> Prospect:
        """Nothing comes of a value of 0 last year but what the policy gives."""
        if facts.get(self.before) == 0 and self.now not in facts:
            found = super().prospect({**facts, self.now: ZERO}, setting)
            return found._replace(waits_for=(self.now,))
        return super().prospect(facts, setting)

    def in_cells(self, cells: Cells, setting: Setting) -> Formula:
        """The growth between two cells, of the growth that earns everything."""
        now, before = cells.number(self.now), cells.number(self.before)
        most, goal = literal(setting.max_score), self.full_at
        grown = f"{most}*({now}-{before})*{goal.denominator}/({before}*{goal.numerator})"
        ready = both((cells.stated(self.now), cells.stated(self.before)))
        if self.when_before_is_zero == "not_applicable":
            ready = both((cells.stated(self.now), f"{before}<>0"))
        none = most if self.when_before_is_zero == "full" else "0"
        return Formula(f"IF({before}=0,{none},MAX(0,MIN({most},{grown})))", ready)

    def in_words(self, setting: Setting) -> Iterator[Line]:
        """What is compared, and the growth that earns everything."""
        yield Line(
            0,
            Message(
                "{max} × growth of “{now}” over “{before}” / {goal}, full from {goal}",
                max=Points(setting.max_score),
                now=setting.label(self.now),
                before=setting.label(self.before),
                goal=Percent(self.full_at),
            ),
        )
