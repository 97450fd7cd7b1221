"""The options every command shares: before or after it, which one wins, filters, and slips."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from itertools import chain, permutations
from typing import TYPE_CHECKING, Any

import pytest
from clikit import LANGUAGES, ROOT, Program, codes, exact, process, refused
from hypothesis import given
from hypothesis import strategies as st

from dtiscore.cli.commands import COMMANDS
from dtiscore.cli.main import hoist, run
from workspaces import ASSESSMENT, BASE, CASES, PUBLISHED, SETTINGS, UNITS, make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANSWERING = (
    *("score", "gaps", "rank", "checklist", "explain 1", "check", "test"),
    *("plan --target 40", "progress", "whatif 1.1.meetings=3"),
)
SCORING = ANSWERING[:4]
answering = pytest.mark.parametrize("line", ANSWERING)
scoring = pytest.mark.parametrize("line", SCORING)


def criteria_of(document: Any) -> Iterator[str]:
    """The ids of all criteria a document shows."""
    for group in document.get("groups", ()):
        yield from (criterion["id"] for criterion in group.get("criteria", ()))
    yield from (criterion["id"] for criterion in document.get("criteria", ()))
    for unit in document.get("units", ()):
        yield from (item["id"] for item in unit.get("items", ()))


# --- before or after --------------------------------------------------------------------------


@answering
def test_the_program_s_options_stand_before_or_after_the_command(
    line: str, program: Program, small: Path
) -> None:
    pairs = [["-C", str(small)], ["--lang", "en"], ["--as-of", "2024-03-01"]]
    wanted = program(*line.split(), "--lang", "en", at=small, as_of="2024-03-01")
    assert wanted.status == 0
    words = line.split()
    orders = [[words, *pairs], [*pairs, words], [pairs[0], words, *pairs[1:]]]
    orders += [[one, words, other, third] for one, other, third in permutations(pairs)][1:3]
    for order in orders:
        assert program(*chain.from_iterable(order), as_of=None) == wanted
    joined = ["--workspace=" + str(small), "--lang=en", "--as-of=01/03/2024"]
    assert program(*words, *joined, as_of=None) == wanted
    assert program(*joined, *words, as_of=None) == wanted
    assert program(*words, f"-C{small}", "--lang=en", as_of="2024-03-01") == wanted


def test_they_may_stand_among_the_command_s_own(program: Program, small: Path) -> None:
    wanted = program("score", "--group", "1", "-f", "csv", at=small)
    assert program("score", "--group", "1", "-C", str(small), "-f", "csv") == wanted
    assert program("score", "--group=1", "-C", str(small), "-fcsv") == wanted


def test_the_last_of_two_counts(program: Program, small: Path) -> None:
    days = ("--as-of", "2024-01-01", "score", "--as-of", "2024-02-02", "-f", "json")
    assert program(*days, at=small).json["as_of"] == "2024-02-02"
    twice = program("-C", str(ROOT), "score", "-C", str(small), "-f", "csv")
    assert twice == program("score", "-f", "csv", at=small)


@pytest.mark.parametrize("option", ["-C", "--workspace", "--lang", "--as-of"])
@pytest.mark.parametrize("line", ["{}", "score {}", "explain 1.1 {}", "--lang en score {}"])
def test_an_option_without_its_value_is_named(line: str, option: str, program: Program) -> None:
    ran = program(*line.format(option).split())
    assert (ran.status, ran.out) == (2, "")
    assert f"'{option}'" in ran.err


def test_after_two_dashes_everything_is_an_argument(program: Program, small: Path) -> None:
    ran = program("checklist", "-f", "json", "--", "--lang", at=small)
    assert codes(ran) == [("unknown-unit", "units.yaml")]
    assert "“--lang”" in refused(ran)[0]["message"]


_WORDS = st.sampled_from(
    ["score", "explain", "1.1", "--format", "json", "-f", "--period", "2023", "x", "--unit=a", "-"]
)
_OURS = st.sampled_from(
    [
        *(["-C", "dir"], ["-Cdir"], ["--workspace", "dir"], ["--workspace=dir"]),
        *(["--lang", "en"], ["--lang=en"], ["--as-of", "2024-01-01"], ["--debug"]),
    ]
)


@given(st.lists(_WORDS.map(lambda word: [word]) | _OURS, max_size=8))
def test_hoisting_moves_our_options_and_keeps_every_order(parts: list[list[str]]) -> None:
    names = ("-C", "--workspace", "--lang", "--as-of", "--debug")
    ours = [part for part in parts if part[0].startswith(names)]
    theirs = [part for part in parts if part not in ours]
    moved = hoist([word for part in parts for word in part])
    assert moved == [word for part in (*ours, *theirs) for word in part]
    assert hoist(moved) == moved


@given(st.lists(_WORDS), st.lists(_WORDS | st.sampled_from(["-C", "--lang", "--"])))
def test_hoisting_stops_at_two_dashes(before: list[str], after: list[str]) -> None:
    assert hoist([*before, "--", *after]) == [*before, "--", *after]


# --- the day ----------------------------------------------------------------------------------


@scoring
def test_the_day_is_the_option_the_environment_or_today(
    line: str, program: Program, small: Path
) -> None:
    def day(*options: str, as_of: str | None) -> str:
        ran = program(*line.split(), "-f", "json", *options, at=small, as_of=as_of)
        assert ran.status == 0
        return str(ran.json["as_of"])

    assert day(as_of="2024-03-10") == "2024-03-10"
    assert day("--as-of", "20/03/2024", as_of="2024-03-10") == "2024-03-20"
    assert day(as_of=" 01/02/2024 ") == "2024-02-01"
    before = datetime.now(UTC).astimezone().date().isoformat()
    today = day(as_of=None)
    assert before <= today <= datetime.now(UTC).astimezone().date().isoformat()
    assert day(as_of="") in (today, datetime.now(UTC).astimezone().date().isoformat())


@pytest.mark.parametrize("line", [*ANSWERING, "schema", "init x"])
@pytest.mark.parametrize("day", ["", "hôm nay", "2024-02-30"])
def test_a_day_that_is_none_is_refused_by_every_command(
    day: str, line: str, program: Program, small: Path
) -> None:
    ran = program(*line.split(), "--as-of", day, "-f", "json", at=small)
    assert codes(ran) == [("not-a-date", "--as-of")]
    if day:
        ran = program(*line.split(), "-f", "json", at=small, as_of=day)
        assert codes(ran) == [("not-a-date", "DTISCORE_AS_OF")]


def test_a_day_says_who_leads_what_is_confirmed_and_what_is_corrected(
    program: Program, tmp_path: Path
) -> None:
    said = BASE[ASSESSMENT].replace(
        '  "1.2":\n', '  "1.2":\n    confirmed: [{points: 21, on: 2024-03-20}]\n'
    )
    turns = "coordinator:\n  - {unit: phong-cntt, until: 2024-03-19}\n"
    units = BASE[UNITS].replace("coordinator:\n", turns)
    units = units.replace("{unit: van-phong}", "{unit: van-phong, from: 2024-03-20}")
    fixed = "corrections:\n  - {on: 2024-03-20, agencies: [{id: so-mau, total: 64}]}\n"
    changes = {ASSESSMENT: said, UNITS: units, PUBLISHED: BASE[PUBLISHED] + fixed}
    folder = make_workspace(tmp_path, changes)
    seen = []
    for day in ("2024-03-19", "2024-03-20"):
        document = program("score", "-f", "json", at=folder, as_of=day).json
        criterion = document["groups"][0]["criteria"][1]
        seen.append((criterion["confirmed"], criterion["lead"], document["published"]["total"]))
    assert seen == [(None, "phong-cntt", 63.5), (21, "van-phong", 64)]


# --- the language -----------------------------------------------------------------------------


@answering
def test_the_language_of_every_command_is_the_nearest_that_is_named(
    line: str,
    program: Program,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    def printed(*options: str, environment: str | None, settings: str | None) -> str:
        text = BASE[SETTINGS] + (f"language: {settings}\n" if settings else "")
        (small / SETTINGS).write_text(text, "utf-8")
        with monkeypatch.context() as patch:
            patch.chdir(small)
            patch.setenv("COLUMNS", "100")
            patch.setenv("DTISCORE_AS_OF", "2024-06-01")
            patch.delenv("DTISCORE_LANG", raising=False)
            if environment is not None:
                patch.setenv("DTISCORE_LANG", environment)
            assert run([*line.split(), *options]) == 0
        return capfdbinary.readouterr().out.decode()

    vietnamese = printed("--lang", "vi", environment=None, settings=None)
    english = printed("--lang", "en", environment=None, settings=None)
    assert vietnamese != english
    assert printed("--lang", "vi", environment="en", settings="en") == vietnamese
    assert printed(environment="en", settings="vi") == english
    assert printed(environment="vi", settings="en") == vietnamese
    assert printed(environment=None, settings="en") == english
    assert printed(environment="", settings="en") == english
    assert printed(environment=None, settings=None) == vietnamese


@pytest.mark.parametrize("line", [*ANSWERING, "schema", "init x"])
@pytest.mark.parametrize("asked", ["fr", "EN", ""])
def test_a_language_that_is_none_is_refused_by_every_command(
    asked: str, line: str, program: Program, small: Path
) -> None:
    ran = program(*line.split(), "--lang", asked, "-f", "json", at=small)
    assert codes(ran) == [("not-one-of", "--lang")]
    assert "vi, en" in refused(ran)[0]["message"]


def test_an_error_in_the_settings_is_told_in_the_language_asked_for(
    program: Program, small: Path
) -> None:
    (small / SETTINGS).write_text("agency: {id: a}\n", "utf-8")
    assert "error [missing-key]" in program("score", "--lang", "en", at=small).err


@pytest.mark.parametrize("line", ["--help", "score --help", "init -h", ""])
def test_help_is_in_the_language_asked_for(line: str) -> None:
    english = process("--lang", "en", *line.split())
    assert english.returncode == (0 if line else 2)
    assert b"Usage: dtiscore" in english.stdout + english.stderr
    by_variable = process(*line.split(), env={"DTISCORE_LANG": "en"})
    assert b"Usage: dtiscore" in by_variable.stdout + by_variable.stderr
    assert b"Usage: dtiscore" not in process(*line.split()).stdout


# --- the period -------------------------------------------------------------------------------


@scoring
def test_another_period_is_asked_for_by_its_year(line: str, program: Program, small: Path) -> None:
    said = BASE[ASSESSMENT].replace("period: 2023", "period: 2022")
    (small / "assessments/2022.yaml").write_text(said, "utf-8")
    results = BASE[PUBLISHED].replace("period: 2023", "period: 2022").replace("70.5", "12.5")
    (small / "published/2022.yaml").write_text(results, "utf-8")
    words = line.split()
    document = program(*words, "--period", "2022", "-f", "json", at=small).json
    assert document["period"] == 2022
    assert program(*words, "-f", "json", at=small).json["period"] == 2023
    if line == "gaps":
        assert document["total"]["reference"] == 12.5


@scoring
def test_a_period_without_an_assessment_names_the_file(
    line: str, program: Program, small: Path
) -> None:
    ran = program(*line.split(), "--period", "2099", "-f", "json", at=small)
    assert codes(ran) == [("missing-file", "assessments/2099.yaml")]


@pytest.mark.parametrize("line", [*(f"{line} --period" for line in ANSWERING), "gaps --vs-period"])
@pytest.mark.parametrize("year", ["0", "-1", "23", "1899", "3000", "20233"])
def test_a_year_no_file_can_have_is_refused(
    year: str, line: str, program: Program, small: Path
) -> None:
    ran = program(*line.split(), year, "-f", "json", at=small)
    assert codes(ran) == [("wrong-type", line.rsplit(maxsplit=1)[-1])]
    assert f"“{year}”" in refused(ran)[0]["message"]


@pytest.mark.parametrize("period", ["abc", "2023.5", "", "2023x"])
def test_a_period_that_is_no_year(period: str, program: Program) -> None:
    ran = program("score", "--period", period, "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert "--period" in ran.err


def test_check_of_a_period_leaves_the_others_unread(program: Program, small: Path) -> None:
    (small / "assessments/2022.yaml").write_text("period: 2021\n", "utf-8")
    assert program("check", at=small).status == 2
    assert program("check", "--period", "2023", at=small).status == 0
    ran = program("check", "--period", "2022", "-f", "lines", at=small)
    assert ran.out.startswith("assessments/2022.yaml:1:9: period-mismatch ")


def test_cases_are_of_the_period_asked_for(program: Program, small: Path) -> None:
    case = """\
- criterion: "2.2"
  name: ban hành trong năm
  facts: {issued: 15/02/2024}
  proof: {plan: 15/02/2024}
  expect: {claimed: 10, provable: 10}
"""
    (small / CASES).write_text(case, "utf-8")
    assert program("test", "--period", "2024", at=small).status == 0
    assert program("test", "--period", "2022", at=small).status == 1


# --- filters ----------------------------------------------------------------------------------

TOTALS = {
    "score": ("total", "lost", "coverage", "rating", "next_band", "confirmed_so_far", "published"),
    "gaps": ("against", "total"),
    "checklist": (),
}
FILTERED = {"1": {"1.1", "1.2"}, "2": {"2.1", "2.2", "2.3"}}


@pytest.mark.parametrize("line", ["score", "gaps", "checklist"])
def test_a_group_filters_lines_never_totals(line: str, program: Program, small: Path) -> None:
    def answer(*options: str) -> Any:
        return program(line, *options, "-f", "json", at=small, as_of="2023-06-01").json

    whole = answer()
    for name, gid in (("1", "1"), ("Nhận thức số", "1"), ("HOAT DONG SO", "2")):
        part = answer("--group", name)
        assert {key: part[key] for key in TOTALS[line]} == {key: whole[key] for key in TOTALS[line]}
        assert set(criteria_of(part)) == set(criteria_of(whole)) & FILTERED[gid]
        assert set(criteria_of(part))
    both = answer("--group", "2", "--group", "1", "--group", "1")
    assert both == whole


@pytest.mark.parametrize("line", ["score", "gaps"])
def test_a_unit_filters_lines_never_totals(line: str, program: Program, small: Path) -> None:
    def answer(*options: str) -> Any:
        return program(line, *options, "-f", "json", at=small, as_of="2023-06-01").json

    whole = answer()
    seen: list[str] = []
    for unit in ("van-phong", "phong-cntt"):
        part = answer("--unit", unit)
        assert {key: part[key] for key in TOTALS[line]} == {key: whole[key] for key in TOTALS[line]}
        seen += criteria_of(part)
    assert sorted(seen) == sorted(criteria_of(whole)), "each criterion has one lead here"


def test_filters_together_show_what_passes_both(program: Program, small: Path) -> None:
    options = ("--unit", "phong-cntt", "--group", "1")
    document = program("score", *options, "-f", "json", at=small).json
    assert list(criteria_of(document)) == []
    assert exact(document["total"]["final"]) == 46


@pytest.mark.parametrize("name", ["vp", "Văn phòng Sở", "VAN  PHONG so"])
@pytest.mark.parametrize("line", ["score --unit", "gaps --unit", "checklist"])
def test_a_unit_by_any_of_its_names(line: str, name: str, program: Program, small: Path) -> None:
    wanted = program(*line.split(), "van-phong", "-f", "csv", at=small)
    assert wanted.status == 0
    assert program(*line.split(), name, "-f", "csv", at=small) == wanted


@pytest.mark.parametrize("line", ["score --unit", "gaps --unit", "checklist"])
@pytest.mark.parametrize("name", ["van-phon", "", "so-mau"])
def test_an_unknown_unit_lists_the_known_ones(
    line: str, name: str, program: Program, small: Path
) -> None:
    ran = program(*line.split(), name, "-f", "json", at=small)
    assert codes(ran) == [("unknown-unit", "units.yaml")]
    listed = refused(ran)[0]["message"]
    assert "van-phong (Văn phòng Sở), phong-cntt (Phòng Công nghệ thông tin)" in listed
    assert ("“van-phong”" in listed) is (name == "van-phon"), "the nearest first, if one is near"


@pytest.mark.parametrize("line", ["score", "gaps", "checklist"])
def test_an_unknown_group_lists_the_known_ones(line: str, program: Program, small: Path) -> None:
    ran = program(line, "--group", "3", "--group", "x", "--group", "1", "-f", "json", at=small)
    assert codes(ran) == [("unknown-group", "--group")] * 2
    for found in refused(ran):
        assert "1 (Nhận thức số), 2 (Hoạt động số)" in found["message"]


@pytest.mark.parametrize("line", ["score --unit", "gaps --unit", "checklist"])
def test_without_units_yaml_a_unit_the_set_names_can_be_asked_for(
    line: str, program: Program, small: Path
) -> None:
    (small / UNITS).unlink()
    ran = program(*line.split(), "Van phong", "-f", "json", at=small)
    assert ran.status == 0
    assert set(criteria_of(ran.json)) == {"1.1"}
    unknown = program(*line.split(), "phong-cntt", "-f", "json", at=small)
    assert codes(unknown) == [("unknown-unit", "units.yaml")]
    assert "van-phong" in refused(unknown)[0]["message"]


# --- slips ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("scor", "'score'"),
        ("check-list", "'checklist'"),
        ("score --formt json", "--format"),
        ("gaps --vs-avg", "--vs-average"),
        ("init x --agncy y", "--agency"),
        ("score --format jsn", "'json'"),
        ("gaps --fail-on above", "'below'"),
    ],
)
def test_a_slip_in_a_word_of_the_program_is_answered_with_what_was_meant(
    line: str, meant: str, language: str, program: Program
) -> None:
    ran = program(*line.split(), "--lang", language)
    assert (ran.status, ran.out) == (2, "")
    assert meant in ran.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "meant"), [("1.11", "“1.1”"), ("22", "“2.2”"), ("3", None), ("nhan-thuc", None)]
)
def test_a_slip_in_an_id_is_answered_with_the_nearest(
    name: str, meant: str | None, program: Program, small: Path
) -> None:
    ran = program("explain", name, "-f", "json", "--lang", "en", at=small)
    assert codes(ran) == [("unknown-criterion", name)]
    message = refused(ran)[0]["message"]
    assert f"did you mean {meant}?" in message if meant else "did you mean" not in message


# --- where the workspace is -------------------------------------------------------------------


@answering
def test_every_command_finds_the_workspace_from_inside(
    line: str, program: Program, small: Path
) -> None:
    wanted = program(*line.split(), at=small)
    assert wanted.status == 0
    assert program(*line.split(), at=small / "criteria/small/cases") == wanted
    assert program(*line.split(), "-C", "..", at=small / "criteria") == wanted
    assert program(*line.split(), "-C", str(small / SETTINGS)) == wanted


@answering
def test_a_slip_in_the_folder_does_not_lead_to_the_workspace_above(
    line: str, program: Program, small: Path
) -> None:
    for name in ("no-such", "criteria/smal", "x" * 300):
        ran = program(*line.split(), "-C", name, "-f", "json", at=small)
        assert codes(ran) == [("no-workspace", name)]
        assert name in refused(ran)[0]["message"]


@pytest.mark.skipif(os.name != "posix", reason="a folder one is in can be removed")
def test_in_a_folder_that_is_gone_there_is_an_answer(small: Path) -> None:
    gone = "import os, sys, tempfile; f = tempfile.mkdtemp(); os.chdir(f); os.rmdir(f);"
    code = f"{gone} from dtiscore.cli.main import run; sys.exit(run(sys.argv[1:]))"
    done = process("score", "-f", "json", code=code)
    assert (done.returncode, done.stderr) == (2, b"")
    assert b'"no-workspace"' in done.stdout
    assert process("score", "-C", str(small), code=code).returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_circle_of_links_is_no_folder(program: Program, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    ran = program("score", "-C", "a", "-f", "json", at=tmp_path)
    assert codes(ran) == [("no-workspace", "a")]


def test_no_command_is_forgotten_here() -> None:
    assert {line.split()[0] for line in ANSWERING} == set(COMMANDS) - {
        *("schema", "init"),
        # It is about two years, and takes no --period.
        "change",
    }
