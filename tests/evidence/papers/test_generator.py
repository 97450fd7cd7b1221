"""The labelled papers themselves: read independently of what the tool reads with."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from held_out import HELD_OUT, write_held_out
from labelling import post_of
from make import differences
from paper_kinds import KINDS
from paper_spec import Dirt, Form, Layout, Paper
from papers import OFFICE_PAPERS, PAPERS
from pdf_papers import broken_syllables_pdf
from pypdf import PdfReader
from sheet import date_line, number_line
from writers import content_of, made_papers, write, write_all

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MIDDLE = 297.0
CLEAN = [paper for paper in PAPERS if not paper.dirt and paper.layout is not Layout.PDF_TWO_FONTS]
DECREE = {
    "NQ",
    "QĐ",
    "CT",
    "QC",
    "QyĐ",
    "TC",
    "TB",
    "HD",
    "CTr",
    "KH",
    "PA",
    "ĐA",
    "DA",
    "BC",
    "BB",
    "TTr",
    "HĐ",
    "CV",
    "CĐ",
    "BGN",
    "BTT",
    "GUQ",
    "GM",
    "GGT",
    "GNP",
    "PG",
    "PC",
    "PB",
}


# --- an independent reader --------------------------------------------------------------------


def texts(path: Path) -> list[str]:
    """What stands in a file, read in every order that is a fair one."""
    found = _docx(path) if path.suffix == ".docx" else _pdf(path)
    return [_plain(text) for text in found]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _docx(path: Path) -> list[str]:
    """Once by row, and once by the columns of its tab stops."""
    with zipfile.ZipFile(path) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314  our own file
    paragraphs = []
    for paragraph in root.iter(f"{_W}p"):
        parts = []
        for one in paragraph.iter():
            if one.tag == f"{_W}t":
                parts.append(one.text or "")
            elif one.tag == f"{_W}tab" and not one.attrib:
                parts.append("\t")
            elif one.tag == f"{_W}br":
                parts.append(" ")
        paragraphs.append("".join(parts))
    columns = [" ".join(_column(text, n) for text in paragraphs) for n in (1, 2)]
    return [" ".join(paragraphs), *columns]


def _column(text: str, number: int) -> str:
    cells = text.split("\t")
    return cells[number] if len(cells) > number else ""


def _pdf(path: Path) -> list[str]:
    """Once as the content stream has it, and once for each half of the page."""
    halves: tuple[list[str], list[str]] = ([], [])
    whole = []
    for page in PdfReader(path).pages:
        spans: list[tuple[float, float, str]] = []

        def keep(text: str, _cm: list[float], tm: list[float], _font: object, _size: float) -> None:
            spans.append((-tm[5], tm[4], text))  # noqa: B023  used within the turn

        whole.append(page.extract_text(visitor_text=keep))
        for _, x, text in sorted(spans, key=lambda span: span[:2]):
            halves[x > _MIDDLE].append(text)
    return [" ".join(whole), " ".join(halves[0]), " ".join(halves[1])]


def _written(paper: Paper) -> dict[str, str]:
    """The labels of a clean paper as they are drawn."""
    labels = paper.labels
    day = f"{paper.on.day:02}"
    month = f"{paper.on.month:02}" if paper.on.month < 3 or paper.minutes else str(paper.on.month)
    between = "-" if paper.issuer.party else "/"
    return {
        "number": f"{labels.number}{between}{labels.symbol}" if labels.number else "",
        "issuer": (labels.issuer or "").upper(),
        "place": f"{labels.place}, ngày" if labels.place else "",
        "date": f"ngày {day} tháng {month} năm {paper.on.year}" if labels.date else "",
        "subject": labels.subject or "",
        "signer_post": labels.signer_post or "",
    }


# --- the list ---------------------------------------------------------------------------------


def test_the_list_is_long_and_has_every_type() -> None:
    assert len(PAPERS) >= 84
    assert len(KINDS) == 29
    for papers in (PAPERS, OFFICE_PAPERS):
        assert {paper.kind.name for paper in papers} >= {kind.name for kind in KINDS}
        assert {paper.labels.type for paper in papers} >= {*DECREE, None}
    assert len(HELD_OUT) >= 12


def test_the_odd_symbols_are_there() -> None:
    symbols = {(paper.labels.number, paper.labels.symbol) for paper in PAPERS}
    assert symbols >= {
        ("30", "2020/NĐ-CP"),
        ("09", "NQ/TU"),
        ("12", "UBND-VX"),
        ("2390", "BTTTT-THH"),
        ("1397", "QĐ-UBND-HC"),
        ("2027", "QĐ-BNN-CĐS"),
        ("05", "KH-SGTVT"),
    }


def test_each_layout_form_and_kind_of_dirt_has_several_papers() -> None:
    everything = [*PAPERS, *OFFICE_PAPERS, *HELD_OUT]
    for layout in Layout:
        assert sum(paper.layout is layout for paper in everything) >= 7, layout
    for dirt in Dirt:
        assert sum(dirt in paper.dirt for paper in PAPERS) >= 3, dirt
    for form in Form:
        assert sum(paper.form is form for paper in PAPERS) >= 3, form


def test_names_are_unique_and_tell_nothing() -> None:
    names = [paper.name for paper in (*PAPERS, *OFFICE_PAPERS, *HELD_OUT)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"\d{3}-[a-z-]+", name) for name in names)


def test_what_a_form_hides_is_not_labelled() -> None:
    for paper in PAPERS:
        if Dirt.HAND_NUMBER in paper.dirt:
            assert paper.labels.number is None
            assert paper.labels.symbol is not None
        if Dirt.HAND_DATE in paper.dirt:
            assert paper.labels.date is None
        drafts = {Dirt.DRAFT_ABOVE, Dirt.DRAFT_BELOW}
        assert paper.labels.draft == bool(drafts & set(paper.dirt))


@pytest.mark.parametrize(
    ("form", "post"),
    [
        (Form.HEAD, "GIÁM ĐỐC"),
        (Form.DEPUTY, "PHÓ GIÁM ĐỐC"),
        (Form.BY_ORDER, "CHÁNH VĂN PHÒNG"),
        (Form.BY_ORDER_DEPUTY, "PHÓ CHÁNH VĂN PHÒNG"),
        (Form.ACTING, "Q. GIÁM ĐỐC"),
    ],
)
def test_the_post_is_that_of_who_signs(form: Form, post: str) -> None:
    paper = next(paper for paper in PAPERS if paper.issuer.code == "SGTVT")
    assert post_of(paper.kind, paper.issuer, form, 0) == post


# --- the files --------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", CLEAN, ids=lambda paper: paper.name)
def test_a_clean_paper_says_every_label(paper: Paper, tmp_path: Path) -> None:
    read = texts(write(paper, tmp_path).path)
    for field, text in _written(paper).items():
        assert any(_plain(text) in one for one in read), (field, text, read)


def test_made_and_held_out_papers_say_their_subject_and_post(tmp_path: Path) -> None:
    for drawn in [*made_papers(), *write_held_out(tmp_path)]:
        if drawn.paper.layout is Layout.OFFICE_PDF_TWO_FONTS:
            continue
        letters = "".join(" ".join(texts(drawn.path)).split()).casefold()
        for text in (drawn.paper.labels.subject, drawn.paper.labels.signer_post):
            assert "".join((text or "").split()).casefold() in letters, drawn.path.name


def test_a_held_out_paper_names_the_state_on_its_first_page(tmp_path: Path) -> None:
    for drawn in write_held_out(tmp_path):
        if drawn.path.suffix == ".pdf":
            first = PdfReader(drawn.path).pages[0].extract_text()
            assert "CỘNG HÒA" in unicodedata.normalize("NFC", first), drawn.path.name


@pytest.mark.parametrize(
    ("dirt", "shape"),
    [
        (Dirt.BLANK_BEFORE_SLASH, r"\w /\w"),
        (Dirt.BLANK_AFTER_DASH, r"\w- \w"),
        (Dirt.PLAIN_D, r"/(\d{4}/)?(Q|H|C)?DA?[-–]"),
        (Dirt.EN_DASH, r"\w– ?\w"),
        (Dirt.NO_BLANK, r"^Số:\w"),
        (Dirt.TWO_BLANKS, r"^Số:  \w"),
        (Dirt.NO_COLON, r"^Số \w"),
        (Dirt.BLANK_BEFORE_COLON, r"^Số : \w"),
        (Dirt.HARD_BLANKS, "^Số:\u00a0\\w"),
        (Dirt.HAND_NUMBER, r"^Số:?\s{5,}\W"),
    ],
)
def test_dirt_of_the_number_is_drawn(dirt: Dirt, shape: str) -> None:
    papers = [paper for paper in PAPERS if dirt in paper.dirt and paper.labels.symbol]
    assert papers
    for paper in papers:
        assert re.search(shape, number_line(paper)), number_line(paper)


@pytest.mark.parametrize(
    ("dirt", "shape"),
    [
        (Dirt.STRAY_BLANKS, r"\w , ngày  \d\d  tháng \d+   năm  \d{4}$"),
        (Dirt.CAPITAL_DAY, r", Ngày \d\d Tháng \d+ Năm \d{4}$"),
        (Dirt.ZEROS, r", ngày \d\d tháng \d\d năm"),
        (Dirt.NO_ZEROS, r", ngày [1-9]\d? tháng [1-9]\d? năm"),
        (Dirt.HAND_DATE, r", ngày [ …]+ tháng [ …]+ năm \d{4}$"),
        (Dirt.SLASHES, r", ngày \d\d/\d+/\d{4}$"),
        (Dirt.HARD_BLANKS, "ngày\u00a0\\d\\d\u00a0tháng"),
    ],
)
def test_dirt_of_the_date_is_drawn(dirt: Dirt, shape: str) -> None:
    papers = [paper for paper in PAPERS if dirt in paper.dirt]
    assert papers
    for paper in papers:
        assert re.search(shape, date_line(paper)), date_line(paper)


def test_marks_stand_in_the_file(tmp_path: Path) -> None:
    said = {
        Dirt.DRAFT_ABOVE: "DỰ THẢO",
        Dirt.DRAFT_BELOW: "(Dự thảo lần 2)",
        Dirt.INCOMING_STAMP: "ĐẾN Số: 4321",
        Dirt.SIGNED_BOX: "Thời gian ký: 27.11.2025",
        Dirt.ANNEX: "(Kèm theo",
        Dirt.MANY_RECEIVERS: "(b/c)",
        Dirt.DATE_IN_TEXT: "2025",
        Dirt.MANY_PAGES: "Tỷ lệ hồ sơ được xử lý trực tuyến",
    }
    for dirt, text in said.items():
        papers = [paper for paper in PAPERS if dirt in paper.dirt and not paper.minutes]
        paper = next(one for one in papers if one.layout is not Layout.PDF_TWO_FONTS)
        assert any(text in one for one in texts(write(paper, tmp_path).path)), dirt


def test_many_pages_are_more_than_two_and_numbered(tmp_path: Path) -> None:
    papers = [one for one in PAPERS if Dirt.MANY_PAGES in one.dirt]
    paper = next(one for one in papers if one.layout in {Layout.PDF_ROWS, Layout.PDF_COLUMNS})
    pages = PdfReader(write(paper, tmp_path).path).pages
    assert len(pages) >= 3
    assert [page.extract_text().split()[0] for page in pages[1:3]] == ["2", "3"]


def test_a_subject_in_capitals_is_drawn_so(tmp_path: Path) -> None:
    papers = [one for one in PAPERS if Dirt.CAPITALS in one.dirt]
    paper = next(one for one in papers if one.layout is Layout.DOCX_TABLE)
    assert _plain(paper.subject.upper()) in texts(write(paper, tmp_path).path)[0]


def test_apart_accents_are_in_the_file_as_they_are(tmp_path: Path) -> None:
    paper = next(one for one in PAPERS if Dirt.APART in one.dirt and one.layout.suffix == ".docx")
    with zipfile.ZipFile(write(paper, tmp_path).path) as archive:
        text = archive.read("word/document.xml").decode()
    assert unicodedata.normalize("NFD", "Độc lập") in text
    assert "Độc lập" not in text


def test_letters_of_a_second_font_come_after_their_line(tmp_path: Path) -> None:
    text = PdfReader(broken_syllables_pdf(tmp_path / "b.pdf")).pages[0].extract_text()
    assert "Số" not in text
    assert _plain(text).find(": 05/KH-SGTVT") < _plain(text).find("ố")
    assert "SGTVT" in text


def test_a_text_box_of_word_says_its_text_twice(tmp_path: Path) -> None:
    for layout, times in ((Layout.DOCX_BOXES, 2), (Layout.DOCX_VML, 1)):
        paper = next(one for one in CLEAN if one.layout is layout)
        with zipfile.ZipFile(write(paper, tmp_path).path) as archive:
            text = archive.read("word/document.xml").decode()
        assert text.count("Độc lập - Tự do - Hạnh phúc") == times


@pytest.mark.parametrize("layout", sorted({paper.layout for paper in PAPERS}))
def test_the_same_bytes_each_time(layout: Layout) -> None:
    paper = next(one for one in PAPERS if one.layout is layout)
    assert content_of(paper) == content_of(paper)


def test_another_process_draws_the_same_bytes(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    papers = PAPERS[:14]
    script = (
        "import sys; from pathlib import Path; from papers import PAPERS; import writers;"
        "writers.write_all(Path(sys.argv[1]), PAPERS[:14])"
    )
    subprocess.run([sys.executable, "-c", script, there], cwd=Path(__file__).parent, check=True)
    for drawn in write_all(here, papers):
        assert drawn.path.read_bytes() == (there / drawn.path.name).read_bytes()


def test_held_out_papers_are_the_same_each_time(tmp_path: Path) -> None:
    first = [drawn.path.read_bytes() for drawn in write_held_out(tmp_path)]
    assert [drawn.path.read_bytes() for drawn in write_held_out(tmp_path)] == first


def test_what_lies_ready_was_made_from_what_is_listed() -> None:
    assert differences() == []
