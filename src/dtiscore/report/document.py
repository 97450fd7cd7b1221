"""A page as a Word document, laid out as an administrative paper is (Nghị định 30/2020/NĐ-CP).

Times New Roman, black, A4, the decree's margins, page numbers centred at the top from the second
page on. It holds the content of a page; letterhead and signatures are for the office to add.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from dtiscore.report.cells import cell_text
from dtiscore.report.page import Bar, Heading, Kind, Line, Signed, Table, is_worse
from dtiscore.report.widths import Wish, shared_out, wishes

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from dtiscore.i18n.language import Language
    from dtiscore.report.page import Cell, Page

_FACE = "Times New Roman"
_TITLE, _BODY, _IN_TABLE = 14, 13, 12
"""Sizes in points."""
_LONG_SIDE, _SHORT_SIDE = 297, 210
_TOP, _LEFT, _RIGHT = 20, 30, 15
"""Margins in millimetres; at the bottom as at the top."""
_LETTER = 2.15
"""An average letter in a table, in millimetres."""
_ROOM = 2.5
"""Letters that a cell leaves free beside its text."""
_UPRIGHT_COLUMNS = 4
_BAR_WIDTH = 4
_INDENT = 10
_FOREVER = datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes whatever the day and the zone
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_RED, _GREEN, _GREY = "C00000", "00682F", "EDEDED"
_TEXT, _FIGURE, _HEADING = "Table Text", "Table Figure", "Table Heading"
"""Names of the styles within tables."""
_MARKS = {1: "- ", 2: "+ "}
"""How an office marks points below a paragraph, and points below those."""


def render(page: Page, language: Language) -> bytes:
    """The page as the bytes of a ``.docx`` file, the same for the same page and language."""
    from docx import Document  # noqa: PLC0415 - other formats do without

    document = Document()
    tables = [block for block in page.blocks if isinstance(block, Table)]
    # One way up for all of it: turning for each table would begin a new page each time.
    across = any(len(table.columns) > _UPRIGHT_COLUMNS for table in tables)
    _styles(document, language)
    _paper(document.sections[0], across=across)
    width = (_LONG_SIDE if across else _SHORT_SIDE) - _LEFT - _RIGHT
    for block, following in zip_longest(page.blocks, page.blocks[1:]):
        if isinstance(block, Heading):
            _heading(document, block, language)
        elif isinstance(block, Line):
            _line(document, block, language, leads=isinstance(following, Table))
        else:
            _table(document, block, language, width)
            # Two tables without a paragraph between them would be one.
            _space(document)
    said = document.core_properties
    title = next((block.text for block in page.blocks if isinstance(block, Heading)), None)
    said.title = language.text(title) if title is not None else ""
    said.author = said.last_modified_by = said.comments = said.keywords = ""
    said.created = said.modified = _FOREVER
    out = io.BytesIO()
    document.save(out)
    return without_clock(out.getvalue())


def without_clock(packed: bytes) -> bytes:
    """The same ZIP file with a fixed date on each of its parts."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, _NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The system that packs a file would else be written into it.
            entry.create_system = 0
            new.writestr(entry, old.read(part))
    return out.getvalue()


def _styles(document: Document, language: Language) -> None:
    """The template's styles as the decree wants them."""
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    for name, size in (("Normal", _BODY), ("Heading 1", _TITLE), ("Heading 2", _BODY)):
        style: Any = document.styles[name]
        _face(style, size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.line_spacing = 1.0
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.space_after = Pt(6)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(12)
    _table_styles(document)
    # Otherwise each word is underlined as a mistake of English.
    for said in document.styles.element.xpath("//w:docDefaults//w:lang"):
        said.set(_name("w:val"), "vi-VN" if language.code == "vi" else "en-GB")


def _table_styles(document: Document) -> None:
    """The styles of what stands in cells; an office can change them for all cells at once."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    placing = {
        _TEXT: WD_ALIGN_PARAGRAPH.LEFT,
        _FIGURE: WD_ALIGN_PARAGRAPH.RIGHT,
        _HEADING: WD_ALIGN_PARAGRAPH.CENTER,
    }
    for name, alignment in placing.items():
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size, style.font.bold = Pt(_IN_TABLE), name == _HEADING
        style.paragraph_format.alignment = alignment
        style.paragraph_format.keep_with_next = name == _HEADING
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2)


def _face(style: ParagraphStyle, size: int) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    style.font.name, style.font.size, style.font.bold = _FACE, Pt(size), style.name != "Normal"
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(_name(f"w:{script}"), _FACE)
        # The faces of the template's theme come before those of the style.
        fonts.attrib.pop(_name(f"w:{script}Theme"), None)
    fonts.attrib.pop(_name("w:cstheme"), None)


def _name(tag: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415

    return str(qn(tag))


def _element(tag: str, **attributes: str) -> Any:
    """An element of WordprocessingML that python-docx has no words for."""
    from docx.oxml import OxmlElement  # noqa: PLC0415

    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(_name(f"w:{name}"), value)
    return element


def _paper(section: Section, *, across: bool) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    width, height = (_LONG_SIDE, _SHORT_SIDE) if across else (_SHORT_SIDE, _LONG_SIDE)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin = section.bottom_margin = Mm(_TOP)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.header_distance = section.footer_distance = Mm(_TOP // 2)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = number.add_run()
    for part in ("begin", "separate", "end"):
        if part == "separate":
            asked = _element("instrText")
            asked.text = "PAGE"
            run._r.append(asked)  # noqa: SLF001 - fields have no public way
        run._r.append(_element("fldChar", fldCharType=part))  # noqa: SLF001


def _heading(document: Document, heading: Heading, language: Language) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    text = language.text(heading.text)
    if heading.level == 1:
        shown = document.add_paragraph(text.upper(), style="Heading 1")
        shown.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        document.add_paragraph(text, style="Heading 2")


def _line(document: Document, line: Line, language: Language, *, leads: bool) -> None:
    """A paragraph; one that ``leads`` into a table stays on its page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Mm, Pt  # noqa: PLC0415

    shown = document.add_paragraph()
    text = language.text(line.text)
    placing = shown.paragraph_format
    placing.keep_with_next = leads
    if line.under_title:
        placing.alignment = WD_ALIGN_PARAGRAPH.CENTER
        placing.space_after = Pt(8 if leads else 2)
    else:
        text = _MARKS.get(line.depth, "") + text
        placing.left_indent = Mm(_INDENT * max(0, line.depth - 1))
        placing.first_line_indent = Mm(_INDENT)
        placing.space_after = Pt(3 if line.depth else 6)
        if not line.depth:
            placing.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    shown.add_run(text).bold = line.strong


def _space(document: Document) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    empty = document.add_paragraph().paragraph_format
    empty.space_after, empty.line_spacing = Pt(0), Pt(8)


def _table(document: Document, table: Table, language: Language, width: float) -> None:
    """Borders, headings on every page, rows that stay whole."""
    drawn = document.add_table(rows=0, cols=len(table.columns), style="Table Grid")
    drawn.autofit = False
    widths = _widths(table, language, width)
    for column, wide in zip(drawn.columns, widths, strict=True):
        column.width = wide
    # A new row takes its widths from the columns.
    head = drawn.add_row()
    head._tr.get_or_add_trPr().append(_element("tblHeader"))  # noqa: SLF001 - no public way
    for cell, column in zip(head.cells, table.columns, strict=True):
        _fill(cell, language.text(column.title), document.styles[_HEADING].style_id)
        _shade(cell)
    names = {kind: _FIGURE if kind is Kind.NUMBER else _TEXT for kind in Kind}
    styles = {kind: document.styles[name].style_id for kind, name in names.items()}
    for index, row in enumerate((*table.rows, *table.footer)):
        summed = index >= len(table.rows)
        added = drawn.add_row()
        added._tr.get_or_add_trPr().append(_element("cantSplit"))  # noqa: SLF001
        for cell, column, value in zip(added.cells, table.columns, row, strict=True):
            # A sum is compared with no other, so it has no bar.
            text = cell_text(value, language, bar_width=0 if summed else _BAR_WIDTH)
            _tint(_fill(cell, text, styles[column.kind], strong=summed), value)


def _widths(table: Table, language: Language, width: float) -> list[int]:
    """The columns' widths over the whole line, in Word's units."""
    from docx.shared import Mm  # noqa: PLC0415

    def shown(cell: Cell) -> str:
        return cell_text(cell, language, bar_width=_BAR_WIDTH)

    wished = [
        Wish(wish.least + _ROOM, wish.most + _ROOM) for wish in wishes(table, language, shown)
    ]
    texts = [column.kind is Kind.TEXT for column in table.columns]
    return [Mm(_LETTER * wide) for wide in shared_out(wished, texts, width / _LETTER)]


def _fill(cell: _Cell, text: str, style: str, *, strong: bool = False) -> Run:
    shown: Paragraph = cell.paragraphs[0]
    # By its id: looked up by name, a style costs more than all the rest of a cell.
    shown._p.get_or_add_pPr().style = style  # noqa: SLF001
    run: Run = shown.add_run(text)
    if strong:
        run.bold = True
    return run


def _tint(run: Run, value: Cell) -> None:
    """A loss is red and a gain green; the sign says it, too."""
    from docx.shared import RGBColor  # noqa: PLC0415

    if isinstance(value, (Signed, Bar)) and value.value:
        run.font.color.rgb = RGBColor.from_string(_RED if is_worse(value) else _GREEN)


def _shade(cell: _Cell) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT  # noqa: PLC0415

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    cell._tc.get_or_add_tcPr().append(_element("shd", val="clear", color="auto", fill=_GREY))  # noqa: SLF001
