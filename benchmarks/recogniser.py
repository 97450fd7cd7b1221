"""How well papers of known content are recognised: precision and recall of every field.

The papers come from the generator of ``tests/evidence/papers``: drawn into a temporary folder, or
lying ready where LibreOffice wrote them. The held-out ones are laid out as no rule was made for.

Run from the root, in an environment with the dependency group ``test``:

    python benchmarks/recogniser.py             the tables
    python benchmarks/recogniser.py --wrong     and every field that was read wrongly
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "evidence" / "papers")]

from held_out import write_held_out  # noqa: E402
from measure import FIELDS, Answer, answers, scores  # noqa: E402
from writers import made_papers, write_all  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence


def main() -> None:
    """Read all papers and print the tables."""
    from dtiscore.evidence.learn import learn_document

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list what was read wrongly")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seen = answers(learn_document, [*write_all(Path(folder)), *made_papers()])
        unseen = answers(learn_document, write_held_out(Path(folder)))
    _print("all papers", seen)
    layouts = sorted({answer.drawn.paper.layout for answer in seen})
    for layout in layouts:
        _print(layout, [one for one in seen if one.drawn.paper.layout == layout])
    clean = [one for one in seen if not one.drawn.paper.dirt]
    _print("clean", clean)
    _print("dirty", [one for one in seen if one.drawn.paper.dirt])
    _print("held out", unseen)
    if wanted.wrong:
        _print_wrong([*seen, *unseen])


def _print(title: str, given: Sequence[Answer]) -> None:
    print(
        f"\n{title} ({len(given)} papers)\n{'field':<12} {'n':>4} {'precision':>10} {'recall':>8}"
    )
    for field, score in scores(given).items():
        print(f"{field:<12} {score.n:>4} {score.precision:>10.3f} {score.recall:>8.3f}")


def _print_wrong(given: Sequence[Answer]) -> None:
    found = scores(given)
    for field in FIELDS:
        for wrong in found[field].wrong:
            print(f"{field}: {wrong.file}: {wrong.labelled!r} was read as {wrong.said!r}")


if __name__ == "__main__":
    main()
