"""tasks/<period>.yaml: who does what by when, and what documents ordered it."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.base.messages import N_

UNKNOWN_SLOT_NAMED = Problem(
    "unknown-proof", N_("“{value}” names no proof slot"), N_("write criterion/slot: {known}")
)
UNKNOWN_DOCUMENT = Problem(
    "unknown-document",
    N_("the document “{id}” is not listed under documents:"),
    N_("documents: {known}; add it there, or correct the id"),
)
NO_TASKS = Problem(
    "unknown-document",
    N_("the figure is counted from {file}, which is not there"),
    N_("make the file, or state the figure itself"),
)
UNKNOWN_INSTANCE = Problem(
    "unknown-instance",
    N_("the task “{task}” has no instance “{key}”"),
    N_("instances: {known}"),
)
NO_INSTANCES = Problem(
    "unknown-instance",
    N_("the task “{task}” has no instances: it is one piece of work"),
    N_("state it on the task itself; only tasks of each unit, or that return, have instances"),
)
DROPPED_WHY = Problem(
    "task-reason", N_("a dropped task without a reason"), N_("add “reason:”, why it was dropped")
)
DROPPED_WHY_OPTION = Problem(
    "task-reason", N_("a dropped task without a reason"), N_("say with --reason why it was dropped")
)
REACHED_LATER = Problem(
    "day-to-come",
    N_("{day} is still to come on {as_of}"),
    N_("name the day it was reached; the day it is to be done by is “due:” in the file"),
)
TASK_DUE = Problem(
    "task-due",
    N_("“{key}” has no meaning here"),
    N_("“due” is for a task that does not return, “day” for one with “every”"),
)
DONE_WHEN = Problem(
    "task-when",
    N_("done, but it is not said when"),
    N_("add “on:”; without it the task counts as done on every day"),
    Severity.WARNING,
)
VALUE_AND_TASKS = Problem(
    "fact-counted-twice",
    N_("a figure is either stated or counted from tasks"),
    N_("keep “value:” or “tasks:”"),
)
NO_SUCH_TASK = Problem(
    "unknown-task", N_("there is no task “{id}” in {file}"), N_("tasks: {known}")
)
NO_SUCH_TASK_NEAR = Problem(
    "unknown-task", N_("there is no task “{id}” in {file}"), N_("did you mean “{near}”?")
)
TASK_THERE = Problem(
    "duplicate-id",
    N_("there is a task “{id}” already"),
    N_("choose another id, or leave out --id: one is made of the title"),
)
SUPPORTS_ITSELF = Problem(
    "options-conflict",
    N_("the unit “{unit}” leads the task and cannot be in support of it as well"),
    N_("leave out this --support, or name another unit"),
)
SAME_TITLE = Problem(
    "same-title",
    N_("there is one of the same title already: “{id}”"),
    N_("remove one of the two from {file}, if they are the same"),
    Severity.WARNING,
)
DUE_OTHER_YEAR = Problem(
    "task-year",
    N_("{due} is no day of {year}"),
    N_("correct it in the file, or add the task to the --period it belongs to, if it is a slip"),
    Severity.WARNING,
)
WHICH_INSTANCE = Problem(
    "which-instance",
    N_("the task “{id}” has several instances, and none is named"),
    N_("name one: {known}; or all of them with --all"),
)
