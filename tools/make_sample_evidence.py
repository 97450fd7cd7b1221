"""The sample's proof documents: every file of ``evidence/2023/``, the same bytes each time.

    python tools/make_sample_evidence.py            write them; other files stay
    python tools/make_sample_evidence.py --check    exit 1 if one is missing or differs

What is written stands in ``sample_evidence.yaml`` beside this script, and how it looks in
``sample_documents.py``. Needs the packages of the dependency group ``samples``, whose versions
are fixed: another version may write other bytes.
"""

from __future__ import annotations

import argparse
import calendar
import hashlib
import sys
import tempfile
import unicodedata
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from sample_documents import (
    Document,
    docx_bytes,
    pdf_bytes,
    png_bytes,
    scan_bytes,
    xlsx_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
PERIOD = 2023
TARGET = ROOT / "evidence" / str(PERIOD)
PAPERS = Path(__file__).with_name("sample_evidence.yaml")
NOTES = "evidence.yaml"
_NOTES_HEAD = """\
# yaml-language-server: $schema=../../../schemas/evidence.schema.json
# Ghi chú về tài liệu kiểm chứng minh họa, do tools/make_sample_evidence.py tạo.
"""
_KINDS = {
    "TB": "THÔNG BÁO",
    "BB": "BIÊN BẢN",
    "GM": "GIẤY MỜI",
    "QĐ": "QUYẾT ĐỊNH",
    "KH": "KẾ HOẠCH",
    "BC": "BÁO CÁO",
    "QC": "QUY CHẾ",
}
_PROVINCE = "UBND TỈNH ĐẮK NÔNG"
_BODIES: Mapping[str, tuple[str | None, str]] = {
    "SGTVT": (_PROVINCE, "SỞ GIAO THÔNG VẬN TẢI"),
    "STTTT": (_PROVINCE, "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"),
    "HTXVT": (None, "HỢP TÁC XÃ VẬN TẢI MINH HỌA"),
    "CTVT": (None, "CÔNG TY VẬN TẢI MINH HỌA"),
}


class Made(NamedTuple):
    """One file: its path below its criterion's folder, its bytes, and what is noted of it."""

    path: str
    content: bytes
    note: dict[str, Any] | None = None


class Symbol(NamedTuple):
    """A symbol taken apart: ``TB`` and ``SGTVT`` of ``TB-SGTVT``; a letter has no type."""

    kind: str | None
    issuer: str

    @classmethod
    def of(cls, written: str) -> Symbol:
        """Read a symbol; ``CV`` in front marks a letter too."""
        first, second = written.split("-")[:2]
        if first in _KINDS:
            return cls(first, second)
        return cls(None, second if first == "CV" else first)


def everything() -> dict[str, bytes]:
    """Every file by its path below ``evidence/2023``."""
    wanted = yaml.safe_load(PAPERS.read_text(encoding="utf-8"))
    found: dict[str, bytes] = {}
    for criterion, said in wanted.items():
        made = [_made(paper) for paper in said.get("papers", ())]
        if "monthly" in said:
            made.extend(_monthly(said["monthly"]))
        for file in made:
            found[f"{criterion}/{file.path}"] = file.content
        notes = [{"file": file.path, **file.note} for file in made if file.note is not None]
        links = said.get("links")
        if notes or links:
            found[f"{criterion}/{NOTES}"] = _notes(notes, links)
    return dict(sorted(found.items()))


def _made(paper: dict[str, Any]) -> Made:
    ending, content = _content(paper)
    path = f"{_stem(paper)}.{ending}"
    if "slot" in paper:
        path = f"{paper['slot']}/{path}"
    if "note" not in paper:
        return Made(path, content)
    note = {**_written_on_it(paper), **paper["note"]}
    if "override" in note:
        sha256 = hashlib.sha256(content).hexdigest()
        note["override"] = {**note["override"], "sha256": sha256}
    return Made(path, content, note)


def _stem(paper: dict[str, Any]) -> str:
    """The file's name: number, symbol and date in front, where the document has a number."""
    if "number" not in paper or paper.get("scan"):
        return str(paper["name"])
    return f"{paper['number']:02}-{_plain(paper['symbol'])}_{paper['date']}_{paper['name']}"


def _plain(text: str) -> str:
    """Without accents: a name that every system and archive carries unchanged."""
    apart = unicodedata.normalize("NFD", text.replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _written_on_it(paper: dict[str, Any]) -> dict[str, Any]:
    """What the document says, for a file whose name does not say it; else its subject alone."""
    subject = {"subject": paper["subject"]}
    if _stem(paper) != paper["name"]:
        return subject
    symbol = Symbol.of(paper["symbol"])
    number = {"number": f"{paper['number']:02}"} if "number" in paper else {}
    return {
        **number,
        "symbol": paper["symbol"],
        "type": symbol.kind,
        "date": paper["date"],
        "issuer": symbol.issuer,
        **subject,
    }


def _content(paper: dict[str, Any]) -> tuple[str, bytes]:
    """The file's ending and bytes."""
    if paper.get("empty"):
        return "pdf", b""
    if "table" in paper:
        table = paper["table"]
        rows = [
            [_cell(cell, number) for cell in table["row"]] for number in range(1, table["rows"] + 1)
        ]
        return "xlsx", xlsx_bytes(table["title"], table["columns"], rows)
    if "screen" in paper:
        return "png", png_bytes(paper["screen"]["title"], paper["screen"]["lines"])
    document = _document(paper)
    if paper.get("format") == "docx":
        return "docx", docx_bytes(document)
    return "pdf", scan_bytes(document) if paper.get("scan") else pdf_bytes(document)


def _cell(cell: Any, number: int) -> int | float | str:
    """One cell of row ``number``: a list is gone through in turn, ``{n}`` is the row's number."""
    value = cell[(number - 1) % len(cell)] if isinstance(cell, list) else cell
    if not isinstance(value, str):
        return float(value) if isinstance(value, float) else int(value)
    return number if value == "{n}" else value.format(n=number)


def _document(paper: dict[str, Any]) -> Document:
    if "symbol" not in paper:
        return Document(paper["subject"], paper["body"], kind="TÀI LIỆU HƯỚNG DẪN")
    symbol = Symbol.of(paper["symbol"])
    superior, body = _BODIES[paper.get("issuer", symbol.issuer)]
    kind = _KINDS[symbol.kind] if symbol.kind else None
    number = f"{paper['number']:02}/{paper['symbol']}" if "number" in paper else None
    return Document(
        paper["subject"],
        paper["body"],
        kind=f"DỰ THẢO {kind}" if paper.get("draft") else kind,
        superior=superior,
        body=body,
        number=number,
        on=paper["date"],
        signer=paper.get("signer", "CHỦ TRÌ" if symbol.kind == "BB" else "GIÁM ĐỐC"),
    )


def _monthly(said: dict[str, Any]) -> Iterator[Made]:
    """One export a month, dated at the month's end in the notes."""
    for month, value in said["values"].items():
        title = f"{said['title']}, tháng {month:02}/{PERIOD}"
        content = xlsx_bytes(title, ["Tháng", said["column"]], [[f"{month:02}/{PERIOD}", value]])
        day = date(PERIOD, month, calendar.monthrange(PERIOD, month)[1])
        note = {"date": day, "subject": title}
        yield Made(f"{said['name']}-{month:02}.xlsx", content, note)


class _Dumper(yaml.SafeDumper):
    """Lists indented below their key, as the other files of the workspace have them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)


def _notes(notes: list[dict[str, Any]], links: Any) -> bytes:
    said = {"files": notes, "links": links}
    filled = {key: value for key, value in said.items() if value}
    text = yaml.dump(filled, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000)
    return (_NOTES_HEAD + text).encode()


def write(target: Path) -> None:
    """Write every file below ``target``."""
    for path, content in everything().items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def check() -> int:
    """Compare what would be written with what lies there; files added by hand are only listed."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        wanted, found = _files(Path(folder)), _files(TARGET)
    missing = [path for path in wanted if path not in found]
    differs = [path for path in wanted if path in found and wanted[path] != found[path]]
    for word, paths in (
        ("missing", missing),
        ("differs", differs),
        ("added", [path for path in found if path not in wanted]),
    ):
        for path in paths:
            print(f"{word}: {path}")
    return 1 if missing or differs else 0


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def main() -> int:
    """Write the sample's papers, or check them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare with evidence/2023")
    if parser.parse_args().check:
        return check()
    write(TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
