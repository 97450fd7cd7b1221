"""The paper's own number and symbol, however they were typed and laid out."""

from __future__ import annotations

import unicodedata

import pytest
from recognised_papers import LAYOUTS, MOTTO, paper

from dtiscore.evidence.recognise import (
    clean_symbol,
    parse_reference,
    recognise,
    symbol_parts,
)

SYMBOLS = [
    ("Số: 05/KH-SGTVT", "05", "KH-SGTVT"),
    ("Số: 12/UBND-VX", "12", "UBND-VX"),
    ("Số: 30/2020/NĐ-CP", "30", "2020/NĐ-CP"),
    ("Số: 09-NQ/TU", "09", "NQ/TU"),
    ("Số 1234 -CV/TU", "1234", "CV/TU"),
    ("Số: 397/QĐ-UBND-HC", "397", "QĐ-UBND-HC"),
    ("Số: 2027/QĐ-BNN-CĐS", "2027", "QĐ-BNN-CĐS"),
    ("Số: 02b/TB-SGTVT", "02b", "TB-SGTVT"),
    ("Số: 47/2019/QH14", "47", "2019/QH14"),
    ("Số: 15/HĐ-2023", "15", "HĐ-2023"),
    ("Số: 15/TTr-SNN&PTNT", "15", "TTr-SNN&PTNT"),
    ("Số: 07/QyĐ-SGTVT", "07", "QyĐ-SGTVT"),
    ("Số: 519 /QĐ-UBND", "519", "QĐ-UBND"),
    ("Số: 454/QĐ- UBND", "454", "QĐ-UBND"),
    ("Số: 454/QĐ - UBND", "454", "QĐ-UBND"),
    ("Số: 454 / QĐ-UBND", "454", "QĐ-UBND"),
    ("Số: 77/QD-UBND", "77", "QĐ-UBND"),
    ("Số: 77/QÐ-UBND", "77", "QĐ-UBND"),
    ("Số: 77/qđ-ubnd", "77", "QĐ-UBND"),
    ("Số: 77/QĐ–UBND", "77", "QĐ-UBND"),
    ("Số: 77/QĐ‑UBND", "77", "QĐ-UBND"),
    ("Số: 77/QĐ\u00adUBND", "77", "QĐ-UBND"),
    ("Số:\u00a077/QĐ-UBND", "77", "QĐ-UBND"),
    ("Số :05/KH-SGTVT", "05", "KH-SGTVT"),
    ("SỐ: 05/KH-SGTVT", "05", "KH-SGTVT"),
    ("Số.05/KH-SGTVT", "05", "KH-SGTVT"),
    ("Số 05/KH-SGTVT", "05", "KH-SGTVT"),
    ("05/KH-SGTVT", "05", "KH-SGTVT"),
    ("Số:\u200b 05/KH-SGTVT", "05", "KH-SGTVT"),
    ("Số:     /KH-SGTVT", None, "KH-SGTVT"),
    ("Số: ....../KH-SGTVT", None, "KH-SGTVT"),
    ("Số: ……/KH-SGTVT", None, "KH-SGTVT"),
    ("Số:_____/KH-SGTVT", None, "KH-SGTVT"),
    ("Số: /UBND-VX", None, "UBND-VX"),
    ("So: 05/KH-SGTVT", "05", "KH-SGTVT"),
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("written", "number", "symbol"), SYMBOLS)
def test_own_number_in_every_layout(
    layout: str, written: str, number: str | None, symbol: str
) -> None:
    found = recognise(paper(layout, number=written))
    assert (found.number, found.symbol) == (number, symbol)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_decomposed_letters(layout: str) -> None:
    text = unicodedata.normalize("NFD", paper(layout, number="Số: 89/QĐ-SGTVT"))
    assert recognise(text).symbol == "QĐ-SGTVT"


@pytest.mark.parametrize(
    "head",
    [
        "UBND TỈNH ĐẮK NÔNG\nSỞ GIAO THÔNG VẬN TẢI\nSố:\n05/KH-SGTVT\n",
        "UBND TỈNH ĐẮK NÔNG\nSỞ GIAO THÔNG VẬN TẢI\nSố: 05\n/KH-SGTVT\n",
        "UBND TỈNH ĐẮK NÔNG\nSỞ GIAO THÔNG VẬN TẢI\nSố: 05/KH-\nSGTVT\n",
        "UBND TỈNH ĐẮK NÔNG\nSỞ GIAO THÔNG VẬN TẢI\nSố:\t05/KH-SGTVT\t\n",
        (
            f"UBND TỈNH ĐẮK NÔNG {MOTTO}\nSỞ GTVT Độc lập - Tự do - Hạnh phúc\n"
            "Số: 05/KH- Đắk Nông, ngày 05 tháng 4 năm 2024\nSGTVT\n"
        ),
        # A writer of PDF that takes letters of another font apart.
        "UBND T NH Đ K NÔNG Ỉ Ắ\nS GIAO THÔNG V N T I Ở Ậ Ả\nS : 05/KH-SGTVT ố\n",
    ],
)
def test_a_number_broken_over_lines(head: str) -> None:
    found = recognise(head + "KẾ HOẠCH\nChuyển đổi số năm 2024\n")
    assert (found.number, found.symbol) == ("05", "KH-SGTVT")


@pytest.mark.parametrize(
    "overlay",
    [
        "CÔNG VĂN ĐẾN\nSố: 3456\nNgày: 05/4/2024\nChuyển: Phòng KHTC\n",
        "SỞ GIAO THÔNG VẬN TẢI TỈNH ĐẮK NÔNG\nĐẾN\nSố: 812/VT\nNgày: 05/4/2024\n",
        "CÔNG VĂN ĐẾN Số 3456 Ngày 05/4/2024\n",
        "ĐẾN Số: 12 Ngày: 05/4/2024 Chuyển:\n",
        (
            "Ký bởi: Sở Giao thông vận tải\nEmail: sgtvt@daknong.gov.vn\n"
            "Cơ quan: Tỉnh Đắk Nông\nThời gian ký: 05.04.2024 10:15:00 +07:00\n"
        ),
        "Người ký: SỞ GIAO THÔNG VẬN TẢI\nNgày ký: 05-04-2024 10:15:00 +07:00\n",
        "ĐÃ KÝ\n",
        "HỎA TỐC\n",
        "1\n",
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_stamps_and_signatures_laid_over_the_paper(layout: str, overlay: str) -> None:
    found = recognise(overlay + paper(layout))
    assert (found.number, found.symbol, str(found.date)) == ("05", "KH-SGTVT", "2024-01-30")
    assert found.issuer == "Sở Giao thông vận tải"


def test_a_letterhead_in_a_text_box_after_the_text() -> None:
    text = (
        "KẾ HOẠCH\nChuyển đổi số năm 2024\n\nCăn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2024 của "
        "Ủy ban nhân dân tỉnh;\nCăn cứ Kế hoạch\nsố 35/KH-UBND ngày 19/4/2023;\nNơi nhận:\n"
        "- Như trên.\nGIÁM ĐỐC\n\nUBND TỈNH ĐẮK NÔNG\nSỞ GIAO THÔNG VẬN TẢI\nSố: 05/KH-SGTVT\n"
        f"{MOTTO}\nĐộc lập - Tự do - Hạnh phúc\nĐắk Nông, ngày 30 tháng 01 năm 2024"
    )
    found = recognise(text)
    assert (found.number, found.symbol, found.type) == ("05", "KH-SGTVT", "KH")
    assert str(found.date) == "2024-01-30"
    assert found.issuer == "Sở Giao thông vận tải"


@pytest.mark.parametrize(
    "text",
    [
        "BIÊN BẢN\nHọp tổ tham mưu\nCăn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2024;\n",
        "BÁO CÁO\nKết quả thực hiện Kế hoạch\nsố 35/KH-UBND ngày 19/4/2023\n",
        (
            "QUY CHẾ\nBảo đảm an toàn thông tin\n(Ban hành kèm theo Quyết định số 77/QĐ-SGTVT "
            "ngày 20/5/2022 của Giám đốc Sở)\n"
        ),
        "Danh sách\nTheo Kế hoạch số\n35/KH-UBND ngày 19/4/2023\n",
        "Tốc độ 60 km/h, 24/7, tỷ lệ 3/4\n",
        "CÔNG VĂN ĐẾN\nSố: 3456\nNgày: 05/4/2024\n",
        "Số 05 đường 23/3, phường Nghĩa Trung\n",
    ],
)
def test_numbers_of_other_documents_are_not_the_papers_own(text: str) -> None:
    found = recognise(text)
    assert (found.number, found.symbol, found.date) == (None, None, None)


def test_the_number_of_a_certified_copy_is_not_the_papers_own() -> None:
    copied = "\nSỞ GIAO THÔNG VẬN TẢI\nSố: 15/SY-SGTVT\nĐắk Nông, ngày 06 tháng 02 năm 2024\n"
    found = recognise(paper("left column first") + copied)
    assert (found.number, str(found.date)) == ("05", "2024-01-30")


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("QD- UBND", "QĐ-UBND"),
        ("QĐ – UBND – HC", "QĐ-UBND-HC"),
        ("2020/ND-CP", "2020/NĐ-CP"),
        ("ubnd-vx", "UBND-VX"),
        ("QĐUBND", "QĐ-UBND"),
        ("TTR-SGTVT", "TTr-SGTVT"),
        ("NQ-HDND", "NQ-HĐND"),
        ("QĐ-TTG", "QĐ-TTg"),
        ("KH-SGTVT.", "KH-SGTVT"),
        ("QĐ UBND", "QĐ-UBND"),
        ("NQ/TU", "NQ/TU"),
        ("DA-SGTVT", "DA-SGTVT"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_a_dirty_symbol_is_mended(dirty: str, clean: str) -> None:
    assert clean_symbol(dirty) == clean
    assert clean_symbol(clean) == clean


@pytest.mark.parametrize(
    ("symbol", "parts"),
    [
        ("KH-SGTVT", (None, "KH", ("SGTVT",))),
        ("2020/ND-CP", ("2020", "NĐ", ("CP",))),
        ("UBND-VX", (None, None, ("UBND", "VX"))),
        ("NQ/TU", (None, "NQ", ("TU",))),
        ("", (None, None, ())),
    ],
)
def test_parts_of_a_symbol(symbol: str, parts: tuple[str | None, str | None, tuple[str]]) -> None:
    assert symbol_parts(symbol) == parts


@pytest.mark.parametrize(("written", "number", "symbol"), SYMBOLS)
def test_a_reference_alone(written: str, number: str | None, symbol: str) -> None:
    expected = None if number is None else (number, symbol)
    assert parse_reference(written) == expected


@pytest.mark.parametrize("written", ["", "Số:", "05/4/2024", "KH-SGTVT", "một/KH", "5/Sở"])
def test_what_is_no_reference(written: str) -> None:
    assert parse_reference(written) is None
