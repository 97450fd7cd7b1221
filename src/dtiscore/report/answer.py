"""What every answer carries: the workspace, its score, and the head of every JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore import __version__
from dtiscore.analysis.duties import UNASSIGNED, duty_of
from dtiscore.base.messages import N_, Message
from dtiscore.report.page import Block, Heading, Line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from dtiscore.analysis.results import Results
    from dtiscore.analysis.versus import Against
    from dtiscore.analysis.worklist import Calendar
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.published import AgencyResult
    from dtiscore.model.settings import Settings
    from dtiscore.model.units import Units
    from dtiscore.scoring.tree import CriterionScore, ScoreTree

TOOL = f"dtiscore {__version__}"


class Answer(NamedTuple):
    """One scored period, and who asked what of it.

    ``results``: what was published for the period, as of the day. ``groups`` and ``unit`` filter
    lines, never totals; None shows all.
    """

    tree: ScoreTree
    settings: Settings
    units: Units | None
    as_of: date
    results: Results | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    groups: Collection[str] | None = None
    unit: str | None = None

    @property
    def published(self) -> AgencyResult | None:
        """Our own published result."""
        return None if self.results is None else self.results.ours

    def head(self, schema: str) -> dict[str, Any]:
        """The first keys of score, gaps, checklist and explain."""
        header, agency = self.tree.criteria_set.header, self.settings.agency
        return {
            "schema": schema,
            "tool": TOOL,
            "criteria_set": {
                "id": header.id,
                "version": header.version,
                "sha256": self.tree.criteria_set.fingerprint,
                "status": header.status,
            },
            "agency": {"id": agency.id, "name": agency.name, "cohort": agency.cohort},
            "period": self.tree.assessment.period,
            "as_of": self.as_of.isoformat(),
            "assessment_status": self.tree.assessment.status,
        }

    def mark(self) -> dict[str, str]:
        """The first fields of every CSV record: whose criteria these are."""
        header = self.tree.criteria_set.header
        return {"criteria_set": header.id, "status": header.status}

    def title(self, title: Message) -> list[Block]:
        """The page's title, whose it is, and by which set; an illustrative set says so."""
        header, agency = self.tree.criteria_set.header, self.settings.agency
        name = f"{agency.name} ({agency.province})" if agency.province else agency.name
        blocks: list[Block] = [
            Heading(title, level=1),
            Line(Message("{agency}", agency=name), under_title=True),
            Line(
                Message(
                    "Criteria set: {title} (version {version})",
                    title=header.title,
                    version=header.version,
                ),
                under_title=True,
            ),
        ]
        if header.status == "illustrative":
            blocks.append(
                Line(
                    Message("ILLUSTRATIVE SET: a model, not the text of an official decision."),
                    strong=True,
                    under_title=True,
                )
            )
        if self.tree.assessment.status == "illustrative":
            text = N_("ILLUSTRATIVE FIGURES: made up, except where marked official.")
            blocks.append(Line(Message(text), strong=True, under_title=True))
        blocks.append(Line(Message("As of {date}", date=self.as_of), under_title=True))
        return blocks

    def possible(self, days: Calendar) -> Iterator[Line]:
        """What the day leaves possible: to make, to find, or only to learn from."""
        if days.submit_by is not None and days.as_of > days.submit_by:
            text = N_(
                "The hand-in of {date} is past: papers count only if the council still takes them."
            )
            yield Line(Message(text, date=days.submit_by), strong=True)
        elif days.period_over:
            text = N_(
                "The assessed period ended on {date}: papers can be found, not made any more."
            )
            yield Line(Message(text, date=days.period_end), strong=True)
        if self.published is not None and days.period_over:
            text = N_(
                "The result of this period is published: what follows serves the lessons of the"
                " next."
            )
            yield Line(Message(text), strong=True)

    def shows(self, criterion: CriterionScore) -> bool:
        """Whether the filters let this criterion's line through."""
        if self.groups is not None and criterion.group.id not in self.groups:
            return False
        return self.unit is None or self.unit in self.duty(criterion)

    def duty(self, criterion: CriterionScore) -> tuple[str, ...]:
        """The units that lead and support a criterion on ``as_of``, the lead first."""
        duty = duty_of(self.units, criterion, self.as_of)
        return ((duty.lead,) if duty.lead else ()) + duty.support

    def unit_name(self, unit: str | None) -> str | Message:
        """The unit's short name for a narrow column."""
        if unit is None or unit == UNASSIGNED:
            return Message("not assigned")
        found = self.units.find(unit) if self.units is not None else None
        return unit if found is None else found.short or found.name


def behind_mean(against: Against) -> Message | None:
    """How many agencies stand behind a reference; None where that is not known."""
    if against.members is None or against.of is None:
        return None
    text = N_("values of {members} of {of} ranked agencies")
    if against.members < against.of:
        text = N_("values of only {members} of {of} ranked agencies: not the province's average")
        if against.kind == "best":
            text = N_("values of only {members} of {of} ranked agencies: another may be better")
    return Message(text, members=against.members, of=against.of)


def may_stand_anywhere(unknown: int) -> Iterator[Line]:
    """That agencies without a known result may stand anywhere beside a rank, where there are any.

    Args:
        unknown: how many there are.
    """
    if unknown:
        text = N_("ranks among the agencies with a known result: {count} others may stand anywhere")
        yield Line(Message(text, count=unknown), depth=1)


def status_word(status: str | None) -> Message:
    """Whether a figure is official, in words."""
    return Message("official") if status == "official" else Message("illustrative")


def status_of_all(ours: str | None, others: Iterable[str | None]) -> Message:
    """Whether the figures of several agencies are official, ours named where it alone is not."""
    if any(each != "official" for each in others):
        return Message("illustrative")
    if ours not in (None, "official"):
        return Message("official, only ours illustrative")
    return Message("official")
