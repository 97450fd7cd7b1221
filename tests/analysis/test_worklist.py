"""The work still to be done: its points add up to what is missing, for every day one asks."""

# Points are compared with whole numbers, which mypy takes for a slip within a tuple.
# mypy: no-strict-equality

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from randomsets import cases, quick
from scorekit import (
    a_set,
    criterion,
    data_of,
    group,
    judged,
    one_scored,
    paper,
    score_of,
    yes_no,
)

from dtiscore.analysis.duties import UNASSIGNED, by_unit, losses
from dtiscore.analysis.missing import missing_papers
from dtiscore.analysis.outlook import Outlook
from dtiscore.analysis.plan import planned
from dtiscore.analysis.steps import missed_steps, next_steps, ways_up
from dtiscore.analysis.worklist import Action, Item, ItemKind, calendar, worklist
from dtiscore.i18n.language import language
from dtiscore.model.facts import StatedFacts
from dtiscore.model.units import Units
from dtiscore.rules.core import FactType
from dtiscore.rules.statable import UNITS
from dtiscore.scoring.engine import score
from dtiscore.scoring.totals import group_score, whole
from dtiscore.scoring.tree import NOTHING, CriterionScore, ScoreTree, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from randomsets import Case

D = Decimal

BEFORE, AFTER, TOO_LATE = date(2023, 9, 1), date(2024, 1, 5), date(2024, 2, 1)
"""Within the assessed year; after it, while papers can be handed in; after the hand-in."""

days = st.sampled_from([date(2022, 12, 1), BEFORE, date(2023, 12, 31), AFTER, TOO_LATE])


def total(points: Iterable[Decimal]) -> Decimal:
    return sum(points, NOTHING)


def lost_for_good(items: Iterable[Item]) -> Decimal:
    return total(item.at_stake for item in items if item.action is Action.LOST)


# --- for every set ----------------------------------------------------------------------------


def highest(tree: ScoreTree) -> Decimal:
    """The most the total can be."""
    exceeds = tree.criteria_set.header.may_exceed_max
    return tree.total.max + (tree.adjustments.max if exceeds else NOTHING)


@quick
@given(cases(), days)
def test_the_work_adds_up_to_what_is_missing_in_the_total(case: Case, day: date) -> None:
    """Rescaled, capped, and with facts that several criteria see: to the cent."""
    tree = case.tree
    items = worklist(tree, day)
    won = total(item.winnable for item in items)
    assert won + lost_for_good(items) + tree.explained == highest(tree) - tree.total.final
    for item in items:
        assert 0 <= item.winnable <= item.at_stake
        assert item.action is not Action.LOST or item.winnable == 0 < item.at_stake


@quick
@given(cases(), days)
def test_the_work_of_each_criterion_adds_up_too(case: Case, day: date) -> None:
    """Where nothing is rescaled or capped, a criterion's points are those of the total."""
    tree = case.tree
    items = worklist(tree, day)
    assume(not any(g.rescaled or g.group.kind == "adjustment" for g in tree.groups))
    assert tree.explained == total(c.explained for c in tree.criteria)
    for one in tree.criteria:
        mine = [item for item in items if item.criterion is one]
        if one.state is State.UNSCORED:
            assert mine == []
            continue
        won = total(item.winnable for item in mine)
        assert won + lost_for_good(mine) + one.explained == one.max - (one.final or NOTHING)
        assert [item.own for item in mine] == [item.winnable for item in mine]


@quick
@given(cases(), days)
def test_no_criterion_wins_more_than_it_lacks(case: Case, day: date) -> None:
    tree = case.tree
    items = worklist(tree, day)
    for one in tree.criteria:
        own = total(item.own for item in items if item.criterion is one)
        assert 0 <= own <= max(one.max - (one.final or NOTHING) - one.explained, NOTHING)


@quick
@given(cases(), days)
def test_what_is_planned_can_be_stated(case: Case, day: date) -> None:
    """Every step alone, and the whole plan, leave facts that an assessment may state."""
    outlook = Outlook(case.tree)
    plan = planned(outlook, calendar(case.tree, day))
    assert outlook.clash(plan.changes) is None
    for one in case.tree.criteria:
        for step in ways_up(case.tree, one, day).steps:
            assert step.points > 0
    for key, value in plan.changes.items():
        kind = case.criteria_set.facts[key.criterion][key.fact].type
        assert kind is FactType.DATE or day <= date(2023, 12, 31)
        if isinstance(value, Fraction):
            assert value >= 0
            if kind in UNITS and kind is not FactType.COUNT:
                # Stated wholes, which bound their parts, may have more decimals.
                stated = {*case.values.values()}
                assert (value / UNITS[kind]).denominator == 1 or value in stated
            elif kind is FactType.COUNT:
                assert value.denominator == 1


@quick
@given(cases(), days, st.booleans())
def test_the_leads_share_all_that_can_be_won(case: Case, day: date, assigned: bool) -> None:  # noqa: FBT001
    tree = case.tree
    items = worklist(tree, day)
    units = Units.model_validate(
        data_of(
            """
            units: [{id: van-phong, name: Văn phòng}, {id: phong-khtc, name: Phòng KHTC}]
            assignments:
              - {criteria: ["1.1"], lead: Van phong, support: [phong-khtc], until: 2023-12-31}
              - {criteria: ["1"], lead: phong-khtc, support: [phong-khtc, van-phong]}
            coordinator: [{unit: van-phong, from: 2023-06-01}]
            """
        )
    )
    shared = by_unit(items, units if assigned else None, day)
    assert total(unit.winnable for unit in shared) == total(item.winnable for item in items)
    assert sum(len(unit.lead) for unit in shared) == len(items)
    assert len({unit.id for unit in shared}) == len(shared)
    owed = losses(tree, units if assigned else None)
    assert total(loss.lost for loss in owed) == tree.total.max - tree.total.final


@quick
@given(cases(), days)
def test_a_step_adds_what_it_promised(case: Case, day: date) -> None:
    """Scored anew with the new facts and, of all that was claimed before, the same proved."""
    tree = case.tree
    for item in worklist(tree, day):
        if item.step is None:
            continue
        (promised, *more) = next_steps(tree, [item]) or (None,)
        assert more == []
        names = case.criteria_set.facts[item.criterion.id]
        changes = {names[fact].key: value for fact, value in item.step.changes.items()}
        after = score(replace(case.scoring, facts=StatedFacts({**case.values, **changes})))
        finals = {c.id: as_if_proved(c, after.by_id[c.id]) for c in tree.criteria}
        gained = total_of(after, finals) - tree.total.final
        if promised is None:
            assert gained <= 0 or Outlook(tree).clash(changes) is not None
        else:
            assert promised.points == gained
            assert promised.criterion is item.criterion


def as_if_proved(before: CriterionScore, after: CriterionScore) -> CriterionScore:
    """What was unproved stays so; what is new is proved."""
    if before.confirmed is not None or after.claimed is None:
        return before if before.confirmed is not None else after
    final = (before.final or NOTHING) + after.claimed - (before.claimed or NOTHING)
    if before.criterion.sign != "penalty":
        final = max(final, NOTHING)
    return replace(after, provable=final, confirmed=None)


def total_of(tree: ScoreTree, scores: dict[str, CriterionScore]) -> Decimal:
    """The final total of these criteria."""
    criteria_set = tree.criteria_set
    groups = [
        group_score(g.group, tuple(scores[c.id] for c in g.criteria), criteria_set, tree.cohort)
        for g in tree.groups
    ]
    return whole(groups, criteria_set)[-1].final


@quick
@given(cases(), days)
def test_the_missing_papers_share_exactly_what_proof_lost(case: Case, day: date) -> None:
    tree = case.tree
    for one in tree.criteria:
        papers = missing_papers(one, case.criteria_set.rounding) if one.lost.proof else []
        assert total(p.winnable for p in papers) == one.lost.proof
        assert not any(p.state.slot.optional for p in papers)
        assert len(papers) == len({p.state.slot.id for p in papers})


# --- examples ---------------------------------------------------------------------------------


def described(items: Iterable[Item]) -> list[tuple[str, str, Decimal, Decimal]]:
    """Kind, action, winnable and at stake."""
    return [(i.kind.value, i.action.value, i.winnable, i.at_stake) for i in items]


MEETINGS = """
facts: {meetings: {label: Số cuộc họp, type: count, unit: cuộc họp}}
rule:
  kind: tiers
  fact: meetings
  tiers: [{at_least: 4, points: 10}, {at_least: 3, points: 7}, {at_least: 1, points: 2}]
proof: [{id: minutes, label: Biên bản, types: [TB], count_of: meetings}]
"""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (BEFORE, [("step", "do", D(3), D(3)), ("paper", "make", D(5), D(5))]),
        (AFTER, [("step", "lost", D(0), D(3)), ("paper", "find", D(5), D(5))]),
        (TOO_LATE, [("step", "lost", D(0), D(3)), ("paper", "find", D(5), D(5))]),
    ],
)
def test_what_is_not_done_is_lost_with_the_period(
    day: date, expected: list[tuple[str, str, Decimal, Decimal]]
) -> None:
    criteria_set = a_set(group("g", criterion("1", MEETINGS)))
    tree = score_of(criteria_set, "'1': {facts: {meetings: 3}}", [paper("TB", "2023-02-02")])
    assert described(worklist(tree, day)) == expected
    assert [step.points for step in next_steps(tree, worklist(tree, day))] == (
        [5, 3] if day is BEFORE else [5]
    )
    assert [step.points for step in missed_steps(tree)] == [3]


def lost_in_words(text: str, said: str) -> list[str]:
    tree = score_of(a_set(group("g", criterion("1", text))), said)
    lost = [item.text for item in worklist(tree, AFTER) if item.lost]
    return [language("en").text(message) for message in lost]


PARTED = """
facts: {issued: {label: Ban hành, type: date}, share: {label: Tỷ lệ, type: percent}}
rule:
  kind: sum
  parts:
    - {name: first, max_score: 5, rule: {kind: deadline, fact: issued, due: 31/03}}
    - {name: second, max_score: 5, rule: {kind: ratio, fact: share}}
measured_by: Sổ theo dõi
"""


def test_what_is_lost_with_the_period_names_what_was_not_done() -> None:
    over = "no longer possible: the assessed period is over; it would have taken: {}"
    (text,) = lost_in_words(MEETINGS, "'1': {facts: {meetings: 1}}")
    assert text == over.format("3 more cuộc họp (1 → 4), with Biên bản")
    (text,) = lost_in_words(PARTED, "'1': {facts: {issued: 15/02/2023, share: 40%}}")
    assert text == over.format("Tỷ lệ: from 40% to 100%")


def test_where_no_step_can_be_named_the_period_alone_is() -> None:
    one = """
        facts: {a: {label: Việc, type: count}, b: {label: Trước, type: count}}
        rule: {kind: growth, now: a, before: b, full_at: 50%, when_before_is_zero: zero}
        measured_by: Sổ theo dõi
        """
    (text,) = lost_in_words(one, "'1': {facts: {a: 3, b: 0}}")
    assert text.startswith("no longer possible: ")
    assert "→" not in text


def test_an_explained_criterion_wins_nothing_by_its_papers() -> None:
    criteria_set = a_set(group("g", criterion("1", MEETINGS)))
    tree = score_of(criteria_set, "'1': {facts: {meetings: 4}, explanation: Mất sổ}")
    assert described(worklist(tree, BEFORE)) == [("explanation", "explain", D(0), D(10))]
    assert tree.explained == 10
    assert tree.total.lost.proof == 10, "an explanation moves no points"
    (item,) = worklist(tree, BEFORE)
    assert item.text.text == "explained, up to the council: {what}"
    assert item.due is None, "what is explained waits for nobody but the council"


def test_what_the_appraiser_decided_is_lost_even_in_the_period() -> None:
    criteria_set = a_set(group("g", criterion("1", MEETINGS)))
    tree = score_of(criteria_set, "'1': {facts: {meetings: 4}, explanation: X, confirmed: 7}")
    assert described(worklist(tree, BEFORE)) == [("appraisal", "lost", D(0), D(3))]
    assert tree.explained == 0


def test_what_waits_for_figures_can_still_be_won() -> None:
    criteria_set = a_set(group("g", criterion("1", MEETINGS), judged("2", 5)))
    tree = score_of(criteria_set, "")
    assert described(worklist(tree, TOO_LATE)) == [
        ("fact", "measure", D(10), D(10)),
        ("explanation", "explain", D(5), D(5)),
    ]


def test_penalty_points_are_no_work_and_cannot_be_won_back() -> None:
    late = criterion(
        "9",
        """
        sign: penalty
        facts: {late: {label: Báo cáo chậm, type: count}}
        rule: {kind: count, fact: late, each: 1}
        """,
        5,
    )
    criteria_set = a_set(group("g", judged("1", 10)), group("p", late, kind="adjustment"))
    judged_all = "'1': {points: 10, explanation: Đủ}"
    tree = score_of(criteria_set, f"{{{judged_all}, '9': {{facts: {{late: 2}}}}}}")
    for day in (BEFORE, AFTER):
        assert described(worklist(tree, day)) == [("step", "lost", D(0), D(2))]
        assert next_steps(tree, worklist(tree, day)) == ()
    assert missed_steps(tree) == ()
    waiting = score_of(criteria_set, f"{{{judged_all}}}")
    assert [item.winnable for item in worklist(waiting, BEFORE)] == [0]


def test_each_indispensable_paper_has_all_the_points_at_stake() -> None:
    text = """
        facts: {done: {label: Đã làm, type: yes_no}}
        rule: {kind: yes_no, fact: done}
        proof:
          - {id: a, label: A, types: [QĐ]}
          - {id: b, label: B, types: [KH]}
          - {id: c, label: C, types: [BC]}
          - {id: d, label: D, types: [TB], optional: yes}
        """
    one = one_scored(text, "done: yes", [paper("BC", "2023-02-02")])
    found = missing_papers(one, a_set(group("g", criterion("1", text))).rounding)
    assert [(p.state.slot.id, p.winnable, p.at_stake) for p in found] == [
        ("a", D(5), D(10)),
        ("b", D(5), D(10)),
    ]


def test_under_a_cap_no_paper_wins_more_than_is_at_stake() -> None:
    """5 + 8 points, capped at 10: without one 5 or 8 are left, without both none."""
    text = """
        facts: {a: {label: A, type: yes_no}, b: {label: B, type: yes_no}}
        rule:
          kind: sum
          parts:
            - {name: first, max_score: 5, rule: {kind: yes_no, fact: a}}
            - {name: second, max_score: 8, rule: {kind: yes_no, fact: b}}
        proof:
          - {id: for-a, label: A, types: [QĐ], for: first}
          - {id: for-b, label: B, types: [KH], for: second}
        """
    one = one_scored(text, "{a: yes, b: yes}")
    found = missing_papers(one, a_set(group("g", criterion("1", text))).rounding)
    assert [(p.winnable, p.at_stake) for p in found] == [
        (D("2.86"), D("2.86")),
        (D("7.14"), D("7.14")),
    ]


TWO_DATES = """
facts: {a: {label: A, type: date}, b: {label: B, type: date}}
rule:
  kind: best
  of:
    - {name: first, rule: {kind: deadline, fact: a, due: 31/03}}
    - {name: second, rule: {kind: deadline, fact: b, due: 31/03}}
proof:
  - {id: for-a, label: A, types: [QĐ], shows: {fact: a}}
  - {id: for-b, label: B, types: [KH], shows: {fact: b}}
"""


def test_of_papers_that_would_each_do_one_is_named() -> None:
    """Both papers are there, and both are late: a better one of either is enough."""
    late = [paper("QĐ", "2023-05-05"), paper("KH", "2023-05-05")]
    one = one_scored(TWO_DATES, "{a: 2023-03-01, b: 2023-03-01}", late)
    assert (one.claimed, one.provable) == (10, 0), "an alternative must not hide a late paper"
    rounding = a_set(group("g", criterion("1", TWO_DATES))).rounding
    found = missing_papers(one, rounding)
    assert [(p.state.slot.id, p.winnable) for p in found] == [("for-a", D(10))]


def test_a_step_counts_every_criterion_that_shares_the_fact() -> None:
    """One more meeting is worth 3 here, and less there: the head chaired three of three."""
    chaired = criterion(
        "2",
        """
        facts: {chaired: {label: Chủ trì, type: count}, meetings: {same_as: 1.meetings}}
        rule: {kind: ratio, part: chaired, whole: meetings, when_whole_is_zero: zero}
        measured_by: Sổ họp
        """,
        20,
    )
    criteria_set = a_set(group("g", criterion("1", MEETINGS)), group("h", chaired))
    said = "{'1': {facts: {meetings: 3}}, '2': {facts: {chaired: 3}}}"
    tree = score_of(criteria_set, said)
    assert missed_steps(tree) == (), "3 points won, 20 × 1/4 lost"
    fewer = score_of(criteria_set, said.replace("chaired: 3", "chaired: 1"))
    steps = {step.criterion.id: step.points for step in missed_steps(fewer)}
    assert steps == {"1": D("1.33"), "2": D("6.66")}


def test_a_step_that_makes_another_criterion_apply_counts_that() -> None:
    """The first meeting: 2 points here; there nothing is excused any more."""
    chaired = criterion(
        "2",
        """
        facts: {chaired: {label: Chủ trì, type: count}, meetings: {same_as: 1.meetings}}
        rule: {kind: ratio, part: chaired, whole: meetings, when_whole_is_zero: not_applicable}
        measured_by: Sổ họp
        may_be_not_applicable: yes
        """,
        1,
    )
    criteria_set = a_set(group("g", criterion("1", MEETINGS), chaired), not_applicable="full")
    tree = score_of(criteria_set, "{'1': {facts: {meetings: 0}}, '2': {facts: {chaired: 0}}}")
    assert tree.by_id["2"].claimed == 1
    assert [step.points for step in missed_steps(tree)] == [1]


def test_a_step_adds_no_more_than_the_caps_let_through() -> None:
    bonus = yes_no("9", 10, sign="bonus")
    capped = group("b", bonus, kind="adjustment", at_most=4)
    criteria_set = a_set(group("g", judged("1", 100)), capped)
    said = "{'1': {points: 50, explanation: X}, '9': {facts: {done: no}}}"
    tree = score_of(criteria_set, said)
    (step,) = next_steps(tree, [i for i in worklist(tree, BEFORE) if i.kind is ItemKind.STEP])
    assert (step.points, step.action) == (4, Action.DO)
    nearly = score_of(criteria_set, said.replace("50", "99"))
    (step,) = next_steps(nearly, [i for i in worklist(nearly, BEFORE) if i.kind is ItemKind.STEP])
    assert step.points == 1


def test_without_units_the_set_s_suggestions_hold_and_the_rest_is_unassigned() -> None:
    listed = [criterion("1", MEETINGS, lead="van-phong"), judged("2", 5)]
    tree = score_of(a_set(group("g", *listed)), "'1': {facts: {meetings: 4}}")
    shared = by_unit(worklist(tree, BEFORE), None, BEFORE)
    assert [(unit.id, unit.winnable) for unit in shared] == [("van-phong", 10), (UNASSIGNED, 5)]
