"""No sentence for people escapes the catalogue, and none below i18n/ is Vietnamese already.

Nets over the string literals of the source, each with a short list of what may pass. Put a new
exception on a list only with the reason why no reader will ever see the text, or why it is data
and not a sentence.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dtiscore.base import problems
from dtiscore.base.diagnostics import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[2] / "src" / "dtiscore"

# An example of a folder's name in a hint.
EXAMPLE = frozenset({"Hồ", "sơ"})

# Words that stand in people's files or in the symbols of documents: data in both languages.
VIETNAMESE_WORDS = frozenset({"có", "không", "QĐ", "QyĐ", "ĐA", "HĐ", "CĐ", "NĐ", *EXAMPLE})

# Modules whose Vietnamese is data: the alphabet, and what is looked for in people's documents.
VIETNAMESE_DATA = frozenset(
    {
        "base/documents.py",
        "base/text.py",
        "evidence/recognise/apart.py",
        "evidence/recognise/bodies.py",
        "evidence/recognise/day.py",
        "evidence/recognise/letterhead.py",
        "evidence/recognise/letters.py",
        "evidence/recognise/number.py",
        "evidence/recognise/posts.py",
        "evidence/recognise/subject.py",
        "evidence/recognise/symbols.py",
    }
)

# Where what is printed is put together: nothing here may hold words for people.
FOR_PEOPLE = frozenset({"cli", "report"})

# Calls whose strings are sentences, and calls whose strings only programs read.
MARKERS = frozenset({"Message", "N_"})
FOR_PROGRAMS = frozenset({"compile", "getLogger", "import_module", "TypeVar", "NewType", "cast"})

# Single texts that pass, by module.
# The program's name before its version is the same for every reader.
PASSING: dict[str, frozenset[str]] = {
    "cli/main.py": frozenset({"dtiscore "}),
    # The keys with which files of tasks and of results begin.
    "cli/commands/published/import_.py": frozenset(
        {"period: ", "\nsource:\non:\nstatus: illustrative\n"}
    ),
    "cli/tasks.py": frozenset({"period: "}),
    "cli/commands/period/new.py": frozenset({"\nperiod: ", "status: "}),
    "report/answer.py": frozenset({"dtiscore "}),
    # Names of styles and letters that Word and Excel know them by.
    "report/form_styles.py": frozenset({"Times New Roman"}),
    "report/document.py": frozenset(
        {"Times New Roman", "Heading 1", "Heading 2", "Table Grid", "Table Text"}
        | {"Table Figure", "Table Heading"}
    ),
    "report/spreadsheet.py": frozenset({"Times New Roman", '&C&"Times New Roman,Regular"&11'}),
}


@dataclass(frozen=True)
class Literal:
    """A string in the code that is no docstring."""

    module: str
    line: int
    text: str
    calls: tuple[str, ...]  # those it is an argument of, the nearest first
    raised: bool
    in_fstring: bool

    @property
    def caught(self) -> bool:
        """Whether neither the catalogue has it nor a list above lets it pass."""
        marked = bool(self.calls) and self.calls[0] in MARKERS and not self.in_fstring
        for_programs = self.raised or not FOR_PROGRAMS.isdisjoint(self.calls)
        return not (marked or for_programs or self.text in PASSING.get(self.module, ()))

    @property
    def is_wording(self) -> bool:
        """Whether it reads like something for people: words, and a blank."""
        text = self.text if self.in_fstring else self.text.strip()
        return " " in text and re.search(r"[^\W\d_]{2}", text) is not None

    @property
    def has_fields(self) -> bool:
        """Whether it is a sentence with named fields."""
        wording = re.sub(r"\{[a-z_]+\}", "", self.text)
        return wording != self.text and re.search(r"\w|[“×]", wording) is not None

    def __str__(self) -> str:
        """For the failure report."""
        return f"{self.module}:{self.line}: {self.text!r}"


def literals(code: str, module: str) -> Iterator[Literal]:
    """Every string of a module but its docstrings."""
    tree = ast.parse(code)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if isinstance(parents[node], ast.Expr):
            continue
        above = list(chain(node, parents))
        yield Literal(
            module,
            node.lineno,
            node.value,
            calls=tuple(enclosing_calls(above)),
            raised=any(isinstance(outer, ast.Raise) for outer in above),
            in_fstring=isinstance(parents[node], ast.JoinedStr),
        )


def chain(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    """``node`` and all it is a part of."""
    yield node
    while node in parents:
        node = parents[node]
        yield node


def enclosing_calls(above: list[ast.AST]) -> Iterator[str]:
    """The calls a node is an argument of; ``name(key=)`` where it is given by keyword."""
    for inner, outer in pairwise(above):
        # What a call is made on, as in "…".join(…), is no argument of it.
        if isinstance(outer, ast.Call) and inner is not outer.func:
            # Fields of a message are data: only its first argument is the sentence.
            yield called(outer) + (f"({inner.arg}=)" if isinstance(inner, ast.keyword) else "")


def called(call: ast.Call) -> str:
    """The last name of what is called: ``N_`` for ``messages.N_(...)``."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


CODE = {
    path.relative_to(SOURCE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(SOURCE.rglob("*.py"))
}
LITERALS = [literal for module, code in CODE.items() for literal in literals(code, module)]


def vietnamese(text: str) -> set[str]:
    """The words of ``text`` with a letter that English lacks."""
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text))
    return {word for word in words if not word.isascii() and is_latin(word)}


def is_latin(word: str) -> bool:
    """Whether all letters are Latin ones (a Greek sigma is no Vietnamese)."""
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in word)


def refuse(found: list[Literal]) -> None:
    """Fail with a line for each."""
    assert not found, "not in the catalogue:\n" + "\n".join(map(str, found))


def test_no_vietnamese_below_i18n() -> None:
    refuse(
        [
            literal
            for literal in LITERALS
            if not literal.module.startswith("i18n/")
            and literal.module not in VIETNAMESE_DATA
            and vietnamese(literal.text) - VIETNAMESE_WORDS
        ]
    )


def test_words_for_people_are_in_the_catalogue() -> None:
    printed = [literal for literal in LITERALS if literal.module.split("/")[0] in FOR_PEOPLE]
    refuse([literal for literal in printed if literal.is_wording and literal.caught])


def test_sentences_with_fields_are_in_the_catalogue_everywhere() -> None:
    """``text = "{a} of {b}"`` and only later ``Message(text)``: the extractor misses it."""
    refuse([literal for literal in LITERALS if literal.has_fields and literal.caught])


def sentences_of(call: ast.Call) -> tuple[str, ...]:
    """The sentences whose fields this call must give."""
    if called(call) == "Message" and call.args and isinstance(call.args[0], ast.Constant):
        return (str(call.args[0].value),)
    named: ast.expr | None = None
    if called(call) == "at" and isinstance(call.func, ast.Attribute):
        named = call.func.value
    elif called(call) == "RefusedError" and call.args:
        named = call.args[0]
    problem = getattr(problems, named.attr, None) if isinstance(named, ast.Attribute) else None
    return (problem.text, problem.hint) if isinstance(problem, Problem) else ()


def test_messages_are_given_the_fields_they_name() -> None:
    found = []
    for module, code in CODE.items():
        for call in ast.walk(ast.parse(code)):
            if not isinstance(call, ast.Call) or any(key.arg is None for key in call.keywords):
                continue  # with **fields only running it can tell
            wanted = set(re.findall(r"\{(\w+)\}", " ".join(sentences_of(call))))
            missing = wanted - {key.arg for key in call.keywords}
            if missing:
                found.append(f"{module}:{call.lineno}: {called(call)} lacks {sorted(missing)}")
    assert not found, "\n".join(found)


def test_the_nets_tell_sentences_from_other_strings() -> None:
    code = '''
"""Docstring with blanks."""
a = Message("one two {x}", x="aa bb")
b = f"three {a} four five" + ", ".join([])
c = typer.Option(help=N_("six seven"), metavar="ID")
d = "a sentence"
e = re.compile("some words")
raise ValueError("for programmers only")
'''
    caught = [lit.text for lit in literals(code, "cli/x.py") if lit.is_wording and lit.caught]
    assert sorted(caught) == [" four five", "a sentence", "aa bb", "three "]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Quyết định 401/QĐ-UBND of the 5th × 2 ≈ Σ", {"Quyết", "định", "QĐ"}),
        ("Quye\u0302\u0301t", {"Quyết"}),
        ("plain – “quoted” …", set()),
    ],
)
def test_vietnamese_is_told_from_other_signs(text: str, words: set[str]) -> None:
    assert vietnamese(text) == words
