"""``dtiscore gaps`` at the command line: every comparison against numbers worked out here."""

from __future__ import annotations

import csv
import io
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from clikit import (
    DIAGNOSTIC,
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

from workspaces import ASSESSMENT, AWARENESS, BASE, PUBLISHED, make_workspace
from workspaces import UNITS as UNITS_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

AGAINST = ["kind", "label", "source", "status", "cohort", "includes_self", "members", "of"]
CENT = Decimal("0.01")
KINDS = {"average", "best", "max", "period", "agency", "target"}
ACTIONS = {"find", "sign", "make", "measure", "do", "explain", "lost"}

# What the small workspace scores without a single paper (see test_score).
SMALL = {"1": 30, "2": 16}
SMALL_TOTAL = 46

PEERS = """\
period: 2023
source: Quyết định 401/QĐ-UBND
status: official
agencies:
  - {id: so-mau, name: Sở Mẫu, total: 63.5, groups: {"1": 40, "2": 23.5}}
  - {id: so-a, name: Sở A, total: 80, groups: {"1": 50, "2": 30}}
  - {id: so-b, name: Sở B, total: 61.12, groups: {"1": 30.01, "2": 31.11}}
"""


def gaps(program: Program, *arguments: str, **where: Any) -> Any:
    ran = program("gaps", "--format", "json", *arguments, **where)
    assert ran.status == 0, ran.out
    assert ran.err == ""
    return ran.json


def published(small: Path, text: str) -> Path:
    (small / PUBLISHED).write_text(text, "utf-8")
    return small


def references(document: Mapping[str, Any]) -> tuple[float | None, dict[str, float | None]]:
    groups = {group["id"]: group["reference"] for group in document["groups"]}
    return document["total"]["reference"], groups


def rounded(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def holds(document: Mapping[str, Any]) -> None:
    """Every gap is what is compared less the reference; below is what is behind."""
    for row in (document["total"], *document["groups"]):
        if row["reference"] is None:
            assert (row["gap"], row["below"]) == (None, None)
            continue
        gap = exact(row["compared"]) - exact(row["reference"])
        assert exact(row["gap"]) == gap
        assert row["below"] is (gap < 0)
        if not document["against"]["scaled"]:
            assert row["compared"] == row["final"]


# --- the document -----------------------------------------------------------------------------

FORMS: Mapping[str, list[str]] = {
    "average": [],
    "max": ["--vs-max"],
    "agency": ["--vs", "so-gtvt"],
    "target": ["--vs-target", "700"],
    "period": ["--vs-period", "2023"],
}


@pytest.mark.parametrize("kind", FORMS)
def test_the_document_has_the_keys_of_the_design(kind: str, program: Program) -> None:
    document = gaps(program, *FORMS[kind])
    # Additions: `coverage`, `missed`, `diagnostics`, `scaled`, `compared`, a unit's `lost`, a
    # step's `action`.
    body = ["against", "total", "coverage", "groups", "criteria", "units", "steps", "missed"]
    assert list(document) == [*HEAD, *body, "diagnostics"]
    assert document["schema"] == "dtiscore/gaps/1"
    assert list(document["against"]) == [*AGAINST, "scaled"]
    assert document["against"]["kind"] == kind
    assert document["against"]["kind"] in KINDS
    assert document["against"]["status"] in {"official", "illustrative", None}
    gap = ["final", "compared", "reference", "gap", "below"]
    assert list(document["total"]) == gap
    for group in document["groups"]:
        assert list(group) == ["id", "name", "max", *gap]
    for criterion in document["criteria"]:
        keys = ["id", "name", "max", "final", "lost", "winnable", "lead"]
        assert list(criterion) == keys
        assert list(criterion["lost"]) == ["not_done", "proof", "appraisal"]
    for unit in document["units"]:
        assert list(unit) == ["id", "name", "winnable", "lost", "owed"]
    for step in (*document["steps"], *document["missed"]):
        assert list(step) == ["criterion", "text", "points", "action"]
        assert step["action"] in ACTIONS
        assert step["text"]
    holds(document)
    exponents = [exact(n).normalize().as_tuple().exponent for n in numbers_in(document)]
    assert all(isinstance(e, int) and e >= -2 for e in exponents)
    assert document["total"]["final"] == 633.56


def test_the_average_is_the_default(program: Program) -> None:
    assert gaps(program) == gaps(program, "--vs-average")


# --- the sample -------------------------------------------------------------------------------


def test_the_sample_against_its_published_averages(program: Program) -> None:
    stated = yaml.safe_load((ROOT / "published/2023.yaml").read_text("utf-8"))
    averages = stated["averages"]
    document = gaps(program)
    assert references(document) == (averages["total"], averages["groups"])
    against = document["against"]
    assert (against["status"], against["source"]) == ("illustrative", averages["source"])
    assert (against["includes_self"], against["cohort"]) == (True, None)
    assert (against["members"], against["of"], against["scaled"]) == (None, None, False)
    assert document["total"]["gap"] == -87.79
    below = {group["id"] for group in document["groups"] if group["below"]}
    assert below == {"1", "2", "4", "6", "7"}


def test_the_sample_against_the_maximum(program: Program) -> None:
    document = gaps(program, "--vs-max")
    assert document["total"]["reference"] == 1000
    assert [g["reference"] for g in document["groups"]] == [g["max"] for g in document["groups"]]
    assert all(group["below"] for group in document["groups"])
    assert document["total"]["gap"] == -366.44


def test_the_sample_against_its_own_published_result(program: Program) -> None:
    agencies = yaml.safe_load((ROOT / "published/2023.yaml").read_text("utf-8"))["agencies"]
    (stated,) = (agency for agency in agencies if agency["id"] == "so-gtvt")
    for name in ("so-gtvt", "Sở Giao thông vận tải", "so giao thong van tai"):
        document = gaps(program, "--vs", name)
        values = {group: said["value"] for group, said in stated["groups"].items()}
        assert references(document) == (stated["total"], values)
        assert document["total"]["gap"] == 0
        assert document["total"]["below"] is False
        # The total is official, the groups beside it are not: the weakest word stands.
        assert document["against"]["status"] == "illustrative"


@pytest.mark.parametrize("target", ["633.56", "700", "700,5", "0", "1000"])
def test_the_sample_against_a_target(target: str, program: Program) -> None:
    document = gaps(program, "--vs-target", target)
    wanted = Decimal(target.replace(",", "."))
    assert exact(document["total"]["reference"]) == wanted
    for group in document["groups"]:
        share = wanted * exact(group["max"]) / 1000
        assert exact(group["reference"]) == rounded(share)
    assert document["total"]["below"] is (wanted > Decimal("633.56"))
    assert document["against"]["status"] is None


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("abc", "not-a-number"),
        ("1.000", "ambiguous-number"),
        ("1000.01", "target-range"),
        ("-1", "target-range"),
    ],
)
def test_a_target_that_is_none(target: str, code: str, program: Program) -> None:
    ran = program("gaps", "--vs-target", target, "--format", "json")
    assert codes(ran) == [(code, "--vs-target")]


# --- small workspaces -------------------------------------------------------------------------


def test_the_published_averages(program: Program, small: Path) -> None:
    document = gaps(program, at=small)
    assert references(document) == (70.5, {"1": 45, "2": 25.5})
    assert [group["gap"] for group in document["groups"]] == [-15, -9.5]
    assert document["total"] == {
        "final": 46,
        "compared": 46,
        "reference": 70.5,
        "gap": -24.5,
        "below": True,
    }


def test_equal_is_not_below(program: Program, small: Path) -> None:
    text = BASE[PUBLISHED].replace('70.5, groups: {"1": 45,', '46, groups: {"1": 30.0040,')
    text = text.replace('"2": 25.5', '"2": 16.01')
    document = gaps(program, at=published(small, text))
    assert document["total"]["below"] is False
    assert [group["below"] for group in document["groups"]] == [False, True]
    assert [group["gap"] for group in document["groups"]] == [0, -0.01]


@pytest.mark.parametrize("includes_self", ["yes", "no"])
def test_a_mean_is_computed_where_none_is_published(
    includes_self: str, program: Program, small: Path
) -> None:
    text = PEERS + f"average: {{includes_self: {includes_self}}}\n"
    document = gaps(program, at=published(small, text))
    rows = [{"t": "63.5", "1": "40", "2": "23.5"}] if includes_self == "yes" else []
    rows += [{"t": "80", "1": "50", "2": "30"}, {"t": "61.12", "1": "30.01", "2": "31.11"}]
    for key, value in (("t", document["total"]), *((g["id"], g) for g in document["groups"])):
        mean = sum((Decimal(row[key]) for row in rows), Decimal(0)) / len(rows)
        assert exact(value["reference"]) == rounded(mean)
    against = document["against"]
    assert (against["members"], against["of"]) == (len(rows), len(rows))
    assert against["includes_self"] is (includes_self == "yes")
    assert against["status"] == "official"
    holds(document)


def test_a_mean_of_some_says_it_is_not_the_average(program: Program, small: Path) -> None:
    whole = published(small, PEERS)
    sentence = "not the province's average"
    assert sentence not in program("gaps", "--lang", "en", at=whole).out
    some = published(small, PEERS + "  - {id: so-c, name: Sở C}\n")
    document = gaps(program, at=some)
    assert (document["against"]["members"], document["against"]["of"]) == (3, 4)
    english = program("gaps", "--lang", "en", at=some)
    assert (english.status, english.err) == (0, "")
    assert sentence in english.out
    assert "3 of 4" in english.out
    pages = {program("gaps", "--lang", "vi", at=folder).out for folder in (some,)}
    assert len(pages) == 1


def test_the_best_of_some_says_that_a_better_one_may_be_missing(
    program: Program, small: Path
) -> None:
    form = ("gaps", "--vs-best", "--lang", "en")
    assert "may be better" not in program(*form, at=published(small, PEERS)).out
    page = program(*form, at=published(small, PEERS + "  - {id: so-c, name: Sở C}\n")).out
    assert "values of only 3 of 4 ranked agencies: another may be better" in page
    assert "average" not in page


def test_no_mean_no_verdict(program: Program, small: Path) -> None:
    text = PEERS.replace(', "2": 23.5', "").replace(', "2": 30}', "}").replace(', "2": 31.11', "")
    document = gaps(program, at=published(small, text))
    assert [group["below"] for group in document["groups"]] == [True, None]
    holds(document)
    table = markdown_tables(program("gaps", "--format", "md", at=small).out)[0]
    assert table[3][3:5] == ["–", "–"]


def test_the_best(program: Program, small: Path) -> None:
    document = gaps(program, "--vs-best", at=published(small, PEERS))
    assert references(document) == (80, {"1": 50, "2": 31.11})
    assert document["against"]["members"] == document["against"]["of"] == 3
    holds(document)


def test_another_agency(program: Program, small: Path) -> None:
    published(small, PEERS)
    for name in ("so-b", "Sở B", "so b"):
        document = gaps(program, "--vs", name, at=small)
        assert references(document) == (61.12, {"1": 30.01, "2": 31.11})
        assert "Sở B" in document["against"]["label"]


def test_the_maximum(program: Program, small: Path) -> None:
    document = gaps(program, "--vs-max", at=small)
    assert references(document) == (100, {"1": 60, "2": 40})


def test_our_own_other_period(program: Program, small: Path) -> None:
    said = BASE[ASSESSMENT].replace("2023", "2022").replace("trained: 30", "trained: 35")
    (small / "assessments/2022.yaml").write_text(said, "utf-8")
    document = gaps(program, "--vs-period", "2022", at=small)
    # 35 of 40 trained are 35 points of 40; the plan of 2023 is no plan of 2022.
    assert references(document) == (51, {"1": 35, "2": 16})
    assert [group["below"] for group in document["groups"]] == [True, False]
    assert "2022" in document["against"]["label"]
    holds(document)


def test_a_period_of_which_only_the_result_is_published(program: Program, small: Path) -> None:
    (small / "published/2022.yaml").write_text(PEERS.replace("2023", "2022"), "utf-8")
    document = gaps(program, "--vs-period", "2022", at=small)
    assert references(document) == (63.5, {"1": 40, "2": 23.5})
    assert document["against"]["kind"] == "period"


def scaled_workspace(folder: Path) -> Path:
    """1.2 does not apply: 40 of the 100 points are out of reach."""
    awareness = BASE[AWARENESS].replace(
        "    measured_by: Cơ sở dữ liệu cán bộ\n",
        "    measured_by: Cơ sở dữ liệu cán bộ\n    may_be_not_applicable: yes\n",
    )
    said = BASE[ASSESSMENT].replace("    facts:\n      trained: 30\n      staff: 40\n", "")
    said = said.replace('  "1.2":\n', '  "1.2":\n    not_applicable: Không có cán bộ thuộc diện\n')
    said = said.replace("      signing: 20\n", "      signing: 20\n      staff: 40\n")
    minutes = folder / "evidence/2023/1.1/118-TB-SM_2023-11-07_hop.pdf"
    make_workspace(folder, {AWARENESS: awareness, ASSESSMENT: said})
    minutes.parent.mkdir(parents=True)
    minutes.write_bytes(b"giay")
    return folder


def test_a_smaller_maximum_is_scaled_and_says_so(program: Program, tmp_path: Path) -> None:
    folder = scaled_workspace(tmp_path)
    document = gaps(program, at=folder)
    assert document["against"]["scaled"] is True
    first, second = document["groups"]
    assert (first["max"], first["final"], first["compared"]) == (20, 5, 15)
    assert (second["max"], second["final"], second["compared"]) == (40, 16, 16)
    assert document["total"]["final"] == 21
    assert document["total"]["compared"] == 35
    holds(document)
    words = "scaled to the full maximum"
    assert words in program("gaps", "--lang", "en", at=folder).out
    target = gaps(program, "--vs-target", "30", at=folder)
    assert target["against"]["scaled"] is False
    assert target["total"]["compared"] == 21
    assert references(target) == (30, {"1": 10, "2": 20})
    assert words not in program("gaps", "--lang", "en", "--vs-target", "30", at=folder).out


@pytest.mark.parametrize("form", [[], ["--group", "2"], ["--unit", "phong-cntt"]])
def test_the_coverage_stands_by_the_total(form: list[str], program: Program, small: Path) -> None:
    part, whole = "evaluated only {} of 5 criteria", "evaluated 5 of 5 criteria"
    page = program("gaps", *form, "--lang", "en", at=small).out
    assert whole in page
    assert "at least" not in page
    text = BASE[ASSESSMENT].replace("      trained: 30\n", "").replace("signing: 20", "signing:")
    (small / ASSESSMENT).write_text(text, "utf-8")
    document = gaps(program, *form, at=small)
    assert document["coverage"] == {"criteria": 3, "of": 5, "max": 40}
    assert document["coverage"] == program("score", "--format", "json", at=small).json["coverage"]
    page = program("gaps", *form, "--lang", "en", at=small).out
    assert part.format(3) in page
    assert "at least" in page
    assert "ít nhất" in program("gaps", *form, "--lang", "vi", at=small).out


# --- missing data -----------------------------------------------------------------------------


@pytest.mark.parametrize("form", [["--vs-average"], ["--vs-best"], ["--vs", "so-khac"]])
def test_without_published_results_the_file_to_fill_is_named(
    form: list[str], program: Program, tmp_path: Path
) -> None:
    folder = make_workspace(tmp_path, {PUBLISHED: None})
    assert codes(program("gaps", *form, "--format", "json", at=folder)) == [("no-data", PUBLISHED)]
    ran = program("gaps", *form, at=folder)
    assert (ran.status, ran.out) == (2, "")
    assert PUBLISHED in ran.err


@pytest.mark.parametrize("form", [[], ["--vs-average"], ["--vs-best"], ["--vs", "so-a"]])
def test_before_the_decision_its_day_is_named(
    form: list[str], program: Program, small: Path
) -> None:
    folder = published(small, PEERS + "on: 05/04/2024\n")
    refusal = program("gaps", *form, "--format", "json", at=folder, as_of="2024-04-04")
    assert codes(refusal) == [("no-data", PUBLISHED)]
    (record,) = refused(refusal)
    assert record["line"] == PEERS.count("\n") + 1
    assert all(day in record["message"] for day in ("04/04/2024", "05/04/2024"))
    assert gaps(program, *form, at=folder, as_of="2024-04-05")["total"]["reference"]
    other = ("gaps", "--vs-max", "--format", "json")
    assert program(*other, at=folder, as_of="2024-04-04").status == 0


def test_a_period_whose_result_is_not_published_yet(program: Program, small: Path) -> None:
    text = PEERS.replace("2023", "2022") + "on: 2023-04-05\n"
    (small / "published/2022.yaml").write_text(text, "utf-8")
    form = ("gaps", "--vs-period", "2022", "--format", "json")
    refusal = program(*form, at=small, as_of="2023-04-04")
    assert codes(refusal) == [("no-data", "published/2022.yaml")]
    assert program(*form, at=small, as_of="2023-04-05").status == 0


@pytest.mark.parametrize("form", [["--vs-average"], ["--vs-best"]])
def test_our_own_result_alone_is_no_reference(
    form: list[str], program: Program, small: Path
) -> None:
    text = "period: 2023\nagencies:\n  - {id: so-mau, total: 63.5}\n"
    ran = program("gaps", *form, "--format", "json", at=published(small, text))
    assert codes(ran) == [("no-data", PUBLISHED)]


def test_the_best_of_the_sample_is_illustrative(program: Program) -> None:
    document = gaps(program, "--vs-best")
    assert document["against"]["status"] == "illustrative"
    assert (document["against"]["members"], document["against"]["of"]) == (19, 19)
    holds(document)


def test_an_agency_without_a_total(program: Program, small: Path) -> None:
    text = PEERS + "  - {id: so-c, name: Sở C}\n"
    ran = program("gaps", "--vs", "so-c", "--format", "json", at=published(small, text))
    assert codes(ran) == [("no-data", PUBLISHED)]


def test_an_unknown_agency_lists_the_known_ones(program: Program, small: Path) -> None:
    ran = program("gaps", "--vs", "so-x", "--format", "json", at=published(small, PEERS))
    assert codes(ran) == [("unknown-agency", PUBLISHED)]
    for agency in ("so-mau", "so-a", "so-b"):
        assert agency in refused(ran)[0]["message"]


def test_an_unknown_period_names_the_file_to_fill(program: Program) -> None:
    ran = program("gaps", "--vs-period", "2021", "--format", "json")
    assert codes(ran) == [("no-data", "assessments/2021.yaml")]


def test_an_error_in_the_other_period_is_an_error(program: Program, small: Path) -> None:
    (small / "assessments/2022.yaml").write_text("period: 2022\nnonsense: 1\n", "utf-8")
    ran = program("gaps", "--vs-period", "2022", "--format", "json", at=small)
    assert codes(ran) == [("unknown-key", "assessments/2022.yaml")]


@pytest.mark.parametrize(
    "two",
    [
        ["--vs-average", "--vs-best"],
        ["--vs-max", "--vs", "so-a"],
        ["--vs-period", "2022", "--vs-target", "0"],
    ],
)
def test_two_references_are_one_too_many(two: list[str], program: Program) -> None:
    ran = program("gaps", *two, "--format", "json")
    assert codes(ran) == [("exactly-one", "gaps")]
    for option in ("--vs-average", "--vs-best", "--vs-max", "--vs-period", "--vs", "--vs-target"):
        assert option in refused(ran)[0]["message"]


# --- thresholds -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "status"),
    [([], 1), (["--vs-max"], 1), (["--vs-target", "0"], 0), (["--vs-period", "2023"], 0)],
)
def test_fail_on_below(form: list[str], status: int, program: Program) -> None:
    ran = program("gaps", *form, "--fail-on", "below", "--format", "json")
    assert ran.status == status
    document = ran.json
    assert any(row["below"] for row in (document["total"], *document["groups"])) is bool(status)
    assert program("gaps", *form).status == 0


def test_one_group_below_is_enough(program: Program, small: Path) -> None:
    text = BASE[PUBLISHED].replace('70.5, groups: {"1": 45,', '40, groups: {"1": 30.01,')
    published(small, text.replace('"2": 25.5', '"2": 9'))
    assert gaps(program, at=small)["total"]["below"] is False
    assert program("gaps", "--fail-on", "below", at=small).status == 1


def test_what_is_not_known_is_not_below(program: Program, small: Path) -> None:
    text = "period: 2023\naverages: {total: 46}\n"
    assert program("gaps", "--fail-on", "below", at=published(small, text)).status == 0


# --- who can win what -------------------------------------------------------------------------


@pytest.mark.parametrize("as_of", ["2023-05-01", "2023-12-31", "2024-01-05", "2024-06-01"])
def test_the_units_share_out_what_can_be_won(as_of: str, program: Program) -> None:
    document = gaps(program, "--vs-max", as_of=as_of)
    won = total(unit["winnable"] for unit in document["units"])
    assert won == total(criterion["winnable"] for criterion in document["criteria"])
    assert won > 0
    points = [exact(unit["winnable"]) for unit in document["units"]]
    assert points == sorted(points, reverse=True)
    assert {unit["id"] for unit in document["units"]} == set(UNITS)
    lost = total(unit["lost"] for unit in document["units"])
    assert lost == exact(1000) - exact(document["total"]["final"])
    owed = total(unit["owed"] for unit in document["units"])
    assert owed == exact(program("score", "--format", "json", as_of=as_of).json["lost"]["proof"])
    for unit in document["units"]:
        mine = [c["winnable"] for c in document["criteria"] if c["lead"] == unit["id"]]
        assert exact(unit["winnable"]) == total(mine)


def test_the_lost_points_are_those_of_the_lead_at_the_periods_end(program: Program) -> None:
    criteria = gaps(program, "--vs-max", as_of="2023-12-31")["criteria"]
    wanted: dict[str, Decimal] = dict.fromkeys(UNITS, Decimal(0))
    for criterion in gaps(program)["criteria"]:
        (lead,) = [c["lead"] for c in criteria if c["id"] == criterion["id"]]
        wanted[lead] += exact(criterion["max"]) - exact(criterion["final"])
    document = gaps(program)
    assert {unit["id"]: exact(unit["lost"]) for unit in document["units"]} == wanted


@pytest.mark.parametrize("as_of", ["2023-05-01", "2024-06-01"])
def test_criteria_are_listed_by_what_can_be_won(as_of: str, program: Program) -> None:
    criteria = gaps(program, "--vs-max", as_of=as_of)["criteria"]
    keys = [(-exact(c["winnable"]), exact(c["final"] or 0) - exact(c["max"])) for c in criteria]
    assert keys == sorted(keys)
    for criterion in criteria:
        missing = exact(criterion["max"]) - exact(criterion["final"] or 0)
        assert missing == total(criterion["lost"].values())
        assert 0 <= exact(criterion["winnable"]) <= missing


@pytest.mark.parametrize("as_of", ["2023-05-01", "2023-12-31", "2024-01-05", "2024-06-01"])
def test_the_largest_steps(as_of: str, program: Program) -> None:
    document = gaps(program, "--vs-max", as_of=as_of)
    over = as_of > "2023-12-31"
    for name in ("steps", "missed"):
        points = [exact(step["points"]) for step in document[name]]
        assert len(points) <= 10
        assert points == sorted(points, reverse=True)
        assert all(gain > 0 for gain in points)
    assert len(document["steps"]) == 10
    assert bool(document["missed"]) is over, "lessons are for when the period is over"
    assert {step["action"] for step in document["missed"]} <= {"lost"}
    assert ("do" in {step["action"] for step in document["steps"]}) <= (not over)
    listed = {criterion["id"] for criterion in document["criteria"]}
    assert {step["criterion"] for step in (*document["steps"], *document["missed"])} <= listed


def test_a_step_adds_what_taking_it_adds(program: Program, small: Path) -> None:
    document = gaps(program, as_of="2023-05-01", at=small)
    before = program("score", "--format", "json", at=small).json["total"]["claimed"]
    for criterion, old, new in (
        ("1.2", "trained: 30", "trained: 40"),
        ("2.1", "signing: 20", "signing: 40"),
    ):
        (step,) = [s for s in document["steps"] if s["criterion"] == criterion]
        assert step["action"] == "do"
        (small / ASSESSMENT).write_text(BASE[ASSESSMENT].replace(old, new), "utf-8")
        after = program("score", "--format", "json", at=small).json["total"]["claimed"]
        assert exact(after) - exact(before) == exact(step["points"])


def test_filters_take_lines_away_not_totals(program: Program) -> None:
    whole = gaps(program)
    group = gaps(program, "--group", "6")
    unit = gaps(program, "--unit", "thanh tra")
    for document in (group, unit):
        for key in ("against", "total"):
            assert document[key] == whole[key]
    assert group["groups"] == [g for g in whole["groups"] if g["id"] == "6"]
    assert unit["groups"] == whole["groups"]
    assert group["units"] == whole["units"]
    assert unit["units"] == [u for u in whole["units"] if u["id"] == "thanh-tra"]
    in_group = [c for c in whole["criteria"] if c["id"].startswith("6.")]
    assert group["criteria"] == in_group
    of_unit = {c["id"] for c in unit["criteria"]}
    assert 0 < len(of_unit) < len(whole["criteria"])
    for document, ids in ((group, {c["id"] for c in in_group}), (unit, of_unit)):
        for name in ("steps", "missed"):
            assert {step["criterion"] for step in document[name]} <= ids
    assert group["missed"], "a group's lessons are not crowded out by those of the others"


# --- formats ----------------------------------------------------------------------------------


def test_csv_has_a_record_for_each_group(program: Program) -> None:
    ran = program("gaps", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out, newline=""), strict=True))
    document = gaps(program)
    assert len(rows) == 7
    for row, group in zip(rows, document["groups"], strict=True):
        assert (row["id"], row["name"]) == (group["id"], group["name"])
        for key in ("max", "final", "compared", "reference", "gap"):
            assert Decimal(row[key]) == exact(group[key])
        assert row["below"] == str(group["below"]).lower()
        assert row["status"] == "illustrative"


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_shows_the_same_numbers(language: str, program: Program) -> None:
    ran = program("gaps", "--format", "md", "--lang", language)
    groups, *others = markdown_tables(ran.out)
    document = gaps(program)
    decimal = "," if language == "vi" else "."
    shown = [row[4].replace(".", "").replace(decimal, ".") for row in groups[2:]]
    if language == "en":
        shown = [row[4] for row in groups[2:]]
    rows = [*document["groups"], document["total"]]
    assert [Decimal(cell) for cell in shown] == [exact(row["gap"]) for row in rows]
    marks = ["▼" if row["below"] else "▲" for row in rows]
    assert [row[5][0] for row in groups[2:]] == marks
    assert len(others) == 4, "criteria, units, steps, lessons"
    assert len(others[2]) == len(others[3]) == 12
    during = program("gaps", "--vs-max", "--format", "md", as_of="2023-05-01")
    assert len(markdown_tables(during.out)) == 4


def test_warnings_travel_with_the_answer(program: Program, small: Path) -> None:
    (small / "evidence/2023/1.11").mkdir(parents=True)
    (found,) = gaps(program, at=small)["diagnostics"]
    assert list(found) == DIAGNOSTIC
    ran = program("gaps", at=small)
    assert (ran.status, "[unknown-folder]" in ran.err) == (0, True)


def test_points_that_nobody_answers_for_are_not_dropped(program: Program, tmp_path: Path) -> None:
    """No coordinator at the period's end: what it would have led is lost by nobody."""
    units = """
units: [{id: van-phong, name: A}, {id: phong-cntt, name: B}]
assignments: [{criteria: ["2"], lead: phong-cntt}]
coordinator: [{unit: van-phong, from: 2024-01-01}]
"""
    document = gaps(program, at=make_workspace(tmp_path, {UNITS_FILE: units}), as_of="2024-04-01")
    lost = {unit["id"]: exact(unit["lost"]) for unit in document["units"]}
    assert list(lost) == ["van-phong", "phong-cntt", "unassigned"]
    assert lost["unassigned"] > 0
    every = program("score", "--format", "json", at=tmp_path, as_of="2024-04-01").json["total"]
    assert total(unit["lost"] for unit in document["units"]) == exact(every["max"]) - exact(
        every["final"]
    )


def test_all_lists_every_criterion_that_lost_points(program: Program) -> None:
    lost = [entry["id"] for entry in program("gaps", "--format", "json").json["criteria"]]
    shown = program("gaps", "--format", "md").out
    every = program("gaps", "--all", "--format", "md").out
    assert all(f"| {criterion} " in every for criterion in lost)
    assert not all(f"| {criterion} " in shown for criterion in lost)
    assert "--all" in shown
    assert "--all" not in every
