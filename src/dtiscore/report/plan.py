"""The answer of ``dtiscore plan``: what to do, what it reaches, and why no less will do."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.actions import ActionKind
from dtiscore.base.messages import N_, Message, Percent
from dtiscore.report.answer import status_word
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Signed, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dtiscore.analysis.actions import Action, Gathered
    from dtiscore.analysis.assured import Assured
    from dtiscore.analysis.improvement import Corner, Plan, Relief, Wanted
    from dtiscore.analysis.needed import Needed
    from dtiscore.base.messages import Field
    from dtiscore.report.answer import Answer


KINDS = {
    ActionKind.STEP: Message("step of the rule"),
    ActionKind.PAPER: Message("paper"),
    ActionKind.TASK: Message("task"),
    ActionKind.PROPOSAL: Message("proposal"),
}


class More(NamedTuple):
    """Points that a million VND, and a person-day, more than the plan takes would add."""

    million: Decimal | None
    day: Decimal | None


class Written(NamedTuple):
    """What was written: the file, the tasks added to it, and the difference, line by line."""

    file: str
    tasks: tuple[str, ...]
    difference: tuple[str, ...]


class PlanAnswer(NamedTuple):
    """A plan with what was asked, and what else was asked for.

    ``assured`` is there where the rank is to be had with a certainty. ``rank`` is that of the
    total reached among the published results; ``frontier`` and ``more`` are there with
    ``--detail``; ``everything`` lists all that there is to choose from, too.
    """

    answer: Answer
    gathered: Gathered
    wanted: Wanted
    plan: Plan
    needed: Needed | None = None
    assured: Assured | None = None
    rank: int | None = None
    frontier: tuple[Corner, ...] | None = None
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
    blocks += _verdict(found)
    blocks += _steps(found)
    blocks += _notes(found)
    blocks += _detail(found)
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
    fields = {"members": needed.members, "of": needed.of, "status": status_word(needed.status)}
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
        yield Message("at most {amount} VND", amount=_amount(wanted.budget))
    if wanted.effort is not None:
        yield Message("at most {days} person-days", days=wanted.effort)
    if wanted.until is not None:
        yield Message("ready by {date}", date=wanted.until)


def _amount(amount: Fraction) -> int | Fraction:
    return int(amount) if amount.denominator == 1 else amount


def _verdict(found: PlanAnswer) -> Iterator[Line]:
    plan, target = found.plan, found.wanted.target
    if plan.status == "infeasible":
        yield from _infeasible(found)
        return
    fields: dict[str, Field] = {
        "reached": plan.reached,
        "gain": None if plan.reached is None else plan.reached - plan.now,
        "cost": _amount(plan.cost),
        "days": plan.effort,
    }
    text = N_(
        "The plan reaches {reached} points (+{gain}), for {cost} VND and {days} person-days"
        " as far as they are estimated"
    )
    yield Line(Message(text, **fields), strong=True)
    if found.rank is not None and found.needed is not None:
        text = N_("rank {rank} among the results of {period}, if the others stay where they were")
        period = str(found.needed.period)
        yield Line(Message(text, rank=found.rank, period=period), depth=1)
    if found.assured is not None and plan.reached is not None:
        yield Line(_chance(found.assured, plan.reached), depth=1)
    yield Line(_proof(plan, aimed=target is not None), depth=1)


def _chance(sure: Assured, reached: Decimal) -> Message:
    """The chance in words, with its assumption in the same sentence."""
    from dtiscore.analysis.prospects import chance_words  # noqa: PLC0415 - few ask for a chance

    before, now = sure.years
    fields: dict[str, Field] = {"before": str(before), "now": str(now)}
    grow = Message("the other agencies grow as in {before}–{now}", **fields)
    return chance_words(sure.needed.rank, sure.tenths(reached), grow)


def _proof(plan: Plan, *, aimed: bool) -> Message:
    """Why no other plan is better, or how much better one might be."""
    if plan.limited:
        text = N_("not every combination was looked at, in {criteria}: there may be a better plan")
        return Message(text, criteria=plan.limited)
    if plan.status != "optimal" and plan.gap:
        text = N_("not proven best: a better plan differs by at most {gap}% of the goal")
        return Message(text, gap=Fraction(plan.gap) * 100)
    if aimed:
        text = N_(
            "proven best (gap 0): no other choice among these {count} actions reaches the target"
            " for less"
        )
    else:
        text = N_(
            "proven best (gap 0): no other choice among these {count} actions brings more points"
            " within the limits"
        )
    return Message(text, count=plan.of)


def _infeasible(found: PlanAnswer) -> Iterator[Line]:
    plan, target = found.plan, found.wanted.target
    if plan.reached is None:
        text = N_("Not possible: what is demanded cannot be done within the limits")
        yield Line(Message(text), strong=True)
    else:
        text = N_("Not possible: the limits allow {reached} points at most, {missing} too few")
        missing = None if target is None else target - plan.reached
        yield Line(Message(text, reached=plan.reached, missing=missing), strong=True)
    for relief in plan.reliefs:
        yield Line(_easing(relief), depth=1)
    if not plan.reliefs and plan.most is not None:
        most: dict[str, Field] = {"most": plan.most}
        if target is not None and plan.most < target:
            text = N_("everything that is known to be possible together reaches {most} points")
            yield Line(Message(text, **most), depth=1)
            text = N_("more is possible only with further proposals, tasks or figures")
        else:
            text = N_("no single limit does it: ease several at once ({most} points without any)")
        yield Line(Message(text, **most), depth=1)
    if plan.enough is not None:
        text = N_("without any limit: {cost} VND and {days} person-days would be enough")
        fields: dict[str, Field] = {"cost": _amount(plan.enough.cost), "days": plan.enough.effort}
        yield Line(Message(text, **fields), depth=1)


def _easing(relief: Relief) -> Message:
    """Which limit binds, and what would make the target reachable."""
    value = relief.value
    if relief.limit == "budget" and isinstance(value, Fraction):
        return Message("the budget binds: {amount} VND would be enough", amount=_amount(value))
    if relief.limit == "effort" and isinstance(value, Fraction):
        return Message("the person-days bind: {days} would be enough", days=value)
    if relief.limit == "until":
        if value is None:
            return Message("the day binds: without --until it is possible")
        return Message("the day binds: {date} would be late enough", date=value)
    if relief.limit == "not":
        return Message("what --not rules out binds: without it, it is possible")
    return Message("what --must demands binds: without it, it is possible")


def _steps(found: PlanAnswer) -> Iterator[Block]:
    plan = found.plan
    if not plan.chosen:
        yield Line(Message("Nothing has to be done for that."))
        return
    title = Message("The steps of the plan")
    if plan.status == "infeasible":
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
        _shown(plan.cost),
        _shown(plan.effort),
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
    return Message("{name}: {what}", name=name, what=action.title)


def _row(found: PlanAnswer, action: Action, points: Decimal | None = None) -> tuple[Cell, ...]:
    """The step's row; without points where it is only one of those to choose from."""
    title = titled(action, found.answer)
    worth: tuple[Cell, ...] = () if points is None else (Signed(points),)
    return (
        Message("{title}\n({id}; {kind})", title=title, id=action.id, kind=KINDS[action.kind]),
        *worth,
        _shown(action.cost),
        _shown(action.effort),
        _unit(found, action),
        action.due or "–",
    )


def _unit(found: PlanAnswer, action: Action) -> str | Message:
    from dtiscore.model.tasks import EACH  # noqa: PLC0415 - one word of it

    return Message("each unit") if action.unit == EACH else found.answer.unit_name(action.unit)


def _shown(amount: Fraction | None) -> Cell:
    """An amount, or that nobody has estimated it."""
    if amount is None:
        return Message("not estimated")
    return int(amount) if amount.denominator == 1 else Message("{days}", days=amount)


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
    usual = [one.action for one in plan.chosen if one.action.usual]
    if usual:
        text = N_(
            "{count} of {of} steps are priced by the usual estimates of dtiscore.yaml ({status})"
        )
        status = status_word(usual[0].status)
        yield Line(Message(text, count=len(usual), of=len(plan.chosen), status=status))
    if found.wanted.until is not None:
        text = N_("what has no earliest finish is taken to be possible by that day")
        yield Line(Message(text))
    if plan.chance is not None:
        text = N_(
            "about {tenths} in 10 that it comes to that, if each proposal succeeds with the chance"
            " it states, independently of the others"
        )
        yield Line(Message(text, tenths=round(plan.chance * 10)))
    for one in gathered.left_out:
        fields: dict[str, Field] = {"id": one.id, "title": one.title, "why": one.reason}
        yield Line(Message("left out: {id} “{title}”: {why}", **fields))
    if gathered.unmeasured:
        text = N_(
            "{count} open tasks name no paper that is missing: what they bring cannot be measured"
        )
        yield Line(Message(text, count=len(gathered.unmeasured)))


def _detail(found: PlanAnswer) -> Iterator[Block]:
    if found.frontier is None:
        return
    yield Heading(Message("Points against cost"))
    columns = (
        Column(Message("Cost (VND)")),
        Column(Message("Most points")),
        Column(Message("More than the line below")),
        Column(Message("Person-days")),
    )
    below = [*found.frontier[1:], None]
    rows = tuple(
        (
            _shown(one.cost),
            one.points,
            None if less is None else Signed(one.points - less.points),
            _shown(one.effort),
        )
        for one, less in zip(found.frontier, below, strict=True)
    )
    yield Table(columns, rows)
    if found.more is not None:
        text = N_("a million VND more than the plan takes could bring {points} points more")
        yield Line(Message(text, points=found.more.million))
        text = N_("a person-day more than the plan takes could bring {points} points more")
        yield Line(Message(text, points=found.more.day))


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
    rows = (_row(found, one) for one in found.gathered.actions)
    yield Table(columns, tuple(rows))


def _written(found: PlanAnswer) -> Iterator[Block]:
    written = found.written
    if written is None:
        return
    yield Heading(Message("Written as tasks"))
    if not written.tasks:
        yield Line(Message("{file} has them all already; nothing was written", file=written.file))
        return
    text = N_("{count} tasks were added to {file}")
    yield Line(Message(text, count=len(written.tasks), file=written.file), strong=True)
