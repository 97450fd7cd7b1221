"""Whether the body in a document's symbol is the one that issued it."""

from __future__ import annotations

import re
from functools import lru_cache

from dtiscore.base.text import fold_accents, without_accents

_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    "(?:NGH?|NH|CH|GH|GI|KH|PH|QU|TH|TR|[BCDGHKLMNPQRSTVX])?[AEIOUY]{1,3}(?:CH|NH|NG|[CMNPT])?"
)
_NOT_COUNTED = frozenset({"va", "cua", "cac"})

# Bodies above a department: where one stands in the symbol, a department's paper is not its own.
_ABOVE = frozenset({"UBND", "HDND", "TU", "HU", "CP", "TTG", "QH"})


@lru_cache(maxsize=4096)
def abbreviates(short: str, name: str) -> bool:
    """Whether ``short`` can stand for ``name``: ``SGTVT`` for *Sở Giao thông vận tải*.

    Its capitals are, in order, first letters of the name's words; an abbreviation in the name
    gives all of its letters (*Văn phòng UBND tỉnh*: ``VPUBND``).
    """
    plain = without_accents(short)
    wanted = "".join(c for c in plain if c.isupper()) or plain.upper()
    initials = iter(_initials(name))
    return bool(wanted) and all(letter in initials for letter in wanted)


def _initials(name: str) -> str:
    words = _WORD.findall(without_accents(name))
    capitals = all(word.isupper() for word in words)
    return "".join(
        word if word.isupper() and _abbreviated(word, capitals=capitals) else word[0].upper()
        for word in words
        if word.casefold() not in _NOT_COUNTED
    )


def _abbreviated(word: str, *, capitals: bool) -> bool:
    """Whether a word in capitals is none of the language; in ``SỞ GTVT`` all are in capitals."""
    return len(word) > 1 and (not capitals or _SYLLABLE.fullmatch(word) is None)


def is_above(short: str) -> bool:
    """Whether a symbol's body is one that departments answer to (``UBND``)."""
    return without_accents(short).upper() in _ABOVE


@lru_cache(maxsize=4096)
def is_own(names: tuple[str, ...], agency: str) -> bool:
    """Whether one of an issuer's names is the agency's, in full or as its abbreviation."""
    return any(
        fold_accents(name) == fold_accents(agency)
        or (" " not in name and abbreviates(name, agency))
        for name in names
    )
