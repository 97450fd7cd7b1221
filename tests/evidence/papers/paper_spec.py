"""What one labelled paper is: its labels, how it is laid out, and what is untidy about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from dtiscore.evidence.learnt import Document


class Layout(StrEnum):
    """Who writes the file, and how the letterhead stands in it."""

    DOCX_TABLE = "docx-table"
    DOCX_TABS = "docx-tabs"
    DOCX_BOXES = "docx-boxes"
    """Text boxes as Word writes them: a drawing, and the same text again for older readers."""
    DOCX_VML = "docx-vml"
    """Text boxes as files of the time before 2010 have them."""
    PDF_COLUMNS = "pdf-columns"
    """The left column of the letterhead is drawn whole before the right one."""
    PDF_ROWS = "pdf-rows"
    PDF_TWO_FONTS = "pdf-two-fonts"
    """Letters that the first font lacks come after the rest of their line."""
    OFFICE_DOCX_HTML = "office-docx-html"
    OFFICE_DOCX_TEXT = "office-docx-text"
    OFFICE_PDF = "office-pdf"
    OFFICE_PDF_TWO_FONTS = "office-pdf-two-fonts"
    HELD_OUT = "held-out"

    @property
    def suffix(self) -> str:
        """How the file's name ends."""
        return ".docx" if "docx" in self.value else ".pdf"


class Dirt(StrEnum):
    """What offices do to a paper that no rule foresees."""

    BLANK_BEFORE_SLASH = "519 /QĐ-UBND"
    BLANK_AFTER_DASH = "454/QĐ- UBND"
    PLAIN_D = "QD-UBND"
    EN_DASH = "QĐ–UBND"
    APART = "accents apart from their letters (NFD)"
    NO_BLANK = "Số:05"
    TWO_BLANKS = "Số:  05"
    NO_COLON = "Số 05"
    BLANK_BEFORE_COLON = "Số : 05"
    HARD_BLANKS = "non-breaking blanks"
    ZEROS = "005; tháng 04"
    NO_ZEROS = "ngày 5"
    HAND_NUMBER = "the number is left blank, to be written by hand"
    HAND_DATE = "the day is left blank, to be written by hand"
    STRAY_BLANKS = "ngày  05  tháng 4   năm 2024"
    CAPITAL_DAY = "Ngày 05 Tháng 4 Năm 2024"
    DRAFT_ABOVE = "DỰ THẢO above the letterhead"
    DRAFT_BELOW = "(Dự thảo lần 2) below the number"
    DATE_IN_TEXT = "a later date in the text"
    INCOMING_STAMP = "the receiving office's stamp, with a number and a date of its own"
    SIGNED_BOX = "the box of a digital signature, with the time of signing"
    LONG_SUBJECT = "a subject of two to three lines"
    BROKEN_SUBJECT = "line breaks set by hand within the subject"
    ANNEX = "an annex that cites the paper"
    DASHES = "rules typed as dashes"
    MANY_PAGES = "a text of several pages"
    CAPITALS = "the subject in capitals"
    SLASHES = "ngày 05/4/2024"
    MANY_RECEIVERS = "a long list of receivers"


class Form(StrEnum):
    """On whose behalf the signer signs."""

    HEAD = "GIÁM ĐỐC"
    DEPUTY = "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"
    BY_ORDER = "TL. GIÁM ĐỐC / CHÁNH VĂN PHÒNG"
    BY_ORDER_DEPUTY = "TL. GIÁM ĐỐC / KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG"
    BY_PROXY = "TUQ. GIÁM ĐỐC / TRƯỞNG PHÒNG"
    ACTING = "Q. GIÁM ĐỐC"


@dataclass(frozen=True)
class Issuer:
    """A body that issues papers.

    Attributes:
        name: as the label has it; ``lines`` is the same as the letterhead breaks it.
        code: its part of the symbol.
        superior: the body above it in the letterhead; may be empty.
        head, deputy, office: the posts of those who sign.
        for_all: ``TM. …`` of a body that decides as a whole; empty for an agency with one head.
    """

    name: str
    lines: tuple[str, ...]
    code: str
    place: str
    superior: tuple[str, ...] = ()
    head: str = "GIÁM ĐỐC"
    deputy: str = "PHÓ GIÁM ĐỐC"
    office: str = "CHÁNH VĂN PHÒNG"
    for_all: str = ""
    party: bool = False


@dataclass(frozen=True)
class Kind:
    """A type of paper.

    Attributes:
        abbreviation: the decree's; None where it has none and no label stands for it.
        titles: what is printed in capitals; empty for an official letter.
        subjects: ``{topic}`` and ``{year}`` are filled in; empty for a form without a subject.
        cites: it begins with the documents it rests on.
        enacts: the word in capitals between those and its articles.
        addressed: it has ``Kính gửi``.
    """

    name: str
    abbreviation: str | None
    titles: tuple[str, ...]
    subjects: tuple[str, ...]
    cites: bool = False
    enacts: str = ""
    addressed: bool = False


@dataclass(frozen=True)
class Paper:
    """One paper to draw.

    Attributes:
        name: of the file, without its ending; unique among all papers.
        labels: what a reader should find; ``cited`` stays empty.
        written_number, on: what is drawn, also where the label is None because a form hides it.
        subject: as drawn, with ``V/v`` or ``Về việc`` where the paper has it.
        seed: picks among wordings that no label depends on.
        annexed: issued with a decision that it names, without a number and a date of its own.
    """

    name: str
    kind: Kind
    issuer: Issuer
    labels: Document
    layout: Layout
    written_number: str
    on: date
    subject: str
    form: Form
    seed: int
    dirt: tuple[Dirt, ...] = ()
    annexed: bool = False

    @property
    def minutes(self) -> bool:
        """Its date stands in the text and not in the letterhead."""
        return self.kind.abbreviation == "BB"


class Drawn(NamedTuple):
    """A paper on disk."""

    path: Path
    paper: Paper
