"""Document types and symbols of Nghị định 30/2020/NĐ-CP, as far as a name carries them."""

from __future__ import annotations

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
def issuer_of_symbol(symbol: str) -> str | None:
    """The issuing body in a symbol: ``SGTVT`` of ``KH-SGTVT``, ``UBND`` of ``QĐ-UBND-HC``.

    In a letter's symbol (``UBND-VX``) the body comes first.
    """
    parts = [part.strip() for part in nfc(symbol).split("-") if part.strip()]
    if not parts:
        return None
    if canonical_type(parts[0]) in (None, OFFICIAL_LETTER):
        return parts[0]
    return parts[1] if len(parts) > 1 else None


def names_any(issuers: Iterable[str | None], wanted: Iterable[str]) -> bool:
    """Whether one of the issuers is one of those wanted, without case, accents and blanks."""
    known = {_issuer_key(name) for name in wanted}
    return any(_issuer_key(name) in known for name in issuers if name)


@lru_cache(maxsize=4096)
def _issuer_key(name: str) -> str:
    return "".join(without_accents(name).casefold().split())
