"""Winnable, lost and explained points are points of the total: stretched, capped, to the cent."""

# Points are compared with whole numbers, which mypy takes for a slip within a tuple.
# mypy: no-strict-equality

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from scorekit import a_set, criterion, group, judged, measured, score_of, yes_no

from dtiscore.analysis.duties import UNASSIGNED, losses
from dtiscore.analysis.steps import next_steps
from dtiscore.analysis.worklist import worklist
from dtiscore.scoring.bands import next_band, rating

if TYPE_CHECKING:
    from scorekit import Data

    from dtiscore.scoring.tree import ScoreTree

D = Decimal
BEFORE, AFTER = date(2023, 9, 1), date(2024, 1, 5)


def counted(cid: str, max_score: int, **keys: object) -> Data:
    """A point for each; the figure needs no proof."""
    text = """
        facts: {n: {label: Số việc, type: count}}
        rule: {kind: count, fact: n, each: 1}
        measured_by: Sổ theo dõi
        """
    return criterion(cid, text, max_score, **keys)


def work(tree: ScoreTree, day: date = BEFORE) -> list[tuple[str, str, Decimal, Decimal]]:
    """Criterion, action, winnable and at stake."""
    found = worklist(tree, day)
    return [(i.criterion.id, i.action.value, i.winnable, i.at_stake) for i in found]


# --- rescaled ---------------------------------------------------------------------------------

EXCUSED = "'2': {not_applicable: Không có}"


def rescaled(first: Data, said: str) -> ScoreTree:
    """10 points, stretched to 40 because 30 do not apply."""
    criteria_set = a_set(group("g", first, measured("2", 30)), not_applicable="rescale")
    return score_of(criteria_set, f"{{'1': {said}, {EXCUSED}}}")


def test_a_rescaled_point_is_worth_what_it_adds_to_the_total() -> None:
    tree = rescaled(counted("1", 10), "{facts: {n: 5}}")
    assert (tree.total.max, tree.total.final) == (40, 20)
    assert work(tree) == [("1", "do", D(20), D(20))]
    assert [step.points for step in next_steps(tree, worklist(tree, BEFORE))] == [20]
    assert work(tree, AFTER) == [("1", "lost", D(0), D(20))]


def test_explained_points_are_rescaled_too() -> None:
    tree = rescaled(yes_no("1", 10), "{facts: {done: yes}, explanation: X}")
    assert (tree.total.final, tree.explained) == (0, 40)
    assert tree.by_id["1"].explained == 10
    assert work(tree) == [("1", "explain", D(0), D(40))]


def test_uneven_shares_of_a_rescaled_group_sum_up() -> None:
    listed = (counted("1", 3), counted("2", 3), counted("3", 3), measured("4", 1))
    criteria_set = a_set(group("g", *listed), not_applicable="rescale")
    said = ", ".join(f"'{n}': {{facts: {{n: 2}}}}" for n in (1, 2, 3))
    tree = score_of(criteria_set, f"{{{said}, '4': {{not_applicable: Không có}}}}")
    assert (tree.total.max, tree.total.final) == (10, D("6.67"))
    assert [points for _, _, points, _ in work(tree)] == [D("1.11"), D("1.11"), D("1.11")]
    assert sorted(lost for *_, lost in work(tree, AFTER)) == [D("1.11"), D("1.11"), D("1.11")]


# --- bonus and penalty points -----------------------------------------------------------------


def adjusted(most: int | None, *bonuses: Data, base: str = "50", **header: object) -> ScoreTree:
    cap = {} if most is None else {"at_most": most}
    adjustments = group("b", *bonuses, kind="adjustment", **cap)
    criteria_set = a_set(group("g", judged("1", 100)), adjustments, **header)
    said = {b["id"]: {"facts": {"n": "0"}} for b in bonuses}
    return score_of(criteria_set, {"1": {"points": base, "explanation": "X"}, **said})


def test_bonuses_win_no_more_than_their_group_lets_through() -> None:
    tree = adjusted(4, counted("8", 5, sign="bonus"), counted("9", 5, sign="bonus"))
    assert work(tree) == [
        ("1", "lost", D(0), D(46)),
        ("8", "do", D(2), D(5)),
        ("9", "do", D(2), D(5)),
    ]
    assert [step.points for step in next_steps(tree, worklist(tree, BEFORE))] == [4, 4]


def test_bonuses_win_no_more_than_is_missing_in_the_total() -> None:
    tree = adjusted(None, counted("9", 5, sign="bonus"), base="98")
    assert work(tree) == [("9", "do", D(2), D(5))]
    full = adjusted(None, counted("9", 5, sign="bonus"), base="100")
    assert work(full) == [("9", "do", D(0), D(5))]
    assert next_steps(full, worklist(full, BEFORE)) == ()


def test_a_bonus_that_was_missed_is_not_missing_in_the_maximum() -> None:
    tree = adjusted(None, counted("9", 5, sign="bonus"))
    assert work(tree, AFTER) == [("1", "lost", D(0), D(50))]


def test_above_the_maximum_bonuses_count_in_full() -> None:
    tree = adjusted(None, counted("9", 5, sign="bonus"), base="98", may_exceed_max="yes")
    assert work(tree) == [("1", "lost", D(0), D(2)), ("9", "do", D(5), D(5))]
    assert work(tree, AFTER) == [("1", "lost", D(0), D(2)), ("9", "lost", D(0), D(5))]


def owed(tree: ScoreTree) -> dict[str, Decimal]:
    """What each unit lost; the criteria's own suggestions are the units."""
    found = {loss.id: loss.lost for loss in losses(tree, None)}
    assert sum(found.values()) == tree.total.max - tree.total.final
    # As they are printed: no "-0.00", no "0" among decimals.
    assert all(str(lost) != "-0.00" and lost.as_tuple().exponent == -2 for lost in found.values())
    return found


@pytest.mark.parametrize(
    ("most", "base", "header", "won"),
    [
        (None, "50", {}, 5),
        (2, "50", {}, 2),
        (None, "98", {}, 2),
        (None, "98", {"may_exceed_max": "yes"}, 5),
    ],
)
def test_bonus_points_that_were_won_are_set_against_what_is_lost(
    most: int | None, base: str, header: dict[str, object], won: int
) -> None:
    bonus = counted("9", 5, sign="bonus", lead="b")
    cap = {} if most is None else {"at_most": most}
    criteria_set = a_set(
        group("g", judged("1", 100, lead="a")),
        group("b", bonus, kind="adjustment", **cap),
        **header,
    )
    said = f"{{'1': {{points: {base}, explanation: X}}, '9': {{facts: {{n: 5}}}}}}"
    assert owed(score_of(criteria_set, said)) == {"a": 100 - int(base), "b": -won}
    missed = said.replace("n: 5", "n: 0")
    assert owed(score_of(criteria_set, missed)) == {"a": 100 - int(base), "b": 0}


def test_penalties_are_lost_by_who_caused_them() -> None:
    late = [counted("8", 10, sign="penalty", lead="b"), counted("9", 10, sign="bonus", lead="c")]
    criteria_set = a_set(
        group("g", judged("1", 100, lead="a")), group("p", *late, kind="adjustment", at_least=-6)
    )
    said = "{'1': {points: 90, explanation: X}, '8': {facts: {n: 9}}, '9': {facts: {n: 1}}}"
    assert owed(score_of(criteria_set, said)) == {"a": 10, "b": 7, "c": -1}


def test_what_a_rescaled_group_lost_is_shared_out() -> None:
    criteria_set = a_set(
        group("g", judged("1", 5, lead="a"), judged("2", 5, lead="b"), measured("3", 20)),
        not_applicable="rescale",
    )
    points = "'1': {points: 4, explanation: X}, '2': {points: 3, explanation: X}"
    said = f"{{{points}, '3': {{not_applicable: X}}}}"
    assert owed(score_of(criteria_set, said)) == {"a": 3, "b": 6, UNASSIGNED: 0}


def test_points_of_what_does_not_apply_are_lost_where_the_set_says_so() -> None:
    criteria_set = a_set(
        group("g", judged("1", 5), measured("2", 10, lead="b")), not_applicable="zero"
    )
    said = "{'1': {points: 5, explanation: X}, '2': {not_applicable: X}}"
    assert owed(score_of(criteria_set, said)) == {"b": 10, UNASSIGNED: 0}


def test_penalties_take_no_more_than_their_group_lets_through() -> None:
    late = [counted(cid, 10, sign="penalty") for cid in ("8", "9")]
    criteria_set = a_set(
        group("g", judged("1", 100)), group("p", *late, kind="adjustment", at_least=-6)
    )
    said = "{'1': {points: 100, explanation: X}, '8': {facts: {n: 9}}, '9': {facts: {n: 3}}}"
    tree = score_of(criteria_set, said)
    assert tree.total.final == 94
    assert work(tree) == [("8", "lost", D(0), D("4.50")), ("9", "lost", D(0), D("1.50"))]


# --- nothing to rate --------------------------------------------------------------------------


@pytest.mark.parametrize("policy", ["reduce_max", "rescale"])
def test_where_nothing_applies_there_is_nothing_to_rate(policy: str) -> None:
    criteria_set = a_set(group("g", measured("1", 10)), not_applicable=policy)
    tree = score_of(criteria_set, "'1': {not_applicable: Không có}")
    header, total = criteria_set.header, tree.total
    assert rating(total.final, total.max, header.bands) is None
    assert next_band(total.final, total.max, header.bands, criteria_set.rounding) is None
    assert worklist(tree, BEFORE) == ()
