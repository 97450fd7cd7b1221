"""Whether the body in a document's symbol is the one that issued it."""

from __future__ import annotations

import re
from functools import lru_cache

from dtiscore.base.text import without_accents

_WORD = re.compile(r"[^\W\d_]+")
_NOT_COUNTED = frozenset({"va", "cua", "cac"})

# Bodies above a department: where one stands in the symbol, a department's paper is not its own.
_ABOVE = frozenset({"UBND", "HDND", "TU", "HU", "CP", "TTG", "QH"})


@lru_cache(maxsize=4096)
def abbreviates(short: str, name: str) -> bool:
    """Whether ``short`` can stand for ``name``: ``SGTVT`` for *Sở Giao thông vận tải*.

    Its capitals are, in order, first letters of the name's words; a word in capitals gives all of
    its letters (*Văn phòng UBND tỉnh*: ``VPUBND``).
    """
    wanted = "".join(c for c in without_accents(short) if c.isupper())
    initials = iter(_initials(name))
    return bool(wanted) and all(letter in initials for letter in wanted)


def _initials(name: str) -> str:
    words = _WORD.findall(without_accents(name))
    capitals = all(word.isupper() for word in words)
    return "".join(
        word if word.isupper() and not capitals and len(word) > 1 else word[0].upper()
        for word in words
        if word.casefold() not in _NOT_COUNTED
    )


def is_above(short: str) -> bool:
    """Whether a symbol's body is one that departments answer to (``UBND``)."""
    return without_accents(short).upper() in _ABOVE
