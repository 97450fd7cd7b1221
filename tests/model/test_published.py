"""Published results: what stands on a day, whose status and source, averages and scales."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dtiscore.model.criteria import EVERYONE
from dtiscore.model.published import Published
from dtiscore.model.scale import Bound, PublishedAs, Scale, most, to_points

if TYPE_CHECKING:
    from typing import Any

SCALES: tuple[Scale, ...] = ("points", "percent", "index")


def published(text: str) -> Published:
    data: Any = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    return Published.model_validate({"period": "2023", **data})


# --- status and source ------------------------------------------------------------------------


def test_the_nearest_status_and_source_hold() -> None:
    said = published("""
        status: official
        source: Quyết định 401
        agencies:
          - {id: a, total: 1}
          - {id: b, total: 2, status: illustrative}
          - {id: c, total: 3, source: Báo}
        """)
    assert [(result.id, result.status, result.source) for result in said.results(None)] == [
        ("a", "official", "Quyết định 401"),
        ("b", "illustrative", "Quyết định 401"),
        ("c", "official", "Báo"),
    ]


def test_without_a_word_results_are_illustrative() -> None:
    (result,) = published("agencies: [{id: a, total: 1}]").results(None)
    assert (result.status, result.source) == ("illustrative", None)


@pytest.mark.parametrize(
    ("groups", "status"),
    [
        ("{}", None),
        ("{'1': 5, '2': 6}", "official"),
        ("{'1': 5, '2': {value: 6, status: illustrative}}", "illustrative"),
        ("{'1': {value: 6, status: illustrative}}", "illustrative"),
        ("{'1': {value: 6, source: Báo}}", "official"),
    ],
)
def test_groups_are_official_only_where_every_one_is(groups: str, status: str | None) -> None:
    (result,) = published(f"status: official\nagencies: [{{id: a, groups: {groups}}}]").results(
        None
    )
    assert result.groups_status == status


def test_groups_without_a_status_of_their_own_have_the_agency_s() -> None:
    said = "status: official\nagencies: [{id: a, status: illustrative, groups: {'1': 5}}]"
    assert published(said).results(None)[0].groups_status == "illustrative"


# --- corrections ------------------------------------------------------------------------------

CORRECTED = """
source: QĐ 1
status: official
agencies:
  - {id: a, total: 10, rank: 1}
  - {id: b, total: 9}
corrections:
  - {on: 2024-06-01, source: QĐ 3, agencies: [{id: a, total: 12}]}
  - on: 2024-05-01
    source: QĐ 2
    status: illustrative
    agencies: [{id: a, total: 11}, {id: c, total: 1}]
"""


@pytest.mark.parametrize(
    ("as_of", "total", "source"),
    [
        (date(2024, 4, 30), 10, "QĐ 1"),
        (date(2024, 5, 1), 11, "QĐ 2"),
        (date(2024, 5, 31), 11, "QĐ 2"),
        (date(2024, 6, 1), 12, "QĐ 3"),
        (None, 12, "QĐ 3"),
    ],
)
def test_a_correction_replaces_what_it_states_from_its_day(
    as_of: date | None, total: int, source: str
) -> None:
    first, *others = published(CORRECTED).results(as_of)
    assert (first.id, first.source) == ("a", source)
    assert first.total == total
    assert [other.id for other in others] == (["b"] if total == 10 else ["b", "c"])
    assert others[0].source == "QĐ 1"


def test_what_a_correction_does_not_state_stays_and_its_status_is_its_own() -> None:
    said = published(CORRECTED)
    by_day = [said.results(day)[0] for day in (date(2024, 4, 1), date(2024, 5, 1), None)]
    assert [result.rank for result in by_day] == [1, 1, 1]
    assert [result.status for result in by_day] == ["official", "illustrative", "official"]


def test_a_part_that_is_not_corrected_keeps_its_origin() -> None:
    by_day = [published(CORRECTED).results(day)[0] for day in (date(2024, 5, 1), None)]
    assert [one.origin("rank") for one in by_day] == [("official", "QĐ 1")] * 2
    assert [one.origin("total") for one in by_day] == [
        ("illustrative", "QĐ 2"),
        ("official", "QĐ 3"),
    ]


def test_a_status_alone_is_of_all_that_stands() -> None:
    more = "  - {on: 2024-07-01, agencies: [{id: a, status: illustrative}]}\n"
    said = published(CORRECTED + more).results(None)[0].origins
    assert said == {"total": ("illustrative", "QĐ 3"), "rank": ("illustrative", "QĐ 1")}


# --- averages ---------------------------------------------------------------------------------


def test_averages_of_everyone_or_of_a_cohort() -> None:
    everyone = published("averages: {total: 70.5, groups: {'1': 45}}")
    for cohort in (EVERYONE, "co-tthc"):
        stated = everyone.average_of(cohort)
        assert stated is not None
        assert stated.total == Fraction("70.5")
        assert stated.groups == {"1": Fraction(45)}
    by_cohort = published("averages: {a: {total: 1}, b: {status: official, groups: {'1': 2}}}")
    assert by_cohort.average_of("a") != by_cohort.average_of("b")
    assert by_cohort.average_of("c") is None
    assert by_cohort.average_of(EVERYONE) is None
    assert published("agencies: []").average_of("a") is None


def test_the_average_counts_ourselves_unless_it_says_no() -> None:
    assert published("agencies: []").average.includes_self
    assert published("average: {}").average.includes_self
    assert not published("average: {includes_self: không}").average.includes_self


# --- scales -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "places", "printed"),
    [
        ("points", 2, "633.56"),
        ("percent", 2, "63.36"),
        ("index", 4, "0.6336"),
        ("index", 2, "0.63"),
    ],
)
def test_a_total_as_it_is_printed(scale: Scale, places: int, printed: str) -> None:
    as_printed = PublishedAs(scale=scale, places=places)
    assert str(as_printed.from_points(Decimal("633.56"), Fraction(1000))) == printed


@pytest.mark.parametrize("scale", SCALES)
@given(points=st.fractions(0, 1), maximum=st.integers(1, 1000))
def test_printing_and_reading_back_loses_only_the_rounding(
    scale: Scale, points: Fraction, maximum: int
) -> None:
    whole = Fraction(maximum)
    printed = PublishedAs(scale=scale, places=6).from_points(points * whole, whole)
    assert 0 <= printed <= most(scale, whole)
    back = to_points(Fraction(printed), scale, whole)
    assert abs(back - points * whole) <= Fraction(1, 2 * 10**6) * whole
    assert to_points(most(scale, whole), scale, whole) == whole


@pytest.mark.parametrize("scale", SCALES)
def test_a_maximum_of_nothing_is_printed_as_nothing(scale: Scale) -> None:
    assert PublishedAs(scale=scale).from_points(Fraction(0), Fraction(0)) == 0


def test_a_bound_in_points_or_percent() -> None:
    assert Bound(Fraction(650), percent=False).in_points(Fraction(900)) == 650
    assert Bound(Fraction(65, 100), percent=True).in_points(Fraction(900)) == 585
