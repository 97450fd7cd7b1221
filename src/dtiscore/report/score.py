"""The answer of ``dtiscore score``: totals, rating, groups, criteria, and where points went."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dtiscore.analysis.ranking import contradictions, standings
from dtiscore.base.messages import N_, Message
from dtiscore.base.points import round_points
from dtiscore.report.answer import Answer, behind_mean, status_word
from dtiscore.report.diagnostics import as_records
from dtiscore.report.losses import losses_and_notes
from dtiscore.report.page import Bar, Block, Cell, Column, Heading, Kind, Line, Page, Table
from dtiscore.report.papers import need
from dtiscore.scoring.bands import bound_points, next_band, rating
from dtiscore.scoring.tree import CriterionScore, GroupScore, Lost, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.analysis.ranking import Standing
    from dtiscore.analysis.versus import Against, Gaps
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Language
    from dtiscore.model.criteria import Band
    from dtiscore.model.published import AgencyResult

SCHEMA = "dtiscore/score/1"
COLUMNS = (
    "criteria_set",
    "status",
    "group",
    "id",
    "name",
    "max",
    "claimed",
    "provable",
    "confirmed",
    "final",
    "state",
    "reason",
    "lead",
    "support",
    "estimated",
    "explained",
    "at_risk",
    "not_done",
    "proof",
    "appraisal",
)
"""The fields of a CSV record."""


def lost_json(lost: Lost) -> dict[str, Decimal]:
    """The three causes, as every document prints them."""
    return lost._asdict()


def document(answer: Answer, language: Language) -> dict[str, Any]:
    """The JSON of ``score``."""
    tree = answer.tree
    total, header = tree.total, tree.criteria_set.header
    better = next_band(total.final, total.max, header.bands, tree.criteria_set.rounding)
    return {
        **answer.head(SCHEMA),
        "total": {
            "max": total.max,
            "claimed": total.claimed,
            "provable": total.provable,
            "confirmed": total.confirmed,
            "final": total.final,
            "base": tree.base.final,
            "adjustments": tree.adjustments.final,
            "explained": tree.explained,
            "at_risk": tree.at_risk,
            "published_as": header.published_as.from_points(total.final, Fraction(total.max)),
        },
        "final_basis": tree.final_basis.value,
        "coverage": tree.coverage._asdict(),
        "confirmed_so_far": tree.confirmed_so_far._asdict(),
        "rating": {
            kind: rating(getattr(total, kind), total.max, header.bands)
            for kind in ("claimed", "provable", "final")
        },
        "bands": [_band(answer, band) for band in header.bands],
        "next_band": better
        and {"name": better.name, "from": better.from_, "missing": better.missing},
        "lost": lost_json(total.lost),
        "published": _published(answer),
        "groups": [
            _group(answer, group, language) for group in tree.groups if _group_shown(answer, group)
        ],
        "diagnostics": as_records(answer.diagnostics, language),
    }


def _group_shown(answer: Answer, group: GroupScore) -> bool:
    return answer.groups is None or group.group.id in answer.groups


def _band(answer: Answer, band: Band) -> dict[str, Any]:
    tree = answer.tree
    bound = round_points(bound_points(band, tree.total.max), tree.criteria_set.rounding)
    return {"name": band.name, "from": bound, "inclusive": band.above is None}


def _published(answer: Answer) -> dict[str, Any] | None:
    ours = answer.published
    if ours is None:
        return None
    return {
        "total": _number(ours.total),
        "rating": ours.rating,
        "rank": ours.rank,
        "groups": {group: _number(result.value) for group, result in ours.groups.items()},
        "source": ours.source,
        "status": ours.status,
        "groups_status": ours.groups_status,
        "origins": {name: one._asdict() for name, one in ours.origins.items()},
    }


def _number(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def _group(answer: Answer, group: GroupScore, language: Language) -> dict[str, Any]:
    sums = group.sums
    said: dict[str, Any] = {
        "id": group.group.id,
        "name": group.group.name,
        "kind": group.group.kind,
        "max": sums.max,
        "claimed": sums.claimed,
        "provable": sums.provable,
        "confirmed": sums.confirmed,
        "final": sums.final,
        "at_risk": group.at_risk,
        "lost": lost_json(sums.lost),
        "criteria": [
            criterion_json(answer, criterion, language)
            for criterion in group.criteria
            if answer.shows(criterion)
        ],
    }
    if group.rescaled is not None:
        said["rescaled"] = group.rescaled._asdict()
    return said


def criterion_json(answer: Answer, criterion: CriterionScore, language: Language) -> dict[str, Any]:
    """One criterion, as ``score`` and ``explain`` print it."""
    duty = answer.duty(criterion)
    return {
        "id": criterion.id,
        "name": criterion.criterion.name,
        "max": criterion.max,
        "claimed": criterion.claimed,
        "provable": criterion.provable,
        "confirmed": criterion.confirmed,
        "final": criterion.final,
        "state": criterion.state.value,
        "reason": _reason(criterion, language),
        "lost": lost_json(criterion.lost),
        "lead": duty[0] if duty else None,
        "support": list(duty[1:]),
        "estimated": criterion.estimated,
        "explained": criterion.explained,
        "at_risk": criterion.at_risk,
        "proof": [
            {"slot": state.slot.id, "need": need(criterion, state), "have": state.fill.have}
            for state in criterion.slots
        ],
    }


def _reason(criterion: CriterionScore, language: Language) -> str | None:
    if criterion.confirmation is not None and criterion.confirmation.reason:
        return criterion.confirmation.reason
    if isinstance(criterion.reason, Message):
        return language.text(criterion.reason)
    return criterion.reason


def records(answer: Answer, language: Language) -> Iterator[dict[str, Any]]:
    """One record a criterion, for CSV."""
    for criterion in answer.tree.criteria:
        if answer.shows(criterion):
            said = criterion_json(answer, criterion, language)
            del said["proof"]
            lost = said.pop("lost")
            yield {**answer.mark(), "group": criterion.group.id, **said, **lost}


def page(answer: Answer, gaps: Gaps | None) -> Page:
    """The page of ``score``; ``gaps`` beside the average, where one is known."""
    period = str(answer.tree.assessment.period)
    blocks = answer.title(Message("Digital transformation score, {period}", period=period))
    blocks.append(_groups_table(answer, gaps))
    if gaps is not None and gaps.against.status != "official":
        blocks.append(Line(Message("The averages are illustrative figures.")))
    if gaps is not None:
        blocks += _averages_of(gaps.against)
    blocks += _verdict(answer)
    if answer.groups is not None or answer.unit is not None:
        blocks += _criteria(answer)
    else:
        text = N_("Each criterion: dtiscore score --group ID; one in full: dtiscore explain ID")
        blocks.append(Line(Message(text)))
    return Page(tuple(blocks))


def _averages_of(against: Against) -> Iterator[Line]:
    """That the averages are not the province's, where agencies are missing behind them."""
    behind = behind_mean(against)
    if behind is not None and against.members != against.of:
        yield Line(Message("The averages are {behind}.", behind=behind))


def _groups_table(answer: Answer, gaps: Gaps | None) -> Table:
    by_id = {gap.id: gap for gap in gaps.groups} if gaps is not None else {}
    widest = max((abs(g.gap) for g in by_id.values() if g.gap is not None), default=Decimal(0))
    rows: list[tuple[Cell, ...]] = []
    for group in answer.tree.groups:
        if not _group_shown(answer, group):
            continue
        gap = by_id.get(group.group.id)
        sums = group.sums
        name = f"{group.group.id}. {group.group.name}"
        reference = gap.reference if gap else None
        difference = gap.gap if gap else None
        mark: Cell = "" if difference is None else gap_bar(difference, widest)
        row = (name, sums.max, sums.claimed, sums.provable, sums.final)
        rows.append((*row, reference, mark))
        if group.rescaled is not None:
            part = group.rescaled
            rescaled = Message("  of which rescaled for criteria that do not apply")
            line: tuple[Cell, ...] = (rescaled, part.max, part.claimed, part.provable, part.final)
            rows.append((*line, "", ""))
    total = answer.tree.total
    mark = ""
    if gaps is not None and gaps.total.gap is not None:
        mark = gap_bar(gaps.total.gap, Decimal(0))
    reference = gaps.total.reference if gaps is not None else None
    whole: tuple[Cell, ...] = (Message("Total"), total.max, total.claimed)
    whole += (total.provable, total.final, reference, mark)
    return Table(
        (
            Column(Message("Group"), Kind.TEXT),
            Column(Message("Max")),
            Column(Message("Claimed")),
            Column(Message("Provable")),
            Column(Message("Final")),
            Column(Message("Average")),
            Column(Message("Against it"), Kind.BAR),
        ),
        tuple(rows),
        (whole,),
    )


def gap_bar(gap: Decimal, widest: Decimal) -> Bar:
    """A gap in a word and a sign; nobody needs colour to see it."""
    if gap < 0:
        word = Message("{gap} below", gap=gap)
    else:
        word = Message("+{gap} above", gap=gap) if gap else Message("equal")
    return Bar(gap, float(abs(gap) / widest) if widest else 0.0, word)


def _verdict(answer: Answer) -> Iterator[Block]:
    """The total, its rating, the next band, the losses, the published result."""
    tree = answer.tree
    total, header = tree.total, tree.criteria_set.header
    yield Heading(Message("Total and rating"))
    fields: dict[str, Field] = {"final": total.final, "max": total.max}
    text = N_("Final score: {final} of {max} points")
    if header.published_as.scale != "points":
        share = header.published_as.from_points(total.final, Fraction(total.max))
        fields["published"] = share
        fields["scale"] = _scale_word(header.published_as.scale)
        text = N_("Final score: {final} of {max} points; published as {scale}: {published}")
    yield Line(Message(text, **fields), strong=True)
    yield Line(_rating_line(answer), strong=True)
    yield Line(_basis(answer), depth=1)
    estimates = sum(c.estimated and c.confirmed is None for c in tree.criteria)
    if estimates:
        yield Line(Message("of these, {count} criteria are estimates", count=estimates), depth=2)
    better = next_band(total.final, total.max, header.bands, tree.criteria_set.rounding)
    if better is not None:
        text = N_("{missing} points more reach “{name}” (from {bound})")
        missing, bound = better.missing, better.from_
        yield Line(Message(text, missing=missing, name=better.name, bound=bound), depth=1)
    yield from losses_and_notes(answer)
    yield from _published_line(answer)


def _scale_word(scale: str) -> Message:
    return Message("percent of the maximum") if scale == "percent" else Message("index")


def _rating_line(answer: Answer) -> Message:
    tree = answer.tree
    total, bands = tree.total, tree.criteria_set.header.bands
    name = rating(total.final, total.max, bands) or "–"
    if tree.coverage.criteria < tree.coverage.of:
        return Message("Rating: at least {rating}", rating=name)
    return Message("Rating: {rating}", rating=name)


def _basis(answer: Answer) -> Message:
    tree = answer.tree
    total, bands = tree.total, tree.criteria_set.header.bands
    return Message(
        "claimed {claimed} ({claimed_rating}); provable {provable} ({provable_rating});"
        " evaluated {criteria} of {of} criteria; confirmed {confirmed}",
        claimed=total.claimed,
        claimed_rating=rating(total.claimed, total.max, bands) or "–",
        provable=total.provable,
        provable_rating=rating(total.provable, total.max, bands) or "–",
        criteria=tree.coverage.criteria,
        of=tree.coverage.of,
        confirmed=tree.confirmed_so_far.criteria,
    )


def _published_line(answer: Answer) -> Iterator[Block]:
    ours = answer.published
    if ours is None or ours.total is None:
        return
    yield Heading(Message("Published result"))
    fields: dict[str, Field] = {
        "total": _number(ours.total),
        "rating": ours.rating or "–",
        "source": ours.source or "–",
        "status": status_word(ours.status),
    }
    text = N_("{total}, {rating} ({status}; {source})")
    if ours.rank is not None:
        fields["rank"] = ours.rank
        text = N_("{total}, {rating}, rank {rank} ({status}; {source})")
    if len(set(ours.origins.values())) > 1:
        yield from _by_origin(ours)
    else:
        yield Line(Message(text, **fields), depth=1)
    if answer.results is not None:
        yield from _wrong_rank(answer.settings.agency.name, standings(answer.results)[0])


def _by_origin(ours: AgencyResult) -> Iterator[Line]:
    """A result whose parts are of several decisions, each part with its own."""
    named = {"total": Message("Total score"), "rating": Message("Rating"), "rank": Message("Rank")}
    values: dict[str, Field] = {"total": _number(ours.total)}
    values |= {"rating": ours.rating, "rank": ours.rank}
    for name, origin in ours.origins.items():
        status, source = status_word(origin.status), origin.source or "–"
        fields: dict[str, Field] = {"name": named[name], "value": values[name]}
        text = N_("{name}: {value} ({status}; {source})")
        yield Line(Message(text, status=status, source=source, **fields), depth=1)


def _wrong_rank(agency: str, standing: Standing) -> Iterator[Line]:
    """That our published rank is not that of our published value, where all values are known."""
    ours = standing.ours
    if standing.whole and ours is not None and ours.id in contradictions(standing):
        text = N_("{agency} was published as rank {stated}: its value has rank {rank}")
        fields: dict[str, Field] = {"stated": ours.stated, "rank": ours.rank}
        yield Line(Message(text, agency=agency, **fields), depth=1)


def _criteria(answer: Answer) -> Iterator[Block]:
    yield Heading(Message("Criteria"))
    rows = []
    for criterion in answer.tree.criteria:
        if answer.shows(criterion):
            duty = answer.duty(criterion)
            name = f"{criterion.id} {criterion.criterion.name}"
            points = (criterion.max, criterion.claimed, criterion.provable, criterion.final)
            lead = answer.unit_name(duty[0] if duty else None)
            rows.append((name, *points, lead, _note(criterion)))
    yield Table(
        (
            Column(Message("Criterion"), Kind.TEXT),
            Column(Message("Max")),
            Column(Message("Claimed")),
            Column(Message("Provable")),
            Column(Message("Final")),
            Column(Message("Lead"), Kind.TEXT),
            Column(Message("Note"), Kind.TEXT),
        ),
        tuple(rows),
    )


def _note(criterion: CriterionScore) -> Cell:
    if criterion.state is State.NOT_EVALUATED:
        return Message("not evaluated")
    if criterion.state is State.NOT_APPLICABLE:
        return Message("not applicable")
    if criterion.state is State.UNSCORED:
        return Message("not scored")
    if criterion.confirmed is not None:
        return Message("confirmed")
    if criterion.explained:
        return Message("explained")
    if criterion.lost.proof:
        return Message("proof missing")
    return Message("estimate") if criterion.estimated else ""
