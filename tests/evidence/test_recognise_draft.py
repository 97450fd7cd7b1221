"""The marks of a draft where offices set them, and those of other drafts."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from recognised_papers import BODY, FREEDOM, LAYOUTS, MOTTO, head, paper

from dtiscore.evidence.learn import learn_document
from dtiscore.evidence.recognise import recognise

if TYPE_CHECKING:
    from pathlib import Path

MARKS = [
    "DỰ THẢO",
    "Dự thảo",
    "(DỰ THẢO LẦN 2)",
    "Dự thảo lần thứ ba",
    "DỰ THẢO 2",
    "DỰ THẢO V2",
    "Dự thảo ngày 05 tháng 4 năm 2024",
    "DỰ THẢO TRÌNH KÝ",
    "(Bản dự thảo lấy ý kiến các đơn vị)",
    "Dự thảo xin ý kiến lần 2, 05/4/2024",
    "DỰ THẢO SAU HỌP",
    "*** DỰ THẢO ***",
    "- DỰ THẢO -",
    "[DỰ THẢO]",
    "D Ự T H Ả O",
    "DRAFT",
    "DT",
    "DT2",
]
PAGE = "Các phòng, đơn vị rà soát nhiệm vụ được giao.\n"


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_mark_below_the_letterhead(mark: str, layout: str) -> None:
    found = recognise(paper(layout, f"{mark}\n{BODY}"))
    assert found.draft
    assert (found.type, found.issuer) == ("KH", "Sở Giao thông vận tải")
    assert found.subject == "Chuyển đổi số năm 2024 của Sở Giao thông vận tải"


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_between_the_bodies_and_the_number(mark: str) -> None:
    text = f"UBND TỈNH ĐẮK NÔNG\nSỞ GIAO THÔNG VẬN TẢI\n{mark}\nSố:     /KH-SGTVT\n"
    found = recognise(f"{text}{MOTTO}\n{FREEDOM}\nĐắk Nông, ngày   tháng   năm 2024\n{BODY}")
    assert found.draft
    assert (found.symbol, found.issuer) == ("KH-SGTVT", "Sở Giao thông vận tải")


@pytest.mark.parametrize(
    "body",
    [
        "KẾ HOẠCH (DỰ THẢO LẦN 2)\nChuyển đổi số\n",
        "KẾ HOẠCH (dự thảo)\nChuyển đổi số\n",
        "KẾ HOẠCH - DỰ THẢO\nChuyển đổi số\n",
        "KẾ HOẠCH\n(dự thảo lần 2)\nChuyển đổi số\n",
        "Dự thảo KẾ HOẠCH\nChuyển đổi số\n",
        "DỰ THẢO LẦN 2: KẾ HOẠCH\nChuyển đổi số\n",
    ],
)
def test_a_mark_beside_the_name(body: str) -> None:
    found = recognise(paper("cells", body))
    assert (found.draft, found.type, found.subject) == (True, "KH", "Chuyển đổi số")


@pytest.mark.parametrize(
    "number",
    ["Số:     /KH-SGTVT (DỰ THẢO)", "Số:     /KH-SGTVT Dự thảo", "Số:     /KH-SGTVT\tDự thảo 2"],
)
def test_a_mark_beside_the_number(number: str) -> None:
    assert recognise(paper("left column first", number=number)).draft


def test_a_mark_is_no_part_of_a_letters_subject() -> None:
    body = "V/v góp ý Quy chế\nDỰ THẢO\nKính gửi: Sở Nội vụ\n"
    found = recognise(paper("cells", body, number="Số:     /SGTVT-VP"))
    assert (found.draft, found.subject) == (True, "góp ý Quy chế")


@pytest.mark.parametrize("mark", ["DỰ THẢO", "(Dự thảo lần 2)", "Dự thảo"])
def test_a_mark_beside_the_body(mark: str) -> None:
    bodies = ("UBND TỈNH ĐẮK NÔNG", f"SỞ GIAO THÔNG VẬN TẢI {mark}")
    assert recognise(head(bodies=bodies)["left column first"] + BODY).draft


@pytest.mark.parametrize(
    "text",
    [
        f"{paper('cells')}Nguyễn Văn A\nDỰ THẢO\n\f{PAGE}",
        f"{paper('cells')}Nguyễn Văn A\n\fDỰ THẢO\n{PAGE}",
        f"{paper('cells')}Nguyễn Văn A\n\f2\n{PAGE}Dự thảo lần 2\n",
        f"{paper('cells')}Nguyễn Văn A\nD\nỰ\nT\nH\nẢ\nO\n",
        f"D\nỰ\n \nT\nH\nẢ\nO\n{paper('cells')}",
        f"DỰ\nTHẢO\n{paper('cells')}",
    ],
)
def test_headers_and_watermarks(text: str) -> None:
    assert recognise(text).draft


@pytest.mark.parametrize(
    "body",
    [
        f"{BODY}Nguyễn Văn A\n\fDỰ THẢO\nQUY CHẾ\n{PAGE}",
        f"{BODY}Nguyễn Văn A\n\fDỰ THẢO\n{MOTTO}\n{PAGE}\f{PAGE}DỰ THẢO\n",
        f"{BODY}Nguyễn Văn A\nDỰ THẢO\nQUY CHẾ\nVề chuyển đổi số\n{PAGE}",
        f"{BODY}Nguyễn Văn A\nDỰ THẢO\tÝ KIẾN GÓP Ý\n{PAGE}",
        "KẾ HOẠCH\nDự thảo Quy chế chuyển đổi số\nCăn cứ Luật;\n",
        "V/v góp ý Kế hoạch (Dự thảo lần 2)\nKính gửi: Sở Thông tin và Truyền thông\n",
        "V/v góp ý Kế hoạch\n(dự thảo lần 2)\nKính gửi: Sở Thông tin và Truyền thông\n",
        "BẢNG TỔNG HỢP Ý KIẾN GÓP Ý\nDỰ THẢO KẾ HOẠCH\nSTT\tNội dung\n",
        "TỜ TRÌNH\nDự thảo Nghị quyết về chuyển đổi số\nKính gửi: HĐND\n",
        "DỰ ÁN\nTHẢO NGUYÊN XANH\nCăn cứ Luật;\n",
    ],
)
def test_another_papers_mark_is_none(body: str) -> None:
    assert not recognise(paper("cells", body)).draft


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
V = "urn:schemas-microsoft-com:vml"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize(("shown", "draft"), [("DỰ THẢO", True), ("SAO Y", False), ("", False)])
def test_the_watermark_of_a_word_file(tmp_path: Path, shown: str, *, draft: bool) -> None:
    path = tmp_path / "paper.docx"
    lines = paper("left column first").splitlines()
    text = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", f'<Types><Override ContentType="{TYPES}"/></Types>')
        file.writestr("word/document.xml", f'<w:document xmlns:w="{W}">{text}</w:document>')
        file.writestr(
            "word/header1.xml",
            f'<w:hdr xmlns:w="{W}" xmlns:v="{V}"><w:p><w:r><w:pict><v:shape>'
            f'<v:textpath string="{shown}"/></v:shape></w:pict></w:r></w:p></w:hdr>',
        )
    found = learn_document(path)
    assert found.draft == draft
    assert (found.number, found.symbol) == ("05", "KH-SGTVT")
