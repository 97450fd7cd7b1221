"""The answer of ``dtiscore gaps``: where we are behind, and who can win back how much."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.analysis.duties import UNASSIGNED, losses, owed
from dtiscore.base.messages import N_, Message
from dtiscore.report.answer import Answer, behind_mean, status_word
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Signed, Table
from dtiscore.report.score import gap_bar, lost_json
from dtiscore.scoring.tree import NOTHING, CriterionScore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dtiscore.analysis.duties import UnitWork
    from dtiscore.analysis.steps import NextStep
    from dtiscore.analysis.versus import Gap, Gaps
    from dtiscore.analysis.worklist import Calendar, Item
    from dtiscore.i18n.language import Language
    from dtiscore.model.evidence_file import SlotNote

SCHEMA = "dtiscore/gaps/1"
COLUMNS = (
    "criteria_set",
    "status",
    "id",
    "name",
    "max",
    "final",
    "compared",
    "reference",
    "gap",
    "below",
)
"""The fields of a CSV record."""
_LISTED = 15


class UnitPoints(NamedTuple):
    """What a unit can win today as the one in the lead, and lost as that at the period's end.

    ``owed`` are points lost because it did not supply papers; ``name`` is None where nobody is
    answerable.
    """

    id: str
    name: str | None
    winnable: Decimal
    lost: Decimal
    owed: Decimal


@dataclass(frozen=True)
class GapsAnswer:
    """A comparison with everything it leads to.

    ``missed`` are the steps a period that is over did not take: lessons for the next;
    ``everything`` lists every criterion that lost points on the page, not only the first.
    """

    answer: Answer
    gaps: Gaps
    items: tuple[Item, ...]
    units: tuple[UnitWork, ...]
    steps: tuple[NextStep, ...]
    missed: tuple[NextStep, ...]
    days: Calendar
    asked: Mapping[tuple[str, str], SlotNote] = field(default_factory=dict)
    everything: bool = False

    def winnable(self) -> dict[str, Decimal]:
        """Points that can still be won, by criterion."""
        won: dict[str, Decimal] = {}
        for item in self.items:
            won[item.criterion.id] = won.get(item.criterion.id, NOTHING) + item.winnable
        return won

    def by_unit(self) -> list[UnitPoints]:
        """Every unit's points, those won back first; all of them add up to the totals."""
        none = self.answer.tree.total.max * 0
        lost = {loss.id: loss.lost for loss in losses(self.answer.tree, self.answer.units)}
        names = {unit.id: unit.name for unit in self.units}
        won = {unit.id: unit.winnable + none for unit in self.units}
        papers = owed(self.answer.tree, self.answer.units, self.asked)
        found = [
            UnitPoints(
                unit,
                names.get(unit),
                won.get(unit, none),
                lost.get(unit, none),
                papers.get(unit, none),
            )
            for unit in dict.fromkeys((*won, *lost, *papers))
        ]
        return sorted(found, key=lambda unit: -unit.winnable)

    def criteria(self) -> list[tuple[CriterionScore, Decimal]]:
        """Criteria that lost points, most winnable first, then most lost."""
        won = self.winnable()
        listed = [
            (criterion, won.get(criterion.id, criterion.max * 0))
            for criterion in self.answer.tree.criteria
            if self.answer.shows(criterion) and _missing(criterion) > 0
        ]
        return sorted(listed, key=lambda entry: (-entry[1], -_missing(entry[0])))


def _missing(criterion: CriterionScore) -> Decimal:
    return criterion.max - (criterion.final or NOTHING)


def document(found: GapsAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``gaps``."""
    answer, against = found.answer, found.gaps.against
    return {
        **answer.head(SCHEMA),
        "against": {
            "kind": against.kind.value,
            "label": language.text(against.label),
            "source": against.source,
            "status": against.status,
            "cohort": against.cohort,
            "includes_self": against.includes_self,
            "members": against.members,
            "of": against.of,
            "scaled": against.scaled,
        },
        "total": {
            "final": found.gaps.total.final,
            "compared": found.gaps.total.compared,
            "reference": found.gaps.total.reference,
            "gap": found.gaps.total.gap,
            "below": found.gaps.total.below,
        },
        "coverage": answer.tree.coverage._asdict(),
        "groups": [_gap_json(gap) for gap in found.gaps.groups if _shown(answer, gap)],
        "criteria": [
            {
                "id": criterion.id,
                "name": criterion.criterion.name,
                "max": criterion.max,
                "final": criterion.final,
                "lost": lost_json(criterion.lost),
                "winnable": won,
                "lead": next(iter(answer.duty(criterion)), None),
            }
            for criterion, won in found.criteria()
        ],
        "units": [unit._asdict() for unit in found.by_unit() if answer.unit in (None, unit.id)],
        "steps": [_step_json(step, language) for step in found.steps],
        "missed": [_step_json(step, language) for step in found.missed],
        "diagnostics": as_records(answer.diagnostics, language),
    }


def _shown(answer: Answer, gap: Gap) -> bool:
    return answer.groups is None or gap.id in answer.groups


def _gap_json(gap: Gap) -> dict[str, Any]:
    return {
        "id": gap.id,
        "name": gap.name,
        "max": gap.max,
        "final": gap.final,
        "compared": gap.compared,
        "reference": gap.reference,
        "gap": gap.gap,
        "below": gap.below,
    }


def _step_json(step: NextStep, language: Language) -> dict[str, Any]:
    return {
        "criterion": step.criterion.id,
        "text": language.text(step.text),
        "points": step.points,
        "action": step.action.value,
    }


def records(found: GapsAnswer, language: Language) -> Iterator[dict[str, Any]]:
    """One record a group, for CSV."""
    del language
    for gap in found.gaps.groups:
        if _shown(found.answer, gap):
            yield {**found.answer.mark(), **_gap_json(gap)}


def page(found: GapsAnswer) -> Page:
    """The page of ``gaps``."""
    answer = found.answer
    period = str(answer.tree.assessment.period)
    blocks = answer.title(Message("Gaps of {period}", period=period))
    blocks += _against(found)
    blocks += [_groups(found), _coverage(answer)]
    below = tuple(
        f"{gap.id}. {gap.name}" for gap in found.gaps.groups if gap.below and _shown(answer, gap)
    )
    if below:
        blocks.append(Line(Message("Below: {groups}", groups=below), strong=True))
    blocks += answer.possible(found.days)
    blocks += _criteria(found)
    blocks += _units(found)
    blocks += _steps(Message("The ten largest single gains"), found.steps)
    if found.days.period_over:
        blocks += _steps(Message("Lessons for the next period: one step more"), found.missed)
    return Page(tuple(blocks))


def _against(found: GapsAnswer) -> Iterator[Block]:
    against = found.gaps.against
    yield Line(
        Message(
            "Against: {label} ({status})", label=against.label, status=status_word(against.status)
        )
        if against.status is not None
        else Message("Against: {label}", label=against.label)
    )
    if against.source:
        yield Line(Message("source: {source}", source=against.source), depth=1)
    behind = behind_mean(against)
    if behind is not None:
        yield Line(behind, depth=1)
    if against.scaled:
        text = N_("our points are scaled to the full maximum, because some criteria do not apply")
        yield Line(Message(text), depth=1)
    elif any(gap.compared != gap.final for gap in (found.gaps.total, *found.gaps.groups)):
        yield Line(Message("our points are rounded as results are published"), depth=1)


def _groups(found: GapsAnswer) -> Table:
    gaps = found.gaps
    widest = max((abs(g.gap) for g in gaps.groups if g.gap is not None), default=NOTHING)
    rows = tuple(
        _gap_row(f"{gap.id}. {gap.name}", gap, widest)
        for gap in gaps.groups
        if _shown(found.answer, gap)
    )
    return Table(
        (
            Column(Message("Group"), Kind.TEXT),
            Column(Message("Max")),
            Column(Message("Ours")),
            Column(Message("Reference")),
            Column(Message("Gap")),
            Column(Message("Against it"), Kind.BAR),
        ),
        rows,
        (_gap_row(Message("Total"), gaps.total, NOTHING),),
    )


def _coverage(answer: Answer) -> Line:
    """How much of the set stands behind our total."""
    coverage = answer.tree.coverage
    text = N_("evaluated {criteria} of {of} criteria")
    if coverage.criteria < coverage.of:
        text = N_("evaluated only {criteria} of {of} criteria: our points are at least these")
    return Line(Message(text, criteria=coverage.criteria, of=coverage.of), depth=1)


def _gap_row(name: str | Message, gap: Gap, widest: Decimal) -> tuple[Cell, ...]:
    if gap.gap is None:
        why = Message("not known") if gap.max else Message("not applicable")
        return (name, gap.max, gap.compared, gap.reference, None, why)
    bar = gap_bar(gap.gap, widest)
    word = Message("below") if gap.gap < 0 else Message("above") if gap.gap else Message("equal")
    mark = type(bar)(bar.value, bar.share, word)
    return (name, gap.max, gap.compared, gap.reference, Signed(gap.gap), mark)


def _criteria(found: GapsAnswer) -> Iterator[Block]:
    listed = found.criteria()
    if not listed:
        return
    most = len(listed) if found.everything else _LISTED
    yield Heading(Message("Points to win back, by criterion"))
    rows = tuple(
        (
            f"{criterion.id} {criterion.criterion.name}",
            criterion.lost.not_done,
            criterion.lost.proof,
            criterion.lost.appraisal,
            won,
            found.answer.unit_name(next(iter(found.answer.duty(criterion)), None)),
        )
        for criterion, won in listed[:most]
    )
    yield Table(
        (
            Column(Message("Criterion"), Kind.TEXT),
            Column(Message("Not done")),
            Column(Message("Unproved")),
            Column(Message("Appraisal")),
            Column(Message("Winnable")),
            Column(Message("Lead"), Kind.TEXT),
        ),
        rows,
    )
    if len(listed) > most:
        text = N_("… and {count} more criteria: --all lists them all")
        yield Line(Message(text, count=len(listed) - most))


def _units(found: GapsAnswer) -> Iterator[Block]:
    answer = found.answer
    yield Heading(Message("Who can win back how much"))
    every = found.by_unit()
    rows = tuple(
        (unit.name or answer.unit_name(unit.id), unit.winnable, unit.lost, unit.owed)
        for unit in every
        if (unit.winnable or unit.lost or unit.owed) and answer.unit in (None, unit.id)
    )
    none = answer.tree.total.max * 0
    won = sum((unit.winnable for unit in every), none)
    lost = sum((unit.lost for unit in every), none)
    papers = sum((unit.owed for unit in every), none)
    yield Table(
        (
            Column(Message("Unit"), Kind.TEXT),
            Column(Message("Winnable")),
            Column(Message("Lost as lead at the period's end")),
            Column(Message("Papers owed")),
        ),
        rows,
        ((Message("Total"), won, lost, papers),),
    )
    if any(unit.id == UNASSIGNED and unit.lead for unit in found.units):
        yield Line(Message("Some criteria are assigned to no unit: complete units.yaml."))


def _steps(heading: Message, steps: tuple[NextStep, ...]) -> Iterator[Block]:
    if not steps:
        return
    yield Heading(heading)
    yield Table(
        (
            Column(Message("Points")),
            Column(Message("Criterion"), Kind.TEXT),
            Column(Message("Next step"), Kind.TEXT),
        ),
        tuple((Signed(step.points), step.criterion.id, step.text) for step in steps),
    )
