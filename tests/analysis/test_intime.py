"""Whether a missing paper can still be had: each day against each kind of slot."""

# Points are compared with whole numbers, which mypy takes for a slip within a tuple.
# mypy: no-strict-equality

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from randomsets import cases, quick
from scorekit import a_set, criterion, group, judged, paper, score_of, yes_no

from dtiscore.analysis.duties import UNASSIGNED, by_unit, losses, owed
from dtiscore.analysis.intime import Hints, Supply, supply
from dtiscore.analysis.worklist import Action, Item, ItemKind, unfilled, worklist
from dtiscore.evidence.learnt import Citation, Document, Learnt
from dtiscore.evidence.paper import Paper, Verdict
from dtiscore.i18n.language import language
from dtiscore.model.evidence_file import HandIn, Request, SlotNote
from dtiscore.model.units import Units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import DrawFn
    from randomsets import Case

    from dtiscore.scoring.tree import ScoreTree

DATES = {"collect_by": "2024-01-10", "submit_by": "2024-01-20"}
IN_TIME, LAST, AFTER, TOO_LATE = (
    date(2023, 5, 5),
    date(2023, 12, 31),
    date(2024, 1, 5),
    date(2024, 2, 1),
)
HAND_IN = date(2024, 1, 10)

YES = """
facts: {done: {label: Đã làm, type: yes_no}}
rule: {kind: yes_no, fact: done}
proof: [SLOT]
"""
ISSUED = """
facts: {done: {label: Ngày ban hành, type: date}}
rule: {kind: deadline, fact: done, due: 31/12}
proof: [SLOT]
"""
PLAN = "{id: s, label: Kế hoạch, types: [KH]}"
ANY = "{id: s, label: Ảnh chụp}"
QUARTERS = "{id: s, label: Báo cáo quý, types: [BC], each: quarter}"
IN_PART = "{id: s, label: Báo cáo quý, types: [BC], each: quarter, partial: yes}"
EARLY = "{id: s, label: Kế hoạch, types: [KH], within: {from: 2023-01-01, to: 2023-03-31}}"
DUE = "{id: s, label: Kế hoạch, types: [KH], due: 15/11}"
OVERDUE = "{id: s, label: Kế hoạch, types: [KH], due: 30/06}"
IN_FORCE = "{id: s, label: Kế hoạch, types: [KH], within: in_force}"
SHOWS = "{id: s, label: Kế hoạch, types: [KH], shows: {fact: done}}"


def tree_of(text: str, slot: str, fact: str = "yes", papers: Iterable[Paper] = ()) -> ScoreTree:
    the_set = a_set(group("g", criterion("1", text.replace("SLOT", slot))))
    return score_of(the_set, f"'1': {{facts: {{done: {fact}}}}}", papers, DATES)


def asked(tree: ScoreTree, day: date, hints: Hints | None = None) -> tuple[str, date | None]:
    """What to do about the only slot, and by when."""
    items = [item for item in worklist(tree, day, hints) if item.kind is ItemKind.PAPER]
    (item,) = items
    return item.action.value, item.due


def said(tree: ScoreTree, day: date, hints: Hints) -> str:
    return " ".join(language("en").text(item.text) for item in worklist(tree, day, hints))


@pytest.mark.parametrize(
    ("slot", "day", "word", "due"),
    [
        (PLAN, IN_TIME, "make", LAST),
        (PLAN, LAST, "make", LAST),
        (PLAN, AFTER, "find", HAND_IN),
        (PLAN, TOO_LATE, "find", None),
        (EARLY, date(2023, 3, 31), "make", date(2023, 3, 31)),
        (EARLY, date(2023, 4, 1), "find", HAND_IN),
        (DUE, IN_TIME, "make", date(2023, 11, 15)),
        (DUE, AFTER, "find", date(2023, 11, 15)),
        (ANY, IN_TIME, "make", LAST),
        (ANY, AFTER, "measure", HAND_IN),
        (ANY, TOO_LATE, "measure", None),
        (OVERDUE, date(2023, 6, 30), "make", date(2023, 6, 30)),
        (OVERDUE, date(2023, 11, 10), "make", date(2023, 6, 30)),
        (QUARTERS, date(2023, 3, 31), "make", LAST),
        (QUARTERS, date(2023, 4, 1), "lost", None),
        (QUARTERS, TOO_LATE, "lost", None),
        (IN_PART, date(2023, 3, 31), "make", LAST),
        (IN_PART, AFTER, "lost", None),
    ],
)
def test_each_day_against_each_slot(slot: str, day: date, word: str, due: date | None) -> None:
    assert asked(tree_of(YES, slot), day) == (word, due)


@pytest.mark.parametrize(
    ("day", "actions"),
    [
        (date(2023, 3, 31), ["make"]),
        (date(2023, 4, 1), ["lost", "explain"]),
        (date(2024, 1, 20), ["lost", "explain"]),
        (date(2024, 1, 21), ["lost"]),
    ],
)
def test_of_a_quarter_that_is_over_an_explanation_is_left_until_the_hand_in(
    day: date, actions: list[str]
) -> None:
    items = worklist(tree_of(YES, QUARTERS), day)
    assert [item.action.value for item in items] == actions
    assert sum(i.winnable for i in items) == (10 if actions == ["make"] else 0)
    if "lost" in actions:
        text = language("en").text(items[0].text)
        assert "I/2023" in text


def test_quarters_that_have_their_report_are_not_over() -> None:
    there = [paper("BC", f"2023-0{month}-20") for month in (2, 5)]
    tree = tree_of(YES, QUARTERS, papers=there)
    assert asked(tree, date(2023, 9, 30)) == ("make", LAST)
    assert asked(tree, date(2023, 10, 1)) == ("lost", None)


def test_a_draft_is_to_be_signed_while_it_may_be_issued() -> None:
    draft = paper("KH", "2023-05-05", draft=True, verdict=Verdict.REJECTED)
    tree = tree_of(YES, PLAN, papers=[draft])
    assert asked(tree, IN_TIME) == ("sign", LAST)
    assert "KH_2023-05-05.pdf" in said(tree, IN_TIME, Hints())
    assert asked(tree, AFTER)[0] == "find"


@pytest.mark.parametrize(
    ("stated", "day", "word"),
    [
        ("2023-04-19", date(2023, 4, 19), "find"),
        ("2023-04-19", date(2023, 4, 18), "make"),
        ("2023-04-19", AFTER, "find"),
    ],
)
def test_what_was_stated_to_be_issued_exists(stated: str, day: date, word: str) -> None:
    tree = tree_of(ISSUED, SHOWS, stated)
    assert asked(tree, day)[0] == word
    assert ("as stated" in said(tree, day, Hints())) is (word == "find")


def naming(*cited: Citation, kind: str = "BC", cid: str = "1") -> Paper:
    """A paper that names others."""
    learnt = Learnt("1" * 64, 1, document=Document(cited=cited))
    return paper(kind, "2023-06-06", criterion=cid, learnt=learnt)


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        (Citation("05", "KH-SGTVT", date(2023, 2, 3)), True),
        (Citation("05", "KH-SGTVT"), True),
        (Citation("05", "KH-SGTVT", date(2022, 2, 3)), False),
        (Citation("05", "KH-UBND", date(2023, 2, 3)), False),
        (Citation("05", "QĐ-SGTVT", date(2023, 2, 3)), False),
        (Citation("05", "SGTVT-VP", date(2023, 2, 3)), False),
        (Citation("09", "KH-SGTVT", date(2023, 2, 3)), False),
    ],
)
def test_what_another_paper_names_exists(cited: Citation, found: bool) -> None:  # noqa: FBT001
    """Unless it is of another time, type or body, or lies there already."""
    slot = PLAN.replace("types: [KH]", "types: [KH], issuers: [SGTVT]")
    held = paper("KH", "2021-02-02", number="9", symbol="KH-SGTVT", name="x.pdf")
    papers = (naming(cited), held)
    tree = tree_of(YES, slot, papers=papers)
    word, _ = asked(tree, IN_TIME, Hints(papers))
    assert word == ("find" if found else "make")
    if found:
        assert "05/KH-SGTVT is named in BC_2023-06-06.pdf" in said(tree, IN_TIME, Hints(papers))


def test_a_paper_of_another_criterion_gives_no_hint() -> None:
    papers = (naming(Citation("05", "KH-SGTVT"), cid="2"),)
    assert asked(tree_of(YES, PLAN), IN_TIME, Hints(papers))[0] == "make"


def test_no_past_day_is_named_as_one_until_which_a_paper_may_be_issued() -> None:
    tree, day = tree_of(YES, OVERDUE), date(2023, 11, 10)
    assert "may still be issued by 2023-12-31" in said(tree, day, Hints())
    assert "2023-06-30" in said(tree, date(2023, 6, 1), Hints())


@pytest.mark.parametrize("slot", [PLAN, ANY, DUE, EARLY, SHOWS])
def test_after_the_hand_in_it_is_the_council_s_to_take_it(slot: str) -> None:
    tree = tree_of(ISSUED, slot, "2023-04-19") if slot == SHOWS else tree_of(YES, slot)
    (item,) = worklist(tree, TOO_LATE)
    assert (item.winnable, item.due) == (10, None)
    assert "only if the council still takes it" in said(tree, TOO_LATE, Hints())
    assert "council" not in said(tree, date(2024, 1, 20), Hints())


LAST_YEAR = paper("BC", "2022-02-02", name="old.pdf")
DRAFT = paper("BC", "2023-10-20", draft=True, verdict=Verdict.REJECTED)


@pytest.mark.parametrize("hints", [Hints(), Hints(earlier={"1": (LAST_YEAR,)})])
@pytest.mark.parametrize("papers", [(), (DRAFT,)])
def test_neither_a_draft_nor_last_year_s_paper_saves_quarters_that_are_over(
    papers: tuple[Paper, ...], hints: Hints
) -> None:
    tree = tree_of(YES, QUARTERS, papers=papers)
    assert asked(tree, date(2023, 11, 10), hints) == ("lost", None)


def shares(tree: ScoreTree, day: date) -> list[tuple[str, Decimal, Decimal]]:
    return [(i.action.value, i.winnable, i.at_stake) for i in worklist(tree, day)]


def test_of_a_slot_that_counts_in_part_the_quarters_over_are_lost() -> None:
    tree = tree_of(YES, IN_PART)
    assert shares(tree, date(2023, 11, 10)) == [
        ("make", Decimal("2.5"), Decimal("2.5")),
        ("lost", 0, Decimal("7.5")),
        ("explain", 0, Decimal("7.5")),
    ]
    assert shares(tree, date(2023, 3, 31)) == [("make", 10, 10)]
    assert shares(tree, date(2023, 4, 1))[0] == ("make", Decimal("7.5"), Decimal("7.5"))
    assert shares(tree, AFTER) == [("lost", 0, 10), ("explain", 0, 10)]
    assert shares(tree, TOO_LATE) == [("lost", 0, 10)]
    some = tree_of(YES, IN_PART, papers=[paper("BC", "2023-02-02"), paper("BC", "2023-10-02")])
    assert shares(some, date(2023, 11, 10)) == [("lost", 0, 5), ("explain", 0, 5)]
    draft = tree_of(YES, IN_PART, papers=[DRAFT])
    assert shares(draft, date(2023, 11, 10))[0] == ("sign", Decimal("2.5"), Decimal("2.5"))


@pytest.mark.parametrize(
    ("slot", "day", "word", "points"),
    [
        (IN_PART, date(2023, 11, 10), "make", Decimal("2.5")),
        (IN_PART, AFTER, "explain", 10),
        (QUARTERS, date(2023, 11, 10), "explain", 10),
        (QUARTERS, TOO_LATE, "lost", 10),
        (PLAN, IN_TIME, "make", 10),
    ],
)
def test_a_slot_stands_once_among_those_not_filled(
    slot: str, day: date, word: str, points: Decimal
) -> None:
    (item,) = unfilled(worklist(tree_of(YES, slot), day))
    assert (item.action.value, item.at_stake) == (word, points)


@pytest.mark.parametrize(
    ("slot", "earlier", "word"),
    [
        (IN_FORCE, paper("KH", "2022-02-02"), "find"),
        (IN_FORCE, paper("QĐ", "2022-02-02"), "make"),
        (IN_FORCE, paper("KH", "2022-02-02", slot="other"), "make"),
        (IN_FORCE, paper("KH", "2022-02-02", slot="s"), "find"),
        (IN_FORCE, paper("KH", "2022-02-02", verdict=Verdict.REJECTED), "make"),
        (IN_FORCE, paper(None, None, name="x.pdf"), "make"),
        (IN_FORCE.replace("KH", "QD"), paper("QĐ", "2022-02-02"), "find"),
        (PLAN, paper("KH", "2022-02-02"), "make"),
        (QUARTERS, paper("BC", "2022-02-02"), "lost"),
    ],
)
def test_what_lay_there_in_the_period_before(slot: str, earlier: Paper, word: str) -> None:
    """It speaks for the paper only where one in force would do: else it is out of the period."""
    hints = Hints(earlier={"1": (earlier,)})
    assert asked(tree_of(YES, slot), IN_TIME, hints)[0] == word


def test_what_was_handed_in_is_to_be_found() -> None:
    note = SlotNote(handed_in=HandIn(on=date(2023, 3, 3)))
    hints = Hints(asked={("1", "s"): note})
    assert asked(tree_of(YES, PLAN), IN_TIME, hints)[0] == "find"
    assert "handed in on 2023-03-03" in said(tree_of(YES, PLAN), IN_TIME, hints)
    assert asked(tree_of(YES, QUARTERS), TOO_LATE, hints)[0] == "find"


ASKED = Request(of="van-phong", by=date(2023, 5, 4))


@pytest.mark.parametrize(
    ("note", "refused", "found"),
    [
        (None, False, Supply.NOT_ASKED),
        (SlotNote(), False, Supply.NOT_ASKED),
        (SlotNote(requested=ASKED), False, Supply.OVERDUE),
        (SlotNote(requested=Request(of="x", by=IN_TIME)), False, Supply.ASKED),
        (SlotNote(requested=Request(of="x")), False, Supply.ASKED),
        (SlotNote(requested=ASKED, handed_in=HandIn(on=IN_TIME)), False, Supply.HANDED_IN),
        (SlotNote(requested=ASKED), True, Supply.REJECTED),
        (None, True, Supply.REJECTED),
    ],
)
def test_how_far_a_paper_has_come(note: SlotNote | None, refused: bool, found: Supply) -> None:  # noqa: FBT001
    assert supply(note, refused=refused, as_of=IN_TIME) is found


# --- points -----------------------------------------------------------------------------------


@st.composite
def hints_for(draw: DrawFn, case: Case) -> Hints:
    """Anything that can speak for a paper."""
    slots = [(c.id, s.id) for c in case.criteria_set.criteria.values() for s in c.proof]
    noted: dict[tuple[str, str], SlotNote] = {}
    for one in draw(st.lists(st.sampled_from(slots), max_size=4)) if slots else []:
        requested = draw(st.none() | st.just(ASKED) | st.just(Request(of="Phòng lạ")))
        handed_in = draw(st.none() | st.just(HandIn(on=IN_TIME)))
        noted[one] = SlotNote(requested=requested, handed_in=handed_in)
    cited = tuple(
        Citation(str(n), f"{kind}-SGTVT", draw(st.none() | st.just(IN_TIME)))
        for n, kind in enumerate(draw(st.lists(st.sampled_from(["TB", "KH", "BC"]), max_size=3)))
    )
    learnt = Learnt("1" * 64, 1, document=Document(cited=cited))
    papers = tuple(p._replace(learnt=learnt, draft=draw(st.booleans())) for p in case.papers)
    earlier = {cid: papers for cid in case.criteria_set.criteria if draw(st.booleans())}
    return Hints(papers, earlier, noted)


DAYS = st.sampled_from([date(2022, 12, 1), IN_TIME, LAST, AFTER, date(2024, 1, 20), TOO_LATE])


def drafted(case: Case, hints: Hints) -> Case:
    """The set with the papers that the hints know of."""
    return case.with_papers(*hints.papers)


@quick
@given(cases(), DAYS, st.data())
def test_the_work_adds_up_whatever_speaks_for_the_papers(
    case: Case, day: date, data: st.DataObject
) -> None:
    hints = data.draw(hints_for(case))
    tree = drafted(case, hints).tree
    items = worklist(tree, day, hints)
    lost = sum((i.at_stake for i in items if i.action is Action.LOST), Decimal(0))
    exceeds = tree.criteria_set.header.may_exceed_max
    most = tree.total.max + (tree.adjustments.max if exceeds else Decimal(0))
    lead = sum((unit.winnable for unit in by_unit(items, None, day)), Decimal(0))
    assert lead == most - tree.total.final - lost - tree.explained
    assert all(0 <= item.winnable <= item.at_stake for item in items)


@quick
@given(cases(), DAYS, st.data())
def test_each_unit_s_items_stand_by_points_then_date(
    case: Case, day: date, data: st.DataObject
) -> None:
    hints = data.draw(hints_for(case))
    for unit in by_unit(worklist(case.tree, day, hints), None, day):
        for listed in (unit.lead, unit.support):
            keys = [(-i.winnable, -i.at_stake, i.due or date.min) for i in listed]
            assert keys == sorted(keys)


@quick
@given(cases(), st.data())
def test_what_is_owed_sums_up_to_what_is_lost_for_want_of_proof(
    case: Case, data: st.DataObject
) -> None:
    """Rescaled and capped, too."""
    tree = case.tree
    hints = data.draw(hints_for(case))
    owing = owed(tree, None, hints.asked)
    assert sum(owing.values(), Decimal(0)) == tree.total.lost.proof
    assert all(points >= 0 for points in owing.values())


@pytest.mark.parametrize(
    ("other", "papers", "expected"),
    [
        (0, (), {"khtc": 90, "tckt": 5}),
        (0, ("1",), {"tckt": 5}),
        (0, ("2",), {"khtc": 90}),
        (5, (), {"khtc": 90}),
        (5, ("1",), {}),
        (5, ("2",), {"khtc": 85}),
        (5, ("1", "2"), {}),
    ],
)
def test_nobody_owes_what_a_cap_takes(
    other: int, papers: tuple[str, ...], expected: dict[str, int]
) -> None:
    """10 bonus points count as 5 at most, and the total is capped at its maximum, too."""
    the_set = a_set(
        group("g", yes_no("1", 90), judged("3", 5)),
        group("b", yes_no("2", 10), kind="adjustment", at_most=5),
    )
    there = [paper("QĐ", "2023-02-02", criterion=cid) for cid in papers]
    stated = (
        f"'1': {{facts: {{done: yes}}}}\n'2': {{facts: {{done: yes}}}}\n'3': {{points: {other}}}"
    )
    tree = score_of(the_set, stated, there)
    notes = {
        (cid, "decision"): SlotNote(requested=Request(of=unit))
        for cid, unit in (("1", "khtc"), ("2", "tckt"))
    }
    owing = {unit: points for unit, points in owed(tree, None, notes).items() if points}
    assert sum(owing.values()) == tree.total.lost.proof
    assert owing == expected


UNITS = Units.model_validate(
    {
        "units": [
            {"id": "van-phong", "name": "Văn phòng Sở", "short": "VP"},
            {"id": "phong-khtc", "name": "Phòng Kế hoạch"},
        ],
        "assignments": [{"criteria": ["g"], "lead": "phong-khtc"}],
        "coordinator": [{"unit": "van-phong"}],
    }
)


@pytest.mark.parametrize(
    ("of", "unit"),
    [
        (None, "phong-khtc"),
        ("van-phong", "van-phong"),
        ("VP", "van-phong"),
        ("Văn phòng Sở", "van-phong"),
        ("Công ty X", "Công ty X"),
    ],
)
def test_the_unit_that_was_asked_owes_the_paper(of: str | None, unit: str) -> None:
    tree = score_of(a_set(group("g", yes_no("1", 10))), "'1': {facts: {done: yes}}")
    note = SlotNote(requested=Request(of=of) if of is not None else None)
    assert owed(tree, UNITS, {("1", "decision"): note}) == {unit: 10}
    assert [(loss.id, loss.lost) for loss in losses(tree, UNITS)] == [("phong-khtc", 10)]


def test_without_units_nobody_owes_what_nobody_was_asked_for() -> None:
    tree = score_of(a_set(group("g", yes_no("1", 10))), "'1': {facts: {done: yes}}")
    assert owed(tree, None, {}) == {UNASSIGNED: 10}
    confirmed = score_of(
        a_set(group("g", yes_no("1", 10))), "'1': {facts: {done: yes}, confirmed: 0}"
    )
    assert owed(confirmed, None, {}) == {UNASSIGNED: 10}, "what was not proved stays unproved"


def test_items_are_what_they_seem() -> None:
    items: tuple[Item, ...] = worklist(tree_of(YES, PLAN), IN_TIME)
    assert [(i.winnable, i.at_stake) for i in items] == [(10, 10)]
