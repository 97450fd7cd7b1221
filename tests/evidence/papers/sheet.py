"""A paper as lines in blocks, before any file format places them."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from paper_spec import Dirt
from phrases import MANY_RECEIVERS, RECEIVERS
from sheet_text import body_of, signature_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from paper_spec import Paper

_HARD = "\u00a0"
STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
_FIRST_MONTHS = 2


class Sheet(NamedTuple):
    """The blocks of a paper; each text is one line unless the column is too narrow for it.

    Attributes:
        above: marks and stamps over the letterhead.
        left, right: the names at the top of the letterhead, with typed rules.
        number, date: the lines below them; ``about`` is a letter's subject below its number.
        title: the type in capitals, then the subject.
        body: paragraphs; those in capitals stand in the middle.
        receivers: the list at the bottom left, or the other side's signature.
        signature: from the authority down to the name.
        annex: the pages after.
    """

    above: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    number: tuple[str, ...]
    date: tuple[str, ...]
    about: tuple[str, ...]
    title: tuple[str, ...]
    body: tuple[str, ...]
    receivers: tuple[str, ...]
    signature: tuple[str, ...]
    annex: tuple[str, ...]

    def each(self, change: Callable[[str], str]) -> Sheet:
        """The same with every line changed."""
        return Sheet(*(tuple(change(line) for line in block) for block in self))


def sheet_of(paper: Paper) -> Sheet:
    """Lay a paper out, its dirt included."""
    subject = _subject(paper)
    letter = paper.kind.abbreviation == "CV"
    other, signature = signature_of(paper)
    sheet = Sheet(
        above=_above(paper),
        left=_left(paper),
        right=_right(paper),
        number=_number(paper),
        date=() if paper.minutes or paper.annexed else (date_line(paper),),
        about=subject if letter else (),
        title=() if letter else _title(paper, subject),
        body=body_of(paper),
        receivers=other or _receivers(paper),
        signature=signature,
        annex=_annex(paper),
    )
    if Dirt.APART in paper.dirt:
        return sheet.each(lambda line: unicodedata.normalize("NFD", line))
    return sheet


def _above(paper: Paper) -> tuple[str, ...]:
    lines = []
    if Dirt.DRAFT_ABOVE in paper.dirt:
        lines.append("DỰ THẢO" if paper.seed % 2 else "DỰ THẢO LẦN 2")
    if Dirt.INCOMING_STAMP in paper.dirt:
        lines += ["VĂN PHÒNG ĐIỆN TỬ", "ĐẾN Số: 4321", "Ngày: 28/11/2025", "Chuyển: ........"]
    if Dirt.SIGNED_BOX in paper.dirt:
        lines += [f"Người ký: {paper.issuer.name}", "Thời gian ký: 27.11.2025 16:02:11 +07:00"]
    return tuple(lines)


def _left(paper: Paper) -> tuple[str, ...]:
    rule = ("-------",) if Dirt.DASHES in paper.dirt else ("*",) if paper.issuer.party else ()
    return (*paper.issuer.superior, *paper.issuer.lines, *rule)


def _right(paper: Paper) -> tuple[str, ...]:
    if paper.issuer.party:
        return (PARTY,)
    return (*STATE, "---------------") if Dirt.DASHES in paper.dirt else STATE


def _title(paper: Paper, subject: tuple[str, ...]) -> tuple[str, ...]:
    title = paper.kind.titles[paper.seed % len(paper.kind.titles)]
    if not paper.annexed:
        return (title, *subject)
    day = paper.on
    note = (
        f"(Ban hành kèm theo Quyết định số {paper.written_number}/QĐ-{paper.issuer.code} ngày"
        f" {day.day:02} tháng {day.month:02} năm {day.year} của {paper.issuer.name})"
    )
    return (title, *subject, note)


def _subject(paper: Paper) -> tuple[str, ...]:
    if not paper.subject:
        return ()
    subject = paper.subject.upper() if Dirt.CAPITALS in paper.dirt else paper.subject
    if Dirt.BROKEN_SUBJECT in paper.dirt:
        return tuple(textwrap.wrap(subject, 34, break_on_hyphens=False))
    return (subject,)


def _number(paper: Paper) -> tuple[str, ...]:
    if paper.labels.symbol is None:
        return ()
    below = ("(Dự thảo lần 2)",) if Dirt.DRAFT_BELOW in paper.dirt else ()
    return (number_line(paper), *below)


def number_line(paper: Paper) -> str:
    """``Số: 05/KH-SGTVT``, as untidy as the paper is."""
    dirt = paper.dirt
    symbol = paper.labels.symbol or ""
    if Dirt.PLAIN_D in dirt:
        symbol = symbol.replace("Đ", "D", 1)  # the type's: what bodies write, no rule can know
    if Dirt.EN_DASH in dirt:
        symbol = symbol.replace("-", "–")
    if Dirt.BLANK_AFTER_DASH in dirt:
        symbol = symbol.replace("-", "- ", 1)
    number = "      " if Dirt.HAND_NUMBER in dirt else paper.written_number
    slash = " /" if Dirt.BLANK_BEFORE_SLASH in dirt else "/"
    if paper.issuer.party:
        slash = "-"
    return f"{_word(paper)}{number}{slash}{symbol}"


def _word(paper: Paper) -> str:
    words = {
        Dirt.NO_BLANK: "Số:",
        Dirt.TWO_BLANKS: "Số:  ",
        Dirt.NO_COLON: "Số ",
        Dirt.BLANK_BEFORE_COLON: "Số : ",
        Dirt.HARD_BLANKS: f"Số:{_HARD}",
    }
    usual = "Số " if paper.issuer.party else "Số: "
    return next((word for dirt, word in words.items() if dirt in paper.dirt), usual)


def date_line(paper: Paper) -> str:
    """``Đắk Nông, ngày 05 tháng 4 năm 2024``, as untidy as the paper is."""
    on, dirt, place = paper.on, paper.dirt, paper.issuer.place
    day, month = _day(on), _month(on)
    if Dirt.ZEROS in dirt:
        month = f"{on.month:02}"
    if Dirt.NO_ZEROS in dirt:
        day, month = str(on.day), str(on.month)
    if Dirt.HAND_DATE in dirt:
        gap = "…" if paper.seed % 2 else "     "
        return f"{place}, ngày {gap} tháng {gap} năm {on.year}"
    if Dirt.SLASHES in dirt:
        return f"{place}, ngày {day}/{month}/{on.year}"
    if Dirt.STRAY_BLANKS in dirt:
        return f"{place} , ngày  {day}  tháng {month}   năm  {on.year}"
    if Dirt.CAPITAL_DAY in dirt:
        return f"{place}, Ngày {day} Tháng {month} Năm {on.year}"
    line = f"{place}, ngày {day} tháng {month} năm {on.year}"
    return line.replace(" ", _HARD) if Dirt.HARD_BLANKS in dirt else line


def _day(on: date) -> str:
    return f"{on.day:02}"


def _month(on: date) -> str:
    return f"{on.month:02}" if on.month <= _FIRST_MONTHS else str(on.month)


def _receivers(paper: Paper) -> tuple[str, ...]:
    if paper.annexed:
        return ()
    many = Dirt.MANY_RECEIVERS in paper.dirt
    return ("Nơi nhận:", *(MANY_RECEIVERS if many else RECEIVERS))


def _annex(paper: Paper) -> tuple[str, ...]:
    if Dirt.ANNEX not in paper.dirt:
        return ()
    return (
        "PHỤ LỤC",
        "DANH MỤC NHIỆM VỤ",
        (
            f"(Kèm theo {paper.kind.name} số {paper.written_number}/{paper.labels.symbol} ngày"
            f" {_day(paper.on)}/{_month(paper.on)}/{paper.on.year} của {paper.issuer.name})"
        ),
        "1. Rà soát danh mục theo Quyết định số 88/QĐ-UBND ngày 02/3/2022.",
        "2. Lập báo cáo theo mẫu; đơn vị chủ trì: Văn phòng.",
        "GHI CHÚ: biểu mẫu gửi qua hệ thống.",
    )
