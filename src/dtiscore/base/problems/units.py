"""units.yaml: who is in charge of what, and since when."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.base.messages import N_

UNKNOWN_UNIT = Problem(
    "unknown-unit", N_("the unit “{unit}” is not in units.yaml"), N_("known units: {known}")
)
UNKNOWN_UNIT_NEAR = Problem(
    "unknown-unit", N_("the unit “{unit}” is not in units.yaml"), N_("did you mean “{near}”?")
)
UNKNOWN_UNIT_LIKE = Problem(
    "unknown-unit",
    N_("the unit “{unit}” is not in units.yaml"),
    N_("did you mean “{near}”? known units: {known}"),
)
UNIT_OF_SET = Problem(
    "unit-of-set",
    N_("the set suggests the unit “{unit}”, which units.yaml does not have"),
    N_("nothing to do if another unit is assigned; otherwise add it"),
    Severity.WARNING,
)
ASSIGNED_ELSEWHERE = Problem(
    "assigned-elsewhere",
    N_("“{id}” is assigned within {period}, whose set {set} does not have it, but {others} does"),
    N_("end the assignment with “until:”, or begin it with “from:”, where the set changes"),
    Severity.WARNING,
)
PERIODS_OVERLAP = Problem(
    "dates-overlap",
    N_("{what}: two entries hold on {day}; the other is at {first}"),
    N_("end the earlier one the day before the later one begins"),
)
PERIODS_HOLE = Problem(
    "dates-hole",
    N_("{what}: nobody from {first} to {last}"),
    N_("close the gap with “from:” and “until:”"),
)
DATES_ORDER = Problem(
    "dates-order", N_("the end lies before the beginning"), N_("exchange the two")
)
