"""Problems of an assessment against its set: unknown criteria, impossible or conflicting facts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.messages import Points
from dtiscore.base.text import fold
from dtiscore.evidence.walk import unknown_slot
from dtiscore.model.criteria import EVERYONE
from dtiscore.model.criteria_set import unknown_criterion
from dtiscore.model.facts import StatedFacts, type_facts, with_points
from dtiscore.rules.kinds.judged import STATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dtiscore.base.diagnostics import Diagnostic, Place
    from dtiscore.model.assessment import Assessment, CriterionStatement
    from dtiscore.model.bind import Loaded
    from dtiscore.model.criteria import Criterion
    from dtiscore.model.criteria_set import CriteriaSet, Fact
    from dtiscore.model.settings import Agency
    from dtiscore.rules.core import Rule
    from dtiscore.scoring.tree import ScoreTree


def check_cohort(agency: Agency, criteria_set: CriteriaSet, place: Place) -> Iterator[Diagnostic]:
    """The agency's cohort against the set's."""
    known = tuple(cohort for cohort in criteria_set.cohorts if cohort != EVERYONE)
    if known and agency.cohort is None:
        yield problems.COHORT_MISSING.at(place, known=known)
    elif known and agency.cohort not in known:
        yield problems.COHORT_UNKNOWN.at(place, cohort=agency.cohort, known=known)


def check_assessment(
    loaded: Loaded[Assessment], criteria_set: CriteriaSet, agency: str, cohort: str
) -> tuple[StatedFacts, tuple[Diagnostic, ...]]:
    """The typed facts, and every problem of the file against the set."""
    assessment = loaded.value
    facts, misstated = type_facts(criteria_set, assessment)
    found = [
        wrong.problem.at(loaded.place(*wrong.path, key=wrong.at_key), **wrong.fields)
        for wrong in misstated
    ]
    found.extend(_dates(loaded))
    for cid, said in assessment.criteria.items():
        criterion = criteria_set.criteria.get(cid)
        if criterion is None:
            place = loaded.place("criteria", cid, key=True)
            found.append(unknown_criterion(cid, criteria_set.criteria, place))
        elif not criterion.applies(agency, cohort):
            place = loaded.place("criteria", cid, key=True)
            found.append(problems.OUT_OF_SCOPE.at(place, id=cid))
        elif said is not None:
            found.extend(_statement(loaded, criterion, said, criteria_set, cohort))
    for criterion in criteria_set.criteria.values():
        if criterion.applies(agency, cohort):
            found.extend(_fact_problems(loaded, criterion, facts, criteria_set, cohort))
    return facts, tuple(found)


def _dates(loaded: Loaded[Assessment]) -> Iterator[Diagnostic]:
    days = loaded.value.range
    if days.last < days.first:
        yield problems.DATES_ORDER.at(loaded.place("dates", "to"))
    submit_by, collect_by = loaded.value.dates.submit_by, loaded.value.dates.collect_by
    if submit_by is not None and collect_by is not None and submit_by < collect_by:
        yield problems.DATES_ORDER.at(loaded.place("dates", "submit_by"))


def _statement(
    loaded: Loaded[Assessment],
    criterion: Criterion,
    said: CriterionStatement,
    criteria_set: CriteriaSet,
    cohort: str,
) -> Iterator[Diagnostic]:
    here = ("criteria", criterion.id)
    if said.not_applicable is not None and not criterion.may_be_not_applicable:
        place = loaded.place(*here, "not_applicable", key=True)
        yield problems.NOT_APPLICABLE.at(place, id=criterion.id)
    judged = criterion.rule is not None and criterion.rule.kind == "judged"
    if said.points is not None and not judged:
        place = loaded.place(*here, "points", key=True)
        yield problems.JUDGED_POINTS.at(place, id=criterion.id)
    elif said.points is not None and said.explanation is None:
        yield problems.JUDGED_EXPLANATION.at(loaded.place(*here, "points"), id=criterion.id)
    slots = {fold(slot.id) for slot in criterion.proof}
    for index, paper in enumerate(said.papers):
        if fold(paper.slot) not in slots:
            place = loaded.place(*here, "papers", index, "slot")
            yield unknown_slot(criterion, paper.slot, place)
    maximum = criteria_set.max_of(criterion, cohort)
    for index, confirmation in enumerate(said.confirmed):
        if confirmation.points > maximum:
            place = loaded.place(*here, "confirmed", index, "points")
            fields = {"points": confirmation.points, "max": maximum}
            yield problems.ABOVE_MAXIMUM.at(place, **fields)


def _fact_problems(
    loaded: Loaded[Assessment],
    criterion: Criterion,
    facts: StatedFacts,
    criteria_set: CriteriaSet,
    cohort: str,
) -> Iterator[Diagnostic]:
    """What the rule itself finds wrong, at the statement of the fact."""
    if criterion.rule is None or not _readable(criterion.rule, criteria_set.facts[criterion.id]):
        return
    mine = facts.of(criteria_set, criterion.id)
    with_points(mine, loaded.value.criteria.get(criterion.id))
    setting = criteria_set.setting(criterion, cohort=cohort, year=loaded.value.period)
    for wrong in criterion.rule.fact_problems(mine, setting):
        yield wrong.problem.at(
            _stated_at(loaded, criterion, wrong.fact, facts, criteria_set), **wrong.fields
        )


def _readable(rule: Rule, known: Mapping[str, Fact]) -> bool:
    """Whether the facts are of types the rule can read: where not, the set is wrong, not they."""
    typed = all(use.fact not in known or known[use.fact].type in use.types for use in rule.uses())
    return typed and STATED not in known if rule.kind == "judged" else typed


def _stated_at(
    loaded: Loaded[Assessment],
    criterion: Criterion,
    fact: str,
    facts: StatedFacts,
    criteria_set: CriteriaSet,
) -> Place:
    if fact == STATED and fact not in criteria_set.facts[criterion.id]:
        return loaded.place("criteria", criterion.id, "points")
    origin = facts.origins[criteria_set.facts[criterion.id][fact].key]
    return loaded.place("criteria", origin.criterion, "facts", origin.fact, "value")


def check_scored(loaded: Loaded[Assessment], tree: ScoreTree) -> Iterator[Diagnostic]:
    """What only shows once the period is scored."""
    yield from _shown(loaded, tree)
    yield from _confirmed(loaded, tree)


def _shown(loaded: Loaded[Assessment], tree: ScoreTree) -> Iterator[Diagnostic]:
    """Papers that show another date or number than the one stated."""
    for criterion in tree.criteria:
        for state in criterion.slots:
            paper = criterion.otherwise(state)
            if paper is None or state.slot.shows is None or criterion.setting is None:
                continue
            name = state.slot.shows.fact
            place = _stated_at(loaded, criterion.criterion, name, tree.facts, tree.criteria_set)
            fact, file, shown = criterion.setting.label(name), paper.paper.path, paper.fit.shown
            stated = criterion.facts[name]
            if isinstance(stated, Fraction | date):
                fields = {"fact": fact, "file": file, "shown": shown, "stated": stated}
                yield problems.SHOWN_DIFFERS.at(place, **fields)
            else:
                yield problems.SHOWN_AFTER_ALL.at(place, fact=fact, file=file, shown=shown)


def _confirmed(loaded: Loaded[Assessment], tree: ScoreTree) -> Iterator[Diagnostic]:
    """Confirmations above what was claimed: allowed, but worth a look."""
    for criterion in tree.criteria:
        confirmed, claimed = criterion.confirmed, criterion.claimed
        if confirmed is not None and claimed is not None and confirmed > claimed:
            place = loaded.place("criteria", criterion.id, "confirmed")
            fields = {
                "confirmed": Points(Fraction(confirmed)),
                "claimed": Points(Fraction(claimed)),
            }
            yield problems.CONFIRMED_ABOVE_CLAIMED.at(place, id=criterion.id, **fields)
