"""The type: the name over the subject beats the symbol."""

from __future__ import annotations

import pytest
from recognised_papers import LAYOUTS, head, paper

from dtiscore.base.documents import TYPE_NAMES
from dtiscore.evidence.recognise import recognise


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("name", "kind"), sorted(TYPE_NAMES.items()))
def test_every_type_by_its_name(layout: str, name: str, kind: str) -> None:
    body = f"{name.upper()}\nVề chuyển đổi số năm 2024\nCăn cứ Luật Giao dịch điện tử;\n"
    assert recognise(paper(layout, body, number="Số: 05/SGTVT")).type == kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("Số: 05/KH-SGTVT", "KH"),
        ("Số: 05/QD-SGTVT", "QĐ"),
        ("Số: 12/UBND-VX", "CV"),
        ("Số: 12/CV-HTX", "CV"),
        ("Số: 09-NQ/TU", "NQ"),
        ("Số: 15-KL/TU", "KL"),
        ("Số: 30/2020/NĐ-CP", "NĐ"),
        ("Số: 14/2022/TT-BTTTT", "TT"),
        ("Số: 47/2019/QH14", None),
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_without_a_name_the_symbol_tells(layout: str, number: str, kind: str | None) -> None:
    body = "V/v chuyển đổi số\nKính gửi: Các phòng, ban.\n"
    assert recognise(paper(layout, body, number=number)).type == kind


@pytest.mark.parametrize(
    ("name", "number", "symbol"),
    [
        ("ĐỀ ÁN", "Số: 05/DA-SGTVT", "ĐA-SGTVT"),
        ("DỰ ÁN", "Số: 05/DA-SGTVT", "DA-SGTVT"),
        ("HỢP ĐỒNG", "Số: 05/HD-SGTVT", "HĐ-SGTVT"),
        ("HƯỚNG DẪN", "Số: 05/HD-SGTVT", "HD-SGTVT"),
        ("QUYẾT ĐỊNH", "Số: 05/QD-SGTVT", "QĐ-SGTVT"),
        ("KẾ HOẠCH", "Số: 05/DA-SGTVT", "DA-SGTVT"),
        ("ĐỀ ÁN", "Số: 05/SGTVT", "SGTVT"),
    ],
)
def test_the_name_gives_the_symbol_its_accents(name: str, number: str, symbol: str) -> None:
    body = f"{name}\nVề chuyển đổi số\n\f(Kèm theo văn bản số 05/{symbol})\n"
    found = recognise(paper("cells", body, number=number))
    assert (found.symbol, found.cited) == (symbol, ())


@pytest.mark.parametrize(
    ("issuer", "number", "kind"),
    [
        ("THANH TRA SỞ", "Số: 12/TTr-VP", "CV"),
        ("THANH TRA TỈNH", "Số: 12/TTr-NV1", "CV"),
        ("THANH TRA SỞ", "Số: 12/TTr-TTr", "TTr"),
        ("THANH TRA SỞ", "Số: 12/TTr-TTS", "TTr"),
        ("THANH TRA SỞ", "Số: 12/BC-TTr", "BC"),
        ("SỞ GIAO THÔNG VẬN TẢI", "Số: 12/TTr-SGTVT", "TTr"),
    ],
)
def test_ttr_may_be_the_inspectorate(issuer: str, number: str, kind: str) -> None:
    letterhead = head(number, bodies=("SỞ GIAO THÔNG VẬN TẢI", issuer))["cells"]
    body = "V/v chuyển đổi số\nKính gửi: Các phòng, ban.\n"
    assert recognise(letterhead + body).type == kind
    body = "TỜ TRÌNH\nVề chuyển đổi số\n"
    assert recognise(letterhead + body).type == "TTr"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("BÁO CÁO\nKết quả năm 2023\n", "BC"),
        ("BÁO CÁO KẾT QUẢ\nchuyển đổi số năm 2023\n", "BC"),
        ("BIÊN BẢN HỌP\nVề việc tự đánh giá\n", "BB"),
        ("BIÊN BẢN\nCUỘC HỌP TỔ THAM MƯU\n", "BB"),
        ("DỰ THẢO BÁO CÁO\nKết quả năm 2023\n", "BC"),
        ("B Á O  C Á O\nKết quả năm 2023\n", "BC"),
        ("BÁO  CÁO\nKết quả năm 2023\n", "BC"),
        ("BÁO CÁO:\nKết quả năm 2023\n", "BC"),
        ("BAO CAO\nKet qua nam 2023\n", "BC"),
        ("Báo cáo\nKết quả năm 2023\n", "BC"),
        ("BÁO CÁO Kết quả chuyển đổi số năm 2023\n", "BC"),
        ("GIẤY UỶ QUYỀN\nVề ký văn bản\n", "GUQ"),
        ("BẢN THOẢ THUẬN\nVề hợp tác\n", "BTT"),
        ("THÔNG BÁO\nKết luận tại cuộc họp về QUY CHẾ\nKẾ HOẠCH\n", "TB"),
        ("KẾ HOẠCH\nThực hiện QUY CHẾ\n", "KH"),
    ],
)
def test_the_name_beats_the_symbol(body: str, kind: str) -> None:
    assert recognise(paper("left column first", body, number="Số: 5/TTr-SGTVT")).type == kind


@pytest.mark.parametrize(
    "bodies",
    [
        ("UBND TỈNH ĐẮK NÔNG", "SỞ", "KẾ HOẠCH VÀ ĐẦU TƯ"),
        ("SỞ GIAO THÔNG VẬN TẢI", "BAN QUẢN LÝ", "DỰ ÁN ĐẦU TƯ XÂY DỰNG"),
        ("SỞ GIAO THÔNG VẬN TẢI", "PHÒNG", "KẾ HOẠCH - TÀI CHÍNH"),
    ],
)
def test_a_body_whose_name_holds_a_types_name(bodies: tuple[str, ...]) -> None:
    text = head(number="Số: 15/SKHĐT-TH", bodies=bodies)["left column first"]
    assert recognise(text + "V/v báo cáo số liệu\nKính gửi: Các sở.\n").type == "CV"


def test_a_letter_with_a_plan_behind_it_is_a_letter() -> None:
    body = (
        "V/v gửi Kế hoạch chuyển đổi số\nKính gửi: Các phòng, ban\nSở gửi kèm Kế hoạch.\n"
        "KẾ HOẠCH\nChuyển đổi số năm 2024\n"
    )
    assert recognise(paper("cells", body, number="Số: 12/SGTVT-VP")).type == "CV"


def test_a_letter_without_a_number_is_still_a_letter() -> None:
    text = "SỞ GIAO THÔNG VẬN TẢI\nV/v chuyển đổi số\nKính gửi: Ủy ban nhân dân tỉnh.\n"
    assert recognise(text).type == "CV"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Xin chào.",
        "Danh sách học viên\n1. Phòng A\n",
        "STT\tSố, ký hiệu\tLoại\n1\t05/KH-SGTVT\tKế hoạch\n",
        "\f\f",
    ],
)
def test_no_type_at_all(text: str) -> None:
    assert recognise(text).type is None
