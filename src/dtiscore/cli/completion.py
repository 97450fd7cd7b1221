"""Shell completion: ids straight from the YAML, read without models so that it answers at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer


def _root(ctx: typer.Context) -> Path | None:
    named = ctx.find_root().params.get("workspace")
    start = Path(named) if named else Path.cwd()
    here = start.resolve()
    return next((f for f in (here, *here.parents) if (f / "dtiscore.yaml").is_file()), None)


def _data(path: Path) -> dict[str, Any]:
    from dtiscore.source.yaml_tree import read_yaml

    document, _ = read_yaml(path, path.name)
    data = document.data() if document is not None else None
    return data if isinstance(data, dict) else {}


def _groups(ctx: typer.Context) -> list[dict[str, Any]]:
    root = _root(ctx)
    if root is None:
        return []
    folder = root / "criteria" / str(_data(root / "dtiscore.yaml").get("criteria"))
    stems = _data(folder / "set.yaml").get("groups") or []
    return [_data(folder / f"{stem}.yaml") for stem in stems]


def groups(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The groups of the workspace's set, with their names."""
    found = [(str(group.get("id")), str(group.get("name", ""))) for group in _groups(ctx)]
    return [entry for entry in found if entry[0].startswith(incomplete)]


def criteria(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The criteria and groups of the workspace's set, with their names."""
    found = [
        (str(item.get("id")), str(item.get("name", "")))
        for group in _groups(ctx)
        for item in (group, *(group.get("criteria") or []))
    ]
    return [entry for entry in found if entry[0].startswith(incomplete)]


def units(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The units of the workspace, with their names."""
    root = _root(ctx)
    listed = (_data(root / "units.yaml").get("units") or []) if root is not None else []
    found = [(str(unit.get("id")), str(unit.get("name", ""))) for unit in listed]
    return [entry for entry in found if entry[0].startswith(incomplete)]
