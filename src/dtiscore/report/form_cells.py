"""The cells of a form's table: what each holds, what may be typed into it, and its formulas."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.base.messages import N_, Message
from dtiscore.base.points import Rounding
from dtiscore.forms.keys import Column, Kind
from dtiscore.rules.cells import Cells, literal, rounded
from dtiscore.rules.core import NEVER, FactType
from dtiscore.rules.kinds.choice import option_texts
from dtiscore.rules.kinds.judged import STATED
from dtiscore.rules.measured import Measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dtiscore.forms.layout import Entry, Section
    from dtiscore.i18n.language import Language
    from dtiscore.rules.core import FactValue
    from dtiscore.scoring.tree import ScoreTree

COLUMNS = tuple(Column)
LETTERS = {column: chr(ord("A") + place) for place, column in enumerate(COLUMNS)}
LONGEST_TEXT = 2000
_LARGEST = 999_999_999
_DAY_0 = date(1899, 12, 30)


class Words(NamedTuple):
    """The words that cells hold, in the reader's language."""

    yes: str
    no: str
    left_out: str

    @classmethod
    def of(cls, language: Language) -> Words:
        """In this language."""
        return cls(
            language.text(Message("yes")),
            language.text(Message("no")),
            language.text(Message("not applicable")),
        )


def reference(column: Column, row: int) -> str:
    """An absolute reference to a cell; ``row`` counts from 0."""
    return f"${LETTERS[column]}${row + 1}"


def cell_value(value: FactValue | None, entry: Entry, words: Words) -> str | float | int | None:
    """A fact as its cell holds it; a date as its serial number."""
    if value is None:
        return None
    if value is NEVER:
        return words.no
    if isinstance(value, bool):
        return words.yes if value else words.no
    if isinstance(value, date):
        return serial_number(value)
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return option_texts(entry.options).get(value, value)


def serial_number(day: date) -> int:
    """A date as spreadsheets count days."""
    return (day - _DAY_0).days


def claimed_formula(
    tree: ScoreTree, section: Section, rows: Mapping[str, int], words: Words
) -> str | None:
    """The claimed points from the cells of the facts, whose rows are given by name."""
    score = section.score
    rule, criterion = score.criterion.rule, score.criterion
    if rule is None:
        return None
    of = {name: reference(Column.VALUE, row) for name, row in rows.items()}
    options = {entry.name: option_texts(entry.options) for entry in section.entries}
    setting = score.setting or tree.criteria_set.setting(
        criterion, cohort=tree.cohort, year=tree.assessment.period
    )
    formula = rule.in_cells(Cells(of, words.yes, words.no, options), setting)
    rounding: Rounding = tree.criteria_set.rounding
    points = rounded(formula.value, rounding)
    if criterion.sign == "penalty":
        points = f"-({points})"
    text = f'IF({formula.ready},{points},"")'
    if Kind.NOT_APPLICABLE in rows:
        left_out = f'"{words.left_out}"'
        if tree.criteria_set.header.not_applicable == "full":
            left_out = literal(setting.max_score)
        text = f'IF(TRIM({of[Kind.NOT_APPLICABLE]})<>"",{left_out},{text})'
    return f"={text}"


def slips(section: Section, rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """The rows of parts, each with the condition under which it is above its whole."""
    for _, rule in section.score.criterion.rules():
        named = (rule.part or "", rule.whole or "") if isinstance(rule, Measured) else ()
        if named and all(name in rows for name in named):
            part, whole = (reference(Column.VALUE, rows[name]) for name in named)
            yield rows[named[0]], f"=AND(ISNUMBER({part}),ISNUMBER({whole}),{part}>{whole})"


_WHOLE = N_("a whole number, 0 or more")
_NUMBER = N_("a number, 0 or more")
_PERCENT = N_("a percentage from 0 to 100, such as 45%")
_DATE = N_("a date such as 15/02/2024, or “no” if it did not happen")
_CHOICE = N_("choose from the list, or “no” if none applies")
_YES_NO = N_("choose yes or no")
_POINTS = N_("a number from 0 to {max}")
_TEXT = N_("a text of at most {max} characters")


def validation(
    entry: Entry, row: int, most: Fraction, options: str, language: Language, words: Words
) -> dict[str, Any]:
    """What may be typed into a figure's cell, with what the spreadsheet says of it.

    ``options`` is the range in which the words of a choice stand.
    """
    cell = reference(Column.VALUE, row)
    if entry.type is None:
        said = Message(_TEXT, max=LONGEST_TEXT)
        rule: dict[str, Any] = {"validate": "length", "criteria": "<=", "value": LONGEST_TEXT}
    elif entry.name == STATED and entry.key is not None and entry.key.kind is Kind.POINTS:
        said = Message(_POINTS, max=most)
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": float(most)}
    else:
        said, rule = _of_type(entry.type, cell, options, words)
    text = language.text(said)
    title = language.text(Message("What to fill in"))
    return {
        **rule,
        "input_title": title[:32],
        "input_message": text[:255],
        "error_title": language.text(Message("Not possible here"))[:32],
        "error_message": language.text(Message("Expected: {what}", what=said))[:255],
    }


def _of_type(
    kind: FactType, cell: str, options: str, words: Words
) -> tuple[Message, dict[str, Any]]:
    if kind is FactType.COUNT:
        return Message(_WHOLE), {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": _LARGEST,
        }
    if kind is FactType.AMOUNT:
        limits = {"minimum": 0, "maximum": _LARGEST * 1_000}
        return Message(_NUMBER), {"validate": "decimal", "criteria": "between", **limits}
    if kind is FactType.PERCENT:
        limits = {"minimum": 0, "maximum": 1}
        return Message(_PERCENT), {"validate": "decimal", "criteria": "between", **limits}
    if kind is FactType.YES_NO:
        return Message(_YES_NO), {"validate": "list", "source": [words.yes, words.no]}
    if kind is FactType.CHOICE:
        return Message(_CHOICE), {"validate": "list", "source": f"={options}"}
    days = f"AND(ISNUMBER({cell}),{cell}>=DATE(1990,1,1),{cell}<=DATE(2100,12,31))"
    value = f'=OR({days},{cell}="{words.no}")'
    return Message(_DATE), {"validate": "custom", "value": value}
