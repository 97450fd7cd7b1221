"""Where we may stand next year: the others grow, the council cuts, many times over.

The answer is a distribution of ranks. Every draw follows from a seed, so that the same question
has the same answer. Points are binary floats here: they decide chances, and are never printed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dtiscore.analysis.growth import Growth
    from dtiscore.model.scale import PublishedAs

RUNS = 100_000
SEED = 2023
_EXACT = 2**23
_TAIL = 0.1
"""A band leaves out as much at each end: 8 of 10 outcomes lie in it."""


class Model(NamedTuple):
    """What is drawn.

    Attributes:
        peers: points of each other agency now; growth: what each gains until next year.
        ours: our points, all of them kept. risks: parts of them that may be cut, each whole.
        cut: the chance (0-1) of each cut, independent of the others.
        maximum: nobody has more, or less than 0.
        printed: how results are published; ranks tie on that value.
    """

    peers: Sequence[Decimal]
    growth: Sequence[Growth]
    ours: Decimal
    risks: Sequence[Decimal]
    cut: float
    maximum: Decimal
    printed: PublishedAs


class Band(NamedTuple):
    """The ranks between which 8 of 10 outcomes lie, and the one in the middle."""

    low: int
    middle: int
    high: int


class Drawn:
    """All outcomes of a model, in units of the last published decimal."""

    def __init__(self, model: Model, seed: int = SEED, runs: int = RUNS) -> None:
        import numpy as np  # noqa: PLC0415 - a tenth of a second that only chances need

        self._np = np
        self.model, self.runs = model, runs
        scale = {"points": 1.0, "percent": 100 / float(model.maximum or 1)}
        by_scale = scale.get(model.printed.scale, 1 / float(model.maximum or 1))
        self._unit = 10**model.printed.places * by_scale
        # Half the memory, where its 24 bits hold every published value exactly.
        exact = float(model.maximum) * self._unit < _EXACT
        self._kind = np.float32 if exact else np.float64
        chance = np.random.default_rng(seed)
        self._shocks = chance.standard_normal((len(model.peers), runs), dtype=self._kind)
        self.ours = self._published(self._own(chance)).astype(self._kind)
        self._gaps = self._gaps_of(model.growth)

    def _own(self, chance: Any) -> Any:
        """Our points in every outcome."""
        np, model = self._np, self.model
        ours = np.full(self.runs, float(model.ours))
        for points in model.risks:
            if model.cut > 0:
                ours -= float(points) * (chance.random(self.runs, dtype=np.float32) < model.cut)
        return ours

    def _published(self, points: Any) -> Any:
        """Points as whole units of the published value; works in place."""
        np = self._np
        np.clip(points, 0, float(self.model.maximum), out=points)
        points *= self._unit
        return np.rint(points, out=points)

    def _values(self, growth: Sequence[Growth]) -> Any:
        """The published value of every other agency in every outcome."""
        np, model = self._np, self.model
        means = [float(now) + one.mean for now, one in zip(model.peers, growth, strict=True)]
        spreads = [one.spread for one in growth]
        values = self._shocks * np.array(spreads, self._kind).reshape(-1, 1)
        values += np.array(means, self._kind).reshape(-1, 1)
        return self._published(values)

    def _gaps_of(self, growth: Sequence[Growth]) -> Any:
        """How far each other agency is above us, in every outcome."""
        values = self._values(growth)
        values -= self.ours
        return values

    # --- ranks --------------------------------------------------------------------------------

    @property
    def ranks(self) -> Any:
        """Our standard competition rank in every outcome."""
        return 1 + self._np.count_nonzero(self._gaps > 0, axis=0)

    def histogram(self) -> list[int]:
        """How often we had each rank, the first at 0."""
        counted = self._np.bincount(self.ranks, minlength=len(self.model.peers) + 2)
        return [int(count) for count in counted[1:]]

    def band(self) -> Band:
        """Where most outcomes lie."""
        return _band(self.histogram(), self.runs)

    def chance(self, rank: int) -> float:
        """The chance of this rank or a better one."""
        return sum(self.histogram()[:rank]) / self.runs

    def mean_rank(self, more: float = 0) -> float:
        """The mean of the ranks, had we so many points more in every outcome."""
        above = self._np.count_nonzero(self._gaps > more * self._unit)
        return 1 + float(above) / self.runs

    # --- what it takes ------------------------------------------------------------------------

    def needed(self, rank: int, chance: float) -> Decimal:
        """The smallest published value that has this rank or a better one with a chance (0-1)."""
        np, others = self._np, len(self.model.peers)
        if rank > others:
            return Decimal(0)
        values = self._gaps + self.ours
        # The rank-th best of the others must not be above us.
        bound = np.partition(values, others - rank, axis=0)[others - rank]
        units = int(np.quantile(bound, chance, method="higher"))
        return Decimal(units).scaleb(-self.model.printed.places)

    # --- what moves it ------------------------------------------------------------------------

    def if_peer_grows(self, index: int) -> float:
        """The mean rank, had one agency grown one spread more in every outcome."""
        more = self.model.growth[index].spread * self._unit
        gaps, np = self._gaps[index], self._np
        added = np.count_nonzero(gaps + more > 0) - np.count_nonzero(gaps > 0)
        return self.mean_rank() + float(added) / self.runs

    def with_growth(self, growth: Sequence[Growth]) -> float:
        """The mean rank under other growth, with the same luck."""
        above = self._np.count_nonzero(self._gaps_of(growth) > 0)
        return 1 + float(above) / self.runs


def _band(histogram: list[int], runs: int) -> Band:
    found, below = [], 0
    marks = [_TAIL * runs, 0.5 * runs, (1 - _TAIL) * runs]
    for rank, count in enumerate(histogram, start=1):
        below += count
        while marks and below >= marks[0]:
            marks.pop(0)
            found.append(rank)
    return Band(*found)
