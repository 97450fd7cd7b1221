"""A plan's table of tasks, as Word or Excel has it."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.base.messages import N_

NOT_A_PLAN = Problem(
    "not-a-plan",
    N_("{file} cannot be read as a plan: {reason}"),
    N_("save it as .docx or .xlsx and try again"),
)
PLAN_REFUSED = Problem(
    "plan-refused",
    N_("{file} is refused: {reason}"),
    N_("copy the table alone into a new document, and import that"),
)
NO_PLAN_TABLE = Problem(
    "not-a-plan",
    N_("{file} has no table with a column for the task and one for the unit in the lead"),
    N_("head the columns STT, Nhiem vu, Chu tri, Phoi hop, Thoi gian, San pham (or with accents)"),
)
PLAN_UNIT = Problem(
    "plan-unit",
    N_("{cell}: “{name}” is no unit of units.yaml"),
    N_("add it as an alias there, or correct the cell; units: {known}"),
)
PLAN_MANY = Problem(
    "plan-unit",
    N_("{cell}: one line has more than {most} names of units"),
    N_("put some of them on a line of their own, or correct the cell"),
)
PLAN_SUPPORT = Problem(
    "plan-support",
    N_("{cells}: “{name}” is left out of the support: it is not in units.yaml"),
    N_("another body needs nothing; if it is one of our units, add the name as an alias there"),
    Severity.WARNING,
)
PLAN_SUPPORT_NEAR = Problem(
    "plan-support",
    N_("{cells}: “{name}” is left out of the support: it is not in units.yaml"),
    N_("if “{near}” is meant, correct the cell, or add the name as an alias there"),
    Severity.WARNING,
)
PLAN_NO_LEAD = Problem(
    "plan-unit", N_("{cell}: no unit is in the lead"), N_("name one of: {known}")
)
PLAN_DUE = Problem(
    "plan-due",
    N_("{cell}: “{text}” is read as no day; the task is left without one"),
    N_("write 30/6/2024, 6/2024, thang 6, quy II/2024, hang quy, hang thang or ca nam"),
    Severity.WARNING,
)
PLAN_DAYS = Problem(
    "plan-days",
    N_("{cell}: “{text}” names several times; the last day, {due}, is taken"),
    N_("give each of them a row of its own, if each is to be followed"),
    Severity.WARNING,
)
PLAN_DAYS_RETURNS = Problem(
    "plan-days",
    N_("{cell}: of “{text}” only “{every}” is taken"),
    N_("add “day:”, “from:” or “until:” to the task in the file, or another row here"),
    Severity.WARNING,
)
PLAN_NO_TITLE = Problem(
    "plan-title",
    N_("{cell}: a unit is in the lead here, and what it is to do is not said"),
    N_("name the task, or type it where a formula stands; or empty the row"),
)
PLAN_OTHER_YEAR = Problem(
    "plan-year",
    N_("{cell}: {due} is no day of {year}"),
    N_("correct the day, or import with the --period it belongs to"),
    Severity.WARNING,
)
PLAN_DOCUMENT = Problem(
    "plan-document",
    N_("the document “{id}” is listed already, with “{said}” as “{key}:”"),
    N_("correct it under “documents:” in the file; the option is of new documents only"),
    Severity.WARNING,
)
PLAN_DOCUMENT_WITHOUT = Problem(
    "plan-document",
    N_("the document “{id}” is listed already, without “{key}:”"),
    N_("write it under “documents:” in the file; the option is of new documents only"),
    Severity.WARNING,
)
PLAN_UNDATED = Problem(
    "plan-undated",
    N_("the day of the document “{id}” is not known: tasks return all year"),
    N_("give --date with a new document; one that is listed needs “date:” under “documents:”"),
    Severity.WARNING,
)
PLAN_TWICE = Problem(
    "plan-twice",
    N_("{cell}: the task “{title}” stands in the table twice"),
    N_("keep one of the rows, or number them differently"),
)
PLAN_STATE = Problem(
    "plan-state",
    N_("{cell}: the state of the task “{id}” would be lost: it would become several"),
    N_("give what returns, or each unit does, a row with another number and title"),
)
PLAN_STATES = Problem(
    "plan-state",
    N_("{cell}: states of the task “{id}” would be lost: it has none of {keys} any more"),
    N_("give the changed task a row with another number and title, or correct the cell"),
)
DOCUMENT_CASE = Problem(
    "unknown-document",
    N_("the document “{id}” is listed as “{known}”"),
    N_("write --document {known}, or choose another id"),
)
DOCUMENT_ID = Problem(
    "unknown-document",
    N_("it is not said which document the tasks come from"),
    N_("name it with --document: one of {known}, or a new id with --title"),
)
