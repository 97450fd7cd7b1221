"""How a form looks, and what its instructions say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtiscore.base.messages import N_, Message
from dtiscore.forms.keys import Column
from dtiscore.rules.core import FactType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

HEADS = {
    Column.NUMBER: Message("No"),
    Column.NAME: Message("Criterion"),
    Column.MAXIMUM: Message("Max"),
    Column.RULE: Message("How points are counted"),
    Column.LABEL: Message("Figure to state"),
    Column.VALUE: Message("Figure"),
    Column.POINTS: Message("Claimed"),
    Column.SLOT: Message("Proof asked for"),
    Column.SYMBOL: Message("Number and symbol"),
    Column.DATE: Message("Date"),
    Column.SUBJECT: Message("Subject"),
    Column.FILE: Message("File name"),
    Column.EXPLANATION: Message("Explanation"),
    Column.NOTE: Message("Remark"),
}
"""The head of the table."""

WIDTHS = {
    Column.NUMBER: 6,
    Column.NAME: 24,
    Column.MAXIMUM: 8,
    Column.RULE: 58,
    Column.LABEL: 34,
    Column.VALUE: 13,
    Column.POINTS: 9,
    Column.SLOT: 26,
    Column.SYMBOL: 14,
    Column.DATE: 11,
    Column.SUBJECT: 26,
    Column.FILE: 20,
    Column.EXPLANATION: 24,
    Column.NOTE: 14,
}
FONT = {"font_name": "Times New Roman", "font_size": 10}
LINE_HEIGHT = 13.0
"""In points."""
SCALE = 85
"""Of the print, in percent: with it each half of the columns is as wide as a page of A4."""

_INPUT = "#FFFFFF"
_NUMBERS = {
    FactType.COUNT: "0",
    FactType.AMOUNT: "0.##############",
    FactType.PERCENT: "0.##%",
    FactType.DATE: "dd/mm/yyyy",
}


def of_the_book() -> dict[str, Any]:
    """The workbook's own font: columns are as wide as so many letters of it.

    Every program has it, or replaces it by one of the same widths. Made anew for each book, since
    the book's writer changes what it is given.
    """
    return {"default_format_properties": dict(FONT)}


class Styles:
    """The formats of a form's cells, made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, FactType | None], Any] = {}
        base = {**FONT, "valign": "top"}
        box = {**base, "border": 1, "border_color": "#A6A6A6", "text_wrap": True}

        def style(**more: Any) -> Any:
            return book.add_format({**base, **more})

        def boxed(**more: Any) -> Any:
            return book.add_format({**box, **more})

        self._box = box
        self.text = style()
        self.bold = style(bold=True)
        self.agency = style(bold=True, text_wrap=True, align="center")
        self.title = style(bold=True, font_size=14)
        self.mark = style(bold=True, font_color="#C00000", text_wrap=True)
        self.wrapped = style(text_wrap=True)
        self.key = book.add_format({"font_color": "#808080", "font_size": 8})
        self.head = boxed(bold=True, bg_color="#D9E1F2", align="center", valign="vcenter")
        self.group = boxed(bold=True, bg_color="#F2F2F2")
        self.group_points = boxed(bold=True, bg_color="#F2F2F2", num_format="#,##0.00")
        self.plain = boxed()
        self.first_row = boxed(top=2, top_color="#7F7F7F")
        self.points = boxed(num_format="#,##0.00", top=2, top_color="#7F7F7F")
        self.empty = book.add_format({"bg_color": "#FFF2CC"})
        self.wrong = book.add_format({"bg_color": "#FF9999", "font_color": "#9C0006"})
        self.full = book.add_format({"bg_color": "#C6EFCE"})
        self.part = book.add_format({"bg_color": "#FFEB9C"})

    def locked(self, kind: FactType | None) -> Any:
        """A figure that stands fast here."""
        return self._of("locked", kind, {"bg_color": "#EDEDED"})

    def open(self, kind: FactType | None) -> Any:
        """A cell to be filled in."""
        return self._of("open", kind, {"locked": False, "bg_color": _INPUT})

    def _of(self, name: str, kind: FactType | None, more: dict[str, Any]) -> Any:
        if (name, kind) not in self._made:
            number = {"num_format": _NUMBERS[kind]} if kind in _NUMBERS else {}
            if kind is None and name == "open":
                number = {"num_format": "@"}
            self._made[name, kind] = self._book.add_format({**self._box, **number, **more})
        return self._made[name, kind]


_HOW = (
    N_("Fill in the white and yellow cells only; everything else is locked and computes itself."),
    N_("Yellow: a figure that is still missing. Red: a part that is above its whole."),
    N_(
        "The column “Claimed” shows the points while you type: green where they are full, orange"
        " where some are missing. They are points claimed, not yet proved."
    ),
    N_("Numbers: as your spreadsheet writes decimals; leave a figure empty that is not known yet."),
    N_("Percentages: with the sign, such as 45%. Dates: 15/02/2024. Yes/no: from the list."),
    N_("“no” in a date or a list says that it did not happen."),
    N_(
        "Papers: one line each: number and symbol (118/TB-SGTVT), date, subject, and the name of"
        " the file you send along. A line more for a slot: use its empty lines."
    ),
    N_("A paper without a file proves nothing: send the files together with this form."),
    N_("Explanation: why points are claimed without full proof; the council decides on them."),
    N_("Rows may be filtered; do not delete rows or columns, and do not change the hidden ones."),
    N_("Macros, links to other workbooks and formulas of your own are refused on return."),
)


def instructions(to: str, by: date | None) -> Iterator[tuple[Message, bool]]:
    """The lines of the instructions, headings marked."""
    yield Message("How to fill in this form"), True
    for number, line in enumerate(_HOW, start=1):
        yield Message("{number}. {text}", number=number, text=Message(line)), False
    text = Message("Return the file to {unit}.", unit=to)
    if by is not None:
        text = Message("Return the file to {unit} by {day}.", unit=to, day=by)
    yield text, True
