"""``choice``: the points of the option that applies (domain shape 3)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from dtiscore.base import problems
from dtiscore.base.messages import Message, Points
from dtiscore.base.points import ZERO
from dtiscore.base.text import fold
from dtiscore.fields import Id, Text
from dtiscore.rules.award import Award
from dtiscore.rules.cells import Cells, Formula, literal, text
from dtiscore.rules.core import (
    Direction,
    Facts,
    FactType,
    FactValue,
    Found,
    Improvement,
    Line,
    Outcome,
    Rule,
    Setting,
    Trace,
    Use,
    gaining,
    waiting,
    waits,
)


class Option(Award):
    """One possible answer and what it earns."""

    value: Text
    label: Text | None = None

    @property
    def title(self) -> str:
        """The answer as people read it."""
        return self.label or self.value


def option_texts(options: tuple[Option, ...]) -> dict[str, str]:
    """What people read for each option: its label, with the value where labels repeat."""
    titles = [option.title for option in options]
    return {
        option.value: option.title
        if titles.count(option.title) == 1
        else f"{option.title} ({option.value})"
        for option in options
    }


def option_named(text: str, options: tuple[Option, ...]) -> str | None:
    """The value of the option that is called so in files or on pages; None where there is none."""
    names = {fold(title): value for value, title in option_texts(options).items()}
    names |= {fold(option.value): option.value for option in options}
    return names.get(fold(text))


class ChoiceRule(Rule):
    """The option's points or share; ``không`` (none of them) earns 0."""

    kind: Literal["choice"]
    fact: Id
    options: tuple[Option, ...]

    def uses(self) -> Iterator[Use]:
        """The choice; a better option raises."""
        yield Use(self.fact, frozenset({FactType.CHOICE}), Direction.RAISES, ("fact",))

    def problems(self, max_score: Fraction) -> Iterator[Found]:
        """Options named twice, or worth more than the maximum."""
        seen: dict[str, int] = {}
        if not self.options:
            yield Found(("options",), problems.AT_LEAST_ONE, {})
        for index, option in enumerate(self.options):
            first = seen.setdefault(fold(option.value), index)
            if first != index:
                fields = {"id": option.value, "first": f"options[{first}]"}
                yield Found(("options", index, "value"), problems.DUPLICATE_ID, {**fields})
            yield from option.problems(max_score, ("options", index))

    def ceiling(self, max_score: Fraction) -> Fraction:
        """The best option's points."""
        return max((option.worth(max_score) for option in self.options), default=ZERO)

    def option(self, value: FactValue) -> Option | None:
        """The option of this value, compared without case; None if there is none."""
        if not isinstance(value, str):
            return None
        wanted = fold(value)
        return next((option for option in self.options if fold(option.value) == wanted), None)

    def worst(self, fact: str, setting: Setting) -> FactValue:
        """The lowest option: what was stated to be none of them needs no proof."""
        del fact
        return min(self.options, key=lambda option: option.worth(setting.max_score)).value

    def score(self, facts: Facts, setting: Setting) -> Outcome:
        """The option's points; none of the options: 0."""
        if self.fact not in facts:
            return waiting(setting, self.fact)
        option = self.option(facts[self.fact])
        label = setting.label(self.fact)
        if option is None:
            text = Message("{fact}: none of the options, no points", fact=label)
            return Outcome(ZERO, Trace(text, ZERO))
        points = option.worth(setting.max_score)
        text = Message("{fact}: {option}", fact=label, option=option.title)
        return Outcome(points, Trace(text, points))

    def improve(self, facts: Facts, setting: Setting) -> Improvement:
        """The next better option, and the best."""
        if self.fact not in facts:
            return waits(setting, [self.fact])
        now = self.score(facts, setting).points or ZERO
        better = sorted(
            (option for option in self.options if option.worth(setting.max_score) > now),
            key=lambda option: option.worth(setting.max_score),
        )
        candidates = [{self.fact: option.value} for option in (*better[:1], *better[-1:])]
        return Improvement(gaining(self, facts, setting, candidates))

    def in_cells(self, cells: Cells, setting: Setting) -> Formula:
        """The option whose text the cell holds; no: nothing."""
        cell, worth = cells.of[self.fact], "0"
        known = [cells.is_no(self.fact)]
        for option in reversed(self.options):
            said = f"{cell}={text(cells.options[self.fact][option.value])}"
            worth = f"IF({said},{literal(option.worth(setting.max_score))},{worth})"
            known.append(said)
        return Formula(worth, f"OR({','.join(known)})")

    def in_words(self, setting: Setting) -> Iterator[Line]:
        """The options with their points."""
        yield Line(0, Message("by “{fact}”:", fact=setting.label(self.fact)))
        for option in self.options:
            worth = Points(option.worth(setting.max_score))
            yield Line(1, Message("{option}: {points} points", option=option.title, points=worth))
