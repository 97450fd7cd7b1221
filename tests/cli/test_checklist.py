"""``dtiscore checklist`` at the command line: whose work, what it wins, until when."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from clikit import (
    HEAD,
    LANGUAGES,
    ROOT,
    UNITS,
    Program,
    codes,
    exact,
    markdown_tables,
    numbers_in,
    refused,
    total,
)

from workspaces import ASSESSMENT, BASE, make_workspace
from workspaces import UNITS as UNITS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ITEM = ["kind", "id", "slot", "title", "role", "action", "winnable", "points_at_stake", "note"]
ITEM += ["due", "proof", "refused", "shown", "named", "supply", "requested", "handed_in"]
ACTIONS = {"find", "sign", "make", "measure", "do", "explain", "lost"}
KINDS = {"paper", "fact", "step", "explanation", "appraisal"}
DAYS = ["2023-05-01", "2023-12-31", "2024-01-05", "2024-02-01", "2024-06-01", "2026-11-24"]


def checklist(program: Program, *arguments: str, **where: Any) -> Any:
    ran = program("checklist", "--format", "json", *arguments, **where)
    assert ran.status == 0, ran.out
    assert ran.err == ""
    return ran.json


def items(document: Mapping[str, Any], role: str | None = None) -> Iterator[dict[str, Any]]:
    for unit in document["units"]:
        for item in unit["items"]:
            # What a unit answers for all the time concerns no criterion and no day.
            if role in (None, item["role"]) and item["kind"] != "responsibility":
                yield item


# --- units ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_unit_in_all_its_spellings(form: str, language: str, program: Program) -> None:
    names = ["van-phong", "Văn phòng", "vp", "van phong", "VĂN PHÒNG SỞ", "Va\u0306n pho\u0300ng"]
    ran = [program("checklist", n, "--format", form, "--lang", language) for n in names]
    assert ran[0].status == 0
    assert "6.6" in ran[0].out
    assert all(one == ran[0] for one in ran)


def test_an_unknown_unit_lists_the_known_ones(program: Program) -> None:
    ran = program("checklist", "phòng x", "--format", "json")
    assert codes(ran) == [("unknown-unit", "units.yaml")]
    stated = yaml.safe_load((ROOT / "units.yaml").read_text("utf-8"))["units"]
    for unit in stated:
        assert f"{unit['id']} ({unit['name']})" in refused(ran)[0]["message"]
    ran = program("checklist", "phòng x")
    assert (ran.status, ran.out) == (2, "")
    assert "van-phong" in ran.err


def test_one_unit_is_a_part_of_all(program: Program) -> None:
    whole = checklist(program)
    assert [unit["id"] for unit in whole["units"]] == UNITS
    for number, unit in enumerate(UNITS):
        assert checklist(program, unit)["units"] == [whole["units"][number]]


def test_a_group_filters_lines(program: Program) -> None:
    whole, part = checklist(program), checklist(program, "--group", "Nhân lực số")
    assert [unit["id"] for unit in part["units"]] == UNITS
    assert list(items(part)) == [item for item in items(whole) if item["id"].startswith("4.")]


def heading_of(page: str, unit: str) -> list[str]:
    """The line that heads a unit's work, and the one after it."""
    lines = page.splitlines()
    (found,) = [number for number, line in enumerate(lines) if line.startswith(f"{unit}: ")]
    return lines[found : found + 2]


def test_a_group_leaves_the_unit_its_total(program: Program) -> None:
    form, office = ("checklist", "van-phong", "--lang", "en"), "Văn phòng Sở"
    (unit,) = checklist(program, "van-phong")["units"]
    whole = total(item["winnable"] for item in unit["items"] if item["role"] == "lead")
    part = total(item["winnable"] for item in unit["items"] if item["id"].startswith("4."))
    assert 0 < part < whole
    heading, below = heading_of(program(*form).out, office)
    assert f"{whole:,.2f} points" in heading
    assert below == "In the lead"
    filtered = heading_of(program(*form, "--group", "4").out, office)
    assert filtered == [heading, f"of these, in the groups shown: {part:,.2f}"]


def test_a_unit_that_leads_elsewhere_is_not_in_support_only(program: Program, small: Path) -> None:
    units = BASE[UNITS_FILE].replace("lead: phong-cntt", "lead: phong-cntt, support: [van-phong]")
    (small / UNITS_FILE).write_text(units, "utf-8")
    (small / "evidence").mkdir(exist_ok=True)
    page = program("checklist", "van-phong", "--group", "2", "--lang", "en", at=small).out
    heading, below = heading_of(page, "Văn phòng Sở")
    assert heading.endswith("points can still be won")
    assert below == "of these, in the groups shown: 0.00"


# --- the document -----------------------------------------------------------------------------


@pytest.mark.parametrize("as_of", DAYS)
def test_the_document_has_the_keys_of_the_design(as_of: str, program: Program) -> None:
    document = checklist(program, as_of=as_of)
    assert list(document) == [*HEAD, "units", "diagnostics"]
    assert document["schema"] == "dtiscore/checklist/1"
    criteria = criteria_of_the_set()
    for unit in document["units"]:
        assert list(unit) == ["id", "name", "items"]
        assert unit["name"]
    found = list(items(document))
    assert found
    for item in found:
        assert list(item) == ITEM
        assert item["id"] in criteria
        assert item["title"]
        assert item["kind"] in KINDS
        assert item["action"] in ACTIONS
        assert item["role"] in {"lead", "support"}
        assert exact(item["points_at_stake"]) > 0
        assert exact(item["winnable"]) >= 0
        if item["due"] is not None:
            date.fromisoformat(item["due"])
        slots = [slot["id"] for slot in criteria[item["id"]].get("proof", ())]
        assert item["slot"] is None or item["slot"] in slots
        assert (item["proof"] is None) == (item["slot"] is None)
        if item["proof"] is not None:
            assert list(item["proof"]) == ["need", "have"]
            assert item["proof"]["have"] >= 0
        assert item["note"] == criteria[item["id"]].get("message")
    exponents = [exact(n).normalize().as_tuple().exponent for n in numbers_in(document)]
    assert all(isinstance(e, int) and e >= -2 for e in exponents)


def criteria_of_the_set() -> dict[str, dict[str, Any]]:
    files = sorted((ROOT / "criteria/so-nganh-mau-2023").glob("[0-9]*.yaml"))
    groups = [yaml.safe_load(file.read_text("utf-8")) for file in files]
    return {c["id"]: c for group in groups for c in group["criteria"]}


@pytest.mark.parametrize("as_of", DAYS)
def test_the_points_add_up_to_the_cent(as_of: str, program: Program) -> None:
    document = checklist(program, as_of=as_of)
    score = program("score", "--format", "json", as_of=as_of).json["total"]
    lead = list(items(document, "lead"))
    won = total(item["winnable"] for item in lead)
    lost = total(item["points_at_stake"] for item in lead if item["action"] == "lost")
    missing = exact(score["max"]) - exact(score["final"])
    assert won == missing - lost - exact(score["explained"])
    assert won > 0
    for item in lead:
        if item["action"] == "lost" or (item["kind"] == "explanation" and item["slot"]):
            assert item["winnable"] == 0


@pytest.mark.parametrize("as_of", DAYS)
def test_points_are_won_once(as_of: str, program: Program) -> None:
    """Support adds hands, no points, and every criterion has one lead."""
    document = checklist(program, as_of=as_of)
    support = list(items(document, "support"))
    assert support
    assert {item["winnable"] for item in support} == {0}
    leads: dict[str, set[str]] = {}
    for unit in document["units"]:
        for item in unit["items"]:
            if item["role"] == "lead":
                leads.setdefault(item["id"], set()).add(unit["id"])
    assert all(len(units) == 1 for units in leads.values())
    gaps = program("gaps", "--vs-max", "--format", "json", as_of=as_of).json
    by_unit = {u["id"]: total(i["winnable"] for i in u["items"]) for u in document["units"]}
    assert by_unit == {unit["id"]: exact(unit["winnable"]) for unit in gaps["units"]}
    by_criterion: dict[str, Decimal] = {}
    for item in items(document):
        by_criterion[item["id"]] = by_criterion.get(item["id"], Decimal(0)) + exact(
            item["winnable"]
        )
    assert by_criterion == {c["id"]: exact(c["winnable"]) for c in gaps["criteria"]}


def test_the_explained_points_are_the_councils(program: Program) -> None:
    document = checklist(program)
    explained = [item for item in items(document, "lead") if item["action"] == "explain"]
    assert {item["id"] for item in explained} == {"3.3", "6.9", "6.10"}
    assert {item["winnable"] for item in explained} == {0}
    score = program("score", "--format", "json").json
    assert total(item["points_at_stake"] for item in explained) == exact(
        score["total"]["explained"]
    )


def test_what_was_appraised_is_lost(program: Program) -> None:
    decided = [item for item in items(checklist(program), "lead") if item["kind"] == "appraisal"]
    assert {item["id"]: item["points_at_stake"] for item in decided} == {
        "1.6": 5,
        "5.1": 12.5,
        "7.5": 8,
    }
    assert {item["action"] for item in decided} == {"lost"}
    before = items(checklist(program, as_of="2024-03-04"), "lead")
    assert "appraisal" not in {item["kind"] for item in before}


def test_the_coordinator_has_what_nobody_is_assigned(program: Program) -> None:
    def lead_of(criterion: str, as_of: str) -> str:
        document = checklist(program, as_of=as_of)
        (lead,) = {
            str(unit["id"])
            for unit in document["units"]
            for item in unit["items"]
            if item["id"] == criterion and item["role"] == "lead"
        }
        return lead

    assert lead_of("2.1", "2024-05-06") == "phong-kt-qlkchtgt"
    assert lead_of("2.1", "2024-05-07") == "van-phong"


# --- days -------------------------------------------------------------------------------------


@pytest.mark.parametrize("as_of", DAYS)
def test_due_dates(as_of: str, program: Program) -> None:
    for item in items(checklist(program, as_of=as_of)):
        if item["action"] == "do":
            assert item["due"] == "2023-12-31", "facts change within the period"
        elif item["action"] in {"make", "sign"}:
            assert item["due"] == "2023-12-31", "papers are issued within the period"
        elif item["action"] == "lost" or as_of > "2024-01-20":
            assert item["due"] is None, "nothing is due once it was handed in"
        elif item["title"].startswith("đã giải trình"):
            assert item["due"] is None, "what is explained waits for nobody but the council"
        elif (item["id"], item["slot"]) == ("2.4", "year-report"):
            assert item["due"] == "2023-12-31", "the slot's own due date"
        else:
            assert item["due"] == "2024-01-10", "collect_by comes before submit_by"


def test_after_the_period_nothing_can_be_done_or_made(program: Program) -> None:
    during = {item["action"] for item in items(checklist(program, as_of="2023-05-01"))}
    after = {item["action"] for item in items(checklist(program, as_of="2024-01-05"))}
    assert {"do", "make", "find"} <= during
    assert "find" in after
    assert not {"do", "make"} & after


def test_hand_in_without_a_collection_day(program: Program, small: Path) -> None:
    said = BASE[ASSESSMENT] + "dates: {submit_by: 2024-02-20}\n"
    (small / ASSESSMENT).write_text(said, "utf-8")
    for as_of, due in (("2024-02-20", "2024-02-20"), ("2024-02-21", None)):
        found = items(checklist(program, at=small, as_of=as_of))
        assert {item["due"] for item in found if item["kind"] == "paper"} == {due}
    (small / ASSESSMENT).write_text(BASE[ASSESSMENT], "utf-8")
    papers = [i for i in items(checklist(program, at=small)) if i["kind"] == "paper"]
    assert {item["due"] for item in papers} == {None}


def test_a_figure_nobody_has_is_to_be_measured(program: Program, small: Path) -> None:
    said = BASE[ASSESSMENT].replace("      meetings: 4\n", "      meetings:\n")
    (small / ASSESSMENT).write_text(said, "utf-8")
    (item,) = [i for i in items(checklist(program, at=small), "lead") if i["id"] == "1.1"]
    assert (item["kind"], item["action"]) == ("fact", "measure")
    assert (item["winnable"], item["points_at_stake"]) == (20, 20)
    assert "Số cuộc họp" in item["title"]


# --- who --------------------------------------------------------------------------------------


def test_work_without_a_unit_stands_under_unassigned(program: Program, small: Path) -> None:
    alone = BASE[UNITS_FILE].replace("coordinator:\n  - {unit: van-phong}\n", "")
    (small / UNITS_FILE).write_text(alone, "utf-8")
    document = checklist(program, at=small)
    by_unit = {unit["id"]: {item["id"] for item in unit["items"]} for unit in document["units"]}
    assert by_unit["unassigned"] == {"1.1", "1.2"}
    assert by_unit["phong-cntt"] == {"2.1", "2.2", "2.3"}
    (unassigned,) = [unit for unit in document["units"] if unit["id"] == "unassigned"]
    assert unassigned["name"] is None
    for form in ("table", "md"):
        ran = program("checklist", "--format", form, "--lang", "en", at=small)
        assert "not assigned" in ran.out
    rows = program("checklist", "--format", "csv", at=small).out
    assert ",unassigned," in rows


def test_without_units_the_sets_suggestion_stands(program: Program, tmp_path: Path) -> None:
    folder = make_workspace(tmp_path, {UNITS_FILE: None})
    document = checklist(program, at=folder)
    by_unit = {unit["id"]: {item["id"] for item in unit["items"]} for unit in document["units"]}
    assert by_unit == {"van-phong": {"1.1"}, "unassigned": {"1.2", "2.1", "2.2", "2.3"}}


# --- formats ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("as_of", ["2023-05-01", "2024-06-01"])
def test_every_line_names_action_criterion_and_points(
    language: str, as_of: str, program: Program
) -> None:
    ran = program("checklist", "--format", "md", "--lang", language, as_of=as_of)
    document = checklist(program, "--lang", language, as_of=as_of)
    tables = markdown_tables(ran.out)
    standing = {"THƯỜNG XUYÊN", "STANDING"}
    rows = [row for table in tables for row in table[2:] if row[0] not in standing]
    shown = [i for i in items(document) if i["role"] == "lead" or i["action"] != "lost"]
    assert len(rows) == len(shown)
    found = []
    for action, what, _, at_stake, due in rows:
        assert action == action.upper() != ""
        criterion = re.search(r"→ ([0-9.]+) \S", what)
        assert criterion is not None
        points = at_stake.replace(".", "").replace(",", ".") if language == "vi" else at_stake
        assert due == "" or re.search("20[0-9]{2}", due)
        found.append((criterion[1], Decimal(points)))
    assert sorted(found) == sorted((i["id"], exact(i["points_at_stake"])) for i in shown)
    assert len({row[0] for row in rows}) == len({item["action"] for item in shown})
    # Points are won once, by the lead: beside a unit in support stand none.
    blank = sum(not row[2] for row in rows)
    assert 0 < blank <= sum(item["role"] == "support" for item in shown)


def test_the_table_names_every_unit_that_has_work(program: Program) -> None:
    ran = program("checklist", columns=120)
    document = checklist(program)
    for unit in document["units"]:
        assert (unit["name"] in ran.out) == bool(unit["items"])
    for item in items(document):
        assert f"→ {item['id']} " in ran.out
    assert max(map(len, ran.out.splitlines())) <= 120


def test_csv_has_a_record_for_each_item(program: Program) -> None:
    ran = program("checklist", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out, newline=""), strict=True))
    document = checklist(program)
    wanted = [(unit["id"], item) for unit in document["units"] for item in unit["items"]]
    assert len(rows) == len(wanted)
    for row, (unit, item) in zip(rows, wanted, strict=True):
        assert None not in row
        assert (row["unit"], row["id"], row["action"]) == (unit, item["id"], item["action"])
        assert exact(row["winnable"]) == exact(item["winnable"])
        assert row["due"] == (item["due"] or "")
        proof = item["proof"] or {"need": "", "have": ""}
        assert (row["need"], row["have"]) == (str(proof["need"]), str(proof["have"]))
        assert row["status"] == "illustrative"


def test_nothing_to_do_is_an_answer_too(program: Program, small: Path) -> None:
    arguments = ("checklist", "phong-cntt", "--group", "1")
    assert checklist(program, *arguments[1:], at=small)["units"][0]["items"] == []
    csv_ran = program(*arguments, "--format", "csv", at=small)
    assert csv_ran.out.count("\n") == 1, "the heads alone"
    assert program(*arguments, at=small).status == 0
