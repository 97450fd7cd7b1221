"""How a reader's answers are scored."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from measure import FIELDS, measure
from paper_spec import Drawn, Paper
from papers import PAPERS

from dtiscore.evidence.learnt import Document

if TYPE_CHECKING:
    from collections.abc import Callable

BY_NAME = {paper.name: paper for paper in PAPERS}
CLEAN = [paper for paper in PAPERS if not paper.dirt]


def _drawn(paper: Paper) -> Drawn:
    return Drawn(Path(paper.name), paper)


def _known(path: Path) -> Document:
    return BY_NAME[str(path)].labels


def test_a_reader_that_knows_all_has_no_misses() -> None:
    for field, score in measure(_known, [_drawn(paper) for paper in PAPERS]).items():
        assert (score.precision, score.recall, score.wrong) == (1, 1, ()), field


def test_a_reader_that_says_nothing_finds_nothing() -> None:
    found = measure(lambda _: Document(), [_drawn(paper) for paper in PAPERS])
    assert tuple(found) == FIELDS
    for field, score in found.items():
        assert (score.precision, score.recall) == (1, 0), field
        assert len(score.wrong) == score.n > 0


@pytest.mark.parametrize(
    ("change", "right"),
    [
        (lambda said: {"issuer": said.issuer.upper()}, True),
        (lambda said: {"subject": f"V/v  {said.subject}"}, True),
        (lambda said: {"number": f"0{said.number}"}, False),
        (lambda said: {"symbol": said.symbol.lower()}, False),
        (lambda _: {"date": date(2001, 1, 1)}, False),
        (lambda _: {"signer_post": "CHỦ TỊCH NƯỚC"}, False),
        (lambda said: {"place": unicodedata.normalize("NFD", said.place)}, True),
        (lambda _: {"draft": True}, False),
    ],
)
def test_what_counts_as_right(change: Callable[[Document], dict[str, Any]], *, right: bool) -> None:
    paper = next(one for one in CLEAN if one.labels.type == "KH")
    changed = change(paper.labels)
    said = Document(**{field: getattr(paper.labels, field) for field in FIELDS} | changed)
    ((field, _),) = changed.items()
    score = measure(lambda _: said, [_drawn(paper)])[field]
    assert (score.precision == 1) == right
    assert (score.wrong == ()) == right


def test_precision_and_recall_are_told_apart() -> None:
    with_number = [paper for paper in PAPERS if paper.labels.number][:3]
    without = [paper for paper in PAPERS if not paper.labels.number][:1]
    papers = [_drawn(paper) for paper in (*with_number, *without)]
    silent = {with_number[0].name}

    def read(path: Path) -> Document:
        if str(path) in silent:
            return Document()
        return Document(number=BY_NAME[str(path)].labels.number or "1")

    score = measure(read, papers)["number"]
    assert (score.n, score.precision, score.recall) == (3, 2 / 3, 2 / 3)
    assert [wrong.file for wrong in score.wrong] == [with_number[0].name, without[0].name]
