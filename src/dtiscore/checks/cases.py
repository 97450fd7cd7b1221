"""Run a set's worked examples: the rules must give exactly the points a person worked out."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.dates import DateRange
from dtiscore.base.diagnostics import RefusedError
from dtiscore.base.messages import Message, Points
from dtiscore.base.points import round_points
from dtiscore.evidence.fit import Window
from dtiscore.model.criteria import EVERYONE
from dtiscore.model.criteria_set import unknown_criterion
from dtiscore.model.facts import read_value, with_points
from dtiscore.scoring.proof import Fill, prove
from dtiscore.scoring.slots import slots_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.bind import Loaded
    from dtiscore.model.cases import Case, CaseFile
    from dtiscore.model.criteria import Criterion
    from dtiscore.model.criteria_set import CriteriaSet, SetFiles
    from dtiscore.rules.core import Facts, FactValue, Rule, Setting

_KINDS = {"claimed": Message("claimed points"), "provable": Message("provable points")}

CASE_YEAR = 2023
"""The period of a case that names none; due dates without a year fall into it."""


class CaseResult(NamedTuple):
    """One case that was run, and what was wrong with it."""

    file: str
    line: int
    case: Case
    found: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether it gave exactly what it expects."""
        return not self.found


def run_cases(files: SetFiles, period: int = CASE_YEAR) -> Iterator[CaseResult]:
    """Every case of the set, in the order of its files; ``period`` where a case names none."""
    for loaded in files.cases:
        for index, case in enumerate(loaded.value.root):
            place = loaded.place(index)
            found = tuple(_run(loaded, index, case, files.criteria_set, period))
            yield CaseResult(place.file, place.line, case, found)


def _run(
    loaded: Loaded[CaseFile], index: int, case: Case, criteria_set: CriteriaSet, period: int
) -> Iterator[Diagnostic]:
    criterion = criteria_set.criteria.get(case.criterion)
    if criterion is None or criterion.rule is None:
        place = loaded.place(index, "criterion")
        yield unknown_criterion(case.criterion, criteria_set.criteria, place)
        return
    if case.cohort is not None and case.cohort not in criteria_set.cohorts:
        cohorts = tuple(cohort for cohort in criteria_set.cohorts if cohort != EVERYONE)
        place = loaded.place(index, "cohort")
        yield problems.COHORT_UNKNOWN.at(place, cohort=case.cohort, known=cohorts or None)
        return
    cohort = case.cohort or criteria_set.cohorts[0]
    setting = criteria_set.setting(criterion, cohort=cohort, year=case.period or period)
    facts: dict[str, FactValue] = {}
    wrong = list(_read_facts(loaded, index, case, criterion, criteria_set, facts))
    with_points(facts, case)
    for misfit in criterion.rule.fact_problems(facts, setting):
        place = loaded.place(index, "facts", misfit.fact)
        wrong.append(misfit.problem.at(place, **misfit.fields))
    if not case.expect.model_fields_set:
        wrong.append(problems.MISSING_KEY.at(loaded.place(index, "expect"), key="claimed"))
    known = [slot.id for slot in criterion.proof]
    for slot in case.proof:
        if slot not in known:
            place = loaded.place(index, "proof", slot, key=True)
            fields = {"criterion": criterion.id, "slot": slot}
            wrong.append(problems.UNKNOWN_SLOT.at(place, **fields, known=tuple(known)))
    yield from wrong
    if not wrong:
        yield from _compare(loaded, index, case, criterion.rule, facts, setting, criteria_set)


def _read_facts(
    loaded: Loaded[CaseFile],
    index: int,
    case: Case,
    criterion: Criterion,
    criteria_set: CriteriaSet,
    facts: dict[str, FactValue],
) -> Iterator[Diagnostic]:
    known = criteria_set.facts[criterion.id]
    for name, statement in case.facts.items():
        if name not in known:
            place = loaded.place(index, "facts", name, key=True)
            yield problems.UNKNOWN_FACT.at(place, fact=name, known=tuple(known))
        elif statement is not None and statement.value is not None:
            try:
                facts[name] = read_value(statement.value, known[name])
            except RefusedError as refused:
                place = loaded.place(index, "facts", name)
                yield refused.problem.at(place, **refused.fields)


def _compare(
    loaded: Loaded[CaseFile],
    index: int,
    case: Case,
    rule: Rule,
    facts: Facts,
    setting: Setting,
    criteria_set: CriteriaSet,
) -> Iterator[Diagnostic]:
    claimed, provable = case_points(case, rule, facts, setting, criteria_set)
    for kind, points in zip(_KINDS, (claimed, provable), strict=True):
        if kind not in case.expect.model_fields_set:
            continue
        expected = getattr(case.expect, kind)
        if (points is None) != (expected is None) or (
            points is not None and Fraction(points) != expected
        ):
            yield problems.CASE_FAILED.at(
                loaded.place(index, "expect", kind),
                name=case.name,
                kind=_KINDS[kind],
                expected=None if expected is None else Points(expected),
                found=None if points is None else Points(Fraction(points)),
                criterion=case.criterion,
            )


def case_points(
    case: Case, rule: Rule, facts: Facts, setting: Setting, criteria_set: CriteriaSet
) -> tuple[Decimal | None, Decimal | None]:
    """Claimed and provable points of a case; None where it cannot be evaluated."""
    outcome = rule.score(facts, setting)
    if outcome.points is None:
        return None, None
    slots = criteria_set.criteria[case.criterion].proof
    days = DateRange(date(setting.year, 1, 1), date(setting.year, 12, 31))
    wanted = slots_for(slots, facts, Window(days)).needs
    fills = {}
    for slot in slots:
        supplied = case.proof.get(slot.id, 0)
        shown: tuple[date | int, ...] = ()
        if slot.shows is not None and supplied:
            stated = facts.get(slot.shows.fact)
            day = supplied if isinstance(supplied, date) else stated
            shown = (day,) if isinstance(day, date) else ()
        have = 1 if isinstance(supplied, date) else supplied
        fills[slot.id] = Fill(wanted[slot.id], have, shown)
    proved = prove(rule, slots, facts, setting, fills, outcome)
    rounding = criteria_set.rounding
    return round_points(outcome.points, rounding), round_points(proved.points, rounding)
