"""docs/rules.md: every kind of rule with its keys, and the types of the facts they name."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
import yaml
from dockit import blocks, enumerated, headings, keys_of, nested, page, section, words
from pydantic import TypeAdapter

from dtiscore.rules.core import COUNTED, NUMERIC, FactType, Rule
from dtiscore.rules.measured import Measured, ZeroPolicy
from dtiscore.rules.registry import KINDS, AnyRule

RULES = "docs/rules.md"
TYPES = {
    "a number": NUMERIC,
    "counts or amounts": COUNTED,
    "a list of yes_no facts": {FactType.YES_NO},
    **{kind.value: {kind} for kind in FactType},
}
FILLED: dict[str, dict[str, Any]] = {
    "all": {"facts": ("a",)},
    "ratio": {"part": "a", "whole": "b", "fact": "c"},
    "tiers": {"part": "a", "whole": "b", "fact": "c", "tiers": ()},
    "growth": {"now": "a", "before": "b"},
}
"""Values for the keys that name facts, where there is more than ``fact``."""


def said(kind: str) -> tuple[str, str]:
    """What follows “Keys:”: the rule's own, and those of the entries of its list."""
    text = section(page(RULES), f"`{kind}`").strip()
    match = re.match(r"Keys: (.*?)\.(?:\s|$)", text, re.DOTALL)
    assert match is not None
    own, _, entries = re.sub(r" \(see [^)]*\)", "", match[1]).partition(": each")
    return own, entries


def entries_of(rule: type[Rule]) -> set[str]:
    """The keys of what a rule's list holds."""
    models = {model for kind in keys_of(rule).values() for model in nested(kind)} - {Rule}
    return {key for model in models for key in keys_of(model)}


def test_every_kind_has_its_section() -> None:
    titled = [title for title in headings(page(RULES)) if title.startswith("`")]
    assert sorted(titled) == sorted(f"`{kind}`" for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_section_lists_the_keys(kind: str) -> None:
    own, entries = said(kind)
    assert words(own) == set(keys_of(KINDS[kind])) - {"kind"}
    assert words(entries) == entries_of(KINDS[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_a_section_says_what_improves(kind: str) -> None:
    text = section(page(RULES), f"`{kind}`")
    assert "Improve: " in text
    assert re.search(r"Seen in|[Gg]eneral shape|are general", text)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"sum", "best", "judged"}])
def test_facts_have_the_types_the_section_says(kind: str) -> None:
    rule = KINDS[kind].model_construct(kind=kind, **FILLED.get(kind, {"fact": "a"}))
    taken = {str(use.path[0]): set(use.types) for use in rule.uses()}
    own, _ = said(kind)
    named = re.findall(r"((?:`\w+`(?: and |, ))?`\w+`) \(([^)]*)\)", own)
    typed = {key: TYPES[what] for keys, what in named if what in TYPES for key in words(keys)}
    if issubclass(KINDS[kind], Measured):
        for key in {"part", "whole"} & set(taken) - set(typed):
            typed[key] = COUNTED
    assert {key: set(types) for key, types in typed.items()} == taken


def test_policies_for_a_whole_of_0() -> None:
    (sentence,) = re.findall(r"- (A whole of 0 needs a stated policy: [^.]*)\.", page(RULES))
    assert words(sentence) == enumerated(ZeroPolicy)


@pytest.mark.parametrize("kind", KINDS)
def test_defaults_are_the_ones_said(kind: str) -> None:
    own, _ = said(kind)
    for key, default in re.findall(r"`(\w+)` \(default (no|yes|[0-9]+%)\)", own):
        value = keys_default(KINDS[kind], key)
        said_value = {"no": False, "yes": True}.get(default)
        assert value == (int(default[:-1]) / 100 if said_value is None else said_value)


def keys_default(model: type[Rule], key: str) -> Any:
    return model.model_fields[key].default


EXAMPLES = [block.text for block in blocks(page(RULES)) if block.language == "yaml"]


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_is_a_rule(text: str) -> None:
    stated = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only, as the program reads
    rule: Rule = TypeAdapter(AnyRule).validate_python(stated["rule"])
    assert list(rule.problems(Fraction(10))) == []


def test_there_is_an_example() -> None:
    assert EXAMPLES
