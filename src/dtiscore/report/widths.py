"""How wide the columns of a table want to be, in average letters; for paper and sheets alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.report.page import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dtiscore.i18n.language import Language
    from dtiscore.report.page import Cell, Table

_MOST = 90
"""No line of text asks for more: the eye loses its place in longer ones."""
_CAPITAL, _BOLD = 0.4, 1.15
"""What a capital letter takes beyond the average one, and a bold word as a whole."""
_HEADING_LINES = 3
_BREAKS = re.compile(r"[\s-]+")
_AFTER_BREAKS = re.compile(r"(?<=[\s-])")
_WIDE_LETTERS = frozenset("█▌▼▲→")


class Wish(NamedTuple):
    """A column's widths: the longest word, and the longest line."""

    least: float
    most: float


def measured(text: str) -> float:
    """The length of a text in average letters."""
    wide = sum(letter in _WIDE_LETTERS for letter in text)
    return len(text) + wide + _CAPITAL * sum(map(str.isupper, text))


def wishes(table: Table, language: Language, shown: Callable[[Cell], str]) -> list[Wish]:
    """What each column asks for; headings and texts may be folded, figures and dates may not."""
    wished = []
    for index, column in enumerate(table.columns):
        title = language.text(column.title)
        heading = _BOLD * max(_longest_word(title), measured(title) / _HEADING_LINES)
        lines = [line for row in table.rows for line in shown(row[index]).split("\n")]
        widths = [*map(measured, lines)]
        widths += [_BOLD * measured(shown(row[index])) for row in table.footer]
        most = max(heading, min(_MOST, max(widths, default=0.0)))
        least = most
        if column.kind is Kind.TEXT:
            least = min(most, max([heading, *map(_longest_word, lines)]))
        wished.append(Wish(least, most))
    return wished


def _longest_word(text: str) -> float:
    return max(map(measured, _BREAKS.split(text)), default=0.0)


def folded(text: str, width: float) -> int:
    """How many lines a text takes in so many letters; folded between words, at hyphens too."""
    lines = 0
    for line in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in _AFTER_BREAKS.split(line):
            if used and used + measured(word.rstrip()) > width:
                lines, used = lines + 1, 0.0
            used += measured(word)
            while used > width + 1:
                lines, used = lines + 1, used - width
    return lines


def joined(wished: Sequence[Sequence[Wish]]) -> list[Wish]:
    """What tables ask for that share their columns."""
    return [
        Wish(max(wish.least for wish in each), max(wish.most for wish in each))
        for each in zip(*wished, strict=True)
    ]


def shared_out(wished: Sequence[Wish], texts: Sequence[bool], total: float) -> list[float]:
    """Widths that add up to ``total``: what columns need, then what they would like.

    What is left after that goes to the columns of ``texts``, or to all where there are none.
    """
    least, most = sum(wish.least for wish in wished), sum(wish.most for wish in wished)
    if least >= total:
        return [wish.least * total / least for wish in wished]
    if most > total:
        share = (total - least) / (most - least)
        return [wish.least + share * (wish.most - wish.least) for wish in wished]
    growing = [text or not any(texts) for text in texts]
    grown = sum(wish.most for wish, grows in zip(wished, growing, strict=True) if grows)
    if not grown:
        return [total / len(wished)] * len(wished)
    more = (total - most) / grown
    return [
        wish.most * (1 + more) if grows else wish.most
        for wish, grows in zip(wished, growing, strict=True)
    ]
