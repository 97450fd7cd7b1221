"""Which paper goes to which slot (design §3): by hand, else where all together prove most."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from scorekit import a_set, criterion, data_of, group, one_scored, paper, score_of, yes_no

if TYPE_CHECKING:
    from dtiscore.scoring.tree import CriterionScore


def placed(score: CriterionScore) -> dict[str, list[str]]:
    """The names of the papers in each slot."""
    return {
        state.slot.id: [item.paper.path.rpartition("/")[2] for item in state.papers]
        for state in score.slots
    }


TWO = """
facts: {done: {label: Đã làm, type: yes_no}}
rule: {kind: yes_no, fact: done}
proof:
  - {id: report, label: Báo cáo, types: [BC], share: 3/10}
  - {id: any, label: Bất kỳ, types: [BC, KH], share: 7/10}
"""


def test_a_free_paper_goes_where_it_proves_most() -> None:
    score = one_scored(TWO, "done: yes", [paper("BC", "2023-02-02", name="a.pdf")])
    assert score.provable == 7
    assert placed(score) == {"report": [], "any": ["a.pdf"]}


def test_a_paper_put_by_hand_stays_there() -> None:
    by_hand = paper("BC", "2023-02-02", name="a.pdf", slot="report")
    score = one_scored(TWO, "done: yes", [by_hand])
    assert score.provable == 3
    assert placed(score) == {"report": ["a.pdf"], "any": []}


def test_by_hand_does_not_make_a_paper_fit() -> None:
    for slot in ("report", "nowhere"):
        plan = paper("KH", "2023-02-02", slot=slot)
        score = one_scored(TWO, "done: yes", [plan])
        assert score.provable == 0
        assert placed(score) == {"report": [], "any": []}


def test_together_papers_prove_more_than_each_where_it_is_best_alone() -> None:
    papers = [paper("BC", "2023-02-02", name="a.pdf"), paper("KH", "2023-02-02", name="b.pdf")]
    score = one_scored(TWO, "done: yes", papers)
    assert score.provable == 10
    assert placed(score) == {"report": ["a.pdf"], "any": ["b.pdf"]}


def test_of_equal_ways_the_order_of_slots_then_of_names_decides() -> None:
    """The first name to the first slot, the next to the next; what is left to the first."""
    text = TWO.replace("3/10", "1/2").replace("7/10", "1/2").replace("[BC]", "[BC, KH]")
    papers = [paper("BC", "2023-02-02", name=name) for name in ("b.pdf", "c.pdf", "a.pdf")]
    for order in permutations(papers):
        score = one_scored(text, "done: yes", order)
        assert score.provable == 10
        assert placed(score) == {"report": ["a.pdf", "c.pdf"], "any": ["b.pdf"]}


def test_a_paper_that_adds_no_points_still_fills_a_slot() -> None:
    text = TWO.replace("share: 3/10", "count: 2, share: 3/10")
    # Neither slot can be completed by it where the other slot's paper lies by hand.
    papers = [
        paper("KH", "2023-02-02", name="a.pdf", slot="any"),
        paper("BC", "2023-02-02", name="b.pdf"),
    ]
    score = one_scored(text, "done: yes", papers)
    assert placed(score) == {"report": ["b.pdf"], "any": ["a.pdf"]}


def test_an_optional_slot_takes_only_what_no_other_wants() -> None:
    text = TWO.replace("share: 3/10", "optional: yes").replace("share: 7/10", "share: 1")
    text = text.replace("[BC], optional", "[BC, TB], optional")
    papers = [paper("BC", "2023-02-02", name="a.pdf"), paper("TB", "2023-02-02", name="b.pdf")]
    score = one_scored(text, "done: yes", papers)
    assert score.provable == 10
    assert placed(score) == {"report": ["b.pdf"], "any": ["a.pdf"]}


def test_a_summary_goes_where_it_covers_most() -> None:
    text = """
        facts: {a: {label: A, type: count}, b: {label: B, type: count}}
        rule:
          kind: sum
          parts:
            - {name: first, max_score: 5, rule: {kind: count, fact: a, each: 1}}
            - {name: second, max_score: 5, rule: {kind: count, fact: b, each: 1}}
        proof:
          - {id: for-a, label: A, count_of: a, summary: [BC]}
          - {id: for-b, label: B, count_of: b, summary: [BC]}
        """
    papers = [
        paper("BC", "2023-12-12", name="x.pdf", covers={"a": 2, "b": 4}),
        paper("BC", "2023-12-12", name="y.pdf", covers={"a": 3, "b": 4}),
    ]
    score = one_scored(text, "{a: 3, b: 4}", papers)
    assert score.provable == 7
    assert placed(score) == {"for-a": ["y.pdf"], "for-b": ["x.pdf"]}


# --- many papers ------------------------------------------------------------------------------

MONTHLY = """
facts: {done: {label: Đã làm, type: yes_no}}
rule: {kind: yes_no, fact: done}
proof:
  - {id: monthly, label: Báo cáo tháng, types: [BC], each: month}
  - {id: yearly, label: Báo cáo năm, types: [BC]}
"""


@pytest.mark.parametrize("month", [1, 6, 12])
def test_the_one_spare_paper_of_many_is_found(month: int) -> None:
    """Two ways for each of thirteen papers are 8 192: the spare one must not go at random."""
    days = [*(f"2023-{m:02}-05" for m in range(1, 13)), f"2023-{month:02}-25"]
    papers = [paper("BC", day) for day in days]
    assert one_scored(MONTHLY, "done: yes", papers).provable == 10
    without = [one for one in papers if one.path != papers[-1].path]
    assert one_scored(MONTHLY, "done: yes", without).provable == 0


def test_hundreds_of_papers_for_several_slots_are_placed_at_once() -> None:
    text = """
        facts: {a: {label: A, type: count}, b: {label: B, type: count}}
        rule:
          kind: sum
          parts:
            - {name: first, max_score: 5, rule: {kind: count, fact: a, each: 0.05}}
            - {name: second, max_score: 5, rule: {kind: count, fact: b, each: 0.025}}
        proof:
          - {id: for-a, label: A, count_of: a}
          - {id: for-b, label: B, count_of: b}
        """
    papers = [paper("BC", "2023-12-12", name=f"{n:03}.pdf") for n in range(150)]
    score = one_scored(text, "{a: 100, b: 200}", papers)
    assert score.provable == 5 + 50 * 0.025
    assert [len(names) for names in placed(score).values()] == [100, 50]


# --- also -------------------------------------------------------------------------------------


def test_a_paper_serves_other_criteria_also() -> None:
    criteria_set = a_set(group("g", yes_no("1", 10), yes_no("2", 5), yes_no("3", 3)))
    said = data_of(
        "{'1': {facts: {done: yes}}, '2': {facts: {done: yes}}, '3': {facts: {done: yes}}}"
    )
    decision = paper("QĐ", "2023-02-02", also=("2",))
    tree = score_of(criteria_set, said, [decision])
    assert [c.provable for c in tree.criteria] == [10, 5, 0]


OWN = """
facts: {n: {label: Số, type: count}}
rule: {kind: count, fact: n, each: 1}
proof: [{id: list, label: Danh sách, types: [BC], count_of: n, summary: [BC]}]
"""


def test_covers_means_the_fact_of_the_paper_s_own_criterion() -> None:
    """Four things there are not four of the things that happen to have the same name here."""
    criteria_set = a_set(group("g", criterion("1", OWN), criterion("2", OWN)))
    said = "{'1': {facts: {n: 4}}, '2': {facts: {n: 4}}}"
    report = paper("BC", "2023-12-12", also=("2",), covers={"n": 4})
    assert [c.provable for c in score_of(criteria_set, said, [report]).criteria] == [4, 1]
    both = report._replace(covers_also={"2": {"n": 3}})
    assert [c.provable for c in score_of(criteria_set, said, [both]).criteria] == [4, 3]


def test_a_slot_chosen_by_hand_binds_only_in_the_paper_s_own_criterion() -> None:
    other = criterion("2", TWO)
    criteria_set = a_set(group("g", criterion("1", TWO), other))
    said = data_of("{'1': {facts: {done: yes}}, '2': {facts: {done: yes}}}")
    report = paper("BC", "2023-02-02", slot="report", also=("2",))
    tree = score_of(criteria_set, said, [report])
    assert [c.provable for c in tree.criteria] == [3, 7]
