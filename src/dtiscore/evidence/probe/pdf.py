"""PDF files: pages, password, programs, and the text of the first and the last pages."""

from __future__ import annotations

import contextlib
import ctypes
import re
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.evidence.learnt import Fault, Probed
from dtiscore.evidence.probe import limits
from dtiscore.evidence.probe.flow import clean, shortened
from dtiscore.evidence.probe.limits import Faulty, open_regular, read_whole
from dtiscore.evidence.probe.pdf_programs import carries_a_program
from dtiscore.evidence.probe.position import in_position

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEDIA_TYPE = "application/pdf"
HEADER_WITHIN = 1_024

_WRONG_PASSWORD, _UNKNOWN_SECURITY = 4, 5
_LETTERS = 20
_PAGE_CHARACTERS = limits.TEXT_HEAD + limits.TEXT_TAIL
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})")


class _Read(NamedTuple):
    pages: int
    text: str


def probe_pdf(data: bytes) -> Probed:
    """What a PDF file's bytes tell."""
    faults = [Fault.MACRO] if carries_a_program(data) else []
    cut_off = _is_cut_off(data)
    try:
        read = _read(data, by_position=False)
    except Faulty as found:
        fault = found.fault
        if fault is Fault.UNREADABLE and (cut_off or b"%%EOF" not in data[-HEADER_WITHIN:]):
            fault = Fault.TRUNCATED
        return Probed(MEDIA_TYPE, None, (*faults, fault))
    if cut_off:
        faults.append(Fault.TRUNCATED)
    if not has_letters(read.text):
        return Probed(MEDIA_TYPE, read.pages, (*faults, Fault.SCAN))
    return Probed(MEDIA_TYPE, read.pages, tuple(faults), read.text)


def pdf_text(source: Path | bytes, *, by_position: bool = False) -> str:
    """The text of the first and the last pages; none where it cannot be read.

    As the file's writer ordered it, or, ``by_position``, as it stands on the page: writers that
    change the font inside a word leave its letters out of order, and columns that stand side by
    side come one after the other. By position, a tab stands between columns.
    """
    try:
        data = source if isinstance(source, bytes) else _bytes_of(source)
        return _read(data, by_position=by_position).text
    except (Faulty, OSError):
        return ""


def has_letters(text: str) -> bool:
    """Whether a text has more letters than a stamp or a page number that lies on a scan."""
    found = 0
    for character in text:
        found += character.isalpha()
        if found >= _LETTERS:
            return True
    return False


def _bytes_of(path: Path) -> bytes:
    with open_regular(path) as stream:
        return read_whole(stream)


def _is_cut_off(data: bytes) -> bool:
    if b"%%EOF" not in data and b"startxref" not in data:
        return True
    linearized = _LINEARIZED.search(data, 0, HEADER_WITHIN)
    return linearized is not None and int(linearized[1]) > len(data)


def _read(data: bytes, *, by_position: bool) -> _Read:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - only child processes need it

    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in {_WRONG_PASSWORD, _UNKNOWN_SECURITY}
        raise Faulty(Fault.ENCRYPTED if locked else Fault.UNREADABLE)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        texts = list(_texts(document, count, by_position=by_position))
    finally:
        pdfium.FPDF_CloseDocument(document)
    if all(text is None for text in texts):
        raise Faulty(Fault.UNREADABLE)
    return _Read(count, shortened(clean("\f".join(text or "" for text in texts))))


def _texts(document: object, count: int, *, by_position: bool) -> Iterator[str | None]:
    """The texts of the pages read; None for a page that is not there, or broken."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    if not 0 < count <= limits.PAGE_COUNT:
        return
    head, tail = range(min(count, limits.PAGES_HEAD)), range(count)[-limits.PAGES_TAIL :]
    for number in sorted({*head, *tail}):
        page = pdfium.FPDF_LoadPage(document, number)
        text_page = pdfium.FPDFText_LoadPage(page) if page else None
        try:
            if not text_page:
                yield None
            else:
                yield in_position(text_page) if by_position else _as_written(text_page)
        finally:
            if text_page:
                pdfium.FPDFText_ClosePage(text_page)
            if page:
                pdfium.FPDF_ClosePage(page)


def _as_written(text_page: object) -> str:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    count = min(pdfium.FPDFText_CountChars(text_page), _PAGE_CHARACTERS)
    if count <= 0:
        return ""
    # A character outside the first plane takes two units.
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    units = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    return bytes(memoryview(buffer)[: max(units - 1, 0)]).decode("utf-16-le", "replace")


def prepare() -> None:
    """Load the library, so that the first file does not pay for it.

    Where it is missing or broken each PDF file says so, and other files are read all the same.
    """
    with contextlib.suppress(Exception):
        import pypdfium2.raw  # noqa: F401, PLC0415
