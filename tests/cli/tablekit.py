"""What the tests of ``published import`` share: a table of results in three forms, and runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import yaml
from clikit import Program, refused

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[list[Any]]
HEADS = ["TT", "Tên cơ quan", "1. Nhận thức số", "Hoạt động số", "Tổng điểm", "Xếp loại", "Hạng"]
ROWS: Rows = [
    ["KẾT QUẢ XẾP HẠNG NĂM 2023"],
    HEADS,
    [1, "Sở Y tế", 50, 30.5, 80.5, "Tốt", 1],
    [2, "Sở Mẫu", 40, 23.56, 63.56, "Khá", 2],
    [3, "Ban Dân tộc", 40, 20, 60, "Khá", "Không xếp hạng"],
    ["", "Trung bình", 43.33, 24.69, 68.02, "", ""],
]
DECIDED = ("--on", "2024-04-05", "--source", "Quyết định 401/QĐ-UBND", "--status", "official")


def text_of(value: Any) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def write_xlsx(path: Path, rows: Rows) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "KQ"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def write_csv(path: Path, rows: Rows) -> Path:
    lines = (";".join(map(text_of, row)) for row in rows)
    path.write_text("\ufeff" + "\r\n".join(lines), "utf-8")
    return path


def write_docx(path: Path, rows: Rows) -> Path:
    document = docx.Document()
    document.add_paragraph("Kèm theo Quyết định")
    table = document.add_table(len(rows), len(HEADS))
    for row, cells in zip(rows, table.rows, strict=True):
        for value, cell in zip(row, cells.cells, strict=False):
            cell.text = text_of(value)
    document.save(str(path))
    return path


WRITERS = {"xlsx": write_xlsx, "csv": write_csv, "docx": write_docx}
CELLS = {"xlsx": "KQ!", "csv": "", "docx": "1!"}


def called(form: str, cell: str, table: int = 1, *, english: bool = False) -> str:
    """A cell such as E4 as messages call it."""
    if form != "docx":
        return f"{CELLS[form]}{cell}"
    row, column = cell[1:], ord(cell[0]) - ord("A") + 1
    if english:
        return f"table {table}, row {row}, column {column}"
    return f"bảng {table}, dòng {row}, cột {column}"


def changed(row: int, column: int, value: Any) -> Rows:
    rows = [list(each) for each in ROWS]
    rows[row - 1][column] = value
    return rows


def take(program: Program, file: Path, *more: str, at: Path) -> Any:
    ran = program("published", "import", str(file), *more, "--format", "json", at=at)
    assert ran.status == 0, ran.out + ran.err
    return ran.json


def found(program: Program, file: Path, *more: str, at: Path) -> list[dict[str, Any]]:
    return refused(program("published", "import", str(file), *more, "--format", "json", at=at))


def stands(folder: Path, period: int = 2023) -> Any:
    """What the file says; PyYAML, other than our reader, takes the key ``on`` for a truth."""
    said = yaml.safe_load((folder / f"published/{period}.yaml").read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in said.items()}
