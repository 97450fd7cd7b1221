"""``dtiscore whatif``: what is supposed, against the same stated in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from clikit import HEAD, ROOT, Program, codes, exact

from workspaces import ASSESSMENT, BASE, PUBLISHED, make_workspace, sample_copy

if TYPE_CHECKING:
    from pathlib import Path

PAPER = "evidence/2023/1.1/minutes/{}-TB-SM_2023-05-05.pdf"


def whatif(program: Program, *arguments: str, at: Path) -> dict[str, Any]:
    ran = program("whatif", *arguments, "--format", "json", at=at)
    assert (ran.status, ran.err) == (0, "")
    document: dict[str, Any] = ran.json
    assert list(document)[: len(HEAD)] == HEAD
    gain = exact(document["after"]["final"]) - exact(document["before"]["final"])
    assert exact(document["gain"]) == gain
    return document


def test_a_fact_scores_as_if_it_were_stated(program: Program, tmp_path: Path) -> None:
    document = whatif(program, "1.2.trained=40", at=make_workspace(tmp_path / "a"))
    stated = BASE[ASSESSMENT].replace("trained: 30", "trained: 40")
    score = program("score", "-f", "json", at=make_workspace(tmp_path / "b", {ASSESSMENT: stated}))
    for key in ("claimed", "provable", "final"):
        assert document["after"][key] == score.json["total"][key]
    assert document["gain"] == 10
    assert [one["id"] for one in document["criteria"]] == ["1.2"]


def test_a_shared_fact_moves_every_criterion_that_sees_it(program: Program, small: Path) -> None:
    document = whatif(program, "2.1.staff=60", at=small)
    assert [one["id"] for one in document["criteria"]] == ["1.2", "2.1"]
    assert document["facts"][0] | {"label": ""} == {
        "criterion": "1.2",
        "fact": "staff",
        "label": "",
        "before": "40",
        "after": "60",
    }


def test_papers_fill_a_slot_one_by_one(program: Program, small: Path) -> None:
    one = whatif(program, "--add-paper", "1.1", at=small)
    assert one["papers"] == [{"criterion": "1.1", "slot": "minutes"}]
    assert one["gain"] == 5
    four = whatif(program, *["--add-paper", "1.1/minutes"] * 4, at=small)
    assert four["gain"] == 20


def test_a_paper_shows_what_is_supposed(program: Program, small: Path) -> None:
    late = whatif(program, "2.2.issued=01/04/2023", "--add-paper", "2.2/plan", at=small)
    assert late["gain"] == 0
    document = whatif(program, "2.2.issued=30/03/2023", "--add-paper", "2.2", at=small)
    assert document["gain"] == 10
    assert document["after"]["final"] == document["once_proved"]


def test_unproved_facts_gain_only_once_they_are_proved(program: Program, small: Path) -> None:
    stated = BASE[ASSESSMENT].replace("meetings: 4", "meetings: 1")
    (small / ASSESSMENT).write_text(stated, "utf-8")
    document = whatif(program, "1.1.meetings=4", at=small)
    assert document["gain"] == 0
    assert document["unproved"] == [{"criterion": "1.1", "slot": "minutes"}]
    four = whatif(program, "1.1.meetings=4", *["--add-paper", "1.1"] * 4, at=small)
    assert document["once_proved"] == four["once_proved"] == four["after"]["final"]
    assert exact(document["once_proved"]) - exact(document["before"]["final"]) == 20


def test_the_papers_that_are_lacking_are_named_with_the_score_they_bring(
    program: Program, tmp_path: Path
) -> None:
    """Also those of what was stated before: with them all the points are as it says."""
    place = sample_copy(tmp_path)
    line = ("4.1.trained=45", "--period", "2024", "--as-of", "2024-05-07")
    document = whatif(program, *line, at=place)
    lacking = ["training-assignment", "training-results"]
    assert document["unproved"] == [{"criterion": "4.1", "slot": slot} for slot in lacking]
    supplied = [word for slot in lacking for word in ("--add-paper", f"4.1/{slot}")]
    after = whatif(program, *line, *supplied, at=place)
    assert after["unproved"] == []
    assert document["once_proved"] == after["after"]["final"] == after["once_proved"] == 84.84
    out = " ".join(program("whatif", *line, at=place).out.split())
    assert "đạt 84,84 điểm khi nộp thêm: 4.1 “" in out


def test_what_is_not_evaluated_names_what_it_waits_for(program: Program, tmp_path: Path) -> None:
    place = sample_copy(tmp_path)
    line = ("6.1.online_dossiers=900", "--period", "2024", "--as-of", "2024-05-07")
    out = program("whatif", *line, at=place).out
    assert "6.1 không tính được vì chưa khai: 6.1.dossiers “" in " ".join(out.split())
    assert "Điểm không đổi" not in out
    (one,) = whatif(program, *line, at=place)["criteria"]
    assert one["waits_for"] == ["dossiers"]


def test_an_option_is_called_by_its_label_as_well(program: Program, tmp_path: Path) -> None:
    place = sample_copy(tmp_path)
    line = ("--period", "2024", "--as-of", "2024-05-07")
    named = whatif(program, "1.3.committee_head=deputy", *line, at=place)
    for label in ("Phó Giám đốc Sở", "phó giám đốc sở"):
        assert whatif(program, f"1.3.committee_head={label}", *line, at=place) == named
    ran = program("whatif", "1.3.committee_head=abcxyz", *line, at=place)
    assert "director “Giám đốc Sở”, deputy" in " ".join(ran.err.split())


def test_judged_points(program: Program, small: Path) -> None:
    document = whatif(program, "2.3.points=9,5", at=small)
    assert document["points"] == [{"criterion": "2.3", "before": 6, "after": 9.5}]
    assert document["after"]["claimed"] - document["before"]["claimed"] == 3.5


def test_rating_and_rank(program: Program, small: Path) -> None:
    """46 points stand below the other's 77.5; all papers and facts lead above."""
    every = ["1.2.trained=40", "2.1.signing=40", *["--add-paper", "1.1"] * 4, "--add-paper", "2.2"]
    document = whatif(program, *every, at=small)
    assert (document["before"]["rank"], document["after"]["rank"]) == (2, 1)
    assert document["before"]["rating"] != document["after"]["rating"]
    assert document["among"]["of"] == 2
    assert document["among"]["status"] == "illustrative"


def test_agencies_without_a_known_total_are_counted_as_rank_counts_them(
    program: Program, small: Path
) -> None:
    """One is listed without a total, one was only in the results of the year before."""
    unscored = "  - {id: so-la, name: Sở Lạ}\n"
    (small / PUBLISHED).write_text(BASE[PUBLISHED] + unscored, "utf-8")
    before = BASE[PUBLISHED].replace("2023", "2022") + "  - {id: so-cu, name: Sở Cũ, total: 60}\n"
    (small / PUBLISHED).with_name("2022.yaml").write_text(before, "utf-8")
    among = whatif(program, "1.2.trained=40", at=small)["among"]
    ranked = program("rank", "--format", "json", at=small).json["cohorts"][0]
    assert (among["of"], among["unknown"]) == (ranked["of"], 2) == (4, 2)
    page = program("whatif", "1.2.trained=40", "--lang", "en", at=small).out
    caveat = "ranks among the agencies with a known result: 2 others may stand anywhere"
    assert "Rank: 2 → 2 of 4 agencies" in page
    assert caveat in page
    assert caveat in program("rank", "--lang", "en", at=small).out
    (small / PUBLISHED).with_name("2022.yaml").unlink()
    (small / PUBLISHED).write_text(BASE[PUBLISHED], "utf-8")
    assert whatif(program, "1.2.trained=40", at=small)["among"]["unknown"] == 0
    assert "stand anywhere" not in program("whatif", "1.2.trained=40", "--lang", "en", at=small).out


def test_equal_printed_values_share_a_rank(program: Program, small: Path) -> None:
    before = whatif(program, "1.2.trained=30", at=small)["before"]["final"]
    (small / PUBLISHED).write_text(BASE[PUBLISHED].replace("77.5", str(before)), "utf-8")
    assert whatif(program, "1.2.trained=30", at=small)["before"]["rank"] == 1


def test_without_others_results_there_is_no_rank(program: Program, tmp_path: Path) -> None:
    sample = sample_copy(tmp_path)
    (sample / "published/2023.yaml").unlink()
    document = whatif(program, "1.1.meetings=5", at=sample)
    assert document["before"]["rank"] is None
    assert document["among"] is None
    assert "Thứ hạng: chưa biết" in program("whatif", "1.1.meetings=5", at=sample).out
    ranked = whatif(program, "1.1.meetings=5", at=ROOT)
    assert (ranked["before"]["rank"], ranked["among"]["of"]) == (18, 19)


def test_what_is_confirmed_stays(program: Program) -> None:
    document = whatif(program, "1.6.points=10", at=ROOT)
    (judged,) = document["criteria"]
    assert judged["confirmed"]
    assert judged["before"]["final"] == judged["after"]["final"] == 5
    assert document["gain"] == 0
    assert "giữ nguyên: 1.6" in program("whatif", "1.6.points=10").out


def test_what_is_named_and_does_not_move_is_a_line(program: Program, small: Path) -> None:
    """A row of equal figures under “Criteria that move” contradicted its heading."""
    for named, rows, line in (
        (["1.2.trained=40", "2.1.signing=20"], ["1.2"], "Points that do not change: 2.1"),
        (["2.1.signing=20"], [], "Points that do not change: 2.1"),
        (["1.2.trained=40"], ["1.2"], None),
    ):
        out = program("whatif", *named, "--lang", "en", at=small).out
        table = out.partition("Criteria that move")[2]
        found = [row[:3] for row in table.splitlines() if row[:1].isdigit()]
        assert found == rows
        assert ("Criteria that move" in out) is bool(rows)
        assert [row for row in out.splitlines() if "do not change" in row] == [line] * bool(line)
    named = whatif(program, "2.1.signing=20", at=small)["criteria"]
    assert [one["id"] for one in named] == ["2.1"]


def test_nothing_is_written(program: Program, small: Path) -> None:
    before = {path: path.read_bytes() for path in small.rglob("*.yaml")}
    whatif(program, "1.1.meetings=9", "--add-paper", "1.1", at=small)
    assert {path: path.read_bytes() for path in small.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    ("argument", "code", "hint"),
    [
        ("1.1.meetings", "not-a-change", "1.1.meetings=4"),
        ("=4", "not-a-change", "1.1.meetings=4"),
        ("1.1.meetings=", "not-a-change", "1.1.meetings=4"),
        ("1.1.meetings=bốn", "not-a-number", ""),
        ("1.1.meetings=1.000", "ambiguous-number", "1000"),
        ("1.1.meetings=4,5", "not-whole", ""),
        ("1.1.meetings=-1", "negative", ""),
        ("2.2.issued=2023-02-30", "not-a-date", ""),
        ("1.1.meeting=4", "unknown-fact", "meetings"),
        ("1.1.trained=4", "unknown-fact", "1.2.trained"),
        ("1.9.meetings=4", "unknown-criterion", ""),
        ("1.2.trained=41", "part-above-whole", ""),
        ("2.3.points=11", "above-maximum", ""),
        ("2.3.points=abc", "not-a-number", ""),
        ("1.1.points=3", "unknown-fact", "meetings"),
    ],
)
def test_what_cannot_be_supposed(
    argument: str, code: str, hint: str, program: Program, small: Path
) -> None:
    ran = program("whatif", argument, "--format", "json", at=small)
    assert codes(ran) == [(code, argument)]
    assert hint in program("whatif", argument, at=small).err


def test_all_wrong_arguments_are_named(program: Program, small: Path) -> None:
    ran = program("whatif", "a=1", "1.1.meetings=x", "2.9.y=1", "-f", "json", at=small)
    assert sorted(code for code, _ in codes(ran)) == [
        *("not-a-change", "not-a-number", "unknown-criterion")
    ]
    twice = program("whatif", "1.2.staff=50", "2.1.staff=60", "-f", "json", at=small)
    assert codes(twice) == [("not-a-change", "2.1.staff=60")]
    assert codes(program("whatif", "-f", "json", at=small)) == [("not-a-change", "whatif")]


@pytest.mark.parametrize(
    ("paper", "code"),
    [("9.9", "unknown-criterion"), ("1.1/minute", "unknown-slot"), ("2.3", "not-one-of")],
)
def test_papers_that_cannot_be(paper: str, code: str, program: Program, small: Path) -> None:
    assert codes(program("whatif", "--add-paper", paper, "-f", "json", at=small)) == [
        (code, "--add-paper")
    ]


def test_one_of_several_slots_must_be_named(program: Program) -> None:
    ran = program("whatif", "--add-paper", "2.2", "--period", "2024", "-f", "json")
    assert codes(ran) == [("not-one-of", "--add-paper")]
    assert (
        "2.2/document-decision" in program("whatif", "--add-paper", "2.2", "--period", "2024").err
    )
