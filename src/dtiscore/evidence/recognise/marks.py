"""The words by which a paper calls itself a draft: ``DỰ THẢO``, ``(Dự thảo lần 2)``."""

from __future__ import annotations

import re

from dtiscore.evidence.recognise.letters import flat

_LONGEST, _SPREAD_FROM = 80, 6
_WORD = re.compile(r"[^\W_]+")
_ODD = re.compile(r"[^\w\s()\[\]{}<>*.,:;/\"'“”«»|#~=+!_-]")
_OPENINGS = (("DU", "THAO"), ("Du", "thao"), ("Du", "Thao"), ("DRAFT",), ("Draft",))
_AFTER_BAN = (*_OPENINGS, ("du", "thao"))
_SHORT = re.compile("DT[0-9]{0,2}")
# Which draft it is, of which day, and what it is for.
_COUNTED = (
    *("lan", "thu", "so", "v", "ver", "version", "phien", "ban", "nhat", "hai", "ba", "tu"),
    *("nam", "cuoi", "cung", "moi"),
)
_MORE = (
    *_COUNTED,
    *("ngay", "thang", "gio", "de", "trinh", "ky", "lay", "xin", "gop", "y", "kien", "tham"),
    *("gia", "dinh", "thao", "luan", "hop", "cho", "cac", "don", "vi", "nganh", "sau", "khi"),
    *("tiep", "chinh", "ly", "sua", "doi", "bo", "sung", "hoan", "thien", "hanh", "luu", "noi"),
    *("khong", "chua", "thuc", "tai", "lieu", "phuc", "vu", "cuoc", "lanh", "dao", "duyet"),
    *("phe", "xem", "xet", "van"),
)
_COUNT = re.compile(r"v?[0-9]{1,4}[a-z]?|i{1,3}|iv")

BESIDE = re.compile(
    r"[(\[]?(?<![A-Za-z])(?:BAN DU THAO|DU THAO|(?:Ban d|D)u thao|DRAFT)(?![A-Za-z])"
)
"""Where a mark begins on a line, in a text without accents."""

SMALL = re.compile(r"\((?:ban )?du thao(?: (?:lan|so)(?: thu)? \w{1,4})?\)")
"""A mark in small letters; it may as well go on with a subject about another draft."""


def is_draft_mark(text: str) -> bool:
    """Whether a line says that the paper is a draft, and nothing else."""
    if not text or len(text) > _LONGEST or _ODD.search(text):
        return False
    words = _WORD.findall(flat(text))
    if len(words) >= _SPREAD_FROM and all(len(word) == 1 for word in words):
        return "".join(words) == "DUTHAO"
    openings: tuple[tuple[str, ...], ...] = _OPENINGS
    if words[:1] in (["BAN"], ["Ban"]):
        words, openings = words[1:], _AFTER_BAN
    if words and _SHORT.fullmatch(words[0]):
        return _all_said(words[1:], _COUNTED)
    return any(
        tuple(words[: len(opening)]) == opening and _all_said(words[len(opening) :], _MORE)
        for opening in openings
    )


def _all_said(words: list[str], known: tuple[str, ...]) -> bool:
    return all(word.lower() in known or _COUNT.fullmatch(word.lower()) for word in words)
