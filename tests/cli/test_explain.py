"""``dtiscore explain`` at the command line: the way from the files to the points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from clikit import DIAGNOSTIC, GROUPS, HEAD, LANGUAGES, ROOT, Program, codes, exact, refused

from workspaces import ASSESSMENT, BASE

if TYPE_CHECKING:
    from pathlib import Path

OF_SCORE = ["id", "name", "max", "claimed", "provable", "confirmed", "final", "state", "reason"]
OF_SCORE += ["lost", "lead", "support", "estimated", "explained", "at_risk", "proof"]
OF_EXPLAIN = ["papers", "doubtful", "shown"]
OWN = ["refused", "legal_basis", "rule", "facts", "counted", "steps", "next"]


def explain(program: Program, *arguments: str, **where: Any) -> Any:
    ran = program("explain", "--format", "json", *arguments, **where)
    assert ran.status == 0, ran.out
    assert ran.err == ""
    return ran.json


def everything(program: Program, *arguments: str) -> list[dict[str, Any]]:
    return [c for group in GROUPS for c in explain(program, group, *arguments)["criteria"]]


def test_the_document(program: Program) -> None:
    document = explain(program, "1.4")
    assert list(document) == [*HEAD, "criteria", "diagnostics"]
    assert document["schema"] == "dtiscore/explain/1"
    (criterion,) = document["criteria"]
    assert list(criterion) == [*OF_SCORE, *OWN]
    assert criterion["id"] == "1.4"
    for slot in criterion["proof"]:
        assert list(slot) == ["slot", "need", "have", *OF_EXPLAIN]
    for fact in criterion["facts"]:
        assert list(fact) == ["id", "label", "type", "value", "file", "line"]
    for line in (*criterion["rule"], *criterion["steps"]):
        assert set(line) == {"depth", "text"}
        assert line["text"]
    for step in criterion["next"]:
        assert list(step) == ["text", "points"]


def test_it_says_what_score_says(program: Program) -> None:
    scored = program("score", "--format", "json").json
    wanted = [criterion for group in scored["groups"] for criterion in group["criteria"]]
    found = everything(program)
    for one, other in zip(found, wanted, strict=True):
        for key in OF_SCORE[:-1]:
            assert one[key] == other[key]
        slots = [{k: v for k, v in s.items() if k not in OF_EXPLAIN} for s in one["proof"]]
        assert slots == other["proof"]


@pytest.mark.parametrize("name", ["4", "Nhân lực số", "nhan luc so"])
def test_a_group_is_all_its_criteria(name: str, program: Program) -> None:
    criteria = explain(program, name)["criteria"]
    assert [criterion["id"] for criterion in criteria] == [f"4.{n}" for n in range(1, 7)]


def test_6_1_is_not_6_10(program: Program) -> None:
    for name in ("6.1", "6.10"):
        assert [c["id"] for c in explain(program, name)["criteria"]] == [name]


@pytest.mark.parametrize(("unknown", "near"), [("1.111", "1.1"), ("6.11", "6.1"), ("2,1", "2.1")])
def test_an_unknown_id_and_the_nearest(unknown: str, near: str, program: Program) -> None:
    ran = program("explain", unknown, "--format", "json")
    if ran.status == 0:
        assert [criterion["id"] for criterion in ran.json["criteria"]] == [near]
        return
    assert codes(ran) == [("unknown-criterion", unknown)]
    assert f"“{near}" in refused(ran)[0]["message"]
    ran = program("explain", unknown)
    assert (ran.status, ran.out) == (2, "")
    assert f"“{near}" in ran.err


def test_an_id_like_none(program: Program) -> None:
    assert codes(program("explain", "xyz", "--format", "json")) == [("unknown-criterion", "xyz")]


def test_an_id_must_be_given(program: Program) -> None:
    ran = program("explain")
    assert (ran.status, ran.out) == (2, "")
    assert "MÃ" in ran.err


# --- facts ------------------------------------------------------------------------------------


def test_facts_stand_where_it_says(program: Program) -> None:
    """Each named line holds the fact, under its name, under the criterion that states it."""
    lines = (ROOT / ASSESSMENT).read_text("utf-8").splitlines()
    seen = 0
    for criterion in everything(program):
        for fact in criterion["facts"]:
            assert fact["file"] == ASSESSMENT
            line = lines[fact["line"] - 1]
            above = [text for text in lines[: fact["line"]] if re.match(r"      \w+:", text)]
            assert above[-1].startswith(f"      {fact['id']}:")
            assert line.startswith((f"      {fact['id']}: ", "        value: "))
            stated = line.split(": ", 1)[1]
            owner = [text for text in lines[: fact["line"]] if re.match(r'  "', text)][-1]
            if fact["type"] == "count":
                assert fact["value"].replace(".", "") == stated
                own = owner == f'  "{criterion["id"]}":'
                assert own or fact["id"] in {"meetings", "staff", "systems", "computers"} | {
                    "dossiers",
                    "resolved",
                }
            seen += 1
    assert seen > 60


def test_a_shared_fact_has_one_place(program: Program) -> None:
    (one,) = explain(program, "1.1")["criteria"]
    (other,) = explain(program, "1.2")["criteria"]
    places = [f for c in (one, other) for f in c["facts"] if f["id"] == "meetings"]
    assert places[0] == places[1]
    assert f"{ASSESSMENT}:{places[0]['line']}" in program("explain", "1.2").out


def test_a_fact_that_is_not_stated(program: Program, small: Path) -> None:
    said = BASE[ASSESSMENT].replace("      meetings: 4\n", "      meetings:\n")
    (small / ASSESSMENT).write_text(said, "utf-8")
    (criterion,) = explain(program, "1.1", at=small)["criteria"]
    (fact,) = criterion["facts"]
    assert (fact["value"], fact["file"], fact["line"]) == (None, None, None)
    assert criterion["state"] == "not_evaluated"
    assert criterion["next"] == []
    assert program("explain", "1.1", at=small).status == 0


# --- papers -----------------------------------------------------------------------------------


def test_papers_are_listed_in_their_slots(program: Program) -> None:
    criteria = {criterion["id"]: criterion for criterion in everything(program)}
    papers = [path for c in criteria.values() for slot in c["proof"] for path in slot["papers"]]
    assert all((ROOT / path).is_file() for path in papers)
    assert len(papers) > 60
    (minutes,) = criteria["1.1"]["proof"]
    folder = "evidence/2023/1.1/"
    assert [path.removeprefix(folder) for path in minutes["papers"]] == [
        "118-TB-SGTVT_2023-11-07_hop-chuyen-doi-so.pdf",
        "21-TB-SGTVT_2023-03-10_ket-luan-hop-chuyen-doi-so-quy-1.pdf",
        "67-TB-SGTVT_2023-06-16_ket-luan-hop-chuyen-doi-so-quy-2.pdf",
    ]
    assert (minutes["need"], minutes["have"]) == (4, 3)
    (chaired,) = criteria["1.2"]["proof"]
    assert all(path.startswith(folder) for path in chaired["papers"]), "lent by 1.1"
    assert (chaired["need"], chaired["have"]) == (3, 2)
    # A summary counts for as many as it covers, a rejected paper for nothing.
    assert [slot["have"] for slot in criteria["4.3"]["proof"]] == [9]
    assert criteria["4.6"]["proof"][0]["have"] == 0
    page = program("explain", "1.1")
    for path in minutes["papers"]:
        assert path in page.out


def test_papers_that_prove_nothing_are_named_with_the_reason(program: Program) -> None:
    refused = {
        criterion["id"]: [(item["slot"], item["why"]) for item in criterion["refused"]]
        for criterion in everything(program)
        if criterion["refused"]
    }
    assert refused["1.1"] == [("minutes", "type")], "an invitation proves no meeting"
    assert refused["2.1"] == [("plan", "rejected")], "35/KH-UBND is not the department's"
    assert refused["5.1"] == [("level-decisions", "issuer")], "it is not the department's to give"
    assert refused["4.6"] == [("appraisal-rules", "rejected")], "a draft"
    for language in LANGUAGES:
        page = program("explain", "2.1", "--lang", language, columns=200)
        assert "35-KH-UBND_2023-04-19_ke-hoach-chuyen-doi-so-2023.pdf: " in page.out
        (why,) = [line for line in page.out.splitlines() if "35-KH-UBND_2023-04-19_" in line]
        assert "KH-UBND" in why.partition(".pdf: ")[2]
        assert "Sở Giao thông vận tải" in why


# --- steps ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_steps_end_in_the_points(language: str, program: Program) -> None:
    def shown(points: float) -> str:
        text = f"{points:,.2f}"
        return text if language == "en" else text.replace(".", ",")

    for criterion in everything(program, "--lang", language):
        steps = [step["text"] for step in criterion["steps"]]
        assert shown(criterion["final"]) in steps[-1]
        for kind in ("claimed", "provable", "confirmed"):
            if criterion[kind] is not None:
                assert any(shown(criterion[kind]) in step for step in steps)
        assert len(steps) >= 3
        assert criterion["rule"]
        if criterion["lost"]["proof"]:
            assert len(steps) >= 4, "what the papers took is one of the steps"


def test_the_arithmetic_of_a_ratio(program: Program) -> None:
    (criterion,) = explain(program, "4.1", "--lang", "en")["criteria"]
    arithmetic = " ".join(step["text"] for step in criterion["steps"])
    for number in ("38", "45", "30", "90%", "28.15", "18.77"):
        assert number in arithmetic
    assert criterion["claimed"] == round(30 * 38 / 45 / 0.9, 2)
    assert criterion["provable"] == round(30 * 38 / 45 / 0.9 * 2 / 3, 2)


def test_each_next_step_adds_what_it_says(program: Program, small: Path) -> None:
    """A ratio offers one more of the part, and what reaches the goal."""
    during = "2023-06-01"
    (criterion,) = explain(program, "1.2", "--lang", "en", at=small, as_of=during)["criteria"]
    for step, trained in zip(criterion["next"], (31, 40), strict=True):
        assert f"from 30 to {trained}" in step["text"]
        changed = BASE[ASSESSMENT].replace("trained: 30", f"trained: {trained}")
        (small / ASSESSMENT).write_text(changed, "utf-8")
        (after,) = explain(program, "1.2", at=small)["criteria"]
        assert exact(after["claimed"]) - exact(criterion["claimed"]) == exact(step["points"])


def test_at_the_maximum_there_is_no_next_step(program: Program) -> None:
    for criterion in everything(program):
        if criterion["claimed"] == criterion["max"]:
            assert criterion["next"] == []


# --- formats ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["table", "md"])
def test_pages_name_the_places(language: str, form: str, program: Program) -> None:
    ran = program("explain", "5.1", "--format", form, "--lang", language)
    assert (ran.status, ran.err) == (0, "")
    day = "20/03/2024" if language == "vi" else "2024-03-20"
    points = "12,50" if language == "vi" else "12.50"
    assert day in ran.out
    assert points in ran.out
    lines = (ROOT / ASSESSMENT).read_text("utf-8").splitlines()
    place = lines.index("      systems_approved: 3") + 1
    assert f"{ASSESSMENT}:{place}" in ran.out


def test_there_is_no_csv(program: Program) -> None:
    ran = program("explain", "5.1", "--format", "csv")
    assert (ran.status, ran.out) == (2, "")


def test_warnings_travel_with_the_answer(program: Program, small: Path) -> None:
    (small / "evidence/2023/1.11").mkdir(parents=True)
    (found,) = explain(program, "1.1", at=small)["diagnostics"]
    assert list(found) == DIAGNOSTIC
    assert found["file"] == "evidence/2023/1.11"
    assert "[unknown-folder]" in program("explain", "1.1", at=small).err


def test_what_no_valid_paper_proves_counts_as_not_done(program: Program) -> None:
    page = program("explain", "2.1", "--lang", "en", columns=200).out
    assert "no valid paper proves it (stated 2023-04-19), so it counts as not done" in page
    assert "proved only" not in page
