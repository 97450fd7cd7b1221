"""The rows of a plan's table: the tasks they state, and what is wrong with their cells.

Rows that name no unit are headings (“I. Thể chế số”); their numbers stand before those of the
rows below, so that a task cites its place in the plan as ``I.2``. A cell merged over several rows
holds for each of them; rows beside one merged task are that one task.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dtiscore.analysis.task_import import Row
from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import Message
from dtiscore.base.text import fold_accents, nearest, nfc, without_accents
from dtiscore.forms.plan_days import due_of
from dtiscore.model.tasks import EACH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.units import Units

_MOST_PIECES = 100
"""Names in one line of a cell; a cell with more is refused."""
_MOST_COMPARED = 500
"""Names of other bodies that are compared with ours: it takes a while."""
_PARTS = re.compile(r",|\s(?:va|cung)\s", re.IGNORECASE)
"""What stands between two names."""
RETURNS = {"month": Message("every month"), "quarter": Message("every quarter")}
_ROLE = re.compile(r"\b(chu tri|phoi hop)(?: thuc hien)?(?: (?:voi|cung))?\b")
"""What a cell says of the names before or after it: that they lead, or support."""
_LEADS, _SUPPORTS = "chu tri", "phoi hop"
_BLANKS = " .-–+•\t"
_MARKS = _BLANKS + ",:()"
_SLIP = 0.85
"""How near a name must be to one of ours to be taken for a slip."""
_WHICH = (
    r"(?:\s?[,/&]\s?|\sva\s|\s)(?:phong|ban|don vi|trung tam|truc thuoc|thuoc|cua|trong|so|khac"
    r"|(?:co )?lien quan|chuyen mon|nghiep vu|su nghiep|can bo|cong chuc|vien chuc"
    r"|theo (?:chuc nang(?:, nhiem vu)?|nhiem vu|phan cong)[^,;:]*)\b"
)
_ROOM = "phong "
"""What is left out before names behind “Các phòng”; names are compared without accents."""
_EVERYONE = re.compile(
    r"(?:(?:tat ca |toan the |toan bo )?(?:cac|moi) (?:phong|don vi)|tat ca|toan so|toan the)\b"
    rf"(?:{_WHICH})*(?=\s?(?:$|[,:(]|va\b|cung\b))"
)
"""What means every unit, and nothing else stands beside it; without accents."""
_OF_THESE = re.compile(r"(?:tat ca )?cac (?:phong|don vi)\b")
"""What stands before names of several units: “Các phòng KH-TC, TCKT”."""


class Part(NamedTuple):
    """A cell's text and how people call its place; ``above``: it is merged with one above it."""

    name: str
    text: str
    above: bool = False


Cells: TypeAlias = tuple[Part, ...]
_NOTHING = Part("", "")


class _Task(NamedTuple):
    """The cells of one task: those of its row, and of the rows merged with it, by heading."""

    number: str
    cells: Mapping[str, list[Part]]

    def all(self, key: str) -> list[Part]:
        """The cells of a column that say anything."""
        return [part for part in self.cells.get(key, ()) if part.text.strip()]

    def text(self, key: str) -> str:
        """What they say, one after the other."""
        return "; ".join(" ".join(part.text.split()) for part in self.all(key))


class Reading:
    """The rows of one file, read with one department's units."""

    def __init__(self, file: str, units: Units, year: int) -> None:
        self._place, self._units, self._year = Place(file), units, year
        self._known = tuple(f"{unit.id} ({unit.short or unit.name})" for unit in units.units)
        self._outside: dict[str, dict[str, None]] = {}
        self._to_compare = _MOST_COMPARED
        self.found: list[Diagnostic] = []

    def tasks(self, rows: Iterable[Cells], columns: Mapping[str, int]) -> Iterator[Row]:
        """The tasks below the headings."""
        section = ""
        task: _Task | None = None
        for row in rows:
            cells = {
                key: row[column] if column < len(row) else _NOTHING
                for key, column in columns.items()
            }
            title = " ".join(cells["title"].text.split())
            no = cells.get("no", _NOTHING)
            number = " ".join(no.text.split()).rstrip(".")
            if task is not None and cells["title"].above and (no.above or not number):
                for key, part in cells.items():
                    if not part.above:
                        task.cells[key].append(part)
                continue
            if task is not None:
                yield self._task(task)
                task = None
            if _is_heading(row, title, cells["lead"]):
                section = _section(number, row)
            elif title:
                named = ".".join(filter(None, (section, number)))
                task = _Task(named, {key: [part] for key, part in cells.items()})
            elif cells["lead"].text.strip() and not cells["lead"].above:
                cell = cells["lead"].name
                self.found.append(problems.PLAN_NO_TITLE.at(self._place, cell=cell))
        if task is not None:
            yield self._task(task)

    def _task(self, task: _Task) -> Row:
        title = task.all("title")[0]
        units, strange = self._units_of(task.all("lead"))
        for cell, name in strange:
            problem, known = problems.PLAN_UNIT, self._known
            self.found.append(problem.at(self._place, cell=cell, name=name, known=known))
        support, strange = self._units_of(task.all("support"))
        for cell, name in strange:
            self._outside.setdefault(name, {})[cell] = None
        if not task.all("lead"):
            problem, known = problems.PLAN_NO_LEAD, self._known
            self.found.append(problem.at(self._place, cell=title.name, known=known))
        due, every, on = self._due(task)
        lead = units[0] if units else ""
        # Where each leads, all that the cell names besides do.
        others = dict.fromkeys((*units[1:], *support) if lead != EACH else support)
        if EACH in others:
            others |= dict.fromkeys(unit.id for unit in self._units.units)
        return Row(
            title.name,
            task.number or None,
            " ".join(title.text.split()),
            lead,
            tuple(unit for unit in others if unit not in (lead, EACH)),
            due,
            every,
            task.text("product") or None,
            on,
        )

    # --- units ----------------------------------------------------------------------------

    def _units_of(self, parts: Iterable[Part]) -> tuple[list[str], list[tuple[str, str]]]:
        """The units that cells name, in their order; and the names that are none, with the cell.

        Those that a cell says to lead come first, those that it says to support come last.
        """
        named: dict[str | None, list[str]] = {_LEADS: [], None: [], _SUPPORTS: []}
        strange = []
        for part in parts:
            unknown: list[str] = []
            for line in re.split(r"[;\n]", part.text):
                for role, names in _roles(line):
                    pieces = _parted(" ".join(names.strip(_MARKS).split()))
                    # Names stand at even places, and between them what parts them.
                    if any(name.strip(_BLANKS) for name in pieces[2 * _MOST_PIECES :: 2]):
                        problem, most = problems.PLAN_MANY, _MOST_PIECES
                        self.found.append(problem.at(self._place, cell=part.name, most=most))
                    named[role] += self._of_line(pieces[: 2 * _MOST_PIECES], unknown)
            strange += [(part.name, name) for name in unknown]
        return list(dict.fromkeys(name for names in named.values() for name in names)), strange

    def _of_line(self, pieces: list[str], unknown: list[str]) -> Iterator[str]:
        """Units of one line's pieces: of one, or of several, for a name may have commas itself.

        What names none is put into ``unknown``, commas and all.
        """
        # No name has more parts than the one that has most.
        longest = max((len(_parted(n)) for u in self._units.units for n in u.names), default=1)
        start = begun = 0
        kind = ""
        while start < len(pieces):
            everyone, rest = (False, None) if kind and not start else _everyone(pieces[start:])
            if rest is not None:
                if everyone:
                    yield EACH
                _note(unknown, pieces[begun:start])
                pieces, start, begun = _parted(rest), 0, 0
                kind = "" if everyone else _ROOM
                continue
            for end in range(min(len(pieces), start + longest), start, -2):
                name = "".join(pieces[start:end]).strip()
                unit = self._unit(name) or (self._unit(kind + name) if kind else None)
                if unit is not None:
                    yield unit
                    _note(unknown, pieces[begun:start])
                    start = begun = end + 1
                    break
            else:
                start += 2
        _note(unknown, pieces[begun:])

    def _left_out(self, name: str, cells: Iterable[str]) -> Diagnostic:
        """That a name in support is no unit of ours: another body, or a slip."""
        ours = [name for unit in self._units.units for name in unit.names]
        asked = [name, *_parted(name)[::2]][: self._to_compare]
        self._to_compare -= len(asked)
        near = next(filter(None, (nearest(each, ours, _SLIP) for each in asked)), None)
        where = tuple(cells)
        if near is None:
            return problems.PLAN_SUPPORT.at(self._place, cells=where, name=name)
        return problems.PLAN_SUPPORT_NEAR.at(self._place, cells=where, name=name, near=near)

    def _unit(self, name: str) -> str | None:
        unit = self._units.find(name)
        return None if unit is None else unit.id

    # --- days -----------------------------------------------------------------------------

    def _due(self, task: _Task) -> tuple[date | None, str | None, int | None]:
        parts, text = task.all("due"), task.text("due")
        if not parts:
            return None, None, None
        cell, year = parts[0].name, str(self._year)
        due, every, on, known, more = due_of(text, self._year)
        if not known:
            self.found.append(problems.PLAN_DUE.at(self._place, cell=cell, text=text))
        if due is not None and due.year != self._year:
            problem = problems.PLAN_OTHER_YEAR
            self.found.append(problem.at(self._place, cell=cell, due=due, year=year))
        if due is not None and more:
            problem = problems.PLAN_DAYS
            self.found.append(problem.at(self._place, cell=cell, text=text, due=due))
        if every is not None and more:
            problem, taken = problems.PLAN_DAYS_RETURNS, RETURNS[every]
            self.found.append(problem.at(self._place, cell=cell, text=text, every=taken))
        return due, every, on

    def as_a_whole(self, tasks: Iterable[Row]) -> None:
        """Note tasks that stand in the table twice, and other bodies with all their cells."""
        for name, cells in self._outside.items():
            self.found.append(self._left_out(name, cells))
        seen: set[tuple[str | None, str]] = set()
        for task in tasks:
            key = (task.number, fold_accents(task.title))
            if key in seen:
                cell, title = task.cell, task.title
                self.found.append(problems.PLAN_TWICE.at(self._place, cell=cell, title=title))
            seen.add(key)


def _roles(line: str) -> Iterator[tuple[str | None, str]]:
    """The names of one line, with the word that says whether they lead or support.

    It stands behind them (*Văn phòng chủ trì, Thanh tra phối hợp*) or before (*Chủ trì: Văn
    phòng*); where nothing is between two words, the second is about what follows (*Văn phòng chủ
    trì, phối hợp với Thanh tra*).
    """
    line, plain = _with_plain(line)
    words = list(_ROLE.finditer(plain.casefold()))
    ends = [0, *(word.end() for word in words)]
    begins = [*(word.start() for word in words), len(line)]
    texts = [line[end:begin] for end, begin in zip(ends, begins, strict=True)]
    before = True
    for word, text, rest in zip(words, texts, texts[1:], strict=False):
        if before and text.strip(_MARKS):
            yield word[1], text
        else:
            before = False
            yield word[1], rest
    if before:
        yield None, texts[-1]


def _everyone(pieces: list[str]) -> tuple[bool, str | None]:
    """Whether pieces begin by naming every unit, and the text behind that.

    Of “Các phòng: KH-TC, TCKT”, which names two, only the text of the names.
    """
    text = "".join(pieces).lstrip()
    plain = without_accents(text).casefold()
    if len(plain) != len(text) or not plain.startswith(("cac ", "moi ", "tat ", "toan ")):
        return False, None
    found = _EVERYONE.match(plain)
    if found is None:
        found = _OF_THESE.match(plain)
        return False, None if found is None else text[found.end() :].strip(_BLANKS)
    rest = text[found.end() :].strip(_BLANKS)
    if rest.startswith((":", "(")):
        return False, rest[1:].removesuffix(")").strip(_BLANKS)
    return True, re.sub(r"^(?:,|\S+\s)\s*", "", rest)


def _with_plain(text: str) -> tuple[str, str]:
    """A text, and the same without accents, letter by letter."""
    text = nfc(text)
    plain = without_accents(text)
    # Of another script, some letters are several.
    return text, plain if len(plain) == len(text) else text


def _parted(text: str) -> list[str]:
    """Names and, between each two of them, what parts them."""
    text, plain = _with_plain(text)
    pieces, done = [], 0
    for found in _PARTS.finditer(plain):
        pieces += [text[done : found.start()], text[found.start() : found.end()]]
        done = found.end()
    return [*pieces, text[done:]]


def _note(unknown: list[str], pieces: list[str]) -> None:
    name = "".join(pieces).strip(_BLANKS + ",")
    if name:
        unknown.append(name)


def _is_heading(row: Cells, title: str, lead: Part) -> bool:
    """A row that names a section: no unit, or one text across the whole width."""
    if lead.above:
        return False
    first = row[0].text.strip()
    roman = re.fullmatch(r"[IVX]+\.?|[A-Z]\.?", first) is not None
    unit = lead.text.strip()
    # A cell across the whole width stands in each of its columns.
    own = {part.text.strip() for part in row if part.text.strip() and not part.above}
    rest = own - ({first} if roman else set())
    return (
        len(rest) == 1 and (roman or unit in ("", title)) and not (title and not roman and not unit)
    )


def _section(number: str, row: Cells) -> str:
    found = re.match(r"\s*([IVX]+|[A-Z]|[0-9]+)(?=[.)\s])", number + " " + row[0].text)
    return found[1] if found else ""
