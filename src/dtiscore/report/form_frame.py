"""What stands around the table of a form: title, total, how it is shown, locked and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtiscore.base.messages import N_, Message
from dtiscore.base.text import printable
from dtiscore.forms.keys import Column
from dtiscore.report.form_cells import COLUMNS, reference
from dtiscore.report.form_styles import HEADS, LINE_HEIGHT, SCALE, WIDTHS, Styles, instructions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dtiscore.forms.layout import Form
    from dtiscore.i18n.language import Language
    from dtiscore.report.answer import Answer

TOP = 7
"""Rows above the table's head: title, unit, marks, total, and the hidden one."""
_ON_EVERY_PAGE = (Column.NUMBER, Column.NAME)
_BESIDE = (Column.MAXIMUM, Column.POINTS)
"""Where the title stands: beside the columns that every page repeats, which would cut it off."""
_WIDE, _BETWEEN = 120, 4.0
"""Letters in a line of the instructions, and points between two."""


class Frame:
    """The surroundings of one form's table while they are written."""

    def __init__(
        self, sheet: Any, answer: Answer, form: Form, language: Language, style: Styles
    ) -> None:
        self._sheet, self._answer, self._form = sheet, answer, form
        self._say, self._style = language.text, style
        units = answer.units
        self._unit = units.name_of(form.unit) if units else form.unit

    def write(self, last: int, points: Sequence[int]) -> None:
        """Everything; the table ends in row ``last``, ``points`` are the rows of its groups."""
        self._title()
        self._total(points)
        self._head(last)
        self._page(last)

    def _title(self) -> None:
        answer, style = self._answer, self._style
        period = str(answer.tree.assessment.period)
        header = answer.tree.criteria_set.header
        agency = printable(answer.settings.agency.name.upper())
        self._across(0, _ON_EVERY_PAGE, [agency], style.agency)
        title = Message("Self-assessment form, digital transformation, {period}", period=period)
        self._across(1, _BESIDE, [self._say(title).upper()], style.title)
        by = answer.tree.assessment.dates.collect_by
        line = Message("Unit: {unit}", unit=self._unit)
        if by is not None:
            line = Message("Unit: {unit}; to be returned by {day}", unit=self._unit, day=by)
        self._across(2, _BESIDE, [self._say(line)], style.bold)
        text = Message(
            "Criteria set: {title} (version {version})", title=header.title, version=header.version
        )
        self._across(3, _BESIDE, [self._say(text)], style.wrapped)
        marks = []
        if header.status == "illustrative":
            mark = N_("ILLUSTRATIVE SET: a model, not the text of an official decision.")
            marks.append(self._say(Message(mark)))
        if answer.tree.assessment.status == "illustrative":
            mark = N_("ILLUSTRATIVE FIGURES: made up, except where marked official.")
            marks.append(self._say(Message(mark)))
        self._across(4, _BESIDE, marks, style.mark)

    def _across(
        self, row: int, columns: tuple[Column, Column], lines: Sequence[str], style: Any
    ) -> None:
        """Lines above the table, over several columns."""
        first, last = map(COLUMNS.index, columns)
        self._sheet.merge_range(row, first, row, last, "\n".join(lines), style)
        width = sum(WIDTHS[column] for column in COLUMNS[first : last + 1])
        wanted = sum(-(-max(1, len(line)) // width) for line in lines)
        height = max(1, wanted) * LINE_HEIGHT
        self._sheet.set_row(row, height * 1.5 if style is self._style.title else height)

    def _total(self, points: Sequence[int]) -> None:
        sheet, style, sections = self._sheet, self._style, tuple(self._form.sections)
        total = self._say(Message("Claimed points of this form"))
        sheet.write_string(TOP - 2, COLUMNS.index(Column.RULE), total, style.bold)
        cells = ",".join(reference(Column.POINTS, row) for row in points) or "0"
        claimed = round(sum(float(one.score.claimed or 0) for one in sections), 6)
        where = TOP - 2, COLUMNS.index(Column.POINTS)
        sheet.write_formula(*where, f"=SUM({cells})", style.group_points, claimed)
        most = sum((one.score.max for one in sections), self._answer.tree.total.max * 0)
        where = TOP - 2, COLUMNS.index(Column.MAXIMUM)
        sheet.write_number(*where, float(most), style.group_points)

    def _head(self, last: int) -> None:
        sheet, style = self._sheet, self._style
        for place, column in enumerate(COLUMNS):
            sheet.write_string(TOP - 1, place, column.value, style.key)
            if column is not Column.KEYS:
                sheet.write_string(TOP, place, self._say(HEADS[column]), style.head)
                sheet.set_column(place, place, WIDTHS[column])
        sheet.set_column(0, 0, 2, None, {"hidden": True})
        sheet.set_row(TOP - 1, None, None, {"hidden": True})
        sheet.set_row(TOP, 2 * LINE_HEIGHT)
        sheet.autofilter(TOP, 1, max(last, TOP), len(COLUMNS) - 1)
        sheet.freeze_panes(TOP + 1, 3)

    def _page(self, last: int) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        # What is asked on one page, its proof on the page beside it: on one page together they
        # are too small to read. Programs that fit to pages leave such a break out: so a scale.
        sheet.set_print_scale(SCALE)
        sheet.set_v_pagebreaks([COLUMNS.index(Column.SLOT)])
        sheet.print_across()
        sheet.repeat_rows(TOP)
        sheet.repeat_columns(*map(COLUMNS.index, _ON_EVERY_PAGE))
        sheet.print_area(0, 1, max(last, TOP), len(COLUMNS) - 1)
        # An ampersand begins a code there.
        left = f"{printable(self._unit)} – {self._answer.tree.assessment.period}"
        left = left.replace("&", "&&")
        page = self._say(Message("page"))
        sheet.set_footer(f"&L&10{left}&R&10{page} &P/&N")
        allowed = ("format_cells", "format_columns", "format_rows", "autofilter", "sort")
        sheet.protect("", {**dict.fromkeys(allowed, True), "format_cells": False})
        sheet.set_selection(TOP + 1, COLUMNS.index(Column.VALUE), TOP + 1, 6)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.activate()


def write_instructions(sheet: Any, answer: Answer, language: Language, style: Styles) -> None:
    """The sheet that says how to fill in the form."""
    sheet.set_column(0, 0, _WIDE)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    units = answer.units
    coordinator = units.duty("", "", answer.as_of).lead if units else None
    to = units.name_of(coordinator) if units and coordinator else "–"
    by = answer.tree.assessment.dates.collect_by
    for row, (text, heading) in enumerate(instructions(to, by)):
        shown = language.text(text)
        sheet.write_string(row, 0, shown, style.bold if heading else style.wrapped)
        sheet.set_row(row, -(-len(shown) // _WIDE) * LINE_HEIGHT + _BETWEEN)
    sheet.protect("")
