"""What a user names on the command line: groups, criteria and units, in any of their spellings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import N_, Message
from dtiscore.base.text import fold_accents, nearest
from dtiscore.cli.session import Stop
from dtiscore.model.criteria_set import unknown_criterion
from dtiscore.model.units import Unit, Units

if TYPE_CHECKING:
    from fractions import Fraction

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.criteria import Criterion
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.scoring.tree import CriterionScore, ScoreTree
    from dtiscore.workspace import Workspace


def group_ids(names: list[str], criteria_set: CriteriaSet) -> frozenset[str]:
    """The ids of the named groups, by id or name.

    Raises:
        Stop: the set has no such group.
    """
    by_name = {
        fold_accents(name): group.id
        for group in criteria_set.groups
        for name in (group.id, group.name)
    }
    unknown = [name for name in names if fold_accents(name) not in by_name]
    if unknown:
        known = tuple(f"{group.id} ({group.name})" for group in criteria_set.groups)
        place = Place("--group")
        raise Stop(*(problems.UNKNOWN_GROUP.at(place, id=n, known=known) for n in unknown))
    return frozenset(by_name[fold_accents(name)] for name in names)


def unit_id(name: str, workspace: Workspace, at: str = "units.yaml") -> str:
    """The id of the unit called ``name``; without units.yaml, of one the set suggests.

    ``at`` is where an unknown one is reported: an option, where several name units.

    Raises:
        Stop: there is no such unit; all known ones are listed.
    """
    units = workspace.units.value if workspace.units is not None else _suggested(workspace)
    found = units.find(name)
    if found is None:
        known = tuple(f"{unit.id} ({unit.name})" for unit in units.units)
        names = [word for u in units.units for word in (u.id, u.name, u.short) if word]
        near = nearest(name, names)
        place = Place(at)
        if near is None:
            raise Stop(problems.UNKNOWN_UNIT.at(place, unit=name, known=known))
        raise Stop(problems.UNKNOWN_UNIT_LIKE.at(place, unit=name, near=near, known=known))
    return found.id


def _suggested(workspace: Workspace) -> Units:
    files = workspace.set_files
    criteria = files.criteria_set.criteria.values() if files is not None else ()
    named = [unit for c in criteria for unit in (c.lead, *c.support) if unit is not None]
    return Units(units=tuple(Unit(id=unit, name=unit) for unit in dict.fromkeys(named)))


def unit_or_post(workspace: Workspace, name: str, option: str) -> tuple[str, Message | None]:
    """The unit's id where it is one of ours, else the post as written, which a remark says.

    Raises:
        Stop: nothing is named.
    """
    from dtiscore.base.text import nearest

    if not name.strip():
        raise Stop(nothing_said(name, option, Message("the name of a unit or a post")))
    units = workspace.units.value if workspace.units is not None else Units()
    found = units.find(name)
    if found is not None:
        return found.id, None
    near = nearest(name, [each for unit in units.units for each in unit.names])
    meant = units.find(near) if near is not None else None
    if meant is None:
        text = N_("“{name}” is no unit of units.yaml; it is noted as a post")
        return name, Message(text, name=name)
    text = N_("“{name}” is no unit of units.yaml; it is noted as a post. Was “{near}” meant?")
    return name, Message(text, name=name, near=meant.name)


def nothing_said(value: str, option: str, expected: Message) -> Diagnostic:
    """That the value of an option is not what is expected there."""
    found = Message("the text “{value}”", value=value)
    return problems.WRONG_TYPE.at(Place(option), found=found, expected=expected)


def one_line(text: str, option: str) -> str:
    """What is given to ``option``, as a text of the files: in one line.

    Raises:
        Stop: it is empty, or has characters that nobody sees.
    """
    from dtiscore.base.text import nfc, unseen

    line = " ".join(nfc(text).split())
    if not line:
        found, expected = Message("nothing"), Message("a text")
        raise Stop(problems.WRONG_TYPE.at(Place(option), found=found, expected=expected))
    if unseen(line):
        raise Stop(
            nothing_said(line, option, Message("a text without characters that are not seen"))
        )
    return line


def number(text: str, option: str) -> Fraction:
    """The exact number given to ``option``.

    Raises:
        Stop: it is none, or has two readings.
    """
    from dtiscore.base.diagnostics import RefusedError
    from dtiscore.base.numbers import parse_number

    try:
        return parse_number(text)
    except RefusedError as refused:
        raise Stop(refused.problem.at(Place(option), **refused.fields)) from None


def criteria_named(name: str, tree: ScoreTree) -> list[CriterionScore]:
    """The criterion, or the criteria of the group, called ``name``.

    Raises:
        Stop: the set has neither.
    """
    wanted = fold_accents(name)
    chosen = [c for c in tree.criteria if fold_accents(c.id) == wanted]
    if not chosen:
        chosen = [
            c
            for c in tree.criteria
            if wanted in (fold_accents(c.group.id), fold_accents(c.group.name))
        ]
    if not chosen:
        known = [*tree.criteria_set.criteria, *(group.id for group in tree.criteria_set.groups)]
        raise Stop(unknown_criterion(name, known, Place(name)))
    return chosen


def criterion_of(workspace: Workspace, name: str, option: str = "--criterion") -> Criterion:
    """The criterion called ``name``, as ``option`` names it.

    Raises:
        Stop: the set cannot be read, or has none.
    """
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.text import fold
    from dtiscore.model.criteria_set import unknown_criterion

    if workspace.set_files is None or not workspace.set_files.complete:
        raise Stop(*workspace.diagnostics)
    criteria = workspace.set_files.criteria_set.criteria
    found = {fold(cid): one for cid, one in criteria.items()}.get(fold(name))
    if found is None:
        raise Stop(unknown_criterion(name, criteria, Place(option)))
    return found


def slot_of(criterion: Criterion, name: str, option: str = "--slot") -> str:
    """The slot of a criterion called ``name``, as ``option`` names it.

    Raises:
        Stop: it has none.
    """
    from dtiscore.base.diagnostics import Place, Severity
    from dtiscore.base.text import fold
    from dtiscore.evidence.walk import unknown_slot

    found = {fold(slot.id): slot.id for slot in criterion.proof}.get(fold(name))
    if found is None:
        unknown = unknown_slot(criterion, name, Place(option))
        raise Stop(unknown._replace(severity=Severity.ERROR))
    return found


_RANKS = re.compile(r"\+?([0-9]{1,4})")


def ranks_up(text: str | None, option: str) -> int | None:
    """How many ranks up ``+5`` or ``5`` is; None where the option is not given.

    Raises:
        Stop: it is no whole number from 1.
    """
    if text is None:
        return None
    found = _RANKS.fullmatch(text.strip())
    if found is None or not int(found[1]):
        raise Stop(problems.NOT_RANKS.at(Place(option), value=text))
    return int(found[1])


_SPAN = re.compile(r"([0-9]{1,4})\s*([dwm]?)", re.IGNORECASE)
_DAYS = {"": 1, "d": 1, "w": 7, "m": 30}


def days_within(text: str, option: str) -> int:
    """How many days ``30d``, ``2w`` or ``1m`` are; a month counts 30.

    Raises:
        Stop: it is no such span.
    """
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise Stop(nothing_said(text, option, Message("a number of days such as 30d, 2w or 1m")))
    return int(found[1]) * _DAYS[found[2].lower()]
