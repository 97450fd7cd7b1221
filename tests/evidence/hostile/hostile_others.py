"""Pictures, texts, old formats, wrong names, and things that are no files."""

from __future__ import annotations

import os
import struct
import sys
import unicodedata
import zlib
from typing import TYPE_CHECKING

from corpus import ANY, Hostile
from hostile_archives import DOCX, FINE, WORD, ZIP, archive
from hostile_pdfs import GOOD, PDF, SAYS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def png(width: int, height: int, *, end: bool = True) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    whole = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header
    whole += struct.pack(">I", zlib.crc32(header))
    return whole + (b"\0\0\0\0IEND\xaeB\x60\x82" if end else b"\0\0")


def jpeg(width: int, height: int, end: bytes = b"\xff\xd9") -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8\xff\xe0\0\4\0\0\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + end


def tiff(width: int, height: int, *, start: int = 8) -> bytes:
    entries = b"".join(
        struct.pack("<HHII", tag, 4, 1, n) for tag, n in ((256, width), (257, height))
    )
    return (
        b"II*\0" + struct.pack("<I", start) + struct.pack("<H", 2) + entries + struct.pack("<I", 8)
    )


def heic(width: int, height: int) -> bytes:
    box = b"\0\0\0\x14ispe\0\0\0\0" + struct.pack(">II", width, height)
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x60meta\0\0\0\0" + box


def ole(*names: str) -> bytes:
    """A compound file with a directory of these names, and nothing behind them."""
    entries = b""
    for name in names:
        encoded = f"{name}\0".encode("utf-16-le")
        entries += encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded)) + b"\0" * 62
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries).ljust(4_096, b"\0")


def sparse(size: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return make


def mail(body: str) -> bytes:
    head = "From: Ai Do <ai.do@sogtvt.example>\nSubject: Bao cao\nMIME-Version: 1.0\n"
    return (head + body).encode()


_PARTS = (
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nKính gửi\n'
    '--b\nContent-Type: application/octet-stream; name="a.exe"\n'
    'Content-Disposition: attachment; filename="../../a.exe"\n\nTVo=\n--b--\n'
)
_DEEP_MAIL = "".join(
    f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(5_000)
)
_EXE = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + b"\0" * 200
_HTML = "<!DOCTYPE html><title>Công văn</title><script>evil()</script><p>Kính gửi</p>"

PICTURES = (
    Hostile("huge.png", png(100_000, 100_000), ("archive-bomb",), "image/png"),
    Hostile("huge.jpg", jpeg(65_500, 65_500), ("archive-bomb",), "image/jpeg"),
    Hostile("huge.tif", tiff(100_000, 100_000), ("archive-bomb",), "image/tiff"),
    Hostile("huge.heic", heic(100_000, 100_000), ("archive-bomb",), "image/heic"),
    Hostile("huge.gif", b"GIF89a\xff\xff\xff\xff\0\0\0;", ("archive-bomb",), "image/gif"),
    Hostile(
        "huge.bmp",
        b"BM" + b"\0" * 12 + struct.pack("<Iii", 40, 99_999, -99_999) + b"\0" * 40,
        ("archive-bomb",),
        "image/bmp",
    ),
    Hostile(
        "huge.webp",
        b"RIFF\x1e\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0" + b"\xff" * 6,
        ("archive-bomb",),
        "image/webp",
    ),
    Hostile("no-width.png", png(0, 10), ("unreadable",), "image/png"),
    Hostile("cut.png", png(100, 100, end=False), ("truncated",), "image/png"),
    Hostile("cut.jpg", jpeg(100, 100, b""), ("truncated",), "image/jpeg"),
    Hostile(
        "no-frame.jpg", b"\xff\xd8\xff\xe0\0\0" * 5_000 + b"\xff\xd9", ("unreadable",), "image/jpeg"
    ),
    Hostile(
        "directory-beyond-the-end.tif",
        tiff(9, 9, start=4_000_000_000),
        ("unreadable",),
        "image/tiff",
    ),
    Hostile("scan.png", png(2_480, 3_508), ("scan-without-text",), "image/png"),
)

DISGUISED = (
    Hostile("program.pdf", _EXE, (None,), "application/x-msdownload"),
    Hostile("program-with-a-pdf-inside.pdf", _EXE + GOOD, (None,), "application/x-msdownload"),
    Hostile("page.pdf", _HTML.encode(), (None,), "text/html", "Kính gửi", "evil"),
    Hostile("paper.docx", GOOD, (None,), PDF, SAYS),
    Hostile("letter.pdf", archive([WORD, FINE]), (None,), DOCX, "Harmless"),
    Hostile("noise-before.pdf", b"\r\n" * 200 + GOOD, (ANY,), PDF),
    Hostile("picture-and-paper.pdf", png(10, 10) + GOOD, ("scan-without-text",), "image/png"),
    Hostile("paper-and-archive.pdf", GOOD + archive([WORD, FINE]), (None,), PDF, SAYS),
    Hostile("archive-and-paper.pdf", archive([]) + GOOD, (ANY,)),
    Hostile("rar.docx", b"Rar!\x1a\7\1\0" + b"\0" * 99, (None,), "application/x-rar-compressed"),
    Hostile(
        "seven.docx", b"7z\xbc\xaf\x27\x1c" + b"\0" * 99, (None,), "application/x-7z-compressed"
    ),
    Hostile("zip.pdf", archive([FINE]), (None,), ZIP),
    Hostile("elf.txt", b"\x7fELF\2\1\1" + b"\0" * 200, (None,), "application/x-executable"),
)

OLD = (
    Hostile("old.doc", ole("Root Entry", "WordDocument"), (None,), "application/msword"),
    Hostile("old.xls", ole("Root Entry", "Workbook"), (None,), "application/vnd.ms-excel"),
    Hostile(
        "old-program.doc",
        ole("Root Entry", "WordDocument", "Macros"),
        ("macro",),
        "application/msword",
    ),
    Hostile("old-program.xls", ole("Workbook", "_VBA_PROJECT_CUR"), ("macro",)),
    Hostile("locked.docx", ole("EncryptionInfo", "EncryptedPackage"), ("encrypted",)),
    Hostile(
        "message.msg",
        ole("__nameid_version1.0", "__properties_version1.0"),
        (None,),
        "application/vnd.ms-outlook",
    ),
    Hostile("cut.doc", ole("WordDocument")[:600], ("truncated",)),
    Hostile(
        "speaks-of-macros.doc",
        ole("WordDocument") + b"ab" + "Macros\0".encode("utf-16-le") * 9,
        (None,),
        "application/msword",
    ),
    Hostile("object.rtf", b"{\\rtf1{\\object\\objdata 0105}}", (None,), "application/rtf"),
)

TEXTS = (
    Hostile("empty.pdf", b"", ("empty",), None),
    Hostile("one-byte.pdf", b"%", (None,), "text/plain"),
    Hostile("zero.txt", b"\0", (None,), None),
    Hostile("zeros.pdf", sparse(50_000_000), (None,), None),
    Hostile("too-large.pdf", sparse(150_000_000), ("too-large",), None),
    Hostile("binary.txt", bytes(range(256)) * 99, (None,), None),
    Hostile("utf-16.txt", "Số: 05/KH-SGTVT\n".encode("utf-16"), (None,), "text/plain", "Số: 05"),
    Hostile(
        "utf-16-no-mark.txt",
        "Kế hoạch 05/KH-SGTVT\n".encode("utf-16-le"),
        (None,),
        "text/plain",
        "05/KH",
    ),
    Hostile("half-a-character.txt", "Sở\n".encode() + b"\xe1\xbb", (None,), "text/plain", "Sở"),
    Hostile(
        "old-code-page.txt",
        unicodedata.normalize("NFD", "Kế hoạch").replace("e\u0302", "ê").encode("cp1258"),
        (None,),
        "text/plain",
        "Kế hoạch",
    ),
    Hostile("escapes.txt", b"\x1b]0;owned\x07\x1b[31mRed\x1b[0m", (None,), ANY, "", "\x1b"),
    Hostile(
        "laughs.html",
        b"<!DOCTYPE html [<!ENTITY a 'ha'>]><html><p>&a;&a; root</p>",
        (None,),
        "text/html",
        "root",
    ),
    Hostile("brackets.html", b"<html>" + b"<" * 300_000, (ANY,), ANY),
    Hostile("comments.html", b"<html>" + b"<!-- " * 200_000, (ANY,), ANY),
    Hostile("deep.html", b"<html>" + b"<div>" * 40_000 + b"end", (None,), "text/html", "end"),
    Hostile("attached.eml", mail(_PARTS), (None,), "message/rfc822", "Kính gửi", "ai.do"),
    Hostile("deep.eml", mail(_DEEP_MAIL), ("unreadable",), "message/rfc822"),
    Hostile(
        "bad-headers.eml", mail("Date: 99 99 99\nTo: <<<>>>,,@@\n\nx"), (None,), "message/rfc822"
    ),
    Hostile("unknown-charset.eml", mail("Content-Type: text/plain; charset=nix\n\nx"), (None,)),
)

_NAMES = {
    "markup": "[red]x[bold].pdf",
    "formula =": "=cmd' C calc'!A0.pdf",
    "formula +": "+1+1.pdf",
    "formula -": "-rf.pdf",
    "formula @": "@SUM(A1).pdf",
    "right to left": "\u202efdp.exe.pdf",
    "zero width": "a\u200b\u2066b.pdf",
    "255 bytes": "a" * 251 + ".pdf",
    "NFD": unicodedata.normalize("NFD", "Kế hoạch số 05.pdf"),
    "braces": "{0} %s {file}.pdf",
    "dots": "...pdf.pdf",
}
# Windows knows no such names.
_NAMES_POSIX = {
    "html": "<img src=x onerror=alert(1)>.pdf",
    "line feed": "a\nb.pdf",
    "control characters": "\x01\x1b[31m\x7f.pdf",
    "trailing blanks": "a.pdf  ",
    "bars and quotes": "=cmd|' \\C calc'!\"A0\".pdf",
    "colon": "C:con.pdf",
}


def _link(to: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.symlink_to(to.replace("SELF", path.name))

    return make


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _locked(path: Path) -> None:
    path.write_bytes(GOOD)
    path.chmod(0)


NAMES = tuple(
    Hostile(name, GOOD, (None,), PDF, SAYS, label=f"name: {what}") for what, name in _NAMES.items()
)
POSIX = (
    *(
        Hostile(name, GOOD, (None,), PDF, SAYS, label=f"name: {what}")
        for what, name in _NAMES_POSIX.items()
    ),
    Hostile("link-out.pdf", _link("/etc/passwd"), ("unreadable",), None),
    Hostile("link-beside.pdf", _link("paper.docx"), ("unreadable",), None),
    Hostile("link-to-itself.pdf", _link("SELF"), ("unreadable",), None),
    Hostile("link-to-nothing.pdf", _link("nothing-there"), ("unreadable",), None),
    Hostile("link-to-a-device.pdf", _link("/dev/zero"), ("unreadable",), None),
    Hostile("pipe.pdf", _fifo, ("unreadable",), None),
    # Root may read what nobody may.
    Hostile("locked-away.pdf", _locked, ("unreadable", None)),
)

ALL = (
    *PICTURES,
    *DISGUISED,
    *OLD,
    *TEXTS,
    *NAMES,
    Hostile("folder.pdf", lambda path: path.mkdir(), ("unreadable",), None),
    *(POSIX if sys.platform != "win32" else ()),
)
