"""The commands: one file each, named after the command, with one function of that name.

A file is imported only when its command is asked for; what the list of commands says of it
stands here, so that ``--help`` loads none of them.
"""

from __future__ import annotations

import importlib
import keyword
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dtiscore.base.messages import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "score": N_("Score the period: claimed, provable and final points, losses."),
        "gaps": N_("Compare with the average; say who can win back what."),
        "rank": N_("Rank the agencies; say what a better rank takes, and how likely it is."),
        "plan": N_("Choose the cheapest way to a better rank, or the most points."),
        "checklist": N_("List what each unit has to do, with the points behind it."),
        "progress": N_("Say what is done, overdue and next, and the points secured."),
        "change": N_("Split the change between two years into set, work and proof."),
        "whatif": N_("Show the score if facts or papers were other; nothing is written."),
        "explain": N_("Show how a criterion's points come about, step by step."),
        "check": N_("Check every file; list all problems with their places."),
        "test": N_("Run the worked examples (cases) of the criteria sets."),
        "schema": N_("Print the JSON Schema of a kind of file, for editors."),
        "init": N_("Make a new workspace, every figure still to state."),
    }
)
"""Every command in the order of the list, and what it does."""

GROUPS: Mapping[str, tuple[str, Mapping[str, str]]] = MappingProxyType(
    {
        "form": (
            N_("Send the units forms to fill in, and take in what they state."),
            MappingProxyType(
                {
                    "export": N_("Write a workbook for each unit to fill in."),
                    "import": N_("Take in the forms that came back, all or nothing."),
                }
            ),
        ),
        "published": (
            N_("What the province published: take in a table of results."),
            MappingProxyType({"import": N_("Take in a table of results; say first what changes.")}),
        ),
        "crosswalk": (
            N_("How criteria sets carry on older ones."),
            MappingProxyType({"check": N_("List the answers without a home in the newer set.")}),
        ),
        "task": (
            N_("The year's tasks: list, add, assign, finish and check them."),
            MappingProxyType(
                {
                    "list": N_("List the tasks with lead, day, state and source."),
                    "show": N_("Show one task with its instances, papers and points."),
                    "add": N_("Add a task."),
                    "done": N_("Say that a task is done, in hand or dropped."),
                    "assign": N_("Say who in the unit does a task."),
                    "check": N_("Say what the tasks leave open."),
                    "import": N_("Take in the tasks of a plan’s table, a difference first."),
                }
            ),
        ),
        "proposal": (
            N_("What the units propose: gather, measure, judge and cost it."),
            MappingProxyType(
                {
                    "list": N_("List the proposals with points, cost and verdict."),
                    "show": N_("Show one proposal, what it brings and what it lacks."),
                    "check": N_("Say what each lacks, and which must be adjusted."),
                    "budget": N_("Add up the money by source, unit and kind."),
                    "new": N_("Begin a proposal’s file with all it has to state."),
                }
            ),
        ),
        "unit": (
            N_("The units: what each answers for, and has open, on a day."),
            MappingProxyType(
                {
                    "list": N_("List the units with points, open tasks and missing papers."),
                    "show": N_("Show one unit: duties, criteria, tasks, papers, points."),
                }
            ),
        ),
        "period": (
            N_("Begin a new year with what the last one leaves."),
            MappingProxyType(
                {"new": N_("Lay down a new year’s files; list what the last one lost, and why.")}
            ),
        ),
        "evidence": (
            N_("Judge the papers; list, add, ask for and lock them."),
            MappingProxyType(
                {
                    "check": N_("Say what each paper is worth, why, and what is missing."),
                    "list": N_("Print the index of proof documents."),
                    "add": N_("Copy a paper to its criterion under a clear name."),
                    "request": N_("Note whom a paper was asked of, and by when."),
                    "lock": N_("Record the hashes of all that is handed in."),
                    "verify": N_("Say what has changed since it was locked."),
                }
            ),
        ),
    }
)
"""Commands that have commands of their own, a folder each: what they do, and what those do."""


def function_of(command: str) -> Callable[..., Any]:
    """The function that runs ``command``; its parameters are the command's options."""
    module = importlib.import_module(f"{__name__}.{command}")
    function: Callable[..., Any] = getattr(module, command)
    return function


def function_within(group: str, command: str) -> Callable[..., Any]:
    """The function that runs a command of a group."""
    # "list" and such are names of Python's own: the files' functions carry the group's as well.
    # A word of Python's grammar names no file.
    file = f"{command}_" if keyword.iskeyword(command) else command
    module = importlib.import_module(f"{__name__}.{group}.{file}")
    function: Callable[..., Any] = getattr(module, f"{group}_{command}")
    return function


def only_listed() -> None:
    """Stands in for a command that this run only lists."""
