"""A cell that must be corrected is not doubted, too, and nothing is doubted by what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tablekit import changed, found, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from clikit import Program
    from tablekit import Rows

HEADS = ["Mã", "Cơ quan", "Nhận thức số", "Hoạt động số", "Tổng điểm", "Xếp loại", "Hạng"]
BEFORE = "period: 2022\nagencies: [{id: so-c, name: Sở C, total: 70}]\n"


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (3, 2, 61),
        (3, 2, "năm mươi"),
        (3, 4, 180.5),
        (3, 4, "1.000"),
        (4, 4, -1),
        (3, 6, 1.5),
        (3, 6, "nhất"),
        (4, 6, 0),
    ],
)
def test_only_the_cell_is_named(
    row: int, column: int, value: Any, program: Program, empty: Path, tmp_path: Path
) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", changed(row, column, value))
    (problem,) = found(program, file, at=empty)
    assert problem["code"] == "table-cell"
    assert f"!{'ABCDEFG'[column]}{row}: " in problem["message"]


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["", "Sở A", "", "", "sáu mươi", "", ""], "E3"),
        (["", "Sở A", "", "", 160, "Yếu", 9], "E3"),
        (["sở c", "Sở C mới", 10, 10, 20, "Yếu", 2], "A3"),
        (["", "Sở A", 70, "", "", "", ""], "C3"),
    ],
)
def test_nor_is_the_row_doubted_by_it(
    row: list[Any], cell: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    (empty / "published/2022.yaml").write_text(BEFORE, "utf-8")
    rows: Rows = [HEADS, ["so-b", "Sở B", 50, 30, 80, "Tốt", 1], row]
    (problem,) = found(program, write_xlsx(tmp_path / "a.xlsx", rows), at=empty)
    assert problem["code"] == "table-cell"
    assert f"!{cell}: " in problem["message"]


def test_other_rows_are_doubted_all_the_same(program: Program, empty: Path, tmp_path: Path) -> None:
    rows: Rows = [
        HEADS,
        ["", "Sở A", 50, 30, "tám mươi", "", 1],
        ["", "Sở B", 50, 20, 71, "Khá", 2],
        ["", "Sở D", 40, 20, 60, "Khá", 2],
    ]
    problems = found(program, write_xlsx(tmp_path / "a.xlsx", rows), at=empty)
    cells = {one["message"].split(":")[0].partition("!")[2]: one["code"] for one in problems}
    assert cells == {"E2": "table-cell", "E3": "table-doubt", "G3": "table-doubt"}
