"""Every page at 80 columns: lines are folded, and no figure and no name is cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = (
    *("score", "gaps --vs-average", "rank --target-ranks +5", "checklist van-phong"),
    *("change 2023 2024", "whatif 1.1.meetings=3", "plan --target 640", "crosswalk check"),
    *("progress --period 2024", "unit list --period 2024", "unit show VP --period 2024"),
    *("proposal list --period 2024", "proposal budget --period 2024", "task list --period 2024"),
)
FIGURE = {"vi": r"[0-9][0-9.]*,[0-9]{2}(?![0-9])", "en": r"[0-9][0-9,]*\.[0-9]{2}(?![0-9])"}


@pytest.mark.parametrize("language", FIGURE)
@pytest.mark.parametrize("line", LINES)
def test_no_figure_is_cut(line: str, language: str, program: Callable[..., Any]) -> None:
    narrow, wide = (
        program(*line.split(), "--lang", language, columns=width) for width in (80, 300)
    )
    assert (narrow.status, wide.status) == (0, 0)
    assert max(map(len, narrow.out.splitlines())) <= 80
    figures = [sorted(re.findall(FIGURE[language], ran.out)) for ran in (narrow, wide)]
    assert figures[0] == figures[1]


@pytest.mark.parametrize("language", FIGURE)
def test_no_name_is_cut(language: str, program: Callable[..., Any]) -> None:
    for line in ("unit list", "progress"):
        ran = program(*line.split(), "--period", "2024", "--lang", language, columns=80)
        folded = " ".join(ran.out.split())
        for name in ("Văn phòng Sở",) if line == "unit list" else ("VP", "KT&QLKCHTGT"):
            assert name in folded
