"""Each rule kind on the facts where it turns: one table per kind, points of 10 unless said."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from making import facts_of, followed, rendered, rule_of, setting_of, texts_of

from dtiscore.base.numbers import parse_share
from dtiscore.rules.core import NEVER, FactType, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dtiscore.rules.core import Outcome


def scored(spec: str, facts: Mapping[str, object], **settings: Any) -> Outcome:
    """The outcome of a rule on facts."""
    rule = rule_of(spec)
    return rule.score(facts_of(facts), setting_of(rule, **settings))


def points(spec: str, facts: Mapping[str, object], **settings: Any) -> Fraction | None:
    """The exact points of a rule on facts."""
    return scored(spec, facts, **settings).points


def steps(spec: str, facts: Mapping[str, object], **settings: Any) -> list[dict[str, object]]:
    """The changes that a rule offers from these facts, and nothing blocked."""
    rule = rule_of(spec)
    found = rule.improve(facts_of(facts), setting_of(rule, **settings))
    assert found.blocks == ()
    return [dict(step.changes) for step in found.steps]


def blocks(spec: str, facts: Mapping[str, object], **settings: Any) -> list[str]:
    """What blocks a rule on these facts, where no step is left."""
    rule = rule_of(spec)
    found = rule.improve(facts_of(facts), setting_of(rule, **settings))
    assert found.steps == ()
    return [rendered(block) for block in found.blocks]


# --- yes_no, all, choice ----------------------------------------------------------------------


@pytest.mark.parametrize(("done", "expected"), [(True, 10), (False, 0)])
def test_yes_no(done: bool, expected: int) -> None:  # noqa: FBT001
    assert points("{kind: yes_no, fact: done}", {"done": done}) == expected


ALL = "{kind: all, facts: [a, b, c]}"


@pytest.mark.parametrize(
    ("facts", "expected", "missing"),
    [
        ({"a": True, "b": True, "c": True}, 10, ()),
        ({"a": True, "b": False, "c": True}, 0, ()),
        ({"b": False}, 0, ()),  # one stated no decides
        ({"a": True, "b": True}, None, ("c",)),
        ({}, None, ("a", "b", "c")),
    ],
)
def test_all(facts: Mapping[str, object], expected: int | None, missing: tuple[str, ...]) -> None:
    outcome = scored(ALL, facts)
    assert outcome.points == expected
    assert outcome.missing == missing


def test_all_asks_for_every_condition_at_once() -> None:
    assert steps(ALL, {"a": False, "b": True, "c": False}) == [{"a": True, "c": True}]


CHOICE = """
kind: choice
fact: head
options:
  - {value: deputy, label: Phó Giám đốc, share: 1/2}
  - {value: Đứng đầu, points: 10}
  - {value: clerk, share: 10%}
"""


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Đứng đầu", 10),
        ("đứng đầu", 10),
        ("DEPUTY", 5),
        ("clerk", 1),
        ("không", 0),
        ("nobody asked", 0),
    ],
)
def test_choice(head: str, expected: int) -> None:
    assert points(CHOICE, {"head": head}) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("không", ["clerk", "Đứng đầu"]),
        ("clerk", ["deputy", "Đứng đầu"]),
        ("deputy", ["Đứng đầu"]),
        ("Đứng đầu", []),
    ],
)
def test_choice_offers_the_next_better_option_and_the_best(head: str, expected: list[str]) -> None:
    assert steps(CHOICE, {"head": head}) == [{"head": value} for value in expected]


def test_an_unproved_choice_falls_to_the_lowest_option() -> None:
    earning = rule_of(CHOICE)
    assert earning.worst("head", setting_of(earning)) == "clerk"
    listed = rule_of(
        "{kind: choice, fact: f, options: [{value: a, share: 1}, {value: none, share: 0}]}"
    )
    assert listed.worst("f", setting_of(listed)) == "none"


@pytest.mark.parametrize(
    ("second", "worst"),
    [
        ("{value: a, share: 1}, {value: b, share: 1/4}", "b"),
        ("{value: a, share: 0}, {value: b, share: 1}", NEVER),
    ],
)
def test_an_unproved_choice_of_several_parts_falls_to_what_is_lowest_for_all(
    second: str, worst: object
) -> None:
    rule = rule_of(f"""
        kind: sum
        parts:
          - name: first
            share: 1/2
            rule:
              kind: choice
              fact: f
              options: [{{value: a, share: 1}}, {{value: b, share: 1/2}}]
          - name: second
            share: 1/2
            rule: {{kind: choice, fact: f, options: [{second}]}}
        """)
    assert rule.worst("f", setting_of(rule, types={"f": FactType.CHOICE})) == worst


# --- ratio ------------------------------------------------------------------------------------

RATIO = "{kind: ratio, part: a, whole: b, when_whole_is_zero: zero%s}"
RATIO_OF_PERCENT = "{kind: ratio, fact: p%s}"


@pytest.mark.parametrize(
    ("more", "a", "b", "expected"),
    [
        ("", 5, 24, "50/24"),
        ("", 0, 24, "0"),
        ("", 24, 24, "10"),
        # full_at: the goal itself, and one below it
        (", full_at: 80%", 4, 5, "10"),
        (", full_at: 80%", 79, 100, "9.875"),
        (", full_at: 80%", 5, 5, "10"),
        (", full_at: 2/3", 2, 3, "10"),
        # zero_below: the floor itself earns, just below it nothing
        (", zero_below: 50%", 5, 10, "5"),
        (", zero_below: 50%", 499, 1000, "0"),
        (", zero_below: 1/3", 1, 3, "10/3"),
        (", zero_below: 90%, full_at: 80%", 85, 100, "0"),
        (", zero_below: 90%, full_at: 80%", 90, 100, "10"),
        # inverse: fewer are better, floor and goal are measured on 1 - a/b
        (", inverse: có", 0, 8, "10"),
        (", inverse: có", 2, 8, "7.5"),
        (", inverse: có", 8, 8, "0"),
        (", inverse: yes, full_at: 75%", 2, 8, "10"),
        (", inverse: yes, zero_below: 75%", 2, 8, "7.5"),
        (", inverse: yes, zero_below: 75%", 3, 8, "0"),
    ],
)
def test_ratio(more: str, a: int, b: int, expected: str) -> None:
    assert points(RATIO % more, {"a": a, "b": b}) == Fraction(expected)


@pytest.mark.parametrize(
    ("more", "p", "expected"),
    [
        ("", "45%", "4.5"),
        ("", "100%", "10"),
        (", full_at: 90%", "45%", "5"),
        (", zero_below: 45%", "45%", "4.5"),
        (", zero_below: 45%", "44.99%", "0"),
        (", inverse: true", "45%", "5.5"),
    ],
)
def test_ratio_of_a_stated_percentage(more: str, p: str, expected: str) -> None:
    assert points(RATIO_OF_PERCENT % more, {"p": p}) == Fraction(expected)


@pytest.mark.parametrize("kind", ["ratio", "ratio, inverse: yes", "tiers", "growth"])
@pytest.mark.parametrize(
    ("policy", "expected"), [("full", 10), ("zero", 0), ("not_applicable", None)]
)
def test_a_whole_of_zero_follows_its_policy(kind: str, policy: str, expected: int | None) -> None:
    keys = {
        "tiers": f"part: a, whole: b, when_whole_is_zero: {policy}, "
        "tiers: [{at_least: 80%, points: 10}]",
        "growth": f"now: a, before: b, full_at: 10%, when_before_is_zero: {policy}",
    }.get(kind, f"part: a, whole: b, when_whole_is_zero: {policy}")
    spec = f"{{kind: {kind}, {keys}}}"
    outcome = scored(spec, {"a": 0, "b": 0})
    assert outcome.points == expected
    assert outcome.not_applicable == (policy == "not_applicable")
    if policy == "zero":
        assert len(blocks(spec, {"a": 0, "b": 0})) == 1
    else:
        assert steps(spec, {"a": 0, "b": 0}) == []


@pytest.mark.parametrize(
    ("more", "a", "b", "expected"),
    [
        ("", 3, 10, [4, 10]),
        ("", 9, 10, [10]),
        (", full_at: 75%", 3, 10, [4, 8]),  # 7.5 meetings are 8
        (", zero_below: 50%", 3, 10, [5, 10]),
        (", inverse: yes", 3, 10, [2, 0]),
        (", inverse: yes, full_at: 75%", 9, 10, [8, 2]),
    ],
)
def test_ratio_offers_one_more_and_the_goal(more: str, a: int, b: int, expected: list[int]) -> None:
    assert steps(RATIO % more, {"a": a, "b": b}) == [{"a": value} for value in expected]


def test_a_part_above_its_whole_is_a_problem_and_never_earns_below_zero() -> None:
    rule = rule_of(RATIO % ", inverse: yes")
    setting, facts = setting_of(rule), facts_of({"a": 9, "b": 8})
    (found,) = rule.fact_problems(facts, setting)
    assert (found.fact, found.problem.code) == ("a", "part-above-whole")
    assert found.fields == {
        "part": "label of a",
        "part_value": 9,
        "whole": "label of b",
        "whole_value": 8,
    }
    assert rule.score(facts, setting).points == 0


# --- tiers ------------------------------------------------------------------------------------

MEETINGS = """
kind: tiers
fact: n
tiers: [{at_least: 4, points: 10}, {at_least: 3, share: 3/4}, {at_least: 1, points: 2.5}]
"""
SHARES = """
kind: tiers
part: a
whole: b
when_whole_is_zero: full
tiers: [{above: 80%, points: 10}, {at_least: 80%, points: 9}, {at_least: 50%, points: 5}]
"""
FEWER = """
kind: tiers
fact: n
tiers: [{at_most: 0, points: 10}, {at_most: 2, points: 5}, {at_most: 4.5, points: 1}]
"""


@pytest.mark.parametrize(
    ("spec", "facts", "expected"),
    [
        (MEETINGS, {"n": 5}, "10"),
        (MEETINGS, {"n": 4}, "10"),
        (MEETINGS, {"n": 3}, "7.5"),
        (MEETINGS, {"n": 2}, "2.5"),
        (MEETINGS, {"n": 1}, "2.5"),
        (MEETINGS, {"n": 0}, "0"),
        (SHARES, {"a": 81, "b": 100}, "10"),
        (SHARES, {"a": 80, "b": 100}, "9"),  # not above 80 %, but at least
        (SHARES, {"a": 4, "b": 5}, "9"),
        (SHARES, {"a": 79, "b": 100}, "5"),
        (SHARES, {"a": 1, "b": 2}, "5"),
        (SHARES, {"a": 49, "b": 100}, "0"),
        (FEWER, {"n": 0}, "10"),
        (FEWER, {"n": 1}, "5"),
        (FEWER, {"n": 2}, "5"),
        (FEWER, {"n": 3}, "1"),
        (FEWER, {"n": 5}, "0"),
    ],
)
def test_tiers(spec: str, facts: Mapping[str, object], expected: str) -> None:
    assert points(spec, facts) == Fraction(expected)


@pytest.mark.parametrize(
    ("spec", "facts", "expected"),
    [
        (MEETINGS, {"n": 0}, [{"n": 1}, {"n": 4}]),
        (MEETINGS, {"n": 3}, [{"n": 4}]),
        (FEWER, {"n": 9}, [{"n": 4}, {"n": 0}]),
        (SHARES, {"a": 1, "b": 3}, [{"a": 2}, {"a": 3}]),
        (SHARES, {"a": 3, "b": 5}, [{"a": 4}, {"a": 5}]),
    ],
)
def test_tiers_offer_the_next_and_the_best(
    spec: str, facts: Mapping[str, object], expected: list[dict[str, object]]
) -> None:
    assert steps(spec, facts) == expected


def test_above_a_bound_is_a_hundredth_of_a_percent_above_it_but_never_more_than_all() -> None:
    by_percent = "{kind: tiers, fact: p, tiers: [{above: 80%, points: 10}]}"
    assert steps(by_percent, {"p": "80%"}, types={"p": "percent"}) == [{"p": parse_share("80.01%")}]
    nearly_all = """{kind: tiers, part: a, whole: b, when_whole_is_zero: zero,
                     tiers: [{above: 99.999%, points: 10}]}"""
    money = {"a": "amount", "b": "amount"}
    assert steps(nearly_all, {"a": 1, "b": 2}, types=money) == [{"a": 2}]


# --- count ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "n", "expected"),
    [
        ("each: 1", 0, "0"),
        ("each: 1", 7, "7"),
        ("each: 1", 10, "10"),
        ("each: 1", 11, "10"),
        ("each: 2.5", 3, "7.5"),
        ("each: 3, at_most: 8", 2, "6"),
        ("each: 3, at_most: 8", 3, "8"),
        ("each: 3, at_most: 80", 9, "10"),  # the maximum caps whatever the rule says
    ],
)
def test_count(more: str, n: int, expected: str) -> None:
    assert points(f"{{kind: count, fact: n, {more}}}", {"n": n}) == Fraction(expected)


@pytest.mark.parametrize(("n", "expected"), [(0, [1, 4]), (2, [3, 4]), (3, [4]), (4, [])])
def test_count_offers_one_more_and_as_many_as_count(n: int, expected: list[int]) -> None:
    assert steps("{kind: count, fact: n, each: 3}", {"n": n}) == [{"n": more} for more in expected]


# --- deadline ---------------------------------------------------------------------------------

DEADLINE = "{kind: deadline, fact: on, due: %s}"
LATE = """
kind: deadline
fact: on
due: 31/03
not_before: 01/01
late: [{within_days: 10, share: 1/2}, {within_days: 30, share: 1/5}]
"""


@pytest.mark.parametrize(
    ("due", "on", "expected"),
    [
        ("31/03", "2023-03-31", 10),
        ("31/03", "2023-04-01", 0),
        ("31/03", "2019-01-01", 10),
        ("31/03", "không", 0),
        ("31/12/-1", "2022-12-31", 10),
        ("31/12/-1", "2023-01-01", 0),
        ("31/01/+1", "2024-01-31", 10),
        ("31/01/+1", "2024-02-01", 0),
        ("29/02", "2023-02-28", 10),  # 2023 has no 29 February
        ("29/02", "2023-03-01", 0),
        ("29/02/+1", "2024-02-29", 10),
        ("2023-06-15", "2023-06-15", 10),
        ("15/06/2023", "2023-06-16", 0),
    ],
)
def test_deadline(due: str, on: str, expected: int) -> None:
    assert points(DEADLINE % due, {"on": on}) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2022-12-31", 0),  # before it counts
        ("2023-01-01", 10),
        ("2023-03-31", 10),
        ("2023-04-01", 5),
        ("2023-04-10", 5),
        ("2023-04-11", 2),
        ("2023-04-30", 2),
        ("2023-05-01", 0),
    ],
)
def test_deadline_with_late_windows(on: str, expected: int) -> None:
    assert points(LATE, {"on": on}) == expected


@pytest.mark.parametrize(
    ("on", "today", "expected"),
    [
        ("không", None, ["2023-03-31"]),
        ("không", "2023-03-31", ["2023-03-31"]),
        ("không", "2023-04-01", ["2023-04-30", "2023-04-10"]),
        ("không", "2023-04-10", ["2023-04-30", "2023-04-10"]),
        ("không", "2023-04-11", ["2023-04-30"]),
        ("không", "2023-04-30", ["2023-04-30"]),
        ("2022-12-31", "2023-02-01", ["2023-03-31"]),  # too early can be done again
    ],
)
def test_deadline_offers_the_days_that_are_left(
    on: str, today: str | None, expected: list[str]
) -> None:
    days = [facts_of({"on": day}) for day in expected]
    assert steps(LATE, {"on": on}, today=today) == days


@pytest.mark.parametrize(
    ("on", "today", "expected"),
    [
        ("không", "2023-05-01", "the deadline 2023-03-31 is over"),
        ("2023-04-05", None, "2023-04-05 is 5 days late (due 2023-03-31): half of the points"),
        ("2023-07-01", None, "2023-07-01 is too late (due 2023-03-31): no points"),
    ],
)
def test_what_is_late_stays_late(on: str, today: str | None, expected: str) -> None:
    assert blocks(LATE, {"on": on}, today=today) == [expected]


def test_a_late_window_without_end_is_no_trouble() -> None:
    forever = (
        "{kind: deadline, fact: on, due: 31/03, late: [{within_days: 9999999999, share: 1/2}]}"
    )
    assert points(forever, {"on": "9999-12-31"}) == 5
    assert steps(forever, {"on": "không"}, today="2030-01-01") == [facts_of({"on": "9999-12-31"})]


# --- growth -----------------------------------------------------------------------------------

GROWTH = "{kind: growth, now: now, before: before, full_at: 20%, when_before_is_zero: full}"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [(100, 120, 10), (100, 121, 10), (100, 110, 5), (100, 100, 0), (100, 80, 0), (100, 0, 0)],
)
def test_growth(before: int, now: int, expected: int) -> None:
    assert points(GROWTH, {"before": before, "now": now}) == expected


def test_growth_beyond_doubling() -> None:
    spec = "{kind: growth, now: now, before: before, full_at: 150%, when_before_is_zero: full}"
    assert points(spec, {"before": 4, "now": 7}) == 5
    assert steps(spec, {"before": 4, "now": 7}) == [{"now": 10}]


def test_growth_of_things_is_whole() -> None:
    facts = {"before": 7, "now": 7}  # 8.4 are needed
    assert steps(GROWTH, facts) == [{"now": 9}]
    assert steps(GROWTH, facts, types={"now": "amount"}) == [{"now": Fraction("8.4")}]


# --- peer_ratio -------------------------------------------------------------------------------

PEER = "{kind: peer_ratio, fact: own%s}"


@pytest.mark.parametrize(
    ("more", "own", "best", "expected"),
    [
        ("", 6, "8", "7.5"),
        ("", 8, "8", "10"),
        ("", 9, "8", "10"),  # above the best, we are the best
        ("", 0, "8", "0"),
        ("", 0, "0", "0"),
        ("", 3, "0", "10"),
        (", inverse: yes", 8, "6", "7.5"),
        (", inverse: yes", 6, "8", "10"),
        (", inverse: yes", 0, "8", "10"),
        (", inverse: yes", 0, "0", "10"),
        (", inverse: yes", 3, "0", "0"),
    ],
)
def test_peer_ratio(more: str, own: int, best: str, expected: str) -> None:
    outcome = scored(PEER % more, {"own": own}, best=best)
    assert outcome.points == Fraction(expected)
    assert not outcome.estimated


def test_a_best_of_the_set_stands_in_until_the_periods_is_known() -> None:
    spec = PEER % ", best: 8"
    estimate = scored(spec, {"own": 6})
    assert (estimate.points, estimate.estimated) == (Fraction("7.5"), True)
    known = scored(spec, {"own": 6}, best="12")
    assert (known.points, known.estimated) == (Fraction(5), False)


def test_without_any_best_there_is_no_answer() -> None:
    outcome = scored(PEER % "", {"own": 6})
    assert outcome.points is None
    assert outcome.missing == ()
    assert "best agency" in rendered(outcome.trace.text)
    assert blocks(PEER % "", {"own": 6}) == ["the best agency's value is not known"]


@pytest.mark.parametrize(
    ("more", "kind", "own", "best", "expected"),
    [
        ("", "count", 3, "8", [4, 8]),
        ("", "count", 3, "7.5", [4, 8]),  # a count is whole, an average of others' is not
        ("", "amount", 3, "7.5", ["7.5"]),
        ("", "count", 0, "0", [1]),
        ("", "percent", "0%", "0%", ["0.01%"]),
        (", inverse: yes", "count", 9, "7.5", [7]),
        (", inverse: yes", "amount", 9, "0", [0]),
    ],
)
def test_peer_ratio_offers_the_best_agencys_value(
    more: str, kind: str, own: object, best: str, expected: list[object]
) -> None:
    offered = steps(PEER % more, {"own": own}, best=best, types={"own": kind})
    assert offered == [facts_of({"own": value}) for value in expected]


# --- judged -----------------------------------------------------------------------------------


def test_judged_takes_the_stated_points() -> None:
    rule = rule_of("{kind: judged}")
    setting = setting_of(rule)
    assert rule.score({}, setting).points is None
    assert points("{kind: judged}", {"points": "8.5"}) == Fraction("8.5")
    assert blocks("{kind: judged}", {"points": "8.5"}) == blocks("{kind: judged}", {})
    assert steps("{kind: judged}", {"points": 10}) == []
    (found,) = rule.fact_problems(facts_of({"points": 11}), setting)
    assert (found.fact, found.problem.code) == ("points", "above-maximum")


# --- sum --------------------------------------------------------------------------------------

SUM = """
kind: sum
parts:
  - name: share
    label: Tỷ lệ
    max_score: 8
    rule: {kind: ratio, part: a, whole: b, when_whole_is_zero: zero}
  - {name: extra, share: 40%, rule: {kind: count, fact: n, each: 2}}
"""


@pytest.mark.parametrize(
    ("facts", "factors", "expected"),
    [
        ({"a": 1, "b": 4, "n": 1}, {}, "4"),
        ({"a": 4, "b": 4, "n": 1}, {}, "10"),
        ({"a": 4, "b": 4, "n": 9}, {}, "10"),  # 12 capped
        ({"a": 4, "b": 4, "n": 9}, {"share": "1/2"}, "8"),
        ({"a": 4, "b": 4, "n": 9}, {"share": "1/2", "extra": "0"}, "4"),
        ({"a": 4, "b": 4, "n": 9}, {"extra": "0"}, "8"),
    ],
)
def test_sum(facts: Mapping[str, object], factors: dict[str, str], expected: str) -> None:
    assert points(SUM, facts, factors=factors) == Fraction(expected)


def test_sum_waits_for_every_part_and_keeps_their_traces() -> None:
    outcome = scored(SUM, {"a": 1, "n": 1})
    assert outcome.points is None
    assert outcome.missing == ("b",)
    assert [(name, trace.points) for name, trace in outcome.trace.parts] == [
        ("Tỷ lệ", None),
        ("extra", 2),
    ]


def test_a_sum_says_why_where_no_fact_of_ours_is_missing() -> None:
    spec = """
kind: sum
parts:
  - {name: p, share: 1/2, rule: {kind: yes_no, fact: done}}
  - {name: q, share: 1/2, rule: {kind: peer_ratio, fact: own}}
"""
    outcome = scored(spec, {"done": True, "own": 1})
    assert outcome.points is None
    assert outcome.missing == ()
    assert rendered(outcome.trace.text) == ("not evaluated; the best agency's value is not known")


def test_steps_of_a_capped_sum_are_worth_what_they_add_to_it() -> None:
    rule = rule_of(SUM)
    found = rule.improve(facts_of({"a": 3, "b": 4, "n": 1}), setting_of(rule))
    assert found.steps == (
        Step({"a": Fraction(4)}, Fraction(2)),
        Step({"n": Fraction(2)}, Fraction(2)),
    )


SAME_FACTS = """
kind: sum
parts:
  - {name: online, share: 1/2, rule: {kind: ratio, part: b, whole: c, when_whole_is_zero: zero}}
  - {name: paid, share: 1/2, rule: {kind: ratio, part: a, whole: b, when_whole_is_zero: zero}}
"""
NO_WAY = """
kind: sum
parts:
  - {name: many, share: 1/2, rule: {kind: count, fact: a, each: 1}}
  - {name: all, share: 1/2, rule: {kind: ratio, part: a, whole: b, when_whole_is_zero: zero}}
"""


@pytest.mark.parametrize("take", [0, -1])
@pytest.mark.parametrize("facts", [{"a": 1, "b": 2, "c": 9}, {"a": 5, "b": 5, "c": 6}])
def test_parts_that_share_a_fact_may_only_gain_together(facts: dict[str, int], take: int) -> None:
    """One more online procedure is one more that nobody paid for: both must grow."""
    rule = rule_of(SAME_FACTS)
    end = followed(rule, facts_of(facts), setting_of(rule), take=take)
    assert end.facts == dict.fromkeys("abc", facts["c"])


@pytest.mark.parametrize("take", [0, -1])
def test_a_part_that_stands_in_anothers_way_is_named(take: int) -> None:
    rule = rule_of(NO_WAY)
    end = followed(rule, facts_of({"a": 1, "b": 3}), setting_of(rule), take=take)
    assert end.facts == {"a": 3, "b": 3}  # five would be needed, of three
    assert blocks(NO_WAY, end.facts) == [
        "what would raise one part is bad or impossible for another"
    ]


# --- best -------------------------------------------------------------------------------------

BEST = """
kind: best
of:
  - {name: many, max_score: 6, rule: {kind: count, fact: n, each: 2}}
  - {name: prize, label: Giải thưởng, rule: {kind: yes_no, fact: won}}
"""


@pytest.mark.parametrize(
    ("facts", "factors", "expected", "chosen"),
    [
        ({"n": 2, "won": False}, {}, 4, "many"),
        ({"n": 9, "won": False}, {}, 6, "many"),
        ({"n": 9, "won": True}, {}, 10, "Giải thưởng"),
        ({"n": 0, "won": False}, {}, 0, "many"),  # of equals the first
        ({"n": 2}, {}, 4, "many"),
        ({"won": False}, {}, 0, "Giải thưởng"),
        ({"n": 3, "won": True}, {"prize": "1/2"}, 6, "many"),
        ({"n": 3, "won": True}, {"prize": "0", "many": "0"}, 0, "many"),
    ],
)
def test_best(
    facts: Mapping[str, object], factors: dict[str, str], expected: int, chosen: str
) -> None:
    outcome = scored(BEST, facts, factors=factors)
    assert outcome.points == expected
    assert next(texts_of(outcome.trace)) == f"the best alternative: {chosen}"
    assert outcome.missing == ()


def test_best_waits_only_while_no_alternative_can_be_evaluated() -> None:
    outcome = scored(BEST, {})
    assert outcome.points is None
    assert outcome.missing == ("n", "won")


def test_a_step_of_best_counts_once_it_overtakes() -> None:
    found = steps(BEST, {"n": 0, "won": False})
    assert found == [{"n": 1}, {"n": 3}, {"won": True}]
    # From 4 points, one step of the other alternative (to 3) is none; all of them together are.
    ladder = """
kind: best
of:
  - {name: a, max_score: 4, rule: {kind: yes_no, fact: yes}}
  - {name: b, rule: {kind: count, fact: n, each: 3}}
"""
    assert steps(ladder, {"yes": True, "n": 0}) == [{"n": 4}]


def test_an_alternative_that_overtakes_only_as_a_whole_is_one_step() -> None:
    spec = """
kind: best
of:
  - {name: a, max_score: 6, rule: {kind: yes_no, fact: yes}}
  - name: b
    rule:
      kind: sum
      parts:
        - {name: c, share: 1/2, rule: {kind: yes_no, fact: first}}
        - {name: d, share: 1/2, rule: {kind: yes_no, fact: second}}
"""
    facts = {"yes": True, "first": False, "second": False}
    assert steps(spec, facts) == [{"first": True, "second": True}]
    proved = {"yes": True, "first": True, "second": True}
    assert points(spec, proved, factors={"c": "1/5"}) == 6  # proof reaches parts of parts
    assert points(spec, proved, factors={"a": "0", "c": "4/5"}) == 9


def test_parts_know_the_day_on_which_the_question_is_asked() -> None:
    spec = f"{{kind: sum, parts: [{{name: a, share: 1, rule: {DEADLINE % '31/03'}}}]}}"
    assert blocks(spec, {"on": "không"}, today="2023-04-01", factors={"a": "1/2"}) == [
        "the deadline 2023-03-31 is over"
    ]
    setting = setting_of(rule_of(spec), today="2023-04-01")
    assert setting.proved({"a": Fraction(1, 2)}) == setting._replace(factors={"a": Fraction(1, 2)})
    assert setting.of_part(Fraction(3)) == setting._replace(max_score=Fraction(3))


def test_best_is_an_estimate_only_where_the_chosen_alternative_is_one() -> None:
    spec = """
kind: best
of:
  - {name: a, rule: {kind: peer_ratio, fact: own, best: 10}}
  - {name: b, rule: {kind: yes_no, fact: won}}
"""
    assert scored(spec, {"own": 5, "won": False}).estimated
    assert not scored(spec, {"own": 5, "won": True}).estimated
