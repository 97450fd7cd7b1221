"""Files that mean harm, or that nobody would write: a sensible answer each time, never a crash."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from bad_files import Bad, changed, made, of_line
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
    make_workspace,
    run_in,
)

Captured = pytest.CaptureFixture[bytes]

EVIL = r'"[bold red]Sở[/] {0} {near} %s \e[31mĐỏ\a \u202ecobá\u2066 \u200b \x9b31m\n dòng hai\0"'
EVERYWHERE = {
    **changed(SETTINGS, "name: Sở Mẫu", f"name: {EVIL}"),
    **changed(SET, "title: Bộ chỉ số nhỏ", f"title: {EVIL}", "name: Yếu", f"name: {EVIL}"),
    **changed(
        AWARENESS,
        *("name: Nhận thức số", f"name: {EVIL}"),
        *("name: Tổ chức họp về chuyển đổi số", f"name: {EVIL}\n    message: {EVIL}"),
        *("label: Số cuộc họp", f"label: {EVIL}"),
        *("label: Biên bản họp", f"label: {EVIL}"),
        *("measured_by: Cơ sở dữ liệu cán bộ", f"measured_by: {EVIL}\n    legal_basis: {EVIL}"),
    ),
    **changed(ASSESSMENT, "explanation: Hai sáng kiến cấp tỉnh", f"explanation: {EVIL}"),
    **changed(UNITS, "name: Văn phòng Sở, short: VP", f"name: {EVIL}"),
    **changed(PUBLISHED, "source: Quyết định 401/QĐ-UBND ngày 05/4/2024", f"source: {EVIL}"),
    **changed(CASES, "name: bốn cuộc họp, một biên bản", f"name: {EVIL}"),
}
COMMANDS = (
    ["check"],
    ["check", "--format", "lines"],
    ["score"],
    ["score", "--group", "1", "--format", "md"],
    ["gaps", "--vs-average"],
    ["checklist"],
    ["explain", "1.1"],
    ["explain", "1.2", "--format", "md"],
    ["test"],
)


def nested(levels: int) -> str:
    """A rule in a rule in a rule."""
    rule = "{kind: yes_no, fact: portal}"
    for level in range(levels):
        rule = f"{{kind: sum, parts: [{{name: p{level}, share: 1, rule: {rule}}}]}}"
    return rule


def with_criterion(rest: str) -> dict[str, str | bytes | None]:
    """The small workspace with one criterion more, on line 25 of its group."""
    text = BASE[AWARENESS].replace("max_score: 40", "max_score: 30")
    head = '  - id: "1.3"\n    name: Thử\n    max_score: 10\n    measured_by: Hệ thống\n'
    lines = "".join(f"    {line}\n" for line in rest.splitlines())
    return {AWARENESS: text + head + lines}


PORTAL = "facts: {portal: {label: Có cổng, type: yes_no}}\n"
TEN_400 = "1" + "0" * 400

REFUSED = (
    made("a value", changed(ASSESSMENT, "meetings: 4", f"meetings: {EVIL}"), "not-a-number 5:17"),
    made("a word", changed(SET, "illustrative", EVIL), "not-one-of 4:9"),
    made("an id as key", changed(ASSESSMENT, "meetings", EVIL), "bad-id 5:7"),
    made("a key", {UNITS: f"{BASE[UNITS]}{EVIL}: 1\n"}, "unknown-key 8:1"),
    made("10^400", changed(ASSESSMENT, "meetings: 4", f"meetings: {TEN_400}"), "not-a-number 5:17"),
    made("1e400", changed(ASSESSMENT, "meetings: 4", "meetings: 1e400"), "not-a-number 5:17"),
    made("no number", changed(ASSESSMENT, "meetings: 4", "meetings: .nan"), "not-a-number 5:17"),
    made("10^400 points", changed(SET, ": 100", f": {TEN_400}"), "not-a-number 5:12"),
    made("a megabyte", changed(SETTINGS, "small", "x" * 2**20), "bad-id 3:11"),
    made("the year 9999", changed(SETTINGS, "2023", "9999"), "wrong-type 2:9"),
    made("the year 1", changed(SETTINGS, "2023", "0001"), "wrong-type 2:9"),
    made("the year 0", changed(ASSESSMENT, "2023", "0000"), "wrong-type 1:9"),
    made("31 February", changed(ASSESSMENT, "15/02", "31/02"), "not-a-date 15:15"),
    made("no criteria", {AWARENESS: 'id: "1"\nname: x\nmax_score: 60\n'}, "missing-key 1:1"),
    made(
        "criteria that are null",
        {AWARENESS: 'id: "1"\nname: x\nmax_score: 60\ncriteria: null\n'},
        "missing-key 1:1",
    ),
    made(
        "an empty list of criteria",
        {AWARENESS: 'id: "1"\nname: x\nmax_score: 60\ncriteria: []\n'},
        "at-least-one 4:11",
    ),
    made(
        "a criterion that is null",
        {AWARENESS: 'id: "1"\nname: x\nmax_score: 60\ncriteria:\n  - null\n'},
        "wrong-type 5:5",
    ),
    made("a group twice", changed(SET, "2-s", "1-awareness, 2-s"), "duplicate-id 10:23"),
    made("the header as a group", changed(SET, "2-s", "set, 2-s"), "not-one-of 10:23"),
    made("a set in another case", changed(SETTINGS, "small", "SMALL"), "unknown-set 3:11"),
    made("facts as a list", changed(ASSESSMENT, "\n      meetings: 4", " [4]"), "wrong-type 4:12"),
    made("facts as a text", changed(ASSESSMENT, "\n      meetings: 4", " 4"), "wrong-type 4:12"),
    made("a fact as keys", changed(ASSESSMENT, ": 4\n", ": {value: {a: 4}}\n"), "wrong-type 5:25"),
    made("no maximum", changed(SET, ": 100", ": {}"), "wrong-type 5:12"),
    made("a rule without a kind", changed(SERVICES, "kind: judged", ""), "missing-key 24:11"),
    made("a kind of keys", changed(SERVICES, "judged}", "{a: b}}"), "wrong-type 24:18"),
    made(
        "a rule nested 30 deep",
        with_criterion(f"{PORTAL}rule: {nested(30)}"),
        "yaml-too-deep 30:463",
    ),
    made(
        "keys nested 60 deep",
        {ASSESSMENT: "".join(f"{' ' * level}a:\n" for level in range(60))},
        "yaml-too-deep 33:33",
    ),
    made(
        "a billion decimals",
        changed(SET, ": 100", ": 100\nrounding: {places: 1000000000}"),
        "not-one-of 6:20",
    ),
    made(
        "an index above 1",
        changed(
            PUBLISHED,
            "averages: {total: 70.5",
            "scale: index\naverages: {total: 1.01",
            '"1": 45, "2": 25.5',
            "",
            "63.5",
            "0.63",
            "77.5",
            "1.000001",
        ),
        "published-range 5:19",
        "published-range 8:41",
    ),
    made(
        "a circle of shared facts",
        with_criterion(
            "facts:\n"
            '  a: {same_as: "1.3.b"}\n'
            '  b: {same_as: "1.3.a"}\n'
            "rule: {kind: ratio, part: a, whole: b, when_whole_is_zero: zero}"
        ),
        "shared-fact 30:20",
        "shared-fact 31:20",
    ),
    made("a way out of the set", changed(SET, "2-services", "../../x"), "bad-id 10:23"),
    made(
        "a way out of the workspace",
        changed(ASSESSMENT, "period: 2023", "period: 2023\ncriteria_set: ../.."),
        "bad-id 2:15",
    ),
    made(
        "ways out of the evidence",
        {
            "evidence/2023/1.1/evidence.yaml": "files:\n"
            "  - {file: ../../../dtiscore.yaml}\n"
            "  - {file: /etc/passwd}\n"
        },
        "evidence-file 2:12",
        "evidence-file 3:12",
    ),
)

TAKEN = (
    made("names", EVERYWHERE),
    made("18 digits", changed(ASSESSMENT, "meetings: 4", "meetings: 999999999999999999")),
    made(
        "all days there are",
        changed(
            ASSESSMENT,
            "period: 2023",
            "period: 2023\ndates: {from: 0001-01-01, to: 9999-12-31, submit_by: 9999-12-31}",
        ),
    ),
    made("the last day as a fact", changed(ASSESSMENT, "15/02/2023", "9999-12-31")),
    made("the first day as a fact", changed(ASSESSMENT, "15/02/2023", "01/01/0001")),
    made("a due date years away", changed(SERVICES, "31/03", "29/02/+9")),
    made(
        "the last day as due date",
        changed(
            SERVICES, "31/03}", "9999-12-31, late: [{within_days: 999999999999999999, share: 1/2}]}"
        ),
    ),
    made(
        "coordinators of all days",
        changed(
            UNITS,
            "  - {unit: van-phong}",
            "  - {unit: van-phong, until: 0001-01-01}\n"
            "  - {unit: phong-cntt, from: 0001-01-02, until: 9999-12-31}",
        ),
    ),
    made("a rule nested 8 deep", with_criterion(f"{PORTAL}rule: {nested(8)}")),
    made("nothing stated", {ASSESSMENT: "period: 2023\ncriteria: null\n"}),
    made(
        "a criterion without a statement",
        changed(ASSESSMENT, "\n    facts:\n      meetings: 4", ""),
    ),
    made(
        "months of 9999 years",
        {
            CASES: None,
            **changed(
                AWARENESS,
                "count_of: meetings",
                "each: month, within: {from: 0001-01-01, to: 9999-12-31}",
            ),
        },
    ),
    made(
        "papers without end",
        {CASES: None, **changed(AWARENESS, "count_of: meetings", "count: 999999999999999999")},
    ),
)


@pytest.mark.parametrize("bad", [*REFUSED, *TAKEN], ids=[bad.name for bad in (*REFUSED, *TAKEN)])
def test_no_command_crashes_or_prints_what_a_terminal_obeys(
    bad: Bad, tmp_path: Path, capsysbinary: Captured
) -> None:
    bad.lay_down(tmp_path)
    for command in COMMANDS:
        ran = run_in(tmp_path, capsysbinary, "--lang", "en", *command)
        assert ran.status in ({0, 2} if bad.errors else {0})
        for text in (ran.out, ran.err):
            assert "internal error" not in text
            assert "Traceback" not in text
            assert all(printable(line) == line for line in text.split("\n"))
            assert max(map(len, text.split("\n"))) < 2000
        if command == ["check", "--format", "lines"]:
            found = tuple(map(of_line, ran.out.splitlines()))
            assert found == tuple(one.in_an_editor for one in bad.expected)


def test_markup_and_braces_in_names_are_shown_as_they_stand(
    tmp_path: Path, capsysbinary: Captured
) -> None:
    folder = make_workspace(tmp_path, EVERYWHERE)
    shown = r"[bold red]Sở[/] {0} {near} %s \u001b[31mĐỏ\u0007 \u202ecobá\u2066 \u200b \u009b31m"
    for command in (["score"], ["explain", "1.1"], ["checklist"]):
        ran = run_in(folder, capsysbinary, *command)
        assert shown in " ".join(ran.out.split())


def test_json_holds_names_unchanged(tmp_path: Path, capsysbinary: Captured) -> None:
    folder = make_workspace(tmp_path, EVERYWHERE)
    document = json.loads(run_in(folder, capsysbinary, "score", "--format", "json").out)
    name = document["agency"]["name"]
    assert name.startswith("[bold red]Sở[/] {0} {near} %s \x1b[31mĐỏ\a \u202ecobá")
    assert name.endswith(" dòng hai\0"), "a name stands on one line"


@pytest.mark.parametrize(
    "before", ["Ở ", unicodedata.normalize("NFD", "Ở "), "会 ", "\t", "é\u0301 "]
)
def test_the_caret_stands_under_the_place_in_whatever_script(
    before: str, tmp_path: Path, capsysbinary: Captured
) -> None:
    folder = make_workspace(
        tmp_path, changed(SETTINGS, "name: Sở Mẫu}", f'name: "{before}", id: x}}')
    )
    *_, line, caret, _, _ = run_in(folder, capsysbinary, "check").out.splitlines()
    width = sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) == "W" else 1
        for each in line[: line.index("id: x")]
    )
    assert caret.index("^") == width


def test_the_caret_stands_under_the_place_behind_what_is_shown_as_an_escape(
    tmp_path: Path, capsysbinary: Captured
) -> None:
    folder = make_workspace(
        tmp_path, changed(SETTINGS, "name: Sở Mẫu}", 'name: "\u202ea\u200b", id: x}')
    )
    *_, line, caret, _, _ = run_in(folder, capsysbinary, "check").out.splitlines()
    assert r"\u202ea\u200b" in line
    assert caret.index("^") == line.index("id: x")


@pytest.mark.parametrize("as_of", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_can_be_asked_for(
    as_of: str, tmp_path: Path, capsysbinary: Captured
) -> None:
    folder = make_workspace(tmp_path)
    for command in COMMANDS:
        ran = run_in(folder, capsysbinary, *command, "--as-of", as_of)
        assert (ran.status, ran.err) == (0, "")
