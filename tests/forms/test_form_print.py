"""A form on paper: A4 landscape, large enough to read, its head and criteria on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pypdf
from formkit import cell

from libreoffice import converted, needs_office
from workspaces import sample_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_READABLE = 8
"""Points: what the letters of a printed form have at least."""


def printed(tmp_path: Path, program: Callable[..., Any]) -> Path:
    """The longest form of the sample."""
    sample_copy(tmp_path)
    out = ("form", "export", "van phong", "--to", "forms", "--period", "2024")
    assert program(*out, at=tmp_path).status == 0
    (form,) = (tmp_path / "forms").glob("*.xlsx")
    return form


def test_figures_and_papers_are_printed_on_pages_of_their_own(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    book = openpyxl.load_workbook(printed(tmp_path, program))
    sheet = cell(book, "fact:1.1:meetings", "value").parent
    setup = sheet.page_setup
    assert (setup.orientation, int(setup.paperSize), setup.pageOrder) == (
        *("landscape", 9),
        "overThenDown",
    )
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert [one.id for one in sheet.col_breaks.brk] == [8]
    assert cell(book, "paper:1.1:minutes:1", "slot").column == 9
    assert (sheet.print_title_cols, sheet.print_title_rows) == ("$B:$C", "$8:$8")
    assert setup.scale * cell(book, "criterion:1.1", "rule").font.size >= 100 * _READABLE
    # 297 mm less the margins; a digit of Times New Roman 10 is at most 7 pixels wide.
    room = 297 / 25.4 * 96 - 96 * (sheet.page_margins.left + sheet.page_margins.right)
    widths = {name: one.width * 7 for name, one in sheet.column_dimensions.items()}
    for columns in ("BCDEFGH", "BCIJKLMNO"):
        assert sum(widths[name] for name in columns) * setup.scale / 100 <= room


@needs_office
def test_printed_letters_can_be_read_and_every_page_has_the_head(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    reader = pypdf.PdfReader(converted(printed(tmp_path, program), "pdf"))
    table = [page for page in reader.pages if "STT" in page.extract_text()]
    assert len(table) % 2 == 0
    assert len(table) == len(reader.pages) - 1  # and the instructions
    for number, page in enumerate(table):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
        shown = page.extract_text()
        assert "Tiêu chí" in shown
        assert ("Số liệu cần khai" in shown) == (number % 2 == 0)
        assert ("Tài liệu kiểm chứng cần có" in shown) == (number % 2 == 1)
        assert min(_sizes(page)) >= _READABLE


def _sizes(page: pypdf.PageObject) -> set[float]:
    found: set[float] = set()

    def keep(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            found.add(round(size * tm[3] * cm[3], 1))

    page.extract_text(visitor_text=keep)
    return found
