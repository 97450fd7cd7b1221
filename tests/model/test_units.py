"""Units under every name, who answers for what on a day, and who coordinates."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dtiscore.base.text import without_accents
from dtiscore.model.units import Duty, Units

if TYPE_CHECKING:
    from typing import Any

SAMPLE = """
units:
  - {id: van-phong, name: Văn phòng Sở, short: VP, aliases: [Văn phòng, Bộ phận Một cửa]}
  - {id: phong-kt, name: Phòng Kỹ thuật & Đường bộ, short: KT&ĐB}
  - {id: thanh-tra, name: Thanh tra Sở}
assignments:
  - {criteria: ["1", "2.3"], lead: VP}
  - {criteria: ["1.2"], lead: Thanh tra Sở, support: [kt&đb, van-phong]}
  - {criteria: ["2"], lead: phong-kt, until: 2023-06-30}
  - {criteria: ["2"], lead: thanh-tra, from: 2023-07-01}
coordinator:
  - {unit: Phòng Kỹ thuật & Đường bộ, until: 2024-05-06}
  - {unit: van-phong, from: 2024-05-07}
"""
DAY = date(2023, 12, 31)


def units_of(text: str) -> Units:
    data: Any = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    return Units.model_validate(data)


UNITS = units_of(SAMPLE)
NAMES = [(unit.id, name) for unit in UNITS.units for name in unit.names]


@pytest.mark.parametrize("name", ["Phòng KT&ĐB", "P. KT&ĐB", "P.KT&ĐB", "phong kt-db", "P KT&ĐB"])
def test_a_division_answers_to_its_short_name_after_the_word(name: str) -> None:
    found = UNITS.find(name)
    assert found is not None
    assert found.id == "phong-kt"


@pytest.mark.parametrize("name", ["Phòng", "P.", "Phòng XY", "Ban KT&ĐB", "P"])
def test_the_word_alone_makes_no_unit(name: str) -> None:
    assert UNITS.find(name) is None


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("unit", "name"), NAMES)
def test_a_unit_answers_to_every_name_in_every_spelling(unit: str, name: str) -> None:
    spellings = [name, name.upper(), name.lower(), f"  {name}  ", name.replace(" ", "   ")]
    spellings += [without_accents(name), without_accents(name).upper()]
    spellings += [unicodedata.normalize("NFD", name), name.replace(" & ", " ")]
    for spelling in spellings:
        found = UNITS.find(spelling)
        assert found is not None, spelling
        assert found.id == unit


@pytest.mark.parametrize("name", ["", " ", "–", "Văn", "Văn phòng UBND", "van-phon", "kt", "phong"])
def test_a_part_of_a_name_is_no_name(name: str) -> None:
    assert UNITS.find(name) is None
    assert UNITS.name_of(name) == name


def test_the_names_of_a_unit() -> None:
    office, _, inspectors = UNITS.units
    assert office.names == ("van-phong", "Văn phòng Sở", "VP", "Văn phòng", "Bộ phận Một cửa")
    assert inspectors.names == ("thanh-tra", "Thanh tra Sở")
    assert UNITS.name_of("vp") == "Văn phòng Sở"


# --- who leads --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criterion", "group", "day", "lead", "support"),
    [
        ("1.1", "1", DAY, "van-phong", ()),
        ("1.2", "1", DAY, "thanh-tra", ("phong-kt", "van-phong")),
        ("2.3", "2", DAY, "van-phong", ()),
        ("2.1", "2", date(2023, 6, 30), "phong-kt", ()),
        ("2.1", "2", date(2023, 7, 1), "thanh-tra", ()),
        ("3.1", "3", date(2024, 5, 6), "phong-kt", ()),
        ("3.1", "3", date(2024, 5, 7), "van-phong", ()),
    ],
)
def test_the_criterion_before_its_group_before_the_coordinator(
    criterion: str, group: str, day: date, lead: str, support: tuple[str, ...]
) -> None:
    assert UNITS.duty(criterion, group, day) == Duty(lead, support)


def test_an_assignment_that_has_ended_leaves_the_group_s() -> None:
    units = units_of("""
        units: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
        assignments:
          - {criteria: ["1.1"], lead: a, from: 2023-03-01, until: 2023-03-31}
          - {criteria: ["1"], lead: b, from: 2023-02-01, until: 2023-04-30}
        coordinator: [{unit: c, from: 2023-01-01}]
        """)
    leads = {
        date(2022, 12, 31): None,
        date(2023, 1, 1): "c",
        date(2023, 2, 1): "b",
        date(2023, 3, 1): "a",
        date(2023, 3, 31): "a",
        date(2023, 4, 1): "b",
        date(2023, 5, 1): "c",
    }
    assert {day: units.duty("1.1", "1", day).lead for day in leads} == leads


def test_nobody_answers_where_nobody_is_named() -> None:
    assert Units().duty("1.1", "1", DAY) == Duty(None, ())


def test_an_unknown_unit_stays_as_it_is_written() -> None:
    units = units_of("""
        units: [{id: a, name: A}]
        assignments: [{criteria: ["1"], lead: Phòng X, support: [A, Ban Y]}]
        coordinator: [{unit: Phòng Z}]
        """)
    assert units.duty("1.1", "1", DAY) == Duty("Phòng X", ("a", "Ban Y"))
    assert units.duty("2.1", "2", DAY) == Duty("Phòng Z", ())


# --- intervals --------------------------------------------------------------------------------

_ENDS = st.none() | st.dates(date(2020, 1, 1), date(2026, 12, 31))


@given(first=_ENDS, last=_ENDS, day=st.dates(date(2019, 12, 31), date(2027, 1, 1)))
def test_both_ends_are_included_and_open_where_nothing_is_said(
    first: date | None, last: date | None, day: date
) -> None:
    said = {"unit": "a", "from": first, "until": last}
    units = Units.model_validate({"units": [{"id": "a", "name": "A"}], "coordinator": [said]})
    holds = (first is None or first <= day) and (last is None or day <= last)
    assert units.coordinator[0].holds(day) is holds
    assert units.duty("1", "g", day).lead == ("a" if holds else None)


@given(ends=st.lists(st.dates(date(2020, 1, 1), date(2026, 12, 31)), unique=True, max_size=5))
def test_coordinators_in_turn_leave_no_day_and_no_doubt(ends: list[date]) -> None:
    """Whatever the order of the entries: each day has the one who holds it."""
    days = sorted(ends)
    starts = [None, *(day + timedelta(1) for day in days)]
    turns = [
        {"unit": f"u{number}", "from": start, "until": end}
        for number, (start, end) in enumerate(zip(starts, [*days, None], strict=True))
    ]
    units = Units.model_validate({"coordinator": list(reversed(turns))})
    for number, day in enumerate(days):
        assert units.duty("1", "g", day).lead == f"u{number}"
        assert units.duty("1", "g", day + timedelta(1)).lead == f"u{number + 1}"
