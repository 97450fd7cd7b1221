"""Plans that are to be ready by a day: one rule for papers, whoever supplies them."""

# mypy: no-strict-equality

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from scorekit import a_set, criterion, group, score_of

from dtiscore.analysis.actions import frame_of
from dtiscore.analysis.gathering import gather
from dtiscore.analysis.improvement import Planner, Relief, Wanted
from dtiscore.analysis.intime import Hints
from dtiscore.analysis.tasks import task_items
from dtiscore.model.proposals import Proposal
from dtiscore.model.tasks import Tasks

if TYPE_CHECKING:
    from dtiscore.analysis.improvement import Plan

QUARTERLY = """
facts: {sent: {label: Gửi báo cáo, type: yes_no}}
rule: {kind: yes_no, fact: sent}
proof: [{id: q, label: Báo cáo, types: [BC], each: quarter, partial: yes}]
"""
DAY = date(2023, 2, 1)


def planned(wanted: Wanted, *tasks: dict[str, Any]) -> Plan:
    """The plan for a criterion of 8 points that four quarterly reports prove."""
    tree = score_of(a_set(group("g", criterion("1", QUARTERLY, 8))), "{'1': {facts: {sent: yes}}}")
    said = Tasks.model_validate({"period": 2023, "tasks": list(tasks)})
    items = task_items(said, None, tree.assessment.range, DAY)
    found = gather(frame_of(tree, DAY, Hints(), None), items, until=wanted.until)
    return Planner(found).plan(wanted)


def task(name: str, due: str, cost: int = 0) -> dict[str, Any]:
    said = {"id": name, "title": "Lập báo cáo", "unit": "u", "due": due, "papers": ["1/q"]}
    return {**said, "cost": str(cost)}


@pytest.mark.parametrize("until", [date(2023, 7, 1), date(2023, 6, 30), date(2023, 9, 29)])
def test_a_task_brings_no_report_on_a_quarter_that_is_not_over_by_the_day(until: date) -> None:
    """Else a plan that is written as a task would promise more than when it was made."""
    free = planned(Wanted(until=until))
    assert free.reached == Decimal(4)
    assert planned(Wanted(until=until), task("t", until.isoformat())).reached == free.reached


def test_without_such_a_day_a_task_brings_the_quarter_that_has_begun() -> None:
    plan = planned(Wanted(), task("t", "2023-09-20"))
    brought = {one.action.id: one.points for one in plan.chosen}
    assert (plan.reached, set(brought)) == (Decimal(8), {"t", "1/q"})


def test_a_task_more_never_makes_the_plan_dearer() -> None:
    wanted = Wanted(target=Decimal(8))
    cheap, dear = task("t2", "2023-09-20", 1_000_000), task("t1", "2023-03-20", 5_000_000)
    assert planned(wanted, cheap).cost == 1_000_000
    for both in ((dear, cheap), (cheap, dear)):
        plan = planned(wanted, *both)
        assert (plan.status, plan.reached, plan.cost) == ("optimal", Decimal(8), 1_000_000)


@pytest.mark.parametrize("until", [None, date(2023, 9, 30)])
def test_papers_that_go_on_with_several_tasks_are_called_by_their_slot(until: date | None) -> None:
    tasks = [task("t1", "2023-03-20"), task("t2", "2023-06-20")]
    for name, reached in (("1/q", 4), ("1/q+t2", 8 if until is None else 6)):
        plan = planned(Wanted(until=until, never=frozenset({name})), *tasks)
        assert plan.reached == Decimal(reached)
        assert not [one for one in plan.chosen if one.action.id.startswith(f"{name}@")]
    forced = planned(Wanted(until=until, target=Decimal(1), must=(frozenset({"1/q"}),)), *tasks)
    assert forced.status == "optimal"
    assert any(one.action.goes_on_with for one in forced.chosen)


def test_the_day_that_would_be_enough_is_the_first_that_is() -> None:
    plan = planned(Wanted(until=date(2023, 7, 1), target=Decimal(6)))
    assert plan.reliefs == (Relief("until", date(2023, 9, 30)),)
    assert planned(Wanted(until=date(2023, 9, 30), target=Decimal(6))).status == "optimal"
    assert planned(Wanted(until=date(2023, 9, 29), target=Decimal(6))).status == "infeasible"


def test_what_helps_is_not_shown_as_costing_points() -> None:
    """A fact that wins in one criterion and loses in another, where a proposal softens the loss."""
    tiers = """
facts: {a: {label: A, type: count}}
rule: {kind: tiers, fact: a, tiers: [{at_least: 2, points: 6}]}
measured_by: Sổ
"""
    inverse = """
facts: {a: {same_as: "1.a"}, b: {label: B, type: count}}
rule: {kind: ratio, part: a, whole: b, inverse: yes, when_whole_is_zero: zero}
measured_by: Sổ
"""
    tree = score_of(
        a_set(group("g", criterion("1", tiers, 6), criterion("2", inverse, 10))),
        "{'1': {facts: {a: 1}}, '2': {facts: {b: 4}}}",
    )
    said = {
        "title": "P",
        "unit": "u",
        "effect": {"facts": {"2": {"b": "5"}}},
        "cost": "0",
        "ready_by": "2023-08-01",
    }
    found = gather(
        frame_of(tree, date(2023, 6, 1), Hints(), None), (), {"p": Proposal.model_validate(said)}
    )
    planner = Planner(found)
    plan = planner.plan(Wanted())
    without = planner.plan(Wanted(never=frozenset({"p"})))
    brought = {one.action.id: one.points for one in plan.chosen}
    assert plan.reached is not None
    assert without.reached is not None
    assert brought == {"p": plan.reached - without.reached, "1.a=2": Decimal("3.50")}
    assert sum(brought.values()) == plan.reached - plan.now


def test_what_others_rest_on_has_its_part_of_what_they_bring() -> None:
    """Also over several: without the first none of them could be."""
    tiers = """
facts: {a: {label: A, type: count}}
rule: {kind: tiers, fact: a, tiers: [{at_least: 2, points: 10}]}
measured_by: Sổ
"""
    tree = score_of(
        a_set(group("g", criterion("1", tiers, 10), criterion("2", tiers, 10))),
        "{'1': {facts: {a: 1}}, '2': {facts: {a: 1}}}",
    )

    def proposal(requires: tuple[str, ...] = (), **facts: dict[str, str]) -> Proposal:
        effect = {"effect": {"facts": {"1": facts["one"]}}} if "one" in facts else {}
        said = {"title": "P", "unit": "u", "cost": "1tr", "ready_by": "2023-08-01", **effect}
        return Proposal.model_validate({**said, "requires": list(requires)})

    said = {
        "b": proposal(),
        "c": proposal(("b",)),
        "p": proposal(("c",), one={"a": "2"}),
    }
    frame = frame_of(tree, date(2023, 6, 1), Hints(), None)
    plan = Planner(gather(frame, (), said)).plan(Wanted())
    brought = {one.action.id: one.points for one in plan.chosen}
    assert plan.reached == Decimal(20)
    assert brought.pop("2.a=2") == Decimal(10)
    assert set(brought) == {"b", "c", "p"}
    assert all(Decimal("3.3") < points < Decimal("3.4") for points in brought.values())
    assert sum(brought.values()) == Decimal(10)
