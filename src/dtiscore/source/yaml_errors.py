"""What libyaml complains of, in sentences of our own and at the place the reader must look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import N_, Message
from dtiscore.source.yaml_text import SourceText

if TYPE_CHECKING:
    from yaml.error import Mark, MarkedYAMLError

    from dtiscore.base.diagnostics import Diagnostic

_WINDOWS_PATH_HINT = N_("put a text with “\\” between single quotation marks: 'C:\\Hồ sơ'")
_QUOTE_HINT = N_("put the whole text between quotation marks")
_GENERIC = N_("it does not follow the rules of YAML")
_ESCAPE = N_("in double quotation marks, “\\” begins a special character, and this is none")
_AFTER_QUOTE = N_("text follows the closing quotation mark")
_OTHER_QUOTE_HINT = N_("put a text that has one kind of quotation mark between the other kind")
_NEVER_CLOSED = N_("the bracket “{bracket}” that opens here is never closed")
_NOT_CLOSED = N_(
    "“,” or the bracket that closes the “{bracket}” of line {line} is missing before this"
)


class _Complaint(NamedTuple):
    """A complaint of the parser: how to know it, what we say, and where and how to mend it.

    ``pattern`` is searched in "context: problem", in the words of libyaml or of PyYAML's own
    parser. ``at_context`` points to where the thing began that the parser was reading.
    """

    pattern: str
    reason: str
    at_context: bool = False
    hint: str = ""


# The first that matches counts.
_COMPLAINTS = (
    _Complaint(
        r"quoted scalar: found unexpected (end of stream|document)",
        N_("the quotation mark that opens here is never closed"),
        at_context=True,
    ),
    _Complaint(
        r"could not find expected ':'",
        N_("a key stands here without a colon and a blank after it"),
        at_context=True,
    ),
    _Complaint(r"mapping values are not allowed", N_("a colon with a value cannot stand here")),
    _Complaint(
        r"sequence entries are not allowed",
        N_("a list cannot begin here; its “-” begins a line of its own"),
    ),
    _Complaint(
        r"mapping keys are not allowed",
        N_("“?” with a blank cannot stand here"),
        hint=_QUOTE_HINT,
    ),
    _Complaint(
        r"block collection: (did not find expected '-'|expected <block end>)",
        N_("a list entry with “-” is expected here, indented like the one before"),
    ),
    _Complaint(
        r"block mapping: (did not find expected key|expected <block end>)",
        N_("a key is expected here, indented like the one before"),
    ),
    _Complaint(r"node content", N_("a value is expected here")),
    _Complaint(
        r"cannot start any token",
        N_("a value cannot begin with “{character}”"),
        hint=_QUOTE_HINT,
    ),
    _Complaint(
        r"an (anchor|alias): ",
        N_("“{character}” at the beginning has a meaning of its own in YAML"),
        at_context=True,
        hint=_QUOTE_HINT,
    ),
    _Complaint(
        r"block scalar: ",
        N_("after “|” or “>” the text begins on the next line, indented"),
    ),
    _Complaint(
        r"directive|incompatible YAML document",
        N_("a line that begins with “%” is an instruction to YAML, and this one is not known"),
    ),
    _Complaint(r"<document start>", N_("text follows after the end of the document")),
)
_TAB = re.compile(r"tab character|'\\t'")
_TAG = re.compile(r" a tag: |undefined tag handle")
_FLOW = re.compile(r"flow (mapping|sequence): (did not find expected|expected) ','")
_BAD_ESCAPE = re.compile(r"quoted scalar: .*(escape|hexdecimal|hexadecimal)")
_WRITTEN_TAG = re.compile(r"![^\s,\[\]{}]*")


def from_parser(error: MarkedYAMLError, text: str, file: str) -> Diagnostic:
    """The diagnostic for a syntax error in ``text``; tabs and tags get their own codes."""
    problem = error.problem_mark or error.context_mark
    if problem is None:
        return problems.YAML_SYNTAX.at(Place(file), reason=Message(_GENERIC))
    context = error.context_mark or problem
    complaint = f"{error.context}: {error.problem}"
    if text.startswith("\t", problem.index) or _TAB.search(complaint):
        return problems.YAML_TAB.at(_place(file, problem))
    if _TAG.search(complaint):
        return problems.YAML_TAG.at(_place(file, context), tag=written_tag(text, context.index))
    if _FLOW.search(complaint):
        return _open_bracket(context, problem, text, file)
    return _syntax(complaint, context, problem, SourceText(file, text))


def written_tag(text: str, index: int) -> str:
    """The tag as written in the node that begins at ``index``, behind its anchor if it has one."""
    found = _WRITTEN_TAG.search(text, index)
    return found[0] if found else "!"


def tag_index(text: str, index: int) -> int:
    """Where the tag of the node that begins at ``index`` stands."""
    return max(text.find("!", index), index)


def _syntax(complaint: str, context: Mark, problem: Mark, source: SourceText) -> Diagnostic:
    text = source.text
    if _BAD_ESCAPE.search(complaint):
        # The parser may stand behind the backslash already.
        backslash = source.place(text.rfind("\\", 0, problem.index + 1))
        return _with_hint(_WINDOWS_PATH_HINT, backslash, Message(_ESCAPE))
    place = _place(source.file, problem)
    if "block mapping: " in complaint and text[: problem.index].rstrip(" ").endswith(("'", '"')):
        return _with_hint(_OTHER_QUOTE_HINT, place, Message(_AFTER_QUOTE))
    for known in _COMPLAINTS:
        if re.search(known.pattern, complaint):
            mark = context if known.at_context else problem
            character = text[mark.index : mark.index + 1]
            fields = {"character": character} if "{character}" in known.reason else {}
            reason = Message(known.reason, **fields)
            return _with_hint(known.hint, _place(source.file, mark), reason)
    return problems.YAML_SYNTAX.at(place, reason=Message(_GENERIC))


def _with_hint(hint: str, place: Place, reason: Message) -> Diagnostic:
    problem = problems.YAML_SYNTAX._replace(hint=hint) if hint else problems.YAML_SYNTAX
    return problem.at(place, reason=reason)


def _open_bracket(context: Mark, problem: Mark, text: str, file: str) -> Diagnostic:
    """A flow value that goes on wrongly: at the end of the file, look where it began."""
    bracket = text[context.index : context.index + 1]
    if not text[problem.index :].strip():
        reason = Message(_NEVER_CLOSED, bracket=bracket)
        return problems.YAML_SYNTAX.at(_place(file, context), reason=reason)
    reason = Message(_NOT_CLOSED, bracket=bracket, line=context.line + 1)
    return problems.YAML_SYNTAX.at(_place(file, problem), reason=reason)


def _place(file: str, mark: Mark) -> Place:
    return Place(file, mark.line + 1, mark.column + 1)
