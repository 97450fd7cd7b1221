"""Problems that leave it open what a set's criteria are: nothing is judged against it then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.messages import Message
from dtiscore.base.text import fold
from dtiscore.model.criteria import EVERYONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from dtiscore.base.diagnostics import Diagnostic, Place
    from dtiscore.model.bind import Loaded
    from dtiscore.model.criteria import Criterion, Group
    from dtiscore.model.criteria_set import SetFiles


def check_shape(files: SetFiles) -> Iterator[Diagnostic]:
    """Ids used twice, keys that this kind of group needs, maxima of other cohorts."""
    if not files.header.value.groups:
        yield problems.AT_LEAST_ONE.at(files.header.place("groups"))
    yield from _ids(files)
    for loaded in files.groups:
        group = loaded.value
        if not group.criteria:
            yield problems.AT_LEAST_ONE.at(loaded.place("criteria"))
        if group.kind == "scored" and not _states_maximum(group):
            yield problems.MISSING_KEY.at(loaded.place(), key="max_score")
        elif not _fits(group.max_score, files):
            yield _other_cohorts(loaded, (), group.max_score, files)
        for index, criterion in enumerate(group.criteria):
            yield from _criterion(loaded, ("criteria", index), criterion, files)


def settled(criterion: Criterion, files: SetFiles) -> bool:
    """Whether the criterion is one of its set, whose maximum is known for everyone it is for."""
    first = files.criteria_set.criteria.get(criterion.id)
    cohorts = _of_set(criterion.applies_to.cohorts, files)
    return (
        first is criterion
        and len(cohorts) == len(criterion.applies_to.cohorts)
        and _states_maximum(criterion)
        and _fits(criterion.max_score, files, cohorts)
    )


def group_settled(group: Group, files: SetFiles) -> bool:
    """Whether the group's maximum and those of its criteria are known."""
    own = _states_maximum(group) and _fits(group.max_score, files)
    return own and bool(group.criteria) and all(settled(each, files) for each in group.criteria)


def _of_set(cohorts: tuple[str, ...], files: SetFiles) -> tuple[str, ...]:
    """Those of these cohorts that the set has, as it writes them."""
    known = {fold(cohort): cohort for cohort in files.criteria_set.cohorts if cohort != EVERYONE}
    return tuple(known[fold(cohort)] for cohort in cohorts if fold(cohort) in known)


def _states_maximum(item: Group | Criterion) -> bool:
    return "max_score" in item.model_fields_set


def _fits(maximum: Mapping[str, Fraction], files: SetFiles, cohorts: tuple[str, ...] = ()) -> bool:
    """Whether a maximum is one number, or one for each of these cohorts (default: all)."""
    known = set(files.criteria_set.cohorts)
    return EVERYONE in maximum or (set(cohorts) or known) <= set(maximum) <= known


def _ids(files: SetFiles) -> Iterator[Diagnostic]:
    """Group and criterion ids, each unique without case: they become folder names."""
    for kind in ("group", "criterion"):
        seen: dict[str, Place] = {}
        for loaded in files.groups:
            for path, name in _named(kind, loaded.value):
                place = loaded.place(*path)
                first = seen.setdefault(name.casefold(), place)
                if first is not place:
                    at = f"{first.file}:{first.line}"
                    yield problems.DUPLICATE_ID.at(place, id=name, first=at)


def _named(kind: str, group: Group) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if kind == "group":
        yield ("id",), group.id
    else:
        for index, criterion in enumerate(group.criteria):
            yield ("criteria", index, "id"), criterion.id


def _criterion(
    loaded: Loaded[Group], here: tuple[str | int, ...], criterion: Criterion, files: SetFiles
) -> Iterator[Diagnostic]:
    kind = loaded.value.kind
    known = tuple(cohort for cohort in files.criteria_set.cohorts if cohort != EVERYONE)
    needed = {
        "max_score": kind == "unscored" or _states_maximum(criterion),
        "sign": kind != "adjustment" or criterion.sign is not None,
        "rule": kind == "unscored" or criterion.rule is not None,
    }
    for key, is_there in needed.items():
        if not is_there:
            yield problems.MISSING_KEY.at(loaded.place(*here), key=key)
    for index, cohort in enumerate(criterion.applies_to.cohorts):
        if fold(cohort) not in map(fold, known):
            place = loaded.place(*here, "applies_to", "cohorts", index)
            yield problems.COHORT_UNKNOWN.at(place, cohort=cohort, known=known or None)
    wanted = _of_set(criterion.applies_to.cohorts, files)
    if not _fits(criterion.max_score, files, wanted):
        yield _other_cohorts(loaded, here, criterion.max_score, files)
    for name, spec in criterion.facts.items():
        place = loaded.place(*here, "facts", name, key=True)
        for key in ("label", "type"):
            if spec.same_as is None and getattr(spec, key) is None:
                yield problems.MISSING_KEY.at(place, key=key)


def _other_cohorts(
    loaded: Loaded[Group],
    here: tuple[str | int, ...],
    maximum: Mapping[str, Fraction],
    files: SetFiles,
) -> Diagnostic:
    known = sorted(set(files.criteria_set.cohorts) - {EVERYONE})
    return problems.COHORT_MAXIMA.at(
        loaded.place(*here, "max_score"),
        found=tuple(sorted(maximum)),
        cohorts=tuple(known) or Message("everyone"),
    )
