"""Judge papers: what is found about each, and whether it counts.

What a slot asks for (types, issuers, days) is judged where papers meet slots (`evidence.fit`);
here stands what holds wherever the paper lies.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from posixpath import splitext
from typing import TYPE_CHECKING

from dtiscore.base.diagnostics import Place, Severity
from dtiscore.base.documents import canonical_type, issuer_of_symbol, same_type
from dtiscore.base.messages import Message
from dtiscore.base.text import fold_accents
from dtiscore.evidence import findings
from dtiscore.evidence.duplicates import remarks
from dtiscore.evidence.fit import is_summary, takes_type
from dtiscore.evidence.issuers import abbreviates, is_above, is_own
from dtiscore.evidence.kinds import is_read, kind_in_words, kinds_of_suffix, right_suffix, viewable
from dtiscore.evidence.naming import parse_name
from dtiscore.evidence.paper import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from dtiscore.base.diagnostics import Diagnostic, Problem
    from dtiscore.base.messages import Field
    from dtiscore.evidence.paper import Paper
    from dtiscore.evidence.scan import Evidence
    from dtiscore.model.criteria import Criterion
    from dtiscore.model.criteria_set import CriteriaSet

_NUMBERLESS = frozenset({"BB", "HĐ", "GGT", "GUQ", "GNP", "PG", "PC", "PB", "BGN", "BTT"})
"""Types that offices often leave without a number of the register."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a verdict rests on besides the paper itself.

    Attributes:
        as_of: the day asked; a paper dated later is in doubt. None: any day may be.
        before: the papers of the period before, by their hash.
        locked: the hashes of files by path, as they were locked on ``locked_on``.
        agency: the department's name; its own papers are known by it.
    """

    as_of: date | None = None
    before: Mapping[str, str] = field(default_factory=dict)
    locked: Mapping[str, str] = field(default_factory=dict)
    locked_on: date | None = None
    agency: str | None = None


def judged(evidence: Evidence, criteria_set: CriteriaSet, at: Circumstances) -> Evidence:
    """The same papers with what is found about each, and the verdict that follows from it."""
    ours = evidence.papers
    if at.agency is not None:
        agency = at.agency
        ours = tuple(paper._replace(own=is_own(paper.issuers, agency)) for paper in ours)
    seen = [
        _with(paper, tuple(_findings(paper, criteria_set.criteria[paper.criterion], at)))
        for paper in ours
    ]
    for index, found in list(remarks(seen)):
        seen[index] = _with(seen[index], (*seen[index].findings, found))
    return evidence._replace(papers=tuple(seen))


def _with(paper: Paper, found: tuple[Diagnostic, ...]) -> Paper:
    """The paper with these findings; a verdict given by hand stands."""
    if paper.by_hand is not None:
        by_hand = findings.BY_HAND.at(
            Place(paper.path), verdict=VERDICTS[paper.by_hand], reason=paper.reason
        )
        found = tuple(f for f in found if f.code != by_hand.code)
        return paper._replace(findings=(*found, by_hand), verdict=paper.by_hand)
    if not found:
        return paper
    return paper._replace(findings=found, verdict=verdict_of(found))


VERDICTS = {
    Verdict.ACCEPTED: Message("accepted"),
    Verdict.DOUBTFUL: Message("doubtful"),
    Verdict.REJECTED: Message("rejected"),
}
"""The verdicts in words."""


def verdict_of(found: tuple[Diagnostic, ...]) -> Verdict:
    """What findings make of a paper: the gravest decides."""
    graves = {finding.severity for finding in found}
    if Severity.ERROR in graves:
        return Verdict.REJECTED
    return Verdict.DOUBTFUL if Severity.WARNING in graves else Verdict.ACCEPTED


def _findings(paper: Paper, criterion: Criterion, at: Circumstances) -> Iterator[Diagnostic]:
    place = Place(paper.path)
    for problem, fields in (
        *_of_the_file(paper),
        *_of_the_document(paper, at),
        *_of_the_past(paper, criterion, at),
        *_of_the_notes(paper, criterion),
    ):
        yield problem.at(place, **fields)


_Found = tuple["Problem", "dict[str, Field]"]


def _of_the_file(paper: Paper) -> Iterator[_Found]:
    learnt = paper.learnt
    if learnt is None:
        if paper.verdict is Verdict.REJECTED:
            yield findings.EMPTY, {}
        return
    for fault in learnt.faults:
        yield findings.OF_FAULT[fault], {}
    kind = learnt.media_type
    if kind is None or any(findings.OF_FAULT[f].severity is Severity.ERROR for f in learnt.faults):
        return
    suffix = splitext(paper.path)[1]
    if not is_read(kind):
        yield findings.NOT_READ, {"kind": right_suffix(kind)}
    if not viewable(kind):
        yield findings.NO_PAPER, {"kind": kind_in_words(kind)}
    elif kind not in kinds_of_suffix(suffix):
        fields: dict[str, Field] = {"suffix": suffix or "–", "kind": kind_in_words(kind)}
        yield findings.EXTENSION, {**fields, "right": right_suffix(kind)}


def _of_the_document(paper: Paper, at: Circumstances) -> Iterator[_Found]:
    if paper.draft:
        yield findings.DRAFT, {}
    if paper.type is not None and paper.learnt is not None:
        if paper.number is None and paper.type not in _NUMBERLESS:
            yield findings.NO_NUMBER, {}
        if paper.date is None:
            yield findings.NO_DATE, {}
    if paper.date is not None and at.as_of is not None and paper.date > at.as_of:
        yield findings.FUTURE_DATE, {"date": paper.date}
    yield from _of_the_symbol(paper)
    yield from _of_the_name(paper)


def _of_the_symbol(paper: Paper) -> Iterator[_Found]:
    if paper.symbol is None:
        return
    body = issuer_of_symbol(paper.symbol)
    if body and paper.issuer and not _agree(body, paper.issuer):
        fields: dict[str, Field] = {"symbol": paper.symbol, "issuer": paper.issuer}
        yield findings.SYMBOL_ISSUER if is_above(body) else findings.SYMBOL_ISSUER_DOUBT, fields
    of_symbol = canonical_type(paper.symbol.replace("/", "-").split("-")[0])
    if of_symbol and paper.type and not same_type(of_symbol, paper.type):
        yield findings.TYPE_SYMBOL, {"type": paper.type, "symbol": paper.symbol}


def _agree(short: str, name: str) -> bool:
    return abbreviates(short, name) or fold_accents(short) == fold_accents(name)


def _of_the_name(paper: Paper) -> Iterator[_Found]:
    """Where the file's name, or evidence.yaml, says otherwise than the document."""
    if paper.learnt is None:
        return
    content = paper.learnt.document
    if not (content.number or content.symbol or content.date):
        return
    said = parse_name(splitext(paper.path.rpartition("/")[2])[0])
    for name, other, settled in (
        (said.number, content.number, paper.number),
        (said.symbol, content.symbol, paper.symbol),
        (said.date, content.date, paper.date),
    ):
        if other is None:
            continue
        if settled is not None and not _same(settled, other):
            yield findings.STATED_DIFFERS, {"stated": settled, "content": other}
        elif name is not None and not _same(name, other):
            yield findings.NAME_DIFFERS, {"name": name, "content": other}


def _same(one: str | date, other: str | date) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return fold_accents(one.lstrip("0")) == fold_accents(other.lstrip("0"))
    return one == other


def _of_the_past(paper: Paper, criterion: Criterion, at: Circumstances) -> Iterator[_Found]:
    if paper.learnt is None:
        return
    then = at.locked.get(paper.path)
    if then is not None and paper.learnt.sha256 and then != paper.learnt.sha256:
        yield findings.CHANGED, {"date": at.locked_on}
    earlier = at.before.get(paper.learnt.sha256) if paper.learnt.size else None
    if earlier is not None:
        taking = [slot for slot in criterion.proof if paper.slot in (None, slot.id)]
        of_type = [slot for slot in taking if takes_type(paper.type, slot)]
        in_force = bool(of_type) and all(
            slot.within.word == "in_force" or slot.within.from_ is not None for slot in of_type
        )
        yield findings.STILL_IN_FORCE if in_force else findings.REUSED, {"file": earlier}


def _of_the_notes(paper: Paper, criterion: Criterion) -> Iterator[_Found]:
    """A paper said to prove several things, where no slot takes one for several."""
    for fact, stated in paper.covers.items():
        counting = [slot for slot in criterion.proof if slot.count_of == fact]
        taken = any(is_summary(paper.type, slot) for slot in counting)
        if stated > 1 and counting and not taken:
            yield findings.OVERCOUNTED, {"stated": stated, "counted": 1}
