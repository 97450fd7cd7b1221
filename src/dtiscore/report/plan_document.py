"""The answer of ``dtiscore plan`` for programs: its JSON, and records of CSV."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dtiscore.analysis.companions import companions
from dtiscore.report.diagnostics import as_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.analysis.actions import Action
    from dtiscore.analysis.improvement import Chosen, Corner, Relief
    from dtiscore.analysis.proposals import Judged
    from dtiscore.i18n.language import Language
    from dtiscore.report.plan import More, PlanAnswer

SCHEMA = "dtiscore/plan/1"
COLUMNS = (
    *("criteria_set", "status", "id", "kind", "criterion", "title", "points", "cost"),
    *("effort_days", "unit", "due", "criteria", "papers", "requires", "chance"),
    *("state", "verdict", "lacks", "faults", "lacking_papers"),
)
"""The fields of a CSV record."""


def document(found: PlanAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``plan``."""
    plan, wanted, frame = found.plan, found.wanted, found.gathered.frame
    return {
        **found.answer.head(SCHEMA),
        "year": frame.year,
        "year_stated": frame.stated,
        "status": plan.status,
        "gap": None if plan.gap is None else float(plan.gap),
        "now": plan.now,
        "target": wanted.target,
        "reached": plan.reached,
        "cost": _plain(plan.cost),
        "effort_days": _plain(plan.effort),
        "uncosted": plan.uncosted,
        "without_effort": plan.unmeasured,
        "undated": plan.undated,
        "unready": plan.unready,
        "limits": {
            "budget": _plain(wanted.budget),
            "effort_days": _plain(wanted.effort),
            "until": wanted.until,
        },
        "rank": _rank(found),
        "steps": [_step(one, language) for one in plan.chosen],
        "chance": None if plan.chance is None else round(float(plan.chance), 4),
        "most": plan.most,
        "reliefs": [_relief(one) for one in plan.reliefs],
        "enough": None if plan.enough is None else _corner(plan.enough),
        "limited": list(plan.limited),
        "left_out": [
            {"id": one.id, "title": one.title, "reason": language.text(one.reason)}
            for one in found.gathered.left_out
        ],
        "withheld": [
            {
                "id": one.action.id,
                "title": language.text(one.action.title),
                "proposal": one.proposal,
                "reason": language.text(one.reason),
            }
            for one in found.gathered.withheld
        ],
        "choices": _choices(found, language) if found.everything else None,
        "unmeasured_tasks": list(found.gathered.unmeasured),
        "frontier": None if found.frontier is None else [_corner(one) for one in found.frontier],
        "frontier_whole": None if found.frontier is None else found.frontier_whole,
        "more": None if found.more is None else _more(found.more),
        "written": None
        if found.written is None
        else {**found.written._asdict(), "tasks": list(found.written.tasks)},
        "diagnostics": as_records(found.answer.diagnostics, language),
    }


def _plain(amount: Fraction | None) -> int | float | None:
    """Money or days as a plain number."""
    if amount is None:
        return None
    return int(amount) if amount.denominator == 1 else float(amount)


def _rank(found: PlanAnswer) -> dict[str, Any] | None:
    needed = found.needed
    if needed is None:
        return None
    return {
        "now": needed.now,
        "target": needed.rank,
        "reached": found.rank,
        "needed": needed.points,
        "period": needed.period,
        "source": needed.source,
        "status": needed.status,
        "members": needed.members,
        "of": needed.of,
        "passed": [row.id for row in needed.passed],
        "level": [row.id for row in needed.level],
        "certainty": needed.quantile,
        "in_ten": _in_ten(found),
    }


def _in_ten(found: PlanAnswer) -> int | None:
    """The chance of the rank with what the plan reaches, in tenths; None where none was asked."""
    if found.assured is None or found.plan.reached is None:
        return None
    return found.assured.tenths(found.plan.reached)


def _step(one: Chosen, language: Language) -> dict[str, Any]:
    said = _choice(one.action, language)
    first = ("id", "kind", "criterion", "title")
    return {**{key: said[key] for key in first}, "points": one.points, **said}


def _choices(found: PlanAnswer, language: Language) -> list[dict[str, Any]]:
    actions = found.gathered.actions
    only_with = companions(found.gathered.frame.outlook, actions)
    return [
        {**_choice(one, language), "only_with": list(only_with.get(one.id, ()))} for one in actions
    ]


def _choice(action: Action, language: Language) -> dict[str, Any]:
    return {
        "id": action.id,
        "kind": action.kind.value,
        "criterion": next(iter(action.criteria), None),
        "title": language.text(action.title),
        "cost": _plain(action.cost),
        "effort_days": _plain(action.effort),
        "unit": action.unit,
        "due": action.due,
        "criteria": list(action.criteria),
        "papers": list(action.papers),
        "requires": list(action.requires),
        "counted": [{"number": each.number, "tasks": list(each.tasks)} for each in action.counted],
        "chance": _plain(action.chance),
        **_judged(action.judged),
        "lacking_papers": list(action.lacks),
    }


def _judged(one: Judged | None) -> dict[str, Any]:
    """What is said of a proposal, in the words of ``proposal check``; of another step nothing."""
    return {
        "state": None if one is None else one.proposal.state,
        "verdict": None if one is None else one.verdict.value,
        "lacks": [] if one is None else [lack.value for lack in one.lacks],
        "faults": [] if one is None else [fault.value for fault in one.faults],
    }


def _relief(one: Relief) -> dict[str, Any]:
    value = _plain(one.value) if isinstance(one.value, Fraction) else one.value
    return {"limit": one.limit, "value": value}


def _corner(one: Corner) -> dict[str, Any]:
    return {"points": one.points, "cost": _plain(one.cost), "effort_days": _plain(one.effort)}


def _more(more: More) -> dict[str, Any]:
    million, day = more
    return {
        "million": None if million is None else million.points,
        "million_effort_days": None if million is None else _plain(million.effort),
        "day": None if day is None else day.points,
        "day_cost": None if day is None else _plain(day.cost),
    }


def records(found: PlanAnswer, language: Language) -> Iterator[dict[str, Any]]:
    """One record a step, for CSV."""
    for one in found.plan.chosen:
        record = {**found.answer.mark(), **_step(one, language)}
        yield {key: record[key] for key in COLUMNS}
