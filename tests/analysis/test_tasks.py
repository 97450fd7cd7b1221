"""Tasks as pieces of work: instances, due days, and how far they were on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dtiscore.analysis.tasks import TaskItem, task_items
from dtiscore.base.dates import DateRange
from dtiscore.model.tasks import Tasks, instance_keys
from dtiscore.model.units import Units

if TYPE_CHECKING:
    from collections.abc import Mapping

YEAR = DateRange(date(2024, 1, 1), date(2024, 12, 31))
UNITS = Units.model_validate(
    {
        "units": [
            {"id": "van-phong", "name": "Văn phòng Sở", "short": "VP"},
            {"id": "thanh-tra", "name": "Thanh tra Sở"},
        ]
    }
)


def items(*tasks: Mapping[str, object], as_of: date = date(2024, 5, 7)) -> tuple[TaskItem, ...]:
    said = Tasks.model_validate({"period": 2024, "tasks": tasks})
    return task_items(said, UNITS, YEAR, as_of)


def test_a_task_is_one_piece_of_work_of_its_unit() -> None:
    (item,) = items(
        {"id": "a", "title": "x", "unit": "VP", "support": ["thanh tra sở", "VP"], "due": "30/06"}
    )
    assert (item.id, item.key, item.unit, item.support) == ("a", None, "van-phong", ("thanh-tra",))
    assert (item.due, item.state, item.open) == (date(2024, 6, 30), "todo", True)
    assert item.overdue(date(2024, 7, 1))
    assert not item.overdue(date(2024, 6, 30))


def test_a_task_of_each_unit_is_one_for_every_unit_with_its_own_state() -> None:
    found = items(
        {
            "id": "a",
            "title": "x",
            "unit": "each",
            "member": "Trưởng phòng",
            "instances": {"thanh-tra": {"state": "done", "on": "2024-05-02", "member": "TT"}},
        }
    )
    assert [(i.id, i.unit, i.state, i.member) for i in found] == [
        ("a@van-phong", "van-phong", "todo", "Trưởng phòng"),
        ("a@thanh-tra", "thanh-tra", "done", "TT"),
    ]


def test_a_task_that_returns_is_due_in_each_month_or_quarter_of_the_assessed_days() -> None:
    quarters = items({"id": "a", "title": "x", "unit": "VP", "every": "quarter", "day": "15"})
    assert [(i.id, i.due) for i in quarters] == [
        (f"a@2024-q{n}", date(2024, 3 * n, 15)) for n in (1, 2, 3, 4)
    ]
    months = items({"id": "a", "title": "x", "unit": "VP", "every": "month", "day": "31"})
    assert [i.due for i in months][:4] == [
        date(2024, month, day) for month, day in ((1, 31), (2, 29), (3, 31), (4, 30))
    ]
    (task,) = Tasks.model_validate(
        {"period": 2024, "tasks": [{"id": "a", "title": "x", "unit": "each", "every": "month"}]}
    ).tasks
    keys = instance_keys(task, UNITS, DateRange(date(2024, 2, 1), date(2024, 3, 1)))
    assert keys == (
        *("van-phong@2024-02", "van-phong@2024-03"),
        *("thanh-tra@2024-02", "thanh-tra@2024-03"),
    )


def test_what_was_reached_later_is_not_known_yet() -> None:
    task = {"id": "a", "title": "x", "unit": "VP", "state": "done", "on": "2024-05-07"}
    assert [i.state for i in items(task, as_of=date(2024, 5, 6))] == ["todo"]
    assert [i.state for i in items(task)] == ["done"]


def test_a_task_that_was_dropped_is_dropped_for_every_unit() -> None:
    task = {"id": "a", "title": "x", "unit": "each", "state": "dropped", "reason": "Trùng"}
    assert {i.state for i in items(task)} == {"dropped"}
