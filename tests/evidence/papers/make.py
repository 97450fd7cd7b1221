"""The papers that LibreOffice writes, and what they say, under ``made/``.

    python tests/evidence/papers/make.py            write them; needs LibreOffice Writer
    python tests/evidence/papers/make.py --check    exit 1 if one is not what it was made from

The check needs no LibreOffice: ``labels.json`` holds the hash of every source and of every file
made from it. Making needs the fonts Noto Serif and Liberation Serif; the second, which stands for
Times New Roman, lacks letters, and that is the trap of half of the PDF files.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx_papers import repacked
from office_sources import Source, source_of
from papers import OFFICE_PAPERS
from writers import MADE, file_name

if TYPE_CHECKING:
    from paper_spec import Paper

LABELS = MADE / "labels.json"
_DAY = re.compile(rb"\(D:[0-9]{14}[^)]*\)")
_HASHES = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")


def make() -> None:
    """Write every file and the labels."""
    MADE.mkdir(exist_ok=True)
    for old in MADE.iterdir():
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".docx", ".pdf"):
            papers = [paper for paper in OFFICE_PAPERS if paper.layout.suffix == suffix]
            _convert(papers, suffix, Path(folder) / suffix[1:])
    text = json.dumps(_labels(_hashes()), ensure_ascii=False, indent=1, sort_keys=True)
    LABELS.write_text(text + "\n", encoding="utf-8")


def _convert(papers: list[Paper], suffix: str, scratch: Path) -> None:
    """All files of one kind by one run of LibreOffice, with a profile of its own."""
    sources, made = scratch / "sources", scratch / "made"
    sources.mkdir(parents=True)
    for paper in papers:
        source = source_of(paper)
        (sources / f"{paper.name}{source.suffix}").write_bytes(source.content)
    for kind in sorted({path.suffix for path in sources.iterdir()}):
        filters = ["--infilter=HTML (StarWriter)"] if kind == ".html" else []
        target = "docx:MS Word 2007 XML" if suffix == ".docx" else "pdf:writer_pdf_Export"
        files = sorted(str(path) for path in sources.glob(f"*{kind}"))
        profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
        command = ["soffice", "--headless", profile, *filters, "--convert-to", target]
        subprocess.run([*command, "--outdir", str(made), *files], check=True)
    for paper in papers:
        content = (made / file_name(paper)).read_bytes()
        (MADE / file_name(paper)).write_bytes(
            repacked(content) if suffix == ".docx" else _timeless(content)
        )


def _timeless(content: bytes) -> bytes:
    """A PDF without the time it was made; no byte moves."""
    still = _DAY.sub(
        lambda found: b"(D:20240101120000Z" + b" " * (len(found[0]) - 19) + b")", content
    )
    return _HASHES.sub(b"0" * 32, still)


def _hashes() -> dict[str, str]:
    return {
        file_name(paper): hashlib.sha256((MADE / file_name(paper)).read_bytes()).hexdigest()
        for paper in OFFICE_PAPERS
    }


def _said_by(source: Source) -> str:
    """The hash of a source; of a DOCX that of its members, which no version of zlib changes."""
    if source.suffix != ".docx":
        return hashlib.sha256(source.content).hexdigest()
    with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
        members = b"".join(archive.read(member) for member in archive.infolist())
    return hashlib.sha256(members).hexdigest()


def _labels(hashes: dict[str, str]) -> dict[str, dict[str, Any]]:
    """What stands in ``labels.json``: labels, layout, dirt, and both hashes, by file."""
    found = {}
    for paper in OFFICE_PAPERS:
        labels = paper.labels._asdict()
        del labels["cited"]
        labels["date"] = paper.labels.date.isoformat() if paper.labels.date else None
        found[file_name(paper)] = {
            **labels,
            "layout": paper.layout.value,
            "dirt": [dirt.value for dirt in paper.dirt],
            "source": _said_by(source_of(paper)),
            "sha256": hashes[file_name(paper)],
        }
    return found


def differences() -> list[str]:
    """The files that are missing, too many, changed, or made from another source."""
    said = json.loads(LABELS.read_text(encoding="utf-8"))
    there = {path.name for path in MADE.iterdir()} - {LABELS.name}
    wanted = {file_name(paper) for paper in OFFICE_PAPERS}
    if there != wanted:
        return sorted(there ^ wanted)
    now = _labels(_hashes())
    return sorted(name for name in wanted | said.keys() if now.get(name) != said.get(name))


def main() -> None:
    """Make or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    if not parser.parse_args().check:
        make()
    wrong = differences()
    for name in wrong:
        print(f"differs: {name}", file=sys.stderr)  # noqa: T201
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
