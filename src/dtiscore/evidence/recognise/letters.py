"""Text as readers of PDF, DOCX and HTML deliver it, made uniform letter by letter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 40_000
"""Characters read at each end: the letterhead and the signature stand there."""

_CHUNK = 2_000

UPPER = "A-ZĐ" + "".join(
    chr(code)
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if chr(code).isupper() and chr(code) not in "Ð×"
)
"""The inside of a character class of capital letters, Vietnamese ones among them."""

LOWER = "a-zđ" + "".join(
    chr(code)
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if chr(code).islower() and chr(code) not in "ð÷"
)

_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
_LINE_ENDS = "\u000b\u0085\u2028\u2029"

# What nearly every text consists of; only another needs the table of dirt.
_DIRTY = re.compile(
    "[^\t\n\f -~\u00a1-\u00ac\u00ae-\u00cf\u00d1-\u00ef\u00f1-\u0188\u018a-\u024f"
    "\u0300-\u036f\u1e00-\u1eff]"
)


@lru_cache(maxsize=1)
def _dirt() -> dict[int, str]:
    """Each character that is to be another, or none."""
    return {
        **dict.fromkeys((code for code in range(0x20) if chr(code) not in "\t\n\f"), ""),
        **dict.fromkeys([*range(0x7F, 0xA0), *range(0xD800, 0xE000)], ""),
        **dict.fromkeys(range(0xE000, 0xF900), " "),
        **{ord(blank): " " for blank in _BLANKS + "\u205f\u3000\ufffd"},
        **{ord(dash): "-" for dash in _DASHES},
        **{ord(mark): "" for mark in _INVISIBLE},
        **{ord(end): "\n" for end in _LINE_ENDS},
        # Eth looks like the Vietnamese letter, and old keyboards typed it.
        **{ord(mark): plain for mark, plain in zip("ÐðƉ⁄∕／：", "ĐđĐ///:", strict=True)},
        **{
            ord(mark): plain
            for mark, plain in zip("ﬀﬁﬂﬃﬄ", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)
        },
    }


# pdfium writes U+0002 or U+FFFE, others the soft hyphen, where a hyphen ended a line; some
# writers of PDF map every hyphen to the soft one.
_SOFT = "[\u00ad\u0002\ufffe]"
_SOFT_IN_SYMBOL = re.compile(rf"(?<=[{UPPER}0-9])\s?{_SOFT}\s{{0,3}}(?=[{UPPER}])")
_SOFT_ALONE = re.compile(rf"(?<=\s){_SOFT}(?=\s)")
_SOFT_IN_WORD = re.compile(rf"{_SOFT}\n?")


def ends(text: str) -> str:
    """The first and the last :data:`MOST` characters, a page break between them."""
    if len(text) <= 2 * MOST:
        return text
    return f"{text[:MOST]}\n\f\n{text[-MOST:]}"


def clean(text: str) -> str:
    """``text`` in composed form with plain blanks, hyphens and line ends, unseen marks gone."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SOFT_IN_SYMBOL.sub("-", text)
    text = _SOFT_ALONE.sub("-", text)
    text = _SOFT_IN_WORD.sub("", text)
    if _DIRTY.search(text):
        text = text.translate(_dirt())
    if unicodedata.is_normalized("NFC", text):
        return text
    return "\n".join(_composed(line) for line in text.split("\n"))


def _composed(line: str) -> str:
    """The line in composed form; in pieces, for the time grows with the square of a piece."""
    if line.isascii():
        return line
    return "".join(
        unicodedata.normalize("NFC", line[start : start + _CHUNK])
        for start in range(0, len(line), _CHUNK)
    )


@lru_cache(maxsize=1)
def _bases() -> str:
    """Each character by its number; Latin letters with marks without them.

    Not a dictionary: every character that one does not have would cost an exception.
    """
    found = [chr(code) for code in range(0x1F00)]
    found[ord("đ")], found[ord("Đ")] = "d", "D"
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            found[code] = base
    return "".join(found)


def flat(text: str) -> str:
    """``text`` without accents, of the same length: a place found in it is one of ``text``.

    Words are then found whatever way a tone is set (``HOÀ``, ``HÒA``) or left out.
    """
    return text if text.isascii() else text.translate(_bases())


class Twin(NamedTuple):
    """A text and the same without accents: of one length, so a place in one is one in the other."""

    text: str
    flat: str

    def cut(self, spans: Iterable[tuple[int, int, str]]) -> Twin:
        """Both with each span replaced by what stands for it."""
        texts, flats, start = [], [], 0
        for first, last, mark in spans:
            texts += [self.text[start:first], mark]
            flats += [self.flat[start:first], mark]
            start = last
        return Twin("".join([*texts, self.text[start:]]), "".join([*flats, self.flat[start:]]))


def twin(text: str) -> Twin:
    """The text with its shadow."""
    return Twin(text, flat(text))
