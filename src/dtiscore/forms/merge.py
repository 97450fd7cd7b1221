"""Several forms into one set of changes: what was touched, by whom, and where units disagree."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import N_, Message
from dtiscore.forms.cited import kept_papers
from dtiscore.forms.figures import figure_problems
from dtiscore.forms.keys import Column, Kind
from dtiscore.forms.names import numbered, what_of
from dtiscore.forms.values import canonical, in_a_cell, readable
from dtiscore.rules.core import FactType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.base.messages import Field
    from dtiscore.forms.keys import Key
    from dtiscore.forms.read import Returned, Touched
    from dtiscore.model.assessment import Assessment, CitedPaper
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.facts import StatedFacts
    from dtiscore.model.units import Units
    from dtiscore.rules.core import FactValue

_PARTS = {
    "symbol": Column.SYMBOL,
    "date": Column.DATE,
    "subject": Column.SUBJECT,
    "file": Column.FILE,
}


class Said(NamedTuple):
    """One value with who stated it where; ``unit`` and ``cell`` are None of the assessment.

    ``shown`` is the value as its reader writes it.
    """

    value: str
    unit: str | None
    file: str
    cell: str | None
    shown: Field = None


class Change(NamedTuple):
    """One thing an import changes.

    Attributes:
        what: ``fact``, ``points``, ``not_applicable``, ``explanation``, ``note`` or ``paper``.
        fact: the fact as the criterion calls it; of a paper, the slot.
        was, now: ``before`` and ``after`` as their reader writes them.
        value: the new value; None takes the statement back.
        source: what stays noted as its source.
        paper: the keys of a cited paper; ``replaces``: the place of the entry it corrects.
    """

    what: str
    criterion: str
    fact: str | None
    before: str
    after: str
    value: FactValue | None
    by: Said
    place: Place
    paper: Mapping[str, object] | None = None
    replaces: int | None = None
    was: Field = None
    now: Field = None
    source: str | None = None


class Conflict(NamedTuple):
    """One thing that is stated differently."""

    what: str
    criterion: str
    fact: str | None
    values: tuple[Said, ...]


class Merged(NamedTuple):
    """What all the forms together change, where they disagree, and what is wrong."""

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    found: tuple[Diagnostic, ...]


class Present(NamedTuple):
    """What is stated now."""

    assessment: Assessment
    facts: StatedFacts
    criteria_set: CriteriaSet
    cohort: str
    file: str
    units: Units | None = None

    def shown(self, text: str, key: Key) -> Field:
        """What a cell of a key holds, as its reader writes it."""
        if key.kind is Kind.FACT:
            fact = self.criteria_set.facts[key.id][key.name or ""]
            value = readable(text, fact.type, fact.options)
            if fact.unit is None or not isinstance(value, Fraction):
                return value
            return Message("{value} {unit}", value=value, unit=fact.unit)
        return readable(text, FactType.AMOUNT if key.kind is Kind.POINTS else None)

    def source(self, key: Key) -> str | None:
        """What is noted as the source of a fact, wherever it is stated."""
        if key.kind is not Kind.FACT:
            return None
        origin = self.facts.origins.get(self.criteria_set.facts[key.id][key.name or ""].key)
        return None if origin is None else origin.source

    def unit_name(self, unit: str | None) -> str | None:
        """A unit as people call it."""
        return self.units.name_of(unit) if self.units is not None and unit is not None else unit

    def text(self, touched: Touched) -> str:
        """What is stated now where a touched cell says something, as its cell would hold it."""
        key, said = touched.key, self.assessment.criteria.get(touched.key.id)
        if key.kind is Kind.FACT:
            fact = self.criteria_set.facts[key.id][key.name or ""]
            return _held(self.facts.values.get(fact.key))
        if said is None:
            return ""
        if key.kind is Kind.POINTS:
            return _held(said.points)
        if key.kind is Kind.NOT_APPLICABLE:
            return canonical(said.not_applicable)
        return canonical(said.explanation if touched.what is Column.EXPLANATION else said.note)


def _held(value: FactValue | None) -> str:
    return canonical(in_a_cell(value) if isinstance(value, Fraction) else value)


FILE = "=file"
"""Stands for a unit where what the assessment says now is preferred; no unit has such an id."""


class Preferred(NamedTuple):
    """Whose value counts where units disagree; `FILE`: what stands in the assessment.

    Attributes:
        unit: the unit for everything that ``each`` does not name; None: nobody's.
        each: the unit for one fact, by the place where it is defined (``(criterion, fact)``), or
            for whatever is stated of a criterion (``(criterion, None)``).
    """

    unit: str | None = None
    each: Mapping[tuple[str, str | None], str] = MappingProxyType({})

    def of(self, touched: Touched, criteria_set: CriteriaSet) -> str | None:
        """The unit for one thing, wherever it was stated: a fact before the criteria it is seen at.

        None where these name several units: none of them is more right than the others.
        """
        key, seen = touched.key, {touched.key.id}
        if key.kind is Kind.FACT:
            fact = criteria_set.facts[key.id][key.name or ""].key
            if (fact.criterion, fact.fact) in self.each:
                return self.each[fact.criterion, fact.fact]
            seen = {criterion for criterion, _ in criteria_set.sharing[fact]}
        units = {unit for (at, name), unit in self.each.items() if name is None and at in seen}
        if len(units) > 1:
            return None
        return next(iter(units), self.unit)


NOBODY = Preferred()


def merge(forms: tuple[Returned, ...], present: Present, preferred: Preferred = NOBODY) -> Merged:
    """The forms together; where they disagree without one being preferred, that is said."""
    by_thing: dict[tuple[str, ...], list[tuple[Returned, Touched]]] = {}
    for form in forms:
        for touched in form.touched:
            by_thing.setdefault(_thing(touched, present), []).append((form, touched))
    changes: list[Change] = []
    conflicts: list[Conflict] = []
    for stated in by_thing.values():
        prefer = preferred.of(stated[0][1], present.criteria_set)
        _decide(stated, present, prefer, changes, conflicts)
    for form in forms:
        for paper in _papers(form, present):
            if not any(_says_the_same(one, paper) for one in changes):
                changes.append(paper)
    found = [each for form in forms for each in form.found]
    found += [_conflict(each, present) for each in conflicts]
    found += _unheard(preferred, forms, present)
    found += (kept for form in forms for kept in kept_papers(form, present))
    found += figure_problems(changes, present)
    return Merged(tuple(changes), tuple(conflicts), tuple(found))


def _thing(touched: Touched, present: Present) -> tuple[str, ...]:
    """What a cell is about: a fact wherever it is seen, else what is said of a criterion."""
    key = touched.key
    if key.kind is Kind.FACT:
        return ("fact", *present.criteria_set.facts[key.id][key.name or ""].key)
    return (what_of(key, touched.what), key.id)


def _decide(
    stated: list[tuple[Returned, Touched]],
    present: Present,
    prefer: str | None,
    changes: list[Change],
    conflicts: list[Conflict],
) -> None:
    form, touched = next((one for one in stated if one[0].unit == prefer), stated[0])
    before = present.text(touched)
    key = touched.key
    shown = present.shown(before, key)
    said = [Said(t.text, f.unit, f.file, t.cell, present.shown(t.text, key)) for f, t in stated]
    # What was changed here since the form went out is one more opinion.
    if touched.base != before and before not in {one.value for one in said}:
        said.append(Said(before, None, present.file, None, shown))
    what = what_of(key, touched.what)
    differ = len({one.value for one in said}) > 1
    if differ and prefer == FILE:
        return
    # Whose value counts is no answer where the unit itself states several.
    own = {t.text for f, t in stated if f.unit == prefer}
    if differ and (form.unit != prefer or len(own) > 1):
        conflicts.append(Conflict(what, key.id, key.name, tuple(said)))
    elif touched.text != before:
        by = Said(touched.text, form.unit, form.file, touched.cell)
        place = Place(form.file, touched.row, touched.column)
        change = Change(what, key.id, key.name, before, touched.text, touched.value, by, place)
        now, source = present.shown(touched.text, key), present.source(key)
        changes.append(change._replace(was=shown, now=now, source=source))


def _says_the_same(one: Change, other: Change) -> bool:
    """Whether two changes name one paper for one slot; for each slot it is named for it counts."""
    slots = [(each.criterion, each.fact) for each in (one, other)]
    return one.paper is not None and slots[0] == slots[1] and one.after == other.after


def _papers(form: Returned, present: Present) -> Iterator[Change]:
    """The papers a unit names anew or corrects; what it left blank stays as it was."""
    for key, cells in form.papers:
        said = present.assessment.criteria.get(key.id)
        cited = said.papers if said is not None else ()
        now = {name: cells[c].value for name, c in _PARTS.items() if c in cells}
        now = {name: value for name, value in now.items() if value is not None}
        before = {name: cells[c].base for name, c in _PARTS.items() if c in cells}
        texts = {name: canonical(value) for name, value in now.items()}
        if not now or any(_same(one, key, texts) for one in cited):
            continue
        earlier = {name: text for name, text in before.items() if text}
        # Where a file is named by itself alone, its line showed what the file says.
        shown = (earlier, {"file": earlier["file"]} if earlier.get("file") else earlier)
        same = (i for e in shown for i, one in enumerate(cited) if e and _same(one, key, e))
        first = next(iter(cells.values()))
        yield Change(
            what="paper",
            criterion=key.id,
            fact=key.name,
            before=_shown(earlier),
            after=_shown(texts),
            value=None,
            by=Said(_shown(texts), form.unit, form.file, first.cell),
            place=Place(form.file, first.row, first.column),
            # What a correction leaves blank is no longer said.
            paper={"slot": key.name, **dict.fromkeys(earlier), **texts, "unit": form.unit},
            replaces=next(same, None),
            was=_readable(earlier),
            now=_readable(texts),
        )


def _same(cited: CitedPaper, key: Key, texts: Mapping[str, str]) -> bool:
    own = {name: canonical(getattr(cited, name)) for name in _PARTS}
    return cited.slot == key.name and {n: t for n, t in own.items() if t} == dict(texts)


def _shown(texts: Mapping[str, str]) -> str:
    return "; ".join(texts[name] for name in _PARTS if texts.get(name))


def _readable(texts: Mapping[str, str]) -> Field:
    """A cited paper as its reader writes it."""
    kinds = {"date": FactType.DATE}
    parts = (readable(texts.get(name, ""), kinds.get(name)) for name in _PARTS)
    return tuple(part for part in parts if part is not None) or None


def _unheard(
    preferred: Preferred, forms: tuple[Returned, ...], present: Present
) -> Iterator[Diagnostic]:
    """Units that are preferred, and whose forms say nothing there: no value of theirs can count."""
    place, units = Place("--prefer"), {form.unit for form in forms}
    if preferred.unit not in {None, FILE} and preferred.unit not in units:
        unit = present.unit_name(preferred.unit)
        yield problems.PREFERRED_WITHOUT_FORM.at(place, unit=unit)
    for (criterion, fact), unit in preferred.each.items():
        stating = dict.fromkeys(
            form.unit
            for form in forms
            for touched in form.touched
            if _is_named(touched, criterion, fact, present)
        )
        if unit == FILE or unit in stating:
            continue
        fields: dict[str, Field] = {
            "name": criterion if fact is None else f"{criterion}.{fact}",
            "unit": present.unit_name(unit),
        }
        if stating:
            heard = tuple(present.unit_name(one) for one in stating)
            yield problems.PREFERRED_SILENT.at(place, **fields, units=heard)
        else:
            yield problems.PREFERRED_NOTHING.at(place, **fields)


def _is_named(touched: Touched, criterion: str, fact: str | None, present: Present) -> bool:
    """Whether a cell states what a preference names; a shared fact is one, wherever it stands."""
    key, facts = touched.key, present.criteria_set.facts
    if key.kind is not Kind.FACT:
        return fact is None and key.id == criterion
    named = (one for name, one in facts[criterion].items() if fact in {None, name})
    return facts[key.id][key.name or ""].key in {one.key for one in named}


def _told(said: Said, conflict: Conflict, present: Present) -> Message:
    """A value with who states it where; the file's name where one unit has sent several."""
    if said.unit is None:
        return Message("{value} ({who})", value=said.shown, who=said.file)
    fields: dict[str, Field] = {"value": said.shown, "unit": present.unit_name(said.unit)}
    files = {one.file for one in conflict.values if one.unit == said.unit}
    if len(files) > 1:
        text = N_("{value} ({unit}, {file}: {who})")
        return Message(text, **fields, file=said.file, who=said.cell)
    return Message("{value} ({unit}, {who})", **fields, who=said.cell)


def _conflict(conflict: Conflict, present: Present) -> Diagnostic:
    values = tuple(_told(one, conflict, present) for one in conflict.values)
    told = conflict.criterion, conflict.what, conflict.fact
    what = numbered(present.criteria_set, *told)
    # The option that settles this one alone.
    of_fact = conflict.what == Kind.FACT
    name = f"{conflict.criterion}.{conflict.fact}" if of_fact else conflict.criterion
    place = Place(conflict.values[0].file)
    if any(one.unit is None for one in conflict.values):
        of_file = problems.FORM_CONFLICT_FILE
        return of_file.at(place, what=what, values=values, name=name, file=present.file)
    return problems.FORM_CONFLICT.at(place, what=what, values=values, name=name)
