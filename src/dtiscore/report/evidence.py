"""The answer of ``dtiscore evidence check``: what each paper is worth, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from dtiscore.analysis.index import Entry, missing_in
from dtiscore.base.diagnostics import Severity
from dtiscore.base.messages import N_, Message
from dtiscore.evidence.paper import Verdict
from dtiscore.report.checklist import ACTIONS
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Table
from dtiscore.scoring.tree import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dtiscore.analysis.worklist import Item
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Language
    from dtiscore.report.answer import Answer

SCHEMA = "dtiscore/evidence/1"
COLUMNS = (
    *("criteria_set", "status", "path", "criterion", "verdict", "code", "severity", "message"),
    "hint",
)
"""The fields of a CSV record."""
VERDICTS = {
    Verdict.ACCEPTED: Message("ACCEPTED"),
    Verdict.DOUBTFUL: Message("DOUBTFUL"),
    Verdict.REJECTED: Message("REJECTED"),
}
_PLACEHOLDER = ".gitkeep"
"""The file that ``init`` puts into each folder, so that git keeps the empty ones."""
_WORST_FIRST = (Verdict.REJECTED, Verdict.DOUBTFUL, Verdict.ACCEPTED)


@dataclass(frozen=True)
class EvidenceAnswer:
    """The papers of a period and the slots they leave unfilled, with the points behind those."""

    answer: Answer
    entries: tuple[Entry, ...]
    unfilled: tuple[Item, ...]
    links: tuple[Diagnostic, ...] = ()
    passed: tuple[str, ...] = ()
    only: frozenset[str] = field(default_factory=frozenset)

    def shown(self) -> Iterator[Entry]:
        """The papers of the criteria asked for."""
        for entry in self.entries:
            if not self.only or not self.only.isdisjoint(
                (entry.paper.criterion, *entry.paper.also)
            ):
                yield entry

    def links_shown(self) -> list[Diagnostic]:
        """The links of the criteria asked for."""
        return [link for link in self.links if self._within(link.place.file)]

    def passed_shown(self) -> list[str]:
        """The files passed over in the folders of the criteria asked for."""
        return [path for path in self.passed if self._within(path)]

    def confirmed(self) -> Decimal:
        """Points lost for want of proof where the appraiser has decided already."""
        return sum(
            (
                criterion.lost.proof
                for criterion in self.answer.tree.criteria
                if criterion.confirmed is not None and (not self.only or criterion.id in self.only)
            ),
            NOTHING,
        )

    def _within(self, path: str) -> bool:
        """Whether a path lies in the folder of a criterion asked for."""
        return not self.only or not self.only.isdisjoint(PurePosixPath(path).parts[:-1])

    def open(self) -> Iterator[Item]:
        """The slots still unfilled of the criteria asked for, most points first."""
        listed = [i for i in self.unfilled if not self.only or i.criterion.id in self.only]
        return iter(sorted(listed, key=lambda i: (-i.winnable, -i.at_stake, str(i.due or ""))))


def document(found: EvidenceAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``evidence check``."""
    return {
        **found.answer.head(SCHEMA),
        "at_risk": found.answer.tree.at_risk,
        "files": [file_json(entry, language) for entry in found.shown()],
        "unfilled": [_open_json(item, found, language) for item in found.open()],
        "links": as_records(found.links_shown(), language),
        "passed_over": found.passed_shown(),
        "diagnostics": as_records(found.answer.diagnostics, language),
    }


def file_json(entry: Entry, language: Language) -> dict[str, Any]:
    """One paper with its document, verdict, findings and slots."""
    paper, learnt = entry.paper, entry.paper.learnt
    return {
        "path": paper.path,
        "criterion": paper.criterion,
        "sha256": (learnt.sha256 or None) if learnt is not None else None,
        "bytes": learnt.size if learnt is not None else None,
        "media_type": learnt.media_type if learnt is not None else None,
        "pages": learnt.pages if learnt is not None else None,
        "document": {
            "number": paper.number,
            "symbol": paper.symbol,
            "type": paper.type,
            "issuer": paper.issuer,
            "date": paper.date.isoformat() if paper.date is not None else None,
            "subject": paper.subject,
            "place": paper.place,
            "signer_post": paper.signer_post,
            "draft": paper.draft,
        },
        "verdict": entry.verdict.value,
        "findings": [_finding_json(each, language) for each in entry.findings],
        "slots": [{"criterion": criterion, "slot": slot} for criterion, slot in entry.slots],
    }


def _finding_json(found: Diagnostic, language: Language) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": language.text(found.message),
        "hint": language.text(found.hint) if found.hint is not None else None,
    }


def _open_json(item: Item, found: EvidenceAnswer, language: Language) -> dict[str, Any]:
    missing = missing_in(item, found.answer.tree.assessment.period)
    return {
        "criterion": item.criterion.id,
        "slot": item.slot.id if item.slot is not None else None,
        "need": item.fill.need if item.fill is not None else None,
        "have": item.fill.have if item.fill is not None else None,
        "action": item.action.value,
        "points": item.at_stake,
        "due": item.due.isoformat() if item.due is not None else None,
        "findings": [_finding_json(each, language) for each in missing],
    }


def records(found: EvidenceAnswer, language: Language) -> Iterator[dict[str, Any]]:
    """One record a finding, for CSV; a paper without any has one of its own."""
    for entry in found.shown():
        head = {
            **found.answer.mark(),
            "path": entry.paper.path,
            "criterion": entry.paper.criterion,
            "verdict": entry.verdict.value,
        }
        said = [_finding_json(each, language) for each in entry.findings]
        for each in said or [{"code": None, "severity": None, "message": None, "hint": None}]:
            yield {**head, **each}


def page(found: EvidenceAnswer) -> Page:
    """The page of ``evidence check``."""
    answer = found.answer
    period = str(answer.tree.assessment.period)
    blocks = answer.title(Message("What the papers of {period} are worth", period=period))
    blocks += _summary(found)
    blocks += _papers(found)
    blocks += _unfilled(found)
    if found.links_shown():
        blocks.append(Heading(Message("Links")))
        blocks += [_sentence(each, depth=1) for each in found.links_shown()]
    passed = [path for path in found.passed_shown() if PurePosixPath(path).name != _PLACEHOLDER]
    if passed:
        blocks.append(Heading(Message("Passed over, hidden or temporary")))
        blocks += [Line(Message("{path}", path=path), depth=1) for path in passed]
    return Page(tuple(blocks))


def _summary(found: EvidenceAnswer) -> Iterator[Block]:
    tree = found.answer.tree
    count = Counter(entry.verdict for entry in found.shown())
    text = N_(
        "papers: {total}; accepted {accepted}, doubtful {doubtful}, rejected {rejected}; of the"
        " accepted and doubtful {used} prove something"
    )
    used = sum(1 for e in found.shown() if e.counts)
    yield Line(
        Message(
            text,
            total=sum(count.values()),
            accepted=count[Verdict.ACCEPTED],
            doubtful=count[Verdict.DOUBTFUL],
            rejected=count[Verdict.REJECTED],
            used=used,
        ),
        strong=True,
    )
    text = N_("points lost for want of proof: {points}")
    if found.only:
        text = N_("points lost for want of proof (all criteria): {points}")
    yield Line(Message(text, points=tree.total.lost.proof), depth=1)
    text = N_("points at risk, resting on doubtful papers: {points}")
    if found.only:
        text = N_("points at risk, resting on doubtful papers (all criteria): {points}")
    yield Line(Message(text, points=tree.at_risk), depth=1)


def _papers(found: EvidenceAnswer) -> Iterator[Block]:
    """The papers in doubt and those rejected, the worst first; of the others what was noted."""
    said = [entry for entry in found.shown() if entry.verdict is not Verdict.ACCEPTED]
    said.sort(key=lambda entry: _WORST_FIRST.index(entry.verdict))
    rows = []
    for entry in said:
        what: str | Message = entry.paper.path
        for each in _gravest_first(entry.findings):
            what = Message("{what}\n– {finding}", what=what, finding=words(each))
        rows.append((VERDICTS[entry.verdict], what))
    if rows:
        yield Heading(Message("Papers rejected or in doubt"))
        yield Table(
            (
                Column(Message("Verdict"), Kind.TEXT),
                Column(Message("Paper, what was found, what to do"), Kind.TEXT),
            ),
            tuple(rows),
        )
    yield from _remarks(found)


def _remarks(found: EvidenceAnswer) -> Iterator[Block]:
    """What was noted of accepted papers, each kind of remark with the papers it is about."""
    noted: dict[str, tuple[Diagnostic, list[str]]] = {}
    for entry in found.shown():
        if entry.verdict is Verdict.ACCEPTED:
            for each in entry.findings:
                noted.setdefault(each.code, (each, []))[1].append(entry.paper.path)
    if not noted:
        return
    yield Heading(Message("Remarks on accepted papers"))
    for code, (first, paths) in noted.items():
        text = N_("[{code}] {count} papers, such as {path}: {reason}")
        fields: dict[str, Field] = {"code": code, "count": len(paths), "path": paths[0]}
        yield Line(Message(text, **fields, reason=first.message), depth=1)


def _gravest_first(found: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    order = list(Severity)
    return sorted(found, key=lambda each: order.index(each.severity))


def words(found: Diagnostic) -> Message:
    """A finding with its code and the way out."""
    if found.hint is None:
        return Message("[{code}] {reason}", code=found.code, reason=found.message)
    text = N_("[{code}] {reason} → {todo}")
    return Message(text, code=found.code, reason=found.message, todo=found.hint)


def _sentence(found: Diagnostic, depth: int) -> Line:
    place = f"{found.place.file}:{found.place.line}"
    return Line(Message("{place}: {what}", place=place, what=words(found)), depth=depth)


def _unfilled(found: EvidenceAnswer) -> Iterator[Block]:
    listed = list(found.open())
    if not listed:
        return
    yield Heading(Message("Papers missing, with the points behind them"))
    rows = []
    for item in listed:
        criterion = item.criterion
        what = Message(
            "{todo}\n→ {id} {name}",
            todo=item.text,
            id=criterion.id,
            name=criterion.criterion.name,
        )
        due: Cell = item.due if item.due is not None else ""
        rows.append((ACTIONS[item.action], what, item.at_stake, due))
    yield Table(
        (
            Column(Message("Action"), Kind.TEXT),
            Column(Message("What, for which criterion"), Kind.TEXT),
            Column(Message("At stake")),
            Column(Message("Due"), Kind.BAR),
        ),
        tuple(rows),
    )
    if found.confirmed():
        text = N_("without {points} points of criteria that the appraiser has confirmed")
        yield Line(Message(text, points=found.confirmed()), depth=1)
