"""Who is ranked, to ``published import`` and ``check``: a rank excludes ``ranked: no``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablekit import take, write_csv

from workspaces import PUBLISHED

if TYPE_CHECKING:
    from pathlib import Path

    from clikit import Program
    from tablekit import Rows

STANDS = """\
period: 2023
agencies:
  - {id: so-a, name: Sở A, total: 60, ranked: no}
  - {id: so-mau, name: Sở Mẫu, total: 50, rank: 1}
"""
LATER = ("--on", "2024-06-01", "--source", "Quyết định 600")


def table(tmp_path: Path, a: str, ours: str) -> Path:
    rows: Rows = [["Cơ quan", "Tổng", "Hạng"], ["Sở A", 60, a], ["Sở Mẫu", 50, ours]]
    return write_csv(tmp_path / "a.csv", rows)


def test_a_printed_rank_ranks_who_was_not(program: Program, empty: Path, tmp_path: Path) -> None:
    (empty / PUBLISHED).write_text(STANDS, "utf-8")
    file = table(tmp_path, "1", "2")
    said = take(program, file, *LATER, "--write", at=empty)
    found = {
        (one["agency"], one["field"]): (one["before"], one["after"]) for one in said["changes"]
    }
    assert found == {
        ("so-a", "rank"): (None, 1),
        ("so-a", "ranked"): (False, True),
        ("so-mau", "rank"): (1, 2),
    }
    assert "ranked: yes" in (empty / PUBLISHED).read_text("utf-8")
    (cohort,) = program("rank", "--format", "json", at=empty).json["cohorts"]
    assert [(row["id"], row["rank"]) for row in cohort["rows"]] == [("so-a", 1), ("so-mau", 2)]
    assert take(program, file, *LATER, at=empty)["changes"] == []


def test_who_is_no_longer_ranked_has_no_rank(program: Program, empty: Path, tmp_path: Path) -> None:
    (empty / PUBLISHED).write_text(STANDS, "utf-8")
    file = table(tmp_path, "1", "Không xếp hạng")
    said = take(program, file, *LATER, "--write", at=empty)
    assert [(one["agency"], one["field"], one["after"]) for one in said["changes"]] == [
        ("so-a", "rank", 1),
        ("so-a", "ranked", True),
        ("so-mau", "ranked", False),
    ]
    (cohort,) = program("rank", "--format", "json", at=empty).json["cohorts"]
    assert [(row["rank"], row["stated_rank"]) for row in cohort["rows"]] == [(1, 1), (None, None)]
    assert program("check", at=empty).status == 0
    assert take(program, file, *LATER, at=empty)["changes"] == []


def test_a_new_agency_is_ranked_without_a_word(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    take(program, table(tmp_path, "1", "2"), "--write", at=empty)
    assert "ranked" not in (empty / PUBLISHED).read_text("utf-8")


def warned(program: Program, folder: Path) -> list[tuple[int, int]]:
    ran = program("check", "--format", "json", at=folder)
    assert ran.status == 0
    found = ran.json["diagnostics"]
    return [(one["line"], one["column"]) for one in found if one["code"] == "published-rank"]


def test_check_warns_of_a_rank_of_who_is_not_ranked(program: Program, empty: Path) -> None:
    (empty / PUBLISHED).write_text(STANDS.replace("total: 60,", "rank: 2,"), "utf-8")
    assert warned(program, empty) == [(3, 34)]


def test_check_warns_of_one_in_a_correction(program: Program, empty: Path) -> None:
    text = STANDS + (
        "corrections:\n"
        "  - {on: 2024-08-01, agencies: [{id: so-a, rank: 3}]}\n"
        "  - {on: 2024-07-01, agencies: [{id: so-a, ranked: yes, rank: 1}]}\n"
        "  - {on: 2024-06-01, agencies: [{id: SO-A, rank: 3}]}\n"
        "  - {on: 2024-09-01, agencies: [{id: so-a, ranked: no, rank: 3}]}\n"
    )
    (empty / PUBLISHED).write_text(text, "utf-8")
    assert [line for line, _ in warned(program, empty)] == [8, 9]
