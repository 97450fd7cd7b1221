"""docs/glossary.md: one term, one name, and every name exists in files or code."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache

import pytest
from dockit import ROOT, WORD, codes, enumerated, keys_of, page, reachable, tables, words

from dtiscore.model.schema import FILE_KINDS
from dtiscore.rules.registry import KINDS

TABLE = tables(page("docs/glossary.md"))[0]
NAMES = [(row[0], code) for row in TABLE.rows for code in codes(row[2])]

OF_THE_DESIGN = {"CriteriaSet", "Group", "Criterion", "facts", "rule", "evidence/", "proof"}
OF_THE_DESIGN |= {"claimed", "provable", "confirmed", "explanation", "Unit", "averages", "rating"}
OF_THE_DESIGN |= {"rank", "period"}
"""What the table of words in the design names (its section 1)."""


@cache
def classes() -> set[str]:
    """The classes and the named types of the program."""
    found = set()
    for path in (ROOT / "src/dtiscore").rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found.add(node.name)
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found |= {node.target.id} if ast.unparse(node.annotation) == "TypeAlias" else set()
    return found


@cache
def keys() -> set[str]:
    """Keys and words of files, rules and JSON (docs/json.md is held to the documents)."""
    models = reachable(kind for kind, _ in FILE_KINDS.values()) | set(KINDS.values())
    found = {*words(page("docs/json.md")), *KINDS}
    for model in models:
        for key, kind in keys_of(model).items():
            found |= {key, *enumerated(kind)}
    return found


@cache
def places() -> set[str]:
    """Files and folders of a workspace."""
    paths = [where.split("/") for _, where in FILE_KINDS.values()]
    return {parts[-1] for parts in paths} | {f"{parts[0]}/" for parts in paths if len(parts) > 1}


@pytest.mark.parametrize(("term", "name"), NAMES)
def test_a_name_exists(term: str, name: str) -> None:
    if WORD.fullmatch(name):
        assert name in keys()
    elif name.isidentifier():
        assert name in classes()
    else:
        assert name in places()


def test_the_words_of_the_design_are_there() -> None:
    assert {name for _, name in NAMES} >= OF_THE_DESIGN


@pytest.mark.parametrize("column", [0, 1])
def test_a_term_stands_once(column: int) -> None:
    counted = Counter(cell.casefold() for cell in TABLE.column(column))
    assert [term for term, number in counted.items() if number > 1] == []


def test_every_row_is_whole() -> None:
    for row in TABLE.rows:
        assert all(row), row
        assert codes(row[2]) or row[2] == "–"
