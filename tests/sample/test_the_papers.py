"""The papers of the sample: what they say, what is found about them, what rests on doubt."""

from __future__ import annotations

import importlib.util
import re
import sys
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from dtiscore import api
from dtiscore.analysis import index
from dtiscore.analysis.intime import Supply, supply
from dtiscore.evidence.paper import Verdict
from dtiscore.evidence.probe import probe
from workspaces import ROOT, sample_copy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import ModuleType

    from dtiscore.evidence.paper import Paper
    from dtiscore.scoring.tree import ScoreTree
    from dtiscore.workspace import Workspace

ANNOUNCED = date(2024, 5, 8)
EVIDENCE = "evidence/2023"

FOUND: Mapping[str, tuple[str, list[str]]] = {
    "1.1/402-GM-SGTVT_2023-09-12_moi-hop-chuyen-doi-so-quy-3.pdf": (
        "rejected",
        ["type-not-taken"],
    ),
    "1.3/scan-0007.pdf": ("accepted", ["scan-without-text"]),
    "1.4/column-screenshot/chuyen-muc-chuyen-doi-so.png": (
        "doubtful",
        ["extension-mismatch", "scan-without-text"],
    ),
    "1.4/digital-day-papers/51-KH-SGTVT_2022-09-26_huong-ung-ngay-chuyen-doi-so.pdf": (
        "rejected",
        ["out-of-period", "reused-from-last-period"],
    ),
    "1.5/12-BC-SGTVT_2023-05-19_hoi-nghi-pho-bien-chuyen-doi-so.pdf": (
        "doubtful",
        ["type-symbol-mismatch"],
    ),
    "2.1/35-KH-UBND_2023-04-19_ke-hoach-chuyen-doi-so-2023.pdf": (
        "rejected",
        ["symbol-issuer-mismatch"],
    ),
    "2.2/document-decision/scan-0012.pdf": ("accepted", ["scan-without-text"]),
    "2.5/92-BC-SGTVT_2023-09-18_chuyen-doi-so-quy-3.pdf": ("rejected", ["empty"]),
    "2.5/bao-cao-quy-2-gui-lai.pdf": ("rejected", ["duplicate-file"]),
    "2.6/soan-thao-bao-cao-126.docx": ("rejected", ["duplicate-document"]),
    "4.1/training-assignment/minh-chung-cu-di-hoc.zip": ("rejected", ["extension-mismatch"]),
    "4.6/du-thao-quy-che-thi-dua.docx": ("rejected", ["draft", "no-number"]),
    "5.1/115-QD-SGTVT_2023-10-12_phe-duyet-cap-do-he-thong-camera.pdf": (
        "rejected",
        ["issuer-not-demanded"],
    ),
    "5.6/commitment-list/danh-sach-ky-cam-ket.xlsm": ("doubtful", ["macro"]),
    "6.10/65-BC-SGTVT_2023-06-12_phan-anh-kien-nghi-quy-2.pdf": ("accepted", ["name-differs"]),
    "6.2/02-BC-SGTVT_2024-01-08_giai-quyet-thu-tuc-hanh-chinh-quy-4.pdf": (
        "doubtful",
        ["dated-after-event"],
    ),
    "6.5/item-screenshots/cac-muc-thong-tin-cong-khai.png": ("accepted", ["scan-without-text"]),
    "6.7/132-BC-SGTVT_2023-12-18_xu-ly-ho-so-cong-viec-nam-2023.pdf": (
        "rejected",
        ["unreadable"],
    ),
    "6.9/24-BB-KTHT_2023-09-21_ban-giao-du-lieu-cau.pdf": (
        "accepted",
        ["overruled", "symbol-issuer-mismatch"],
    ),
    "7.1/desk-assignment/39-TB-SGTVT_2022-04-12_phan-cong-huong-dan-nop-ho-so-truc-tuyen.pdf": (
        "accepted",
        ["reused-from-last-period"],
    ),
    "7.1/guide-copies/anh-chup-video-huong-dan.png": ("accepted", ["scan-without-text"]),
    "7.2/licence-report/127-BC-SGTVT_2023-12-11_quan-ly-cap-doi-giay-phep-lai-xe.pdf": (
        "rejected",
        ["encrypted"],
    ),
}
AT_RISK = {"1.4": "4.00", "1.5": "8.00", "5.6": "5.60", "6.2": "9.79"}
ISSUERS = {
    "SGTVT": "Sở Giao thông vận tải",
    "STTTT": "Sở Thông tin và Truyền thông",
    "HTXVT": "Hợp tác xã Vận tải minh họa",
    "CTVT": "Công ty Vận tải minh họa",
}
COUNTED = [
    ("1.5", "briefed"),
    ("1.5", "staff"),
    ("2.4", "tasks_done"),
    ("2.4", "tasks_planned"),
    ("2.6", "dx_spending"),
    ("3.1", "equipped"),
    ("5.2", "systems_protected"),
    ("5.3", "infected"),
]


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return api.load(ROOT)


@pytest.fixture(scope="module")
def tree(workspace: Workspace) -> ScoreTree:
    return api.score(workspace, ANNOUNCED)


@pytest.fixture(scope="module")
def entries(workspace: Workspace, tree: ScoreTree) -> tuple[index.Entry, ...]:
    return api.papers(workspace, tree, ANNOUNCED)


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """``tools/make_sample_evidence.py``."""
    tools = ROOT / "tools"
    sys.path.insert(0, str(tools))
    try:
        spec = importlib.util.spec_from_file_location(
            "make_sample_evidence", tools / "make_sample_evidence.py"
        )
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(tools))
    return module


def test_they_are_what_their_script_makes(maker: ModuleType) -> None:
    assert maker.check() == 0


def test_they_are_of_the_kinds_offices_use() -> None:
    kinds = {path.suffix for path in (ROOT / EVIDENCE).rglob("*") if path.is_file()}
    assert {".pdf", ".docx", ".xlsx", ".xlsm", ".png", ".zip", ".yaml"} == kinds


# --- what is found about them --------------------------------------------------------------------


def test_every_verdict_is_shown(entries: tuple[index.Entry, ...]) -> None:
    assert {entry.verdict for entry in entries} == set(Verdict)


def test_what_is_found_about_each(entries: tuple[index.Entry, ...]) -> None:
    found = {
        entry.paper.path.removeprefix(f"{EVIDENCE}/"): (
            entry.verdict.value,
            sorted(finding.code for finding in entry.findings),
        )
        for entry in entries
        if entry.findings
    }
    assert found == FOUND


def test_every_paper_without_a_fault_counts(entries: tuple[index.Entry, ...]) -> None:
    for entry in entries:
        assert entry.counts is (entry.verdict is not Verdict.REJECTED), entry.paper.path


def test_a_page_without_a_copy_proves_nothing(workspace: Workspace) -> None:
    (found,) = index.links(workspace.judged(ANNOUNCED))
    assert (found.code, found.place.file) == ("link-without-copy", f"{EVIDENCE}/6.5/evidence.yaml")
    assert len(workspace.evidence.links) == 2


def test_what_other_papers_name_may_be_found(workspace: Workspace, tree: ScoreTree) -> None:
    items = api.worklist(tree, ANNOUNCED, workspace.hints())
    named = {item.criterion.id for item in items if "is named in" in repr(item.text)}
    assert named == {"1.1", "3.5", "4.1", "5.6", "6.2"}


def test_who_was_asked_and_who_handed_in(workspace: Workspace, tree: ScoreTree) -> None:
    asked = workspace.evidence.asked
    states = {slot: supply(note, refused=False, as_of=ANNOUNCED) for slot, note in asked.items()}
    late = {slot for slot, state in states.items() if state is Supply.OVERDUE}
    assert late == {("6.6", "document-report"), ("7.4", "carrier-papers")}
    handed_in = {slot for slot, note in asked.items() if note.handed_in is not None}
    assert handed_in == {
        ("1.5", "briefing-papers"),
        ("5.2", "protection-report"),
        ("7.2", "licence-report"),
    }
    filled = {
        (criterion.id, state.slot.id)
        for criterion in tree.criteria
        for state in criterion.slots
        if state.fill.filled
    }
    assert handed_in & filled == {("5.2", "protection-report")}


# --- what rests on doubt --------------------------------------------------------------------------


def test_the_points_at_risk(tree: ScoreTree) -> None:
    risky = {c.id: str(c.at_risk) for c in tree.criteria if c.at_risk}
    assert risky == AT_RISK
    assert tree.at_risk == sum(map(Decimal, AT_RISK.values())) == Decimal("27.39")


def test_a_doubtful_paper_taken_away_costs_what_was_at_risk(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    before = api.score(api.load(folder), ANNOUNCED)
    for path, (verdict, _) in FOUND.items():
        if verdict == "doubtful":
            (folder / EVIDENCE / path).unlink()
            after = api.score(api.load(folder), ANNOUNCED)
            lost = before.total.provable - after.total.provable
            assert lost == Decimal(AT_RISK[path.partition("/")[0]]), path
            assert after.total.claimed == before.total.claimed
            before = after
    assert before.at_risk == 0


def test_a_rejected_paper_taken_away_costs_nothing(tmp_path: Path, tree: ScoreTree) -> None:
    folder = sample_copy(tmp_path)
    for path, (verdict, _) in FOUND.items():
        if verdict == "rejected":
            (folder / EVIDENCE / path).unlink()
    after = api.score(api.load(folder), ANNOUNCED)
    assert after.total == tree.total


def test_the_totals_of_the_notice_still_come_out(tree: ScoreTree) -> None:
    total = tree.total
    assert (total.final, total.claimed, total.provable, total.lost.proof) == (
        Decimal("633.56"),
        Decimal("851.49"),
        Decimal("641.73"),
        Decimal("209.76"),
    )
    groups = [tuple(map(str, (g.sums.claimed, g.sums.provable, g.sums.final))) for g in tree.groups]
    assert groups == [
        ("88.83", "67.50", "65.50"),
        ("99.53", "74.07", "74.07"),
        ("116.45", "92.80", "92.80"),
        ("99.15", "66.02", "66.02"),
        ("89.31", "77.98", "73.81"),
        ("249.30", "181.16", "181.16"),
        ("108.92", "82.20", "80.20"),
    ]


# --- what they say --------------------------------------------------------------------------------


def readable(maker: ModuleType) -> Iterator[tuple[str, dict[str, Any]]]:
    """The administrative papers whose text can be read, by path, with what the script was told."""
    wanted = yaml.safe_load((ROOT / "tools/sample_evidence.yaml").read_text(encoding="utf-8"))
    for criterion, said in wanted.items():
        for paper in said.get("papers", ()):
            unread = paper.keys() & {"scan", "empty", "password", "truncated"}
            if "symbol" in paper and not unread and paper.get("format") != "zip":
                yield f"{EVIDENCE}/{criterion}/{maker._made(paper).path}", paper


def test_each_is_read_as_it_was_written(workspace: Workspace, maker: ModuleType) -> None:
    papers: dict[str, Paper] = {paper.path: paper for paper in workspace.evidence.papers}
    checked = 0
    for path, said in readable(maker):
        learnt = papers[path].learnt
        assert learnt is not None, path
        read = learnt.document
        symbol = sys.modules["sample_wording"].Symbol.of(said["symbol"])
        assert read.number == (f"{said['number']:02}" if "number" in said else None), path
        assert read.symbol == said["symbol"], path
        assert read.type == said.get("type", symbol.kind or "CV"), path
        assert read.issuer == ISSUERS[said.get("issuer", symbol.issuer)], path
        assert (read.date, read.place) == (said["date"], "Đắk Nông"), path
        assert read.subject is not None, path
        assert read.subject.casefold() == said["subject"].casefold(), path
        default = "CHỦ TRÌ" if read.type == "BB" else "GIÁM ĐỐC"
        assert read.signer_post == said.get("signer", default).splitlines()[-1], path
        assert read.draft is said.get("draft", False), path
        checked += 1
    assert checked >= 45


def test_each_says_that_it_is_illustrative(maker: ModuleType) -> None:
    for path in sorted((ROOT / "evidence").rglob("*")):
        if path.suffix in {".pdf", ".docx", ".xlsx", ".xlsm"}:
            text = probe(path).text
            assert not text or "TÀI LIỆU MINH HỌA" in text, path


@pytest.mark.parametrize(("criterion", "fact"), COUNTED)
def test_a_paper_mentions_what_it_proves(tree: ScoreTree, criterion: str, fact: str) -> None:
    value = tree.by_id[criterion].facts[fact]
    texts = [probe(path).text for path in (ROOT / EVIDENCE / criterion).rglob("*.pdf")]
    assert any(re.search(rf"\b0?{value}\b", text) for text in texts)
