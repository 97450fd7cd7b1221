"""Which papers are missing: enough for what is claimed, and not one too many."""

# Points are compared with whole numbers, which mypy takes for a slip within a tuple.
# mypy: no-strict-equality

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from randomsets import cases, quick
from scorekit import a_set, criterion, group, one_scored, paper, score_of

from dtiscore.analysis.missing import full, missing_papers
from dtiscore.base.points import Rounding, round_points
from dtiscore.scoring.proof import prove

if TYPE_CHECKING:
    from randomsets import Case

    from dtiscore.scoring.proof import Fill
    from dtiscore.scoring.tree import CriterionScore

D = Decimal


def found(one: CriterionScore) -> list[tuple[str, str, Decimal, Decimal]]:
    """Each slot with have/need, what is winnable and what is at stake."""
    return [
        (
            missing.state.slot.id,
            f"{missing.state.fill.have}/{missing.state.fill.need}",
            missing.winnable,
            missing.at_stake,
        )
        for missing in missing_papers(one, Rounding())
    ]


GATED = """
facts: {a: {label: A, type: yes_no}, b: {label: B, type: yes_no}}
rule:
  kind: best
  of:
    - {name: first, rule: {kind: yes_no, fact: a}}
    - {name: second, rule: {kind: yes_no, fact: b}}
proof:
  - {id: for-a, label: A, types: [QĐ], for: a}
  - {id: for-b, label: B, types: [KH], for: b}
  - {id: gate, label: Báo cáo, types: [BC]}
"""
BOTH = "{a: yes, b: yes}"


def test_one_of_several_alternatives_is_missing_beside_the_gate() -> None:
    assert found(one_scored(GATED, BOTH)) == [("for-a", "0/1", 5, 10), ("gate", "0/1", 5, 10)]
    gate = [paper("BC", "2023-02-02")]
    assert found(one_scored(GATED, BOTH, gate)) == [("for-a", "0/1", 10, 10)]
    second = [paper("KH", "2023-02-02")]
    assert found(one_scored(GATED, BOTH, second)) == [("gate", "0/1", 10, 10)]


MEETINGS = """
facts: {meetings: {label: Số cuộc họp, type: count}}
rule:
  kind: tiers
  fact: meetings
  tiers: [{at_least: 4, points: 10}, {at_least: 1, points: 2}]
proof: [{id: minutes, label: Biên bản, types: [TB], count_of: meetings}]
"""


@pytest.mark.parametrize(("there", "said"), [(0, "0/4"), (2, "2/4"), (3, "3/4")])
def test_no_more_papers_are_missing_than_the_claimed_points_need(there: int, said: str) -> None:
    papers = [paper("TB", f"2023-0{n}-10") for n in range(1, there + 1)]
    ((slot, have_and_need, won, stake),) = found(one_scored(MEETINGS, "meetings: 7", papers))
    assert (slot, have_and_need) == ("minutes", said)
    assert won == stake == (8 if there else 10)


def test_where_every_paper_counts_every_one_is_missing() -> None:
    text = MEETINGS.replace("at_least: 4", "at_least: 7")
    papers = [paper("TB", "2023-02-10")]
    assert found(one_scored(text, "meetings: 7", papers)) == [("minutes", "1/7", 8, 8)]
    text = MEETINGS.replace(", count_of: meetings", ", count: 3, partial: yes")
    assert found(one_scored(text, "meetings: 7", papers)) == [
        ("minutes", "1/3", D("6.67"), D("6.67"))
    ]


PLAN = """
facts: {issued: {label: Ngày ban hành, type: date}}
rule: {kind: deadline, fact: issued, due: 31/03, late: [{within_days: 30, share: 1/2}]}
proof: [{id: plan, label: Kế hoạch, types: [KH], shows: {fact: issued}}]
"""


def test_a_paper_that_shows_something_worse_does_not_count_as_there() -> None:
    late = [paper("KH", "2023-04-10")]
    assert found(one_scored(PLAN, "issued: 2023-03-01", late)) == [("plan", "0/1", 5, 5)]


def test_what_proves_why_a_criterion_is_left_out_is_missing_where_that_gives_points() -> None:
    text = """
        facts: {done: {label: Đã làm, type: yes_no}}
        rule: {kind: yes_no, fact: done}
        may_be_not_applicable: yes
        proof:
          - {id: decision, label: Quyết định, types: [QĐ]}
          - {id: why, label: Văn bản, types: [CV], for: not_applicable}
          - {id: more, label: Thêm, types: [BC], for: not_applicable, optional: yes}
        """
    the_set = a_set(group("g", criterion("1", text)), not_applicable="full")
    tree = score_of(the_set, "'1': {not_applicable: Không có nhiệm vụ}")
    assert found(tree.by_id["1"]) == [("why", "0/1", 10, 10)]
    letter = [paper("CV", "2023-02-02")]
    tree = score_of(the_set, "'1': {not_applicable: Không có nhiệm vụ}", letter)
    assert found(tree.by_id["1"]) == []


def provable(one: CriterionScore, fills: dict[str, Fill], rounding: Rounding) -> Decimal:
    rule, setting, outcome = one.criterion.rule, one.setting, one.outcome
    assert rule is not None
    assert setting is not None
    assert outcome is not None
    slots = [state.slot for state in one.slots]
    return round_points(prove(rule, slots, one.facts, setting, fills, outcome).points, rounding)


@quick
@given(cases())
def test_the_missing_papers_suffice_and_none_is_spare(case: Case) -> None:
    rounding = case.criteria_set.rounding
    for one in case.tree.criteria:
        papers = missing_papers(one, rounding)
        assert sum((p.winnable for p in papers), one.max * 0) == one.lost.proof
        assert all(0 <= p.winnable <= p.at_stake for p in papers)
        if one.setting is None or one.claimed is None or one.criterion.sign == "penalty":
            continue
        states = {state.slot.id: state for state in one.slots}
        fills = {slot: state.fill for slot, state in states.items()}
        supplied = dict(fills)
        for missing in papers:
            slot, need = missing.state.slot.id, missing.state.fill.need
            supplied[slot] = full(states[slot], one)._replace(have=need)
        assert provable(one, supplied, rounding) == one.claimed
        for missing in papers:
            slot = missing.state.slot.id
            less = supplied[slot]._replace(have=supplied[slot].have - 1, shown=())
            assert provable(one, {**supplied, slot: fills[slot]}, rounding) != one.claimed
            assert provable(one, {**supplied, slot: less}, rounding) != one.claimed
