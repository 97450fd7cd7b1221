"""Build hook: compiles the message catalogue, so that wheels and editable installs have it.

The compiled file is not committed: it follows from the ``.po``.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Compiles the ``.po`` beside itself and adds the result to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before the files of the wheel are collected."""
        del version
        root = Path(self.root)
        # A build runs isolated, with only the build requirements: no package path leads to tools/.
        tool = runpy.run_path(str(root / "tools" / "catalogues.py"))
        compiled: Path = tool["compile_catalogue"]()
        # Artifacts are what .gitignore hides and the wheel needs all the same.
        build_data["artifacts"].append(compiled.relative_to(root).as_posix())
