"""Archives and office files that mean harm."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from corpus import ANY, Hostile

_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{_OFFICE}wordprocessingml.document"
XLSX = f"{_OFFICE}spreadsheetml.sheet"
ZIP = "application/zip"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LAUGHS = "".join(
    f'<!ENTITY l{level} "{f"&l{level - 1};" * 10 if level else "ha ha ha"}">' for level in range(12)
)
LAUGHS = f"<!DOCTYPE x [{_LAUGHS}]>"
FOREIGN = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
ELSEWHERE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


@dataclass
class Part:
    """A member of an archive, which may lie about itself."""

    name: str
    content: bytes = b""
    packed: bytes | None = None
    size: int | None = None
    method: int = 8
    flags: int = 0
    at: int | None = None


def archive(parts: list[Part], *, end: bool = True) -> bytes:
    out, directory = bytearray(), bytearray()
    for part in parts:
        name, crc = part.name.encode(), zlib.crc32(part.content)
        packer = zlib.compressobj(wbits=-15)
        packed = part.packed if part.packed is not None else packer.compress(part.content)
        packed += packer.flush() if part.packed is None else b""
        size = len(part.content) if part.size is None else part.size
        place = len(out) if part.at is None else part.at
        numbers = (20, part.flags, part.method, 0, 0x21, crc, len(packed), size, len(name), 0)
        if part.at is None:
            out += b"PK\3\4" + struct.pack("<HHHHHIIIHH", *numbers) + name + packed
        directory += b"PK\1\2" + struct.pack("<HHHHHHIIIHH", 20, *numbers)
        directory += struct.pack("<HHHII", 0, 0, 0, 0, place) + name
    tail = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(out), 0)
    return bytes(out + directory + b"PK\5\6" + tail) if end else bytes(out)


def zeros(megabytes: int) -> bytes:
    """Packed zeros, without packing them all."""
    packer = zlib.compressobj(wbits=-15)
    first = packer.compress(b"\0" * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b"\0" * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * (megabytes - 1) + packer.flush()


def types(main: str) -> Part:
    text = f'<Types><Override PartName="/x" ContentType="application/{main}+xml"/></Types>'
    return Part("[Content_Types].xml", text.encode())


WORD = types("vnd.openxmlformats-officedocument.wordprocessingml.document.main")
BOOK = types("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main")
BODY = "<w:document {}><w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"
_FINE = BODY.format(W, "Harmless text")
FINE = Part("word/document.xml", _FINE.encode())
_SHEET = Part(
    "xl/worksheets/sheet1.xml",
    f'<worksheet {S}><sheetData><row><c t="s"><v>0</v></c><c><v>12.5</v></c></row>'
    "</sheetData></worksheet>".encode(),
)


def docx(xml: str | bytes, *more: Part, first: Part = WORD) -> bytes:
    content = xml if isinstance(xml, bytes) else xml.encode()
    return archive([first, Part("word/document.xml", content), *more])


def xlsx(strings: str, *more: Part) -> bytes:
    return archive([BOOK, _SHEET, Part("xl/sharedStrings.xml", strings.encode()), *more])


def word(body: str, before: str = "") -> bytes:
    return docx(before + BODY.format(W, body))


def nested(levels: int) -> bytes:
    content = archive([Part("a.txt", b"a")])
    for _ in range(levels):
        content = archive([Part("inner.zip", content)])
    return content


def embedded(levels: int) -> Part:
    inner = archive([BOOK, _SHEET])
    for _ in range(levels):
        inner = archive([BOOK, Part("xl/embeddings/book.xlsx", inner)])
    return Part("word/embeddings/book.xlsx", inner)


_LYING = Part("xl/sharedStrings.xml", b"", zeros(300), size=1_000)
_MANY = [Part(f"word/{number}.xml", packed=b"", method=0) for number in range(10_000)]
_GOOD = docx(_FINE)
_FLAT = Part("word/document.xml", packed=zeros(300), size=300 << 20)

BOMBS = (
    Hostile("flat-bomb.docx", archive([WORD, _FLAT]), ("archive-bomb",)),
    Hostile(
        "ratio-bomb.docx",
        archive([WORD, Part("word/a.xml", packed=zeros(30), size=30 << 20)]),
        ("archive-bomb",),
    ),
    Hostile("lying-bomb.xlsx", archive([BOOK, _SHEET, _LYING]), ("archive-bomb",), XLSX),
    Hostile(
        "lying-bomb.docx",
        archive([WORD, Part("word/document.xml", packed=zeros(300), size=9)]),
        ("archive-bomb", "unreadable"),
        DOCX,
    ),
    Hostile(
        "lying-types.docx",
        archive([Part("[Content_Types].xml", packed=zeros(100), size=9), FINE]),
        ("archive-bomb",),
    ),
    Hostile(
        "promises-more.docx",
        archive([WORD, Part("word/document.xml", _FINE.encode(), size=9_999)]),
        ("unreadable",),
        DOCX,
    ),
    Hostile("nested.docx", docx(_FINE, Part("word/inner.zip", nested(5))), ("archive-bomb",)),
    Hostile("chart-with-its-book.docx", docx(_FINE, embedded(0)), (None,), DOCX, "Harmless"),
    Hostile("book-in-book-in-book.docx", docx(_FINE, embedded(2)), ("archive-bomb",)),
    Hostile(
        "overlapping.docx",
        archive(
            [
                WORD,
                FINE,
                *(Part(f"word/{n}.xml", packed=b"a" * 40, method=0, at=20) for n in range(100)),
            ]
        ),
        ("archive-bomb",),
    ),
    Hostile("ten-thousand-members.docx", archive([WORD, FINE, *_MANY]), ("archive-bomb",)),
    Hostile("ten-thousand-members.xlsx", archive([BOOK, _SHEET, *_MANY]), ("archive-bomb",)),
    Hostile(
        "endless-paragraphs.docx",
        docx(f"<w:document {W}>{'<w:p/>' * 100_000}</w:document>"),
        (None,),
        DOCX,
    ),
    Hostile(
        "one-endless-attribute.docx", docx(f'<w:document {W} a="{"x" * 2_000_000}"/>'), (ANY,), ANY
    ),
    Hostile("one-endless-line.docx", word("x" * 2_000_000), (None,), DOCX),
    Hostile(
        "endless-repeats.ods",
        archive(
            [
                Part("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                Part(
                    "content.xml",
                    b'<c xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:x='
                    b'"urn:oasis:names:tc:opendocument:xmlns:text:1.0"><t:table-row '
                    b't:number-rows-repeated="1048576"><t:table-cell '
                    b't:number-columns-repeated="16384"><x:p>once</x:p></t:table-cell>'
                    b"</t:table-row></c>",
                ),
            ]
        ),
        (None,),
        "application/vnd.oasis.opendocument.spreadsheet",
        "once",
    ),
)

XML = (
    Hostile("deep.docx", docx(f"<w:document {W}>{'<w:p>' * 100_000}"), ("unreadable",), DOCX),
    Hostile("deep-unknown.docx", docx("<a>" * 100_000 + "</a>" * 100_000), ("unreadable",), DOCX),
    Hostile("deep.xlsx", xlsx("<sst>" + "<si>" * 100_000), ("unreadable",), XLSX),
    Hostile("laughs.docx", word("&l11;", LAUGHS), ("unreadable",), DOCX),
    Hostile(
        "laughs.xlsx", xlsx(f"{LAUGHS}<sst {S}><si><t>&l11;</t></si></sst>"), ("unreadable",), XLSX
    ),
    Hostile(
        "laughs.svg",
        f'{LAUGHS}<svg xmlns="http://www.w3.org/2000/svg"><text>&l11;</text></svg>'.encode(),
        ("unreadable",),
    ),
    Hostile("foreign.docx", word("&e;", FOREIGN), ("unreadable",), DOCX),
    Hostile(
        "foreign.xlsx", xlsx(f"{FOREIGN}<sst {S}><si><t>&e;</t></si></sst>"), ("unreadable",), XLSX
    ),
    Hostile(
        "foreign.svg",
        f'<?xml version="1.0"?>{FOREIGN}<svg><text>&e;</text></svg>'.encode(),
        ("unreadable",),
        "image/svg+xml",
    ),
    Hostile("elsewhere.docx", word("&e;", ELSEWHERE), ("unreadable",), DOCX),
    Hostile("unknown-entity.docx", word("&e;"), ("unreadable",), DOCX),
    Hostile("unclosed.docx", docx(f"<w:document {W}><w:p>"), ("unreadable",), DOCX),
    Hostile(
        "unknown-encoding.docx",
        docx('<?xml version="1.0" encoding="x-none"?><a/>'),
        ("unreadable",),
        DOCX,
    ),
    Hostile(
        "utf-16.docx", docx(b"\xff\xfe" + _FINE.encode("utf-16-le")), (None,), DOCX, "Harmless"
    ),
    Hostile("no-document.docx", archive([WORD]), ("unreadable",), DOCX),
    Hostile(
        "string-number-999999999.xlsx",
        archive(
            [
                BOOK,
                Part("xl/worksheets/sheet1.xml", b'<w><row><c t="s"><v>99999999</v></c></row></w>'),
                Part("xl/sharedStrings.xml", b"<sst/>"),
            ]
        ),
        (None,),
        XLSX,
    ),
)

ZIPS = (
    Hostile("cut.docx", _GOOD[:200], ("truncated",)),
    Hostile("no-directory.docx", archive([WORD, FINE], end=False), ("truncated",)),
    Hostile("broken-directory.docx", _GOOD[:-15] + b"\xff" * 15, (ANY,)),
    Hostile(
        "broken-part.docx",
        archive([WORD, Part("word/document.xml", packed=b"\xff" * 40, size=99)]),
        ("unreadable",),
        DOCX,
    ),
    Hostile(
        "unknown-packing.docx",
        docx(_FINE, first=Part(WORD.name, WORD.content, method=97)),
        ("unreadable",),
    ),
    Hostile(
        "locked-part.docx",
        docx(_FINE, first=Part(WORD.name, WORD.content, flags=1)),
        ("encrypted",),
    ),
    Hostile(
        "way-out.docx",
        docx(_FINE, Part("../../../../tmp/owned.txt", b"a"), Part("/etc/x", b"a")),
        (None,),
        DOCX,
        "Harmless",
    ),
    Hostile("twice-the-same-part.docx", docx(_FINE, FINE), (None,), DOCX, "Harmless"),
    Hostile(
        "locked.odt",
        archive(
            [
                Part("mimetype", b"application/vnd.oasis.opendocument.text"),
                Part("META-INF/manifest.xml", b"<m><encryption-data/></m>"),
                Part("content.xml", b"x"),
            ]
        ),
        ("encrypted",),
        "application/vnd.oasis.opendocument.text",
    ),
    Hostile("plain-zip.docx", archive([Part("a.txt", b"a")]), (None,), ZIP),
    Hostile("empty-zip.docx", archive([]), (None,), ZIP),
    Hostile("nested.zip", nested(50), (None,), ZIP),
    Hostile("zip-of-papers.zip", archive([Part("a.docx", _GOOD)]), (None,), ZIP),
    Hostile(
        "program.docm",
        docx(_FINE, first=types("vnd.ms-word.document.macroEnabled.main")),
        ("macro",),
        "application/vnd.ms-word.document.macroEnabled.12",
    ),
    Hostile(
        "program-in-disguise.docx", docx(_FINE, Part("word/vbaProject.bin", b"a")), ("macro",), DOCX
    ),
    Hostile(
        "program.xlsm", archive([types("vnd.ms-excel.sheet.macroEnabled.main"), _SHEET]), ("macro",)
    ),
    Hostile(
        "old-program.xlsx",
        archive([BOOK, _SHEET, Part("xl/macrosheets/sheet1.xml", b"<a/>")]),
        ("macro",),
        XLSX,
    ),
    Hostile(
        "program.pptm",
        archive([types("vnd.ms-powerpoint.presentation.macroEnabled.main")]),
        ("macro",),
    ),
)

ALL = (*BOMBS, *XML, *ZIPS)
