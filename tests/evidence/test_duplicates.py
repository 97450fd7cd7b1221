"""Papers that are one and the same: which counts, wherever it lies and whatever it is called."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperkit import read
from randomsets import Case, cases, quick
from scorekit import a_set, criterion, group, said_of, score_of

from dtiscore.analysis.index import index
from dtiscore.evidence.judge import Circumstances, judged
from dtiscore.evidence.learnt import Learnt
from dtiscore.evidence.paper import Paper, Verdict
from dtiscore.evidence.scan import Evidence
from dtiscore.model.facts import type_facts
from dtiscore.scoring.engine import Scoring, score
from dtiscore.scoring.offers import Papers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn

    from dtiscore.scoring.tree import ScoreTree

D1, D2, NEXT_YEAR = date(2023, 2, 3), date(2023, 5, 6), date(2024, 2, 3)


TWO_SLOTS = """
facts: {n: {label: N, type: count}}
rule: {kind: count, fact: n, each: 1}
proof: [{id: minutes, label: A, share: 1/2}, {id: plan, label: B, share: 1/2}]
"""
ANY = a_set(group("g", criterion("1.1", TWO_SLOTS), criterion("2.1", TWO_SLOTS)))


def said(*papers: Paper) -> dict[str, list[str]]:
    """By file name what is said of each that repeats another, with its gravity."""
    seen = judged(Evidence(papers), ANY, Circumstances())
    assessment = said_of("{'1.1': {facts: {n: 6}}, '2.1': {facts: {n: 6}}}")
    facts, _ = type_facts(ANY, assessment)
    serving = Papers(seen.by_criterion())
    tree = score(Scoring(ANY, assessment, facts, papers=serving))
    return {
        entry.paper.path.removeprefix("evidence/2023/"): found
        for entry in index(seen, tree)
        if (found := [f"{f.code} {f.severity}" for f in entry.findings if "duplicate" in f.code])
    }


REFUSED: dict[str, Any] = {"by_hand": Verdict.REJECTED, "reason": "Không dùng"}
OURS, THEIRS = "Sở Giao thông vận tải", "Sở Giáo dục, Thể thao và Văn hóa tỉnh"
FILE, DOCUMENT = "duplicate-file error", "duplicate-document error"
PUZZLE = "duplicate-document warning"
ELSEWHERE = "duplicate-file info"


# --- one file ---------------------------------------------------------------------------------


def test_a_copy_in_the_same_folder_counts_once() -> None:
    assert said(read("a.pdf"), read("b.pdf"), read("c.pdf", sha="2")) == {"1.1/b.pdf": [FILE]}


def test_the_best_copy_stays() -> None:
    sound: dict[str, Any] = {"day": D1, "number": "05", "symbol": "TB-SGTVT"}
    worse = read("a.pdf", by_hand=Verdict.DOUBTFUL, reason="Mờ", **sound)
    assert said(worse, read("b.pdf", **sound)) == {"1.1/a.pdf": [FILE]}
    by_hand = read("b.pdf", by_hand=Verdict.ACCEPTED, reason="Bản ký", **sound)
    assert said(read("a.pdf", **sound), by_hand) == {"1.1/a.pdf": [FILE]}
    assert said(read("a.pdf"), read("b.pdf", day=D1)) == {"1.1/a.pdf": [FILE]}
    assert said(read("a.docx"), read("b.pdf")) == {"1.1/a.docx": [FILE]}


def test_a_copy_that_no_slot_takes_stands_in_nobodys_way() -> None:
    """Whatever it is called, and whichever of the two is known better."""
    for wrong in (read("a.pdf", day=NEXT_YEAR), read("a.pdf", **REFUSED)):
        assert said(wrong, read("b.pdf", day=D1)) == {}
    assert said(doc("a.pdf", NEXT_YEAR), doc("b.pdf", None)) == {}


def test_copies_of_other_criteria_count_there() -> None:
    assert said(read(), read(criterion="2.1")) == {"2.1/a.pdf": [ELSEWHERE]}


def test_a_paper_that_serves_a_criterion_also_and_a_copy_there_count_once() -> None:
    wide = read("a.pdf", criterion="2.1", also=("1.1",))
    tree, _ = points([read("b.pdf"), wide])
    assert [c.provable for c in tree.criteria] == [1, 1]


def test_a_chain_of_copies_leaves_one_in_each_criterion() -> None:
    papers = [
        read("a.pdf"),
        read("b.pdf", criterion="2.1", also=("1.1",)),
        read("c.pdf", criterion="2.1"),
    ]
    tree, _ = points(papers)
    assert [c.provable for c in tree.criteria] == [1, 1]


def test_copies_accepted_by_hand_count_once_all_the_same() -> None:
    papers = [read(f"{n}.pdf", by_hand=Verdict.ACCEPTED, reason="Đã xem") for n in "abc"]
    assert [c.provable for c in points(papers)[0].criteria] == [1, 0]


def test_two_slots_chosen_by_hand_may_each_have_their_copy() -> None:
    one, two = read("minutes/x.pdf", slot="minutes"), read("plan/x.pdf", slot="plan")
    assert said(one, two) == {}
    assert said(one, two, read("c.pdf"))["1.1/c.pdf"] == [FILE]
    assert said(one, two, read("minutes/y.pdf", slot="minutes"))["1.1/minutes/y.pdf"] == [FILE]


def test_another_copy_chosen_by_hand_takes_nothing_from_a_free_one() -> None:
    text = TWO_SLOTS.replace("share: 1/2}, {", "share: 4/5}, {").replace("1/2", "1/5")
    three = text.replace("share: 1/5}", "share: 1/10}, {id: more, label: C, share: 1/10}")
    the_set = a_set(group("g", criterion("1.1", three)))
    free, plan, more = (
        read("a.pdf"),
        read("plan/b.pdf", slot="plan"),
        read("more/c.pdf", slot="more"),
    )
    for papers in ([free], [free, plan], [free, plan, more]):
        tree = score_of(the_set, "{'1.1': {facts: {n: 10}}}", papers)
        assert tree.by_id["1.1"].provable == 8, "the free one proves four fifths"


def test_empty_files_and_files_that_could_not_be_read_are_no_copies() -> None:
    empty = Learnt("0" * 64, 0)
    assert said(read("a.pdf", learnt=empty), read("b.pdf", learnt=empty)) == {}
    unknown = Learnt("", 10)
    assert said(read("a.pdf", learnt=unknown), read("b.pdf", learnt=unknown)) == {}


# --- one document -----------------------------------------------------------------------------


def doc(name: str, day: date | None = D1, issuer: str | None = OURS, **keys: Any) -> Paper:
    """One of the files of the document 05/TB-SGTVT."""
    given_: dict[str, Any] = {"number": "05", "symbol": "TB-SGTVT", "issuer": issuer, **keys}
    return read(name, day=day, sha=name[0], **given_)


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (doc("a.pdf"), doc("b.pdf"), DOCUMENT),
        (doc("a.pdf"), doc("b.pdf", number="5"), DOCUMENT),
        (doc("a.pdf"), doc("b.pdf", symbol="tb-sgtvt"), DOCUMENT),
        (doc("a.pdf"), doc("b.pdf", issuer=None), DOCUMENT),
        (doc("a.pdf"), doc("b.pdf", None), DOCUMENT),
        (doc("a.pdf"), doc("b.pdf", issuer=THEIRS), None),
        (doc("a.pdf"), doc("b.pdf", NEXT_YEAR), None),
        (doc("a.pdf"), doc("b.pdf", number="6"), None),
        (doc("a.pdf"), doc("b.pdf", number=None), None),
        (doc("a.pdf"), doc("b.pdf", criterion="2.1"), None),
        (doc("a.pdf"), doc("b.pdf", D2, **REFUSED), None),
        (doc("a.pdf", slot="minutes"), doc("b.pdf", slot="plan"), None),
    ],
)
def test_one_document_in_two_files(one: Paper, two: Paper, found: str | None) -> None:
    name = two.path.removeprefix("evidence/2023/")
    assert said(one, two) == ({} if found is None else {name: [found]})


def test_one_number_on_two_days_leaves_both_in_doubt() -> None:
    """Neither is known to be the right one, so no name may decide which counts."""
    assert said(doc("a.pdf"), doc("b.pdf", D2)) == {"1.1/a.pdf": [PUZZLE], "1.1/b.pdf": [PUZZLE]}


def test_what_is_less_known_never_hides_two_bodies_documents() -> None:
    ours, theirs, unknown = (
        doc("b.pdf", issuer=OURS),
        doc("c.pdf", issuer=THEIRS),
        doc("a.pdf", issuer=None),
    )
    assert said(unknown, ours, theirs) == {"1.1/a.pdf": [DOCUMENT]}


def test_a_copy_of_a_file_and_another_file_of_the_same_document_count_once() -> None:
    """One content in 1.1 and in 2.1, and in 2.1 a second scan of it."""
    same: dict[str, Any] = {"sha": "1", "number": "05", "symbol": "TB-SGTVT", "day": D1}
    papers = [
        read("a.pdf", **same),
        read("a.pdf", criterion="2.1", **same),
        read("b.pdf", criterion="2.1", **{**same, "sha": "2"}),
    ]
    assert [c.provable for c in points(papers)[0].criteria] == [1, 1]


# --- whatever the order and the names ---------------------------------------------------------

COUNTED = """
facts: {n: {label: N, type: count}}
rule: {kind: count, fact: n, each: 1}
proof: [{id: minutes, label: Biên bản, types: [TB, BB], count_of: n},
        {id: plan, label: Kế hoạch, types: [KH], optional: yes}]
"""
SHARED = a_set(
    group(
        "g",
        criterion("1.1", COUNTED),
        criterion("2.1", COUNTED.replace("{label: N, type: count}", "{same_as: 1.1.n}")),
    )
)
FACTS = "{'1.1': {facts: {n: 6}}}"


@st.composite
def heaps(draw: DrawFn) -> list[Paper]:
    """Few contents in many files of two criteria; what is known of a file is its content's."""
    contents: dict[str, dict[str, Any]] = {
        sha: {
            "kind": draw(st.sampled_from(["TB", "KH"])),
            "day": draw(st.sampled_from([D1, D2, None])),
            "number": draw(st.sampled_from(["05", "5", "6", None])),
            "symbol": draw(st.sampled_from(["TB-SGTVT", None])),
            "issuer": draw(st.sampled_from(["Sở", "Bộ", None])),
        }
        for sha in "abcd"
    }
    papers = []
    for sha in draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=6)):
        cid = draw(st.sampled_from(["1.1", "2.1"]))
        papers.append(
            read(
                sha=sha,
                criterion=cid,
                also=draw(st.sampled_from([(), ("1.1",), ("2.1",)])),
                slot=draw(st.sampled_from([None, None, "minutes", "plan"])),
                **contents[sha],
            )
        )
    return papers


def named(papers: Sequence[Paper], names: Sequence[str]) -> list[Paper]:
    return [
        paper._replace(path=f"evidence/2023/{paper.criterion}/{name}.pdf")
        for paper, name in zip(papers, names, strict=True)
    ]


def points(papers: Sequence[Paper]) -> tuple[ScoreTree, dict[str, list[str]]]:
    """The score, and which contents count for which criterion."""
    tree = _scored(judged(Evidence(tuple(papers)), SHARED, Circumstances()).by_criterion())
    counting = {
        c.id: sorted(
            placed.paper.learnt.sha256[0]
            for state in c.slots
            for placed in state.papers
            if placed.paper.learnt
        )
        for c in tree.criteria
    }
    return tree, {cid: shas for cid, shas in counting.items() if shas}


def _scored(serving: dict[str, tuple[Paper, ...]]) -> ScoreTree:
    assessment = said_of(FACTS)
    facts, _ = type_facts(SHARED, assessment)
    return score(Scoring(SHARED, assessment, facts, papers=Papers(serving)))


def amounts(tree: ScoreTree) -> list[object]:
    return [(c.provable, c.secure) for c in tree.criteria]


@quick
@given(heaps(), st.randoms(use_true_random=False))
def test_neither_order_nor_names_decide_what_counts(
    heap: list[Paper], chance: random.Random
) -> None:
    first = named(heap, [f"{n}" for n in range(len(heap))])
    names = [f"{n}" for n in range(len(heap))]
    chance.shuffle(names)
    second = named(heap, names)
    chance.shuffle(second)
    one, two = points(first), points(second)
    assert one[1] == two[1]
    assert amounts(one[0]) == amounts(two[0])


@quick
@given(heaps(), st.data())
def test_a_copy_more_changes_no_points(heap: list[Paper], data: st.DataObject) -> None:
    """A plain copy, beside the file it was made of."""
    papers = named(heap, [f"{n}" for n in range(len(heap))])
    copied = data.draw(st.sampled_from(papers))
    name = data.draw(st.sampled_from(["!", "~"]))
    copy = copied._replace(path=f"evidence/2023/{copied.criterion}/{name}.pdf")
    assert amounts(points(papers)[0]) == amounts(points([*papers, copy])[0])


@quick
@given(heaps())
def test_no_content_counts_twice_for_one_fact(heap: list[Paper]) -> None:
    papers = named(heap, [f"{n}" for n in range(len(heap))])
    tree, _ = points(papers)
    for one in tree.criteria:
        for state in one.slots:
            shas = [p.paper.learnt.sha256 for p in state.papers if p.paper.learnt]
            assert len(set(shas)) == len(shas)


@quick
@given(cases(), st.data())
def test_a_copy_never_takes_or_gives_points_in_any_set(case: Case, data: st.DataObject) -> None:
    """Any set, any papers, each with bytes of its own; then one is copied."""
    papers = tuple(
        paper._replace(learnt=Learnt(f"{n:064d}", 10), number=None)
        for n, paper in enumerate(case.papers)
    )
    if not papers:
        return
    copied = data.draw(st.sampled_from(papers))
    copy = copied._replace(path=f"{copied.path}/{data.draw(st.sampled_from('!~'))}")

    def scored(listed: tuple[Paper, ...]) -> list[object]:
        found = judged(Evidence(listed), case.criteria_set, Circumstances())
        serving = Papers(found.by_criterion())
        tree = score(replace(case.scoring, papers=serving))
        return [(c.claimed, c.provable, c.secure) for c in tree.criteria]

    assert scored(papers) == scored((*papers, copy))


def test_shared_facts_are_proved_in_each_criterion_by_the_one_paper() -> None:
    """Six meetings, one notice that serves both criteria, and a copy of it: one meeting each."""
    wide = read("a.pdf", day=D1, also=("2.1",))
    copy = read("b.pdf", day=D1, criterion="2.1")
    tree, _ = points([wide, copy])
    assert [c.provable for c in tree.criteria] == [1, 1]
    alone = score_of(SHARED, FACTS, [wide])
    assert [c.provable for c in alone.criteria] == [1, 1]


def test_what_a_copy_covers_elsewhere_makes_it_no_better_here() -> None:
    """The copy proves nine things of another criterion, and one of this."""
    text = """
    facts: {n: {label: N, type: count}}
    rule: {kind: count, fact: n, each: 1}
    proof: [{id: minutes, label: Biên bản, types: [TB], summary: [BC], count_of: n}]
    """
    the_set = a_set(group("g", criterion("1.1", text), criterion("2.1", text)))
    ours = read("a.pdf", day=D1, kind="BC", covers={"n": 4})
    copy = read("b.pdf", day=D1, kind="BC", criterion="2.1", also=("1.1",), covers={"n": 9})
    facts = "{'1.1': {facts: {n: 6}}, '2.1': {facts: {n: 9}}}"
    for papers in ([ours], [ours, copy], [copy, ours]):
        assert score_of(the_set, facts, papers).by_id["1.1"].provable == 4
