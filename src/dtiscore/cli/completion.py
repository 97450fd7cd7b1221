"""Shell completion: ids straight from the YAML, read without models so that it answers at once.

The files may be half written just now, or another's who means harm: what is not as it should be
is left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from dtiscore.base.text import is_id

# zsh evaluates what is shown beside a word, and typer takes brackets for markup.
_NOT_SHOWN = frozenset("\\`$\"'[]")


def _root(ctx: typer.Context) -> Path | None:
    named = ctx.find_root().params.get("workspace")
    try:
        here = Path(named or "").resolve()
        return next((f for f in (here, *here.parents) if (f / "dtiscore.yaml").is_file()), None)
    except OSError:
        return None


def _data(path: Path) -> dict[str, Any]:
    from dtiscore.source.yaml_tree import read_yaml

    document, _ = read_yaml(path, path.name)
    data = document.data() if document is not None else None
    return data if isinstance(data, dict) else {}


def _entries(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    listed = data.get(key)
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def _groups(ctx: typer.Context) -> list[dict[str, Any]]:
    root = _root(ctx)
    if root is None:
        return []
    folder = root / "criteria" / str(_data(root / "dtiscore.yaml").get("criteria"))
    stems = _data(folder / "set.yaml").get("groups")
    listed = stems if isinstance(stems, list) else []
    return [_data(folder / f"{stem}.yaml") for stem in listed if isinstance(stem, str)]


def _offered(items: list[dict[str, Any]], incomplete: str) -> list[tuple[str, str]]:
    """The ids that begin as what is typed, each with its name."""
    named = ((item.get("id"), item.get("name")) for item in items)
    return [
        (found, _shown(name) if isinstance(name, str) else "")
        for found, name in named
        if isinstance(found, str) and is_id(found) and found.startswith(incomplete)
    ]


def _shown(name: str) -> str:
    kept = (c if c.isprintable() and c not in _NOT_SHOWN else " " for c in name)
    return " ".join("".join(kept).split())


def groups(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The groups of the workspace's set, with their names."""
    return _offered(_groups(ctx), incomplete)


def criteria(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The criteria and groups of the workspace's set, with their names."""
    found = [item for group in _groups(ctx) for item in (group, *_entries(group, "criteria"))]
    return _offered(found, incomplete)


def units(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The units of the workspace, with their names."""
    root = _root(ctx)
    return (
        [] if root is None else _offered(_entries(_data(root / "units.yaml"), "units"), incomplete)
    )


def tasks(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The tasks of the workspace's period, with their titles."""
    root = _root(ctx)
    if root is None:
        return []
    period = ctx.params.get("period") or _data(root / "dtiscore.yaml").get("period")
    listed = _entries(_data(root / "tasks" / f"{period}.yaml"), "tasks")
    return _offered([{**one, "name": one.get("title")} for one in listed], incomplete)


def proposals(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The proposals of the workspace's period, with their titles."""
    root = _root(ctx)
    if root is None:
        return []
    period = ctx.params.get("period") or _data(root / "dtiscore.yaml").get("period")
    files = sorted((root / "proposals" / str(period)).glob("*.yaml"))
    return _offered([{"id": f.stem, "name": _data(f).get("title")} for f in files], incomplete)
