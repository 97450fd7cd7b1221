"""docs/files.md: every key of every kind of file, its words and its default, and no other."""

from __future__ import annotations

import shutil
from functools import cache
from typing import TYPE_CHECKING

import pytest
from dockit import (
    ROOT,
    Program,
    blocks,
    enumerated,
    headings,
    keys_of,
    nested,
    page,
    reachable,
    section,
    table,
    words,
)

from dtiscore.cli.commands import COMMANDS
from dtiscore.model.assessment import Assessment, CriterionStatement, FactStatement
from dtiscore.model.cases import Case, CaseFile, Expected
from dtiscore.model.criteria import Criterion, Group, ProofSlot, SetHeader
from dtiscore.model.crosswalk import Crosswalk, CrosswalkEntry
from dtiscore.model.evidence_file import EvidenceFile, PaperNote
from dtiscore.model.proposals import Proposal
from dtiscore.model.published import Published
from dtiscore.model.scenario import Scenario
from dtiscore.model.schema import FILE_KINDS
from dtiscore.model.settings import Settings
from dtiscore.model.tasks import Task, Tasks
from dtiscore.model.units import Units
from dtiscore.rules.registry import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

FILES = "docs/files.md"
TABLES: dict[type[BaseModel], tuple[str, int]] = {
    Settings: ("`dtiscore.yaml`", 0),
    SetHeader: ("`set.yaml`", 0),
    Group: ("`<group>.yaml`", 0),
    Criterion: ("`<group>.yaml`", 1),
    ProofSlot: ("Proof slots", 0),
    Crosswalk: ("`crosswalks/<older>.yaml`", 0),
    CrosswalkEntry: ("`crosswalks/<older>.yaml`", 1),
    Assessment: ("`assessments/<period>.yaml`", 0),
    CriterionStatement: ("`assessments/<period>.yaml`", 1),
    EvidenceFile: ("`evidence.yaml`", 0),
    PaperNote: ("`evidence.yaml`", 1),
    Published: ("`published/<period>.yaml`", 0),
    Units: ("`units.yaml`", 0),
    Tasks: ("`tasks/<period>.yaml`", 0),
    Task: ("`tasks/<period>.yaml`", 1),
    Proposal: ("`proposals/<period>/<id>.yaml`", 0),
    Scenario: ("`scenarios/<name>.yaml`", 0),
}
"""The models with a table of their own: its heading, and which of the tables below it."""

BY_SENTENCE = {CaseFile, Case, Expected, FactStatement}
"""What the section on cases says in a sentence."""

MENTIONED = {
    (Settings, "agency"): {"applies_to"},
    (ProofSlot, "within"): {"submit_by", "period", "in_force"},
    (ProofSlot, "for"): {"sum", "best", "not_applicable"},
    (PaperNote, "covers"): {"meetings"},
    (Criterion, "facts"): {"value"},
    (Published, "bests"): {"peer_ratio"},
    (Task, "instances"): {"van-phong", "2024-q2", "2024-05", "van-phong@2024-q2"},
    (Task, "unit"): {"each"},
    (Scenario, "growth"): {"fitted"},
}
"""Words of a row that are keys or kinds of something else."""

ROWS = [(model, key) for model in TABLES for key in keys_of(model)]
ROW_IDS = [f"{model.__name__}.{key}" for model, key in ROWS]


def cells(model: type[BaseModel], key: str) -> list[str]:
    """The row of a key."""
    found = [row for row in table(page(FILES), *TABLES[model]).rows if key in words(row[0])]
    assert len(found) == 1, f"{len(found)} rows for {key}"
    return found[0]


def row(model: type[BaseModel], key: str) -> str:
    """What the page says of a key."""
    return cells(model, key)[1]


def below(model: type[BaseModel], key: str) -> set[type[BaseModel]]:
    """The models a row describes: what its value is made of, and no other row or table says."""
    rows = keys_of(model)
    own = nested(rows[key])
    others = {part for other, value in rows.items() if other != key for part in nested(value)}
    return reachable(own, {*TABLES, *(others - own)})


def default_of(model: type[BaseModel], key: str) -> str | None:
    """The word or number that holds where a key is absent; None where nothing does."""
    (default,) = (
        field.default for name, field in model.model_fields.items() if key in (field.alias, name)
    )
    if isinstance(default, bool):
        return "yes" if default else None
    return str(default) if isinstance(default, (str, int)) else None


# --- keys ---------------------------------------------------------------------------------------


def test_every_model_is_described_somewhere() -> None:
    described = {*TABLES, *BY_SENTENCE}
    described |= {part for model, key in ROWS for part in below(model, key)}
    assert reachable(model for model, _ in FILE_KINDS.values()) == described


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_a_table_has_a_row_for_every_key(model: type[BaseModel]) -> None:
    first = [key for cell in table(page(FILES), *TABLES[model]).column(0) for key in words(cell)]
    assert sorted(first) == sorted(keys_of(model))


@pytest.mark.parametrize(("model", "key"), ROWS, ids=ROW_IDS)
def test_a_row_says_what_its_value_is_made_of(model: type[BaseModel], key: str) -> None:
    within = {name: kind for part in below(model, key) for name, kind in keys_of(part).items()}
    said = words(row(model, key)) - MENTIONED.get((model, key), set())
    assert set(within) <= said
    if within:
        choices = {word for kind in within.values() for word in enumerated(kind)}
        assert said <= set(within) | choices


@pytest.mark.parametrize(("model", "key"), ROWS, ids=ROW_IDS)
def test_a_row_lists_the_words_there_are(model: type[BaseModel], key: str) -> None:
    said = row(model, key)
    kinds = [keys_of(model)[name] for name in words(cells(model, key)[0])]
    # What a status can be stands in the table's own row for it.
    inner = [part for part in below(model, key) if part is not model]
    kinds += [kind for part in inner for name, kind in keys_of(part).items() if name != "status"]
    choices = {word for kind in kinds for word in enumerated(kind)}
    assert choices <= words(said)
    assert words(said) - MENTIONED.get((model, key), set()) <= choices | known_words()


@cache
def known_words() -> set[str]:
    """Every key of a file or a rule, every kind of rule, every command."""
    models = reachable(kind for kind, _ in FILE_KINDS.values()) | set(KINDS.values())
    return {*KINDS, *COMMANDS, *(key for each in models for key in keys_of(each))}


DEFAULTS = [
    (model, key, name, default)
    for model, key in ROWS
    for part in (model, *sorted(below(model, key), key=lambda part: part.__name__))
    for name in ([key] if part is model else keys_of(part))
    if (default := default_of(part, name)) is not None
]


@pytest.mark.parametrize(("model", "key", "name", "default"), DEFAULTS)
def test_a_row_says_the_default(model: type[BaseModel], key: str, name: str, default: str) -> None:
    """Of words, numbers and of yes; the default of all else is that it is absent."""
    quoted = default if default == "yes" or default.isdigit() else f"`{default}`"
    said = row(model, key)
    ways = (f"default {quoted}", f"{quoted} (default)", f"{quoted}, default")
    assert any(way in said for way in ways), name


# --- the page -----------------------------------------------------------------------------------


def test_every_kind_of_file_has_its_section() -> None:
    titles = headings(page(FILES))
    for kind, (_, where) in FILE_KINDS.items():
        short = where.removeprefix("criteria/<set>/")
        short = "evidence.yaml" if kind == "evidence" else short
        assert ("Cases" if kind == "cases" else f"`{short}`") in titles
    assert all(title in titles for title, _ in TABLES.values())


def test_the_tree_shows_where_files_lie() -> None:
    (tree,) = (block.text for block in blocks(page(FILES)) if "dtiscore.yaml" in block.text)
    shown = {line.split()[0] for line in tree.splitlines()}
    places = {where.removesuffix("evidence.yaml") for _, where in FILE_KINDS.values()}
    assert shown == places | {"schemas/"}


def test_cases() -> None:
    said, *_ = section(page(FILES), "Cases").strip().split("\n\n")
    assert words(said) - {"shows"} == {*keys_of(Case), *keys_of(Expected)}


def test_an_example_of_a_case_holds(program: Program, tmp_path: Path) -> None:
    (text,) = (block.text for block in blocks(page(FILES)) if block.language == "yaml")
    for name in ("dtiscore.yaml", "units.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("criteria", "assessments"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.rmtree(tmp_path / "criteria/so-nganh-mau-2024")
    (folder,) = tmp_path.glob("criteria/*/cases")
    for path in folder.iterdir():
        path.unlink()
    (folder / "page.yaml").write_text(text, "utf-8")
    ran = program("test", "--format", "json", at=tmp_path)
    assert ran.status == 0
    assert [found["passed"] for found in ran.json["sets"]] == [text.count("criterion:")]
