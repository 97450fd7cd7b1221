"""``dtiscore schema``: what editors know of the files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from clikit import ROOT, Program, codes
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from workspaces import make_workspace

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ["dtiscore", "set", "group", "cases", "crosswalk", "assessment", "evidence"]
KINDS += ["published", "units", "tasks", "proposal", "scenario"]


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it (1.2): dates are texts, and so are yes and no."""


EditorLoader.yaml_implicit_resolvers = {
    letter: [(tag, how) for tag, how in resolvers if tag.rsplit(":", 1)[-1] in {"null", "float"}]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=EditorLoader)  # noqa: S506 - it is a safe one


def schema(program: Program, kind: str) -> Any:
    ran = program("schema", kind)
    assert (ran.status, ran.err) == (0, "")
    return ran.json


def kind_of(file: str) -> str:
    """The kind of file that lies at a path of a workspace."""
    folder, _, rest = file.partition("/")
    if not rest:
        return folder.removesuffix(".yaml")
    if folder == "criteria":
        if "/crosswalks/" in file:
            return "crosswalk"
        return "cases" if "/cases/" in file else "set" if file.endswith("/set.yaml") else "group"
    return {
        "assessments": "assessment",
        "proposals": "proposal",
        "scenarios": "scenario",
    }.get(folder, folder)


def test_the_kinds_are_listed(program: Program) -> None:
    ran = program("schema")
    assert (ran.status, ran.err) == (0, "")
    assert [line.split()[0] for line in ran.out.splitlines()] == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_a_schema(kind: str, program: Program) -> None:
    document = schema(program, kind)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(document)
    text = json.dumps(document)
    for reference in set(text.split('"$ref": "#/$defs/')[1:]):
        assert reference.split('"', 1)[0] in document["$defs"]


@pytest.mark.parametrize("where", ["sample", "small"])
def test_good_files_are_valid(where: str, program: Program, tmp_path: Path) -> None:
    root = ROOT if where == "sample" else make_workspace(tmp_path)
    folders = ["criteria", "assessments", "published", "tasks", "proposals", "evidence"]
    folders.append("scenarios")
    files = [root / "dtiscore.yaml", root / "units.yaml"]
    files += [path for folder in folders for path in sorted((root / folder).rglob("*.yaml"))]
    validators = {kind: Draft202012Validator(schema(program, kind)) for kind in KINDS}
    seen = set()
    for path in files:
        kind = kind_of(path.relative_to(root).as_posix())
        seen.add(kind)
        validators[kind].validate(read(path))
    only_there = {"evidence", "tasks", "proposal", "scenario", "crosswalk"}
    assert seen == {kind for kind in KINDS if where == "sample" or kind not in only_there}


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("dtiscore", {"agency": {"id": "a", "name": "A"}, "period": 2023}),
        ("assessment", {"period": 2023, "criteria": {"1.1": {"fact": {"meetings": 4}}}}),
        ("assessment", {"period": 2023, "criteria": {"1.1": {"facts": {"a": {"valeu": 4}}}}}),
        ("units", {"units": [{"name": "A"}]}),
        ("published", {"period": 2023, "agency": []}),
    ],
)
def test_slips_are_seen_in_the_editor(kind: str, wrong: object, program: Program) -> None:
    with pytest.raises(ValidationError):
        Draft202012Validator(schema(program, kind)).validate(wrong)


def test_all_of_them_into_a_folder(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "a/schemas"
    ran = program("schema", "--to", str(folder))
    assert (ran.status, ran.err) == (0, "")
    written_to = [folder / f"{kind}.schema.json" for kind in KINDS]
    assert sorted(ran.out.splitlines()) == sorted(map(str, written_to))
    assert {path.name for path in folder.iterdir()} == {f"{kind}.schema.json" for kind in KINDS}
    for kind in KINDS:
        written = (folder / f"{kind}.schema.json").read_text("utf-8")
        assert written == program("schema", kind).out


def test_one_of_them_into_a_folder(program: Program, tmp_path: Path) -> None:
    assert program("schema", "units", "--to", str(tmp_path)).status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["units.schema.json"]


def test_an_unknown_kind(program: Program) -> None:
    ran = program("schema", "nope")
    assert (ran.status, ran.out) == (2, "")
    assert "[not-one-of]" in ran.err
    for kind in KINDS:
        assert kind in ran.err


def test_a_folder_that_cannot_be(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", "utf-8")
    ran = program("schema", "--to", str(file / "schemas"))
    assert (ran.status, ran.out) == (2, "")
    assert "[cannot-write]" in ran.err


def test_it_needs_no_workspace(program: Program, tmp_path: Path) -> None:
    assert program("schema", "units", at=tmp_path) == program("schema", "units")
    assert codes(program("score", "-f", "json", at=tmp_path))[0][0] == "no-workspace"
