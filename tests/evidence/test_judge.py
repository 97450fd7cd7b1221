"""What is found about a paper, code by code, and the verdict that follows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from paperkit import read
from scorekit import a_set, criterion, group
from scorekit import judged as stated

from dtiscore.evidence import findings
from dtiscore.evidence.judge import Circumstances, judged
from dtiscore.evidence.learnt import Document, Fault, Learnt
from dtiscore.evidence.paper import Paper, Verdict
from dtiscore.evidence.scan import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = date(2023, 11, 7)
SET = a_set(
    group(
        "g",
        criterion(
            "1.1",
            """
            facts: {n: {label: N, type: count}, plan: {label: Kế hoạch, type: yes_no}}
            rule: {kind: best, of: [
              {name: one, rule: {kind: count, fact: n, each: 1}},
              {name: two, rule: {kind: yes_no, fact: plan}}]}
            proof:
              - {id: minutes, label: Biên bản, types: [TB, BB], count_of: n, summary: [BC]}
              - {id: plan, label: Kế hoạch, types: [KH], within: in_force, for: plan}
              - {id: rules, label: Quy chế, types: [QC], for: plan, optional: yes,
                 within: {from: 2021-01-01, to: 2023-12-31}}
            """,
        ),
        stated("2.1", 10),
    )
)


def of(*papers: Paper, **at: Any) -> list[tuple[Verdict, list[str]]]:
    """Verdict and codes of each paper."""
    found = judged(Evidence(papers), SET, Circumstances(**at)).papers
    return [(paper.verdict, [each.code for each in paper.findings]) for paper in found]


def one(paper: Paper, **at: Any) -> tuple[str, list[str]]:
    ((verdict, found),) = of(paper, **at)
    return verdict.value, found


def content(kind: str | None = "application/pdf", *faults: Fault, **said: Any) -> Learnt:
    return Learnt("1" * 64, 10, kind, 1, faults, Document(**said))


SOUND: dict[str, Any] = {"number": "118", "symbol": "TB-SGTVT", "issuer": "Sở Giao thông vận tải"}


def test_a_sound_paper_is_accepted_without_a_word() -> None:
    assert one(read(day=DAY, **SOUND)) == ("accepted", [])


# --- the file ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "verdict", "code"),
    [
        (Fault.EMPTY, "rejected", "empty"),
        (Fault.UNREADABLE, "rejected", "unreadable"),
        (Fault.TRUNCATED, "rejected", "unreadable"),
        (Fault.TOO_SLOW, "rejected", "unreadable"),
        (Fault.ENCRYPTED, "rejected", "encrypted"),
        (Fault.TOO_LARGE, "rejected", "too-large"),
        (Fault.ARCHIVE_BOMB, "rejected", "archive-bomb"),
        (Fault.MACRO, "doubtful", "macro"),
        (Fault.SCAN, "accepted", "scan-without-text"),
    ],
)
def test_each_fault_of_the_bytes_has_its_finding(fault: Fault, verdict: str, code: str) -> None:
    paper = read(day=DAY, learnt=content("application/pdf", fault), **SOUND)
    assert one(paper) == (verdict, [code])


def test_every_fault_has_a_finding() -> None:
    assert set(findings.OF_FAULT) == set(Fault)


@pytest.mark.parametrize(
    ("name", "kind", "verdict", "found"),
    [
        ("a.pdf", "application/pdf", "accepted", []),
        ("A.PDF", "application/pdf", "accepted", []),
        ("a.jpg", "image/jpeg", "accepted", []),
        ("a.JPEG", "image/jpeg", "accepted", []),
        ("a.docx", "application/pdf", "doubtful", ["extension-mismatch"]),
        ("a", "application/pdf", "doubtful", ["extension-mismatch"]),
        ("a.pdf.docx", "application/pdf", "doubtful", ["extension-mismatch"]),
        ("a.pdf", "application/zip", "rejected", ["extension-mismatch"]),
        ("a.exe", "application/x-msdownload", "rejected", ["extension-mismatch"]),
        ("a.pdf", None, "accepted", []),
    ],
)
def test_the_true_kind_against_the_ending(
    name: str, kind: str | None, verdict: str, found: list[str]
) -> None:
    assert one(read(name, day=DAY, learnt=content(kind), **SOUND)) == (verdict, found)


def test_an_empty_file_that_was_not_read() -> None:
    paper = Paper("evidence/2023/1.1/a.pdf", "1.1", verdict=Verdict.REJECTED)
    assert one(paper) == ("rejected", ["empty"])


# --- the document -----------------------------------------------------------------------------


def test_a_draft_is_rejected() -> None:
    assert one(read(day=DAY, draft=True, **SOUND)) == ("rejected", ["draft"])


def test_number_and_date_are_missed_only_in_what_was_read() -> None:
    assert one(read()) == ("doubtful", ["no-number", "no-date"])
    assert one(read(kind="BB", day=DAY)) == ("accepted", [])
    assert one(read(kind=None)) == ("accepted", [])
    assert one(Paper("evidence/2023/1.1/a.pdf", "1.1", type="TB")) == ("accepted", [])


@pytest.mark.parametrize(
    ("as_of", "found"),
    [(date(2023, 11, 6), ["future-date"]), (DAY, []), (date(2024, 1, 1), []), (None, [])],
)
def test_a_day_to_come(as_of: date | None, found: list[str]) -> None:
    verdict = "doubtful" if found else "accepted"
    assert one(read(day=DAY, **SOUND), as_of=as_of) == (verdict, found)


@pytest.mark.parametrize(
    ("symbol", "issuer", "verdict", "found"),
    [
        ("KH-UBND", "Sở Giao thông vận tải", "rejected", ["symbol-issuer-mismatch"]),
        ("KH-UBND", "SỞ GTVT", "rejected", ["symbol-issuer-mismatch"]),
        ("KH-UBND", "UBND TỈNH ĐẮK NÔNG", "accepted", []),
        ("KH-SGTVT", "Sở Giao thông vận tải", "accepted", []),
        ("KH-SGTVT", "Sở Thông tin và Truyền thông", "doubtful", ["symbol-issuer-mismatch"]),
        ("KH-SGTVT", "sgtvt", "accepted", []),
        ("KH-sgtvt", "Sở Giao thông vận tải", "accepted", []),
        ("KH-UBND", None, "accepted", []),
        ("KH", "Sở Giao thông vận tải", "accepted", []),
    ],
)
def test_the_symbol_against_the_issuer(
    symbol: str, issuer: str | None, verdict: str, found: list[str]
) -> None:
    paper = read(kind="KH", day=DAY, number="35", symbol=symbol, issuer=issuer)
    assert one(paper) == (verdict, found)


@pytest.mark.parametrize(
    ("kind", "symbol", "found"),
    [
        ("TB", "KH-SGTVT", ["type-symbol-mismatch"]),
        ("KH", "KH-SGTVT", []),
        ("CV", "SGTVT-VP", []),
        ("NĐ", "2020/NĐ-CP", []),
        ("QĐ", "QD-SGTVT", []),
        (None, "KH-SGTVT", []),
    ],
)
def test_the_type_against_the_symbol(kind: str | None, symbol: str, found: list[str]) -> None:
    paper = read(kind=kind, day=DAY, number="5", symbol=symbol)
    assert one(paper)[1] == found


NAMED = "118-TB-SGTVT_2023-11-07_hop.pdf"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (NAMED, []),
        ("0118-TB-SGTVT_2023-11-07.pdf", []),
        ("118-tb-SGTVT_2023-11-07.pdf", []),
        ("119-TB-SGTVT_2023-11-07.pdf", ["name-differs"]),
        ("118-KH-SGTVT_2023-11-08.pdf", ["name-differs", "name-differs"]),
        ("hop.pdf", []),
    ],
)
def test_a_name_that_says_otherwise_than_the_document(name: str, found: list[str]) -> None:
    learnt = content(number="118", symbol="TB-SGTVT", date=DAY)
    paper = read(name, day=DAY, number="118", symbol="TB-SGTVT", learnt=learnt)
    assert one(paper) == ("accepted", found)


def test_what_is_stated_settles_what_name_and_document_dispute() -> None:
    learnt = content(number="118", symbol="TB-SGTVT", date=DAY)
    paper = read("119-TB-SGTVT.pdf", day=DAY, number="120", symbol="TB-SGTVT", learnt=learnt)
    assert one(paper) == ("accepted", ["stated-differs"])


# --- beside others ----------------------------------------------------------------------------


def test_what_was_locked_and_is_another_file_now() -> None:
    paper = read(day=DAY, **SOUND)
    locked = {paper.path: "2" * 64}
    assert one(paper, locked=locked, locked_on=DAY) == ("doubtful", ["changed-since-lock"])
    assert one(paper, locked={paper.path: "1" * 64}, locked_on=DAY) == ("accepted", [])
    assert one(paper, locked={"other.pdf": "2" * 64}, locked_on=DAY) == ("accepted", [])


@pytest.mark.parametrize(
    ("kind", "slot", "verdict"),
    [
        ("TB", None, "doubtful"),
        ("KH", None, "accepted"),
        ("KH", "plan", "accepted"),
        ("KH", "minutes", "doubtful"),
        ("QC", None, "accepted"),
        (None, None, "doubtful"),
    ],
)
def test_a_paper_of_the_period_before(kind: str | None, slot: str | None, verdict: str) -> None:
    """What is in force may prove again, and so may what a slot takes from days before."""
    paper = read(kind=kind, day=DAY, slot=slot, number="1", symbol=f"{kind}-SGTVT")
    before = {"1" * 64: "evidence/2022/1.1/old.pdf"}
    assert one(paper, before=before) == (verdict, ["reused-from-last-period"])
    assert one(paper, before={"2" * 64: "x"}) == ("accepted", [])


def test_what_covers_more_than_a_paper_of_its_type_can() -> None:
    assert one(read(day=DAY, covers={"n": 4}, **SOUND)) == ("doubtful", ["overcounted"])
    assert one(read(day=DAY, covers={"n": 1}, **SOUND)) == ("accepted", [])
    report = read(kind="BC", day=DAY, covers={"n": 4}, number="1", symbol="BC-SGTVT")
    assert one(report) == ("accepted", [])


# --- by hand ----------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_by_hand_stands_and_the_findings_stay(verdict: Verdict) -> None:
    paper = read(day=DAY, draft=True, by_hand=verdict, reason="Đã đối chiếu", **SOUND)
    assert one(paper) == (verdict.value, ["draft", "overruled"])


def test_codes_are_kebab_case_and_every_one_has_a_reason() -> None:
    problems: Iterable[Any] = [p for name, p in vars(findings).items() if name.isupper()]
    listed = [p for p in problems if hasattr(p, "code")]
    assert len({p.code for p in listed}) >= 24
    assert all(p.code == p.code.lower() and " " not in p.code and p.text for p in listed)
