"""The days of a plan's table, as people write them."""

from __future__ import annotations

import pytest

from dtiscore.forms.plan_days import due_of


@pytest.mark.parametrize(
    ("text", "due", "every", "known"),
    [
        ("30/6/2024", "2024-06-30", None, True),
        ("Trước ngày 30-6-2024", "2024-06-30", None, True),
        ("ngày 05 tháng 4 năm 2024", "2024-04-05", None, True),
        ("2024-06-30", "2024-06-30", None, True),
        ("Tháng 6/2025", "2025-06-30", None, True),
        ("Tháng 3 - tháng 9", "2024-09-30", None, True),
        ("Quý I, II", "2024-06-30", None, True),
        ("Quý IV năm 2023", "2023-12-31", None, True),
        ("Hằng quý", None, "quarter", True),
        ("Hàng tháng", None, "month", True),
        ("Thường xuyên", "2024-12-31", None, True),
        ("", None, None, True),
        ("khi có yêu cầu", None, None, False),
        ("31/02/2024", None, None, False),
        ("tháng 13", None, None, False),
        ("trước 30/9", "2024-09-30", None, True),
        ("trước 30/6 năm 2025", "2025-06-30", None, True),
        ("ngày 15 tháng 6", "2024-06-15", None, True),
        ("từ tháng 3 đến hết tháng 11", "2024-11-30", None, True),
        ("từ tháng 1/2024 đến tháng 6/2025", "2025-06-30", None, True),
        ("Từ quý I đến hết quý III", "2024-09-30", None, True),
        ("quý IV/2024 - quý I/2025", "2025-03-31", None, True),
        ("6 tháng đầu năm", "2024-06-30", None, True),
        ("15/6/2024 và quý IV", "2024-12-31", None, True),
        ("Hoàn thành trong quý và năm 2024", "2024-12-31", None, True),
        ("trong tháng và quý", None, None, False),
        ("2024", "2024-12-31", None, True),
        ("12/2024", "2024-12-31", None, True),
        ("02-2024", "2024-02-29", None, True),
        ("13/2024", None, None, False),
        ("15-7-24", "2024-07-15", None, True),
        ("trước 15/7/24", "2024-07-15", None, True),
        ("31/2/24", None, None, False),
        ("30 / 6 / 2024", "2024-06-30", None, True),
        ("Quý II/2024", "2024-06-30", None, True),
        ("quý 2/2024", "2024-06-30", None, True),
        ("Qúy 3", "2024-09-30", None, True),
        ("6 tháng đầu năm 2025", "2025-06-30", None, True),
        ("6 tháng cuối năm", "2024-12-31", None, True),
        ("9 tháng đầu năm", "2024-09-30", None, True),
        ("tháng 6, năm 2025", "2025-06-30", None, True),
        ("trước ngày 15 tháng 6/2024", "2024-06-15", None, True),
        ("tháng 6, trước 15/6/2024", "2024-06-30", None, True),
        ("Từ ngày 01/6/2024", None, None, False),
        ("từ nay đến 30/6/2024", "2024-06-30", None, True),
        ("01 lần/quý", None, "quarter", True),
        ("Định kỳ hằng tháng", None, "month", True),
        ("Năm 2024", "2024-12-31", None, True),
        ("-30/6/2004", "2004-06-30", None, True),
        ("theo Bộ Việt Nam", None, None, False),
        ("Trong năm", "2024-12-31", None, True),
        ("15 tháng 6", "2024-06-15", None, True),
        ("trước 15 tháng 6 năm 2025", "2025-06-15", None, True),
        ("15 tháng 6 (năm 2024)", "2024-06-15", None, True),
        ("mùng 5 tháng 9", "2024-09-05", None, True),
        ("QII/2024", "2024-06-30", None, True),
        ("Q.II/2024", "2024-06-30", None, True),
        ("Q3", "2024-09-30", None, True),
        ("quý IV.2024", "2024-12-31", None, True),
        ("2024/06/30", "2024-06-30", None, True),
        ("2024-06", "2024-06-30", None, True),
        ("2024/6", "2024-06-30", None, True),
        ("2024-2025", "2025-12-31", None, True),
        ("Giai đoạn 2024-2025", "2025-12-31", None, True),
        ("Đầu năm", None, None, False),
        ("giữa năm 2024", None, None, False),
        ("hai lần/năm", None, None, False),
        ("2 lần/năm", None, None, False),
        ("01 lần/năm", "2024-12-31", None, True),
        ("tháng 12 năm trước", None, None, False),
        ("tháng 1 năm sau", None, None, False),
        ("sau ngày 15/6/2024", None, None, False),
        ("năm 2024 (theo Kế hoạch 05/KH-UBND)", "2024-12-31", None, True),
        ("Theo Quyết định 749/QĐ-TTg năm 2020", None, None, False),
        ("Theo Quyết định 749/QĐ-TTg ngày 3/6/2020", None, None, False),
        ("trước 17h00 15/6", "2024-06-15", None, True),
        ("2 năm 1 lần", None, None, False),
    ],
)
def test_days_as_plans_write_them(
    text: str, due: str | None, every: str | None, *, known: bool
) -> None:
    found = due_of(text, 2024)
    day = None if found.day is None else found.day.isoformat()
    assert (day, found.every, found.known) == (due, every, known)


@pytest.mark.parametrize(
    ("text", "due", "several"),
    [
        ("30/6 và 15/12/2024", "2024-12-15", True),
        ("trước 15/6; 15/11", "2024-11-15", True),
        ("25/3, 25/6, 25/9 và 25/12/2024", "2024-12-25", True),
        ("tháng 6 và tháng 12", "2024-12-31", True),
        ("tháng 6, 12", "2024-12-31", True),
        ("Quý I, III", "2024-09-30", True),
        ("15/6/2024 và quý IV", "2024-12-31", True),
        ("tháng 6, trước 15/6/2024", "2024-06-30", True),
        ("thường xuyên; báo cáo trước 15/12", "2024-12-15", True),
        ("từ tháng 3 đến hết tháng 11", "2024-11-30", False),
        ("tháng 3-9", "2024-09-30", False),
        ("Quý II – Quý IV/2024", "2024-12-31", False),
        ("01/6/2024 - 30/9/2024", "2024-09-30", False),
        ("01/6/2024-30/9/2024", "2024-09-30", False),
        ("01/6-30/9", "2024-09-30", False),
        ("Quý II (trước 30/6/2024)", "2024-06-30", False),
        ("tháng 6/2024 và tháng 6", "2024-06-30", False),
        ("Năm 2024, trước 30/6", "2024-06-30", False),
        ("Định kỳ 6 tháng, năm", "2024-12-31", True),
        ("Định kỳ 6 tháng", "2024-12-31", True),
        ("06 tháng/lần", "2024-12-31", True),
        ("6 tháng một lần", "2024-12-31", True),
        ("Báo cáo 6 tháng, năm 2025", "2025-12-31", True),
        ("6 tháng đầu năm", "2024-06-30", False),
        ("trong vòng 6 tháng", "None", False),
        ("16 tháng", "None", False),
        ("quý 1+2", "2024-06-30", True),
        ("Quý II+III", "2024-09-30", True),
        ("Quý I/II", "2024-06-30", True),
        ("Ngày 15, 30/6/2024", "2024-06-30", True),
        ("15-30/6/2024", "2024-06-30", False),
        ("tuần 1 tháng 6", "2024-06-30", True),
        ("30/6/2024 (đợt 1)", "2024-06-30", False),
    ],
)
def test_several_days_in_one_cell(text: str, due: str, *, several: bool) -> None:
    found = due_of(text, 2024)
    assert (str(found.day), found.more) == (due, several)


@pytest.mark.parametrize(
    ("text", "every", "on", "more"),
    [
        ("Hằng quý", "quarter", None, False),
        ("Hằng quý năm 2024", "quarter", None, False),
        ("Hằng tháng, trước ngày 25", "month", 25, False),
        ("Ngày 05 hằng tháng", "month", 5, False),
        ("Trước ngày 15 của tháng cuối quý, hằng quý", "quarter", 15, False),
        ("Hằng quý, trước ngày 15", "quarter", None, True),
        ("Hằng tháng, trước ngày 05 tháng sau", "month", None, True),
        ("Hằng tháng, ngày 10 và ngày 25", "month", 25, True),
        ("Hằng tháng, trước ngày 32", "month", None, True),
        ("15 hàng tháng", "month", 15, False),
        ("trước 15/hằng tháng", "month", 15, False),
        ("mùng 5 hằng tháng", "month", 5, False),
        ("ngày mùng 5 hằng tháng", "month", 5, False),
        ("Ngày 5 và 20 hằng tháng", "month", 20, True),
        ("hai lần/tháng", "month", None, True),
        ("01 lần/tháng", "month", None, False),
        ("Hằng quý, từ quý III", "quarter", None, True),
        ("Hằng tháng, hằng quý", "month", None, True),
        ("Hằng quý; tổng kết trước 15/12/2024", "quarter", None, True),
        ("Hằng quý; tổng kết trước ngày 15/12/2024", "quarter", None, True),
    ],
)
def test_what_else_is_said_of_a_task_that_returns(
    text: str, every: str, on: int | None, *, more: bool
) -> None:
    found = due_of(text, 2024)
    assert (found.day, found.every, found.on, found.more) == (None, every, on, more)


@pytest.mark.parametrize(
    ("text", "every", "more"),
    [
        ("Định kỳ hằng quý, năm", "quarter", True),
        ("Định kỳ quý, 6 tháng, năm", "quarter", True),
        ("Hằng tháng, quý", "month", True),
        ("Hằng tháng, 6 tháng", "month", True),
        ("Hằng quý trong năm 2024", "quarter", False),
        ("Hằng tháng, trước ngày 25", "month", False),
        ("Hằng quý, trước ngày 15 tháng cuối quý", "quarter", False),
    ],
)
def test_what_returns_in_several_ways_says_so(text: str, every: str, *, more: bool) -> None:
    found = due_of(text, 2024)
    assert (found.every, found.more) == (every, more)
