"""The index of proof: every paper with its verdict, why, and the slots where it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.diagnostics import Diagnostic, Place, Severity
from dtiscore.evidence import findings
from dtiscore.evidence.duplicates import content_of
from dtiscore.evidence.fit import Refusal, issuers_wanted, types_taken
from dtiscore.evidence.judge import verdict_of
from dtiscore.evidence.paper import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.analysis.worklist import Item
    from dtiscore.base.diagnostics import Problem
    from dtiscore.base.messages import Field
    from dtiscore.evidence.paper import Paper
    from dtiscore.evidence.scan import Evidence
    from dtiscore.scoring.offers import Refused
    from dtiscore.scoring.tree import ScoreTree


class Entry(NamedTuple):
    """A paper, what became of it, and where it counts: criterion and slot.

    ``counts``: it proves something; it does not where a slot has nothing to prove.
    """

    paper: Paper
    verdict: Verdict
    findings: tuple[Diagnostic, ...]
    slots: tuple[tuple[str, str], ...]
    counts: bool


def index(evidence: Evidence, tree: ScoreTree) -> tuple[Entry, ...]:
    """Every paper of the period in the order of the paths, judged and matched to slots."""
    slots: dict[str, list[tuple[str, str]]] = {}
    late: dict[str, Diagnostic] = {}
    refused: dict[str, list[Refused]] = {}
    proving: set[str] = set()
    for criterion in tree.criteria:
        for state in criterion.slots:
            for placed in state.papers:
                path = placed.paper.path
                slots.setdefault(path, []).append((criterion.id, state.slot.id))
                if state.fill.need:
                    proving.add(path)
                if placed.fit.doubtful and placed.paper.verdict is not Verdict.DOUBTFUL:
                    date = placed.paper.date
                    late[path] = findings.AFTER_EVENT.at(Place(path), date=date)
        for one in criterion.refused:
            refused.setdefault(one.paper.path, []).append(one)
    entries = (
        _entry(paper, slots.get(paper.path, []), late.get(paper.path), refused.get(paper.path, []))
        for paper in evidence.papers
    )
    return tuple(each._replace(counts=each.paper.path in proving) for each in entries)


def _entry(
    paper: Paper,
    slots: list[tuple[str, str]],
    late: Diagnostic | None,
    refused: list[Refused],
) -> Entry:
    found = list(paper.findings)
    if late is not None:
        found.append(late)
    for one in refused:
        if one.slot is None or one.why is not Refusal.REJECTED:
            why = refusal(one)
            # Elsewhere it counts: that it does not here is no fault of the paper.
            found.append(why._replace(severity=Severity.INFO) if slots else why)
    if paper.by_hand is not None:
        verdict = Verdict.REJECTED if not slots and refused else paper.by_hand
    else:
        verdict = verdict_of(tuple(found))
    return Entry(paper, verdict, tuple(found), tuple(slots), bool(slots))


def refusal(refused: Refused) -> Diagnostic:
    """Why a slot does not take a paper, as a finding."""
    problem, fields = _refusal(refused)
    return problem.at(Place(refused.paper.path), **fields)


def _refusal(refused: Refused) -> tuple[Problem, dict[str, Field]]:
    paper, slot, why, _ = refused
    if slot is None:
        return findings.NO_SLOT, {}
    fields: dict[str, Field] = {"slot": slot.label, "types": types_taken(slot)}
    if why is Refusal.TYPE:
        known = paper.type is not None
        return (findings.NOT_TAKEN if known else findings.UNKNOWN_TYPE), {
            **fields,
            "type": paper.type,
        }
    if why is Refusal.ISSUER:
        return findings.ISSUER, {**fields, "issuer": paper.issuers, "issuers": issuers_wanted(slot)}
    if why is Refusal.COPY and refused.stead is not None:
        same = content_of(paper) is not None and content_of(paper) == content_of(refused.stead)
        problem = findings.DUPLICATE_FILE if same else findings.DUPLICATE_DOCUMENT
        return problem, {"file": refused.stead.path}
    if why is Refusal.TIME:
        return findings.OUT_OF_PERIOD, {**fields, "date": paper.date}
    return (findings.NUMBER_WANTED if why is Refusal.UNKNOWN_NUMBER else findings.DATE_WANTED), {
        **fields
    }


def missing_in(item: Item, period: int) -> tuple[Diagnostic, ...]:
    """That a slot has fewer papers than it needs, as a finding; of another item nothing."""
    if item.slot is None or item.fill is None:
        return ()
    folder = f"evidence/{period}/{item.criterion.id}"
    have, need = item.fill.have, item.fill.need
    found = findings.MISSING.at(
        Place(folder), slot=item.slot.label, have=have, need=need, folder=folder
    )
    # Where nothing but an explanation is left, no paper helps.
    return (found if item.winnable or item.own else found._replace(hint=None),)


def links(evidence: Evidence) -> Iterator[Diagnostic]:
    """Web pages named as proof of which no copy lies there."""
    present = {paper.path for paper in evidence.papers}
    for link in evidence.links:
        folder = link.place.file.rpartition("/")[0]
        if link.copy is None or f"{folder}/{link.copy}" not in present:
            yield findings.NO_COPY.at(link.place, url=link.url)


def citation(paper: Paper) -> str:
    """Number and symbol as documents are cited: ``05/KH-SGTVT``; empty where none is known."""
    if paper.number is None and paper.symbol is None:
        return ""
    # A party document joins them otherwise: 09-NQ/TU.
    joint = "-" if paper.symbol and paper.symbol.endswith("/TU") else "/"
    return f"{paper.number or '…'}{joint}{paper.symbol or '…'}"
