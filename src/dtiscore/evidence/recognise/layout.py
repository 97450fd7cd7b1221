"""A paper's text as lines, the motto and the place and date taken out of its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.evidence.recognise.day import DayFound, find_days
from dtiscore.evidence.recognise.letters import Twin, clean, ends, flat, twin
from dtiscore.evidence.recognise.stamps import without_stamps

if TYPE_CHECKING:
    from collections.abc import Iterator


class Part(StrEnum):
    """What a line is."""

    TEXT = "text"
    MOTTO = "motto"
    DAY = "day"
    RULE = "rule"
    BLANK = "blank"
    PAGE = "page"


class Line(NamedTuple):
    """One line of one column: its text, the same without accents, and what it is."""

    text: str
    flat: str
    part: Part = Part.TEXT


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a paper.

    Attributes:
        lines: in the order of the text; columns and table cells are lines of their own.
        days: the places and dates taken out, one for each line that is a DAY.
        body: the number of the line where the letterhead and the subject are over.
        running: the whole text, as it was written, for what stands in its sentences.
    """

    lines: tuple[Line, ...]
    days: tuple[DayFound, ...]
    body: int
    running: Twin


_MOTTO_MARK, _DAY_MARK, _HALF_MARK = "\x01", "\x02", "\x03"
_GAP = r"\s{1,6}"
_MOTTO = re.compile(
    rf"CONG{_GAP}HOA{_GAP}X[Aa]?\s{{0,6}}HOI(?P<rest>{_GAP}CHU"
    rf"(?:{_GAP}NGHIA(?:{_GAP}VIET(?:{_GAP}NAM)?)?)?)?"
    rf"|CHU{_GAP}NGHIA{_GAP}VIET{_GAP}NAM|DANG{_GAP}CONG{_GAP}SAN{_GAP}VIET{_GAP}NAM"
    rf"|(?i:Doc{_GAP}lap\s{{0,4}}[-.]?\s{{0,4}}Tu{_GAP}do\s{{0,4}}[-.]?\s{{0,4}}Hanh{_GAP}phuc)"
)
_MOTTO_LINE = re.compile(r"(?i)cong hoa xa hoi chu nghia viet nam|dang cong san viet nam")
_MOTTO_END = re.compile(r"(?:^|(?<= ))(?:NGHIA )?VIET NAM$")
_REST_WITHIN = 4
_RULE = re.compile(r"[-_=*.~|\s]{1,200}")
_PAGE_NUMBER = re.compile(
    r"(?i)(?:trang\s?)?-?\s?[0-9]{1,3}\s?-?|(?:trang\s?)?[0-9]{1,3}\s?/\s?[0-9]{1,3}"
)
_COLUMNS = re.compile(r"\t|\s{3,}")
_BODY = re.compile(
    r"(?i:can cu|kinh gui|xet de nghi|xet to trinh|theo de nghi|hom nay|dieu 1\b|chuong i\b"
    r"|noi nhan|phan (?:i|1|thu nhat)\b)|Thuc hien |(?:I|1|A)\s?(?:[.)]|[-/]\s)\s?(?=[A-Z])"
)
_SENTENCE, _PARAGRAPH = 50, 180
_LEAST = 3


def read_layout(text: str) -> Layout:
    """The lines of ``text``, which may be any text at all."""
    running = twin(clean(ends(text)))
    marked = without_stamps(_without_mottos(running))
    days = find_days(marked)
    marked = marked.cut((*day.span, f"\n{_DAY_MARK}\n") for day in days)
    lines = tuple(_mottos_ended(list(_lines(marked))))
    return Layout(lines, days, _body(lines), running)


def _without_mottos(text: Twin) -> Twin:
    """``text`` with a line for each motto; the end of one may stand below, in another row."""
    spans = []
    for found in _MOTTO.finditer(text.flat):
        half = found["rest"] is not None and not found[0].endswith("NAM")
        spans.append((*found.span(), f"\n{_HALF_MARK if half else _MOTTO_MARK}\n"))
    return text.cut(spans)


def _mottos_ended(lines: list[Line]) -> list[Line]:
    """The lines, without the end of a motto whose beginning stands in a row above."""
    halves = [place for place, line in enumerate(lines) if line.text == _HALF_MARK]
    for half in halves:
        rows = range(half + 1, min(half + 1 + _REST_WITHIN, len(lines)))
        found = [(place, _MOTTO_END.search(lines[place].flat)) for place in rows]
        ends = [(rest.start() > 0, place, rest.start()) for place, rest in found if rest]
        if ends:
            _, place, start = min(ends)
            text = lines[place].text[:start].rstrip()
            lines[place] = Line(text, flat(text), Part.TEXT if text else Part.MOTTO)
    return lines


def _lines(text: Twin) -> Iterator[Line]:
    pages = zip(text.text.split("\f"), text.flat.split("\f"), strict=True)
    for page, (content, bare) in enumerate(pages):
        if page:
            yield Line("", "", Part.PAGE)
        for row, bare_row in zip(content.split("\n"), bare.split("\n"), strict=True):
            yield from _cells(row, bare_row)


def _cells(row: str, bare: str) -> Iterator[Line]:
    """The cells of a row that are not empty; an empty row is one blank line."""
    if _COLUMNS.search(row) is None:
        cell, plain = " ".join(row.split()), " ".join(bare.split())
        yield Line(cell, plain, _part(cell, plain))
        return
    pairs = zip(_COLUMNS.split(row), _COLUMNS.split(bare), strict=True)
    cells = [(" ".join(cell.split()), " ".join(plain.split())) for cell, plain in pairs]
    filled = [(cell, plain) for cell, plain in cells if cell]
    for cell, plain in filled or cells[:1]:
        yield Line(cell, plain, _part(cell, plain))


def _part(cell: str, plain: str) -> Part:
    if not cell:
        return Part.BLANK
    if cell in {_MOTTO_MARK, _HALF_MARK} or (
        len(cell) < _SENTENCE and _MOTTO_LINE.fullmatch(plain)
    ):
        return Part.MOTTO
    if cell == _DAY_MARK:
        return Part.DAY
    if _RULE.fullmatch(cell):
        return Part.RULE
    return Part.BLANK if _PAGE_NUMBER.fullmatch(cell) else Part.TEXT


def _body(lines: tuple[Line, ...]) -> int:
    for place, line in enumerate(lines):
        if line.part is Part.PAGE and place > _LEAST:
            return place
        if line.part is not Part.TEXT:
            continue
        sentence = len(line.text) > _SENTENCE and line.text.endswith((".", ";"))
        if (place and _BODY.match(line.flat)) or (
            (sentence or len(line.text) > _PARAGRAPH) and not line.text.isupper()
        ):
            return place
    return len(lines)
