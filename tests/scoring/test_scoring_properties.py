"""What holds for every set, whatever is stated, handed in and confirmed (design §4)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from randomsets import Case, at_its_best, bare_sets, cases, papers_for, quick
from scorekit import a_set

from dtiscore.base.points import round_points
from dtiscore.evidence.paper import Verdict
from dtiscore.scoring.tree import NOTHING, CriterionScore, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dtiscore.scoring.tree import Lost, ScoreTree, Sums


def points_of(tree: ScoreTree) -> list[tuple[str, Decimal | None, Decimal | None]]:
    """Claimed and provable of every criterion."""
    return [(c.id, c.claimed, c.provable) for c in tree.criteria]


# --- the random sets themselves ---------------------------------------------------------------


@quick
@given(cases())
def test_random_sets_pass_the_checks_of_a_set(case: Case) -> None:
    header, groups = case.data
    assert a_set(*groups, **header) == case.criteria_set


# --- proof ------------------------------------------------------------------------------------


@quick
@given(cases())
def test_provable_is_at_most_claimed(case: Case) -> None:
    for criterion in case.tree.criteria:
        assert (criterion.claimed is None) == (criterion.provable is None)
        if criterion.provable is not None and criterion.claimed is not None:
            assert criterion.provable <= criterion.claimed
            if criterion.criterion.sign == "penalty":
                assert criterion.provable == criterion.claimed
            else:
                assert 0 <= criterion.provable <= criterion.max or not criterion.counts


@quick
@given(st.data())
def test_one_more_accepted_paper_never_lowers_the_provable_points(data: st.DataObject) -> None:
    case = data.draw(cases())
    more = data.draw(papers_for(case, Verdict.ACCEPTED))
    name = data.draw(st.sampled_from(["0", "3a", "z"]))
    fuller = case.with_papers(*case.papers, more._replace(path=f"{more.path}/{name}.pdf"))
    for before, after in zip(case.tree.criteria, fuller.tree.criteria, strict=True):
        assert before.claimed == after.claimed
        if before.provable is not None:
            assert after.provable is not None
            assert after.provable >= before.provable


@quick
@given(st.data())
def test_the_order_and_the_names_of_the_files_never_matter(data: st.DataObject) -> None:
    case = data.draw(cases())
    shuffled = data.draw(st.permutations(case.papers))
    assert case.with_papers(*shuffled).tree.criteria_set is case.criteria_set
    assert points_of(case.with_papers(*shuffled).tree) == points_of(case.tree)
    renamed = [
        one._replace(path=f"evidence/2023/{one.criterion}/new-{n}.pdf")
        for n, one in enumerate(shuffled)
    ]
    assert points_of(case.with_papers(*renamed).tree) == points_of(case.tree)


@quick
@given(bare_sets())
def test_best_facts_with_full_proof_give_exactly_the_maximum(case: Case) -> None:
    tree = at_its_best(case).tree
    for criterion in tree.criteria:
        if criterion.state is State.UNSCORED:
            continue
        maximum = case.criteria_set.max_of(criterion.criterion, "")
        full = round_points(maximum, case.criteria_set.rounding)
        sign = -1 if criterion.criterion.sign == "penalty" else 1
        assert criterion.claimed == criterion.provable == criterion.final == sign * full
    scored = [group for group in tree.groups if group.group.kind == "scored"]
    assert all(group.sums.final == group.sums.max for group in scored)
    assert tree.base.final == tree.base.max == tree.total.max
    assert tree.coverage.criteria == tree.coverage.of


# --- sums -------------------------------------------------------------------------------------


def missing(of: CriterionScore | Sums) -> Decimal:
    """The maximum less the final points; what is not evaluated has none."""
    return of.max - (of.final or NOTHING)


def total(points: Iterable[Decimal | None]) -> Decimal:
    return sum((p or NOTHING for p in points), NOTHING)


def added_up(lost: Lost) -> Decimal:
    return lost.not_done + lost.proof + lost.appraisal


@quick
@given(cases())
def test_losses_add_up_at_every_level(case: Case) -> None:
    tree = case.tree
    for criterion in tree.criteria:
        assert added_up(criterion.lost) == missing(criterion)
        assert 0 <= criterion.explained <= max(criterion.lost.proof, NOTHING)
    for group in tree.groups:
        assert added_up(group.sums.lost) == missing(group.sums)
        if group.group.kind == "scored" and group.rescaled is None:
            for cause in ("not_done", "proof", "appraisal"):
                parts = [getattr(c.lost, cause) for c in group.criteria]
                assert getattr(group.sums.lost, cause) == total(parts)
    assert added_up(tree.total.lost) == missing(tree.total)


@quick
@given(cases())
def test_criteria_add_up_to_groups_and_groups_to_the_total(case: Case) -> None:
    tree = case.tree
    for kind in ("max", "claimed", "provable", "final"):
        for group in tree.groups:
            parts = total(getattr(c, kind) for c in group.criteria)
            whole = getattr(group.sums, kind)
            if group.group.kind == "adjustment":
                low, high = group.group.at_least, group.group.at_most
                assert whole == parts or whole in (low, high)
            else:
                more = NOTHING if group.rescaled is None else getattr(group.rescaled, kind)
                assert whole == parts + more
        by_kind = {
            which: total(getattr(g.sums, kind) for g in tree.groups if g.group.kind == which)
            for which in ("scored", "adjustment", "unscored")
        }
        assert getattr(tree.base, kind) == by_kind["scored"]
        assert getattr(tree.adjustments, kind) == by_kind["adjustment"]
        assert by_kind["unscored"] == 0
    whole = tree.base.final + tree.adjustments.final
    capped = not case.criteria_set.header.may_exceed_max
    assert tree.total.final == (min(whole, tree.total.max) if capped else whole)


@quick
@given(cases())
def test_every_sum_has_the_decimals_of_the_set(case: Case) -> None:
    tree = case.tree
    exponent = -case.criteria_set.rounding.places
    sums = [tree.total, tree.base, tree.adjustments, *(group.sums for group in tree.groups)]
    for points in [p for one in sums for p in one if p is not None]:
        assert points.as_tuple().exponent == exponent


@quick
@given(cases())
def test_a_total_is_confirmed_when_every_applicable_criterion_is(case: Case) -> None:
    tree = case.tree
    counted = [c for c in tree.criteria if c.counts]
    confirmed = [c for c in counted if c.confirmed is not None]
    done = bool(counted) and len(confirmed) == len(counted)
    assert tree.total.confirmed == (tree.total.final if done else None)
    assert tree.confirmed_so_far == (
        total(c.confirmed for c in counted),
        len(confirmed),
        len(counted),
    )
    basis = "confirmed" if done else "mixed" if confirmed else "provable"
    assert tree.final_basis == basis
    for criterion in tree.criteria:
        if criterion.confirmed is not None:
            assert criterion.final == criterion.confirmed
            assert criterion.explained == 0
