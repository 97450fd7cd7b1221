"""The sample's papers in administrative words: what each type says before and after its content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sample_layout import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KINDS = {
    "TB": "THÔNG BÁO",
    "BB": "BIÊN BẢN",
    "GM": "GIẤY MỜI",
    "QĐ": "QUYẾT ĐỊNH",
    "KH": "KẾ HOẠCH",
    "BC": "BÁO CÁO",
    "QC": "QUY CHẾ",
}
_PROVINCE = "UBND TỈNH ĐẮK NÔNG"
_BODIES: Mapping[str, tuple[str | None, str, str]] = {
    "SGTVT": (_PROVINCE, "SỞ GIAO THÔNG VẬN TẢI", "Sở Giao thông vận tải"),
    "STTTT": (_PROVINCE, "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "Sở Thông tin và Truyền thông"),
    "HTXVT": (None, "HỢP TÁC XÃ VẬN TẢI MINH HỌA", "Hợp tác xã"),
    "CTVT": (None, "CÔNG TY VẬN TẢI MINH HỌA", "Công ty"),
}
_CLOSING = {
    "TB": "Văn phòng Sở thông báo để các phòng, ban biết, thực hiện./.",
    "BB": "Biên bản được đọc lại cho những người tham dự cùng nghe, thống nhất thông qua./.",
    "GM": "Đề nghị đại biểu đến dự đúng thành phần, thời gian./.",
    "KH": "Yêu cầu các phòng, ban nghiêm túc thực hiện Kế hoạch này; có khó khăn, vướng mắc thì"
    " phản ánh về Văn phòng Sở để tổng hợp, báo cáo Giám đốc Sở./.",
    "BC": "Trên đây là báo cáo của {body}, kính gửi {to} xem xét, tổng hợp./.",
    "QC": "Văn phòng Sở hướng dẫn, kiểm tra việc thực hiện Quy chế này./.",
}
_COPIES = {
    "TB": ("Giám đốc, các Phó Giám đốc Sở (b/c)", "Các phòng, ban thuộc Sở (th/h)"),
    "KH": ("Giám đốc, các Phó Giám đốc Sở (b/c)", "Các phòng, ban thuộc Sở (th/h)"),
    "QĐ": ("Như Điều cuối", "Giám đốc, các Phó Giám đốc Sở"),
    "GM": ("Như trên",),
    "BC": ("Như trên", "Giám đốc, các Phó Giám đốc Sở (b/c)"),
    "QC": ("Các phòng, ban thuộc Sở",),
}
_TO = {"BC": "Sở Thông tin và Truyền thông", "GM": "Các phòng, ban thuộc Sở"}


class Symbol(NamedTuple):
    """A symbol taken apart: ``TB`` and ``SGTVT`` of ``TB-SGTVT``; a letter has no type."""

    kind: str | None
    issuer: str

    @classmethod
    def of(cls, written: str) -> Symbol:
        """Read a symbol; ``CV`` in front marks a letter too."""
        first, second = written.split("-")[:2]
        if first in _KINDS:
            return cls(first, second)
        return cls(None, second if first == "CV" else first)


def document(paper: dict[str, Any]) -> Document:
    """The document that an entry of ``sample_evidence.yaml`` describes."""
    if "symbol" not in paper:
        return Document(paper["subject"], paper["body"], kind="TÀI LIỆU HƯỚNG DẪN")
    symbol = Symbol.of(paper["symbol"])
    code = paper.get("type", symbol.kind)
    superior, capitals, body = _BODIES[paper.get("issuer", symbol.issuer)]
    kind = _KINDS[code] if code else None
    number = f"{paper['number']:02}/{paper['symbol']}" if "number" in paper else None
    to = paper.get("to", _TO.get(code, "Sở Giao thông vận tải" if code is None else ""))
    return Document(
        paper["subject"],
        tuple(_text(paper, code, body, capitals, to)),
        kind=f"DỰ THẢO {kind}" if paper.get("draft") else kind,
        superior=superior,
        body=capitals,
        number=number or (f"     /{paper['symbol']}" if paper.get("draft") else None),
        on=paper["date"],
        signer=paper.get("signer", "CHỦ TRÌ" if code == "BB" else "GIÁM ĐỐC"),
        clerk=code == "BB",
        copies=() if code == "BB" else _COPIES.get(code, ("Như trên",)),
        archive=_archive(paper["symbol"]),
    )


def _archive(symbol: str) -> str:
    """Where the copy is kept: a letter's section is the end of its symbol."""
    last = symbol.rpartition("-")[2]
    return "VT" if Symbol.of(symbol).kind or symbol.startswith("CV") else f"VT, {last}"


def _text(
    paper: dict[str, Any], code: str | None, body: str, capitals: str, to: str
) -> Iterator[str]:
    if to:
        yield f"^Kính gửi: {to}"
    if code == "QĐ":
        yield f"^GIÁM ĐỐC {capitals}"
        yield f"~Căn cứ chức năng, nhiệm vụ, quyền hạn của {body};"
    for basis in paper.get("basis", ()):
        yield f"~{basis}"
    if code == "QĐ":
        yield "^QUYẾT ĐỊNH:"
    yield from paper["body"]
    if code == "QĐ":
        number = sum(text.startswith("Điều ") for text in paper["body"]) + 1
        yield (
            f"Điều {number}. Chánh Văn phòng, trưởng các phòng, ban và cá nhân có liên quan chịu"
            " trách nhiệm thi hành Quyết định này./."
        )
    elif code is None:
        yield paper.get("closing", f"{body} trân trọng cảm ơn sự phối hợp của quý cơ quan./.")
    else:
        yield _CLOSING[code].format(body=body, to=to)
