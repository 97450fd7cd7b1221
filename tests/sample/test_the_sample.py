"""The workspace at the repository's root: the notice's result, out of facts, rules and files."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from dtiscore import api
from dtiscore.analysis.versus import Reference, against_average
from dtiscore.model.criteria import EVERYONE
from dtiscore.model.facts import StatedFacts
from dtiscore.model.published import Published
from dtiscore.rules.registry import KINDS
from dtiscore.scoring.bands import rating
from dtiscore.scoring.engine import Scoring, score
from dtiscore.scoring.offers import Papers
from workspaces import ROOT, sample_copy

if TYPE_CHECKING:
    from pathlib import Path

    from dtiscore.model.published import AgencyResult
    from dtiscore.rules.core import FactValue
    from dtiscore.scoring.tree import CriterionScore, ScoreTree
    from dtiscore.workspace import Workspace

BELOW_IN_THE_NOTICE = {
    "Nhận thức số",
    "Thể chế số",
    "Nhân lực số",
    "Hoạt động chính quyền số",
    "Hoạt động xã hội số",
}


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return api.load(ROOT)


@pytest.fixture(scope="module")
def tree(workspace: Workspace) -> ScoreTree:
    return api.score(workspace)


# --- what the notice says ---------------------------------------------------------------------


def test_it_comes_to_the_published_total_and_rating(workspace: Workspace, tree: ScoreTree) -> None:
    assert workspace.diagnostics == ()
    assert tree.total.final == Decimal("633.56")
    published = workspace.published
    assert published is not None
    ours = next(agency for agency in published.value.agencies if agency.id == "so-gtvt")
    assert (ours.id, ours.total, ours.rating) == ("so-gtvt", Fraction("633.56"), "Trung bình")


def test_most_of_the_loss_is_for_want_of_proof(tree: ScoreTree) -> None:
    lost = tree.total.lost
    assert tree.total.claimed >= 800, "the work was well done"
    assert lost.proof > lost.not_done > lost.appraisal > 0


def test_below_the_average_in_the_groups_the_notice_names_and_in_no_other(
    workspace: Workspace, tree: ScoreTree
) -> None:
    results = api.results(workspace, tree)
    assert results is not None
    reference = against_average(results)
    assert isinstance(reference, Reference)
    gaps = api.gaps(tree, reference)
    assert {gap.name for gap in gaps.groups if gap.below} == BELOW_IN_THE_NOTICE
    assert gaps.total.below


def test_only_our_total_rating_and_source_are_official(workspace: Workspace) -> None:
    published = workspace.published
    assert published is not None
    ours, *others = sorted(published.value.results(None), key=lambda said: said.id != "so-gtvt")
    assert (ours.status, ours.groups_status) == ("official", "illustrative")
    assert ours.source is not None
    assert "401/QĐ-UBND" in ours.source
    assert {(other.status, other.groups_status) for other in others} == {("illustrative",) * 2}
    for values in published.value.averages.values():
        assert values.status == "illustrative"
    assert {best.status for best in published.value.bests.values()} == {"illustrative"}


# --- the other agencies: made up, and in nothing against what was published ---------------------

PRINTED_FIRST = [
    "so-tttt",
    "vp-ubnd",
    "so-tu-phap",
    "so-y-te",
    "so-cong-thuong",
    "so-gddt",
    "so-noi-vu",
    "so-xay-dung",
    "so-ldtbxh",
    "ban-dan-toc",
    "so-nnptnt",
    "bql-kcn",
]


def agencies(period: int) -> list[AgencyResult]:
    text = (ROOT / f"published/{period}.yaml").read_text("utf-8")
    said: Any = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    return list(Published.model_validate(said).results(None))


def total(agency: AgencyResult) -> Fraction:
    assert agency.total is not None
    return agency.total


def test_as_many_of_each_rating_as_were_published() -> None:
    ratings = Counter(agency.rating for agency in agencies(2023))
    assert ratings == {"Tốt": 1, "Khá": 16, "Trung bình": 2}


def test_the_printed_order_is_kept() -> None:
    by_total = sorted(agencies(2023), key=total, reverse=True)
    assert [agency.id for agency in by_total[:12]] == PRINTED_FIRST
    # Two were average, and we were one of them.
    assert "so-gtvt" in [agency.id for agency in by_total[17:]]


def test_the_averages_are_those_of_the_nineteen(workspace: Workspace) -> None:
    assert workspace.published is not None
    stated = workspace.published.value.averages[EVERYONE]
    every = agencies(2023)
    assert stated.total == sum(map(total, every)) / 19
    for group, average in stated.groups.items():
        assert average == sum(agency.groups[group].value for agency in every) / 19


@pytest.mark.parametrize("period", [2022, 2023])
def test_totals_are_sums_and_groups_within_their_maxima(period: int, tree: ScoreTree) -> None:
    maxima = {group.group.id: group.sums.max for group in tree.groups}
    bands = tree.criteria_set.header.bands
    for agency in agencies(period):
        values = {group: said.value for group, said in agency.groups.items()}
        assert sum(values.values()) == agency.total
        assert all(0 < value <= maxima[group] for group, value in values.items())
        points = Decimal(total(agency).numerator) / total(agency).denominator
        assert rating(points, tree.total.max, bands) == agency.rating


def test_the_year_before_has_the_same_agencies_and_nothing_official() -> None:
    before, now = agencies(2022), agencies(2023)
    assert {agency.id for agency in before} == {agency.id for agency in now}
    assert {agency.status for agency in before} == {"illustrative"}


# --- the set ----------------------------------------------------------------------------------


def test_the_set_is_of_the_size_that_was_published(tree: ScoreTree) -> None:
    assert len(tree.groups) == 7
    assert len(tree.by_id) == 45
    assert tree.total.max == 1000
    assert (tree.coverage.criteria, tree.coverage.of) == (45, 45)
    assert tree.coverage.max == 1000
    assert tree.criteria_set.header.status == "illustrative"


def test_every_kind_of_rule_is_used_and_has_its_cases(tree: ScoreTree) -> None:
    top = [c.criterion.rule for c in tree.criteria if c.criterion.rule]
    used = {rule.kind for rule in top} | {part.kind for rule in top for _, _, part in rule.parts()}
    assert used == set(KINDS)
    cases = ROOT / "criteria/so-nganh-mau-2023/cases"
    assert {path.stem for path in cases.glob("*.yaml")} == set(KINDS)


def test_few_points_are_left_to_judgement(tree: ScoreTree) -> None:
    judged = [c for c in tree.criteria if c.criterion.rule and c.criterion.rule.kind == "judged"]
    assert len(judged) <= 2
    assert sum(c.max for c in judged) <= 30


def test_every_criterion_says_who_leads_who_helps_and_what_proves_it(tree: ScoreTree) -> None:
    for criterion in tree.criteria:
        spec = criterion.criterion
        assert spec.lead, spec.id
        assert spec.support, spec.id
        assert spec.lead not in spec.support, spec.id
        assert spec.source, spec.id
        assert spec.proof or spec.measured_by, spec.id


# --- nothing is written in: facts and papers move the points -------------------------------------


def without_paper(workspace: Workspace, tree: ScoreTree, path: str) -> ScoreTree:
    """The score without a paper and its copies."""
    refused = [one for c in tree.criteria for one in c.refused if one.stead is not None]
    gone = {path, *(one.paper.path for one in refused if one.stead and one.stead.path == path)}
    papers = Papers(
        {
            cid: tuple(paper for paper in serving if paper.path not in gone)
            for cid, serving in workspace.judged(None).by_criterion().items()
        }
    )
    return score(rescored(tree, papers=papers))


def rescored(tree: ScoreTree, **changed: Any) -> Scoring:
    bests = {c.id: c.setting.best for c in tree.criteria if c.setting and c.setting.best}
    given: dict[str, Any] = {"facts": tree.facts, "bests": bests, "as_of": tree.as_of, **changed}
    return Scoring(tree.criteria_set, tree.assessment, agency=tree.agency, **given)


def unconfirmed(criterion: CriterionScore) -> bool:
    return criterion.confirmed is None


def test_taking_a_paper_out_of_a_full_slot_lowers_provable_and_final(
    workspace: Workspace, tree: ScoreTree
) -> None:
    checked = 0
    for criterion in tree.criteria:
        for state in criterion.slots:
            needed = state.fill.filled and state.fill.have == state.fill.need
            if not needed or state.slot.optional or not criterion.provable:
                continue
            for placed in state.papers:
                after = without_paper(workspace, tree, placed.paper.path).by_id[criterion.id]
                assert after.provable is not None
                assert after.provable < criterion.provable, (criterion.id, placed.paper.path)
                if unconfirmed(criterion):
                    assert after.final == after.provable
                checked += 1
    assert checked >= 30


def test_an_empty_paper_proves_nothing(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    report = next((folder / "evidence/2023/1.1").glob("21-TB-*.pdf"))
    report.write_bytes(b"")
    before, after = api.score(api.load(ROOT)), api.score(api.load(folder))
    # A meeting less in 1.1, and one of the head's in 1.2.
    assert before.total.provable - after.total.provable == Decimal("10.00")
    assert before.total.claimed == after.total.claimed


def lowered(value: FactValue) -> FactValue | None:
    """A tenth less, in whole numbers; a choice and a date stay what they are."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Fraction):
        return Fraction(int(value * 9 / 10)) if value >= 1 else value * 9 / 10
    return None


def test_changing_a_fact_moves_the_points(workspace: Workspace, tree: ScoreTree) -> None:
    papers = Papers(workspace.judged(None).by_criterion())
    points = [(c.claimed, c.provable) for c in score(rescored(tree, papers=papers)).criteria]
    stuck = []
    for key, value in tree.facts.values.items():
        other = lowered(value)
        if other is not None:
            facts = StatedFacts({**tree.facts.values, key: other})
            after = score(rescored(tree, facts=facts, papers=papers))
            if [(c.claimed, c.provable) for c in after.criteria] == points:
                stuck.append(f"{key.criterion}.{key.fact}")
    # A tenth of the money, and four days instead of five, stay within the same tier.
    assert stuck == ["2.6.dx_spending", "2.6.all_spending", "6.5.update_days"]


def test_the_cents_come_from_ratios(tree: ScoreTree) -> None:
    text = yaml.safe_dump(yaml.safe_load((ROOT / "assessments/2023.yaml").read_text("utf-8")))
    assert "633" not in text
    uneven = [c for c in tree.criteria if c.provable is not None and c.provable % 1]
    assert len(uneven) >= 10
    assert all(c.criterion.rule and c.criterion.rule.kind != "judged" for c in uneven)


def test_two_or_three_criteria_were_decided_by_the_council(tree: ScoreTree) -> None:
    decided = [c for c in tree.criteria if c.confirmation is not None]
    assert len(decided) in (2, 3)
    assert all(c.confirmation and c.confirmation.reason for c in decided)
