"""Keys and values that cannot stand where they stand, in any kind of file."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem
from dtiscore.base.messages import N_

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
PERCENT_RANGE = Problem(
    "share-range",
    N_("“{value}” is not a percentage from 0 to 100"),
    N_("write it with its sign, such as 45%"),
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
