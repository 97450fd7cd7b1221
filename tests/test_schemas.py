"""The JSON Schemas beside the workspace: what the program prints, true of the sample's files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from dtiscore.model.schema import FILE_KINDS, schema_name

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "schemas"
MODELINE = re.compile(r"^# yaml-language-server: \$schema=(\S+)$", re.MULTILINE)
FOLDERS = ("criteria", "assessments", "published", "evidence", "tasks", "proposals", "scenarios")
SAMPLE_FILES = sorted(
    path
    for start in (ROOT, *(ROOT / folder for folder in FOLDERS))
    for path in (start.glob("*.yaml") if start == ROOT else start.rglob("*.yaml"))
)


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: a date, ``on`` and ``12:30`` are texts, ``yes`` is one, too."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", "null|Null|NULL|~|", "nN~\0"),
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
):
    resolver = re.compile(f"^(?:{pattern})$")
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", resolver, [*first, ""])


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), EditorLoader)  # noqa: S506 - a safe loader


def modeline(path: Path) -> str:
    match = MODELINE.search(path.read_text("utf-8"))
    assert match is not None, f"{path.relative_to(ROOT)} names no schema"
    return match[1]


def validator(kind: str) -> Draft202012Validator:
    text = (SCHEMAS / schema_name(kind)).read_text("utf-8")
    return Draft202012Validator(json.loads(text))


def kind_of(path: Path) -> str:
    """The kind of file the place says it is."""
    parts = path.relative_to(ROOT).parts
    if len(parts) == 1:
        return path.stem
    if parts[0] == "criteria":
        named = {"cases": "cases", "crosswalks": "crosswalk"}.get(parts[2], "group")
        return "set" if path.name == "set.yaml" else named
    singular = {"assessments": "assessment", "proposals": "proposal", "scenarios": "scenario"}
    return singular.get(parts[0], parts[0])


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_schema_is_what_the_program_prints(kind: str, program: Callable[..., Any]) -> None:
    printed = program("schema", kind).out
    assert (SCHEMAS / schema_name(kind)).read_text("utf-8") == printed, (
        "run: dtiscore schema --to schemas"
    )
    Draft202012Validator.check_schema(json.loads(printed))


def test_no_schema_is_left_over() -> None:
    assert {path.name for path in SCHEMAS.iterdir()} == set(map(schema_name, FILE_KINDS))


def test_every_kind_has_a_sample() -> None:
    assert {kind_of(path) for path in SAMPLE_FILES} == set(FILE_KINDS)


@pytest.mark.parametrize("path", SAMPLE_FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_sample_file_is_valid_and_names_its_schema(path: Path) -> None:
    kind = kind_of(path)
    assert (path.parent / modeline(path)).resolve() == SCHEMAS / schema_name(kind)
    errors = [
        f"{list(e.absolute_path)}: {e.message}" for e in validator(kind).iter_errors(read(path))
    ]
    assert errors == []


def test_no_default_that_a_file_could_not_state() -> None:
    schema = json.loads((SCHEMAS / schema_name("group")).read_text("utf-8"))
    kinds = schema["$defs"]
    assert kinds["ProofSlot"]["properties"]["within"]["default"] == "period"
    assert set(kinds["Within"]["properties"]) == {"from", "to"}
    for owner in (schema, kinds["Criterion"]):
        assert "default" not in owner["properties"]["max_score"]


WRONG = {
    "dtiscore": "agency: {id: so-mau}\nperiod: 2023\ncriteria: mau\n",
    "set": "id: mau\nversion: 1\ntitle: Mẫu\nstatus: draft\nmax_score: 10\nbands: []\ngroups: []\n",
    "group": "id: '1'\nname: Nhóm\ncriteria: [{id: '1.1', name: A, rule: {kind: lottery}}]\n",
    "cases": "- {criterion: '1.1', name: không có kết quả}\n",
    "crosswalk": "from: a\nto: b\ncriteria: [{kind: moved, from: '1.1', to: '1.2'}]\n",
    "assessment": "period: 2023\ncriteria: {'1.1': {fact: {meetings: 4}}}\n",
    "evidence": "files: [{file: a.pdf, override: {verdict: perhaps, reason: b}}]\n",
    "published": "period: 2023\nscale: stars\n",
    "units": "units: [{name: Văn phòng}]\n",
    "tasks": "period: 2024\ntasks: [{id: a, title: Họp, unit: VP, state: half}]\n",
    "scenario": "name: A\nassumption: B\ngrowth: fast\n",
    "proposal": "title: Mua máy tính\nunit: VP\nkind: gift\n",
}


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_wrong_file_fails(kind: str) -> None:
    assert not validator(kind).is_valid(yaml.load(WRONG[kind], EditorLoader))  # noqa: S506
