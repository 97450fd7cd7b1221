"""Corrections beside what they leave as it is: doubted, checked, and named by ``rank``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tablekit import found, take, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from clikit import Program

STANDS = """\
period: 2023
source: Quyết định 401
on: 2024-04-05
agencies:
  - {id: so-a, name: Sở A, total: 80, rating: Tốt, rank: 1, groups: {"1": 50, "2": 30}}
  - {id: so-b, name: Sở B, total: 70, rating: Khá, rank: 2, groups: {"1": 40, "2": 30}}
  - {id: so-mau, name: Sở Mẫu, total: 60, rating: Khá, rank: 3}
"""
CORRECTED = """\
corrections:
  - on: 2024-06-01
    source: Quyết định 600
    agencies:
      - {id: so-b, total: 85}
"""
LATER = ("--on", "2024-06-01", "--source", "Quyết định 600")


def standing(folder: Path, more: str = "") -> Path:
    (folder / "published/2023.yaml").write_text(STANDS + more, "utf-8")
    return folder


def words(problems: list[dict[str, Any]]) -> list[str]:
    return [one["message"].rpartition("--accept ")[2].split(";")[0] for one in problems]


@pytest.mark.parametrize(
    ("heads", "row", "doubted"),
    [
        (["Tổng"], [79.5], ["ratings", "totals"]),
        (["Tổng"], [81], ["totals"]),
        (["Tổng", "1. Nhận thức số"], [79, 49], ["ratings"]),
        (["Tổng", "1. Nhận thức số"], [81, 51], []),
        (["Tổng", "Xếp loại"], [80, "Khá"], ["ratings"]),
    ],
)
def test_a_correction_is_held_against_what_it_leaves(
    heads: list[str],
    row: list[Any],
    doubted: list[str],
    program: Program,
    small: Path,
    tmp_path: Path,
) -> None:
    standing(small)
    file = write_csv(tmp_path / "a.csv", [["Cơ quan", *heads], ["Sở A", *row]])
    if doubted:
        problems = found(program, file, *LATER, "--lang", "en", at=small)
        assert {one["code"] for one in problems} == {"table-doubt"}
        assert words(problems) == doubted
        assert all(one["message"].startswith(("B2: ", "C2: ")) for one in problems)
    accepted = [f"--accept={word}" for word in doubted]
    take(program, file, *LATER, *accepted, at=small)


def test_check_judges_what_stands_in_the_end(program: Program, small: Path) -> None:
    standing(small, CORRECTED)
    ran = program("check", "--format", "json", at=small)
    warned = {
        (one["code"], one["line"]) for one in ran.json["diagnostics"] if "published-" in one["code"]
    }
    ranks = {line for code, line in warned if code == "published-rank"}
    assert warned - {("published-rank", line) for line in ranks} == {
        ("published-sum", 12),
        ("published-rating", 6),
    }
    assert ranks & {5, 6}


def test_check_says_what_was_wrong_from_the_beginning_once(program: Program, small: Path) -> None:
    standing(small, CORRECTED.replace("so-b, total: 85", 'so-b, groups: {"1": 40}'))
    path = small / "published/2023.yaml"
    path.write_text(path.read_text("utf-8").replace("total: 80", "total: 81"), "utf-8")
    ran = program("check", "--format", "json", at=small)
    warned = [(d["code"], d["line"]) for d in ran.json["diagnostics"] if "published-" in d["code"]]
    assert warned == [("published-sum", 5)]


def test_check_takes_a_contradiction_that_was_corrected_as_history(
    program: Program, small: Path
) -> None:
    right = 'so-b, total: 85, rating: Tốt, rank: 1, groups: {"1": 50, "2": 35}}\n'
    standing(
        small, CORRECTED.replace("so-b, total: 85}\n", right) + "      - {id: so-a, rank: 2}\n"
    )
    ran = program("check", "--format", "json", at=small)
    assert [one for one in ran.json["diagnostics"] if "published-" in one["code"]] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_rank_names_the_corrections_made_by_then(
    language: str, program: Program, small: Path
) -> None:
    standing(small, CORRECTED)
    later, before = (
        program("rank", "--lang", language, "--as-of", day, at=small).out
        for day in ("2024-06-01", "2024-05-31")
    )
    assert "Quyết định 401" in later
    assert "Quyết định 600" in later
    assert "Quyết định 600" not in before
    said = program("rank", "--as-of", "2024-06-01", "--format", "json", at=small).json
    assert said["corrections"] == [{"on": "2024-06-01", "source": "Quyết định 600"}]
