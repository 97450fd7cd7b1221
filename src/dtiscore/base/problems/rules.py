"""A rule of a criteria set: order, policies, reachable points."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem
from dtiscore.base.messages import N_

TIERS_ORDER = Problem(
    "tiers-order",
    N_("the tiers are out of order here"),
    N_("list them from the best down: points fall, and so do the thresholds"),
)
THRESHOLDS_ORDER = Problem(
    "tiers-order",
    N_("no points below {floor}, but the full points already from {goal}"),
    N_("write zero_below at most as high as full_at"),
)
NO_POLICY = Problem(
    "no-policy",
    N_("nothing is said for the case that “{fact}” is 0"),
    N_("add “{key}: full”, “zero” or “not_applicable”"),
)
POLICY_PLACE = Problem(
    "policy-place",
    N_("“not_applicable” is not possible here"),
    N_("only a criterion's own rule, not a part of it, with “may_be_not_applicable: yes”"),
)
ABOVE_MAXIMUM = Problem(
    "above-maximum",
    N_("{points} points stand here, the maximum is {max}"),
    N_("write at most {max}"),
)
MAXIMUM_PLACES = Problem(
    "maximum-places",
    N_("{max} has more decimals than points are rounded to ({places})"),
    N_("write fewer decimals, or raise “places:” under “rounding:” in set.yaml"),
)
BELOW_MAXIMUM = Problem(
    "below-maximum",
    N_("the best facts reach {best} points, not the maximum {max}"),
    N_("correct the rule, or max_score"),
)
RULE_PLACE = Problem(
    "rule-place", N_("the rule “{kind}” cannot be a part of another"), N_("use it alone")
)
RULE_TWICE = Problem(
    "rule-place",
    N_("a second rule “{kind}”, but a criterion has only one best value to compare with"),
    N_("make a criterion of its own for each"),
)
