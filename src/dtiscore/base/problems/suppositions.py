"""What `whatif` is asked to suppose: facts of the set, papers of its slots."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem
from dtiscore.base.messages import N_

NOT_A_CHANGE = Problem(
    "not-a-change",
    N_("“{value}” is no change of a fact"),
    N_("write CRITERION.FACT=VALUE, such as 1.1.meetings=4"),
)
NO_CHANGE = Problem(
    "not-a-change",
    N_("nothing is supposed"),
    N_("name facts as CRITERION.FACT=VALUE, or papers with --add-paper CRITERION[/SLOT]"),
)
STATED_TWICE = Problem(
    "not-a-change",
    N_("the fact {fact} is supposed twice: here, and in “{first}”"),
    N_("keep one; criteria that share a fact see the same value"),
)
UNKNOWN_FACT_OF = Problem(
    "unknown-fact",
    N_("the criterion {criterion} has no fact “{fact}”"),
    N_("facts of this criterion: {known}"),
)
UNKNOWN_FACT_ELSEWHERE = Problem(
    "unknown-fact",
    N_("the criterion {criterion} has no fact “{fact}”"),
    N_("did you mean “{near}”? facts of this criterion: {known}"),
)
PAPER_WITHOUT_SLOT = Problem(
    "not-one-of",
    N_("the criterion {criterion} lacks papers in several slots, and none is named"),
    N_("name one: {known}"),
)
PAPER_NOT_NEEDED = Problem(
    "not-one-of",
    N_("the criterion {criterion} has no proof slots, so no paper changes its points"),
    N_("leave this paper out"),
)
