"""Ranks and cohorts of a table that lists some agencies only, beside those that stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tablekit import found, stands, take, write_csv

from workspaces import PUBLISHED, SET, SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

    from clikit import Program
    from tablekit import Rows

STANDS = """\
period: 2023
agencies:
  - {id: so-a, name: Sở A, total: 90, rank: 1}
  - {id: so-b, name: Sở B, total: 80, rank: 2}
  - {id: so-mau, name: Sở Mẫu, total: 60, rank: 4}
  - {id: so-d, name: Sở D, total: 70, rank: 3}
  - {id: so-e, name: Sở E, total: 50, ranked: no}
"""
LATER = ("--on", "2024-06-01", "--source", "Quyết định 600")


def table(tmp_path: Path, *rows: list[Any], heads: tuple[str, ...] = ()) -> Path:
    listed: Rows = [["Cơ quan", "Tổng", "Hạng", *heads], *rows]
    return write_csv(tmp_path / "a.csv", listed)


# --- ranks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        [["Sở Mẫu", 60, 18]],
        [["Sở A", 90, 5], ["Sở Mẫu", 60, 18], ["Sở C", 70, 17]],
        [["Sở A", 90, 1], ["Sở B", 80, 2], ["Sở Mẫu", 60, 18]],
    ],
)
def test_some_agencies_may_leave_ranks_to_others(
    rows: list[list[Any]], program: Program, empty: Path, tmp_path: Path
) -> None:
    assert take(program, table(tmp_path, *rows), at=empty)["diagnostics"] == []


@pytest.mark.parametrize(
    "rows",
    [
        [["Sở Mẫu", 60.5, 4]],
        [["Sở D", 75, 3], ["Sở Mẫu", 65, 4]],
        [["Sở Mẫu", 70, 3]],
        [["Sở E", 50, 5]],
        [["Sở E", 50, "Không xếp hạng"], ["Sở C", 40, 5]],
    ],
)
def test_ranks_of_some_are_judged_among_those_that_stand(
    rows: list[list[Any]], program: Program, empty: Path, tmp_path: Path
) -> None:
    (empty / PUBLISHED).write_text(STANDS, "utf-8")
    assert take(program, table(tmp_path, *rows), *LATER, at=empty)["diagnostics"] == []


@pytest.mark.parametrize(
    ("rows", "right"),
    [
        ([["Sở Mẫu", 60, 3]], 4),
        ([["Sở Mẫu", 60, 1]], 4),
        ([["Sở Mẫu", 60, 5]], 4),
        ([["Sở C", 55, 4], ["Sở Mẫu", 60, 4]], 5),
        ([["Sở E", 50, 4]], 5),
    ],
)
def test_a_rank_that_contradicts_what_stands_is_doubted(
    rows: list[list[Any]], right: int, program: Program, empty: Path, tmp_path: Path
) -> None:
    (empty / PUBLISHED).write_text(STANDS, "utf-8")
    file = table(tmp_path, *rows)
    (problem,) = found(program, file, *LATER, "--lang", "en", at=empty)
    assert problem["code"] == "table-doubt"
    assert problem["message"].startswith("C2: the rank ")
    assert f"it has rank {right}" in problem["message"]


def test_a_whole_table_leaves_no_rank_out(program: Program, empty: Path, tmp_path: Path) -> None:
    (empty / "published/2022.yaml").write_text(STANDS.replace("2023", "2022"), "utf-8")
    rows = [["Sở A", 90, 1], ["Sở B", 80, 2], ["Sở D", 70, 3], ["Sở Mẫu", 60, 5]]
    file = table(tmp_path, *rows, ["Sở E", 50, "Không xếp hạng"])
    (problem,) = found(program, file, "--lang", "en", at=empty)
    assert problem["message"].startswith("C5: ")
    assert "it has rank 4" in problem["message"]
    take(program, table(tmp_path, *rows), at=empty)


# --- cohorts --------------------------------------------------------------------------------------

COHORTS = "{co-tthc: 100, khong-tthc: 70}"
IN_COHORTS = """\
period: 2022
agencies:
  - {id: so-a, name: Sở A, cohort: co-tthc, total: 90, rank: 1}
  - {id: so-b, name: Sở B, cohort: khong-tthc, total: 60, rank: 1}
  - {id: so-mau, name: Sở Mẫu, cohort: co-tthc, total: 60, rank: 2}
"""


@pytest.fixture
def cohorts(empty: Path) -> Path:
    """The small workspace with two cohorts, after a year with results of both."""
    text = (empty / SET).read_text("utf-8").replace("max_score: 100", f"max_score: {COHORTS}")
    (empty / SET).write_text(text, "utf-8")
    text = (empty / SETTINGS).read_text("utf-8").replace("Sở Mẫu}", "Sở Mẫu, cohort: co-tthc}")
    (empty / SETTINGS).write_text(text, "utf-8")
    (empty / "published/2022.yaml").write_text(IN_COHORTS, "utf-8")
    return empty


def test_the_known_cohort_is_written_and_ranks_are_of_it(
    program: Program, cohorts: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, ["Sở A", 90, 1], ["Sở Mẫu", 65, 2], ["Sở B", 60, 1])
    said = take(program, file, "--write", at=cohorts)
    assert said["diagnostics"] == []
    written = {one["id"]: one["cohort"] for one in stands(cohorts)["agencies"]}
    assert written == {"so-a": "co-tthc", "so-mau": "co-tthc", "so-b": "khong-tthc"}
    later = table(tmp_path, ["Sở Mẫu", 66, 2], ["Sở B", 61, 1])
    said = take(program, later, *LATER, "--write", at=cohorts)
    assert {one["field"] for one in said["changes"]} == {"total"}
    found = program("check", "--format", "json", at=cohorts).json["diagnostics"]
    assert PUBLISHED not in {one["file"] for one in found}


def test_cohorts_that_only_the_results_have_are_ranked_apart_too(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    text = IN_COHORTS.replace("name: Sở Mẫu, cohort: co-tthc, ", "name: Sở Mẫu, ")
    (empty / "published/2022.yaml").write_text(text.replace("co-tthc", "khac"), "utf-8")
    file = table(tmp_path, ["Sở A", 90, 1], ["Sở Mẫu", 65, 1], ["Sở B", 60, 1])
    take(program, file, "--write", at=empty)
    written = {one["id"]: one.get("cohort") for one in stands(empty)["agencies"]}
    assert written == {"so-a": "khac", "so-mau": None, "so-b": "khong-tthc"}


def test_a_score_above_the_cohorts_maximum_is_not_taken(
    program: Program, cohorts: Path, tmp_path: Path
) -> None:
    (problem,) = found(program, table(tmp_path, ["Sở B", 71, 1]), at=cohorts)
    assert (problem["code"], problem["message"][:4]) == ("table-cell", "B2: ")


@pytest.mark.parametrize("written", ["co-tthc", "CO-TTHC", "Có TTHC"])
def test_a_cohort_is_spelt_as_the_set_spells_it(
    written: str, program: Program, cohorts: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, ["Sở C", 90, 1, written], heads=("Khối",))
    take(program, file, "--write", at=cohorts)
    assert stands(cohorts)["agencies"][0]["cohort"] == "co-tthc"


@pytest.mark.parametrize(
    ("cells", "cell"), [(["huyen"], "D2"), (["Cấp huyện"], "D2"), ([], "A2"), ([""], "D2")]
)
def test_a_cohort_that_is_not_known_is_reported_where_it_stands(
    cells: list[str], cell: str, program: Program, cohorts: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, ["Sở C", 50, 1, *cells], heads=("Khối",) if cells else ())
    (problem,) = found(program, file, "--write", at=cohorts)
    assert (problem["code"], problem["file"]) == ("table-cell", str(file))
    assert problem["message"].startswith(f"{cell}: ")
    assert not (cohorts / PUBLISHED).exists()


def test_an_option_that_names_no_cohort_of_the_set(
    program: Program, cohorts: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, ["Sở C", 50, 1])
    (problem,) = found(program, file, "--cohort", "huyen", at=cohorts)
    assert (problem["code"], problem["file"]) == ("cohort-unknown", "--cohort")


def test_a_cohort_of_last_year_that_the_set_has_not_is_not_written(
    program: Program, cohorts: Path, tmp_path: Path
) -> None:
    text = IN_COHORTS.replace("khong-tthc", "huyen")
    (cohorts / "published/2022.yaml").write_text(text, "utf-8")
    (problem,) = found(program, table(tmp_path, ["Sở B", 50, 1]), at=cohorts)
    assert (problem["code"], problem["message"][:4]) == ("table-cell", "A2: ")


@pytest.mark.parametrize("option", ["--cohort", "column"])
def test_a_cohort_that_can_be_none_is_not_written(
    option: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    more = ("--cohort", "Cấp huyện") if option == "--cohort" else ()
    heads = () if more else ("Khối",)
    row = ["Sở C", 50, 1, *(() if more else ("Cấp huyện",))]
    (problem,) = found(program, table(tmp_path, row, heads=heads), *more, at=empty)
    assert problem["file"] != PUBLISHED


def test_what_is_wrong_with_the_file_stands_in_its_lines(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    (empty / PUBLISHED).write_text(STANDS.replace("total: 70", "total: 170"), "utf-8")
    (problem,) = found(program, table(tmp_path, ["Sở C", 40, 5]), *LATER, "--write", at=empty)
    assert (problem["code"], problem["line"]) == ("published-range", 6)
