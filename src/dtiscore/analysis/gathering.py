"""All that could be done for more points: steps of the rules, papers, tasks and proposals.

What somebody has put a price on is not offered without it. A rule's step on a fact that a proposal
would move is withheld, whatever the value it leads to: whoever goes there begins with what the
proposal is to pay for. That holds of a declined, infeasible or late proposal as well: then no step
moves the fact at all, until somebody proposes it otherwise. (A proposal by which criteria would
only lose prices nothing.) A paper that an open task or proposal produces is left to it; one that a
proposal which cannot be carried out was to supply, and nothing else for its criterion, is withheld,
too. What a finished proposal was to bring is offered like everything else, for it is paid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.actions import Action, ActionKind, LeftOut
from dtiscore.analysis.by_day import by_day, rests, short_by, supplied_by
from dtiscore.analysis.from_tasks import by_tasks
from dtiscore.analysis.interplay import after, done
from dtiscore.analysis.outlook import moved
from dtiscore.analysis.pricing import estimated
from dtiscore.analysis.proposals import judge_one, last_day, late, once_proved
from dtiscore.analysis.steps_and_papers import lacking, papers_of, steps_of
from dtiscore.base.messages import N_, Message
from dtiscore.model.criteria_set import FactKey
from dtiscore.model.proposals import Effect, effect_facts
from dtiscore.model.tasks import unit_id
from dtiscore.scoring.tree import NOTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from dtiscore.analysis.actions import Frame
    from dtiscore.analysis.outlook import Outlook
    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.model.proposals import Proposal
    from dtiscore.model.settings import Estimates
    from dtiscore.rules.core import FactValue


class Sources(NamedTuple):
    """Where actions come from, besides the rules."""

    tasks: Sequence[TaskItem] = ()
    proposals: Mapping[str, Proposal] | None = None
    estimates: Estimates | None = None


class Gathered(NamedTuple):
    """Everything a plan can choose from, and what it cannot.

    Attributes:
        unmeasured: open tasks that name no paper still missing: nothing says what they bring.
        withheld: steps and papers that are not offered, for a proposal states their price.
        idle: tasks and proposals that are no part of it for there is nothing to choose: they are
            done or dropped, or nothing says what they bring.
        sources: what it was gathered from.
    """

    frame: Frame
    actions: tuple[Action, ...]
    left_out: tuple[LeftOut, ...]
    unmeasured: tuple[str, ...]
    withheld: tuple[Withheld, ...] = ()
    idle: tuple[LeftOut, ...] = ()
    sources: Sources = Sources()

    def by(self, until: date | None) -> Gathered:
        """The same for another day by which a plan is to be ready."""
        return gather(self.frame, *self.sources, until)


class Withheld(NamedTuple):
    """A rule's step or a paper that could be had otherwise than by what prices it.

    That is a ``proposal``, or, where none is named, the tasks that a figure is counted from.
    ``hindered`` says why not even these can bring it; None of one that is to choose from.
    """

    action: Action
    proposal: str | None
    hindered: Message | None = None

    @property
    def reason(self) -> Message:
        """Why it is not offered."""
        if self.proposal is None and self.hindered is not None:
            return self.hindered
        if self.hindered is None:
            return Message("only by the proposal “{id}”, at its price", id=self.proposal)
        text = N_("only by the proposal “{id}”, which cannot be part of the plan: {why}")
        return Message(text, id=self.proposal, why=self.hindered)


def gather(
    frame: Frame,
    tasks: Sequence[TaskItem] = (),
    proposals: Mapping[str, Proposal] | None = None,
    estimates: Estimates | None = None,
    until: date | None = None,
) -> Gathered:
    """All actions; those that have a price of their own before the rest.

    ``estimates`` say what is reckoned where nobody has stated a price, ``until`` by which day the
    plan is to be ready: what is not is among the actions, but ``left_out`` names it.
    """
    said = proposals or {}
    open_ = [one for one in said.values() if one.live and _hindered(frame, one) is None]
    changes = [_changes(frame, one) for one in open_]
    free = {action.id: action for action in papers_of(frame, changes)}
    needed = {name for proposal in said.values() for name in proposal.requires}
    left_out: list[LeftOut] = []
    named = [*_tasks(frame, tasks, free, needed, until), *_proposals(frame, said, left_out)]
    finished = {item.task.id for item in tasks if item.state == "done"}
    finished |= {key for key, proposal in said.items() if proposal.state == "done"}
    named = _possible(named, finished, left_out)
    named += rests(frame, named, free, until)
    papers = {name for action in named for name in action.papers}
    left = [paper for name, paper in free.items() if name not in papers]
    moving = _moving(frame, said, [out.id for out in left_out])
    steps = steps_of(frame, changes, frozenset[FactKey]().union(*moving.values()))
    offered, withheld = _priced([*steps, *left], said, moving, left_out)
    apart = by_tasks(frame, offered, tasks)
    withheld += [Withheld(action, None, why) for action, why in apart.withheld]
    known = {action.id for action in named}
    named += _tasks(frame, tasks, {}, apart.tasks() - known, until)
    named = [estimated(frame, action, estimates) for action in named]
    known = {action.id for action in named}
    unmeasured = {item.task.id for item in tasks if item.open and item.task.id not in known}
    order = {cid: n for n, cid in enumerate(frame.outlook.by_id)}
    rest = (estimated(frame, action, estimates) for action in apart.offered)
    listed = sorted(rest, key=lambda action: order[action.criteria[0]])
    actions, unsaid = (*named, *listed), tuple(sorted(unmeasured))
    idle = tuple(_idle(tasks, said, {action.id for action in actions}))
    sources = Sources(tasks, proposals, estimates)
    found = Gathered(frame, actions, tuple(left_out), unsaid, tuple(withheld), idle, sources)
    return by_day(found, until)


_STANDS = {
    "done": Message("it is done already"),
    "dropped": Message("it was dropped"),
    "open": Message("nothing says what it brings, for it names no paper that is missing"),
}


def _idle(
    tasks: Iterable[TaskItem], proposals: Mapping[str, Proposal], offered: Collection[str]
) -> Iterator[LeftOut]:
    """What is done or dropped, and open tasks of which nothing can be measured."""
    states: dict[str, dict[str, str]] = {}
    for item in tasks:
        if item.task.id not in offered:
            state = "open" if item.open else item.state
            states.setdefault(item.task.id, {}).setdefault(state, item.task.title)
    for key, titles in states.items():
        state = next(one for one in ("open", "done", "dropped") if one in titles)
        yield LeftOut(key, titles[state], _STANDS[state])
    for key, proposal in proposals.items():
        if proposal.state == "done":
            yield LeftOut(key, proposal.title, _STANDS["done"])


def _moving(
    frame: Frame, proposals: Mapping[str, Proposal], hindered: Sequence[str]
) -> dict[str, frozenset[FactKey]]:
    """The facts that proposals move, those that can be carried out first."""
    live = [key for key, one in proposals.items() if one.state != "done" and key not in hindered]
    return {key: _moved(frame, proposals[key]) for key in (*live, *hindered) if key in proposals}


def _priced(
    actions: Iterable[Action],
    proposals: Mapping[str, Proposal],
    moving: Mapping[str, frozenset[FactKey]],
    left_out: Iterable[LeftOut],
) -> tuple[list[Action], list[Withheld]]:
    """Steps and papers that nobody has put a price on, and those that a proposal has."""
    hindered = {out.id: out.reason for out in left_out}
    offered: list[Action] = []
    withheld: list[Withheld] = []
    for action in actions:
        by = next(
            (
                key
                for key, facts in moving.items()
                if not facts.isdisjoint(action.changes)
                or (key in hindered and _all_it_brings(proposals[key], action))
            ),
            None,
        )
        if by is None:
            offered.append(action)
        else:
            withheld.append(Withheld(action, by, hindered.get(by)))
    return offered, withheld


def _moved(frame: Frame, proposal: Proposal) -> frozenset[FactKey]:
    """The facts that a proposal moves, but for those by which every criterion only loses."""
    outlook, changes = frame.outlook, _changes(frame, proposal)
    names = outlook.tree.criteria_set.facts
    served = (
        names[cid].values()
        for cid, score in outlook.rescored(changes).items()
        if (score.claimed or NOTHING) >= (outlook.by_id[cid].claimed or NOTHING)
    )
    return frozenset(fact.key for facts in served for fact in facts if fact.key in changes)


def _all_it_brings(proposal: Proposal, paper: Action) -> bool:
    """Whether a proposal does nothing for the paper's criterion but supply it.

    The paper of a figure that the proposal would raise proves the figure as it is, too.
    """
    effect = proposal.effect or Effect()
    return not effect.facts.keys() & set(paper.criteria) and paper.id in effect.papers


def _tasks(
    frame: Frame,
    tasks: Iterable[TaskItem],
    free: Mapping[str, Action],
    needed: Collection[str],
    until: date | None,
) -> Iterator[Action]:
    """Open tasks that produce a missing paper, or that a proposal rests on."""
    by_task: dict[str, list[TaskItem]] = {}
    for item in tasks:
        if item.open:
            by_task.setdefault(item.task.id, []).append(item)
    for key, items in by_task.items():
        task = items[0].task
        due = max((item.due for item in items if item.due is not None), default=None)
        papers = {n: short_by(frame, free[n], due, until) for n in task.papers if n in free}
        if papers or key in needed:
            served = dict.fromkeys((*(n.partition("/")[0] for n in papers), *task.criteria))
            yield Action(
                id=key,
                kind=ActionKind.TASK,
                criteria=tuple(served),
                title=Message("{title}", title=task.title),
                papers=papers,
                number=sum(supplied_by(frame, free[name], due, until) for name in papers),
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
        if proposal.state == "done":
            continue
        reason = _hindered(frame, proposal)
        if reason is None:
            yield _proposal(frame, key, proposal)
        else:
            left_out.append(LeftOut(key, proposal.title, reason))


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


def _changes(frame: Frame, proposal: Proposal) -> dict[FactKey, FactValue]:
    """The facts that a proposal would make others than they are, as the assessed year has them."""
    tree = frame.outlook.tree
    facts = effect_facts(tree.criteria_set, proposal, frame.year)[0]
    changes = {key: moved(value, -frame.ahead) for key, value in facts.items()}
    return {key: value for key, value in changes.items() if tree.facts.values.get(key) != value}


def _proposal(frame: Frame, key: str, proposal: Proposal) -> Action:
    effect = proposal.effect or Effect()
    action = Action(
        id=key,
        kind=ActionKind.PROPOSAL,
        criteria=proposal.served,
        title=Message("{title}", title=proposal.title),
        changes=_changes(frame, proposal),
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
    return action._replace(lacks=tuple(_lacks(frame.outlook, action)))


def _lacks(outlook: Outlook, action: Action) -> Iterator[str]:
    """The papers without which it brings a criterion less than once all that is new is proved."""
    what = done([action])
    for cid, expected in once_proved(outlook, what.changes, what.papers).items():
        then = after(outlook, outlook.by_id[cid], what)
        if (then.final or NOTHING) < (expected.final or NOTHING):
            yield from (f"{cid}/{state.slot.id}" for state in lacking(then))


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
