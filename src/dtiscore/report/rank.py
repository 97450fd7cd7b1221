"""The answer of ``dtiscore rank``: the tables, our place, what a better one takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dtiscore.analysis.ranking import contradictions, printed_as
from dtiscore.analysis.standpoint import Fault, Ours
from dtiscore.base.messages import N_, Message
from dtiscore.base.points import round_points
from dtiscore.base.text import fold
from dtiscore.report.answer import Answer, behind_mean, may_stand_anywhere, status_word
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Signed, Table
from dtiscore.report.prospects import prospect_blocks, prospect_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.analysis.prospects import Prospect
    from dtiscore.analysis.ranking import Row, Standing, Target
    from dtiscore.analysis.results import Results
    from dtiscore.analysis.standpoint import GroupLoss, Losses
    from dtiscore.i18n.language import Language

SCHEMA = "dtiscore/rank/1"
COLUMNS = (
    "criteria_set",
    "status",
    "cohort",
    "rank",
    "id",
    "name",
    "published",
    "total",
    "rating",
    "ours",
    "ranked",
    "figures",
    "source",
)
"""The fields of a CSV record; ``figures``: official or illustrative."""

_OURS = {
    Ours.CLAIMED: N_("Our claimed points stand in the table, not the published ones"),
    Ours.PROVABLE: N_("Our provable points stand in the table, not the published ones"),
    Ours.FINAL: N_("Our final points stand in the table, not the published ones"),
}
_FAULTS = {
    Fault.EVERYONE: N_("everyone loses here"),
    Fault.ONLY_WE: N_("only we lose here"),
    Fault.ONLY_OTHERS: N_("only we win here"),
    Fault.NOBODY: N_("few points are lost here"),
}


@dataclass(frozen=True)
class RankAnswer:
    """The tables of all cohorts, ours first, and what was asked about our place.

    ``kind``: which of our points stand in the table; None: the published ones. ``target`` is
    None where none was asked for (``raise_by`` is None), or where we have no rank.
    """

    answer: Answer
    results: Results
    standings: tuple[Standing, ...]
    kind: Ours | None
    raise_by: int | None = None
    target: Target | None = None
    losses: Losses | None = None
    prospect: Prospect | None = None
    detail: bool = False

    @property
    def made_up(self) -> tuple[Row, ...]:
        """The rows of our cohort's table that are not official."""
        return tuple(row for row in self.standings[0].rows if self.figures(row) != "official")

    def name(self, row: Row) -> str:
        """An agency's name; of ours, which may not be listed, the one of dtiscore.yaml."""
        agency = self.answer.settings.agency
        return agency.name if row.ours and fold(row.name) == fold(row.id) else row.name

    def figures(self, row: Row) -> str | None:
        """Whether a row is official; our own computed points are as good as what they rest on."""
        if row.ours and self.kind is not None:
            header, assessment = self.answer.tree.criteria_set.header, self.answer.tree.assessment
            both = {header.status, assessment.status}
            return "official" if both == {"official"} else "illustrative"
        return row.status


# --- JSON and CSV -----------------------------------------------------------------------------


def document(found: RankAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``rank``."""
    answer = found.answer
    said: dict[str, Any] = {
        **answer.head(SCHEMA),
        "source": found.results.published.source,
        "corrections": [
            {"on": one.on.isoformat(), "source": one.source}
            for one in found.results.published.corrected(found.answer.as_of)
        ],
        "with_our": found.kind.value if found.kind is not None else None,
        "cohorts": [_cohort_json(found, standing) for standing in found.standings],
        "target": _target_json(found.target),
        "groups": None,
        "prospect": None,
    }
    if found.prospect is not None:
        said["prospect"] = prospect_json(found.prospect, language)
    if found.losses is not None and found.detail:
        said["groups"] = [_loss_json(found.losses, group) for group in found.losses.groups]
    return {**said, "diagnostics": as_records(answer.diagnostics, language)}


def _cohort_json(found: RankAnswer, standing: Standing) -> dict[str, Any]:
    return {
        "id": standing.cohort or None,
        "mean": standing.mean,
        "median": standing.median,
        "best": standing.best,
        "lowest": standing.lowest,
        "spread": standing.spread,
        "members": standing.members,
        "of": standing.of,
        "missing": [one.id for one in standing.missing],
        "rows": [_row_json(found, row) for row in standing.rows],
    }


def _row_json(found: RankAnswer, row: Row) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "id": row.id,
        "name": found.name(row),
        "total": row.total,
        "published": row.value,
        "rating": row.rating,
        "ours": row.ours,
        "ranked": row.ranked,
        "stated_rank": row.stated,
        "figures": found.figures(row),
        "source": row.source,
    }


def _target_json(target: Target | None) -> dict[str, Any] | None:
    if target is None:
        return None
    return {
        "rank": target.rank,
        "now": target.now,
        "needed": target.needed,
        "points": target.points,
        "missing": target.missing,
        "passed": [row.id for row in target.passed],
        "level": [row.id for row in target.level],
    }


def _loss_json(losses: Losses, group: GroupLoss) -> dict[str, Any]:
    return {
        "id": group.id,
        "name": group.name,
        "max": group.max,
        "lost": group.ours,
        "cohort_lost": group.cohort,
        "fault": group.fault.value if group.fault is not None else None,
        "figures": losses.status,
    }


def records(found: RankAnswer) -> Iterator[dict[str, Any]]:
    """One record an agency, for CSV."""
    for standing in found.standings:
        for row in standing.rows:
            said = _row_json(found, row)
            del said["stated_rank"]
            yield {**found.answer.mark(), "cohort": standing.cohort or None, **said}


# --- the page ---------------------------------------------------------------------------------


def page(found: RankAnswer) -> Page:
    """The page of ``rank``."""
    period = str(found.answer.tree.assessment.period)
    blocks = found.answer.title(Message("Ranks of {period}", period=period))
    blocks += _head(found)
    for standing in found.standings:
        blocks += _cohort(found, standing)
        if standing is found.standings[0]:
            blocks += _target(found)
    if found.prospect is not None:
        made_up = bool(found.made_up)
        blocks += prospect_blocks(found.prospect, detail=found.detail, illustrative=made_up)
    blocks += _losses(found) if found.detail else ()
    return Page(tuple(blocks))


def _head(found: RankAnswer) -> Iterator[Block]:
    published = found.results.published
    if published.source:
        yield Line(Message("source: {source}", source=published.source), depth=1)
    for one in published.corrected(found.answer.as_of):
        text = N_("corrected on {on}: {source}") if one.source else N_("corrected on {on}")
        yield Line(Message(text, on=one.on, source=one.source), depth=1)
    if found.kind is not None:
        yield Line(Message(_OURS[found.kind]), strong=True)
        coverage = found.answer.tree.coverage
        if coverage.criteria < coverage.of:
            text = N_("evaluated only {criteria} of {of} criteria: our points are at least these")
            yield Line(Message(text, criteria=coverage.criteria, of=coverage.of), depth=1)


def _cohort(found: RankAnswer, standing: Standing) -> Iterator[Block]:
    if len(found.standings) > 1:
        yield Heading(Message("Cohort {cohort}", cohort=standing.cohort))
    in_points = printed_as(found.results).scale == "points"
    columns = _columns(in_points=in_points, ours=found.kind is not None)
    yield Table(columns, tuple(_rows(found, standing, in_points=in_points)))
    yield from _summary(found, standing)
    if found.kind is None and standing.whole:
        yield from _contradictions(found, standing)
    if any(found.figures(row) != "official" for row in standing.rows):
        yield Line(Message("Mean, median, best and spread rest on illustrative figures."), depth=1)


def _columns(*, in_points: bool, ours: bool) -> tuple[Column, ...]:
    """The columns; where our own computed points stand among them, not all is published."""
    value = Message("Published")
    if ours:
        value = Message("Points") if in_points else Message("On the published scale")
    points = () if in_points else (Column(Message("In points")),)
    return (
        Column(Message("Rank")),
        Column(Message("Agency"), Kind.TEXT),
        Column(value),
        *points,
        Column(Message("Rating"), Kind.TEXT),
        Column(Message("Figures"), Kind.TEXT),
    )


def _rows(found: RankAnswer, standing: Standing, *, in_points: bool) -> Iterator[tuple[Cell, ...]]:
    for row in standing.rows:
        points = () if in_points else (row.total,)
        yield (
            row.rank,
            _named(found, row),
            row.value,
            *points,
            row.rating,
            status_word(found.figures(row)),
        )


def _named(found: RankAnswer, row: Row) -> Cell:
    """The agency; that it is not ranked stands here, where it does not widen the ranks."""
    name = found.name(row)
    if row.ranked:
        return Message("► {agency}", agency=name) if row.ours else name
    text = N_("► {agency} (not ranked)") if row.ours else N_("{agency} (not ranked)")
    return Message(text, agency=name)


def _contradictions(found: RankAnswer, standing: Standing) -> Iterator[Line]:
    """Ranks that were published and are not those of the published values."""
    wrong = contradictions(standing)
    for row in standing.rows:
        if row.id in wrong:
            text = N_("{agency} was published as rank {stated}: its value has rank {rank}")
            fields = {"stated": row.stated, "rank": row.rank}
            yield Line(Message(text, agency=found.name(row), **fields), depth=1)


def _summary(found: RankAnswer, standing: Standing) -> Iterator[Line]:
    if standing.mean is None or standing.best is None:
        return
    members, of = standing.mean_of
    if members < of:
        text = N_("Mean {mean} of {members} of {of} agencies: not the province's average")
    elif found.results.published.average.includes_self:
        text = N_("Mean {mean} of all {of} ranked agencies")
    else:
        text = N_("Mean {mean} of all {of} ranked agencies but ours")
    mean = Message(text, mean=standing.mean, members=members, of=of)
    yield Line(mean, strong=members < of)
    if standing.missing:
        text = N_("in the results of the year before, and not in these: {agencies}")
        names = tuple(one.name or one.id for one in standing.missing)
        yield Line(Message(text, agencies=names), depth=1)
    if standing is found.standings[0]:
        yield from may_stand_anywhere(standing.unknown)
    text = N_("median {median}, best {best}, lowest {lowest}, spread (standard deviation) {spread}")
    yield Line(
        Message(
            text,
            median=standing.median,
            best=standing.best,
            lowest=standing.lowest,
            spread=standing.spread,
        ),
        depth=1,
    )
    if found.kind is not None and standing is found.standings[0]:
        text = N_("these figures are of the published results, without our own points")
        yield Line(Message(text), depth=1)


def _target(found: RankAnswer) -> Iterator[Block]:
    if found.raise_by is None:
        return
    yield Heading(Message("{count} ranks up", count=found.raise_by))
    target = found.target
    if target is None:
        yield Line(Message("We have no rank: our body is not ranked, or its result is not known."))
        return
    if target.rank == target.now:
        yield Line(Message("We are first already."), strong=True)
        return
    if target.now - target.rank < found.raise_by:
        text = N_("There are only {count} ranks above us: the first is aimed at.")
        yield Line(Message(text, count=target.now - target.rank))
    text = N_(
        "From rank {now} to rank {rank}: {points} points are needed, {missing} more than ours"
    )
    fields = {"now": target.now, "rank": target.rank}
    yield Line(Message(text, points=target.points, missing=target.missing, **fields), strong=True)
    if target.points != target.needed:
        yield Line(Message("published as {value}", value=target.needed), depth=1)
    names = tuple(row.name for row in target.passed)
    if names:
        yield Line(Message("we would pass: {agencies}", agencies=names), depth=1)
    names = tuple(row.name for row in target.level)
    if names:
        yield Line(Message("we would be level with: {agencies}", agencies=names), depth=1)
    yield Line(Message("if the others stay where they are"), depth=1)
    yield from may_stand_anywhere(found.standings[0].unknown)
    made_up = [row.ours for row in found.made_up if row.rank is not None]
    if not all(made_up):
        yield Line(Message("The figures of the others are illustrative."), depth=1)
    elif made_up:
        yield Line(Message("Only our own figures are illustrative."), depth=1)


def _losses(found: RankAnswer) -> Iterator[Block]:
    losses = found.losses
    if losses is None:
        return
    yield Heading(Message("Lost by us alone, or by everyone"))
    rows: list[tuple[Cell, ...]] = []
    for group in losses.groups:
        difference = None if group.cohort is None else Signed(group.ours - group.cohort, lost=True)
        verdict = Message("not known" if group.fault is None else _FAULTS[group.fault])
        name = f"{group.id}. {group.name}"
        rows.append((name, group.max, group.ours, group.cohort, difference, verdict))
    yield Table(
        (
            Column(Message("Group"), Kind.TEXT),
            Column(Message("Max")),
            Column(Message("We lost")),
            Column(Message("Average lost")),
            Column(Message("Difference")),
            Column(Message("Verdict"), Kind.TEXT),
        ),
        tuple(rows),
    )
    if losses.yardstick is not None:
        share = round_points(losses.yardstick * 100, found.results.criteria_set.rounding)
        text = N_(
            "losing means: more of the group than the average loses of the whole ({share} of 100"
            " points)"
        )
        yield Line(Message(text, share=share), depth=1)
    against = losses.against
    behind = None if against is None else behind_mean(against)
    if behind is not None and against is not None and against.members != against.of:
        yield Line(Message("The averages are {behind}.", behind=behind), depth=1)
    if losses.status is not None and losses.status != "official":
        yield Line(Message("The averages are illustrative figures."), depth=1)
