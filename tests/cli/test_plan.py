"""``dtiscore plan``: ranks and points to reach, limits, what is written, and bad options."""

# mypy: no-strict-equality

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from clikit import clean_environment

from workspaces import (
    ASSESSMENT,
    AWARENESS,
    BASE,
    PUBLISHED,
    SETTINGS,
    Ran,
    a_pdf,
    make_workspace,
    run_in,
    sample_copy,
)

if TYPE_CHECKING:
    from pathlib import Path

TASKS = "tasks/2024.yaml"
PLACES = "".join(
    f"  - {{id: so-{n}, name: Sở {n}, total: {total}}}\n"
    for n, total in enumerate((90, 82, "77.5", 70, 60))
)
"""Ours has 51.5: rank 6 of 6."""
LEARNT = """\
title: Lớp tập huấn
unit: van-phong
status: illustrative
effect: {facts: {"1.2": {trained: 40}}}
cost: 12000000
effort_days: 6
ready_by: 2024-09-30
"""
SIGNED = """\
title: Cấp chữ ký số
unit: phong-cntt
effect: {facts: {"2.1": {signing: 40}}}
cost: 7500000
effort_days: 2
ready_by: 2024-06-30
chance: 4/5
"""
FILES: dict[str, str | bytes | None] = {
    PUBLISHED: BASE[PUBLISHED].replace("total: 63.5", "total: 51.5")
    + PLACES.replace("  - {id: so-2, name: Sở 2, total: 77.5}\n", ""),
    "evidence/2023/1.1/05-TB-SM_2023-03-03_hop.pdf": a_pdf("1"),
    "evidence/2023/2.2/01-KH-SM_2023-02-15_ke-hoach.pdf": a_pdf("2"),
    "proposals/2024/tap-huan.yaml": LEARNT,
    "proposals/2024/chu-ky-so.yaml": SIGNED,
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return make_workspace(tmp_path, FILES)


class Planned:
    """Runs the command on a workspace."""

    def __init__(self, folder: Path, captured: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self.captured = folder, captured

    def run(self, *arguments: str, lang: str = "en") -> Ran:
        return run_in(self.folder, self.captured, "--lang", lang, "plan", *arguments)

    def json(self, *arguments: str, status: int = 0) -> Any:
        ran = self.run(*arguments, "--format", "json")
        assert (ran.status, ran.err) == (status, ""), ran
        return json.loads(ran.out)


@pytest.fixture
def planned(place: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Planned:
    return Planned(place, capsysbinary)


# --- what is reached --------------------------------------------------------------------------


def test_so_many_ranks(planned: Planned) -> None:
    said = planned.json("--raise-ranks", "2")
    assert said["rank"] | {"source": None} == {
        "now": 6,
        "target": 4,
        "reached": 4,
        "needed": 70,
        "period": 2023,
        "source": None,
        "status": "illustrative",
        "members": 6,
        "of": 6,
        "passed": ["so-4"],
        "level": ["so-3"],
        "certainty": None,
        "in_ten": None,
    }
    assert (said["status"], said["gap"], said["year"], said["target"]) == ("optimal", 0, 2024, 70)
    assert said["reached"] >= 70
    assert sum(step["points"] for step in said["steps"]) == said["reached"] - said["now"]
    assert sum(step["cost"] or 0 for step in said["steps"]) == said["cost"]
    keys = ["id", "criterion", "title", "points", "cost", "effort_days", "unit", "due"]
    assert all(set(keys) <= set(step) for step in said["steps"])


def test_what_is_reached_is_what_the_score_then_is(planned: Planned, place: Path) -> None:
    """The plan carried out in the files: facts stated, papers laid down, the period scored."""
    said = planned.json()
    chosen = {step["id"] for step in said["steps"]}
    assert chosen == {"tap-huan", "chu-ky-so", "1.1/minutes"}
    facts = BASE[ASSESSMENT].replace("trained: 30", "trained: 40")
    (place / ASSESSMENT).write_text(facts.replace("signing: 20", "signing: 40"), "utf-8")
    for number in range(2, 5):
        file = place / f"evidence/2023/1.1/0{number}-TB-SM_2023-0{number}-09_hop.pdf"
        file.write_bytes(a_pdf(f"paper {number}"))
    ran = run_in(place, planned.captured, "score", "--format", "json")
    assert json.loads(ran.out)["total"]["final"] == said["reached"]


def test_the_cheapest_of_several(planned: Planned) -> None:
    said = planned.json("--target", "80")
    assert said["now"] == 61
    assert {step["id"] for step in said["steps"]} == {"1.1/minutes", "chu-ky-so"}
    assert (said["cost"], said["effort_days"], said["uncosted"]) == (7_500_000, 2, 1)
    assert said["chance"] == 0.8
    paper = next(step for step in said["steps"] if step["kind"] == "paper")
    assert (paper["cost"], paper["effort_days"]) == (None, None)
    text = planned.run("--target", "80").out
    assert "1 of 2 steps have no estimated cost, and count 0 VND" in text
    assert "2 person-days as far as they are estimated" in " ".join(text.split())
    assert "as far as" not in planned.run("--must", "tap-huan", "--not", "1.1").out
    assert "about 8 in 10 that it comes to that, if each proposal" in text
    assert "ILLUSTRATIVE PROPOSALS AND TASKS" in text


def test_demanded_and_ruled_out(planned: Planned) -> None:
    said = planned.json("--target", "80", "--not", "2.1", "--must", "tap-huan")
    assert "tap-huan" in {step["id"] for step in said["steps"]}
    assert "chu-ky-so" not in {step["id"] for step in said["steps"]}
    assert planned.json("--must", "1.1")["steps"]


def test_steps_without_an_earliest_finish_are_counted(planned: Planned) -> None:
    """They are taken to be ready by any day, which has to be known of the plan."""
    asked = ("--target", "80", "--until", "2024-07-31")
    assert planned.json(*asked)["undated"] == 1
    line = "1 of 2 steps have no earliest finish, and are taken to be ready by 2024-07-31"
    assert line in planned.run(*asked).out
    dated = ("--until", "2024-07-31", "--not", "1.1")
    assert planned.json(*dated)["undated"] == 0
    assert "no earliest finish" not in planned.run(*dated).out


def test_money_in_every_spelling(planned: Planned) -> None:
    costs = {
        amount: planned.json("--budget", amount)["cost"]
        for amount in ("8tr", "8 triệu đồng", "8000000", "0,008 tỷ", "8.000.000", "8000k")
    }
    assert set(costs.values()) == {7_500_000}
    assert planned.json("--effort", "5d")["effort_days"] == 2
    assert planned.json("--effort", "8,5 ngày")["effort_days"] == 8


def test_detail(planned: Planned) -> None:
    said = planned.json("--target", "60", "--detail", "--all")
    assert [one["cost"] for one in said["frontier"]] == [19_500_000, 7_500_000, 0]
    assert [one["points"] for one in said["frontier"]] == [96, 86, 76]
    assert {one["id"] for one in said["choices"]} >= {"tap-huan", "chu-ky-so", "1.1/minutes"}
    assert "Points against cost" in planned.run("--detail").out


def test_what_more_would_buy_is_measured_from_the_plan_printed(planned: Planned) -> None:
    """Not from another set on the frontier that costs as much."""
    said = planned.json("--target", "60", "--detail")
    assert (said["reached"], said["cost"], said["steps"]) == (61, 0, [])
    assert said["more"] == {"million": 15, "million_effort_days": 0, "day": 15, "day_cost": 0}
    said = planned.json("--target", "80", "--detail", "--budget", "25tr")
    assert said["cost"] == 7_500_000
    assert said["more"] == {"million": 0, "million_effort_days": 0, "day": 0, "day_cost": 0}
    text = planned.run("--target", "60", "--detail").out
    assert "a million VND on top of this plan could bring 15.00 points more\n" in text


# --- what cannot be -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--budget", "5tr", "--not", "1.1"],
        ["--until", "2024-05-31", "--not", "1.1"],
        ["--not", "1.1", "--not", "1.2", "--not", "2.1"],
    ],
)
def test_an_empty_plan_says_so(arguments: list[str], planned: Planned) -> None:
    """Nothing is reached, and nothing has to be done for a target nobody asked for."""
    ran = planned.run(*arguments)
    assert ran.status == 0
    assert (
        "Nothing can be done within the limits for more points: it stays at 61.00 points" in ran.out
    )
    assert "Nothing has to be done" not in ran.out
    assert "The plan reaches" not in ran.out
    assert planned.json(*arguments)["steps"] == []


def test_limits_are_named_only_where_there_are_some(planned: Planned, place: Path) -> None:
    bound, free = ["--budget", "5tr"], list[str]()
    for arguments, limited in ((bound, True), (free, False)):
        for target in ([], ["--target", "99"]):
            text = " ".join(planned.run(*arguments, *target).out.split())
            assert (" the limits" in text) is limited, text
    infeasible = planned.run("--target", "99").out
    assert "Not possible: 96.00 points at most can be reached, 3.00 too few" in infeasible
    assert "The most that can be reached" in infeasible
    for name in ("tap-huan", "chu-ky-so"):
        (place / f"proposals/2024/{name}.yaml").unlink()
    facts = BASE[ASSESSMENT].replace("trained: 30", "trained: 40").replace("meetings: 4", "")
    (place / ASSESSMENT).write_text(facts.replace("signing: 20", "signing: 40"), "utf-8")
    assert "Nothing is known that could be done for more points" in planned.run().out
    assert "Nothing has to be done" not in planned.run("--target", "99").out


def test_which_limit_binds_and_what_would_do(planned: Planned) -> None:
    said = planned.json("--target", "80", "--budget", "5tr", status=1)
    assert (said["status"], said["reached"]) == ("infeasible", 76)
    assert said["reliefs"] == [{"limit": "budget", "value": 7_500_000}]
    ran = planned.run("--target", "80", "--budget", "5tr")
    assert ran.status == 1
    assert "the budget binds: 7,500,000 VND would be enough" in ran.out
    said = planned.json("--target", "80", "--until", "2024-05-31", status=1)
    assert said["reliefs"] == [{"limit": "until", "value": "2024-06-30"}]
    said = planned.json("--target", "99", status=1)
    assert (said["reliefs"], said["most"]) == ([], 96)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--budget", "abc"], "not-an-amount"),
        (["--budget", "300"], "not-an-amount"),
        (["--budget", "-5tr"], "not-an-amount"),
        (["--budget", "1.500tr"], "ambiguous-number"),
        (["--effort", "4 tháng"], "not-an-amount"),
        (["--raise-ranks", "0"], "not-an-amount"),
        (["--raise-ranks", "năm"], "not-an-amount"),
        (["--target", "x"], "not-a-number"),
        (["--target", "101"], "target-range"),
        (["--until", "hôm qua"], "not-a-date"),
        (["--target", "70", "--raise-ranks", "1"], "options-conflict"),
        (["--must", "nothing"], "unknown-step"),
        (["--must", "tap-huen"], "unknown-step"),
        (["--not", "9.9"], "unknown-step"),
        (["--must", "2.1", "--not", "2.1"], "plan-contradiction"),
        (["--write", "tasks/2023.yaml"], "other-tasks-file"),
    ],
)
def test_bad_options(arguments: list[str], code: str, planned: Planned) -> None:
    for lang in ("vi", "en"):
        ran = planned.run(*arguments, lang=lang)
        assert (ran.status, ran.out) == (2, "")
        assert f"[{code}]" in ran.err
        assert "Traceback" not in ran.err
    ran = planned.run(*arguments, "--format", "json")
    assert ran.status == 2
    assert [found["code"] for found in json.loads(ran.out)["diagnostics"]] == [code]


def test_what_is_not_offered_is_named_with_the_reason(planned: Planned, place: Path) -> None:
    """Every wrong option at once."""
    tasks = """\
period: 2024
tasks:
  - {id: dau-moi, title: Làm đầu mối, unit: van-phong}
  - {id: da-xong, title: Đã xong, unit: van-phong, state: done, on: 2024-03-01}
  - {id: thoi, title: Thôi, unit: van-phong, state: dropped, on: 2024-03-01, reason: thừa}
"""
    (place / "tasks").mkdir(exist_ok=True)
    (place / TASKS).write_text(tasks, "utf-8")
    signed = place / "proposals/2024/chu-ky-so.yaml"
    signed.write_text(f"{SIGNED}state: done\n", "utf-8")
    line = ["--must", "xyz", "--must", "da-xong", "--not", "abc", "--not", "dau-moi"]
    ran = planned.run(*line, "--not", "thoi", "--must", "chu-ky-so", "-f", "json")
    assert ran.status == 2
    said = json.loads(ran.out)["diagnostics"]
    found = {(one["file"], one["message"].partition(" – ")[0]) for one in said}
    left_out = "“{}” cannot be part of the plan: {}"
    nothing = "there is no step, paper, task or proposal “{}” to choose from"
    open_ = "nothing says what it brings, for it names no paper that is missing"
    assert found == {
        ("--must", nothing.format("xyz")),
        ("--must", left_out.format("da-xong", "it is done already")),
        ("--must", left_out.format("chu-ky-so", "it is done already")),
        ("--not", nothing.format("abc")),
        ("--not", left_out.format("dau-moi", open_)),
        ("--not", left_out.format("thoi", "it was dropped")),
    }


def test_ranks_without_other_agencies(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    alone = BASE[PUBLISHED].replace(
        "  - {id: so-khac, name: Sở Khác, total: 77.5, rating: Khá}\n", ""
    )
    for content in (alone, None):
        folder = tmp_path / str(content is None)
        make_workspace(folder, {PUBLISHED: content})
        ran = Planned(folder, capsysbinary).run("--raise-ranks", "5")
        assert (ran.status, ran.out) == (2, "")
        assert "[no-data]" in ran.err


def test_what_cannot_be_done_is_named_with_its_reason(planned: Planned, place: Path) -> None:
    file = place / "proposals/2024/tap-huan.yaml"
    file.write_text(LEARNT + "feasible: no\n", "utf-8")
    assert planned.json()["left_out"] == [
        {"id": "tap-huan", "title": "Lớp tập huấn", "reason": "not feasible"}
    ]
    (kept,) = (one for one in planned.json()["withheld"] if one["id"] == "1.2.trained=40")
    assert kept == {
        "id": "1.2.trained=40",
        "title": "Số cán bộ được tập huấn: from 30 to 40",
        "proposal": "tap-huan",
        "reason": "only by the proposal “tap-huan”, which cannot be part of the plan: not feasible",
    }
    lines = planned.run().out.splitlines()
    assert any("nor are the steps and papers offered" in line for line in lines)
    ran = planned.run("--must", "1.2")
    assert (ran.status, "cannot be part of the plan: only by the proposal" in ran.err) == (2, True)
    ran = planned.run("--must", "tap-huan")
    assert (ran.status, "cannot be part of the plan: not feasible" in ran.err) == (2, True)
    file.write_text(LEARNT + "requires: [nobody]\n", "utf-8")
    assert planned.run().status == 2


@pytest.mark.parametrize(
    ("facts", "day", "late"),
    [
        (True, "2023-12-31", False),
        (True, "2024-01-01", True),
        (False, "2024-01-20", False),
        (False, "2024-01-21", True),
    ],
)
def test_too_late_is_the_same_for_plan_and_proposal_check(
    *,
    facts: bool,
    day: str,
    late: bool,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Figures count until the assessed days end, papers until the hand-in."""
    effect = '{facts: {"1.2": {trained: 40}}}' if facts else "{papers: [1.1/minutes]}"
    said = f"{{title: Lớp, unit: van-phong, effect: {effect}, cost: 5000000, ready_by: {day}}}"
    dates = "dates: {submit_by: 2024-01-20}\n"
    files = {"proposals/2023/lop.yaml": said, ASSESSMENT: dates + BASE[ASSESSMENT]}
    folder = make_workspace(tmp_path, {**FILES, **files})
    head = ("--lang", "en", "--as-of", "2023-06-01")
    plan = run_in(folder, capsysbinary, *head, "plan", "--format", "json")
    listed = run_in(folder, capsysbinary, *head, "proposal", "list", "--format", "json")
    assert (plan.status, listed.status) == (0, 0), (plan.err, listed.err)
    assert ("lop" in [one["id"] for one in json.loads(plan.out)["left_out"]]) is late
    assert ("ready_too_late" in json.loads(listed.out)["proposals"][0]["faults"]) is late
    last = "31/12/2023" if facts else "20/01/2024"
    page = run_in(folder, capsysbinary, "--lang", "vi", *head[2:], "proposal", "check").out
    assert (f"sau hạn {last}" in page) is late


# --- proposals that cannot be decided on ---------------------------------------------------------

WHOLE = (
    SIGNED
    + """\
necessity: Chưa đủ người có chữ ký số
resources: Một cán bộ
funding: [{source: Ngân sách, amount: 7500000}]
legal_basis: Nghị định 130/2018/NĐ-CP
technical_basis: Danh sách đã rà soát
feasible: yes
"""
)
JUDGED = ("state", "verdict", "lacks", "faults")


def judged(said: Any, step: str) -> tuple[Any, ...]:
    """What the plan says of one step as a proposal."""
    (one,) = (each for each in said["steps"] if each["id"] == step)
    return tuple(one[key] for key in JUDGED)


def test_a_proposal_that_lacks_something_is_chosen_and_marked(planned: Planned) -> None:
    said = planned.json("--target", "80")
    assert judged(said, "chu-ky-so") == (
        "proposed",
        "incomplete",
        ["necessity", "resources"],
        ["feasibility_not_stated", "not_funded", "no_legal_basis", "no_technical_basis"],
    )
    assert judged(said, "1.1/minutes") == (None, None, [], [])
    assert said["unready"] == 1
    text = " ".join(planned.run("--target", "80", "--format", "md").out.split())
    assert "– INCOMPLETE: its necessity is not stated; its resources are not stated" in text
    assert "7,500,000 VND have no source of funds" in text
    assert "1 of 2 steps cannot be decided on as they stand" in text


def test_a_whole_proposal_is_not_marked(planned: Planned, place: Path) -> None:
    (place / "proposals/2024/chu-ky-so.yaml").write_text(WHOLE, "utf-8")
    said = planned.json("--target", "80")
    assert judged(said, "chu-ky-so") == ("proposed", "ready", [], [])
    assert said["unready"] == 0
    assert "as they stand" not in planned.run("--target", "80").out


@pytest.mark.parametrize(
    ("state", "chosen", "unready"),
    [("approved", 1, 0), ("adjusted", 1, 1), ("declined", 0, 0), ("done", 0, 0)],
)
def test_what_became_of_a_proposal(
    state: str, chosen: int, unready: int, planned: Planned, place: Path
) -> None:
    """Whoever sent it back waits for another; what was turned down is never chosen."""
    file = place / "proposals/2024/chu-ky-so.yaml"
    file.write_text(f"{WHOLE}state: {state}\nreason: Lãnh đạo Sở\n", "utf-8")
    (place / "proposals/2024/tap-huan.yaml").unlink()
    said = planned.json()
    assert [step["id"] for step in said["steps"]].count("chu-ky-so") == chosen
    assert said["unready"] == unready
    assert [one["id"] for one in said["left_out"]] == ["chu-ky-so"] * (state == "declined")
    shown = " ".join(planned.run().out.split())
    assert ("sent back to be adjusted" in shown) is (state == "adjusted")


def test_what_rests_on_an_unready_proposal_is_counted(planned: Planned, place: Path) -> None:
    file = place / "proposals/2024/chu-ky-so.yaml"
    file.write_text(WHOLE + "requires: [tap-huan]\n", "utf-8")
    said = planned.json("--must", "chu-ky-so")
    assert judged(said, "tap-huan")[1] == "incomplete"
    assert judged(said, "chu-ky-so")[1] == "ready"
    assert said["unready"] == 2


@pytest.mark.parametrize("period", ["2023", "2024"])
def test_the_verdict_is_that_of_proposal_check(
    period: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Of the sample, and also where the plan is for the year after its period."""
    day = ("--as-of", "2024-05-07", "--format", "json")
    folder = sample_copy(tmp_path)
    ran = run_in(folder, capsysbinary, "proposal", "check", "--period", "2024", *day)
    said = {one["id"]: one["verdict"] for one in json.loads(ran.out)["proposals"]}
    ran = run_in(folder, capsysbinary, "plan", "--period", period, *day)
    verdicts = {one["id"]: one["verdict"] for one in json.loads(ran.out)["steps"]}
    found = {key: verdict for key, verdict in verdicts.items() if verdict is not None}
    assert {"incomplete", "ready"} <= set(found.values())
    assert found == {key: said[key] for key in found}


# --- the year after ------------------------------------------------------------------------------

OWN = "period: 2024\ndates: {collect_by: 2025-01-08, submit_by: 2025-01-20}\ncriteria:\n"


def test_the_dates_of_the_years_own_assessment_hold(planned: Planned, place: Path) -> None:
    """Not those of the year before, moved by a year."""
    dated = BASE[ASSESSMENT].replace("criteria:", "dates: {collect_by: 2024-01-10}\ncriteria:", 1)
    (place / ASSESSMENT).write_text(dated, "utf-8")

    def due() -> tuple[str, int]:
        said = planned.json()
        paper = next(step for step in said["steps"] if step["kind"] == "paper")
        return paper["due"], said["year_stated"]

    assert due() == ("2025-01-10", 0)
    own = place / "assessments/2024.yaml"
    own.write_text(OWN + '  "1.1": {facts: {meetings: }}\n', "utf-8")
    assert due() == ("2025-01-08", 0)
    assert "figures of its own" not in planned.run().out
    own.write_text(OWN + '  "1.1": {facts: {meetings: 2}}\n  "2.3":\n', "utf-8")
    assert due() == ("2025-01-08", 1)
    said = "2024 has figures of its own already, of 1 criteria, which this plan does not look at"
    assert said in " ".join(planned.run().out.split())
    own.write_text("period: 2024\ncriteria: {}\n", "utf-8")
    assert due() == ("2025-01-10", 0)


def test_a_proposal_after_the_hand_in_of_the_year_itself(planned: Planned, place: Path) -> None:
    """It counts by the days of its own year: here they end in August."""
    own = "period: 2024\ndates: {to: 2024-08-31, submit_by: 2024-12-10}\ncriteria: {}\n"
    (place / "assessments/2024.yaml").write_text(own, "utf-8")
    said = planned.json()
    assert [one["id"] for one in said["left_out"]] == ["tap-huan"]
    assert "after 2024-08-31" in said["left_out"][0]["reason"]


def test_what_is_wrong_with_the_year_itself_is_said(planned: Planned, place: Path) -> None:
    own = "period: 2024\ndates: {collect_by: sớm}\n"
    (place / "assessments/2024.yaml").write_text(own, "utf-8")
    ran = planned.run()
    assert (ran.status, ran.out) == (2, "")
    assert "assessments/2024.yaml:2:" in ran.err


# --- tasks ----------------------------------------------------------------------------------------


def test_written_as_tasks_with_the_difference_first(planned: Planned, place: Path) -> None:
    planned.run("--target", "80")
    assert not (place / TASKS).exists()
    ran = planned.run("--target", "80", "--write", TASKS)
    assert ran.status == 0
    assert "+++ tasks/2024.yaml" in ran.err
    assert "+  - {id: plan-chu-ky-so" in ran.err
    tasks = {
        task["id"]: task for task in yaml.safe_load((place / TASKS).read_text("utf-8"))["tasks"]
    }
    assert set(tasks) == {"plan-chu-ky-so", "plan-1-1-minutes"}
    assert tasks["plan-chu-ky-so"]["unit"] == "phong-cntt"
    assert tasks["plan-chu-ky-so"]["cost"] == 7_500_000
    assert tasks["plan-1-1-minutes"]["papers"] == ["1.1/minutes"]
    assert all({"unit", "due", "criteria"} <= set(task) for task in tasks.values())
    before = (place / TASKS).read_bytes()
    again = planned.json("--target", "80", "--write", TASKS)
    assert again["written"]["tasks"] == []
    assert (place / TASKS).read_bytes() == before


def test_a_step_whose_task_was_closed_is_written_anew(planned: Planned, place: Path) -> None:
    """Else the plan would hold a step that nobody has on a list."""
    planned.run("--target", "80", "--write", TASKS)
    text = (place / TASKS).read_text("utf-8")
    closed = "plan-1-1-minutes, state: dropped, reason: chưa cần"
    (place / TASKS).write_text(text.replace("plan-1-1-minutes", closed, 1), "utf-8")
    again = planned.json("--target", "80", "--write", TASKS)
    assert again["written"]["tasks"] == ["plan-1-1-minutes-2"]
    assert planned.json("--target", "80", "--write", TASKS)["written"]["tasks"] == []


def test_what_things_usually_take_is_not_written_as_stated(planned: Planned, place: Path) -> None:
    """The next plan would take it for a price of the task's own."""
    usual = "estimates: {paper: {cost: 200000, effort_days: 1}, step: {cost: 3tr}}\n"
    (place / SETTINGS).write_text(BASE[SETTINGS] + usual, "utf-8")
    proposal = place / "proposals/2024/chu-ky-so.yaml"
    proposal.write_text(SIGNED.replace("title: Cấp", "title: cấp"), "utf-8")
    (place / "proposals/2024/tap-huan.yaml").unlink()
    steps = {step["id"]: (step["cost"], step["effort_days"]) for step in planned.json()["steps"]}
    planned.run("--write", TASKS, lang="vi")
    said = yaml.safe_load((place / TASKS).read_text("utf-8"))["tasks"]
    tasks = {task["id"]: task for task in said}
    assert len(tasks) == 3
    assert all(task["title"][0].isupper() for task in said)
    stated = {key for key, task in tasks.items() if {"cost", "effort_days"} & set(task)}
    assert stated == {"plan-chu-ky-so"}
    again = planned.json()
    priced = {step["id"]: (step["cost"], step["effort_days"]) for step in again["steps"]}
    assert priced["plan-1-1-minutes"] == steps["1.1/minutes"] == (600_000, 3)


def test_nothing_is_written_of_what_is_not_possible(planned: Planned, place: Path) -> None:
    assert planned.json("--target", "99", "--write", TASKS, status=1)["written"] is None
    assert not (place / TASKS).exists()


# --- forms ----------------------------------------------------------------------------------------


def test_stdout_holds_the_document_and_nothing_else(place: Path) -> None:
    """A solver that greets the reader would be heard here."""
    for arguments in (["--target", "80"], ["--raise-ranks", "1"], ["--detail"]):
        command = [sys.executable, "-m", "dtiscore", "-C", str(place), "--as-of", "2024-04-01"]
        command += ["plan", *arguments, "--format", "json"]
        ran = subprocess.run(command, capture_output=True, env=clean_environment(), check=True)
        assert ran.stderr == b""
        assert json.loads(ran.stdout)["schema"] == "dtiscore/plan/1"


def test_csv_and_an_empty_plan(planned: Planned, place: Path) -> None:
    ran = planned.run("--target", "80", "--format", "csv")
    assert ran.out.splitlines()[0].startswith("criteria_set,status,id,kind,criterion,title")
    assert len(ran.out.splitlines()) == 3
    assert "Nothing has to be done for that." in planned.run("--target", "50").out
    (place / AWARENESS).unlink()
    assert planned.run().status == 2
