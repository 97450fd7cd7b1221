"""``proposals/<period>/<id>.yaml``: what a unit proposes to do or to buy.

The notice of 7/5/2024 (2.2.5) asks of a proposal its name, necessity, effect, cost and
resources; one that is not effective, not feasible, or without resources or legal basis is to be
reported for adjustment.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from dtiscore.base.points import ZERO
from dtiscore.fields import (
    Amount,
    Day,
    Id,
    Money,
    Share,
    Strict,
    Text,
    YesNo,
    words,
)
from dtiscore.model.assessment import Assessment, CountedStatement, CriterionStatement, Raw
from dtiscore.model.criteria import Status
from dtiscore.model.criteria_set import CriteriaSet, FactKey
from dtiscore.model.facts import Misstated, type_facts
from dtiscore.rules.core import FactValue

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
    amount: Money | None = None


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
    cost: Money | None = None
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

    @property
    def funded(self) -> Fraction:
        """VND that a source bears; of a source that states no amount, nothing is known."""
        return sum((each.amount or ZERO for each in self.funding), ZERO)

    @property
    def live(self) -> bool:
        """Whether it may still cost money and bring points: neither declined nor done."""
        return self.state not in ("declined", "done")

    @property
    def served(self) -> tuple[str, ...]:
        """The criteria it serves: those named, and those of its facts and papers."""
        effect = self.effect or Effect()
        of_papers = (name.partition("/")[0] for name in effect.papers)
        return tuple(dict.fromkeys((*self.criteria, *effect.facts, *of_papers)))


def effect_facts(
    criteria_set: CriteriaSet, proposal: Proposal, period: int
) -> tuple[Mapping[FactKey, FactValue], tuple[Misstated, ...]]:
    """The facts a proposal would bring about, typed, and what is wrong with them.

    Paths of problems are those of the proposal's file.
    """
    facts = proposal.effect.facts if proposal.effect is not None else {}
    stated = Assessment.model_construct(
        period=period,
        criteria={
            cid: CriterionStatement.model_construct(
                facts={
                    name: CountedStatement.model_construct(value=value)
                    for name, value in values.items()
                }
            )
            for cid, values in facts.items()
        },
    )
    typed, wrong = type_facts(criteria_set, stated)
    return typed.values, tuple(
        one._replace(path=("effect", "facts", one.path[1], one.path[3])) for one in wrong
    )
