"""Sets in memory come from ``tests/scoring``: how one is made need not be said twice."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "scoring"))
