"""Steps that are possible only with others: of four meetings four can be chaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dtiscore.analysis.actions import Action
    from dtiscore.analysis.outlook import Outlook


def companions(outlook: Outlook, actions: Sequence[Action]) -> dict[str, tuple[str, ...]]:
    """By action whose facts contradict the others as they are: those of which it takes one.

    None where it takes several together.
    """
    moving = [action for action in actions if action.changes]
    return {
        action.id: tuple(
            other.id
            for other in moving
            if other.changes.keys().isdisjoint(action.changes)
            and outlook.clash({**other.changes, **action.changes}) is None
        )
        for action in moving
        if outlook.clash(action.changes) is not None
    }
