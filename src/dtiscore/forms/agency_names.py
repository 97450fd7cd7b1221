"""Names of agencies as tables write them: the same in other words, or nearly the same.

A table may abbreviate (*Sở GTVT*, *Sở KH&CN*, *BQL các KCN*), add the province, or misspell.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dtiscore.base.text import fold_accents, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_CLOSE = 0.82
"""From where two names count as one misspelt: one letter in six; “Sở A” and “Sở B” do not."""
_LINKING = frozenset({"va", "cac"})
"""Words that initials leave out, as KH&CN does of *Khoa học và Công nghệ*."""
_MOST_WORDS = 24
"""More than any agency's name has."""
_FEWEST_WORDS = 2
_ENOUGH_WORDS = 3
"""From so many on, a misspelt name keeps some of them whole: one in so many, at least."""


def same(name: str, other: str) -> bool:
    """Whether two names say the same, but for case, accents, punctuation and initials."""
    some, others = _words(name), _words(other)
    if not some or not others or fold_accents(name) == fold_accents(other):
        return fold_accents(name) == fold_accents(other) != ""
    first, last, ends = some[0][0] == others[0][0], some[-1], others[-1]
    if not first or not (last == ends or last[-1] == ends[0] or ends[-1] == last[0]):
        return False  # as the words at both ends tell, long before all are compared
    return _left_over(some, others)[-1][-1] == 0


def near(name: str, known: Iterable[str]) -> str | None:
    """The known name that may be meant: some words more or less, or some letters other.

    Words more or less are one anywhere, or any number at the end (*tỉnh Đắk Nông*).
    """
    listed = tuple(known)
    by_words = [(_apart(name, other), other) for other in listed]
    best = min((one for one in by_words if one[0] is not None), default=None, key=_words_apart)
    if best is not None:
        return best[1]
    return nearest(name, [other for other in listed if _may_be_misspelt(name, other)], _CLOSE)


def _words_apart(one: tuple[int | None, str]) -> int:
    return one[0] or 0


def _apart(name: str, other: str) -> int | None:
    """How many words two names are apart; None where they are two agencies'."""
    (some, short, _), (others, whole, _) = _looked_at(name), _looked_at(other)
    if _strangers(some, others, whole) and _strangers(others, some, short):
        return None  # long before all words are compared
    if same(name, other):
        return 0
    if min(len(short), len(whole)) < _FEWEST_WORDS:
        return None
    table = _left_over(_words(name), _words(other))
    left = table[-1][-1]
    beginning = 0 in (*table[-1], *(row[-1] for row in table))
    return left if left == 1 or beginning else None


def _strangers(some: frozenset[str], others: frozenset[str], initials: str) -> bool:
    """Whether of a name's words more than one are not the other's, and none its initials."""
    left = some - others
    return len(left) > 1 and not any(word in initials for word in left if len(word) > 1)


@lru_cache(maxsize=8192)
def _words(name: str) -> tuple[str, ...]:
    words = tuple(word for word in fold_accents(name).split() if word not in _LINKING)
    return words if len(words) <= _MOST_WORDS else ()


@lru_cache(maxsize=8192)
def _looked_at(name: str) -> tuple[frozenset[str], str, int]:
    """What is asked of a name again and again: its words, their first letters, its length."""
    words = _words(name)
    return frozenset(words), "".join(word[0] for word in words), len(fold_accents(name))


def _may_be_misspelt(name: str, other: str) -> bool:
    """Whether two names may be one with some letters other, before all letters are compared.

    They are nearly as long, and of three words or more at least one in three is spelt alike.
    """
    (some, _, length), (others, _, size) = _looked_at(name), _looked_at(other)
    if 2 * min(length, size) < _CLOSE * (length + size):
        return False
    fewer = min(len(some), len(others))
    return fewer < _ENOUGH_WORDS or _ENOUGH_WORDS * len(some & others) >= fewer


def _left_over(some: Sequence[str], others: Sequence[str]) -> list[list[int]]:
    """Of every beginning of both names, how many words are left if the rest go together."""
    table = [[row + column for column in range(len(others) + 1)] for row in range(len(some) + 1)]
    for row in range(1, len(some) + 1):
        for column in range(1, len(others) + 1):
            table[row][column] = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                *(table[a][b] for a, b in _together(some[:row], others[:column])),
            )
    return table


def _together(some: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int]]:
    """What is before the last words, where those are the same or the initials of one another."""
    rows, columns = len(some), len(others)
    if some[-1] == others[-1]:
        yield rows - 1, columns - 1
    if _begin(some[-1], others):
        yield rows - 1, columns - len(some[-1])
    if _begin(others[-1], some):
        yield rows - len(others[-1]), columns - 1


def _begin(initials: str, words: Sequence[str]) -> bool:
    """Whether the last words begin with these letters."""
    count = len(initials)
    return 1 < count <= len(words) and all(
        word[0] == letter for word, letter in zip(words[-count:], initials, strict=True)
    )
