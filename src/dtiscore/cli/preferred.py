"""Whose value counts where forms disagree, as it is typed: ``van-phong``, ``6.1.online=file``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.text import fold, fold_accents, nearest
from dtiscore.cli.filters import unit_id
from dtiscore.cli.session import Stop
from dtiscore.forms.merge import FILE, Preferred
from dtiscore.model.criteria_set import fact_named, unknown_criterion

if TYPE_CHECKING:
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.workspace import Workspace


_FILE_WORDS = ("file", "tep")
"""What stands for the file instead of a unit, without case and accents."""


def read_preferred(texts: list[str], workspace: Workspace, criteria_set: CriteriaSet) -> Preferred:
    """The units preferred: one for everything, others for a criterion or a fact of it.

    Raises:
        Stop: a unit, criterion or fact is not known, or two units are named for the same.
    """
    chosen: dict[tuple[str, str | None] | None, tuple[str, str]] = {}
    for text in texts:
        name, equals, unit = text.rpartition("=")
        thing = _thing(name, text, criteria_set) if equals else None
        is_file = fold_accents(unit.strip()) in _FILE_WORDS
        found = FILE if is_file else unit_id(unit.strip(), workspace)
        earlier, _ = chosen.setdefault(thing, (text, found))
        if earlier != text:
            raise Stop(problems.NOT_BOTH.at(Place("--prefer"), one=earlier, other=text))
    each = {thing: unit for thing, (_, unit) in chosen.items() if thing is not None}
    return Preferred(chosen[None][1] if None in chosen else None, each)


def _thing(name: str, text: str, criteria_set: CriteriaSet) -> tuple[str, str | None]:
    by_id = {fold(cid): cid for cid in criteria_set.criteria}
    if fold(name) in by_id:
        return by_id[fold(name)], None
    place, (criterion, fact) = Place(text), fact_named(criteria_set, name)
    if criterion is None:
        raise Stop(unknown_criterion(name, criteria_set.criteria, place))
    known = tuple(criteria_set.facts[criterion.id])
    if fact not in known:
        fields = {"criterion": criterion.id, "fact": fact, "known": known or None}
        near = nearest(fact, known)
        if near is None:
            raise Stop(problems.UNKNOWN_FACT_OF.at(place, **fields))
        raise Stop(problems.UNKNOWN_FACT_ELSEWHERE.at(place, **fields, near=near))
    key = criteria_set.facts[criterion.id][fact].key
    return key.criterion, key.fact
