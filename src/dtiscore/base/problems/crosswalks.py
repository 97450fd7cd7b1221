"""Crosswalks between sets: entries that do not fit the sets, and answers nobody gave a home."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.base.messages import N_

CROSSWALK_SETS = Problem(
    "crosswalk-sets",
    N_("the file links {found}, its place says {expected}"),
    N_("correct “from:” and “to:”, or move the file to criteria/<new set>/crosswalks/"),
)
CROSSWALK_GROUP = Problem(
    "crosswalk-id",
    N_("the set {set} has no group “{id}”"),
    N_("groups of this set: {known}"),
)
CROSSWALK_CRITERION = Problem(
    "crosswalk-id",
    N_("the set {set} has no criterion “{id}”"),
    N_("correct the id; the set's files list the criteria"),
)
CROSSWALK_CRITERION_NEAR = Problem(
    "crosswalk-id",
    N_("the set {set} has no criterion “{id}”"),
    N_("did you mean “{near}”?"),
)
CROSSWALK_FACT = Problem(
    "crosswalk-id",
    N_("the set {set} has no fact “{id}”"),
    N_("write CRITERION.FACT, such as 1.1.meetings"),
)
CROSSWALK_OPTION = Problem(
    "crosswalk-id",
    N_("the fact {fact} of the set {set} has no option “{id}”"),
    N_("options: {known}"),
)
CROSSWALK_KIND = Problem(
    "crosswalk-kind",
    N_("“{kind}” does not go with {old} under “from” and {new} under “to”"),
    N_(
        "1:1 and reweighted: one each; split: one to several; merge: several to one; new: “to”"
        " alone; gone: “from” alone"
    ),
)
CROSSWALK_TWICE = Problem(
    "crosswalk-twice",
    N_("“{id}” of the set {set} has an entry already, in line {first}"),
    N_("each id stands once on its side: keep one entry"),
)
CROSSWALK_WEIGHT = Problem(
    "crosswalk-weight",
    N_("{old} is worth {before} points, {new} {after}"),
    N_("write “kind: reweighted”"),
    Severity.WARNING,
)
CROSSWALK_TYPE = Problem(
    "crosswalk-type",
    N_("{old} is of type {before}, {new} of type {after}"),
    N_("an answer carries over only to a fact of its type: remove the entry"),
)
CROSSWALK_OPEN_OLD = Problem(
    "crosswalk-open",
    N_("the criterion {id} of {set} has no entry, so its answers have no home"),
    N_("add an entry, of kind “gone” if nothing carries it on"),
    Severity.WARNING,
)
CROSSWALK_OPEN_NEW = Problem(
    "crosswalk-open",
    N_("the criterion {id} of {set} has no entry"),
    N_("add an entry, of kind “new” if no earlier criterion leads to it"),
    Severity.WARNING,
)
NO_CROSSWALK = Problem(
    "no-crosswalk",
    N_("nothing says how {old} and {new} belong together"),
    N_("write {file} (dtiscore schema crosswalk)"),
)
