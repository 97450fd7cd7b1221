"""The answer of ``dtiscore whatif``: before and after of points, rating and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.analysis.whatif import moves, unanswered
from dtiscore.analysis.wording import paper_in_words
from dtiscore.base.messages import N_, Message
from dtiscore.base.points import round_points
from dtiscore.report.answer import may_stand_anywhere, status_of_all
from dtiscore.report.diagnostics import as_records
from dtiscore.report.explain import shown_fact
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Signed, Table
from dtiscore.scoring.bands import rating
from dtiscore.scoring.tree import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from fractions import Fraction

    from dtiscore.analysis.places import Standing
    from dtiscore.analysis.results import Results
    from dtiscore.analysis.whatif import WhatIf
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Language
    from dtiscore.model.criteria_set import Fact, FactKey
    from dtiscore.report.answer import Answer
    from dtiscore.scoring.tree import CriterionScore, ScoreTree

SCHEMA = "dtiscore/whatif/1"
COLUMNS = (
    "criteria_set",
    "status",
    "id",
    "name",
    "max",
    "claimed_before",
    "claimed_after",
    "provable_before",
    "provable_after",
    "final_before",
    "final_after",
    "confirmed",
)
"""The fields of a CSV record."""


class WhatIfAnswer(NamedTuple):
    """What was supposed of a period, and what would come of it."""

    answer: Answer
    found: WhatIf
    published: Results | None


class _Changed(NamedTuple):
    """A fact as stated and as supposed, both as people read them."""

    key: FactKey
    fact: Fact
    before: Field
    after: Field


def _changed(said: WhatIfAnswer) -> Iterator[_Changed]:
    tree = said.found.before
    for key, value in said.found.supposed.facts.items():
        fact = tree.criteria_set.facts[key.criterion][key.fact]
        stated = tree.facts.values.get(key)
        before = None if stated is None else shown_fact(stated, fact)
        yield _Changed(key, fact, before, shown_fact(value, fact))


def _rating(tree: ScoreTree) -> str | None:
    return rating(tree.total.final, tree.total.max, tree.criteria_set.header.bands)


# --- JSON and CSV -----------------------------------------------------------------------------


def document(said: WhatIfAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``whatif``."""
    found = said.found
    standing = found.standing or (None, None)
    return {
        **said.answer.head(SCHEMA),
        "facts": [
            {
                "criterion": change.key.criterion,
                "fact": change.key.fact,
                "label": change.fact.label,
                "before": None if change.before is None else language.field(change.before),
                "after": language.field(change.after),
            }
            for change in _changed(said)
        ],
        "points": [
            {
                "criterion": cid,
                "before": _judged(found.before, cid),
                "after": _points(found.before, points),
            }
            for cid, points in found.supposed.points.items()
        ],
        "papers": [{"criterion": cid, "slot": slot} for cid, slot in found.supposed.papers],
        "before": _whole(found.before, standing[0]),
        "after": _whole(found.after, standing[1]),
        "gain": found.after.total.final - found.before.total.final,
        "once_proved": found.once_proved,
        "unproved": [{"criterion": cid, "slot": slot} for cid, slot in found.unproved],
        "among": _among(said),
        "criteria": [_criterion(before, after) for before, after in found.concerned()],
        "diagnostics": as_records(said.answer.diagnostics, language),
    }


def _judged(tree: ScoreTree, criterion: str) -> Decimal | None:
    stated = tree.assessment.criteria.get(criterion)
    return None if stated is None or stated.points is None else _points(tree, stated.points)


def _points(tree: ScoreTree, points: Fraction) -> Decimal:
    return round_points(points, tree.criteria_set.rounding)


def _whole(tree: ScoreTree, standing: Standing | None) -> dict[str, Any]:
    return {
        "max": tree.total.max,
        "claimed": tree.total.claimed,
        "provable": tree.total.provable,
        "final": tree.total.final,
        "rating": _rating(tree),
        "rank": None if standing is None else standing.rank,
        "coverage": tree.coverage._asdict(),
    }


def _among(said: WhatIfAnswer) -> dict[str, Any] | None:
    if said.found.standing is None or said.published is None:
        return None
    return {
        "of": said.found.standing[0].of,
        "unknown": said.found.standing[0].unknown,
        "source": said.published.published.source,
        "status": _status(said.published),
    }


def _status(results: Results) -> str:
    statuses = {peer.status for peer in results.peers() if peer.total is not None}
    return "official" if statuses == {"official"} else "illustrative"


def _criterion(before: CriterionScore, after: CriterionScore) -> dict[str, Any]:
    def points(criterion: CriterionScore) -> dict[str, Any]:
        return {
            "claimed": criterion.claimed,
            "provable": criterion.provable,
            "final": criterion.final,
        }

    return {
        "id": before.id,
        "name": before.criterion.name,
        "max": after.max,
        "before": points(before),
        "after": points(after),
        "confirmed": before.confirmed is not None,
        "waits_for": list(unanswered(before, after)),
    }


def records(said: WhatIfAnswer) -> Iterator[dict[str, Any]]:
    """One record a criterion that is named or moves, for CSV."""
    for before, after in said.found.concerned():
        yield {
            **said.answer.mark(),
            "id": before.id,
            "name": before.criterion.name,
            "max": after.max,
            "claimed_before": before.claimed,
            "claimed_after": after.claimed,
            "provable_before": before.provable,
            "provable_after": after.provable,
            "final_before": before.final,
            "final_after": after.final,
            "confirmed": before.confirmed is not None,
        }


# --- for people -------------------------------------------------------------------------------


def page(said: WhatIfAnswer) -> Page:
    """The page of ``whatif``."""
    period = str(said.found.before.assessment.period)
    blocks = said.answer.title(Message("What if: score of {period}", period=period))
    blocks.append(Line(Message("Nothing is written; the files stay as they are."), strong=True))
    blocks += _supposed(said)
    blocks += _totals(said)
    blocks += _criteria(said)
    return Page(tuple(blocks))


def _supposed(said: WhatIfAnswer) -> Iterator[Block]:
    found = said.found
    yield Heading(Message("Supposed"))
    for change in _changed(said):
        fields: dict[str, Field] = {
            "id": change.key.criterion,
            "fact": change.fact.label,
            "before": Message("not stated") if change.before is None else change.before,
            "after": change.after,
        }
        yield Line(Message("{id}: {fact}: {after}, now {before}", **fields), depth=1)
    for cid, points in found.supposed.points.items():
        text = N_("{id}: {points} points stated by ourselves, for the council to judge")
        yield Line(Message(text, id=cid, points=points), depth=1)
    for cid, slot in found.supposed.papers:
        known = found.before.criteria_set
        paper = paper_in_words(known, f"{cid}/{slot}")
        yield Line(Message("a sound paper more for {paper}", paper=paper), depth=1)


def _totals(said: WhatIfAnswer) -> Iterator[Block]:
    before, after = said.found.before, said.found.after
    yield Heading(Message("Before and after"))
    rows: list[tuple[Cell, ...]] = [
        (word, old, new, Signed(new - old))
        for word, old, new in (
            (Message("Claimed"), before.total.claimed, after.total.claimed),
            (Message("Provable"), before.total.provable, after.total.provable),
            (Message("Final"), before.total.final, after.total.final),
        )
    ]
    yield Table(
        (
            Column(Message("Points"), Kind.TEXT),
            Column(Message("Before")),
            Column(Message("After")),
            Column(Message("Difference")),
        ),
        tuple(rows),
    )
    yield _rating_line(said)
    yield from _rank_lines(said)
    if said.found.once_proved != after.total.final:
        text = N_("{points} points once these papers are supplied as well: {papers}")
        known = after.criteria_set
        names = (f"{cid}/{slot}" for cid, slot in said.found.unproved)
        papers = tuple(paper_in_words(known, name) for name in names)
        yield Line(Message(text, points=said.found.once_proved, papers=papers), depth=1)
    coverage = after.coverage
    if coverage.criteria < coverage.of:
        text = N_("evaluated only {criteria} of {of} criteria: our points are at least these")
        yield Line(Message(text, criteria=coverage.criteria, of=coverage.of), depth=1)


def _rating_line(said: WhatIfAnswer) -> Line:
    before, after = said.found.before, said.found.after
    old, new = _rating(before), _rating(after)
    whole = all(tree.coverage.criteria == tree.coverage.of for tree in (before, after))
    text = N_("Rating: {before} → {after}") if whole else N_("Rating: at least {before} → {after}")
    if old == new:
        text = N_("Rating: still {after}") if whole else N_("Rating: still at least {after}")
    return Line(Message(text, before=old, after=new), strong=old != new)


def _rank_lines(said: WhatIfAnswer) -> Iterator[Line]:
    standing = said.found.standing
    if standing is None or said.published is None:
        text = N_("Rank: not known, for no other agency's total is in published/{period}.yaml")
        yield Line(Message(text, period=str(said.found.before.assessment.period)))
        return
    old, new = standing
    text = N_(
        "Rank: {before} → {after} among the {of} agencies whose totals are published ({status}),"
        " if the others stay as they are"
    )
    if new.unknown:
        text = N_(
            "Rank: {before} → {after} of {of} agencies ({status}), if the others stay as they are"
        )
    peers = [peer for peer in said.published.peers() if peer.total is not None]
    ours = next((peer.status for peer in peers if said.published.is_ours(peer)), None)
    others = (peer.status for peer in peers if not said.published.is_ours(peer))
    status = status_of_all(ours, others)
    yield Line(Message(text, before=old.rank, after=new.rank, of=new.of, status=status))
    yield from may_stand_anywhere(new.unknown)


def _criteria(said: WhatIfAnswer) -> Iterator[Block]:
    """What moves, criterion by criterion, and in a line what was named and does not."""
    concerned = said.found.concerned()
    moved = [(before, after) for before, after in concerned if moves(before, after)]
    if moved:
        yield Heading(Message("Criteria that move"))
        yield _moved(moved)
    confirmed = tuple(before.id for before, _ in concerned if before.confirmed is not None)
    waiting = {before.id: unanswered(before, after) for before, after in concerned}
    for cid, names in waiting.items():
        if names:
            yield Line(_waits_for(said, cid, names), strong=True)
    still = tuple(
        before.id
        for before, after in concerned
        if not moves(before, after) and before.id not in confirmed and not waiting[before.id]
    )
    if still:
        yield Line(Message("Points that do not change: {criteria}", criteria=still))
    if confirmed:
        text = N_("Confirmed by the council, so their points stay: {criteria}")
        yield Line(Message(text, criteria=confirmed))


def _waits_for(said: WhatIfAnswer, cid: str, names: tuple[str, ...]) -> Message:
    """That a criterion still has no points, and the facts to state or suppose as well."""
    facts = said.found.after.criteria_set.facts[cid]
    text = N_("{id} “{label}”")
    wanted = tuple(Message(text, id=f"{cid}.{name}", label=facts[name].label) for name in names)
    return Message(
        "{id} cannot be evaluated, for these are not stated: {facts}", id=cid, facts=wanted
    )


def _moved(moved: list[tuple[CriterionScore, CriterionScore]]) -> Table:
    rows = tuple(
        (
            f"{before.id} {before.criterion.name}",
            after.max,
            before.claimed,
            after.claimed,
            before.final,
            after.final,
            Signed((after.final or NOTHING) - (before.final or NOTHING) + after.max * 0),
        )
        for before, after in moved
    )
    return Table(
        (
            Column(Message("Criterion"), Kind.TEXT),
            Column(Message("Max")),
            Column(Message("Claimed before")),
            Column(Message("Claimed after")),
            Column(Message("Final before")),
            Column(Message("Final after")),
            Column(Message("Difference")),
        ),
        rows,
    )
