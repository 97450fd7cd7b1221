"""Tables in a terminal: a heading is folded only where the table would not fit otherwise."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dtiscore.base.messages import Message
from dtiscore.i18n.language import language
from dtiscore.report import terminal
from dtiscore.report.page import Column, Kind, Page, Table

HEADINGS = ("Claimed points", "Provable points", "Lost for want of proof")


def shown(name: str, width: int, *, points: str = "633.56") -> list[str]:
    columns = (Column(Message("Group"), Kind.TEXT), *(Column(Message(each)) for each in HEADINGS))
    table = Table(columns, ((name, *[Decimal(points)] * len(HEADINGS)),))
    return terminal.render(Page((table,)), language("en"), width=width).splitlines()


def rule(lines: list[str]) -> int:
    """How many lines stand above the rule."""
    return next(index for index, line in enumerate(lines) if line and not line.strip("─"))


def test_headings_stay_whole_where_there_is_room() -> None:
    assert shown("Total", 80)[0] == "Group Claimed points Provable points Lost for want of proof"


def test_headings_are_folded_no_further_than_needed() -> None:
    assert shown("Total", 50)[:3] == [
        "      Claimed Provable Lost for want",
        "Group  points   points      of proof",
        "─" * 36,
    ]
    assert rule(shown("Total", 30)) == 4


def test_a_long_text_is_folded_before_headings() -> None:
    assert rule(shown("word " * 30, 105)) == 1


@given(width=st.integers(80, 200), name=st.text("abc ", max_size=200), points=st.integers(0, 10**9))
def test_no_word_and_no_figure_is_cut(width: int, name: str, points: int) -> None:
    lines = shown(name, width, points=f"{points}.25")
    assert all(len(line) <= width for line in lines)
    assert " ".join(lines).count(f"{points:,}.25") == len(HEADINGS)
    above = lines[: rule(lines)]
    words = {word for line in above for word in line.split()}
    assert words == {word for heading in ("Group", *HEADINGS) for word in heading.split()}
