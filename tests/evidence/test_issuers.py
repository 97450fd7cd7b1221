"""Whether the body in a symbol can be the issuer: real pairs, and pairs that must not pass."""

from __future__ import annotations

import unicodedata

import pytest

from dtiscore.evidence.issuers import abbreviates, is_above

SAME = [
    ("SGTVT", "Sở Giao thông vận tải"),
    ("SGTVT", "SỞ GIAO THÔNG VẬN TẢI"),
    ("SGTVT", "Sở GTVT"),
    ("SGTVT", "SỞ GTVT"),
    ("SGTVT", "Sở Giao thông vận tải tỉnh Đắk Nông"),
    ("sgtvt", "Sở Giao thông vận tải"),
    ("UBND", "Ủy ban nhân dân tỉnh Đắk Nông"),
    ("UBND", "Uỷ ban Nhân dân tỉnh"),
    ("UBND", "ỦY BAN NHÂN DÂN"),
    ("UBND", "UBND tỉnh"),
    ("UBND", "UBND TỈNH ĐẮK NÔNG"),
    ("VPUBND", "Văn phòng UBND tỉnh"),
    ("VPUBND", "VĂN PHÒNG UBND TỈNH"),
    ("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh"),
    ("VP", "Văn phòng Sở"),
    ("BGTVT", "Bộ Giao thông vận tải"),
    ("BTTTT", "Bộ Thông tin và Truyền thông"),
    ("STTTT", "Sở Thông tin và Truyền thông"),
    ("SLĐTBXH", "Sở Lao động - Thương binh và Xã hội"),
    ("SLĐTB&XH", "Sở Lao động – Thương binh và Xã hội"),
    ("BLĐTBXH", "Bộ Lao động, Thương binh và Xã hội"),
    ("CP", "Chính phủ"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("VPCP", "Văn phòng Chính phủ"),
    ("TU", "Tỉnh ủy Đắk Nông"),
    ("TU", "TỈNH ỦY"),
    ("TU", "Thành uỷ"),
    ("HU", "Huyện ủy"),
    ("HĐND", "Hội đồng nhân dân tỉnh"),
    ("HĐND", "HĐND TỈNH"),
    ("BCĐ", "Ban Chỉ đạo chuyển đổi số tỉnh"),
    ("BCĐ", "BCĐ chuyển đổi số"),
    ("BQLDA", "Ban Quản lý dự án"),
    ("BQLDA", "Ban QLDA đầu tư xây dựng"),
    ("TTr", "Thanh tra Sở"),
    ("CĐBVN", "Cục Đường bộ Việt Nam"),
    ("CĐKVN", "Cục Đăng kiểm Việt Nam"),
    ("KBNN", "Kho bạc Nhà nước"),
    ("SKHCN", "Sở Khoa học và Công nghệ"),
    ("SKHĐT", "Sở Kế hoạch và Đầu tư"),
    ("SNNPTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
    ("SNN", "Sở Nông nghiệp và Phát triển nông thôn"),
    ("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
    ("SGDĐT", "Sở Giáo dục và Đào tạo"),
    ("SYT", "Sở Y tế"),
    ("STNMT", "Sở Tài nguyên và Môi trường"),
    ("BDT", "Ban Dân tộc"),
    ("QH15", "Quốc hội"),
    ("BHXH", "BHXH TỈNH"),
    ("BHXH", "Bảo hiểm xã hội tỉnh"),
    ("TTCNTT", "Trung tâm CNTT"),
]
OTHERS = [
    ("UBND", "Sở Giao thông vận tải"),
    ("UBND", "SỞ GTVT"),
    ("UBND", "Hội đồng nhân dân tỉnh"),
    ("UBND", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    ("HĐND", "Ủy ban nhân dân tỉnh"),
    ("SGTVT", "Ủy ban nhân dân tỉnh Đắk Nông"),
    ("SGTVT", "UBND TỈNH ĐẮK NÔNG"),
    ("SGTVT", "Bộ Giao thông vận tải"),
    ("BGTVT", "Sở Giao thông vận tải"),
    ("STTTT", "Sở Giao thông vận tải"),
    ("SGTVT", "Sở Thông tin và Truyền thông"),
    ("STC", "Sở Giao thông vận tải"),
    ("SCT", "Sở Tài chính"),
    ("STC", "Sở Y tế"),
    ("SXD", "Sở Giao thông vận tải"),
    ("SKHCN", "Sở Kế hoạch và Đầu tư"),
    ("SLĐTBXH", "Sở Nội vụ"),
    ("VPUBND", "Văn phòng Sở"),
    ("VPCP", "Văn phòng Ủy ban nhân dân tỉnh"),
    ("KBNN", "Ngân hàng Nhà nước"),
    ("CĐBVN", "Cục Thuế"),
    ("BCĐ", "Ban Dân tộc"),
    ("BDT", "Ban Chỉ đạo"),
    ("TU", "Ủy ban nhân dân tỉnh"),
    ("TTg", "Chính phủ"),
    ("CP", "Sở Giao thông vận tải"),
    ("", "Sở Giao thông vận tải"),
    ("1234", "Sở Giao thông vận tải"),
    ("SGTVT", ""),
]


@pytest.mark.parametrize(("short", "name"), SAME)
def test_an_abbreviation_of_the_issuer(short: str, name: str) -> None:
    assert abbreviates(short, name)
    assert abbreviates(unicodedata.normalize("NFD", short), unicodedata.normalize("NFD", name))


@pytest.mark.parametrize(("short", "name"), OTHERS)
def test_the_abbreviation_of_another_body(short: str, name: str) -> None:
    assert not abbreviates(short, name)


def test_the_bodies_above_a_department() -> None:
    assert all(map(is_above, ["UBND", "ubnd", "HĐND", "TU", "CP", "TTg"]))
    assert not any(map(is_above, ["SGTVT", "VP", "BQLDA", ""]))
