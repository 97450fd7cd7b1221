"""What ``whatif`` is asked to suppose, as it is typed: ``1.1.meetings=4``, ``2.1/plan``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.whatif import Supposed, lacking, problems_of, supposing, with_paper
from dtiscore.base import problems
from dtiscore.base.diagnostics import Place, RefusedError
from dtiscore.base.numbers import parse_number
from dtiscore.base.text import fold, nearest
from dtiscore.cli.filters import slot_of
from dtiscore.cli.session import Stop
from dtiscore.model.criteria_set import FactKey, fact_named, unknown_criterion
from dtiscore.model.facts import read_value
from dtiscore.scoring.proof import required

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.criteria import Criterion
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.rules.core import FactValue
    from dtiscore.scoring.engine import Scoring

_POINTS = "points"
"""The name under which a judged criterion's points are supposed, as an assessment states them."""


class _Change(NamedTuple):
    """One argument, read: a fact's new value, or a judged criterion's points."""

    text: str
    criterion: Criterion
    key: FactKey | None
    value: FactValue


def read_supposed(scoring: Scoring, changes: list[str], papers: list[str]) -> Supposed:
    """Everything that is supposed, checked like an assessment.

    Raises:
        Stop: an argument is no change of this set's facts, or its value cannot be; all such
            arguments are named.
    """
    if not changes and not papers:
        raise Stop(problems.NO_CHANGE.at(Place("whatif")))
    reader = _Reader(scoring)
    read = [change for text in changes if (change := reader.change(text)) is not None]
    supposed = reader.together(read)
    if not reader.found:
        reader.found.extend(_clashes(scoring, supposed, read))
    if reader.found:
        raise Stop(*reader.found)
    return supposed._replace(papers=tuple(_papers(scoring, supposed, papers)))


class _Reader:
    """Reads changes against one set, and gathers what is wrong with them."""

    def __init__(self, scoring: Scoring) -> None:
        self.scoring = scoring
        self.set: CriteriaSet = scoring.criteria_set
        self.found: list[Diagnostic] = []

    def change(self, text: str) -> _Change | None:
        """One change; None where it is none, which is noted."""
        place, (name, equals, value) = Place(text), text.partition("=")
        if not equals or "." not in name or not value.strip():
            self.found.append(problems.NOT_A_CHANGE.at(place, value=text))
            return None
        criterion, fact = fact_named(self.set, name)
        if criterion is None:
            known = tuple(self.set.criteria)
            self.found.append(unknown_criterion(name.rpartition(".")[0], known, place))
            return None
        if not criterion.applies(self.scoring.agency, self.scoring.cohort):
            self.found.append(problems.OUT_OF_SCOPE.at(place, id=criterion.id))
            return None
        return self._valued(text, criterion, fact, value.strip())

    def _valued(self, text: str, criterion: Criterion, name: str, value: str) -> _Change | None:
        judged = criterion.rule is not None and criterion.rule.kind == "judged"
        fact = self.set.facts[criterion.id].get(name)
        try:
            if judged and name == _POINTS:
                return _Change(text, criterion, None, _points(value))
            if fact is not None:
                return _Change(text, criterion, fact.key, read_value(value, fact))
        except RefusedError as refused:
            self.found.append(refused.problem.at(Place(text), **refused.fields))
            return None
        self.found.append(self._unknown(text, criterion, name, judged=judged))
        return None

    def _unknown(self, text: str, criterion: Criterion, name: str, *, judged: bool) -> Diagnostic:
        """That the criterion has no such fact, with the one that was most likely meant."""
        here = (*self.set.facts[criterion.id], *((_POINTS,) if judged else ()))
        fields = {"criterion": criterion.id, "fact": name, "known": here or None}
        near = nearest(name, here)
        if near is None:
            owners = (f"{cid}.{name}" for cid, facts in self.set.facts.items() if name in facts)
            near = next(owners, None)
        if near is None:
            return problems.UNKNOWN_FACT_OF.at(Place(text), **fields)
        return problems.UNKNOWN_FACT_ELSEWHERE.at(Place(text), **fields, near=near)

    def together(self, changes: list[_Change]) -> Supposed:
        """The changes by fact; one fact has one value."""
        first: dict[FactKey | str, _Change] = {}
        for change in changes:
            earlier = first.setdefault(change.key or change.criterion.id, change)
            if earlier is not change:
                fact = ".".join(change.key) if change.key else f"{change.criterion.id}.{_POINTS}"
                place = Place(change.text)
                self.found.append(problems.STATED_TWICE.at(place, fact=fact, first=earlier.text))
        facts = {change.key: change.value for change in first.values() if change.key is not None}
        points = {c.criterion.id: _as_points(c.value) for c in first.values() if c.key is None}
        return Supposed(facts, points)


def _points(text: str) -> Fraction:
    points = parse_number(text)
    if points < 0:
        raise RefusedError(problems.NEGATIVE, value=text)
    return points


def _as_points(value: FactValue) -> Fraction:
    from fractions import Fraction

    return value if isinstance(value, Fraction) else Fraction(0)


def _clashes(scoring: Scoring, supposed: Supposed, changes: list[_Change]) -> Iterator[Diagnostic]:
    """What the rules find wrong with the facts once they are as supposed."""
    criteria_set = scoring.criteria_set
    after = supposing(scoring, supposed.facts, supposed.points)
    said: set[tuple[str, str]] = set()
    for change in changes:
        seeing = [change.criterion.id]
        if change.key is not None:
            seeing = [cid for cid, _ in criteria_set.sharing[change.key]]
        for cid in seeing:
            criterion = criteria_set.criteria[cid]
            if not criterion.applies(scoring.agency, scoring.cohort):
                continue
            for wrong in problems_of(after, criterion):
                if (cid, wrong.fact) not in said:
                    said.add((cid, wrong.fact))
                    yield wrong.problem.at(Place(change.text), **wrong.fields)


def _papers(scoring: Scoring, supposed: Supposed, papers: list[str]) -> Iterator[tuple[str, str]]:
    """Each paper's criterion and slot; without one named, the only one that wants a paper."""
    after = supposing(scoring, supposed.facts, supposed.points)
    for text in papers:
        name, _, slot = text.partition("/")
        criterion = _criterion(scoring, name.strip())
        chosen = slot_of(criterion, slot.strip(), "--add-paper") if slot.strip() else None
        chosen = _slot(after, criterion) if chosen is None else chosen
        spec = next(each for each in criterion.proof if each.id == chosen)
        after = with_paper(after, criterion, spec)
        yield criterion.id, chosen


def _criterion(scoring: Scoring, name: str) -> Criterion:
    place, criteria = Place("--add-paper"), scoring.criteria_set.criteria
    found = {fold(cid): criterion for cid, criterion in criteria.items()}.get(fold(name))
    if found is None:
        raise Stop(unknown_criterion(name, criteria, place))
    if not found.applies(scoring.agency, scoring.cohort):
        raise Stop(problems.OUT_OF_SCOPE.at(place, id=found.id))
    return found


def _slot(after: Scoring, criterion: Criterion) -> str:
    deciding = [slot.id for slot in required(criterion.proof)]
    wanting = lacking(after, criterion) or tuple(deciding[:1])
    if not wanting:
        place = Place("--add-paper")
        raise Stop(problems.PAPER_NOT_NEEDED.at(place, criterion=criterion.id))
    if len(wanting) > 1:
        known = tuple(f"{criterion.id}/{slot}" for slot in wanting)
        place = Place("--add-paper")
        raise Stop(problems.PAPER_WITHOUT_SLOT.at(place, criterion=criterion.id, known=known))
    return wanting[0]
