"""A criteria set: maxima, facts, cases."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem
from dtiscore.base.messages import N_

DUPLICATE_ID = Problem(
    "duplicate-id",
    N_("the id “{id}” is used twice; first at {first}"),
    N_("ids are unique without regard to case: change one"),
)
GROUP_MAXIMA = Problem(
    "group-maxima",
    N_("the groups' maxima add up to {sum}, the set's maximum is {max}"),
    N_("correct a group's max_score or the set's"),
)
CRITERION_MAXIMA = Problem(
    "criterion-maxima",
    N_("the criteria's maxima add up to {sum}, the group's maximum is {max}"),
    N_("correct a criterion's max_score or the group's"),
)
COHORT_MAXIMA = Problem(
    "cohort-maxima",
    N_("the maximum is given for {found}, the set's for {cohorts}"),
    N_("give one number, or one for each cohort of the set"),
)
BANDS = Problem(
    "bands",
    N_("the bands leave a hole or are out of order: {reason}"),
    N_("list them from the best down; the last begins “from: 0”"),
)
UNUSED_FACT = Problem(
    "unused-fact",
    N_("the rule does not use the fact “{fact}”"),
    N_("use it in the rule, or remove it"),
)
UNKNOWN_FACT = Problem(
    "unknown-fact",
    N_("the fact “{fact}” is not defined in this criterion"),
    N_("facts here: {known}"),
)
FACT_TYPE = Problem(
    "fact-type",
    N_("the fact “{fact}” is of type {type}, which the rule cannot use here"),
    N_("possible types: {allowed}"),
)
ESTIMATED_FACT = Problem(
    "unknown-fact",
    N_("the set {set} has no fact “{id}”"),
    N_("write CRITERION.FACT, such as 1.1.meetings"),
)
ESTIMATED_FACT_NEAR = Problem(
    "unknown-fact",
    N_("the set {set} has no fact “{id}”"),
    N_("did you mean “{near}”?"),
)
ESTIMATED_FACT_TYPE = Problem(
    "fact-type",
    N_("the fact “{fact}” is of type {type}, which does not rise by units"),
    N_("possible types: {allowed}"),
)
SHARED_FACT = Problem(
    "shared-fact",
    N_("“{target}” is no fact that can be shared"),
    N_("name a criterion of this set and a fact it defines itself: {known}"),
)
NO_PROOF = Problem(
    "no-proof",
    N_("the criterion demands no proof"),
    N_("add “proof:”, or “measured_by:” where a central system supplies the figure"),
)
GROUP_KIND = Problem(
    "group-kind",
    N_("“{key}” does not go with a group of kind {kind}"),
    N_("remove it, or change the group's kind"),
)
CASE_FAILED = Problem(
    "case-failed",
    N_("the case “{name}” expects {kind} {expected}, the rule gives {found}"),
    N_("correct the case or the rule; “dtiscore explain {criterion}” shows the rule"),
)
