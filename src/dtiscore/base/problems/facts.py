"""An assessment: facts, judged points, confirmations."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.base.messages import N_

UNKNOWN_CRITERION = Problem(
    "unknown-criterion",
    N_("the set has no criterion “{id}”"),
    N_("correct the id; the set's files list the criteria"),
)
UNKNOWN_CRITERION_NEAR = Problem(
    "unknown-criterion", N_("the set has no criterion “{id}”"), N_("did you mean “{near}”?")
)
PERIOD_MISMATCH = Problem(
    "period-mismatch",
    N_("the period {found} does not match the file name"),
    N_("write “period: {expected}”, or rename the file"),
)
PART_ABOVE_WHOLE = Problem(
    "part-above-whole",
    N_("“{part}” is {part_value}, more than “{whole}” with {whole_value}"),
    N_("a part is at most its whole: correct one of the two"),
)
FACT_CONFLICT = Problem(
    "fact-conflict",
    N_("the fact “{fact}” is {value} here, but {other} at {first}"),
    N_("state a shared fact once, or with the same value"),
)
NOT_APPLICABLE = Problem(
    "not-applicable",
    N_("the criterion {id} cannot be left out as not applicable"),
    N_("state its facts; the set allows this only with “may_be_not_applicable: yes”"),
)
OUT_OF_SCOPE = Problem(
    "out-of-scope",
    N_("the criterion {id} does not apply to this agency"),
    N_("remove it"),
)
JUDGED_POINTS = Problem(
    "judged-points",
    N_("points can be stated only for a judged criterion, and {id} is scored by its rule"),
    N_("state its facts instead"),
)
JUDGED_EXPLANATION = Problem(
    "judged-explanation",
    N_("the points stated for {id} need an explanation"),
    N_("add “explanation:”"),
)
CONFIRMED_ABOVE_CLAIMED = Problem(
    "confirmed-above-claimed",
    N_("{id}: {confirmed} points confirmed, more than the {claimed} claimed"),
    N_("check the facts: the department may have claimed too little"),
    Severity.WARNING,
)
COHORT_UNKNOWN = Problem(
    "cohort-unknown", N_("the set has no cohort “{cohort}”"), N_("cohorts of the set: {known}")
)
COHORT_MISSING = Problem(
    "cohort-missing",
    N_("the set has cohorts, and the agency names none"),
    N_("add “cohort:” under “agency:”; cohorts of the set: {known}"),
)
