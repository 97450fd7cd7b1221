"""The sample's proof documents: every file of ``evidence/``, the same bytes each time.

    python tools/make_sample_evidence.py            write them; other files stay
    python tools/make_sample_evidence.py --check    exit 1 if one is missing or differs

What is written stands in ``sample_evidence.yaml`` beside this script (of 2024:
``sample_evidence_2024.yaml``), in words in ``sample_wording.py``, and how it looks in
``sample_layout.py``. Needs the packages of the dependency group ``samples``, whose versions are
fixed: another version may write other bytes.
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
from sample_documents import jpeg_bytes, pdf_bytes, png_bytes, scan_bytes
from sample_office import docx_bytes, xlsm_bytes, xlsx_bytes, zip_bytes
from sample_wording import Symbol, document

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "evidence"
PAPERS = {
    2023: Path(__file__).with_name("sample_evidence.yaml"),
    2024: Path(__file__).with_name("sample_evidence_2024.yaml"),
}
NOTES = "evidence.yaml"
_NOTES_HEAD = """\
# yaml-language-server: $schema=../../../schemas/evidence.schema.json
# Ghi chú về tài liệu kiểm chứng minh họa, do tools/make_sample_evidence.py tạo.
"""
_LEFT_OF_A_TRUNCATED_FILE = 2 / 3


class Made(NamedTuple):
    """One file: its path below its criterion's folder, its bytes, and what is noted of it."""

    path: str
    content: bytes
    note: dict[str, Any] | None = None


def everything() -> dict[str, bytes]:
    """Every file by its path below ``evidence``."""
    found: dict[str, bytes] = {}
    for period, papers in PAPERS.items():
        found |= _of_period(period, yaml.safe_load(papers.read_text(encoding="utf-8")))
    return dict(sorted(found.items()))


def _of_period(period: int, wanted: dict[str, Any]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for criterion, said in wanted.items():
        made = []
        for paper in said.get("papers", ()):
            file = _made(paper)
            made.append(file)
            made.extend(Made(copy, file.content) for copy in paper.get("copies", ()))
            if paper.get("also_the_year_before"):
                found[f"{period - 1}/{criterion}/{file.path}"] = file.content
        if "monthly" in said:
            made.extend(_monthly(said["monthly"], period))
        for file in made:
            found[f"{period}/{criterion}/{file.path}"] = file.content
        notes = [{"file": file.path, **file.note} for file in made if file.note is not None]
        noted = {"files": notes, "links": said.get("links"), "slots": said.get("slots")}
        if any(noted.values()):
            found[f"{period}/{criterion}/{NOTES}"] = _notes(noted)
    return found


def _made(paper: dict[str, Any]) -> Made:
    ending, content = _content(paper)
    path = f"{_stem(paper)}.{paper.get('ending', ending)}"
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
    if "number" not in paper or paper.get("scan") or paper.get("plain_name"):
        return str(paper["name"])
    day = paper.get("day_in_name", paper["date"])
    return f"{paper['number']:02}-{_plain(paper['symbol'])}_{day}_{paper['name']}"


def _plain(text: str) -> str:
    """Without accents: a name that every system and archive carries unchanged."""
    apart = unicodedata.normalize("NFD", text.replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _written_on_it(paper: dict[str, Any]) -> dict[str, Any]:
    """What a scan says, which cannot be read; of others only what the papers do not say."""
    if not paper.get("scan"):
        return {}
    symbol = Symbol.of(paper["symbol"])
    return {
        "number": f"{paper['number']:02}",
        "symbol": paper["symbol"],
        "type": symbol.kind,
        "date": paper["date"],
        "issuer": symbol.issuer,
        "subject": paper["subject"],
    }


def _content(paper: dict[str, Any]) -> tuple[str, bytes]:
    """The file's ending and bytes."""
    if paper.get("empty"):
        return "pdf", b""
    if "table" in paper:
        return _table(paper)
    if "screen" in paper:
        draw = jpeg_bytes if paper.get("format") == "jpeg" else png_bytes
        return "png", draw(paper["screen"]["title"], paper["screen"]["lines"])
    written = document(paper)
    if paper.get("format") == "docx":
        return "docx", docx_bytes(written)
    if paper.get("format") == "zip":
        return "zip", zip_bytes(f"{_stem(paper)}.pdf", pdf_bytes(written))
    content = (
        scan_bytes(written) if paper.get("scan") else pdf_bytes(written, paper.get("password"))
    )
    if paper.get("truncated"):
        content = content[: round(len(content) * _LEFT_OF_A_TRUNCATED_FILE)]
    return "pdf", content


def _table(paper: dict[str, Any]) -> tuple[str, bytes]:
    table = paper["table"]
    rows = [
        [_cell(cell, number) for cell in table["row"]] for number in range(1, table["rows"] + 1)
    ]
    content = xlsx_bytes(table["title"], table["columns"], rows, table.get("source", ""))
    if paper.get("format") == "xlsm":
        return "xlsm", xlsm_bytes(content)
    return "xlsx", content


def _cell(cell: Any, number: int) -> int | float | str:
    """One cell of row ``number``: a list is gone through in turn, ``{n}`` is the row's number."""
    value = cell[(number - 1) % len(cell)] if isinstance(cell, list) else cell
    if not isinstance(value, str):
        return float(value) if isinstance(value, float) else int(value)
    return number if value == "{n}" else value.format(n=number)


def _monthly(said: dict[str, Any], period: int) -> Iterator[Made]:
    """One export a month, dated at the month's end in the notes."""
    for month, value in said["values"].items():
        title = f"{said['title']}, tháng {month:02}/{period}"
        content = xlsx_bytes(title, ["Tháng", said["column"]], [[f"{month:02}/{period}", value]])
        day = date(period, month, calendar.monthrange(period, month)[1])
        note = {"date": day, "subject": title}
        yield Made(f"{said['name']}-{month:02}.xlsx", content, note)


class _Dumper(yaml.SafeDumper):
    """Lists indented below their key, as the other files of the workspace have them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)


def _notes(said: dict[str, Any]) -> bytes:
    filled = {key: value for key, value in said.items() if value}
    text = yaml.dump(filled, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000)
    # The workspace's files are read as YAML 1.2, where "on" is a word like any other.
    return (_NOTES_HEAD + text.replace("'on':", "on:")).encode()


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
    parser.add_argument("--check", action="store_true", help="compare with evidence/")
    if parser.parse_args().check:
        return check()
    write(TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
