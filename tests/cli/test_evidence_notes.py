"""What ``evidence add`` and ``evidence request`` write beside papers, and where they refuse to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from clikit import Program

from dtiscore.source.yaml_tree import parse_yaml
from workspaces import a_pdf

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "evidence/2023/1.1"
NOTES = f"{FOLDER}/evidence.yaml"
ASKED = {"of": "van-phong", "on": "2024-01-02", "by": "2024-01-10"}


def request(program: Program, at: Path, *more: str) -> Any:
    call = ("request", "1.1/minutes", "--of", "van phong", "--by", "10/01/2024", *more)
    return program("evidence", *call, "--format", "json", at=at, as_of="2024-01-02")


def noted(at: Path) -> Any:
    document, found = parse_yaml((at / NOTES).read_bytes(), NOTES)
    assert document is not None
    assert found == ()
    return document.data()


@pytest.mark.parametrize("before", [None, "", "# Ghi chú\n", "slots:\n", "slots: {}\n"])
def test_a_request_where_nothing_is_noted_yet(
    before: str | None, program: Program, small: Path
) -> None:
    if before is not None:
        (small / FOLDER).mkdir(parents=True)
        (small / NOTES).write_text(before, "utf-8")
    ran = request(program, small)
    assert (ran.status, ran.err) == (0, "")
    assert ran.json["requested"] == ASKED
    assert noted(small) == {"slots": {"minutes": {"requested": ASKED}}}
    assert (small / NOTES).read_text("utf-8").startswith("#") == (before == "# Ghi chú\n")
    assert program("check", at=small).status == 0


def test_what_was_asked_is_on_the_checklist(program: Program, small: Path) -> None:
    request(program, small)
    document = program("checklist", "--format", "json", at=small, as_of="2024-01-11").json
    (item,) = [i for u in document["units"] for i in u["items"] if i["slot"] == "minutes"]
    assert (item["supply"], item["requested"], item["handed_in"]) == ("overdue", ASKED, None)


@pytest.mark.parametrize("before", [b"\xff\xfe", b"slots: [a]\n", b"files: [\n"])
def test_notes_that_cannot_be_changed_are_left_alone(
    before: bytes, program: Program, small: Path
) -> None:
    (small / FOLDER).mkdir(parents=True)
    (small / NOTES).write_bytes(before)
    ran = request(program, small)
    assert ran.status == 2
    assert "cannot-edit" in {found["code"] for found in ran.json["diagnostics"]}
    assert (small / NOTES).read_bytes() == before


def test_a_paper_goes_to_the_only_slot_s_hand_in(program: Program, small: Path) -> None:
    (small / "a.pdf").write_bytes(a_pdf("a"))
    call = ("add", "a.pdf", "--criterion", "1.1", "--from", "Văn phòng", "--format", "json")
    ran = program("evidence", *call, at=small, as_of="2024-01-02")
    assert ran.status == 0
    assert noted(small)["slots"]["minutes"]["handed_in"] == {"on": "2024-01-02", "by": "Văn phòng"}


def test_of_which_slot_a_paper_was_handed_in_must_be_clear(program: Program, small: Path) -> None:
    (small / "a.pdf").write_bytes(a_pdf("a"))
    call = ("add", "a.pdf", "--criterion", "2.3", "--from", "Văn phòng", "--format", "json")
    ran = program("evidence", *call, at=small)
    assert ran.status == 2
    assert [found["code"] for found in ran.json["diagnostics"]] == ["not-one-of"]
    assert not (small / "evidence").exists()


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
@pytest.mark.parametrize("link", ["evidence", FOLDER, f"{FOLDER}/minutes"])
def test_nothing_is_written_out_of_the_workspace(
    link: str, program: Program, small: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (small / "a.pdf").write_bytes(a_pdf("a"))
    (small / link).parent.mkdir(parents=True, exist_ok=True)
    (small / link).symlink_to(outside)
    call = ("add", "a.pdf", "--criterion", "1.1", "--slot", "minutes", "--format", "json")
    ran = program("evidence", *call, at=small)
    assert ran.status == 2
    assert "leads-out" in {found["code"] for found in ran.json["diagnostics"]}
    assert list(outside.iterdir()) == []


def test_a_copy_does_not_take_away_what_a_paper_serves(program: Program, small: Path) -> None:
    """The noted paper serves two criteria; a copy whose name comes first serves one."""
    (small / FOLDER).mkdir(parents=True)
    for name in ("118-TB-SM_2023-11-07_b.pdf", "118-TB-SM_2023-11-07_a.pdf"):
        (small / FOLDER / name).write_bytes(a_pdf("same"))
    (small / NOTES).write_text(
        'files:\n  - {file: 118-TB-SM_2023-11-07_b.pdf, also: ["2.2"]}\n', "utf-8"
    )
    files = program("evidence", "check", "--format", "json", at=small).json["files"]
    verdicts = {file["path"].rpartition("_")[2]: file["verdict"] for file in files}
    assert verdicts == {"a.pdf": "rejected", "b.pdf": "accepted"}


def test_without_a_lock_nothing_is_verified(program: Program, small: Path) -> None:
    ran = program("evidence", "verify", "--format", "json", at=small)
    assert ran.status == 2
    assert [found["code"] for found in ran.json["diagnostics"]] == ["not-locked"]
    assert program("evidence", "lock", at=small).status == 0
    assert program("evidence", "verify", "--fail-on-change", at=small).status == 0
    (small / "units.yaml").write_text("units: []\n", "utf-8")
    ran = program("evidence", "verify", "--fail-on-change", "--format", "json", at=small)
    assert ran.status == 1
    assert ran.json["changes"] == [{"path": "units.yaml", "what": "changed"}]
