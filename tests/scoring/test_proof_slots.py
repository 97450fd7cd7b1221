"""What each key of a proof slot does to the provable points (design §3, "Proof slots")."""

# Points are compared with whole numbers, which mypy takes for a slip within a tuple.
# mypy: no-strict-equality

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from scorekit import data_of, one_scored, paper

from dtiscore.evidence.paper import Verdict

if TYPE_CHECKING:
    from dtiscore.evidence.paper import Paper
    from dtiscore.scoring.tree import CriterionScore

D = Decimal


def points(score: CriterionScore) -> tuple[Decimal, Decimal]:
    """Claimed and provable."""
    assert score.claimed is not None
    assert score.provable is not None
    return score.claimed, score.provable


def fills(score: CriterionScore) -> dict[str, tuple[int, int]]:
    """Need and have of each slot."""
    return {state.slot.id: (state.fill.need, state.fill.have) for state in score.slots}


# --- count_of ---------------------------------------------------------------------------------

MEETINGS = """
facts: {meetings: {label: Số cuộc họp, type: count}}
rule:
  kind: tiers
  fact: meetings
  tiers: [{at_least: 4, points: 10}, {at_least: 3, points: 7}, {at_least: 1, points: 2}]
proof: [{id: minutes, label: Biên bản, types: [TB, BB], count_of: meetings, summary: [BC]}]
"""


@pytest.mark.parametrize(("papers", "provable"), [(0, 0), (1, 2), (3, 7), (4, 10), (6, 10)])
def test_count_of_takes_one_paper_for_each_counted_thing(papers: int, provable: int) -> None:
    minutes = [paper("TB", f"2023-0{month}-10") for month in range(1, papers + 1)]
    score = one_scored(MEETINGS, "meetings: 4", minutes)
    assert points(score) == (10, provable)
    assert fills(score) == {"minutes": (4, papers)}


def test_count_of_never_adds_to_what_was_stated() -> None:
    minutes = [paper("TB", f"2023-0{month}-10") for month in range(1, 6)]
    assert points(one_scored(MEETINGS, "meetings: 1", minutes)) == (2, 2)


def test_only_a_summary_paper_proves_what_it_covers() -> None:
    report = paper("BC", "2023-12-20", covers={"meetings": 3})
    minutes = paper("TB", "2023-05-20", covers={"meetings": 3})
    silent = paper("BC", "2023-12-20")
    assert points(one_scored(MEETINGS, "meetings: 4", [report])) == (10, 7)
    assert points(one_scored(MEETINGS, "meetings: 4", [minutes])) == (10, 2)
    assert points(one_scored(MEETINGS, "meetings: 4", [silent])) == (10, 2)


def test_without_summary_no_paper_covers_more_than_one() -> None:
    text = MEETINGS.replace("[TB, BB]", "[TB, BB, BC]").replace(", summary: [BC]", "")
    report = paper("BC", "2023-12-20", covers={"meetings": 4})
    assert points(one_scored(text, "meetings: 4", [report])) == (10, 2)


def test_a_count_of_slot_cuts_and_is_never_a_gate() -> None:
    text = """
        facts: {signed: {label: Đã ký, type: count}, all: {label: Tổng, type: count}}
        rule: {kind: ratio, part: signed, whole: all, when_whole_is_zero: zero}
        proof: [{id: list, label: Danh sách, count_of: signed}]
        """
    score = one_scored(text, "{signed: 3, all: 4}", [paper("BC", "2023-05-05")])
    assert points(score) == (D("7.50"), D("2.50"))


def test_what_did_not_happen_needs_no_paper() -> None:
    score = one_scored(MEETINGS, "meetings: không")
    assert points(score) == (0, 0)
    assert fills(score) == {"minutes": (0, 0)}


# --- count, each, partial ---------------------------------------------------------------------

DONE = """
facts: {{done: {{label: Đã làm, type: yes_no}}}}
rule: {{kind: yes_no, fact: done}}
proof: [{{id: report, label: Báo cáo, types: [BC], {keys}}}]
"""
QUARTERS = ["2023-02-01", "2023-05-01", "2023-08-01", "2023-11-01"]


def done(keys: str, *papers: Paper, **more: dict[str, str]) -> CriterionScore:
    return one_scored(DONE.format(keys=keys), "done: yes", papers, **more)


@pytest.mark.parametrize(("papers", "whole", "part"), [(1, 0, "3.33"), (2, 0, "6.67"), (3, 10, 10)])
def test_count_is_all_or_nothing_unless_partial(papers: int, whole: int, part: str | int) -> None:
    reports = [paper("BC", day) for day in QUARTERS[:papers]]
    assert points(done("count: 3", *reports)) == (10, whole)
    assert points(done("count: 3, partial: yes", *reports)) == (10, D(part))


def test_each_quarter_wants_a_paper_of_every_one() -> None:
    reports = [paper("BC", day) for day in QUARTERS]
    assert points(done("each: quarter", *reports)) == (10, 10)
    twice = [*reports[:3], paper("BC", "2023-09-30")]
    score = done("each: quarter", *twice)
    assert points(score) == (10, 0)
    assert fills(score) == {"report": (4, 3)}
    assert points(done("each: quarter, partial: yes", *twice)) == (10, D("7.50"))


def test_each_month_wants_twelve() -> None:
    months = [paper("BC", f"2023-{month:02}-28") for month in range(1, 13)]
    assert points(done("each: month", *months)) == (10, 10)
    assert points(done("each: month, partial: yes", *months[:9])) == (10, D("7.50"))


def test_an_undated_paper_covers_no_quarter() -> None:
    reports = [paper("BC", day) for day in QUARTERS[:3]]
    score = done("each: quarter, partial: yes", *reports, paper("BC", name="BC.pdf"))
    assert points(score) == (10, D("7.50"))
    assert fills(score) == {"report": (4, 3)}


def test_each_counts_the_quarters_of_the_assessed_days() -> None:
    dates = {"from": "2023-04-01", "to": "2023-12-31"}
    reports = [paper("BC", day) for day in QUARTERS[1:]]
    assert points(done("each: quarter", *reports, dates=dates)) == (10, 10)
    within = "each: quarter, within: {from: 2023-07-01, to: 2023-12-31}"
    assert fills(done(within, *reports)) == {"report": (2, 2)}


def test_a_quarter_outside_those_wanted_replaces_none() -> None:
    last_year = [paper("BC", f"2022-{month}-15") for month in ("02", "05", "08", "11")]
    score = done("each: quarter, within: in_force, partial: yes", *last_year)
    assert points(score) == (10, 0)


def test_a_report_made_after_the_period_stands_for_its_last_quarter_only() -> None:
    dates = {"submit_by": "2024-01-20"}
    late = paper("BC", "2024-01-08")
    first_three = [paper("BC", day) for day in QUARTERS[:3]]
    last_three = [paper("BC", day) for day in QUARTERS[1:]]
    score = done("each: quarter", *first_three, late, dates=dates)
    assert points(score) == (10, 10)
    assert [placed.fit.doubtful for placed in score.slots[0].papers] == [False] * 3 + [True]
    assert points(done("each: quarter", *last_three, late, dates=dates)) == (10, 0)


@pytest.mark.parametrize("about", [{"quarter": 1}, {"month": 2}])
def test_a_report_may_say_what_it_is_about(about: dict[str, Any]) -> None:
    """That of the first quarter was issued in April, like that of the second in July …"""
    days = ["2023-07-05", "2023-10-05", "2024-01-05"]
    rest = [paper("BC", day, quarter=n) for n, day in enumerate(days, start=2)]
    dates = {"submit_by": "2024-01-20"}
    score = done("each: quarter", paper("BC", "2023-04-05", **about), *rest, dates=dates)
    assert points(score) == (10, 10)
    undated = paper("BC", **about)
    assert points(done("each: quarter", undated, *rest, dates=dates)) == (10, 10)
    without = paper("BC", "2023-04-05")
    assert points(done("each: quarter", without, *rest, dates=dates)) == (10, 0)


def test_a_month_is_said_for_a_monthly_report_only() -> None:
    listed = [paper("BC", f"2023-{n:02}-05", month=n - 1) for n in range(2, 13)]
    last = paper("BC", "2023-12-31", month=12)
    assert points(done("each: month", *listed, last)) == (10, 10)
    by_quarter = paper("BC", "2023-12-31", quarter=1)
    assert fills(done("each: month", *listed, by_quarter)) == {"report": (12, 12)}
    assert fills(done("each: month", *listed, paper("BC", "2023-05-05", month=4))) == {
        "report": (12, 11)
    }


# --- shows ------------------------------------------------------------------------------------

PLAN = """
facts: {issued: {label: Ngày ban hành, type: date}}
rule: {kind: deadline, fact: issued, due: 31/03, late: [{within_days: 30, share: 1/2}]}
proof: [{id: plan, label: Kế hoạch, types: [KH], shows: {fact: issued}}]
"""
NUMBERED = """
facts: {letters: {label: Số công văn đã phát hành, type: count}}
rule: {kind: count, fact: letters, each: 0.5}
proof: [{id: last, label: Công văn cuối năm, types: [CV], shows: {fact: letters, by: number}}]
"""


@pytest.mark.parametrize(
    ("days", "provable"),
    [
        ([], 0),
        (["2023-03-15"], 10),  # the day stated
        (["2023-03-01"], 10),  # another day, just as good
        (["2023-04-15"], 5),  # the paper is late
        (["2023-06-01"], 0),  # the paper is too late
        (["2023-06-01", "2023-04-15"], 5),  # the best of several counts
        (["2023-04-15", "2023-03-15"], 10),
        ([None], 0),  # an undated paper shows nothing
    ],
)
def test_shows_a_date(days: list[str | None], provable: int) -> None:
    plans = [paper("KH", day, name=f"{index}.pdf") for index, day in enumerate(days)]
    assert points(one_scored(PLAN, "issued: 2023-03-15", plans)) == (10, provable)


def test_an_earlier_paper_does_not_better_what_was_stated() -> None:
    score = one_scored(PLAN, "issued: 2023-04-15", [paper("KH", "2023-03-01")])
    assert points(score) == (5, 5)


def test_shows_does_not_apply_to_what_did_not_happen() -> None:
    score = one_scored(PLAN, "issued: không", [paper("KH", "2023-03-01")])
    assert points(score) == (0, 0)


@pytest.mark.parametrize(
    ("number", "provable"), [("12", 5), ("08", 4), ("20", 5), ("12a", 0), (None, 0)]
)
def test_shows_a_number(number: str | None, provable: int) -> None:
    score = one_scored(NUMBERED, "letters: 10", [paper("CV", "2023-12-29", number=number)])
    assert points(score) == (5, provable)


def test_two_slots_that_show_one_date_must_both_hold() -> None:
    second = "{id: copy, label: Bản sao, types: [BC], shows: {fact: issued}}"
    text = PLAN.replace("shows: {fact: issued}}]", f"shows: {{fact: issued}}}}, {second}]")
    late, too_late = paper("BC", "2023-04-15"), paper("KH", "2023-06-01")
    good = paper("BC", "2023-03-15")
    assert points(one_scored(text, "issued: 2023-03-15", [late])) == (10, 0)
    assert points(one_scored(text, "issued: 2023-03-15", [late, good])) == (10, 0)
    assert points(one_scored(text, "issued: 2023-03-15", [late, too_late])) == (10, 0)
    plan = paper("KH", "2023-03-15")
    assert points(one_scored(text, "issued: 2023-03-15", [late, plan])) == (10, 5)


# --- for --------------------------------------------------------------------------------------

COMMITTEE = """
facts:
  head: {label: Trưởng Ban, type: choice}
rule:
  kind: choice
  fact: head
  options: [{value: director, share: 1}, {value: deputy, share: 1/2}, {value: other, share: LOWEST}]
proof: [{id: decision, label: Quyết định, types: [QĐ], for: head}]
"""


@pytest.mark.parametrize(("lowest", "provable"), [("0", 0), ("1/5", 2)])
def test_for_a_choice_falls_to_the_lowest_option(lowest: str, provable: int) -> None:
    text = COMMITTEE.replace("LOWEST", lowest)
    assert points(one_scored(text, "head: director")) == (10, provable)
    assert points(one_scored(text, "head: other")) == (provable, provable)
    assert points(one_scored(text, "head: không")) == (0, 0)
    assert points(one_scored(text, "head: director", [paper("QĐ", "2023-02-02")])) == (10, 10)


def test_for_a_choice_of_a_part_only_that_part_falls() -> None:
    text = """
        facts: {who: {label: Ai, type: choice}, done: {label: Đã làm, type: yes_no}}
        rule:
          kind: sum
          parts:
            - name: first
              max_score: 6
              rule: {kind: choice, fact: who, options: [
                {value: a, points: 6}, {value: b, share: 1/2}, {value: c, points: 1.5}]}
            - {name: second, max_score: 4, rule: {kind: yes_no, fact: done}}
        proof: [{id: decision, label: Quyết định, types: [QĐ], for: who}]
        """
    assert points(one_scored(text, "{who: a, done: yes}")) == (10, D("5.50"))


def test_for_a_yes_no_of_all() -> None:
    text = """
        facts: {a: {label: A, type: yes_no}, b: {label: B, type: yes_no}}
        rule: {kind: all, facts: [a, b]}
        proof:
          - {id: for-a, label: Giấy A, types: [QĐ], for: a}
          - {id: for-b, label: Giấy B, types: [KH], for: b}
        """
    both = [paper("QĐ", "2023-02-02"), paper("KH", "2023-02-02")]
    assert points(one_scored(text, "{a: yes, b: yes}", both)) == (10, 10)
    assert points(one_scored(text, "{a: yes, b: yes}", both[:1])) == (10, 0)
    score = one_scored(text, "{a: yes, b: no}", both[:1])
    assert points(score) == (0, 0)
    assert fills(score)["for-b"] == (0, 0), "a stated no needs no proof"


def test_for_a_number_and_a_date_fall_to_none() -> None:
    number = """
        facts: {n: {label: N, type: count}}
        rule: {kind: count, fact: n, each: 2}
        proof: [{id: list, label: Danh sách, for: n}]
        """
    assert points(one_scored(number, "n: 4")) == (8, 0)
    assert points(one_scored(number, "n: 4", [paper("BC", "2023-02-02")])) == (8, 8)
    day = PLAN.replace("shows: {fact: issued}", "for: issued")
    assert points(one_scored(day, "issued: 2023-03-15")) == (10, 0)
    assert points(one_scored(day, "issued: 2023-03-15", [paper("KH", "2023-08-08")])) == (10, 10)


PARTS = """
facts:
  n: {label: N, type: count}
  web: {label: Chuyên mục, type: yes_no}
rule:
  kind: KIND
  KEY:
    - {name: news, max_score: 6, rule: {kind: count, fact: n, each: 1}}
    - {name: column, max_score: 10, rule: {kind: yes_no, fact: web}}
proof:
  - {id: list, label: Danh sách, types: [BC], for: news}
  - {id: shot, label: Ảnh, types: [TB], for: column}
"""
SUM = PARTS.replace("KIND", "sum").replace("KEY", "parts").replace("10, rule", "4, rule")
BEST = PARTS.replace("KIND", "best").replace("KEY", "of")


def test_for_a_part_of_a_sum_an_unproved_part_is_worth_nothing() -> None:
    facts = "{n: 6, web: yes}"
    assert points(one_scored(SUM, facts)) == (10, 0)
    assert points(one_scored(SUM, facts, [paper("BC", "2023-02-02")])) == (10, 6)
    assert points(one_scored(SUM, facts, [paper("TB", "2023-02-02")])) == (10, 4)


def test_best_takes_the_best_proved_alternative() -> None:
    facts = "{n: 6, web: yes}"
    assert points(one_scored(BEST, facts)) == (10, 0)
    assert points(one_scored(BEST, facts, [paper("BC", "2023-02-02")])) == (10, 6)
    both = [paper("BC", "2023-02-02"), paper("TB", "2023-02-02")]
    assert points(one_scored(BEST, facts, both)) == (10, 10)


# --- share, gate, optional --------------------------------------------------------------------


def test_shares_of_a_criterion_add_up_unrounded() -> None:
    text = DONE.format(keys="share: 1/3").rstrip("]\n")
    text += ", {id: list, label: Danh sách, types: [KH], share: 2/3}]"
    report, listed = paper("BC", "2023-02-02"), paper("KH", "2023-02-02")
    assert points(one_scored(text, "done: yes", [report])) == (10, D("3.33"))
    assert points(one_scored(text, "done: yes", [listed])) == (10, D("6.67"))
    assert points(one_scored(text, "done: yes", [report, listed])) == (10, 10)


def test_shares_of_a_part_leave_the_others_alone() -> None:
    text = SUM.replace("for: news}", "for: news, share: 1/2}")
    text += "  - {id: more, label: Thêm, types: [KH], for: news, share: 1/2}\n"
    facts, shot = "{n: 6, web: yes}", paper("TB", "2023-02-02")
    assert points(one_scored(text, facts, [shot, paper("KH", "2023-02-02")])) == (10, 7)
    assert points(one_scored(text, facts, [paper("KH", "2023-02-02")])) == (10, 3)


def test_a_slot_without_share_is_a_gate_before_which_shares_do_not_count() -> None:
    text = DONE.format(keys="share: 1")
    text = text.rstrip("]\n") + ", {id: gate, label: Quyết định, types: [QĐ]}]"
    report, decision = paper("BC", "2023-02-02"), paper("QĐ", "2023-02-02")
    assert points(one_scored(text, "done: yes", [report])) == (10, 0)
    assert points(one_scored(text, "done: yes", [decision])) == (10, 0)
    assert points(one_scored(text, "done: yes", [report, decision])) == (10, 10)


def test_an_optional_slot_never_decides() -> None:
    assert points(done("optional: yes")) == (10, 10)
    assert points(done("optional: yes", paper("BC", "2023-02-02"))) == (10, 10)


def test_facts_first_then_the_rule_then_gates_and_shares_and_rounding_last() -> None:
    text = """
        facts: {n: {label: N, type: count}, all: {label: Tổng, type: count}}
        rule: {kind: ratio, part: n, whole: all, when_whole_is_zero: zero}
        proof:
          - {id: each, label: Từng văn bản, types: [TB], count_of: n}
          - {id: list, label: Danh sách, types: [BC], share: 1/3}
          - {id: plan, label: Kế hoạch, types: [KH], share: 2/3}
          - {id: gate, label: Quyết định, types: [QĐ]}
        """
    papers = [paper("TB", "2023-02-02"), paper("BC", "2023-02-02"), paper("QĐ", "2023-02-02")]
    score = one_scored(text, "{n: 2, all: 3}", papers)
    # 10 × 1/3 × 1/3 = 1,11…; rounding between the steps would give 3,33 × 0,33 = 1,10.
    assert points(score) == (D("6.67"), D("1.11"))


def test_proof_never_raises_points_whatever_the_rule_does_with_a_fact() -> None:
    """One choice in two parts that rank its options the other way round."""
    text = """
        facts: {who: {label: Ai, type: choice}}
        rule:
          kind: sum
          parts:
            - name: first
              max_score: 4
              rule: {kind: choice, fact: who, options: [
                {value: a, share: 1}, {value: b, share: 0}, {value: c, share: 1/4}]}
            - name: second
              max_score: 6
              rule: {kind: choice, fact: who, options: [
                {value: a, share: 0}, {value: b, share: 1}, {value: c, share: 1/4}]}
        proof: [{id: decision, label: Quyết định, types: [QĐ], for: who}]
        """
    score = one_scored(text, "who: c")
    assert score.claimed == D("2.50")
    assert score.provable is not None
    assert score.provable <= score.claimed


def test_shows_sees_the_count_already_cut() -> None:
    text = NUMBERED.replace(
        "]\n", ", {id: all, label: Từng văn bản, types: [TB], count_of: letters}]\n", 1
    )
    letter, notes = paper("CV", "2023-12-29", number="9"), [paper("TB", "2023-01-05")] * 4
    assert points(one_scored(text, "letters: 10", [letter, *notes])) == (5, 2)


# --- within -----------------------------------------------------------------------------------

SUBMIT = {"submit_by": "2024-01-20"}


@pytest.mark.parametrize(
    ("within", "day", "taken", "doubtful"),
    [
        ("period", "2023-01-01", True, False),
        ("period", "2023-12-31", True, False),
        ("period", "2022-12-31", False, False),
        ("period", "2024-01-20", True, True),
        ("period", "2024-01-21", False, False),
        ("period", None, True, False),
        ("in_force", "2019-06-01", True, False),
        ("in_force", "2023-12-31", True, False),
        ("in_force", "2024-01-20", True, True),
        ("in_force", "2024-02-01", False, False),
        ("{from: 2022-06-01}", "2024-01-10", False, False),
        ("{from: 2022-06-01, to: 2023-03-31}", "2022-06-01", True, False),
        ("{from: 2022-06-01, to: 2023-03-31}", "2023-03-31", True, False),
        ("{from: 2022-06-01, to: 2023-03-31}", "2023-04-01", False, False),
        ("{from: 2022-06-01, to: 2023-03-31}", "2022-05-31", False, False),
        ("{from: 2022-06-01}", "2023-12-31", True, False),
    ],
)
def test_within(within: str, day: str | None, *, taken: bool, doubtful: bool) -> None:
    score = done(f"within: {within}", paper("BC", day, name="a.pdf"), dates=SUBMIT)
    assert points(score) == (10, 10 if taken else 0)
    placed = score.slots[0].papers
    assert [one.fit.doubtful for one in placed] == ([doubtful] if taken else [])


def test_without_a_hand_in_day_a_paper_after_the_period_is_not_taken() -> None:
    assert points(done("within: period", paper("BC", "2024-01-02"))) == (10, 0)


# --- types, issuers, verdict ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "found", "taken"),
    [
        ("QĐ", "QĐ", True),
        ("QĐ", "qđ", True),
        ("QD", "QĐ", True),  # a set may leave out the accents, too
        ("DA", "ĐA", False),  # but DA is Dự án, not Đề án
        (unicodedata.normalize("NFD", "Tờ trình"), "tờ trình", True),
        ("qđ", "QĐ", True),
        ("QĐ", "KH", False),
        ("QĐ", None, False),
        ("TTr", "ttr", True),
        ("CTr", "TTr", False),
    ],
)
def test_types_are_compared_without_case(wanted: str, found: str | None, *, taken: bool) -> None:
    text = DONE.format(keys="count: 1").replace("[BC]", f"[{wanted}]")
    score = one_scored(text, "done: yes", [paper(found, "2023-02-02")])
    assert points(score) == (10, 10 if taken else 0)


@pytest.mark.parametrize(
    ("keys", "taken"),
    [
        ({"symbol": "BC-SGTVT"}, True),
        ({"symbol": "bc-sgtvt"}, True),
        ({"symbol": "BC-UBND"}, False),
        ({"issuer": "Sở Giao thông vận tải"}, True),
        ({"issuer": "so giao thong van tai"}, True),
        ({"issuer": "Sở Y tế"}, False),
        ({"issuer": "Sở Y tế", "symbol": "BC-SGTVT"}, True),
        ({}, True),  # who issued it is not known: that is not that it is wrong
    ],
)
def test_issuers(keys: dict[str, str], *, taken: bool) -> None:
    score = done("issuers: [SGTVT, Sở Giao thông vận tải]", paper("BC", "2023-02-02", **keys))
    assert points(score) == (10, 10 if taken else 0)


@pytest.mark.parametrize(
    ("verdict", "taken", "doubtful"),
    [
        (Verdict.ACCEPTED, True, False),
        (Verdict.DOUBTFUL, True, True),
        (Verdict.REJECTED, False, False),
    ],
)
def test_verdicts(verdict: Verdict, *, taken: bool, doubtful: bool) -> None:
    score = done("count: 1", paper("BC", "2023-02-02", verdict=verdict))
    assert points(score) == (10, 10 if taken else 0)
    assert [placed.fit.doubtful for placed in score.slots[0].papers] == ([doubtful] * taken)


def test_facts_that_wait_leave_both_scores_open() -> None:
    score = one_scored(MEETINGS, "{}", [paper("TB", "2023-02-02")])
    assert (score.claimed, score.provable, score.final) == (None, None, None)
    assert data_of("meetings: 4") == {"meetings": "4"}
    assert date(2023, 2, 2) == score.slots[0].papers[0].paper.date
