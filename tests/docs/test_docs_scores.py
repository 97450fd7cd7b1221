"""Numbers of the sample that pages quote, and the policies of docs/scores.md."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from dockit import Program, codes, enumerated, page, section, table, words

from dtiscore.model.criteria import NotApplicablePolicy, RoundingRule
from dtiscore.scoring.tree import Basis, Lost

if TYPE_CHECKING:
    from collections.abc import Iterator

SCORES = "docs/scores.md"
LOST = "Where points are lost"


def numbers(text: str) -> list[Decimal]:
    """The points in a text, as Vietnamese writes them."""
    found = re.findall(r"\d+(?:\.\d{3})*,\d{2}", text)
    return [Decimal(number.replace(".", "").replace(",", ".")) for number in found]


@pytest.fixture
def sample(program: Program) -> Any:
    """The score of the sample."""
    return program("score", "--format", "json").json


def points(*values: float) -> list[Decimal]:
    return [Decimal(f"{value:.2f}") for value in values]


def test_the_sum_of_the_example(sample: Any) -> None:
    (said,) = re.findall(r"1\.000 − (.*?) at appraisal", section(page(SCORES), LOST))
    total, lost = sample["total"], sample["lost"]
    assert total["max"] == 1000
    assert numbers(said) == points(
        total["final"],
        total["max"] - total["final"],
        lost["not_done"],
        lost["proof"],
        lost["appraisal"],
    )


ROWS = table(page(SCORES), LOST).rows


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_criterion_of_the_example(row: list[str], sample: Any) -> None:
    name, _, claimed, provable, confirmed, lost = row
    identifier = name.split()[0]
    (criterion,) = (
        each for group in sample["groups"] for each in group["criteria"] if each["id"] == identifier
    )
    kinds = ("claimed", "provable", "confirmed")
    for cell, kind in zip((claimed, provable, confirmed), kinds, strict=True):
        known = criterion[kind]
        assert numbers(cell) == ([] if known is None else points(known))
    said = dict(_causes(lost))
    assert said == {cause: points(value)[0] for cause, value in criterion["lost"].items() if value}


def _causes(cell: str) -> Iterator[tuple[str, Decimal]]:
    for part in cell.split(";"):
        (number,) = numbers(part)
        yield part.strip().rpartition(" ")[0].replace(" ", "_"), number


def test_the_readme_tells_the_same(sample: Any) -> None:
    what = section(page("README.md"), "What it is for")
    total, lost = sample["total"], sample["lost"]
    assert numbers(what) == points(total["final"], total["claimed"], lost["proof"])
    official = section(page("README.md"), "What is official in the sample").partition(
        "**Illustrative"
    )[0]
    assert numbers(official) == points(total["final"])
    assert f"{sample['coverage']['of']} criteria" in official
    assert f"*{sample['rating']['final']}*" in official


def test_policies() -> None:
    rows = table(page(SCORES), "Not applicable")
    assert codes(rows.heads[0]) == ["not_applicable"]
    assert {code for cell in rows.column(0) for code in codes(cell)} == enumerated(
        NotApplicablePolicy
    )


def test_words_of_the_code() -> None:
    (basis,) = re.findall(r"`final_basis` is [^.]*", page(SCORES))
    assert words(basis) == {"final_basis"} | enumerated(Basis)
    (formula,) = re.findall(r"^max − final = (.*)$", page(SCORES), re.MULTILINE)
    assert tuple(formula.split(" + ")) == Lost._fields
    mode = RoundingRule.model_fields["mode"].default
    assert f"`{mode}`" in section(page(SCORES), "Rounding")
