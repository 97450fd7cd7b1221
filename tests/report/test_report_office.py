"""A page as a workbook and as a Word document: what stands there, and what it cannot do."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtiscore.base.messages import Message
from dtiscore.i18n.language import language
from dtiscore.report import document, spreadsheet
from dtiscore.report.page import Bar, Column, Heading, Kind, Line, Page, Signed, Table
from dtiscore.report.widths import Wish, folded, shared_out
from office import W, body_of, sheet_of, text_of, words_of

if TYPE_CHECKING:
    from dtiscore.report.page import Block, Cell

VI, EN = language("vi"), language("en")
RENDERERS = (spreadsheet.render, document.render)
HOSTILE = (
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "http://example.org/x",
    "_x0041_",
    "007",
    "{=1+1}",
    "a\x00b\x07\x1b[31m",
    "evil\u202excod.exe",
    "<w:p>&amp;</w:p>",
    "\ud800",
    "\ufffe",
)


def table(*rows: tuple[Cell, ...], kinds: tuple[Kind, ...] = (), footer: bool = False) -> Table:
    kinds = kinds or tuple(Kind.TEXT for _ in rows[0])
    columns = tuple(Column(Message("{n}", n=f"Cột {n}"), kind) for n, kind in enumerate(kinds))
    return Table(columns, rows[:-1], rows[-1:]) if footer else Table(columns, rows)


def page(*blocks: Block) -> Page:
    return Page((Heading(Message("{t}", t="Tiêu đề"), level=1), *blocks))


def said(text: str) -> Message:
    return Message("{text}", text=text)


EVERYTHING = page(
    Line(said("Sở Mẫu"), under_title=True),
    Line(said("MINH HỌA"), strong=True, under_title=True),
    table(
        ("nhóm", Decimal("1234.50"), Bar(Decimal("-8.10"), 0.4, said("-8,10 thấp hơn"))),
        ("nhóm", None, Bar(Decimal("0.00"), 0.0, said("bằng"))),
        ("Tổng", Decimal("0.00"), ""),
        kinds=(Kind.TEXT, Kind.NUMBER, Kind.BAR),
        footer=True,
    ),
    Heading(said("Phần sau")),
    Line(said("một dòng"), depth=1),
    Line(said("dòng nữa"), depth=2),
    table(
        (Signed(Decimal("4.60")), date(2024, 5, 7), 1234, "chữ"),
        (Signed(Decimal("-4.60")), date(2024, 1, 2), 5, Message("{a}\n{b}", a="trên", b="dưới")),
        kinds=(Kind.NUMBER, Kind.TEXT, Kind.NUMBER, Kind.TEXT),
    ),
)


# --- the workbook -------------------------------------------------------------------------------


def found(sheet_page: Page, value: object, lang: str = "vi") -> list[tuple[str, str]]:
    """The coordinates of a value, with the pattern it is shown by."""
    sheet = sheet_of(spreadsheet.render(sheet_page, VI if lang == "vi" else EN))
    return [
        (cell.coordinate, cell.number_format)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == value and type(cell.value) is type(value)
    ]


def test_figures_are_numbers_in_the_reader_s_form() -> None:
    assert [pattern for _, pattern in found(EVERYTHING, 1234.5)] == ["[$-42A]#,##0.00"]
    assert [pattern for _, pattern in found(EVERYTHING, 1234.5, "en")] == ["[$-409]#,##0.00"]
    assert [pattern for _, pattern in found(EVERYTHING, 1234)] == ["[$-42A]#,##0"]
    assert len(found(EVERYTHING, 4.6)) == len(found(EVERYTHING, -4.6)) == 1
    three = page(table((Decimal("1.125"),), kinds=(Kind.NUMBER,)))
    assert [pattern for _, pattern in found(three, 1.125)] == ["[$-42A]#,##0.000"]


@given(st.decimals(min_value=-2000, max_value=2000, places=2))
def test_no_digit_of_a_number_is_lost(value: Decimal) -> None:
    sheet = sheet_of(spreadsheet.render(page(table((value,), kinds=(Kind.NUMBER,))), VI))
    values = [cell.value for row in sheet.iter_rows(min_row=3) for cell in row]
    assert [Decimal(str(each)).quantize(Decimal("0.01")) for each in values] == [value]


def test_dates_are_dates() -> None:
    day = datetime(2024, 5, 7)  # noqa: DTZ001 - sheets know no zones
    assert [pattern for _, pattern in found(EVERYTHING, day)] == ["dd/mm/yyyy"]
    assert [pattern for _, pattern in found(EVERYTHING, day, "en")] == ["yyyy-mm-dd"]


def test_a_difference_shows_its_sign_word_and_colour() -> None:
    sheet = sheet_of(spreadsheet.render(EVERYTHING, VI))
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.data_type == "n"}
    assert '"▼ "-#,##0.00" thấp hơn"' in cells[-8.1].number_format.split(";")[1]
    assert cells[-8.1].font.color.rgb == cells[-4.6].font.color.rgb == "FFC00000"
    assert cells[4.6].font.color.rgb == "FF00682F"
    assert cells[4.6].number_format.split(";")[0].endswith("+#,##0.00")


def test_more_points_lost_are_no_gain() -> None:
    lost = page(table((Signed(Decimal("8.1"), lost=True), Signed(Decimal(-2), lost=True))))
    sheet = sheet_of(spreadsheet.render(lost, VI))
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.data_type == "n"}
    assert cells[8.1].font.color.rgb == "FFC00000"
    assert cells[-2].font.color.rgb == "FF00682F"


def test_what_a_word_leaves_to_the_column_beside_it_is_not_said_twice() -> None:
    bar = Bar(Decimal("-8.10"), 0.4, said("thấp hơn"))
    ((_, pattern),) = found(page(table((bar,), kinds=(Kind.BAR,))), -8.1)
    assert pattern.split(";")[1] == '[$-42A]"▼ thấp hơn"'


def test_an_unknown_figure_is_a_dash_and_nothing_is_nothing() -> None:
    assert len(found(EVERYTHING, "–")) == 1
    assert found(EVERYTHING, "") == []


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_in_a_sheet(text: str) -> None:
    shown = page(Line(said(text)), table((text, said(text)), (1, text)))
    data = spreadsheet.render(shown, VI)
    sheet = sheet_of(data)
    texts = [cell for row in sheet.iter_rows() for cell in row if cell.value not in (None, 1)]
    assert {cell.data_type for cell in texts} == {"s"}
    assert sum(cell.value == VI.field(text) for cell in texts) == 4
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
        assert not any("rels" in name and "sheet" in name for name in packed.namelist())


def test_a_text_that_no_cell_holds_is_cut() -> None:
    sheet = sheet_of(spreadsheet.render(page(table(("😀" * 20_000,))), VI))
    (text,) = [str(c.value) for row in sheet.iter_rows() for c in row if "😀" in str(c.value)]
    assert len(text.encode("utf-16-le")) <= 2 * 32_767
    assert text == "😀" * 16_383 + "…"


def test_a_sheet_is_printed_on_a4_across_with_its_page_numbers() -> None:
    sheet = sheet_of(spreadsheet.render(EVERYTHING, VI))
    assert sheet.title == "Kết quả"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.page_setup.fitToHeight == 0, "as many pages as it takes"
    assert sheet.page_setup.fitToWidth in (1, None), "one is what a sheet does not say"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center.text == "Trang &P/&N"


LONG = tuple(("a", "b", str(number)) for number in range(40))


def test_the_headings_of_a_long_table_stay_in_view_and_on_each_page() -> None:
    sheet = sheet_of(spreadsheet.render(page(table(*LONG)), VI))
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.freeze_panes == "A3"
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:C1"], "the title alone"


@pytest.mark.parametrize(
    "blocks",
    [(table(*LONG[:5]),), (table(*LONG), table(("x", "y")))],
    ids=["short", "other columns below"],
)
def test_no_headings_stand_over_what_they_do_not_head(blocks: tuple[Block, ...]) -> None:
    sheet = sheet_of(spreadsheet.render(page(*blocks), VI))
    assert sheet.print_title_rows in (None, "")
    assert sheet.freeze_panes is None


# --- the document -------------------------------------------------------------------------------


def test_a_document_says_the_page() -> None:
    assert words_of(document.render(EVERYTHING, VI)).splitlines() == [
        "TIÊU ĐỀ",
        "Sở Mẫu",
        "MINH HỌA",
        "| Cột 0 | Cột 1 | Cột 2 |",
        "| nhóm | 1.234,50 | ▼ -8,10 thấp hơn █▌ |",
        "| nhóm | – | = bằng |",
        "| Tổng | 0,00 |  |",
        "",
        "Phần sau",
        "- một dòng",
        "+ dòng nữa",
        "| Cột 0 | Cột 1 | Cột 2 | Cột 3 |",
        "| +4,60 | 07/05/2024 | 1.234 | chữ |",
        "| -4,60 | 02/01/2024 | 5 | trên⏎dưới |",
        "",
    ]


def millimetres(twips: str | None) -> int:
    assert twips is not None
    return round(int(twips) / 1440 * 25.4)


@pytest.mark.parametrize(("columns", "across"), [(4, False), (5, True)])
def test_paper_and_margins_are_the_decree_s(columns: int, across: bool) -> None:  # noqa: FBT001
    body = body_of(document.render(page(table(("x",) * columns)), VI))
    size, margins = body.find(f".//{W}pgSz"), body.find(f".//{W}pgMar")
    assert size is not None
    assert margins is not None
    sides = [millimetres(size.get(f"{W}{side}")) for side in ("w", "h")]
    assert sides == ([297, 210] if across else [210, 297])
    edges = ("top", "bottom", "left", "right")
    top, bottom, left, right = (millimetres(margins.get(f"{W}{edge}")) for edge in edges)
    assert 20 <= top == bottom <= 25
    assert 30 <= left <= 35
    assert 15 <= right <= 20
    assert body.find(f".//{W}titlePg") is not None, "no number on the first page"
    widths = [int(cell.get(f"{W}w", "0")) for cell in body.iter(f"{W}gridCol")]
    assert abs(millimetres(str(sum(widths))) - (sides[0] - left - right)) <= 1


def test_the_pages_are_numbered_at_the_top() -> None:
    with zipfile.ZipFile(io.BytesIO(document.render(EVERYTHING, VI))) as packed:
        headers = [packed.read(n).decode() for n in packed.namelist() if "header" in n]
    (numbered,) = [header for header in headers if "PAGE" in header]
    assert '<w:jc w:val="center"/>' in numbered


def test_headings_come_again_and_rows_stay_whole() -> None:
    body = body_of(document.render(page(table(*LONG)), VI))
    head, *rows = body.iter(f"{W}tr")
    assert head.find(f".//{W}tblHeader") is not None
    assert len(rows) == 40
    assert all(row.find(f".//{W}cantSplit") is not None for row in rows)


def style_of(shown: Page, style: str) -> str:
    with zipfile.ZipFile(io.BytesIO(document.render(shown, VI))) as packed:
        styles = packed.read("word/styles.xml").decode()
    return styles.partition(f'w:styleId="{style}"')[2].partition("</w:style>")[0]


def test_figures_stand_right_and_what_is_illustrative_bold() -> None:
    body = body_of(document.render(EVERYTHING, VI))
    (figure,) = [cell for cell in body.iter(f"{W}tc") if text_of(cell) == "1.234,50"]
    style = figure.find(f".//{W}pStyle")
    assert style is not None
    assert '<w:jc w:val="right"/>' in style_of(EVERYTHING, style.get(f"{W}val", ""))
    (mark,) = [line for line in body.iter(f"{W}p") if text_of(line) == "MINH HỌA"]
    assert mark.find(f".//{W}b") is not None


def test_all_letters_are_of_the_face_offices_use() -> None:
    with zipfile.ZipFile(io.BytesIO(document.render(EVERYTHING, VI))) as packed:
        styles = packed.read("word/styles.xml").decode()
    for name in ("Normal", "heading 1", "heading 2"):
        style = styles.partition(f'<w:name w:val="{name}"/>')[2].partition("</w:style>")[0]
        assert 'w:ascii="Times New Roman"' in style
        assert "Theme=" not in style.partition("<w:rFonts")[2].partition("/>")[0]
    assert 'w:val="vi-VN"' in styles


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_in_a_document(text: str) -> None:
    body = body_of(document.render(page(Line(said(text)), table((text,))), VI))
    shown = [text_of(each) for each in (*body.iter(f"{W}p"),)]
    assert shown.count(VI.field(text)) == 2
    assert not [each for each in body.iter() if "hyperlink" in each.tag or "fld" in each.tag]


# --- both ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("render", RENDERERS)
def test_the_bytes_are_the_same_on_another_day(
    render: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(render)
    first = render(EVERYTHING, VI)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert render(EVERYTHING, VI) == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = packed.read("docProps/core.xml").decode()
    assert "2000-01-01T00:00:00Z" in about
    assert "python" not in about
    assert "<dc:creator></dc:creator>" in about or "<dc:creator/>" in about


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize(
    "shown",
    [Page(()), page(), page(Table((Column(said("x")),), ())), page(table(("",)))],
    ids=["nothing", "a title", "no rows", "an empty cell"],
)
def test_there_need_not_be_much(render: object, shown: Page) -> None:
    assert callable(render)
    assert zipfile.ZipFile(io.BytesIO(render(shown, VI))).testzip() is None


# --- widths -------------------------------------------------------------------------------------

WISHES = st.lists(
    st.tuples(st.floats(1, 60), st.floats(0, 60)).map(lambda w: Wish(w[0], w[0] + w[1])),
    min_size=1,
    max_size=9,
)


@given(WISHES, st.floats(20, 200), st.data())
def test_columns_fill_the_line_and_no_more(
    wished: list[Wish], total: float, data: st.DataObject
) -> None:
    texts = data.draw(st.lists(st.booleans(), min_size=len(wished), max_size=len(wished)))
    widths = shared_out(wished, texts, total)
    assert sum(widths) == pytest.approx(total)
    if sum(wish.least for wish in wished) <= total:
        pairs = zip(widths, wished, strict=True)
        assert all(width >= wish.least - 1e-6 for width, wish in pairs)


@given(st.text("ab -\n", max_size=60), st.floats(2, 40))
def test_a_wider_column_folds_no_more(text: str, width: float) -> None:
    assert 1 <= folded(text, width + 5) <= folded(text, width)


def test_words_are_folded_at_blanks_and_hyphens() -> None:
    assert folded("aaaa aaaa", 10) == 1
    assert folded("aaaa aaaa", 5) == 2
    assert folded("aaaa-aaaa", 6) == 2
    assert folded("a\n\nb", 6) == 3
    assert folded("a" * 20, 6) == 4


SHAPES = st.lists(
    st.lists(st.text("xyz ", max_size=80), min_size=1, max_size=6), min_size=1, max_size=4
)


@given(SHAPES)
def test_every_table_fills_the_sheet_each_column_in_its_own_place(shapes: list[list[str]]) -> None:
    tables = [table(tuple(shape), kinds=(Kind.TEXT,) * len(shape)) for shape in shapes]
    grid = spreadsheet.Grid.of(page(*tables), VI)
    assert all(width > 0 for width in grid.widths)
    for each in tables:
        places = grid.places(each)
        taken = [column for first, last in places for column in range(first, last + 1)]
        assert taken == list(range(len(grid.widths)))
        assert len(places) == len(each.columns)
