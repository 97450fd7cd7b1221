"""A small workspace, changed as a test wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workspaces import PUBLISHED, make_workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small workspace of `workspaces.BASE`, in a folder of its own."""
    folder = tmp_path / "small"
    folder.mkdir()
    return make_workspace(folder)


@pytest.fixture
def empty(small: Path) -> Path:
    """The small workspace before anything was published."""
    (small / PUBLISHED).unlink()
    return small
