"""How fast a folder of papers is hashed and opened, against the tools that every system has.

The papers are made in a temporary folder, each with bytes of its own: 60 % PDF of one to four
pages, the rest DOCX, XLSX and PNG. Ours is one hash of every file and the text of its first and
last pages, in child processes. Theirs is ``sha256sum`` of every file and ``pdftotext`` of the PDF
files, two at a time. Goal: a ratio of at most 1.

Run from the root:  python benchmarks/probing.py [--files 10000] [--jobs 2]
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from importlib.resources import files
from pathlib import Path

from dtiscore.evidence import workers
from dtiscore.evidence.learnt import Fault, Probed
from dtiscore.evidence.probe import Hashed, hashed, prepare

GOAL = 1.0
PATTERNS = 24
_LINES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Thực hiện Kế hoạch chuyển đổi số năm 2023, Sở báo cáo kết quả như sau:",
    "Tỷ lệ hồ sơ trực tuyến đạt {0},{1} %, vượt chỉ tiêu được giao trong năm.",
    "Các phòng, ban, đơn vị gửi số liệu về Văn phòng Sở trước ngày {0} hằng tháng.",
)


def pdf_pattern(chance: random.Random) -> bytes:
    """A letter of one to four pages; its number stands where each copy writes its own."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    font = files("fontpkg_noto_serif") / "files" / "NotoSerif[wdth,wght].ttf"
    if "Serif" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Serif", io.BytesIO(font.read_bytes())))
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1)
    canvas.setTitle("UNIQUE-00000000")
    for page in range(chance.randint(1, 4)):
        canvas.setFont("Serif", 12)
        if page == 0:
            canvas.drawString(60, 790, "UBND TỈNH ĐẮK NÔNG")
            canvas.drawString(300, 790, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
            # Number and day are written by hand, as offices do: the file's name tells them.
            canvas.drawString(60, 770, "SỞ GIAO THÔNG VẬN TẢI")
            canvas.drawString(300, 770, "Độc lập - Tự do - Hạnh phúc")
            canvas.drawString(60, 750, "Số:")
            canvas.drawString(300, 750, "Đắk Nông, ngày      tháng      năm 2023")
        for line in range(38):
            text = chance.choice(_LINES).format(chance.randint(1, 99), line)
            canvas.drawString(60, 720 - 18 * line, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def docx_pattern(chance: random.Random) -> bytes:
    """A letter made by python-docx."""
    import docx

    document = docx.Document()
    for line in range(60):
        document.add_paragraph(chance.choice(_LINES).format(chance.randint(1, 99), line))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_pattern(chance: random.Random) -> bytes:
    """A list of 120 rows."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for row in range(120):
        text = chance.choice(_LINES).format(row, chance.randint(0, 9))
        sheet.write_row(row, 0, (row, text, chance.randint(1, 999)))
    book.close()
    return out.getvalue()


def png_pattern(chance: random.Random) -> bytes:
    """A picture with noise, of the size of a screenshot's part."""
    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (160, 120), chance.randbytes(160 * 120 * 3)).save(out, "PNG")
    return out.getvalue()


def unique(content: bytes, suffix: str, number: int) -> bytes:
    """The same document with bytes of its own, still valid."""
    if suffix == ".pdf":
        return content.replace(b"UNIQUE-00000000", b"UNIQUE-%08d" % number)
    if suffix == ".png":
        return content + b"%08d" % number
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"%08d" % number
    return out.getvalue()


def make(folder: Path, count: int) -> list[Path]:
    """Write the papers and return where they are."""
    chance = random.Random(2023)  # noqa: S311 - varied, not secret
    makers = {
        ".pdf": pdf_pattern,
        ".docx": docx_pattern,
        ".xlsx": xlsx_pattern,
        ".png": png_pattern,
    }
    patterns = {suffix: [one(chance) for _ in range(PATTERNS)] for suffix, one in makers.items()}
    paths = []
    for number in range(count):
        suffix = chance.choices(list(makers), (60, 20, 12, 8))[0]
        path = folder / f"{number:06d}{suffix}"
        path.write_bytes(unique(chance.choice(patterns[suffix]), suffix, number))
        paths.append(path)
    return paths


def failed(_path: Path, fault: Fault) -> Hashed:
    """What stands for a file whose child failed."""
    return Hashed("", 0, Probed(faults=(fault,)))


def ours(paths: list[Path], jobs: int) -> tuple[float, Counter[str]]:
    """Seconds, and how many of what was found."""
    found: Counter[str] = Counter()

    def done(_path: Path, result: Hashed) -> None:
        found[str(result.probed.media_type)] += 1
        found["faults"] += bool(set(result.probed.faults) - {Fault.SCAN})
        found["with text"] += bool(result.probed.text)

    start = time.perf_counter()
    workers.run(paths, hashed, on_failure=failed, on_done=done, prepare=prepare, jobs=jobs)
    return time.perf_counter() - start, found


def theirs(paths: list[Path], jobs: int) -> float:
    """Seconds that the system's tools take, ``jobs`` at a time."""
    pdfs = [path for path in paths if path.suffix == ".pdf"]
    hash_all = ["xargs", "-0", f"-P{jobs}", "-n", "64", "sha256sum"]
    text_all = ["xargs", "-0", f"-P{jobs}", "-I{}", "pdftotext", "{}", "-"]
    start = time.perf_counter()
    for command, which in ((hash_all, paths), (text_all, pdfs)):
        names = b"\0".join(os.fsencode(path) for path in which)
        subprocess.run(command, input=names, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    missing = [tool for tool in ("xargs", "sha256sum", "pdftotext") if shutil.which(tool) is None]
    with tempfile.TemporaryDirectory() as folder:
        paths = make(Path(folder), chosen.files)
        size = sum(path.stat().st_size for path in paths)
        print(f"{len(paths)} files, {size / 1e6:.0f} MB, {chosen.jobs} at a time")
        pairs = []
        for _ in range(chosen.runs):
            mine, found = ours(paths, chosen.jobs)
            pairs.append((mine, theirs(paths, chosen.jobs) if not missing else float("nan")))
    mine, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"ours   {mine:6.2f} s  {mine / len(paths) * 1000:.2f} ms a file  {dict(found)}")
    if missing:
        print(f"no comparison: {', '.join(missing)} not installed (pdftotext: poppler-utils)")
    else:
        print(f"theirs {other:6.2f} s  ratio {mine / other:.2f} (goal {GOAL})")
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory of this process at most {held:.0f} MB, which made the files, too")
    sys.exit(not missing and mine > GOAL * other)


if __name__ == "__main__":
    main()
