"""``published import`` on a day: against what stood then, and nothing that would have no effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tablekit import found, stands, take, write_csv

from workspaces import PUBLISHED

if TYPE_CHECKING:
    from pathlib import Path

    from clikit import Program
    from tablekit import Rows

HEADS = ["Cơ quan", "Tổng"]
STANDS = """\
period: 2023
source: Quyết định 401
on: 2024-04-05
status: official
agencies:
  - {id: so-a, name: Sở A, total: 60}
  - {id: so-mau, name: Sở Mẫu, total: 50}
"""
CORRECTED = (
    STANDS
    + """\
corrections:
  - on: 2024-06-01
    source: Quyết định 600
    status: official
    agencies:
      - {id: so-a, total: 65}
"""
)


def table(tmp_path: Path, a: float, ours: float = 50) -> Path:
    rows: Rows = [HEADS, ["Sở A", a], ["Sở Mẫu", ours]]
    return write_csv(tmp_path / "a.csv", rows)


def on(day: str) -> tuple[str, ...]:
    return ("--on", day, "--source", "Quyết định 500", "--status", "official")


# --- what stands on the day -----------------------------------------------------------------------


def test_a_table_is_held_against_what_stood_on_its_day(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    (empty / PUBLISHED).write_text(CORRECTED, "utf-8")
    again = ("--on", "2024-04-05", "--source", "Quyết định 401", "--status", "official")
    said = take(program, table(tmp_path, 60), *again, "--write", at=empty)
    assert (said["changes"], said["stated"], said["written"]) == ([], [], False)
    later = take(program, table(tmp_path, 60), *on("2024-07-01"), at=empty)
    assert [(one["before"], one["after"]) for one in later["changes"]] == [(65, 60)]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("day", "other"),
    [("2024-05-20", ("01/06/2024", "2024-06-01")), ("2024-04-04", ("05/04/2024", "2024-04-05"))],
)
def test_a_correction_that_comes_too_early_is_refused(
    day: str, other: tuple[str, ...], language: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    text = CORRECTED if day == "2024-05-20" else STANDS
    (empty / PUBLISHED).write_text(text, "utf-8")
    more = (*on(day), "--write", "--lang", language)
    (problem,) = found(program, table(tmp_path, 61), *more, at=empty)
    assert (problem["code"], problem["file"]) == ("result-too-early", "--on")
    said = problem["message"]
    assert any(each in said for each in other)
    year, month, date = day.split("-")
    assert f"{date}/{month}/{year}" in said or day in said
    assert (empty / PUBLISHED).read_text("utf-8") == text


@pytest.mark.parametrize("day", ["2024-04-05", "2024-06-01", "2024-06-02"])
def test_a_correction_of_the_same_day_or_later_has_effect(
    day: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    (empty / PUBLISHED).write_text(CORRECTED if day > "2024-06" else STANDS, "utf-8")
    assert take(program, table(tmp_path, 61), *on(day), "--write", at=empty)["written"]
    (cohort,) = program("rank", "--format", "json", at=empty, as_of=day).json["cohorts"]
    (row,) = (one for one in cohort["rows"] if one["id"] == "so-a")
    assert row["total"] == 61


def test_a_file_of_corrections_alone_is_corrected(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    text = (
        "period: 2023\ncorrections:\n"
        "  - {on: 2024-05-01, agencies: [{id: so-a, name: Sở A, total: 60}]}\n"
    )
    (empty / PUBLISHED).write_text(text, "utf-8")
    file = table(tmp_path, 61)
    assert {one["code"] for one in found(program, file, at=empty)} == {"result-undated"}
    (early,) = found(program, file, *on("2024-04-30"), at=empty)
    assert early["code"] == "result-too-early"
    said = take(program, file, *on("2024-06-01"), "--write", at=empty)
    assert said["form"] == "correction"
    assert [(one["agency"], one["before"], one["after"]) for one in said["changes"]] == [
        ("so-a", 60, 61),
        ("so-mau", None, 50),
    ]
    assert "agencies" not in stands(empty)
    assert [one["agencies"][0]["total"] for one in stands(empty)["corrections"]] == [60, 61]
