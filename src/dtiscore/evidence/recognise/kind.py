"""The type of a paper: the name in capitals over its subject, else what its symbol says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.documents import OFFICIAL_LETTER, TYPE_NAMES, type_of_symbol
from dtiscore.evidence.recognise.layout import Part
from dtiscore.evidence.recognise.letters import flat

if TYPE_CHECKING:
    from dtiscore.evidence.recognise.layout import Layout, Line
    from dtiscore.evidence.recognise.number import OwnNumber

_NAMES = {flat(name).upper(): kind for name, kind in TYPE_NAMES.items()}
_SQUEEZED = {name.replace(" ", ""): kind for name, kind in _NAMES.items()}
_ALL = "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True))
_STARTS = re.compile(rf"(?:\(?DU THAO\)?[\s:-]{{0,3}})?(?P<name>{_ALL})(?![A-Za-z0-9])")
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


def _is_letter(layout: Layout) -> bool:
    body = layout.lines[layout.body : layout.body + 1]
    return any(line.flat.lower().startswith("kinh gui") for line in body)


def _alone(lines: list[tuple[int, Line]]) -> Named | None:
    before = ""
    for place, line in lines:
        if line.part is not Part.TEXT:
            continue
        bare = line.flat.strip(' .:;*()"-')
        bare = re.sub(r"^DU THAO[\s:)-]{1,3}", "", bare)
        kind = _NAMES.get(bare)
        if kind is None and _SPREAD.fullmatch(bare):
            kind = _SQUEEZED.get(bare.replace(" ", ""))
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


def own_type(layout: Layout, number: OwnNumber, named: Named | None) -> str | None:
    """The paper's type; where name and symbol disagree, the name's."""
    if named is not None:
        return named.type
    if number.symbol is not None:
        return type_of_symbol(number.symbol)
    head = layout.lines[: layout.body]
    if _is_letter(layout) and any(line.flat.lower().startswith("v/v") for line in head):
        return OFFICIAL_LETTER
    return None
