"""The text of a Word document's part, as it would be read on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.evidence.probe.xml import read_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dtiscore.evidence.probe.flow import Flow

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_VML = "urn:schemas-microsoft-com:vml"
_CHOICES = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# Properties hold tab stops and old states; deleted and moved text is no longer there.
_SKIPPED = ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "del", "moveFrom")
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


def _names(*locals_: str) -> dict[str, str]:
    return {f"{space} {name}": name for space in _WORD for name in locals_}


_ELEMENTS = {
    **_names("t", "p", "br", "tr", "tc", "txbxContent", *_SIGNS, *_SKIPPED),
    f"{_VML} textpath": "textpath",
    **{f"{_CHOICES} {name}": name for name in ("AlternateContent", "Choice", "Fallback")},
}


class _Reader:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.skipping = 0
        self.in_text = False
        self.chosen: list[bool] = []

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        if self.skipping:
            self.skipping += 1
            return
        name = _ELEMENTS.get(element)
        if name is None:
            return
        if name == "t":
            self.in_text = True
        elif name == "textpath":
            self._watermark(attributes.get("string", ""))
        elif name in _SKIPPED or (name in {"Choice", "Fallback"} and self._has_chosen()):
            self.skipping = 1
        elif name == "AlternateContent":
            self.chosen.append(False)
        elif name in _SIGNS:
            self.flow.text(_SIGNS[name])
        elif name == "br":
            page = any(value == "page" for value in attributes.values())
            self.flow.text("\f" if page else "\n")
        elif name == "tc":
            self.flow.cell_opens()
        elif name == "txbxContent":
            self.flow.box_opens()

    def end(self, element: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        name = _ELEMENTS.get(element)
        if name == "t":
            self.in_text = False
        elif name == "p":
            self.flow.paragraph()
        elif name == "tc":
            self.flow.cell()
        elif name == "tr":
            self.flow.row()
        elif name == "txbxContent":
            self.flow.box()
        elif name == "AlternateContent" and self.chosen:
            self.chosen.pop()

    def text(self, data: str) -> None:
        if self.in_text and not self.skipping:
            self.flow.text(data)

    def _watermark(self, text: str) -> None:
        """Text in a drawing stands on a line of its own."""
        if not text:
            return
        self.flow.box_opens()
        self.flow.text(text)
        self.flow.paragraph()
        self.flow.box()

    def _has_chosen(self) -> bool:
        """Of the forms one thing is written in, the first is read."""
        if not self.chosen:
            return False
        before, self.chosen[-1] = self.chosen[-1], True
        return before


def read_part(chunks: Iterable[bytes], flow: Flow) -> None:
    """Add the text of ``document.xml`` or of a header to ``flow``.

    Raises:
        Faulty: it is no well-formed XML.
    """
    reader = _Reader(flow)
    read_xml(chunks, reader.start, reader.end, reader.text)
