"""Place and date of issue, never those of another document."""

from __future__ import annotations

from datetime import date

import pytest
from recognised_papers import LAYOUTS, paper

from dtiscore.evidence.recognise import recognise

DAYS = [
    ("Đắk Nông, ngày 05 tháng 4 năm 2024", "Đắk Nông", date(2024, 4, 5)),
    ("Đắk Nông, ngày 5 tháng 04 năm 2024", "Đắk Nông", date(2024, 4, 5)),
    ("Đắk Nông , ngày  05  tháng  4  năm  2024", "Đắk Nông", date(2024, 4, 5)),
    ("Đắk Nông, ngày05 tháng4 năm2024", "Đắk Nông", date(2024, 4, 5)),
    ("Đắk Nông,ngày 05 tháng 4 năm 2024.", "Đắk Nông", date(2024, 4, 5)),
    ("Đắk Nông, Ngày 05 Tháng 4 Năm 2024", "Đắk Nông", date(2024, 4, 5)),
    ("Đắk Nông ngày 05 tháng 4 năm 2024", "Đắk Nông", date(2024, 4, 5)),
    ("Đắk Nông, ngày 0 5 tháng 4 năm 20 24", "Đắk Nông", date(2024, 4, 5)),
    ("Đắk Nông, ngày\u00a005\u00a0tháng\u00a04\u00a0năm\u00a02024", "Đắk Nông", date(2024, 4, 5)),
    ("Gia Nghĩa, ngày 5/4/2024", "Gia Nghĩa", date(2024, 4, 5)),
    ("Gia Nghĩa, ngày 05-04-2024", "Gia Nghĩa", date(2024, 4, 5)),
    ("Gia Nghĩa, 05/4/2024", "Gia Nghĩa", date(2024, 4, 5)),
    ("Huế, ngày 05 tháng 4 năm 2024", "Huế", date(2024, 4, 5)),
    ("Bà Rịa - Vũng Tàu, ngày 05 tháng 4 năm 2024", "Bà Rịa - Vũng Tàu", date(2024, 4, 5)),
    ("Phan Rang-Tháp Chàm, ngày 5 tháng11 năm 2010", "Phan Rang-Tháp Chàm", date(2010, 11, 5)),
    ("TP. Hồ Chí Minh, ngày 05 tháng 4 năm 2024", "TP. Hồ Chí Minh", date(2024, 4, 5)),
    ("Đắk R'lấp, ngày 05 tháng 4 năm 2024", "Đắk R'lấp", date(2024, 4, 5)),
    ("Dak Nong, ngay 05 thang 4 nam 2024", "Dak Nong", date(2024, 4, 5)),
    ("ĐẮK NÔNG, NGÀY 05 THÁNG 4 NĂM 2024", "Đắk Nông", date(2024, 4, 5)),
    ("Đắk Nông, ngày    tháng 4 năm 2024", "Đắk Nông", None),
    ("Đắk Nông, ngày ... tháng ... năm 2024", "Đắk Nông", None),
    ("Đắk Nông, ngày      tháng      năm", "Đắk Nông", None),
    ("Đắk Nông, ngày … tháng … năm 20…", "Đắk Nông", None),
    ("Đắk Nông, ngày 31 tháng 02 năm 2024", "Đắk Nông", None),
    ("Đắk Nông, ngày 05 tháng 4 năm 0024", "Đắk Nông", None),
]


def told_apart(layout: str, written: str) -> bool:
    """Whether anything tells such a place from the words before it."""
    return layout not in {"one line", "side by side"} or not (
        written.isupper() or "Nông ngày" in written
    )


@pytest.mark.parametrize(
    ("layout", "written", "place", "day"),
    [
        (layout, written, place, day)
        for layout in LAYOUTS
        for written, place, day in DAYS
        if told_apart(layout, written)
    ],
)
def test_place_and_date_in_every_layout(
    layout: str, written: str, place: str, day: date | None
) -> None:
    found = recognise(paper(layout, day=written))
    assert found.date == day
    assert found.place == place
    assert (found.number, found.symbol) == ("05", "KH-SGTVT")


def test_the_year_on_the_next_line_beside_the_other_column() -> None:
    text = paper("side by side", day="Đắk Nông, ngày 30 tháng 01 năm\n2024")
    assert recognise(text).date == date(2024, 1, 30)


def test_a_day_alone_on_its_line() -> None:
    assert recognise(paper("cells", day="Ngày 30 tháng 01 năm 2024")).date == date(2024, 1, 30)


@pytest.mark.parametrize(
    "opening",
    [
        "Hôm nay, ngày 19 tháng 5 năm 2023, tại Hội trường Sở",
        "Hôm nay, vào hồi 8 giờ 00 phút, ngày 19/5/2023 tại Hội trường Sở",
        "Vào lúc 08 giờ 00 ngày 19 tháng 5 năm 2023, tại Hội trường Sở",
        "Hôm nay ngày 19\ntháng 5 năm 2023, chúng tôi gồm có",
        "Thời gian: 8 giờ 00, ngày 19/5/2023.",
    ],
)
def test_minutes_dated_in_their_opening_sentence(opening: str) -> None:
    text = f"SỞ GIAO THÔNG VẬN TẢI\nBIÊN BẢN\nHọp về chuyển đổi số\n{opening}\nThành phần:\n"
    assert recognise(text).date == date(2023, 5, 19)


def test_only_minutes_and_the_like_are_dated_in_a_sentence() -> None:
    text = "SỞ GIAO THÔNG VẬN TẢI\nBÁO CÁO\nKết quả\nHôm nay, ngày 19 tháng 5 năm 2023, tại Sở\n"
    assert recognise(text).date is None


@pytest.mark.parametrize(
    "body",
    [
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 05 tháng 4 năm 2024 của Ủy ban nhân dân tỉnh;\n",
        "Căn cứ Quyết định số 12/QĐ-UBND,\nngày 05 tháng 4 năm 2024;\n",
        "Căn cứ Luật Công nghệ thông tin, ngày 29 tháng 6 năm 2006;\n",
        "Căn cứ Luật ngày 29 tháng 6 năm 2006\nNgày ký: 05-04-2024 10:15:00 +07:00\n",
        "Tại phiên họp thường kỳ\nngày 05 tháng 4 năm 2024 của Sở, các đơn vị báo cáo.\n",
    ],
)
def test_dates_of_other_documents_are_not_the_papers_own(body: str) -> None:
    found = recognise(f"SỞ GIAO THÔNG VẬN TẢI\nSố: 05/KH-SGTVT\nKẾ HOẠCH\nNăm 2024\n{body}")
    assert found.date is None


def test_a_blank_date_is_not_filled_from_elsewhere() -> None:
    body = "BIÊN BẢN\nHọp\nHôm nay, ngày 19 tháng 5 năm 2023, tại Sở\n"
    text = paper("cells", body, day="Đắk Nông, ngày    tháng    năm 2023")
    later = "\f\nPHỤ LỤC\nĐắk Nông, ngày 01 tháng 6 năm 2023\n"
    assert recognise(text + later).date is None
