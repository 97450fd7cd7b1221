"""Small papers with real content: the text of a letterhead, as .txt or as .docx."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from dtiscore.evidence.learnt import Document, Learnt
from dtiscore.evidence.paper import Paper, Verdict

if TYPE_CHECKING:
    from datetime import date


def letter(  # noqa: PLR0913 - each of them may be wrong in a test
    number: str = "118/TB-SGTVT",
    day: str = "ngày 07 tháng 11 năm 2023",
    name: str = "THÔNG BÁO",
    subject: str = "Kết luận cuộc họp chuyển đổi số",
    issuer: str = "SỞ GIAO THÔNG VẬN TẢI",
    *,
    above: str = "UBND TỈNH ĐẮK NÔNG",
    head: str = "",
    body: str = "Nội dung họp.",
) -> str:
    """The text of a paper as Nghị định 30/2020/NĐ-CP lays it out."""
    return f"""{head}{above}\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
{issuer}\tĐộc lập - Tự do - Hạnh phúc

Số: {number}\tĐắk Nông, {day}

{name}
{subject}

{body}

Nơi nhận:\tGIÁM ĐỐC
- Như trên;
"""


def txt(**said: Any) -> bytes:
    """The paper as a text file."""
    return letter(**said).encode()


def docx(text: str, *, macro: bool = False) -> bytes:
    """The least that is a Word file."""
    lines = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>{escape(line)}</w:t></w:r></w:p>"
        for line in text.splitlines()
    )
    space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    parts = {
        "[Content_Types].xml": f"<Types xmlns='{kinds}'><Override PartName='/word/document.xml'"
        f" ContentType='{main}'/></Types>",
        "_rels/.rels": f"<Relationships xmlns='{rels}'><Relationship Id='r' Type='{office}'"
        " Target='word/document.xml'/></Relationships>",
        "word/document.xml": f"<w:document {space}><w:body>{lines}</w:body></w:document>",
    }
    if macro:
        parts["word/vbaProject.bin"] = "x"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def read(
    name: str = "a.pdf",
    kind: str | None = "TB",
    day: date | None = None,
    *,
    sha: str = "1",
    criterion: str = "1.1",
    learnt: Learnt | None = None,
    **said: Any,
) -> Paper:
    """A paper of which everything was read, in memory; ``sha`` stands for its bytes."""
    content = learnt or Learnt(sha * 64, 10, "application/pdf", 1, (), Document())
    paper = Paper(
        f"evidence/2023/{criterion}/{name}", criterion, type=kind, date=day, learnt=content
    )
    return paper._replace(**said)


__all__ = ["Paper", "Verdict", "docx", "letter", "read", "txt"]
