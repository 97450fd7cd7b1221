"""The screen examples of README.md: ``update`` runs their commands and writes them anew.

    python tools/readme_examples.py update    after a change of sentences or of the sample
    python tools/readme_examples.py check     exit 1 if an example is not what the program prints

An example is a ``console`` block under a comment that says what it shows:

    <!-- example: dtiscore score --as-of 2024-05-08 | 1-3 5:4 -->

The numbers after the bar are paragraphs of the output (``1-3``: the first to the third), ``5:4``
the first four lines of the fifth; what is left out is marked by ``…``.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
WIDTH = 100

_EXAMPLE = re.compile(
    r"(?P<head><!-- example: dtiscore (?P<command>[^|\n]+?) \| (?P<shown>[0-9 :-]+) -->\n"
    r"```console\n).*?(?=```\n)",
    re.DOTALL,
)


def printed(command: str) -> str:
    """What the program prints on the sample, in Vietnamese."""
    skipped = ("DTISCORE_AS_OF", "DTISCORE_LANG")
    environment = {name: value for name, value in os.environ.items() if name not in skipped}
    done = subprocess.run(
        [sys.executable, "-m", "dtiscore", *shlex.split(command)],
        cwd=ROOT,
        env={**environment, "COLUMNS": str(WIDTH)},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8")


def excerpt(output: str, shown: str) -> str:
    """The paragraphs and lines asked for."""
    paragraphs = output.rstrip("\n").split("\n\n")
    lines: list[str] = []
    last = 0
    for number, most in _asked(shown):
        chosen = paragraphs[number - 1].split("\n")
        if lines:
            lines.append("" if number == last + 1 and lines[-1] != "…" else "…")
            lines = [line for i, line in enumerate(lines) if line != "…" or lines[i - 1] != "…"]
        lines += chosen[:most]
        last = number
        if most is not None and most < len(chosen):
            lines.append("…")
    if last < len(paragraphs) and lines[-1] != "…":
        lines.append("…")
    return "".join(f"{line}\n" for line in lines)


def _asked(shown: str) -> Iterator[tuple[int, int | None]]:
    for word in shown.split():
        numbers, _, most = word.partition(":")
        first, _, last = numbers.partition("-")
        for number in range(int(first), int(last or first) + 1):
            yield number, int(most) if most else None


def updated(text: str) -> str:
    """``text`` with every example as the program prints it today."""

    def anew(match: re.Match[str]) -> str:
        shown = excerpt(printed(match["command"]), match["shown"])
        return f"{match['head']}$ dtiscore {match['command']}\n{shown}"

    return _EXAMPLE.sub(anew, text)


def main(arguments: list[str]) -> int:
    """Run the verb named on the command line."""
    if arguments not in (["update"], ["check"]):
        sys.stderr.write(__doc__ or "")
        return 2
    text = README.read_text("utf-8")
    new = updated(text)
    if arguments == ["update"]:
        README.write_bytes(new.encode())
        return 0
    if new != text:
        print("README.md: run “python tools/readme_examples.py update”")
    return int(new != text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
