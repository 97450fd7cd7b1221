"""A criteria set put together from its files: lookups, shared facts, scope, fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.points import round_points
from dtiscore.base.text import fold, nearest
from dtiscore.model.canonical import fingerprint
from dtiscore.model.criteria import EVERYONE, FactSpec, of_cohort
from dtiscore.rules.core import FactType, Setting
from dtiscore.rules.kinds.choice import ChoiceRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    from dtiscore.base.diagnostics import Diagnostic, Place
    from dtiscore.base.points import Rounding
    from dtiscore.model.bind import Loaded
    from dtiscore.model.cases import CaseFile
    from dtiscore.model.criteria import Criterion, Group, SetHeader
    from dtiscore.rules.kinds.choice import Option


class FactKey(NamedTuple):
    """Where a fact is defined: the criterion and its name there."""

    criterion: str
    fact: str


class Fact(NamedTuple):
    """A fact as one criterion sees it, with what its defining criterion says of it."""

    key: FactKey
    label: str
    type: FactType
    unit: str | None
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class CriteriaSet:
    """One decision's criteria for one kind of body."""

    header: SetHeader
    groups: tuple[Group, ...]

    @property
    def id(self) -> str:
        """The set's id, which is also its folder."""
        return self.header.id

    @cached_property
    def rounding(self) -> Rounding:
        """How a criterion's points are rounded."""
        return self.header.rounding.rounding

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """Every criterion by id, in the order of the groups."""
        found: dict[str, Criterion] = {}
        for group in self.groups:
            for criterion in group.criteria:
                found.setdefault(criterion.id, criterion)
        return found

    @cached_property
    def facts(self) -> Mapping[str, Mapping[str, Fact]]:
        """The facts of each criterion, shared ones resolved; unresolvable ones are left out."""
        return {cid: dict(self._facts_of(criterion)) for cid, criterion in self.criteria.items()}

    def _facts_of(self, criterion: Criterion) -> Iterator[tuple[str, Fact]]:
        for name, spec in criterion.facts.items():
            found = self.defining(criterion.id, name)
            if found is None:
                continue
            key, own = found
            if own.type is not None:
                label = spec.label or own.label or name
                options = self._options(key) if own.type is FactType.CHOICE else ()
                yield name, Fact(key, label, own.type, spec.unit or own.unit, options)

    def defining(self, criterion: str, name: str) -> tuple[FactKey, FactSpec] | None:
        """The criterion and specification that define a fact, following ``same_as`` once."""
        spec = self.criteria[criterion].facts[name]
        if spec.same_as is None:
            return FactKey(criterion, name), spec
        target, _, fact = spec.same_as.rpartition(".")
        other = self.criteria.get(target)
        if other is None or fact not in other.facts or other.facts[fact].same_as is not None:
            return None
        return FactKey(target, fact), other.facts[fact]

    def _options(self, key: FactKey) -> tuple[Option, ...]:
        """The options of a choice, from a rule that uses it: where it is defined, else shared."""
        shared = f"{key.criterion}.{key.fact}"
        users = [(key.criterion, key.fact)]
        for cid, criterion in self.criteria.items():
            users += [(cid, n) for n, spec in criterion.facts.items() if spec.same_as == shared]
        for cid, name in users:
            for _, rule in self.criteria[cid].rules():
                if isinstance(rule, ChoiceRule) and rule.fact == name:
                    return rule.options
        return ()

    @cached_property
    def sharing(self) -> Mapping[FactKey, tuple[tuple[str, str], ...]]:
        """Every (criterion, local name) that sees a fact, by where it is defined."""
        seen: dict[FactKey, list[tuple[str, str]]] = {}
        for criterion, facts in self.facts.items():
            for name, fact in facts.items():
                seen.setdefault(fact.key, []).append((criterion, name))
        return {key: tuple(places) for key, places in seen.items()}

    @cached_property
    def _maxima(self) -> dict[tuple[str, str], tuple[Fraction, Decimal]]:
        return {}

    def maximum(self, criterion: Criterion, cohort: str) -> tuple[Fraction, Decimal]:
        """The criterion's maximum for ``cohort``, exact and in the set's decimals."""
        key = (criterion.id, cohort)
        known = self._maxima.get(key)
        if known is None:
            exact = self.max_of(criterion, cohort)
            known = self._maxima[key] = (exact, round_points(exact, self.rounding))
        return known

    def max_of(self, criterion: Criterion, cohort: str) -> Fraction:
        """The criterion's maximum for ``cohort``, in points."""
        return of_cohort(criterion.max_score, cohort)

    @property
    def cohorts(self) -> tuple[str, ...]:
        """The cohorts the maximum is given for; `EVERYONE` alone where there are none."""
        return tuple(self.header.max_score)

    def setting(
        self,
        criterion: Criterion,
        *,
        cohort: str = EVERYONE,
        year: int,
        best: Fraction | None = None,
        today: date | None = None,
    ) -> Setting:
        """What the criterion's rule needs besides its facts."""
        types, labels = self._sheets[criterion.id]
        exact, _ = self.maximum(criterion, cohort)
        return Setting(exact, year, types, labels, best, today)

    @cached_property
    def _sheets(self) -> Mapping[str, tuple[dict[str, FactType], dict[str, str]]]:
        """Types and labels of each criterion's facts, made once: every scoring asks for them."""
        return {
            cid: (
                {name: fact.type for name, fact in facts.items()},
                {name: fact.label for name, fact in facts.items()},
            )
            for cid, facts in self.facts.items()
        }

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the set's canonical NFC JSON, without cases, lead and support."""
        said = {"set": self.header, "groups": self.groups}
        return fingerprint(said, without=frozenset({"lead", "support"}))


def fact_named(criteria_set: CriteriaSet, name: str) -> tuple[Criterion | None, str]:
    """The criterion and the fact of a name such as ``1.1.meetings``; ids may hold points, too.

    None for a criterion the set does not have; a fact it does not have is given as written.
    """
    name = name.strip()
    for cid, criterion in criteria_set.criteria.items():
        if fold(name).startswith(f"{fold(cid)}."):
            rest = name[len(cid) + 1 :]
            facts = {fold(each): each for each in criteria_set.facts[cid]}
            if fold(rest) in facts:
                return criterion, facts[fold(rest)]
    cid, _, fact = name.rpartition(".")
    by_id = {fold(each): criterion for each, criterion in criteria_set.criteria.items()}
    return by_id.get(fold(cid)), fact


def unknown_criterion(name: str, known: Iterable[str], place: Place) -> Diagnostic:
    """The problem of an id the set does not have, with the one that was most likely meant.

    Of two numbers of the same length none is a slip of the other: it is another criterion's,
    often of another year's set.
    """
    number = name.replace(".", "").isdecimal()
    near = nearest(name, [one for one in known if not (number and len(one) == len(name))])
    if near is not None:
        return problems.UNKNOWN_CRITERION_NEAR.at(place, id=name, near=near)
    return problems.UNKNOWN_CRITERION.at(place, id=name)


@dataclass(frozen=True)
class SetFiles:
    """A set with the files it came from, so that a problem of it has a place.

    ``complete`` is False where a file could not be read, or where it is open what a criterion is
    (see `checks.set_shape`): sums and references are then not judged, for they would blame the
    wrong file.
    """

    folder: str
    header: Loaded[SetHeader]
    groups: tuple[Loaded[Group], ...]
    cases: tuple[Loaded[CaseFile], ...]
    complete: bool

    @cached_property
    def criteria_set(self) -> CriteriaSet:
        """The set itself; of criteria with the same id the first counts."""
        return CriteriaSet(self.header.value, tuple(group.value for group in self.groups))
