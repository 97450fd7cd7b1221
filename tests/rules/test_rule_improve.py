"""The way up: each step keeps its promise, and the steps end at the maximum or at a reason."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from making import followed, rendered, valid
from strategies import RECIPES, cases, is_zero_whole, quick, sharing_cases

from dtiscore.base.points import ZERO
from dtiscore.rules.core import NEVER, FactType
from dtiscore.rules.follow import follow

every_kind = pytest.mark.parametrize("kind", sorted(RECIPES))
nearest_or_farthest = pytest.mark.parametrize("take", [0, -1], ids=["nearest", "farthest"])


@every_kind
@quick
@given(data=st.data())
def test_each_step_is_possible_and_adds_what_it_promises(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.some_facts)
    before = case.rule.score(facts, case.setting).points or ZERO
    for step in case.rule.improve(facts, case.setting).steps:
        changed = {**facts, **step.changes}
        after = case.rule.score(changed, case.setting).points
        assert after is not None
        assert after - before == step.points > 0
        assert valid(case.rule, changed, case.setting)
        assert set(step.changes) <= set(case.recipe.types)


@nearest_or_farthest
@every_kind
@quick
@given(data=st.data())
def test_the_steps_end_at_the_maximum_or_name_what_blocks(
    kind: str, take: int, data: st.DataObject
) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.some_facts)
    end = followed(case.rule, facts, case.setting, take=take)
    outcome = case.rule.score(end.facts, case.setting)
    if outcome.points == case.setting.max_score:
        assert end.last.blocks == ()
    elif not outcome.not_applicable:
        assert end.last.blocks
        assert all(rendered(block) for block in end.last.blocks)


@nearest_or_farthest
@pytest.mark.parametrize("kind", sorted(set(RECIPES) - {"judged"}))
@quick
@given(data=st.data())
def test_where_nothing_is_out_of_reach_the_steps_reach_the_maximum(
    kind: str, take: int, data: st.DataObject
) -> None:
    """Nothing is over, nothing is 0 that divides, no fact is missing: then there is a way."""
    case = data.draw(cases(kind))
    setting = case.setting._replace(today=None)
    dated = [fact for fact, type_ in case.recipe.types.items() if type_ is FactType.DATE]
    facts = {**data.draw(case.facts), **dict.fromkeys(dated, NEVER)}
    assume(not is_zero_whole(case.rule, facts))
    end = followed(case.rule, facts, setting, take=take)
    assert case.rule.score(end.facts, setting).points == setting.max_score


@every_kind
@quick
@given(data=st.data())
def test_at_the_maximum_there_is_neither_step_nor_block(kind: str, data: st.DataObject) -> None:
    rule, setting, recipe = data.draw(cases(kind))
    assert rule.improve(recipe.best, setting) == ((), ())


@every_kind
@quick
@given(data=st.data())
def test_follow_sums_up_the_farthest_steps(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.some_facts)
    way = follow(case.rule, facts, case.setting)
    end = followed(case.rule, facts, case.setting, take=-1)
    assert {**facts, **way.changes} == end.facts
    assert way.blocks == end.last.blocks
    assert way.points == (case.rule.score(end.facts, case.setting).points or ZERO)


# --- parts that share facts ---------------------------------------------------------------------


@nearest_or_farthest
@pytest.mark.parametrize("kind", ["sum", "best"])
@quick
@given(data=st.data())
def test_parts_may_share_facts(kind: str, take: int, data: st.DataObject) -> None:
    """Whatever one part's step does to another: promises hold, and the end has a reason."""
    rule, setting, recipe = data.draw(sharing_cases(kind))
    facts = data.draw(recipe.facts)
    assume(valid(rule, facts, setting))
    before = rule.score(facts, setting).points or ZERO
    for step in rule.improve(facts, setting).steps:
        changed = {**facts, **step.changes}
        assert valid(rule, changed, setting)
        assert (rule.score(changed, setting).points or ZERO) - before == step.points > 0
    end = followed(rule, facts, setting, take=take)
    reached = rule.score(end.facts, setting).points == setting.max_score
    assert reached == (end.last.blocks == ())
