"""Syllables that a reader of PDF tore apart, and what is read of such a paper."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from paper_spec import Layout
from papers import PAPERS
from writers import write

from dtiscore.evidence import probe
from dtiscore.evidence.learn import learn_document
from dtiscore.evidence.recognise.apart import letters_apart

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("S : 05/KH-SGTVT ố\nĐ k Nông, ngày 05 tháng 4 năm 2024 ắ\n", 2),
        ("v k t qu qu n lý ho t đ ng ề ế ả ả ạ ộ ậ", 4),
        ("S : 05/KH-SGTVT ố\n", 0),
        (
            "Ông à, ở ổ dịch xe ô tô của bà ý thì ừ, cả ạ ả; ế hàng, ì ạch, ủ bệnh, ơ hờ, ư nhược.",
            0,
        ),
        ("K Ế H O Ạ C H Ộ", 0),
        ("a) ă) â) b) ê) ô) ơ) đ)\nâ ă ê ô ơ ư", 0),
        ("", 0),
    ],
)
def test_letters_that_are_no_words(text: str, count: int) -> None:
    assert letters_apart(text) == count
    assert letters_apart(unicodedata.normalize("NFC", text)) == count


def _first(layout: Layout, *, named: str = "") -> int:
    return next(
        n
        for n, one in enumerate(PAPERS)
        if one.layout is layout and named in one.issuer.name and not one.dirt and one.labels.number
    )


def test_a_paper_of_two_fonts_is_read_by_its_places(tmp_path: Path) -> None:
    paper = PAPERS[_first(Layout.PDF_TWO_FONTS, named="Đắk Nông")]
    found = learn_document(write(paper, tmp_path).path)
    assert (found.issuer, found.place) == (paper.labels.issuer, paper.labels.place)
    assert found.signer_post == paper.labels.signer_post


def test_an_ordinary_paper_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = write(PAPERS[_first(Layout.PDF_COLUMNS)], tmp_path)

    def never(*_: object, **__: object) -> str:
        raise AssertionError

    monkeypatch.setattr(probe, "pdf_text", never)
    assert learn_document(drawn.path).number == drawn.paper.labels.number
