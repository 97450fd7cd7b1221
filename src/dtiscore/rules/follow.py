"""Following a rule's own steps to the end: how far the facts can still be brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.points import ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from dtiscore.base.messages import Message
    from dtiscore.rules.core import Facts, FactValue, Rule, Setting

_MOST_STEPS = 1_000


class Way(NamedTuple):
    """Where the steps lead: all changes together, the points reached, what blocks the rest."""

    changes: Mapping[str, FactValue]
    points: Fraction
    blocks: tuple[Message, ...]


class Prospect(NamedTuple):
    """The most that can still come of facts, some of which may not be stated yet.

    ``waits_for`` are those that would have to be stated, and turn out best; ``blocks`` say what
    keeps the rest out of reach.
    """

    points: Fraction
    waits_for: tuple[str, ...]
    blocks: tuple[Message, ...]


def follow(rule: Rule, facts: Facts, setting: Setting) -> Way:
    """Take the farthest step again and again until there is none."""
    changes: dict[str, FactValue] = {}
    blocks: tuple[Message, ...] = ()
    for _ in range(_MOST_STEPS):
        found = rule.improve({**facts, **changes}, setting)
        blocks = found.blocks
        if not found.steps:
            break
        changes.update(found.steps[-1].changes)
    reached = rule.score({**facts, **changes}, setting).points
    return Way(changes, reached or ZERO, blocks)
