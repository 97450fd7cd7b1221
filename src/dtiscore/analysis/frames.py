"""Score trees as pandas tables, for those who go on computing in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base.points import smallest_step

if TYPE_CHECKING:
    import pandas as pd

    from dtiscore.scoring.tree import ScoreTree


def criteria_frame(tree: ScoreTree) -> pd.DataFrame:
    """One row per criterion, points as whole units of the set's smallest step (cents).

    Integers keep the points exact: pandas would turn decimals into binary floats as soon as it
    takes a mean. Unknown points are ``<NA>``. The step stands in ``frame.attrs["unit"]``.
    """
    import pandas as pd  # noqa: PLC0415 - half a second that only this call should pay

    unit = smallest_step(tree.criteria_set.rounding)
    kinds = ("max", "claimed", "provable", "confirmed", "final")
    rows = [
        {"criterion": score.id, "group": score.group.id, "name": score.criterion.name}
        | {"state": score.state.value}
        | {
            kind: pd.NA if getattr(score, kind) is None else int(getattr(score, kind) / unit)
            for kind in kinds
        }
        for score in tree.criteria
    ]
    frame = pd.DataFrame(rows).astype(dict.fromkeys(kinds, "Int64")).set_index("criterion")
    frame.attrs["unit"] = unit
    return frame
