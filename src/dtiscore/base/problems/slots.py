"""What a criterion demands as proof."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem
from dtiscore.base.messages import N_

COUNT_OF = Problem(
    "count-of",
    N_("the slot counts papers of “{fact}”, but more of it does not raise the points"),
    N_("name a counted fact whose increase raises the points"),
)
SLOT_FOR = Problem(
    "slot-for",
    N_("the slot stands for “{name}”, which proof cannot stand for"),
    N_("name a fact that raises the points, a part or an alternative: {known}"),
)
SLOT_SHOWS = Problem(
    "slot-shows",
    N_("the slot shows “{fact}”, which a paper's {by} cannot show"),
    N_("name a fact of the type {type}"),
)
SLOT_KEYS = Problem(
    "slot-keys", N_("{keys} do not go together in one slot"), N_("keep one of them")
)
SLOT_SHARES = Problem(
    "slot-shares",
    N_("the shares of the required slots add up to {sum}, not to 1"),
    N_("correct a share, or give one to each slot that has none"),
)
