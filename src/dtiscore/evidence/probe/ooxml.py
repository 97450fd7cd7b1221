"""Office files that are zip archives: Word, Excel, PowerPoint, OpenDocument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.evidence.learnt import Fault, Probed
from dtiscore.evidence.probe import limits, odf, sheets, wordml
from dtiscore.evidence.probe.archive import Archive
from dtiscore.evidence.probe.flow import Flow, clean, shortened
from dtiscore.evidence.probe.limits import Faulty

if TYPE_CHECKING:
    from collections.abc import Callable

ZIP = "application/zip"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{_OFFICE}wordprocessingml.document"
XLSX = f"{_OFFICE}spreadsheetml.sheet"
PPTX = f"{_OFFICE}presentationml.presentation"
_ODF = "application/vnd.oasis.opendocument."

_CONTENT_TYPES = "[Content_Types].xml"
_MAIN_PARTS = (
    (b"wordprocessingml.document.main", DOCX),
    (b"wordprocessingml.template.main", f"{_OFFICE}wordprocessingml.template"),
    (b"spreadsheetml.sheet.main", XLSX),
    (b"spreadsheetml.template.main", f"{_OFFICE}spreadsheetml.template"),
    (b"presentationml.presentation.main", PPTX),
    (b"presentationml.slideshow.main", f"{_OFFICE}presentationml.slideshow"),
    (b"ms-word.document.macroEnabled", "application/vnd.ms-word.document.macroEnabled.12"),
    (b"ms-word.template.macroEnabled", "application/vnd.ms-word.template.macroEnabled.12"),
    (b"ms-excel.sheet.macroEnabled", "application/vnd.ms-excel.sheet.macroEnabled.12"),
    (b"ms-excel.sheet.binary", "application/vnd.ms-excel.sheet.binary.macroEnabled.12"),
    (
        b"ms-powerpoint.presentation.macroEnabled",
        "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
    ),
)
_PROGRAMS = ("vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")
_MANIFEST_BYTES = 1 << 20


def media_type_of(archive: Archive) -> str:
    """What an archive is, by what it says it contains.

    Raises:
        Faulty: the part that says so is broken.
    """
    if _CONTENT_TYPES in archive:
        said = archive.read(_CONTENT_TYPES, _MANIFEST_BYTES)
        return next((media_type for part, media_type in _MAIN_PARTS if part in said), ZIP)
    if "mimetype" in archive:
        said = archive.read("mimetype", 200)[:200].strip()
        if said.startswith(_ODF.encode()) and said[len(_ODF) :].replace(b"-", b"").isalpha():
            return said.decode("ascii")
    return ZIP


def probe_zip(data: bytes) -> Probed:
    """What a zip archive is, and the text where it is an office file."""
    media_type = ZIP
    faults: list[Fault] = []
    try:
        archive = Archive(data)
        media_type = media_type_of(archive)
        if media_type == ZIP:
            return Probed(ZIP)
        archive.look_into_embedded()
        if _carries_a_program(archive, media_type):
            faults.append(Fault.MACRO)
        if b"encryption-data" in archive.read("META-INF/manifest.xml", _MANIFEST_BYTES):
            return Probed(media_type, None, (*faults, Fault.ENCRYPTED))
        pages, text = _reader(media_type)(archive)
    except Faulty as found:
        return Probed(media_type, None, (*faults, found.fault))
    return Probed(media_type, pages, tuple(faults), text)


def _carries_a_program(archive: Archive, media_type: str) -> bool:
    if "macroEnabled" in media_type:
        return True
    folded = [name.casefold() for name in archive.names()]
    # The folders' names are OpenDocument's; elsewhere they would mean nothing.
    odf_only = () if media_type.startswith(_ODF) else ("basic/", "scripts/")
    marks = tuple(mark for mark in _PROGRAMS if mark not in odf_only)
    return any(name.startswith(marks) or name.endswith("vbaproject.bin") for name in folded)


def _reader(media_type: str) -> Callable[[Archive], tuple[int | None, str]]:
    if "word" in media_type:
        return _word
    if "ms-excel.sheet.binary" in media_type:
        return lambda _archive: (None, "")
    if "excel" in media_type or "spreadsheetml" in media_type:
        return lambda archive: (None, shortened(clean(sheets.workbook_text(archive))))
    if media_type.startswith(_ODF):
        return _open_document
    return _slides


def _word(archive: Archive) -> tuple[int | None, str]:
    flow = Flow()
    headers = sorted(name for name in archive.names() if name.startswith("word/header"))
    for name in [name for name in headers if name.endswith(".xml")][: limits.PAGES_HEAD]:
        wordml.read_part(archive.chunks(name), flow)
    if "word/document.xml" not in archive:
        raise Faulty(Fault.UNREADABLE)
    wordml.read_part(archive.chunks("word/document.xml"), flow)
    said = archive.read("docProps/app.xml", _MANIFEST_BYTES)
    _, _, rest = said.partition(b"<Pages>")
    return _as_count(rest.partition(b"</Pages>")[0][:10].decode("ascii", "replace")), flow.result()


def _slides(archive: Archive) -> tuple[int | None, str]:
    names = sheets.slides(archive)
    read = dict.fromkeys((*names[: limits.PAGES_HEAD], *names[-limits.PAGES_TAIL :]))
    text = "\f".join(sheets.slide_text(archive.chunks(name)) for name in read)
    return len(names) or None, shortened(clean(text))


def _open_document(archive: Archive) -> tuple[int | None, str]:
    if "content.xml" not in archive:
        raise Faulty(Fault.UNREADABLE)
    flow = Flow()
    odf.read_content(archive.chunks("content.xml"), flow)
    said = odf.page_count(archive.chunks("meta.xml")) if "meta.xml" in archive else None
    return _as_count(said or ""), flow.result()


def _as_count(said: str) -> int | None:
    said = said.strip()
    if not said.isascii() or not said.isdigit() or len(said) > len(str(limits.PAGE_COUNT)):
        return None
    count = int(said)
    return count if 0 < count <= limits.PAGE_COUNT else None
