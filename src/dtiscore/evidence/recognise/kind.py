"""The type of a paper: the name in capitals over its subject, else what its symbol says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.documents import OFFICIAL_LETTER, TYPE_NAMES, type_of_symbol
from dtiscore.base.text import without_accents
from dtiscore.evidence.recognise.layout import Part
from dtiscore.evidence.recognise.letters import flat
from dtiscore.evidence.recognise.marks import SMALL, is_draft_mark

if TYPE_CHECKING:
    from dtiscore.evidence.recognise.layout import Layout, Line
    from dtiscore.evidence.recognise.number import OwnNumber

_NAMES = {flat(name).upper(): kind for name, kind in TYPE_NAMES.items()}
_SQUEEZED = {name.replace(" ", ""): kind for name, kind in _NAMES.items()}
_ALL = "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True))
_DRAFT = r"[(\[]?(?:BAN |Ban )?(?:DU THAO|Du thao)(?: (?:LAN|lan) [0-9]{1,2})?[)\]]?[\s:-]{1,3}"
_STARTS = re.compile(rf"(?:{_DRAFT})?(?P<name>{_ALL})(?![A-Za-z0-9])")
_DRAFT_FIRST = re.compile(rf"^{_DRAFT}")
_SPREAD = re.compile(r"(?:[A-Z] ){5,20}[A-Z]")
# Names of bodies and offices that go on with the name of a type on their second line.
_BODY_NAME = re.compile(
    r"KE HOACH(?: VA DAU TU| ?(?:-|,|VA)? ?(?:TAI CHINH|TONG HOP|NGHIEP VU))|DU AN DAU TU XAY DUNG"
)
_BODY_BEFORE = re.compile(
    r"(?:\b(?:SO|BO|PHONG|BAN|VU|CUC|QUAN LY|CAC|VA|CUA|UY BAN|NGANH|VIEN|TRUNG TAM|LAP|TRIEN KHAI"
    r"|THUC HIEN|BAN HANH|GOP Y|XAY DUNG|VE|DU THAO|CHO)|[-,])$"
)
_LONGEST = 200
_FAR = 60
_INSPECTORS = "thanh tra"


class Named(NamedTuple):
    """A type's name as a line of the paper: its type, its line, what follows on that line."""

    type: str
    line: int
    rest: str


def find_name(layout: Layout) -> Named | None:
    """The line with the type's name; one in capitals and alone on its line is the surest."""
    head = list(enumerate(layout.lines[: max(layout.body, 1)]))
    found = _alone(head) or _beginning(head) or _in_small_letters(head)
    if found is not None or layout.body >= _FAR:
        return found
    # A text box with the letterhead may follow the text; a letter's text has no such line.
    return None if _is_letter(layout) else _alone(list(enumerate(layout.lines[:_FAR])))


def is_name(text: str) -> bool:
    """Whether a line is a type's name in capitals, and nothing else."""
    return _type_of(flat(text)) is not None


def begins_with_name(text: str) -> bool:
    """Whether a line begins with a type's name in capitals."""
    return _STARTS.match(flat(text)) is not None


def leads_on(text: str) -> bool:
    """Whether the next line goes on with this one: a type named there is another paper's."""
    return _BODY_BEFORE.search(flat(text)) is not None


def _type_of(plain: str) -> str | None:
    """The type that a line without accents names alone; letters may stand apart."""
    bare = _DRAFT_FIRST.sub("", plain.strip(' .:;*"-')).strip(' .:;*()"-')
    kind = _NAMES.get(bare)
    if kind is None and _SPREAD.fullmatch(bare):
        kind = _SQUEEZED.get(bare.replace(" ", ""))
    return kind


def _is_letter(layout: Layout) -> bool:
    body = layout.lines[layout.body : layout.body + 1]
    return any(line.flat.lower().startswith("kinh gui") for line in body)


def _alone(lines: list[tuple[int, Line]]) -> Named | None:
    before = ""
    for place, line in lines:
        if line.part is not Part.TEXT:
            continue
        kind = _type_of(line.flat)
        if kind is not None and not _BODY_BEFORE.search(before):
            return Named(kind, place, "")
        before = "" if line.text.endswith(":") else line.flat
    return None


def _beginning(lines: list[tuple[int, Line]]) -> Named | None:
    before = ""
    for place, line in lines:
        if line.part is not Part.TEXT:
            continue
        found = _STARTS.match(line.flat) if len(line.flat) <= _LONGEST else None
        if found and not _BODY_NAME.match(line.flat) and not _BODY_BEFORE.search(before):
            rest = line.text[found.end() :].strip(" :.-")
            rest = "" if is_draft_mark(rest) or SMALL.fullmatch(flat(rest)) else rest
            return Named(_NAMES[found["name"]], place, rest)
        before = line.flat
    return None


def _in_small_letters(lines: list[tuple[int, Line]]) -> Named | None:
    """A name typed in small letters and only shown in capitals: ``Kế hoạch`` alone.

    Only below a letterhead: a cell of a list says the same of another paper.
    """
    if all(line.part is not Part.MOTTO for _, line in lines):
        return None
    for place, line in lines:
        kind = _NAMES.get(line.flat.upper()) if line.text[:1].isupper() else None
        if kind is not None and line.part is Part.TEXT:
            return Named(kind, place, "")
    return None


def own_type(
    layout: Layout, number: OwnNumber, named: Named | None, issuer: str | None
) -> str | None:
    """The paper's type; where name and symbol disagree, the name's."""
    if named is not None:
        return named.type
    if number.symbol is not None:
        if _is_inspectors_letter(number.symbol, issuer):
            return OFFICIAL_LETTER
        return type_of_symbol(number.symbol)
    head = layout.lines[: layout.body]
    if _is_letter(layout) and any(line.flat.lower().startswith("v/v") for line in head):
        return OFFICIAL_LETTER
    return None


def _is_inspectors_letter(symbol: str, issuer: str | None) -> bool:
    """Whether ``TTr`` is the body that wrote a letter, Thanh tra, and not a Tờ trình.

    A Tờ trình of theirs names them after its type: ``TTr-TTr``.
    """
    first, _, rest = symbol.partition("-")
    written = flat(issuer or "").lower().startswith(_INSPECTORS)
    return written and first == "TTr" and bool(rest) and not rest.upper().startswith("TT")


def named_symbol(symbol: str | None, named: Named | None) -> str | None:
    """The symbol with the accents that the paper's name gives its type: ``DA-`` of an Đề án."""
    if symbol is None or named is None:
        return symbol
    first, hyphen, rest = symbol.partition("-")
    same = without_accents(first).casefold() == without_accents(named.type).casefold()
    return f"{named.type}{hyphen}{rest}" if same else symbol
