"""One bad file per class of failure: the code, the file, the line and the column, exactly.

A file in ``bad/`` is itself the broken file of the small workspace (`workspaces.BASE`). Its first
lines say which file it replaces and everything that must be found, and nothing else:

    # file: assessments/2023.yaml
    # beside: evidence/2023/1.1/a.pdf         another file that must lie there
    # expect: ambiguous-number 7:17           CODE [FILE] [LINE:COLUMN]

What text cannot hold, or what takes two files, stands in `MADE`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bad_files import PROBLEMS, SEVERITY, Bad, Found, changed, from_file, made, of_line
from dtiscore.base.diagnostics import Severity
from dtiscore.base.text import printable
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
    Ran,
    make_workspace,
    run_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).with_name("bad")
LANGUAGES = ("vi", "en")

# What only an option or an argument can bring about.
OF_THE_COMMAND_LINE = {
    "busy",
    "day-to-come",
    "form-cell",
    "form-conflict",
    "form-formula",
    "form-paper",
    "form-formula-read",
    "form-of-another",
    "form-row",
    "form-rows-missing",
    "hand-in-over",
    "in-the-way",
    "not-a-form",
    "not-imported",
    "not-a-table",
    "result-head",
    "result-scale",
    "result-too-early",
    "result-undated",
    "table-accepted",
    "table-cell",
    "table-columns",
    "table-doubt",
    "not-a-workbook",
    "not-a-plan",
    "needs-option",
    "not-a-certainty",
    "not-begun",
    "options-conflict",
    "other-periods",
    "period-exists",
    "period-running",
    "period-skipped",
    "prefers-nothing",
    "plan-days",
    "plan-document",
    "plan-due",
    "plan-refused",
    "plan-state",
    "plan-support",
    "plan-title",
    "plan-twice",
    "plan-undated",
    "plan-year",
    "until-past",
    "year-order",
    "plan-unit",
    "proposal-exists",
    "same-title",
    "task-year",
    "unknown-task",
    "which-instance",
    "no-crosswalk",
    "not-a-change",
    "workbook-refused",
    "cannot-edit",
    "cannot-write",
    "leads-out",
    "other-tasks-file",
    "plan-contradiction",
    "unknown-step",
    "no-data",
    "no-workspace",
    "not-empty",
    "not-for-screen",
    "not-locked",
    "other-form",
    "target-range",
    "unknown-agency",
}

# What takes ten thousand files; see tests/evidence/test_scan.py.
OF_MANY_FILES = {"too-many-files"}


def _bomb(words: int, uses: int, levels: int) -> str:
    """A value of so many words, repeated by alias, and that again, level by level."""
    first = f"  - &l1 [{', '.join(['a'] * words)}]\n"
    rest = (
        f"  - &l{level} [{', '.join([f'*l{level - 1}'] * uses)}]\n" for level in range(2, levels)
    )
    return f"period: 2023\nbomb:\n{first}{''.join(rest)}"


_COHORTS = changed(SET, "max_score: 100", "max_score: {co-tthc: 100, khong-tthc: 100}")
_IN_COHORTS = (
    "{id: so-mau,",
    "{id: so-mau, cohort: co-tthc,",
    "{id: so-khac,",
    "{id: so-khac, cohort: khong-tthc,",
)
_CORRECTIONS = """\
corrections:
  - {on: 2024-06-02, agencies: [{id: so-moi, total: 2}, {id: so-mau, total: 64}]}
  - {on: 2024-06-01, agencies: [{id: so-moi, total: 1}]}
"""
_COMPARED = """\
    facts: {{online: {{label: Trực tuyến, type: {}}}}}
    measured_by: Hệ thống
    rule: {{kind: peer_ratio, fact: online}}"""
_OLD_SET = {
    **{file.replace("small", "old"): BASE[file] for file in (AWARENESS, SERVICES)},
    SET.replace("small", "old"): BASE[SET].replace("id: small", "id: old"),
}
_CROSSWALK = "criteria/small/crosswalks/old.yaml"
_ENTRIES = """\
from: old
to: small
criteria:
  - {kind: "1:1", from: "1.1", to: "1.1"}
  - {kind: "1:1", from: "1.2", to: "1.2"}
  - {kind: "1:1", from: "2.1", to: "2.1"}
  - {kind: "1:1", from: "2.2", to: "2.2"}
  - {kind: "1:1", from: "2.3", to: "2.3"}
"""


def _crosswalk(name: str, *found: str, add: str = "", **changes: str) -> Bad:
    """A crosswalk between two sets that are alike, changed by line."""
    text = _ENTRIES
    for old, new in zip(changes["old"].split("|"), changes["new"].split("|"), strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    return made(name, {_CROSSWALK: text + add, **_OLD_SET}, *found)


_PAPER = "evidence/2023/{}/118-TB-SGTVT_2023-11-07_hop.pdf"

MADE = (
    made("empty-file-no-byte", {UNITS: b""}, "empty-file"),
    made("empty-file-blanks", {ASSESSMENT: "\n\n   \n"}, "empty-file"),
    made("not-utf8-tcvn", {UNITS: "units:\n  - Văn".encode("cp1258")}, "not-utf8 2:6"),
    made("not-utf8-utf16", {UNITS: BASE[UNITS].encode("utf-16")}, "not-utf8 1:1"),
    made("not-utf8-nul", {ASSESSMENT: b"period: 2023\ncriteria:\0\n"}, "not-utf8 2:10"),
    made("yaml-syntax-escape-sequence", {UNITS: "units:\n  - \x1b[2J\n"}, "yaml-syntax 2:5"),
    made(
        "yaml-syntax-vertical-tab",
        {UNITS: "units:\n  - a\x0b\x1bb\n"},
        "yaml-syntax 2:6",
        "yaml-syntax 2:7",
    ),
    made("file-too-large-9-mib", {UNITS: b"#" * 9 * 1024 * 1024}, "file-too-large"),
    made("yaml-aliases-many", {PUBLISHED: _bomb(9, 9, 9)}, "yaml-aliases 7:35"),
    made("yaml-aliases-bomb", {PUBLISHED: _bomb(101, 3, 20)}, "yaml-aliases 11:20"),
    made(
        "yaml-too-deep-100000-brackets",
        {ASSESSMENT: "period: 2023\ncriteria: " + "[" * 100_000},
        "yaml-too-deep 2:42",
    ),
    made("unreadable-file-folder", {UNITS: None, f"{UNITS}/a.txt": ""}, f"unreadable-file {UNITS}"),
    made("missing-file-assessment", {ASSESSMENT: None}, "missing-file"),
    made("missing-file-set", {SET: None}, f"missing-file {SETTINGS} 3:11"),
    made(
        "missing-file-whole-set",
        dict.fromkeys((SET, AWARENESS, SERVICES, CASES)),
        f"missing-file {SETTINGS} 3:11",
    ),
    made("not-a-lock-empty", {"locks/2023.json": "{}"}, "not-a-lock"),
    made("not-a-lock-text", {"locks/2023.json": "khóa"}, "not-a-lock"),
    made("unreadable-file-evidence", {"evidence/2023": ""}, "unreadable-file"),
    made(
        "cohort-unknown-agency",
        {
            **changed(SETTINGS, "Sở Mẫu}", "Sở Mẫu, cohort: khac}"),
            **changed(PUBLISHED, *_IN_COHORTS),
            **_COHORTS,
        },
        "cohort-unknown 1:44",
    ),
    made(
        "cohort-unknown-published",
        {
            **changed(PUBLISHED, "averages: {", "averages:\n  khac: {", *_IN_COHORTS),
            **changed(SETTINGS, "Sở Mẫu}", "Sở Mẫu, cohort: co-tthc}"),
            **_COHORTS,
        },
        "cohort-unknown 5:3",
    ),
    made(
        "cohort-missing-correction",
        {
            **changed(PUBLISHED, *_IN_COHORTS, "agencies:", f"{_CORRECTIONS}agencies:"),
            **changed(SETTINGS, "Sở Mẫu}", "Sở Mẫu, cohort: co-tthc}"),
            **_COHORTS,
        },
        "cohort-missing 7:33",
    ),
    made(
        "percent-unclear-published-best",
        {
            **changed(PUBLISHED, "agencies:", 'bests: {"2.3": {value: 95}}\nagencies:'),
            **changed(SERVICES, "    rule: {kind: judged}", _COMPARED.format("percent")),
            **changed(ASSESSMENT, "    points: 6\n", "    facts: {online: 45%}\n"),
        },
        "percent-unclear 5:24",
    ),
    made(
        "not-a-number-published-best",
        {
            **changed(PUBLISHED, "agencies:", 'bests: {"2.3": {value: 95%}}\nagencies:'),
            **changed(SERVICES, "    rule: {kind: judged}", _COMPARED.format("count")),
            **changed(ASSESSMENT, "    points: 6\n", "    facts: {online: 45}\n"),
        },
        "not-a-number 5:24",
    ),
    made(
        "maximum-places-of-criteria",
        {
            **changed(
                AWARENESS, "max_score: 20", "max_score: 19.5", "max_score: 40", "max_score: 40.5"
            ),
            **changed(SET, "bands:", "rounding: {places: 0}\nbands:"),
        },
        "maximum-places 7:16",
        "maximum-places 19:16",
        "above-maximum 14:37",
    ),
    made(
        "maximum-places-of-a-cap",
        {
            "criteria/small/3-bonus.yaml": (
                'id: "3"\nname: Điểm thưởng\nkind: adjustment\nat_most: 2.5055\nat_least: 3\n'
                "criteria: [{id: a, name: A, max_score: 5, sign: bonus, rule: {kind: judged}}]\n"
            ),
            **changed(SET, "2-services]", "2-services, 3-bonus]"),
        },
        "maximum-places 4:10",
        "above-maximum 5:11",
    ),
    made(
        "cohort-maxima-one-of-two",
        {**changed(AWARENESS, "max_score: 20", "max_score: {co-tthc: 20}"), **_COHORTS},
        "cohort-maxima 7:16",
    ),
    made(
        "out-of-scope-agency",
        changed(
            SERVICES,
            "    rule: {kind: judged}",
            "    applies_to: {agencies: [so-khac]}\n    rule: {kind: judged}",
        ),
        f"out-of-scope {ASSESSMENT} 16:3",
    ),
    made(
        "unknown-slot-folder",
        {_PAPER.format("1.1/minute"): ""},
        "unknown-slot evidence/2023/1.1/minute",
    ),
    made("unknown-folder-near", {_PAPER.format("1.11"): ""}, "unknown-folder evidence/2023/1.11"),
    made("unknown-folder-far", {_PAPER.format("khác"): ""}, "unknown-folder evidence/2023/khác"),
    made(
        "outside-workspace-file",
        {},
        "outside-workspace evidence/2023/1.1/a.pdf",
        links={"evidence/2023/1.1/a.pdf": SETTINGS},
    ),
    made(
        "outside-workspace-folder",
        {},
        "outside-workspace evidence/2023/1.2",
        links={"evidence/2023/1.2": "criteria"},
    ),
    made(
        "outside-workspace-notes",
        {},
        "outside-workspace evidence/2023/1.1/evidence.yaml",
        links={"evidence/2023/1.1/evidence.yaml": UNITS},
    ),
    made(
        "assigned-elsewhere-of-an-older-set",
        {
            **_OLD_SET,
            SERVICES.replace("small", "old"): BASE[SERVICES].replace('"2.3"', '"2.9"'),
            UNITS: "units: [{id: van-phong, name: Văn phòng}]\n"
            'assignments:\n  - {criteria: ["2.9"], lead: van-phong}\n',
        },
        f"assigned-elsewhere {UNITS} 3:17",
    ),
    _crosswalk("crosswalk-sets-from", "crosswalk-sets 1:7", old="from: old", new="from: older"),
    _crosswalk("crosswalk-sets-to", "crosswalk-sets 2:5", old="to: small", new="to: other"),
    _crosswalk(
        "crosswalk-id-near",
        "crosswalk-id 4:25",
        "crosswalk-open 3:1",
        old='from: "1.1"',
        new='from: "1.11"',
    ),
    _crosswalk(
        "crosswalk-id-in-a-list",
        "crosswalk-id 4:44",
        old='{kind: "1:1", from: "1.1", to: "1.1"}',
        new='{kind: split, from: "1.1", to: ["1.1", xxxxxxxx]}',
    ),
    _crosswalk(
        "crosswalk-id-group",
        "crosswalk-id 9:30",
        add='groups: [{kind: "1:1", from: "3", to: "1"}]\n',
        old="from: old",
        new="from: old",
    ),
    _crosswalk(
        "crosswalk-id-fact",
        "crosswalk-id 9:16",
        add='facts: [{from: "1.1.meeting", to: "1.1.meetings"}]\n',
        old="from: old",
        new="from: old",
    ),
    _crosswalk(
        "crosswalk-id-option",
        "crosswalk-id 9:62",
        "crosswalk-id 9:65",
        add='facts: [{from: "1.1.meetings", to: "1.1.meetings", options: {a: b}}]\n',
        old="from: old",
        new="from: old",
    ),
    _crosswalk(
        "crosswalk-kind-split-of-one",
        "crosswalk-kind 4:12",
        old='kind: "1:1"',
        new="kind: split",
    ),
    _crosswalk(
        "crosswalk-kind-gone-with-a-home",
        "crosswalk-kind 8:12",
        old='kind: "1:1", from: "2.3"',
        new='kind: gone, from: "2.3"',
    ),
    _crosswalk(
        "crosswalk-twice-criterion",
        "crosswalk-open 3:1",
        "crosswalk-open 3:1",
        "crosswalk-twice 5:25",
        "crosswalk-twice 5:36",
        old='from: "1.2", to: "1.2"',
        new='from: "1.1", to: "1.1"',
    ),
    _crosswalk(
        "crosswalk-twice-fact",
        "crosswalk-twice 11:12",
        "crosswalk-twice 11:32",
        add=(
            'facts:\n  - {from: "1.1.meetings", to: "1.1.meetings"}\n'
            '  - {from: "1.1.meetings", to: "1.1.meetings"}\n'
        ),
        old="from: old",
        new="from: old",
    ),
    _crosswalk(
        "crosswalk-type-date",
        "crosswalk-type 9:36",
        add='facts: [{from: "1.1.meetings", to: "2.2.issued"}]\n',
        old="from: old",
        new="from: old",
    ),
    _crosswalk(
        "crosswalk-weight-more",
        "crosswalk-open 3:1",
        "crosswalk-open 3:1",
        "crosswalk-weight 4:12",
        old='"1.1", to: "1.1"|  - {kind: "1:1", from: "1.2", to: "1.2"}\n',
        new='"1.1", to: "1.2"|',
    ),
    _crosswalk(
        "crosswalk-open-both",
        "crosswalk-open 3:1",
        "crosswalk-open 3:1",
        old='  - {kind: "1:1", from: "2.3", to: "2.3"}\n',
        new="",
    ),
    made(
        "period-mismatch-other-results",
        {"published/2021.yaml": "period: 2022\n"},
        "period-mismatch 1:9",
    ),
    made(
        "unknown-set-other-period",
        {"assessments/2022.yaml": "period: 2022\ncriteria_set: large\n"},
        "unknown-set 2:15",
    ),
)

BAD = (*(from_file(path) for path in sorted(FOLDER.glob("*.yaml"))), *MADE)
each_bad = pytest.mark.parametrize("bad", BAD, ids=[bad.name for bad in BAD])


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DTISCORE_LANG", "DTISCORE_AS_OF", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_small_workspace_is_in_order(
    language: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = make_workspace(tmp_path)
    assert run_in(folder, capsysbinary, "check", "--format", "lines") == Ran(0, "", "")
    score = run_in(folder, capsysbinary, "score", "--format", "json", "--lang", language)
    assert (score.status, score.err) == (0, "")
    assert json.loads(score.out)["diagnostics"] == []


def test_every_code_has_a_bad_file_and_every_bad_file_a_code() -> None:
    found = {each.code for bad in BAD for each in bad.expected}
    assert found - set(SEVERITY) == set()
    assert set(SEVERITY) - found == OF_THE_COMMAND_LINE | OF_MANY_FILES


def test_one_code_has_one_severity() -> None:
    assert all(problem.severity is SEVERITY[problem.code] for problem in PROBLEMS)


@each_bad
def test_a_bad_file_is_named_after_what_is_found(bad: Bad) -> None:
    assert any(bad.name.startswith(f"{found.code}-") for found in bad.expected)
    assert [other.name for other in BAD].count(bad.name) == 1


@each_bad
def test_everything_is_found_at_its_place(
    bad: Bad, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = bad.lay_down(tmp_path)
    status = 2 if bad.errors else 0
    lines, in_english, table, answer = (
        run_in(folder, capsysbinary, "check", *asked)
        for asked in (
            ("--format", "lines"),
            ("--format", "lines", "--lang", "en"),
            (),
            ("--format", "json"),
        )
    )
    for ran in (lines, in_english, table, answer):
        assert (ran.status, ran.err) == (status, "")
    for ran in (lines, in_english):
        found = list(map(of_line, ran.out.splitlines()))
        assert found == [one.in_an_editor for one in bad.expected]
        assert re.search(r"\{[a-z_]+\}", ran.out) is None
    assert list(_of_table(table.out, folder)) == list(bad.expected)
    _holds(json.loads(answer.out), bad)
    for text in (lines.out, in_english.out, table.out):
        assert "Traceback" not in text
        assert text == "".join(each if each == "\n" else printable(each) for each in text)


def _holds(document: dict[str, Any], bad: Bad) -> None:
    assert document["schema"] == "dtiscore/check/1"
    assert document["errors"] == bad.errors
    assert document["warnings"] == len(bad.expected) - bad.errors
    assert _of_records(document["diagnostics"]) == list(bad.expected)


def _of_table(text: str, folder: Path) -> Iterator[Found]:
    """What the answer for people names, with its excerpts compared with the files."""
    *lines, _summary = text.splitlines()
    while lines:
        match = re.fullmatch(
            r"([^:]+)(?::([0-9]+):([0-9]+))?: [\w ]+ \[([a-z0-9-]+)\]: \S.*", lines[0]
        )
        assert match is not None, lines[0]
        file, line, column, code = match.groups()
        found = Found(file, int(line or 0), int(column or 0), code)
        del lines[0]
        if found.line:
            _shows_place(lines[0], lines[1], found, folder)
            del lines[:2]
        if lines and lines[0].startswith("      → "):
            assert lines.pop(0)[8:].strip()
        yield found


def _shows_place(excerpt: str, caret: str, found: Found, folder: Path) -> None:
    text = (folder / found.file).read_bytes().decode("utf-8-sig", errors="replace")
    line = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)[found.line - 1]
    pointed = printable(line[found.column - 1 : found.column].replace("\t", " "))
    assert excerpt.startswith(f"{found.line:>5} | ")
    assert re.fullmatch(r"      \| +\^", caret)
    at = caret.index("^")
    # Blanks at the end of the line are not shown.
    assert (excerpt + " ")[at : at + len(pointed)] == pointed
    if found.column <= 80:
        before = printable(line[: found.column - 1].replace("\t", " "))
        assert excerpt[8:at] == before.ljust(at - 8)


@each_bad
def test_an_error_leaves_score_without_an_answer(
    bad: Bad, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = bad.lay_down(tmp_path)
    # What only `check` reads: sets' cases and crosswalks, proposals, and files of other periods;
    # what units are assigned of other sets.
    read = [
        found
        for found in bad.expected
        if re.search("/cases/|/crosswalks/|^proposals/|20(21|22)", found.file) is None
        and found.code != "assigned-elsewhere"
    ]
    ran = run_in(folder, capsysbinary, "score", "--format", "json")
    document = json.loads(ran.out)
    assert ran.err == ""
    assert _of_records(document["diagnostics"]) == read
    if any(SEVERITY[found.code] is Severity.ERROR for found in read):
        assert ran.status == 2
        assert list(document) == ["schema", "diagnostics"]
        assert document["schema"] == "dtiscore/error/1"
    else:
        assert ran.status == 0
        assert document["schema"] == "dtiscore/score/1"


def _of_records(records: list[dict[str, Any]]) -> list[Found]:
    for record in records:
        assert list(record) == ["code", "severity", "file", "line", "column", "message"]
        assert record["severity"] == SEVERITY[record["code"]]
        assert record["message"]
    return [Found(r["file"], r["line"] or 0, r["column"] or 0, r["code"]) for r in records]
