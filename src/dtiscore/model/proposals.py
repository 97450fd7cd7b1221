"""``proposals/<period>/<id>.yaml``: what a unit proposes to do or to buy.

The notice of 7/5/2024 (2.2.5) asks of a proposal its name, necessity, effect, cost and
resources; one that is not effective, not feasible, or without resources or legal basis is to be
reported for adjustment.
"""

from typing import Annotated, Literal, TypeAlias

from dtiscore.fields import (
    Amount,
    Day,
    Id,
    Share,
    Strict,
    Text,
    YesNo,
    words,
)
from dtiscore.model.assessment import Raw
from dtiscore.model.criteria import Status

ProposalKind: TypeAlias = Annotated[
    Literal["task", "purchase", "repair", "upgrade"],
    words("task", "purchase", "repair", "upgrade"),
]
ProposalState: TypeAlias = Annotated[
    Literal["proposed", "approved", "adjusted", "declined", "done"],
    words("proposed", "approved", "adjusted", "declined", "done"),
]


class Effect(Strict):
    """What a proposal brings: in words, and as facts and papers whose points can be measured.

    Attributes:
        facts: by criterion, the values its facts would then have.
        papers: the proof it would produce, each ``criterion/slot``.
    """

    text: Text | None = None
    facts: dict[Id, dict[Id, Raw]] = {}
    papers: tuple[Text, ...] = ()


class Funding(Strict):
    """A source of money and how much of the cost it bears, in VND."""

    source: Text
    amount: Amount | None = None


class Proposal(Strict):
    """One proposal; ``cost`` is in VND, ``effort_days`` in person-days, ``chance`` 0–1."""

    title: Text
    unit: Text
    kind: ProposalKind = "task"
    status: Status | None = None
    on: Day | None = None
    state: ProposalState = "proposed"
    reason: Text | None = None
    necessity: Text | None = None
    effect: Effect | None = None
    cost: Amount | None = None
    funding: tuple[Funding, ...] = ()
    resources: Text | None = None
    legal_basis: Text | None = None
    technical_basis: Text | None = None
    feasible: YesNo | None = None
    feasibility: Text | None = None
    effort_days: Amount | None = None
    ready_by: Day | None = None
    chance: Share | None = None
    requires: tuple[Id, ...] = ()
    criteria: tuple[Id, ...] = ()
