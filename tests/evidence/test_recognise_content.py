"""Issuer, subject, signer's post, draft and the documents named."""

from __future__ import annotations

from datetime import date

import pytest
from recognised_papers import BODY, LAYOUTS, MOTTO, head, paper

from dtiscore.evidence.recognise import recognise, written_body

BODIES = [
    (("UBND TỈNH ĐẮK NÔNG", "SỞ GIAO THÔNG VẬN TẢI"), "Sở Giao thông vận tải"),
    (("ỦY BAN NHÂN DÂN", "TỈNH ĐẮK NÔNG"), "Ủy ban nhân dân tỉnh Đắk Nông"),
    (("UỶ BAN NHÂN DÂN", "TỈNH ĐẮK NÔNG"), "Ủy ban nhân dân tỉnh Đắk Nông"),
    (("ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG",), "Ủy ban nhân dân tỉnh Đắk Nông"),
    (("BỘ GIAO THÔNG VẬN TẢI",), "Bộ Giao thông vận tải"),
    (("BỘ THÔNG TIN VÀ TRUYỀN THÔNG",), "Bộ Thông tin và Truyền thông"),
    (("TỈNH ỦY ĐẮK NÔNG", "*"), "Tỉnh ủy Đắk Nông"),
    (("UBND TỈNH ĐẮK NÔNG", "SỞ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI"),
     "Sở Lao động - Thương binh và Xã hội"),
    (("UBND TỈNH ĐẮK NÔNG", "SỞ KẾ HOẠCH", "VÀ ĐẦU TƯ"), "Sở Kế hoạch và Đầu tư"),
    (("SỞ GIAO THÔNG VẬN TẢI", "VĂN PHÒNG"), "Văn phòng"),
]  # fmt: skip


TWO_LINES_ONLY = {"side by side", "wide blanks", "cells by row"}


@pytest.mark.parametrize(
    ("layout", "bodies", "issuer"),
    [
        (layout, bodies, issuer)
        for layout in LAYOUTS
        for bodies, issuer in BODIES
        if layout != "one line" and (len(bodies) < 3 or layout not in TWO_LINES_ONLY)
    ],
)
def test_the_issuer_in_every_layout(layout: str, bodies: tuple[str, ...], issuer: str) -> None:
    assert recognise(head(bodies=bodies)[layout] + BODY).issuer == issuer


def test_a_letterhead_wrapped_anywhere() -> None:
    text = (
        "ỦY\nBAN NHÂN DÂN\nTỈNH ĐẮK NÔNG\n-----\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n|\n"
        "Số: 33/QĐ-UBND\n|\nĐắk\nNông, ngày 27 tháng 12 năm 2022\n|\nQUYẾT ĐỊNH\nPHÊ DUYỆT\n"
    )
    found = recognise(text)
    assert found.issuer == "Ủy ban nhân dân tỉnh Đắk Nông"
    assert (found.number, found.symbol, found.place) == ("33", "QĐ-UBND", "Đắk Nông")


@pytest.mark.parametrize(
    ("capitals", "written"),
    [
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("SỞ CÔNG THƯƠNG", "Sở Công Thương"),
        ("SỞ GIAO THÔNG VẬN TẢI ĐẮK NÔNG", "Sở Giao thông vận tải Đắk Nông"),
        ("VĂN PHÒNG CHÍNH PHỦ", "Văn phòng Chính phủ"),
        ("UBND HUYỆN ĐẮK SONG", "UBND huyện Đắk Song"),
        ("BAN DÂN TỘC", "Ban Dân tộc"),
        ("TRUNG TÂM ĐĂNG KIỂM XE CƠ GIỚI", "Trung tâm Đăng kiểm xe cơ giới"),
        ("TỔNG CỤC ĐƯỜNG BỘ VIỆT NAM", "Tổng cục Đường bộ Việt Nam"),
        ("Sở Giao thông vận tải", "Sở Giao thông vận tải"),
        ("", ""),
    ],
)
def test_capitals_in_the_case_of_offices(capitals: str, written: str) -> None:
    assert written_body(capitals) == written


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_whole_paper_in_every_layout(layout: str) -> None:
    found = recognise(paper(layout))
    assert found.subject == "Chuyển đổi số năm 2024 của Sở Giao thông vận tải"
    assert found.signer_post == "PHÓ GIÁM ĐỐC"
    assert not found.draft
    assert found.cited == (
        ("35", "KH-UBND", date(2023, 4, 19)),
        ("401", "QĐ-UBND", date(2024, 4, 5)),
    )


@pytest.mark.parametrize(
    ("body", "subject"),
    [
        (("QUYẾT ĐỊNH\nVề việc phê duyệt\nkế hoạch năm 2024\nGIÁM ĐỐC SỞ GIAO THÔNG VẬN TẢI\n"
         "Căn cứ Luật Đấu thầu;\n"), "Về việc phê duyệt kế hoạch năm 2024"),
        ("QUYẾT ĐỊNH\nPHÊ DUYỆT KẾ HOẠCH\nNĂM 2024\nỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật\n",
         "PHÊ DUYỆT KẾ HOẠCH NĂM 2024"),
        ("BÁO CÁO\nKết quả chuyển đổi số\nnăm 2023\n_______\nKính gửi: UBND tỉnh\n",
         "Kết quả chuyển đổi số năm 2023"),
        ("BÁO CÁO\nKết quả chuyển đổi số năm 2023\nI. KẾT QUẢ\n",
         "Kết quả chuyển đổi số năm 2023"),
        ("BÁO CÁO\n\nKết quả chuyển đổi số năm 2023\n\nSở Giao thông vận tải báo cáo như sau:\n",
         "Kết quả chuyển đổi số năm 2023"),
        ("BÁO CÁO KẾT QUẢ CHUYỂN ĐỔI SỐ\nNĂM 2023\nCăn cứ Kế hoạch\n",
         "KẾT QUẢ CHUYỂN ĐỔI SỐ NĂM 2023"),
        ("KẾ HOẠCH\n(Dự thảo)\nChuyển đổi số\nThực hiện Kế hoạch số 35/KH-UBND\n", "Chuyển đổi số"),
        ("BÁO CÁO\nCăn cứ Kế hoạch số 35/KH-UBND;\n", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_subject_ends_where_the_text_begins(body: str, subject: str | None) -> None:
    assert recognise(paper("left column first", body)).subject == subject


@pytest.mark.parametrize(
    "text",
    [
        (
            f"SỞ GTVT\nSố: 12/SGTVT-VP\nV/v báo cáo kết quả\nchuyển đổi số\n{MOTTO}\n"
            "Đắk Nông, ngày 05 tháng 4 năm 2024\nKính gửi: UBND tỉnh\n"
        ),
        (
            f"SỞ GTVT {MOTTO}\nSố: 12/SGTVT-VP Độc lập - Tự do - Hạnh phúc\n"
            "V/v báo cáo kết quả Đắk Nông, ngày 05 tháng 4 năm 2024\nchuyển đổi số\nKính gửi: Bộ\n"
        ),
        (
            f"SỞ GTVT\t{MOTTO}\nSố: 12/SGTVT-VP\nV/v báo cáo kết quả chuyển đổi số\t"
            "Đắk Nông, ngày 05 tháng 4 năm 2024\n\nKính gửi: UBND tỉnh\n"
        ),
        "SỞ GTVT\nSố: 12/SGTVT-VP V/v báo cáo kết quả chuyển đổi số\nKính gửi: UBND tỉnh\n",
    ],
)
def test_the_subject_of_a_letter(text: str) -> None:
    found = recognise(text)
    assert (found.number, found.symbol, found.type) == ("12", "SGTVT-VP", "CV")
    assert found.subject == "báo cáo kết quả chuyển đổi số"


@pytest.mark.parametrize(
    ("block", "post"),
    [
        ("GIÁM ĐỐC\n\n\nNguyễn Văn A\n", "GIÁM ĐỐC"),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(Đã ký)\nNGUYỄN VĂN A\n", "PHÓ GIÁM ĐỐC"),
        ("KT.GIÁM ĐỐC PHÓ GIÁM ĐỐC\nNguyễn Văn A\n", "PHÓ GIÁM ĐỐC"),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A\n", "CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn A\n", "PHÓ CHỦ TỊCH"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nNguyễn Văn A\n", "CHÁNH VĂN PHÒNG"),
        ("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG KẾ HOẠCH - TÀI CHÍNH\nNguyễn Văn A\n", "TRƯỞNG PHÒNG"),
        ("Q. GIÁM ĐỐC\nNguyễn Văn A\n", "Q. GIÁM ĐỐC"),
        ("TỔ TRƯỞNG\nPHÓ GIÁM ĐỐC SỞ\nNguyễn Văn A\n", "PHÓ GIÁM ĐỐC SỞ"),
        ("GIÁM ĐỐC NGUYỄN VĂN A\n", "GIÁM ĐỐC"),
        ("THƯ KÝ\tCHỦ TRÌ\nTrần Thị B\tNguyễn Văn A\n", "CHỦ TRÌ"),
        ("KT. GIÁM ĐỐC\n", None),
        ("NGUYỄN VĂN A\n", None),
        ("Giám đốc Sở chịu trách nhiệm\n", None),
    ],
)
@pytest.mark.parametrize("sent_to", ["", "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"])
@pytest.mark.parametrize("after", [True, False])
def test_the_signers_post(block: str, post: str | None, sent_to: str, *, after: bool) -> None:
    body = "BÁO CÁO\nKết quả\nCăn cứ Kế hoạch năm 2023;\nSở báo cáo.\n"
    text = paper("cells", body + (sent_to + block if after else block + sent_to))
    assert recognise(text).signer_post == post


def test_the_post_beside_the_list_of_receivers() -> None:
    end = "Nơi nhận: KT. GIÁM ĐỐC\n- UBND tỉnh (b/c); PHÓ GIÁM ĐỐC\n- Lưu: VT.\nNguyễn Văn A\n"
    assert recognise(paper("cells", f"BÁO CÁO\nKết quả\n{end}")).signer_post == "PHÓ GIÁM ĐỐC"


DRAFTS = [
    "DỰ THẢO\n",
    "(Dự thảo)\n",
    "BẢN DỰ THẢO\n",
    "Dự thảo lần 2\n",
    "DỰ THẢO LẦN 2 (05/4/2024)\n",
    "Dự thảo ngày 05/4/2024\n",
    "DT\n",
    "DỰ THẢO ",
    "DỰ THẢO\t",
]


@pytest.mark.parametrize("mark", DRAFTS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_draft_says_so_at_its_head(mark: str, layout: str) -> None:
    found = recognise(mark + paper(layout))
    assert found.draft
    assert (found.number, found.type, found.issuer) == ("05", "KH", "Sở Giao thông vận tải")


@pytest.mark.parametrize(
    "body",
    [
        "DỰ THẢO\nKẾ HOẠCH\nChuyển đổi số\n",
        "KẾ HOẠCH\n(Dự thảo)\nChuyển đổi số\n",
        "DỰ THẢO KẾ HOẠCH\nChuyển đổi số\n",
        "KẾ HOẠCH (DỰ THẢO)\nChuyển đổi số\n",
    ],
)
def test_a_draft_says_so_at_its_name(body: str) -> None:
    assert recognise(paper("cells", body)).draft


@pytest.mark.parametrize(
    "body",
    [
        "V/v góp ý dự thảo Kế hoạch chuyển đổi số\nKính gửi: Sở TTTT\n",
        "V/v góp ý\ndự thảo Kế hoạch\nKính gửi: Sở TTTT\n",
        "BÁO CÁO\nTiếp thu ý kiến đối với dự thảo Quy chế\nCăn cứ Luật\n",
        "TỜ TRÌNH\nVỀ VIỆC BAN HÀNH\nDỰ THẢO QUY CHẾ\nKính gửi: UBND tỉnh\n",
        "KẾ HOẠCH\nChuyển đổi số\nCăn cứ Luật\nGiao Văn phòng hoàn thiện\ndự thảo\nkế hoạch.\n",
        "V/v góp ý\nKính gửi: Sở TTTT\nSở thống nhất.\nGIÁM ĐỐC\n\fDỰ THẢO\nKẾ HOẠCH\n",
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_paper_about_a_draft_is_none(body: str, layout: str) -> None:
    assert not recognise(paper(layout, body, number="Số: 12/SGTVT-VP")).draft


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        ("Quyết định số 12/QĐ-UBND ngày 05/4/2024", ("12", "QĐ-UBND", date(2024, 4, 5))),
        ("Quyết định số 12/QĐ-UBND, ngày 05/4/2024", ("12", "QĐ-UBND", date(2024, 4, 5))),
        ("Quyết định số 12/QD - UBND\nngày 05/4/2024", ("12", "QĐ-UBND", date(2024, 4, 5))),
        ("Nghị quyết số 52-NQ/TW", ("52", "NQ/TW", None)),
        ("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3\nnăm 2020",
         ("30", "2020/NĐ-CP", date(2020, 3, 5))),
        ("Công văn số 12/UBND-VX ngày 31/02/2024", ("12", "UBND-VX", None)),
        ("Kế hoạch 35/KH-UBND - Sở", ("35", "KH-UBND", None)),
    ],
)  # fmt: skip
def test_a_document_named(sentence: str, cited: tuple[str, str, date | None]) -> None:
    text = paper("cells", f"BÁO CÁO\nKết quả\nCăn cứ {sentence} của cấp trên;\n")
    assert recognise(text).cited == (cited,)


def test_each_document_once_and_with_its_date() -> None:
    text = (
        "Căn cứ Kế hoạch số 35/KH-UBND; Quyết định số 7/QĐ-UBND; Kế hoạch số 35/KH-UBND ngày "
        "19/4/2023; tốc độ 60 km/h, 24/7, điểm 7/TB, số 5/X.\n"
    )
    cited = recognise(text).cited
    assert [(one.number, one.symbol) for one in cited] == [
        ("35", "KH-UBND"),
        ("7", "QĐ-UBND"),
        ("5", "X"),
    ]
    assert cited[0].date == date(2023, 4, 19)


def test_at_most_fifty_documents() -> None:
    text = "\n".join(f"Căn cứ Quyết định số {number}/QĐ-UBND;" for number in range(1, 90))
    cited = recognise(text).cited
    assert [one.number for one in cited] == [str(number) for number in range(1, 51)]
