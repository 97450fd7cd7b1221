"""``evidence check`` and ``list`` on real files: verdicts, reasons, forms, hostile names."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import select
import subprocess
import sys
import time
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from paperkit import docx, letter, txt

from workspaces import ASSESSMENT, AWARENESS, BASE, SERVICES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Program = Callable[..., Any]

# Real children have their own tests; here they would cost half a second each.
pytestmark = pytest.mark.usefixtures("inline")
posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes are POSIX")


def lay(folder: Path, files: Mapping[str, bytes | str], period: int = 2023) -> None:
    """Papers below the period's folder."""
    for name, content in files.items():
        path = folder / "evidence" / str(period) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def checked(program: Program, folder: Path, *options: str, **keys: Any) -> dict[str, Any]:
    ran = program(
        "evidence", "check", "--format", "json", "--lang", "en", *options, at=folder, **keys
    )
    assert ran.status == 0, ran.out + ran.err
    document: dict[str, Any] = ran.json
    return document


def verdicts(document: dict[str, Any]) -> dict[str, tuple[str, list[str]]]:
    """Verdict and codes by the path below the period's folder."""
    return {
        f["path"].removeprefix("evidence/2023/"): (f["verdict"], [x["code"] for x in f["findings"]])
        for f in document["files"]
    }


# --- the shape --------------------------------------------------------------------------------


def test_the_shape_that_was_promised(program: Program, small: Path) -> None:
    lay(small, {"1.1/a.txt": txt(number="05/TB-SGTVT"), "1.1/bad.txt": b""})
    document = checked(program, small)
    assert document["schema"] == "dtiscore/evidence/1"
    assert document["period"] == 2023
    file = document["files"][0]
    assert {"path", "criterion", "sha256", "bytes", "media_type", "pages", "document"} <= set(file)
    assert file["sha256"] == hashlib.sha256(txt(number="05/TB-SGTVT")).hexdigest()
    assert file["bytes"] == len(txt(number="05/TB-SGTVT"))
    assert file["media_type"] == "text/plain"
    said = file["document"]
    assert {
        key: said[key] for key in ("number", "symbol", "type", "issuer", "date", "subject")
    } == {
        "number": "05",
        "symbol": "TB-SGTVT",
        "type": "TB",
        "issuer": "Sở Giao thông vận tải",
        "date": "2023-11-07",
        "subject": "Kết luận cuộc họp chuyển đổi số",
    }
    assert (file["verdict"], file["findings"]) == ("accepted", [])
    assert file["slots"] == [{"criterion": "1.1", "slot": "minutes"}]
    bad = document["files"][1]
    assert bad["verdict"] == "rejected"
    assert all({"code", "severity", "message"} <= set(each) for each in bad["findings"])
    open_ = {(u["criterion"], u["slot"]): u for u in document["unfilled"]}
    minutes = open_["1.1", "minutes"]
    assert {"criterion", "slot", "need", "have", "action", "points", "due"} <= set(minutes)
    assert (minutes["need"], minutes["have"], minutes["points"]) == (4, 1, 15)
    assert "signer" not in json.dumps(document).replace("signer_post", "")


# --- verdicts ---------------------------------------------------------------------------------


def test_the_notice_s_own_paper_is_rejected(program: Program, small: Path) -> None:
    """Kế hoạch số 35/KH-UBND ngày 19/4/2023 của Sở Giao thông vận tải."""
    plan = {"number": "35/KH-UBND", "day": "ngày 19 tháng 4 năm 2023", "name": "KẾ HOẠCH"}
    right = {**plan, "number": "35/KH-SGTVT"}
    lay(small, {"2.2/a.txt": txt(**plan), "2.2/b.docx": docx(letter(**plan))})
    document = checked(program, small)
    assert {v for v, _ in verdicts(document).values()} == {"rejected"}
    assert all("symbol-issuer-mismatch" in codes for _, codes in verdicts(document).values())
    (message,) = {f["findings"][0]["message"] for f in document["files"]}
    assert "KH-UBND" in message
    assert "Sở Giao thông vận tải" in message
    lay(small, {"2.2/a.txt": txt(**right), "2.2/b.docx": b""})
    assert verdicts(checked(program, small))["2.2/a.txt"] == ("accepted", [])


def test_by_hand_until_the_bytes_change(program: Program, small: Path) -> None:
    draft = txt(head="DỰ THẢO\n")
    note = (
        "files:\n  - file: a.txt\n    override: {verdict: accepted, reason: Bản ký số, "
        f"sha256: {hashlib.sha256(draft).hexdigest()}}}\n"
    )
    lay(small, {"1.1/a.txt": draft, "1.1/evidence.yaml": note})
    document = checked(program, small)
    assert verdicts(document)["1.1/a.txt"] == ("accepted", ["draft", "overruled"])
    assert document["files"][0]["slots"]
    lay(small, {"1.1/a.txt": txt(head="DỰ THẢO\n", number="9/TB-SGTVT")})
    document = checked(program, small)
    assert verdicts(document)["1.1/a.txt"] == ("rejected", ["draft"])
    assert [d["code"] for d in document["diagnostics"]] == ["override-lapsed"]


def test_a_verdict_by_hand_on_a_paper_of_the_year_after(program: Program, small: Path) -> None:
    dates = BASE[ASSESSMENT].replace("criteria:", "dates: {submit_by: 2024-01-20}\ncriteria:", 1)
    (small / ASSESSMENT).write_text(dates, "utf-8")
    lay(small, {"1.1/a.txt": txt(day="ngày 10 tháng 01 năm 2024")})
    document = checked(program, small)
    assert verdicts(document)["1.1/a.txt"] == ("doubtful", ["dated-after-event"])
    assert document["at_risk"] == 5
    note = "files: [{file: a.txt, override: {verdict: accepted, reason: Hội đồng đồng ý}}]"
    lay(small, {"1.1/evidence.yaml": note})
    document = checked(program, small)
    assert verdicts(document)["1.1/a.txt"] == ("accepted", ["overruled"])
    assert document["at_risk"] == 0


def test_notes_before_content_before_name(program: Program, small: Path) -> None:
    name = "9-BB-SYT_2023-01-02_x.txt"
    note = f"files: [{{file: {name}, number: '77', subject: Chủ đề}}]"
    lay(small, {f"1.1/{name}": txt(), "1.1/evidence.yaml": note})
    (file,) = checked(program, small)["files"]
    said = file["document"]
    assert (said["number"], said["subject"]) == ("77", "Chủ đề")
    assert (said["symbol"], said["type"], said["date"]) == ("TB-SGTVT", "TB", "2023-11-07")
    blank = name.replace("9-", "10-")
    lay(small, {f"1.1/{blank}": "chỉ là chữ"})
    said = checked(program, small)["files"][0]["document"]
    assert (said["number"], said["symbol"], said["date"]) == ("10", "BB-SYT", "2023-01-02")


@pytest.mark.parametrize(
    ("name", "text", "note", "verdict"),
    [
        ("a.txt", letter(head="DỰ THẢO\n"), "", "rejected"),
        ("du-thao-a.txt", "x", "type: TB", "rejected"),
        ("Dự thảo lần 2.txt", "x", "type: TB", "rejected"),
        ("Thông báo (dự thảo).txt", "x", "type: TB", "rejected"),
        ("1-TB-SGTVT_2023-02-03_gop-y-du-thao-quy-che.txt", "x", "", "accepted"),
        ("gop-y-du-thao.txt", letter(), "", "accepted"),
        ("a.txt", letter(head="DỰ THẢO\n"), "draft: no", "accepted"),
        ("du-thao-a.txt", letter(), "draft: yes", "rejected"),
    ],
)
def test_drafts(
    name: str, text: str, note: str, verdict: str, program: Program, small: Path
) -> None:
    lay(small, {f"1.1/{name}": text})
    if note:
        lay(small, {"1.1/evidence.yaml": f"files: [{{file: {name!r}, {note}}}]"})
    found, codes = next(iter(verdicts(checked(program, small)).values()))
    assert found.replace("doubtful", "accepted") == verdict
    assert ("draft" in codes) is (verdict == "rejected")


@pytest.mark.parametrize(
    ("as_of", "codes"), [("2023-11-06", ["future-date"]), ("2023-11-07", []), ("2024-06-01", [])]
)
def test_a_day_to_come(as_of: str, codes: list[str], program: Program, small: Path) -> None:
    lay(small, {"1.1/a.txt": txt()})
    assert verdicts(checked(program, small, as_of=as_of))["1.1/a.txt"][1] == codes


def test_a_paper_of_the_period_before(program: Program, small: Path) -> None:
    lay(small, {"1.1/a.txt": txt(), "2.2/new.txt": txt(number="1/KH-SGTVT", name="KẾ HOẠCH")})
    lay(small, {"1.1/old.txt": txt()}, period=2022)
    found = verdicts(checked(program, small))
    assert found["1.1/a.txt"] == ("doubtful", ["reused-from-last-period"])
    assert found["2.2/new.txt"] == ("accepted", [])
    in_force = BASE[AWARENESS].replace(
        "count_of: meetings}", "count_of: meetings, within: in_force}"
    )
    (small / AWARENESS).write_text(in_force, "utf-8")
    assert verdicts(checked(program, small))["1.1/a.txt"] == (
        "accepted",
        ["reused-from-last-period"],
    )


@pytest.mark.parametrize(
    ("paper", "action"),
    [
        (txt(), "find"),
        (txt(head="DỰ THẢO\n"), "make"),
        (txt(number="1/KH-SGTVT", name="KẾ HOẠCH"), "make"),
        (b"", "make"),
    ],
)
def test_of_the_period_before_only_what_was_good_speaks_for_a_paper(
    paper: bytes, action: str, program: Program, small: Path
) -> None:
    in_force = BASE[AWARENESS].replace("meetings}\n", "meetings, within: in_force}\n")
    (small / AWARENESS).write_text(in_force, "utf-8")
    lay(small, {"1.1/old.txt": paper}, period=2022)
    document = checked(program, small, "1.1", as_of="2023-06-01")
    assert [each["action"] for each in document["unfilled"]] == [action]


def test_a_paper_of_what_did_not_happen_proves_nothing(program: Program, small: Path) -> None:
    lay(small, {"1.1/a.txt": txt()})
    everything = program("evidence", "list", "--format", "csv", at=small).out
    assert "a.txt" in everything
    none = BASE[ASSESSMENT].replace("meetings: 4", "meetings: 0")
    (small / ASSESSMENT).write_text(none, "utf-8")
    assert "a.txt" not in program("evidence", "list", "--format", "csv", at=small).out
    page = program("evidence", "check", "--lang", "en", at=small, columns=200).out
    assert "0 prove something" in page


def test_a_type_may_be_written_without_accents(program: Program, small: Path) -> None:
    text = txt(number="5/QĐ-SGTVT", name="QUYẾT ĐỊNH")
    lay(small, {"1.1/a.txt": text})
    lay(small, {"1.1/old.txt": text}, period=2022)
    slot = BASE[AWARENESS].replace("types: [TB, BB]", "types: [QD], within: in_force")
    (small / AWARENESS).write_text(slot, "utf-8")
    assert verdicts(checked(program, small)) == {
        "1.1/a.txt": ("accepted", ["reused-from-last-period"])
    }


@pytest.mark.parametrize(
    ("notes", "code"),
    [
        ("links: [{url: 'https://x.vn/a', seen: 2023-11-02}]", ["link-without-copy"]),
        ("links: [{url: 'https://x.vn/a', copy: anh.png}]", ["link-without-copy"]),
        ("links: [{url: 'https://x.vn/a', copy: a.txt}]", []),
    ],
)
def test_a_link_alone_proves_nothing(
    notes: str, code: list[str], program: Program, small: Path
) -> None:
    lay(small, {"1.1/a.txt": txt(), "1.1/evidence.yaml": notes})
    assert [each["code"] for each in checked(program, small)["links"]] == code


def test_what_slots_do_not_take(program: Program, small: Path) -> None:
    only = BASE[AWARENESS].replace("types: [TB, BB]", "types: [TB, BB], issuers: [SGTVT]")
    (small / AWARENESS).write_text(only, "utf-8")
    lay(
        small,
        {
            "1.1/type.txt": txt(number="1/KH-SGTVT", name="KẾ HOẠCH"),
            "1.1/issuer.txt": txt(number="2/TB-SYT", issuer="SỞ Y TẾ"),
            "1.1/time.txt": txt(number="3/TB-SGTVT", day="ngày 07 tháng 11 năm 2021"),
            "1.1/what.txt": "không rõ là gì",
        },
    )
    assert verdicts(checked(program, small)) == {
        "1.1/issuer.txt": ("rejected", ["issuer-not-demanded"]),
        "1.1/time.txt": ("rejected", ["out-of-period"]),
        "1.1/type.txt": ("rejected", ["type-not-taken"]),
        "1.1/what.txt": ("rejected", ["type-not-taken"]),
    }


def test_a_file_whose_reader_dies_can_be_overruled(
    program: Program, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dtiscore.evidence import workers  # noqa: PLC0415
    from dtiscore.evidence.learnt import Fault  # noqa: PLC0415

    def run(tasks: Any, _: Any, *, on_failure: Any, on_done: Any, **__: Any) -> None:
        for task in tasks:
            on_done(task, on_failure(task, Fault.TOO_SLOW))

    monkeypatch.setattr(workers, "run", run)
    digest = hashlib.sha256(txt()).hexdigest()
    override = f"override: {{verdict: accepted, reason: Đã xem, sha256: {digest}}}"
    note = f"files: [{{file: a.txt, type: TB, number: '1', date: 2023-02-03, {override}}}]"
    lay(small, {"1.1/a.txt": txt(), "1.1/evidence.yaml": note})
    document = checked(program, small)
    assert verdicts(document)["1.1/a.txt"] == ("accepted", ["unreadable", "overruled"])
    assert document["files"][0]["sha256"] == digest


# --- options ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "fail_on", "status"),
    [
        ({"1.1/a.txt": txt()}, "doubtful", 0),
        ({"1.1/a.docx": txt()}, "doubtful", 1),
        ({"1.1/a.docx": txt()}, "rejected", 0),
        ({"1.1/a.txt": b""}, "rejected", 1),
        ({"1.1/a.txt": b""}, "doubtful", 1),
        ({}, "doubtful", 0),
        ({"1.1/a.txt": b""}, "never", 2),
    ],
)
def test_fail_on(
    files: dict[str, bytes], fail_on: str, status: int, program: Program, small: Path
) -> None:
    lay(small, files)
    ran = program("evidence", "check", "--fail-on", fail_on, "--format", "json", at=small)
    assert ran.status == status


def test_only_the_papers_of_a_criterion_or_a_group(program: Program, small: Path) -> None:
    also = "files: [{file: b.txt, also: ['1.1']}]"
    plan = txt(number="1/KH-SGTVT", name="KẾ HOẠCH")
    lay(small, {"1.1/a.txt": txt(), "2.2/b.txt": plan, "2.2/evidence.yaml": also})
    for only, paths in {
        "1.1": ["1.1/a.txt", "2.2/b.txt"],
        "1": ["1.1/a.txt", "2.2/b.txt"],
        "2.2": ["2.2/b.txt"],
        "2": ["2.2/b.txt"],
    }.items():
        document = checked(program, small, only)
        assert sorted(verdicts(document)) == paths
        assert all(u["criterion"].startswith(only) for u in document["unfilled"])
    ran = program("evidence", "check", "9.9", "--fail-on", "rejected", at=small)
    assert ran.status == 2
    lay(small, {"2.2/bad.txt": b""})
    assert program("evidence", "check", "1.2", "--fail-on", "rejected", at=small).status == 0
    assert program("evidence", "check", "2", "--fail-on", "rejected", at=small).status == 1


# --- names ------------------------------------------------------------------------------------

HOSTILE = [
    "=cmd|' /C calc'!A0.txt",
    "@SUM(1+1).txt",
    "+1.txt",
    "-1.txt",
    "<script>alert(1)<.txt",
    "[bold red]đỏ[.txt",
    "| a | b |.txt",
    "`code` *x* _y_.txt",
    "a\x1b[31mđỏ.txt",
    "a\u202egpj.txt",
    "a\nb.txt",
    "a\rb.txt",
    "\u2066x\u2069.txt",
    "a\x9b31m.txt",
]


@posix
@pytest.mark.parametrize("command", ["check", "list"])
@pytest.mark.parametrize("form", ["table", "csv", "md", "json"])
def test_a_name_reaches_nobody_as_it_is(
    command: str, form: str, program: Program, small: Path
) -> None:
    lay(small, {f"1.1/{name}": b"" for name in HOSTILE})
    options = ["--all"] if command == "list" else []
    ran = program("evidence", command, *options, "--format", form, at=small, columns=200)
    assert ran.status == 0
    for text in (ran.out, ran.err):
        seen = {c for c in text if not c.isprintable()} - {"\n"}
        assert seen <= ({"\r"} if form == "csv" else set())
    if form == "csv":
        rows = list(csv.reader(io.StringIO(ran.out)))
        assert len(rows) == len(HOSTILE) + 1
        assert not any(
            cell.startswith(("=", "+", "-", "@", "\t", "\r")) for r in rows for cell in r
        )
    if form == "md":
        assert "<script>" not in ran.out
        assert "`code`" not in ran.out.replace("\\`", "")
    if form == "table":
        assert "[bold red]" in ran.out
    if form == "json":
        assert len(ran.json["files"]) == len(HOSTILE)


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text")
@pytest.mark.parametrize("form", ["table", "csv", "md", "json"])
def test_a_name_that_is_no_text(form: str, program: Program, small: Path) -> None:
    lay(small, {"1.1/" + os.fsdecode(b"b\xff.txt"): txt(), "1.1/c.txt": b""})
    for _ in range(2):
        ran = program("evidence", "check", "--format", form, at=small)
        assert ran.status == 0, ran.err
        assert "c.txt" in ran.out


@posix
def test_the_answer_is_clean_while_the_bar_is_drawn(small: Path) -> None:
    lay(small, {f"1.1/{n}.txt": txt(number=f"{n + 1}/TB-SGTVT") for n in range(30)})
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "dtiscore", "--as-of", "2024-04-01", "evidence", "check"]
    with subprocess.Popen(
        [*command, "--format", "json"], cwd=small, stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        drawn, end = b"", time.monotonic() + 60
        while time.monotonic() < end:
            ready, _, _ = select.select([ours], [], [], 0.2)
            try:
                part = os.read(ours, 65536) if ready else b""
            except OSError:
                break
            drawn += part
            if not part and process.poll() is not None:
                break
        out, _ = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    assert len(json.loads(out)["files"]) == 30
    assert "30" in drawn.decode()


# --- what lies there --------------------------------------------------------------------------


def codes(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [(d["code"], d["file"].removeprefix("evidence/2023/")) for d in document["diagnostics"]]


def test_what_is_left_alone_is_said(program: Program, small: Path) -> None:
    names = ["~$a.docx", ".DS_Store", "Thumbs.db", "x.tmp", "y.crdownload"]
    lay(small, {f"1.1/{name}": b"x" for name in names} | {"1.1/minutes/.z": b"x"})
    document = checked(program, small)
    assert document["files"] == []
    passed = [path.removeprefix("evidence/2023/1.1/") for path in document["passed_over"]]
    assert sorted(passed) == sorted([*names, "minutes/.z"])
    assert "~$a.docx" in program("evidence", "check", at=small).out


@posix
def test_links_pipes_and_circles(program: Program, small: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "s.txt").write_bytes(txt())
    lay(small, {"1.1/a.txt": txt()})
    folder = small / "evidence/2023/1.1"
    (folder / "out.txt").symlink_to(outside / "s.txt")
    (folder / "minutes").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "broken.txt").symlink_to(folder / "nothing")
    (small / "evidence/2023/2.2").symlink_to(outside)
    os.mkfifo(folder / "pipe.txt")
    document = checked(program, small)
    assert list(verdicts(document)) == ["1.1/a.txt"]
    refused = ["1.1/broken.txt", "1.1/loop", "1.1/minutes", "1.1/out.txt", "2.2"]
    assert codes(document) == [("outside-workspace", path) for path in refused]


@posix
@pytest.mark.parametrize("part", ["evidence", "evidence/2023"])
def test_a_linked_folder_of_all_evidence_is_not_read(
    part: str, program: Program, small: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    lay(outside, {"1.1/a.txt": txt()})
    (small / part).parent.mkdir(exist_ok=True)
    (small / part).symlink_to(outside / part)
    document = checked(program, small)
    assert document["files"] == []
    assert [d["code"] for d in document["diagnostics"]] == ["outside-workspace"]


@posix
def test_names_that_differ_by_their_unicode_form_alone(program: Program, small: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "họp.txt") for form in ("NFC", "NFD"))
    lay(small, {f"1.1/{composed}": txt(), f"1.1/{decomposed}": b""})
    found = verdicts(checked(program, small))
    assert len(found) == 2
    assert sorted(v for v, _ in found.values()) == ["accepted", "rejected"]


def test_a_long_path_with_blanks(program: Program, small: Path) -> None:
    name = "tên rất dài " * 12 + ".txt"
    lay(small, {f"1.1/minutes/{name}": txt()})
    (path,) = verdicts(checked(program, small))
    assert path == f"1.1/minutes/{name}"


def test_folders_by_any_case_and_a_near_id(program: Program, small: Path) -> None:
    lay(small, {"1.1/MINUTES/a.txt": txt(), "1.11/b.txt": txt(), "a.txt": txt()})
    document = checked(program, small)
    assert document["files"][0]["slots"] == [{"criterion": "1.1", "slot": "minutes"}]
    assert codes(document) == [("unknown-folder", "1.11"), ("loose-file", "a.txt")]
    assert "1.1" in document["diagnostics"][0]["message"] + str(document["diagnostics"][0])


def test_more_files_than_a_folder_may_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from scorekit import a_set, group, yes_no  # noqa: PLC0415

    from dtiscore.evidence import walk  # noqa: PLC0415

    folder = tmp_path / "evidence/2023/1"
    folder.mkdir(parents=True)
    assert walk._MOST_FILES == 10_000
    monkeypatch.setattr(walk, "_MOST_FILES", 20)
    for n in range(21):
        (folder / f"{n:05d}.pdf").touch()
    (folder / "evidence.yaml").write_text("files: []", "utf-8")
    found = walk.walk(tmp_path, "evidence/2023", a_set(group("g", yes_no("1", 10))))
    (only,) = found.folders
    assert len(only.files) == 20
    assert only.has_notes, "the notes lie behind them all"
    assert [each.code for each in found.found] == ["too-many-files"]


@posix
def test_a_folder_that_cannot_be_seen_is_said(
    program: Program, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(small, {"1.1/a.txt": txt(), "2.2/b.txt": txt()})
    scandir = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("2.2"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    ran = program("evidence", "check", "--format", "json", at=small)
    assert [d["code"] for d in ran.json["diagnostics"]] == ["unreadable-file"]
    assert "2.2" in ran.json["diagnostics"][0]["file"]


# --- the index --------------------------------------------------------------------------------


def test_the_index_lists_what_proves(program: Program, small: Path) -> None:
    party = txt(number="09-NQ/TU", issuer="TỈNH ỦY", name="NGHỊ QUYẾT")
    lay(small, {"1.1/a.txt": txt(), "1.1/b.txt": party})
    ran = program("evidence", "list", "--format", "csv", at=small)
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(r["no"], r["number"], r["symbol"], r["criterion"], r["slot"]) for r in rows] == [
        ("1", "118", "TB-SGTVT", "1.1", "minutes")
    ]
    everything = program("evidence", "list", "--all", "--format", "json", at=small).json
    assert len(everything["files"]) == 2
    page = program("evidence", "list", "--format", "md", at=small).out
    assert "118/TB-SGTVT" in page.replace("\\", "")
    assert "a.txt" in page


def test_a_paper_that_serves_two_criteria_stands_once(program: Program, small: Path) -> None:
    services = BASE[SERVICES].replace("types: [KH]", "types: [TB]")
    (small / SERVICES).write_text(services, "utf-8")
    note = "files: [{file: a.txt, also: ['2.2']}]"
    lay(small, {"1.1/a.txt": txt(), "1.1/evidence.yaml": note})
    rows = csv.DictReader(io.StringIO(program("evidence", "list", "--format", "csv", at=small).out))
    assert [(r["criterion"], r["slot"]) for r in rows] == [("1.1 2.2", "minutes plan")]
