"""The answer of ``dtiscore evidence list``: the index of proof documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtiscore.analysis.index import citation
from dtiscore.base.messages import Message
from dtiscore.report.diagnostics import as_records
from dtiscore.report.evidence import file_json
from dtiscore.report.page import Column, Kind, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.analysis.index import Entry
    from dtiscore.i18n.language import Language
    from dtiscore.report.evidence import EvidenceAnswer

SCHEMA = "dtiscore/evidence-list/1"
COLUMNS = (
    *("criteria_set", "status", "no", "number", "symbol", "date", "type", "subject", "issuer"),
    *("criterion", "slot", "verdict", "path", "sha256"),
)
"""The fields of a CSV record."""


def listed(found: EvidenceAnswer, *, everything: bool) -> list[Entry]:
    """The papers that prove something, or all of them."""
    return [entry for entry in found.shown() if everything or entry.counts]


def document(found: EvidenceAnswer, language: Language, *, everything: bool) -> dict[str, Any]:
    """The JSON of ``evidence list``."""
    return {
        **found.answer.head(SCHEMA),
        "files": [file_json(entry, language) for entry in listed(found, everything=everything)],
        "diagnostics": as_records(found.answer.diagnostics, language),
    }


def records(found: EvidenceAnswer, *, everything: bool) -> Iterator[dict[str, Any]]:
    """One record a paper, for CSV."""
    for number, entry in enumerate(listed(found, everything=everything), start=1):
        paper = entry.paper
        yield {
            **found.answer.mark(),
            "no": number,
            "number": paper.number,
            "symbol": paper.symbol,
            "date": paper.date,
            "type": paper.type,
            "subject": paper.subject,
            "issuer": paper.issuer,
            "criterion": " ".join(dict.fromkeys(c for c, _ in entry.slots)) or paper.criterion,
            "slot": " ".join(dict.fromkeys(s for _, s in entry.slots)),
            "verdict": entry.verdict.value,
            "path": paper.path,
            "sha256": paper.learnt.sha256 if paper.learnt is not None else None,
        }


def page(found: EvidenceAnswer, *, everything: bool) -> Page:
    """The page of ``evidence list``: the index of proof."""
    answer = found.answer
    period = str(answer.tree.assessment.period)
    blocks = answer.title(Message("Index of proof documents, {period}", period=period))
    rows = []
    for number, entry in enumerate(listed(found, everything=everything), start=1):
        paper = entry.paper
        where = ", ".join(dict.fromkeys(c for c, _ in entry.slots)) or f"({paper.criterion})"
        subject = paper.subject or "–"
        file = paper.path.rpartition("/")[2]
        rows.append(
            (
                number,
                citation(paper) or "–",
                paper.date if paper.date is not None else "–",
                Message("{subject}\n{file}", subject=subject, file=file),
                paper.issuer or "–",
                where,
            )
        )
    blocks.append(
        Table(
            (
                Column(Message("Item")),
                Column(Message("Number and symbol"), Kind.TEXT),
                Column(Message("Date"), Kind.TEXT),
                Column(Message("Subject, file"), Kind.TEXT),
                Column(Message("Issuer"), Kind.TEXT),
                Column(Message("Criterion"), Kind.TEXT),
            ),
            tuple(rows),
        )
    )
    return Page(tuple(blocks))
