"""``dtiscore plan --until``: what can be there by a day, and what is said of the rest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from workspaces import ASSESSMENT, BASE, SERVICES, a_pdf, make_workspace, run_in

if TYPE_CHECKING:
    from pathlib import Path

REPORTED = """\
id: "2"
name: Báo cáo
max_score: 40
criteria:
  - id: "2.1"
    name: Báo cáo quý
    max_score: 20
    facts: {sent: {label: Gửi đủ báo cáo, type: yes_no}}
    rule: {kind: yes_no, fact: sent}
    proof:
      - {id: quarterly, label: Báo cáo từng quý, types: [BC], each: quarter, partial: yes}
  - id: "2.2"
    name: Báo cáo năm
    max_score: 10
    facts: {done: {label: Đã làm, type: yes_no}}
    rule: {kind: yes_no, fact: done}
    proof:
      - {id: year, label: Báo cáo năm, types: [BC], share: 1/2, due: 31/12}
      - {id: list, label: Danh sách, share: 1/2, due: 31/12}
  - id: "2.3"
    name: Tổng kết cuối năm
    max_score: 10
    facts: {held: {label: Đã tổng kết, type: yes_no}}
    rule: {kind: yes_no, fact: held}
    proof:
      - {id: minutes, label: Biên bản, types: [BB], within: {from: 2023-11-15, to: 2023-12-31}}
"""
STATED = """\
period: 2023
dates: {collect_by: 2024-01-10}
criteria:
  "1.1": {facts: {meetings: 1}}
  "1.2": {facts: {trained: 30, staff: 40}}
  "2.1": {facts: {sent: yes}}
  "2.2": {facts: {done: yes}}
  "2.3": {facts: {held: yes}}
"""
FILES: dict[str, str | bytes | None] = {
    SERVICES: REPORTED,
    ASSESSMENT: STATED,
    "criteria/small/cases/1.yaml": None,
    "units.yaml": BASE["units.yaml"],
    "published/2023.yaml": None,
    "evidence/2023/2.1/05-BC-SM_2023-02-03_quy-I.pdf": a_pdf("1"),
}


@pytest.fixture
def planned(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Runs the command on a day of the year, for all that is ready by another; JSON or text."""
    folder = make_workspace(tmp_path, FILES)

    def run(until: str | None, *more: str, day: str = "2023-05-02", lang: str = "en") -> Any:
        asked = () if until is None else ("--until", until)
        line = ["--as-of", day, "--lang", lang, "plan", *asked, *more]
        ran = run_in(folder, capsysbinary, *line, *(() if "md" in more else ("-f", "json")))
        assert ran.err == ""
        return ran.out if "md" in more else json.loads(ran.out)

    return run


def papers(said: Any) -> dict[str, float]:
    return {one["id"]: one["points"] for one in said["steps"] if one["kind"] == "paper"}


def reasons(said: Any) -> dict[str, str]:
    return {one["id"]: one["reason"] for one in said["left_out"]}


def test_no_paper_before_the_time_is_over_that_it_is_about(planned: Any) -> None:
    """The first quarter has its report; the others end in June, September and December."""
    some = {"2.1/quarterly@2023-06-30": 5, "2.2/list": 5}
    said = planned("2023-07-31")
    assert {key: n for key, n in papers(said).items() if key.startswith("2")} == some
    assert reasons(said) == {
        "2.1/quarterly": "2 of them cannot be issued before 2023-09-30",
        "2.2/year": "it cannot be issued before 2023-12-31",
        "2.3/minutes": "it cannot be issued before 2023-11-15",
    }
    step = next(one for one in said["steps"] if one["id"] == "2.1/quarterly@2023-06-30")
    assert step["title"] == "Supply 1 more: Báo cáo từng quý"
    assert step["papers"] == ["2.1/quarterly"]
    assert reasons(planned("2023-06-15"))["2.1/quarterly"] == (
        "it cannot be issued before 2023-12-31"
    )


def test_what_is_drawn_from_the_records_can_be_had_of_a_quarter_that_is_over(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A list of no type of document is no paper that had to be issued then."""
    listed = REPORTED.replace("types: [BC], each: quarter", "each: quarter")
    lists = {SERVICES: listed, "evidence/2023/2.1/05-BC-SM_2023-02-03_quy-I.pdf": None}
    folder = make_workspace(tmp_path, FILES | lists)
    line = ["--as-of", "2023-05-02", "plan", "--until", "2023-05-31", "-f", "json"]
    said = json.loads(run_in(folder, capsysbinary, *line).out)
    assert papers(said)["2.1/quarterly@2023-03-31"] == 5


def test_a_paper_that_is_somewhere_is_found_of_a_quarter_that_is_over(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Who has it was asked and said so; those of quarters to come can be nowhere yet."""
    note = "slots: {quarterly: {handed_in: {on: 2023-08-01, by: van-phong}}}\n"
    asked: dict[str, str | bytes | None] = {"evidence/2023/2.1/evidence.yaml": note}
    folder = make_workspace(tmp_path, FILES | asked)
    line = ["--lang", "en", "--as-of", "2023-08-02", "plan", "--until", "2023-08-31", "-f", "json"]
    said = json.loads(run_in(folder, capsysbinary, *line).out)
    assert papers(said)["2.1/quarterly@2023-06-30"] == 5
    assert reasons(said)["2.1/quarterly"] == "2 of them cannot be issued before 2023-09-30"


@pytest.mark.parametrize(
    ("there", "offered", "reason"),
    [
        ("2023-07-04", set(), "it cannot be issued before 2023-12-31"),
        ("2023-12-20", {"2.1/quarterly"}, None),
        (None, {"2.1/quarterly@2023-08-01"}, "1 of them cannot be issued before 2023-12-31"),
    ],
)
def test_the_last_of_several_reports_is_on_the_whole_year(
    there: str | None,
    offered: set[str],
    reason: str | None,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Of a six-month report and an annual one, the annual one cannot be there in August."""
    several = {SERVICES: REPORTED.replace("each: quarter, partial", "count: 2, partial")}
    first, paper = "evidence/2023/2.1/05-BC-SM_2023-02-03_quy-I.pdf", {}
    if there is not None:
        paper = {f"evidence/2023/2.1/05-BC-SM_{there}_bao-cao.pdf": a_pdf("1")}
    folder = make_workspace(tmp_path, FILES | several | {first: None} | paper)
    line = ["--lang", "en", "--as-of", "2023-08-01", "plan", "--until", "2023-08-31", "-f", "json"]
    said = json.loads(run_in(folder, capsysbinary, *line).out)
    assert {key for key in papers(said) if key.startswith("2.1")} == offered
    assert reasons(said).get("2.1/quarterly") == reason


def test_all_is_there_when_the_year_is_over(planned: Any) -> None:
    assert reasons(planned("2023-12-31")) == reasons(planned(None)) == {}
    free, bound = planned(None), planned("2023-12-31")
    assert free["reached"] == bound["reached"]
    assert papers(bound)["2.1/quarterly"] == 15


def test_a_task_supplies_the_quarters_that_have_begun_by_its_day(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Also one that a plan wrote: the later quarters are left to be chosen, on top of it."""
    task = "{id: bao-cao, title: Báo cáo quý, unit: van-phong, papers: [2.1/quarterly], "
    tasks = f"period: 2023\ntasks:\n  - {task} due: 2023-06-20, cost: 1tr}}\n"
    folder = make_workspace(tmp_path, FILES | {"tasks/2023.yaml": tasks})

    def run(*more: str) -> Any:
        line = ["--as-of", "2023-05-02", "--lang", "en", "plan", *more, "-f", "json"]
        return json.loads(run_in(folder, capsysbinary, *line).out)

    points = {one["id"]: one["points"] for one in run("--until", "2023-07-31")["steps"]}
    assert (points["bao-cao"], [key for key in points if "quarterly" in key]) == (5, [])
    said = run()
    points = {one["id"]: one["points"] for one in said["steps"]}
    assert (points["bao-cao"], points["2.1/quarterly"]) == (9, 6)
    rest = next(one for one in said["steps"] if one["id"] == "2.1/quarterly")
    assert (rest["title"], rest["requires"]) == ("Supply 2 more: Báo cáo từng quý", ["bao-cao"])
    assert "bao-cao" in {
        one["id"] for one in run("--must", "2.1/quarterly", "--budget", "1tr")["steps"]
    }


@pytest.mark.parametrize("until", [None, "2023-07-31", "2023-09-30"])
@pytest.mark.parametrize("begun", [True, False])
def test_a_plan_that_was_written_is_the_same_when_made_again(
    begun: bool,  # noqa: FBT001 - a case of the test
    until: str | None,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    """What goes on with a task is none: it would bring the first quarters for nothing."""
    file = "tasks/2023.yaml"
    task = "{id: bao-cao, title: Báo cáo quý, unit: van-phong, papers: [2.1/quarterly], "
    tasks = f"period: 2023\ntasks:\n  - {task} due: 2023-06-20, cost: 1tr}}\n"
    folder = make_workspace(tmp_path, FILES | ({file: tasks} if begun else {}))
    asked = () if until is None else ("--until", until)

    def run(*more: str) -> Any:
        line = ["--as-of", "2023-05-02", "--lang", "en", "plan", *more]
        return json.loads(run_in(folder, capsysbinary, *line, "-f", "json").out)

    before, later = run(*asked), run()
    written = run(*asked, "--write", file)["written"]["tasks"]
    assert any("quarterly" in name for name in written) is not begun
    if until is not None and not begun:
        said = yaml.safe_load((folder / file).read_text("utf-8"))["tasks"]
        ends = {"2023-07-31": "2023-06-30"}.get(until, until)
        (wrote,) = (one for one in said if "quarterly" in one["id"])
        assert str(wrote["due"]) == ends
    for again, one in ((run(*asked), before), (run(), later)):
        assert (again["reached"], again["cost"]) == (one["reached"], one["cost"])
    assert run(*asked, "--write", file)["written"]["tasks"] == []
    page = run_in(folder, capsysbinary, "--as-of", "2023-05-02", "--lang", "en", "plan", "-f", "md")
    assert ("goes on with the task “bao-cao”" in page.out) is begun


@pytest.mark.parametrize("until", [(), ("--until", "2023-10-31")])
def test_papers_that_several_tasks_leave_out_are_called_by_their_slot(
    until: tuple[str, ...], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    task = "  - {id: %s, title: Báo cáo, unit: van-phong, papers: [2.1/quarterly], due: %s}\n"
    days = {"t1": "2023-05-20", "t2": "2023-06-20"}
    tasks = "period: 2023\ntasks:\n" + "".join(task % each for each in days.items())
    folder = make_workspace(tmp_path, FILES | {"tasks/2023.yaml": tasks})

    def run(option: str, name: str) -> set[str]:
        line = ["--as-of", "2023-05-02", "--lang", "en", "plan", *until, option, name, "-f", "json"]
        ran = run_in(folder, capsysbinary, *line)
        assert ran.status == 0, ran.err
        return {one["id"] for one in json.loads(ran.out)["steps"] if "quarterly" in one["id"]}

    assert run("--not", "2.1/quarterly") == set()
    assert len(run("--must", "2.1/quarterly")) == 1
    (left,) = run("--not", "2.1/quarterly+t1")
    assert left.startswith("2.1/quarterly+t2")
    (left,) = run("--must", "2.1/quarterly+T1")
    assert left.startswith("2.1/quarterly+t1")


def test_a_day_that_binds_is_named(planned: Any) -> None:
    """With the later papers: what they would bring is not forgotten."""
    most = planned(None)["reached"]
    said = planned("2023-07-31", "--target", str(most))
    assert said["status"] == "infeasible"
    assert said["reliefs"] == [{"limit": "until", "value": "2023-12-31"}]
    named = planned("2023-07-31", "--must", "2.1/quarterly")
    assert "2.1/quarterly@2023-06-30" in papers(named)
    none = planned("2023-07-31", "--not", "2.1/quarterly")
    assert not [key for key in papers(none) if key.startswith("2.1")]


def test_steps_without_a_day_are_due_by_the_day(planned: Any) -> None:
    said = planned("2023-07-31")
    dues = {one["id"]: one["due"] for one in said["steps"]}
    assert dues.pop("2.1/quarterly@2023-06-30") == "2023-06-30"
    assert set(dues.values()) == {"2023-07-31"}
    assert said["undated"] == len(said["steps"]) - 1
    later = planned(None)
    assert max(one["due"] for one in later["steps"]) == "2024-01-10"


def test_the_year_after(planned: Any) -> None:
    """The same papers a year later: the first quarter had one last year, and will again."""
    said = planned("2024-07-31", day="2024-02-01")
    assert reasons(said) == {
        "2.1/quarterly": "2 of them cannot be issued before 2024-09-30",
        "2.2/year": "it cannot be issued before 2024-12-31",
        "2.3/minutes": "it cannot be issued before 2024-11-15",
    }
    assert "2.1/quarterly@2024-06-30" in papers(said)


def test_the_page_names_what_is_not_ready(planned: Any) -> None:
    text = " ".join(planned("2023-07-31", "-f", "md", lang="vi").split())
    assert "2.2/year “Báo cáo năm”: sớm nhất ngày 31/12/2023 mới ban hành được" in text
    assert "2 tài liệu trong số này sớm nhất ngày 30/09/2023 mới ban hành được" in text
