"""What the province published."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.base.messages import N_

COHORT_MISSING_RESULT = Problem(
    "cohort-missing",
    N_("the set has cohorts, and the agency names none"),
    N_("add “cohort:” to its entry; cohorts of the set: {known}"),
)
NOT_PUBLISHED_YET = Problem(
    "no-data",
    N_("not known on {day} yet: {file} was published on {on}"),
    N_("use --as-of with that day or later"),
)
GAPS_NOT_PUBLISHED_YET = Problem(
    "no-data",
    NOT_PUBLISHED_YET.text,
    N_("use --as-of with that day or later, or compare with --vs-max, --vs-period or --vs-target"),
)
NO_RESULTS = Problem(
    "no-data",
    N_("not known: {what}"),
    N_(
        "take in the table of results, “dtiscore published import FILE --period {period}”, or fill"
        " in agencies in {file}"
    ),
)
UNKNOWN_AGENCY = Problem(
    "unknown-agency", N_("there is no agency “{id}” in {file}"), N_("agencies: {known}")
)
PUBLISHED_RANGE = Problem(
    "published-range",
    N_("{value} is above {max}, the most that can be published here"),
    N_("check the value, and “scale:”"),
)
PUBLISHED_SUM = Problem(
    "published-sum",
    N_("the total {total} is not the sum of its groups, {sum}"),
    N_("correct the total or a group; where it was published so, leave it"),
    Severity.WARNING,
)
PUBLISHED_RANK = Problem(
    "published-rank",
    N_("{reason}"),
    N_("correct the rank or a total; where it was published so, leave it"),
    Severity.WARNING,
)
RANK_OF_UNRANKED = Problem(
    "published-rank",
    N_("the rank {rank} stands beside “ranked: no”, and does not count"),
    N_("remove the rank, or write “ranked: yes”"),
    Severity.WARNING,
)
PUBLISHED_RATING = Problem(
    "published-rating",
    N_("the rating “{rating}” is not that of the total {total}, “{right}”"),
    N_("correct the rating or the total; where it was published so, leave it"),
    Severity.WARNING,
)
BEST_UNUSED = Problem(
    "unknown-key",
    N_("the criterion {id} does not compare with the best agency"),
    N_("a best is for a rule “peer_ratio”; criteria that have one: {known}"),
)
GROWTH_UNKNOWN = Problem(
    "no-data",
    N_("growth cannot be fitted: {why}"),
    N_("state “growth:” with “mean:” and “spread:” in the scenario"),
)
NOT_A_TABLE = Problem(
    "not-a-table",
    N_("{file} is no table that can be read: {reason}"),
    N_("save the table as .xlsx, .csv (UTF-8) or .docx, without macros, links or objects"),
)
TABLE_COLUMNS = Problem(
    "table-columns",
    N_("{file}: no column is known for: {fields}"),
    N_("name the column, by its heading or letter: --map “HEADING=FIELD”; fields: {known}"),
)
TABLE_MAPPING = Problem(
    "table-columns",
    N_("“{text}” names no column and field of the table"),
    N_("write HEADING=FIELD or LETTER=FIELD; fields: {known}; headings: {heads}"),
)
TABLE_CELL = Problem(
    "table-cell", N_("{cell}: {reason}"), N_("correct the cell; nothing was taken")
)
TABLE_PERCENT = Problem(
    "table-cell",
    N_("{cell}: {value}% is a percentage, and the table is read as points"),
    N_("if all its results are percentages, add --scale percent; else correct the cell"),
)
TABLE_DOUBT = Problem(
    "table-doubt",
    N_("{cell}: {reason}"),
    N_("correct the table, or take it as it is with --accept {word}; nothing was taken"),
)
TABLE_ACCEPTED = Problem(
    "table-accepted",
    N_("{cell}: {reason}"),
    N_("taken as it is, because of --accept {word}"),
    Severity.WARNING,
)
RESULT_HEAD = Problem(
    "result-head",
    N_("the figures stand so in {file} already, and what is said of them cannot change: {reason}"),
    N_(
        "change “source:”, “on:” and “status:” in {file} by hand, where they are meant; nothing was"
        " taken"
    ),
)
RESULT_DAY = Problem(
    "result-head",
    N_("“on:” of {file} cannot become {on}: it would change for its averages or best values, too"),
    N_("leave --on out, or write “on:” in {file} by hand, if all of it is of that day"),
)
RESULT_SCALE = Problem(
    "result-scale",
    N_("the figures of {file} are on the scale “{stated}”, not “{asked}”"),
    N_("leave --scale out; if the file is wrong, correct “scale:” there; nothing was taken"),
)
RESULT_TOO_EARLY = Problem(
    "result-too-early",
    N_("a correction of {on} has no effect: {file} holds results of {later}"),
    N_("check the day given to --on; nothing was taken"),
)
RESULT_UNDATED = Problem(
    "result-undated",
    N_("a correction is kept with its day and source, and {option} is missing"),
    N_("add --on DATE and --source TEXT of the correction"),
)
