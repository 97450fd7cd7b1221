"""What is laid over a paper and is none of its text: signatures' looks, stamps of receipt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dtiscore.evidence.recognise.letters import Twin

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOCK = r"(?:[\s,]{1,4}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?(?:\s{0,3}[+-][0-9]{2}:?'?[0-9]{2}'?)?"
_SIGNED_ON = (
    r"(?:Ngay|Thoi gian|Gio) ky\s?:?\s{0,3}[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}" + _CLOCK
)
_SIGNED_BY = re.compile(
    r"(?i)(?:(?:da )?(?:duoc )?ky (?:so )?boi|nguoi ky(?: so)?|digitally signed(?: by)?"
    r"|signature (?:not verified|valid)|signed by|signing (?:time|date))\b\s?:?"
)
_SIGNED_MORE = re.compile(
    r"(?i)(?:e-?mail|co quan|to chuc|don vi|chuc vu|reason|location|dn|date|ngay ky|gio ky"
    r"|thoi gian ky|ly do|dia diem)\s?:|[\w.+-]{1,60}@[\w.-]{1,60}$"
)
_INLINE = re.compile(rf"(?i){_SIGNED_ON}")
_RECEIVED = re.compile(
    r"(?:CONG VAN|VAN BAN|CV|VB)?\s?DEN(?=$|[\s:])"
    r"|(?i:(?:cong|van) (?:van|ban) den)$"
)
_RECEIPT = re.compile(
    r"(?i)(?:(?:den\s{0,3})?(?:so|ngay|gio)(?: den)?\s{0,3}:?[\s.:]{0,20}"
    r"[0-9./-]{0,12}(?:[A-Z]{2,5}\b)?"
    r"[\s.,]{0,20}"
    r"|(?:kinh )?chuyen\s?:?[^\n]{0,40}|luu ho so(?: so)?\s?:?[^\n]{0,30}|den|kinh chuyen)"
)
_RECEIPT_INLINE = re.compile(
    r"(?:CONG VAN |VAN BAN |CV )?DEN\s{1,3}(?i:so\s?:?\s{0,3}[0-9]{1,6}(?:/[A-Z]{2,6})?)"
    r"(?i:[\s,;]{1,4}ngay\s?:?\s{0,3}[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4})?"
    r"(?i:[\s,;]{1,4}chuyen\s?:)?"
)
_MARK = re.compile(
    r"(?:HOA TOC(?: HEN GIO)?|THUONG KHAN|KHAN|(?:TUYET |TOI )?MAT|DA KY|BAN CHINH|BAN GOC"
    r"|TAI LIEU MINH HOA|LUU HANH NOI BO|XEM XONG TRA LAI|SAO Y(?: BAN CHINH)?|SAO LUC|TRICH SAO"
    r"|BAN SAO)"
)
_SIGNED_LINES, _RECEIPT_LINES = 5, 6
_STAMP, _LONG_STAMP = 40, 60


def without_stamps(text: Twin) -> Twin:
    """``text`` without the lines of signatures, of stamps of receipt and of marks of urgency."""
    texts: list[str] = []
    flats: list[str] = []
    signed = received = 0
    for line, bare in zip(text.text.split("\n"), text.flat.split("\n"), strict=True):
        plain = bare.strip()
        received = _receipt(plain, received)
        signed = _signature(plain, signed)
        if received == _RECEIPT_LINES or signed == _SIGNED_LINES:
            continue
        if (received and _RECEIPT.fullmatch(plain)) or (signed and _SIGNED_MORE.match(plain)):
            continue
        if _MARK.fullmatch(plain.strip("() .")):
            continue
        kept = _without_inline(Twin(line, bare))
        texts.append(kept.text)
        flats.append(kept.flat)
    return Twin("\n".join(texts), "\n".join(flats))


def _receipt(plain: str, left: int) -> int:
    """How many lines may still belong to a stamp of receipt; the most where it begins."""
    if (
        len(plain) <= _LONG_STAMP
        and _RECEIVED.match(plain)
        and not re.search(r"[0-9]/\s?[A-Z]", plain)
    ):
        rest = _RECEIVED.sub("", plain, count=1).strip()
        if not rest or _RECEIPT.match(rest):
            return _RECEIPT_LINES if len(plain) <= _STAMP else 0
    return max(left - 1, 0)


def _signature(plain: str, left: int) -> int:
    return _SIGNED_LINES if _SIGNED_BY.match(plain) else max(left - 1, 0)


def _without_inline(line: Twin) -> Twin:
    """The line without a stamp that the reader set among its words."""
    plain = line.flat
    if "ky" not in plain and "DEN" not in plain:
        return line
    spans = sorted(
        found.span() for pattern in (_INLINE, _RECEIPT_INLINE) for found in pattern.finditer(plain)
    )
    return line.cut(_apart(spans))


def _apart(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """The spans, none within another, each to become a gap."""
    start = 0
    for first, last in spans:
        if last > start:
            yield max(first, start), last, "   "
            start = last
