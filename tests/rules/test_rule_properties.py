"""What holds for every rule kind, whatever the specification and the facts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from making import rule_of, setting_of, valid
from strategies import RECIPES, cases, is_zero_whole, quick

from dtiscore.base.points import ONE, ZERO
from dtiscore.rules.core import (
    NEVER,
    Direction,
    Facts,
    FactType,
    FactValue,
    Rule,
    Setting,
    number,
)
from dtiscore.rules.kinds.best import BestRule
from dtiscore.rules.kinds.judged import STATED
from dtiscore.rules.kinds.sum import SumRule
from dtiscore.rules.registry import KINDS

if TYPE_CHECKING:
    from dtiscore.rules.parts import Part

every_kind = pytest.mark.parametrize("kind", sorted(RECIPES))
composed = pytest.mark.parametrize("kind", ["sum", "best"])


def test_every_kind_has_a_recipe() -> None:
    assert set(RECIPES) == set(KINDS)


# --- the specification ------------------------------------------------------------------------


@every_kind
@quick
@given(data=st.data())
def test_recipes_are_free_of_problems_and_reach_their_maximum(
    kind: str, data: st.DataObject
) -> None:
    rule, setting, _ = data.draw(cases(kind))
    assert list(rule.problems(setting.max_score)) == []
    assert rule.ceiling(setting.max_score) == setting.max_score


@every_kind
@quick
@given(data=st.data())
def test_each_use_names_the_place_and_a_type_of_its_fact(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    used = list(case.rule.uses())
    for use in used:
        found: object = case.recipe.spec
        for key in use.path:
            found = found[key]  # type: ignore[index]
        assert found == use.fact
        assert case.setting.types[use.fact] in use.types
    assert {use.fact for use in used} == set(case.recipe.types) - {STATED}


# --- points -----------------------------------------------------------------------------------


@every_kind
@quick
@given(data=st.data())
def test_points_lie_between_0_and_the_maximum(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.facts)
    assert valid(case.rule, facts, case.setting)
    outcome = case.rule.score(facts, case.setting)
    if outcome.not_applicable:
        assert is_zero_whole(case.rule, facts)
        assert outcome.points is None
    else:
        assert outcome.points is not None
        assert ZERO <= outcome.points <= case.setting.max_score
        assert outcome.trace.points == outcome.points


@every_kind
@quick
@given(data=st.data())
def test_the_best_facts_reach_exactly_the_maximum(kind: str, data: st.DataObject) -> None:
    rule, setting, recipe = data.draw(cases(kind))
    assert valid(rule, recipe.best, setting)
    assert rule.score(recipe.best, setting).points == setting.max_score


@every_kind
@quick
@given(data=st.data())
def test_the_same_facts_always_give_the_same_outcome(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.some_facts)
    again = rule_of(case.recipe.spec)
    reordered = dict(reversed(facts.items()))
    assert again == case.rule
    assert again.score(reordered, case.setting) == case.rule.score(facts, case.setting)
    assert again.improve(reordered, case.setting) == case.rule.improve(facts, case.setting)


def _is_more(one: FactValue, other: FactValue) -> bool:
    """Whether ``one`` is more of a fact than ``other``; False where they do not compare."""
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one > other
    if isinstance(one, bool) and isinstance(other, bool):
        return one and not other
    return isinstance(one, date) and other is NEVER


@every_kind
@quick
@given(data=st.data())
def test_more_of_a_fact_moves_the_points_as_its_use_says(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    facts, others = data.draw(case.facts), data.draw(case.facts)
    assume(not is_zero_whole(case.rule, facts) and not is_zero_whole(case.rule, others))
    for use in case.rule.uses():
        changed = {**facts, use.fact: others[use.fact]}
        if not valid(case.rule, changed, case.setting):
            continue
        before = case.rule.score(facts, case.setting).points
        after = case.rule.score(changed, case.setting).points
        assert before is not None
        assert after is not None
        raises = use.direction is not Direction.LOWERS
        if _is_more(others[use.fact], facts[use.fact]):
            assert after >= before if raises else after <= before
        elif _is_more(facts[use.fact], others[use.fact]):
            assert after <= before if raises else after >= before


@every_kind
@quick
@given(data=st.data())
def test_no_value_gives_fewer_points_than_the_worst(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.facts)
    for use in case.rule.uses():
        # What was stated not to have happened needs no proof.
        if use.direction is Direction.RAISES and facts[use.fact] is not NEVER:
            proved_nothing = {**facts, use.fact: case.rule.worst(use.fact, case.setting)}
            assert valid(case.rule, proved_nothing, case.setting)
            worst = case.rule.score(proved_nothing, case.setting).points
            stated = case.rule.score(facts, case.setting).points
            assert (worst is None) == (stated is None)
            assert (worst or ZERO) <= (stated or ZERO)


# --- missing facts ----------------------------------------------------------------------------


def _waits_for(rule: Rule, facts: Facts) -> set[str]:
    """What a rule must wait for, by the design's own words; empty where it can be evaluated."""
    if isinstance(rule, SumRule):
        return set().union(*(_waits_for(part.rule, facts) for part in rule.sum_parts))
    if isinstance(rule, BestRule):
        of_each = [_waits_for(part.rule, facts) for part in rule.of]
        return set().union(*of_each) if all(of_each) else set()
    stated = [use.fact for use in rule.uses() if use.fact in facts]
    if rule.kind == "all" and any(facts[fact] is False for fact in stated):
        return set()
    return {use.fact for use in rule.uses()} - set(stated)


@pytest.mark.parametrize("kind", sorted(set(RECIPES) - {"judged"}))
@quick
@given(data=st.data())
def test_missing_facts_leave_no_points_and_are_named(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.some_facts)
    expected = _waits_for(case.rule, facts)
    outcome = case.rule.score(facts, case.setting)
    if expected:
        assert outcome.points is None
        assert not outcome.not_applicable
    elif not is_zero_whole(case.rule, facts):
        assert outcome.points is not None
    assert set(outcome.missing) == expected
    assert len(outcome.missing) == len(expected)


@pytest.mark.parametrize("kind", sorted(set(RECIPES) - {"judged"}))
@quick
@given(data=st.data())
def test_without_any_fact_every_fact_is_missing(kind: str, data: st.DataObject) -> None:
    rule, setting, recipe = data.draw(cases(kind))
    outcome = rule.score({}, setting)
    assert outcome.points is None
    assert set(outcome.missing) == set(recipe.types)
    steps, blocks = rule.improve({}, setting)
    assert steps == ()
    assert blocks


# --- parts and their proof --------------------------------------------------------------------


def _factors(rule: Rule) -> st.SearchStrategy[dict[str, Fraction]]:
    names = sorted({name for name, _, _ in rule.parts()})
    return st.dictionaries(st.sampled_from(names), st.fractions(0, 1))


def _own_points(part: Part, facts: Facts, setting: Setting) -> Fraction | None:
    """A part's points as far as it is proved; its maximum reckoned here once more."""
    share = ONE if part.share is None else part.share
    maximum = setting.max_score * share if part.max_score is None else part.max_score
    points = part.rule.score(facts, setting.of_part(maximum)).points
    return None if points is None else points * setting.factors.get(part.name, ONE)


@quick
@given(data=st.data())
def test_a_sum_adds_up_its_parts_as_far_as_they_are_proved(data: st.DataObject) -> None:
    case = data.draw(cases("sum"))
    facts = data.draw(case.facts)
    setting = case.setting.proved(data.draw(_factors(case.rule)))
    assert isinstance(case.rule, SumRule)
    points = [_own_points(part, facts, setting) or ZERO for part in case.rule.sum_parts]
    assert case.rule.score(facts, setting).points == min(sum(points), setting.max_score)


@quick
@given(data=st.data())
def test_a_best_gives_what_its_best_proved_alternative_gives(data: st.DataObject) -> None:
    case = data.draw(cases("best"))
    facts = data.draw(case.some_facts)
    setting = case.setting.proved(data.draw(_factors(case.rule)))
    assert isinstance(case.rule, BestRule)
    points = [_own_points(part, facts, setting) for part in case.rule.of]
    known = [each for each in points if each is not None]
    assert case.rule.score(facts, setting).points == max(known, default=None)


@composed
@quick
@given(data=st.data())
def test_less_proof_of_a_part_never_raises_the_points(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.facts)
    more = data.draw(_factors(case.rule))
    fewer = {name: share * data.draw(st.fractions(0, 1)) for name, share in more.items()}
    whole = case.rule.score(facts, case.setting).points
    much = case.rule.score(facts, case.setting.proved(more)).points
    little = case.rule.score(facts, case.setting.proved(fewer)).points
    assert whole is not None
    assert much is not None
    assert little is not None
    assert ZERO <= little <= much <= whole


@composed
@quick
@given(data=st.data())
def test_a_composed_rule_passes_on_the_problems_of_its_parts_facts(
    kind: str, data: st.DataObject
) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.facts)
    pairs = {
        use.fact.removesuffix("-part"): use.fact
        for use in case.rule.uses()
        if use.path[-1] == "part"
    }
    above = {part: number(facts, f"{name}-whole") + 1 for name, part in pairs.items()}
    found = list(case.rule.fact_problems({**facts, **above}, case.setting))
    assert sorted(problem.fact for problem in found) == sorted(above)
    assert {problem.problem.code for problem in found} <= {"part-above-whole"}


@pytest.mark.parametrize(
    ("kind", "worst"),
    [
        (FactType.COUNT, ZERO),
        (FactType.AMOUNT, ZERO),
        (FactType.PERCENT, ZERO),
        (FactType.YES_NO, False),
        (FactType.DATE, NEVER),
    ],
)
def test_what_nothing_proves_takes_the_worst_value_of_its_type(
    kind: FactType, worst: FactValue
) -> None:
    rule = rule_of("{kind: yes_no, fact: f}")
    assert rule.worst("f", setting_of(rule, types={"f": kind})) == worst
