"""What an import says: in the words of the form, with values as the clerk typed them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from formkit import fill

from workspaces import ASSESSMENT, BASE, make_workspace, sample_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VP = "forms/phieu-tu-danh-gia-2023-van-phong.xlsx"
CNTT = "forms/phieu-tu-danh-gia-2023-phong-cntt.xlsx"


@pytest.fixture
def ws(small: Path, program: Callable[..., Any]) -> Path:
    """The small workspace, its forms sent out."""
    assert program("form", "export", "--all", "--to", "forms", at=small).status == 0
    return small


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("name", "value", "said", "hint"),
    [
        ("fact:1.1:meetings", 46.5, "“46,5”", "0, 1, 2"),
        ("fact:1.1:meetings", -3, "“-3”", "từ 0 trở lên"),
        ("fact:1.1:meetings", "nhiều", "“nhiều”", "0, 1, 2"),
        ("fact:1.1:meetings", True, "“TRUE”", "0, 1, 2"),
    ],
)
def test_a_wrong_cell_is_quoted_as_typed_and_says_what_would_be_right(
    ws: Path, program: Callable[..., Any], name: str, value: object, said: str, hint: str
) -> None:
    fill(ws / VP, {f"{name}#value": value})
    ran = program("form", "import", VP, at=ws)
    assert ran.status == 2
    lines = ran.err.splitlines()
    (place,) = (number for number, line in enumerate(lines) if "[form-cell]" in line)
    wrong, right = lines[place : place + 2]
    assert "Phiếu tự đánh giá!G10" in wrong
    assert "1.1 Số cuộc họp" in wrong
    assert said in wrong
    assert hint in right


def test_a_choice_that_there_is_none_of_names_those_of_the_form(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    sample_copy(tmp_path)
    out = ("form", "export", "vp", "--to", "forms", "--period", "2024")
    assert program(*out, at=tmp_path).status == 0
    form = "forms/phieu-tu-danh-gia-2024-van-phong.xlsx"
    fill(tmp_path / form, {"fact:1.3:committee_head#value": "cấp 9"})
    ran = program("form", "import", form, "--period", "2024", at=tmp_path)
    assert "“cấp 9”" in ran.err
    assert "dùng được: Giám đốc Sở, Phó Giám đốc Sở, Chưa thành lập Ban Chỉ đạo, không" in ran.err


def test_a_date_is_quoted_and_corrected_as_the_clerk_writes_it(
    ws: Path, program: Callable[..., Any]
) -> None:
    fill(ws / VP, {"paper:1.1:minutes:1#date": "31/02/2023"})
    ran = program("form", "import", VP, at=ws)
    assert "1.1 tài liệu cho mục “Biên bản họp”: “31/02/2023”" in words(ran.err)


def test_that_nothing_is_written_while_there_are_errors_is_said(
    ws: Path, program: Callable[..., Any]
) -> None:
    fill(ws / VP, {"fact:1.1:meetings#value": "nhiều", "fact:1.2:trained#value": 31})
    for more in ((), ("--dry-run",)):
        ran = program("form", "import", VP, *more, at=ws)
        assert ran.status == 2
        assert "[not-imported]" in ran.err
        assert f"chưa ghi gì vào {ASSESSMENT} vì còn 1 lỗi" in words(ran.err)
    assert "Chưa ghi gì" in ran.out
    ran = program("form", "import", VP, at=ws)
    assert (ws / ASSESSMENT).read_text("utf-8") == BASE[ASSESSMENT]


def test_changes_are_told_in_the_words_and_figures_of_the_form(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    stated = "      meetings: {value: 4, source: Sổ họp}\n"
    said = BASE[ASSESSMENT].replace("      meetings: 4\n", stated)
    ws = make_workspace(tmp_path, {ASSESSMENT: said})
    assert program("form", "export", "--all", "--to", "forms", at=ws).status == 0
    fill(
        ws / VP,
        {
            "fact:1.1:meetings#value": 3,
            "paper:1.1:minutes:1#symbol": "12/TB-SM",
            "paper:1.1:minutes:1#date": "07/5/2023",
        },
    )
    ran = program("form", "import", VP, "--dry-run", at=ws)
    page = words(ran.out)
    assert "1.1 Tổ chức họp về chuyển đổi số" in page
    assert "Số cuộc họp" in page
    assert "nguồn đã ghi giữ nguyên: Sổ họp" in page
    assert "12/TB-SM, 07/05/2023" in page
    assert "Biên bản họp" in page
    assert "Văn phòng" in page
    for unheard in ("meetings", "minutes", "van-phong", "2023-05-07"):
        assert unheard not in page
    found = program("form", "import", VP, "--dry-run", "--format", "json", at=ws).json["changes"]
    assert [one["source"] for one in found] == ["Sổ họp", None]


def test_a_percentage_out_of_range_is_quoted_as_its_cell_shows_it(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    sample_copy(tmp_path)
    out = ("form", "export", "vp", "--to", "forms", "--period", "2024")
    assert program(*out, at=tmp_path).status == 0
    form = "forms/phieu-tu-danh-gia-2024-van-phong.xlsx"
    fill(tmp_path / form, {"fact:3.6:uptime#value": 1.255, "points:1.6#value": 7.5})
    ran = program("form", "import", form, "--period", "2024", "--dry-run", at=tmp_path)
    assert "“125,5%” không phải là tỷ lệ phần trăm từ 0 đến 100" in ran.err
    assert "7,5" in ran.out


def test_units_that_disagree_are_named_with_their_figures(
    ws: Path, program: Callable[..., Any]
) -> None:
    fill(ws / VP, {"fact:1.2:staff#value": 41})
    fill(ws / CNTT, {"fact:2.1:staff#value": 42})
    ran = program("form", "import", VP, CNTT, at=ws)
    said = words(ran.err)
    assert "[form-conflict]" in said
    assert "staff" not in said.partition("--prefer ")[0]
    assert "41 (Văn phòng" in said
    assert "42 (Phòng" in said


def test_an_emptied_cell_is_named_itself(ws: Path, program: Callable[..., Any]) -> None:
    fill(ws / VP, {"fact:1.1:meetings#value": None})
    ran = program("form", "import", VP, "--dry-run", "--format", "json", at=ws)
    assert [one["cell"] for one in ran.json["changes"]] == ["Phiếu tự đánh giá!G10"]


def test_a_label_is_said_once(ws: Path, program: Callable[..., Any]) -> None:
    fill(ws / VP, {"fact:1.2:trained#value": 60})
    said = words(program("form", "import", VP, at=ws).err)
    assert ", tiêu chí 1.2: “Số cán bộ được tập huấn” là 60, lớn hơn" in said
    assert said.count("Số cán bộ được tập huấn") == 1


def test_money_is_shown_and_asked_for_in_its_unit(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    sample_copy(tmp_path)
    out = ("form", "export", "kh-tc", "--to", "forms", "--period", "2024")
    assert program(*out, at=tmp_path).status == 0
    form = "forms/phieu-tu-danh-gia-2024-phong-kh-tc.xlsx"
    take = ("form", "import", form, "--period", "2024", "--dry-run")
    fill(tmp_path / form, {"fact:2.6:dx_spending#value": 45})
    assert "45 triệu đồng" in words(program(*take, at=tmp_path).out)
    for typed, right in (("45tr", "45"), ("1,5 tỷ", "1500"), ("45500000 đồng", "45,5")):
        fill(tmp_path / form, {"fact:2.6:dx_spending#value": typed})
        assert f"ghi số triệu đồng: {right}" in words(program(*take, at=tmp_path).err)


def test_a_paper_that_cannot_be_there_is_doubted(ws: Path, program: Callable[..., Any]) -> None:
    line = "paper:1.1:minutes:1"
    named = {f"{line}#symbol": "12/TB-SM", f"{line}#date": "07/5/2030", f"{line}#file": "khac.pdf"}
    fill(ws / VP, named)
    ran = program("form", "import", VP, at=ws, as_of="2024-05-07")
    said = words(ran.err)
    assert ran.status == 0, ran.err
    assert said.count("[form-paper]") == 2
    assert "07/05/2030" in said
    assert "“khac.pdf”" in said
    page = words(program("checklist", at=ws, as_of="2024-01-07").out)
    assert "12/TB-SM" in page
    assert "van-phong" not in page
    # Another form without that line: the paper stays, which is said.
    assert program("form", "export", "vp", "--to", "forms", "--force", at=ws).status == 0
    fill(ws / VP, dict.fromkeys(named))
    before = (ws / ASSESSMENT).read_bytes()
    ran = program("form", "import", VP, "--dry-run", at=ws, as_of="2024-05-07")
    assert "[form-paper]" in ran.err
    assert "Biên bản họp" in words(ran.err)
    assert (ws / ASSESSMENT).read_bytes() == before
    # What is there and of a day past is not doubted.
    paper = ws / "evidence/2023/1.1/khac.pdf"
    paper.parent.mkdir(parents=True, exist_ok=True)
    paper.write_bytes(b"%PDF-1.4")
    fill(ws / VP, {**named, f"{line}#date": "07/5/2023"})
    ran = program("form", "import", VP, "--dry-run", at=ws, as_of="2024-05-07")
    assert "[form-paper]" not in ran.err
