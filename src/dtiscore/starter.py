"""A new workspace from a packaged criteria set: every file there, every fact still to be stated."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from dtiscore.base.messages import N_, Message
from dtiscore.model.schema import FILE_KINDS, json_schema, schema_name
from dtiscore.rules.core import FactType
from dtiscore.source.atomic_write import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dtiscore.model.criteria import Criterion
    from dtiscore.model.criteria_set import CriteriaSet

_HERE = Path(__file__).parent


def packaged_criteria() -> Path:
    """The folder of the sets that come with the program; in a checkout, the root's own."""
    packaged = _HERE / "packaged" / "criteria"
    return packaged if packaged.is_dir() else _HERE.parents[1] / "criteria"


def packaged_sets() -> tuple[str, ...]:
    """The ids of the sets that come with the program."""
    folder = packaged_criteria()
    return tuple(sorted(path.parent.name for path in folder.glob("*/set.yaml")))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a new workspace is to be."""

    agency: str
    name: str
    province: str | None
    cohort: str | None
    period: int
    language: str
    criteria_set: CriteriaSet


def lay_down(folder: Path, plan: Plan, say: Callable[[Message], str]) -> None:
    """Write the workspace of ``plan`` into ``folder``, which exists and is empty.

    Raises:
        OSError: something cannot be written.
    """
    source = packaged_criteria() / plan.criteria_set.id
    shutil.copytree(source, folder / "criteria" / plan.criteria_set.id)
    for kind in FILE_KINDS:
        text = json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
        _write(folder / "schemas" / schema_name(kind), text)
    _write(folder / "dtiscore.yaml", "".join(_settings(plan)))
    _write(folder / "assessments" / f"{plan.period}.yaml", "".join(blank_assessment(plan, say)))
    _write(folder / "units.yaml", "".join(_units(plan, say)))
    _write(folder / "published" / f"{plan.period}.yaml", "".join(_published(plan, say)))
    for criterion in _criteria(plan):
        if criterion.proof:
            # Hidden, so no paper; it keeps the empty folder in version control.
            _write(folder / "evidence" / str(plan.period) / criterion.id / ".gitkeep", "")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, text)


def _quoted(text: str) -> str:
    """Text as a double-quoted YAML scalar: JSON's strings are valid there.

    What YAML does not take as it stands is written as an escape, as JSON would also read it.
    """
    valid = text.encode("utf-8", errors="replace").decode("utf-8")
    quoted = json.dumps(valid, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)


def modeline(kind: str, up: str = "") -> str:
    """The first line of a file of this kind, by which an editor finds its schema."""
    return f"# yaml-language-server: $schema={up}schemas/{schema_name(kind)}\n"


def _criteria(plan: Plan) -> list[Criterion]:
    return [
        criterion
        for criterion in plan.criteria_set.criteria.values()
        if criterion.applies(plan.agency, plan.cohort or "")
    ]


def _settings(plan: Plan) -> Iterator[str]:
    yield modeline("dtiscore")
    yield f"agency:\n  id: {_quoted(plan.agency)}\n  name: {_quoted(plan.name)}\n"
    if plan.province is not None:
        yield f"  province: {_quoted(plan.province)}\n"
    if plan.cohort is not None:
        yield f"  cohort: {_quoted(plan.cohort)}\n"
    yield f"period: {plan.period}\ncriteria: {_quoted(plan.criteria_set.id)}\n"
    yield f"language: {plan.language}\n"


def blank_assessment(
    plan: Plan,
    say: Callable[[Message], str],
    reminders: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Iterator[str]:
    """The text of an assessment with every fact still to be stated.

    ``reminders`` are put before their criteria as comments.
    """
    yield modeline("assessment", "../")
    yield _comment(say(Message("State each figure after its colon; leave unknown ones empty.")))
    yield f"period: {plan.period}\ncriteria_set: {_quoted(plan.criteria_set.id)}\n"
    yield "dates:\n  collect_by:\n  submit_by:\ncriteria:\n"
    for criterion in _criteria(plan):
        maximum = plan.criteria_set.max_of(criterion, plan.cohort or "")
        title = Message(
            "{id} {name} (at most {max} points)",
            id=criterion.id,
            name=criterion.name,
            max=maximum,
        )
        yield "\n" + _comment(say(title), 2)
        yield from (_comment(text, 2) for text in reminders.get(criterion.id, ()))
        yield f"  {_quoted(criterion.id)}:\n"
        yield from _facts(plan, criterion, say)


_OPTION = N_("{value} ({title})")
_KINDS = {
    FactType.COUNT: Message("a whole number"),
    FactType.AMOUNT: Message("a number, such as 12.5"),
    FactType.PERCENT: Message("a percentage, such as 45%"),
    FactType.DATE: Message("a date such as 15/02/2024"),
    FactType.YES_NO: Message("yes or no"),
}


def _facts(plan: Plan, criterion: Criterion, say: Callable[[Message], str]) -> Iterator[str]:
    facts = plan.criteria_set.facts[criterion.id]
    if criterion.rule is not None and criterion.rule.kind == "judged":
        yield "    points:\n    explanation:\n"
    if not facts:
        return
    yield "    facts:\n"
    for name, fact in facts.items():
        if fact.key.criterion != criterion.id:
            shared = Message("{fact}: as stated in {id}", fact=fact.label, id=fact.key.criterion)
            yield _comment(say(shared), 6)
            continue
        if fact.options:
            text = N_("{fact} – one of: {options}")
            options = tuple(Message(_OPTION, value=o.value, title=o.title) for o in fact.options)
            told = Message(text, fact=fact.label, options=options)
        else:
            told = Message("{fact} – {kind}", fact=fact.label, kind=_KINDS[fact.type])
        yield _comment(say(told), 6) + f"      {name}:\n"


def _units(plan: Plan, say: Callable[[Message], str]) -> Iterator[str]:
    yield modeline("units")
    yield _comment(say(Message("Put in the names of your units; add who leads what since when.")))
    named = [
        unit
        for criterion in _criteria(plan)
        for unit in (criterion.lead, *criterion.support)
        if unit is not None
    ]
    units = list(dict.fromkeys(named))
    yield "units:\n" if units else "units: []\n"
    for unit in units:
        yield f"  - id: {_quoted(unit)}\n    name: {_quoted(unit)}\n"
    led = {c.id: c.lead for c in _criteria(plan) if c.lead is not None}
    yield "assignments:\n" if led else "assignments: []\n"
    for unit in units:
        mine = [cid for cid, lead in led.items() if lead == unit]
        if mine:
            listed = ", ".join(map(_quoted, mine))
            yield f"  - criteria: [{listed}]\n    lead: {_quoted(unit)}\n"
    if units:
        yield f"coordinator:\n  - unit: {_quoted(units[0])}\n"


def _published(plan: Plan, say: Callable[[Message], str]) -> Iterator[str]:
    yield modeline("published", "../")
    yield _comment(
        say(
            Message(
                "Fill in once the province has published; gaps needs averages. Write"
                " “status: official” only for figures of a decision, named under “source:”."
            )
        )
    )
    yield f"period: {plan.period}\nsource:\non:\nstatus: illustrative\naverages:\nagencies: []\n"


def _comment(text: str, indent: int = 0) -> str:
    return " " * indent + "# " + " ".join(text.split()) + "\n"
