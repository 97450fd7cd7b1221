"""The most that can be published: ``check`` and ``published import`` say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tablekit import found, take, write_csv, write_xlsx

from workspaces import ASSESSMENT, BASE, PUBLISHED, SET

if TYPE_CHECKING:
    from pathlib import Path

    from clikit import Program
    from tablekit import Rows

BONUS = """\
id: "3"
name: Điểm cộng
kind: adjustment
{at_most}criteria:
  - id: "3.1"
    name: Sáng kiến
    max_score: 10
    sign: {sign}
    facts: {{ideas: {{label: Số sáng kiến, type: count}}}}
    rule: {{kind: count, fact: ideas, each: 1}}
    measured_by: Hội đồng
"""


def with_bonus(
    folder: Path, *, exceed: bool = False, at_most: int | None = None, sign: str = "bonus"
) -> Path:
    """The small set with a group of bonuses, beyond the maximum or not."""
    header = BASE[SET].replace("2-services]", "2-services, 3-bonus]")
    header += f"may_exceed_max: {'yes' if exceed else 'no'}\n"
    (folder / SET).write_text(header, "utf-8")
    capped = "" if at_most is None else f"at_most: {at_most}\n"
    text = BONUS.format(at_most=capped, sign=sign)
    (folder / "criteria/small/3-bonus.yaml").write_text(text, "utf-8")
    (folder / ASSESSMENT).write_text(BASE[ASSESSMENT] + '  "3.1": {facts: {ideas: 2}}\n', "utf-8")
    return folder


def checked(program: Program, folder: Path, values: str, scale: str = "points") -> list[str]:
    """The codes of what is wrong with a file of this one result."""
    text = f"period: 2023\nscale: {scale}\nagencies:\n  - {{id: so-a, name: Sở A, {values}}}\n"
    (folder / PUBLISHED).write_text(text, "utf-8")
    listed = program("check", "--format", "json", at=folder).json["diagnostics"]
    (folder / PUBLISHED).unlink()
    return [one["code"] for one in listed if one["file"] == PUBLISHED]


@pytest.mark.parametrize(
    ("exceed", "at_most", "scale", "most"),
    [
        (False, None, "points", 100),
        (True, None, "points", 110),
        (True, 4, "points", 104),
        (True, 15, "points", 110),
        (False, None, "percent", 100),
        (True, None, "percent", 110),
        (True, 4, "index", 1.04),
    ],
)
def test_a_total_may_exceed_the_maximum_by_the_bonuses_where_the_set_says_so(
    *,
    exceed: bool,
    at_most: int | None,
    scale: str,
    most: float,
    program: Program,
    empty: Path,
    tmp_path: Path,
) -> None:
    with_bonus(empty, exceed=exceed, at_most=at_most)
    for total, right in ((most, True), (most + 0.01, False)):
        shown = f"{total:.2f}"
        rows: Rows = [["Cơ quan", "Tổng", "Xếp loại"], ["Sở A", shown, "Tốt"]]
        file = write_csv(tmp_path / "a.csv", rows)
        assert checked(program, empty, f"total: {shown}, rating: Tốt", scale) == (
            [] if right else ["published-range"]
        )
        if right:
            assert take(program, file, "--scale", scale, at=empty)["diagnostics"] == []
        else:
            (problem,) = found(program, file, "--scale", scale, at=empty)
            assert (problem["code"], problem["message"][:4]) == ("table-cell", "B2: ")


def test_a_total_beyond_the_maximum_has_the_best_rating(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    with_bonus(empty, exceed=True)
    rows: Rows = [["Cơ quan", "Tổng", "Xếp loại"], ["Sở A", 105, "Khá"]]
    (problem,) = found(program, write_csv(tmp_path / "a.csv", rows), at=empty)
    assert problem["code"] == "table-doubt"
    assert checked(program, empty, "total: 105, rating: Khá") == ["published-rating"]


@pytest.mark.parametrize(
    ("bonus", "third", "total", "codes"),
    [
        ({}, 5, 85, []),
        ({}, 5, 80, ["published-sum"]),
        ({}, "", 80, []),
        ({"exceed": True}, 10, 90, []),
        ({"sign": "penalty"}, 5, 75, []),
    ],
)
def test_groups_with_bonuses_are_summed_alike(
    bonus: dict[str, Any],
    third: int | str,
    total: int,
    codes: list[str],
    program: Program,
    empty: Path,
    tmp_path: Path,
) -> None:
    with_bonus(empty, **bonus)
    heads = ["Cơ quan", "Tổng", "Nhận thức số", "Hoạt động số", "Điểm cộng"]
    file = write_csv(tmp_path / "a.csv", [heads, ["Sở A", total, 50, 30, third]])
    groups = f'"1": 50, "2": 30{f", {chr(34)}3{chr(34)}: {third}" if third else ""}'
    assert checked(program, empty, f"total: {total}, groups: {{{groups}}}") == codes
    if not codes:
        take(program, file, at=empty)
    else:
        (problem,) = found(program, file, at=empty)
        assert (problem["code"], problem["message"][:4]) == ("table-doubt", "B2: ")


def test_bonuses_fill_up_to_the_maximum_only(program: Program, empty: Path, tmp_path: Path) -> None:
    heads = ["Cơ quan", "Tổng", "Nhận thức số", "Hoạt động số", "Điểm cộng"]
    file = write_csv(tmp_path / "a.csv", [heads, ["Sở A", 100, 58, 40, 5]])
    groups = 'groups: {"1": 58, "2": 40, "3": 5}'
    with_bonus(empty)
    assert checked(program, empty, f"total: 100, {groups}") == []
    take(program, file, at=empty)
    with_bonus(empty, exceed=True)
    assert checked(program, empty, f"total: 100, {groups}") == ["published-sum"]
    assert [one["code"] for one in found(program, file, at=empty)] == ["table-doubt"]


@pytest.mark.parametrize("value", [-5, 1e300])
def test_bonuses_that_no_file_can_state_are_named_by_their_cell(
    value: float, program: Program, empty: Path, tmp_path: Path
) -> None:
    with_bonus(empty)
    rows: Rows = [["Cơ quan", "Tổng", "Điểm cộng"], ["Sở A", 60, value]]
    (problem,) = found(program, write_xlsx(tmp_path / "a.xlsx", rows), at=empty)
    assert (problem["code"], problem["message"][:7]) == ("table-cell", "KQ!C2: ")
