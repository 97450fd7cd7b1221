"""What actions bring together: the engine's points for every set that touches one criterion.

A step adds points only as far as its papers are there, a paper only to what is done, and two
proposals may win the same points. So nothing is added up from single actions: each admissible set
of those that touch a criterion is scored by itself.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.missing import full
from dtiscore.analysis.puzzle import Group, Item, Knot, Option, Puzzle
from dtiscore.base.points import ONE, round_points
from dtiscore.scoring.proof import Fill, prove
from dtiscore.scoring.totals import whole
from dtiscore.scoring.tree import NOTHING, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from dtiscore.analysis.actions import Action
    from dtiscore.analysis.outlook import Outlook
    from dtiscore.model.criteria_set import FactKey
    from dtiscore.rules.core import FactValue
    from dtiscore.scoring.tree import CriterionScore, SlotState

MOST_SETS = 1024
"""Sets of actions scored for one criterion; of more, only small ones are looked at."""


class Done(NamedTuple):
    """What a set of actions changes: facts, and papers supplied (``criterion/slot``)."""

    changes: Mapping[FactKey, FactValue]
    papers: Mapping[str, int]


def done(actions: Iterable[Action]) -> Done:
    """What actions change together; what rests on another action comes after it."""
    changes: dict[FactKey, FactValue] = {}
    papers: dict[str, int] = {}
    for action in actions:
        changes |= action.changes
        for name, short in action.papers.items():
            papers[name] = min(short, papers.get(name, short))
    return Done(changes, papers)


def rescored(outlook: Outlook, what: Done) -> dict[str, CriterionScore]:
    """Every criterion that is touched, as it then is, by id; what is confirmed stays."""
    touched = {score.id: score for score in outlook.seen_by(what.changes)}
    for name in what.papers:
        cid = name.partition("/")[0]
        if cid in outlook.by_id:
            touched.setdefault(cid, outlook.by_id[cid])
    return {cid: after(outlook, score, what) for cid, score in touched.items() if movable(score)}


def movable(score: CriterionScore) -> bool:
    """Whether anything can still move a criterion's points."""
    states = (State.SCORED, State.NOT_EVALUATED)
    return score.confirmed is None and score.state in states


def after(outlook: Outlook, before: CriterionScore, what: Done) -> CriterionScore:
    """One criterion by the engine, on the facts after the changes and the papers then there.

    Its slots say what then lies in them. A changed fact comes with the papers that prove it; papers
    that lacked before still lack, unless they are supplied.
    """
    scored = outlook.scored(before, what.changes)
    rule, setting, outcome = scored.criterion.rule, scored.setting, scored.outcome
    if scored.claimed is None or rule is None or setting is None or outcome is None:
        return scored
    if scored.criterion.sign == "penalty" or scored.state is not State.SCORED:
        return scored
    names = outlook.tree.criteria_set.facts[before.id].items()
    changed = frozenset(name for name, fact in names if fact.key in what.changes)
    held = {state.slot.id: state.fill for state in before.slots}
    fills = {}
    for state in scored.slots:
        short = what.papers.get(f"{before.id}/{state.slot.id}")
        was = held.get(state.slot.id, state.fill)
        fills[state.slot.id] = _fill(scored, state, was, short, changed)
    slots = [state.slot for state in scored.slots]
    proved = prove(rule, slots, scored.facts, setting, fills, outcome)
    points = round_points(proved.points, outlook.tree.criteria_set.rounding)
    lain = {state.slot.id: state.papers for state in before.slots}
    states = tuple(
        state._replace(fill=fills[state.slot.id], papers=lain.get(state.slot.id, ()))
        for state in scored.slots
    )
    return replace(scored, provable=points, secure=points, proved=proved, slots=states)


def _fill(
    score: CriterionScore, state: SlotState, was: Fill, short: int | None, changed: frozenset[str]
) -> Fill:
    """What lies in a slot then; ``short``: so many of its papers cannot be had, None: as it is."""
    everything = full(state, score)
    if short is not None:
        return everything._replace(have=max(was.have, everything.need - short))
    shows = state.slot.shows.fact if state.slot.shows is not None else None
    lacks = max(0, was.need - was.have)
    need = state.fill.need
    if shows in changed:
        return everything if not lacks else Fill(need, was.have, was.shown)
    if need == was.need:
        return Fill(need, was.have, was.shown)
    return Fill(need, max(was.have if need < was.need else 0, need - lacks), was.shown)


# --- the puzzle -------------------------------------------------------------------------------


class Interplay(NamedTuple):
    """The puzzle, and the criteria of which not every set could be scored."""

    puzzle: Puzzle
    limited: tuple[str, ...]


def interplay(outlook: Outlook, actions: Sequence[Action], items: Sequence[Item]) -> Interplay:
    """All that the actions can bring, in the set's smallest step of points.

    Args:
        outlook: the score to start from.
        actions: what can be done; what requires another stands behind it.
        items: their prices, in the same order.
    """
    tree = outlook.tree
    number = {group.group.id: n for n, group in enumerate(tree.groups)}
    touching = _touching(outlook, actions)
    excluded = _exclusive(actions)
    knots, limited = [], []
    for cid, indices in touching.items():
        score = outlook.by_id[cid]
        sets, complete = _admissible(indices, excluded)
        options = tuple(_options(outlook, score, actions, sets))
        knots.append(Knot(number[score.group.id], options, frozenset(indices)))
        if not complete:
            limited.append(cid)
    knots += _forbidding(outlook, actions, excluded, number)
    groups = tuple(_group(outlook, n) for n in range(len(tree.groups)))
    exceed = tree.criteria_set.header.may_exceed_max
    most = None if exceed else steps(whole(tree.groups, tree.criteria_set)[0].max, outlook)
    return Interplay(Puzzle(tuple(items), tuple(knots), groups, most), tuple(limited))


def steps(points: Decimal, outlook: Outlook) -> int:
    """Points in the set's smallest step: hundredths, mostly."""
    return int(points.scaleb(outlook.tree.criteria_set.rounding.places))


def points_of(number: int, outlook: Outlook) -> Decimal:
    """Steps as points again."""
    rounding = outlook.tree.criteria_set.rounding
    return round_points(Fraction(number, 10**rounding.places), rounding)


def _touching(outlook: Outlook, actions: Sequence[Action]) -> dict[str, list[int]]:
    """By criterion, the actions that can move its points, in the order of the set."""
    found: dict[str, list[int]] = {cid: [] for cid, s in outlook.by_id.items() if movable(s)}
    for index, action in enumerate(actions):
        seen = {score.id for score in outlook.seen_by(action.changes)}
        for cid in seen | {name.partition("/")[0] for name in action.papers}:
            if cid in found:
                found[cid].append(index)
    return {cid: indices for cid, indices in found.items() if indices}


def _exclusive(actions: Sequence[Action]) -> frozenset[tuple[int, int]]:
    """Pairs of which only one can be: levels of one fact, and values that contradict."""
    ids = {action.id: index for index, action in enumerate(actions)}
    above: dict[int, set[int]] = {}
    for index, action in enumerate(actions):
        needs = {ids[name] for name in action.requires if name in ids}
        above[index] = needs.union(*(above.get(need, set()) for need in needs))
    pairs = set()
    for one, other in combinations(range(len(actions)), 2):
        both = actions[one].changes.keys() & actions[other].changes.keys()
        if not both or one in above[other]:
            continue
        levels = actions[one].level and actions[other].level
        if levels or any(actions[one].changes[k] != actions[other].changes[k] for k in both):
            pairs.add((one, other))
    return frozenset(pairs)


def _admissible(
    indices: Sequence[int], excluded: frozenset[tuple[int, int]]
) -> tuple[list[tuple[int, ...]], bool]:
    """Every set of these that do not exclude each other; whether these are all there are."""
    sets: list[tuple[int, ...]] = [()]
    complete = True
    for index in indices:
        fits = [s for s in sets if not any((other, index) in excluded for other in s)]
        if len(sets) + len(fits) > MOST_SETS:
            complete, fits = False, [s for s in fits if not s]
        sets += [(*s, index) for s in fits]
    return sets, complete


def _options(
    outlook: Outlook,
    score: CriterionScore,
    actions: Sequence[Action],
    sets: Iterable[tuple[int, ...]],
) -> Iterator[Option]:
    """Those of the sets that its facts allow, with the points they add to it."""
    was = score.final or NOTHING
    for indices in sets:
        if _clashes(outlook, score, actions, indices):
            continue
        what = done(actions[index] for index in indices)
        then = after(outlook, score, what) if indices else score
        if then.max == score.max and movable(then):
            yield Option(frozenset(indices), steps((then.final or NOTHING) - was, outlook))


def _forbidding(
    outlook: Outlook,
    actions: Sequence[Action],
    excluded: frozenset[tuple[int, int]],
    groups: Mapping[str, int],
) -> Iterator[Knot]:
    """Criteria whose points stay, but whose facts do not go together in every set."""
    for score in outlook.by_id.values():
        if movable(score) or score.criterion.rule is None:
            continue
        indices = [
            index
            for index, action in enumerate(actions)
            if any(seen.id == score.id for seen in outlook.seen_by(action.changes))
        ]
        sets, _ = _admissible(indices, excluded)
        allowed = [indices for indices in sets if not _clashes(outlook, score, actions, indices)]
        if len(allowed) < len(sets):
            options = tuple(Option(frozenset(indices), 0) for indices in allowed)
            yield Knot(groups[score.group.id], options, frozenset(indices))


def _clashes(
    outlook: Outlook, score: CriterionScore, actions: Sequence[Action], indices: Iterable[int]
) -> bool:
    """Whether a criterion's facts contradict each other after these actions."""
    what = done(actions[index] for index in indices)
    return any(clash.criterion == score.id for clash in outlook.clashes(what.changes))


def _group(outlook: Outlook, number: int) -> Group:
    tree = outlook.tree
    group, rounding = tree.groups[number], tree.criteria_set.rounding
    finals = (c.final or NOTHING for c in group.criteria if c.state is not State.UNSCORED)
    base = sum((steps(final, outlook) for final in finals), 0)
    if group.group.kind == "unscored":
        return Group(0)
    if group.group.kind != "adjustment":
        return Group(base, factor=group.factor or ONE, rounding=rounding.mode)
    least, most = (
        None if bound is None else steps(round_points(bound, rounding), outlook)
        for bound in (group.group.at_least, group.group.at_most)
    )
    return Group(base, least, most)
