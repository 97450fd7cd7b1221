"""How long the commands take as whole processes, against what Python itself needs.

Each pair is run in turn, so that the ratio holds while the machine's speed drifts. The first
reference imports the libraries by name only: ``import pydantic`` and ``import rich`` load almost
nothing by themselves. The second imports what any program with models and tables has to load. The
third builds and uses a single model. What was decided on them: docs/decisions/0006-start-up.md.

Run from the root, in an environment where dtiscore is installed:  python benchmarks/start_up.py
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 11

BARE = "pass"
TYPER = "import typer"
BY_NAME = "import typer, pydantic, yaml, rich"
IN_USE = "import typer, yaml, rich.console, rich.table; from pydantic import BaseModel"
ONE_MODEL = (
    "import typer, yaml; from pydantic import BaseModel;"
    "type('M', (BaseModel,), {'__annotations__': {'x': int}}).model_validate({'x': 1})"
)

PAIRS = (
    ("dtiscore --version", ["--version"], BARE, 2.0),
    ("dtiscore --help", ["--help"], TYPER, 1.3),
    ("dtiscore score", ["score"], BY_NAME, 1.5),
    ("dtiscore score --format json", ["score", "--format", "json"], BY_NAME, 1.25),
    ("dtiscore score", ["score"], IN_USE, 1.7),
    ("dtiscore score --format json", ["score", "--format", "json"], IN_USE, 1.7),
    ("dtiscore score --format json", ["score", "--format", "json"], ONE_MODEL, None),
)


def seconds(command: list[str]) -> float:
    """One run of a command, its output read and thrown away."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print each command's median, its reference's, their ratio, and the goal."""
    program = shutil.which("dtiscore", path=str(Path(sys.executable).parent)) or "dtiscore"
    for name, arguments, reference, goal in PAIRS:
        ours, theirs = [program, *arguments], [sys.executable, "-c", reference]
        seconds(ours)  # the first run compiles and fills the disk cache
        pairs = [(seconds(ours), seconds(theirs)) for _ in range(RUNS)]
        mine, other = (statistics.median(side) for side in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        aim = f"goal {goal}" if goal else "for comparison"
        print(f"{name:<30} {mine * 1000:4.0f} ms  {other * 1000:4.0f} ms  {ratio:4.2f} x ({aim})")
        print(f"{'':<30} against: python -c {reference!r}")


if __name__ == "__main__":
    main()
