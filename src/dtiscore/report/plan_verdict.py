"""What a plan comes to: the points it reaches and why no less will do, or what limits it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dtiscore.base.messages import N_, Message
from dtiscore.report.page import Cell, Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dtiscore.analysis.assured import Assured
    from dtiscore.analysis.improvement import Plan, Relief, Wanted
    from dtiscore.base.messages import Field
    from dtiscore.report.plan import PlanAnswer


def verdict(found: PlanAnswer) -> Iterator[Line]:
    """What the plan reaches and at what price, and the proof; else what stands in its way."""
    plan, target = found.plan, found.wanted.target
    if plan.status == "infeasible":
        yield from _infeasible(found)
        return
    if target is None and not plan.chosen:
        yield Line(_nothing(found), strong=True)
        return
    fields: dict[str, Field] = {
        "reached": plan.reached,
        "gain": None if plan.reached is None else plan.reached - plan.now,
        "cost": whole(plan.cost),
        "days": plan.effort,
    }
    text = N_("The plan reaches {reached} points (+{gain}), for {cost} VND and {days} person-days")
    if plan.uncosted or plan.unmeasured:
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
    yield Line(_proof(plan, found.wanted), depth=1)


def _chance(sure: Assured, reached: Decimal) -> Message:
    """The chance in words, with its assumption in the same sentence."""
    from dtiscore.analysis.prospects import chance_words  # noqa: PLC0415 - few ask for a chance

    before, now = sure.years
    fields: dict[str, Field] = {"before": str(before), "now": str(now)}
    grow = Message("the other agencies grow as in {before}–{now}", **fields)
    return chance_words(sure.needed.rank, sure.tenths(reached), grow)


def _nothing(found: PlanAnswer) -> Message:
    """That the plan is empty: nothing there is to choose from brings anything."""
    text = N_("Nothing is known that could be done for more points: it stays at {points} points")
    if found.wanted.limited:
        text = N_(
            "Nothing can be done within the limits for more points: it stays at {points} points"
        )
    return Message(text, points=found.plan.now)


def _proof(plan: Plan, wanted: Wanted) -> Message:
    """Why no other plan is better, or how much better one might be."""
    if plan.limited:
        text = N_("not every combination was looked at, in {criteria}: there may be a better plan")
        return Message(text, criteria=plan.limited)
    if plan.status != "optimal" and plan.gap:
        text = N_("not proven best: a better plan differs by at most {gap}% of the goal")
        return Message(text, gap=Fraction(plan.gap) * 100)
    if wanted.target is not None:
        text = N_(
            "proven best (gap 0): no other choice among these {count} actions reaches the target"
            " for less"
        )
    elif wanted.limited:
        text = N_(
            "proven best (gap 0): no other choice among these {count} actions brings more points"
            " within the limits"
        )
    else:
        text = N_(
            "proven best (gap 0): no other choice among these {count} actions brings more points"
        )
    return Message(text, count=plan.of)


def _infeasible(found: PlanAnswer) -> Iterator[Line]:
    plan, target = found.plan, found.wanted.target
    limited = found.wanted.limited
    if plan.reached is None:
        text = N_("Not possible: what is demanded cannot be done together")
        if found.wanted._replace(must=()).limited:
            text = N_("Not possible: what is demanded cannot be done within the limits")
        yield Line(Message(text), strong=True)
    else:
        text = N_("Not possible: {reached} points at most can be reached, {missing} too few")
        if limited:
            text = N_("Not possible: the limits allow {reached} points at most, {missing} too few")
        missing = None if target is None else target - plan.reached
        yield Line(Message(text, reached=plan.reached, missing=missing), strong=True)
    for relief in plan.reliefs:
        yield Line(_easing(relief), depth=1)
    if not plan.reliefs and plan.most is not None:
        most: dict[str, Field] = {"most": plan.most}
        if target is not None and plan.most < target:
            text = N_("everything that is known to be possible together reaches {most} points")
            if limited:
                yield Line(Message(text, **most), depth=1)
            text = N_("more is possible only with further proposals, tasks or figures")
        else:
            text = N_("no single limit does it: ease several at once ({most} points without any)")
        yield Line(Message(text, **most), depth=1)
    if plan.enough is not None:
        text = N_("without any limit: {cost} VND and {days} person-days would be enough")
        fields: dict[str, Field] = {"cost": whole(plan.enough.cost), "days": plan.enough.effort}
        yield Line(Message(text, **fields), depth=1)


def _easing(relief: Relief) -> Message:
    """Which limit binds, and what would make the target reachable."""
    value = relief.value
    if relief.limit == "budget" and isinstance(value, Fraction):
        return Message("the budget binds: {amount} VND would be enough", amount=whole(value))
    if relief.limit == "effort" and isinstance(value, Fraction):
        return Message("the person-days bind: {days} would be enough", days=value)
    if relief.limit == "until":
        if value is None:
            return Message("the day binds: without --until it is possible")
        return Message("the day binds: {date} would be late enough", date=value)
    if relief.limit == "not":
        return Message("what --not rules out binds: without it, it is possible")
    return Message("what --must demands binds: without it, it is possible")


def whole(amount: Fraction) -> int | Fraction:
    """An amount of money; of whole đồng without a denominator."""
    return int(amount) if amount.denominator == 1 else amount


def shown(amount: Fraction | None) -> Cell:
    """An amount, or that nobody has estimated it."""
    if amount is None:
        return Message("not estimated")
    return int(amount) if amount.denominator == 1 else Message("{days}", days=amount)
