"""What was learnt of a file from its bytes alone, whatever its name and place say.

It depends on nothing but the content, so the cache keeps it by the content's hash.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Fault(StrEnum):
    """What is wrong with a file's bytes."""

    EMPTY = "empty"
    TRUNCATED = "truncated"
    """It begins as a file of its kind, and ends too early."""
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    """A password is needed to read it."""
    MACRO = "macro"
    """It carries a program that would run when opened."""
    TOO_LARGE = "too-large"
    ARCHIVE_BOMB = "archive-bomb"
    """It would unpack to far more than it is."""
    TOO_SLOW = "too-slow"
    """Reading it took longer, or more memory, than any paper may take."""
    SCAN = "scan-without-text"
    """A picture of a paper: nothing in it can be read as text."""


class Citation(NamedTuple):
    """Another document that the text names: ``Kế hoạch số 05/KH-SGTVT ngày 30/1/2024``."""

    number: str
    symbol: str
    date: date | None = None


class Document(NamedTuple):
    """What an administrative document says of itself (Nghị định 30/2020/NĐ-CP, Phụ lục I).

    Attributes:
        number: as written, without blanks: ``05``, ``02b``.
        symbol: without the number, dirt mended: ``KH-SGTVT``, ``UBND-VX``, ``2020/NĐ-CP``.
        type: the abbreviation of the decree (``KH``); ``CV`` for an official letter.
        issuer: the issuing body as the letterhead names it: ``Sở Giao thông vận tải``.
        place: where it was issued: ``Đắk Nông``.
        date: the day it was issued.
        subject: *trích yếu nội dung*, one line.
        signer_post: the signer's post (``GIÁM ĐỐC``), never the person's name.
        draft: it calls itself a draft (``DỰ THẢO``).
        cited: the other documents its text names.
    """

    number: str | None = None
    symbol: str | None = None
    type: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: date | None = None
    subject: str | None = None
    signer_post: str | None = None
    draft: bool = False
    cited: tuple[Citation, ...] = ()


class Probed(NamedTuple):
    """What opening a file tells: its true kind, its pages, what is wrong with it, its text.

    ``text`` is that of the first and the last pages: lines end in a line feed, pages in a form
    feed, table cells and tab stops stand between tabs. It is empty where none can be read.
    """

    media_type: str | None = None
    pages: int | None = None
    faults: tuple[Fault, ...] = ()
    text: str = ""


class Learnt(NamedTuple):
    """Everything worth keeping of a file's content."""

    sha256: str
    size: int
    media_type: str | None = None
    pages: int | None = None
    faults: tuple[Fault, ...] = ()
    document: Document = Document()
