"""What the outside world's names may not do to a terminal or to a page."""

from __future__ import annotations

import json
import sys
import unicodedata

from dtiscore.base.messages import Message
from dtiscore.i18n.language import language
from dtiscore.report import markdown
from dtiscore.report.machine import to_json
from dtiscore.report.page import Line, Page

FILLERS = "\u034f\u115f\u1160\u3164\uffa0\ufe0f\U000e0100"


def test_no_character_that_is_not_seen_stands_in_json() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    said = to_json({"name": every, "list": [FILLERS]})
    assert json.loads(said)["list"] == [FILLERS]
    hidden = {"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
    left = set(said) - {"\n"}
    assert not [c for c in left if unicodedata.category(c) in hidden or c in FILLERS]
    assert "Đệ" in to_json({"name": "Đệ"})


def test_every_sign_of_markdown_is_escaped() -> None:
    text = Message("{name}", name="~~x~~ &lt; &#38; P&NL; &; VT&NL `a` *b* <i> #|")
    page = markdown.render(Page((Line(text),)), language("en"))
    assert page.startswith("- \\~\\~x\\~\\~ \\&lt; \\&\\#38; P\\&NL; &; VT&NL ")
    assert page.endswith(" \\`a\\` \\*b\\* \\<i\\> \\#\\|\n")
