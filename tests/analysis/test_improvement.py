"""Plans on scored assessments: what is reached is the engine's, and nothing better was there."""

# mypy: no-strict-equality

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

import pytest
from scorekit import a_set, criterion, group, paper, score_of, yes_no

from dtiscore.analysis.actions import ActionKind, frame_of
from dtiscore.analysis.gathering import gather
from dtiscore.analysis.improvement import Planner, Relief, Wanted
from dtiscore.analysis.interplay import done, rescored
from dtiscore.analysis.intime import Hints
from dtiscore.analysis.tasks import task_items
from dtiscore.model.proposals import Proposal
from dtiscore.model.settings import Estimates
from dtiscore.model.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dtiscore.analysis.actions import Action
    from dtiscore.analysis.gathering import Gathered
    from dtiscore.scoring.tree import ScoreTree

D = Decimal
WITHIN, AFTER = date(2023, 6, 1), date(2024, 5, 7)
COUNTED = """
facts: {n: {label: Số việc, type: count}}
rule: {kind: count, fact: n, each: 1}
proof: [{id: minutes, label: Biên bản, types: [BB], count_of: n}]
"""
SHARED = """
facts: {m: {same_as: "1.n"}, w: {label: Toàn bộ, type: count}}
rule: {kind: ratio, part: m, whole: w, when_whole_is_zero: zero}
measured_by: Sổ
"""
GATED = """
facts: {n: {label: Số lớp, type: count}}
rule: {kind: tiers, fact: n, tiers: [{at_least: 3, points: 10}, {at_least: 1, points: 4}]}
proof:
  - {id: plan, label: Kế hoạch, types: [KH]}
  - {id: report, label: Báo cáo, types: [BC], share: 1/2}
  - {id: list, label: Danh sách, types: [DS], share: 1/2}
"""
USUAL = Estimates.model_validate({"paper": {"cost": 200_000, "effort_days": 1}})
SAID = (
    "{'1': {facts: {n: 2}}, '2': {facts: {w: 10}}, '3': {facts: {n: 1}}, '4': {facts: {done: no}}}"
)


def tree_of(said: str = SAID, **keys: Any) -> ScoreTree:
    """Four criteria: counted with papers, sharing its fact, behind gates, and a bonus."""
    bonus = group("b", yes_no("4", 6, sign="bonus"))
    bonus |= {"kind": "adjustment", "at_most": keys.pop("at_most", 6)}
    main = group("g", criterion("1", COUNTED), criterion("2", SHARED), criterion("3", GATED))
    return score_of(a_set(main, bonus, **keys), said, [paper("BB", "2023-02-02")])


def proposal(**keys: Any) -> Proposal:
    return Proposal.model_validate({"title": "Đề xuất", "unit": "van-phong", **keys})


def gathered(
    tree: ScoreTree, proposals: Mapping[str, Proposal] | None = None, day: date = WITHIN
) -> Gathered:
    return gather(frame_of(tree, day, Hints(), None), (), proposals)


def ids(actions: Iterable[Action]) -> list[str]:
    return [action.id for action in actions]


def engine(planner: Planner, actions: Iterable[Action]) -> Decimal:
    """The total by the engine, all criteria at once."""
    return planner.outlook.total(rescored(planner.outlook, done(actions)))


def compatible(planner: Planner, chosen: frozenset[int]) -> bool:
    return planner.puzzle.allows(chosen) and planner.puzzle.points(chosen) is not None


def every_set(planner: Planner) -> Iterable[frozenset[int]]:
    numbers = range(len(planner.actions))
    sizes = chain.from_iterable(combinations(numbers, size) for size in range(len(numbers) + 1))
    return (frozenset(some) for some in sizes if compatible(planner, frozenset(some)))


def priced(planner: Planner, seed: int) -> Planner:
    """The same with random prices for everything."""
    chance = random.Random(seed)  # noqa: S311 - varied, not secret
    actions = tuple(
        action._replace(
            cost=Fraction(chance.randint(0, 20) * 500_000), effort=Fraction(chance.randint(0, 9), 2)
        )
        for action in planner.actions
    )
    return Planner(planner.gathered._replace(actions=actions))


@pytest.mark.parametrize("at_most", [3, 6])
def test_sums_are_the_engines_on_every_set(at_most: int) -> None:
    """Steps, their papers, a shared fact, gates and a cap: all in every combination."""
    planner = Planner(gathered(tree_of(at_most=at_most)))
    places = 2
    looked_at = 0
    for chosen in every_set(planner):
        points = planner.puzzle.points(chosen)
        assert points is not None
        actions = [planner.actions[n] for n in sorted(chosen)]
        assert engine(planner, actions) == D(points).scaleb(-places), ids(actions)
        looked_at += 1
    assert looked_at > 100


@pytest.mark.parametrize("seed", range(4))
def test_the_plan_is_the_best_of_every_set(seed: int) -> None:
    planner = priced(Planner(gathered(tree_of())), seed)
    sets = {
        chosen: engine(planner, [planner.actions[n] for n in sorted(chosen)])
        for chosen in every_set(planner)
    }

    def cost(chosen: frozenset[int]) -> Fraction:
        return sum((planner.actions[n].cost or Fraction(0) for n in chosen), Fraction(0))

    for target in (D(10), D("17.5"), D(24)):
        plan = planner.plan(Wanted(target=target))
        assert (plan.status, plan.gap) == ("optimal", 0)
        assert plan.reached is not None
        assert plan.reached >= target
        assert plan.cost == min(cost(some) for some, points in sets.items() if points >= target)
    for budget in (Fraction(0), Fraction(5_000_000), Fraction(20_000_000)):
        plan = planner.plan(Wanted(budget=budget))
        assert plan.reached == max(points for some, points in sets.items() if cost(some) <= budget)
        assert sum(one.points for one in plan.chosen) == plan.reached - plan.now
    best: dict[Fraction, D] = {}
    for some, points in sorted(sets.items(), key=lambda one: (cost(one[0]), -one[1])):
        if not best or points > max(best.values()):
            best[cost(some)] = points
    corners, whole = planner.frontier(Wanted(), most=1_000)
    assert whole
    assert {corner.cost: corner.points for corner in corners} == best
    assert [corner.cost for corner in corners] == sorted(best, reverse=True)
    few, whole = planner.frontier(Wanted(target=D("17.5")), most=4)
    assert (len(few), whole) == (min(len(best), 4), len(best) < 4)
    assert {few[0], few[-1]} == {corners[0], corners[-1]}
    assert set(few) <= set(corners)
    assert next(c for c in reversed(corners) if c.points >= D("17.5")) in few


@pytest.mark.parametrize("seed", range(2))
def test_what_more_would_bring_is_added_to_the_plan_itself(seed: int) -> None:
    """Against every set that has all of the plan's steps, or other levels of their facts."""
    planner = priced(Planner(gathered(tree_of())), seed)

    def sums(chosen: Iterable[Action]) -> tuple[Fraction, Fraction]:
        none = Fraction(0)
        costs, days = zip(*((a.cost or none, a.effort or none) for a in chosen), strict=True)
        return sum(costs, none), sum(days, none)

    for target, effort in ((D(10), None), (D("17.5"), Fraction(60)), (D(17), Fraction(30))):
        wanted = Wanted(target=target, effort=effort)
        plan = planner.plan(wanted)
        assert plan.reached is not None
        kept = [one.action for one in plan.chosen]
        facts = {frozenset(a.changes) for a in kept if a.level}
        others = {a.id for a in kept if not a.level}
        most = {"million": D(0), "day": D(0)}
        for some in every_set(planner):
            actions = [planner.actions[n] for n in sorted(some)]
            levels = [frozenset(a.changes) for a in actions if a.level]
            if not (
                others <= set(ids(actions)) and all(any(k <= f for f in levels) for k in facts)
            ):
                continue
            cost, days = sums(actions) if actions else (Fraction(0), Fraction(0))
            gain = engine(planner, actions) - plan.reached
            if cost <= plan.cost + 1_000_000 and (effort is None or days <= effort):
                most["million"] = max(most["million"], gain)
            if days <= plan.effort + 1:
                most["day"] = max(most["day"], gain)
        million, day = planner.more(wanted, plan)
        assert million is not None
        assert day is not None
        assert {"million": million.points, "day": day.points} == most
        assert million.cost <= 1_000_000
        assert day.effort <= 1


def test_a_step_brings_its_own_papers_and_none_that_lacked() -> None:
    """Two of the counted things have one paper: a third step comes with one, the lack stays."""
    planner = Planner(gathered(tree_of()))
    by_id = {action.id: action for action in planner.actions}
    assert planner.outlook.tree.by_id["1"].final == 1
    for some, points in ((["1.n=3"], 2), (["1/minutes"], 2), (["1.n=3", "1/minutes"], 3)):
        what = done(by_id[name] for name in some)
        assert rescored(planner.outlook, what)["1"].final == points


def test_one_level_is_chosen_of_each_fact() -> None:
    plan = Planner(gathered(tree_of())).plan(Wanted())
    steps = [one.action for one in plan.chosen if one.action.kind is ActionKind.STEP]
    facts = [key for action in steps for key in action.changes]
    assert len(facts) == len(set(facts))
    assert plan.reached == engine(Planner(gathered(tree_of())), [c.action for c in plan.chosen])


def test_what_a_proposal_brings_is_not_to_be_had_for_nothing() -> None:
    effect = {"facts": {"4": {"done": "yes"}}, "papers": ["4/decision"]}
    priced_ = {"p": proposal(effect=effect, cost=5_000_000, effort_days=2)}
    without, with_it = gathered(tree_of()), gathered(tree_of(), priced_)
    both = ["4.done=yes", "4/decision"]
    assert [name for name in ids(without.actions) if name.startswith("4")] == both
    assert [name for name in ids(with_it.actions) if name.startswith("4")] == []
    assert [(one.action.id, one.hindered) for one in with_it.withheld] == [("4.done=yes", None)]
    best = Planner(with_it).plan(Wanted(target=D(10), must=(frozenset({"p"}),)))
    assert best.cost == 5_000_000
    assert "p" in [one.action.id for one in best.chosen]


@pytest.mark.parametrize(
    ("dead", "why"),
    [
        ({"state": "declined", "reason": "Quá đắt"}, "declined"),
        ({"feasible": False}, "not feasible"),
        ({"ready_by": "2024-02-01"}, "ready on {day} at the earliest, after {last}"),
        ({"requires": ["never"]}, "it requires “{id}”, which cannot be done"),
    ],
)
def test_what_cannot_be_done_at_its_price_is_not_to_be_had_for_nothing(
    dead: dict[str, Any], why: str
) -> None:
    """Not up to the proposal's value, nor beyond it; what it says nothing of is still there."""
    effect = {"facts": {"3": {"n": 2}, "4": {"done": "yes"}}, "papers": ["1/minutes"]}
    some = {"p": proposal(effect=effect, cost=9, **dead), "never": proposal(feasible=False)}
    free, found = gathered(tree_of()), gathered(tree_of(), some)
    lost = {"3.n=2", "3.n=3", "4.done=yes", "1/minutes"}
    assert set(ids(free.actions)) - set(ids(found.actions)) == lost
    assert {one.action.id for one in found.withheld} == lost
    assert {(one.proposal, one.hindered and one.hindered.text) for one in found.withheld} == {
        ("p", why)
    }


def test_what_is_not_what_a_declined_proposal_would_have_done_is_offered() -> None:
    """The paper of a figure proves it as it is; a fact that would fall may still rise."""
    declined: Any = {"state": "declined", "reason": "Quá đắt", "cost": 9}
    for effect in (
        {"facts": {"3": {"n": 0}}},
        {"facts": {"1": {"n": 2}}, "papers": ["1/minutes"]},
        {"text": "Tốt hơn"},
    ):
        found = gathered(tree_of(), {"p": proposal(effect=effect, **declined)})
        assert ids(found.actions) == ids(gathered(tree_of()).actions)
        assert found.withheld == ()
    done = {"p": proposal(state="done", effect={"facts": {"4": {"done": "yes"}}}, feasible=False)}
    assert "4.done=yes" in ids(gathered(tree_of(), done).actions)
    assert gathered(tree_of(), done).left_out == ()


@pytest.mark.parametrize("own", [(), ("3/plan",), ("3/plan", "3/report", "3/list")])
@pytest.mark.parametrize("said", ["{'1': {facts: {n: 2}}}", SAID])
def test_the_papers_that_a_proposal_makes_needed_are_offered_with_it(
    own: tuple[str, ...], said: str
) -> None:
    """Whether its criterion was evaluated before or not: with them it brings all it promises."""
    one = proposal(effect={"facts": {"3": {"n": 3}}, "papers": list(own)}, cost=9)
    found = gather(frame_of(tree_of(said), WITHIN, Hints(), None), (), {"p": one}, USUAL)
    lacks = tuple(name for name in ("3/plan", "3/report", "3/list") if name not in own)
    (action,) = (each for each in found.actions if each.id == "p")
    papers = {each.id: each for each in found.actions if each.kind is ActionKind.PAPER}
    assert action.lacks == lacks
    assert [name for name in papers if name.startswith("3/")] == list(lacks)
    assert {(papers[name].cost, papers[name].effort, papers[name].usual) for name in lacks} <= {
        (200_000, 1, True)
    }
    planner = Planner(found)
    assert action.judged is not None
    with_them = [action, *(papers[name] for name in lacks)]
    assert planner.reached(with_them) - planner.outlook.tree.total.final == 10
    # What was done already is proved by the same papers: those points are theirs alone.
    theirs = 0 if said != SAID else 4 - 2 * min(len(own), 2)
    assert action.judged.measured.points == (10 - theirs if len(own) < 3 else 10)
    others = frozenset(each.id for each in found.actions if each.criteria[0] != "3")
    plan = planner.plan(Wanted(never=others))
    assert {each.action.id for each in plan.chosen} == {each.id for each in with_them}
    assert sum(each.points for each in plan.chosen) == 10


def test_a_paper_that_only_two_proposals_together_make_needed() -> None:
    some = {
        "part": proposal(effect={"facts": {"2": {"w": 4}}}, cost=1),
        "whole": proposal(effect={"facts": {"1": {"n": 4}}}, cost=1),
    }
    shared = criterion("2", SHARED.replace("measured_by: Sổ", "proof: [{id: list, label: DS}]"))
    main = group("g", criterion("1", COUNTED), shared)
    found = gathered(score_of(a_set(main), ""), some)
    assert "2/list" in ids(found.actions)
    plan = Planner(found).plan(Wanted())
    assert {one.action.id for one in plan.chosen} == {"part", "whole", "2/list"}
    assert plan.reached == 14


def test_two_proposals_do_not_win_the_same_points_twice() -> None:
    effect = {"facts": {"4": {"done": "yes"}}}
    both = {name: proposal(effect=effect, cost=n) for n, name in enumerate(("a", "b"), start=1)}
    planner = Planner(gathered(tree_of("{'4': {facts: {done: no}}}"), both))
    plan = planner.plan(Wanted(must=(frozenset({"a"}), frozenset({"b"}))))
    assert plan.reached == 6
    assert planner.plan(Wanted()).cost == 1


def test_what_rests_on_another_comes_with_it() -> None:
    some = {
        "base": proposal(cost=7),
        "top": proposal(effect={"facts": {"4": {"done": "yes"}}}, cost=1, requires=["base"]),
        "out": proposal(effect={"facts": {"3": {"n": 3}}}, requires=["never"]),
        "never": proposal(feasible=False),
        "late": proposal(ready_by="2024-02-01", effect={"facts": {"3": {"n": 3}}}),
    }
    found = gathered(tree_of("{'4': {facts: {done: no}}}"), some)
    assert {out.id for out in found.left_out} == {"out", "never", "late"}
    plan = Planner(found).plan(Wanted(target=D(6)))
    assert {one.action.id for one in plan.chosen} == {"base", "top", "4/decision"}
    assert plan.cost == 8


def test_a_dropped_task_takes_along_what_rests_on_it() -> None:
    """Nothing is chosen whose condition nobody will meet; what is done already is none."""
    for state, left in (("dropped", ["a"]), ("done", []), ("todo", [])):
        task = {"id": "t", "title": "Việc", "unit": "vp", "state": state, "reason": "Trùng"}
        tree = tree_of()
        said = Tasks.model_validate({"period": 2023, "tasks": [task]})
        items = task_items(said, None, tree.assessment.range, WITHIN)
        one = proposal(effect={"facts": {"1": {"n": "5"}}}, requires=["t"])
        found = gather(frame_of(tree, WITHIN, Hints(), None), items, {"a": one})
        assert [out.id for out in found.left_out] == left


def test_chances_of_what_rests_on_each_other() -> None:
    some = {
        "base": proposal(cost=7, chance="1/2"),
        "top": proposal(effect={"facts": {"4": {"done": "yes"}}}, requires=["base"], chance="4/5"),
    }
    plan = Planner(gathered(tree_of("{'4': {facts: {done: no}}}"), some)).plan(Wanted(target=D(6)))
    assert plan.chance == Fraction(2, 5)


def test_what_would_make_it_possible() -> None:
    some = {
        "p": proposal(
            effect={"facts": {"4": {"done": "yes"}}},
            cost=9_000_000,
            effort_days=4,
            ready_by="2023-10-01",
        )
    }
    planner = Planner(gathered(tree_of("{'4': {facts: {done: no}}}"), some))
    goal = Wanted(target=D(6))
    for limit, relief in (
        ({"budget": Fraction(8_000_000)}, Relief("budget", Fraction(9_000_000))),
        ({"effort": Fraction(3)}, Relief("effort", Fraction(4))),
        ({"until": date(2023, 9, 30)}, Relief("until", date(2023, 10, 1))),
        ({"never": frozenset({"p"})}, Relief("not", None)),
    ):
        plan = planner.plan(goal._replace(**limit))
        assert (plan.status, plan.reliefs, plan.reached) == ("infeasible", (relief,), 0)
        assert plan.most == 6
    both = planner.plan(goal._replace(budget=Fraction(1), effort=Fraction(1)))
    assert both.reliefs == ()
    assert both.enough is not None
    assert (both.enough.cost, both.enough.effort) == (9_000_000, 4)
    beyond = planner.plan(Wanted(target=D(7)))
    assert (beyond.status, beyond.reliefs, beyond.most) == ("infeasible", (), 6)


def test_a_demand_above_the_budget() -> None:
    some = {"p": proposal(effect={"facts": {"4": {"done": "yes"}}}, cost=9)}
    planner = Planner(gathered(tree_of("{'4': {facts: {done: no}}}"), some))
    plan = planner.plan(Wanted(budget=Fraction(8), must=(frozenset({"p"}),)))
    assert (plan.status, plan.reached, plan.gap) == ("infeasible", None, None)


def test_a_year_that_is_over_is_done_better_in_the_next() -> None:
    tree = tree_of()
    within, after = gathered(tree), gathered(tree, day=AFTER)
    assert (within.frame.year, within.frame.exercise) == (2023, False)
    assert (after.frame.year, after.frame.exercise) == (2024, False)
    assert after.frame.days.as_of == date(2023, 5, 7)
    assert {one.due.year for one in after.actions if one.due is not None} == {2024}
    late = gathered(tree, day=date(2026, 1, 1))
    assert (late.frame.year, late.frame.exercise) == (2024, True)
    assert ids(after.actions) == ids(late.actions)


def test_what_is_not_evaluated_is_no_action() -> None:
    found = gathered(tree_of("{}"))
    assert ids(found.actions) == []
    assert Planner(found).plan(Wanted()).chosen == ()


QUARTERLY = """
facts: {sent: {label: Gửi báo cáo, type: yes_no}}
rule: {kind: yes_no, fact: sent}
proof: [{id: reports, label: Báo cáo, types: [BC], each: quarter, partial: yes}]
"""


def test_the_best_that_is_ready_by_a_day_is_the_best_of_every_set_that_is() -> None:
    """Of four reports those of the quarters that are over then."""
    main = group("g", criterion("1", COUNTED), criterion("2", QUARTERLY), criterion("3", GATED))
    said = "{'1': {facts: {n: 2}}, '2': {facts: {sent: yes}}, '3': {facts: {n: 1}}}"
    tree = score_of(a_set(main), said, [paper("BC", "2023-02-02", criterion="2")])
    for until, reports in ((date(2023, 6, 29), 1), (date(2023, 6, 30), 2), (date(2023, 11, 1), 3)):
        planner = priced(Planner(gathered(tree).by(until)), seed=1)
        best = planner.outlook.tree.total.final
        for chosen in every_set(planner):
            actions = [planner.actions[n] for n in sorted(chosen)]
            if all(action.ready is None or action.ready <= until for action in actions):
                best = max(best, engine(planner, actions))
        plan = planner.plan(Wanted(until=until))
        assert (plan.status, plan.reached) == ("optimal", best)
        then = rescored(planner.outlook, done(one.action for one in plan.chosen))
        score = then.get("2", planner.outlook.by_id["2"])
        assert score.final == score.max * reports / 4


# --- figures counted from tasks ---------------------------------------------------------------

TALLIED = """
facts: {n: {label: Số việc xong, type: count}, w: {label: Số việc, type: count}}
rule: {kind: ratio, part: n, whole: w, zero_below: 50%, full_at: 95%, when_whole_is_zero: zero}
proof:
  - {id: table, label: Bảng, share: 1/2}
  - {id: report, label: Báo cáo, types: [BC], share: 1/2}
"""
COUNTS = """
'1': {facts: {n: {value: 2, tasks: {document: kh, count: done}},
              w: {value: 6, tasks: {document: kh, count: all}}}}
'2': {facts: {n: 1}}
"""


def tallied(seed: int, **first: Any) -> tuple[Planner, dict[str, int]]:
    """A figure of which 2 of 6 tasks are done and four are open; and papers.

    A task that returns counts once.
    """
    chance = random.Random(seed)  # noqa: S311 - varied, not secret
    tree = score_of(a_set(group("g", criterion("1", TALLIED, 20), criterion("2", COUNTED))), COUNTS)
    said: list[dict[str, Any]] = [
        {
            "id": f"t{n}",
            "cost": chance.randint(0, 9) * 1_000_000,
            "effort_days": chance.randint(0, 9),
        }
        for n in range(4)
    ]
    said[0] |= {"papers": ["2/minutes"], **first}
    said[1]["papers"] = ["1/table"]
    said[2] |= {"every": "quarter", "from": "2023-07-01"}
    common = {"title": "Việc", "unit": "vp", "source": {"document": "kh"}}
    documents = [{"id": "kh", "title": "Kế hoạch"}]
    tasks = Tasks.model_validate(
        {"period": 2023, "documents": documents, "tasks": [common | one for one in said]}
    )
    items = task_items(tasks, None, tree.assessment.range, WITHIN)
    step = {"paper": {"cost": 1_000_000, "effort_days": 1}, "step": {"cost": 2_000_000}}
    found = gather(frame_of(tree, WITHIN, Hints(), None), items, {}, Estimates.model_validate(step))
    return Planner(found), {"t0": 1, "t1": 1, "t2": 1, "t3": 1}


def test_a_counted_figure_is_raised_by_its_tasks_alone() -> None:
    planner, instances = tallied(1)
    levels = {one.id: one for one in planner.actions if "n=" in one.id and one.id[0] == "1"}
    assert list(levels) == [f"1.n={n}" for n in (3, 6, 4, 5)]
    for name, one in levels.items():
        (counted,) = one.counted
        assert (one.cost, one.effort, one.usual) == (0, 0, False)
        assert (dict(counted.tasks), counted.number) == (instances, int(name[-1]) - 2)
    assert {"t0", "t1", "t2", "t3"} <= set(ids(planner.actions))
    assert planner.gathered.unmeasured == ()


def test_what_the_tasks_cannot_bring_is_withheld_with_the_reason() -> None:
    planner, _ = tallied(1, due="2024-01-31")
    assert "1.n=5" in ids(planner.actions)
    assert [(one.action.id, one.proposal) for one in planner.gathered.withheld] == [("1.n=6", None)]
    reason = planner.gathered.withheld[0].reason
    assert "of which only {count} can still be done" in reason.text
    assert reason.fields["count"] == 3


@pytest.mark.parametrize("seed", range(4))
def test_the_plan_with_counted_figures_is_the_best_of_every_set(seed: int) -> None:
    """Of every set; and what is reached is the score once so many tasks are counted as done."""
    planner, instances = tallied(seed)
    sets: dict[frozenset[int], Decimal] = {}
    for chosen in every_set(planner):
        done_ = {planner.actions[n].id for n in chosen}
        level = next((int(name[-1]) for name in done_ if name.startswith("1.n=")), 2)
        assert level - 2 <= sum(n for task, n in instances.items() if task in done_)
        sets[chosen] = engine(planner, [planner.actions[n] for n in sorted(chosen)])

    def price(chosen: frozenset[int]) -> tuple[Fraction, Fraction]:
        actions = [planner.actions[n] for n in chosen]
        zero = Fraction(0)
        return (
            sum((one.cost or zero for one in actions), zero),
            sum((one.effort or zero for one in actions), zero),
        )

    for target in (D(5), D("12.5"), D(24)):
        plan = planner.plan(Wanted(target=target))
        assert (plan.status, plan.gap) == ("optimal", 0)
        enough = [price(chosen) for chosen, points in sets.items() if points >= target]
        assert (plan.cost, plan.effort) == min(enough)
        assert sum((one.points for one in plan.chosen), D(0)) == (plan.reached or 0) - plan.now
    for budget in (2, 7, 14):
        plan = planner.plan(Wanted(budget=Fraction(budget * 1_000_000)))
        within = [p for chosen, p in sets.items() if price(chosen)[0] <= budget * 1_000_000]
        assert (plan.status, plan.reached) == ("optimal", max(within))
        assert engine(planner, [one.action for one in plan.chosen]) == plan.reached
        tasks = {one.action.id for one in plan.chosen}
        raised = [one.action for one in plan.chosen if one.action.counted]
        assert all(one.stands_with(tasks) for one in raised)
