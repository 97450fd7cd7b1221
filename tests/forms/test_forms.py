"""Forms out and in: what a clerk types arrives, and nothing else changes."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import yaml
from formkit import cell, fill

from libreoffice import converted, needs_office
from workspaces import ASSESSMENT, BASE, ROOT, SERVICES, make_workspace, sample_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORM = "phieu-tu-danh-gia-2023-{}.xlsx"


@pytest.fixture
def sent(small: Path, program: Callable[..., Any]) -> Path:
    """The form of the office, lying beside its workspace."""
    assert program("form", "export", "--all", "--to", "forms", at=small).status == 0
    return small / "forms" / FORM.format("van-phong")


def text_of(workspace: Path) -> str:
    return (workspace / ASSESSMENT).read_text("utf-8")


def imported(program: Callable[..., Any], workspace: Path, *arguments: str) -> Any:
    files = sorted(f"forms/{path.name}" for path in (workspace / "forms").glob("*.xlsx"))
    return program("form", "import", *files, *arguments, at=workspace)


# --- out --------------------------------------------------------------------------------------


def test_each_unit_gets_a_form_of_what_it_leads_and_supports(
    small: Path, program: Callable[..., Any]
) -> None:
    ran = program("form", "export", "--all", "--to", "forms", "--format", "json", at=small)
    assert [(f["unit"], f["criteria"]) for f in ran.json["files"]] == [
        ("van-phong", ["1.1", "1.2"]),
        ("phong-cntt", ["2.1", "2.2", "2.3"]),
    ]


def test_a_form_that_lies_there_is_not_replaced(sent: Path, program: Callable[..., Any]) -> None:
    before = sent.read_bytes()
    ran = program("form", "export", "vp", "--to", "forms", at=sent.parents[1])
    assert (ran.status, sent.read_bytes()) == (2, before)
    assert "[in-the-way]" in ran.err
    again = program("form", "export", "vp", "--to", "forms", "--force", at=sent.parents[1])
    assert (again.status, sent.read_bytes()) == (0, before)


def test_forms_sent_after_the_hand_in_are_remarked_on(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    """Without --period the sample's forms are of the year whose hand-in is long over."""
    sample_copy(tmp_path)
    out = ("form", "export", "vp", "--to", "forms")
    late = program(*out, at=tmp_path, as_of="2024-05-07")
    assert (late.status, "[hand-in-over]" in late.err) == (0, True)
    assert "20/01/2024" in late.err
    assert "--period" in late.err
    for more in (("--as-of", "2024-01-20"), ("--period", "2024", "--as-of", "2024-05-07")):
        ran = program(*out, "--force", *more, at=tmp_path)
        assert (ran.status, ran.err) == (0, "")


def test_inputs_are_open_and_typed_and_all_else_is_locked(sent: Path) -> None:
    book = openpyxl.load_workbook(sent)
    value = cell(book, "fact:1.1:meetings", "value")
    sheet = value.parent
    assert sheet.protection.sheet
    assert (value.value, value.protection.locked) == (4, False)
    assert cell(book, "fact:1.1:meetings", "points").protection.locked
    checks = {str(one.sqref): one.type for one in sheet.data_validations.dataValidation}
    assert checks[value.coordinate] == "whole"
    assert cell(book, "fact:1.1:meetings", "points").value.startswith("=IF(")
    assert sheet.print_title_rows is not None
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.freeze_panes is not None
    assert [one.sheet_state for one in book.worksheets] == ["visible", "visible", "veryHidden"]


def test_text_that_begins_like_a_formula_is_written_as_text(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    said = BASE[ASSESSMENT].replace("      meetings: 4\n", "      meetings: 4\n    note: =1+1\n")
    folder = make_workspace(tmp_path, {ASSESSMENT: said})
    program("form", "export", "vp", "--to", "forms", at=folder)
    book = openpyxl.load_workbook(folder / "forms" / FORM.format("van-phong"))
    note = cell(book, "criterion:1.1", "note")
    assert (note.value, note.data_type) == ("=1+1", "s")


# --- in ---------------------------------------------------------------------------------------


def test_what_went_out_untouched_changes_nothing(sent: Path, program: Callable[..., Any]) -> None:
    workspace = sent.parents[1]
    before = (workspace / ASSESSMENT).read_bytes()
    ran = imported(program, workspace, "--format", "json")
    assert (ran.status, ran.json["changes"], ran.json["written"]) == (0, [], False)
    assert (workspace / ASSESSMENT).read_bytes() == before


@pytest.mark.parametrize("period", ["2023", "2024"])
def test_the_sample_s_forms_change_nothing(
    tmp_path: Path, program: Callable[..., Any], period: str
) -> None:
    sample_copy(tmp_path)
    file = tmp_path / f"assessments/{period}.yaml"
    before = file.read_bytes()
    out = ("form", "export", "--all", "--to", "forms", "--period", period)
    assert program(*out, at=tmp_path).status == 0
    ran = imported(program, tmp_path, "--period", period, "--format", "json")
    assert (ran.status, ran.json["changes"], ran.json["diagnostics"]) == (0, [], [])
    assert file.read_bytes() == before == (ROOT / f"assessments/{period}.yaml").read_bytes()


def test_what_is_typed_arrives_and_every_other_byte_stays(
    sent: Path, program: Callable[..., Any]
) -> None:
    workspace = sent.parents[1]
    before = text_of(workspace)
    fill(
        sent,
        {
            "fact:1.1:meetings#value": " 3 ",
            "criterion:1.1#note": "@Xem lại",
            "paper:1.1:minutes:1#symbol": "12/TB-SM",
            "paper:1.1:minutes:1#date": "07/5/2023",
        },
    )
    ran = imported(program, workspace)
    assert (ran.status, ran.err) == (0, "")
    added = (
        '    note: "@Xem lại"\n    papers:\n'
        '      - {slot: minutes, symbol: "12/TB-SM", date: 2023-05-07, unit: van-phong}\n'
    )
    wanted = before.replace("      meetings: 4\n", f"      meetings: 3\n{added}")
    assert text_of(workspace) == wanted
    assert imported(program, workspace, "--format", "json").json["changes"] == []


def test_a_dry_run_says_what_would_change_and_writes_nothing(
    sent: Path, program: Callable[..., Any]
) -> None:
    workspace = sent.parents[1]
    before = text_of(workspace)
    fill(sent, {"fact:1.1:meetings#value": 3})
    ran = imported(program, workspace, "--dry-run", "--format", "json")
    (change,) = ran.json["changes"]
    assert (change["criterion"], change["fact"]) == ("1.1", "meetings")
    assert (change["before"], change["after"]) == ("4", "3")
    assert change["cell"].endswith("!G10")
    assert (ran.status, text_of(workspace)) == (0, before)


def test_renamed_sheets_and_sorted_rows_are_known_again(
    sent: Path, program: Callable[..., Any]
) -> None:
    fill(sent, {"fact:1.2:trained#value": 31})
    book = openpyxl.load_workbook(sent)
    sheet = book.worksheets[0]
    sheet.title = "Trang 1"
    first, last = 9, sheet.max_row
    rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=first, max_row=last)]
    for place, values in enumerate(reversed(rows)):
        for column, value in enumerate(values, start=1):
            sheet.cell(first + place, column).value = value
    book.save(sent)
    ran = imported(program, sent.parents[1], "--format", "json")
    assert [(c["fact"], c["after"]) for c in ran.json["changes"]] == [("trained", "31")]


@needs_office
def test_a_form_that_libreoffice_saved_is_read_alike(
    sent: Path, program: Callable[..., Any]
) -> None:
    fill(sent, {"fact:1.1:meetings#value": 2})
    shutil.copy2(converted(sent), sent)
    book: Any = openpyxl.load_workbook(sent, data_only=True)
    assert cell(book, "criterion:1.1", "points").value == 5
    ran = imported(program, sent.parents[1], "--format", "json")
    assert [(c["fact"], c["after"]) for c in ran.json["changes"]] == [("meetings", "2")]


def test_two_units_with_different_values_leave_all_as_it_was(
    sent: Path, program: Callable[..., Any]
) -> None:
    workspace = sent.parents[1]
    before = text_of(workspace)
    other = sent.parent / FORM.format("phong-cntt")
    fill(sent, {"fact:1.2:staff#value": 41})
    fill(other, {"fact:2.1:staff#value": 42, "fact:2.1:signing#value": 21})
    ran = imported(program, workspace, "--dry-run", "--format", "json")
    (conflict,) = ran.json["conflicts"]
    assert ran.status == 2
    assert {(v["unit"], v["value"]) for v in conflict["values"]} == {
        ("van-phong", "41"),
        ("phong-cntt", "42"),
    }
    assert imported(program, workspace).status == 2
    assert text_of(workspace) == before
    assert imported(program, workspace, "--prefer", "vp").status == 0
    assert "staff: 41\n" in text_of(workspace)
    assert "signing: 21\n" in text_of(workspace)


def test_each_conflict_can_be_settled_by_another_unit(
    sent: Path, program: Callable[..., Any]
) -> None:
    workspace = sent.parents[1]
    other = sent.parent / FORM.format("phong-cntt")
    fill(sent, {"fact:1.2:staff#value": 41})
    fill(other, {"fact:2.1:staff#value": 42, "fact:2.1:signing#value": 21})
    ran = imported(program, workspace, "--format", "json")
    (told,) = [one for one in ran.json["diagnostics"] if one["code"] == "form-conflict"]
    assert ".staff=" in told["message"].partition("--prefer ")[2]
    # The fact is one, whichever criterion it is named by; what is named beats the rest.
    for named in ("2.1.staff=phong-cntt", "1.2=phong-cntt"):
        line = ("--prefer", "vp", "--prefer", named, "--dry-run", "--format", "json")
        ran = imported(program, workspace, *line)
        assert ran.status == 0, ran.err
        assert ("staff", "42") in {(one["fact"], one["after"]) for one in ran.json["changes"]}
    assert imported(program, workspace, "--prefer", "1.1=phong-cntt").status == 2


def test_a_unit_that_contradicts_itself_is_no_answer(
    sent: Path, program: Callable[..., Any]
) -> None:
    """Else the order of the files on the command line decided."""
    workspace = sent.parents[1]
    again = sent.with_name("lai.xlsx")
    shutil.copy2(sent, again)
    fill(sent, {"fact:1.1:meetings#value": 2})
    fill(again, {"fact:1.1:meetings#value": 3})
    for prefer in ("vp", "1.1=vp", "1.1.meetings=vp"):
        ran = imported(program, workspace, "--prefer", prefer)
        assert ran.status == 2
        assert "[form-conflict]" in ran.err
        assert "lai.xlsx" in ran.err
        assert sent.name in ran.err


def test_a_fact_is_named_wherever_it_is_seen(sent: Path, program: Callable[..., Any]) -> None:
    workspace = sent.parents[1]
    other = sent.parent / FORM.format("phong-cntt")
    fill(sent, {"fact:1.2:staff#value": 41})
    fill(other, {"fact:2.1:staff#value": 42})
    for name in ("1.2.staff", "2.1.staff"):
        ran = imported(
            program, workspace, "--prefer", f"{name}=vp", "--dry-run", "--format", "json"
        )
        assert ran.status == 0, ran.err
        assert [one["after"] for one in ran.json["changes"]] == ["41"]
    both = ("--prefer", "1.2.staff=vp", "--prefer", "2.1.staff=phong-cntt")
    assert "[options-conflict]" in imported(program, workspace, *both).err


@pytest.mark.parametrize("backwards", ["", "backwards"])
def test_criteria_that_prefer_different_units_leave_a_shared_fact_open(
    backwards: str, sent: Path, program: Callable[..., Any]
) -> None:
    """Else the order of the files or options decided; the fact itself can be named."""
    workspace = sent.parents[1]
    other = sent.parent / FORM.format("phong-cntt")
    fill(sent, {"fact:1.2:staff#value": 41, "fact:1.2:trained#value": 31})
    fill(other, {"fact:2.1:staff#value": 42, "fact:2.1:signing#value": 21})
    files = sorted((f"forms/{path.name}" for path in (sent, other)), reverse=bool(backwards))
    line = ("form", "import", *files, "--dry-run", "--format", "json")
    both = ("--prefer", "1.2=vp", "--prefer", "2.1=phong-cntt")
    for more in ((), ("--prefer", "vp")):
        ran = program(*line, *both, *more, at=workspace)
        assert ran.status == 2
        assert [one["fact"] for one in ran.json["conflicts"]] == ["staff"]
    for unit, value in (("vp", "41"), ("phong-cntt", "42")):
        ran = program(*line, *both, "--prefer", f"2.1.staff={unit}", at=workspace)
        assert ran.status == 0, ran.err
        changed = {one["fact"]: one["after"] for one in ran.json["changes"]}
        assert changed == {"staff": value, "trained": "31", "signing": "21"}
    agreed = ("--prefer", "1.2=phong-cntt", "--prefer", "2.1=phong-cntt")
    assert program(*line, *agreed, at=workspace).status == 0


def test_a_criterion_preferred_holds_for_its_shared_fact_wherever_it_is_stated(
    sent: Path, program: Callable[..., Any]
) -> None:
    """A preference that is taken as said decides."""
    workspace = sent.parents[1]
    text = text_of(workspace)
    fill(sent, {"fact:1.2:staff#value": 41})
    (workspace / ASSESSMENT).write_text(text.replace("staff: 40", "staff: 43"), "utf-8")
    line = ("form", "import", f"forms/{sent.name}", "--dry-run", "--format", "json")
    assert program(*line, at=workspace).status == 2
    ran = program(*line, "--prefer", "2.1=vp", at=workspace)
    assert ran.status == 0, ran.err
    assert [one["after"] for one in ran.json["changes"]] == ["41"]


@pytest.mark.parametrize(
    ("preferred", "code"),
    [
        (("9.9=vp",), "unknown-criterion"),
        (("1.2.staf=vp",), "unknown-fact"),
        (("1.2.staff=nobody",), "unknown-unit"),
        (("1.2=vp", "1.2=phong-cntt"), "options-conflict"),
        (("vp", "phong-cntt"), "options-conflict"),
    ],
)
def test_a_preference_that_means_nothing_is_refused(
    preferred: tuple[str, ...], code: str, sent: Path, program: Callable[..., Any]
) -> None:
    line = [word for one in preferred for word in ("--prefer", one)]
    ran = imported(program, sent.parents[1], *line)
    assert ran.status == 2
    assert f"[{code}]" in ran.err


@pytest.mark.parametrize("word", ["1.1.meetings=file", "1.1=TỆP", "tệp"])
def test_what_stands_in_the_file_can_be_kept(
    word: str, sent: Path, program: Callable[..., Any]
) -> None:
    workspace = sent.parents[1]
    text = text_of(workspace).replace("meetings: 4", "meetings: 5")
    (workspace / ASSESSMENT).write_text(text, "utf-8")
    fill(sent, {"fact:1.1:meetings#value": 3, "fact:1.2:trained#value": 31})
    refused = imported(program, workspace)
    assert (refused.status, "--prefer 1.1.meetings=file" in refused.err) == (2, True)
    ran = imported(program, workspace, "--prefer", word)
    assert ran.status == 0, ran.err
    assert text_of(workspace) == text.replace("trained: 30", "trained: 31")
    # The form's own value still can be chosen.
    assert imported(program, workspace, "--prefer", "1.1=vp").status == 0
    assert "meetings: 3" in text_of(workspace)


@pytest.mark.parametrize("preferred", ["1.1=phong-cntt", "1.1.meetings=phong-cntt", "1.2=vp"])
def test_a_preferred_unit_that_states_nothing_there_is_refused(
    preferred: str, sent: Path, program: Callable[..., Any]
) -> None:
    workspace = sent.parents[1]
    before = text_of(workspace)
    fill(sent, {"fact:1.1:meetings#value": 3})
    ran = imported(program, workspace, "--prefer", preferred)
    assert (ran.status, "[prefers-nothing]" in ran.err) == (2, True)
    assert text_of(workspace) == before


def test_what_was_changed_here_meanwhile_is_not_overwritten(
    sent: Path, program: Callable[..., Any]
) -> None:
    workspace = sent.parents[1]
    text = text_of(workspace).replace("meetings: 4", "meetings: 5")
    (workspace / ASSESSMENT).write_text(text, "utf-8")
    assert imported(program, workspace).status == 0
    assert text_of(workspace) == text
    fill(sent, {"fact:1.1:meetings#value": 3})
    ran = imported(program, workspace)
    assert (ran.status, text_of(workspace)) == (2, text)
    assert "[form-conflict]" in ran.err


def test_an_emptied_cell_takes_the_statement_back(sent: Path, program: Callable[..., Any]) -> None:
    fill(sent, {"fact:1.1:meetings#value": None})
    assert imported(program, sent.parents[1]).status == 0
    assert "      meetings:\n" in text_of(sent.parents[1])


# --- what is wrong ----------------------------------------------------------------------------


def test_every_wrong_cell_is_named_at_once(sent: Path, program: Callable[..., Any]) -> None:
    workspace = sent.parents[1]
    before = text_of(workspace)
    fill(
        sent,
        {
            "fact:1.1:meetings#value": "nhiều",
            "fact:1.2:trained#value": 50,
            "criterion:1.2#note": "=1+1",
            "paper:1.1:minutes:1#date": "31/02/2023",
        },
    )
    ran = imported(program, workspace, "--format", "json")
    codes = [one["code"] for one in ran.json["diagnostics"]]
    assert sorted(codes) == [*["form-cell"] * 3, "form-formula", "not-imported"]
    assert all("!" in d["message"] for d in ran.json["diagnostics"] if d["severity"] == "error")
    assert (ran.status, text_of(workspace)) == (2, before)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"dtiscore.yaml": "so-mau,"}, "form-of-another"),
        ({"criteria/small/1-awareness.yaml": "points: 5"}, "form-of-another"),
    ],
)
def test_a_form_of_another_workspace_is_refused(
    sent: Path, program: Callable[..., Any], change: dict[str, str], code: str
) -> None:
    workspace = sent.parents[1]
    for file, text in change.items():
        other = {"so-mau,": "so-khac,", "points: 5": "points: 6"}[text]
        path = workspace / file
        path.write_text(path.read_text("utf-8").replace(text, other), "utf-8")
    ran = imported(program, workspace)
    assert ran.status == 2
    assert f"[{code}]" in ran.err


def with_part(path: Path, name: str, data: bytes = b"x") -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, data)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("xl/vbaProject.bin", "workbook-refused"),
        ("xl/externalLinks/externalLink1.xml", "workbook-refused"),
        ("xl/embeddings/oleObject1.bin", "workbook-refused"),
        ("xl/connections.xml", "workbook-refused"),
        ("xl/bomb.bin", "workbook-refused"),
        ("xl/entities.xml", "workbook-refused"),
    ],
)
def test_a_harmful_workbook_is_refused(
    sent: Path, program: Callable[..., Any], name: str, code: str
) -> None:
    data = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>" if "ent" in name else b"x"
    if "bomb" in name:
        with zipfile.ZipFile(sent, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, bytes(50_000_000))
    else:
        with_part(sent, name, data)
    ran = imported(program, sent.parents[1])
    assert ran.status == 2
    assert f"[{code}]" in ran.err


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-a-workbook"),
        (b"PK\x03\x04", "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0old", "not-a-workbook"),
        (b"%PDF-1.4", "not-a-workbook"),
        (None, "missing-file"),
    ],
)
def test_what_is_no_workbook_is_refused(
    sent: Path, program: Callable[..., Any], data: bytes | None, code: str
) -> None:
    other = sent.parent.parent / "other.xlsx"
    if data is not None:
        other.write_bytes(data)
    ran = program("form", "import", "other.xlsx", at=other.parent)
    assert ran.status == 2
    assert f"[{code}]" in ran.err


def test_a_damaged_form_is_refused_and_nothing_breaks(
    sent: Path, program: Callable[..., Any]
) -> None:
    data = sent.read_bytes()
    before = text_of(sent.parents[1])
    for place in range(10, len(data), len(data) // 40):
        sent.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        ran = program("form", "import", f"forms/{sent.name}", at=sent.parents[1])
        assert ran.status in (0, 2), place
        assert "Traceback" not in ran.err
        assert "internal" not in ran.err
    assert text_of(sent.parents[1]) == before


def test_another_workbook_is_no_form(small: Path, program: Callable[..., Any]) -> None:
    book = openpyxl.Workbook()
    book.save(small / "other.xlsx")
    ran = program("form", "import", "other.xlsx", at=small)
    assert ran.status == 2
    assert "[not-a-form]" in ran.err


def test_copied_and_deleted_rows_are_named(sent: Path, program: Callable[..., Any]) -> None:
    book = openpyxl.load_workbook(sent)
    sheet = book.worksheets[0]
    key = cell(book, "fact:1.1:meetings", "value").row
    other = cell(book, "fact:1.2:staff", "value").row
    sheet.cell(other, 1).value = sheet.cell(key, 1).value
    book.save(sent)
    ran = imported(program, sent.parents[1], "--format", "json")
    assert ran.status == 0
    assert {d["code"] for d in ran.json["diagnostics"]} == {"form-row", "form-rows-missing"}


def test_points_that_the_assessment_would_refuse_are_refused_at_their_cells(
    sent: Path, program: Callable[..., Any]
) -> None:
    """Nothing may be written that would leave the workspace without an answer."""
    workspace = sent.parents[1]
    before = text_of(workspace)
    other = sent.parent / FORM.format("phong-cntt")
    fill(other, {"points:2.3#value": 11, "criterion:2.3#explanation": None})
    for more in ((), ("--dry-run",)):
        ran = imported(program, workspace, "--format", "json", *more)
        codes = sorted(one["code"] for one in ran.json["diagnostics"])
        assert codes == ["form-cell", "form-cell", "not-imported"]
        assert (ran.status, text_of(workspace)) == (2, before)
    fill(other, {"points:2.3#value": 7, "criterion:2.3#explanation": "Ba sáng kiến"})
    assert imported(program, workspace).status == 0
    assert program("check", at=workspace).status == 0


def test_a_cited_paper_is_corrected_whole(sent: Path, program: Callable[..., Any]) -> None:
    workspace = sent.parents[1]
    paper = "paper:1.1:minutes:1"
    fill(sent, {f"{paper}#symbol": "12/TB-SM", f"{paper}#subject": "Họp", f"{paper}#file": "a.pdf"})
    assert imported(program, workspace).status == 0
    sending = ("form", "export", "vp", "--to", "forms", "--force")
    assert program(*sending, at=workspace).status == 0
    fill(sent, {f"{paper}#symbol": "13/TB-SM", f"{paper}#subject": None})
    assert imported(program, workspace).status == 0
    corrected = 'papers:\n      - {slot: minutes, symbol: "13/TB-SM", subject: null, file: a.pdf'
    assert corrected in text_of(workspace)
    assert imported(program, workspace, "--format", "json").json["changes"] == []


@pytest.fixture
def two_slots(tmp_path: Path, program: Callable[..., Any]) -> Path:
    """The form of a unit whose criterion asks for two papers."""
    text = BASE[SERVICES].replace(
        "      - {id: plan, label: Kế hoạch, types: [KH], shows: {fact: issued}}\n",
        "      - {id: plan, label: Kế hoạch, types: [KH], share: 1/2}\n"
        "      - {id: list, label: Danh mục, types: [KH], share: 1/2}\n",
    )
    workspace = make_workspace(tmp_path / "ws", {SERVICES: text})
    assert program("form", "export", "--all", "--to", "forms", at=workspace).status == 0
    return workspace / "forms" / FORM.format("phong-cntt")


def named_in(slot: str) -> dict[str, Any]:
    row = f"paper:2.2:{slot}:1"
    return {f"{row}#symbol": "05/KH-SM", f"{row}#date": "15/02/2023"}


@pytest.mark.parametrize("second", [FORM.format("phong-cntt"), "lai.xlsx"])
def test_one_paper_for_two_slots_is_named_for_both(
    second: str, two_slots: Path, program: Callable[..., Any]
) -> None:
    workspace = two_slots.parents[1]
    other = two_slots.with_name(second)
    if other != two_slots:
        shutil.copy2(two_slots, other)
    fill(two_slots, named_in("plan"))
    fill(other, named_in("list"))
    ran = imported(program, workspace, "--format", "json")
    changes = [(one["what"], one["fact"], one["after"]) for one in ran.json["changes"]]
    assert sorted(changes) == [
        ("paper", "list", "05/KH-SM; 2023-02-15"),
        ("paper", "plan", "05/KH-SM; 2023-02-15"),
    ]
    text = text_of(workspace)
    assert ("slot: plan" in text, "slot: list" in text) == (True, True)
    assert imported(program, workspace, "--format", "json").json["changes"] == []


def test_a_paper_that_two_forms_name_for_one_slot_is_named_once(
    two_slots: Path, program: Callable[..., Any]
) -> None:
    fill(two_slots, named_in("plan"))
    shutil.copy2(two_slots, two_slots.with_name("lai.xlsx"))
    ran = imported(program, two_slots.parents[1], "--format", "json")
    assert [(one["what"], one["fact"]) for one in ran.json["changes"]] == [("paper", "plan")]


@pytest.mark.parametrize("noted", ["", "{slot: minutes, file: FILE}"], ids=["unnoted", "noted"])
def test_a_paper_on_file_is_corrected_twice_in_one_entry(
    tmp_path: Path, program: Callable[..., Any], noted: str
) -> None:
    """The next form shows the correction, not what the file says; ``noted``: by hand, as a file."""
    sample_copy(tmp_path)
    file = "72-TB-SGTVT_2024-05-07_ket-luan-hop-to-tham-muu.pdf"
    assessment = tmp_path / "assessments" / "2024.yaml"
    if noted:
        entry = f'  "1.1":\n    papers:\n      - {noted.replace("FILE", file)}\n'
        text = assessment.read_text("utf-8").replace('  "1.1":\n', entry, 1)
        assessment.write_text(text, "utf-8")
    of_day = {"at": tmp_path, "as_of": "2024-05-07"}
    form = tmp_path / "forms" / FORM.format("van-phong").replace("2023", "2024")
    shown = []
    for subject in ("Sửa lần một", "Sửa lần hai"):
        sending = ("form", "export", "vp", "--to", "forms", "--force", "--period", "2024")
        assert program(*sending, **of_day).status == 0
        shown.append(cell(openpyxl.load_workbook(form), "paper:1.1:minutes:2", "subject").value)
        fill(form, {"paper:1.1:minutes:2#subject": subject})
        into = ("form", "import", f"forms/{form.name}", "--period", "2024")
        assert program(*into, **of_day).status == 0
    assert shown[0].startswith("Kết luận của Tổ trưởng")
    assert shown[1] == "Sửa lần một"
    papers = yaml.safe_load(assessment.read_text("utf-8"))["criteria"]["1.1"]["papers"]
    assert [(one["file"], one["subject"]) for one in papers] == [(file, "Sửa lần hai")]
    listed = program("checklist", "vp", "--period", "2024", **of_day).out
    assert "Sửa lần một" not in listed
