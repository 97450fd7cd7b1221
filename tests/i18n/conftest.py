"""The tools folder is no package; its modules are loaded by path."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

_TOOL = Path(__file__).parents[2] / "tools" / "catalogues.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogues", _TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


catalogues_tool = _load()
catalogues_tool.compile_if_older()


@pytest.fixture
def catalogues() -> ModuleType:
    """``tools/catalogues.py``."""
    return catalogues_tool
