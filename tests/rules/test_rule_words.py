"""What rules say: every sentence has its fields, and every sentence can be translated."""

from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import rendered, rule_of, setting_of, texts_of
from strategies import RECIPES, cases, quick

from dtiscore import rules
from dtiscore.base.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.rules.core import Trace

every_kind = pytest.mark.parametrize("kind", sorted(RECIPES))


@every_kind
@quick
@given(data=st.data())
def test_a_rule_in_words_names_every_fact(kind: str, data: st.DataObject) -> None:
    rule, setting, _ = data.draw(cases(kind))
    lines = list(rule.in_words(setting))
    assert lines[0].depth == 0
    assert all(later.depth <= sooner.depth + 1 for sooner, later in pairwise(lines))
    said = "\n".join(rendered(line.text) for line in lines)
    for use in rule.uses():
        assert setting.label(use.fact) in said
    for _, title, _ in rule.parts():
        assert title in said


@every_kind
@quick
@given(data=st.data())
def test_every_sentence_of_a_trace_or_a_block_has_its_fields(
    kind: str, data: st.DataObject
) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.some_facts)
    outcome = case.rule.score(facts, case.setting)
    said = [*texts_of(outcome.trace)]
    said += map(rendered, case.rule.improve(facts, case.setting).blocks)
    assert all(text and "{" not in text for text in said)
    for fact in outcome.missing:
        assert case.setting.label(fact) in said[0]


@pytest.mark.parametrize(
    ("spec", "facts", "expected"),
    [
        ("{kind: ratio, fact: p}", {}, ["10 × “label of p”"]),
        ("{kind: ratio, fact: p, inverse: yes}", {}, ["10 × (1 − “label of p”)"]),
        (
            "{kind: ratio, fact: p, full_at: 99%}",
            {},
            ["10 × “label of p” / 99 %", "the full points from 99 %"],
        ),
        (
            "{kind: ratio, part: a, whole: b, full_at: 80%, inverse: yes}",
            {},
            ["10 × (1 − “label of a” / “label of b”) / 80 %", "the full points from 80 %"],
        ),
        (
            "{kind: growth, now: a, before: b, full_at: 20%}",
            {},
            ["10 × growth of “label of a” over “label of b” / 20 %, full from 20 %"],
        ),
        (
            "{kind: all, facts: [a, b]}",
            {},
            ["10 points if all of these hold, else 0: label of a; label of b"],
        ),
        (
            "{kind: tiers, fact: n, tiers: [{at_least: 2, share: 3/4}, {at_least: 1, share: 50%}]}",
            {},
            [
                "by “label of n”:",
                "at least 2: 3/4 of the points (7.5)",
                "at least 1: half of the points (5)",
            ],
        ),
        (
            "{kind: ratio, part: a, whole: b, full_at: 80%, zero_below: 1/2}",
            {},
            [
                "10 × (“label of a” / “label of b”) / 80 %",
                "the full points from 80 %",
                "no points below 50 %",
            ],
        ),
        (
            "{kind: deadline, fact: on, due: 29/02, late: [{within_days: 5, share: 1/2}]}",
            {},
            ["“label of on” by 2023-02-28: 10 points", "up to 5 days late: 5 points"],
        ),
        (
            "{kind: tiers, fact: p, tiers: [{above: 80%, points: 10}, {at_least: 50%, points: 5}]}",
            {"p": "percent"},
            ["by “label of p”:", "above 80 %: 10 points", "at least 50 %: 5 points"],
        ),
        (
            "{kind: tiers, fact: n, tiers: [{at_most: 2, points: 10}]}",
            {},
            ["by “label of n”:", "at most 2: 10 points"],
        ),
        (
            "{kind: best, of: [{name: a, label: Cách 1, rule: {kind: yes_no, fact: f}}]}",
            {},
            [
                "the best of these alternatives:",
                "Cách 1 (at most 10 points):",
                "label of f: yes gives 10 points, no gives 0",
            ],
        ),
    ],
)
def test_a_rule_in_words(spec: str, facts: dict[str, str], expected: list[str]) -> None:
    rule = rule_of(spec)
    lines = rule.in_words(setting_of(rule, types=facts))
    assert [rendered(line.text) for line in lines] == expected


# --- what the catalogue sees --------------------------------------------------------------------


def _marked() -> set[str]:
    """Sentences that stand where the catalogue's tool looks: in ``Message(…)`` and ``N_(…)``."""
    found = set()
    for path in Path(rules.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                sentence = node.args[0]
                if node.func.id in ("Message", "N_") and isinstance(sentence, ast.Constant):
                    found.add(str(sentence.value))
    return found


def _messages(message: Message) -> Iterator[Message]:
    yield message
    for field in message.fields.values():
        for inner in field if isinstance(field, tuple) else (field,):
            if isinstance(inner, Message):
                yield from _messages(inner)


def _of_trace(trace: Trace) -> Iterator[Message]:
    yield from _messages(trace.text)
    for _, part in trace.parts:
        yield from _of_trace(part)


MARKED = _marked()


@every_kind
@quick
@given(data=st.data())
def test_every_sentence_of_a_rule_can_be_translated(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    facts = data.draw(case.some_facts)
    said = [*_of_trace(case.rule.score(facts, case.setting).trace)]
    for block in case.rule.improve(facts, case.setting).blocks:
        said += _messages(block)
    for line in case.rule.in_words(case.setting):
        said += _messages(line.text)
    assert {message.text for message in said} <= MARKED
