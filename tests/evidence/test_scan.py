"""Which papers a scan of ``evidence/2023`` finds, and what it says of the rest."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

import pytest
from scorekit import a_set, criterion, group, judged

from dtiscore.evidence import walk
from dtiscore.evidence.paper import Paper, Verdict
from dtiscore.evidence.scan import Evidence, scan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dtiscore.base.diagnostics import Diagnostic

FOLDER = "evidence/2023"
SET = a_set(
    group(
        "g",
        criterion(
            "1.1",
            """
            facts: {n: {label: N, type: count}}
            rule: {kind: count, fact: n, each: 1}
            proof:
              - {id: minutes, label: Biên bản, types: [TB, BB], count_of: n, summary: [TB, BC]}
              - {id: Plan, label: Kế hoạch, types: [KH], optional: yes}
            """,
        ),
        judged("2.x", 10),
    )
)
TB = "118-TB-SGTVT_2023-11-07_hop.pdf"


def lay(root: Path, files: Mapping[str, bytes | str]) -> None:
    """Write files below the period's folder."""
    for name, content in files.items():
        path = root / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def scanned(root: Path) -> tuple[Evidence, tuple[Diagnostic, ...]]:
    return scan(root, FOLDER, SET)


def only(root: Path) -> Paper:
    """The one paper there is, without any complaint."""
    evidence, found = scanned(root)
    assert found == ()
    (one,) = evidence.papers
    return one


def codes(found: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(diagnostic.code, diagnostic.place.file) for diagnostic in found]


def linked(link: Path, target: Path) -> None:
    """A symbolic link, where the system lets us make one."""
    try:
        link.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("symbolic links need a privilege here")


# --- what is found ----------------------------------------------------------------------------


def test_no_evidence_at_all(tmp_path: Path) -> None:
    assert scanned(tmp_path) == (Evidence(), ())


def test_a_file_with_what_its_name_says(tmp_path: Path) -> None:
    lay(tmp_path, {f"1.1/{TB}": b"x"})
    assert only(tmp_path) == Paper(
        f"{FOLDER}/1.1/{TB}",
        "1.1",
        type="TB",
        number="118",
        symbol="TB-SGTVT",
        date=date(2023, 11, 7),
    )


@pytest.mark.parametrize(("folder", "slot"), [("minutes", "minutes"), ("plan", "Plan")])
def test_a_subfolder_names_the_slot(tmp_path: Path, folder: str, slot: str) -> None:
    lay(tmp_path, {f"1.1/{folder}/{TB}": b"x"})
    assert only(tmp_path).slot == slot


def test_folders_are_compared_without_case(tmp_path: Path) -> None:
    lay(tmp_path, {f"2.X/{TB}": b"x"})
    assert only(tmp_path).criterion == "2.x"


def test_names_in_nfd_are_the_same_names(tmp_path: Path) -> None:
    name = "Biên bản họp.pdf"
    notes = f"files: [{{file: '{name}', type: BB, date: 2023-02-03}}]"
    lay(tmp_path, {f"1.1/{unicodedata.normalize('NFD', name)}": b"x", "1.1/evidence.yaml": notes})
    one = only(tmp_path)
    assert one.path == f"{FOLDER}/1.1/{name}"
    assert (one.type, one.date) == ("BB", date(2023, 2, 3))


def test_the_order_is_that_of_the_names(tmp_path: Path) -> None:
    lay(tmp_path, {f"{cid}/{name}.pdf": b"x" for cid in ("2.x", "1.1") for name in "bđda"})
    paths = [one.path.removeprefix(f"{FOLDER}/") for one in scanned(tmp_path)[0].papers]
    assert paths == [f"{cid}/{name}.pdf" for cid in ("1.1", "2.x") for name in "abdđ"]


# --- evidence.yaml ----------------------------------------------------------------------------


def test_notes_outweigh_the_name(tmp_path: Path) -> None:
    notes = f"""
        files:
          - file: {TB}
            slot: MINUTES
            also: ["2.x"]
            number: "119"
            symbol: BC-UBND
            type: bc
            date: 08/11/2023
            issuer: Ủy ban nhân dân tỉnh
            subject: Về cuộc họp
            covers: {{n: 3}}
            quarter: 2
            month: "12"
        """
    lay(tmp_path, {f"1.1/{TB}": b"x", "1.1/evidence.yaml": notes})
    assert only(tmp_path) == Paper(
        f"{FOLDER}/1.1/{TB}",
        "1.1",
        slot="minutes",
        also=("2.x",),
        type="BC",
        number="119",
        symbol="BC-UBND",
        date=date(2023, 11, 8),
        issuer="Ủy ban nhân dân tỉnh",
        subject="Về cuộc họp",
        covers={"n": 3},
        covers_also={"2.x": {}},
        quarter=2,
        month=12,
    )
    evidence, _ = scanned(tmp_path)
    assert set(evidence.by_criterion()) == {"1.1", "2.x"}
    assert evidence.serving("2.x") == evidence.papers


def test_notes_leave_alone_what_they_do_not_say(tmp_path: Path) -> None:
    lay(tmp_path, {f"1.1/{TB}": b"x", "1.1/evidence.yaml": f"files: [{{file: {TB}, type: BB}}]"})
    one = only(tmp_path)
    assert (one.number, one.symbol, one.type) == ("118", "TB-SGTVT", "BB")


def test_notes_reach_into_the_slots_subfolders(tmp_path: Path) -> None:
    notes = f"files: [{{file: minutes/{TB}, covers: {{n: 2}}}}]"
    lay(tmp_path, {f"1.1/minutes/{TB}": b"x", "1.1/evidence.yaml": notes})
    one = only(tmp_path)
    assert (one.slot, one.covers) == ("minutes", {"n": 2})


@pytest.mark.parametrize("wrong", ["quarter: 5", "month: 0", "quarter: Q1"])
def test_a_quarter_or_month_there_is_not(tmp_path: Path, wrong: str) -> None:
    lay(tmp_path, {f"1.1/{TB}": b"x", "1.1/evidence.yaml": f"files: [{{file: {TB}, {wrong}}}]"})
    assert codes(scanned(tmp_path)[1]) == [("not-one-of", f"{FOLDER}/1.1/evidence.yaml")]


COUNTED = """
facts: {FACTS}
rule: {kind: sum, parts: [
  {name: one, share: 1, rule: {kind: count, fact: FIRST, each: 1}},
  {name: two, share: 1, rule: {kind: count, fact: SECOND, each: 1}}]}
proof:
  - {id: first, label: Một, types: [TB], count_of: FIRST, summary: [TB]}
  - {id: second, label: Hai, types: [TB], count_of: SECOND, summary: [TB]}
"""


def counted(cid: str, **facts: str) -> dict[str, object]:
    """A criterion with two facts, each stated by its label or by whose it is."""
    first, second = facts
    text = COUNTED.replace("FIRST", first).replace("SECOND", second)
    listed = ", ".join(
        f"{name}: {{same_as: {said}}}" if "." in said else f"{name}: {{label: {said}, type: count}}"
        for name, said in facts.items()
    )
    return criterion(cid, text.replace("FACTS", listed))


def test_what_a_summary_covers_is_a_fact_of_its_own_criterion(tmp_path: Path) -> None:
    """``n`` is another fact in each, ``lent`` the one that 3 calls ``own``; 2 alone has ``m``."""
    the_set = a_set(
        group(
            "g",
            counted("1", n="N", lent="3.own"),
            counted("2", n="N khác", m="M"),
            counted("3", own="Của mình", m="M khác"),
        )
    )
    notes = f"""
        files:
          - {{file: {TB}, also: ["2", "3"], covers: {{n: 4, lent: 3, m: 2, own: 5}}}}
        """
    lay(tmp_path, {f"1/{TB}": b"x", "1/evidence.yaml": notes.replace(", own: 5", "")})
    evidence, found = scan(tmp_path, FOLDER, the_set)
    assert found == ()
    (one,) = evidence.papers
    assert one.covers == {"n": 4, "lent": 3}
    assert one.covers_also == {"2": {"m": 2}, "3": {"own": 3}}
    lay(tmp_path, {"1/evidence.yaml": notes.replace("lent: 3, ", "")})
    (one,) = scan(tmp_path, FOLDER, the_set)[0].papers
    assert one.covers == {"n": 4, "lent": 5}


def test_covers_of_a_paper_that_is_no_summary_says_so(tmp_path: Path) -> None:
    notes = f"files: [{{file: {TB}, type: BB, covers: {{n: 2}}}}]"
    lay(tmp_path, {f"1.1/{TB}": b"x", "1.1/evidence.yaml": notes})
    evidence, found = scanned(tmp_path)
    assert codes(found) == [("covers-ignored", f"{FOLDER}/1.1/evidence.yaml")]
    assert [one.covers for one in evidence.papers] == [{"n": 2}]


def test_notes_that_lead_nowhere_are_warnings(tmp_path: Path) -> None:
    notes = f"""
        files:
          - {{file: {TB}, slot: minute, also: ["1.2"]}}
          - {{file: khong-co.pdf}}
        """
    lay(tmp_path, {f"1.1/{TB}": b"x", "1.1/evidence.yaml": notes})
    evidence, found = scanned(tmp_path)
    assert len(evidence.papers) == 1
    assert [(d.code, d.place.line) for d in found] == [
        ("unknown-slot", 3),
        ("unknown-criterion", 3),
        ("evidence-file", 4),
    ]


def test_notes_that_cannot_be_read_do_not_hide_the_papers(tmp_path: Path) -> None:
    lay(tmp_path, {f"1.1/{TB}": b"x", "1.1/evidence.yaml": "files: [{"})
    evidence, found = scanned(tmp_path)
    assert [one.type for one in evidence.papers] == ["TB"]
    assert codes(found) == [("yaml-syntax", f"{FOLDER}/1.1/evidence.yaml")]


# --- override ---------------------------------------------------------------------------------


def override(sha256: str | None) -> str:
    bound = f", sha256: {sha256}" if sha256 else ""
    verdict = f"{{verdict: rejected, reason: Dự thảo{bound}}}"
    return f"files: [{{file: {TB}, override: {verdict}}}]"


@pytest.mark.parametrize("change", [str, str.upper])
def test_an_override_holds_for_the_bytes_it_was_given_for(
    tmp_path: Path, change: type[str]
) -> None:
    digest = change(hashlib.sha256(b"one").hexdigest())
    lay(tmp_path, {f"1.1/{TB}": b"one", "1.1/evidence.yaml": override(digest)})
    one = only(tmp_path)
    assert (one.verdict, one.reason) == (Verdict.REJECTED, "Dự thảo")


def test_an_override_without_a_hash_holds_for_good(tmp_path: Path) -> None:
    lay(tmp_path, {f"1.1/{TB}": b"anything", "1.1/evidence.yaml": override(None)})
    assert only(tmp_path).verdict is Verdict.REJECTED


def test_an_override_lapses_with_a_change_of_the_file(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"one").hexdigest()
    lay(tmp_path, {f"1.1/{TB}": b"two", "1.1/evidence.yaml": override(digest)})
    evidence, found = scanned(tmp_path)
    assert [(one.verdict, one.reason) for one in evidence.papers] == [(Verdict.ACCEPTED, None)]
    (lapsed,) = found
    assert (lapsed.code, lapsed.severity) == ("override-lapsed", "warning")
    assert lapsed.message.fields["file"] == TB
    assert lapsed.hint is not None
    assert lapsed.hint.fields["sha256"] == hashlib.sha256(b"two").hexdigest()


# --- what does not count ----------------------------------------------------------------------


def test_hidden_temporary_and_note_files_are_passed_over(tmp_path: Path) -> None:
    names = [
        ".DS_Store",
        "~$118-TB-SGTVT.docx",
        "Thumbs.db",
        "desktop.ini",
        "a.pdf.tmp",
        "b.lnk",
        "minutes/.hidden",
        "minutes/~$a.doc",
    ]
    lay(tmp_path, {f"1.1/{name}": b"x" for name in names} | {".git/x": b"", "~$a/x.pdf": b"x"})
    evidence, found = scanned(tmp_path)
    assert (evidence.papers, found) == ((), ())
    said = [f"1.1/{name}" for name in names] + [".git", "~$a"]
    assert sorted(evidence.passed) == sorted(f"{FOLDER}/{name}" for name in said)


def test_notes_are_no_paper_and_not_said_to_be_passed_over(tmp_path: Path) -> None:
    lay(tmp_path, {"1.1/evidence.yaml": b"files: []\n"})
    evidence, found = scanned(tmp_path)
    assert (evidence.papers, evidence.passed, found) == ((), (), ())


def test_a_folder_of_very_many_files_is_read_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "_MOST_FILES", 3)
    lay(tmp_path, {f"1.1/{number}-TB-SGTVT_2023-02-0{number}.pdf": b"x" for number in range(1, 6)})
    evidence, found = scanned(tmp_path)
    assert [paper.number for paper in evidence.papers] == ["1", "2", "3"]
    assert codes(found) == [("too-many-files", f"{FOLDER}/1.1")]


def test_an_empty_file_is_rejected(tmp_path: Path) -> None:
    lay(tmp_path, {f"1.1/{TB}": b""})
    assert only(tmp_path).verdict is Verdict.REJECTED


def test_unknown_folders_are_named(tmp_path: Path) -> None:
    lay(tmp_path, {f"1.2/{TB}": b"x", f"1.1/minute/{TB}": b"x"})
    evidence, found = scanned(tmp_path)
    assert codes(found) == [
        ("unknown-slot", f"{FOLDER}/1.1/minute"),
        ("unknown-folder", f"{FOLDER}/1.2"),
    ]
    assert [(one.criterion, one.slot) for one in evidence.papers] == [("1.1", None)]


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / TB).write_bytes(b"secret")
    lay(tmp_path, {f"1.1/{TB}": b"x", "1.1/minutes/a.pdf": b"x"})
    folder = tmp_path / FOLDER
    linked(folder / "1.1" / "leads-out.pdf", outside / TB)
    linked(folder / "1.1" / "inside.pdf", folder / "1.1" / TB)
    linked(folder / "1.1" / "minutes" / "deep.pdf", outside / TB)
    linked(folder / "1.1" / "plan", outside)
    linked(folder / "2.x", outside)
    evidence, found = scanned(tmp_path)
    found_here = {one.path.removeprefix(f"{FOLDER}/") for one in evidence.papers}
    assert found_here == {f"1.1/{TB}", "1.1/minutes/a.pdf"}
    assert {code for code, _ in codes(found)} == {"outside-workspace"}
    assert sorted(file.removeprefix(f"{FOLDER}/") for _, file in codes(found)) == [
        "1.1/inside.pdf",
        "1.1/leads-out.pdf",
        "1.1/minutes/deep.pdf",
        "1.1/plan",
        "2.x",
    ]


def test_junctions_of_windows_are_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, {f"1.1/{TB}": b"x", "1.1/minutes/a.pdf": b"x"})

    def tag(path: Path | os.DirEntry[str]) -> int:
        return 0xA0000003 if path.name == "minutes" else 0

    monkeypatch.setattr(walk, "_HAS_TAGS", True)
    monkeypatch.setattr(walk, "reparse_tag", tag)
    evidence, found = scanned(tmp_path)
    assert [one.path for one in evidence.papers] == [f"{FOLDER}/1.1/{TB}"]
    assert codes(found) == [("outside-workspace", f"{FOLDER}/1.1/minutes")]
    assert [file.inside for file in walk.walk_plain(tmp_path, FOLDER)] == [f"1.1/{TB}"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_file_that_cannot_be_looked_at_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, {f"1.1/{TB}": b"x", "1.1/b.pdf": b"x", "1.1/c.pdf": b"x"})
    real = os.scandir

    class Entry:
        """An entry whose file the system does not let be looked at."""

        def __init__(self, entry: os.DirEntry[str]) -> None:
            self._entry = entry

        def __getattr__(self, name: str) -> object:
            return getattr(self._entry, name)

        def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
            errors = {"b.pdf": PermissionError(13, "denied"), "c.pdf": FileNotFoundError(2, "gone")}
            if self._entry.name in errors:
                raise errors[self._entry.name]
            return self._entry.stat(follow_symlinks=follow_symlinks)

    def entries(folder: Path | str) -> contextlib.nullcontext[list[Entry]]:
        with real(folder) as found:
            return contextlib.nullcontext([Entry(entry) for entry in found])

    monkeypatch.setattr(os, "scandir", entries)
    evidence, found = scanned(tmp_path)
    assert [one.path for one in evidence.papers] == [f"{FOLDER}/1.1/{TB}"]
    assert codes(found) == [("unreadable-file", f"{FOLDER}/1.1/b.pdf")]


def test_notes_that_are_a_link_are_refused_aloud(tmp_path: Path) -> None:
    elsewhere = tmp_path / "notes.yaml"
    elsewhere.write_text(f"files: [{{file: {TB}, type: BB}}]", encoding="utf-8")
    lay(tmp_path, {f"1.1/{TB}": b"x"})
    linked(tmp_path / FOLDER / "1.1" / "evidence.yaml", elsewhere)
    evidence, found = scanned(tmp_path)
    assert [one.type for one in evidence.papers] == ["TB"]
    assert codes(found) == [("outside-workspace", f"{FOLDER}/1.1/evidence.yaml")]


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders there")
def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    lay(tmp_path, {"1.1/evidence.yaml": "files: []"})
    os.mkfifo(tmp_path / FOLDER / "1.1" / "pipe.pdf")
    assert scanned(tmp_path)[0].papers == ()
