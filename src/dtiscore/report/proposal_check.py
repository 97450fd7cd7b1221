"""The page of ``dtiscore proposal check``: what each proposal lacks, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.analysis.proposals import Verdict
from dtiscore.base.messages import N_, Message
from dtiscore.report.page import Block, Heading, Line, Page
from dtiscore.report.proposals import STATES, reasons, title_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.analysis.proposals import Judged
    from dtiscore.base.messages import Field
    from dtiscore.report.proposals import ProposalsAnswer


def page(found: ProposalsAnswer) -> Page:
    """The page of ``proposal check``: who has to state what, and what to report for adjustment."""
    blocks = title_blocks(found, N_("What the proposals lack, {period}"))
    note = N_(
        "By the notice of 7/5/2024 (2.2.5): name, necessity, effect, cost, resources; what is not"
        " effective, not feasible, or without resources or basis is reported for adjustment."
    )
    blocks.append(Line(Message(note)))
    titles = {
        Verdict.INCOMPLETE: Message("Back to the unit, to be completed"),
        Verdict.ADJUST: Message("To be reported for adjustment"),
        Verdict.READY: Message("Ready to be decided on"),
    }
    for verdict, title in titles.items():
        open_ones = (one for one in found.live if not _settled(one))
        blocks += _checked(found, title, [one for one in open_ones if one.verdict is verdict])
    if not found.live:
        blocks.append(Line(Message("There are no open proposals."), strong=True))
    settled = list(filter(_settled, found.judged))
    blocks += _checked(found, Message("Decided already"), settled)
    return Page(tuple(blocks))


def _settled(one: Judged) -> bool:
    """Whether it was decided on and nothing is left to mend."""
    state = one.proposal.state
    return not one.proposal.live or (state != "proposed" and one.verdict is Verdict.READY)


def _checked(found: ProposalsAnswer, title: Message, listed: list[Judged]) -> Iterator[Block]:
    if listed:
        yield Heading(title)
    for one in listed:
        fields: dict[str, Field] = {"id": one.id, "title": one.proposal.title}
        unit = found.answer.unit_name(one.unit)
        text = N_("{unit}: {title} ({id})")
        yield Line(Message(text, unit=unit, **fields), depth=1, strong=True)
        if one.proposal.state != "proposed":
            yield Line(STATES[one.proposal.state], depth=2)
        for why in reasons(one):
            yield Line(why, depth=2)
