"""Corrections of published results: what one does not state stays as it was."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
import yaml

from dtiscore.model.published import Published

if TYPE_CHECKING:
    from typing import Any

    from dtiscore.model.published import AgencyResult

ON = date(2024, 5, 1)

FILE = """
period: 2023
source: QĐ 1
status: official
agencies:
  - id: a
    name: Sở A
    cohort: co
    total: 70
    rating: Khá
    rank: 3
    groups: {"1": 30, "2": {value: 40, source: Phụ lục}}
"""


def published(*corrections: str) -> Published:
    """Results with these corrections, each ten days after the one before."""
    data: Any = yaml.load(FILE, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    listed = [yaml.load(text, Loader=yaml.BaseLoader) for text in corrections]  # noqa: S506
    days = [(ON + timedelta(days=10 * n)).isoformat() for n in range(len(listed))]
    dated = [{"on": day, **one} for day, one in zip(days, listed, strict=True)]
    return Published.model_validate({**data, "corrections": dated})


def corrected(entry: str, keys: str = "") -> AgencyResult:
    """What stands after one correction, with keys of its own, of this entry."""
    (result,) = published(f"{{source: QĐ 2, {keys} agencies: [{entry}]}}").results(ON)
    return result


def test_what_a_correction_does_not_state_stays() -> None:
    result = corrected("{id: a, total: 72}")
    assert (result.total, result.source) == (Fraction(72), "QĐ 2")
    assert (result.name, result.cohort, result.rating, result.rank) == ("Sở A", "co", "Khá", 3)
    assert result.ranked
    assert {group: value.value for group, value in result.groups.items()} == {"1": 30, "2": 40}


@pytest.mark.parametrize(
    ("entry", "name", "value"),
    [
        ("{id: a, name: Sở A mới}", "name", "Sở A mới"),
        ("{id: a, cohort: khong}", "cohort", "khong"),
        ("{id: a, rating: Tốt}", "rating", "Tốt"),
        ("{id: a, rank: 1}", "rank", 1),
        ("{id: a, total: 0}", "total", Fraction(0)),
    ],
)
def test_every_key_can_be_corrected_by_itself(entry: str, name: str, value: object) -> None:
    (before,) = published().results(None)
    after = corrected(entry)
    assert getattr(after, name) == value
    for other in {"name", "cohort", "rating", "rank", "ranked", "total"} - {name}:
        assert getattr(after, other) == getattr(before, other)


def test_who_is_not_ranked_has_no_rank_until_ranked_again() -> None:
    said = published(
        "{source: QĐ 2, agencies: [{id: a, ranked: no}]}",
        "{source: QĐ 3, agencies: [{id: a, rank: 2}]}",
        "agencies: [{id: a, ranked: yes}]",
        "{source: QĐ 4, agencies: [{id: a, rank: 1}]}",
    )
    seen = []
    for days in (-1, 0, 10, 20, 30):
        (result,) = said.results(ON + timedelta(days=days))
        seen.append((result.ranked, result.rank))
        assert (result.total, result.rating) == (Fraction(70), "Khá")
        assert (result.source == "QĐ 1") is (days < 30), "nothing else was stated"
    assert seen == [(True, 3), (False, None), (False, None), (True, None), (True, 1)]


def test_a_rank_beside_ranked_no_does_not_count() -> None:
    data = {"period": "2023", "agencies": [{"id": "a", "rank": "3", "ranked": "no"}]}
    (result,) = Published.model_validate(data).results(None)
    assert (result.ranked, result.rank) == (False, None)


def test_an_empty_key_corrects_nothing() -> None:
    entry = {"id": "a", "total": "70"}
    correction = {"on": ON, "agencies": [{"id": "a", "total": None}]}
    data = {"period": "2023", "agencies": [entry], "corrections": [correction]}
    assert [result.total for result in Published.model_validate(data).results(ON)] == [70]


def test_groups_are_corrected_one_by_one_with_their_own_source() -> None:
    result = corrected('{id: a, groups: {"2": 41}}', "status: illustrative,")
    assert [(g, v.value, v.status, v.source) for g, v in result.groups.items()] == [
        ("1", Fraction(30), "official", "QĐ 1"),
        ("2", Fraction(41), "illustrative", "QĐ 2"),
    ]
    assert (result.total, result.status, result.source) == (Fraction(70), "official", "QĐ 1")
    assert result.groups_status == "illustrative"


def test_groups_that_stay_keep_their_status_and_source() -> None:
    result = corrected("{id: a, total: 72}", "status: illustrative,")
    assert (result.status, result.source) == ("illustrative", "QĐ 2")
    assert [(v.status, v.source) for v in result.groups.values()] == [
        ("official", "QĐ 1"),
        ("official", "Phụ lục"),
    ]
    assert result.groups_status == "official"


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("illustrative", "official", "illustrative"),
        ("official", "official", "official"),
        ("official", "illustrative", "illustrative"),
    ],
)
def test_a_rank_makes_no_total_official(first: str, second: str, status: str) -> None:
    one = f"{{status: {first}, agencies: [{{id: a, total: 71}}]}}"
    for value in ("rank: 2", "rating: Tốt"):
        other = f"{{status: {second}, agencies: [{{id: a, {value}}}]}}"
        (result,) = published(one, other).results(None)
        assert (result.total, result.status) == (Fraction(71), status)


def test_corrections_build_on_each_other_and_every_version_can_be_seen() -> None:
    said = published(
        "agencies: [{id: a, total: 71}]",
        "agencies: [{id: a, rank: 2}]",
        "agencies: [{id: a, total: 75, groups: {'1': 35}}]",
    )
    seen = []
    for days in (-1, 0, 10, 20):
        (result,) = said.results(ON + timedelta(days=days))
        seen.append([result.total, result.rank, result.groups["1"].value])
    assert seen == [[70, 3, 30], [71, 3, 30], [71, 2, 30], [75, 2, 35]]


def test_an_agency_is_the_same_in_upper_case() -> None:
    result = corrected("{id: A, total: 72}")
    assert (result.id, result.total, result.name) == ("a", Fraction(72), "Sở A")


def test_a_correction_may_add_an_agency() -> None:
    _, added = published("{source: QĐ 2, agencies: [{id: b, total: 1}]}").results(None)
    assert (added.id, added.total, added.source, added.status) == (
        "b",
        Fraction(1),
        "QĐ 2",
        "official",
    )
    assert added.ranked
