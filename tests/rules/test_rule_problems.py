"""What is wrong with a specification: the smallest wrong rule, its problem and its place."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from making import rendered, rule_of
from pydantic import ValidationError

from dtiscore.base.messages import Message
from dtiscore.rules.core import FactType
from dtiscore.rules.kinds.deadline import DeadlineRule

YES = "{kind: yes_no, fact: f}"
RATIO = "{kind: ratio, part: a, whole: b}"
GROWTH = "{kind: growth, now: a, before: b, full_at: 1}"
EXCUSED_RATIO = "{kind: ratio, part: a, whole: b, when_whole_is_zero: not_applicable}"
EXCUSED_GROWTH = (
    "{kind: growth, now: a, before: b, full_at: 1, when_before_is_zero: not_applicable}"
)


def tiers(*listed: str, of: str = "fact: f") -> str:
    """A tiers rule of these tiers."""
    return f"{{kind: tiers, {of}, tiers: [{', '.join(f'{{{tier}}}' for tier in listed)}]}}"


def choice(*options: str) -> str:
    """A choice of these options."""
    listed = ", ".join(f"{{{option}}}" for option in options)
    return f"{{kind: choice, fact: f, options: [{listed}]}}"


def late(*windows: str, more: str = "") -> str:
    """A deadline with these late windows."""
    listed = ", ".join(f"{{{window}}}" for window in windows)
    return f"{{kind: deadline, fact: f, due: 31/03{more}, late: [{listed}]}}"


def part(rule: str, keys: str = "share: 1", name: str = "a") -> str:
    """A part with this rule."""
    return f"{{name: {name}, {keys}, rule: {rule}}}"


def total(*parts: str) -> str:
    """A sum of these parts."""
    return f"{{kind: sum, parts: [{', '.join(parts)}]}}"


def best(*parts: str) -> str:
    """The best of these parts."""
    return f"{{kind: best, of: [{', '.join(parts)}]}}"


WHOLE = "part: a, whole: b, when_whole_is_zero: full"

FOUND: list[tuple[str, str, tuple[str | int, ...]]] = [
    # exactly one of
    ("{kind: ratio}", "exactly-one", ()),
    ("{kind: ratio, fact: f, part: a, whole: b}", "exactly-one", ()),
    ("{kind: ratio, fact: f, part: a}", "exactly-one", ()),
    ("{kind: ratio, part: a}", "exactly-one", ()),
    ("{kind: ratio, whole: b, when_whole_is_zero: full}", "exactly-one", ()),
    ("{kind: tiers, tiers: [{at_least: 1, points: 10}]}", "exactly-one", ()),
    (tiers("points: 10"), "exactly-one", ("tiers", 0)),
    (tiers("at_least: 1, above: 2, points: 10"), "exactly-one", ("tiers", 0)),
    (tiers("at_least: 1"), "exactly-one", ("tiers", 0)),
    (tiers("at_least: 1, points: 10, share: 1"), "exactly-one", ("tiers", 0)),
    (choice("value: a"), "exactly-one", ("options", 0)),
    (choice("value: a, points: 10, share: 1"), "exactly-one", ("options", 0)),
    (total("{name: a, rule: {kind: yes_no, fact: f}}"), "exactly-one", ("parts", 0)),
    (total(part(YES, "max_score: 10, share: 1")), "exactly-one", ("parts", 0)),
    (best(part(YES, "max_score: 10, share: 1")), "exactly-one", ("of", 0)),
    # nothing at all
    (tiers(), "at-least-one", ("tiers",)),
    (choice(), "at-least-one", ("options",)),
    ("{kind: all, facts: []}", "at-least-one", ("facts",)),
    (total(), "at-least-one", ("parts",)),
    (best(), "at-least-one", ("of",)),
    # out of order
    (tiers("at_least: 1, points: 5", "at_least: 4, points: 10"), "tiers-order", ("tiers", 1)),
    (tiers("at_least: 4, points: 10", "at_least: 4, points: 5"), "tiers-order", ("tiers", 1)),
    (tiers("at_least: 4, points: 10", "at_least: 3, points: 10"), "tiers-order", ("tiers", 1)),
    (tiers("at_least: 4, points: 10", "above: 4, points: 5"), "tiers-order", ("tiers", 1)),
    (tiers("at_most: 4, points: 10", "at_most: 2, points: 5"), "tiers-order", ("tiers", 1)),
    (tiers("at_most: 2, points: 10", "at_least: 1, points: 5"), "tiers-order", ("tiers", 1)),
    (late("within_days: 9, share: 1/2", "within_days: 9, share: 1/4"), "tiers-order", ("late", 1)),
    (late("within_days: 9, share: 1/2", "within_days: 20, share: 1/2"), "tiers-order", ("late", 1)),
    # more than the maximum, or more than everything
    (tiers("at_least: 1, points: 10.01"), "above-maximum", ("tiers", 0, "points")),
    (choice("value: a, points: 11"), "above-maximum", ("options", 0, "points")),
    ("{kind: count, fact: f, each: 1, at_most: 11}", "above-maximum", ("at_most",)),
    (total(part(YES, "max_score: 11")), "above-maximum", ("parts", 0, "max_score")),
    # one thing measured against itself
    ("{kind: ratio, part: a, whole: a, when_whole_is_zero: full}", "duplicate-id", ("whole",)),
    (
        tiers("at_least: 9%, points: 10", of="part: a, whole: a, when_whole_is_zero: full"),
        "duplicate-id",
        ("whole",),
    ),
    (
        "{kind: growth, now: a, before: a, full_at: 9%, when_before_is_zero: full}",
        "duplicate-id",
        ("before",),
    ),
    # thresholds and dates that exclude each other
    ("{kind: ratio, fact: f, full_at: 80%, zero_below: 81%}", "tiers-order", ("zero_below",)),
    (late("within_days: 9, share: 1"), "tiers-order", ("late", 0)),
    (late(more=", not_before: 01/04"), "dates-order", ("due",)),
    (
        "{kind: deadline, fact: f, due: 2023-03-31, not_before: 2023-04-01}",
        "dates-order",
        ("due",),
    ),
    (
        total(part(late(more=", not_before: 01/04"))),
        "dates-order",
        ("parts", 0, "rule", "due"),
    ),
    # a whole of 0
    (RATIO, "no-policy", ("whole",)),
    (tiers("at_least: 1, points: 10", of="part: a, whole: b"), "no-policy", ("whole",)),
    (GROWTH, "no-policy", ("before",)),
    # what cannot be a part
    (total(part("{kind: judged}")), "rule-place", ("parts", 0, "rule")),
    (
        best(part(total(part("{kind: judged}", name="b")))),
        "rule-place",
        ("of", 0, "rule", "parts", 0, "rule"),
    ),
    (
        total(part(EXCUSED_RATIO)),
        "policy-place",
        ("parts", 0, "rule", "when_whole_is_zero"),
    ),
    (
        best(part(EXCUSED_GROWTH)),
        "policy-place",
        ("of", 0, "rule", "when_before_is_zero"),
    ),
    (total(part(tiers("at_least: 1, points: 9"))), "below-maximum", ("parts", 0, "rule")),
    (best(part(RATIO)), "no-policy", ("of", 0, "rule", "whole")),
    # named twice, without regard to case
    (choice("value: Có, share: 1", "value: có, share: 0"), "duplicate-id", ("options", 1, "value")),
    (total(part(YES), part(YES, name="A")), "duplicate-id", ("parts", 1, "name")),
    (best(part(total(part(YES)))), "duplicate-id", ("of", 0, "rule")),
    (
        best(part(total(part(YES, name="b"))), part(YES, name="b")),
        "duplicate-id",
        ("of", 1, "name"),
    ),
    (
        best(part(YES, name="b"), part(total(part(YES, name="B")))),
        "duplicate-id",
        ("of", 1, "rule"),
    ),
]


@pytest.mark.parametrize(("spec", "code", "path"), FOUND)
def test_a_wrong_specification(spec: str, code: str, path: tuple[str | int, ...]) -> None:
    (found,) = rule_of(spec).problems(Fraction(10))
    assert (found.problem.code, found.path) == (code, path)
    assert rendered(Message(found.problem.text, **found.fields))
    assert rendered(Message(found.problem.hint, **found.fields))


def test_every_problem_of_a_specification_is_found_at_once() -> None:
    rule = rule_of("""
kind: sum
parts:
  - {name: a, share: 1, rule: {kind: ratio, part: a, whole: b}}
  - {name: a, share: 1, rule: {kind: tiers, fact: f, tiers: [{at_least: 1, points: 11}]}}
  - {name: c, share: 1, rule: {kind: judged}}
""")
    found = {(each.problem.code, each.path) for each in rule.problems(Fraction(10))}
    assert found == {
        ("no-policy", ("parts", 0, "rule", "whole")),
        ("duplicate-id", ("parts", 1, "name")),
        ("above-maximum", ("parts", 1, "rule", "tiers", 0, "points")),
        ("rule-place", ("parts", 2, "rule")),
    }


PERCENT, COUNT, AMOUNT = FactType.PERCENT, FactType.COUNT, FactType.AMOUNT
PEER = "{{kind: peer_ratio, fact: f, best: {}}}"

TYPED: list[tuple[str, FactType, str | None]] = [
    (tiers("at_least: 80%, points: 9", "above: 0, points: 1"), PERCENT, None),
    (tiers("at_least: 0.8, points: 9"), PERCENT, None),
    (tiers("at_least: 100%, points: 9"), PERCENT, None),
    (tiers("at_least: 80, points: 9"), PERCENT, "percent-unclear"),
    (tiers("at_least: 1, points: 9"), PERCENT, "percent-unclear"),
    (tiers("above: 82.5, points: 9"), PERCENT, "percent-unclear"),
    (tiers("at_most: 20, points: 9"), PERCENT, "percent-unclear"),
    (tiers("at_least: 101%, points: 9"), PERCENT, "share-range"),
    (tiers("at_least: 80, points: 9", of=WHOLE), COUNT, "percent-unclear"),
    (tiers("at_least: 80%, points: 9", of=WHOLE), COUNT, None),
    (tiers("at_least: 80, points: 9"), COUNT, None),
    (tiers("at_least: 80%, points: 9"), COUNT, "not-a-number"),
    (tiers("at_most: 80 %, points: 9"), AMOUNT, "not-a-number"),
    (tiers("at_least: 80%, points: 9"), FactType.DATE, None),  # another problem of its own
    (PEER.format("95%"), PERCENT, None),
    (PEER.format("0.95"), PERCENT, None),
    (PEER.format("95"), PERCENT, "percent-unclear"),
    (PEER.format("1"), PERCENT, "percent-unclear"),
    (PEER.format("120%"), PERCENT, "share-range"),
    (PEER.format("95%"), COUNT, "not-a-number"),
    (PEER.format("2.5"), AMOUNT, None),
    ("{kind: peer_ratio, fact: f}", PERCENT, None),
]


@pytest.mark.parametrize(("spec", "kind", "code"), TYPED)
def test_thresholds_carry_the_sign_where_the_fact_is_a_percentage(
    spec: str, kind: FactType, code: str | None
) -> None:
    types = dict.fromkeys("fab", kind)
    outer = rule_of(total(part(best(part(spec, name="b")))))
    *_, (path, rule) = outer.nested()
    assert path == ("parts", 0, "rule", "of", 0, "rule")
    found = list(rule.typed_problems(types))
    assert [each.problem.code for each in found] == ([] if code is None else [code])
    for each in found:
        assert f"{each.path[-1]}: {each.fields['value']}" in spec, "as it was written"
        assert rendered(Message(each.problem.text, **each.fields))
        assert rendered(Message(each.problem.hint, **each.fields))


def test_an_unsigned_threshold_is_one_problem_and_not_out_of_order_as_well() -> None:
    rule = rule_of(tiers("at_least: 80%, points: 10", "at_least: 50, points: 5"))
    assert list(rule.problems(Fraction(10))) == []
    assert [f.path for f in rule.typed_problems({"f": PERCENT})] == [("tiers", 1, "at_least")]


def test_what_is_wrong_in_a_part_does_not_make_it_too_small_as_well() -> None:
    inner = late("within_days: 9, share: 1/2", more=", not_before: 01/04")
    found = [each.problem.code for each in rule_of(total(part(inner))).problems(Fraction(10))]
    assert found == ["dates-order"]


@pytest.mark.parametrize(
    ("spec", "year", "late_opening"),
    [
        ("due: 31/03, not_before: 2023-04-01", 2023, True),
        ("due: 31/03, not_before: 2023-04-01", 2024, False),
        ("due: 2023-03-31, not_before: 01/10/-1", 2023, False),
        ("due: 2023-03-31, not_before: 01/10/-1", 2024, True),
        ("due: 2023-03-31", 2024, False),
    ],
)
def test_a_deadline_may_be_over_in_a_year_before_anything_counts(
    spec: str, year: int, *, late_opening: bool
) -> None:
    rule = rule_of(f"{{kind: deadline, fact: f, {spec}}}")
    assert isinstance(rule, DeadlineRule)
    assert list(rule.problems(Fraction(10))) == []
    assert rule.opens_late(year) is late_opening


@pytest.mark.parametrize(
    ("spec", "ceiling"),
    [
        (tiers("at_least: 1, points: 9"), 9),
        (tiers(), 0),
        # No part is above its whole: nothing meets the first tier.
        (tiers("above: 100%, points: 10", "at_least: 90%, points: 8", of=WHOLE), 8),
        (tiers("above: 100%, points: 10", "at_least: 90%, points: 8"), 8),
        (tiers("above: 1, points: 10", "at_least: 0.5, points: 8"), 10),  # one thing or more
        (choice("value: a, points: 3", "value: b, points: 7"), 7),
        ("{kind: count, fact: f, each: 1, at_most: 9}", 9),
        ("{kind: count, fact: f, each: 0}", 0),
        ("{kind: ratio, fact: f, full_at: 125%}", 8),
        (total(part(YES, "max_score: 4"), part(YES, "share: 1/2", name="b")), 9),
        (best(part(YES, "max_score: 9")), 9),
        # Nothing counts before the due date is over; only what is late is left.
        (late(more=", not_before: 01/04"), 0),
        (
            late(
                "within_days: 9, share: 1/2",
                "within_days: 30, share: 1/4",
                more=", not_before: 10/04",
            ),
            Fraction(5, 2),
        ),
        (late(more=", not_before: 2023-04-01"), 10),  # which year's 31/03 is not known here
    ],
)
def test_a_rule_whose_best_facts_stay_below_the_maximum(spec: str, ceiling: int) -> None:
    assert rule_of(spec).ceiling(Fraction(10)) == ceiling


@pytest.mark.parametrize(
    ("spec", "place"),
    [
        ("{kind: formula, fact: f}", ()),
        ("{fact: f}", ()),
        ("{kind: yes_no}", ("yes_no", "fact")),
        ("{kind: yes_no, fact: f, max: 3}", ("yes_no", "max")),
        ("{kind: yes_no, fact: 'a b'}", ("yes_no", "fact")),
        ("{kind: ratio, fact: f, full_at: 0}", ("ratio", "full_at")),
        ("{kind: ratio, fact: f, zero_below: 101%}", ("ratio", "zero_below")),
        ("{kind: ratio, fact: f, inverse: maybe}", ("ratio", "inverse")),
        (
            "{kind: ratio, part: a, whole: b, when_whole_is_zero: half}",
            ("ratio", "when_whole_is_zero"),
        ),
        ("{kind: count, fact: f, each: -1}", ("count", "each")),
        ("{kind: count, fact: f, each: 1.000}", ("count", "each")),
        ("{kind: deadline, fact: f, due: 30/02}", ("deadline", "due")),
        (late("within_days: 1.5, share: 1/2"), ("deadline", "late", 0, "within_days")),
        (late("within_days: 0, share: 1/2"), ("deadline", "late", 0, "within_days")),
        ("{kind: ratio, fact: f, full_at: 80}", ("ratio", "full_at")),
        ("{kind: growth, now: a, before: b, full_at: 1.5}", ("growth", "full_at")),
        (total(part("{kind: formula}")), ("sum", "parts", 0, "rule")),
    ],
)
def test_what_no_rule_can_be_read_from(spec: str, place: tuple[Any, ...]) -> None:
    with pytest.raises(ValidationError) as refused:
        rule_of(spec)
    assert [error["loc"] for error in refused.value.errors()] == [place]
