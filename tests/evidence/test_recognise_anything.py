"""Any text at all: never an exception, and time that grows with the length alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recognised_papers import LAYOUTS, paper

from dtiscore.evidence.learnt import Document
from dtiscore.evidence.recognise import clean_symbol, parse_reference, recognise, symbol_parts

_PIECES = st.sampled_from(
    [
        *("Số", "Số:", "05", "/", "-", "KH", "QĐ-", "UBND", "ngày", "tháng", "năm", "2024", "5/4"),
        *(
            "\n",
            "\t",
            "\f",
            " ",
            "   ",
            ".....",
            "DỰ THẢO",
            "KẾ HOẠCH",
            "BÁO CÁO",
            "V/v",
            "Kính gửi",
        ),
        *("CỘNG HÒA XÃ HỘI", "CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do", "SỞ", "ỦY BAN", "Đắk Nông,"),
        *(
            "ĐẾN",
            "CÔNG VĂN",
            "Ký bởi:",
            "KT.",
            "GIÁM ĐỐC",
            "KẾ TOÁN",
            "Nơi nhận",
            "VIỆT NAM",
            "Về",
            "(Dự thảo",
            "\u0301",
            "\u00ad",
            "\x02",
        ),
    ]
)


@given(st.text())
def test_any_text(text: str) -> None:
    assert isinstance(recognise(text), Document)


@given(st.lists(_PIECES, max_size=60))
@settings(max_examples=300)
def test_any_order_of_a_papers_words(pieces: list[str]) -> None:
    assert isinstance(recognise("".join(pieces)), Document)
    assert isinstance(recognise(" ".join(pieces)), Document)


@given(st.text())
def test_any_symbol(text: str) -> None:
    assert clean_symbol(clean_symbol(text)) == clean_symbol(text)
    symbol_parts(text)
    parse_reference(text)


def test_lone_surrogates() -> None:
    assert recognise("\ud800Số: 05/KH-SGTVT\udfff").symbol == "KH-SGTVT"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_only_the_ends_of_a_long_text_are_read(layout: str) -> None:
    middle = "Nội dung của kế hoạch.\n" * 40_000 + "Số: 99/QĐ-UBND\n" + "Nội dung.\n" * 10_000
    found = recognise(paper(layout) + middle + "Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\n")
    assert (found.number, found.symbol, found.type) == ("05", "KH-SGTVT", "KH")


@pytest.mark.parametrize(
    "piece",
    [
        *("a", " ", "\n", "\t", "\f", "-", ".", "/", "1", "A", "Số:", "S ", "Số: 1/", "1/A-", "A-"),
        *("1/A.", "ngày ", "ngày 1 tháng ", "ngày ...... tháng ...... ", ", ", "A, ngày "),
        *("CỘNG HÒA XÃ HỘI ", "CỘNG ", "Độc lập ", "DỰ THẢO ", "KẾ HOẠCH ", "A ", "GIÁM ĐỐC "),
        *("Hôm nay, ", "luc ", "V/v ", "Ký bởi: ", "ĐẾN Số ", "ĐẾN\n", "Kính chuyển\n", "SỞ "),
        *("SỞ\n", "A\n", "KẾ HOẠCH\nA\n", "a\u0301\u0323", "\u0301\u0327", "Số 1/QĐ-UBND ngày "),
        *("Ngày ký: 1.1.2024 ", "x@", "Nơi nhận\n", "THƯ KÝ\n", "GIÁM ĐỐC\n", "Sở ", "1/A-B/"),
        *("CỘNG HÒA XÃ HỘI CHỦ\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM A\n", "DỰ THẢO LẦN 2\n"),
        *("D\nỰ\n", "\fDỰ THẢO\n", "TRƯỞNG PHÒNG\nKẾ HOẠCH -\n", "KẾ TOÁN - ", "KẾ HOẠCH\nVề\n"),
        *("DỰ THẢO\n\f", "KẾT LUẬN\nVề a\n", "GIÁM ĐỐC KẾ TOÁN VÀ ", "(Dự thảo ", "ố ", "Số /A"),
    ],
)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    half, whole = piece * (30_000 // len(piece)), piece * (60_000 // len(piece))
    recognise(half[:100])
    assert _seconds(whole) < 4 * _seconds(half) + 1.0


def _seconds(text: str) -> float:
    begun = time.process_time()
    recognise(text)
    return time.process_time() - begun
