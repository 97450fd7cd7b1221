"""proposals/<period>/: what units propose to do or buy."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.base.messages import N_

FUNDED_TOO_MUCH = Problem(
    "proposal-funding",
    N_("the sources of funds add up to {funded} VND, the cost is {cost} VND"),
    N_("correct the amounts under funding:, or the cost"),
)
UNKNOWN_REQUIRED = Problem(
    "unknown-proposal",
    N_("it requires “{id}”, which is neither a proposal nor a task of this period"),
    N_("known: {known}"),
)
NO_SUCH_PROPOSAL = Problem(
    "unknown-proposal", N_("there is no proposal “{id}” in {folder}"), N_("proposals: {known}")
)
NO_SUCH_PROPOSAL_NEAR = Problem(
    "unknown-proposal", N_("there is no proposal “{id}” in {folder}"), N_("did you mean “{near}”?")
)
PROPOSAL_THERE = Problem(
    "proposal-exists", N_("{file} is there already"), N_("choose another --id, or edit the file")
)
PROPOSAL_SAME_TITLE = Problem(
    "same-title",
    N_("there is one of the same title already: “{id}”"),
    N_("delete {file}, if the two are the same"),
    Severity.WARNING,
)
DECLINED_WHY = Problem(
    "proposal-reason",
    N_("declined or adjusted without a reason"),
    N_("add “reason:”, so that the unit learns why"),
    Severity.WARNING,
)
TASK_OF_THE_NAME = Problem(
    "duplicate-id",
    N_("a task in {file} has the id “{id}”, too"),
    N_("rename this file, or the task: a plan names both by their ids"),
)
