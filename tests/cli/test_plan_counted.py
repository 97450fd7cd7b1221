"""``dtiscore plan`` on the sample's 2024: what counted figures and several papers cost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from workspaces import run_in, sample_copy

if TYPE_CHECKING:
    from pathlib import Path

TASKS = "tasks/2024.yaml"
OPEN = {
    "kh05-boi-duong": (18_000_000, 6),
    "kh05-lanh-dao": (10_000_000, 4),
    "kh05-cap-do": (25_000_000, 15),
    "kh05-thanh-toan": (3_000_000, 10),
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return sample_copy(tmp_path)


@pytest.fixture
def run(place: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    def ran(*line: str, lang: str = "en") -> Any:
        options = ["--period", "2024", *line]
        return run_in(
            place,
            capsysbinary,
            "--as-of",
            "2024-05-07",
            "--lang",
            lang,
            *options[2:3],
            *options[:2],
            *options[3:],
        )

    return ran


def steps(run: Any, *line: str) -> tuple[Any, dict[str, Any]]:
    said = json.loads(run("plan", *line, "--format", "json").out)
    return said, {step["id"]: step for step in said["steps"]}


def test_a_counted_figure_costs_what_its_tasks_cost(run: Any) -> None:
    _, chosen = steps(run, "--must", "2.4.tasks_done=7")
    step = chosen["2.4.tasks_done=7"]
    assert (step["cost"], step["effort_days"]) == (0, 0)
    assert step["counted"] == [{"number": 4, "tasks": list(OPEN)}]
    assert {key: (chosen[key]["cost"], chosen[key]["effort_days"]) for key in OPEN} == OPEN


def test_of_few_tasks_the_cheapest_are_taken(run: Any) -> None:
    line = ("--must", "2.4.tasks_done=5", "--target", "60")
    _, chosen = steps(run, *line)
    assert set(OPEN) & set(chosen) == {"kh05-thanh-toan", "kh05-lanh-dao"}
    page = run("plan", *line, "--format", "md").out
    assert "counted from tasks, which have the price: kh05-lanh-dao, kh05-thanh-toan" in page


def test_a_task_that_is_due_after_the_year_does_not_count(run: Any, place: Path) -> None:
    file = place / TASKS
    text = file.read_text("utf-8")
    file.write_text(text.replace("due: 2024-08-31", "due: 2025-02-28"), "utf-8")
    said = json.loads(run("plan", "--format", "json").out)
    (kept,) = (one for one in said["withheld"] if one["id"] == "2.4.tasks_done=7")
    assert kept["proposal"] is None
    assert kept["reason"] == (
        "counted from the tasks of “kh-05-2024”, of which only 3 can still be done in 2024"
    )
    ran = run("plan", "--must", "2.4.tasks_done=7", lang="vi")
    assert ran.status == 2
    assert "chỉ còn 3 nhiệm vụ có thể hoàn thành trong năm 2024" in ran.err
    (line,) = (
        line
        for line in run("plan", "--format", "md", lang="vi").out.splitlines()
        if line.startswith("- không đưa vào: 2.4.")
    )
    assert "2.4.tasks\\_done=7" in line


def test_the_figure_is_not_written_as_a_task(run: Any, place: Path) -> None:
    line = ("--must", "2.4.tasks_done=5", "--target", "60", "--write", TASKS)
    said, chosen = steps(run, *line)
    assert "2.4.tasks_done=5" in chosen
    assert not any(
        "tasks-done" in name or "tasks_done" in name for name in said["written"]["tasks"]
    )


def test_several_papers_cost_as_much_as_so_many(run: Any) -> None:
    line = ("--all", "--until", "2024-10-31")
    said = json.loads(run("plan", *line, "--format", "json").out)
    there = {one["id"]: (one["cost"], one["effort_days"]) for one in said["choices"]}
    assert there["6.2/procedure-reports"] == (600_000, 3)
    assert there["6.2/procedure-reports@2024-09-30"] == (400_000, 2)
    assert there["1.3/committee-decision"] == (200_000, 1)


def test_what_is_possible_only_with_another_step_says_so(run: Any) -> None:
    """Of two meetings no four can be chaired."""
    said = json.loads(run("plan", "--all", "--budget", "0", "--format", "json").out)
    with_ = {one["id"]: one["only_with"] for one in said["choices"]}
    assert with_["1.2.chaired=4"] == ["1.1.meetings=4"]
    assert with_["1.1.meetings=4"] == []
    page = run("plan", "--all", "--budget", "0", "--format", "md").out
    assert "only with one of: 1.1.meetings=4" in page
