"""What the answers say of papers that count, but not without a reserve: doubtful, or otherwise."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from clikit import LANGUAGES, Program, total

from workspaces import ASSESSMENT, AWARENESS, BASE, a_pdf

if TYPE_CHECKING:
    from pathlib import Path

LATE = "35-KH-SGTVT_2023-04-19_ke-hoach.pdf"
ALSO_LATE = "36-KH-SGTVT_2023-05-19_ke-hoach.pdf"


def lay(folder: Path, *files: str, notes: str = "") -> None:
    """Papers below ``evidence/2023``, with notes beside the first."""
    for file in files:
        path = folder / "evidence/2023" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(a_pdf(file))
    if notes:
        (folder / "evidence/2023" / files[0]).with_name("evidence.yaml").write_text(notes, "utf-8")


def slot_of(program: Program, criterion: str, at: Path) -> dict[str, Any]:
    """The only slot of a criterion, as explained."""
    ran = program("explain", criterion, "--format", "json", at=at)
    assert ran.status == 0, ran.out
    (slot,) = ran.json["criteria"][0]["proof"]
    found: dict[str, Any] = slot
    return found


# --- what a paper shows -----------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paper_that_shows_another_date_is_a_finding(
    language: str, program: Program, small: Path
) -> None:
    lay(small, f"2.2/{LATE}", f"2.2/{ALSO_LATE}")
    ran = program("score", "--format", "json", "--lang", language, at=small)
    (found,) = ran.json["diagnostics"]
    assert (found["code"], found["severity"]) == ("shown-differs", "warning")
    stated = BASE[ASSESSMENT].splitlines().index("      issued: 15/02/2023") + 1
    assert (found["file"], found["line"], found["column"]) == (ASSESSMENT, stated, 15)
    assert f"evidence/2023/2.2/{LATE}" in found["message"]
    slot = slot_of(program, "2.2", small)
    assert slot["shown"] == [
        {"file": f"evidence/2023/2.2/{LATE}", "value": "2023-04-19"},
        {"file": f"evidence/2023/2.2/{ALSO_LATE}", "value": "2023-05-19"},
    ]
    page = program("explain", "2.2", "--lang", language, at=small, columns=200).out
    (line,) = [text for text in page.splitlines() if text.strip().startswith(LATE)]
    stated_and_shown = {"vi": ["19/04/2023", "15/02/2023"], "en": ["2023-04-19", "2023-02-15"]}
    assert all(day in line for day in stated_and_shown[language])


def test_a_paper_that_shows_what_was_stated_settles_it(program: Program, small: Path) -> None:
    lay(small, f"2.2/{LATE}", "2.2/30-KH-SGTVT_2023-02-15_ke-hoach.pdf")
    ran = program("score", "--format", "json", at=small)
    assert ran.json["diagnostics"] == []
    assert len(slot_of(program, "2.2", small)["shown"]) == 2


def test_the_checklist_says_what_is_on_file(program: Program, small: Path) -> None:
    lay(small, f"2.2/{LATE}")
    document = program("checklist", "--format", "json", at=small).json
    (item,) = [i for u in document["units"] for i in u["items"] if i["slot"] == "plan"]
    assert item["proof"] == {"need": 1, "have": 0}
    assert item["shown"] == [{"file": f"evidence/2023/2.2/{LATE}", "value": "2023-04-19"}]
    page = program("checklist", "--lang", "en", at=small, columns=200).out
    assert f"On file: {LATE} shows 2023-04-19; stated: 2023-02-15" in page
    assert "1 of 1" not in page
    assert program("checklist", "--format", "csv", at=small).status == 0


# --- doubtful ---------------------------------------------------------------------------------


def test_a_paper_made_after_the_period_is_marked(program: Program, small: Path) -> None:
    dates = "dates: {submit_by: 2024-01-20}\ncriteria:"
    said = BASE[ASSESSMENT].replace("criteria:", dates, 1)
    (small / ASSESSMENT).write_text(said, "utf-8")
    late, by_hand, sound = (
        f"1.1/{name}.pdf"
        for name in ("1-TB-SGTVT_2024-01-10", "2-TB-SGTVT_2023-02-02", "3-TB-SGTVT_2023-02-03")
    )
    override = "override: {verdict: doubtful, reason: Bản chụp mờ}"
    notes = f"files:\n  - {{file: 2-TB-SGTVT_2023-02-02.pdf, {override}}}\n"
    lay(small, late, by_hand, sound, notes=notes)
    slot = slot_of(program, "1.1", small)
    assert slot["doubtful"] == [f"evidence/2023/{late}", f"evidence/2023/{by_hand}"]
    assert slot["papers"] == [f"evidence/2023/{path}" for path in (late, by_hand, sound)]
    lines = program("explain", "1.1", "--lang", "en", at=small).out.splitlines()
    after = {path.strip(): text.strip() for path, text in pairwise(lines)}
    assert after[f"evidence/2023/{late}"] == "doubtful: issued after the assessed period"
    assert after[f"evidence/2023/{by_hand}"] == "doubtful: Bản chụp mờ"
    assert "doubtful" not in after[f"evidence/2023/{sound}"]


# --- what a summary covers --------------------------------------------------------------------


def test_covers_of_a_paper_that_is_no_summary_is_a_warning(program: Program, small: Path) -> None:
    """With the types that would do, where a slot takes summaries."""
    text = BASE[AWARENESS].replace("count_of: meetings}", "count_of: meetings, summary: [BC]}")
    notes = "files:\n  - {file: 1-TB-SGTVT_2023-02-02.pdf, covers: {meetings: 2}}\n"
    lay(small, "1.1/1-TB-SGTVT_2023-02-02.pdf", notes=notes)
    hints = {BASE[AWARENESS]: "remove the line", text: "papers that may prove several: BC"}
    for groups, hint in hints.items():
        (small / AWARENESS).write_text(groups, "utf-8")
        ran = program("check", "--lang", "en", at=small, columns=200)
        assert ran.status == 0
        assert "covers-ignored" in ran.out
        assert hint in ran.out
    (small / "evidence/2023/1.1/evidence.yaml").write_text(
        notes.replace("covers", "type: BC, covers"), "utf-8"
    )
    assert "covers-ignored" not in program("check", "--lang", "en", at=small).out


# --- a check of some criteria only --------------------------------------------------------------


def test_a_filtered_check_keeps_to_its_criteria(program: Program, small: Path) -> None:
    lay(small, f"2.2/{LATE}", notes="links: [{url: https://example.org/van-ban}]\n")
    for folder in ("1.1", "2.2"):
        hidden = small / "evidence/2023" / folder / ".hidden"
        hidden.parent.mkdir(parents=True, exist_ok=True)
        hidden.touch()
        hidden.with_name(".gitkeep").touch()
    whole = program("evidence", "check", "--lang", "en", at=small, columns=200).out
    assert "https://example.org" in whole
    assert "1.1/.hidden" in whole
    assert ".gitkeep" not in whole
    assert "(all criteria)" not in whole
    one = program("evidence", "check", "1.1", "--lang", "en", at=small, columns=200).out
    assert "https://example.org" not in one
    assert "1.1/.hidden" in one
    assert "2.2/.hidden" not in one
    assert one.count("(all criteria)") == 2
    document = program("evidence", "check", "1.1", "--format", "json", at=small).json
    assert document["links"] == []
    assert all("/1.1/" in path for path in document["passed_over"])


def test_what_the_appraiser_confirmed_is_not_among_the_missing(program: Program) -> None:
    tree = program("score", "--format", "json").json
    confirmed = [c for g in tree["groups"] for c in g["criteria"] if c["confirmed"] is not None]
    lost = total(c["lost"]["proof"] for c in confirmed)
    assert lost
    page = program("evidence", "check", "--lang", "en").out
    assert f"without {lost} points of criteria that the appraiser has confirmed" in page
