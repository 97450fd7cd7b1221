"""Every code that a finding can have is given to some paper, slot or link of one workspace."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from hostile_others import OLD, PICTURES, TEXTS
from paperkit import docx, letter, txt

from dtiscore.base.diagnostics import Problem
from dtiscore.evidence import findings
from workspaces import ASSESSMENT, AWARENESS, BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Program = Callable[..., Any]

pytestmark = [
    pytest.mark.usefixtures("inline"),
    pytest.mark.skipif(os.name != "posix", reason="links are POSIX"),
]


def lay(folder: Path, files: Mapping[str, bytes | str], period: int = 2023) -> None:
    """Papers below the period's folder."""
    for name, content in files.items():
        path = folder / "evidence" / str(period) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


CODES = {
    *("missing", "empty", "unreadable", "encrypted", "extension-mismatch", "type-not-taken"),
    *("macro", "outside-workspace", "too-large", "archive-bomb", "scan-without-text"),
    *("no-number", "no-date", "out-of-period", "future-date", "dated-after-event"),
    *("issuer-not-demanded", "symbol-issuer-mismatch", "type-symbol-mismatch"),
    *("duplicate-file", "duplicate-document", "overcounted", "reused-from-last-period"),
    *("draft", "link-without-copy", "changed-since-lock"),
}
"""Those that were promised."""


BAD = {"huge.png", "scan.png", "locked.docx", "too-large.pdf", "old.doc"}


def of_every_kind(folder: Path) -> None:
    """Papers of which each finding there is can be made."""
    slot = BASE[AWARENESS].replace("types: [TB, BB]", "types: [TB, BB], issuers: [SGTVT]")
    (folder / AWARENESS).write_text(slot, "utf-8")
    dates = BASE[ASSESSMENT].replace("criteria:", "dates: {submit_by: 2024-01-20}\ncriteria:", 1)
    (folder / ASSESSMENT).write_text(dates, "utf-8")
    lay(folder, {"1.1/old.txt": txt(number="30/TB-SGTVT")}, period=2022)
    of_period = folder / "evidence/2023/1.1"
    of_period.mkdir(parents=True)
    for bad in (*PICTURES, *OLD, *TEXTS):
        if bad.name in BAD:
            bad.write(of_period)
    note = """
    files:
      - {file: stated.txt, number: '99'}
      - {file: several.txt, covers: {meetings: 3}}
      - {file: by-hand.txt, override: {verdict: accepted, reason: Đã xem}}
    links: [{url: 'https://x.vn/a'}]
    """
    lay(
        folder,
        {
            "1.1/evidence.yaml": note,
            "1.1/empty.txt": b"",
            "1.1/bad.pdf": b"%PDF-1.4\n",
            "1.1/macro.docm": docx(letter(number="31/TB-SGTVT"), macro=True),
            "1.1/a.docx": txt(number="32/TB-SGTVT"),
            "1.1/draft.txt": txt(number="33/TB-SGTVT", head="DỰ THẢO\n"),
            "1.1/no-number.txt": txt(number="/TB-SGTVT"),
            "1.1/no-date.txt": txt(number="34/TB-SGTVT", day=""),
            "1.1/to-come.txt": txt(number="35/TB-SGTVT", day="ngày 18 tháng 01 năm 2024"),
            "1.1/symbol.txt": txt(number="36/TB-UBND"),
            "1.1/kind.txt": txt(number="37/KH-SGTVT"),
            "1.1/38-TB-SGTVT_2023-01-02_x.txt": txt(number="39/TB-SGTVT"),
            "1.1/stated.txt": txt(number="40/TB-SGTVT"),
            "1.1/same-1.txt": txt(number="41/TB-SGTVT"),
            "1.1/same-2.txt": txt(number="41/TB-SGTVT"),
            "1.1/same-3.txt": txt(number="41/TB-SGTVT") + b"\n",
            "1.1/copy-1.txt": txt(number="50/TB-SGTVT"),
            "1.1/copy-2.txt": txt(number="50/TB-SGTVT"),
            "1.1/several.txt": txt(number="42/TB-SGTVT"),
            "1.1/by-hand.txt": txt(number="43/TB-SGTVT"),
            "1.1/reused.txt": txt(number="30/TB-SGTVT"),
            "1.1/plan.txt": txt(number="44/KH-SGTVT", name="KẾ HOẠCH"),
            "1.1/health.txt": txt(number="45/TB-SYT", issuer="SỞ Y TẾ"),
            "1.1/2021.txt": txt(number="46/TB-SGTVT", day="ngày 07 tháng 11 năm 2021"),
            "1.1/2024.txt": txt(number="47/TB-SGTVT", day="ngày 10 tháng 01 năm 2024"),
            "1.1/locked.txt": txt(number="48/TB-SGTVT"),
        },
    )
    (of_period / "link.txt").symlink_to(folder.parent)


def test_every_code_is_given_to_some_paper(program: Program, small: Path) -> None:
    of_every_kind(small)
    assert program("evidence", "lock", at=small).status == 0
    lay(small, {"1.1/locked.txt": txt(number="49/TB-SGTVT")})
    ran = program(
        *("evidence", "check", "--format", "json", "--lang", "en"), at=small, as_of="2024-01-15"
    )
    document = ran.json
    given = {each["code"] for file in document["files"] for each in file["findings"]}
    given |= {each["code"] for slot in document["unfilled"] for each in slot["findings"]}
    given |= {each["code"] for each in document["links"] + document["diagnostics"]}
    known = {one.code for one in vars(findings).values() if isinstance(one, Problem)}
    assert CODES | known <= given
    for slot in document["unfilled"]:
        (found,) = slot["findings"]
        assert (found["code"], found["severity"]) == ("missing", "error")
        assert f"{slot['have']} of {slot['need']}" in found["message"]
        assert (f"evidence/2023/{slot['criterion']}" in (found["hint"] or "")) is (
            slot["action"] not in ("explain", "lost")
        )
