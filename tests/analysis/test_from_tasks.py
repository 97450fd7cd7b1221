"""Figures counted from tasks: every level that the tasks can bring is there to be chosen."""

# mypy: no-strict-equality

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from scorekit import a_set, criterion, group, score_of

from dtiscore.analysis.actions import frame_of
from dtiscore.analysis.gathering import gather
from dtiscore.analysis.improvement import Planner, Wanted
from dtiscore.analysis.intime import Hints
from dtiscore.analysis.tasks import task_items
from dtiscore.model.tasks import Tasks

DAY = date(2023, 6, 1)
SHARE = """
facts: {n: {label: Xong, type: count}, w: {label: Tất cả, type: count}}
rule: {kind: ratio, part: n, whole: w, when_whole_is_zero: zero}
measured_by: Sổ
"""


def planner(number: int, counted: str, *, late: int = 0, whole: str = "all") -> Planner:
    """So many open tasks at a million each, of which some are late already."""
    said = (
        f"{{'1': {{facts: {{n: {{value: 0, tasks: {{document: kh, count: {counted}}}}},"
        f" w: {{value: {number}, tasks: {{document: kh, count: {whole}}}}}}}}}}}"
    )
    tree = score_of(a_set(group("g", criterion("1", SHARE, 48))), said)
    tasks: list[dict[str, Any]] = [
        {
            "id": f"t{n}",
            "title": "Việc",
            "unit": "u",
            "source": {"document": "kh"},
            "cost": "1000000",
            "due": "2023-03-01" if n < late else "2023-10-01",
        }
        for n in range(number)
    ]
    documents = [{"id": "kh", "title": "Kế hoạch"}]
    read = Tasks.model_validate({"period": 2023, "documents": documents, "tasks": tasks})
    items = task_items(read, None, tree.assessment.range, DAY)
    return Planner(gather(frame_of(tree, DAY, Hints(), None), items))


@pytest.mark.parametrize("taken", [1, 5, 7, 8, 11, 23, 24])
def test_of_many_tasks_just_enough_are_taken(taken: int) -> None:
    """A quarter, a half and three quarters of the way are not enough to choose from."""
    plan = planner(24, "done").plan(Wanted(target=Decimal(2 * taken)))
    assert (plan.status, plan.reached) == ("optimal", Decimal(2 * taken))
    assert plan.cost == taken * 1_000_000


def test_what_few_can_still_bring_is_offered() -> None:
    """Though most of the way is closed: of 40 tasks to be on time 32 are late."""
    found = planner(40, "on_time", late=32)
    plan = found.plan(Wanted())
    assert plan.reached == Decimal("9.60")
    assert len([one for one in plan.chosen if one.action.id.startswith("t")]) == 8


def test_figures_that_change_together_are_not_raised_alone() -> None:
    """A task that is done raises both: the part of those on time may even fall."""
    found = planner(4, "on_time", whole="done")
    assert [one for one in found.actions if one.counted] == []
    (reason,) = {one.reason.text for one in found.gathered.withheld}
    assert "as is another figure" in reason
