"""One run names every problem, and one mistake is one problem: no cascade, and nothing hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bad_files import Bad, Found, changed, made
from workspaces import (
    ASSESSMENT,
    AWARENESS,
    BASE,
    CASES,
    PUBLISHED,
    SERVICES,
    SET,
    SETTINGS,
    UNITS,
    make_workspace,
    run_in,
)

Captured = pytest.CaptureFixture[bytes]

FIVE = made(
    "five errors in three files",
    {
        **changed(UNITS, "lead: phong-cntt", "lead: phong-cnt", "unit: van-phong", "unit: xyz"),
        **changed(ASSESSMENT, "meetings: 4", "meetings: 1.000", '"2.3":', '"2.33":'),
        **changed(SET, "from: 0}", "from: 5}"),
    },
    f"ambiguous-number {ASSESSMENT} 5:17",
    f"unknown-criterion {ASSESSMENT} 16:3",
    f"bands {SET} 9:5",
    f"unknown-unit {UNITS} 5:29",
    f"unknown-unit {UNITS} 7:12",
)


def found_in(bad: Bad, folder: Path, captured: Captured, language: str = "vi") -> Bad:
    """The same workspace with what ``check`` finds there."""
    bad.lay_down(folder)
    ran = run_in(folder, captured, "check", "--format", "json", "--lang", language)
    assert ran.err == ""
    assert ran.status == (2 if bad.errors else 0)
    found = tuple(
        Found(one["file"], one["line"] or 0, one["column"] or 0, one["code"])
        for one in json.loads(ran.out)["diagnostics"]
    )
    return Bad(bad.name, bad.files, found, bad.links)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_five_errors_in_three_files_are_found_in_one_run_and_in_order(
    language: str, tmp_path: Path, capsysbinary: Captured
) -> None:
    assert len(FIVE.expected) == 5
    assert len({found.file for found in FIVE.expected}) == 3
    assert found_in(FIVE, tmp_path, capsysbinary, language) == FIVE


@pytest.mark.parametrize("arguments", [["score"], ["gaps", "--vs-average"], ["checklist"]])
def test_a_command_without_an_answer_names_them_all_too(
    arguments: list[str], tmp_path: Path, capsysbinary: Captured
) -> None:
    FIVE.lay_down(tmp_path)
    ran = run_in(tmp_path, capsysbinary, *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("error [") == 5 or ran.err.count("lỗi [") == 5


def test_two_runs_print_the_same(tmp_path: Path, capsysbinary: Captured) -> None:
    FIVE.lay_down(tmp_path)
    first, second = (run_in(tmp_path, capsysbinary, "check") for _ in range(2))
    assert first == second


NO_CASCADE = (
    made(
        "a group with a syntax error leaves what refers to it alone",
        {AWARENESS: BASE[AWARENESS] + '  - id: "1.3\n'},
        "yaml-syntax 25:9",
    ),
    made(
        "so does a group with an unknown key",
        changed(AWARENESS, "measured_by", "measured_bi"),
        "unknown-key 20:5",
    ),
    made("so does an empty group", {AWARENESS: ""}, "empty-file"),
    made("so does a missing group", {AWARENESS: None}, f"missing-file {SET} 10:10"),
    made(
        "so does a group that is listed under another name",
        changed(SET, "1-awareness", "1-aware"),
        "missing-file 10:10",
        f"unlisted-file {AWARENESS}",
    ),
    made(
        "a proof slot of a shared fact whose group is broken is not blamed",
        {
            AWARENESS: "",
            **changed(
                SERVICES,
                "    measured_by: Cơ sở dữ liệu cán bộ\n    facts:\n      signing:",
                "    facts:\n      signing:",
                "    rule: {kind: ratio",
                "    proof:\n"
                "      - {id: a, label: A, shows: {fact: staff, by: number}}\n"
                "      - {id: b, label: B, types: [DS], count_of: signing}\n"
                "    rule: {kind: ratio",
            ),
        },
        f"empty-file {AWARENESS}",
    ),
    made(
        "an unreadable header is one problem",
        changed(SET, "title:", "titel:"),
        "missing-key 1:1",
        "unknown-key 3:1",
    ),
    made(
        "an unknown set is one problem",
        changed(SETTINGS, "criteria: small", "criteria: large"),
        "unknown-set 3:11",
    ),
    made(
        "a fact of a type its rule cannot use is no problem of the assessment",
        {
            **changed(AWARENESS, "tập huấn, type: count", "tập huấn, type: date"),
            **changed(ASSESSMENT, "trained: 30", "trained: 15/02/2023"),
        },
        f"fact-type {AWARENESS} 24:31",
    ),
    made(
        "nor is one called like the points of a judged criterion",
        {
            **changed(
                SERVICES,
                "    rule: {kind: judged}",
                "    facts: {points: {label: Điểm, type: date}}\n    rule: {kind: judged}",
            ),
            **changed(ASSESSMENT, "points: 6", "facts: {points: 15/02/2023}\n    points: 6"),
        },
        f"unused-fact {SERVICES} 24:13",
    ),
    made(
        "a fact that cannot be shared is no unknown key where it is stated",
        {
            **changed(SERVICES, 'same_as: "1.2.staff"', 'same_as: "1.2.stuff"'),
            **changed(ASSESSMENT, "signing: 20", "signing: 20\n      staff: 40"),
        },
        f"shared-fact {SERVICES} 11:24",
    ),
    made(
        "a fact the rule misspells is not blamed on the slot that counts it",
        changed(AWARENESS, "fact: meetings", "fact: meeting"),
        "unused-fact 10:7",
        "unknown-fact 13:13",
    ),
    made(
        "the first of two criteria with one id is the one the others mean",
        changed(SERVICES, 'id: "2.3"', 'id: "1.1"'),
        "duplicate-id 21:9",
    ),
    made(
        "a set without cohorts has no maximum of a cohort",
        changed(SERVICES, "max_score: 40", "max_score: {co-tthc: 40}"),
        "cohort-maxima 3:12",
    ),
)


@pytest.mark.parametrize("bad", NO_CASCADE, ids=[bad.name for bad in NO_CASCADE])
def test_one_mistake_is_one_problem(bad: Bad, tmp_path: Path, capsysbinary: Captured) -> None:
    assert found_in(bad, tmp_path, capsysbinary) == bad


BROKEN = "period: [2023\n"
NOTHING_HIDDEN = (
    made(
        "behind a broken assessment",
        {
            ASSESSMENT: BROKEN,
            **changed(AWARENESS, "points: 20", "points: 25"),
            **changed(SERVICES, "due: 31/03", "due: 31/13"),
            **changed(UNITS, "lead: phong-cntt", "lead: phong-cnt"),
            **changed(PUBLISHED, "total: 77.5", "total: -1"),
        },
        f"yaml-syntax {ASSESSMENT} 1:9",
        f"above-maximum {AWARENESS} 14:37",
        f"not-a-date {SERVICES} 18:47",
        f"negative {PUBLISHED} 7:41",
        f"unknown-unit {UNITS} 5:29",
    ),
    made(
        "behind broken settings",
        {
            SETTINGS: BROKEN,
            **changed(ASSESSMENT, "explanation", "explanaton"),
            **changed(AWARENESS, "points: 20", "points: 25"),
            **changed(UNITS, "lead: phong-cntt", "lead: phong-cnt"),
            **changed(PUBLISHED, "total: 77.5", "total: -1"),
        },
        f"yaml-syntax {SETTINGS} 1:9",
        f"unknown-key {ASSESSMENT} 18:5",
        f"above-maximum {AWARENESS} 14:37",
        f"negative {PUBLISHED} 7:41",
        f"unknown-unit {UNITS} 5:29",
    ),
    made(
        "behind a broken group",
        {
            AWARENESS: "",
            **changed(SERVICES, "fact: issued, due", "fact: isued, due"),
            **changed(ASSESSMENT, "period: 2023", "period: 2022"),
            **changed(UNITS, "unit: van-phong", "unit: xyz"),
        },
        f"period-mismatch {ASSESSMENT} 1:9",
        f"empty-file {AWARENESS}",
        f"unused-fact {SERVICES} 17:7",
        f"unknown-fact {SERVICES} 18:34",
        f"unknown-unit {UNITS} 7:12",
    ),
    made(
        "behind a broken rule",
        {
            **changed(AWARENESS, "points: 20", "points: 25"),
            **changed(ASSESSMENT, "staff: 40", "staff: 20", "period: 2023", "period: 2022"),
        },
        f"above-maximum {AWARENESS} 14:37",
        f"part-above-whole {ASSESSMENT} 8:16",
        f"period-mismatch {ASSESSMENT} 1:9",
    ),
    made(
        "in other periods",
        {
            "assessments/2021.yaml": "period: 2022\n",
            "assessments/2022.yaml": 'period: 2022\ncriteria:\n  "9": {}\n',
            "published/2020.yaml": "total: 5\n",
            **changed(ASSESSMENT, "period: 2023", "period: 2022"),
        },
        "period-mismatch assessments/2021.yaml 1:9",
        "unknown-criterion assessments/2022.yaml 3:3",
        f"period-mismatch {ASSESSMENT} 1:9",
        "missing-key published/2020.yaml 1:1",
        "unknown-key published/2020.yaml 1:1",
    ),
    made(
        "in sets that are not in use",
        {
            "criteria/other/set.yaml": BASE[SET].replace("small", "other"),
            "criteria/other/1-awareness.yaml": BASE[AWARENESS].replace("points: 20", "points: 25"),
            "criteria/other/2-services.yaml": BASE[SERVICES],
        },
        "above-maximum criteria/other/1-awareness.yaml 14:37",
    ),
    made(
        "in several cases of one file",
        {CASES: BASE[CASES].replace("20, p", "19, p") + BASE[CASES].replace("5}", "6}")},
        "case-failed 5:21",
        "case-failed 10:35",
    ),
)


@pytest.mark.parametrize("bad", NOTHING_HIDDEN, ids=[bad.name for bad in NOTHING_HIDDEN])
def test_no_mistake_hides_another(bad: Bad, tmp_path: Path, capsysbinary: Captured) -> None:
    assert found_in(bad, tmp_path, capsysbinary) == bad


def test_what_a_command_does_not_read_is_no_obstacle(
    tmp_path: Path, capsysbinary: Captured
) -> None:
    folder = make_workspace(
        tmp_path, {"assessments/2022.yaml": "a\n", "published/2021.yaml": "b\n", CASES: "c\n"}
    )
    assert run_in(folder, capsysbinary, "score").status == 0
    assert run_in(folder, capsysbinary, "check").status == 2
