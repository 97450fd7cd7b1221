"""The commands: one file each, named after the command, with one function of that name.

A file is imported only when its command is asked for; what the list of commands says of it
stands here, so that ``--help`` loads none of them.
"""

from __future__ import annotations

import importlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dtiscore.base.messages import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "score": N_("Print the score: claimed, provable, final, the rating, and the points lost."),
        "gaps": N_("Compare with the province's average (default), and say who can win back what."),
        "checklist": N_(
            "List what a unit has to do, with the points behind it; without UNIT, all units."
        ),
        "explain": N_("Show how the points of a criterion come about, step by step."),
        "check": N_("Check every file of the workspace and list all problems with their places."),
        "test": N_("Run the worked examples (cases) of every criteria set, or of one."),
        "schema": N_(
            "Print the JSON Schema of a kind of file, or write all of them into a folder."
        ),
        "init": N_("Make a new workspace: every file in place, every figure still to state."),
    }
)
"""Every command in the order of the list, and what it does."""


def function_of(command: str) -> Callable[..., Any]:
    """The function that runs ``command``; its parameters are the command's options."""
    module = importlib.import_module(f"{__name__}.{command}")
    function: Callable[..., Any] = getattr(module, command)
    return function


def only_listed() -> None:
    """Stands in for a command that this run only lists."""
