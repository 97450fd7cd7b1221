"""What papers show, and why some prove nothing: for every answer that names them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from dtiscore.analysis.index import refusal
from dtiscore.analysis.wording import joined
from dtiscore.base.diagnostics import Severity
from dtiscore.base.messages import Message
from dtiscore.evidence import findings
from dtiscore.evidence.fit import Refusal
from dtiscore.evidence.paper import Verdict

if TYPE_CHECKING:
    from dtiscore.evidence.paper import Paper
    from dtiscore.i18n.language import Language
    from dtiscore.scoring.offers import Refused
    from dtiscore.scoring.slots import Placed
    from dtiscore.scoring.tree import CriterionScore, SlotState


def need(criterion: CriterionScore, state: SlotState) -> int | None:
    """What a slot wants; None while the figure whose things it counts is not stated."""
    counted = state.slot.count_of
    return state.fill.need if counted is None or counted in criterion.facts else None


def shown_json(state: SlotState) -> list[dict[str, Any]]:
    """The date or number that each paper of a ``shows`` slot shows, in JSON."""
    return [
        {
            "file": placed.paper.path,
            "value": shown.isoformat() if isinstance(shown, date) else shown,
        }
        for placed in state.papers
        for shown in (placed.fit.shown,)
        if shown is not None
    ]


def shown_otherwise(criterion: CriterionScore, state: SlotState) -> Message | None:
    """That a paper shows another value than the one stated, where none shows that one."""
    paper = criterion.otherwise(state)
    if paper is None or state.slot.shows is None:
        return None
    file, shown = PurePosixPath(paper.paper.path).name, paper.fit.shown
    stated = criterion.facts[state.slot.shows.fact]
    if isinstance(stated, Fraction | date):
        return Message(
            "{file} shows {shown}; stated: {stated}", file=file, shown=shown, stated=stated
        )
    return Message("{file} shows {shown}; stated: did not happen", file=file, shown=shown)


def doubt_in_words(placed: Placed) -> Message | None:
    """Why an appraiser may not take a paper that counts."""
    if not placed.fit.doubtful:
        return None
    if placed.paper.verdict is not Verdict.DOUBTFUL:
        return Message("doubtful: issued after the assessed period")
    return Message("doubtful: {reason}", reason=_grounds(placed.paper, Severity.WARNING))


def remarks(placed: Placed) -> list[Message]:
    """What else was found about a paper that counts."""
    return [
        Message("note: {finding}", finding=found.message)
        for found in placed.paper.findings
        if found.severity is Severity.INFO and found.code != findings.BY_HAND.code
    ]


def _grounds(paper: Paper, severity: Severity) -> Message | str:
    """What was found that decided the verdict; a verdict by hand gives its own reason."""
    if paper.reason is not None:
        return paper.reason
    found = [each.message for each in paper.findings if each.severity is severity]
    return joined(tuple(found)) if found else Message("the file is empty")


def refused_json(refused: Refused, language: Language) -> dict[str, Any]:
    """A refused paper in JSON."""
    return {
        "file": refused.paper.path,
        "slot": refused.slot.id if refused.slot is not None else None,
        "why": refused.why.name.lower(),
        "text": language.text(refusal_in_words(refused)),
    }


def refusal_in_words(refused: Refused) -> Message:
    """Why no slot takes a paper: what `evidence check` finds; of what can be stated, where."""
    paper, slot, why, _ = refused
    if slot is not None and why is Refusal.REJECTED:
        return Message("{reason}", reason=_grounds(paper, Severity.ERROR))
    found = refusal(refused)
    unknown = why in (Refusal.UNKNOWN_NUMBER, Refusal.UNKNOWN_DATE) or (
        why is Refusal.TYPE and paper.type is None
    )
    if slot is not None and unknown and found.hint is not None:
        return Message("{reason}; {todo}", reason=found.message, todo=found.hint)
    return found.message
