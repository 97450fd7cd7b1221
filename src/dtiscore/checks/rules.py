"""Problems of rules within their set: maxima, types of facts, options, the period's year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.text import fold
from dtiscore.model.criteria import of_cohort
from dtiscore.rules.kinds.choice import ChoiceRule
from dtiscore.rules.kinds.deadline import DeadlineRule
from dtiscore.rules.kinds.peer_ratio import PeerRatioRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.bind import Loaded
    from dtiscore.model.criteria import Criterion, Group
    from dtiscore.model.criteria_set import CriteriaSet, SetFiles


def check_rule(
    loaded: Loaded[Group], here: tuple[str | int, ...], criterion: Criterion, files: SetFiles
) -> Iterator[Diagnostic]:
    """Every problem of a criterion's rule that needs its maximum or its facts."""
    rule = criterion.rule
    if rule is None:
        return
    here = (*here, "rule")
    for cohort in files.criteria_set.cohorts:
        maximum = of_cohort(criterion.max_score, cohort)
        wrong = list(rule.problems(maximum))
        for found in wrong:
            yield found.problem.at(loaded.place(*here, *found.path), **found.fields)
        applies = criterion.applies_to.has_cohort(cohort)
        if not wrong and applies and rule.ceiling(maximum) < maximum:
            best = rule.ceiling(maximum)
            yield problems.BELOW_MAXIMUM.at(loaded.place(*here), best=best, max=maximum)
    for key in ("when_whole_is_zero", "when_before_is_zero"):
        excused = getattr(rule, key, None) == "not_applicable"
        if excused and not criterion.may_be_not_applicable:
            yield problems.POLICY_PLACE.at(loaded.place(*here, key))
    yield from _typed(loaded, here, criterion, files.criteria_set)
    yield from _options(loaded, here, criterion, files.criteria_set)
    yield from _peers(loaded, here, criterion)


def _typed(
    loaded: Loaded[Group],
    here: tuple[str | int, ...],
    criterion: Criterion,
    criteria_set: CriteriaSet,
) -> Iterator[Diagnostic]:
    """What does not fit the types of the facts."""
    types = {name: fact.type for name, fact in criteria_set.facts[criterion.id].items()}
    for path, rule in criterion.rules():
        for found in rule.typed_problems(types):
            place = loaded.place(*here, *path, *found.path)
            yield found.problem.at(place, **found.fields)


def _options(
    loaded: Loaded[Group],
    here: tuple[str | int, ...],
    criterion: Criterion,
    criteria_set: CriteriaSet,
) -> Iterator[Diagnostic]:
    """Options nobody can state: a shared choice is read as where it is defined."""
    facts = criteria_set.facts[criterion.id]
    for path, rule in criterion.rules():
        if not isinstance(rule, ChoiceRule) or rule.fact not in facts:
            continue
        known = tuple(option.value for option in facts[rule.fact].options)
        for index, option in enumerate(rule.options):
            if known and fold(option.value) not in map(fold, known):
                place = loaded.place(*here, *path, "options", index, "value")
                yield problems.NOT_ONE_OF.at(place, value=option.value, known=known)


def _peers(
    loaded: Loaded[Group], here: tuple[str | int, ...], criterion: Criterion
) -> Iterator[Diagnostic]:
    """More than one comparison with the best agency, of which a criterion has one value."""
    peers = [path for path, rule in criterion.rules() if isinstance(rule, PeerRatioRule)]
    for path in peers[1:]:
        place = loaded.place(*here, *path, "kind")
        yield problems.RULE_TWICE.at(place, kind="peer_ratio")


def check_year(files: SetFiles, year: int) -> Iterator[Diagnostic]:
    """Deadlines that are over in the period ``year`` before anything counts."""
    for loaded in files.groups:
        for index, criterion in enumerate(loaded.value.criteria):
            for path, rule in criterion.rules():
                if isinstance(rule, DeadlineRule) and rule.opens_late(year):
                    place = loaded.place("criteria", index, "rule", *path, "due")
                    yield problems.DATES_ORDER.at(place)
