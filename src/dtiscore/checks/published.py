"""Problems of published results: groups the set does not have, values beyond the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.text import fold
from dtiscore.checks.criteria_set import bands_in_order
from dtiscore.model.criteria import EVERYONE
from dtiscore.model.criteria_set import unknown_criterion
from dtiscore.rules.core import threshold_problem
from dtiscore.rules.kinds.peer_ratio import PeerRatioRule
from dtiscore.scoring.bands import published_rating
from dtiscore.scoring.printed import (
    Ranked,
    most_in_group,
    most_in_total,
    sum_of_groups,
    wrong_ranks,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from fractions import Fraction

    from dtiscore.base.diagnostics import Diagnostic, Place, Problem
    from dtiscore.base.messages import Field
    from dtiscore.model.bind import Loaded
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.published import AgencyResult, Published
    from dtiscore.model.scale import Scale


def check_published(loaded: Loaded[Published], criteria_set: CriteriaSet) -> Iterator[Diagnostic]:
    """Every problem of the file against the set."""
    published = loaded.value
    for cohort, values in published.averages.items():
        path = ("averages", cohort)
        yield from _cohort(loaded.place(*path, key=True), cohort, criteria_set)
        yield from _values(loaded, path, cohort, values.total, values.groups, criteria_set)
    yield from _listed(loaded, ("agencies",), published.agencies, criteria_set)
    yield from _together(loaded, criteria_set)
    yield from _unranked(loaded)
    mentioned = {fold(agency.id) for agency in published.agencies}
    for here, agencies in _corrections(published):
        yield from _listed(loaded, here, agencies, criteria_set, mentioned)
        mentioned |= {fold(agency.id) for agency in agencies}
    yield from _bests(loaded, criteria_set)


def _corrections(
    published: Published,
) -> Iterator[tuple[tuple[str | int, ...], tuple[AgencyResult, ...]]]:
    """What the corrections say of agencies and where, in the order in which they count."""
    for number, correction in sorted(enumerate(published.corrections), key=lambda c: c[1].on):
        yield ("corrections", number, "agencies"), correction.agencies


def _unranked(loaded: Loaded[Published]) -> Iterator[Diagnostic]:
    """Ranks that do not count: of bodies that are not ranked."""
    ranked: dict[str, bool] = {}
    first = (("agencies",), loaded.value.agencies)
    for here, agencies in (first, *_corrections(loaded.value)):
        for index, agency in enumerate(agencies):
            id_ = fold(agency.id)
            if "ranked" in agency.model_fields_set or id_ not in ranked:
                ranked[id_] = agency.ranked
            if agency.rank is not None and not ranked[id_]:
                place = loaded.place(*here, index, "rank")
                yield problems.RANK_OF_UNRANKED.at(place, rank=agency.rank)


def _listed(
    loaded: Loaded[Published],
    here: tuple[str | int, ...],
    agencies: tuple[AgencyResult, ...],
    criteria_set: CriteriaSet,
    mentioned: Collection[str] = (),
) -> Iterator[Diagnostic]:
    """Agencies listed twice or without a cohort, and the problems of each.

    ``mentioned``: those that stand already, whose cohort a correction need not say again.
    """
    cohorts = tuple(name for name in criteria_set.cohorts if name != EVERYONE)
    seen: dict[str, Place] = {}
    for index, agency in enumerate(agencies):
        place = loaded.place(*here, index, "id")
        first = seen.setdefault(fold(agency.id), place)
        if first is not place:
            at = f"{first.file}:{first.line}"
            yield problems.DUPLICATE_ID.at(place, id=agency.id, first=at)
        elif cohorts and agency.cohort is None and fold(agency.id) not in mentioned:
            at_entry = loaded.place(*here, index)
            yield problems.COHORT_MISSING_RESULT.at(at_entry, known=cohorts)
        yield from _agency(loaded, (*here, index), agency, criteria_set)


class _Wrong(NamedTuple):
    """A value that contradicts others: of which agency (its folded id), which one, and how."""

    agency: str
    field: str
    problem: Problem
    fields: Mapping[str, Field]


def _together(loaded: Loaded[Published], criteria_set: CriteriaSet) -> Iterator[Diagnostic]:
    """What contradicts itself in the first results, and what does in the end, if corrected."""
    published = loaded.value
    places: dict[tuple[str, str], tuple[str | int, ...]] = {
        (fold(one.id), field): ("agencies", index, field)
        for index, one in enumerate(published.agencies)
        for field in _JUDGED
    }
    first = _contradictions(loaded, published.agencies, criteria_set)
    yield from (one.problem.at(loaded.place(*places[one[:2]]), **one.fields) for one in first)
    if not published.corrections:
        return
    stale: set[str] = set()
    for here, agencies in _corrections(published):
        for index, one in enumerate(agencies):
            id_, path = fold(one.id), (*here, index)
            for field in _JUDGED:
                by = _corrected_by(one, field)
                if by is not None or (id_, field) not in places:
                    places[id_, field] = (*path, by or "id")
            if by_total := _corrected_by(one, "rank"):
                (stale.add if by_total == "total" else stale.discard)(id_)
    for wrong in _contradictions(loaded, published.results(None), criteria_set, stale):
        if wrong not in first:
            yield wrong.problem.at(loaded.place(*places[wrong[:2]]), **wrong.fields)


def _corrected_by(one: AgencyResult, field: str) -> str | None:
    """What a correction states by which a value is another, or no longer goes with the rest.

    What does not go with a corrected value stands where it was published so: the correction is
    what there is to look at.
    """
    stated = one.model_fields_set
    return next((name for name in (field, *_HELD_AGAINST[field]) if name in stated), None)


_HELD_AGAINST = {"total": ("groups",), "rank": ("total",), "rating": ("total",)}
"""Values that are judged, each with what it is held against."""
_JUDGED = tuple(_HELD_AGAINST)


def _contradictions(
    loaded: Loaded[Published],
    results: Sequence[AgencyResult],
    criteria_set: CriteriaSet,
    stale: Collection[str] = (),
) -> list[_Wrong]:
    """Totals, ranks and ratings of results that stand together and cannot all be right.

    ``stale``: the folded ids of those whose total was corrected, and whose rank was not.
    """
    scale = loaded.value.scale or criteria_set.header.published_as.scale
    return [
        *_sums(results, criteria_set, scale),
        *_ranks(results, stale),
        *_ratings(results, criteria_set, scale),
    ]


def _sums(
    results: Sequence[AgencyResult], criteria_set: CriteriaSet, scale: Scale
) -> Iterator[_Wrong]:
    """Totals that are not the sum of their groups, where those tell it."""
    for agency in results:
        groups = {group: result.value for group, result in agency.groups.items()}
        total = sum_of_groups(criteria_set, groups, scale, agency.cohort)
        if None not in (agency.total, total) and total != agency.total:
            fields: dict[str, Field] = {"total": agency.total, "sum": total}
            yield _Wrong(fold(agency.id), "total", problems.PUBLISHED_SUM, fields)


def _ranks(results: Sequence[AgencyResult], stale: Collection[str]) -> Iterator[_Wrong]:
    """Ranks that contradict the totals; a file may list some agencies only."""
    by_cohort: dict[str | None, list[Ranked]] = {}
    for agency in results:
        if agency.ranked and agency.rank is not None and agency.total is not None:
            one = Ranked(agency.id, agency.total, agency.rank, fold(agency.id) in stale)
            by_cohort.setdefault(agency.cohort, []).append(one)
    for members in by_cohort.values():
        for wrong in wrong_ranks(members):
            id_ = fold(members[wrong.at].name)
            yield _Wrong(id_, "rank", problems.PUBLISHED_RANK, {"reason": wrong.reason})


def _ratings(
    results: Sequence[AgencyResult], criteria_set: CriteriaSet, scale: Scale
) -> Iterator[_Wrong]:
    """Ratings that are not those of the totals by the set's bands."""
    header = criteria_set.header
    if not bands_in_order(header.bands):
        return  # which is said of the set
    for agency in results:
        if agency.rating is not None and agency.total is not None:
            right = published_rating(agency.total, scale, agency.cohort, header)
            if right not in (None, agency.rating):
                said: dict[str, Field] = {"rating": agency.rating, "total": agency.total}
                fields = {**said, "right": right}
                yield _Wrong(fold(agency.id), "rating", problems.PUBLISHED_RATING, fields)


def _bests(loaded: Loaded[Published], criteria_set: CriteriaSet) -> Iterator[Diagnostic]:
    """Best values of criteria that compare with none, or of another type than what they compare."""
    compared = {
        criterion.id: rule.fact
        for criterion in criteria_set.criteria.values()
        for _, rule in criterion.rules()
        if isinstance(rule, PeerRatioRule)
    }
    for cid, best in loaded.value.bests.items():
        place = loaded.place("bests", cid, key=True)
        if cid not in criteria_set.criteria:
            yield unknown_criterion(cid, criteria_set.criteria, place)
        elif cid not in compared:
            yield problems.BEST_UNUSED.at(place, id=cid, known=tuple(compared) or None)
        elif compared[cid] in criteria_set.facts[cid]:
            kind = criteria_set.facts[cid][compared[cid]].type
            wrong = threshold_problem(best.value, kind)
            if wrong is not None:
                yield wrong[0].at(loaded.place("bests", cid, "value"), value=wrong[1])


def _agency(
    loaded: Loaded[Published],
    here: tuple[str | int, ...],
    agency: AgencyResult,
    criteria_set: CriteriaSet,
) -> Iterator[Diagnostic]:
    groups = {group: result.value for group, result in agency.groups.items()}
    cohort = agency.cohort or EVERYONE
    yield from _cohort(loaded.place(*here, "cohort"), cohort, criteria_set)
    yield from _values(loaded, here, cohort, agency.total, groups, criteria_set)


def _cohort(place: Place, cohort: str, criteria_set: CriteriaSet) -> Iterator[Diagnostic]:
    """A cohort that a set with cohorts does not have; a set without them asks for none."""
    known = tuple(name for name in criteria_set.cohorts if name != EVERYONE)
    if known and cohort not in (EVERYONE, *known):
        yield problems.COHORT_UNKNOWN.at(place, cohort=cohort, known=known)


def _values(
    loaded: Loaded[Published],
    here: tuple[str | int, ...],
    cohort: str,
    total: Fraction | None,
    groups: Mapping[str, Fraction],
    criteria_set: CriteriaSet,
) -> Iterator[Diagnostic]:
    scale = loaded.value.scale or criteria_set.header.published_as.scale
    known = {group.id: group for group in criteria_set.groups}
    limit = most_in_total(criteria_set, scale, cohort)
    if total is not None and total > limit:
        place = loaded.place(*here, "total")
        yield problems.PUBLISHED_RANGE.at(place, value=total, max=limit)
    for name, value in groups.items():
        if name not in known:
            place = loaded.place(*here, "groups", name, key=True)
            yield problems.UNKNOWN_GROUP.at(place, id=name, known=tuple(known))
            continue
        highest = most_in_group(known[name], scale, cohort)
        if highest is not None and value > highest:
            place = loaded.place(*here, "groups", name, "value")
            yield problems.PUBLISHED_RANGE.at(place, value=value, max=highest)
