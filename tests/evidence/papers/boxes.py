"""Text boxes in a DOCX, which python-docx cannot write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_EMU = 36_000
_HEIGHT = 38


def add_box(paragraph: Any, lines: Sequence[str], left: int, width: int, *, modern: bool) -> None:
    """Anchor a box at a paragraph.

    Args:
        paragraph: where it is anchored.
        lines: its text, a paragraph each.
        left: millimetres from the margin.
        width: in millimetres.
        modern: as Word writes it since 2010, the text twice; else once, as VML.
    """
    content = _content(lines)
    old = (
        f'<w:pict><v:shape style="position:absolute;margin-left:{left}mm;margin-top:0;'
        f'width:{width}mm;height:{_HEIGHT}mm" stroked="f" filled="f">'
        f'<v:textbox inset="0,0,0,0">{content}</v:textbox></v:shape></w:pict>'
    )
    inside = old
    if modern:
        drawing = _drawing(content, left, width)
        inside = (
            '<mc:AlternateContent><mc:Choice Requires="wps">'
            f"{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
        )
    paragraph._p.append(parse_xml(f"<w:r {_NAMES}>{inside}</w:r>"))


def _content(lines: Sequence[str]) -> str:
    paragraphs = "".join(
        '<w:p><w:pPr><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr><w:r>'
        f'<w:rPr><w:sz w:val="22"/></w:rPr><w:t xml:space="preserve">{escape(line)}</w:t>'
        "</w:r></w:p>"
        for line in lines
    )
    return f"<w:txbxContent>{paragraphs}</w:txbxContent>"


def _drawing(content: str, left: int, width: int) -> str:
    extent = f'cx="{width * _EMU}" cy="{_HEIGHT * _EMU}"'
    return (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        ' relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin">'
        f"<wp:posOffset>{left * _EMU}</wp:posOffset></wp:positionH>"
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f"<wp:extent {extent}/><wp:wrapNone/>"
        f'<wp:docPr id="{left + 1}" name="Text Box {left + 1}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        'wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom><a:noFill/></wps:spPr>"
        f"<wps:txbx>{content}</wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing>"
    )
