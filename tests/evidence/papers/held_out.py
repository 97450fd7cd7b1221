"""Layouts that no rule was made for, to see how a recogniser does on what it has not met.

Who works on the recogniser does not read this file; its results are reported apart.

The state's name stands alone in the middle at the top. In a DOCX the issuer stands below it in a
table of four narrow columns, ``Số:`` and what follows in cells of their own, and the place and
date in one row with them. In a PDF the place and date stand above the signature, as in
forms and contracts, and the letterhead is the last thing in the content stream.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import issuers
from docx.shared import Mm
from docx_papers import blank_document, centred, finished, write_annex, write_middle
from paper_kinds import BY_NAME
from paper_spec import Dirt, Drawn, Layout, Paper
from papers import compose
from pdf_papers import Pen, write_rest
from sheet import sheet_of

if TYPE_CHECKING:
    from pathlib import Path

    from sheet import Sheet

_START = 300
_MIDDLE, _LEFT_HEAD = 110.0, 66.0
_ISSUERS = (
    issuers.SGTVT,
    issuers.DISTRICT,
    issuers.SKHCN,
    issuers.CENTRE,
    issuers.PROVINCE,
    issuers.OFFICE,
    issuers.STEERING,
    issuers.BTTTT,
)
_DIRT: tuple[tuple[Dirt, ...], ...] = (
    (),
    (Dirt.BLANK_BEFORE_SLASH, Dirt.LONG_SUBJECT),
    (),
    (Dirt.HAND_NUMBER, Dirt.DRAFT_ABOVE),
    (Dirt.EN_DASH, Dirt.ANNEX),
    (Dirt.APART, Dirt.DATE_IN_TEXT),
)
_NAMES = (
    "Kế hoạch",
    "Quyết định",
    "Công văn",
    "Báo cáo",
    "Thông báo",
    "Tờ trình",
    "Hợp đồng",
    "Quy chế",
    "Giấy mời",
    "Hướng dẫn",
    "Đề án",
    "Phiếu chuyển",
    "Chương trình",
    "Biên bản",
    "Bản thỏa thuận",
    "Chỉ thị",
    "Quyết định",
    "Kế hoạch",
)


def _papers() -> tuple[Paper, ...]:
    made = []
    for n, name in enumerate(_NAMES):
        dirt = _DIRT[n % len(_DIRT)]
        issuer = _ISSUERS[n % len(_ISSUERS)]
        made.append(compose(BY_NAME[name], issuer, Layout.HELD_OUT, _START + n, dirt))
    return tuple(made)


HELD_OUT = _papers()


def write_held_out(folder: Path) -> list[Drawn]:
    """Draw the held-out papers into a folder, DOCX and PDF in turn."""
    drawn = []
    for n, paper in enumerate(HELD_OUT):
        sheet = sheet_of(paper)
        path = folder / f"{paper.name}{('.docx', '.pdf')[n % 2]}"
        path.write_bytes(_pdf(sheet) if n % 2 else _docx(sheet, paper))
        drawn.append(Drawn(path, paper))
    return drawn


def _docx(sheet: Sheet, paper: Paper) -> bytes:
    written = blank_document()
    for line in (*sheet.above, *sheet.right):
        centred(written.add_paragraph(), [line], bold=True)
    table = written.add_table(rows=0, cols=4)
    for line in sheet.left:
        centred(table.add_row().cells[0].merge(table.rows[-1].cells[1]).paragraphs[0], [line])
    _number_row(table, sheet)
    for line in (*sheet.number[1:], *sheet.about):
        merged = table.add_row().cells[0].merge(table.rows[-1].cells[1])
        merged.paragraphs[0].add_run(line)
    write_middle(written, sheet)
    for line in sheet.signature:
        written.add_paragraph(line).paragraph_format.left_indent = Mm(90)
    for line in sheet.receivers:
        written.add_paragraph(line)
    write_annex(written, sheet)
    return finished(written, paper)


def _number_row(table: Any, sheet: Sheet) -> None:
    word, _, number = (sheet.number or ("",))[0].partition(":")
    cells = table.add_row().cells
    cells[0].paragraphs[0].add_run(f"{word}:" if word else "")
    cells[1].paragraphs[0].add_run(number.strip())
    date = cells[2].merge(cells[3]).paragraphs[0]
    date.add_run(sheet.date[0] if sheet.date else "")


class _LatePen(Pen):
    """Keeps lines for the end of their page."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._later: list[tuple[float, float, str]] = []

    def write_last(self, x: float, y: float, text: str) -> None:
        self._later.append((x, y, text))

    def page(self) -> None:
        self._draw_later()
        super().page()

    def finished(self) -> bytes:
        self._draw_later()
        return super().finished()

    def _draw_later(self) -> None:
        for x, y, text in self._later:
            self.write(x, y, text, 11)
        self._later.clear()


def _pdf(sheet: Sheet) -> bytes:
    """The letterhead's height is left free, and its lines are drawn last."""
    pen = _LatePen("")
    top = [*sheet.above, *sheet.right]
    low = [*sheet.left, *sheet.number]
    pen.y += 6 * (len(top) + len(low)) + 6
    for line in sheet.about:
        pen.down([line], _MIDDLE, 130, 11)
    letterhead = [(_MIDDLE, line) for line in top] + [(_LEFT_HEAD, line) for line in low]
    for n, (x, line) in enumerate(letterhead):
        pen.write_last(x, 22 + 6 * n, line)
    write_rest(pen, sheet._replace(signature=(*sheet.date, *sheet.signature)))
    return pen.finished()
