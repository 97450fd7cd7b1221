"""The page of ``dtiscore plan``: what was asked, what to do, and what is to be known of it."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.actions import ActionKind
from dtiscore.analysis.companions import companions
from dtiscore.analysis.proposals import Verdict
from dtiscore.base.messages import N_, Message, Percent
from dtiscore.report.answer import status_of_all, status_word
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Signed, Table
from dtiscore.report.plan_detail import detail
from dtiscore.report.plan_left_out import lacking, not_offered
from dtiscore.report.plan_verdict import shown, verdict, whole
from dtiscore.report.proposals import STATES, VERDICTS, shortcomings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dtiscore.analysis.actions import Action, Counted
    from dtiscore.analysis.assured import Assured
    from dtiscore.analysis.gathering import Gathered
    from dtiscore.analysis.improvement import Added, Corner, Plan, Wanted
    from dtiscore.analysis.needed import Needed
    from dtiscore.analysis.proposals import Judged
    from dtiscore.base.messages import Field
    from dtiscore.report.answer import Answer


KINDS = {
    ActionKind.STEP: Message("step of the rule"),
    ActionKind.PAPER: Message("paper"),
    ActionKind.TASK: Message("task"),
    ActionKind.PROPOSAL: Message("proposal"),
}


class More(NamedTuple):
    """What a million VND, and a person-day, more than the plan takes would add to it."""

    million: Added | None
    day: Added | None


class Written(NamedTuple):
    """What was written: the file, the tasks added to it, and the difference, line by line."""

    file: str
    tasks: tuple[str, ...]
    difference: tuple[str, ...]


class PlanAnswer(NamedTuple):
    """A plan with what was asked, and what else was asked for.

    ``assured`` is there where the rank is to be had with a certainty. ``rank`` is that of the
    total reached among the published results; ``frontier``, whether that is ``frontier_whole``,
    and ``more`` are there with ``--detail``; ``everything`` lists all that there is to choose
    from, too.
    """

    answer: Answer
    gathered: Gathered
    wanted: Wanted
    plan: Plan
    needed: Needed | None = None
    assured: Assured | None = None
    rank: int | None = None
    frontier: tuple[Corner, ...] | None = None
    frontier_whole: bool = True
    more: More | None = None
    written: Written | None = None
    illustrative: bool = False
    everything: bool = False

    @property
    def year(self) -> str:
        """The year of the plan."""
        return str(self.gathered.frame.year)


def page(found: PlanAnswer) -> Page:
    """The page of ``plan``."""
    blocks = found.answer.title(Message("Plan to raise the score of {year}", year=found.year))
    if found.illustrative:
        note = N_("ILLUSTRATIVE PROPOSALS AND TASKS: their costs and days are made up.")
        blocks.insert(-1, Line(Message(note), strong=True, under_title=True))
    blocks += _start(found)
    blocks += _goal(found)
    blocks += verdict(found)
    blocks += _steps(found)
    blocks += _notes(found)
    blocks += detail(found)
    blocks += _choices(found)
    blocks += _written(found)
    return Page(tuple(blocks))


def _start(found: PlanAnswer) -> Iterator[Line]:
    """What the plan starts from."""
    frame, tree = found.gathered.frame, found.answer.tree
    fields: dict[str, Field] = {
        "points": found.plan.now,
        "year": found.year,
        "period": str(tree.assessment.period),
    }
    if not frame.ahead:
        yield Line(Message("Starts from the {points} points of {period} so far", **fields))
    else:
        text = N_(
            "{period} is over: the plan is for {year}, and starts from the {points} points of"
            " {period}, as if all that was done and proved then were done and proved again"
        )
        yield Line(Message(text, **fields))
    if frame.exercise:
        text = N_("{year} is over as well: an exercise, as from its first day")
        yield Line(Message(text, year=found.year), depth=1)
    if frame.stated:
        text = N_(
            "{year} has figures of its own already, of {count} criteria, which this plan does not"
            " look at: --period {year} starts from those"
        )
        yield Line(Message(text, year=found.year, count=frame.stated), depth=1, strong=True)
    left = tree.coverage.of - tree.coverage.criteria
    if left:
        text = N_(
            "{count} criteria are not evaluated yet; what their figures will bring is not counted"
        )
        yield Line(Message(text, count=left), depth=1)


def _goal(found: PlanAnswer) -> Iterator[Line]:
    needed, wanted = found.needed, found.wanted
    if needed is not None:
        yield from _ranks(found, needed)
    elif wanted.target is not None:
        yield Line(Message("Target: {points} points", points=wanted.target))
    limits = tuple(_limits(wanted))
    if limits:
        yield Line(Message("Limits: {limits}", limits=limits))


def _ranks(found: PlanAnswer, needed: Needed) -> Iterator[Line]:
    fields: dict[str, Field] = {
        "now": needed.now,
        "rank": needed.rank,
        "points": needed.points,
        "period": str(needed.period),
    }
    if needed.rank == needed.now:
        text = N_("Target: to keep rank {rank}, the first already, by the results of {period}")
    else:
        text = N_(
            "Target: from rank {now} to rank {rank} by the results of {period}, which takes"
            " {points} points"
        )
    yield Line(Message(text, **fields), strong=True)
    fields = {"members": needed.members, "of": needed.of}
    fields["status"] = status_of_all(*needed.statuses)
    text = N_("results of {members} of {of} ranked agencies ({status})")
    if needed.members < needed.of:
        text = N_("results of only {members} of {of} ranked agencies ({status}): ranks may differ")
    yield Line(Message(text, **fields), depth=1)
    if found.assured is not None:
        # Whom a rank passes is known only while nobody moves.
        yield _raised(found.assured)
        return
    if needed.passed:
        names = tuple(row.name for row in needed.passed)
        yield Line(Message("we would pass: {agencies}", agencies=names), depth=1)
    if needed.level:
        names = tuple(row.name for row in needed.level)
        yield Line(Message("we would be level with: {agencies}", agencies=names), depth=1)
    text = N_(
        "if the other agencies stay where they were; they move as well, and a margin is prudent"
    )
    yield Line(Message(text), depth=1)


def _raised(sure: Assured) -> Line:
    """Why the target is higher than what the rank takes today."""
    text = N_(
        "raised from {plain} points, so as to be enough in {certainty} of cases if the other"
        " agencies grow as in {before}–{now} (growth drawn from seed {seed})"
    )
    before, now = sure.years
    certainty = Percent(Fraction(str(sure.needed.quantile)))
    fields: dict[str, Field] = {"plain": sure.plain, "certainty": certainty}
    fields |= {"before": str(before), "now": str(now), "seed": str(sure.seed)}
    return Line(Message(text, **fields), depth=1)


def _limits(wanted: Wanted) -> Iterator[Message]:
    if wanted.budget is not None:
        yield Message("at most {amount} VND", amount=whole(wanted.budget))
    if wanted.effort is not None:
        yield Message("at most {days} person-days", days=wanted.effort)
    if wanted.until is not None:
        yield Message("ready by {date}", date=wanted.until)
    if wanted.must:
        yield Message("with what --must demands")
    if wanted.never:
        yield Message("without what --not rules out")


def _steps(found: PlanAnswer) -> Iterator[Block]:
    plan = found.plan
    if not plan.chosen:
        if plan.status != "infeasible" and found.wanted.target is not None:
            yield Line(Message("Nothing has to be done for that."))
        return
    title = Message("The steps of the plan")
    if plan.status == "infeasible":
        title = Message("The most that can be reached")
        if found.wanted.limited:
            title = Message("The most that the limits allow")
    yield Heading(title)
    columns = (
        Column(Message("Step"), Kind.TEXT),
        Column(Message("Points")),
        Column(Message("Cost (VND)")),
        Column(Message("Person-days")),
        Column(Message("Unit"), Kind.TEXT),
        Column(Message("Due"), Kind.TEXT),
    )
    total: tuple[Cell, ...] = (
        Message("Total"),
        Signed(sum((one.points for one in plan.chosen), plan.now * 0)),
        shown(plan.cost),
        shown(plan.effort),
        "",
        "",
    )
    rows = (_row(found, one.action, one.points) for one in plan.chosen)
    yield Table(columns, tuple(rows), (total,))


def titled(action: Action, answer: Answer) -> Message:
    """What is to be done, of a step with the criterion it is for."""
    if action.kind is not ActionKind.STEP:
        return action.title
    name = answer.tree.by_id[action.criteria[0]].criterion.name
    return Message("{name} – {what}", name=name, what=action.title)


def _row(found: PlanAnswer, action: Action, points: Decimal | None = None) -> tuple[Cell, ...]:
    """The step's row; without points where it is only one of those to choose from."""
    title = titled(action, found.answer)
    what = Message("{title}\n({id}; {kind})", title=title, id=action.id, kind=KINDS[action.kind])
    worth: tuple[Cell, ...] = () if points is None else (Signed(points),)
    for each in action.counted:
        what = Message("{what}\n– {text}", what=what, text=_from_tasks(found, each, points))
    if action.goes_on_with is not None:
        text = Message("goes on with the task “{id}”", id=action.goes_on_with)
        what = Message("{what}\n– {text}", what=what, text=text)
    return (
        what if action.judged is None else lacking(_marked(what, action.judged), action, found),
        *worth,
        shown(action.cost),
        shown(action.effort),
        _unit(found, action),
        action.due or "–",
    )


def _from_tasks(found: PlanAnswer, counted: Counted, points: Decimal | None) -> Message:
    """The tasks that a figure is counted from: in a plan those of it, else all that are open."""
    if points is None:
        text = N_("counted from tasks: with {number} of {tasks}")
        return Message(text, number=counted.number, tasks=tuple(counted.tasks))
    chosen = {one.action.id for one in found.plan.chosen}
    tasks = tuple(task for task in counted.tasks if task in chosen)
    return Message("counted from tasks, which have the price: {tasks}", tasks=tasks)


def _marked(what: Message, one: Judged) -> Message:
    """A proposal's step with what keeps it from being decided on, if anything does."""
    if one.proposal.state == "adjusted":
        what = Message("{what}\n– {text}", what=what, text=STATES["adjusted"])
    if one.verdict is not Verdict.READY:
        # Apart by semicolons: a reason has commas of its own.
        reasons = reduce(_and, shortcomings(one))
        why = Message("{said}: {why}", said=VERDICTS[one.verdict], why=reasons)
        what = Message("{what}\n– {text}", what=what, text=why)
    return what


def _and(one: Message, more: Message) -> Message:
    return Message("{one}; {more}", one=one, more=more)


def _unit(found: PlanAnswer, action: Action) -> str | Message:
    from dtiscore.model.tasks import EACH  # noqa: PLC0415 - one word of it

    return Message("each unit") if action.unit == EACH else found.answer.unit_name(action.unit)


def _notes(found: PlanAnswer) -> Iterator[Line]:
    plan, gathered = found.plan, found.gathered
    if plan.uncosted:
        text = N_(
            "{count} of {of} steps have no estimated cost, and count 0 VND: give it in a task or"
            " a proposal that brings the same"
        )
        yield Line(Message(text, count=plan.uncosted, of=len(plan.chosen)))
    if plan.unmeasured:
        text = N_("{count} of {of} steps have no estimated person-days, and count 0")
        yield Line(Message(text, count=plan.unmeasured, of=len(plan.chosen)))
    if plan.unready:
        text = N_(
            "{count} of {of} steps cannot be decided on as they stand (proposals that lack"
            " something or were sent back, and what rests on them): complete them, or report them"
            " for adjustment"
        )
        yield Line(Message(text, count=plan.unready, of=len(plan.chosen)), strong=True)
    usual = [one.action for one in plan.chosen if one.action.usual]
    if usual:
        text = N_(
            "{count} of {of} steps are priced by the usual estimates of dtiscore.yaml ({status})"
        )
        status = status_word(usual[0].status)
        yield Line(Message(text, count=len(usual), of=len(plan.chosen), status=status))
    if found.wanted.until is not None and plan.undated:
        text = N_(
            "{count} of {of} steps have no earliest finish, and are taken to be ready by {date}"
        )
        count, of = plan.undated, len(plan.chosen)
        yield Line(Message(text, count=count, of=of, date=found.wanted.until))
    if plan.chance is not None:
        text = N_(
            "about {tenths} in 10 that it comes to that, if each proposal succeeds with the chance"
            " it states, independently of the others"
        )
        yield Line(Message(text, tenths=round(plan.chance * 10)))
    yield from not_offered(gathered)
    if gathered.unmeasured:
        text = N_(
            "{count} open tasks name no paper that is missing: what they bring cannot be measured"
        )
        yield Line(Message(text, count=len(gathered.unmeasured)))


def _choices(found: PlanAnswer) -> Iterator[Block]:
    if not found.everything:
        return
    yield Heading(Message("All there is to choose from"))
    columns = (
        Column(Message("Step"), Kind.TEXT),
        Column(Message("Cost (VND)")),
        Column(Message("Person-days")),
        Column(Message("Unit"), Kind.TEXT),
        Column(Message("Due"), Kind.TEXT),
    )
    actions = found.gathered.actions
    only_with = companions(found.gathered.frame.outlook, actions)
    rows = (_accompanied(_row(found, one), only_with.get(one.id, ())) for one in actions)
    yield Table(columns, tuple(rows))


def _accompanied(row: tuple[Cell, ...], only_with: tuple[str, ...]) -> tuple[Cell, ...]:
    """The row, with those of which the step takes one."""
    what = row[0]
    if not only_with or not isinstance(what, Message):
        return row
    text = Message("only with one of: {ids}", ids=only_with)
    return (Message("{what}\n– {text}", what=what, text=text), *row[1:])


def _written(found: PlanAnswer) -> Iterator[Block]:
    written = found.written
    if written is None:
        return
    yield Heading(Message("Written as tasks"))
    if written.tasks:
        text = N_("{count} tasks were added to {file}")
        yield Line(Message(text, count=len(written.tasks), file=written.file), strong=True)
    else:
        yield Line(Message("{file} has them all already; nothing was written", file=written.file))
    resting = sum(one.action.goes_on_with is not None for one in found.plan.chosen)
    if resting:
        text = N_(
            "{count} steps go on with a task that supplies the first of their papers, and were not"
            " written: move that task’s day, or put them down once it is done"
        )
        yield Line(Message(text, count=resting))
