"""Papers in `evidence/`: where they lie, what their names and evidence.yaml say."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.base.messages import N_

SHOWN_DIFFERS = Problem(
    "shown-differs",
    N_("“{fact}” is stated as {stated}, but {file} shows {shown}"),
    N_("correct what is stated here, or hand in the paper that shows it"),
    Severity.WARNING,
)
SHOWN_AFTER_ALL = Problem(
    "shown-differs",
    N_("“{fact}” is stated not to have happened, but {file} shows {shown}"),
    N_("correct what is stated here, or take the paper out of the folder"),
    Severity.WARNING,
)
UNKNOWN_SLOT = Problem(
    "unknown-slot",
    N_("the criterion {criterion} has no proof slot “{slot}”"),
    N_("slots: {known}"),
    Severity.WARNING,
)
DATE_IN_NAME = Problem(
    "date-in-name",
    N_("“{value}” in the file name is not a date, so the paper counts as undated"),
    N_("write it like 2023-11-07, or state date: in evidence.yaml"),
    Severity.WARNING,
)
LOOSE_FILE = Problem(
    "loose-file",
    N_("the file lies in no criterion's folder, so it proves nothing"),
    N_("move it into the folder of the criterion it proves"),
    Severity.WARNING,
)
NESTED_FOLDER = Problem(
    "nested-folder",
    N_("the folder lies too deep, so its files prove nothing"),
    N_("move its files up, into the criterion's folder or that of a slot"),
    Severity.WARNING,
)
NO_PERIOD_FOLDER = Problem(
    "unknown-folder",
    N_("what lies here belongs to no period that has an assessment, so it proves nothing"),
    N_("move it into evidence/<period>/<criterion>/"),
    Severity.WARNING,
)
UNKNOWN_FOLDER = Problem(
    "unknown-folder",
    N_("the folder belongs to no criterion of the set"),
    N_("give it the id of a criterion as its name"),
    Severity.WARNING,
)
UNKNOWN_FOLDER_NEAR = Problem(
    "unknown-folder",
    N_("the folder belongs to no criterion of the set"),
    N_("did you mean “{near}”?"),
    Severity.WARNING,
)
EVIDENCE_FILE = Problem(
    "evidence-file",
    N_("evidence.yaml names “{file}”, which is not in the folder"),
    N_("copy the file here, or correct the name"),
    Severity.WARNING,
)
EVIDENCE_OUTSIDE = Problem(
    "outside-workspace",
    N_("“{file}” leads out of the evidence folder and is not read"),
    N_("copy the file itself into the folder"),
    Severity.WARNING,
)
OVERRIDE_LAPSED = Problem(
    "override-lapsed",
    N_("“{file}” has changed since its verdict was overruled; the override no longer holds"),
    N_("look at the file again and renew sha256: {sha256}"),
    Severity.WARNING,
)
COVERS_IGNORED = Problem(
    "covers-ignored",
    N_("“covers: {fact}” counts for nothing: of papers of this type each proves one"),
    N_("check “type:”; papers that may prove several: {types}"),
    Severity.WARNING,
)
COVERS_NOT_TAKEN = Problem(
    "covers-ignored",
    N_("“covers: {fact}” counts for nothing: no slot takes one paper for several of them"),
    N_("remove the line"),
    Severity.WARNING,
)
TOO_MANY_FILES = Problem(
    "too-many-files",
    N_("more than {most} files lie here; only the first were read"),
    N_("keep the papers here, and nothing else"),
    Severity.WARNING,
)
NO_LOCK = Problem(
    "not-a-lock",
    N_("{file} is not a lock that dtiscore wrote"),
    N_("lock again: dtiscore evidence lock"),
    Severity.WARNING,
)
NOT_LOCKED = Problem(
    "not-locked",
    N_("nothing was locked: there is no {file}"),
    N_("lock first: dtiscore evidence lock"),
)
CANNOT_EDIT = Problem(
    "cannot-edit",
    N_("{file} cannot be changed without changing more than was asked for; nothing was written"),
    N_("mend what is wrong with it (dtiscore check), or add the lines by hand"),
)
LEADS_OUT = Problem(
    "leads-out",
    N_("{file} leads out of the workspace, so nothing is written there"),
    N_("replace the link by a folder"),
)
