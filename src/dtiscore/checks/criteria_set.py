"""Problems of a criteria set: maxima, ids, bands, facts and rules that do not fit together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.messages import Message
from dtiscore.base.points import ONE, ZERO
from dtiscore.base.text import nearest
from dtiscore.checks.set_shape import group_settled, settled
from dtiscore.checks.slots import check_slots
from dtiscore.model.criteria import of_cohort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.bind import Loaded
    from dtiscore.model.criteria import Band, Criterion, Group
    from dtiscore.model.criteria_set import SetFiles


def check_set(files: SetFiles) -> Iterator[Diagnostic]:
    """Every problem of the set's own files, cases left aside."""
    header = files.header
    folder = files.folder.rsplit("/", 1)[-1]
    if header.value.id.casefold() != folder.casefold():
        place = header.place("id")
        yield problems.NOT_ONE_OF.at(place, value=header.value.id, known=(folder,))
    yield from _bands(files)
    for loaded in files.groups:
        yield from _group(loaded, files)
    if files.complete:
        yield from _group_maxima(files)


def _bands(files: SetFiles) -> Iterator[Diagnostic]:
    header = files.header
    bands = header.value.bands
    if not bands:
        yield problems.AT_LEAST_ONE.at(header.place("bands"))
        return
    for index, band in enumerate(bands):
        if (band.from_ is None) == (band.above is None):
            yield problems.EXACTLY_ONE.at(header.place("bands", index), keys="from, above")
            return
    last = bands[-1].from_
    if last is None or last.value != ZERO:
        reason = Message("the last band does not begin at 0")
        yield problems.BANDS.at(header.place("bands", len(bands) - 1), reason=reason)
    for index, (better, worse) in enumerate(pairwise(bands), start=1):
        wrong = _band_order(better, worse)
        if wrong is not None:
            yield problems.BANDS.at(header.place("bands", index), reason=wrong)


def _band_order(better: Band, worse: Band) -> Message | None:
    high, low = better.from_ or better.above, worse.from_ or worse.above
    if high is None or low is None:
        return None
    if high.percent != low.percent and low.value != ZERO:
        return Message("points and percentages are mixed")
    if (high.value, better.above is not None) <= (low.value, worse.above is not None):
        return Message(
            "“{worse}” does not begin below “{better}”", worse=worse.name, better=better.name
        )
    return None


def _group_maxima(files: SetFiles) -> Iterator[Diagnostic]:
    header = files.header
    for cohort in files.criteria_set.cohorts:
        scored = [g.value for g in files.groups if g.value.kind == "scored"]
        total = sum((of_cohort(group.max_score, cohort) for group in scored), ZERO)
        maximum = of_cohort(header.value.max_score, cohort)
        if total != maximum:
            place = header.place("max_score", *([cohort] if cohort else []))
            yield problems.GROUP_MAXIMA.at(place, sum=total, max=maximum)


def _group(loaded: Loaded[Group], files: SetFiles) -> Iterator[Diagnostic]:
    group = loaded.value
    for key in ("at_least", "at_most"):
        if getattr(group, key) is not None and group.kind != "adjustment":
            yield problems.GROUP_KIND.at(loaded.place(key, key=True), key=key, kind=group.kind)
    if group.kind == "scored" and group_settled(group, files):
        yield from _criterion_maxima(loaded, files)
    for index, criterion in enumerate(group.criteria):
        yield from _criterion(loaded, ("criteria", index), criterion, files)


def _criterion_maxima(loaded: Loaded[Group], files: SetFiles) -> Iterator[Diagnostic]:
    for cohort in files.criteria_set.cohorts:
        total = sum(
            (
                of_cohort(criterion.max_score, cohort)
                for criterion in loaded.value.criteria
                if not criterion.applies_to.cohorts or cohort in criterion.applies_to.cohorts
            ),
            ZERO,
        )
        maximum = of_cohort(loaded.value.max_score, cohort)
        # Criteria for some agencies only make the sum differ from agency to agency.
        by_agency = any(c.applies_to.agencies for c in loaded.value.criteria)
        if total != maximum and not by_agency:
            yield problems.CRITERION_MAXIMA.at(loaded.place("max_score"), sum=total, max=maximum)


def _criterion(
    loaded: Loaded[Group], here: tuple[str | int, ...], criterion: Criterion, files: SetFiles
) -> Iterator[Diagnostic]:
    group = loaded.value
    if group.kind != "adjustment" and criterion.sign is not None:
        place = loaded.place(*here, "sign", key=True)
        yield problems.GROUP_KIND.at(place, key="sign", kind=group.kind)
    # Of criteria with the same id only the first has its facts in the set.
    if criterion.rule is None or files.criteria_set.criteria[criterion.id] is not criterion:
        return
    yield from _facts(loaded, here, criterion, files)
    if group.kind == "unscored" or settled(criterion, files):
        yield from _rule(loaded, here, criterion, files)
    yield from check_slots(loaded, here, criterion, files.criteria_set)


def _facts(
    loaded: Loaded[Group], here: tuple[str | int, ...], criterion: Criterion, files: SetFiles
) -> Iterator[Diagnostic]:
    """Facts nobody defines, facts nobody uses, and types a rule cannot use."""
    rule = criterion.rule
    if rule is None:
        return
    known = files.criteria_set.facts[criterion.id]
    used = set()
    for use in rule.uses():
        used.add(use.fact)
        place = loaded.place(*here, "rule", *use.path)
        if use.fact not in criterion.facts:
            names = tuple(criterion.facts)
            yield problems.UNKNOWN_FACT.at(place, fact=use.fact, known=names)
        elif use.fact in known and known[use.fact].type not in use.types:
            allowed = tuple(sorted(kind.value for kind in use.types))
            found = known[use.fact].type.value
            yield problems.FACT_TYPE.at(place, fact=use.fact, type=found, allowed=allowed)
    for name, spec in criterion.facts.items():
        place = loaded.place(*here, "facts", name, key=True)
        if name not in used:
            yield problems.UNUSED_FACT.at(place, fact=name)
        if spec.same_as is not None and name not in known and files.complete:
            yield _bad_share(loaded, (*here, "facts", name, "same_as"), spec.same_as, files)


def _bad_share(
    loaded: Loaded[Group], path: tuple[str | int, ...], target: str, files: SetFiles
) -> Diagnostic:
    own = [
        f"{cid}.{name}"
        for cid, criterion in files.criteria_set.criteria.items()
        for name, spec in criterion.facts.items()
        if spec.same_as is None
    ]
    near = nearest(target, own)
    known = (near,) if near is not None else tuple(own[:5])
    return problems.SHARED_FACT.at(loaded.place(*path), target=target, known=known)


def _rule(
    loaded: Loaded[Group], here: tuple[str | int, ...], criterion: Criterion, files: SetFiles
) -> Iterator[Diagnostic]:
    rule = criterion.rule
    if rule is None:
        return
    for cohort in files.criteria_set.cohorts:
        maximum = of_cohort(criterion.max_score, cohort)
        wrong = list(rule.problems(maximum))
        for found in wrong:
            yield found.problem.at(loaded.place(*here, "rule", *found.path), **found.fields)
        applies = not criterion.applies_to.cohorts or cohort in criterion.applies_to.cohorts
        if not wrong and applies and rule.ceiling(maximum) < maximum:
            place = loaded.place(*here, "rule")
            best = rule.ceiling(maximum)
            yield problems.BELOW_MAXIMUM.at(place, best=best, max=maximum)
    for key in ("when_whole_is_zero", "when_before_is_zero"):
        excused = getattr(rule, key, None) == "not_applicable"
        if excused and not criterion.may_be_not_applicable:
            yield problems.POLICY_PLACE.at(loaded.place(*here, "rule", key))
    yield from _percent_tiers(loaded, here, criterion, files)


def _percent_tiers(
    loaded: Loaded[Group], here: tuple[str | int, ...], criterion: Criterion, files: SetFiles
) -> Iterator[Diagnostic]:
    """Thresholds of a percentage beyond 100 %, where the sign was most likely forgotten."""
    rule, facts = criterion.rule, files.criteria_set.facts[criterion.id]
    fact = facts.get(getattr(rule, "fact", None) or "")
    if rule is None or rule.kind != "tiers" or fact is None or fact.type.value != "percent":
        return
    for index, tier in enumerate(getattr(rule, "tiers", ())):
        for bound in tier.bounds():
            if bound > ONE:
                place = loaded.place(*here, "rule", "tiers", index)
                yield problems.PERCENT_UNCLEAR.at(place, value=str(bound))
