"""Points at risk: what would be lost if no doubtful paper were taken, at every level."""

# Points are compared with whole numbers, which mypy takes for a slip within a tuple.
# mypy: no-strict-equality

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from randomsets import cases, quick
from scorekit import a_set, criterion, group, judged, measured, paper, score_of, yes_no

from dtiscore.evidence.paper import Paper, Verdict
from dtiscore.scoring.tree import State

if TYPE_CHECKING:
    from randomsets import Case

    from dtiscore.scoring.tree import ScoreTree

D = Decimal
DOUBT = Verdict.DOUBTFUL


def verdict_all(case: Case, verdict: Verdict) -> Case:
    """The same with every doubtful paper judged otherwise."""
    return case.with_papers(
        *(p._replace(verdict=verdict) if p.verdict is DOUBT else p for p in case.papers)
    )


def without_late(case: Case) -> Case:
    """Papers of the year after are in doubt whatever their verdict: none here."""
    return case.with_papers(*(p for p in case.papers if p.date is None or p.date.year < 2024))


@quick
@given(cases())
def test_secure_lies_between_nothing_and_what_is_provable(case: Case) -> None:
    tree = case.tree
    for one in tree.criteria:
        if one.provable is None:
            assert one.secure is None or one.state is State.UNSCORED
            continue
        assert one.secure is not None
        assert one.claimed is not None
        if one.criterion.sign != "penalty":
            assert 0 <= one.secure <= one.provable <= one.claimed
        assert one.at_risk == (0 if one.confirmed is not None else one.provable - one.secure)
    for one_group in tree.groups:
        assert one_group.at_risk >= 0
    assert tree.at_risk >= 0


@quick
@given(cases())
def test_at_risk_is_what_the_score_without_doubtful_papers_lacks(case: Case) -> None:
    """Rescaled or capped: as if the appraiser had rejected them."""
    case = without_late(case)
    tree, cut = case.tree, verdict_all(case, Verdict.REJECTED).tree
    assert tree.at_risk == tree.total.final - cut.total.final
    for one, less in zip(tree.groups, cut.groups, strict=True):
        assert one.at_risk == one.sums.final - less.sums.final
    for criterion_, less_ in zip(tree.criteria, cut.criteria, strict=True):
        if criterion_.provable is not None and criterion_.confirmed is None:
            assert criterion_.secure == less_.provable


@quick
@given(cases(), st.data())
def test_what_is_accepted_never_lowers_what_is_secure(case: Case, data: st.DataObject) -> None:
    doubtful = [n for n, p in enumerate(case.papers) if p.verdict is DOUBT]
    if not doubtful:
        return
    chosen = data.draw(st.sampled_from(doubtful))
    papers = [
        p._replace(verdict=Verdict.ACCEPTED) if n == chosen else p
        for n, p in enumerate(case.papers)
    ]
    before, after = case.tree, case.with_papers(*papers).tree
    for one, other in zip(before.criteria, after.criteria, strict=True):
        if one.secure is not None and other.secure is not None:
            assert one.secure <= other.secure
        assert one.provable == other.provable, "a doubtful paper counts"


@quick
@given(cases())
def test_without_doubt_nothing_is_at_risk(case: Case) -> None:
    tree = verdict_all(without_late(case), Verdict.ACCEPTED).tree
    assert tree.at_risk == 0
    assert [one.at_risk for one in tree.groups] == [0] * len(tree.groups)
    assert {one.at_risk for one in tree.criteria} <= {D(0)}


@quick
@given(cases(), st.data())
def test_a_rejected_paper_is_worth_as_much_as_none(case: Case, data: st.DataObject) -> None:
    if not case.papers:
        return
    chosen = data.draw(st.integers(0, len(case.papers) - 1))
    rejected = [
        p._replace(verdict=Verdict.REJECTED) if n == chosen else p
        for n, p in enumerate(case.papers)
    ]
    absent = [p for n, p in enumerate(case.papers) if n != chosen]
    one, other = case.with_papers(*rejected).tree, case.with_papers(*absent).tree
    assert points(one) == points(other)


def points(tree: ScoreTree) -> list[object]:
    return [
        tree.total,
        tree.at_risk,
        *((g.sums, g.at_risk) for g in tree.groups),
        *((c.claimed, c.provable, c.secure, c.final) for c in tree.criteria),
    ]


@quick
@given(cases())
def test_what_is_confirmed_rests_on_nothing(case: Case) -> None:
    said = {
        cid: {**about, "confirmed": [{"points": 0, "on": None}]} for cid, about in case.said.items()
    }
    tree = replace(case, said=said, as_of=None).tree
    assert tree.at_risk == 0
    assert {one.at_risk for one in tree.criteria} <= {D(0)}


# --- cases that are easily got wrong ----------------------------------------------------------


def doubtful(kind: str, day: str, **keys: object) -> Paper:
    return paper(kind, day, **keys)._replace(verdict=DOUBT)


def test_a_sound_paper_beside_a_doubtful_one_leaves_nothing_at_risk() -> None:
    """The doubtful one lies in the slot, but it is not needed there."""
    criteria_set = a_set(group("g", yes_no("1", 10)))
    both = [doubtful("QĐ", "2023-02-02"), paper("QĐ", "2023-03-03")]
    tree = score_of(criteria_set, "'1': {facts: {done: yes}}", both)
    assert (tree.by_id["1"].secure, tree.at_risk) == (10, 0)
    tree = score_of(criteria_set, "'1': {facts: {done: yes}}", both[:1])
    assert (tree.by_id["1"].secure, tree.by_id["1"].provable, tree.at_risk) == (0, 10, 10)


def test_a_sound_paper_moves_into_the_slot_of_a_doubtful_one() -> None:
    text = """
        facts: {a: {label: A, type: yes_no}, b: {label: B, type: yes_no}}
        rule: {kind: sum, parts: [
          {name: one, max_score: 8, rule: {kind: yes_no, fact: a}},
          {name: two, max_score: 2, rule: {kind: yes_no, fact: b}}]}
        proof:
          - {id: for-a, label: A, types: [QĐ], for: one}
          - {id: for-b, label: B, types: [QĐ, KH], for: two}
        """
    papers = [doubtful("QĐ", "2023-01-01"), paper("QĐ", "2023-02-02")]
    tree = score_of(
        a_set(group("g", criterion("1", text))), "'1': {facts: {a: yes, b: yes}}", papers
    )
    assert (tree.by_id["1"].provable, tree.by_id["1"].secure) == (10, 8)


@pytest.mark.parametrize(("cap", "at_risk"), [("4", 4), ("12", 10), (None, 10)])
def test_the_cap_of_a_group_bounds_what_is_at_risk(cap: str | None, at_risk: int) -> None:
    keys = {} if cap is None else {"at_most": cap}
    bonus = group("b", yes_no("9", 10, sign="bonus"), kind="adjustment", **keys)
    criteria_set = a_set(group("g", judged("1", 100)), bonus)
    said = "{'1': {points: 50, explanation: X}, '9': {facts: {done: yes}}}"
    papers = [doubtful("QĐ", "2023-02-02", criterion="9")]
    tree = score_of(criteria_set, said, papers)
    assert (tree.groups[1].at_risk, tree.at_risk) == (at_risk, at_risk)
    full = score_of(criteria_set, said.replace("50", "100"), papers)
    assert (full.groups[1].at_risk, full.at_risk) == (at_risk, 0), "cut by the maximum anyway"


def test_a_rescaled_group_risks_more_than_its_criterion() -> None:
    criteria_set = a_set(group("g", yes_no("1", 10), measured("2", 10)), not_applicable="rescale")
    said = "{'1': {facts: {done: yes}}, '2': {not_applicable: X}}"
    tree = score_of(criteria_set, said, [doubtful("QĐ", "2023-02-02")])
    assert (tree.by_id["1"].at_risk, tree.groups[0].at_risk, tree.at_risk) == (10, 20, 20)


def test_a_reason_that_is_in_doubt_puts_the_excused_points_at_risk() -> None:
    reason = "[{id: why, label: Lý do, types: [BC], for: not_applicable}]"
    one = measured("1", 10)
    one.pop("measured_by")
    text = f"""
        facts: {{part: {{label: P, type: count}}, whole: {{label: W, type: count}}}}
        rule: {{kind: ratio, part: part, whole: whole, when_whole_is_zero: not_applicable}}
        may_be_not_applicable: yes
        measured_by: X
        proof: {reason}
        """
    criteria_set = a_set(group("g", criterion("1", text), judged("2", 5)), not_applicable="full")
    tree = score_of(criteria_set, "'1': {not_applicable: Không có}", [doubtful("BC", "2023-02-02")])
    assert (tree.by_id["1"].provable, tree.by_id["1"].secure, tree.at_risk) == (10, 0, 10)
