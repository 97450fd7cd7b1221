"""Names of agencies as tables write them: which are the same, which may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtiscore.forms.agency_names import near, same

TRANSPORT = "Sở Giao thông vận tải"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (TRANSPORT, "SỞ GIAO THÔNG VẬN TẢI"),
        (TRANSPORT, "so giao thong - van tai"),
        (TRANSPORT, "Sở Giao thông và Vận tải"),
        (TRANSPORT, "Sở GTVT"),
        (TRANSPORT, "SGTVT"),
        (TRANSPORT, "Sở GT-VT"),
        ("Sở Khoa học và Công nghệ", "Sở KH&CN"),
        ("Sở Khoa học và Công nghệ", "Sở KHCN"),
        ("Sở Lao động - Thương binh và Xã hội", "Sở LĐ-TB&XH"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở NN&PTNT"),
        ("Sở Văn hóa, Thể thao và Du lịch", "Sở VH, TT và DL"),
        ("Sở Kế hoạch và Đầu tư", "Sở KH và ĐT"),
        ("Ban Quản lý các khu công nghiệp", "BQL các KCN"),
        ("Văn phòng UBND tỉnh", "VP Ủy ban nhân dân tỉnh"),
    ],
)
def test_one_agency_under_two_names(name: str, other: str) -> None:
    assert same(name, other)
    assert same(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (TRANSPORT, "Sở Giao thông vận tải tỉnh"),
        (TRANSPORT, "Sở GTVT tỉnh"),
        (TRANSPORT, "Sở Giao thông vận tải tỉnh Đắk Nông"),
        (TRANSPORT, "Sở Giao thông tải"),
        (TRANSPORT, "Sở Giao thông vận tải."),
        (TRANSPORT, "Sở Giao thông vận tãi"),
        (TRANSPORT, "Sở Giao thôgn vận tải"),
        ("Ban Dân tộc", "Ban Dân tộc tỉnh"),
        ("Văn phòng UBND tỉnh", "Văn phòng Ủy ban nhân dân"),
    ],
)
def test_names_that_may_be_one(name: str, other: str) -> None:
    assert near(name, ["Thanh tra tỉnh", other]) == other
    assert near(other, [name, "Thanh tra tỉnh"]) == name


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Sở A", "Sở B"),
        ("Sở A", "Sở"),
        ("Sở Y tế", "Sở Tư pháp"),
        ("Sở Tài chính", "Sở Tài nguyên và Môi trường"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và Môi trường"),
        ("Sở GTVT", "Sở TTTT"),
        ("Sở Thông tin và Truyền thông", "Sở Tài chính"),
        ("Ban Quản lý khu kinh tế", "Ban Quản lý các khu công nghiệp"),
    ],
)
def test_names_of_two_agencies(name: str, other: str) -> None:
    assert not same(name, other)
    assert near(name, [other]) is None
    assert near(other, [name]) is None


words = st.lists(st.sampled_from(["so", "y", "te", "van", "phong", "ubnd", "tinh"]), max_size=8)


@given(words, words)
def test_whoever_is_the_same_is_so_both_ways(some: list[str], others: list[str]) -> None:
    one, other = " ".join(some), " ".join(others)
    assert same(one, other) == same(other, one)
    assert same(one, one) == bool(some)
    if same(one, other):
        assert near(one, [other]) == other


def test_a_very_long_name_is_compared_in_no_time() -> None:
    one, other = " ".join(["aa"] * 10_000), " ".join(["a"] * 20_000)
    assert not same(one, other)
    assert near(one, [other]) is None


def test_names_are_told_apart_by_their_words_before_letters_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[str] = []

    def nearest(name: str, known: list[str], cutoff: float) -> None:
        compared.extend(known)

    monkeypatch.setattr("dtiscore.forms.agency_names.nearest", nearest)
    known = ["Ủy ban nhân dân huyện Đắk Song", TRANSPORT, "Sở Giao thôgn vận tãi", "Ban Dân tộc"]
    assert near("Sở Giao thogn vận tãii", known) is None
    assert compared == [TRANSPORT, "Sở Giao thôgn vận tãi"]
