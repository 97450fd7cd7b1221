"""``dtiscore check`` at the command line; what it finds is the matter of test_bad_files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from clikit import DIAGNOSTIC, LANGUAGES, Program

from workspaces import ASSESSMENT, AWARENESS, BASE, CASES, SERVICES, SET, SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

LINE = re.compile(r"([^:]+)(?::(\d+):(\d+))?: ([a-z0-9-]+) \S.*")


def found(program: Program, small: Path) -> list[tuple[str, str]]:
    """File and code of everything the three forms agree on."""
    ran = program("check", "--format", "json", at=small)
    document = ran.json
    assert list(document) == ["schema", "tool", "errors", "warnings", "diagnostics"]
    assert document["schema"] == "dtiscore/check/1"
    records = document["diagnostics"]
    for record in records:
        assert list(record) == DIAGNOSTIC
        assert record["severity"] in {"error", "warning"}
    errors = sum(record["severity"] == "error" for record in records)
    assert (document["errors"], document["warnings"]) == (errors, len(records) - errors)
    lines = program("check", "--format", "lines", at=small)
    table = program("check", at=small)
    assert ran.status == lines.status == table.status == (2 if errors else 0)
    assert ran.err == lines.err == table.err == ""
    matches = [LINE.fullmatch(line) for line in lines.out.splitlines()]
    places = [m and (m[1], int(m[2]), int(m[3]), m[4]) for m in matches]
    assert places == [(r["file"], r["line"] or 1, r["column"] or 1, r["code"]) for r in records]
    for record in records:
        assert f"[{record['code']}]" in table.out
    return [(record["file"], record["code"]) for record in records]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_is_in_order(language: str, program: Program) -> None:
    ran = program("check", "--lang", language)
    assert (ran.status, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == 1
    lines = program("check", "--lang", language, "--format", "lines")
    assert (lines.status, lines.out, lines.err) == (0, "", "")


def test_nothing_is_wrong(program: Program, small: Path) -> None:
    assert found(program, small) == []


def test_warnings_alone_are_no_failure(program: Program, small: Path) -> None:
    (small / "evidence/2023/1.11").mkdir(parents=True)
    assert found(program, small) == [("evidence/2023/1.11", "unknown-folder")]


def test_every_error_is_found_at_once(program: Program, small: Path) -> None:
    (small / SETTINGS).write_text(BASE[SETTINGS] + "colour: red\n", "utf-8")
    said = BASE[ASSESSMENT].replace("trained: 30", "trained: 50")
    (small / ASSESSMENT).write_text(said, "utf-8")
    files = {file for file, _ in found(program, small)}
    assert SETTINGS in files


def test_other_periods_are_read(program: Program, small: Path) -> None:
    said = BASE[ASSESSMENT].replace("2023", "2022").replace("trained: 30", "trained: 50")
    (small / "assessments/2022.yaml").write_text(said, "utf-8")
    (small / "published/2021.yaml").write_text("period: 2020\n", "utf-8")
    assert found(program, small) == [
        ("assessments/2022.yaml", "part-above-whole"),
        ("published/2021.yaml", "period-mismatch"),
    ]
    assert program("score", at=small).status == 0


def test_other_sets_are_read(program: Program, small: Path) -> None:
    for file in (SET, AWARENESS, SERVICES):
        other = small / file.replace("small", "large")
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_text(BASE[file].replace("max_score: 60", "max_score: 61"), "utf-8")
    files = {file.split("/")[1] for file, _ in found(program, small)}
    assert files == {"large"}


@pytest.mark.parametrize("only", [[], ["--period", "2023"]])
def test_the_default_set_is_looked_at_even_where_no_assessment_needs_it(
    only: list[str], program: Program, small: Path
) -> None:
    named = BASE[ASSESSMENT] + "criteria_set: small\n"
    (small / ASSESSMENT).write_text(named, "utf-8")
    settings = BASE[SETTINGS].replace("criteria: small", "criteria: smal")
    (small / SETTINGS).write_text(settings, "utf-8")
    ran = program("check", *only, "--format", "lines", at=small)
    assert ran.status == 2
    assert ran.out.startswith(f"{SETTINGS}:3:11: unknown-set ")
    assert ran.out.count("\n") == 1
    assert program("score", at=small).status == 0
    (small / ASSESSMENT).write_text(BASE[ASSESSMENT], "utf-8")
    assert found(program, small) == [(SETTINGS, "unknown-set")]


def test_cases_are_run(program: Program, small: Path) -> None:
    (small / CASES).write_text(BASE[CASES].replace("provable: 5", "provable: 20"), "utf-8")
    assert found(program, small) == [(CASES, "case-failed")]


def test_output(program: Program, small: Path) -> None:
    (small / CASES).write_text(BASE[CASES].replace("provable: 5", "provable: 20"), "utf-8")
    for form in ("table", "json", "lines"):
        printed = program("check", "--format", form, at=small)
        ran = program("check", "--format", form, "--output", "found.txt", at=small)
        assert (ran.status, ran.out, ran.err) == (2, "", "")
        assert (small / "found.txt").read_text("utf-8") == printed.out
        (small / "found.txt").unlink()


def test_the_settings_language(program: Program, small: Path) -> None:
    (small / SETTINGS).write_text(BASE[SETTINGS] + "language: en\n", "utf-8")
    assert program("check", at=small).out == program("check", "--lang", "en", at=small).out


def test_one_period_alone(program: Program, small: Path) -> None:
    (small / "assessments/2022.yaml").write_text("period: 1999\n", "utf-8")
    assert program("check", at=small).status == 2
    assert program("check", "--period", "2023", at=small).status == 0
    assert program("check", "--period", "2022", at=small).status == 2


def test_proposals_are_read(program: Program, small: Path) -> None:
    file = "proposals/2023/mua.yaml"
    (small / file).parent.mkdir(parents=True)
    (small / file).write_text("title: Mua máy tính\nunit: VP\nkind: gift\n", "utf-8")
    assert found(program, small) == [(file, "not-one-of")]
