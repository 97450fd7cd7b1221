"""Rules in cells: a spreadsheet gives the points of the rules, digit for digit."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import rule_of, setting_of
from strategies import RECIPES, Case, cases

from dtiscore.base.points import Rounding, round_points
from dtiscore.rules.cells import Cells, literal, rounded
from dtiscore.rules.core import NEVER, FactValue, Rule, Setting
from dtiscore.rules.kinds.choice import ChoiceRule
from dtiscore.rules.kinds.judged import STATED
from libreoffice import converted, needs_office

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ROUNDINGS = (Rounding(2), Rounding(2, "half_even"), Rounding(2, "down"), Rounding(0), Rounding(4))
EACH = 40


class Example(NamedTuple):
    """A rule with facts, of which some may be missing, and how its points are rounded."""

    rule: Rule
    setting: Setting
    facts: Mapping[str, FactValue]
    rounding: Rounding

    @property
    def wanted(self) -> str:
        """What the cell must show: the points, or nothing while they are unknown."""
        points = self.rule.score(self.facts, self.setting).points
        wrong = any(True for _ in self.rule.fact_problems(self.facts, self.setting))
        if points is None or wrong:
            return ""
        return str(float(round_points(points, self.rounding)))


def drawn(kind: str) -> list[Example]:
    """Random rules of a kind with random facts."""
    found: list[Example] = []

    @settings(
        max_examples=EACH,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data(), cases(kind))
    def gather(data: st.DataObject, case: Case) -> None:
        facts = data.draw(case.facts if data.draw(st.integers(0, 2)) else case.some_facts)
        rounding = data.draw(st.sampled_from(ROUNDINGS))
        found.append(Example(case.rule, case.setting, facts, rounding))

    gather()
    return found


def ties() -> Iterator[Example]:
    """Points that lie exactly between two cents, which binary numbers do not hit."""
    rule = rule_of("{kind: ratio, part: a, whole: b, when_whole_is_zero: zero}")
    for maximum in ("20", "12.5", "45", "8.33", "30"):
        setting = setting_of(rule, Fraction(maximum))
        for whole in (16, 80, 400, 1000, 1200, 3200, 8000):
            for part in range(1, whole, max(1, whole // 37)):
                points = setting.max_score * part / whole * 200
                if points.denominator == 1 and points % 2:
                    facts = {"a": Fraction(part), "b": Fraction(whole)}
                    yield Example(rule, setting, facts, Rounding(2))
                    yield Example(rule, setting, facts, Rounding(2, "half_even"))


def slips() -> Iterator[Example]:
    """A part above its whole; judged points above the maximum."""
    ratio = rule_of("{kind: ratio, part: a, whole: b, when_whole_is_zero: zero}")
    yield Example(ratio, setting_of(ratio), {"a": Fraction(3), "b": Fraction(2)}, Rounding(2))
    judged = rule_of("{kind: judged}")
    yield Example(judged, setting_of(judged, 10), {"points": Fraction(11)}, Rounding(2))


def written(sheet: Any, row: int, example: Example) -> None:
    """The facts of an example in a row, and the rule's formula in front of them."""
    of, options = {}, {}
    names = dict.fromkeys([*(use.fact for use in example.rule.uses()), STATED, *example.facts])
    for column, name in enumerate(names, start=1):
        of[name] = f"${xlsxwriter.utility.xl_col_to_name(column)}${row + 1}"
        options[name] = {
            option.value: f"Lựa chọn “{option.value}”"
            for _, rule in example.rule.nested()
            if isinstance(rule, ChoiceRule) and rule.fact == name
            for option in rule.options
        }
        if name in example.facts:
            put(sheet, row, column, example.facts[name], options[name])
    formula = example.rule.in_cells(Cells(of, "có", "không", options), example.setting)
    points = rounded(formula.value, example.rounding)
    sheet.write_formula(row, 0, f'=IF({formula.ready},{points},"")', None, "–")


def put(sheet: Any, row: int, column: int, value: FactValue, options: Mapping[str, str]) -> None:
    """A fact as a clerk's form holds it."""
    if value is NEVER:
        sheet.write_string(row, column, "không")
    elif isinstance(value, bool):
        sheet.write_string(row, column, "Có" if value else "không")
    elif isinstance(value, str):
        sheet.write_string(row, column, options[value])
    elif isinstance(value, date):
        sheet.write_number(row, column, (value - date(1899, 12, 30)).days)
    elif isinstance(value, Fraction):
        sheet.write_number(row, column, float(value))


def recalculated(folder: Path, examples: list[Example]) -> list[str]:
    """What LibreOffice computes for each example."""
    path = folder / "rules.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, example in enumerate(examples):
            written(sheet, row, example)
    computed: Any = openpyxl.load_workbook(converted(path), data_only=True).active
    values = [computed.cell(row + 1, 1).value for row in range(len(examples))]
    return ["" if value in (None, "") else str(float(value)) for value in values]


@needs_office
def test_a_spreadsheet_gives_the_points_of_the_rules(tmp_path: Path) -> None:
    examples = [example for kind in sorted(RECIPES) for example in drawn(kind)]
    examples += [*ties(), *slips()]
    assert len(examples) > EACH * len(RECIPES)
    found = recalculated(tmp_path, examples)
    wrong = [
        (example.rule, example.facts, example.rounding, example.wanted, value)
        for example, value in zip(examples, found, strict=True)
        if example.wanted != value
    ]
    assert wrong == []
    assert sum(value != "" for value in found) > len(examples) / 2


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(20), "20"),
        (Fraction(25, 2), "12.5"),
        (Fraction(-1, 20), "-0.05"),
        (Fraction(1, 3), "(1/3)"),
        (Fraction(833, 100), "8.33"),
    ],
)
def test_a_number_as_a_literal(number: Fraction, text: str) -> None:
    assert literal(number) == text
