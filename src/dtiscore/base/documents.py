"""Document types and symbols of Nghị định 30/2020/NĐ-CP, as far as a name carries them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from dtiscore.base.text import nfc, without_accents

if TYPE_CHECKING:
    from collections.abc import Iterable

OFFICIAL_LETTER = "CV"
"""Công văn has no abbreviation in the decree; CV is what offices write where one is needed."""

ABBREVIATIONS = (
    *("NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB"),
    *("TTr", "HĐ", "CĐ", "BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB"),
    OFFICIAL_LETTER,
)
"""The abbreviations of Phụ lục III; công văn and thư công have none there."""

OPEN_LETTER = "Thư công"
"""Thư công has no abbreviation, and offices use none."""

LEGAL_ABBREVIATIONS = ("NĐ", "TT", "TTLT", "VBHN")
"""Types of the law on legal documents that stand in symbols (``30/2020/NĐ-CP``)."""

TYPE_NAMES = {
    "nghị quyết": "NQ",
    "quyết định": "QĐ",
    "chỉ thị": "CT",
    "quy chế": "QC",
    "quy định": "QyĐ",
    "thông cáo": "TC",
    "thông báo": "TB",
    "hướng dẫn": "HD",
    "chương trình": "CTr",
    "kế hoạch": "KH",
    "phương án": "PA",
    "đề án": "ĐA",
    "dự án": "DA",
    "báo cáo": "BC",
    "biên bản": "BB",
    "tờ trình": "TTr",
    "hợp đồng": "HĐ",
    "công văn": OFFICIAL_LETTER,
    "công điện": "CĐ",
    "bản ghi nhớ": "BGN",
    "bản thỏa thuận": "BTT",
    "giấy ủy quyền": "GUQ",
    "giấy mời": "GM",
    "giấy giới thiệu": "GGT",
    "giấy nghỉ phép": "GNP",
    "phiếu gửi": "PG",
    "phiếu chuyển": "PC",
    "phiếu báo": "PB",
    "thư công": OPEN_LETTER,
    "nghị định": "NĐ",
    "thông tư liên tịch": "TTLT",
    "thông tư": "TT",
    "luật": "L",
}
"""The types by name: the 29 of Nghị định 30/2020/NĐ-CP, then those of legal documents."""

_YEAR = re.compile(r"(?:19|20)[0-9]{2}/")


@lru_cache(maxsize=4096)
def same_type(found: str, wanted: str) -> bool:
    """Whether two type abbreviations are the same, in any case and Unicode form."""
    return nfc(found).casefold() == nfc(wanted).casefold()


@lru_cache(maxsize=4096)
def canonical_type(written: str) -> str | None:
    """The abbreviation meant by ``written``; file names often drop the accents (``QD``).

    Only where one type alone is left: ``DA`` is Dự án as it stands, never Đề án.
    """
    for known in ABBREVIATIONS:
        if same_type(written, known):
            return known
    plain = written.casefold()
    near = [known for known in ABBREVIATIONS if without_accents(known).casefold() == plain]
    return near[0] if len(near) == 1 else None


@lru_cache(maxsize=4096)
def legal_type(written: str) -> str | None:
    """The abbreviation of a legal document's type meant by ``written`` (``ND`` is ``NĐ``)."""
    plain = without_accents(written).casefold()
    return next(
        (known for known in LEGAL_ABBREVIATIONS if without_accents(known).casefold() == plain),
        None,
    )


@lru_cache(maxsize=4096)
def type_of_symbol(symbol: str) -> str | None:
    """The type a symbol names: ``KH`` of ``KH-SGTVT``, ``NĐ`` of ``2020/NĐ-CP``.

    ``CV`` where it begins with a body (``UBND-VX``); None where it names no type at all
    (``2019/QH14``). A Party symbol (``KL/TU``) begins with its type, known here or not.
    """
    year = _YEAR.match(nfc(symbol))
    parts = _parts(symbol)
    if not parts:
        return None
    known = canonical_type(parts[0]) or legal_type(parts[0])
    if known is not None:
        return known
    if "/" in _YEAR.sub("", nfc(symbol), count=1):
        return parts[0]
    return None if year else OFFICIAL_LETTER


@lru_cache(maxsize=4096)
def issuer_of_symbol(symbol: str) -> str | None:
    """The issuing body in a symbol: ``SGTVT`` of ``KH-SGTVT``, ``UBND`` of ``QĐ-UBND-HC``.

    In a letter's symbol (``UBND-VX``) the body comes first, unless ``CV`` does.
    """
    parts = _parts(symbol)
    if not parts:
        return None
    written = canonical_type(parts[0]) == OFFICIAL_LETTER
    if type_of_symbol(symbol) in (None, OFFICIAL_LETTER) and not written:
        return parts[0]
    return parts[1] if len(parts) > 1 else None


def _parts(symbol: str) -> list[str]:
    """A symbol's parts, without the year of a legal document."""
    bare = _YEAR.sub("", nfc(symbol), count=1)
    return [part.strip() for part in re.split(r"[-/]", bare) if part.strip()]


def names_any(issuers: Iterable[str | None], wanted: Iterable[str]) -> bool:
    """Whether one of the issuers is one of those wanted, without case, accents and blanks."""
    known = {_issuer_key(name) for name in wanted}
    return any(_issuer_key(name) in known for name in issuers if name)


@lru_cache(maxsize=4096)
def _issuer_key(name: str) -> str:
    return "".join(without_accents(name).casefold().split())
