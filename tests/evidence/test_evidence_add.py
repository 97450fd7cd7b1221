"""``evidence add`` and ``request``: what is copied in, under which name, and what is noted."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperkit import txt

from dtiscore.base.text import nfc
from dtiscore.evidence.add import Said, clear_name
from dtiscore.evidence.naming import NameParts, parse_name
from dtiscore.evidence.walk import passed_over
from workspaces import SERVICES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Program = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("inline")
posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes are POSIX")
CLEAR = "118-TB-SGTVT_2023-11-07_ket-luan-cuoc-hop-chuyen-doi-so.txt"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of the evidence, with its bytes."""
    root = folder / "evidence"
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def add(program: Program, small: Path, file: Path, *options: str, to: str = "1.1") -> Any:
    return program(
        "evidence", "add", str(file), "--criterion", to, "--format", "json", *options, at=small
    )


def source(tmp_path: Path, name: str = "scan 1.TXT", content: bytes | None = None) -> Path:
    path = tmp_path / name
    path.write_bytes(txt() if content is None else content)
    return path


def codes(ran: Any) -> list[str]:
    return [d["code"] for d in ran.json["diagnostics"]]


# --- names ------------------------------------------------------------------------------------

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
SUFFIXES = st.sampled_from(["", ".pdf", ".PDF", ".docx", ".tmp", ".lnk", ".part", ".x" * 40])
NUMBERS = st.none() | st.from_regex(r"[0-9]{1,5}[a-z]?", fullmatch=True) | ANY
SYMBOLS = st.sampled_from(["TB-SGTVT", "QĐ-UBND", "KH-UBND-VX", "2020/NĐ-CP", "UBND-VX"]) | ANY
ORIGINALS = (
    st.builds(lambda stem, suffix: stem + suffix, ANY, SUFFIXES)
    | st.sampled_from(["evidence.yaml", "Thumbs.db", "desktop.ini", "con.pdf", "~$a.docx", ".x"])
    | st.sampled_from(["12-kh-so.pdf", "5 BC SGTVT.pdf", "a." + "b" * 300, "x" * 300 + ".pdf"])
)
SAIDS = st.builds(
    Said,
    NUMBERS,
    st.none() | SYMBOLS,
    st.none() | st.dates(date(1990, 1, 1), date(2099, 1, 1)),
    st.none() | ANY | st.just("12 kh so 2023-10-05"),
)
RESERVED = {"con", "prn", "aux", "nul"} | {f"{p}{n}" for p in ("com", "lpt") for n in range(10)}


@given(SAIDS, ORIGINALS)
def test_a_clear_name_is_safe_everywhere(said: Said, original: str) -> None:
    name = clear_name(said, original)
    assert name
    assert not set(name) & set('<>:"/\\|?*')
    assert all(ord(c) >= 32 and c.isprintable() for c in name)
    assert not name.endswith((".", " "))
    assert not name.startswith((".", "~", " ", "-"))
    assert name.split(".")[0].casefold() not in RESERVED
    assert len(name.encode()) <= 240
    assert not passed_over(name), "it must be looked at"
    assert nfc(name) == name


@given(SAIDS, ORIGINALS)
def test_a_clear_name_says_what_was_put_in_or_nothing(said: Said, original: str) -> None:
    name = clear_name(said, original)
    read = parse_name(name.rpartition(".")[0] or name)
    told = (read.number, read.symbol, read.date)
    assert told == (said.number, said.symbol, said.date) or read == NameParts()


A_PLAN = "05-KH-SGTVT_2023-02-03_ke-hoach-a.pdf"


@pytest.mark.parametrize(
    ("said", "original", "name"),
    [
        (Said("05", "KH-SGTVT", date(2023, 2, 3), "Kế hoạch A"), "x.PDF", A_PLAN),
        (Said("5", "QĐ-UBND", None, None), "Đề án.docx", "5-QD-UBND_de-an.docx"),
        (Said(None, None, None, None), "Ảnh chụp (1).JPG", "anh-chup-1.jpg"),
        (Said(None, None, None, "12 KH số"), "x.pdf", "tep-12-kh-so.pdf"),
        (Said(None, None, None, None), "con.pdf", "tep-con.pdf"),
        (Said(None, None, None, None), "evidence.yaml", "tep-evidence.yaml"),
        (Said(None, None, None, None), "a.tmp", "a"),
        (Said(None, None, None, None), "…", "tai-lieu"),
    ],
)  # fmt: skip
def test_clear_names(said: Said, original: str, name: str) -> None:
    assert clear_name(said, original) == name


# --- add --------------------------------------------------------------------------------------


def test_a_paper_is_copied_under_a_clear_name_and_shown(
    program: Program, small: Path, tmp_path: Path
) -> None:
    path = source(tmp_path)
    ran = add(program, small, path)
    assert ran.status == 0, ran.out
    assert tree(small) == {f"2023/1.1/{CLEAR}": txt()}
    assert path.read_bytes() == txt()
    document = ran.json
    assert document["schema"] == "dtiscore/evidence-add/1"
    assert document["path"] == f"evidence/2023/1.1/{CLEAR}"
    assert (document["was_there"], document["verdict"]) == (False, "accepted")
    assert document["slots"] == [{"criterion": "1.1", "slot": "minutes"}]
    page = program("evidence", "add", str(path), "--criterion", "1.1", "--lang", "en", at=small).out
    assert "lies there already" in page
    assert "118/TB-SGTVT" in page


def test_the_same_file_again_says_so_and_is_not_copied(
    program: Program, small: Path, tmp_path: Path
) -> None:
    path = source(tmp_path)
    add(program, small, path)
    before = tree(small)
    ran = add(program, small, path, "--number", "118")
    assert ran.json["was_there"] is True
    assert tree(small) == before


def test_another_file_of_that_name_is_never_overwritten(
    program: Program, small: Path, tmp_path: Path
) -> None:
    add(program, small, source(tmp_path))
    other = txt(body="Một trang khác.")
    ran = add(program, small, source(tmp_path, content=other))
    twin = CLEAR.replace(".txt", "-2.txt")
    assert tree(small) == {f"2023/1.1/{CLEAR}": txt(), f"2023/1.1/{twin}": other}
    assert [f["code"] for f in ran.json["findings"]] == ["duplicate-document"]


def test_what_is_stated_is_noted_and_only_that(
    program: Program, small: Path, tmp_path: Path
) -> None:
    path = source(tmp_path, "anh.txt", b"chup man hinh")
    options = ["--slot", "MINUTES", "--number", "07", "--symbol", "BB-SGTVT", "--type", "BB"]
    ran = add(program, small, path, *options, "--date", "03/02/2023", "--from", "Văn phòng")
    assert ran.status == 0, ran.out
    name = "minutes/07-BB-SGTVT_2023-02-03_anh.txt"
    notes = tree(small)["2023/1.1/evidence.yaml"].decode()
    assert notes == (
        f"files:\n  - {{file: {name}, "
        'number: "07", symbol: BB-SGTVT, type: BB, date: 2023-02-03}\n'
        "slots:\n  minutes:\n    handed_in: {on: 2024-06-01, by: van-phong}\n"
    )
    assert ran.json["document"]["number"] == "07"
    assert ran.json["slots"] == [{"criterion": "1.1", "slot": "minutes"}]
    add(program, small, path, *options, "--date", "03/02/2023")
    assert tree(small)["2023/1.1/evidence.yaml"].decode() == notes


def test_what_is_stated_of_a_paper_that_lies_there_is_noted_once(
    program: Program, small: Path, tmp_path: Path
) -> None:
    path = source(tmp_path)
    add(program, small, path)
    for _ in range(2):
        assert add(program, small, path, "--issuer", "Sở Mẫu").json["was_there"]
    notes = tree(small)["2023/1.1/evidence.yaml"].decode()
    assert notes.count("Sở Mẫu") == notes.count(CLEAR) == 1


def test_who_handed_it_in_goes_to_the_only_slot(
    program: Program, small: Path, tmp_path: Path
) -> None:
    add(program, small, source(tmp_path), "--from", "van-phong")
    assert b"handed_in: {on: 2024-06-01, by: van-phong}" in tree(small)["2023/1.1/evidence.yaml"]
    ran = add(program, small, source(tmp_path), "--from", "van-phong", to="1.2")
    assert (ran.status, codes(ran)) == (2, ["not-one-of"])


FILES = {
    "comments": "# ghi chú\nfiles:   # các tệp\n-   file:  'x.pdf'\n    type: \"KH\"\n\n# hết\n",
    "flow": "{files: [{file: x.pdf}], slots: {}}",
    "crlf": "files:\r\n  - {file: x.pdf}\r\n",
    "bom": "\ufefffiles:\n- file: x.pdf\n  subject: >\n    một\n    hai\n",
    "comment only": "# chưa có gì\n",
    "nothing": "",
    "null": "files:\n",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES.keys())
def test_notes_are_kept_byte_for_byte(
    text: str, program: Program, small: Path, tmp_path: Path
) -> None:
    folder = small / "evidence/2023/1.1"
    folder.mkdir(parents=True)
    (folder / "evidence.yaml").write_bytes(text.encode())
    (folder / "x.pdf").write_bytes(b"%PDF-1.4")
    ran = add(program, small, source(tmp_path), "--issuer", "Sở Mẫu")
    assert ran.status == 0, ran.out
    after = (folder / "evidence.yaml").read_bytes().decode()
    entry = f'{{file: "{CLEAR}", issuer: Sở Mẫu}}'
    assert entry in after
    left = after.replace(entry, "")
    kept = [line for line in text.splitlines(keepends=True) if line.strip("\r\n")]
    for line in kept if "[" not in text else []:
        assert line.rstrip("\r\n") in left
    assert after.count("\r\n") == (after.count("\n") if "\r\n" in text else 0)
    assert after.startswith("\ufeff") is text.startswith("\ufeff")


BROKEN = [
    "files: [{",
    "files: một\n",
    "- a\n",
    "files: [{file: a.pdf, nguoi_ky: X}]\n",
    "files: []\nfiles: []\n",
    "files: [{file: a.pdf, date: 31/02/2023}]\n",
    "slots: {minutes: {requested: {}}}\n",
    b"files: []\n\xff",
    b"\xff\xfef\x00",
]


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_notes_that_are_wrong_refuse_and_nothing_is_written(
    text: str | bytes, program: Program, small: Path, tmp_path: Path
) -> None:
    folder = small / "evidence/2023/1.1"
    folder.mkdir(parents=True)
    (folder / "evidence.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
    before = tree(small)
    ran = add(program, small, source(tmp_path), "--number", "5")
    assert (ran.status, "cannot-edit" in codes(ran)) == (2, True)
    ran = program(
        "evidence", "request", "1.1/minutes", "--of", "van-phong", "--format", "json", at=small
    )
    assert (ran.status, "cannot-edit" in codes(ran)) == (2, True)
    assert tree(small) == before


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--date", "31/02/2023"], "not-a-date"),
        (["--slot", "minute"], "unknown-slot"),
        (["--number", ""], "wrong-type"),
        (["--number", "../../x"], "wrong-type"),
        (["--number", "1234567890123"], "wrong-type"),
        (["--symbol", " "], "wrong-type"),
        (["--type", "XYZ"], "not-one-of"),
        (["--from", ""], "wrong-type"),
    ],
)
def test_options_that_are_wrong_write_nothing(
    options: list[str], code: str, program: Program, small: Path, tmp_path: Path
) -> None:
    ran = add(program, small, source(tmp_path), *options)
    assert (ran.status, codes(ran)[:1]) == (2, [code])
    assert len(codes(ran)) == 1
    assert not (small / "evidence").exists()


def test_an_unknown_criterion_writes_nothing(program: Program, small: Path, tmp_path: Path) -> None:
    for to in ("9.9", "../..", "1.1/..", ""):
        ran = add(program, small, source(tmp_path), to=to)
        assert (ran.status, codes(ran)) == (2, ["unknown-criterion"])
    assert not (small / "evidence").exists()


@posix
@pytest.mark.parametrize("what", ["missing", "folder", "pipe", "empty", "huge", "link to nothing"])
def test_a_source_that_is_no_paper(
    what: str, program: Program, small: Path, tmp_path: Path
) -> None:
    path = tmp_path / "x.pdf"
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "empty":
        path.touch()
    elif what == "huge":
        path.touch()
        os.truncate(path, (100 << 20) + 1)
    elif what == "link to nothing":
        path.symlink_to(tmp_path / "nothing")
    assert add(program, small, path).status == 2
    assert not (small / "evidence").exists()


@posix
def test_a_link_the_user_names_is_copied_as_the_file_it_leads_to(
    program: Program, small: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(source(tmp_path))
    assert add(program, small, link).status == 0
    (name,) = tree(small)
    assert not (small / "evidence" / name).is_symlink()


@posix
@pytest.mark.parametrize(
    "name",
    ["\x1b[31m.txt", "=1+1.txt", "a\nb.txt", "-x.txt", "\u202ex.txt", "a\\b.txt", "b\udcff.txt"],
)
def test_hostile_source_names(name: str, program: Program, small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "from"
    folder.mkdir()
    path = folder / name
    path.write_bytes(b"noi dung")
    ran = program("evidence", "add", "--criterion", "1.1", "--", str(path), at=small)
    assert ran.status == 0, ran.err
    assert all(c.isprintable() or c == "\n" for c in ran.out + ran.err)
    (kept,) = tree(small)
    assert set(kept) <= set("abcdefghijklmnopqrstuvwxyz0123456789-./")


@posix
@pytest.mark.parametrize(
    "part", ["evidence", "evidence/2023", "evidence/2023/1.1", "evidence/2023/1.1/minutes"]
)
@pytest.mark.parametrize("inside", [False, True])
def test_a_link_on_the_way_is_refused(
    part: str,
    inside: bool,  # noqa: FBT001
    program: Program,
    small: Path,
    tmp_path: Path,
) -> None:
    """Out of the workspace nothing may be written; within it no paper would be found again."""
    target = (small if inside else tmp_path) / "elsewhere"
    target.mkdir()
    link = small / part
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)
    ran = add(program, small, source(tmp_path), "--slot", "minutes")
    assert (ran.status, codes(ran)) == (2, ["leads-out"])
    if not part.endswith("minutes"):
        asked = ["1.1/minutes", "--of", "van-phong"]
        assert program("evidence", "request", *asked, at=small).status == 2
    assert list(target.iterdir()) == []


@posix
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_notes_that_are_no_file_are_refused(
    kind: str, program: Program, small: Path, tmp_path: Path
) -> None:
    notes = small / "evidence/2023/1.1/evidence.yaml"
    notes.parent.mkdir(parents=True)
    elsewhere = tmp_path / "n.yaml"
    elsewhere.write_text("files: []\n", "utf-8")
    if kind == "link":
        notes.symlink_to(elsewhere)
    elif kind == "pipe":
        os.mkfifo(notes)
    else:
        notes.mkdir()
    ran = program("evidence", "request", "1.1/minutes", "--of", "x", "--format", "json", at=small)
    assert (ran.status, "cannot-edit" in codes(ran)) == (2, True)
    assert elsewhere.read_text("utf-8") == "files: []\n"


def test_the_folder_s_own_spelling_is_kept(program: Program, small: Path, tmp_path: Path) -> None:
    services = (small / SERVICES).read_text("utf-8").replace('"2.2"', '"2.b"')
    (small / SERVICES).write_text(services, "utf-8")
    assessment = small / "assessments/2023.yaml"
    assessment.write_text(assessment.read_text("utf-8").replace('"2.2"', '"2.b"'), "utf-8")
    (small / "evidence/2023/2.B").mkdir(parents=True)
    ran = add(program, small, source(tmp_path), to="2.b")
    assert ran.status == 0, ran.out
    assert [path.split("/")[1] for path in tree(small)] == ["2.B"]


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_copy_is_whole_or_not_there(
    step: str, program: Program, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = source(tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "disk full")

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        assert add(program, small, path).status == 2
    assert tree(small) == {}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("77-TB-SM_2024-12-02_hop.png", "77-TB-SM_2024-12-02_hop.png"),
        ("77-QĐ-SM_02-12-2024 Họp giao ban.png", "77-QD-SM_2024-12-02_hop-giao-ban.png"),
        ("77a-TB-SM.png", "77a-TB-SM_tai-lieu.png"),
    ],
)
def test_a_scan_keeps_what_its_own_name_says(
    name: str, kept: str, program: Program, small: Path, tmp_path: Path
) -> None:
    ran = add(program, small, source(tmp_path, name, b"\x89PNG nothing to be read"))
    assert ran.status == 0, ran.out
    assert list(tree(small)) == [f"2023/1.1/{kept}"]
    document, said = ran.json["document"], parse_name(name.rpartition(".")[0])
    assert document["number"] == said.number
    assert document["type"] == said.type
    assert document["date"] == (said.date.isoformat() if said.date else None)


def test_options_come_before_the_document_and_that_before_the_name(
    program: Program, small: Path, tmp_path: Path
) -> None:
    path = source(tmp_path, "9-KH-SM_2020-01-01_x.txt")
    add(program, small, path, "--number", "99")
    assert f"2023/1.1/{CLEAR.replace('118', '99')}" in tree(small)


@pytest.mark.parametrize(
    ("written", "kept"), [("qd", "QĐ"), ("kế hoạch", "KH"), ("ND", "NĐ"), (" bb ", "BB")]
)
def test_a_type_is_noted_as_the_decree_spells_it(
    written: str, kept: str, program: Program, small: Path, tmp_path: Path
) -> None:
    ran = add(program, small, source(tmp_path), "--type", written)
    assert ran.json["document"]["type"] == kept
    assert f"type: {kept}" in tree(small)["2023/1.1/evidence.yaml"].decode()


def test_unknown_types_list_the_known_ones(program: Program, small: Path, tmp_path: Path) -> None:
    (found,) = add(program, small, source(tmp_path), "--type", "XYZ").json["diagnostics"]
    assert found["file"] == "--type"
    assert all(known in found["message"] for known in ("QĐ", "BC", "NĐ"))


def test_an_option_against_the_document_is_remarked(
    program: Program, small: Path, tmp_path: Path
) -> None:
    path = source(tmp_path)
    options = ["--criterion", "1.1", "--number", "99", "--symbol", "TB-SGTVT", "--lang", "en"]
    ran = program("evidence", "add", str(path), *options, at=small)
    assert "note: --number: the document says 118; 99 is noted in evidence.yaml" in ran.out
    assert "--symbol" not in ran.out
    twice = add(program, small, path, "--number", "98", "--lang", "en")
    (remark,) = twice.json["remarks"]
    assert "not noted" in remark


@pytest.mark.parametrize("at", ["2023/1.1/khac.txt", "2023/1.1/minutes/khac.txt"])
@pytest.mark.parametrize("options", [[], ["--slot", "minutes"], ["--number", "5"]])
def test_a_paper_of_the_criterion_is_not_copied_under_another_name(
    at: str, options: list[str], program: Program, small: Path, tmp_path: Path
) -> None:
    there = small / "evidence" / at
    there.parent.mkdir(parents=True)
    there.write_bytes(txt())
    ran = add(program, small, source(tmp_path), *options)
    assert ran.status == 0, ran.out
    assert (ran.json["was_there"], ran.json["path"]) == (True, f"evidence/{at}")
    assert set(tree(small)) - {"2023/1.1/evidence.yaml"} == {at}
    astray = "--slot" in options and "minutes" not in at
    assert len(ran.json["remarks"]) == astray + ("--number" in options)


@pytest.mark.parametrize(
    ("what", "code", "words"),
    [
        ("empty", "empty", "copy the paper here again"),
        ("huge", "too-large", "scan it at 200 dpi"),
        ("folder", "unreadable-file", "it is a folder"),
    ],
)
def test_what_is_no_paper_is_said_in_words(
    what: str, code: str, words: str, program: Program, small: Path, tmp_path: Path
) -> None:
    path = tmp_path / "x.pdf"
    if what == "folder":
        path.mkdir()
    else:
        path.touch()
        os.truncate(path, (100 << 20) + 1 if what == "huge" else 0)
    ran = add(program, small, path, "--lang", "en")
    (found,) = ran.json["diagnostics"]
    assert (found["code"], found["file"]) == (code, str(path))
    assert words in found["message"]


def test_that_a_paper_was_copied_is_said_whatever_else_is_wrong(
    program: Program, small: Path, tmp_path: Path
) -> None:
    (small / "units.yaml").write_text("units: [\n", "utf-8")
    path = source(tmp_path)
    ran = program("evidence", "add", str(path), "--criterion", "1.1", "--lang", "en", at=small)
    assert (ran.status, ran.out) == (2, f"Copied to evidence/2023/1.1/{CLEAR}\n")
    assert "units.yaml" in ran.err
    assert list(tree(small)) == [f"2023/1.1/{CLEAR}"]
    again = add(program, small, path)
    assert (again.status, again.json["was_there"]) == (2, True)
    assert again.json["path"] == f"evidence/2023/1.1/{CLEAR}"
    assert again.json["diagnostics"]


# --- request ----------------------------------------------------------------------------------


def request(program: Program, small: Path, slot: str, *options: str) -> Any:
    return program("evidence", "request", slot, *options, "--format", "json", at=small)


def test_a_request_is_noted_and_shown(program: Program, small: Path) -> None:
    ran = request(program, small, "1.1/Minutes", "--of", "VP", "--by", "10/01/2024")
    assert ran.status == 0
    asked = {"of": "van-phong", "on": "2024-06-01", "by": "2024-01-10"}
    assert ran.json["requested"] == asked
    assert (ran.json["criterion"], ran.json["slot"]) == ("1.1", "minutes")
    notes = tree(small)["2023/1.1/evidence.yaml"].decode()
    assert notes == (
        "slots:\n  minutes:\n    requested: {of: van-phong, on: 2024-06-01, by: 2024-01-10}\n"
    )
    request(program, small, "1.1/minutes", "--of", "Chánh Văn phòng")
    notes = tree(small)["2023/1.1/evidence.yaml"].decode()
    assert notes == "slots:\n  minutes:\n    requested: {of: Chánh Văn phòng, on: 2024-06-01}\n"


def test_a_slot_already_noted_in_another_spelling_is_not_noted_twice(
    program: Program, small: Path
) -> None:
    notes = small / "evidence/2023/1.1/evidence.yaml"
    notes.parent.mkdir(parents=True)
    notes.write_text("slots:\n  MINUTES: {handed_in: {on: 2024-01-02}}\n", "utf-8")
    assert request(program, small, "1.1/minutes", "--of", "X").status == 0
    assert notes.read_text("utf-8").casefold().count("minutes") == 1
    assert "handed_in: {on: 2024-01-02}" in notes.read_text("utf-8")


@pytest.mark.parametrize(
    ("slot", "options", "code"),
    [
        ("1.1/minute", ["--of", "X"], "unknown-slot"),
        ("1.1", ["--of", "X"], "not-one-of"),
        ("9/minutes", ["--of", "X"], "unknown-criterion"),
        ("", ["--of", "X"], "unknown-criterion"),
        ("../1.1/minutes", ["--of", "X"], "unknown-criterion"),
        ("1.1/minutes", ["--of", "X", "--by", "31/02/2024"], "not-a-date"),
        ("1.1/minutes", ["--of", ""], "wrong-type"),
        ("1.1/minutes", ["--of", "   "], "wrong-type"),
    ],
)
def test_requests_that_are_wrong_write_nothing(
    slot: str, options: list[str], code: str, program: Program, small: Path
) -> None:
    ran = request(program, small, slot, *options)
    assert (ran.status, codes(ran)[:1]) == (2, [code])
    assert not (small / "evidence").exists()


@pytest.mark.parametrize(
    "unit",
    ["Phòng: KH-TC", "a #b", "null", "no", "05", '"x"', "{a}", "\x1b[31m", "ho\u0323p"],
)
def test_any_unit_s_name_comes_back(unit: str, program: Program, small: Path) -> None:
    ran = request(program, small, "1.1/minutes", "--of", unit)
    assert ran.status == 0, ran.out
    ran = program("checklist", "--format", "json", at=small)
    (item,) = [i for u in ran.json["units"] for i in u["items"] if i["slot"] == "minutes"]
    assert nfc(unit) in str(item) or repr(nfc(unit))[1:-1] in str(item)
