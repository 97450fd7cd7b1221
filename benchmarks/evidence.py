r"""How long ``dtiscore evidence check`` takes over many papers: the first run, and the next.

The workspace is the sample's, with papers made for it under names as offices give them. First
run: nothing is known, so every file is hashed, opened and read; against ``sha256sum`` over the
files and ``pdftotext`` over the PDF files, two at a time; goal: a ratio of at most 1. Next run:
nothing has changed; what it takes beyond the same command without papers, against
``find -type f -printf '%s %T@ %p\\n'``; goal: at most 6 times. The parent's memory: at most 300 MB.

Run from the root:  python benchmarks/evidence.py [--files 10000]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from probing import make, theirs

from dtiscore import api
from dtiscore.model.criteria import Criterion

ROOT = Path(__file__).parents[1]
FIRST_GOAL, NEXT_GOAL, MEMORY_GOAL = 1.0, 6.0, 300


def workspace(folder: Path) -> Path:
    """The sample without its papers."""
    for name in ("criteria", "assessments"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("dtiscore.yaml", "units.yaml"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "evidence" / "2023").mkdir(parents=True)
    return folder


def spread(paths: list[Path], at: Path) -> list[Path]:
    """Move the papers into the criteria's folders, under names that say what they are."""
    files = api.load(at, read_papers=False).set_files
    if files is None:
        raise SystemExit(1)
    # Where the department's own papers are asked for, as the made ones are.
    own = [c for c in files.criteria_set.criteria.values() if _takes_own(c)]
    criteria = [(c.id, _type(c)) for c in own]
    placed = []
    for number, path in enumerate(paths):
        criterion, kind = criteria[number % len(criteria)]
        folder = at / "evidence" / "2023" / criterion
        folder.mkdir(exist_ok=True)
        day = f"2023-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        name = f"{number + 1}-{kind}-SGTVT_{day}_van-ban-{number}{path.suffix}"
        placed.append(path.rename(folder / name))
    for path in placed:
        # As if they had lain there for a while: what has just changed may change again.
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return placed


def _takes_own(criterion: Criterion) -> bool:
    taken = (not slot.issuers or "agency" in slot.issuers for slot in criterion.proof)
    return bool(criterion.proof) and all(taken)


def _type(criterion: Criterion) -> str:
    """A document type that one of the criterion's slots takes."""
    return next((kind for slot in criterion.proof for kind in slot.types), "BC")


class Run:
    """One run of the program: its time, and the most memory its own process took."""

    def __init__(self, at: Path) -> None:
        program = shutil.which("dtiscore", path=str(Path(sys.executable).parent)) or "dtiscore"
        command = [program, "-C", str(at), "--as-of", "2024-05-08", "evidence", "check"]
        start = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.memory = 0
        watch = threading.Thread(target=self._watch, daemon=True)
        watch.start()
        status = self.process.wait()
        self.seconds = time.perf_counter() - start
        watch.join()
        if status:
            raise SystemExit(status)

    def _watch(self) -> None:
        file = Path(f"/proc/{self.process.pid}/status")
        while self.process.poll() is None:
            try:
                lines = file.read_text("ascii", "replace").splitlines()
            except OSError:
                return
            peak = next((line for line in lines if line.startswith("VmHWM")), "VmHWM: 0")
            self.memory = max(self.memory, int(peak.split()[1]) // 1024)
            time.sleep(0.02)


def found(at: Path) -> float:
    """Seconds that ``find`` takes to list the files with size and time."""
    command = ["find", str(at / "evidence"), "-type", "f", "-printf", "%s %T@ %p\n"]
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the medians and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        (made := Path(scratch) / "made").mkdir()
        (empty := Path(scratch) / "empty").mkdir()
        (full := Path(scratch) / "full").mkdir()
        workspace(empty)
        paths = spread(make(made, chosen.files), workspace(full))
        size = sum(path.stat().st_size for path in paths)
        print(f"{len(paths)} files, {size / 1e6:.0f} MB")
        first = Run(full)
        tools = theirs(paths, 2)
        print(
            f"first run {first.seconds:6.2f} s, tools {tools:6.2f} s:"
            f" {first.seconds / tools:.2f} x (goal {FIRST_GOAL}); parent {first.memory} MB"
            f" (goal {MEMORY_GOAL})"
        )
        Run(empty), Run(full), found(full)
        rows = [(Run(full), Run(empty).seconds, found(full)) for _ in range(chosen.runs)]
        ratios = [(run.seconds - without) / listed for run, without, listed in rows]
        print(
            f"next run {statistics.median(run.seconds for run, _, _ in rows):6.3f} s,"
            f" without papers {statistics.median(without for _, without, _ in rows):6.3f} s,"
            f" find {statistics.median(listed for _, _, listed in rows):6.3f} s:"
            f" {statistics.median(ratios):.1f} x (goal {NEXT_GOAL});"
            f" parent {max(run.memory for run, _, _ in rows)} MB"
        )


if __name__ == "__main__":
    main()
