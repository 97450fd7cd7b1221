"""The text of an HTML page.

Not by :mod:`html.parser`: unclosed brackets and comments cost it time in the square of their
number. Here every character is looked at a fixed number of times.
"""

from __future__ import annotations

import html
import re

_BREAKS = frozenset(
    ["p", "div", "br", "tr", "li", "table", "title", "ul", "ol", *(f"h{n}" for n in range(1, 7))]
)
_UNSEEN = frozenset(["script", "style", "template", "noscript"])
_NAME = re.compile(r"/?[a-z][a-z0-9]{0,15}")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# From the first blank of a run on: from each of them it would take the square of their number.
_LINE_ENDS = re.compile(r"(?<![ \t])[ \t]+\n|\n")
_EMPTY_LINES = re.compile(r"\n[ \n]*")


def html_text(source: str) -> str:
    """What a browser would show of a page, without running anything: blocks as lines."""
    folded, parts, position = source.casefold(), [], 0
    if len(folded) != len(source):  # a few letters fold into two
        folded = source.lower() if len(source.lower()) == len(source) else source
    while (start := source.find("<", position)) >= 0:
        parts.append(_shown(source[position:start]))
        if source.startswith("<!--", start):
            position = _after(source, "-->", start)
            continue
        match = _NAME.match(folded, start + 1)
        if match is None and source[start + 1 : start + 2] not in {"!", "?"}:
            parts.append("<")
            position = start + 1
            continue
        name = match[0] if match else ""
        position = _after(source, ">", start)
        parts.append(_sign(name))
        if name in _UNSEEN:
            closing = folded.find(f"</{name}", position)
            position = len(source) if closing < 0 else closing
    parts.append(_shown(source[position:]))
    text = _LINE_ENDS.sub("\n", "".join(parts))
    return _EMPTY_LINES.sub("\n", text).strip("\n ")


def _after(source: str, mark: str, position: int) -> int:
    found = source.find(mark, position)
    return len(source) if found < 0 else found + len(mark)


def _shown(text: str) -> str:
    return _BLANKS.sub(" ", html.unescape(text)) if text else ""


def _sign(name: str) -> str:
    if name.removeprefix("/") in _BREAKS:
        return "\n"
    return "\t" if name in {"/td", "/th"} else ""
