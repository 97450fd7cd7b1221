"""A page as a workbook: one sheet to print, to calculate with and to send on.

Figures are numbers and dates are dates. Text is always written as text, whatever it begins with:
a name such as ``=cmd`` is never a formula.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate, pairwise
from types import NoneType
from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.base.messages import Message
from dtiscore.report.cells import cell_text
from dtiscore.report.page import Bar, Heading, Kind, Line, Signed, Table, is_worse
from dtiscore.report.widths import folded, joined, shared_out, wishes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from dtiscore.i18n.language import Language
    from dtiscore.report.page import Block, Cell, Column, Page

_FACE = {"font_name": "Times New Roman", "font_size": 12}
_FOREVER = datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes whatever the day and the zone
_LONGEST_TEXT = 32_767
"""Excel keeps no more of a cell's text, counted in halves of UTF-16."""
_A4 = 9
_WIDE = 140.0
"""Letters in a line of A4 across: more are printed smaller than they can be read."""
_PER_UNIT = 1.18
"""Letters as wide as a sheet's unit of width, which is a digit."""
_ROOM = 3.5
"""What a column leaves free beside its text."""
_NEAR = 6.0
"""Edges of two tables' columns that are nearer than this are one edge."""
_LINE_HEIGHT = 16.5
_LONG = 15
"""Rows from which a table is likely to reach over a page."""
_LOW_ENOUGH = 14
"""Rows above a frozen edge: more would leave none to scroll."""
_RED, _GREEN, _GREY = "#C00000", "#00682F", "#EDEDED"
_LOCALES = {"vi": "[$-42A]", "en": "[$-409]"}
"""The reader's marks for decimals, whatever the machine's are."""
_DATES = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}


def render(page: Page, language: Language) -> bytes:
    """The page as the bytes of an ``.xlsx`` file, the same for the same page and language."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - other formats do without

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        # A copy, because XlsxWriter adds to it.
        "default_format_properties": dict(_FACE),
    }
    with Workbook(out, options) as book:
        title = next((block.text for block in page.blocks if isinstance(block, Heading)), None)
        book.set_properties(
            {"title": language.text(title) if title is not None else "", "created": _FOREVER}
        )
        sheet = book.add_worksheet(language.text(Message("Results")))
        _Writer(book, sheet, page, language).write()
    return out.getvalue()


class _Writer:
    """The sheet while it grows downwards; all tables share its columns."""

    def __init__(self, book: Workbook, sheet: Worksheet, page: Page, language: Language) -> None:
        self.book, self.sheet, self.page, self.language = book, sheet, page, language
        self.formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self.grid = Grid.of(page, language)
        self.row = 0

    def write(self) -> None:
        """Everything, and how it is printed."""
        for index, width in enumerate(self.grid.widths):
            self.sheet.set_column(index, index, width / _PER_UNIT)
        heads: list[tuple[int, Table]] = []
        before: Block | None = None
        for block in self.page.blocks:
            if isinstance(block, Table):
                self.row += isinstance(before, Line) and before.under_title
                heads.append((self.row, block))
                self._table(block)
                self.row += 1
            elif isinstance(block, Heading):
                # An empty row sets a chapter apart; below a table there is one already.
                self.row += not isinstance(before, (Table, NoneType))
                self._heading(block)
            else:
                self._line(block)
            before = block
        self._print(heads)

    def format(self, **properties: object) -> Format:
        """A format of the workbook, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"valign": "top", **_FACE, **properties})
        return self.formats[key]

    def _heading(self, heading: Heading) -> None:
        text = self.language.text(heading.text)
        if heading.level == 1:
            self._across(text.upper(), {"bold": True, "font_size": 15, "align": "center"}, 1.25)
        else:
            self._across(text, {"bold": True, "font_size": 13}, 1.1)

    def _line(self, line: Line) -> None:
        placing = {"align": "center"} if line.under_title else {"indent": 2 * line.depth}
        self._across(self.language.text(line.text), {"bold": line.strong, **placing})

    def _across(self, text: str, properties: Mapping[str, object], size: float = 1.0) -> None:
        """A text over the whole width, in letters ``size`` times as large as the others."""
        style = self.format(text_wrap=True, **{"align": "left", **properties})
        self._text((0, len(self.grid.widths) - 1), text, style)
        lines = folded(text, sum(self.grid.widths) / size)
        self.sheet.set_row(self.row, lines * _LINE_HEIGHT * size)
        self.row += 1

    def _table(self, table: Table) -> None:
        places = self.grid.places(table)
        style = self.format(
            bold=True, border=1, bg_color=_GREY, text_wrap=True, align="center", valign="vcenter"
        )
        titles = [self.language.text(column.title) for column in table.columns]
        for place, title in zip(places, titles, strict=True):
            self._text(place, title, style)
        self._height(places, titles)
        self.row += 1
        for row in table.rows:
            self._cells(table.columns, places, row, {})
        for row in table.footer:
            self._cells(table.columns, places, row, {"bold": True, "bg_color": _GREY})

    def _cells(
        self,
        columns: Sequence[Column],
        places: Sequence[tuple[int, int]],
        row: Sequence[Cell],
        properties: Mapping[str, object],
    ) -> None:
        for column, place, cell in zip(columns, places, row, strict=True):
            shown = _shown(cell, column.kind, self.language)
            style = self.format(border=1, **{**properties, **shown.properties})
            if isinstance(shown.value, str):
                self._text(place, shown.value, style)
            else:
                self._merge(place, style)
                write = self.sheet.write_number
                if isinstance(shown.value, date):
                    write = self.sheet.write_datetime
                write(self.row, place[0], shown.value, style)
        self._height(places, [_seen(cell, self.language) for cell in row])
        self.row += 1

    def _height(self, places: Sequence[tuple[int, int]], texts: Sequence[str]) -> None:
        """Say how high the row is: merged cells, and LibreOffice, do not find it out."""
        widths = self.grid.widths
        lines = (
            folded(text, sum(widths[first : last + 1]) - _ROOM)
            for (first, last), text in zip(places, texts, strict=True)
        )
        self.sheet.set_row(self.row, max(lines) * _LINE_HEIGHT)

    def _text(self, place: tuple[int, int], text: str, style: Format) -> None:
        self._merge(place, style)
        if text:
            self.sheet.write_string(self.row, place[0], _cut(text), style)
        else:
            self.sheet.write_blank(self.row, place[0], None, style)

    def _merge(self, place: tuple[int, int], style: Format) -> None:
        first, last = place
        if first != last:
            self.sheet.merge_range(self.row, first, self.row, last, "", style)

    def _print(self, heads: Sequence[tuple[int, Table]]) -> None:
        """A4 across, as wide as the paper, page numbers, and headings that stay in view."""
        sheet, language = self.sheet, self.language
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.hide_gridlines(2)
        numbers = language.text(Message("Page {page} of {pages}", page="&P", pages="&N"))
        sheet.set_footer(f'&C&"Times New Roman,Regular"&11{numbers}')
        # An id such as 6.10 is text on purpose.
        last = f"XFD{max(self.row, 1)}"
        sheet.ignore_errors({"number_stored_as_text": f"A1:{last}"})
        row = _lasting(heads)
        if row is not None:
            sheet.repeat_rows(row)
            if row < _LOW_ENOUGH and row == heads[0][0]:
                sheet.freeze_panes(row + 1, 0)


class _Shown(NamedTuple):
    """What a cell holds, and how that is set."""

    value: str | int | Decimal | date
    properties: Mapping[str, Any]


def _shown(cell: Cell, kind: Kind, language: Language) -> _Shown:
    if isinstance(cell, (Signed, Bar)):
        colour = {"font_color": _RED if is_worse(cell) else _GREEN} if cell.value else {}
        pattern = _worded(cell, language) if isinstance(cell, Bar) else _signed(cell, language)
        align = "left" if isinstance(cell, Bar) else "right"
        properties = {"num_format": pattern, "align": align, "indent": 1, **colour}
        return _Shown(cell.value or 0, properties)
    if isinstance(cell, (Decimal, int)):
        pattern = _LOCALES[language.code] + _pattern(cell)
        properties = {"num_format": pattern, "align": "right", "indent": 1}
        return _Shown(cell or 0, properties)
    if isinstance(cell, date):
        return _Shown(cell, {"num_format": _DATES[language.code], "align": "center"})
    align = "right" if kind is Kind.NUMBER else "left"
    properties = {"text_wrap": True, "align": align, "indent": 1}
    return _Shown(cell_text(cell, language), properties)


def _seen(cell: Cell, language: Language) -> str:
    """What the reader's program makes of a cell."""
    return cell_text(cell, language)


def _pattern(value: Decimal | int) -> str:
    """The pattern of a number with all its own decimals."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "#,##0" + ("." + "0" * places if places else "")


def _signed(cell: Signed, language: Language) -> str:
    pattern, locale = _pattern(cell.value), _LOCALES[language.code]
    return f"{locale}+{pattern};{locale}-{pattern};{locale}{pattern}"


def _worded(bar: Bar, language: Language) -> str:
    """The pattern of a number that shows its sign and word: ``▼ -8,10 thấp hơn``.

    A word that does not say the number leaves it to a column beside. Word and mark belong to this
    number's sign alone; a number of another sign would show without them.
    """
    mark = "▼" if bar.value < 0 else "▲" if bar.value > 0 else "="
    word = language.text(bar.word)
    before, said, after = word.partition(language.points(bar.value, signed=True))
    sections = _signed(Signed(bar.value), language).split(";")
    index = 1 if bar.value < 0 else 0 if bar.value > 0 else 2
    locale = _LOCALES[language.code]
    figures = sections[index].removeprefix(locale) if said else ""
    sections[index] = locale + _quoted(f"{mark} {before}") + figures + _quoted(after)
    return ";".join(sections)


def _quoted(text: str) -> str:
    """Text within the pattern of a number."""
    return '"' + text.replace('"', "”") + '"' if text else ""


class Grid:
    """The columns of a sheet, which all tables on it share.

    Tables of as many columns have the same edges. Where other tables have edges of their own, a
    column is split and the cells of the others reach over its parts; a sheet with one kind of
    table has no merged cells.
    """

    def __init__(self, edges: Sequence[float], of: Mapping[int, Sequence[float]]) -> None:
        self.widths = [right - left for left, right in pairwise(edges)]
        self._edges, self._of = list(edges), of

    @classmethod
    def of(cls, page: Page, language: Language) -> Grid:
        """The grid on which every table of the page finds its place."""
        alike: dict[int, list[Table]] = {}
        for block in page.blocks:
            if isinstance(block, Table):
                alike.setdefault(len(block.columns), []).append(block)
        edges = [0.0, _WIDE]
        own: dict[int, list[float]] = {}
        for columns in sorted(alike, reverse=True):
            own[columns] = [0.0]
            for edge in _edges(alike[columns], language)[:-1]:
                after = [known for known in edges[:-1] if known > own[columns][-1]]
                near = min(after, key=lambda known: abs(known - edge), default=_WIDE)
                own[columns].append(near if abs(near - edge) < _NEAR else edge)
            own[columns].append(_WIDE)
            edges = sorted({*edges, *own[columns]})
        return cls(edges, own)

    def places(self, table: Table) -> list[tuple[int, int]]:
        """The first and the last column of the sheet that each of the table's takes."""
        own = map(self._edges.index, self._of[len(table.columns)])
        return [(first, last - 1) for first, last in pairwise(own)]


def _edges(tables: Sequence[Table], language: Language) -> list[float]:
    """Where each column ends of tables that share their columns."""
    wished = joined([wishes(table, language, lambda c: _seen(c, language)) for table in tables])
    roomy = [wish._replace(least=wish.least + _ROOM, most=wish.most + _ROOM) for wish in wished]
    texts = [column.kind is Kind.TEXT for column in tables[0].columns]
    return [*accumulate(shared_out(roomy, texts, _WIDE))]


def _cut(text: str) -> str:
    """The text as far as a cell holds it."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST_TEXT:
        return text
    return units[: 2 * (_LONGEST_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"


def _lasting(heads: Sequence[tuple[int, Table]]) -> int | None:
    """The row of the headings that each printed page repeats; None where they would mislead.

    They are those of the longest table. A table of other columns below it would stand under wrong
    headings, and so would the text below a short one.
    """
    if not heads:
        return None
    columns = max(heads, key=lambda head: len(head[1].rows))[1].columns
    alike = [(row, len(table.rows)) for row, table in heads if table.columns == columns]
    first = alike[0][0]
    misleading = any(row > first and table.columns != columns for row, table in heads)
    return None if misleading or sum(rows for _, rows in alike) < _LONG else first
