"""Papers as readers of PDF and DOCX deliver them, put together for the recogniser's tests."""

from __future__ import annotations

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
FREEDOM = "Độc lập - Tự do - Hạnh phúc"


def head(
    number: str = "Số: 05/KH-SGTVT",
    day: str = "Đắk Nông, ngày 30 tháng 01 năm 2024",
    bodies: tuple[str, ...] = ("UBND TỈNH ĐẮK NÔNG", "SỞ GIAO THÔNG VẬN TẢI"),
) -> dict[str, str]:
    """One letterhead in every order in which readers give its two columns."""
    first, *others = bodies
    rest = "\n".join(others)
    second = others[0] if others else ""
    return {
        "left column first": f"{first}\n{rest}\n{number}\n{MOTTO}\n{FREEDOM}\n{day}\n",
        "right column first": f"{MOTTO}\n{FREEDOM}\n{day}\n{first}\n{rest}\n{number}\n",
        "side by side": f"{first} {MOTTO}\n{second} {FREEDOM}\n{number} {day}\n",
        "wide blanks": f"{first}      {MOTTO}\n{second}        {FREEDOM}\n{number}       {day}\n",
        "cells": f"{first}\n{rest}\t{MOTTO}\n{FREEDOM}\n{number}\t{day}\n",
        "cells by row": f"{first}\t{MOTTO}\n{second}\t{FREEDOM}\n{number}\t{day}\n",
        "two mottos": f"{first}\n{MOTTO.replace(' CHỦ', chr(10) + 'CHỦ')}\n{rest}\n{FREEDOM}\n"
        f"{number}\n{day.replace(' năm', ' năm' + chr(10), 1)}\n",
        "old tones": (
            f"{first}\n{rest}\n-------\n{MOTTO.replace('HÒA', 'HOÀ')}\n{FREEDOM}\n------------\n"
            f"{number}\n\n{day}\n"
        ),
        "crlf": f"{first}\r\n{rest}\r\n{number}\r\n{MOTTO}\r\n{FREEDOM}\r\n{day}\r\n",
        "one line": f"{first} {MOTTO} {rest} {FREEDOM} {number} {day} \n",
    }


LAYOUTS = tuple(head())

BODY = """KẾ HOẠCH
Chuyển đổi số năm 2024 của
Sở Giao thông vận tải
Thực hiện Kế hoạch số 35/KH-UBND ngày 19/4/2023 của Ủy ban nhân dân tỉnh về chuyển đổi số;
Quyết định số 401/QĐ-
UBND ngày 05 tháng 4 năm 2024, Sở ban hành kế hoạch như sau:
I. MỤC TIÊU
1. Sở hoàn thành các nhiệm vụ được giao.
Nơi nhận:
- UBND tỉnh (b/c);
- Lưu: VT, VP.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
"""


def paper(layout: str, body: str = BODY, **parts: str) -> str:
    """A whole paper with its letterhead in the given order."""
    return head(**parts)[layout] + body  # type: ignore[arg-type]
