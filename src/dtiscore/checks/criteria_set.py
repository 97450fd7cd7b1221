"""Problems of a criteria set: maxima, ids, bands, facts and rules that do not fit together."""

from __future__ import annotations

from itertools import pairwise, starmap
from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.messages import Message
from dtiscore.base.points import ZERO
from dtiscore.base.text import fold, nearest
from dtiscore.checks.rules import check_rule
from dtiscore.checks.set_shape import group_settled, settled
from dtiscore.checks.slots import check_slots
from dtiscore.model.criteria import EVERYONE, of_cohort

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from dtiscore.base.diagnostics import Diagnostic, Place
    from dtiscore.model.bind import Loaded
    from dtiscore.model.criteria import Band, Criterion, Group, SetHeader
    from dtiscore.model.criteria_set import SetFiles


def check_set(files: SetFiles) -> Iterator[Diagnostic]:
    """Every problem of the set's own files, cases left aside."""
    header = files.header
    folder = files.folder.rsplit("/", 1)[-1]
    if header.value.id.casefold() != folder.casefold():
        place = header.place("id")
        yield problems.NOT_ONE_OF.at(place, value=header.value.id, known=(folder,))
    yield from _places(header, ("max_score",), header.value.max_score, files)
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
    seen: dict[str, Place] = {}
    for index, band in enumerate(bands):
        place = header.place("bands", index, "name")
        first = seen.setdefault(fold(band.name), place)
        if first is not place:
            at = f"{first.file}:{first.line}"
            yield problems.DUPLICATE_ID.at(place, id=band.name, first=at)
        yield from _band_reached(header, index, band)


def _band_reached(header: Loaded[SetHeader], index: int, band: Band) -> Iterator[Diagnostic]:
    """A rating that no total reaches, whatever the cohort."""
    most = max(header.value.max_score.values())
    for key, bound in (("from", band.from_), ("above", band.above)):
        if bound is None or header.value.may_exceed_max:
            continue
        points = bound.in_points(most)
        if points > most or (key == "above" and points == most):
            place = header.place("bands", index, key)
            yield problems.ABOVE_MAXIMUM.at(place, points=points, max=most)


def bands_in_order(bands: Sequence[Band]) -> bool:
    """Whether every band has a name of its own and begins below the one before."""
    names = {fold(band.name) for band in bands}
    return len(names) == len(bands) and not any(starmap(_band_order, pairwise(bands)))


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
    yield from _caps(loaded, files)
    if group.kind != "unscored":
        yield from _places(loaded, ("max_score",), group.max_score, files)
    if group.kind == "scored" and group_settled(group, files):
        yield from _criterion_maxima(loaded, files)
    for index, criterion in enumerate(group.criteria):
        yield from _criterion(loaded, ("criteria", index), criterion, files)


def _caps(loaded: Loaded[Group], files: SetFiles) -> Iterator[Diagnostic]:
    """Caps that exclude each other, or are finer than the points they cap."""
    least, most = loaded.value.at_least, loaded.value.at_most
    if least is not None and most is not None and least > most:
        yield problems.ABOVE_MAXIMUM.at(loaded.place("at_least"), points=least, max=most)
    for key, cap in (("at_least", least), ("at_most", most)):
        if cap is not None:
            yield from _places(loaded, (key,), {EVERYONE: cap}, files)


def _places(
    loaded: Loaded[Group] | Loaded[SetHeader],
    path: tuple[str | int, ...],
    maximum: Mapping[str, Fraction],
    files: SetFiles,
) -> Iterator[Diagnostic]:
    """Points finer than the set rounds to: rounded, the parts would exceed the whole."""
    places = files.criteria_set.rounding.places
    for cohort, points in maximum.items():
        if (points * 10**places).denominator != 1:
            place = loaded.place(*path, *([cohort] if cohort else []))
            yield problems.MAXIMUM_PLACES.at(place, max=points, places=places)


def _criterion_maxima(loaded: Loaded[Group], files: SetFiles) -> Iterator[Diagnostic]:
    for cohort in files.criteria_set.cohorts:
        total = sum(
            (
                of_cohort(criterion.max_score, cohort)
                for criterion in loaded.value.criteria
                if criterion.applies_to.has_cohort(cohort)
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
    if group.kind != "unscored":
        yield from _places(loaded, (*here, "max_score"), criterion.max_score, files)
    # Of criteria with the same id only the first has its facts in the set.
    if criterion.rule is None or files.criteria_set.criteria[criterion.id] is not criterion:
        return
    yield from _facts(loaded, here, criterion, files)
    if group.kind == "unscored" or settled(criterion, files):
        yield from check_rule(loaded, here, criterion, files)
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
