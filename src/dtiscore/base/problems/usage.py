"""What is asked of the program and cannot be done: folders, filters, targets."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.base.messages import N_

NO_WORKSPACE = Problem(
    "no-workspace",
    N_("no workspace found: there is no dtiscore.yaml in {looked}, nor in a folder above it"),
    N_("go to the workspace's folder, name it with “-C DIR”, or make one: “dtiscore init DIR”"),
)
NO_SUCH_FOLDER = Problem(
    "no-workspace",
    N_("no workspace found: there is no folder {folder}"),
    N_("go to the workspace's folder, name it with “-C DIR”, or make one: “dtiscore init DIR”"),
)
NOT_EMPTY = Problem(
    "not-empty",
    N_("the folder {folder} is not empty"),
    N_("name a new folder; nothing was written"),
)
IN_THE_WAY = Problem(
    "in-the-way",
    N_("{file} is there already, and may hold what somebody filled in"),
    N_("move it away, name another folder, or replace it with --force; nothing was written"),
)
CANNOT_WRITE = Problem(
    "cannot-write",
    N_("{file} cannot be written: {reason}"),
    N_("close the file in other programs, or name another one; what it held is untouched"),
)
NOT_FOR_SCREEN = Problem(
    "not-for-screen",
    N_("an answer of the form “{format}” is a file, and cannot be shown on the screen"),
    N_("name the file: “-o FILE.{format}”"),
)
OTHER_FORM = Problem(
    "other-form",
    N_("{file} holds the form “{format}”, though its name ends in “.{ending}”"),
    N_("add “--format {ending}”, or name the file otherwise"),
    Severity.WARNING,
)
BUSY = Problem(
    "busy",
    N_("another command is changing the workspace, and was not done after {seconds} seconds"),
    N_("wait until it is done, and try again; nothing was written"),
)
SLOT_NOT_NAMED = Problem(
    "not-one-of",
    N_("the criterion {criterion} has several slots, and none is named"),
    N_("add --slot: {known}"),
)
NO_SLOTS = Problem(
    "not-one-of",
    N_("the criterion {criterion} has no proof slots, so no unit owes a paper for one"),
    N_("leave out --from"),
)
UNKNOWN_GROUP = Problem("unknown-group", N_("the set has no group “{id}”"), N_("groups: {known}"))
UNKNOWN_SET = Problem(
    "unknown-set", N_("there is no criteria set “{id}”"), N_("known sets: {known}")
)
NO_DATA = Problem("no-data", N_("not known: {what}"), N_("fill in {key} in {file}"))
NOT_A_POSSIBLE_TARGET = Problem(
    "target-range",
    N_("the target {value} is not between 0 and the maximum {max}"),
    N_("name a number of points the department can reach"),
)
NOT_BOTH = Problem(
    "options-conflict",
    N_("{one} and {other} cannot be given together"),
    N_("keep one of them"),
)
NOT_BEGUN = Problem(
    "not-begun", N_("{day} is later than the day asked about, {as_of}"), N_("name an earlier day")
)
OTHER_PERIODS = Problem(
    "other-periods",
    N_("the period {period} has no {kind}; other periods have: {others}"),
    N_("add --period {latest} to see those"),
    Severity.WARNING,
)
PERIOD_THERE = Problem(
    "period-exists", N_("{file} is there already"), N_("name another year, or edit that file")
)
PERIOD_RUNNING = Problem(
    "period-running",
    N_("the year {before} runs until {day}: what it will have lost in the end is not known yet"),
    N_("its losses stand in the new year's file as of today; “dtiscore score” shows the last ones"),
    Severity.WARNING,
)
PERIOD_SKIPPED = Problem(
    "period-skipped",
    N_("between {before} and {year} no year is laid down: {skipped}"),
    N_("lay these years down, too, if they are assessed"),
    Severity.WARNING,
)
HAND_IN_OVER = Problem(
    "hand-in-over",
    N_("the hand-in of {period} ended on {day}: what a unit states now may not be taken any more"),
    N_("if another year is meant, name it with --period"),
    Severity.WARNING,
)
YEAR_ORDER = Problem(
    "year-order",
    N_("the new year {year} does not come after {before}"),
    N_("name the later year first, the one to carry over from after --from"),
)
