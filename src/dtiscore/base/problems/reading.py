"""Files that cannot be read, and YAML that says nothing clear."""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.base.messages import N_

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
