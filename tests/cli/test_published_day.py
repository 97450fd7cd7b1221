"""``published import`` on a day: against what stood then, and nothing that would have no effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tablekit import found, stands, take, write_csv

from workspaces import ASSESSMENT, PUBLISHED, SERVICES

if TYPE_CHECKING:
    from pathlib import Path

    from clikit import Program
    from tablekit import Rows

HEADS = ["Cơ quan", "Tổng"]
STANDS = """\
period: 2023
source: Quyết định 401
on: 2024-04-05
status: official
agencies:
  - {id: so-a, name: Sở A, total: 60}
  - {id: so-mau, name: Sở Mẫu, total: 50}
"""
CORRECTED = (
    STANDS
    + """\
corrections:
  - on: 2024-06-01
    source: Quyết định 600
    status: official
    agencies:
      - {id: so-a, total: 65}
"""
)


def table(tmp_path: Path, a: float, ours: float = 50) -> Path:
    rows: Rows = [HEADS, ["Sở A", a], ["Sở Mẫu", ours]]
    return write_csv(tmp_path / "a.csv", rows)


@pytest.fixture
def empty(empty: Path) -> Path:
    """The small workspace before anything was published; one criterion compares with the best."""
    path = empty / SERVICES
    compares = (
        "measured_by: Hệ thống\n    facts: {apps: {label: Số ứng dụng, type: count}}\n"
        "    rule: {kind: peer_ratio, fact: apps}"
    )
    text = path.read_text("utf-8").replace("rule: {kind: judged}", compares)
    path.write_text(text, "utf-8")
    path = empty / ASSESSMENT
    text = path.read_text("utf-8")
    path.write_text(text[: text.index('  "2.3":')], "utf-8")
    return empty


def on(day: str) -> tuple[str, ...]:
    return ("--on", day, "--source", "Quyết định 500", "--status", "official")


# --- what stands on the day -----------------------------------------------------------------------


def test_a_table_is_held_against_what_stood_on_its_day(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    (empty / PUBLISHED).write_text(CORRECTED, "utf-8")
    again = ("--on", "2024-04-05", "--source", "Quyết định 401", "--status", "official")
    said = take(program, table(tmp_path, 60), *again, "--write", at=empty)
    assert (said["changes"], said["stated"], said["written"]) == ([], [], False)
    later = take(program, table(tmp_path, 60), *on("2024-07-01"), at=empty)
    assert [(one["before"], one["after"]) for one in later["changes"]] == [(65, 60)]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("day", "other"),
    [("2024-05-20", ("01/06/2024", "2024-06-01")), ("2024-04-04", ("05/04/2024", "2024-04-05"))],
)
def test_a_correction_that_comes_too_early_is_refused(
    day: str, other: tuple[str, ...], language: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    text = CORRECTED if day == "2024-05-20" else STANDS
    (empty / PUBLISHED).write_text(text, "utf-8")
    more = (*on(day), "--write", "--lang", language)
    (problem,) = found(program, table(tmp_path, 61), *more, at=empty)
    assert (problem["code"], problem["file"]) == ("result-too-early", "--on")
    said = problem["message"]
    assert any(each in said for each in other)
    year, month, date = day.split("-")
    assert f"{date}/{month}/{year}" in said or day in said
    assert (empty / PUBLISHED).read_text("utf-8") == text


@pytest.mark.parametrize("day", ["2024-04-05", "2024-06-01", "2024-06-02"])
def test_a_correction_of_the_same_day_or_later_has_effect(
    day: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    (empty / PUBLISHED).write_text(CORRECTED if day > "2024-06" else STANDS, "utf-8")
    assert take(program, table(tmp_path, 61), *on(day), "--write", at=empty)["written"]
    (cohort,) = program("rank", "--format", "json", at=empty, as_of=day).json["cohorts"]
    (row,) = (one for one in cohort["rows"] if one["id"] == "so-a")
    assert row["total"] == 61


def test_a_file_of_corrections_alone_is_corrected(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    text = (
        "period: 2023\ncorrections:\n"
        "  - {on: 2024-05-01, agencies: [{id: so-a, name: Sở A, total: 60}]}\n"
    )
    (empty / PUBLISHED).write_text(text, "utf-8")
    file = table(tmp_path, 61)
    assert {one["code"] for one in found(program, file, at=empty)} == {"result-undated"}
    (early,) = found(program, file, *on("2024-04-30"), at=empty)
    assert early["code"] == "result-too-early"
    said = take(program, file, *on("2024-06-01"), "--write", at=empty)
    assert said["form"] == "correction"
    assert [(one["agency"], one["before"], one["after"]) for one in said["changes"]] == [
        ("so-a", 60, 61),
        ("so-mau", None, 50),
    ]
    assert "agencies" not in stands(empty)
    assert [one["agencies"][0]["total"] for one in stands(empty)["corrections"]] == [60, 61]


# --- the day at the head of the file --------------------------------------------------------------

UNDATED = STANDS.replace("on: 2024-04-05\n", "")
BESIDE = "period: 2023\nsource: Báo cáo\nstatus: illustrative\naverages: {total: 55}\n"


@pytest.mark.parametrize("day", ["2024-04-05", None])
@pytest.mark.parametrize(
    "more",
    [
        "averages: {total: 55, source: Báo cáo, status: illustrative}\n",
        'bests: {"2.3": {value: 4, source: Báo cáo, status: illustrative}}\n',
        "  - {id: so-c, name: Sở C, total: 40, source: Báo cáo, status: illustrative}\n",
        "corrections: [{on: 2024-09-01, agencies: [{id: so-a, total: 61}]}]\n",
    ],
)
def test_the_day_of_what_else_stands_is_not_changed(
    more: str, day: str | None, program: Program, empty: Path, tmp_path: Path
) -> None:
    text = (STANDS if day else UNDATED) + more
    (empty / PUBLISHED).write_text(text, "utf-8")
    file = table(tmp_path, 60)
    ran = program(
        *("published", "import", str(file), "--on", "2024-05-01", "--write", "--lang", "en"),
        at=empty,
    )
    assert (ran.status, "result-head" in ran.err, "“on:”" in ran.err) == (2, True, True)
    assert (empty / PUBLISHED).read_text("utf-8") == text
    if day:
        assert take(program, file, "--on", day, at=empty)["stated"] == []


@pytest.mark.parametrize("stated", ["", "on: 2024-04-05\n"])
@pytest.mark.parametrize("more", ["", 'bests: {"2.3": {value: 4}}\n'])
def test_agencies_do_not_change_the_day_of_averages(
    more: str, stated: str, program: Program, empty: Path, tmp_path: Path
) -> None:
    text = stated + BESIDE + more
    (empty / PUBLISHED).write_text(text, "utf-8")
    ran = program(
        *("published", "import", str(table(tmp_path, 60)), "--on", "2024-05-01", "--lang", "en"),
        *("--write",),
        at=empty,
    )
    assert (ran.status, "result-head" in ran.err, "--on" in ran.err) == (2, True, True)
    assert (empty / PUBLISHED).read_text("utf-8") == text


def test_a_day_may_be_said_of_results_that_stand_alone(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    (empty / PUBLISHED).write_text(UNDATED, "utf-8")
    said = take(program, table(tmp_path, 60), "--on", "2024-05-01", "--write", at=empty)
    assert [(one["field"], one["after"]) for one in said["stated"]] == [("on", "2024-05-01")]
    assert str(stands(empty)["on"]) == "2024-05-01"


def test_a_scale_is_said_of_agencies_beside_bests(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    (empty / PUBLISHED).write_text('period: 2023\nbests: {"2.3": {value: 4}}\n', "utf-8")
    rows: Rows = [HEADS, ["Sở A", "60%"]]
    file = write_csv(tmp_path / "a.csv", rows)
    take(program, file, "--scale", "percent", "--write", at=empty)
    assert stands(empty)["scale"] == "percent"
    assert take(program, file, "--scale", "percent", at=empty)["stated"] == []


# --- twice ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [(), ("--status", "official")])
@pytest.mark.parametrize(
    ("before", "form"),
    [
        (None, "new"),
        ("period: 2023\nsource:\non:\nagencies: []\n", "agencies"),
        (STANDS, "correction"),
        (STANDS.replace("  - {id: so-a, name: Sở A, total: 60}\n", ""), "correction"),
        ("on: 2024-06-01\n" + BESIDE, "agencies"),
        ("on: 2024-06-01\n" + BESIDE + 'bests: {"2.3": {value: 4}}\n', "agencies"),
    ],
)
def test_the_same_table_twice_says_nothing_new(
    before: str | None,
    form: str,
    status: tuple[str, ...],
    program: Program,
    empty: Path,
    tmp_path: Path,
) -> None:
    if before is not None:
        (empty / PUBLISHED).write_text(before, "utf-8")
    line = ("--on", "2024-06-01", "--source", "Quyết định 500", *status, "--write")
    file = table(tmp_path, 62)
    first = take(program, file, *line, at=empty)
    assert (first["form"], first["written"]) == (form, True)
    written = (empty / PUBLISHED).read_text("utf-8")
    again = take(program, file, *line, at=empty)
    assert (again["changes"], again["stated"], again["written"]) == ([], [], False)
    assert (empty / PUBLISHED).read_text("utf-8") == written


def test_what_only_a_correction_says_is_not_said_of_all(
    program: Program, empty: Path, tmp_path: Path
) -> None:
    text = CORRECTED.replace("status: official\nagencies", "status: illustrative\nagencies")
    (empty / PUBLISHED).write_text(text, "utf-8")
    (problem,) = found(program, table(tmp_path, 65), "--status", "official", at=empty)
    assert problem["code"] == "result-head"


@pytest.mark.parametrize("command", ["rank", "gaps"])
def test_before_the_day_the_way_out_is_the_command_s_own(
    command: str, program: Program, small: Path
) -> None:
    text = (small / "published/2023.yaml").read_text("utf-8")
    (small / "published/2023.yaml").write_text(f"on: 2024-04-05\n{text}", "utf-8")
    ran = program(command, "--as-of", "2024-03-01", "--lang", "en", at=small)
    assert ran.status == 2
    assert "--as-of" in ran.err
    assert ("--vs-max" in ran.err) == (command == "gaps")


@pytest.mark.parametrize("command", ["rank", "gaps"])
def test_without_results_the_way_out_is_to_take_them_in(
    command: str, program: Program, empty: Path
) -> None:
    ran = program(command, "--lang", "en", at=empty)
    assert ran.status == 2
    assert "dtiscore published import FILE --period 2023" in ran.err
