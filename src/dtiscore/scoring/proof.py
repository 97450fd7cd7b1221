"""What papers prove: facts cut to what is shown, gates, shares (design §3 and §4).

The order is fixed: ``count_of``, ``shows`` and ``for`` replace facts by what papers prove, never
for the better; then the rule; then gates and shares multiply the unrounded points.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dtiscore.base.points import ONE, ZERO
from dtiscore.rules.core import NEVER, Outcome, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dtiscore.model.criteria import ProofSlot
    from dtiscore.rules.core import Facts, FactValue, Rule

NOT_APPLICABLE_SLOT = "not_applicable"
"""The name a slot stands ``for`` when it proves the reason why a criterion does not apply."""


class Fill(NamedTuple):
    """What was handed in for a slot.

    Attributes:
        need: papers, counted things or quarters wanted; 0 where there is nothing to prove.
        have: those that are there; at most what counts, never cut to ``need``.
        shown: dates or numbers the papers show, for a ``shows`` slot.
    """

    need: int
    have: int
    shown: tuple[date | int, ...] = ()

    @property
    def filled(self) -> bool:
        """Whether nothing is missing."""
        return self.have >= self.need

    def share(self, *, partial: bool) -> Fraction:
        """The share (0-1) filled; without ``partial`` it is all or nothing."""
        if self.filled:
            return ONE
        return Fraction(self.have, self.need) if partial else ZERO


class Proved(NamedTuple):
    """What survives: the facts and part shares proved, the multiplier, the outcome.

    ``points`` is unrounded; ``outcome`` is the rule's on the proved facts, before ``multiplier``
    (gates and shares of the whole criterion).
    """

    points: Fraction
    facts: Facts
    factors: Mapping[str, Fraction]
    multiplier: Fraction
    outcome: Outcome


def prove(
    rule: Rule,
    slots: Sequence[ProofSlot],
    facts: Facts,
    setting: Setting,
    fills: Mapping[str, Fill],
    claimed: Outcome,
) -> Proved:
    """The same rule on what the fills prove of ``facts``; ``claimed`` is its outcome on all."""
    deciding = required(slots)
    alternatives = _proved_facts(rule, deciding, facts, setting, fills)
    factors, multiplier = _factors(deciding, facts, fills)
    if not multiplier:
        return Proved(ZERO, alternatives[0], factors, multiplier, claimed)
    if alternatives[0] is facts and not factors:
        points = _times(claimed.points or ZERO, multiplier)
        return Proved(points, facts, factors, multiplier, claimed)
    inner = setting.proved(factors)
    outcomes = [(rule.score(proved, inner), proved) for proved in alternatives]
    outcome, proved = max(outcomes, key=lambda scored: scored[0].points or ZERO)
    points = _times(outcome.points or ZERO, multiplier)
    if claimed.points is not None:
        # Where less of a fact is better, even its worst value must not raise the points.
        points = min(points, claimed.points)
    return Proved(points, proved, factors, multiplier, outcome)


def _times(points: Fraction, share: Fraction) -> Fraction:
    # Mostly all is proved, and a product of fractions looks for common divisors twice.
    return points if share is ONE else points * share


def required(slots: Sequence[ProofSlot]) -> list[ProofSlot]:
    """The slots that decide points: not the optional ones, nor a reason's."""
    return [slot for slot in slots if not slot.optional and slot.for_ != NOT_APPLICABLE_SLOT]


def _proved_facts(
    rule: Rule,
    slots: Sequence[ProofSlot],
    facts: Facts,
    setting: Setting,
    fills: Mapping[str, Fill],
) -> list[Facts]:
    """What the papers prove of the facts.

    Several possibilities only where papers show values of which none is worse for every part.
    """
    cuts: list[dict[str, FactValue]] = [{}]
    for slot in slots:
        fill = fills[slot.id]
        if slot.count_of is not None and slot.count_of in facts:
            for cut in cuts:
                stated = cut.get(slot.count_of, facts[slot.count_of])
                if isinstance(stated, Fraction) and fill.have < stated:
                    cut[slot.count_of] = Fraction(fill.have)
        if slot.shows is not None and slot.shows.fact in facts:
            name = slot.shows.fact
            # Of two slots that show or count one fact, both must hold.
            cuts = [
                cut if shown == facts[name] else {**cut, name: shown}
                for cut in cuts
                for shown in _shown(rule, name, {**facts, **cut}, setting, fill)
            ]
        if slot.for_ is not None and slot.for_ in facts and not fill.filled:
            worst = rule.worst(slot.for_, setting)
            for cut in cuts:
                cut[slot.for_] = worst
    return [{**facts, **cut} if cut else facts for cut in cuts]


def _shown(
    rule: Rule, name: str, facts: Facts, setting: Setting, fill: Fill
) -> Sequence[FactValue]:
    """The value the papers show, never better than stated: of several papers the best.

    A value may be better for one part and worse for another; then every best one is named.
    """
    stated = facts[name]
    if stated is NEVER or not fill.shown:
        return [stated if stated is NEVER else rule.worst(name, setting)]
    counted: dict[Worth, FactValue] = {}
    for value in dict.fromkeys(fill.shown):
        counted.setdefault(*counted_as(rule, name, facts, setting, value))
    return [value for worth, value in counted.items() if not _bettered(worth, counted)]


Worth: TypeAlias = tuple[Fraction, ...]
"""What one fact earns in each part that uses it."""


def worth_of(rule: Rule, name: str, facts: Facts, setting: Setting) -> Worth:
    """What a fact earns where it is used: no better alternative may hide that it is late."""
    plain = [part for _, _, part in rule.parts() if not any(part.parts())] or [rule]
    users = (part for part in plain if any(use.fact == name for use in part.uses()))
    return tuple(user.score(facts, setting).points or ZERO for user in users)


def counted_as(
    rule: Rule, name: str, facts: Facts, setting: Setting, shown: date | int
) -> tuple[Worth, FactValue]:
    """What a paper that shows this value makes of the fact: what was stated is never bettered."""
    paper: FactValue = shown if isinstance(shown, date) else Fraction(shown)
    ours = worth_of(rule, name, facts, setting)
    theirs = worth_of(rule, name, {**facts, name: paper}, setting)
    return (ours, facts[name]) if sum(theirs) >= sum(ours) else (theirs, paper)


def no_worse(worth: Worth, other: Worth) -> bool:
    """Whether a value is at least as good for every part as another."""
    return all(mine >= theirs for mine, theirs in zip(worth, other, strict=True))


def _bettered(worth: Worth, by: Iterable[Worth]) -> bool:
    return any(other != worth and no_worse(other, worth) for other in by)


def _factors(
    slots: Sequence[ProofSlot], facts: Facts, fills: Mapping[str, Fill]
) -> tuple[dict[str, Fraction], Fraction]:
    """The proved share of each named part, and the multiplier of the whole criterion."""
    gates: dict[str, Fraction] = {}
    shares: dict[str, Fraction] = {}
    whole = ""
    for slot in slots:
        if slot.count_of is not None or slot.shows is not None or slot.for_ in facts:
            continue
        target = slot.for_ or whole
        share = fills[slot.id].share(partial=slot.partial)
        if slot.share is not None:
            part = slot.share if share is ONE else slot.share * share
            shares[target] = shares.get(target, ZERO) + part
        elif not share and target == whole:
            return {}, ZERO
        elif share is not ONE:
            gates[target] = gates.get(target, ONE) * share
    if not gates and not shares:
        return {}, ONE
    factors = {**gates, **shares}
    for name in gates.keys() & shares.keys():
        factors[name] = gates[name] * shares[name]
    multiplier = factors.pop(whole, ONE)
    return {name: factor for name, factor in factors.items() if factor != ONE}, multiplier


def needs(slot: ProofSlot, facts: Facts, spans: int) -> int:
    """How many papers, counted things or quarters the slot wants for these facts.

    What was stated not to have happened needs no proof.
    """
    for name in (slot.count_of, slot.shows.fact if slot.shows else None, slot.for_):
        if name is not None and name in facts:
            value = facts[name]
            if value is False or value is NEVER or value == 0:
                return 0
    if slot.count_of is not None:
        stated = facts.get(slot.count_of)
        return int(stated) if isinstance(stated, Fraction) else 0
    return spans if slot.each is not None else slot.count
