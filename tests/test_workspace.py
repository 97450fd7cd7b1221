"""A folder becomes a workspace: where it is found, which files are read, what may be absent."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dtiscore.base.diagnostics import Place, has_errors
from dtiscore.checkup import check_everything
from dtiscore.reader import periods, read_sets, set_names
from dtiscore.source.yaml_tree import read_yaml
from dtiscore.workspace import Workspace, find_root, open_workspace, score_workspace
from workspaces import (
    ASSESSMENT,
    AWARENESS,
    BASE,
    CASES,
    PUBLISHED,
    SERVICES,
    SET,
    SETTINGS,
    UNITS,
    make_workspace,
)

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2024, 6, 1)
BROKEN = "nonsense: [\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_workspace(tmp_path)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of all files that are read from here on."""
    names: list[str] = []

    def noting(path: Path, file: str, *, expected_keys: str = "") -> object:
        names.append(file)
        return read_yaml(path, file, expected_keys=expected_keys)

    monkeypatch.setattr("dtiscore.reader.read_yaml", noting)
    return names


def found_in(workspace: Workspace) -> list[tuple[str, str]]:
    return [(found.place.file, found.code) for found in workspace.diagnostics]


def another_period(folder: Path, year: int, content: str | None = None) -> None:
    for file in (ASSESSMENT, PUBLISHED):
        text = BASE[file].replace("period: 2023", f"period: {year}") if content is None else content
        (folder / file.replace("2023", str(year))).write_text(text, "utf-8")


# --- where it is ------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", ["", "criteria/small/cases", "assessments", "."])
def test_it_is_found_from_every_folder_inside(inside: str, folder: Path) -> None:
    assert find_root(folder / inside) == folder.resolve()


def test_it_is_found_from_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "criteria/small")
    here = (folder / "x").parent.relative_to(folder)
    assert find_root(here) == folder.resolve()


def test_the_nearest_is_taken(folder: Path) -> None:
    inner = make_workspace(folder / "evidence/2023/1.1/inner")
    assert find_root(inner / "criteria") == inner.resolve()
    assert find_root(inner.parent) == folder.resolve()


def test_there_may_be_none(tmp_path: Path) -> None:
    (tmp_path / "dtiscore.yml").write_text(BASE[SETTINGS], "utf-8")
    assert find_root(tmp_path) is None


def test_a_folder_of_that_name_is_no_settings_file(folder: Path) -> None:
    inner = folder / "assessments" / SETTINGS
    inner.mkdir()
    assert find_root(inner) == folder.resolve()
    assert find_root(folder / "assessments") == folder.resolve()


def test_a_link_leads_to_the_workspace_it_points_to(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = elsewhere / "link"
    try:
        link.symlink_to(folder / "criteria", target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make symbolic links")
    assert find_root(link) == folder.resolve()


# --- which files are read ---------------------------------------------------------------------


def test_exactly_the_files_of_one_period_are_read(folder: Path, read: list[str]) -> None:
    another_period(folder, 2022)
    open_workspace(folder)
    expected = [SETTINGS, ASSESSMENT, PUBLISHED, SET, AWARENESS, SERVICES, UNITS]
    assert sorted(read) == sorted(expected), "each of them, once; cases are for check and test"
    read.clear()
    opened = open_workspace(folder, 2022)
    assert sorted(read) == sorted(file.replace("2023", "2022") for file in expected)
    assert opened.period == 2022
    assert opened.diagnostics == ()


@pytest.mark.parametrize("broken", ["period", "set", "cases"])
def test_a_broken_file_elsewhere_is_no_obstacle(broken: str, folder: Path) -> None:
    if broken == "period":
        another_period(folder, 2022, BROKEN)
    elif broken == "set":
        other = folder / SET.replace("small", "other")
        other.parent.mkdir()
        other.write_text(BROKEN, "utf-8")
    else:
        (folder / CASES).write_text(BROKEN, "utf-8")
    assert open_workspace(folder).diagnostics == ()
    assert has_errors(check_everything(open_workspace(folder), DAY))


def test_check_reads_every_file(folder: Path, read: list[str]) -> None:
    another_period(folder, 2022)
    (folder / "published/2021.yaml").write_text("period: 2021\n", "utf-8")
    assert check_everything(open_workspace(folder), DAY) == ()
    assert set(read) == {
        *BASE,
        "assessments/2022.yaml",
        "published/2022.yaml",
        "published/2021.yaml",
    }


def test_check_of_one_period_leaves_the_others(folder: Path, read: list[str]) -> None:
    another_period(folder, 2022)
    check_everything(open_workspace(folder, 2022), DAY, alone=True)
    assert not [file for file in read if "2023" in file]
    assert {"assessments/2022.yaml", CASES} <= set(read)


def test_the_periods_are_those_with_an_assessment(folder: Path) -> None:
    for name in ("2022.yaml", "1999.yaml", "23.yaml", "3000.yaml", "2024.yml", "notes.yaml"):
        (folder / "assessments" / name).write_text("", "utf-8")
    (folder / "published/2021.yaml").write_text("", "utf-8")
    assert periods(folder) == (1999, 2022, 2023)


# --- which set --------------------------------------------------------------------------------


def with_another_set(folder: Path, name: str = "other") -> Path:
    for file in (SET, AWARENESS, SERVICES):
        path = folder / file.replace("small", name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(BASE[file].replace("id: small", f"id: {name}"), "utf-8")
    return folder


def set_of(workspace: Workspace) -> str:
    assert workspace.set_files is not None
    return workspace.set_files.criteria_set.id


def test_the_set_is_the_one_asked_for_the_assessment_s_or_the_settings(folder: Path) -> None:
    with_another_set(folder)
    assert set_names(folder) == ("other", "small")
    assert set_of(open_workspace(folder)) == "small"
    assert set_of(open_workspace(folder, criteria_set="other")) == "other"
    (folder / ASSESSMENT).write_text(f"criteria_set: other\n{BASE[ASSESSMENT]}", "utf-8")
    assert set_of(open_workspace(folder)) == "other"
    assert set_of(open_workspace(folder, criteria_set="small")) == "small"


def test_a_set_that_is_not_there_is_reported_where_it_is_named(folder: Path) -> None:
    (folder / ASSESSMENT).write_text(f"criteria_set: Small\n{BASE[ASSESSMENT]}", "utf-8")
    (found,) = open_workspace(folder).diagnostics
    assert (found.code, found.place) == ("unknown-set", Place(ASSESSMENT, 1, 15))
    (asked,) = open_workspace(folder, criteria_set="x").diagnostics
    assert (asked.code, asked.place) == ("unknown-set", Place("criteria"))


def test_sets_can_be_read_alone_with_their_cases(folder: Path) -> None:
    sets, found = read_sets(with_another_set(folder), ("other", "small"))
    assert found == ()
    assert [files.criteria_set.id for files in sets] == ["other", "small"]
    assert [len(files.cases) for files in sets] == [0, 1]
    sets, found = read_sets(folder, ("nope",))
    assert (sets, [one.code for one in found]) == ((), ["unknown-set"])


# --- what may be absent -----------------------------------------------------------------------


@pytest.mark.parametrize("absent", [UNITS, PUBLISHED, CASES])
def test_a_file_that_may_be_absent(absent: str, tmp_path: Path) -> None:
    opened = open_workspace(make_workspace(tmp_path, {absent: None}))
    assert opened.diagnostics == ()
    assert (opened.units is None) == (absent == UNITS)
    assert (opened.published is None) == (absent == PUBLISHED)
    assert score_workspace(opened, DAY) is not None
    assert check_everything(opened, DAY) == ()


def test_three_things_are_enough(tmp_path: Path) -> None:
    make_workspace(tmp_path, dict.fromkeys((UNITS, PUBLISHED, CASES)))
    assert {path.name for path in tmp_path.iterdir()} == {SETTINGS, "criteria", "assessments"}
    opened = open_workspace(tmp_path)
    assert opened.diagnostics == ()
    assert score_workspace(opened, DAY) is not None


@pytest.mark.parametrize(
    ("absent", "places"),
    [
        (SETTINGS, [SETTINGS]),
        (ASSESSMENT, [ASSESSMENT]),
        (AWARENESS, [SET]),
        (SET, [SETTINGS]),
    ],
)
def test_a_file_that_is_needed(absent: str, places: list[str], tmp_path: Path) -> None:
    opened = open_workspace(make_workspace(tmp_path, {absent: None}))
    assert found_in(opened) == [(place, "missing-file") for place in places]
    assert score_workspace(opened, DAY) is None


def test_a_folder_with_nothing_in_it_is_a_problem_not_an_exception(tmp_path: Path) -> None:
    opened = open_workspace(tmp_path)
    assert found_in(opened) == [(SETTINGS, "missing-file")]
    assert (opened.settings, opened.period, opened.set_files) == (None, None, None)
    assert score_workspace(opened, DAY) is None
    assert [found.code for found in check_everything(opened)] == ["missing-file"]


def test_a_needed_file_that_is_asked_for_does_not_exist(folder: Path) -> None:
    opened = open_workspace(folder, 2099)
    assert found_in(opened) == [("assessments/2099.yaml", "missing-file")]
    assert opened.period == 2099
    assert opened.assessment is None
    assert opened.set_files is not None, "what can be read is read all the same"


def test_what_can_be_read_is_read_beside_what_cannot(tmp_path: Path) -> None:
    opened = open_workspace(make_workspace(tmp_path, {UNITS: BROKEN, PUBLISHED: BROKEN}))
    assert [code for _, code in found_in(opened)] == ["yaml-syntax", "yaml-syntax"]
    assert (opened.units, opened.published) == (None, None)
    assert opened.assessment is not None
    assert opened.facts.values


# --- what else it knows -----------------------------------------------------------------------


def test_a_fact_s_place_is_where_it_is_stated(folder: Path) -> None:
    opened = open_workspace(folder)
    lines = BASE[ASSESSMENT].splitlines()
    places = opened.fact_places()
    assert len(places) == 5
    for key, place in places.items():
        assert place.file == ASSESSMENT
        assert lines[place.line - 1].strip().startswith(f"{key.fact}:")
    assert Workspace(folder).fact_places() == {}


def test_the_cohort_is_the_agency_s_or_everyone_s(folder: Path) -> None:
    assert open_workspace(folder).cohort == ""
    (folder / SETTINGS).write_text(BASE[SETTINGS].replace("Sở Mẫu}", "Sở Mẫu, cohort: a}"), "utf-8")
    assert open_workspace(folder).cohort == "a"
    assert Workspace(folder).cohort == ""


def test_an_error_leaves_no_score_and_a_warning_does(folder: Path) -> None:
    (folder / "evidence/2023/9.9").mkdir(parents=True)
    warned = open_workspace(folder)
    assert found_in(warned) == [("evidence/2023/9.9", "unknown-folder")]
    assert score_workspace(warned, DAY) is not None
    (folder / UNITS).write_text(BROKEN, "utf-8")
    assert score_workspace(open_workspace(folder), DAY) is None


def test_diagnostics_are_in_order_and_each_stands_once(tmp_path: Path) -> None:
    broken = {UNITS: BROKEN, PUBLISHED: BROKEN, ASSESSMENT: BASE[ASSESSMENT] + "x: 1\n"}
    found = open_workspace(make_workspace(tmp_path, broken)).diagnostics
    assert list(found) == sorted(set(found), key=lambda one: one.sort_key)
    assert {one.place.file for one in found} == set(broken)


@pytest.mark.skipif(os.name != "posix", reason="names that differ in case alone")
def test_folders_of_sets_are_compared_with_case(folder: Path) -> None:
    (folder / SETTINGS).write_text(BASE[SETTINGS].replace("small", "SMALL"), "utf-8")
    assert found_in(open_workspace(folder)) == [(SETTINGS, "unknown-set")]
