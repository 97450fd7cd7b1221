"""A small workspace, and the commands that write into it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

from workspaces import a_pdf, make_workspace

if TYPE_CHECKING:
    from pathlib import Path


class Write(NamedTuple):
    """A command that writes; ``adds``: run again it adds once more; ``once``: it may refuse."""

    name: str
    arguments: tuple[str, ...]
    adds: bool = False
    once: bool = False


WRITES = (
    Write("request", ("evidence", "request", "1.1/minutes", "--of", "van-phong")),
    Write("lock", ("evidence", "lock")),
    Write("cache", ("score",)),
)
"""What the workspace of `prepared` takes."""

_OURS_ALONE = ".dtiscore"


def prepared(folder: Path) -> Path:
    """The workspace before any of the commands."""
    make_workspace(folder)
    papers = folder / "evidence/2023/1.1"
    papers.mkdir(parents=True)
    for number in range(1, 5):
        path = papers / f"{number}-TB-SM_2023-0{number}-15_hop.pdf"
        path.write_bytes(a_pdf(str(number)))
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file people and programs would see: not the cache, nor what a killed write left."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and _OURS_ALONE not in path.relative_to(folder).parts
        and not path.name.startswith(".")
    }


def without_cache(folder: Path) -> None:
    """Take away what may be deleted at any time."""
    shutil.rmtree(folder / _OURS_ALONE, ignore_errors=True)
