"""What LibreOffice is given to convert: HTML and flat ODT to DOCX, DOCX to PDF."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from docx_papers import docx_bytes
from paper_spec import Layout
from sheet import sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paper_spec import Paper
    from sheet import Sheet

_DOCX = (Layout.DOCX_TABLE, Layout.DOCX_TABS, Layout.DOCX_VML)
_WHOLE_FONT = b"Noto Serif"
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{address}:1.0"'
    for prefix, address in {
        "office": "office",
        "text": "text",
        "style": "style",
        "fo": "xsl-fo-compatible",
    }.items()
)
_CENTRED_TABS = (
    '<style:tab-stops><style:tab-stop style:position="32mm" style:type="center"/>'
    '<style:tab-stop style:position="115mm" style:type="center"/></style:tab-stops>'
)


class Source(NamedTuple):
    """A file for LibreOffice: how its name ends, and its bytes."""

    suffix: str
    content: bytes


def source_of(paper: Paper) -> Source:
    """What is converted to the paper; the same bytes each time."""
    if paper.layout is Layout.OFFICE_DOCX_HTML:
        return Source(".html", _html(sheet_of(paper)).encode())
    if paper.layout is Layout.OFFICE_DOCX_TEXT:
        return Source(".fodt", _flat(sheet_of(paper)).encode())
    as_docx = replace(paper, layout=_DOCX[paper.seed % len(_DOCX)])
    font = "Times New Roman"  # replaced by a font that lacks letters with two marks
    if paper.layout is Layout.OFFICE_PDF:
        font = _WHOLE_FONT.decode()
    return Source(".docx", docx_bytes(as_docx, font))


def _lines(lines: Iterable[str]) -> str:
    return "<br/>".join(escape(line).replace("  ", "&#160; ") for line in lines)


def _html(sheet: Sheet) -> str:
    """A table for the letterhead, one for the signature."""
    title = "".join(f"<p align='center'><b>{_lines([line])}</b></p>" for line in sheet.title)
    body = "".join(f"<p>{_lines([line])}</p>" for line in sheet.body)
    annex = "".join(f"<p>{_lines([line])}</p>" for line in sheet.annex)
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"/><title></title></head>
<body style="font-family: 'Times New Roman'; font-size: 13pt">
<p align="center">{_lines(sheet.above)}</p>
<table width="100%"><tr>
<td align="center"><b>{_lines(sheet.left)}</b></td>
<td align="center"><b>{_lines(sheet.right)}</b></td></tr><tr>
<td align="center">{_lines((*sheet.number, *sheet.about))}</td>
<td align="center"><i>{_lines(sheet.date)}</i></td></tr></table>
{title}{body}
<table width="100%"><tr><td>{_lines(sheet.receivers)}</td>
<td align="center"><b>{_lines(sheet.signature)}</b></td></tr></table>
{annex}</body></html>
"""


def _flat(sheet: Sheet) -> str:
    """Tab stops for the letterhead and for the signature."""
    head = [
        *zip_longest(sheet.left, sheet.right, fillvalue=""),
        *zip_longest(sheet.number, sheet.date, fillvalue=""),
    ]
    foot = zip_longest(sheet.receivers, sheet.signature, fillvalue="")
    paragraphs = [
        *(_paragraph("Middle", line) for line in sheet.above),
        *(_paragraph("Tabs", f"\t{left}\t{right}") for left, right in head),
        *(_paragraph("About", line) for line in sheet.about),
        *(_paragraph("Middle", line) for line in sheet.title),
        *(_paragraph("Middle" if line.isupper() else "Text", line) for line in sheet.body),
        *(_paragraph("Tabs", f"\t{left}\t{right}") for left, right in foot),
        *(_paragraph("Text", line) for line in sheet.annex),
    ]
    styles = (
        _style("Middle", 'fo:text-align="center"')
        + _style("Tabs", "", _CENTRED_TABS)
        + _style("About", 'fo:margin-right="95mm"')
        + _style("Text", 'fo:text-indent="10mm"')
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_ODF} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">\n'
        f"<office:automatic-styles>{styles}</office:automatic-styles>\n"
        f"<office:body><office:text>{''.join(paragraphs)}</office:text></office:body>"
        "</office:document>\n"
    )


def _style(name: str, properties: str, inside: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f"<style:paragraph-properties {properties}>{inside}</style:paragraph-properties>"
        "</style:style>\n"
    )


def _paragraph(style: str, line: str) -> str:
    """ODF drops blanks after the first, so they are written as elements."""
    text = escape(line).replace("  ", ' <text:s text:c="1"/>').replace("\t", "<text:tab/>")
    return f'<text:p text:style-name="{style}">{text}</text:p>\n'
