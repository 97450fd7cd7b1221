"""The helpers of ``tests/scoring`` and the random rules of ``tests/rules`` serve here, too."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("scoring", "rules")]
