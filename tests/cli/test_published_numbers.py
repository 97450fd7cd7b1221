"""Numbers of a workbook: percentages as they are shown, and no decimals nobody printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from tablekit import found, stands, take, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from clikit import Program
    from tablekit import Rows

PERCENTS = ("0.00%", "0%", '#,##0.00" "%', "[Red]0.0%;-0.0%", "General%")
NO_PERCENTS = ("General", "0.00", '0.00" % "', "0.00\\%")


def workbook(path: Path, rows: Rows, shown: str) -> Path:
    """A workbook whose numbers are shown by this format."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            if not isinstance(cell.value, str):
                cell.number_format = shown
    book.save(path)
    return path


def table(tmp_path: Path, value: Any, shown: str) -> Path:
    return workbook(tmp_path / "a.xlsx", [["Cơ quan", "Chỉ số"], ["Sở A", value]], shown)


@pytest.mark.parametrize("shown", PERCENTS)
@pytest.mark.parametrize(
    ("value", "total"), [(0.7733, 77.33), (1, 100), (0.57, 57), (0.0703, 7.03)]
)
def test_a_cell_that_shows_a_percentage_is_one(
    value: float, total: float, shown: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, value, shown)
    take(program, file, "--scale", "percent", "--write", at=empty)
    assert [one["total"] for one in stands(empty)["agencies"]] == [total]
    text = (empty / "published/2023.yaml").read_text("utf-8")
    assert f"total: {total}}}" in text, "exactly"


@pytest.mark.parametrize("shown", NO_PERCENTS)
def test_a_number_that_only_stands_beside_a_sign_is_a_number(
    shown: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, 77.33, shown)
    take(program, file, "--scale", "percent", "--write", at=empty)
    assert [one["total"] for one in stands(empty)["agencies"]] == [77.33]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_index_printed_as_a_percentage_is_the_same_index(
    form: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Cơ quan", "Chỉ số"], ["Sở A", "77,33%"]]
    file = table(tmp_path, 0.7733, "0.00%")
    if form == "csv":
        file = write_csv(tmp_path / "a.csv", rows)
    take(program, file, "--scale", "index", "--write", at=empty)
    assert [one["total"] for one in stands(empty)["agencies"]] == [0.7733]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_percentage_among_points_is_not_taken(
    form: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Cơ quan", "Chỉ số", "Hạng"], ["Sở A", "77,33%", 1]]
    file = table(tmp_path, 0.7733, "0.00%")
    if form == "csv":
        file = write_csv(tmp_path / "a.csv", rows)
    (problem,) = found(program, file, "--lang", "en", at=empty)
    assert problem["code"] == "table-cell"
    assert "B2: " in problem["message"]
    assert "77.33%" in problem["message"]
    assert "--scale percent" in problem["message"]


@pytest.mark.parametrize("value", [0.7406699999999999, 0.7406700000000002, 740.67 / 1000])
def test_what_a_formula_leaves_beyond_15_digits_is_no_decimal(
    value: float, program: Program, empty: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, value, "0.00%")
    for scale in ((), ("--scale", "points")):
        (problem,) = found(program, file, *scale, "--lang", "en", at=empty)
        assert "74.067% is a percentage" in problem["message"]
    take(program, file, "--scale", "percent", "--write", at=empty)
    assert "total: 74.0670}" in (empty / "published/2023.yaml").read_text("utf-8")


@pytest.mark.parametrize("value", [8.125, 63.567, 0.123])
def test_three_decimals_are_written_so_that_they_are_no_thousands(
    value: float, program: Program, empty: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, value, "General")
    take(program, file, "--write", at=empty)
    assert [one["total"] for one in stands(empty)["agencies"]] == [value]
    assert take(program, file, at=empty)["changes"] == []


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_rank_is_no_percentage(form: str, program: Program, empty: Path, tmp_path: Path) -> None:
    rows: Rows = [["Cơ quan", "Chỉ số", "Hạng"], ["Sở A", "77%", "100%"]]
    file = write_csv(tmp_path / "a.csv", rows)
    if form == "xlsx":
        rows = [["Cơ quan", "Chỉ số", "Hạng"], ["Sở A", 0.77, 1]]
        file = workbook(tmp_path / "a.xlsx", rows, "0%")
    (problem,) = found(program, file, "--scale", "percent", at=empty)
    assert problem["code"] == "table-cell"
    assert "C2: " in problem["message"]


@pytest.mark.parametrize(
    ("value", "shown", "scale"),
    [
        (63.333333333333336, "General", "points"),
        (63.123456789, "0.00", "points"),
        (0.6333333333333333, "0.00%", "percent"),
        (0.123456789, "General", "index"),
        (1e-9, "General", "points"),
    ],
)
def test_more_decimals_than_anybody_prints_are_not_taken(
    value: float, shown: str, scale: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, value, shown)
    (problem,) = found(program, file, "--scale", scale, "--write", "--lang", "en", at=empty)
    assert problem["code"] == "table-cell"
    assert "Sheet!B2: " in problem["message"]
    assert "8 decimals" in problem["message"]
    assert not (empty / "published/2023.yaml").exists()


@pytest.mark.parametrize(
    ("value", "shown", "scale"),
    [(63.12345678, "0.00", "points"), (0.12345678, "0.00%", "percent"), (1e-8, "General", "index")],
)
def test_eight_decimals_are_taken_to_the_last(
    value: float, shown: str, scale: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    said = take(program, table(tmp_path, value, shown), "--scale", scale, at=empty)
    (change,) = said["changes"]
    assert change["after"] == pytest.approx(value * (100 if scale == "percent" else 1), abs=1e-12)


@pytest.mark.parametrize("rank", [1e300, 0, -1, 100_001])
def test_a_rank_that_nobody_has_is_not_taken(
    rank: float, program: Program, empty: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Cơ quan", "Tổng", "Hạng"], ["Sở A", 60, rank]]
    (problem,) = found(program, workbook(tmp_path / "a.xlsx", rows, "General"), at=empty)
    assert problem["code"] == "table-cell"
    assert "C2: " in problem["message"]
