"""The helpers of other folders, and the labelled papers, serve here, too."""

from __future__ import annotations

import sys
from pathlib import Path

FOLDERS = ("scoring", "rules", "evidence/papers")

sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in FOLDERS]
