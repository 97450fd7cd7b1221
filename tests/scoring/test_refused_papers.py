"""Papers that no slot takes are not passed over in silence: which, for which slot, and why."""

from __future__ import annotations

from datetime import date

import pytest
from scorekit import a_set, criterion, group, one_scored, paper, score_of

from dtiscore.evidence.fit import Refusal
from dtiscore.evidence.paper import Paper, Verdict


def wants(slot: str, fact: str = "done", kind: str = "yes_no") -> str:
    """A criterion with one fact and the slots given."""
    rule = {
        "yes_no": "{kind: yes_no, fact: done}",
        "date": "{kind: deadline, fact: done, due: 31/03}",
        "count": "{kind: count, fact: done, each: 1, at_most: 10}",
    }[kind]
    return f"""
        facts: {{{fact}: {{label: Đã làm, type: {kind}}}}}
        rule: {rule}
        proof: [{slot}]
        """


def why(text: str, said: str, *papers: Paper) -> list[tuple[str | None, str]]:
    """Slot and reason of each refused paper."""
    score = one_scored(text, said, papers)
    return [(item.slot.id if item.slot else None, item.why.name) for item in score.refused]


PLAN = "{id: plan, label: Kế hoạch, types: [KH], issuers: [SGTVT]}"


@pytest.mark.parametrize(
    ("handed_in", "reason"),
    [
        (paper("GM", "2023-02-02"), Refusal.TYPE),
        (Paper("e/x.pdf", "1"), Refusal.TYPE),
        (paper("KH", "2023-02-02", symbol="KH-UBND"), Refusal.ISSUER),
        (paper("KH", "2022-02-02", symbol="KH-SGTVT"), Refusal.TIME),
        (
            Paper("e/x.pdf", "1", type="KH", date=date(2023, 2, 2), verdict=Verdict.REJECTED),
            Refusal.REJECTED,
        ),
    ],
)
def test_the_first_check_that_fails_is_the_reason(handed_in: Paper, reason: Refusal) -> None:
    assert why(wants(PLAN), "done: yes", handed_in) == [("plan", reason.name)]


def test_a_paper_that_fits_is_not_refused_even_where_it_adds_nothing() -> None:
    two = [
        paper("KH", "2023-02-02", symbol="KH-SGTVT", name="a.pdf"),
        paper("KH", "2023-02-03", symbol="KH-SGTVT", name="b.pdf"),
    ]
    assert why(wants(PLAN), "done: yes", *two) == []


def test_what_the_paper_must_show_is_unknown() -> None:
    by_date = "{id: plan, label: Kế hoạch, types: [KH], shows: {fact: done, by: date}}"
    undated = Paper("e/x.pdf", "1", type="KH")
    said = "done: 2023-03-01"
    assert why(wants(by_date, kind="date"), said, undated) == [("plan", "UNKNOWN_DATE")]
    by_number = "{id: last, label: Văn bản cuối, types: [BC], shows: {fact: done, by: number}}"
    unnumbered = Paper("e/x.pdf", "1", type="BC", date=date(2023, 12, 30))
    assert why(wants(by_number, kind="count"), "done: 5", unnumbered) == [
        ("last", "UNKNOWN_NUMBER")
    ]


def test_a_report_of_a_quarter_needs_a_date_within_the_quarters() -> None:
    quarterly = "{id: reports, label: Báo cáo quý, types: [BC], each: quarter, within: in_force}"
    undated = Paper("e/a.pdf", "1", type="BC")
    early = Paper("e/b.pdf", "1", type="BC", date=date(2022, 12, 30))
    assert why(wants(quarterly), "done: yes", undated, early) == [
        ("reports", "UNKNOWN_DATE"),
        ("reports", "TIME"),
    ]


TWO = (
    "{id: decision, label: Quyết định, types: [QĐ]},"
    " {id: plan, label: Kế hoạch, types: [KH], issuers: [SGTVT]}"
)


def test_the_slot_that_came_nearest_is_named() -> None:
    of_the_province = paper("KH", "2023-02-02", symbol="KH-UBND")
    assert why(wants(TWO), "done: yes", of_the_province) == [("plan", "ISSUER")]


def test_put_by_hand_only_that_slot_is_spoken_of() -> None:
    by_hand = paper("KH", "2023-02-02", symbol="KH-UBND", slot="decision")
    assert why(wants(TWO), "done: yes", by_hand) == [("decision", "TYPE")]
    nowhere = paper("KH", "2023-02-02", symbol="KH-SGTVT", slot="nowhere")
    assert why(wants(TWO), "done: yes", nowhere) == [(None, "REJECTED")]


def test_a_paper_of_another_folder_is_judged_for_what_it_serves() -> None:
    groups = [group("g", criterion("1", wants(TWO)), criterion("2", wants(PLAN)))]
    minutes = paper("BB", "2023-02-02", criterion="1", also=("2",))
    tree = score_of(
        a_set(*groups),
        {"1": {"facts": {"done": "yes"}}, "2": {"facts": {"done": "yes"}}},
        papers=[minutes],
    )
    assert [(c.id, [item.why for item in c.refused]) for c in tree.criteria] == [
        ("1", [Refusal.TYPE]),
        ("2", [Refusal.TYPE]),
    ]
