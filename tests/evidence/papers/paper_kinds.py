"""The 29 types of Nghị định 30/2020/NĐ-CP, and legal documents, with what they are about."""

from __future__ import annotations

from paper_spec import Kind

TOPICS = (
    "chuyển đổi số",
    "bảo đảm an toàn thông tin mạng",
    "cải cách hành chính",
    "cung cấp dịch vụ công trực tuyến toàn trình",
    "số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
    "quản lý hoạt động vận tải bằng xe ô tô",
    "phát triển nhân lực số",
    "sử dụng chữ ký số chuyên dùng",
    "vận hành hệ thống thông tin báo cáo",
    "tiếp công dân, giải quyết khiếu nại, tố cáo",
    "kết nối, chia sẻ dữ liệu",
)

LETTER = Kind(
    "Công văn",
    "CV",
    (),
    (
        "V/v triển khai {topic} năm {year}",
        "V/v báo cáo kết quả {topic}",
        "V/v góp ý dự thảo Kế hoạch {topic}",
        "V/v: cử cán bộ tham gia tập huấn {topic}",
    ),
    addressed=True,
)
OPEN_LETTER = Kind(
    "Thư công", None, ("THƯ CHÚC MỪNG", "THƯ KHEN", "THƯ CẢM ƠN", "THƯ NGỎ"), (), addressed=True
)

KINDS = (
    Kind(
        "Nghị quyết",
        "NQ",
        ("NGHỊ QUYẾT",),
        ("Về {topic} đến năm {year}", "Phê chuẩn Chương trình {topic} năm {year}"),
        cites=True,
        enacts="QUYẾT NGHỊ:",
    ),
    Kind(
        "Quyết định",
        "QĐ",
        ("QUYẾT ĐỊNH",),
        (
            "Về việc ban hành Kế hoạch {topic} năm {year}",
            "Về việc thành lập Tổ công tác {topic}",
            "Ban hành Quy chế phối hợp {topic}",
            "Về việc phê duyệt kết quả {topic} năm {year}",
        ),
        cites=True,
        enacts="QUYẾT ĐỊNH:",
    ),
    Kind(
        "Chỉ thị",
        "CT",
        ("CHỈ THỊ",),
        ("Về việc tăng cường {topic}", "Về việc đẩy mạnh {topic} trong năm {year}"),
    ),
    Kind(
        "Quy chế",
        "QC",
        ("QUY CHẾ",),
        ("Quản lý, vận hành và {topic}", "Phối hợp trong công tác {topic}"),
    ),
    Kind("Quy định", "QyĐ", ("QUY ĐỊNH",), ("Về {topic} tại cơ quan", "Một số nội dung {topic}")),
    Kind("Thông cáo", "TC", ("THÔNG CÁO",), ("Về hội nghị {topic}", "Về kết quả {topic}")),
    Kind(
        "Thông báo",
        "TB",
        ("THÔNG BÁO",),
        (
            "Kết luận của lãnh đạo tại cuộc họp về {topic}",
            "Về việc phân công nhiệm vụ {topic}",
            "Kết quả đánh giá mức độ {topic} năm {year}",
        ),
    ),
    Kind(
        "Hướng dẫn",
        "HD",
        ("HƯỚNG DẪN",),
        ("Thực hiện {topic} năm {year}", "Một số nội dung về {topic}"),
    ),
    Kind(
        "Chương trình",
        "CTr",
        ("CHƯƠNG TRÌNH",),
        ("Công tác năm {year} về {topic}", "Hành động {topic}"),
    ),
    Kind(
        "Kế hoạch",
        "KH",
        ("KẾ HOẠCH",),
        ("Triển khai {topic} năm {year}", "Tuyên truyền {topic} năm {year}", "Kiểm tra {topic}"),
        cites=True,
    ),
    Kind("Phương án", "PA", ("PHƯƠNG ÁN",), ("Ứng cứu sự cố và {topic}", "Tổ chức {topic}")),
    Kind(
        "Đề án",
        "ĐA",
        ("ĐỀ ÁN",),
        ("Đẩy mạnh {topic} đến năm {year}", "Thí điểm {topic}"),
        cites=True,
    ),
    Kind(
        "Dự án",
        "DA",
        ("DỰ ÁN",),
        ("Xây dựng nền tảng {topic}", "Nâng cấp hệ thống {topic}"),
        cites=True,
    ),
    Kind(
        "Báo cáo",
        "BC",
        ("BÁO CÁO",),
        ("Kết quả {topic} năm {year}", "Tự đánh giá {topic} 6 tháng đầu năm {year}"),
        addressed=True,
    ),
    Kind("Biên bản", "BB", ("BIÊN BẢN",), ("Họp về {topic}", "Kiểm tra công tác {topic}")),
    Kind(
        "Tờ trình",
        "TTr",
        ("TỜ TRÌNH",),
        ("Về việc đề nghị phê duyệt Kế hoạch {topic}", "Về việc bổ sung kinh phí {topic}"),
        cites=True,
        addressed=True,
    ),
    Kind(
        "Hợp đồng",
        "HĐ",
        ("HỢP ĐỒNG",),
        ("Cung cấp dịch vụ {topic}", "Thuê hệ thống {topic}"),
        cites=True,
    ),
    LETTER,
    Kind(
        "Công điện",
        "CĐ",
        ("CÔNG ĐIỆN",),
        ("Về việc khắc phục sự cố, {topic}", "Về việc tập trung {topic}"),
    ),
    Kind(
        "Bản ghi nhớ",
        "BGN",
        ("BẢN GHI NHỚ",),
        ("Hợp tác về {topic}", "Phối hợp {topic} năm {year}"),
    ),
    Kind(
        "Bản thỏa thuận",
        "BTT",
        ("BẢN THỎA THUẬN",),
        ("Hợp tác {topic}", "Về việc phối hợp {topic}"),
    ),
    Kind(
        "Giấy ủy quyền",
        "GUQ",
        ("GIẤY ỦY QUYỀN",),
        ("Về việc điều hành {topic}", "Về việc ký văn bản về {topic}"),
    ),
    Kind(
        "Giấy mời",
        "GM",
        ("GIẤY MỜI",),
        ("Họp về {topic}", "Dự hội nghị sơ kết {topic} năm {year}"),
        addressed=True,
    ),
    Kind("Giấy giới thiệu", "GGT", ("GIẤY GIỚI THIỆU",), (), addressed=True),
    Kind("Giấy nghỉ phép", "GNP", ("GIẤY NGHỈ PHÉP",), ()),
    Kind(
        "Phiếu gửi",
        "PG",
        ("PHIẾU GỬI",),
        ("Hồ sơ về {topic}", "Văn bản về {topic}"),
        addressed=True,
    ),
    Kind(
        "Phiếu chuyển",
        "PC",
        ("PHIẾU CHUYỂN",),
        ("Đơn kiến nghị về {topic}", "Hồ sơ về {topic}"),
        addressed=True,
    ),
    Kind("Phiếu báo", "PB", ("PHIẾU BÁO",), ("Tiếp nhận hồ sơ về {topic}", "Kết quả {topic}")),
    OPEN_LETTER,
)
BY_NAME = {kind.name: kind for kind in KINDS}

DECREE = Kind(
    "Nghị định",
    "NĐ",
    ("NGHỊ ĐỊNH",),
    ("Về công tác văn thư", "Quy định chi tiết một số điều về {topic}"),
    cites=True,
    enacts="",
)
CIRCULAR = Kind(
    "Thông tư",
    "TT",
    ("THÔNG TƯ",),
    ("Quy định về {topic}", "Hướng dẫn thực hiện {topic}"),
    cites=True,
)
CONCLUSION = Kind("Kết luận", "KL", ("KẾT LUẬN",), ("Về tiếp tục {topic}",), cites=False)
