"""Every problem dtiscore can find in a user's files, in one table.

The codes are a contract: scripts and editors depend on them, `docs/diagnostics.md` lists them,
and ``tests/bad/`` holds a file for each.
"""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.base.messages import N_

# --- files and YAML -------------------------------------------------------------------------

MISSING_FILE = Problem(
    "missing-file",
    N_("file {file} does not exist"),
    N_("create it, or correct the name that points to it"),
)
UNREADABLE_FILE = Problem("unreadable-file", N_("file {file} cannot be read: {reason}"))
UNLISTED_FILE = Problem(
    "unlisted-file",
    N_("the set does not list this file among its groups, so it is not read"),
    N_("add “{stem}” under “groups:” in set.yaml, or remove the file"),
    Severity.WARNING,
)
FILE_TOO_LARGE = Problem(
    "file-too-large",
    N_("the file has {size} bytes; at most {limit} are read"),
    N_("split the file, or take out what does not belong there"),
)
NOT_UTF8 = Problem(
    "not-utf8",
    N_("the file is not UTF-8 text (byte {byte})"),
    N_("save it again with the encoding UTF-8"),
)
EMPTY_FILE = Problem("empty-file", N_("the file is empty"), N_("expected keys such as {keys}"))
YAML_SYNTAX = Problem(
    "yaml-syntax",
    N_("the YAML cannot be read here: {reason}"),
    N_("check indentation, colons and quotation marks on this line and the one above"),
)
YAML_TAB = Problem("yaml-tab", N_("there is a tab here"), N_("use blanks instead of tabs"))
YAML_TAG = Problem(
    "yaml-tag", N_("the tag {tag} is not allowed"), N_("remove the tag; write the value alone")
)
YAML_ALIASES = Problem(
    "yaml-aliases",
    N_("more than {limit} repetitions by alias (*)"),
    N_("write the values out"),
)
YAML_TOO_DEEP = Problem(
    "yaml-too-deep", N_("nested deeper than {limit} levels"), N_("remove the nesting")
)
YAML_DOCUMENTS = Problem(
    "yaml-documents",
    N_("a second YAML document begins here"),
    N_("keep one document in a file: remove the line “---”"),
)
YAML_KEY = Problem(
    "yaml-key", N_("a key must be a plain text"), N_("write the key as text followed by a colon")
)
DUPLICATE_KEY = Problem(
    "duplicate-key",
    N_("the key “{key}” stands twice; the first is on line {first}"),
    N_("keep one of the two"),
)
FLOW_COMMA = Problem(
    "flow-comma",
    N_("the comma splits “{value}” into two values"),
    N_("put the number in quotation marks, “{value}”, or write it with a point"),
)

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
CANNOT_WRITE = Problem(
    "cannot-write",
    N_("{file} cannot be written: {reason}"),
    N_("close the file in other programs, or name another one; what it held is untouched"),
)

# --- shape of the values --------------------------------------------------------------------

UNKNOWN_KEY = Problem(
    "unknown-key", N_("the key “{key}” is not known here"), N_("known keys: {keys}")
)
UNKNOWN_KEY_NEAR = Problem(
    "unknown-key", N_("the key “{key}” is not known here"), N_("did you mean “{near}”?")
)
MISSING_KEY = Problem("missing-key", N_("the key “{key}” is missing"), N_("add “{key}:”"))
WRONG_TYPE = Problem("wrong-type", N_("{found} stands here"), N_("expected {expected}"))
NOT_A_NUMBER = Problem(
    "not-a-number", N_("“{value}” is not a number"), N_("write it like 12, 12.5 or 12,5")
)
AMBIGUOUS_NUMBER = Problem(
    "ambiguous-number",
    N_("“{value}” can be read as {thousands} or as {decimal}"),
    N_("write {thousands} or {decimal}"),
)
NOT_WHOLE = Problem("not-whole", N_("“{value}” is not a whole number"), N_("a count is 0, 1, 2, …"))
NEGATIVE = Problem("negative", N_("“{value}” is below zero"), N_("write 0 or more"))
NOT_A_DATE = Problem(
    "not-a-date", N_("“{value}” is not a date"), N_("write it like 2023-02-15 or 15/02/2023")
)
NOT_YES_NO = Problem("not-yes-no", N_("“{value}” is neither yes nor no"), N_("write có or không"))
SHARE_RANGE = Problem(
    "share-range",
    N_("“{value}” is not a share between 0 and 1"),
    N_("write it like 1/2, 50% or 0.5"),
)
PERCENT_UNCLEAR = Problem(
    "percent-unclear",
    N_("“{value}” is not clear as a percentage"),
    N_("write it with the sign: {value}%"),
)
BAD_ID = Problem(
    "bad-id",
    N_("“{value}” cannot be an id: it would not work as a folder name"),
    N_("use Latin letters without accents, digits, “.”, “_” and “-” only; at most 64"),
)
NOT_ONE_OF = Problem("not-one-of", N_("“{value}” is not possible here"), N_("possible: {known}"))
NOT_ONE_OF_NEAR = Problem(
    "not-one-of", N_("“{value}” is not possible here"), N_("did you mean “{near}”?")
)
EXACTLY_ONE = Problem(
    "exactly-one", N_("exactly one of {keys} must stand here"), N_("keep one and remove the rest")
)
AT_LEAST_ONE = Problem("at-least-one", N_("the list is empty"), N_("give at least one entry"))

# --- a criteria set -------------------------------------------------------------------------

DUPLICATE_ID = Problem(
    "duplicate-id",
    N_("the id “{id}” is used twice; first at {first}"),
    N_("ids are unique without regard to case: change one"),
)
GROUP_MAXIMA = Problem(
    "group-maxima",
    N_("the groups' maxima add up to {sum}, the set's maximum is {max}"),
    N_("correct a group's max_score or the set's"),
)
CRITERION_MAXIMA = Problem(
    "criterion-maxima",
    N_("the criteria's maxima add up to {sum}, the group's maximum is {max}"),
    N_("correct a criterion's max_score or the group's"),
)
COHORT_MAXIMA = Problem(
    "cohort-maxima",
    N_("the maximum is given for {found}, the set's for {cohorts}"),
    N_("give one number, or one for each cohort of the set"),
)
BANDS = Problem(
    "bands",
    N_("the bands leave a hole or are out of order: {reason}"),
    N_("list them from the best down; the last begins “from: 0”"),
)
UNUSED_FACT = Problem(
    "unused-fact",
    N_("the rule does not use the fact “{fact}”"),
    N_("use it in the rule, or remove it"),
)
UNKNOWN_FACT = Problem(
    "unknown-fact",
    N_("the fact “{fact}” is not defined in this criterion"),
    N_("facts here: {known}"),
)
FACT_TYPE = Problem(
    "fact-type",
    N_("the fact “{fact}” is of type {type}, which the rule cannot use here"),
    N_("possible types: {allowed}"),
)
SHARED_FACT = Problem(
    "shared-fact",
    N_("“{target}” is no fact that can be shared"),
    N_("name a criterion of this set and a fact it defines itself: {known}"),
)
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
NO_PROOF = Problem(
    "no-proof",
    N_("the criterion demands no proof"),
    N_("add “proof:”, or “measured_by:” where a central system supplies the figure"),
)
COUNT_OF = Problem(
    "count-of",
    N_("the slot counts papers of “{fact}”, but more of it does not raise the points"),
    N_("name a counted fact whose increase raises the points"),
)
SLOT_FOR = Problem(
    "slot-for",
    N_("the slot stands for “{name}”, which proof cannot stand for"),
    N_("name a fact that raises the points, a part or an alternative: {known}"),
)
SLOT_SHOWS = Problem(
    "slot-shows",
    N_("the slot shows “{fact}”, which a paper's {by} cannot show"),
    N_("name a fact of the type {type}"),
)
SLOT_KEYS = Problem(
    "slot-keys", N_("{keys} do not go together in one slot"), N_("keep one of them")
)
SLOT_SHARES = Problem(
    "slot-shares",
    N_("the shares of the required slots add up to {sum}, not to 1"),
    N_("correct a share, or give one to each slot that has none"),
)
GROUP_KIND = Problem(
    "group-kind",
    N_("“{key}” does not go with a group of kind {kind}"),
    N_("remove it, or change the group's kind"),
)
CASE_FAILED = Problem(
    "case-failed",
    N_("the case “{name}” expects {kind} {expected}, the rule gives {found}"),
    N_("correct the case or the rule; “dtiscore explain {criterion}” shows the rule"),
)

# --- an assessment --------------------------------------------------------------------------

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
COHORT_UNKNOWN = Problem(
    "cohort-unknown", N_("the set has no cohort “{cohort}”"), N_("cohorts of the set: {known}")
)
COHORT_MISSING = Problem(
    "cohort-missing",
    N_("the set has cohorts, and the agency names none"),
    N_("add “cohort:” under “agency:”; cohorts of the set: {known}"),
)
COHORT_MISSING_RESULT = Problem(
    "cohort-missing",
    N_("the set has cohorts, and the agency names none"),
    N_("add “cohort:” to its entry; cohorts of the set: {known}"),
)

# --- units, evidence, published results -----------------------------------------------------

UNKNOWN_UNIT = Problem(
    "unknown-unit", N_("the unit “{unit}” is not in units.yaml"), N_("known units: {known}")
)
UNKNOWN_UNIT_NEAR = Problem(
    "unknown-unit", N_("the unit “{unit}” is not in units.yaml"), N_("did you mean “{near}”?")
)
UNIT_OF_SET = Problem(
    "unit-of-set",
    N_("the set suggests the unit “{unit}”, which units.yaml does not have"),
    N_("nothing to do if another unit is assigned; otherwise add it"),
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
UNKNOWN_GROUP = Problem("unknown-group", N_("the set has no group “{id}”"), N_("groups: {known}"))
UNKNOWN_AGENCY = Problem(
    "unknown-agency", N_("there is no agency “{id}” in {file}"), N_("agencies: {known}")
)
PUBLISHED_RANGE = Problem(
    "published-range",
    N_("{value} is above {max}, the most that can be published here"),
    N_("check the value, and “scale:”"),
)
BEST_UNUSED = Problem(
    "unknown-key",
    N_("the criterion {id} does not compare with the best agency"),
    N_("a best is for a rule “peer_ratio”; criteria that have one: {known}"),
)
NO_DATA = Problem("no-data", N_("not known: {what}"), N_("fill in {key} in {file}"))
UNKNOWN_SET = Problem(
    "unknown-set", N_("there is no criteria set “{id}”"), N_("known sets: {known}")
)
NOT_A_POSSIBLE_TARGET = Problem(
    "target-range",
    N_("the target {value} is not between 0 and the maximum {max}"),
    N_("name a number of points the department can reach"),
)
