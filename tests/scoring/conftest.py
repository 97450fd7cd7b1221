"""Random rules come from ``tests/rules``: what a rule is need not be said twice."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "rules"))
