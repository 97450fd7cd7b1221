"""The subject (*trích yếu nội dung*): under the type's name, or after ``V/v`` in a letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dtiscore.evidence.recognise.bodies import starts_body
from dtiscore.evidence.recognise.layout import Part
from dtiscore.evidence.recognise.letters import flat
from dtiscore.evidence.recognise.marks import is_draft_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dtiscore.evidence.recognise.kind import Named
    from dtiscore.evidence.recognise.layout import Layout, Line
    from dtiscore.evidence.recognise.number import OwnNumber

_ABOUT = re.compile(r"(?i)(?:^|\s)v\s?/\s?v\s?:?\s")
_NEVER = re.compile(
    r"(?i:can cu|kinh gui|xet de nghi|xet to trinh|theo de nghi|noi nhan|hom nay|dieu [0-9]"
    r"|chuong [i1]|phan (?:i|1|thu nhat)\b|so\s?:|quyet dinh:|\(?ban hanh kem theo|\(?kem theo)"
    r"|(?:[IVX]{1,4}|[A-C]|[0-9]{1,2})\s?(?:[.)/]|-\s)\s?\S|[-+•]\s"
)
_OPENS_BODY = re.compile(
    r"(?:Thuc hien|Ngay [0-9]|Nham|De |Trong |Qua |Sau khi|Tren co so|Hien nay|Vua qua|Nam [0-9]"
    r"|Kinh |Thoi gian|Dia diem|Thanh phan|Vao (?:hoi|luc)|Luc [0-9]|Ban nay|Chung toi)"
)
_BODY_SPEAKS = re.compile(
    r"(?:So|Uy ban|UBND|Phong|Van phong|Ban|Bo|Cuc|Trung tam|Hoi dong)\b.{0,120}?\b(?:bao cao"
    r"|ban hanh|thong bao|kinh moi|kinh trinh|xay dung|de nghi|nhan duoc|trinh|to chuc hop|moi)\b"
)
_AUTHORITY = re.compile(
    r"(?:PHO )?(?:GIAM DOC|CHU TICH|UY BAN NHAN DAN|UBND|HOI DONG|BO TRUONG|THU TUONG|CUC TRUONG"
    r"|TONG CUC TRUONG|TRUONG|CHANH|HIEU TRUONG|THU TRUONG|BAN (?:THUONG VU|CHAP HANH)|QUOC HOI"
    r"|CHINH PHU|SO |VIEN TRUONG|CHI CUC TRUONG|TO TRUONG)"
)
_SMALL_DRAFT = re.compile(r"(?i)\(?(?:ban )?du thao(?: lan(?: thu)? \w{1,4})?\)?")
_CARRIES_ON = re.compile(
    r"(?i)(?:[,-]|\b(?:của|và|về|cho|tại|theo|với|do|bởi|các|từ|thuộc|những|cùng|giữa))$"
)
_ENDS = (".", ";", ":")
_PARTED = re.compile(r"[:;]\s")
_ROWS = 6
_MOST_LINES, _MOST = 9, 600
_WIDE, _PARAGRAPH = 66, 360
_WORD, _FEW, _TITLE = 12, 2, 30


def own_subject(layout: Layout, number: OwnNumber, named: Named | None) -> str | None:
    """The subject on one line, without the closing mark; None where there is none."""
    found = _under_name(layout, named.line, named.rest) if named else _after_about(layout, number)
    if not found and named is None:
        found = _under_other_name(layout)
    text = " ".join(found.split()).strip(" .:;-_*/")
    return text[:_MOST] or None


def _under_name(layout: Layout, name: int, rest: str) -> str:
    following = layout.lines[name + 1 : name + 40]
    taken: list[str] = []
    gap = False
    for place, line in enumerate(following):
        if line.part is not Part.TEXT:
            if taken and line.part in {Part.RULE, Part.PAGE}:
                break
            gap = gap or line.part is not Part.RULE
            continue
        if _SMALL_DRAFT.fullmatch(line.flat) or is_draft_mark(line.text):
            continue
        if _stops(line, taken, following[place + 1 :], gap=gap) or len(taken) == _MOST_LINES:
            break
        taken.append(line.text)
        gap = False
    # "BIÊN BẢN HỌP" is a name with a word more; the subject is what stands below.
    keeps_rest = rest and (not taken or len(rest.split()) > _FEW)
    return " ".join([rest, *taken] if keeps_rest else taken)


def _under_other_name(layout: Layout) -> str:
    """What stands under a name that the decree does not know: ``KẾT LUẬN``, ``Về …``."""
    above = ""
    for place, line in enumerate(layout.lines[: layout.body]):
        if line.part is not Part.TEXT:
            continue
        titled = above.isupper() and len(above) <= _TITLE and not starts_body(above)
        if titled and line.text.startswith("Về "):
            return _under_name(layout, place - 1, "")
        above = line.text
    return ""


def _stops(line: Line, taken: list[str], following: Sequence[Line], *, gap: bool) -> bool:
    """Whether the subject ended before this line."""
    if _NEVER.match(line.flat) or len(line.text) > _PARAGRAPH or _is_authority(line, following):
        return True
    if not taken:
        return _begins_text(line, following)
    small = line.text[:1].islower()
    if gap and not small and not line.text.isupper():
        return True
    if line.text.isupper() or small:
        return line.text.isupper() and not taken[-1].isupper()
    if _OPENS_BODY.match(line.flat) or _BODY_SPEAKS.match(line.flat):
        return True
    if not _CARRIES_ON.search(taken[-1]) and _paragraph(line, following).endswith(_ENDS):
        return True
    return taken[-1].isupper() or len(line.text) > _WIDE > len(taken[-1])


def _begins_text(line: Line, following: Sequence[Line]) -> bool:
    """Whether the text begins right below the name: a form has no subject."""
    if line.text.endswith((".", ";")) and len(line.text) > _WIDE:
        return True
    whole = _paragraph(line, following)
    if len(whole) <= _WIDE or not whole.endswith(_ENDS):
        return False
    return _PARTED.search(whole) is not None or _BODY_SPEAKS.match(flat(whole)) is not None


def _paragraph(line: Line, following: Sequence[Line]) -> str:
    """The line and those that go on with it in small letters."""
    rows = [line.text]
    for other in following[:_ROWS]:
        if rows[-1].endswith(_ENDS) or other.part is not Part.TEXT or not _small(other.text):
            break
        rows.append(other.text)
    return " ".join(rows)


def _small(text: str) -> bool:
    return text[:1].islower() or text[:1].isdigit()


def _is_authority(line: Line, following: Iterable[Line]) -> bool:
    """Whether a line in capitals is the one who decides, as the words after it show."""
    if not line.text.isupper() or not _AUTHORITY.match(line.flat):
        return False
    after = [other.flat.lower() for other in following if other.part is Part.TEXT][:3]
    return any(text.startswith(("can cu", "xet ", "theo de nghi", "quyet dinh")) for text in after)


def _after_about(layout: Layout, number: OwnNumber) -> str:
    start = number.line or 0
    end = max(layout.body, start + 8)
    for place, line in enumerate(layout.lines[start:end], start):
        found = _ABOUT.search(f"{line.flat} ")
        if found is not None and line.part is Part.TEXT:
            return " ".join([line.text[found.end() :], *_letter_lines(layout, place + 1)])
    return ""


def _letter_lines(layout: Layout, start: int) -> list[str]:
    """What goes on below ``V/v``: up to a gap, the other column or the address."""
    taken: list[str] = []
    gap = False
    for line in layout.lines[start : start + 20]:
        if line.part is Part.RULE or (line.part is Part.BLANK and taken):
            break
        if line.part is not Part.TEXT:
            gap = True
            continue
        if is_draft_mark(line.text):
            continue
        fresh = gap and line.text[:1].isupper()
        if fresh or _NEVER.match(line.flat) or (line.text.isupper() and len(line.text) > _WORD):
            break
        if len(line.text) > 2 * _WIDE or len(taken) == _MOST_LINES:
            break
        taken.append(line.text)
        gap = False
    return taken
