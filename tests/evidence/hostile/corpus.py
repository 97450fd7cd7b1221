"""Files that mean harm, and what may come of each. All are made when a test runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dtiscore.evidence.learnt import Probed

ANY = "any"
"""Whether there is a fault, and which, may depend on the library's version."""


@dataclass(frozen=True)
class Hostile:
    """One bad file.

    Attributes:
        name: the file's name on disk.
        make: writes it at a path; or its bytes.
        outcomes: the faults of which at least one must be found, ``None`` for no fault at all,
            ``ANY`` for whatever comes.
        media_type: what it must be taken for; ``ANY`` where that is open.
        says: what its text must hold.
        silent: what no text may hold.
        label: what to call it in a report, where the name is unfit for print.
    """

    name: str
    make: Callable[[Path], None] | bytes
    outcomes: tuple[str | None, ...]
    media_type: str | None = ANY
    says: str = ""
    silent: str = "root:"
    label: str = ""

    def write(self, folder: Path) -> Path:
        path = folder / self.name
        if isinstance(self.make, bytes):
            path.write_bytes(self.make)
        else:
            self.make(path)
        return path

    def wrong(self, got: Probed) -> str:
        """What is not as it should be; empty: nothing."""
        faults: set[str | None] = {fault.value for fault in got.faults} or {None}
        if ANY not in self.outcomes and not faults & set(self.outcomes):
            return f"faults {faults}, not {self.outcomes}"
        if self.media_type not in {ANY, got.media_type}:
            return f"media type {got.media_type}, not {self.media_type}"
        if self.says not in got.text or self.silent in got.text:
            return f"text {got.text[:200]!r}"
        return "" if len(got.text) < 61_000 else f"{len(got.text)} characters"

    @property
    def title(self) -> str:
        return self.label or self.name
