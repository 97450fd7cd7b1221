"""dtiscore for Python users: exact points, problems as values, nothing loaded unasked."""

from __future__ import annotations

import inspect
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, get_type_hints

import pytest

from dtiscore import api
from dtiscore.analysis import versus
from dtiscore.analysis.duties import UNASSIGNED
from dtiscore.analysis.worklist import Action
from dtiscore.base.diagnostics import Diagnostic
from dtiscore.model.assessment import Assessment
from dtiscore.scoring.tree import Basis, CriterionScore, ScoreTree, State
from dtiscore.workspace import Workspace
from workspaces import ASSESSMENT, BASE, PUBLISHED, ROOT, UNITS, make_workspace

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2024, 6, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_workspace(tmp_path)


@pytest.fixture
def tree(folder: Path) -> ScoreTree:
    return api.score(api.load(folder), DAY)


# --- load -------------------------------------------------------------------------------------


def test_load_and_score_the_sample() -> None:
    workspace = api.load(ROOT)
    tree = api.score(workspace, DAY)
    assert tree.total.final == Decimal("633.56")
    assert tree.total.claimed == Decimal("851.49")
    assert tree.total.lost.proof == Decimal("209.76")


@pytest.mark.parametrize("kind", [str, lambda path: path])
def test_load_takes_a_path_in_either_form(kind: object, folder: Path) -> None:
    workspace = api.load(kind(folder))  # type: ignore[operator]
    assert isinstance(workspace, Workspace)
    assert (workspace.period, workspace.diagnostics) == (2023, ())


def test_load_another_period(folder: Path) -> None:
    said = BASE[ASSESSMENT].replace("period: 2023", "period: 2022")
    (folder / "assessments/2022.yaml").write_text(said, "utf-8")
    workspace = api.load(folder, 2022)
    assert api.score(workspace).assessment.period == 2022
    assert workspace.published is None


@pytest.mark.parametrize("folder_is_there", [True, False])
def test_what_is_wrong_is_a_value(folder_is_there: bool, tmp_path: Path) -> None:  # noqa: FBT001
    where = make_workspace(tmp_path, {ASSESSMENT: "period: x\nx: 1\n"})
    workspace = api.load(where if folder_is_there else tmp_path / "none")
    codes = [found.code for found in workspace.diagnostics]
    assert codes == (["wrong-type", "unknown-key"] if folder_is_there else ["missing-file"])
    assert all(isinstance(found, Diagnostic) for found in workspace.diagnostics)


# --- score ------------------------------------------------------------------------------------


def test_points_are_exact_decimals_of_the_set_s_places(tree: ScoreTree) -> None:
    numbers = [*tree.total, *tree.total.lost, *tree.base, *tree.adjustments, tree.explained]
    numbers += [number for score in tree.criteria for number in (score.max, *score.lost)]
    numbers += [score.final for score in tree.criteria]
    known = [number for number in numbers if number is not None]
    assert len(known) > 30
    assert all(type(number) is Decimal for number in known)
    assert {number.as_tuple().exponent for number in known} == {-2}


def test_the_small_workspace(tree: ScoreTree) -> None:
    total = tree.total
    assert [total.max, total.claimed, total.provable, total.final] == [100, 76, 46, 46]
    assert total.confirmed is None
    assert [*total.lost] == [24, 30, 0]
    assert {score.id: score.final for score in tree.criteria} == {
        "1.1": 0,
        "1.2": 30,
        "2.1": 10,
        "2.2": 0,
        "2.3": 6,
    }
    assert tree.final_basis is Basis.PROVABLE
    assert [*tree.coverage] == [5, 5, 100]
    assert tree.as_of == DAY


def test_confirmations_count_from_their_day_and_all_without_one(tmp_path: Path) -> None:
    said = BASE[ASSESSMENT].replace(
        '  "1.1":\n', '  "1.1":\n    confirmed: [{points: 5, on: 2024-03-20}]\n'
    )
    workspace = api.load(make_workspace(tmp_path, {ASSESSMENT: said}))
    by_day = {
        day: api.score(workspace, day).by_id["1.1"].confirmed
        for day in (date(2024, 3, 19), date(2024, 3, 20), None)
    }
    assert list(by_day.values()) == [None, 5, 5]


def test_scoring_leaves_the_workspace_as_it_was(folder: Path) -> None:
    workspace = api.load(folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    trees = [api.score(workspace, DAY) for _ in range(2)]
    assert trees[0].total == trees[1].total
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_an_error_is_raised_with_everything_that_is_wrong(tmp_path: Path) -> None:
    broken = {ASSESSMENT: BASE[ASSESSMENT].replace("trained: 30", "trained: 50"), UNITS: "x: 1\n"}
    workspace = api.load(make_workspace(tmp_path, broken))
    with pytest.raises(api.DataError) as error:
        api.score(workspace, DAY)
    assert isinstance(error.value, ValueError)
    assert error.value.diagnostics == workspace.diagnostics
    assert str(error.value) == f"{ASSESSMENT}:8 part-above-whole; {UNITS}:1 unknown-key"


# --- without files ----------------------------------------------------------------------------


def test_facts_can_be_scored_without_a_workspace(folder: Path) -> None:
    files = api.load(folder).set_files
    assert files is not None
    said = Assessment.model_validate(
        {"period": 2023, "criteria": {"1.2": {"facts": {"trained": 1, "staff": 3}}}}
    )
    tree = api.score_assessment(files.criteria_set, said)
    assert tree.by_id["1.2"].claimed == Decimal("13.33")
    assert tree.by_id["1.1"].state is State.NOT_EVALUATED
    assert tree.by_id["1.1"].claimed is None
    assert tree.coverage.criteria == 1


@pytest.mark.parametrize("value", [Decimal("1.5"), Fraction(3, 2), "1,5", "x"])
def test_a_fact_of_another_type_is_an_error_without_a_place(value: object, folder: Path) -> None:
    files = api.load(folder).set_files
    assert files is not None
    said = Assessment.model_validate(
        {"period": 2023, "criteria": {"1.2": {"facts": {"trained": value}}}}
    )
    with pytest.raises(api.DataError) as error:
        api.score_assessment(files.criteria_set, said)
    (found,) = error.value.diagnostics
    assert found.code == ("not-a-number" if value == "x" else "not-whole")
    assert (found.place.file, found.place.line) == ("assessment", 0)


# --- gaps -------------------------------------------------------------------------------------


def test_gaps_to_the_published_average(folder: Path, tree: ScoreTree) -> None:
    results = api.results(api.load(folder), tree, DAY)
    assert results is not None
    average = versus.against_average(results)
    assert isinstance(average, versus.Reference)
    gaps = api.gaps(tree, average)
    total = gaps.total
    assert [total.final, total.reference, total.gap] == [46, Decimal("70.5"), Decimal("-24.5")]
    assert [(group.id, group.gap, group.below) for group in gaps.groups] == [
        ("1", -15, True),
        ("2", Decimal("-9.5"), True),
    ]


def test_gaps_to_the_maximum_are_what_was_lost(tree: ScoreTree) -> None:
    gaps = api.gaps(tree, versus.against_max(tree))
    assert gaps.total.gap == -sum(tree.total.lost)
    assert sum(group.gap or 0 for group in gaps.groups) == gaps.total.gap


def test_a_reference_that_is_not_there_is_a_diagnostic(tmp_path: Path) -> None:
    bare = make_workspace(tmp_path, {PUBLISHED: "period: 2023\n"})
    workspace = api.load(bare)
    results = api.results(workspace, api.score(workspace), DAY)
    assert results is not None
    found = versus.against_average(results)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.place.file) == ("no-data", PUBLISHED)


def test_without_a_published_file_there_are_no_results(tmp_path: Path) -> None:
    workspace = api.load(make_workspace(tmp_path, {PUBLISHED: None}))
    assert api.results(workspace, api.score(workspace), DAY) is None


# --- checklist and explain --------------------------------------------------------------------


def test_the_work_of_the_units_shares_out_what_can_be_won(folder: Path, tree: ScoreTree) -> None:
    workspace = api.load(folder)
    units = api.checklist(workspace, tree, DAY)
    assert [unit.id for unit in units] == ["van-phong", "phong-cntt"]
    assert [unit.winnable for unit in units] == [20, 10]
    items = [item for unit in units for item in unit.lead]
    assert sorted(map(repr, items)) == sorted(map(repr, api.worklist(tree, DAY)))
    assert {item.criterion.id for item in items if item.action is Action.FIND} == {"1.1", "2.2"}


def test_work_depends_on_the_day(folder: Path) -> None:
    workspace = api.load(folder)
    tree = api.score(workspace, date(2023, 6, 1))
    during, after = (
        {item.action for unit in api.checklist(workspace, tree, day) for item in unit.lead}
        for day in (date(2023, 6, 1), DAY)
    )
    assert Action.DO in during
    assert not after & {Action.DO, Action.MAKE}


def test_without_units_the_set_s_suggestions_stand(tmp_path: Path) -> None:
    workspace = api.load(make_workspace(tmp_path, {UNITS: None}))
    units = api.checklist(workspace, api.score(workspace, DAY), DAY)
    assert [(unit.id, unit.name) for unit in units] == [("van-phong", None), (UNASSIGNED, None)]


def test_explain_one_criterion(tree: ScoreTree) -> None:
    score = api.explain(tree, "1.1")
    assert isinstance(score, CriterionScore)
    assert [score.claimed, score.provable, score.lost.proof] == [20, 0, 20]
    assert score.facts == {"meetings": 4}
    assert score.outcome is not None
    assert score.outcome.points == Fraction(20)
    (slot,) = score.slots
    assert (slot.slot.id, slot.papers) == ("minutes", ())


@pytest.mark.parametrize("unknown", ["9.9", "1", ""])
def test_explain_knows_criteria_only(unknown: str, tree: ScoreTree) -> None:
    with pytest.raises(KeyError):
        api.explain(tree, unknown)


# --- tables -----------------------------------------------------------------------------------


def test_a_table_holds_points_as_whole_cents(tmp_path: Path) -> None:
    said = BASE[ASSESSMENT].replace("trained: 30", "trained: 29")
    said = said.replace("      meetings: 4\n", "      meetings:\n")
    tree = api.score(api.load(make_workspace(tmp_path, {ASSESSMENT: said})), DAY)
    frame = api.to_frame(tree)
    assert list(frame.index) == ["1.1", "1.2", "2.1", "2.2", "2.3"]
    assert list(frame.columns) == [
        *("group", "name", "state", "max", "claimed", "provable", "confirmed", "final")
    ]
    assert frame.attrs["unit"] == Decimal("0.01")
    assert frame.loc["1.2", "final"] == 2900
    assert frame["final"].isna().tolist() == [True, False, False, False, False]
    assert frame["confirmed"].isna().all()
    assert str(frame["final"].dtype) == "Int64"
    assert int(frame["claimed"].sum()) * frame.attrs["unit"] == tree.total.claimed
    assert set(frame["state"]) <= {state.value for state in State}


PROBE = """
import sys
from dtiscore import api
tree = api.score(api.load("."))
before = {"pandas", "numpy"} & set(sys.modules)
api.to_frame(tree)
print(len(before), "pandas" in sys.modules)
"""


def test_only_a_table_loads_pandas() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["0", "True"]


# --- the whole of it --------------------------------------------------------------------------


def test_every_verb_is_documented_and_typed() -> None:
    for name in api.__all__:
        verb = getattr(api, name)
        assert inspect.getdoc(verb)
        if inspect.isfunction(verb):
            signature = inspect.signature(verb)
            hinted = set(verb.__annotations__)
            assert hinted == {*signature.parameters, "return"}
    assert {"load", "score", "gaps", "checklist", "explain", "to_frame"} <= set(api.__all__)


def test_the_package_is_marked_as_typed() -> None:
    assert (ROOT / "src/dtiscore/py.typed").is_file()
    assert get_type_hints(api.load)["return"] is Workspace


def test_nothing_depends_on_the_day_or_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    wanted = api.score(api.load(folder)).total
    monkeypatch.setenv("DTISCORE_AS_OF", "1900-01-01")
    monkeypatch.setenv("DTISCORE_LANG", "fr")
    monkeypatch.chdir(folder.anchor)
    assert api.score(api.load(folder)).total == wanted
    assert capfd.readouterr() == ("", "")
