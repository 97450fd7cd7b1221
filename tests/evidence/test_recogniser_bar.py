"""How well the labelled papers are read: what may not be lost when the recogniser changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from held_out import write_held_out
from measure import FIELDS, Score, Wrong, measure
from writers import made_papers, write_all

from dtiscore.evidence.learn import learn_document

if TYPE_CHECKING:
    from collections.abc import Mapping

SURE = ("number", "symbol", "type", "date")
"""A paper finds its slot by these."""
OTHERS = tuple(field for field in FIELDS if field not in SURE)
BAR, BAR_OF_OTHERS = 0.98, 0.93


@pytest.fixture(scope="module")
def all_papers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Score]:
    """All papers that rules were made for."""
    papers = [*write_all(tmp_path_factory.mktemp("papers")), *made_papers()]
    return measure(learn_document, papers)


@pytest.fixture(scope="module")
def held_out(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Score]:
    """Papers laid out as no rule was made for."""
    return measure(learn_document, write_held_out(tmp_path_factory.mktemp("held-out")))


def _missed(scores: Mapping[str, Score], bars: Mapping[str, float]) -> str:
    """The fields below their bars, each with all that was read wrongly."""
    lines = []
    for field, bar in bars.items():
        score = scores[field]
        if min(score.precision, score.recall) < bar:
            lines.append(f"{field}: precision {score.precision:.3f}, recall {score.recall:.3f}")
            lines += [f"  {w.file}: {w.labelled!r} was read as {w.said!r}" for w in score.wrong]
    return "\n".join(lines)


def test_every_field_of_the_papers_is_read(all_papers: Mapping[str, Score]) -> None:
    assert all(score.n for score in all_papers.values())
    missed = _missed(all_papers, dict.fromkeys(SURE, BAR) | dict.fromkeys(OTHERS, BAR_OF_OTHERS))
    assert not missed, missed


def test_what_finds_a_slot_is_read_of_papers_of_another_make(held_out: Mapping[str, Score]) -> None:
    missed = _missed(held_out, dict.fromkeys(SURE, BAR))
    assert not missed, missed


def test_the_bar_says_what_was_wrong() -> None:
    wrong = (Wrong("05.pdf", "KH", None),)
    scores = {"type": Score(1.0, 0.97, 40, wrong), "number": Score(0.98, 0.98, 40, wrong)}
    assert _missed(scores, {"type": 0.98, "number": 0.98}) == (
        "type: precision 1.000, recall 0.970\n  05.pdf: 'KH' was read as None"
    )
