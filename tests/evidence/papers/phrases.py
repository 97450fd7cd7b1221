"""Sentences that no label depends on: other documents, tasks, receivers."""

from __future__ import annotations

CITED = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023;",
    (
        "Căn cứ Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 của Thủ tướng Chính phủ phê duyệt"
        " Chương trình Chuyển đổi số quốc gia;"
    ),
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    "Căn cứ Kế hoạch số 735/KH-UBND ngày 22/12/2022 của Ủy ban nhân dân tỉnh về chuyển đổi số;",
    "Căn cứ Nghị quyết số 06-NQ/TU ngày 18/11/2021 của Ban Chấp hành Đảng bộ tỉnh;",
    "Căn cứ Quyết định số 1552/QĐ-UBND ngày 16/9/2022 của UBND tỉnh ban hành Bộ chỉ số;",
    (
        "Căn cứ Thông tư số 12/2022/TT-BTTTT ngày 12 tháng 8 năm 2022 của Bộ Thông tin và Truyền"
        " thông;"
    ),
)
PROPOSED = (
    "Theo đề nghị của Chánh Văn phòng tại Tờ trình số 18/TTr-VP ngày 11 tháng 01 năm 2023.",
    "Xét đề nghị của Trưởng phòng Kế hoạch - Tài chính tại Công văn số 77/KHTC ngày 14/10/2022.",
)
FOLLOWING = (
    (
        "Thực hiện Công văn số 2391/BTTTT-THH ngày 12 tháng 7 năm 2022 của Bộ Thông tin và Truyền"
        " thông về việc hướng dẫn đánh giá,"
    ),
    "Thực hiện Kế hoạch số 36/KH-UBND ngày 17/01/2022 của Ủy ban nhân dân tỉnh,",
    "Tiếp theo Thông báo số 220/TB-VPUBND ngày 08/11/2022 về kết luận tại cuộc họp,",
    "Theo Quyết định số 922/QĐ-BTTTT ngày 20 tháng 5 năm 2022,",
)
TASKS = (
    (
        "Các phòng, đơn vị trực thuộc rà soát nhiệm vụ được giao, phân công người phụ trách và báo"
        " cáo kết quả qua Hệ thống quản lý văn bản và điều hành."
    ),
    "Tỷ lệ hồ sơ được xử lý trực tuyến đạt 85,5%; tỷ lệ văn bản được ký số đạt 100%.",
    "Kinh phí thực hiện: 1.250.000.000 đồng, từ nguồn ngân sách giao hằng năm.",
    "Văn phòng chủ trì, phối hợp với các đơn vị liên quan theo dõi, đôn đốc việc thực hiện.",
    "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh kịp thời để xem xét.",
    "Nâng cao nhận thức của người đứng đầu; bảo đảm tiến độ, chất lượng và tiết kiệm.",
)
LATER = (
    "Báo cáo gửi trước ngày 30 tháng 12 năm 2025 để tổng hợp.",
    "Hoàn thành chậm nhất ngày 15/11/2025.",
    "Cuộc họp dự kiến tổ chức lúc 14 giờ 00 ngày 25 tháng 11 năm 2025 tại phòng họp số 2.",
)
ADDRESSED = (
    ("Các phòng, ban, đơn vị trực thuộc",),
    ("Ủy ban nhân dân tỉnh", "Sở Thông tin và Truyền thông"),
    ("Ban Chỉ đạo chuyển đổi số tỉnh",),
    ("Văn phòng Ủy ban nhân dân tỉnh", "Sở Nội vụ", "Ủy ban nhân dân các huyện, thành phố"),
)
RECEIVERS = ("- Như trên;", "- Lưu: VT.")
MANY_RECEIVERS = (
    "- Như Điều 3;",
    "- Bộ Thông tin và Truyền thông (b/c);",
    "- UBND tỉnh (b/c);",
    "- Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
    "- Giám đốc, các Phó Giám đốc;",
    "- Các phòng, ban, đơn vị;",
    "- Cổng thông tin điện tử;",
    "- Lưu: VT, CNTT, 02b.",
)
SIGNER = ("Họ Và Tên", "Tên Người Ký", "Họ Tên Mẫu")
