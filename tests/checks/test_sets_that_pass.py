"""What a set may say although it looks like a mistake: nothing is found, and it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bad_files import changed
from dtiscore.workspace import open_workspace, score_workspace
from workspaces import ASSESSMENT, AWARENESS, PUBLISHED, SERVICES, SET, SETTINGS, make_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dtiscore.scoring.tree import ScoreTree


def scored(folder: Path, files: Mapping[str, str | bytes | None]) -> ScoreTree:
    """The small workspace with these files, in which nothing is wrong."""
    workspace = open_workspace(make_workspace(folder, files))
    assert workspace.diagnostics == ()
    tree = score_workspace(workspace, None)
    assert tree is not None
    return tree


COHORTS = changed(SET, "max_score: 100", "max_score: {co-tthc: 100, khong-tthc: 80}")
OF_COHORT = {
    **COHORTS,
    **changed(SETTINGS, "Sở Mẫu}", "Sở Mẫu, cohort: co-tthc}"),
    **changed(
        SERVICES,
        "max_score: 40",
        "max_score: {co-tthc: 40, khong-tthc: 20}",
        "    max_score: 20\n",
        "    max_score: 20\n    applies_to: {cohorts: [CO-TTHC]}\n",
    ),
    PUBLISHED: None,
}


@pytest.mark.parametrize(("agency", "applies"), [("SO-MAU", True), ("so-khac", False)])
def test_agencies_a_criterion_applies_to_are_compared_without_case(
    agency: str, tmp_path: Path, *, applies: bool
) -> None:
    files = changed(
        SERVICES,
        "    max_score: 10\n    rule: {kind: judged}",
        f"    max_score: 10\n    applies_to: {{agencies: [{agency}]}}\n    rule: {{kind: judged}}",
    )
    said = changed(
        ASSESSMENT, '  "2.3":\n    points: 6\n    explanation: Hai sáng kiến cấp tỉnh\n', ""
    )
    tree = scored(tmp_path, {**files, **said, PUBLISHED: None})
    assert ("2.3" in tree.by_id) is applies


def test_cohorts_a_criterion_applies_to_are_compared_without_case(tmp_path: Path) -> None:
    assert "2.1" in scored(tmp_path, OF_COHORT).by_id


def test_options_of_a_choice_may_come_from_a_criterion_that_shares_it(tmp_path: Path) -> None:
    """Where it is defined without a rule, nothing else says what can be stated."""
    files: dict[str, str | bytes | None] = {
        "criteria/small/3-facts.yaml": (
            'id: "3"\nname: Thông tin\nkind: unscored\ncriteria:\n'
            '  - {id: "3.1", name: A, facts: {head: {label: Ai, type: choice}}}\n'
        ),
        **changed(SET, "2-services]", "2-services, 3-facts]"),
        **changed(
            SERVICES,
            "    rule: {kind: judged}",
            '    facts: {head: {same_as: "3.1.head"}}\n    measured_by: Hệ thống\n'
            "    rule: {kind: choice, fact: head, options: [{value: chief, share: 1}]}",
        ),
        **changed(
            ASSESSMENT,
            "points: 6\n    explanation: Hai sáng kiến cấp tỉnh",
            "facts: {head: Chief}",
        ),
    }
    assert scored(tmp_path, files).by_id["2.3"].claimed == 10


def test_a_shared_choice_may_have_fewer_options(tmp_path: Path) -> None:
    options = "{value: chief, share: 1}, {value: deputy, share: 1/2}"
    rule = "    rule:\n      kind: sum\n      parts:\n"
    for name, listed in (("a", options), ("b", "{value: CHIEF, share: 1}")):
        rule += f"        - name: {name}\n          share: 1/2\n"
        rule += f"          rule: {{kind: choice, fact: head, options: [{listed}]}}\n"
    files: dict[str, str | bytes | None] = {
        **changed(
            SERVICES,
            "    rule: {kind: judged}\n",
            "    facts: {head: {label: Ai, type: choice}}\n    measured_by: Hệ thống\n" + rule,
        ),
        **changed(
            ASSESSMENT,
            "points: 6\n    explanation: Hai sáng kiến cấp tỉnh",
            "facts: {head: deputy}",
        ),
    }
    assert str(scored(tmp_path, files).by_id["2.3"].claimed) == "2.50"


@pytest.mark.parametrize(
    "tiers",
    [
        "[{at_most: 0, points: 20}]",  # not a single one may happen
        "[{at_least: 1, points: 20}, {at_least: 0, points: 5}]",  # who states it gets something
        "[{at_least: 2.5, points: 20}]",  # three, of a count
    ],
)
def test_thresholds_that_are_unusual_but_mean_something(tiers: str, tmp_path: Path) -> None:
    files = changed(
        AWARENESS,
        "[{at_least: 4, points: 20}, {at_least: 1, points: 5}]",
        tiers,
        "types: [TB, BB], count_of: meetings",
        "optional: yes",
    )
    assert scored(tmp_path, files).by_id["1.1"].claimed in (0, 20)
