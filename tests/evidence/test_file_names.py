"""What a file's name says of the document in it."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtiscore.base.documents import ABBREVIATIONS
from dtiscore.evidence.naming import NameParts, parse_name
from dtiscore.evidence.recognise import parse_reference

DAY = date(2023, 11, 7)


@pytest.mark.parametrize(
    ("stem", "parts"),
    [
        ("118-TB-SGTVT_2023-11-07_hop-chuyen-doi-so", ("118", "TB-SGTVT", "TB", DAY)),
        ("118-TB-SGTVT_2023-11-07", ("118", "TB-SGTVT", "TB", DAY)),
        ("118-TB-SGTVT", ("118", "TB-SGTVT", "TB", None)),
        ("118-TB-SGTVT_hop chuyen doi so", ("118", "TB-SGTVT", "TB", None)),
        ("05a-KH-SGTVT_2023-11-07", ("05a", "KH-SGTVT", "KH", DAY)),
        ("1397-QĐ-UBND-HC_2023-11-07_x", ("1397", "QĐ-UBND-HC", "QĐ", DAY)),
        # a letter: its symbol begins with who issued it
        ("12-UBND-VX_2023-11-07_ve-viec-x", ("12", "UBND-VX", "CV", DAY)),
        ("2390-BTTTT-THH", ("2390", "BTTTT-THH", "CV", None)),
        # accents dropped, or in another case
        ("401-QD-UBND_2023-11-07", ("401", "QĐ-UBND", "QĐ", DAY)),
        ("401-qd-UBND_2023-11-07", ("401", "QĐ-UBND", "QĐ", DAY)),
        ("7-ttr-SGTVT", ("7", "TTr-SGTVT", "TTr", None)),
        ("7-CTr-SGTVT", ("7", "CTr-SGTVT", "CTr", None)),
        # as dirty as the same symbol in the text
        ("401-qd-ubnd_2023-11-07", ("401", "QĐ-UBND", "QĐ", DAY)),
        ("12-NQ-HDND_2023-11-07", ("12", "NQ-HĐND", "NQ", DAY)),
        ("7-KH-BCD", ("7", "KH-BCĐ", "KH", None)),
        # DA is Dự án as it stands, never Đề án without its accents
        ("3-DA-SGTVT", ("3", "DA-SGTVT", "DA", None)),
        ("3-ĐA-SGTVT", ("3", "ĐA-SGTVT", "ĐA", None)),
        # a day as offices write it, and one that is none
        ("118-TB-SGTVT_07-11-2023_x", ("118", "TB-SGTVT", "TB", date(2023, 11, 7))),
        ("118-TB-SGTVT_7.11.2023", ("118", "TB-SGTVT", "TB", date(2023, 11, 7))),
        ("118-TB-SGTVT_20231107_x", ("118", "TB-SGTVT", "TB", date(2023, 11, 7))),
        ("118-TB-SGTVT 2023-11-07 (1)", ("118", "TB-SGTVT", "TB", date(2023, 11, 7))),
        ("118-TB-SGTVT_2023-02-30_x", ("118", "TB-SGTVT", "TB", None, "2023-02-30")),
        ("118-TB-SGTVT_31-02-2023_x", ("118", "TB-SGTVT", "TB", None, "31-02-2023")),
        # a year or a stretch of years is no date
        ("118-TB-SGTVT_2023_x", ("118", "TB-SGTVT", "TB", None)),
        ("118-TB-SGTVT_2023-2024_x", ("118", "TB-SGTVT", "TB", None)),
    ],
)
def test_names_of_the_usual_form(stem: str, parts: tuple[Any, ...]) -> None:
    assert parse_name(stem) == NameParts(*parts)


@pytest.mark.parametrize(
    "stem",
    [
        "",
        "anh-chup",
        "bien ban hop",
        "TB-118",
        "2023-11-07",
        "2023-11-07-bien-ban",
        "118",
        "1-anh",
        "118_TB_SGTVT",
        "123456-TB-SGTVT",
        "118-",
        "118--TB",
    ],
)
def test_a_name_of_another_form_says_nothing(stem: str) -> None:
    assert parse_name(stem) == NameParts()


def test_a_name_from_a_mac_reads_as_one_from_windows() -> None:
    composed = "09-QyĐ-SGTVT_2023-11-07_quy định quản lý"
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    assert parse_name(decomposed) == parse_name(composed)
    assert parse_name(decomposed).type == "QyĐ"


@pytest.mark.parametrize(
    "symbol", ["QD-UBND", "QĐ-UBND", "NQ-HDND", "kh-sgtvt", "KH-BCD", "UBND-VX"]
)
def test_a_name_gives_the_symbol_that_the_text_gives(symbol: str) -> None:
    written = parse_reference(f"Số: 12/{symbol}")
    assert written is not None
    assert parse_name(f"12-{symbol}_2023-11-07").symbol == written.symbol


@given(st.text(max_size=40))
def test_any_name_can_be_read(stem: str) -> None:
    found = parse_name(stem)
    assert found.type is None or found.type in ABBREVIATIONS
    assert (found.number is None) == (found.symbol is None) == (found.type is None)


@given(
    st.integers(1, 99_999),
    st.sampled_from(ABBREVIATIONS),
    st.sampled_from(["SGTVT", "UBND", "STTTT-CNTT"]),
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
)
def test_what_is_written_is_read(number: int, kind: str, issuer: str, day: date) -> None:
    found = parse_name(f"{number}-{kind}-{issuer}_{day.isoformat()}_noi-dung")
    assert found == NameParts(str(number), f"{kind}-{issuer}", kind, day)
