"""The result of scoring: criteria, groups and the whole, each with what was lost and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from dtiscore.base.messages import Message
    from dtiscore.model.assessment import Assessment, Confirmation
    from dtiscore.model.criteria import Criterion, Group, ProofSlot
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.facts import StatedFacts
    from dtiscore.rules.core import Facts, Outcome, Setting
    from dtiscore.scoring.offers import Refused
    from dtiscore.scoring.proof import Fill, Proved
    from dtiscore.scoring.slots import Placed

NOTHING = Decimal(0)


class State(StrEnum):
    """What became of a criterion."""

    SCORED = "scored"
    NOT_EVALUATED = "not_evaluated"
    NOT_APPLICABLE = "not_applicable"
    OUT_OF_SCOPE = "out_of_scope"
    UNSCORED = "unscored"


_COUNTED = (State.SCORED, State.NOT_EVALUATED)


class Basis(StrEnum):
    """On what a total's final points rest."""

    PROVABLE = "provable"
    MIXED = "mixed"
    CONFIRMED = "confirmed"


class Lost(NamedTuple):
    """Where the points between the maximum and the final ones went; they sum exactly.

    ``not_done`` = max − claimed, ``proof`` = claimed − provable, ``appraisal`` = provable −
    final (below 0 where the appraiser gave more than was proved).
    """

    not_done: Decimal
    proof: Decimal
    appraisal: Decimal


class SlotState(NamedTuple):
    """A proof slot, what it wants, and the papers that lie in it."""

    slot: ProofSlot
    fill: Fill
    papers: tuple[Placed, ...]

    @property
    def filled(self) -> bool:
        """Whether it has all it wants; what wants nothing yet is not filled."""
        return self.fill.have >= self.fill.need > 0


class Sums(NamedTuple):
    """Points of a group or of the whole, in the set's decimals.

    ``confirmed`` is None until every applicable criterion below is confirmed.
    """

    max: Decimal
    claimed: Decimal
    provable: Decimal
    confirmed: Decimal | None
    final: Decimal

    @property
    def lost(self) -> Lost:
        """Where the points went, at this level."""
        return Lost(
            self.max - self.claimed, self.claimed - self.provable, self.provable - self.final
        )


@dataclass(slots=True)
class CriterionScore:
    """One criterion's points and how they came about.

    ``claimed``, ``provable`` and ``final`` are None where the criterion was not evaluated;
    ``secure`` is what papers beyond doubt prove of the provable points;
    ``outcome`` is the rule's on the stated facts, ``proved`` on those that are proved;
    ``refused`` are papers that no slot takes.
    """

    criterion: Criterion
    group: Group
    state: State
    max: Decimal
    claimed: Decimal | None = None
    provable: Decimal | None = None
    secure: Decimal | None = None
    confirmation: Confirmation | None = None
    confirmed: Decimal | None = None
    explanation: str | None = None
    reason: Message | str | None = None
    facts: Facts = field(default_factory=dict)
    setting: Setting | None = None
    outcome: Outcome | None = None
    proved: Proved | None = None
    slots: tuple[SlotState, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def id(self) -> str:
        """The criterion's id."""
        return self.criterion.id

    @property
    def final(self) -> Decimal | None:
        """Confirmed where the appraiser has spoken, else provable."""
        return self.provable if self.confirmed is None else self.confirmed

    def otherwise(self, state: SlotState) -> Placed | None:
        """The paper that shows another value than the one stated, where none shows that one."""
        shows = state.slot.shows
        stated = self.facts.get(shows.fact) if shows is not None else None
        if shows is None or stated is None or any(p.fit.shown == stated for p in state.papers):
            return None
        proved = self.proved.facts.get(shows.fact) if self.proved is not None else None
        counted = (placed for placed in state.papers if placed.fit.shown == proved)
        return next(counted, next(iter(state.papers), None))

    @property
    def rests_on_doubt(self) -> bool:
        """Whether a paper that counts may be cut by the appraiser."""
        return any(placed.fit.doubtful for state in self.slots for placed in state.papers)

    @property
    def at_risk(self) -> Decimal:
        """Provable points that rest on doubtful papers; none once the appraiser has spoken."""
        if self.provable is None or self.secure is None or self.confirmed is not None:
            return self.max * 0
        return self.provable - self.secure

    @property
    def estimated(self) -> bool:
        """Whether the points rest on another agency's value that is not known yet."""
        return self.outcome is not None and self.outcome.estimated

    @property
    def lost(self) -> Lost:
        """Where the points went; what is not evaluated is lost as not done."""
        nothing = self.max * 0
        claimed = nothing if self.claimed is None else self.claimed
        provable = nothing if self.provable is None else self.provable
        final = nothing if self.final is None else self.final
        return Lost(self.max - claimed, claimed - provable, provable - final)

    @property
    def explained(self) -> Decimal:
        """Points without proof that an explanation puts before the council; never winnable."""
        if self.explanation is None or self.confirmed is not None:
            return self.max * 0
        return self.lost.proof

    @property
    def counts(self) -> bool:
        """Whether it is among the applicable, scored criteria."""
        return self.state in _COUNTED


class GroupScore(NamedTuple):
    """A group's sums; ``rescaled`` is what a rescaling added to them, in one line.

    ``at_risk`` are final points that rest on doubtful papers.
    """

    group: Group
    criteria: tuple[CriterionScore, ...]
    sums: Sums
    rescaled: Sums | None = None
    at_risk: Decimal = NOTHING

    @property
    def factor(self) -> Fraction:
        """What a point of a criterion is worth in the group: more where it is rescaled."""
        if self.rescaled is None:
            return Fraction(1)
        return Fraction(self.sums.max) / Fraction(self.sums.max - self.rescaled.max)


class Coverage(NamedTuple):
    """How much of the set stands behind a total: criteria evaluated, of all, and their points."""

    criteria: int
    of: int
    max: Decimal


class Confirmed(NamedTuple):
    """What has been confirmed so far."""

    points: Decimal
    criteria: int
    of: int


class ScoreTree(NamedTuple):
    """A whole assessment, scored."""

    criteria_set: CriteriaSet
    assessment: Assessment
    facts: StatedFacts
    agency: str
    cohort: str
    as_of: date | None
    groups: tuple[GroupScore, ...]
    base: Sums
    adjustments: Sums
    total: Sums
    coverage: Coverage
    confirmed_so_far: Confirmed
    explained: Decimal
    at_risk: Decimal = NOTHING

    @property
    def criteria(self) -> Iterator[CriterionScore]:
        """Every criterion in scope, in the order of the set."""
        return (criterion for group in self.groups for criterion in group.criteria)

    @property
    def by_id(self) -> Mapping[str, CriterionScore]:
        """The criteria in scope by id."""
        return {criterion.id: criterion for criterion in self.criteria}

    @property
    def final_basis(self) -> Basis:
        """On what the final points rest."""
        done = self.confirmed_so_far
        if not done.criteria:
            return Basis.PROVABLE
        return Basis.CONFIRMED if done.criteria == done.of else Basis.MIXED
