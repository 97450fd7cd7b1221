"""What the province published."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem
from dtiscore.base.messages import N_

COHORT_MISSING_RESULT = Problem(
    "cohort-missing",
    N_("the set has cohorts, and the agency names none"),
    N_("add “cohort:” to its entry; cohorts of the set: {known}"),
)
NOT_PUBLISHED_YET = Problem(
    "no-data",
    N_("not known on {day} yet: {file} was published on {on}"),
    N_("use --as-of with that day or later, or compare with --vs-max, --vs-period or --vs-target"),
)
UNKNOWN_AGENCY = Problem(
    "unknown-agency", N_("there is no agency “{id}” in {file}"), N_("agencies: {known}")
)
PUBLISHED_RANGE = Problem(
    "published-range",
    N_("{value} is above {max}, the most that can be published here"),
    N_("check the value, and “scale:”"),
)
BEST_UNUSED = Problem(
    "unknown-key",
    N_("the criterion {id} does not compare with the best agency"),
    N_("a best is for a rule “peer_ratio”; criteria that have one: {known}"),
)
GROWTH_UNKNOWN = Problem(
    "no-data",
    N_("growth cannot be fitted: {why}"),
    N_("state “growth:” with “mean:” and “spread:” in the scenario"),
)
