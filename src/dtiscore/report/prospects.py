"""What ``dtiscore rank --simulate`` says of the next year: bands, chances in words, scenarios."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dtiscore.analysis.prospects import chance_text
from dtiscore.base.messages import N_, Message
from dtiscore.base.points import round_points
from dtiscore.base.text import fold
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dtiscore.analysis.growth import Growth
    from dtiscore.analysis.prospects import Moved, Outcome, Prospect
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Language
    from dtiscore.model.scenario import Scenario

_LONGEST_BAR = 30

_MOVED = {
    "group": N_("If we stood at the average of a group"),
    "criterion": N_("If we had all points of a criterion"),
    "peer": N_("If one agency grew one spread more"),
    "left_out": N_("If one agency's growth were not looked at"),
}


def prospect_json(found: Prospect, language: Language) -> dict[str, Any]:
    """The key ``prospect`` of the document."""
    setting, growth = found.setting, found.fit.growth
    places = setting.results.criteria_set.rounding
    drawn = found.why_none is None
    return {
        "period": setting.period + 1,
        "goal": setting.goal,
        "seed": setting.seed if drawn else None,
        "runs": setting.runs if drawn else None,
        "why_no_chance": None if found.why_none is None else language.text(found.why_none),
        "fitted": {
            "mean": None if growth is None else round_points(Fraction(growth.mean), places),
            "spread": None if growth is None else round_points(Fraction(growth.spread), places),
            "pairs": found.fit.pairs,
            "of": found.fit.of,
        },
        "at_risk": sum((risk.points for risk in setting.risks), setting.ours * 0),
        "scenarios": [_outcome_json(found, outcome, language) for outcome in found.outcomes],
    }


def _outcome_json(found: Prospect, outcome: Outcome, language: Language) -> dict[str, Any]:
    return {
        "name": language.text(outcome.name),
        "growth": _growth_json(found, outcome),
        "points": outcome.ours,
        "assumption": language.text(outcome.assumption),
        "low": outcome.low,
        "middle": outcome.middle,
        "high": outcome.high,
        "in_ten": outcome.tenths,
        "text": language.text(chance_text(found.setting.goal, outcome)),
        "needed": {"even": outcome.even, "safe": outcome.safe},
        "mean_rank": outcome.mean_rank,
        "histogram": list(outcome.histogram),
        "moved": [
            {
                "kind": one.kind,
                "id": one.id,
                "name": one.name,
                "mean_rank": one.mean_rank,
                "change": one.change,
            }
            for one in outcome.moved
        ],
    }


def _growth_json(found: Prospect, outcome: Outcome) -> dict[str, Any]:
    mean, spread = _figures(found, outcome.growth)
    stated = outcome.scenario is not None and outcome.scenario.growth is not None
    return {"mean": mean, "spread": spread, "stated": stated}


def _figures(found: Prospect, growth: Growth) -> tuple[Decimal, Decimal]:
    """A growth's mean and spread, in the set's decimals."""
    places = found.setting.results.criteria_set.rounding
    return round_points(Fraction(growth.mean), places), round_points(
        Fraction(growth.spread), places
    )


def prospect_blocks(found: Prospect, *, detail: bool, illustrative: bool) -> Iterator[Block]:
    """The section of the page."""
    setting = found.setting
    yield Heading(Message("Next year ({year})", year=str(setting.period + 1)))
    if found.why_none is not None:
        yield Line(Message("No chance is given: {why}.", why=found.why_none), strong=True)
        yield from _certain(found)
    else:
        for outcome in found.outcomes:
            yield from _drawn(found, outcome)
        yield from _how(found)
        for outcome in found.outcomes if detail else ():
            yield from _detail(found, outcome)
    if illustrative:
        yield Line(Message("All of it rests on illustrative figures."), depth=1)


def _drawn(found: Prospect, outcome: Outcome) -> Iterator[Block]:
    goal = found.setting.goal
    if outcome.scenario is not None:
        yield Heading(Message("Scenario: {name}", name=outcome.name), level=3)
    elif len(found.outcomes) > 1:
        yield Heading(outcome.name, level=3)
    yield Line(Message("{sentence}.", sentence=chance_text(goal, outcome)), strong=True)
    band = {"low": outcome.low, "high": outcome.high, "middle": outcome.middle}
    text = N_("Rank {low} to {high} (middle {middle}) in 8 of 10 outcomes, if {assumption}.")
    if outcome.low == outcome.high:
        text = N_("Rank {middle} in 8 of 10 outcomes, if {assumption}.")
    yield Line(Message(text, assumption=outcome.assumption, **band))
    if outcome.even is not None and outcome.safe is not None:
        yield _needed(goal, outcome)
    if outcome.scenario is not None:
        yield from _supposed(found, outcome, outcome.scenario)


def _needed(goal: int, outcome: Outcome) -> Line:
    text = N_(
        "Points needed for rank {rank} or better: {even} for an even chance, {safe} for 8 chances"
        " in 10, if {assumption}."
    )
    needed = {"even": outcome.even, "safe": outcome.safe}
    return Line(Message(text, rank=goal, assumption=outcome.assumption, **needed))


def _supposed(found: Prospect, outcome: Outcome, scenario: Scenario) -> Iterator[Line]:
    """The figures of a scenario's own."""
    if not outcome.fitted:
        mean, spread = _figures(found, outcome.growth)
        text = N_(
            "growth of the other agencies in the scenario: {mean} points a year in the mean,"
            " spread {spread}"
        )
        yield Line(Message(text, mean=mean, spread=spread), depth=1)
    names = {fold(one.id): one.name for one in found.setting.results.peers()}
    for agency, growth in scenario.agencies.items():
        places = found.setting.results.criteria_set.rounding
        text = N_("{agency}: {mean} points in the mean, spread {spread}")
        fields: dict[str, Field] = {
            "mean": round_points(growth.mean, places),
            "spread": round_points(growth.spread, places),
        }
        name = names.get(fold(agency), agency)
        yield Line(Message(text, agency=name, **fields), depth=2 - outcome.fitted)
    if outcome.ours != found.setting.ours:
        text = N_("our points in the scenario: {points} (now {now})")
        yield Line(Message(text, points=outcome.ours, now=found.setting.ours), depth=1)


def _how(found: Prospect) -> Iterator[Line]:
    setting, growth = found.setting, found.fit.growth
    if growth is not None and any(one.fitted for one in found.outcomes):
        places = setting.results.criteria_set.rounding
        text = N_(
            "growth {before}–{now}: {mean} points a year in the mean, spread {spread}, of {pairs}"
            " of {of} other agencies"
        )
        yield Line(
            Message(
                text,
                before=str(setting.period - 1),
                now=str(setting.period),
                mean=round_points(Fraction(growth.mean), places),
                spread=round_points(Fraction(growth.spread), places),
                pairs=found.fit.pairs,
                of=found.fit.of,
            ),
            depth=1,
        )
    seed = str(setting.seed)
    if any(one.ours == setting.ours for one in found.outcomes):
        text = N_("our points in it: {points}; simulated {runs} times, seed {seed}")
        yield Line(Message(text, points=setting.ours, runs=setting.runs, seed=seed), depth=1)
    else:
        text = N_("simulated {runs} times, seed {seed}")
        yield Line(Message(text, runs=setting.runs, seed=seed), depth=1)


def _certain(found: Prospect) -> Iterator[Block]:
    yield Table(
        (
            Column(Message("If"), Kind.TEXT),
            Column(Message("Rank, nothing cut")),
            Column(Message("Rank, all at risk cut")),
            Column(Message("Points for rank {rank}", rank=found.setting.goal)),
        ),
        tuple((one.assumption, one.low, one.high, one.even) for one in found.outcomes),
    )
    text = N_("scenarios, not forecasts: nothing says which of them will come about")
    yield Line(Message(text), depth=1)


def _detail(found: Prospect, outcome: Outcome) -> Iterator[Block]:
    yield Heading(Message("How often each rank, if {assumption}", assumption=outcome.assumption))
    most = max(outcome.histogram, default=1)
    rows = tuple(
        (rank, count, "█" * max(1, round(count * _LONGEST_BAR / most)))
        for rank, count in enumerate(outcome.histogram, start=1)
        if count
    )
    times = Message("Times of {runs}", runs=found.setting.runs)
    yield Table((Column(Message("Rank")), Column(times), Column(Message("Share"), Kind.TEXT)), rows)
    for kind, text in _MOVED.items():
        moved = [one for one in outcome.moved if one.kind == kind]
        if moved:
            yield Heading(Message(text))
            yield _moved(moved, outcome.mean_rank)


def _what(moved: Moved) -> str:
    return f"{moved.id} {moved.name}" if moved.kind in ("group", "criterion") else moved.name


def _by_ranks(change: Decimal) -> Message:
    """How far a mean rank moves: a smaller one is better, so that no sign would say it."""
    text = N_("up {ranks}") if change < 0 else N_("down {ranks}")
    return Message(text, ranks=abs(change))


def _moved(moved: list[Moved], mean: Decimal | None) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (_what(one), one.mean_rank, _by_ranks(one.change)) for one in moved
    ]
    return Table(
        (
            Column(Message("What"), Kind.TEXT),
            Column(Message("Mean rank")),
            Column(Message("Change")),
        ),
        tuple(rows),
        ((Message("as it is"), mean, None),),
    )
