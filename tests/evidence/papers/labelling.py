"""The labels of a paper, out of what is chosen for it and not out of how it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paper_kinds import TOPICS
from paper_spec import Dirt, Form, Issuer, Kind, Paper

from dtiscore.evidence.learnt import Document

if TYPE_CHECKING:
    from datetime import date

UNITS = ("VX", "THH", "VP", "KSTT", "CNXD", "HCTC", "QLVT", "NC")
_LEADERS = ("CHỦ TỌA", "CHỦ TRÌ", "TRƯỞNG ĐOÀN")
_TAIL = (
    ", giai đoạn 2024 - 2025, định hướng đến năm 2030 của cơ quan và các đơn vị trực thuộc"
    " theo chỉ đạo của cấp trên"
)
_PROXY = "TRƯỞNG PHÒNG KẾ HOẠCH - TÀI CHÍNH"
_CONTRACTS = ("HĐ", "BTT", "BGN")
_DRAFTS = (Dirt.DRAFT_ABOVE, Dirt.DRAFT_BELOW)


def symbol_of(kind: Kind, issuer: Issuer, seed: int) -> str | None:
    """What usually stands behind the number."""
    if kind.abbreviation is None:
        return None
    if kind.abbreviation == "CV":
        return f"{issuer.code}-{UNITS[seed % len(UNITS)]}"
    return f"{kind.abbreviation}{'/' if issuer.party else '-'}{issuer.code}"


def subject_of(kind: Kind, on: date, seed: int, *, long: bool = False) -> str:
    """What the paper is about; empty where a form has no such line."""
    if not kind.subjects:
        return ""
    pattern = kind.subjects[seed % len(kind.subjects)]
    subject = pattern.format(topic=TOPICS[seed % len(TOPICS)], year=on.year)
    return subject + _TAIL if long else subject


def post_of(kind: Kind, issuer: Issuer, form: Form, seed: int) -> str:
    """The post of the person who signs."""
    if kind.abbreviation == "BB":
        return _LEADERS[seed % len(_LEADERS)]
    if kind.abbreviation in _CONTRACTS:
        return issuer.head
    posts = {
        Form.HEAD: issuer.head,
        Form.DEPUTY: issuer.deputy,
        Form.BY_ORDER: issuer.office,
        Form.BY_ORDER_DEPUTY: f"PHÓ {issuer.office}",
        Form.BY_PROXY: _PROXY,
        Form.ACTING: f"Q. {issuer.head}",
    }
    return posts[form]


def with_two_parties(kind: Kind) -> bool:
    """Two sides sign it."""
    return kind.abbreviation in _CONTRACTS


def labelled(paper: Paper, symbol: str | None = None) -> Document:
    """The labels of ``paper``; the symbol that is usual unless another is given."""
    kind, issuer = paper.kind, paper.issuer
    own = kind.abbreviation is not None and not paper.annexed
    by_hand = Dirt.HAND_NUMBER in paper.dirt
    dated = not paper.annexed and Dirt.HAND_DATE not in paper.dirt
    placed = not paper.annexed and not paper.minutes
    return Document(
        number=paper.written_number if own and not by_hand else None,
        symbol=(symbol or symbol_of(kind, issuer, paper.seed)) if own else None,
        type=kind.abbreviation,
        issuer=issuer.name,
        place=issuer.place if placed else None,
        date=paper.on if dated else None,
        subject=paper.subject.removeprefix("V/v").lstrip(": ") or None,
        signer_post=post_of(kind, issuer, paper.form, paper.seed),
        draft=any(mark in paper.dirt for mark in _DRAFTS),
    )


def usable(dirt: tuple[Dirt, ...], kind: Kind, symbol: str | None) -> tuple[Dirt, ...]:
    """The dirt that such a paper can have."""
    unfit: set[Dirt] = set()
    if symbol is None or "Đ" not in (kind.abbreviation or ""):
        unfit.add(Dirt.PLAIN_D)
    if symbol is None:
        unfit |= {Dirt.HAND_NUMBER, Dirt.ANNEX}
    if not kind.subjects:
        unfit |= {Dirt.LONG_SUBJECT, Dirt.BROKEN_SUBJECT, Dirt.CAPITALS}
    if kind.abbreviation == "BB":
        unfit |= {Dirt.HAND_DATE, Dirt.SLASHES}
    return tuple(mark for mark in dirt if mark not in unfit)
