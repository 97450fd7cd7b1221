"""``dtiscore change``: the split of two years' difference, read back from the program."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from clikit import HEAD, ROOT, Program, codes, exact, markdown_tables, total

from workspaces import ASSESSMENT, AWARENESS, BASE, SET, make_workspace

if TYPE_CHECKING:
    from pathlib import Path

CAUSES = ("set", "work", "proof")
NEW = "so-nganh-mau-2024"


def holds(document: dict[str, Any]) -> None:
    """Every row sums to its difference, and the groups to the total."""
    for row in (document["total"], *document["groups"]):
        assert total(row[cause] for cause in CAUSES) == exact(row["after"]) - exact(row["before"])
    for key in ("before", "after", *CAUSES):
        assert total(row[key] for row in document["groups"]) == exact(document["total"][key])


def change(program: Program, *arguments: str, at: Path = ROOT) -> dict[str, Any]:
    ran = program("change", *arguments, "--format", "json", at=at)
    assert (ran.status, ran.err) == (0, "")
    document: dict[str, Any] = ran.json
    assert document["schema"] == "dtiscore/change/1"
    assert list(document)[: len(HEAD)] == HEAD
    holds(document)
    return document


def test_the_sample_s_two_years(program: Program) -> None:
    document = change(program, "2023", "2024")
    assert (document["from"], document["to"]) == (2023, 2024)
    assert document["total"]["before"] == 633.56
    assert document["total"]["set"] == 0
    assert not document["as_if"]


def test_a_year_as_the_new_set_would_score_it(program: Program) -> None:
    document = change(program, "2023", "2023", "--set", NEW)
    assert document["as_if"]
    assert document["criteria_set"]["id"] == NEW
    assert document["total"]["set"] == exact_difference(document)
    assert document["total"]["set"] != 0
    assert (document["total"]["work"], document["total"]["proof"]) == (0, 0)
    # 1.3 has 5 points less of 15, and 1.6 gave half of 10, now of 15.
    assert document["groups"][0]["set"] == -2.5
    assert document["years"][0]["unheard"] == [
        *("3.3.has_room", "3.3.online_meetings", "3.3.all_meetings")
    ]


def exact_difference(document: dict[str, Any]) -> float:
    return float(exact(document["total"]["after"]) - exact(document["total"]["before"]))


def test_all_three_causes(program: Program) -> None:
    document = change(program, "2023", "2024", "--set", NEW)
    assert all(document["total"][cause] for cause in CAUSES)


def test_the_way_back(program: Program) -> None:
    there, back = change(program, "2023", "2024"), change(program, "2024", "2023")
    for row, other in zip(
        (there["total"], *there["groups"]), (back["total"], *back["groups"]), strict=True
    ):
        assert [row[cause] for cause in CAUSES] == [-other[cause] for cause in CAUSES]


def test_a_year_and_itself(program: Program) -> None:
    document = change(program, "2023", "2023")
    for row in (document["total"], *document["groups"]):
        assert [row[cause] for cause in CAUSES] == [0, 0, 0]
    assert "không đổi" in program("change", "2023", "2023").out


def test_the_forms_say_the_same(program: Program) -> None:
    document = change(program, "2023", "2024", "--set", NEW)
    records = list(
        csv.DictReader(
            io.StringIO(program("change", "2023", "2024", "--set", NEW, "-f", "csv").out)
        )
    )
    assert [[exact(r[key]) for key in CAUSES] for r in records] == [
        [exact(row[key]) for key in CAUSES] for row in document["groups"]
    ]
    (table,) = markdown_tables(
        program("change", "2023", "2024", "--set", NEW, "--lang", "en", "-f", "md").out
    )
    assert len(table) == 2 + len(document["groups"]) + 1
    page = program("change", "2023", "2024", "--set", NEW).out
    assert "SỐ LIỆU MINH HỌA" in page
    assert "minh họa" in page


# --- what is wrong ----------------------------------------------------------------------------


def test_a_year_without_an_assessment(program: Program) -> None:
    ran = program("change", "2022", "2023", "--format", "json")
    assert codes(ran) == [("missing-file", "assessments/2022.yaml")]


def test_a_set_that_is_not_there(program: Program) -> None:
    ran = program("change", "2023", "2024", "--set", "large", "--format", "json")
    assert codes(ran) == [("unknown-set", "--set")]


def test_a_year_that_is_none(program: Program) -> None:
    assert program("change", "2023", "20245").status == 2
    assert program("change", "2023").status == 2
    assert program("change", "abc", "2023").status == 2


ANOTHER = {
    SET.replace("small", "new"): BASE[SET].replace("id: small", "id: new"),
    **{
        file.replace("small", "new"): BASE[file]
        for file in BASE
        if file.startswith("criteria/small/") and file != SET and "cases" not in file
    },
    "assessments/2024.yaml": BASE[ASSESSMENT].replace(
        "period: 2023", "period: 2024\ncriteria_set: new"
    ),
}
CROSSWALK = "criteria/new/crosswalks/small.yaml"
ENTRIES = "from: small\nto: new\ncriteria:\n" + "".join(
    f'  - {{kind: "1:1", from: "{cid}", to: "{cid}"}}\n'
    for cid in ("1.1", "1.2", "2.1", "2.2", "2.3")
)


def test_years_under_two_sets(program: Program, tmp_path: Path) -> None:
    """The same answers and no papers in either year: what differs is what the set made of it."""
    at = make_workspace(tmp_path / "same", {**ANOTHER, CROSSWALK: ENTRIES})
    assert change(program, "2023", "2024", at=at)["total"]["set"] == 0
    awareness = AWARENESS.replace("small", "new")
    lighter = BASE[AWARENESS].replace("max_score: 40", "max_score: 20", 1)
    header = BASE[SET].replace("id: small", "id: new").replace("max_score: 100", "max_score: 80")
    files = {
        **ANOTHER,
        awareness: lighter.replace("max_score: 60", "max_score: 40"),
        SET.replace("small", "new"): header,
        CROSSWALK: ENTRIES.replace('"1:1", from: "1.2"', 'reweighted, from: "1.2"'),
    }
    at = make_workspace(tmp_path / "other", files)
    document = change(program, "2023", "2024", at=at)
    # 30 of 40 people: 30 points of 40 once, 15 of 20 now.
    assert [document["total"][cause] for cause in CAUSES] == [-15, 0, 0]
    assert [group["set"] for group in document["groups"]] == [-15, 0]


def test_two_sets_without_a_crosswalk(program: Program, tmp_path: Path) -> None:
    at = make_workspace(tmp_path, ANOTHER)
    ran = program("change", "2023", "2024", "--format", "json", at=at)
    assert codes(ran) == [("no-crosswalk", CROSSWALK)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('from: "1.1"', 'from: "9.9"', "crosswalk-id"),
        ('from: "1.2"', 'from: "1.1"', "crosswalk-twice"),
        ('kind: "1:1"', "kind: split", "crosswalk-kind"),
        ("to: new", "to: small", "crosswalk-sets"),
        ('kind: "1:1"', "kind: moved", "not-one-of"),
        ("criteria:", "criterion:", "missing-key"),
    ],
)
def test_a_crosswalk_that_is_wrong(
    old: str, new: str, code: str, program: Program, tmp_path: Path
) -> None:
    at = make_workspace(tmp_path, {**ANOTHER, CROSSWALK: ENTRIES.replace(old, new, 1)})
    ran = program("change", "2023", "2024", "--format", "json", at=at)
    assert (code, CROSSWALK) in codes(ran)
    assert ran.json["diagnostics"][0]["line"]


# --- dtiscore crosswalk check -----------------------------------------------------------------


def test_answers_without_a_home(program: Program) -> None:
    ran = program("crosswalk", "check", "--format", "json")
    (crosswalk,) = ran.json["crosswalks"]
    assert (crosswalk["from"]["id"], crosswalk["to"]["id"]) == ("so-nganh-mau-2023", NEW)
    assert {entry["kind"] for entry in crosswalk["entries"]} == {
        *("1:1", "reweighted", "split", "merge", "new", "gone")
    }
    assert [(one["criterion"], one["fact"], one["why"]) for one in crosswalk["homeless"]] == [
        ("3.3", "has_room", "gone"),
        ("3.3", "online_meetings", "gone"),
        ("3.3", "all_meetings", "gone"),
    ]
    assert [(one["criterion"], one["fact"]) for one in crosswalk["unasked"]] == [
        ("3.7", "hosted"),
        ("7.6", "qr_codes"),
    ]
    assert program("crosswalk", "check", "so-nganh-mau-2023", NEW).status == 0


def test_what_nobody_gave_a_home(program: Program, tmp_path: Path) -> None:
    services = SET.replace("set.yaml", "2-services.yaml")
    text = BASE[services].replace("issued: {label: Ngày", "signed_on: {label: Ngày")
    text = text.replace("fact: issued", "fact: signed_on")
    files = {**ANOTHER, services.replace("small", "new"): text, "assessments/2024.yaml": None}
    entries = ENTRIES.replace('  - {kind: "1:1", from: "2.3", to: "2.3"}\n', "")
    at = make_workspace(tmp_path, {**files, CROSSWALK: entries})
    ran = program("crosswalk", "check", "--format", "json", at=at)
    (crosswalk,) = ran.json["crosswalks"]
    found = [(one["criterion"], one["fact"], one["why"]) for one in crosswalk["homeless"]]
    assert found == [("2.2", "issued", "no_fact"), ("2.3", None, "no_entry")]
    assert {one["code"] for one in ran.json["diagnostics"]} == {"crosswalk-open"}
    assert "không có chỗ" in program("crosswalk", "check", at=at).err


def test_a_crosswalk_that_is_asked_for_and_not_there(program: Program, tmp_path: Path) -> None:
    assert codes(program("crosswalk", "check", "x", "--format", "json")) == [
        ("unknown-set", "crosswalk")
    ]
    at = make_workspace(tmp_path, ANOTHER)
    ran = program("crosswalk", "check", "small", "new", "--format", "json", at=at)
    assert codes(ran) == [("no-crosswalk", CROSSWALK)]


def test_a_set_travels_without_the_older_one(program: Program, tmp_path: Path) -> None:
    at = make_workspace(
        tmp_path,
        {
            "criteria/small/crosswalks/older.yaml": ENTRIES.replace(
                "from: small", "from: older"
            ).replace("to: new", "to: small")
        },
    )
    assert program("check", at=at).status == 0
