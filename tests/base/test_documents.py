"""Document types and symbols of Nghị định 30/2020/NĐ-CP, as names and notes carry them."""

from __future__ import annotations

import unicodedata

import pytest

from dtiscore.base.documents import (
    ABBREVIATIONS,
    OFFICIAL_LETTER,
    TYPE_NAMES,
    canonical_type,
    issuer_of_symbol,
    names_any,
    same_type,
    type_of_symbol,
)
from dtiscore.base.text import without_accents


@pytest.mark.parametrize("known", ABBREVIATIONS)
def test_an_abbreviation_in_every_case_and_form(known: str) -> None:
    for written in (known, known.lower(), known.upper(), unicodedata.normalize("NFD", known)):
        assert canonical_type(written) == known
        assert same_type(written, known)


@pytest.mark.parametrize("known", ABBREVIATIONS)
def test_without_accents_only_where_one_type_alone_is_left(known: str) -> None:
    plain = without_accents(known)
    alike = [other for other in ABBREVIATIONS if without_accents(other).lower() == plain.lower()]
    # As it stands it is one of them already (DA), or it could mean either (CD is only CĐ).
    expected = plain if plain in ABBREVIATIONS else known if alike == [known] else None
    assert canonical_type(plain) == expected


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("QD", "QĐ"),
        ("qd", "QĐ"),
        ("DA", "DA"),
        ("ĐA", "ĐA"),
        ("TTR", "TTr"),
        ("CV", OFFICIAL_LETTER),
    ],
)
def test_types_as_people_write_them(written: str, meant: str) -> None:
    assert canonical_type(written) == meant


@pytest.mark.parametrize("written", ["", "X", "SGTVT", "QDD", "Q Đ", "TB.", "KẾ", "KÉ", "BÁO CÁO"])
def test_what_is_no_type(written: str) -> None:
    assert canonical_type(written) is None


def test_types_are_compared_with_their_accents() -> None:
    assert not same_type("ĐA", "DA")
    assert not same_type("QD", "QĐ")


@pytest.mark.parametrize(
    ("symbol", "issuer"),
    [
        ("KH-SGTVT", "SGTVT"),
        ("QĐ-UBND", "UBND"),
        ("QD-UBND-HC", "UBND"),
        ("BC - SGTVT", "SGTVT"),
        ("UBND-VX", "UBND"),  # a letter: the body comes first
        ("SGTVT-KTHT", "SGTVT"),
        ("CV-SGTVT", "SGTVT"),
        ("2020/NĐ-CP", "CP"),
        ("NQ/TU", "TU"),
        ("SGTVT", "SGTVT"),
        ("KH", None),
        ("QĐ-", None),
        ("", None),
        ("-", None),
        (" - ", None),
        (unicodedata.normalize("NFD", "QĐ-UBND"), "UBND"),
        (unicodedata.normalize("NFD", "TB-SỞ"), "SỞ"),
    ],
)
def test_the_issuing_body_of_a_symbol(symbol: str, issuer: str | None) -> None:
    assert issuer_of_symbol(symbol) == issuer


@pytest.mark.parametrize(
    ("issuers", "wanted"),
    [
        (["SGTVT"], ["SGTVT"]),
        (["sgtvt"], ["UBND", "SGTVT"]),
        (["Sở Giao thông vận tải"], ["so giao thong van tai"]),
        (["Sở  GTVT"], ["SởGTVT"]),
        ([None, "UBND"], ["UBND tỉnh", "UBND"]),
    ],
)
def test_an_issuer_in_any_spelling(issuers: list[str | None], wanted: list[str]) -> None:
    assert names_any(issuers, wanted)


@pytest.mark.parametrize(
    ("issuers", "wanted"),
    [
        (["UBND"], ["UBND tỉnh"]),
        (["SGTVT"], []),
        ([], ["SGTVT"]),
        ([None], ["SGTVT"]),
        ([None, ""], [""]),
    ],
)
def test_another_issuer_or_none(issuers: list[str | None], wanted: list[str]) -> None:
    assert not names_any(issuers, wanted)


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        ("KH-SGTVT", "KH"),
        ("QD-UBND", "QĐ"),
        ("2020/ND-CP", "NĐ"),
        ("NQ/TU", "NQ"),
        ("KL/TU", "KL"),
        ("UBND-VX", OFFICIAL_LETTER),
        ("CV-SGTVT", OFFICIAL_LETTER),
        ("2019/QH14", None),
        ("", None),
    ],
)
def test_the_type_a_symbol_names(symbol: str, kind: str | None) -> None:
    assert type_of_symbol(symbol) == kind


def test_every_type_of_the_decree_has_a_name() -> None:
    assert set(ABBREVIATIONS) <= set(TYPE_NAMES.values())
