"""Names of bodies, from the capitals of a letterhead to the case that offices write."""

from __future__ import annotations

import re

from dtiscore.evidence.recognise.letters import flat

_STARTS = (
    *("UBND", "UY BAN", "HDND", "HOI DONG", "SO", "BO", "BAN", "TINH UY", "HUYEN UY", "THANH UY"),
    *("THI UY", "DANG UY", "DANG BO", "DANG DOAN", "CHI BO", "HOI", "CUC", "TONG CUC", "CHI CUC"),
    *("VU", "VIEN", "TRUNG TAM", "TRUONG", "PHONG", "VAN PHONG", "CONG TY", "TONG CONG TY"),
    *("TAP DOAN", "CONG AN", "KHO BAC", "THANH TRA", "TOA AN", "LIEN DOAN", "CONG DOAN", "DOAN"),
    *("MAT TRAN", "UBMTTQ", "TO", "CHINH PHU", "THU TUONG", "QUOC HOI", "NGAN HANG", "BENH VIEN"),
    *("DAI", "BAO HIEM", "BHXH", "HAT", "DOI", "QUY", "CHI NHANH", "HOC VIEN", "DAI HOC", "BQL"),
    *("CHU TICH", "BCH", "BO CHI HUY", "BCD", "LIEN MINH", "LIEN HIEP", "BUU DIEN", "UY"),
    *("HOP TAC XA", "DOANH NGHIEP"),
)
_START = re.compile(rf"(?:{'|'.join(sorted(_STARTS, key=len, reverse=True))})(?![A-Za-z])")
_NO_START = re.compile(r"SO\s?[:.0-9]|BAN NHAN DAN|HOI (?:CHU NGHIA|HOA)|DAI (?:HOC)?$")
_GOES_ON = re.compile(r"(?:\b(?:VA|CUA|CAC|QUAN LY|UY|UY BAN|DAN|NHAN|VAN PHONG)|[-,&])$")

_ACRONYMS = frozenset(
    [
        "UBND",
        "HĐND",
        "BHXH",
        "UBMTTQ",
        "MTTQ",
        "BQL",
        "BCĐ",
        "BCH",
        "CNTT",
        "TNHH",
        "MTV",
        "KCN",
        "KKT",
        "VNPT",
        "TP",
        "II",
        "III",
        "IV",
    ]
)
_UNITS = ("thành phố", "thị xã", "thị trấn", "tỉnh", "huyện", "quận", "phường", "xã")
_FIELDS = (
    *("Giao thông vận tải", "Giao thông công chánh", "Thông tin và Truyền thông"),
    *("Kế hoạch và Đầu tư", "Tài chính", "Nội vụ", "Tư pháp", "Công Thương", "Xây dựng"),
    *("Giáo dục và Đào tạo", "Khoa học và Công nghệ", "Tài nguyên và Môi trường"),
    *("Nông nghiệp và Phát triển nông thôn", "Nông nghiệp và Môi trường"),
    *("Lao động - Thương binh và Xã hội", "Văn hóa, Thể thao và Du lịch", "Ngoại vụ", "Y tế"),
    *("Dân tộc", "Dân tộc và Tôn giáo", "Quy hoạch - Kiến trúc", "Công an", "Quốc phòng"),
    *("Ngoại giao", "Việt Nam", "Chính phủ", "Quốc hội", "Nhà nước", "Trung ương", "Tổ quốc"),
    *("Liên hiệp Phụ nữ", "Cựu chiến binh", "Nông dân", "Cộng sản", "Hồ Chí Minh"),
    *("Ủy ban nhân dân", "Hội đồng nhân dân", "Mặt trận Tổ quốc", "Quản lý", "Chỉ đạo"),
    *("Tổ chức", "Tuyên giáo", "Dân vận", "Nội chính", "Thường vụ", "Chấp hành", "Văn phòng"),
    *("Tỉnh ủy", "Huyện ủy", "Thành ủy", "Thị ủy", "Đảng ủy", "Đảng bộ", "Chi bộ", "Chi cục"),
    *("Kiểm tra", "Quản lý dự án", "Đăng kiểm", "Đường bộ", "Thuế", "Hải quan", "Thống kê"),
)
_PROVINCES = [
    "An Giang",
    "Bà Rịa - Vũng Tàu",
    "Bắc Giang",
    "Bắc Kạn",
    "Bạc Liêu",
    "Bắc Ninh",
    "Bến Tre",
    "Bình Định",
    "Bình Dương",
    "Bình Phước",
    "Bình Thuận",
    "Cà Mau",
    "Cần Thơ",
    "Cao Bằng",
    "Đà Nẵng",
    "Đắk Lắk",
    "Đắk Nông",
    "Điện Biên",
    "Đồng Nai",
    "Đồng Tháp",
    "Gia Lai",
    "Hà Giang",
    "Hà Nam",
    "Hà Nội",
    "Hà Tĩnh",
    "Hải Dương",
    "Hải Phòng",
    "Hậu Giang",
    "Hòa Bình",
    "Hưng Yên",
    "Khánh Hòa",
    "Kiên Giang",
    "Kon Tum",
    "Lai Châu",
    "Lâm Đồng",
    "Lạng Sơn",
    "Lào Cai",
    "Long An",
    "Nam Định",
    "Nghệ An",
    "Ninh Bình",
    "Ninh Thuận",
    "Phú Thọ",
    "Phú Yên",
    "Quảng Bình",
    "Quảng Nam",
    "Quảng Ngãi",
    "Quảng Ninh",
    "Quảng Trị",
    "Sóc Trăng",
    "Sơn La",
    "Tây Ninh",
    "Thái Bình",
    "Thái Nguyên",
    "Thanh Hóa",
    "Thừa Thiên Huế",
    "Huế",
    "Tiền Giang",
    "Trà Vinh",
    "Tuyên Quang",
    "Vĩnh Long",
    "Vĩnh Phúc",
    "Yên Bái",
    "Gia Nghĩa",
]
_KNOWN = {flat(name).lower(): name for name in sorted((*_FIELDS, *_PROVINCES), key=len)}
_LONGEST = max(len(name.split()) for name in _KNOWN)


def starts_body(line: str) -> bool:
    """Whether a line of a letterhead begins the name of a body, and does not go on with one."""
    plain = flat(line).upper()
    return _START.match(plain) is not None and _NO_START.match(plain) is None


def goes_on(line: str) -> bool:
    """Whether a line of a letterhead cannot be the end of a body's name."""
    return _GOES_ON.search(flat(line).upper()) is not None


def written_body(capitals: str) -> str:
    """``SỞ GIAO THÔNG VẬN TẢI`` as ``Sở Giao thông vận tải``; a name in small letters stays."""
    capitals = " ".join(capitals.split()).strip(" .:;*-_")
    if not capitals.isupper():
        return capitals
    words = capitals.split()
    started = _START.match(flat(capitals))
    size = len(started[0].split()) if started else 0
    place, (taken, _) = 0, _known(words, 0)
    written: list[str] = []
    if size > taken:
        written += [_word(word, raised=number == 0) for number, word in enumerate(words[:size])]
        place = size
    raised, proper = True, False
    while place < len(words):
        taken, name = _known(words, place)
        if taken:
            written.append(name if written else name[0].upper() + name[1:])
            proper, raised = name in _UNITS, False
            place += taken
            continue
        word = words[place]
        written.append(_word(word, raised=raised or proper))
        raised = word in {"-", "VÀ"} or word.endswith(",")
        proper = proper and not raised
        place += 1
    return " ".join(written)


def _known(words: list[str], place: int) -> tuple[int, str]:
    """How many words from ``place`` on are a known name, and the name."""
    for size in range(min(_LONGEST, len(words) - place), 0, -1):
        plain = flat(" ".join(words[place : place + size])).lower()
        if plain in _KNOWN:
            return size, _KNOWN[plain]
        unit = next((unit for unit in _UNITS if flat(unit) == plain), None)
        if unit is not None and " ".join(words[place : place + size]).lower() == unit:
            return size, unit
    return 0, ""


def _word(word: str, *, raised: bool) -> str:
    if word in _ACRONYMS:
        return word
    if word in {"VÀ", "CỦA", "CÁC"}:
        return word.lower()
    return word.capitalize() if raised else word.lower()
