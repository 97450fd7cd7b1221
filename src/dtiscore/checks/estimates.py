"""Problems of the estimates in ``dtiscore.yaml``: facts that are none, or that no step raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.text import nearest
from dtiscore.rules.core import NUMERIC

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.bind import Loaded
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.settings import Settings


def check_estimates(loaded: Loaded[Settings], criteria_set: CriteriaSet) -> Iterator[Diagnostic]:
    """Every fact named is one of the default set's, and a number; another set is not judged."""
    settings = loaded.value
    if criteria_set.header.id.casefold() != settings.criteria.casefold():
        return
    types = {
        f"{cid}.{name}": fact.type
        for cid, facts in criteria_set.facts.items()
        for name, fact in facts.items()
    }
    by_name = {name.casefold(): kind for name, kind in types.items()}
    for name in settings.estimates.facts:
        place = loaded.place("estimates", "facts", name, key=True)
        kind, near = by_name.get(name.casefold()), nearest(name, types)
        if kind is None and near is not None:
            fields = {"set": settings.criteria, "id": name, "near": near}
            yield problems.ESTIMATED_FACT_NEAR.at(place, **fields)
        elif kind is None:
            yield problems.ESTIMATED_FACT.at(place, set=settings.criteria, id=name)
        elif kind not in NUMERIC:
            yield problems.ESTIMATED_FACT_TYPE.at(
                place, fact=name, type=kind.value, allowed=tuple(sorted(NUMERIC))
            )
