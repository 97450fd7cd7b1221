"""How much is tried to raise criteria that share one fact: counted, for time depends on the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

import pytest
from scorekit import a_set, criterion, group, score_of

from dtiscore.analysis import climb
from dtiscore.analysis.actions import frame_of
from dtiscore.analysis.climb import Climb
from dtiscore.analysis.gathering import gather
from dtiscore.analysis.intime import Hints
from dtiscore.analysis.outlook import Outlook
from dtiscore.analysis.plan import planned
from dtiscore.analysis.worklist import calendar, worklist
from dtiscore.rules.kinds.sum import SumRule
from dtiscore.scoring.engine import score_criterion

if TYPE_CHECKING:
    from collections.abc import Callable

    from dtiscore.analysis.outlook import Changes
    from dtiscore.scoring.tree import ScoreTree

DAY = date(2023, 6, 1)
SCORES = "dtiscore.analysis.outlook.score_criterion"
T = TypeVar("T")


def sums(number: int) -> ScoreTree:
    """Criteria that want a number of their own high, and a whole that all see high or low."""
    texts = []
    for n in range(1, number + 1):
        whole = "b: {label: Số chung, type: count}" if n == 1 else 'b: {same_as: "1.b"}'
        tiers = "[{at_least: 30, points: 5}, {at_least: 20, points: 3}, {at_least: 10, points: 1}]"
        inverse = "yes" if n % 2 else "no"
        texts.append(
            f"facts: {{a{n}: {{label: Số riêng, type: count}}, {whole}}}\n"
            "rule: {kind: sum, parts: ["
            f"{{name: x, max_score: 5, rule: {{kind: tiers, fact: a{n}, tiers: {tiers}}}}}, "
            f"{{name: y, max_score: 5, rule: {{kind: ratio, part: a{n}, whole: b,"
            f" inverse: {inverse}, when_whole_is_zero: zero}}}}]}}\nmeasured_by: Sổ"
        )
    said = [f"'{n}': {{facts: {{a{n}: {n % 7 + 1}}}}}" for n in range(2, number + 1)]
    return tree(texts, ["'1': {facts: {a1: 2, b: 40}}", *said])


def tiers(number: int) -> ScoreTree:
    """Criteria with eight levels each, none at the same number of the one fact that all see."""
    texts = []
    for n in range(1, number + 1):
        fact = "w: {label: Số chung, type: count}" if n == 1 else 'w: {same_as: "1.w"}'
        levels = ", ".join(f"{{at_least: {100 - 10 * k + n}, points: {10 - k}}}" for k in range(8))
        texts.append(
            f"facts: {{{fact}}}\nrule: {{kind: tiers, fact: w, tiers: [{levels}]}}\nmeasured_by: Sổ"
        )
    return tree(texts, ["'1': {facts: {w: 3}}"])


def ratios(number: int) -> ScoreTree:
    """Criteria with parts of their own in one whole, of which another wants more in levels."""
    levels = ", ".join(f"{{at_least: {100 - 10 * k}, points: {10 - k}}}" for k in range(8))
    whole = (
        "facts: {w: {label: Số chung, type: count}}\n"
        f"rule: {{kind: tiers, fact: w, tiers: [{levels}]}}\nmeasured_by: Sổ"
    )
    part = (
        'facts: {p: {label: Số riêng, type: count}, w: {same_as: "1.w"}}\n'
        "rule: {kind: ratio, part: p, whole: w, when_whole_is_zero: zero}\nmeasured_by: Sổ"
    )
    said = [f"'{n}': {{facts: {{p: {n % 9 + 1}}}}}" for n in range(2, number + 2)]
    return tree([whole, *[part] * number], ["'1': {facts: {w: 20}}", *said])


def tree(texts: list[str], said: list[str]) -> ScoreTree:
    main = [criterion(str(n), text, 10) for n, text in enumerate(texts, start=1)]
    return score_of(a_set(group("g", *main)), "{" + ", ".join(said) + "}")


class Calls:
    """How often functions are called."""

    def __init__(self) -> None:
        self.count = 0

    def counted(self, function: Callable[..., T]) -> Callable[..., T]:
        def call(*args: object, **keywords: object) -> T:
            self.count += 1
            return function(*args, **keywords)

        return call


@pytest.fixture
def climbs(monkeypatch: pytest.MonkeyPatch) -> list[Climb]:
    """The searches that are made."""
    made: list[Climb] = []

    class Kept(Climb):
        def top(self) -> Changes:
            made.append(self)
            return super().top()

    monkeypatch.setattr("dtiscore.analysis.plan.Climb", Kept)
    return made


@pytest.mark.parametrize("number", [4, 8, 12])
def test_tries_grow_with_the_cube_of_the_criteria_and_scorings_with_their_number(
    number: int, climbs: list[Climb], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every one wants the whole elsewhere; tens of thousands of scorings came of twelve."""
    scorings, questions = Calls(), Calls()
    monkeypatch.setattr(SCORES, scorings.counted(score_criterion))
    monkeypatch.setattr(SumRule, "improve", questions.counted(SumRule.improve))
    frame = frame_of(sums(number), DAY, Hints(), None)
    assert planned(frame.outlook, frame.days).gains
    (one,) = climbs
    assert one.tries <= 8 * number**3
    assert scorings.count <= 10 * number
    assert questions.count <= 20 * number
    gather(frame)
    assert questions.count <= 100 * number


def test_criteria_that_see_one_fact_alone_are_tried_at_each_of_its_values_once(
    climbs: list[Climb], monkeypatch: pytest.MonkeyPatch
) -> None:
    scorings, problems = Calls(), Calls()
    monkeypatch.setattr(SCORES, scorings.counted(score_criterion))
    monkeypatch.setattr(Outlook, "_problems_of", problems.counted(Outlook._problems_of))
    frame = frame_of(tiers(40), DAY, Hints(), None)
    plan = planned(frame.outlook, frame.days)
    gather(frame)
    values = 140 - 3
    assert climbs[0].tries <= values
    assert scorings.count <= 40 * values
    assert problems.count <= 40 * values
    assert sum(plan.gains.values()) == 400


def test_of_ratios_on_one_whole_few_hundred_tries_a_criterion_find_all(
    climbs: list[Climb],
) -> None:
    made = ratios(12)
    plan = planned(Outlook(made), calendar(made, DAY))
    assert climbs[0].tries <= 13**3
    assert sum(plan.gains.values()) == sum(one.lost.not_done for one in made.criteria)


def test_the_plan_is_searched_for_once(climbs: list[Climb]) -> None:
    frame = frame_of(sums(4), DAY, Hints(), None)
    plan = planned(frame.outlook, frame.days)
    gather(frame)
    assert planned(frame.outlook, frame.days) is plan
    assert len(climbs) == 1
    later = frame.days._replace(as_of=date(2024, 1, 1))
    assert planned(frame.outlook, later) is not plan


def test_after_so_many_tries_the_best_found_stands(
    climbs: list[Climb], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Steps taken one after the other are always looked at, to their end."""
    made = sums(8)
    whole = planned(Outlook(made), calendar(made, DAY))
    monkeypatch.setattr(climb, "MOST_TRIES", 300)
    known = Outlook(made)
    plan = planned(known, calendar(made, DAY))
    full, cut = climbs
    assert cut.tries < 600 < full.tries
    assert known.clash(plan.changes) is None
    assert 0 < known.added(plan.changes) <= known.added(whole.changes)
    assert sum((item.own for item in worklist(made, DAY)), start=made.total.final * 0) > 0


def test_what_is_worked_out_once_is_what_the_engine_says() -> None:
    """Asked again after other changes, also of facts that the criterion does not see."""
    made = sums(3)
    known = Outlook(made)
    best = planned(known, calendar(made, DAY)).changes
    for key, value in best.items():
        for changes in ({key: value}, dict(best), {k: v for k, v in best.items() if k != key}):
            for score in known.seen_by(changes):
                fresh = Outlook(made).scored(score, changes)
                assert known.scored(score, changes) == fresh
                assert known.facts(score, changes) == {**score.facts, **fresh.facts}
            assert known.clash(changes) == Outlook(made).clash(changes)
