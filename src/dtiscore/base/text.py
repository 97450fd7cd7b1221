"""Vietnamese text: one Unicode form, comparison without case or accents, order, near misses."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_ORDER = {letter: index for index, letter in enumerate(_ALPHABET)}
# The order of tones in Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_DEVICE_NAMES = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in range(10)]
)


def nfc(text: str) -> str:
    """``text`` in composed form: a folder made on a Mac and one made on Windows compare equal."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """``text`` for comparison without case: composed form, blanks collapsed."""
    return " ".join(nfc(text).casefold().split())


@lru_cache(maxsize=8192)
def fold_accents(text: str) -> str:
    """``text`` for comparison without case and accents: ``Văn phòng`` and ``van phong`` agree.

    Punctuation and blanks between words do not count either.
    """
    return " ".join(re.findall(r"[a-z0-9]+", without_accents(text).casefold()))


def without_accents(text: str) -> str:
    """``text`` with Vietnamese marks dropped: ``Đắk Nông`` becomes ``Dak Nong``."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Key for Vietnamese dictionary order: letters first, tones only between equal letters."""
    letters: list[int] = []
    tones: list[int] = []
    for character in nfc(text).casefold():
        decomposed = unicodedata.normalize("NFD", character)
        tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), 0)
        kept = "".join(mark for mark in decomposed if mark not in _TONES)
        letter = unicodedata.normalize("NFC", kept)
        letters.append(_LETTER_ORDER.get(letter, ord(character)) + (1000 * (not letter.isalpha())))
        tones.append(tone)
    return tuple(letters), tuple(tones)


def is_id(text: str) -> bool:
    """Whether ``text`` may be an id: it becomes a folder name on Windows, too."""
    return (
        _ID.fullmatch(text) is not None
        and not text.endswith(".")
        and text.split(".", maxsplit=1)[0].casefold() not in _DEVICE_NAMES
    )


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that ``word`` was most likely meant to be, or None.

    ``cutoff`` is how much of both must agree, from 0 to 1.
    """
    import difflib  # noqa: PLC0415 - only a mistake needs it

    by_fold = {fold_accents(candidate) or candidate: candidate for candidate in known}
    found = difflib.get_close_matches(fold_accents(word) or word, by_fold, n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None


# Letters and marks that are drawn as nothing: joiners, fillers, selectors of a form.
_FILLERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)


def unseen(text: str) -> dict[int, str]:
    """The characters of ``text`` that are not seen, each with an escape: a table to translate by.

    Those are control and format characters (direction marks, tags), halves of characters, what
    Unicode leaves free or to private use, blanks other than the plain one, and fillers.
    """
    if text.isprintable() and (text.isascii() or _FILLERS.search(text) is None):
        return {}
    return {
        ord(character): _escape(ord(character))
        for character in set(text)
        if not character.isprintable() or _FILLERS.match(character)
    }


def _escape(code: int) -> str:
    """As JSON and Python write it; beyond the first plane, in the two halves of UTF-16."""
    if code <= 0xFFFF:  # noqa: PLR2004 - the first plane
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def printable(text: str) -> str:
    """``text`` safe to print: what is not seen is shown as an escape.

    File names and file contents are the outside world's; an escape sequence in one must not
    reach the terminal, nor may one name look like another.
    """
    table = unseen(text)
    return text.translate(table) if table else text
