"""``dtiscore test``: the worked examples of the criteria sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clikit import DIAGNOSTIC, LANGUAGES, ROOT, Program, codes, markdown_tables, refused

from workspaces import AWARENESS, BASE, CASES, SERVICES, SET

if TYPE_CHECKING:
    from pathlib import Path


def fail(small: Path) -> Path:
    (small / CASES).write_text(BASE[CASES].replace("provable: 5", "provable: 20"), "utf-8")
    return small


def second_set(small: Path) -> Path:
    for file in (SET, AWARENESS, SERVICES, CASES):
        other = small / file.replace("small", "large")
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_text(BASE[file].replace("id: small", "id: large"), "utf-8")
    return small


def test_every_case_of_the_sample_holds(program: Program) -> None:
    document = program("test", "--format", "json").json
    assert list(document) == ["schema", "tool", "sets", "diagnostics"]
    assert document["schema"] == "dtiscore/test/1"
    assert [one["id"] for one in document["sets"]] == ["so-nganh-mau-2023", "so-nganh-mau-2024"]
    for one in document["sets"]:
        assert list(one) == ["id", "passed", "failed", "cases"]
        assert one["failed"] == 0
        assert one["passed"] == len(one["cases"])
        kinds = sorted((ROOT / f"criteria/{one['id']}/cases").glob("*.yaml"))
        assert sorted({case["file"] for case in one["cases"]}) == [
            path.relative_to(ROOT).as_posix() for path in kinds
        ]
    for case in (case for one in document["sets"] for case in one["cases"]):
        assert list(case) == ["criterion", "name", "file", "line", "passed", "diagnostics"]
        text = (ROOT / case["file"]).read_text("utf-8").splitlines()[case["line"] - 1]
        assert "criterion" in text
        assert case["criterion"] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_counts_them(language: str, program: Program) -> None:
    ran = program("test", "--lang", language)
    assert (ran.status, ran.err) == (0, "")
    cases = sum(len(one["cases"]) for one in program("test", "-f", "json").json["sets"])
    assert str(cases) in ran.out
    assert "yes_no.yaml" in ran.out


def test_a_failing_case(program: Program, small: Path) -> None:
    ran = program("test", "--format", "json", at=fail(small))
    assert (ran.status, ran.err) == (1, "")
    (one,) = ran.json["sets"]
    assert (one["passed"], one["failed"]) == (0, 1)
    (case,) = one["cases"]
    (found,) = case["diagnostics"]
    assert list(found) == DIAGNOSTIC
    assert (found["code"], found["file"]) == ("case-failed", CASES)
    lines = BASE[CASES].splitlines()
    assert "expect" in lines[found["line"] - 1]
    table = program("test", at=small)
    assert table.status == 1
    assert f"{CASES}:{found['line']}:{found['column']}: " in table.err
    assert "[case-failed]" in table.err
    assert CASES.rsplit("/", 1)[-1] in table.out


def test_one_set_or_all(program: Program, small: Path) -> None:
    second_set(small)
    every = program("test", "--format", "json", at=small).json
    assert [one["id"] for one in every["sets"]] == ["large", "small"]
    one = program("test", "large", "--format", "json", at=fail(small))
    assert one.status == 0
    assert [entry["id"] for entry in one.json["sets"]] == ["large"]
    assert program("test", at=small).status == 1
    assert program("test", "small", at=small).status == 1


def test_an_unknown_set(program: Program, small: Path) -> None:
    ran = program("test", "nope", "--format", "json", at=second_set(small))
    assert [code for code, _ in codes(ran)] == ["unknown-set"]
    for known in ("small", "large"):
        assert known in refused(ran)[0]["message"]
    assert program("test", "nope", at=small).out == ""


def test_a_broken_set_is_no_failed_case(program: Program, small: Path) -> None:
    text = BASE[AWARENESS].replace("max_score: 60", "max_score: 61")
    (small / AWARENESS).write_text(text, "utf-8")
    ran = program("test", "--format", "json", at=small)
    assert ran.status == 2
    assert "group-maxima" in {code for code, _ in codes(ran)}


def test_a_set_without_cases(program: Program, small: Path) -> None:
    (small / CASES).unlink()
    ran = program("test", "--format", "json", at=small)
    assert ran.status == 0
    assert ran.json["sets"] == [{"id": "small", "passed": 0, "failed": 0, "cases": []}]
    assert program("test", at=small).status == 0


def test_warnings_of_the_set_are_not_lost(program: Program, small: Path) -> None:
    stray = small / AWARENESS.replace("1-awareness", "9-stray")
    stray.write_text("id: x\n", "utf-8")
    (found,) = program("test", "--format", "json", at=small).json["diagnostics"]
    assert (found["code"], found["severity"]) == ("unlisted-file", "warning")
    assert "[unlisted-file]" in program("test", at=small).err


def test_no_other_formats(program: Program) -> None:
    for form in ("csv", "md", "xml"):
        ran = program("test", "--format", form)
        assert (ran.status, ran.out) == (2, "")
    assert markdown_tables("") == []


def test_due_dates_fall_into_the_period_of_the_case(program: Program, small: Path) -> None:
    """31/03 of 2024, where the case says so or the option does; of 2023 for one that says none."""
    case = '- {criterion: "2.2", name: a, PERIODfacts: {issued: 31/03/2024}, expect: {claimed: 10}}'

    def status(text: str, *arguments: str) -> int:
        (small / CASES).write_text(text, "utf-8")
        return program("test", *arguments, at=small).status

    stated = case.replace("PERIOD", "period: 2024, ")
    assert status(stated) == 0
    assert status(stated, "--period", "2025") == 0
    unstated = case.replace("PERIOD", "")
    assert status(unstated) == 1
    assert status(unstated, "--period", "2024") == 0
