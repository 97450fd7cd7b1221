"""Sets differ: everything that decides a total is data of the set. Each case is a workspace."""

# Points are compared with whole numbers, which mypy takes for a slip within a tuple.
# mypy: no-strict-equality, no-warn-unreachable

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from scorekit import (
    SO_MAU,
    criterion,
    data_of,
    group,
    judged,
    loaded,
    measured,
    on_disk,
    printed,
    yes_no,
)

from dtiscore import api
from dtiscore.scoring.bands import next_band, rating
from dtiscore.scoring.tree import Basis, State

if TYPE_CHECKING:
    from pathlib import Path

    from scorekit import Data

    from dtiscore.scoring.tree import ScoreTree, Sums

D = Decimal
Capture = pytest.CaptureFixture[bytes]


def stated(**points: object) -> Data:
    """Judged points by criterion: ``c1`` is criterion 1."""
    return {
        cid.removeprefix("c").replace("_", "."): {"points": str(given), "explanation": "Giải trình"}
        for cid, given in points.items()
    }


def as_json(capture: Capture, folder: Path, *arguments: str) -> Any:
    return json.loads(printed(capture, folder, "score", "--format", "json", *arguments))


def points(sums: Sums) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Maximum, claimed, provable, final."""
    return sums.max, sums.claimed, sums.provable, sums.final


def rated(tree: ScoreTree) -> str | None:
    return rating(tree.total.final, tree.total.max, tree.criteria_set.header.bands)


PROOF: Data = {"evidence/2023/9/9-QĐ-SGTVT_2023-05-05.pdf": b"x"}

# --- cohorts and scope ------------------------------------------------------------------------

OF_COHORTS = (
    group("1", judged("1", {"co": 600, "khong": 600})),
    group(
        "2",
        judged("2", {"co": 200, "khong": 200}),
        judged("3", 200, applies_to={"cohorts": ["co"]}),
        max_score={"co": 400, "khong": 200},
    ),
)


@pytest.mark.parametrize(
    ("cohort", "said", "total", "name"),
    [
        ("co", stated(c1=400, c2=150, c3=100), (1000, 650), "Khá"),
        ("khong", stated(c1=400, c2=150), (800, 550), "Khá"),
    ],
)
def test_cohorts_have_maxima_of_their_own(
    tmp_path: Path, cohort: str, said: Data, total: tuple[int, int], name: str
) -> None:
    tree = loaded(on_disk(tmp_path, OF_COHORTS, said, agency={**SO_MAU, "cohort": cohort}))
    assert (tree.total.max, tree.total.final) == total
    assert rated(tree) == name, "in percent of the cohort's own maximum"
    assert (tree.coverage.criteria, tree.coverage.max) == (len(said), total[0])


def test_a_share_is_of_the_cohort_s_maximum(tmp_path: Path) -> None:
    text = """
        facts: {head: {label: Trưởng Ban, type: choice}}
        rule: {kind: choice, fact: head, options: [{value: a, share: 1}, {value: b, share: 1/2}]}
        measured_by: Sổ theo dõi
        """
    groups = [group("1", criterion("1", text, {"co": 1000, "khong": 800}))]
    said = "{'1': {facts: {head: b}}}"
    tree = loaded(on_disk(tmp_path, groups, said, agency={**SO_MAU, "cohort": "khong"}))
    assert points(tree.total) == (800, 400, 400, 400)


def test_what_does_not_apply_is_not_listed_nor_in_any_maximum(tmp_path: Path) -> None:
    economic = judged("2", 20, applies_to={"agencies": ["so-khdt"]})
    groups = [group("1", judged("1", 80), economic)]
    header = {"max_score": 100}
    ours = loaded(on_disk(tmp_path / "a", groups, stated(c1=60), header=header))
    assert [c.id for c in ours.criteria] == ["1"]
    assert points(ours.total) == (80, 60, 60, 60)
    agency = {"id": "so-khdt", "name": "Sở KHĐT"}
    said = stated(c1=60, c2=20)
    theirs = loaded(on_disk(tmp_path / "b", groups, said, header=header, agency=agency))
    assert points(theirs.total) == (100, 80, 80, 80)
    wrong = on_disk(tmp_path / "c", groups, said, header=header)
    assert [d.code for d in api.load(wrong).diagnostics] == ["out-of-scope"]


def test_an_unscored_group_is_collected_and_worth_nothing(tmp_path: Path) -> None:
    city = {
        "id": "9",
        "name": "Đô thị thông minh",
        "facts": {"poles": {"label": "Số cột", "type": "count"}},
    }
    groups = [group("1", judged("1", 100)), group("6", city, kind="unscored")]
    said = stated(c1=70) | {"9": {"facts": {"poles": 12}}}
    tree = loaded(on_disk(tmp_path, groups, said))
    assert points(tree.total) == (100, 70, 70, 70)
    unscored = tree.by_id["9"]
    assert (unscored.state, unscored.max, unscored.claimed) == (State.UNSCORED, 0, None)
    assert unscored.facts == {"poles": 12}
    assert points(tree.groups[1].sums) == (0, 0, 0, 0)
    assert (tree.coverage.criteria, tree.coverage.of) == (1, 1)


# --- bonus and penalty ------------------------------------------------------------------------

LATE = """
sign: penalty
facts: {late: {label: Số báo cáo chậm, type: count}}
rule: {kind: count, fact: late, each: 2}
"""


def adjusted(folder: Path, said: Data, keys: Data | None = None, **header: object) -> ScoreTree:
    """100 points of which all that is stated, a bonus of 10, a penalty of at most 8."""
    bonus = yes_no("9", 10, sign="bonus")
    more = group("b", bonus, criterion("8", LATE, 8), kind="adjustment", **(keys or {}))
    files = PROOF if said.pop("proved", None) else {}
    groups = [group("1", judged("1", 100)), more]
    return loaded(on_disk(folder, groups, said, header=header, files=files))


def test_a_bonus_without_proof_earns_nothing(tmp_path: Path) -> None:
    said = stated(c1=50) | {"9": {"facts": {"done": "yes"}}, "8": {"facts": {"late": 0}}}
    tree = adjusted(tmp_path, said)
    assert points(tree.adjustments) == (10, 10, 0, 0)
    assert points(tree.total) == (100, 60, 50, 50)
    assert tree.total.lost == (40, 10, 0)


def test_a_proved_bonus_stands_outside_the_maximum(tmp_path: Path) -> None:
    said = stated(c1=50) | {"9": {"facts": {"done": "yes"}}, "8": {"facts": {"late": 0}}}
    tree = adjusted(tmp_path, {**said, "proved": True})
    assert points(tree.base) == (100, 50, 50, 50)
    assert points(tree.total) == (100, 60, 60, 60)


def test_a_penalty_counts_in_full_without_proof(tmp_path: Path) -> None:
    said = stated(c1=50) | {"9": {"facts": {"done": "no"}}, "8": {"facts": {"late": 3}}}
    tree = adjusted(tmp_path, said)
    assert points(tree.adjustments) == (10, -6, -6, -6)
    assert points(tree.total) == (100, 44, 44, 44)
    penalty = tree.by_id["8"]
    assert (penalty.max, penalty.claimed, penalty.lost) == (0, -6, (6, 0, 0))


def test_a_penalty_not_stated_yet_has_no_maximum_either(tmp_path: Path) -> None:
    tree = adjusted(tmp_path, stated(c1=50) | {"9": {"facts": {"done": "no"}}})
    assert (tree.by_id["8"].state, tree.by_id["8"].max) == (State.NOT_EVALUATED, 0)
    assert tree.adjustments.max == 10


@pytest.mark.parametrize(
    ("keys", "late", "claimed"),
    [
        ({"at_most": 4}, 0, 4),
        ({"at_most": 4}, 2, 4),  # 10 − 4 = 6, capped
        ({"at_least": -5}, 4, 2),  # the caps hold for the group's sum, not for each criterion
        ({"at_least": 3, "at_most": 4}, 4, 3),
    ],
)
def test_the_group_s_sum_is_capped(tmp_path: Path, keys: Data, late: int, claimed: int) -> None:
    said = stated(c1=50) | {"9": {"facts": {"done": "yes"}}, "8": {"facts": {"late": late}}}
    tree = adjusted(tmp_path, {**said, "proved": True}, keys)
    assert tree.adjustments.claimed == tree.adjustments.final == claimed
    assert tree.total.final == 50 + claimed


def test_only_penalties_are_held_by_at_least(tmp_path: Path) -> None:
    said = stated(c1=50) | {"9": {"facts": {"done": "no"}}, "8": {"facts": {"late": 4}}}
    tree = adjusted(tmp_path, said, {"at_least": -5})
    assert (tree.by_id["8"].final, tree.adjustments.final, tree.total.final) == (-8, -5, 45)


@pytest.mark.parametrize(("may_exceed", "final"), [("no", 100), ("yes", 105)])
def test_the_total_is_at_most_the_maximum_unless_the_set_lets_it(
    tmp_path: Path, may_exceed: str, final: int
) -> None:
    said = stated(c1=95) | {"9": {"facts": {"done": "yes"}}, "8": {"facts": {"late": 0}}}
    tree = adjusted(tmp_path, {**said, "proved": True}, may_exceed_max=may_exceed)
    assert (tree.total.max, tree.total.final) == (100, final)
    assert rated(tree) == "Tốt"


@pytest.mark.parametrize("policy", ["reduce_max", "full", "zero", "rescale"])
def test_bonus_and_penalty_that_do_not_apply_are_none(tmp_path: Path, policy: str) -> None:
    excused = {"not_applicable": "Không có"}
    groups = [
        group("1", judged("1", 100)),
        group(
            "b",
            yes_no("9", 10, sign="bonus", may_be_not_applicable="yes"),
            criterion("8", LATE, 8, may_be_not_applicable="yes"),
            kind="adjustment",
        ),
    ]
    said = stated(c1=50) | {"9": excused, "8": excused}
    tree = loaded(on_disk(tmp_path, groups, said, header={"not_applicable": policy}))
    assert points(tree.adjustments) == (0, 0, 0, 0)
    assert tree.total.final == 50


# --- not applicable ---------------------------------------------------------------------------

REASON = """
rule: {kind: judged}
may_be_not_applicable: yes
proof: [{id: why, label: Văn bản nêu lý do, types: [CV], for: not_applicable}]
"""


def excused(folder: Path, policy: str, *, reason: bool = False) -> ScoreTree:
    """Group 1: 30 of 50, and 10 that do not apply; group 2: 20 of 40."""
    groups = [
        group("1", judged("1", 50), criterion("2", REASON, 10)),
        group("2", judged("3", 40)),
    ]
    said = stated(c1=30, c3=20) | {"2": {"not_applicable": "Sở không có thủ tục hành chính"}}
    name = "evidence/2023/2/why/12-SGTVT-VP_2023-05-05.pdf"
    files: Data = {name: b"x"} if reason else {}
    header = {"not_applicable": policy}
    return loaded(on_disk(folder, groups, said, header=header, files=files))


def test_reduce_max_drops_points_and_maximum(tmp_path: Path) -> None:
    tree = excused(tmp_path, "reduce_max")
    assert points(tree.groups[0].sums) == (50, 30, 30, 30)
    assert points(tree.total) == (90, 50, 50, 50)
    one = tree.by_id["2"]
    assert (one.state, one.max) == (State.NOT_APPLICABLE, 0)
    assert one.reason == "Sở không có thủ tục hành chính"
    assert (tree.coverage.criteria, tree.coverage.of, tree.coverage.max) == (2, 2, 90)


def test_full_gives_the_maximum_to_a_proved_reason(tmp_path: Path) -> None:
    assert points(excused(tmp_path / "a", "full", reason=True).total) == (100, 60, 60, 60)
    without = excused(tmp_path / "b", "full")
    assert points(without.total) == (100, 60, 50, 50)
    assert without.by_id["2"].lost == (0, 10, 0)
    assert [(s.slot.id, s.fill.need, s.fill.have) for s in without.by_id["2"].slots] == [
        ("why", 1, 0)
    ]


def test_an_optional_reason_is_no_gate(tmp_path: Path) -> None:
    text = REASON.replace("for: not_applicable", "for: not_applicable, optional: yes")
    groups = [group("1", judged("1", 90), criterion("2", text, 10))]
    said = stated(c1=30) | {"2": {"not_applicable": "Không có"}}
    tree = loaded(on_disk(tmp_path, groups, said, header={"not_applicable": "full"}))
    assert points(tree.total) == (100, 40, 40, 40)


def test_zero_keeps_the_maximum_and_gives_nothing(tmp_path: Path) -> None:
    tree = excused(tmp_path, "zero")
    assert points(tree.total) == (100, 50, 50, 50)
    assert tree.by_id["2"].lost == (10, 0, 0)


def test_rescale_stretches_the_group_to_its_maximum(tmp_path: Path, capfdbinary: Capture) -> None:
    tree = excused(tmp_path, "rescale")
    assert points(tree.groups[0].sums) == (60, 36, 36, 36)
    assert points(tree.groups[1].sums) == (40, 20, 20, 20)
    assert points(tree.total) == (100, 56, 56, 56)
    assert [g.rescaled and points(g.rescaled) for g in tree.groups] == [(10, 6, 6, 6), None]
    answer = printed(capfdbinary, tmp_path, "score", "--lang", "en")
    assert answer.count("of which rescaled") == 1, "one line for each group"


def test_rescale_does_not_bring_back_what_is_out_of_scope(tmp_path: Path) -> None:
    others = judged("4", 40, applies_to={"agencies": ["so-khdt"]})
    groups = [group("1", judged("1", 50), criterion("2", REASON, 10), others)]
    said = stated(c1=30) | {"2": {"not_applicable": "Không có"}}
    tree = loaded(on_disk(tmp_path, groups, said, header={"not_applicable": "rescale"}))
    assert points(tree.total) == (60, 36, 36, 36)


def test_a_rule_may_say_itself_that_nothing_applies(tmp_path: Path) -> None:
    groups = [group("1", judged("1", 50), measured("2", 50))]
    said = stated(c1=30) | {"2": {"facts": {"part": 0, "whole": 0}}}
    tree = loaded(on_disk(tmp_path, groups, said))
    assert tree.by_id["2"].state is State.NOT_APPLICABLE
    assert points(tree.total) == (50, 30, 30, 30)


# --- bands ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bands", "final", "name", "missing"),
    [
        ("{name: Tốt, from: 80%}", "79.999", "Khá", "0.001"),
        ("{name: Tốt, from: 80%}", "80", "Tốt", None),
        ("{name: Tốt, above: 80%}", "80", "Khá", "0.001"),
        ("{name: Tốt, above: 80%}", "80.001", "Tốt", None),
        ("{name: Tốt, from: 80}", "79.999", "Khá", "0.001"),
        # a bound between two values that points can have
        ("{name: Tốt, from: 79.99955%}", "79.999", "Khá", "0.001"),
        ("{name: Tốt, from: 79.99955%}", "80", "Tốt", None),
    ],
)
def test_bands_are_compared_exactly(
    tmp_path: Path, bands: str, final: str, name: str, missing: str | None
) -> None:
    header = {
        "bands": data_of(f"[{bands}, {{name: Khá, from: 0}}]"),
        "rounding": {"places": 3},
    }
    given = final + "0" if "." in final else final
    tree = loaded(
        on_disk(tmp_path, [group("1", judged("1", 100))], stated(c1=given), header=header)
    )
    assert tree.total.final == D(final)
    assert rated(tree) == name
    better = next_band(
        tree.total.final, tree.total.max, tree.criteria_set.header.bands, tree.criteria_set.rounding
    )
    assert (better.missing if better else None) == (D(missing) if missing else None)


def test_percent_bounds_follow_the_maximum_that_applies(tmp_path: Path) -> None:
    """72 of 90 are exactly 80 %."""
    groups = [group("1", judged("1", 90), criterion("2", REASON, 10))]
    said = stated(c1=72) | {"2": {"not_applicable": "Không có"}}
    tree = loaded(on_disk(tmp_path, groups, said))
    assert (tree.total.final, tree.total.max, rated(tree)) == (72, 90, "Tốt")


# --- published as an index --------------------------------------------------------------------

NATIONAL = (100, 100, 100, 100, 100, 200, 150, 150)
DA_NANG_2022 = ("1.0000", "0.9000", "0.8253", "0.8487", "0.7578", "0.8575", "0.7836", "0.5197")


@pytest.mark.parametrize(("lang", "total"), [("vi", "0,8002"), ("en", "0.8002")])
def test_the_national_index_of_da_nang(
    tmp_path: Path, capfdbinary: Capture, lang: str, total: str
) -> None:
    groups = [group(str(n), judged(f"{n}.1", most)) for n, most in enumerate(NATIONAL, start=1)]
    said = {
        f"{n}.1": {"points": f"{D(index) * most:.4f}", "explanation": "DTI 2022"}
        for n, (index, most) in enumerate(zip(DA_NANG_2022, NATIONAL, strict=True), start=1)
    }
    header = {
        "published_as": {"scale": "index", "places": 4},
        "rounding": {"places": 4},
        "bands": data_of("[{name: Đạt, from: 0}]"),
    }
    folder = on_disk(tmp_path, groups, said, header=header)
    tree = loaded(folder)
    assert tree.total.final == D("800.175")
    assert total in printed(capfdbinary, folder, "score", "--lang", lang).split()
    assert as_json(capfdbinary, folder)["total"]["published_as"] == 0.8002


# --- confirmations ----------------------------------------------------------------------------

TWO = (group("1", judged("1", 60)), group("2", judged("2", 40)))


def confirmed(one: object = None, two: object = None) -> Data:
    """50 of 60 and 30 of 40 stated; and what the appraiser gave."""
    said = stated(c1=50, c2=30)
    for cid, given in (("1", one), ("2", two)):
        if given is not None:
            said[cid]["confirmed"] = given
    return said


def test_nothing_confirmed_rests_on_proof(tmp_path: Path) -> None:
    tree = loaded(on_disk(tmp_path, TWO, confirmed()))
    assert (tree.final_basis, tree.total.confirmed) == (Basis.PROVABLE, None)
    assert tree.confirmed_so_far == (0, 0, 2)


def test_partly_confirmed_is_mixed(tmp_path: Path, capfdbinary: Capture) -> None:
    folder = on_disk(tmp_path, TWO, confirmed(one=45))
    tree = loaded(folder)
    assert (tree.total.final, tree.total.confirmed) == (75, None)
    assert [group.sums.confirmed for group in tree.groups] == [45, None]
    assert tree.total.lost == (20, 0, 5)
    answer = as_json(capfdbinary, folder)
    assert answer["final_basis"] == "mixed"
    assert answer["total"]["confirmed"] is None
    assert answer["confirmed_so_far"] == {"points": 45, "criteria": 1, "of": 2}


def test_fully_confirmed(tmp_path: Path) -> None:
    tree = loaded(on_disk(tmp_path, TWO, confirmed(one=45, two="28.5")))
    assert tree.final_basis is Basis.CONFIRMED
    assert tree.total.confirmed == tree.total.final == D("73.50")
    assert tree.base.confirmed == D("73.50")


def test_an_unconfirmed_penalty_leaves_the_total_unconfirmed(tmp_path: Path) -> None:
    penalty = group("b", criterion("8", LATE, 8), kind="adjustment")
    said = confirmed(one=45, two=30) | {"8": {"facts": {"late": 0}}}
    tree = loaded(on_disk(tmp_path / "a", [*TWO, penalty], said))
    assert (tree.final_basis, tree.base.confirmed, tree.total.confirmed) == (Basis.MIXED, 75, None)
    said["8"]["confirmed"] = 2
    tree = loaded(on_disk(tmp_path / "b", [*TWO, penalty], said))
    assert (tree.final_basis, tree.total.confirmed) == (Basis.CONFIRMED, 73)
    assert tree.adjustments.confirmed == -2


@pytest.mark.parametrize(("policy", "total"), [("reduce_max", 75), ("full", 85)])
def test_a_group_that_does_not_apply_needs_no_confirmation(
    tmp_path: Path, policy: str, total: int
) -> None:
    third = group("3", judged("3", 10, may_be_not_applicable="yes"))
    said = confirmed(one=45, two=30) | {"3": {"not_applicable": "Không có"}}
    tree = loaded(on_disk(tmp_path, [*TWO, third], said, header={"not_applicable": policy}))
    assert tree.total.confirmed == tree.total.final == total


VERSIONS = """
- {points: 40, on: 2024-03-20}
- {points: 48, on: 2024-04-15, reason: Xem xét lại}
- {points: 49, on: 2024-04-15, reason: Đính chính cùng ngày}
"""


@pytest.mark.parametrize(
    ("as_of", "final"),
    [
        (date(2024, 3, 19), 50),
        (date(2024, 3, 20), 40),
        (date(2024, 4, 14), 40),
        (date(2024, 4, 15), 49),
        (None, 49),
    ],
)
def test_the_latest_version_on_the_day_counts(
    tmp_path: Path, as_of: date | None, final: int
) -> None:
    folder = on_disk(tmp_path, TWO, confirmed(one=data_of(VERSIONS)))
    assert loaded(folder, as_of).by_id["1"].final == final


def test_a_confirmation_without_a_day_yields_to_a_dated_one(tmp_path: Path) -> None:
    versions = data_of("[{points: 40, on: 2024-03-20}, {points: 10}]")
    folder = on_disk(tmp_path, TWO, confirmed(one=versions))
    assert loaded(folder, date(2024, 3, 19)).by_id["1"].final == 10
    assert loaded(folder, date(2024, 3, 20)).by_id["1"].final == 40


def test_more_confirmed_than_claimed_is_a_warning(tmp_path: Path, capfdbinary: Capture) -> None:
    folder = on_disk(tmp_path, TWO, confirmed(one=55))
    answer = as_json(capfdbinary, folder)
    (found,) = answer["diagnostics"]
    assert (found["code"], found["severity"]) == ("confirmed-above-claimed", "warning")
    assert found["file"] == "assessments/2023.yaml"
    assert answer["lost"] == {"not_done": 20, "proof": 0, "appraisal": -5}
    assert answer["total"]["final"] == 85


def test_what_was_confirmed_needs_no_statement(tmp_path: Path) -> None:
    said = stated(c2=30) | {"1": {"confirmed": 45}}
    tree = loaded(on_disk(tmp_path, TWO, said))
    one = tree.by_id["1"]
    assert (one.state, one.claimed, one.final) == (State.SCORED, None, 45)
    assert one.lost == (60, 0, -45)
    assert tree.coverage.criteria == 2


# --- coverage ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "word"), [("vi", "ít nhất Yếu"), ("en", "at least Yếu")])
def test_below_full_coverage_the_rating_is_a_lower_bound(
    tmp_path: Path, capfdbinary: Capture, lang: str, word: str
) -> None:
    folder = on_disk(tmp_path, TWO, stated(c1=50))
    tree = loaded(folder)
    two = tree.by_id["2"]
    assert (two.state, two.claimed, two.provable, two.final) == (
        State.NOT_EVALUATED,
        None,
        None,
        None,
    )
    assert tree.coverage == (1, 2, 60)
    assert points(tree.total) == (100, 50, 50, 50)
    assert word in printed(capfdbinary, folder, "score", "--lang", lang)
    full = on_disk(tmp_path / "full", TWO, stated(c1=50, c2=0))
    assert word not in printed(capfdbinary, full, "score", "--lang", lang)


def test_a_judged_criterion_may_be_left_to_the_appraiser(tmp_path: Path) -> None:
    tree = loaded(on_disk(tmp_path, TWO, stated(c1=50) | {"2": {"explanation": "Có hồ sơ"}}))
    assert tree.by_id["2"].state is State.NOT_EVALUATED
    assert tree.explained == 0, "nothing is claimed yet"


# --- estimates --------------------------------------------------------------------------------

PEERS = """
facts: {services: {label: Số dịch vụ, type: count}}
rule: {kind: peer_ratio, fact: services, best: BEST}
measured_by: Cổng dịch vụ công
"""


@pytest.mark.parametrize(
    ("best", "published", "final", "estimated"),
    [
        ("50", None, 40, True),
        ("50", "{value: 80}", 25, False),
        ("50", "{value: 10}", 100, False),  # ours is the best then
        ("", "{value: 80}", 25, False),
        ("", None, None, False),
    ],
)
def test_a_peer_ratio_is_an_estimate_until_the_best_is_known(
    tmp_path: Path, best: str, published: str | None, final: int | None, *, estimated: bool
) -> None:
    text = PEERS.replace("BEST", best) if best else PEERS.replace(", best: BEST", "")
    files: Data = {}
    if published:
        files["published/2023.yaml"] = data_of(f"{{period: 2023, bests: {{'1': {published}}}}}")
    groups = [group("1", criterion("1", text, 100))]
    tree = loaded(on_disk(tmp_path, groups, "{'1': {facts: {services: 20}}}", files=files))
    one = tree.by_id["1"]
    assert (one.final, one.estimated) == (final, estimated)
    assert (one.state is State.NOT_EVALUATED) == (final is None)
