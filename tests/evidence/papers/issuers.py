"""Bodies whose papers are drawn."""

from __future__ import annotations

from paper_spec import Issuer

_PROVINCE = ("UBND TỈNH ĐẮK NÔNG",)

SGTVT = Issuer("Sở Giao thông vận tải", ("SỞ GIAO THÔNG VẬN TẢI",), "SGTVT", "Đắk Nông", _PROVINCE)
STTTT = Issuer(
    "Sở Thông tin và Truyền thông",
    ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG",),
    "STTTT",
    "Đắk Lắk",
    ("ỦY BAN NHÂN DÂN", "TỈNH ĐẮK LẮK"),
)
SNV = Issuer("Sở Nội vụ", ("SỞ NỘI VỤ",), "SNV", "Lâm Đồng", ("UBND TỈNH LÂM ĐỒNG",))
SGDDT = Issuer(
    "Sở Giáo dục và Đào tạo",
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO",),
    "SGD&ĐT",
    "Quảng Nam",
    ("UBND TỈNH QUẢNG NAM",),
)
SKHCN = Issuer(
    "Sở Khoa học và Công nghệ",
    ("SỞ KHOA HỌC VÀ CÔNG NGHỆ",),
    "SKHCN",
    "Đà Nẵng",
    ("UBND THÀNH PHỐ ĐÀ NẴNG",),
)
SLD = Issuer(
    "Sở Lao động - Thương binh và Xã hội",
    ("SỞ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI"),
    "SLĐTBXH",
    "Thành phố Hồ Chí Minh",
    ("UBND THÀNH PHỐ HỒ CHÍ MINH",),
)
PROVINCE = Issuer(
    "Ủy ban nhân dân tỉnh Đắk Nông",
    ("ỦY BAN NHÂN DÂN", "TỈNH ĐẮK NÔNG"),
    "UBND",
    "Đắk Nông",
    head="CHỦ TỊCH",
    deputy="PHÓ CHỦ TỊCH",
    for_all="TM. ỦY BAN NHÂN DÂN",
)
DISTRICT = Issuer(
    "Ủy ban nhân dân huyện Krông Nô",
    ("ỦY BAN NHÂN DÂN", "HUYỆN KRÔNG NÔ"),
    "UBND",
    "Krông Nô",
    head="CHỦ TỊCH",
    deputy="PHÓ CHỦ TỊCH",
    office="CHÁNH VĂN PHÒNG",
    for_all="TM. ỦY BAN NHÂN DÂN",
)
COMMUNE = Issuer(
    "Ủy ban nhân dân xã Nam Đà",
    ("ỦY BAN NHÂN DÂN", "XÃ NAM ĐÀ"),
    "UBND",
    "Nam Đà",
    head="CHỦ TỊCH",
    deputy="PHÓ CHỦ TỊCH",
    office="CÔNG CHỨC VĂN PHÒNG - THỐNG KÊ",
    for_all="TM. ỦY BAN NHÂN DÂN",
)
COUNCIL = Issuer(
    "Hội đồng nhân dân tỉnh Hà Giang",
    ("HỘI ĐỒNG NHÂN DÂN", "TỈNH HÀ GIANG"),
    "HĐND",
    "Hà Giang",
    head="CHỦ TỊCH",
    deputy="PHÓ CHỦ TỊCH",
    for_all="TM. HỘI ĐỒNG NHÂN DÂN",
)
BTTTT = Issuer(
    "Bộ Thông tin và Truyền thông",
    ("BỘ THÔNG TIN VÀ TRUYỀN THÔNG",),
    "BTTTT",
    "Hà Nội",
    head="BỘ TRƯỞNG",
    deputy="THỨ TRƯỞNG",
)
BNN = Issuer(
    "Bộ Nông nghiệp và Phát triển nông thôn",
    ("BỘ NÔNG NGHIỆP", "VÀ PHÁT TRIỂN NÔNG THÔN"),
    "BNN",
    "Hà Nội",
    head="BỘ TRƯỞNG",
    deputy="THỨ TRƯỞNG",
)
GOVERNMENT = Issuer(
    "Chính phủ",
    ("CHÍNH PHỦ",),
    "CP",
    "Hà Nội",
    head="THỦ TƯỚNG",
    deputy="PHÓ THỦ TƯỚNG",
    for_all="TM. CHÍNH PHỦ",
)
OFFICE = Issuer(
    "Văn phòng",
    ("VĂN PHÒNG",),
    "VP",
    "Lào Cai",
    ("UBND TỈNH LÀO CAI",),
    head="CHÁNH VĂN PHÒNG",
    deputy="PHÓ CHÁNH VĂN PHÒNG",
    office="TRƯỞNG PHÒNG HÀNH CHÍNH - TỔ CHỨC",
)
INSPECTORATE = Issuer(
    "Thanh tra Sở",
    ("THANH TRA SỞ",),
    "TTr",
    "Đắk Nông",
    ("SỞ GIAO THÔNG VẬN TẢI",),
    head="CHÁNH THANH TRA",
    deputy="PHÓ CHÁNH THANH TRA",
    office="ĐỘI TRƯỞNG",
)
CENTRE = Issuer(
    "Trung tâm Công nghệ thông tin và Truyền thông",
    ("TRUNG TÂM CÔNG NGHỆ THÔNG TIN", "VÀ TRUYỀN THÔNG"),
    "TTCNTTTT",
    "Gia Nghĩa",
    ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG",),
    office="TRƯỞNG PHÒNG HÀNH CHÍNH - TỔNG HỢP",
)
PARKS = Issuer(
    "Ban Quản lý các khu công nghiệp",
    ("BAN QUẢN LÝ", "CÁC KHU CÔNG NGHIỆP"),
    "BQL",
    "Hải Dương",
    ("UBND TỈNH HẢI DƯƠNG",),
    head="TRƯỞNG BAN",
    deputy="PHÓ TRƯỞNG BAN",
)
STEERING = Issuer(
    "Ban Chỉ đạo chuyển đổi số",
    ("BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ",),
    "BCĐ",
    "Tuyên Quang",
    ("UBND TỈNH TUYÊN QUANG",),
    head="TRƯỞNG BAN",
    deputy="PHÓ TRƯỞNG BAN",
    for_all="TM. BAN CHỈ ĐẠO",
)
PARTY = Issuer(
    "Tỉnh ủy Đắk Nông",
    ("TỈNH ỦY ĐẮK NÔNG",),
    "TU",
    "Gia Nghĩa",
    head="BÍ THƯ",
    deputy="PHÓ BÍ THƯ",
    for_all="T/M BAN THƯỜNG VỤ",
    party=True,
)
PARTY_DISTRICT = Issuer(
    "Huyện ủy Đắk Mil",
    ("HUYỆN ỦY ĐẮK MIL",),
    "HU",
    "Đắk Mil",
    ("TỈNH ỦY ĐẮK NÔNG",),
    head="BÍ THƯ",
    deputy="PHÓ BÍ THƯ",
    for_all="T/M BAN THƯỜNG VỤ",
    party=True,
)

AGENCIES = (
    SGTVT,
    PROVINCE,
    STTTT,
    DISTRICT,
    SGDDT,
    OFFICE,
    CENTRE,
    SNV,
    INSPECTORATE,
    SLD,
    PARKS,
    BTTTT,
    STEERING,
    SKHCN,
    COMMUNE,
)
