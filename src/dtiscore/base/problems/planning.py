"""What is asked of a plan and cannot be: amounts, limits, steps that are not there."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem
from dtiscore.base.messages import N_

NOT_MONEY = Problem(
    "not-an-amount",
    N_("“{value}” is no amount of money"),
    N_("write 300tr, 1,5 ty, or the whole number of VND: 300000000"),
)
MONEY_TOO_SMALL = Problem(
    "not-an-amount",
    N_("“{value}” is too small for an amount of money in VND"),
    N_("write it with its unit, such as {number}k, {number}tr or {number} ty, or all its zeros"),
)
MONEY_UNCLEAR = Problem(
    "ambiguous-number",
    N_("“{value}” can be read as {thousands} or as {decimal}"),
    N_("write {thousands} for so many VND; or with its unit, such as {decimal}k or {decimal}tr"),
)
NOT_DAYS = Problem(
    "not-an-amount",
    N_("“{value}” is no number of person-days"),
    N_("write 40d or 40"),
)
NOT_RANKS = Problem(
    "not-an-amount",
    N_("“{value}” is no number of ranks to rise"),
    N_("write a whole number from 1, such as 5 or +5"),
)
NO_SUCH_STEP = Problem(
    "unknown-step",
    N_("there is no step, paper, task or proposal “{id}” to choose from"),
    N_("the plan without this option, and with --all, lists what there is"),
)
NO_SUCH_STEP_NEAR = Problem(
    "unknown-step",
    N_("there is no step, paper, task or proposal “{id}” to choose from"),
    N_("did you mean “{near}”?"),
)
STEP_LEFT_OUT = Problem(
    "unknown-step",
    N_("“{id}” cannot be part of the plan: {reason}"),
    N_("leave it out, or correct its file"),
)
MUST_AND_NOT = Problem(
    "plan-contradiction",
    N_("“{id}” is both demanded and ruled out"),
    N_("keep --must or --not"),
)
OTHER_TASKS_FILE = Problem(
    "other-tasks-file",
    N_("the plan is for {year}; its tasks belong in {file}, not in {given}"),
    N_("write “--write {file}”; nothing was written"),
)
NEEDS_OPTION = Problem(
    "needs-option", N_("{one} means nothing without {other}"), N_("give both, or neither")
)
NOT_A_CERTAINTY = Problem(
    "not-a-certainty",
    N_("“{value}” is no certainty between 0 and 1"),
    N_("write 80%, 0,8 or 4/5"),
)
NO_CERTAINTY = Problem(
    "no-data",
    N_("with which certainty a total is enough cannot be said: {why}"),
    N_("take in the results of both years in {file}, or leave --certainty out"),
)
UNTIL_PAST = Problem(
    "until-past",
    N_("{day} lies before the plan begins, {begins}: nothing can be ready by then"),
    N_("name a later day"),
)
