"""The text of a paper below its title, and its signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labelling import post_of, with_two_parties
from paper_spec import Dirt, Form
from phrases import ADDRESSED, CITED, FOLLOWING, LATER, PROPOSED, SIGNER, TASKS

if TYPE_CHECKING:
    from paper_spec import Paper


def body_of(paper: Paper) -> tuple[str, ...]:
    """Everything between the title and the signature."""
    seed = paper.seed
    lines: list[str] = []
    if paper.kind.enacts:
        body = " ".join(paper.issuer.lines)
        lines.append(body if paper.issuer.for_all else f"{paper.issuer.head} {body}")
    if paper.kind.addressed:
        lines += _addressed(seed)
    if paper.minutes:
        lines += _meeting(paper)
    elif paper.kind.cites:
        lines += [CITED[(seed + n) % len(CITED)] for n in range(2 + seed % 2)]
        lines.append(PROPOSED[seed % len(PROPOSED)])
    elif paper.kind.name in {"Giấy nghỉ phép", "Giấy giới thiệu"}:
        lines += _form(paper)
    elif seed % 3:
        lines.append(
            f"{FOLLOWING[seed % len(FOLLOWING)]} {paper.issuer.name} đề nghị thực hiện các nội"
            " dung sau:"
        )
    lines += _tasks(paper)
    if Dirt.DATE_IN_TEXT in paper.dirt:
        lines.append(LATER[seed % len(LATER)])
    return tuple(lines)


def _addressed(seed: int) -> list[str]:
    to = ADDRESSED[seed % len(ADDRESSED)]
    if len(to) == 1:
        return [f"Kính gửi: {to[0]}."]
    return ["Kính gửi:", *(f"- {one};" for one in to[:-1]), f"- {to[-1]}."]


def _tasks(paper: Paper) -> list[str]:
    many = 40 if Dirt.MANY_PAGES in paper.dirt else 0
    picked = [TASKS[(paper.seed + n) % len(TASKS)] for n in range(2 + paper.seed % 3 + many)]
    if paper.kind.enacts:
        return [
            paper.kind.enacts,
            *(f"Điều {n}. {text}" for n, text in enumerate(picked, start=1)),
            f"Điều {len(picked) + 1}. Quyết định này có hiệu lực kể từ ngày ký.",
        ]
    if paper.seed % 2:
        return ["I. MỤC ĐÍCH, YÊU CẦU", *picked[:1], "II. NỘI DUNG", *picked[1:]]
    return picked


def _meeting(paper: Paper) -> list[str]:
    """Minutes say when in their own words; the year also comes in letters in some."""
    on = paper.on
    day = f"ngày {on.day:02} tháng {on.month:02} năm {on.year}"
    if paper.seed % 2:
        return [
            (
                f"Hôm nay, vào hồi 08 giờ 30 phút, {day}, tại phòng họp số 1,"
                f" {paper.issuer.name} tổ chức cuộc họp."
            ),
            "I. THÀNH PHẦN",
            "Chủ tọa: đại diện lãnh đạo cơ quan; thư ký: chuyên viên Văn phòng.",
            "Cuộc họp tiếp nối nội dung Biên bản số 02/BB-VP ngày 04/01/2022.",
        ]
    return [
        f"Thời gian bắt đầu: 14 giờ 00 phút, {day}.",
        "Địa điểm: Phòng họp tầng 2.",
        "Thành phần tham dự: các phòng, ban theo Giấy mời số 15/GM-VP ngày 02/01/2022.",
        "Cuộc họp kết thúc vào hồi 16 giờ 30 phút cùng ngày.",
    ]


def _form(paper: Paper) -> list[str]:
    return [
        f"{paper.issuer.name} cấp cho ông (bà): Họ Và Tên; chức vụ: Chuyên viên.",
        "Nội dung: theo đơn ngày 02 tháng 01 năm 2022 của người được cấp.",
        "Giấy này có giá trị đến hết ngày 31/12/2025.",
    ]


def signature_of(paper: Paper) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands at the bottom left instead of receivers, if anything, and the signature."""
    name = SIGNER[paper.seed % len(SIGNER)]
    post = post_of(paper.kind, paper.issuer, paper.form, paper.seed)
    mark = ("(Đã ký)", "(Ký tên, đóng dấu)", "")[paper.seed % 3]
    marks = (mark,) if mark else ()
    if paper.minutes:
        return ("THƯ KÝ", "Họ Và Tên"), (post, name)
    if with_two_parties(paper.kind):
        return (
            ("ĐẠI DIỆN BÊN B", post, "Tên Người Ký"),
            ("ĐẠI DIỆN BÊN A", post, *marks, name),
        )
    if paper.annexed:
        return (), (*_authority(paper), post, name)
    return (), (*_authority(paper), post, *marks, name)


def _authority(paper: Paper) -> tuple[str, ...]:
    """The lines above the signer's post."""
    issuer, form = paper.issuer, paper.form
    if issuer.party:
        behalf = issuer.for_all.removeprefix("T/M ")
        return (f"T/L {behalf}",) if form is Form.BY_ORDER else (issuer.for_all,)
    for_all = (issuer.for_all,) if issuer.for_all else ()
    lines = {
        Form.HEAD: for_all,
        Form.DEPUTY: (*for_all, f"KT. {issuer.head}"),
        Form.BY_ORDER: (f"TL. {issuer.head}",),
        Form.BY_ORDER_DEPUTY: (f"TL. {issuer.head}", f"KT. {issuer.office}"),
        Form.BY_PROXY: (f"TUQ. {issuer.head}",),
        Form.ACTING: for_all,
    }
    return lines[form]
