"""Whether a reader tore syllables apart: ``S : 05/KH-SGTVT ố`` for ``Số: 05/KH-SGTVT``."""

from __future__ import annotations

# No word of its own in any paper, unlike "à", "ở", "ý", "ổ", "ế" (of goods) and the like; as a
# token between blanks it fell out of one. Only small letters: titles are spread letter by letter.
_NO_WORDS = frozenset("ấầẩẫậắằẳẵặẹẻẽếềểễệịĩỏõọốỗộớỡợũụứữửựỳỵỹ")
_FEWEST = 2


def letters_apart(text: str) -> int:
    """How many letters stand alone that are no word; 0 for the one that may be a slip."""
    found = sum(len(word) == 1 and word in _NO_WORDS for word in text.split())
    return found if found >= _FEWEST else 0
