"""What can still come of facts that are partly unknown, or can change no more."""

# Points are compared with whole numbers, which mypy takes for a slip within a tuple.
# mypy: no-strict-equality

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import facts_of, rendered, rule_of, setting_of, valid
from strategies import RECIPES, cases, quick

from dtiscore.base.points import ZERO
from dtiscore.rules.core import FactType
from dtiscore.rules.follow import follow
from dtiscore.rules.statable import UNITS, between, statable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dtiscore.rules.follow import Prospect

every_kind = pytest.mark.parametrize("kind", sorted(RECIPES))


def prospect(
    spec: str, facts: Mapping[str, object], fixed: set[str] | None = None, **settings: Any
) -> Prospect:
    rule = rule_of(spec)
    setting = setting_of(rule, **settings)._replace(fixed=frozenset(fixed or ()))
    return rule.prospect(facts_of(facts), setting)


# --- for every kind ---------------------------------------------------------------------------


@every_kind
@quick
@given(data=st.data())
def test_nothing_that_may_turn_out_is_worth_more(kind: str, data: st.DataObject) -> None:
    """However the missing facts are stated in the end: the prospect was not too low."""
    case = data.draw(cases(kind))
    facts = data.draw(case.facts)
    known = data.draw(st.sets(st.sampled_from(sorted(facts)))) if facts else set()
    setting = case.setting._replace(fixed=frozenset(known))
    found = case.rule.prospect({name: facts[name] for name in known}, setting)
    assert (case.rule.score(facts, setting).points or ZERO) <= found.points
    assert 0 <= found.points <= setting.max_score
    assert not known & set(found.waits_for)


@every_kind
@quick
@given(data=st.data())
def test_where_all_is_stated_it_is_what_the_steps_reach(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.facts)
    found = case.rule.prospect(facts, case.setting)
    if case.rule.score(facts, case.setting).points is not None:
        assert found.points == follow(case.rule, facts, case.setting).points
        assert found.waits_for == ()
    fixed = case.setting._replace(fixed=frozenset(facts))
    assert case.rule.improve(facts, fixed).steps == ()


@every_kind
@quick
@given(data=st.data())
def test_what_cannot_change_is_never_changed(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.facts)
    fixed = frozenset(data.draw(st.sets(st.sampled_from(sorted(facts))))) if facts else frozenset()
    setting = case.setting._replace(fixed=fixed)
    assert fixed.isdisjoint(follow(case.rule, facts, setting).changes)


# --- examples ---------------------------------------------------------------------------------

SUM = """
kind: sum
parts:
  - {name: first, max_score: 5, rule: {kind: deadline, fact: on, due: 31/03}}
  - {name: second, max_score: 5, rule: {kind: count, fact: n, each: 1}}
"""
BEST = """
kind: best
of:
  - {name: first, rule: {kind: yes_no, fact: won}}
  - {name: second, max_score: 6, rule: {kind: count, fact: n, each: 1}}
"""
GROWTH = "{kind: growth, now: a, before: b, full_at: 10%, when_before_is_zero: zero}"
RATIO = "{kind: ratio, part: a, whole: b, when_whole_is_zero: %s}"


@pytest.mark.parametrize(
    ("spec", "facts", "fixed", "points", "waits_for"),
    [
        (SUM, {"on": "không"}, set(), 5, ("n",)),
        (SUM, {"n": 2}, {"n"}, 7, ("on",)),
        (SUM, {"n": 2}, set(), 10, ("on",)),
        (SUM, {}, set(), 10, ("on", "n")),
        (BEST, {"won": False}, {"won"}, 6, ("n",)),
        (BEST, {"won": False}, set(), 10, ()),
        (BEST, {"n": 2}, {"n"}, 10, ("won",)),
        (BEST, {"won": True}, {"won"}, 10, ()),
        ("{kind: all, facts: [a, b]}", {"a": False}, set(), 10, ("b",)),
        ("{kind: all, facts: [a, b]}", {"a": False}, {"a"}, 0, ()),
        (RATIO % "zero", {"b": 0}, set(), 0, ("a",)),
        (RATIO % "full", {"b": 0}, set(), 10, ("a",)),
        (RATIO % "zero", {"b": 4}, set(), 10, ("a",)),
        (RATIO % "zero", {"a": 0}, {"a"}, 0, ("b",)),
        (RATIO % "full", {"a": 0}, {"a"}, 10, ("b",)),
        (RATIO % "zero", {"a": 3}, {"a"}, 10, ("b",)),
        (GROWTH, {"b": 0}, set(), 0, ("a",)),
        ("{kind: peer_ratio, fact: n}", {"n": 3}, {"n"}, 10, ()),
        ("{kind: judged}", {}, set(), 10, ()),
    ],
)
def test_what_is_known_stands(
    spec: str,
    facts: Mapping[str, object],
    fixed: set[str],
    points: int,
    waits_for: tuple[str, ...],
) -> None:
    found = prospect(spec, facts, fixed, today="2023-05-05")
    assert found.points == points
    assert found.waits_for == waits_for


def test_the_part_that_is_missed_says_why() -> None:
    (block,) = prospect(SUM, {"on": "không"}, today="2023-05-05").blocks
    assert rendered(block) == "the deadline 2023-03-31 is over"


# --- dates ------------------------------------------------------------------------------------

LATE = "{kind: deadline, fact: on, due: 31/03, late: [{within_days: 10, share: 1/2}]}"


@pytest.mark.parametrize(
    ("on", "today", "changed"),
    [
        ("2023-04-05", "2023-03-01", "2023-03-31"),
        ("2023-05-05", "2023-04-05", "2023-04-10"),
        ("2023-04-05", "2023-04-05", None),
        ("2023-04-05", "2023-04-06", None),
        ("2023-04-05", None, None),
    ],
)
def test_a_day_still_to_come_can_be_brought_forward(
    on: str, today: str | None, changed: str | None
) -> None:
    rule = rule_of(LATE)
    found = rule.improve(facts_of({"on": on}), setting_of(rule, today=today))
    wanted = [] if changed is None else [facts_of({"on": changed})]
    assert [dict(step.changes) for step in found.steps] == wanted
    assert bool(found.blocks) == (changed is None)


# --- numbers that can be stated -----------------------------------------------------------------

kinds = st.sampled_from(sorted(UNITS))


@given(st.fractions(0, 50), kinds, st.booleans())
def test_a_statable_number_is_the_nearest_that_is_not_short(
    value: Fraction,
    kind: FactType,
    upward: bool,  # noqa: FBT001
) -> None:
    found = statable(value, kind, upward=upward)
    assert (found / UNITS[kind]).denominator == 1
    assert 0 <= (found - value if upward else value - found) < UNITS[kind]


@given(st.fractions(0, 50), st.fractions(0, 50), kinds)
def test_between_lies_everything_between(before: Fraction, after: Fraction, kind: FactType) -> None:
    found = between(before, after, kind)
    low, high = sorted((before, after))
    unit = UNITS[kind]
    assert all(low < number * unit < high for number in (*found[:1], *found[-1:]))
    assert len(found) >= (high - low) / unit - 1
    if len(found) > 1:
        assert (found[1] > found[0]) == (after > before)


@every_kind
@quick
@given(data=st.data())
def test_a_step_asks_for_numbers_that_can_be_stated(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.facts)
    for step in case.rule.improve(facts, case.setting).steps:
        assert valid(case.rule, {**facts, **step.changes}, case.setting)
        for name, value in step.changes.items():
            if isinstance(value, Fraction):
                unit = UNITS[case.recipe.types[name]]
                assert (value / unit).denominator == 1 or value in facts.values()


MONEY = {"a": "amount", "b": "amount", "now": "amount", "before": "amount", "n": "amount"}


@pytest.mark.parametrize(
    ("spec", "facts", "changed"),
    [
        (
            RATIO % "zero, full_at: 1/3",
            {"a": 1, "b": 7},
            {"a": Fraction("2.34")},
        ),
        (
            RATIO % "zero, inverse: yes, full_at: 2/3",
            {"a": 5, "b": 7},
            {"a": Fraction("2.33")},
        ),
        (RATIO % "zero", {"a": 1, "b": "2.3456"}, {"a": Fraction("2.3456")}),
        (
            "{kind: tiers, fact: n, tiers: [{above: 5, points: 10}]}",
            {"n": 1},
            {"n": Fraction("5.01")},
        ),
        (
            "{kind: growth, now: now, before: before, full_at: 1/3, when_before_is_zero: zero}",
            {"now": 1, "before": 7},
            {"now": Fraction("9.34")},
        ),
    ],
)
def test_amounts_are_rounded_so_that_the_step_still_reaches_its_points(
    spec: str, facts: Mapping[str, object], changed: Mapping[str, Fraction]
) -> None:
    rule = rule_of(spec)
    used = {use.fact for use in rule.uses()}
    setting = setting_of(rule, types={k: v for k, v in MONEY.items() if k in used})
    step = rule.improve(facts_of(facts), setting).steps[-1]
    assert step.changes == changed
    assert rule.score({**facts_of(facts), **step.changes}, setting).points == 10


def test_a_whole_may_be_smaller_than_one() -> None:
    found = prospect(
        "{kind: ratio, part: a, whole: b, when_whole_is_zero: zero}",
        {"a": "0.0005"},
        fixed={"a"},
        types={"a": FactType.AMOUNT, "b": FactType.AMOUNT},
    )
    assert found.points == 10
