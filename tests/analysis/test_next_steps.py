"""What a next step promises is what it gives: nothing that moves no points, nothing impossible."""

# Points are compared with whole numbers, which mypy takes for a slip within a tuple.
# mypy: no-strict-equality

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from making import rendered
from scorekit import a_set, criterion, group, judged, measured, paper, score_of, yes_no

from dtiscore.analysis.steps import missed_steps, next_steps, ways_up
from dtiscore.analysis.worklist import Action, Item, worklist

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dtiscore.analysis.steps import NextStep
    from dtiscore.scoring.tree import ScoreTree

D = Decimal
BEFORE, JANUARY = date(2023, 9, 1), date(2024, 1, 5)


def listed(steps: Iterable[NextStep]) -> list[tuple[str, str, Decimal]]:
    """Criterion, words, points."""
    return [(step.criterion.id, rendered(step.text), step.points) for step in steps]


def gained(tree: ScoreTree, day: date = BEFORE) -> list[tuple[str, str, Decimal]]:
    return listed(next_steps(tree, worklist(tree, day)))


def work(tree: ScoreTree, day: date = BEFORE) -> list[tuple[str, str, Decimal, Decimal]]:
    """Criterion, action, winnable and at stake."""
    found = worklist(tree, day)
    return [(i.criterion.id, i.action.value, i.winnable, i.at_stake) for i in found]


def reasons(items: Iterable[Item]) -> list[str]:
    return [rendered(item.text) for item in items if item.action is Action.LOST]


def counted(cid: str, max_score: int, name: str = "n", **keys: object) -> dict[str, object]:
    """A point for each; the figure needs no proof."""
    text = f"""
        facts: {{{name}: {{label: Số {name}, type: count}}}}
        rule: {{kind: count, fact: {name}, each: 1}}
        measured_by: Sổ theo dõi
        """
    return criterion(cid, text, max_score, **keys)


def shared(rule: str, max_score: int = 10) -> dict[str, object]:
    """Criterion 2, which sees the count of criterion 1, perhaps as a part of all ``w``."""
    whole = ", w: {label: Tổng số w, type: count}" if "whole: w" in rule else ""
    text = f"""
        facts: {{n: {{same_as: "1.n"}}{whole}}}
        rule: {rule}
        measured_by: Sổ theo dõi
        """
    return criterion("2", text, max_score)


# --- papers -----------------------------------------------------------------------------------


def with_slots(*slots: str) -> dict[str, object]:
    lines = "\n".join(f"  - {slot}" for slot in slots)
    text = (
        "facts: {done: {label: Đã làm, type: yes_no}}\nrule: {kind: yes_no, fact: done}\nproof:\n"
    )
    return criterion("1", text + lines)


def test_papers_that_win_only_together_are_one_step() -> None:
    both = with_slots("{id: a, label: A, types: [QĐ]}", "{id: b, label: B, types: [KH], count: 3}")
    tree = score_of(
        a_set(group("g", both)), "'1': {facts: {done: yes}}", [paper("KH", "2023-02-02")]
    )
    assert work(tree) == [("1", "make", D(5), D(10)), ("1", "make", D(5), D(10))]
    assert gained(tree) == [("1", "supply together: A; B (2 more)", D(10))]


def test_papers_that_win_alone_are_steps_of_their_own() -> None:
    cut = (
        "{id: a, label: A, types: [QĐ], share: 3/10}",
        "{id: b, label: B, types: [KH], share: 7/10}",
    )
    tree = score_of(a_set(group("g", with_slots(*cut))), "'1': {facts: {done: yes}}")
    assert gained(tree) == [("1", "supply: B", D(7)), ("1", "supply: A", D(3))]


# --- what moves no points ---------------------------------------------------------------------


def test_a_confirmed_criterion_adds_nothing_to_a_step_of_another() -> None:
    both = (counted("1", 10), shared("{kind: count, fact: n, each: 1}"))
    said = "{'1': {facts: {n: 4}}, '2': {confirmed: 4}}"
    tree = score_of(a_set(group("g", *both)), said)
    assert gained(tree) == [("1", "Số n: from 4 to 10", D(6))]
    assert work(tree) == [("1", "do", D(6), D(6)), ("2", "lost", D(0), D(6))]
    decided = score_of(a_set(group("g", *both)), said.replace("n: 4}", "n: 4}, confirmed: 4"))
    assert missed_steps(decided) == ()


def test_a_step_adds_what_the_group_and_the_total_let_through() -> None:
    """The bonus is unproved: what it claims is no part of the final total yet."""
    capped = group("b", yes_no("9", 5, sign="bonus"), counted("8", 5, sign="bonus"))
    capped |= {"kind": "adjustment", "at_most": 6}
    criteria_set = a_set(group("g", judged("1", 100)), capped)
    said = "{'1': {points: 50, explanation: X}, '9': {facts: {done: yes}}, '8': {facts: {n: 0}}}"
    tree = score_of(criteria_set, said)
    assert tree.total.final == 50
    assert {cid: points for cid, _, points in gained(tree)} == {"9": 5, "8": 5}
    proved = score_of(criteria_set, said, [paper("QĐ", "2023-02-02", criterion="9")])
    assert {cid: points for cid, _, points in gained(proved)} == {"8": 1}


def test_what_is_stated_of_a_judged_criterion_is_up_to_the_appraiser() -> None:
    tree = score_of(a_set(group("g", judged("1", 10))), "'1': {points: 8, explanation: X}")
    for day in (BEFORE, JANUARY):
        items = worklist(tree, day)
        assert [(i.action, i.winnable, i.at_stake) for i in items] == [(Action.LOST, 0, 2)]
        assert reasons(items) == ["the appraiser decides; there is no formula"]
        assert next_steps(tree, items) == ()


# --- what is not evaluated --------------------------------------------------------------------

PARTS = """
facts: {issued: {label: Ngày ban hành, type: date}, n: {label: Số việc, type: count}}
rule:
  kind: sum
  parts:
    - {name: first, max_score: 5, rule: {kind: deadline, fact: issued, due: 31/03}}
    - {name: second, max_score: 5, rule: {kind: count, fact: n, each: 1}}
measured_by: Sổ theo dõi
"""


@pytest.mark.parametrize("day", [BEFORE, JANUARY])
@pytest.mark.parametrize("issued", ["không", "2023-05-05"])
def test_what_is_known_to_be_missed_is_not_promised(issued: str, day: date) -> None:
    tree = score_of(
        a_set(group("g", criterion("1", PARTS))), f"'1': {{facts: {{issued: {issued}}}}}"
    )
    items = worklist(tree, day)
    assert [(i.action, i.winnable, i.at_stake) for i in items] == [
        (Action.MEASURE, 5, 5),
        (Action.LOST, 0, 5),
    ]
    (reason,) = reasons(items)
    assert "2023-03-31" in reason
    assert gained(tree, day) == [("1", "supply the figures: Số việc", D(5))]


def test_what_can_still_be_done_is_promised_with_the_figures() -> None:
    tree = score_of(a_set(group("g", criterion("1", PARTS))), "'1': {facts: {issued: không}}")
    assert work(tree, date(2023, 3, 1)) == [("1", "measure", D(10), D(10))]


def test_a_part_known_to_be_nothing_promises_nothing_after_the_period() -> None:
    for said, winnable in (("part: 0", 0), ("part: 3", 10), ("whole: 0", 0), ("whole: 3", 10)):
        one = measured("1", 10)
        one["rule"]["when_whole_is_zero"] = "zero"
        tree = score_of(a_set(group("g", one)), f"'1': {{facts: {{{said}}}}}")
        assert sum(item.winnable for item in worklist(tree, JANUARY)) == winnable, said


ALTERNATIVES = """
facts: {won: {label: Giải thưởng, type: yes_no}, n: {label: Số sáng kiến, type: count}}
rule:
  kind: best
  of:
    - {name: prize, rule: {kind: yes_no, fact: won}}
    - {name: ideas, max_score: 6, rule: {kind: count, fact: n, each: 1}}
measured_by: Sổ theo dõi
"""


def test_figures_of_an_alternative_nobody_stated_are_asked_for() -> None:
    tree = score_of(a_set(group("g", criterion("1", ALTERNATIVES))), "'1': {facts: {won: no}}")
    assert work(tree, JANUARY) == [("1", "measure", D(6), D(6)), ("1", "lost", D(0), D(4))]
    assert gained(tree, JANUARY) == [("1", "supply the figures: Số sáng kiến", D(6))]
    # Within the period the prize can still be won: the other alternative adds nothing to that.
    assert work(tree, BEFORE) == [("1", "do", D(10), D(10))]


def test_a_condition_nobody_stated_beside_one_that_is_not_met() -> None:
    text = """
        facts: {a: {label: A, type: yes_no}, b: {label: B, type: yes_no}}
        rule: {kind: all, facts: [a, b]}
        measured_by: Sổ
        """
    tree = score_of(a_set(group("g", criterion("1", text))), "'1': {facts: {a: no}}")
    assert work(tree, BEFORE) == [("1", "measure", D(10), D(10))]
    assert work(tree, JANUARY) == [("1", "lost", D(0), D(10))]


# --- facts that several criteria see ------------------------------------------------------------


PART_OF_W = "{kind: ratio, part: n, whole: w, when_whole_is_zero: zero}"


def test_a_step_goes_as_far_as_every_criterion_lets_it() -> None:
    criteria_set = a_set(group("g", counted("1", 10), shared(PART_OF_W)))
    tree = score_of(criteria_set, "{'1': {facts: {n: 3}}, '2': {facts: {w: 4}}}")
    items = worklist(tree, BEFORE)
    assert work(tree) == [
        ("1", "do", D(1), D(1)),
        ("1", "lost", D(0), D(6)),
        ("2", "do", D("2.50"), D("2.50")),
    ]
    (reason,) = reasons(items)
    assert "Tổng số w" in reason
    assert [text for _, text, _ in gained(tree)] == ["Số n: from 3 to 4"] * 2
    assert {points for _, _, points in gained(tree)} == {D("3.50")}
    assert [s.points for s in ways_up(tree, tree.by_id["1"], BEFORE).steps] == [D("3.50")]
    assert {step.points for step in missed_steps(tree)} == {D("3.50")}


def test_a_step_that_another_criterion_forbids_is_none() -> None:
    criteria_set = a_set(group("g", counted("1", 10), shared(PART_OF_W)))
    tree = score_of(criteria_set, "{'1': {facts: {n: 4}}, '2': {facts: {w: 4}}}")
    assert work(tree) == [("1", "lost", D(0), D(6))]
    (reason,) = reasons(worklist(tree, BEFORE))
    assert "Tổng số w" in reason
    up = ways_up(tree, tree.by_id["1"], BEFORE)
    assert up.steps == ()
    assert "Tổng số w" in rendered(up.blocks[0])
    assert missed_steps(tree) == ()


def test_criteria_that_pull_one_fact_apart_win_only_what_is_left_over() -> None:
    """Up to 10: 5 here less 3 there. Down to 2: 2 there less 3 here."""
    fewer = "{kind: tiers, fact: n, tiers: [{at_most: 2, points: 5}, {at_most: 6, points: 3}]}"
    criteria_set = a_set(group("g", counted("1", 10), shared(fewer, 5)))
    tree = score_of(criteria_set, "{'1': {facts: {n: 5}}}")
    assert (tree.total.max, tree.total.final) == (15, 8)
    items = worklist(tree, BEFORE)
    assert sum(item.winnable for item in items) == 2
    assert sum(item.at_stake for item in items if item.action is Action.LOST) == 5
    assert gained(tree) == [("1", "Số n: from 5 to 10", D(2))]
    assert all("1" in text or "2" in text for text in reasons(items))


def test_one_more_is_taken_where_all_the_way_would_cost_more() -> None:
    fewer = "{kind: tiers, fact: n, tiers: [{at_most: 4, points: 10}, {at_most: 100, share: 0}]}"
    criteria_set = a_set(group("g", counted("1", 10), shared(fewer)))
    tree = score_of(criteria_set, "{'1': {facts: {n: 2}}}")
    assert gained(tree) == [("1", "Số n: from 2 to 4", D(2))]
    assert work(tree) == [("1", "do", D(2), D(2)), ("1", "lost", D(0), D(6))]


# --- days -------------------------------------------------------------------------------------

REPORT = """
facts: {sent: {label: Ngày gửi báo cáo, type: date}}
rule: {kind: deadline, fact: sent, due: 31/01/+1, late: [{within_days: 10, share: 1/2}]}
measured_by: Trục liên thông
"""


def report_of(said: str, day: date) -> list[tuple[str, str, Decimal, date | None]]:
    tree = score_of(a_set(group("g", criterion("1", REPORT))), f"'1': {{facts: {{sent: {said}}}}}")
    found = worklist(tree, day)
    return [(i.criterion.id, i.action.value, i.winnable, i.due) for i in found]


def test_a_date_after_the_period_can_still_be_kept_in_january() -> None:
    due = date(2024, 1, 31)
    for day in (BEFORE, JANUARY, due):
        assert report_of("không", day) == [("1", "do", D(10), due)]
    late = report_of("không", date(2024, 2, 5))
    assert late == [("1", "do", D(5), date(2024, 2, 10)), ("1", "lost", D(0), None)]
    assert report_of("không", date(2024, 2, 11)) == [("1", "lost", D(0), None)]


def test_a_planned_date_can_be_brought_forward_and_a_past_one_cannot() -> None:
    assert report_of("2024-02-05", JANUARY) == [("1", "do", D(5), date(2024, 1, 31))]
    assert report_of("2024-02-05", date(2024, 2, 6)) == [("1", "lost", D(0), None)]


def test_counts_do_not_change_after_the_period() -> None:
    tree = score_of(a_set(group("g", counted("1", 10))), "'1': {facts: {n: 3}}")
    assert work(tree, JANUARY) == [("1", "lost", D(0), D(7))]
    assert ways_up(tree, tree.by_id["1"], JANUARY).steps == ()
    assert [step.points for step in missed_steps(tree)] == [1]


def test_what_is_done_by_a_date_is_due_on_it() -> None:
    text = REPORT.replace("31/01/+1", "31/10")
    tree = score_of(a_set(group("g", criterion("1", text))), "'1': {facts: {sent: không}}")
    assert [item.due for item in worklist(tree, BEFORE)] == [date(2023, 10, 31)]
    assert next(item.due for item in worklist(tree, date(2023, 11, 5))) == date(2023, 11, 10)


def test_there_is_no_way_up_for_what_is_confirmed_or_counts_against_us() -> None:
    penalty = counted("9", 5, "late", sign="penalty")
    criteria_set = a_set(group("g", counted("1", 10)), group("p", penalty, kind="adjustment"))
    tree = score_of(criteria_set, "{'1': {facts: {n: 3}, confirmed: 2}, '9': {facts: {late: 1}}}")
    for cid in ("1", "9"):
        assert ways_up(tree, tree.by_id[cid], BEFORE) == ((), ())


def test_changes_that_go_together_are_told_apart() -> None:
    text = """
        facts: {a: {label: "A, trước", type: yes_no}, b: {label: B, type: yes_no}}
        rule: {kind: all, facts: [a, b]}
        measured_by: Sổ
        """
    tree = score_of(a_set(group("g", criterion("1", text))), "'1': {facts: {a: no, b: no}}")
    assert gained(tree) == [("1", "fulfil: A, trước; fulfil: B", D(10))]
