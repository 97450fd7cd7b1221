"""Kill the program with -9 while it writes, over and over, and look at what is left.

    python tools/kill_writes.py [--kills 300] [--seed 7]

Each round takes a fresh copy of a small workspace and one command that writes: an import of a
form or of a plan, an edit of a task, a request, a lock, a score that fills the cache. Half of the
rounds kill it at a random time, half at a random one of its calls that touch the disk. What is
left must be the workspace as it was before, or as it is after the whole command; and the command,
run again, must end well and leave it as it is after. Prints the figures; exit status 1 if anything
else was found.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path


def main() -> int:
    """Kill, and print the figures."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from reliability.killing import kill_all  # noqa: PLC0415 - it lies among the tests

    parser = argparse.ArgumentParser(description="Kill the program while it writes.")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    rounds = kill_all(asked.kills, asked.seed)
    found = Counter((one.write, one.way, one.left) for one in rounds if one.killed)
    for (write, way, state), count in sorted(found.items()):
        print(f"{write:8} {way:5} {state:8} {count}")
    bad = [one for one in rounds if one.wrong]
    killed = sum(one.killed for one in rounds)
    print(f"{len(rounds)} rounds, {killed} killed, {len(bad)} left something between")
    for one in bad:
        print("WRONG:", *one)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
