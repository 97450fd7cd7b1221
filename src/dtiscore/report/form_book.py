"""A unit's form as a workbook (*Phiếu tự đánh giá*): typed input cells, everything else locked."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from dtiscore.base.messages import Message
from dtiscore.base.text import printable
from dtiscore.forms.keys import Column, Key, Kind
from dtiscore.report.form_cells import (
    COLUMNS,
    LONGEST_TEXT,
    Words,
    cell_value,
    claimed_formula,
    reference,
    serial_number,
    slips,
    validation,
)
from dtiscore.report.form_frame import TOP, Frame, write_instructions
from dtiscore.report.form_memory import remember
from dtiscore.report.form_styles import LINE_HEIGHT, WIDTHS, Styles, of_the_book
from dtiscore.rules.core import FactType
from dtiscore.rules.kinds.choice import option_texts
from dtiscore.scoring.tree import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dtiscore.forms.layout import Entry, Form, PaperEntry, Section
    from dtiscore.i18n.language import Language
    from dtiscore.report.answer import Answer

_TALLEST = 400
"""In points; no program shows a row of more than 409."""


def form_bytes(answer: Answer, form: Form, language: Language) -> bytes:
    """The workbook; the same bytes for the same form, day and language."""
    import xlsxwriter  # noqa: PLC0415 - only where a form is written

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, **of_the_book()}
    )
    book.set_properties({"created": datetime.combine(answer.as_of, time()), "author": ""})
    _Book(book, answer, form, language).write()
    book.close()
    return out.getvalue()


class _Book:
    """One form while it is written."""

    def __init__(self, book: Any, answer: Answer, form: Form, language: Language) -> None:
        self._answer, self._form, self._language = answer, form, language
        self._words = Words.of(language)
        self._styles = Styles(book)
        self._sheet = book.add_worksheet(self._say(Message("Self-assessment"))[:31])
        self._help = book.add_worksheet(self._say(Message("Instructions"))[:31])
        self._hidden = book.add_worksheet("dtiscore")
        self._rows: dict[Key, int] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self._points: list[int] = []
        self._lines: dict[int, int] = {}

    def _say(self, message: Message) -> str:
        return self._language.text(message)

    def write(self) -> None:
        """Everything."""
        last = self._table(TOP + 1)
        frame = Frame(self._sheet, self._answer, self._form, self._language, self._styles)
        frame.write(last, self._points)
        for row, lines in self._lines.items():
            self._sheet.set_row(row, min(lines * LINE_HEIGHT, _TALLEST))
        write_instructions(self._help, self._answer, self._language, self._styles)
        remember(self._hidden, self._answer, self._form)

    # --- the table ----------------------------------------------------------------------------

    def _table(self, row: int) -> int:
        self._place(row)
        for group, sections in self._form.groups:
            head = row
            row += 1
            for section in sections:
                row = self._section(section, row)
            self._group(head, row, f"{group.id}. {group.name}", sections)
        return row - 1

    def _place(self, row: int) -> None:
        """Where every figure will stand: formulas point forwards as well as back."""
        for _, sections in self._form.groups:
            row += 1
            for section in sections:
                for place, entry in enumerate(section.entries):
                    if entry.key is not None:
                        self._rows[entry.key] = row + place
                row += _height(section)

    def _group(self, row: int, after: int, name: str, sections: tuple[Section, ...]) -> None:
        style = self._styles
        for place, column in enumerate(COLUMNS):
            self._sheet.write_blank(row, place, None, style.group)
            if column is Column.NAME:
                self._sheet.write_string(row, place, printable(name), style.group)
        group = sections[0].score.group.id
        self._sheet.write_string(row, 0, str(Key(Kind.GROUP, group)), style.key)
        most = sum((section.score.max for section in sections), sections[0].score.max * 0)
        self._put(row, Column.MAXIMUM, float(most), style.group_points)
        cells = f"{reference(Column.POINTS, row + 1)}:{reference(Column.POINTS, after - 1)}"
        claimed = sum(float(s.score.claimed or 0) for s in sections)
        self._formula(row, Column.POINTS, f"=SUM({cells})", round(claimed, 6), style.group_points)
        self._points.append(row)

    def _section(self, section: Section, row: int) -> int:
        style = self._styles
        local = {
            entry.name: self._rows.get(entry.key, row + place)
            if entry.key is not None
            else row + place
            for place, entry in enumerate(section.entries)
        }
        for place in range(_height(section)):
            entry = section.entries[place] if place < len(section.entries) else None
            paper = section.papers[place] if place < len(section.papers) else None
            keys = [section.key] if not place else []
            keys += [entry.key] if entry is not None and entry.key is not None else []
            keys += [paper.key] if paper is not None else []
            self._blank(row + place, first=not place)
            self._sheet.write_string(row + place, 0, " ".join(map(str, keys)), style.key)
            if entry is not None:
                self._entry(row + place, section, entry)
            if paper is not None:
                self._paper(row + place, paper)
        self._criterion(row, section, local)
        for part, condition in slips(section, local):
            self._when(part, Column.VALUE, condition, style.wrong)
        return row + _height(section)

    def _blank(self, row: int, *, first: bool) -> None:
        style = self._styles.first_row if first else self._styles.plain
        for place in range(1, len(COLUMNS)):
            self._sheet.write_blank(row, place, None, style)

    def _criterion(self, row: int, section: Section, local: Mapping[str, int]) -> None:
        style, score = self._styles, section.score
        tree = self._answer.tree
        name = Message("{name}\n(in support)", name=score.criterion.name)
        if section.leads:
            name = Message("{name}", name=score.criterion.name)
        self._text(row, Column.NUMBER, score.id, style.first_row)
        self._text(row, Column.NAME, self._say(name), style.first_row)
        most = tree.criteria_set.maximum(score.criterion, tree.cohort)[1]
        self._put(row, Column.MAXIMUM, float(most), style.points)
        self._text(row, Column.RULE, self._rule(section), style.first_row)
        formula = claimed_formula(tree, section, local, self._words)
        if formula is not None:
            shown: str | float = "" if score.claimed is None else float(score.claimed)
            if score.state is State.NOT_APPLICABLE:
                full = tree.criteria_set.header.not_applicable == "full"
                shown = float(most) if full else self._words.left_out
            self._formula(row, Column.POINTS, formula, shown, style.points)
            cell = reference(Column.POINTS, row)
            if score.criterion.sign != "penalty":
                self._when(row, Column.POINTS, f"=AND(ISNUMBER({cell}),{cell}>={most})", style.full)
                self._when(row, Column.POINTS, f"=AND(ISNUMBER({cell}),{cell}<{most})", style.part)
        for column, text in (
            (Column.EXPLANATION, section.explanation),
            (Column.NOTE, section.note),
        ):
            self._input(row, column, text)

    def _rule(self, section: Section) -> str:
        score, tree = section.score, self._answer.tree
        if score.criterion.rule is None:
            return ""
        setting = score.setting or tree.criteria_set.setting(
            score.criterion, cohort=tree.cohort, year=tree.assessment.period
        )
        lines = score.criterion.rule.in_words(setting)
        return "\n".join(f"{'  ' * line.depth}{self._say(line.text)}" for line in lines)

    def _entry(self, row: int, section: Section, entry: Entry) -> None:
        style = self._styles
        label = Message("own points, with an explanation")
        if entry.key is not None and entry.key.kind is Kind.NOT_APPLICABLE:
            label = Message("not applicable, because (leave empty where it applies)")
        elif entry.label is not None and entry.unit is not None:
            label = Message("{label} ({unit})", label=entry.label, unit=entry.unit)
        elif entry.label is not None:
            label = Message("{label}", label=entry.label)
        self._text(row, Column.LABEL, self._say(label), style.plain)
        value = cell_value(entry.value, entry, self._words)
        self._grow(row, Column.VALUE, value if isinstance(value, str) else "")
        form = style.locked(entry.type)
        if entry.same_as is not None and entry.same_as in self._rows:
            cell = reference(Column.VALUE, self._rows[entry.same_as])
            self._formula(
                row, Column.VALUE, f'=IF({cell}="","",{cell})', "" if value is None else value, form
            )
        elif entry.key is None:
            self._put(row, Column.VALUE, value, form)
        else:
            self._figure(row, section, entry, value)

    def _figure(self, row: int, section: Section, entry: Entry, value: str | float | None) -> None:
        """A cell to type a figure into."""
        self._put(row, Column.VALUE, value, self._styles.open(entry.type))
        most = self._answer.tree.criteria_set.maximum(
            section.score.criterion, self._answer.tree.cohort
        )[0]
        options = ""
        if entry.type is FactType.CHOICE:
            options = self._list((*option_texts(entry.options).values(), self._words.no))
        place = COLUMNS.index(Column.VALUE)
        allowed = validation(entry, row, most, options, self._language, self._words)
        self._sheet.data_validation(row, place, row, place, allowed)
        if entry.type is not None:
            self._when(row, Column.VALUE, f'={reference(Column.VALUE, row)}=""', self._styles.empty)

    def _paper(self, row: int, paper: PaperEntry) -> None:
        types = ", ".join((*paper.slot.types, *paper.slot.summary))
        what = Message("{label}", label=paper.slot.label)
        if types:
            what = Message("{label} [{types}]", label=paper.slot.label, types=types)
        self._text(row, Column.SLOT, self._say(what), self._styles.plain)
        for column, text in (
            (Column.SYMBOL, paper.symbol),
            (Column.SUBJECT, paper.subject),
            (Column.FILE, paper.file),
        ):
            self._input(row, column, text)
        day = None if paper.date is None else serial_number(paper.date)
        self._put(row, Column.DATE, day, self._styles.open(FactType.DATE))
        place, cell = COLUMNS.index(Column.DATE), reference(Column.DATE, row)
        value = f"=AND(ISNUMBER({cell}),{cell}>=DATE(1990,1,1),{cell}<=DATE(2100,12,31))"
        said = self._say(Message("a date such as 15/02/2024"))
        expected = Message("Expected: {what}", what=Message("a date such as 15/02/2024"))
        self._sheet.data_validation(
            *(row, place, row, place),
            {
                "validate": "custom",
                "value": value,
                "input_message": said,
                "error_message": self._say(expected),
            },
        )

    # --- single cells -------------------------------------------------------------------------

    def _put(self, row: int, column: Column, value: str | float | None, style: Any) -> None:
        place = COLUMNS.index(column)
        if value is None or value == "":
            self._sheet.write_blank(row, place, None, style)
        elif isinstance(value, str):
            self._sheet.write_string(row, place, value, style)
        else:
            self._sheet.write_number(row, place, value, style)

    def _text(self, row: int, column: Column, text: str, style: Any) -> None:
        lines = "\n".join(printable(line) for line in text.split("\n"))
        self._grow(row, column, lines)
        self._sheet.write_string(row, COLUMNS.index(column), lines, style)

    def _grow(self, row: int, column: Column, text: str) -> None:
        """Remember how many lines a row needs: not every program fits rows to wrapped text."""
        lines = sum(-(-max(1, len(line)) // WIDTHS[column]) for line in text.split("\n"))
        self._lines[row] = max(lines, self._lines.get(row, 1))

    def _input(self, row: int, column: Column, text: str | None) -> None:
        place = COLUMNS.index(column)
        self._grow(row, column, text or "")
        self._put(row, column, None if text is None else printable(text), self._styles.open(None))
        most = {Column.SYMBOL: 100, Column.FILE: 255}.get(column, LONGEST_TEXT)
        said = Message("a text of at most {max} characters", max=most)
        self._sheet.data_validation(
            *(row, place, row, place),
            {
                "validate": "length",
                "criteria": "<=",
                "value": most,
                "error_message": self._say(Message("Expected: {what}", what=said)),
            },
        )

    def _formula(
        self, row: int, column: Column, formula: str, value: str | float, style: Any
    ) -> None:
        self._sheet.write_formula(row, COLUMNS.index(column), formula, style, value)

    def _when(self, row: int, column: Column, condition: str, style: Any) -> None:
        place = COLUMNS.index(column)
        rule = {"type": "formula", "criteria": condition, "format": style}
        self._sheet.conditional_format(row, place, row, place, rule)

    def _list(self, words: tuple[str, ...]) -> str:
        """A range of the hidden sheet that holds these words."""
        if words not in self._lists:
            place = 3 + len(self._lists)
            for row, word in enumerate(words):
                self._hidden.write_string(row, place, word)
            letter = _letter(place)
            self._lists[words] = f"dtiscore!${letter}$1:${letter}${len(words)}"
        return self._lists[words]


def _height(section: Section) -> int:
    return max(1, len(section.entries), len(section.papers))


def _letter(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - a form has few lists

    return str(xl_col_to_name(place))
