"""Results of some agencies only: whoever was ranked the year before and is missing counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from tablekit import take, write_csv

from workspaces import make_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from clikit import Program

BEFORE = """\
period: 2022
agencies:
  - {id: so-mau, name: Sở Mẫu, total: 50}
  - {id: so-a, name: Sở A, total: 75}
  - {id: so-b, name: Sở B, total: 70}
  - {id: so-c, name: Sở C, total: 65}
  - {id: so-d, name: Sở D, total: 58}
  - {id: so-e, name: Sở E, total: 57}
  - {id: so-g, name: Sở G, total: 56}
  - {id: ban-h, name: Ban H, total: 90, ranked: no}
"""
SOME = """\
period: 2023
agencies:
  - {id: so-a, name: Sở A, total: 80, groups: {"1": 50, "2": 30}}
  - {id: so-b, name: Sở B, total: 71, groups: {"1": 40, "2": 31}}
  - {id: moi-c, name: Sở C, total: 71, groups: {"1": 41, "2": 30}}
"""


@pytest.fixture
def some(small: Path) -> Path:
    """The small workspace, where three of last year's seven agencies have a result; not ours."""
    return published(small, SOME)


def published(folder: Path, now: str, before: str = BEFORE) -> Path:
    (folder / "published/2022.yaml").write_text(before, "utf-8")
    (folder / "published/2023.yaml").write_text(now, "utf-8")
    return folder


def asked(program: Program, *command: str, at: Path) -> Any:
    ran = program(*command, "--format", "json", at=at)
    assert (ran.status, ran.err) == (0, ""), ran.out
    return ran.json


def test_rank_and_gaps_have_one_mean_of_the_same_agencies(program: Program, some: Path) -> None:
    (cohort,) = asked(program, "rank", at=some)["cohorts"]
    gaps = asked(program, "gaps", "--vs-average", at=some)
    assert (cohort["members"], cohort["of"], cohort["mean"]) == (3, 7, 74)
    assert (gaps["against"]["members"], gaps["against"]["of"]) == (3, 7)
    assert gaps["total"]["reference"] == cohort["mean"]
    assert cohort["missing"] == ["so-mau", "so-d", "so-e", "so-g"], "so-c has another id now"
    best = asked(program, "gaps", "--vs-best", at=some)["against"]
    assert (best["members"], best["of"]) == (3, 7)


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "trung bình của tỉnh"), ("en", "not the province's average")]
)
@pytest.mark.parametrize("command", ["rank", "gaps", "score"])
def test_every_page_says_that_it_is_not_the_average(
    command: str, language: str, words: str, program: Program, some: Path
) -> None:
    page = " ".join(program(command, "--lang", language, at=some).out.split())
    assert words in page
    assert "của tỉnh (" not in page, "no label calls it that"
    assert "Against: the province's average" not in page


def test_the_mean_is_of_the_published_results_and_not_of_our_own_points(
    program: Program, some: Path
) -> None:
    published(some, SOME + "  - {id: so-mau, name: Sở Mẫu, total: 63.5}\n")
    means = {
        asked(program, "rank", *kind, at=some)["cohorts"][0]["mean"]
        for kind in ((), ("--with-our", "claimed"), ("--with-our", "final"))
    }
    assert means == {71.38}
    page = program("rank", "--with-our", "claimed", "--lang", "en", at=some).out
    assert "of the published results, without our own points" in page


def test_a_mean_without_ours_is_the_same_on_both_pages(program: Program, some: Path) -> None:
    published(some, SOME + "  - {id: so-mau, total: 63.5}\naverage: {includes_self: no}\n")
    (some / "published/2022.yaml").unlink()
    (cohort,) = asked(program, "rank", at=some)["cohorts"]
    gaps = asked(program, "gaps", at=some)
    assert cohort["mean"] == gaps["total"]["reference"] == 74
    assert "all 3 ranked agencies but ours" in program("rank", "--lang", "en", at=some).out


def test_no_chance_is_given_of_too_few(program: Program, some: Path) -> None:
    found = asked(program, "rank", "--simulate", at=some)["prospect"]
    assert found["why_no_chance"] is not None
    assert (found["fitted"]["pairs"], found["fitted"]["of"]) == (2, 6)
    assert all(one["in_ten"] is None for one in found["scenarios"])


def test_what_the_last_known_rank_takes_is_not_0_points(program: Program, some: Path) -> None:
    found = asked(program, "rank", "--simulate", at=some)["prospect"]
    assert found["goal"] == 4
    assert [one["needed"] for one in found["scenarios"]] == [{"even": None, "safe": None}] * 3
    page = program("rank", "--simulate", "--lang", "en", at=some).out
    assert re.search(r"(?<![0-9])0\.00", page[page.index("Next year") :]) is None


def test_ranks_say_that_the_others_may_stand_anywhere(program: Program, some: Path) -> None:
    page = program("rank", "--target-ranks", "1", "--lang", "en", at=some).out
    assert page.count("3 others may stand anywhere") == 2


def test_who_is_no_more_is_listed_as_not_ranked(program: Program, some: Path) -> None:
    gone = "".join(f"  - {{id: so-{x}, ranked: no}}\n" for x in "deg")
    published(some, SOME + gone + "  - {id: so-mau, total: 63.5}\n")
    (cohort,) = asked(program, "rank", at=some)["cohorts"]
    assert (cohort["members"], cohort["of"], cohort["missing"]) == (4, 4, [])
    assert "Mean 71.38 of all 4 ranked agencies" in program("rank", "--lang", "en", at=some).out


@pytest.mark.parametrize("before", ["period: [", "period: 2022\non: 2030-01-01\n"])
def test_a_year_before_that_says_nothing_changes_nothing(
    before: str, program: Program, some: Path
) -> None:
    published(some, SOME, before)
    (cohort,) = asked(program, "rank", "--as-of", "2024-06-01", at=some)["cohorts"]
    assert (cohort["members"], cohort["of"]) == (3, 3)


def test_agencies_of_another_cohort_are_not_missing_in_ours(
    program: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "cohorts"
    folder.mkdir()
    make_workspace(folder)
    before = BEFORE.replace("total: 57", "cohort: huyen, total: 57")
    published(folder, SOME, before)
    (cohort,) = asked(program, "rank", at=folder)["cohorts"]
    assert cohort["missing"] == ["so-mau", "so-d", "so-g"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_table_of_some_agencies_says_who_is_missing(
    language: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    (empty / "published/2022.yaml").write_text(BEFORE, "utf-8")
    file = write_csv(tmp_path / "a.csv", [["Cơ quan", "Tổng"], ["Sở A", 80], ["Sở C", 71]])
    assert take(program, file, at=empty)["missing"] == ["so-mau", "so-b", "so-d", "so-e", "so-g"]
    page = program("published", "import", str(file), "--lang", language, at=empty).out
    (line,) = (line for line in page.splitlines() if "Sở B, Sở D" in line.replace("; ", ", "))
    assert line.startswith("5 ")


def test_a_plan_knows_of_how_many_its_rank_is(program: Program, some: Path) -> None:
    published(some, SOME + "  - {id: so-mau, name: Sở Mẫu, total: 63.5}\n")
    found = program("plan", "--raise-ranks", "1", "--format", "json", at=some).json["rank"]
    assert (found["members"], found["of"]) == (4, 7)
