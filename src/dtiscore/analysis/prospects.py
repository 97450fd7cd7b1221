"""Scenarios of the next year: how likely a rank is where that can be said, else ranks alone.

A chance is given only where two published years say how the others grow, and of enough of them;
it never leaves its assumption behind.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis import chances
from dtiscore.analysis.growth import Fit, Growth, Peer, each, fit, peers_of
from dtiscore.analysis.ranking import fewest_points, printed_as
from dtiscore.base.messages import N_, Message
from dtiscore.base.points import Rounding, round_points
from dtiscore.base.text import fold
from dtiscore.model.criteria import of_cohort

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dtiscore.analysis.chances import Drawn
    from dtiscore.analysis.ranking import Standing
    from dtiscore.analysis.results import Results
    from dtiscore.analysis.standpoint import Losses, Risk
    from dtiscore.model.scale import PublishedAs
    from dtiscore.model.scenario import Scenario

EVEN, SAFE = 5, 8
"""Chances in ten for which the points needed are said."""
_ASSUMED = (Fraction(0), Fraction(2, 100), Fraction(4, 100))
"""What the others gain where nothing tells and no scenario says: shares of the maximum."""
_LISTED = 10


class Setting(NamedTuple):
    """What all scenarios of a question share.

    Attributes:
        results, before: of the year we stand in, and of the year before (None: not published).
        standing: our cohort's table. ours: our points in it. risks: what may be cut of them.
        goal: the rank whose chance is asked for.
        losses: ours and the cohort's by group.
        missing: our points still missing to the maximum, by criterion.
    """

    results: Results
    before: Results | None
    standing: Standing
    ours: Decimal
    risks: tuple[Risk, ...]
    goal: int
    losses: Losses
    missing: Mapping[str, Decimal]
    seed: int = chances.SEED
    runs: int = chances.RUNS

    @property
    def period(self) -> int:
        """The year we stand in."""
        return self.results.published.period


class Moved(NamedTuple):
    """How the mean rank moves with one thing; ``kind``: group, criterion, peer or left_out."""

    kind: str
    id: str
    name: str
    mean_rank: Decimal
    change: Decimal


class Outcome(NamedTuple):
    """What comes of one scenario.

    Attributes:
        name: what tables call it. assumption: follows “if” wherever a chance is given.
        growth: of the other agencies, in points a year.
        low, middle, high: 8 of 10 outcomes lie between the ranks; of a scenario without a
            chance, the ranks where nothing is cut and where everything at risk is.
        tenths: the chance of the goal, in tenths; None where none can be given. 0 and 10 mean
            less than 1 in 20 and more than 19 in 20.
        even, safe: points needed for the goal with 5 and 8 chances in 10; without a chance both
            are what it takes where all grow so. None of a rank below all others that are known.
        histogram: how many outcomes had each rank, the first first.
        moved: what moves the mean rank, the most first.
        ours: our points in it. scenario: the file's, where it comes of one.
    """

    name: Message
    assumption: Message
    growth: Growth
    low: int
    middle: int
    high: int
    tenths: int | None
    even: Decimal | None
    safe: Decimal | None
    histogram: tuple[int, ...] = ()
    mean_rank: Decimal | None = None
    moved: tuple[Moved, ...] = ()
    ours: Decimal | None = None
    scenario: Scenario | None = None

    @property
    def fitted(self) -> bool:
        """Whether the others grow in it as they did between the two years published last."""
        return self.scenario is None or self.scenario.growth is None


class Prospect(NamedTuple):
    """All scenarios; ``why_none`` says why no chance is given, where none is."""

    setting: Setting
    fit: Fit
    why_none: Message | None
    outcomes: tuple[Outcome, ...]


def prospect(setting: Setting, scenarios: Sequence[Scenario], *, detail: bool) -> Prospect:
    """What comes of each scenario; without any, of growth as fitted."""
    peers = peers_of(setting.results, setting.before)
    fitted = fit(peers, setting.results.members(ours=False).of)
    why = None
    if fitted.growth is None:
        why = why_no_chance(setting.period, setting.before, fitted)
    asked = _Asked(setting, peers, fitted, detail=detail)
    if why is None:
        found = [asked.drawn(scenario) for scenario in (scenarios or (None,))]
    else:
        stated = [one for one in scenarios if one.growth is not None]
        found = [asked.certain(one, Fraction(0)) for one in stated]
        found += [asked.certain(None, share) for share in (() if stated else _ASSUMED)]
    return Prospect(setting, fitted, why, tuple(found))


def why_no_chance(period: int, before: Results | None, fitted: Fit) -> Message:
    """Why growth cannot be fitted from the results of a year and of the one before."""
    year = str(period - 1)
    if before is None:
        text = N_("the results of {year} are not there, so how the others grow is not known")
        return Message(text, year=year)
    text = N_(
        "only of {pairs} of {of} other agencies the results of both years are known, less than 65"
        " of 100"
    )
    return Message(text, pairs=fitted.pairs, of=fitted.of)


class _Asked:
    """The scenarios of one setting."""

    def __init__(
        self, setting: Setting, peers: tuple[Peer, ...], fitted: Fit, *, detail: bool
    ) -> None:
        self.setting, self.peers, self.fitted, self.detail = setting, peers, fitted, detail
        maxima = setting.results.criteria_set.header.max_score
        self.maximum = of_cohort(maxima, setting.results.cohort)
        self.rounding: Rounding = setting.results.criteria_set.rounding
        self.printed: PublishedAs = printed_as(setting.results)
        # Below all others that are known nothing is needed, or what is needed is not known.
        self.behind_some = setting.goal <= len(peers)

    # --- with chances -------------------------------------------------------------------------

    def drawn(self, scenario: Scenario | None) -> Outcome:
        """The outcomes of a scenario, drawn by chance."""
        growth = self._growth(scenario)
        model = self._model(scenario, growth)
        drawn = chances.Drawn(model, self.setting.seed, self.setting.runs)
        band, goal = drawn.band(), self.setting.goal
        return Outcome(
            name=_name(scenario, self.setting.period),
            assumption=self._assumption(scenario, model),
            growth=growth,
            low=band.low,
            middle=band.middle,
            high=band.high,
            tenths=tenths_of(drawn.chance(goal)),
            even=self._points(drawn.needed(goal, EVEN / 10)) if self.behind_some else None,
            safe=self._points(drawn.needed(goal, SAFE / 10)) if self.behind_some else None,
            histogram=tuple(drawn.histogram()),
            mean_rank=_decimal(drawn.mean_rank()),
            moved=tuple(self._moved(drawn, scenario)) if self.detail else (),
            ours=model.ours,
            scenario=scenario,
        )

    def _growth(self, scenario: Scenario | None) -> Growth:
        stated = scenario.growth if scenario is not None else None
        if stated is not None:
            return Growth(float(stated.mean), float(stated.spread))
        return self.fitted.growth or Growth(0, 0)

    def _single(self, scenario: Scenario | None) -> dict[str, Growth]:
        stated = scenario.agencies if scenario is not None else {}
        return {
            fold(agency): Growth(float(one.mean), float(one.spread))
            for agency, one in stated.items()
        }

    def _model(self, scenario: Scenario | None, growth: Growth) -> chances.Model:
        gain, cut = Fraction(0), Fraction(1, 2)
        if scenario is not None:
            gain, cut = scenario.own.gain, scenario.own.cut
        return chances.Model(
            peers=[one.points for one in self.peers],
            growth=each(self.peers, growth, self._single(scenario)),
            ours=self.setting.ours + round_points(gain, self.rounding),
            risks=[risk.points for risk in self.setting.risks],
            cut=float(cut),
            maximum=round_points(self.maximum, self.rounding),
            printed=self.printed,
        )

    def _points(self, value: Decimal) -> Decimal:
        return fewest_points(self.setting.results, self.setting.results.cohort, value)

    def _assumption(self, scenario: Scenario | None, model: chances.Model) -> Message:
        year = self.setting.period
        if scenario is not None:
            others = Message("{assumption}", assumption=scenario.assumption)
        else:
            text = N_("the other agencies grow as in {before}–{now} and our points stay")
            others = Message(text, before=str(year - 1), now=str(year))
        if not model.risks or not model.cut:
            return others
        cut = Fraction(model.cut).limit_denominator(100)
        text = N_(
            "{others}, and of {count} criteria with {points} points at risk each is cut with a"
            " chance of {cut} in 10"
        )
        return Message(
            text,
            others=others,
            count=len(model.risks),
            points=sum(model.risks, Decimal(0)),
            cut=cut * 10,
        )

    # --- what moves the rank ------------------------------------------------------------------

    def _moved(self, drawn: Drawn, scenario: Scenario | None) -> list[Moved]:
        base = drawn.mean_rank()

        def moved(kind: str, id_: str, name: str, rank: float) -> Moved:
            return Moved(kind, id_, name, _decimal(rank), _decimal(rank) - _decimal(base))

        groups = [
            moved("group", one.id, one.name, drawn.mean_rank(float(one.ours - one.cohort)))
            for one in self.setting.losses.groups
            if one.cohort is not None and one.ours > one.cohort
        ]
        known = self.setting.results.criteria_set.criteria
        criteria = [
            moved("criterion", cid, known[cid].name, drawn.mean_rank(float(points)))
            for cid, points in self.setting.missing.items()
            if points > 0
        ]
        others = [
            moved("peer", one.id, one.name, drawn.if_peer_grows(index))
            for index, one in enumerate(self.peers)
        ]
        left_out: list[Moved] = []
        if scenario is None or scenario.growth is None:
            left_out = [
                moved("left_out", one.id, one.name, rank)
                for one, rank in self._leave_one_out(drawn, scenario)
            ]
        return [
            one
            for kind in (groups, criteria, others, left_out)
            for one in sorted(kind, key=lambda m: (-abs(m.change), m.id))[:_LISTED]
            if one.change
        ]

    def _leave_one_out(self, drawn: Drawn, scenario: Scenario | None) -> list[tuple[Peer, float]]:
        """The mean rank where one agency's growth is not looked at when growth is fitted."""
        found = []
        for peer in self.peers:
            without = fit(self.peers, self.fitted.of, leave_out=peer.id).growth
            if without is not None and peer.before is not None:
                growth = each(self.peers, without, self._single(scenario))
                found.append((peer, drawn.with_growth(growth)))
        return found

    # --- without chances ----------------------------------------------------------------------

    def certain(self, scenario: Scenario | None, share: Fraction) -> Outcome:
        """What comes of a scenario where every other agency grows by the mean.

        Without a scenario, by a share (0-1) of the maximum.
        """
        growth = Growth(float(share * self.maximum), 0)
        if scenario is not None:
            growth = self._growth(scenario)
        model = self._model(scenario, growth)
        values = self._grown(model)
        kept = self._rank(values, model.ours)
        cut = self._rank(values, model.ours - sum(model.risks, Decimal(0)))
        goal = self.setting.goal
        gain = round_points(Fraction(str(round(growth.mean, 4))), self.rounding)
        assumption = Message("the others gain {points} points", points=gain)
        if not gain:
            assumption = Message("the others stay where they are")
        if scenario is not None:
            assumption = Message("{assumption}", assumption=scenario.assumption)
        name = assumption if scenario is None else Message("{name}", name=scenario.name)
        points = self._points(values[goal - 1]) if self.behind_some else None
        found = Outcome(name, assumption, growth, kept, kept, cut, None, points, points)
        return found._replace(ours=model.ours, scenario=scenario)

    def _grown(self, model: chances.Model) -> list[Decimal]:
        """The published values of the others next year, the best first."""
        values = []
        for now, growth in zip(model.peers, model.growth, strict=True):
            grown = now + round_points(Fraction(str(round(growth.mean, 4))), self.rounding)
            grown = min(max(grown, Decimal(0)), model.maximum)
            values.append(self.printed.from_points(grown, self.maximum))
        return sorted(values, reverse=True)

    def _rank(self, values: list[Decimal], ours: Decimal) -> int:
        own = self.printed.from_points(max(ours, Decimal(0)), self.maximum)
        return 1 + sum(value > own for value in values)


def _name(scenario: Scenario | None, period: int) -> Message:
    if scenario is not None:
        return Message("{name}", name=scenario.name)
    return Message("growth as in {before}–{now}", before=str(period - 1), now=str(period))


def tenths_of(chance: float) -> int:
    """A chance in whole tenths; only what is all but certain is 0 or 10 of them."""
    if chance < 1 / 20 or chance > 19 / 20:
        return 0 if chance < 1 / 20 else 10
    return min(max(round(chance * 10), 1), 9)


def _decimal(rank: float) -> Decimal:
    """A mean rank to two decimals."""
    return round_points(Fraction(rank), Rounding(2))


def chance_text(goal: int, outcome: Outcome) -> Message:
    """The chance of the goal in words, with what it assumes."""
    if outcome.tenths is None:
        return Message("Rank {rank}, if {assumption}", rank=goal, assumption=outcome.assumption)
    return chance_words(goal, outcome.tenths, outcome.assumption)


def chance_words(rank: int, tenths: int, assumption: Message) -> Message:
    """A chance in tenths as words, never without its assumption."""
    text = N_("Rank {rank} or better: about {tenths} in 10, if {assumption}")
    if tenths == 0:
        text = N_("Rank {rank} or better: hardly (less than 1 in 20), if {assumption}")
    elif tenths == 10:  # noqa: PLR2004 - ten tenths
        text = N_("Rank {rank} or better: all but certain (more than 19 in 20), if {assumption}")
    return Message(text, rank=rank, tenths=tenths, assumption=assumption)
