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
        (["Tổng", "Xếp loại", "1. Nhận thức số"], [65, "Khá", 35], ["ranks"]),
        (["Tổng", "Xếp loại", "1. Nhận thức số", "Hạng"], [65, "Khá", 35, 2], []),
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
    assert warned == {("published-sum", 12), ("published-rating", 12), ("published-rank", 12)}


def test_check_names_a_correction_of_groups_that_leaves_the_total(
    program: Program, small: Path
) -> None:
    standing(small, CORRECTED.replace("total: 85", 'groups: {"1": 41}'))
    ran = program("check", "--format", "json", at=small)
    warned = [(d["code"], d["line"]) for d in ran.json["diagnostics"] if "published-" in d["code"]]
    assert warned == [("published-sum", 12)]


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


def many(folder: Path) -> Path:
    """Twenty agencies, ours the 17th with 53 points and rated by them."""
    rows = "".join(
        f"  - {{id: so-{n}, name: Sở {n}, total: {70 - n}, rating: Khá, rank: {n}}}\n"
        for n in range(1, 21)
    )
    text = f"period: 2023\nsource: QĐ 500\non: 2024-04-05\nstatus: official\nagencies:\n{rows}"
    path = folder / "published/2023.yaml"
    path.write_text(text.replace("so-17, name: Sở 17", "so-mau, name: Sở Mẫu"), "utf-8")
    return folder


@pytest.mark.parametrize("total", [56.5, 50.5])
def test_a_standing_rank_that_a_new_total_contradicts_is_doubted(
    total: float, program: Program, small: Path, tmp_path: Path
) -> None:
    many(small)
    file = write_csv(tmp_path / "a.csv", [["Cơ quan", "Tổng"], ["Sở Mẫu", total]])
    before = (small / "published/2023.yaml").read_text("utf-8")
    (problem,) = found(program, file, *LATER, "--write", at=small)
    assert problem["message"].startswith("B2: ")
    assert words([problem]) == ["ranks"]
    assert "17" in problem["message"]
    assert (small / "published/2023.yaml").read_text("utf-8") == before
    take(program, file, *LATER, "--accept", "ranks", "--write", at=small)
    lines = (small / "published/2023.yaml").read_text("utf-8").splitlines()
    (corrected,) = (n for n, line in enumerate(lines, 1) if f"total: {total}" in line)
    ran = program("check", "--format", "json", at=small)
    warned = [one for one in ran.json["diagnostics"] if one["code"] == "published-rank"]
    assert [(one["line"], "17" in one["message"]) for one in warned] == [(corrected, True)]


def test_a_new_total_that_keeps_the_rank_is_not_doubted(
    program: Program, small: Path, tmp_path: Path
) -> None:
    many(small)
    file = write_csv(tmp_path / "a.csv", [["Cơ quan", "Tổng"], ["Sở Mẫu", 53.5]])
    take(program, file, *LATER, "--write", at=small)
    ran = program("check", "--format", "json", at=small)
    assert [one for one in ran.json["diagnostics"] if one["code"] == "published-rank"] == []


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


@pytest.mark.parametrize("language", ["vi", "en"])
def test_score_says_of_each_part_which_decision_it_is_from(
    language: str, program: Program, small: Path, tmp_path: Path
) -> None:
    many(small)
    file = write_csv(tmp_path / "a.csv", [["Cơ quan", "Tổng"], ["Sở Mẫu", 56.5]])
    take(program, file, *LATER, "--accept", "ranks", "--write", at=small)
    page = program("score", "--lang", language, at=small).out
    lines = [line for line in page.splitlines() if "QĐ 500" in line or "Quyết định 600" in line]
    made_up, official = {"vi": ("minh họa", "chính thức"), "en": ("illustrative", "official")}[
        language
    ]
    expected = [
        (("56,5" if language == "vi" else "56.5"), made_up, "Quyết định 600"),
        ("Khá", official, "QĐ 500"),
        ("17", official, "QĐ 500"),
    ]
    assert len(lines) == len(expected)
    for line, words_ in zip(lines, expected, strict=True):
        assert all(word in line for word in words_), line
    wrong = {"vi": "được công bố hạng 17", "en": "was published as rank 17"}[language]
    assert [line for line in page.splitlines() if wrong in line and "14" in line]
    said = program("score", "--format", "json", at=small).json["published"]["origins"]
    assert said == {
        "total": {"status": "illustrative", "source": "Quyết định 600"},
        "rating": {"status": "official", "source": "QĐ 500"},
        "rank": {"status": "official", "source": "QĐ 500"},
    }


def test_score_says_one_decision_once(program: Program, small: Path) -> None:
    page = program("score", "--lang", "en", at=many(small)).out
    assert "53, Khá, rank 17 (official; QĐ 500)" in page
    assert "was published as rank" not in page


def only_ours_made_up(folder: Path, *, other: bool = False) -> Path:
    """Official results, of which ours was corrected by an illustrative one; or another, too."""
    path = many(folder) / "published/2023.yaml"
    more = ", {id: so-3, total: 67.1}" if other else ""
    path.write_text(
        path.read_text("utf-8")
        + "corrections:\n  - {on: 2024-06-01, source: QĐ 600, status: illustrative, agencies:"
        f" [{{id: so-mau, total: 56.5, rank: 14}}{more}]}}\n",
        "utf-8",
    )
    return folder


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("other", [False, True])
def test_figures_of_the_others_are_called_illustrative_only_where_one_is(
    language: str, program: Program, small: Path, *, other: bool
) -> None:
    only_ours_made_up(small, other=other)
    others = {
        "vi": "Số liệu của các cơ quan khác là số liệu minh họa",
        "en": "The figures of the others are illustrative",
    }[language]
    ours = {
        "vi": "Chỉ số liệu của Sở là số liệu minh họa",
        "en": "Only our own figures are illustrative",
    }[language]
    ran = program("rank", "--target-ranks", "5", "--lang", language, at=small)
    assert (others in ran.out, ours in ran.out) == (other, not other)
    page = program("plan", "--raise-ranks", "1", "--lang", language, at=small).out
    (line,) = (line for line in page.splitlines() if "20/20" in line or "20 of 20" in line)
    said = {"vi": ("(chính thức, riêng của Sở là minh họa)", "(minh họa)")}.get(
        language, ("(official, only ours illustrative)", "(illustrative)")
    )
    assert said[other] in line


def test_official_figures_are_not_called_illustrative(program: Program, small: Path) -> None:
    ran = program("rank", "--target-ranks", "5", "--lang", "en", at=many(small))
    assert "figures are illustrative" not in ran.out
    page = program("plan", "--raise-ranks", "1", "--lang", "en", at=small).out
    assert "20 of 20 ranked agencies (official)" in page
