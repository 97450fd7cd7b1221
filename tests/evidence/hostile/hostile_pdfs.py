"""PDF files that mean harm."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

from corpus import ANY, Hostile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pypdf import PdfWriter

PDF = "application/pdf"
_PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>>>>>"
)
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_WORDS = b"BT /F 12 Tf 72 700 Td (Sworn statement of a harmless page of text) Tj ET"
SAYS = "harmless page"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def flate(content: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(content), entries + b"/Filter/FlateDecode")


def good_objects(catalogue: bytes = b"") -> dict[int, bytes]:
    return {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: _PAGE,
        4: stream(_WORDS),
        5: _FONT,
    }


def pdf(objects: dict[int, bytes], trailer: bytes = b"", size: int | None = None) -> bytes:
    """A PDF file of objects, with a right table of where they are."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, count = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        out += b"%010d 00000 n \n" % places.get(number, 0)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size or count,
        trailer,
        start,
    )
    return bytes(out)


GOOD = pdf(good_objects())


def with_objects(catalogue: bytes = b"", **changes: bytes) -> bytes:
    """The good file with objects replaced or added: ``_3=b"…"``."""
    return pdf(good_objects(catalogue) | {int(key[1:]): value for key, value in changes.items()})


def rewritten(change: Callable[[PdfWriter], object]) -> Callable[[Path], None]:
    """The good file, changed by a library that takes long to load."""

    def make(path: Path) -> None:
        from pypdf import PdfReader, PdfWriter  # noqa: PLC0415

        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(GOOD)))
        change(writer)
        writer.write(path)

    return make


def encrypted(user: str, owner: str, algorithm: str) -> Callable[[Path], None]:
    return rewritten(lambda writer: writer.encrypt(user, owner, algorithm=algorithm))


def in_object_stream(content: bytes) -> bytes:
    """A catalogue whose action is an object that lies compressed in a stream."""
    packed = flate(b"9 0 " + content, b"/Type/ObjStm/N 1/First 4")
    return with_objects(b"/OpenAction 9 0 R", _8=packed)


def deep_tree(levels: int) -> bytes:
    objects = good_objects()
    objects[2] = b"<</Type/Pages/Kids[10 0 R]/Count 1>>"
    for level in range(10, 10 + levels):
        objects[level] = b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (
            level - 1,
            level + 1,
        )
    objects[10 + levels] = _PAGE
    return pdf(objects)


def twice_packed(megabytes: int) -> bytes:
    """Blanks, packed without packing them all, and packed again."""
    packer, blanks = zlib.compressobj(9), b" " * (1 << 20)
    first = packer.compress(blanks) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(blanks) + packer.flush(zlib.Z_FULL_FLUSH)
    inner = first + again * (megabytes - 1) + packer.flush()
    return stream(zlib.compress(inner, 9), b"/Filter[/FlateDecode/FlateDecode]")


def xref_stream_of_itself() -> bytes:
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    table = flate(
        b"\x01\x00\x09\x00" * 3, b"/Type/XRef/Size 3/W[1 2 1]/Root 1 0 R/Prev %d" % len(body)
    )
    return body + b"3 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(body))


_TEXTS = b"BT /F 12 Tf " + b"0 -14 Td (abcdefghij klmnop) Tj " * 30_000 + b"ET"
_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
_FORM_PAGE = _PAGE.replace(b"/Resources<<", b"/Resources<</XObject<</X 6 0 R>>")

CUT = (
    *(
        Hostile(f"cut-at-{part}.pdf", GOOD[: len(GOOD) * part // 100], ("truncated",), PDF)
        for part in (2, 10, 30, 50)
    ),
    Hostile("cut-in-table.pdf", GOOD[: GOOD.index(b"xref") + 20], ("truncated",), PDF),
    Hostile("header-only.pdf", b"%PDF-1.7\n", ("truncated",), PDF),
    Hostile("only-the-end.pdf", GOOD[-400:], (ANY,)),
    Hostile("no-pages.pdf", pdf({1: b"<</Type/Catalog>>"}), ("unreadable",), PDF),
    Hostile(
        "noise-after-header.pdf",
        b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF",
        ("unreadable",),
        PDF,
    ),
    Hostile(
        "linearized-cut.pdf",
        GOOD.replace(b"%\xe2", b"%%/Linearized 1/L 99999999\n%\xe2", 1),
        ("truncated",),
        PDF,
    ),
)

LOOPING = (
    Hostile(
        "kids-of-itself.pdf",
        with_objects(_2=b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
        ("unreadable", "scan-without-text"),
        PDF,
    ),
    Hostile(
        "parents-loop.pdf",
        with_objects(
            _2=b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 6 0 R>>",
            _6=b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>",
        ),
        (ANY,),
        PDF,
    ),
    Hostile(
        "previous-table-is-itself.pdf",
        pdf(good_objects(), b"/Prev %d" % GOOD.index(b"xref")),
        (ANY,),
        PDF,
    ),
    Hostile("previous-stream-is-itself.pdf", xref_stream_of_itself(), ("unreadable",), PDF),
    Hostile(
        "object-stream-extends-itself.pdf",
        with_objects(_8=flate(b"8 0 9 0 <<>><<>>", b"/Type/ObjStm/N 2/First 8/Extends 8 0 R")),
        (None,),
        PDF,
        SAYS,
    ),
    Hostile(
        "length-of-itself.pdf",
        with_objects(_4=b"<</Length 4 0 R>>\nstream\n" + _WORDS + b"\nendstream"),
        (ANY,),
        PDF,
    ),
    Hostile("reference-to-itself.pdf", with_objects(_3=b"3 0 R"), ("unreadable",), PDF),
    Hostile(
        "form-draws-itself.pdf",
        with_objects(_3=_FORM_PAGE, _4=stream(b"/X Do"), _6=stream(b"/X Do /X Do", _FORM)),
        ("scan-without-text", "too-slow"),
    ),
    Hostile(
        "tree-10000-deep.pdf", deep_tree(10_000), ("unreadable", "scan-without-text", None), PDF
    ),
)

HUGE = (
    Hostile(
        "a-billion-pages.pdf",
        with_objects(_2=b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>"),
        (None, "unreadable"),
        PDF,
    ),
    Hostile(
        "minus-pages.pdf", with_objects(_2=b"<</Type/Pages/Kids[3 0 R]/Count -5>>"), (ANY,), PDF
    ),
    Hostile("a-billion-objects.pdf", pdf(good_objects(), size=1_000_000_000), (ANY,), PDF),
    Hostile(
        "nested-arrays.pdf",
        with_objects(_6=b"[" * 100_000 + b"]" * 100_000),
        (None, "unreadable"),
        PDF,
    ),
    Hostile(
        "nested-dictionaries.pdf",
        with_objects(_3=b"<</A" * 100_000 + b" 1 " + b">>" * 100_000),
        ("unreadable", "scan-without-text"),
        PDF,
    ),
    Hostile(
        "page-unpacks-to-a-gigabyte.pdf",
        with_objects(_4=twice_packed(1_000)),
        ("scan-without-text", "too-slow"),
    ),
    Hostile(
        "page-of-half-a-million-letters.pdf",
        with_objects(_4=flate(_TEXTS)),
        (None, "too-slow"),
        ANY,
    ),
    Hostile(
        "page-as-wide-as-the-earth.pdf",
        with_objects(_3=_PAGE.replace(b"595 842", b"1e30 1e30")),
        (ANY,),
        PDF,
    ),
    Hostile(
        "string-without-end.pdf",
        with_objects(_4=stream(b"BT /F 12 Tf (" + b"(" * 90_000)),
        ("scan-without-text",),
        PDF,
    ),
)

_JS = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
PROGRAMS = (
    Hostile("script-on-opening.pdf", with_objects(b"/OpenAction" + _JS), ("macro",), PDF, SAYS),
    Hostile(
        "script-among-names.pdf",
        with_objects(b"/Names<</JavaScript<</Names[(a) 9 0 R]>>>>", _9=_JS),
        ("macro",),
        PDF,
    ),
    Hostile("script-in-object-stream.pdf", in_object_stream(_JS), ("macro",), PDF),
    Hostile(
        "script-with-escaped-name.pdf",
        with_objects(b"/OpenAction<</S/J#61vaScript/J#53(app.alert\\(1\\))>>"),
        ("macro",),
        PDF,
    ),
    Hostile(
        "script-of-a-rendition.pdf",
        with_objects(b"/OpenAction<</S/Rendition/JS(app.alert\\(1\\))>>"),
        ("macro",),
        PDF,
    ),
    Hostile(
        "starts-a-program.pdf",
        with_objects(b"/OpenAction<</S/Launch/Win<</F(cmd.exe)>>>>"),
        ("macro",),
        PDF,
    ),
    Hostile(
        "speaks-of-scripts.pdf",
        with_objects(_4=stream(_WORDS.replace(b"statement", b"/JS (statement"))),
        (ANY,),
        PDF,
    ),
    Hostile(
        "carries-a-program.pdf",
        rewritten(lambda writer: writer.add_attachment("virus.exe", b"MZ")),
        (None,),
        PDF,
        SAYS,
    ),
)

LOCKED = (
    Hostile("locked-rc4.pdf", encrypted("secret", "owner", "RC4-128"), ("encrypted",), PDF),
    Hostile("locked-aes.pdf", encrypted("secret", "owner", "AES-256"), ("encrypted",), PDF),
    Hostile(
        "locked-against-change-only.pdf", encrypted("", "owner", "AES-256"), (None,), PDF, SAYS
    ),
    Hostile(
        "locked-by-nobody-knows-what.pdf",
        pdf(
            good_objects() | {9: b"<</Filter/Nobody/V 99/R 99/O(a)/U(b)/P 0>>"},
            b"/Encrypt 9 0 R/ID[(a)(b)]",
        ),
        ("encrypted", "unreadable"),
        PDF,
    ),
)

ALL = (*CUT, *LOOPING, *HUGE, *PROGRAMS, *LOCKED)
