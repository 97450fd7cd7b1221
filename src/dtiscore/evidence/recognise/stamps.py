"""What is laid over a paper and is none of its text: signatures' looks, stamps of receipt."""

from __future__ import annotations

import re

from dtiscore.evidence.recognise.letters import flat

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


def without_stamps(text: str) -> str:
    """``text`` without the lines of signatures, of stamps of receipt and of marks of urgency."""
    kept: list[str] = []
    signed = received = 0
    # Both have the same length, so their lines are the same.
    for line, bare in zip(text.split("\n"), flat(text).split("\n"), strict=True):
        plain = bare.strip()
        received = _receipt(plain, received)
        signed = _signature(plain, signed)
        if received == _RECEIPT_LINES or signed == _SIGNED_LINES:
            continue
        if (received and _RECEIPT.fullmatch(plain)) or (signed and _SIGNED_MORE.match(plain)):
            continue
        if _MARK.fullmatch(plain.strip("() .")):
            continue
        kept.append(_without_inline(line, bare))
    return "\n".join(kept)


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


def _without_inline(line: str, plain: str) -> str:
    """The line without a stamp that the reader set among its words."""
    if "ky" not in plain and "DEN" not in plain:
        return line
    spans = sorted(
        found.span() for pattern in (_INLINE, _RECEIPT_INLINE) for found in pattern.finditer(plain)
    )
    kept, start = [], 0
    for first, last in spans:
        kept += [line[start:first], "   "]
        start = max(start, last)
    return "".join([*kept, line[start:]])
