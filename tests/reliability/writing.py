"""A small workspace, and the commands that write into it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl

from dtiscore.cli.main import run
from dtiscore.forms.keys import ROWS
from workspaces import a_pdf, make_workspace

if TYPE_CHECKING:
    from pathlib import Path


class Write(NamedTuple):
    """A command that writes."""

    name: str
    arguments: tuple[str, ...]

    def at(self, folder: Path) -> tuple[str, ...]:
        """Its words for a workspace."""
        return tuple(word.format(folder=folder) for word in self.arguments)


WRITES = (
    Write("import", ("form", "import", "{folder}/form.xlsx")),
    Write("task", ("task", "done", "hop", "--on", "2023-05-02")),
    Write(
        "plan",
        ("task", "import", "{folder}/plan.xlsx", "--document", "kh", "--title", "KH", "--write"),
    ),
    Write("lock", ("evidence", "lock")),
    Write("cache", ("score",)),
    Write("request", ("evidence", "request", "1.1/minutes", "--of", "van-phong")),
)
"""What the workspace of `prepared` takes; ``{folder}`` is where it lies."""

TASKS = """\
# Nhiệm vụ
period: 2023
tasks:
  - id: hop  # mỗi năm một lần
    title: Họp chuyển đổi số
    unit: VP
    criteria: ["1.1"]
"""

_OURS_ALONE = ".dtiscore"
_DAY = ("--as-of", "2024-05-07", "--output", "/dev/null")


def prepared(folder: Path) -> Path:
    """The workspace before any of the commands."""
    make_workspace(folder, {"tasks/2023.yaml": TASKS})
    papers = folder / "evidence/2023/1.1"
    papers.mkdir(parents=True)
    for number in range(1, 5):
        path = papers / f"{number}-TB-SM_2023-0{number}-15_hop.pdf"
        path.write_bytes(a_pdf(str(number)))
    run(["-C", str(folder), "form", "export", "vp", "--to", str(folder), *_DAY])
    form = folder / "phieu-tu-danh-gia-2023-van-phong.xlsx"
    fill(form, {"fact:1.1:meetings#value": 3, "criterion:1.2#note": "Đã rà soát"})
    form.rename(folder / "form.xlsx")
    book = openpyxl.Workbook()
    book.worksheets[0].append(["STT", "Nhiệm vụ", "Chủ trì"])
    for number in range(1, 4):
        book.worksheets[0].append([number, f"Việc {number}", "VP"])
    book.save(folder / "plan.xlsx")
    without_cache(folder)
    return folder


def fill(path: Path, values: dict[str, object]) -> None:
    """Type into the cells of a form named ``key#column``."""
    book: Any = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    (marks,) = (row for row in sheet.iter_rows() if row[0].value == ROWS)
    places = {each.value: each.column for each in marks}
    for name, value in values.items():
        key, column = name.split("#")
        for row in sheet.iter_rows():
            if key in str(row[0].value or "").split():
                sheet.cell(row[0].row, places[column]).value = value
    book.save(path)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file people and programs would see: not the cache, nor what a killed write left."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and _OURS_ALONE not in path.relative_to(folder).parts
        and not path.name.startswith(".")
    }


def without_cache(folder: Path) -> None:
    """Take away what may be deleted at any time."""
    shutil.rmtree(folder / _OURS_ALONE, ignore_errors=True)
