"""The signer's post: the last line in capitals over the signature, never a person's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.evidence.recognise.layout import Part
from dtiscore.evidence.recognise.letters import flat
from dtiscore.evidence.recognise.posts import unit_end

if TYPE_CHECKING:
    from dtiscore.evidence.recognise.layout import Layout, Line

_HEADS = (
    *("GIAM DOC", "TONG GIAM DOC", "CHU TICH", "CUC TRUONG", "TONG CUC TRUONG", "CHI CUC TRUONG"),
    *("VU TRUONG", "VIEN TRUONG", "HIEU TRUONG", "TRUONG PHONG", "TRUONG BAN", "TRUONG DOAN"),
    *("CHANH VAN PHONG", "CHANH THANH TRA", "BI THU", "TO TRUONG", "DOI TRUONG", "TRAM TRUONG"),
    *("CHU NHIEM", "THU TUONG", "TRUONG KHOA", "HAT TRUONG", "TONG THANH TRA", "CONG CHUC"),
    *("TRUONG CONG AN", "TRUONG TRAM", "TRUONG THON", "TRUONG BO MON", "CHI HUY TRUONG"),
)
_OTHERS = (
    *("BO TRUONG", "THU TRUONG CO QUAN", "THU TRUONG", "TO PHO", "KE TOAN TRUONG", "THU KY"),
    *("CHU TRI", "CHU TOA", "TONG BI THU", "THUONG TRUC", "UY VIEN", "VIEN PHO"),
)
_POST = re.compile(
    r"(?<![A-Za-z])(?P<lead>(?:KT|TL|TM|TUQ|T/M|T/L|K/T)\s?\.?\s?)?"
    r"(?P<post>(?:Q\.\s?|QUYEN )?(?:"
    rf"(?:PHO )?(?:{'|'.join(sorted(_HEADS, key=len, reverse=True))})"
    rf"|{'|'.join(_OTHERS)}))(?![A-Za-z])"
)
_CAPITALS = re.compile("[A-Z]{2}")
_SENT_TO = re.compile(r"(?i)noi nhan\b")
_BEFORE, _AFTER, _TOGETHER = 14, 30, 5
_LONGEST = 200
_WRAPPED = 3
_CLERK = "THU KY"


class _Post(NamedTuple):
    line: int
    words: str


def signer_post(layout: Layout) -> str | None:
    """The post under which the paper is signed: ``PHÓ GIÁM ĐỐC`` below ``KT. GIÁM ĐỐC``."""
    posts = _posts(layout)
    sent = [
        place
        for place, line in enumerate(layout.lines)
        if line.part is Part.TEXT and _SENT_TO.match(line.flat)
    ]
    if sent:
        first, last = sent[0] - _BEFORE, sent[0] + _AFTER
        posts = [post for post in posts if first <= post.line <= last]
    return _last(posts)


def _posts(layout: Layout) -> list[_Post]:
    """The posts in capitals below the letterhead, in order."""
    body = layout.lines[layout.body : layout.body + 1]
    start = layout.body if body else 0
    if body and _SENT_TO.match(body[0].flat):
        start = max(start - _BEFORE, 0)
    found = []
    for place, line in enumerate(layout.lines[start:], start):
        short = line.part is Part.TEXT and len(line.text) <= _LONGEST
        words = _at_end(line, layout, place) if short else None
        if words is not None:
            found.append(_Post(place, words))
    return found


def _below(layout: Layout, place: int) -> str:
    """The next line in capitals; what is sent to whom may stand beside the post."""
    for line in layout.lines[place + 1 : place + 1 + _WRAPPED]:
        if line.part is Part.TEXT and line.text.isupper() and len(line.text) <= _LONGEST:
            return line.text
        if line.part is Part.PAGE or (line.part is Part.TEXT and not line.text.startswith("-")):
            break
    return ""


def _at_end(line: Line, layout: Layout, place: int) -> str | None:
    """The post that ends a line, or that only a name follows; not the one signed for (``KT.``)."""
    if _CAPITALS.search(line.flat) is None:
        return None
    found = list(_POST.finditer(line.flat))
    if not found or found[-1]["lead"]:
        return None
    start, end = found[-1].span("post")
    rest, below = line.text[end:], _below(layout, place)
    size = unit_end(rest, below)
    after = rest[size:].strip(" ,.:;()-")
    if after and not (after.isupper() or after.istitle()):
        return None
    return " ".join(f"{line.text[start:end]}{f'{rest} {below}'[:size]}".split())


def _last(posts: list[_Post]) -> str | None:
    """The last post of the last block; the chair's of minutes, not the clerk's."""
    block: list[_Post] = []
    for post in reversed(posts):
        if block and block[-1].line - post.line > _TOGETHER:
            break
        block.append(post)
    heads = [post for post in block if not flat(post.words).startswith(_CLERK)]
    return next((post.words for post in heads or block), None)
