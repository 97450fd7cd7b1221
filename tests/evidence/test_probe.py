"""What opening a good paper tells: its kind, its pages, its text in the order it is read."""

from __future__ import annotations

import hashlib
import io
import time
import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING

import docx
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from xlsxwriter import Workbook

from dtiscore.evidence.learnt import Fault
from dtiscore.evidence.probe import (
    hashed,
    limits,
    media_type_at_a_glance,
    pdf_text,
    probe,
    probe_bytes,
    sha256_of,
)
from dtiscore.evidence.probe.limits import NotAFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def a_pdf(*pages: Callable[[Canvas], None]) -> bytes:
    if "Paper" not in pdfmetrics.getRegisteredFontNames():
        font = files("fontpkg_noto_serif") / "files" / "NotoSerif[wdth,wght].ttf"
        pdfmetrics.registerFont(TTFont("Paper", io.BytesIO(font.read_bytes())))
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in pages:
        canvas.setFont("Paper", 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def a_zip(**parts: str) -> bytes:
    """Parts by name, ``__`` for a slash and ``_xml`` for the ending."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def a_docx(body: str, main: str = WORD, **more: str) -> bytes:
    parts = {
        "[Content_Types]_xml": f'<Types><Override ContentType="{main}.main+xml"/></Types>',
        "word__document_xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    return a_zip(**parts, **more)


def p(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r>{run}</w:r>" for run in runs) + "</w:p>"


def t(text: str) -> str:
    return f"<w:t>{text}</w:t>"


def test_pages_and_text_of_the_first_three_and_the_last_two_pages() -> None:
    def numbered(number: int) -> Callable[[Canvas], None]:
        return lambda canvas: canvas.drawString(60, 700, f"Trang số {number} của báo cáo năm")

    got = probe_bytes(a_pdf(*(numbered(n) for n in range(1, 9))))
    assert (got.media_type, got.pages, got.faults) == ("application/pdf", 8, ())
    assert got.text.split("\f") == [f"Trang số {n} của báo cáo năm" for n in (1, 2, 3, 7, 8)]


def test_a_letter_drawn_in_another_font_comes_back_to_its_place() -> None:
    def split(canvas: Canvas) -> None:
        # As Word processors do: all of one font, then what that font does not have.
        canvas.drawString(60, 700, "S")
        edge = 60 + canvas.stringWidth("S", "Paper", 12)
        after = edge + canvas.stringWidth("ố", "Paper", 12)
        canvas.drawString(after, 700, ": 05/KH-SGTVT")
        canvas.drawString(60, 680, "Đắk Nông, ngày 05 tháng 01 năm 2024")
        canvas.drawString(edge, 700, "ố")

    data = a_pdf(split)
    assert "Số: 05/KH-SGTVT" not in pdf_text(data)
    assert pdf_text(data, by_position=True).split("\n")[0] == "Số: 05/KH-SGTVT"


def test_columns_side_by_side_stand_between_tabs_by_position() -> None:
    def letterhead(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "SỞ GIAO THÔNG VẬN TẢI")
        canvas.drawString(60, 680, "Số: 05/KH-SGTVT")
        canvas.drawString(320, 700, "Độc lập - Tự do - Hạnh phúc")
        canvas.drawString(320, 680, "Đắk Nông, ngày 05 tháng 01 năm 2024")

    assert pdf_text(a_pdf(letterhead), by_position=True) == (
        "SỞ GIAO THÔNG VẬN TẢI\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 05/KH-SGTVT\tĐắk Nông, ngày 05 tháng 01 năm 2024\n"
    )


def test_a_page_without_letters_is_a_scan() -> None:
    got = probe_bytes(a_pdf(lambda canvas: canvas.drawString(60, 60, "1")))
    assert (got.pages, got.faults, got.text) == (1, (Fault.SCAN,), "")


def test_text_of_what_is_no_pdf_is_none(tmp_path: Path) -> None:
    assert pdf_text(b"no pdf") == ""
    assert pdf_text(tmp_path / "absent.pdf") == ""


def test_word_text_in_the_order_it_is_read() -> None:
    body = "".join((
        "<w:tbl><w:tr>",
        f"<w:tc>{p(t('UBND TỈNH'))}{p(t('SỞ GTVT'))}</w:tc><w:tc>{p(t('CỘNG HÒA'))}</w:tc>",
        "</w:tr></w:tbl>",
        "<w:p><w:pPr><w:tabs><w:tab w:pos='9'/></w:tabs></w:pPr>",
        f"<w:r>{t('Số:')}<w:tab/>{t('05')}<w:br/>{t('dòng')}</w:r>",
        f"<w:del><w:r><w:delText>xóa</w:delText>{t('xóa')}</w:r></w:del></w:p>",
        p(t("trước "), "<mc:AlternateContent><mc:Choice><w:txbxContent>"
          + p(t("trong khung")) + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
          + p(t("trong khung")) + "</w:txbxContent></mc:Fallback></mc:AlternateContent>",
          t("sau")),
        p('<w:br w:type="page"/>', t("trang hai")),
    ))  # fmt: skip
    header = f"<w:hdr {W}>{p(t('Đầu trang'))}</w:hdr>"
    app = "<Properties><Pages>3</Pages></Properties>"

    got = probe_bytes(a_docx(body, word__header1_xml=header, docProps__app_xml=app))

    assert (got.media_type, got.pages, got.faults) == (WORD, 3, ())
    assert got.text == (
        "Đầu trang\n"
        "UBND TỈNH\nSỞ GTVT\tCỘNG HÒA\n"
        "Số:\t05\ndòng\n"
        "trước \ntrong khung\nsau\n"
        "\ftrang hai\n"
    )


def test_a_long_document_keeps_its_beginning_and_its_end() -> None:
    lines = [f"dòng {number}" for number in range(20_000)]
    text = probe_bytes(a_docx("".join(p(t(line)) for line in lines))).text
    assert text.startswith("dòng 0\ndòng 1\n")
    assert text.endswith("dòng 19998\ndòng 19999\n")
    assert 50_000 < len(text) < 61_000


def test_documents_made_by_libraries() -> None:
    document, word = docx.Document(), io.BytesIO()
    document.add_paragraph("Kế hoạch số 05")
    document.save(word)
    assert "Kế hoạch số 05" in probe_bytes(word.getvalue()).text
    sheets = io.BytesIO()
    with Workbook(sheets) as book:
        book.add_worksheet().write_row(0, 0, ("Tên", 12.5, True))
        book.add_worksheet().write_row(0, 0, ("Sheet hai",))
    assert probe_bytes(sheets.getvalue()).text == "Tên\t12.5\tTRUE\n\fSheet hai\n"


def test_inline_strings_slides_and_open_documents() -> None:
    sheet = '<worksheet><row><c t="inlineStr"><is><t>Chữ</t></is></c></row></worksheet>'
    types = '<T a="spreadsheetml.sheet.main"/>'
    book = a_zip(**{"[Content_Types]_xml": types, "xl__worksheets__sheet1_xml": sheet})
    assert probe_bytes(book).text == "Chữ\n"

    slide = "<s><p><r><t>Trang {}</t></r></p></s>"
    slides = {f"ppt__slides__slide{n}_xml": slide.format(n) for n in (1, 2, 10)}
    got = probe_bytes(a_zip(**{"[Content_Types]_xml": f'<T a="{PPT}.main"/>'}, **slides))
    assert (got.media_type, got.pages) == (PPT, 3)
    assert got.text == "Trang 1\n\fTrang 2\n\fTrang 10\n"

    space = 'xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    content = f"<c {space}><x:tracked-changes><x:p>xóa</x:p></x:tracked-changes>"
    content += '<x:h>Báo<x:s x:c="2"/>cáo</x:h><x:p>một<x:tab/>hai</x:p></c>'
    meta = '<m xmlns:m="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><m:s m:page-count="4"/></m>'
    mimetype = "application/vnd.oasis.opendocument.text"
    got = probe_bytes(a_zip(mimetype=mimetype, content_xml=content, meta_xml=meta))
    assert (got.media_type, got.pages, got.text) == (mimetype, 4, "Báo  cáo\nmột\thai\n")


@pytest.mark.parametrize(
    ("data", "media_type", "text"),
    [
        ("Sở Giao thông\r\nvận tải".encode(), "text/plain", "Sở Giao thông\nvận tải"),
        ("\ufeffSở".encode(), "text/plain", "Sở"),
        ("BM là tên xe, MZ cũng vậy".encode(), "text/plain", "BM là tên xe, MZ cũng vậy"),
        (
            "<html><style>p{}</style><h1>Công&nbsp;văn</h1><p>Kính <b>gửi</b></html>".encode(),
            "text/html",
            "Công văn\nKính gửi",
        ),
        (
            "From: A <a@so.example>\nSubject: =?utf-8?b?QsOhbyBjw6Fv?=\nMIME-Version: 1.0\n\n"
            "Kính gửi".encode(),
            "message/rfc822",
            "Subject: Báo cáo\nFrom: so.example\n\nKính gửi",
        ),
    ],
)
def test_files_that_are_text_themselves(data: bytes, media_type: str, text: str) -> None:
    got = probe_bytes(data)
    assert (got.media_type, got.faults, got.text) == (media_type, (), text)


def test_a_file_is_hashed_as_it_lies_there(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    data = a_pdf(lambda canvas: canvas.drawString(60, 700, "Kế hoạch chuyển đổi số năm 2024"))
    path.write_bytes(data)
    expected = hashlib.sha256(data).hexdigest()
    assert sha256_of(path) == (expected, len(data))
    assert hashed(path) == (expected, len(data), probe(path))
    assert media_type_at_a_glance(path) == "application/pdf"


def test_a_file_too_large_to_be_opened_is_not_even_hashed(tmp_path: Path) -> None:
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(101 << 20)
    got = hashed(path)
    assert (got.size, got.probed.faults) == (101 << 20, (Fault.TOO_LARGE,))
    assert got.sha256 == ""
    with pytest.raises(OSError, match="large"):
        sha256_of(path, limits.FILE_BYTES)
    assert sha256_of(path)[1] == 101 << 20


def test_what_is_no_file_is_not_hashed(tmp_path: Path) -> None:
    with pytest.raises(NotAFileError):
        hashed(tmp_path)
    with pytest.raises(NotAFileError):
        sha256_of(tmp_path)
    assert media_type_at_a_glance(tmp_path) is None


FRAGMENTS = [
    *("<!-- a -->", "<!---->", "<!--", "-->", "<!-- ", "<?xml ", "<?xml>", "<", "</td>", "</td>\n"),
    *("\t", " ", "\n", "\t\n", " \n", "\r", "\f", "a ", "a:", "From: a\n", "Subject:\n ", "\n\t"),
    *(
        "charset=",
        "charset ",
        "charset\t=",
        "content-type:\n",
        "content-type: multipart/",
        "&#",
        "&a",
    ),
    *(
        "<svg",
        "<a:svg",
        "<!DOCTYPE ",
        "<script>",
        "</script",
        "<style ",
        "{\\rtf",
        "/JS 1 ",
        "/JS ",
    ),
    *(
        "/Linearized /L 1",
        "/a#41",
        "/Linearized",
        "stream\n",
        "endstream",
        "obj",
        "%PDF-",
        "1 0 R ",
    ),
    *(
        "/ObjStm",
        "/JavaScript",
        "/Type",
        "<<",
        ">>",
        "--b\n",
        "@a.",
        "=?utf-8?q?",
        '"',
        "\\",
        "(",
        ",",
    ),
]
STARTS = [
    *("", "<html>", "<?xml version='1.0'?>", "<html><table><tr>", "{\\rtf", "%PDF-1.4\n"),
    *("From: a@b.c\nSubject: x\nDate: y\n\n", "From: a@b.c\nSubject: x\nTo: "),
    "From: a@b.c\nSubject: x\nContent-Type: text/html\n\n<table>",
    "From: a@b.c\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n",
]


@pytest.mark.parametrize("start", STARTS)
def test_no_repeated_piece_costs_more_than_its_length(start: str) -> None:
    slow = []
    for fragment in FRAGMENTS:
        data = (start + fragment * (60_000 // len(fragment)) + "x").encode()
        began = time.process_time()
        probe_bytes(data)
        taken = time.process_time() - began
        if taken > 1.5:
            slow.append((fragment, round(taken, 1)))
    assert slow == []


def test_a_page_begins_after_any_number_of_comments() -> None:
    comments = "<!-- a > b --> \n<!---->" * 200
    for start in ("", "\ufeff", "  <?xml version='1.0'?>\n"):
        data = f"{start}{comments}<!DOCTYPE  html><p>Kế hoạch".encode()
        assert probe_bytes(data).media_type == "text/html"
    assert probe_bytes(f"{comments}<!-- <html>".encode()).media_type == "text/plain"
    assert probe_bytes(f"{comments}a<html>".encode()).media_type == "text/plain"


def test_a_glance_never_looks_into_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is taken in the process that must go on."""
    from dtiscore.evidence.probe import plain  # noqa: PLC0415

    def never(_: bytes) -> None:
        raise AssertionError

    monkeypatch.setattr(plain, "media_type_of", never)
    path = tmp_path / "x"
    for data, kind in [
        (b"<!-- a -->" * 800, None),
        ("﻿Kế hoạch".encode("utf-16"), None),
        (b"plain", None),
        (b"", None),
        (b"%PDF-1.4", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
        (b"PK\x03\x04", "application/zip"),
    ]:
        path.write_bytes(data)
        assert media_type_at_a_glance(path) == kind


def test_rows_of_empty_cells_and_lines() -> None:
    page = "<html><table><tr><td>a</td><td></td></tr><tr><td> </td></tr>\n <tr><td>b</td></tr>"
    assert probe_bytes(page.encode()).text == "a\nb"
