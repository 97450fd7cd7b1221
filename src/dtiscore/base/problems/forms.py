"""Forms that come back: workbooks that are refused, cells that cannot be read, conflicts."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.base.messages import N_

NOT_A_WORKBOOK = Problem(
    "not-a-workbook",
    N_("{file} is no .xlsx workbook that can be read: {reason}"),
    N_("save the form as “Excel workbook (.xlsx)” and try again"),
)
WORKBOOK_REFUSED = Problem(
    "workbook-refused",
    N_("{file} is refused: {reason}"),
    N_("fill in the form that was sent out, and add nothing to it"),
)
NOT_A_FORM = Problem(
    "not-a-form",
    N_("{file} is no form of this program, or its hidden parts were removed"),
    N_("make the form anew with “dtiscore form export”, and copy the figures over"),
)
FORM_OF_ANOTHER = Problem(
    "form-of-another",
    N_("{file} is a form for {what} {found}; wanted is {expected}"),
    N_("take the form of this workspace, or import it where it belongs (--period)"),
)
FORM_CELL = Problem(
    "form-cell", N_("{cell}, {what}: {reason}"), N_("correct the cell, and import the form again")
)
NOT_IMPORTED = Problem(
    "not-imported",
    N_("nothing is written to {file}, because of {count} errors"),
    N_("have the forms corrected, and import them again"),
    Severity.WARNING,
)
FORM_FORMULA = Problem(
    "form-formula",
    N_("{cell}: a formula stands here, and no value of it is kept in the file"),
    N_("type the value itself"),
)
FORM_FORMULA_READ = Problem(
    "form-formula-read",
    N_("{cell}: a formula stands here; its last value {value} is taken"),
    N_("check that value"),
    Severity.WARNING,
)
FORM_ROW = Problem(
    "form-row",
    N_("{cell}: this row is not known here, or stands twice; it is passed over"),
    N_("rows must not be copied or changed; use the empty lines of the form"),
    Severity.WARNING,
)
FORM_ROWS_MISSING = Problem(
    "form-rows-missing",
    N_("{file}: rows of the form are missing: {keys}"),
    N_("what they said stays as it was"),
    Severity.WARNING,
)
FORM_CONFLICT = Problem(
    "form-conflict",
    N_("{what}: stated differently: {values}"),
    N_("agree on one value, or name the unit whose value counts: --prefer {name}=UNIT"),
)
FORM_CONFLICT_FILE = Problem(
    "form-conflict",
    N_("{what}: stated differently: {values}"),
    N_(
        "agree on one value, or say which counts: of a unit's form --prefer {name}=UNIT, what"
        " stands in {file} --prefer {name}=file"
    ),
)
PREFERRED_SILENT = Problem(
    "prefers-nothing",
    N_("{unit} is preferred for {name}, and states nothing of it on its form"),
    N_("name one that does ({units}), or “file” to keep what stands in the file"),
)
PREFERRED_NOTHING = Problem(
    "prefers-nothing",
    N_("{unit} is preferred for {name}, of which no form states anything"),
    N_("leave this --prefer out"),
)
PREFERRED_WITHOUT_FORM = Problem(
    "prefers-nothing",
    N_("{unit} is preferred, and none of these forms is from it"),
    N_("add its form, name another unit, or “file” to keep what stands in the file"),
)
FORM_PAPER_TO_COME = Problem(
    "form-paper",
    N_("{cell}, {what}: dated {day}, which is still to come"),
    N_("correct the date, or name the paper once it is issued"),
    Severity.WARNING,
)
FORM_PAPER_WITHOUT_FILE = Problem(
    "form-paper",
    N_("{cell}, {what}: no file “{file}” lies in evidence/"),
    N_("put it there (“dtiscore evidence add”), or correct its name; naming it proves nothing"),
    Severity.WARNING,
)
FORM_PAPER_KEPT = Problem(
    "form-paper",
    N_("{cell}, {what}: the line was emptied; the paper stays noted"),
    N_("no form removes a paper: take it out of {file} if it is not to be named"),
    Severity.WARNING,
)
