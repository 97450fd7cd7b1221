"""Where a score's points went: a section of the page of ``dtiscore score``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base.messages import N_, Message
from dtiscore.report.page import Block, Heading, Line
from dtiscore.scoring.tree import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.report.answer import Answer
    from dtiscore.scoring.tree import Lost


def losses_and_notes(answer: Answer) -> Iterator[Block]:
    """The points lost by cause, then what is to be known of those that are not."""
    tree = answer.tree
    total = tree.total
    yield Heading(Message("Points lost: {points}", points=total.max - total.final))
    proof, not_done, appraisal = causes(total.lost)
    yield Line(proof, depth=1, strong=True)
    yield Line(not_done, depth=1)
    unknown = [c for c in tree.criteria if c.state is State.NOT_EVALUATED]
    if unknown:
        points = sum((c.max for c in unknown), total.max * 0)
        text = N_("of these, not evaluated yet ({count} criteria): {points}")
        yield Line(Message(text, count=len(unknown), points=points), depth=2)
    yield Line(appraisal, depth=1)
    yield from _notes(answer)


def causes(lost: Lost) -> tuple[Message, Message, Message]:
    """Lost points by cause: proof, work, appraisal."""
    return (
        Message("for want of proof: {points}", points=lost.proof),
        Message("not done or not enough: {points}", points=lost.not_done),
        Message("changed at appraisal: {points}", points=lost.appraisal),
    )


def _notes(answer: Answer) -> Iterator[Block]:
    """What is to be known of the points, beside those that are lost."""
    tree = answer.tree
    adjusted = tree.adjustments.max or tree.adjustments.final
    if tree.at_risk or tree.explained or adjusted:
        yield Heading(Message("To be noted"))
    if tree.at_risk:
        text = N_("of the final points, at risk because papers are doubtful: {points}")
        yield Line(Message(text, points=tree.at_risk), depth=1, strong=True)
    if tree.explained:
        text = N_("of those without proof, explained and up to the council: {points}")
        yield Line(Message(text, points=tree.explained), depth=1)
    if adjusted:
        text = N_("bonus and penalty points, outside the maximum: {points}")
        yield Line(Message(text, points=tree.adjustments.final), depth=1)
