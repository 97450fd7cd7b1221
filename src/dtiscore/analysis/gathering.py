"""All that could be done for more points: steps of the rules, papers, tasks and proposals.

What somebody has put a price on is never to be had for nothing: a fact that a proposal would
change, or a paper that a task or a proposal produces, is left to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.actions import Action, ActionKind, LeftOut
from dtiscore.analysis.outlook import moved
from dtiscore.analysis.proposals import judge_one, last_day, late
from dtiscore.analysis.steps_and_papers import papers_of, steps_of
from dtiscore.base.messages import Message
from dtiscore.model.proposals import Effect, effect_facts
from dtiscore.model.settings import Estimates
from dtiscore.model.tasks import unit_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dtiscore.analysis.actions import Frame
    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.model.proposals import Proposal


class Gathered(NamedTuple):
    """Everything a plan can choose from, and what it cannot.

    Attributes:
        unmeasured: open tasks that name no paper still missing: nothing says what they bring.
    """

    frame: Frame
    actions: tuple[Action, ...]
    left_out: tuple[LeftOut, ...]
    unmeasured: tuple[str, ...]


def gather(
    frame: Frame,
    tasks: Sequence[TaskItem] = (),
    proposals: Mapping[str, Proposal] | None = None,
    estimates: Estimates | None = None,
) -> Gathered:
    """All actions; those that have a price of their own before the rest.

    ``estimates`` say what a paper and a step of a rule usually take.
    """
    free = {action.id: action for action in papers_of(frame)}
    said = proposals or {}
    needed = {name for proposal in said.values() for name in proposal.requires}
    left_out: list[LeftOut] = []
    named = [*_tasks(tasks, free, needed), *_proposals(frame, said, left_out)]
    finished = {item.task.id for item in tasks if item.state == "done"}
    finished |= {key for key, proposal in said.items() if proposal.state == "done"}
    named = _possible(named, finished, left_out)
    papers = {name for action in named for name in action.papers}
    facts = {key for action in named for key in action.changes}
    steps = [step for step in steps_of(frame) if facts.isdisjoint(step.changes)]
    left = [paper for name, paper in free.items() if name not in papers]
    known = {action.id for action in named}
    unmeasured = {item.task.id for item in tasks if item.open and item.task.id not in known}
    order = {cid: n for n, cid in enumerate(frame.outlook.by_id)}
    usual = estimates or Estimates()
    rest = (_estimated(action, usual) for action in (*steps, *left))
    listed = sorted(rest, key=lambda action: order[action.criteria[0]])
    return Gathered(frame, (*named, *listed), tuple(left_out), tuple(sorted(unmeasured)))


def _estimated(action: Action, usual: Estimates) -> Action:
    """A step or a paper with what it usually takes."""
    said = usual.step if action.level else usual.paper
    known = said.cost is not None or said.effort_days is not None
    status = usual.status if known else action.status
    return action._replace(cost=said.cost, effort=said.effort_days, usual=known, status=status)


def _tasks(
    tasks: Iterable[TaskItem], free: Mapping[str, Action], needed: set[str]
) -> Iterator[Action]:
    """Open tasks that produce a missing paper, or that a proposal rests on."""
    by_task: dict[str, list[TaskItem]] = {}
    for item in tasks:
        if item.open:
            by_task.setdefault(item.task.id, []).append(item)
    for key, items in by_task.items():
        task = items[0].task
        papers = {name: free[name].papers[name] for name in task.papers if name in free}
        if papers or key in needed:
            served = dict.fromkeys((*(n.partition("/")[0] for n in papers), *task.criteria))
            dues = [item.due for item in items if item.due is not None]
            due = max(dues, default=None)
            yield Action(
                id=key,
                kind=ActionKind.TASK,
                criteria=tuple(served),
                title=Message("{title}", title=task.title),
                papers=papers,
                cost=task.cost,
                effort=task.effort_days,
                unit=items[0].unit if task.unit != "each" else task.unit,
                due=due,
                ready=due,
            )


def _proposals(
    frame: Frame, proposals: Mapping[str, Proposal], left_out: list[LeftOut]
) -> Iterator[Action]:
    """Proposals that may still be carried out in time.

    Also those that cannot be decided on yet: what they lack can be mended, but is not kept back.
    """
    for key in _in_order(proposals):
        proposal = proposals[key]
        reason = _hindered(frame, proposal)
        if reason is not None:
            left_out.append(LeftOut(key, proposal.title, reason))
        elif proposal.state != "done":
            yield _proposal(frame, key, proposal)


def _in_order(proposals: Mapping[str, Proposal]) -> list[str]:
    """What rests on another proposal behind it; circles as they come."""
    placed: dict[str, None] = {}

    def place(key: str, under: frozenset[str]) -> None:
        for name in proposals[key].requires:
            if name in proposals and name not in placed and name not in under:
                place(name, under | {key})
        placed.setdefault(key)

    for key in proposals:
        place(key, frozenset())
    return list(placed)


def _hindered(frame: Frame, proposal: Proposal) -> Message | None:
    """Why a proposal cannot be part of the plan."""
    if proposal.state == "declined":
        return Message("declined")
    if proposal.feasible is False:
        return Message("not feasible")
    if late(frame.outlook, proposal, frame.ahead):
        last = last_day(frame.outlook, proposal, frame.ahead)
        return Message(
            "ready on {day} at the earliest, after {last}", day=proposal.ready_by, last=last
        )
    return None


def _proposal(frame: Frame, key: str, proposal: Proposal) -> Action:
    tree, effect = frame.outlook.tree, proposal.effect or Effect()
    facts = effect_facts(tree.criteria_set, proposal, frame.year)[0]
    stated = tree.facts.values
    changes = {k: moved(value, -frame.ahead) for k, value in facts.items()}
    return Action(
        id=key,
        kind=ActionKind.PROPOSAL,
        criteria=proposal.served,
        title=Message("{title}", title=proposal.title),
        changes={k: value for k, value in changes.items() if stated.get(k) != value},
        papers=dict.fromkeys(effect.papers, 0),
        cost=proposal.cost,
        effort=proposal.effort_days,
        unit=unit_id(proposal.unit, frame.units),
        due=proposal.ready_by,
        ready=proposal.ready_by,
        requires=proposal.requires,
        chance=proposal.chance,
        status=proposal.status,
        judged=judge_one(frame.outlook, key, proposal, frame.units, frame.ahead),
    )


def _possible(actions: list[Action], finished: set[str], left_out: list[LeftOut]) -> list[Action]:
    """Without those that rest on what cannot be done; what is done already is no condition."""
    kept = [a._replace(requires=tuple(n for n in a.requires if n not in finished)) for a in actions]
    while True:
        ids = {action.id for action in kept}
        out = [action for action in kept if not ids.issuperset(action.requires)]
        if not out:
            return kept
        kept = [action for action in kept if action not in out]
        for action in out:
            wanting = next(name for name in action.requires if name not in ids)
            reason = Message("it requires “{id}”, which cannot be done", id=wanting)
            title = str(action.title.fields["title"])
            left_out.append(LeftOut(action.id, title, reason))
