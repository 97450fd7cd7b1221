"""What goes on with a post: the unit its holder leads, ``KẾ HOẠCH - TÀI CHÍNH``, never a name."""

from __future__ import annotations

import re

from dtiscore.evidence.recognise.letters import flat

_WORD = re.compile(r"[^\W\d_]+|[-,&]")
_JOINS = frozenset({"-", ",", "&", "VA"})
# Words of one syllable could be a person's: they count only with their own accents.
_UNITS = frozenset(("SỞ", "TỈNH", "HUYỆN", "XÃ", "PHƯỜNG", "UBND", "HĐND", "BAN", "THUẾ"))
_FIELDS = (
    *("THANH PHO", "THI XA", "THI TRAN", "UY BAN NHAN DAN", "HOI DONG NHAN DAN", "HOI DONG"),
    *("PHU TRACH", "THUONG TRUC", "DIEU HANH", "VAN PHONG", "TINH UY", "HUYEN UY", "CUOC HOP"),
    *("THANH UY", "DANG UY", "BAN CHI DAO", "BAN QUAN LY", "TO CONG TAC", "CO QUAN", "DON VI"),
    *("KE HOACH", "TAI CHINH", "TAI VU", "KE TOAN", "HANH CHINH", "TO CHUC", "TONG HOP"),
    *("QUAN TRI", "QUAN LY", "NGHIEP VU", "CHUYEN MON", "KY THUAT", "THANH TRA", "PHAP CHE"),
    *("CAN BO", "CONG CHUC", "VIEN CHUC", "THONG KE", "VAN TAI", "PHUONG TIEN", "NGUOI LAI"),
    *("GIAO THONG VAN TAI", "GIAO THONG", "AN TOAN", "HA TANG", "KET CAU HA TANG", "XAY DUNG"),
    *("CONG NGHE THONG TIN", "CONG NGHE", "THONG TIN", "TRUYEN THONG", "CHUYEN DOI SO"),
    *("BUU CHINH", "VIEN THONG", "BAO CHI", "XUAT BAN", "VAN HOA", "THE THAO", "DU LICH"),
    *("GIA DINH", "XA HOI", "TU PHAP", "NOI VU", "NGOAI VU", "KINH TE", "NGANH", "CONG THUONG"),
    *("DO THI", "TAI NGUYEN", "MOI TRUONG", "GIAO DUC", "DAO TAO", "KHOA HOC", "DAN TOC"),
    *("TON GIAO", "NONG NGHIEP", "PHAT TRIEN NONG THON", "NONG THON MOI", "LAO DONG", "TIEN LUONG"),
    *("THUONG BINH", "VIEC LAM", "BAO TRO", "TUYEN TRUYEN", "TUYEN GIAO", "DAN VAN", "NOI CHINH"),
    *("THI DUA", "KHEN THUONG", "KIEM SOAT", "THU TUC HANH CHINH", "MOT CUA", "TIEP CONG DAN"),
    *("CAI CACH", "THAM DINH", "GIAM SAT", "KIEM TRA", "KIEM DINH", "DANG KIEM", "DAU TU"),
    *("CHAT LUONG", "QUY HOACH", "KIEN TRUC", "DU AN", "DU LIEU", "DICH VU", "HO TRO", "TU VAN"),
    *("CONG NGHIEP", "CONG CHUNG", "VAN THU", "LUU TRU", "TIN HOC", "QUOC PHONG", "CONG AN"),
    *("PHUC VU HANH CHINH CONG", "TRUNG TAM", "PHONG CHONG THAM NHUNG", "DOI NGOAI", "Y TE"),
    *("BAO HIEM XA HOI", "THUE", "KHO BAC", "NGAN SACH", "DIA CHINH", "HO TICH", "QUAN SU"),
)
_SINGLE = {flat(unit): unit for unit in _UNITS}
_PHRASES = frozenset(tuple(name.split()) for name in _FIELDS if " " in name)
_LONGEST = max(map(len, _PHRASES))
_MOST = 16


def unit_end(after: str, below: str = "") -> int:
    """Where the unit ends in what follows a post; 0 where no unit follows it.

    Args:
        after: the rest of the post's line.
        below: the next line. It belongs to the unit as a whole or not at all; if it does, the
            place is one of both lines, a blank between them.
    """
    text = f"{after} {below}"
    found = [(one.start(), one.end(), one[0]) for one in _WORD.finditer(text)][:_MOST]
    ends = [0]
    place = 0
    while place < len(found):
        words = [word for _, _, word in found[place : place + _LONGEST]]
        size = _phrase(words, accents=text != flat(text))
        if size:
            place += size
            ends.append(found[place - 1][1])
        elif flat(found[place][2]) in _JOINS and (place + 1 < len(found)):
            place += 1
        else:
            break
    whole = len(text.rstrip(" .,;:-"))
    if below and ends[-1] >= whole:
        return ends[-1]
    return max(end for end in ends if end <= len(after))


def _phrase(words: list[str], *, accents: bool) -> int:
    """How many of the words are a known name of a unit, or of its field."""
    plain = [flat(word) for word in words]
    for size in range(len(words), 1, -1):
        if tuple(plain[:size]) in _PHRASES:
            return size
    unit = _SINGLE.get(plain[0]) if plain else None
    return int(unit is not None and (words[0] == unit or not accents))
