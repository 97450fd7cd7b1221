"""How well a reader finds what the papers say: precision and recall of each field."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from paper_spec import Drawn

    from dtiscore.evidence.learnt import Document

FIELDS = (
    "number",
    "symbol",
    "type",
    "date",
    "issuer",
    "place",
    "subject",
    "signer_post",
    "draft",
)
_LOOSE = {"issuer", "place", "subject"}
_OPENING = re.compile(r"^(v/v|về việc)\s*:?\s+", re.IGNORECASE)
_ACTING = re.compile(r"^Q\.\s*")


class Wrong(NamedTuple):
    """A field that a reader got wrong; None is a field left empty."""

    file: str
    labelled: str | None
    said: str | None


@dataclass(frozen=True)
class Score:
    """One field over some papers.

    Attributes:
        precision: of what the reader said, the part that was right; 1 if it said nothing.
        recall: of what the papers say, the part that the reader found; 1 if they say nothing.
        n: the papers that have the field.
        wrong: every miss, in the order of the papers.
    """

    precision: float
    recall: float
    n: int
    wrong: tuple[Wrong, ...]


def measure(read: Callable[[Path], Document], papers: Iterable[Drawn]) -> dict[str, Score]:
    """Read every paper and compare with its labels.

    Text is compared in NFC. Issuer, place and subject are compared without case, and with a
    blank for any run of them. Whether a subject begins with ``V/v`` or ``Về việc``, and a post
    with the ``Q.`` of an acting head, is a matter of taste and not compared. A draft counts as
    a field that only drafts have.

    Args:
        read: the reader; called once a paper.
        papers: files with their labels.

    Returns:
        A score for each of ``FIELDS``.
    """
    return scores(answers(read, papers))


class Answer(NamedTuple):
    """What a reader said of a paper."""

    drawn: Drawn
    said: Document


def answers(read: Callable[[Path], Document], papers: Iterable[Drawn]) -> list[Answer]:
    """Read every paper."""
    return [Answer(drawn, read(drawn.path)) for drawn in papers]


def scores(given: Iterable[Answer]) -> dict[str, Score]:
    """Score answers that are there already, so that parts of them can be scored again."""
    there = list(given)
    return {field: _score(field, there) for field in FIELDS}


def _score(field: str, given: list[Answer]) -> Score:
    labelled = said = right = 0
    wrong: list[Wrong] = []
    for answer in given:
        truth = comparable(field, answer.drawn.paper.labels)
        found = comparable(field, answer.said)
        labelled += truth is not None
        said += found is not None
        right += truth is not None and truth == found
        if truth != found:
            wrong.append(Wrong(answer.drawn.path.name, truth, found))
    return Score(
        right / said if said else 1.0,
        right / labelled if labelled else 1.0,
        labelled,
        tuple(wrong),
    )


def comparable(field: str, document: Document) -> str | None:
    """A field as it is compared; None where the paper does not say it."""
    value = getattr(document, field)
    if value is None or value is False:
        return None
    text = unicodedata.normalize("NFC", str(value))
    if field == "subject":
        text = _OPENING.sub("", text.strip())
    if field == "signer_post":
        text = _ACTING.sub("", text)
    return " ".join(text.split()).casefold() if field in _LOOSE else text
