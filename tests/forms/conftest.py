"""The small workspace, whose forms are exported, filled in and taken in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workspaces import make_workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small workspace, in a folder of its own."""
    return make_workspace(tmp_path / "ws")
