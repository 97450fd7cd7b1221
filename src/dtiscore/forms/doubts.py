"""What may be a slip in a table of results, or meant: taken only when told to.

What must be corrected is found where rows are read (``results``). Here rows are held against the
set's ratings, against the agencies that are known, and against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import N_, Message
from dtiscore.base.text import fold, fold_accents
from dtiscore.forms.agency_names import near
from dtiscore.forms.cell_names import called, called_in
from dtiscore.scoring.bands import published_rating
from dtiscore.scoring.printed import Ranked, sum_of_groups, wrong_ranks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from fractions import Fraction

    from dtiscore.base.diagnostics import Diagnostic, Problem
    from dtiscore.forms.results import Entry, Known, Table
    from dtiscore.model.published import AgencyResult


class Doubt(NamedTuple):
    """What may be a slip or meant: taken only when told to, with ``word`` of --accept."""

    word: str
    cell: str
    reason: Message


def doubts(
    entries: Sequence[Entry], known: Known, unreadable: AbstractSet[str]
) -> tuple[Doubt, ...]:
    """Everything doubtful about the rows of a table.

    Args:
        entries: all rows, also those that state nothing.
        known: what the table is read by.
        unreadable: cells that must be corrected first: they are not doubted, too, and nothing is
            by what they say.
    """
    read = [_readable(entry, unreadable) for entry in entries]
    found = [doubt for entry in read for doubt in _of_a_row(entry, known)]
    found += [
        doubt
        for entry in entries
        if unreadable.isdisjoint(entry.cells.values())
        for doubt in _blank(entry)
    ]
    found += _names(entries, known, unreadable)
    found += _ranks(read, known, unreadable)
    return tuple(doubt for doubt in found if doubt.cell not in unreadable)


def _readable(entry: Entry, unreadable: AbstractSet[str]) -> Entry:
    """The entry without what its unreadable cells say."""
    wrong = {field for field, cell in entry.cells.items() if cell in unreadable}
    return entry._replace(
        total=None if "total" in wrong else entry.total,
        rating=None if "rating" in wrong else entry.rating,
        rank=None if "rank" in wrong else entry.rank,
        groups={group: value for group, value in entry.groups.items() if group not in wrong},
    )


def judged(table: Table, accepted: Collection[str]) -> tuple[Diagnostic, ...]:
    """All problems of a table; doubts that are accepted are warnings."""
    found = list(table.wrong)
    for doubt in table.doubts:
        problem: Problem = problems.TABLE_DOUBT
        if doubt.word in accepted:
            problem = problems.TABLE_ACCEPTED
        place, word = Place(table.file), doubt.word
        cell, reason = called(table.file, doubt.cell), called_in(table.file, doubt.reason)
        found.append(problem.at(place, cell=cell, reason=reason, word=word))
    return tuple(found)


# --- a row by itself ------------------------------------------------------------------------------


def _of_a_row(entry: Entry, known: Known) -> Iterator[Doubt]:
    found = (*_sum(entry, known), *_rating(entry, known))
    yield from found
    told = {doubt.word for doubt in found}
    after = _with_what_stands(entry, known)
    for doubt in () if after is None else (*_sum(after, known), *_rating(after, known)):
        if doubt.word not in told:
            reason = Message("with what stands of it: {reason}", reason=doubt.reason)
            yield doubt._replace(reason=reason)


def _with_what_stands(entry: Entry, known: Known) -> Entry | None:
    """An entry as it will stand, for what it leaves out stays; None where it changes nothing."""
    before = known.standing_of(entry)
    if before is None:
        return None
    groups = {group: one.value for group, one in before.groups.items()}
    after = entry._replace(
        total=before.total if entry.total is None else entry.total,
        rating=before.rating if entry.rating is None else entry.rating,
        groups={**groups, **entry.groups},
    )
    same = (after.total, after.rating, after.groups) == (before.total, before.rating, groups)
    return None if same else after


def _sum(entry: Entry, known: Known) -> Iterator[Doubt]:
    """A total that is not the sum of its groups, where those tell it."""
    total = sum_of_groups(known.criteria_set, entry.groups, known.scale, known.cohort_of(entry))
    if None not in (total, entry.total) and total != entry.total:
        text = N_("the total {total} is not the sum of its groups, {sum}")
        yield Doubt("totals", entry.at("total"), Message(text, total=entry.total, sum=total))


def _rating(entry: Entry, known: Known) -> Iterator[Doubt]:
    """A rating that the set does not have, or another than the score's by the set's bands."""
    bands = known.criteria_set.header.bands
    names = tuple(band.name for band in bands)
    if entry.rating is None or not names:
        return
    right = None
    if entry.total is not None:
        cohort = known.cohort_of(entry)
        right = published_rating(entry.total, known.scale, cohort, known.criteria_set.header)
    fields = {"rating": entry.rating, "total": entry.total, "right": right, "known": names}
    if entry.rating in names:
        text = N_("the rating “{rating}” contradicts the score {total}, which is rated “{right}”")
        if right in (None, entry.rating):
            return
    elif right is None:
        text = N_("the set has no rating “{rating}”, only these: {known}")
    else:
        text = N_("the set has no rating “{rating}”; the score {total} is rated “{right}”")
    yield Doubt("ratings", entry.cells.get("rating", entry.at("total")), Message(text, **fields))


def _blank(entry: Entry) -> Iterator[Doubt]:
    """A ranked agency without a score, or a row with a name and nothing else."""
    if entry.states_nothing:
        text = N_(
            "nothing stands beside “{name}”: a heading, or an agency without a result; nothing is"
            " taken of this row"
        )
        yield Doubt("blanks", entry.at("name"), Message(text, name=entry.name))
    elif entry.ranked and entry.total is None and entry.rank is not None:
        text = N_("“{name}” has rank {rank} and no score; who is ranked has both")
        yield Doubt("blanks", entry.at("total"), Message(text, name=entry.name, rank=entry.rank))
    elif entry.ranked and entry.total is None:
        text = N_("“{name}” has no score, only other values")
        yield Doubt("blanks", entry.at("total"), Message(text, name=entry.name))


# --- rows together --------------------------------------------------------------------------------


def _names(entries: Sequence[Entry], known: Known, unreadable: AbstractSet[str]) -> Iterator[Doubt]:
    """New agencies that may be known ones: under another id, or nearly of one's name.

    Only an agency that the table lacks can be meant: who stands in it is somebody else. Nor are
    two new ones whose names differ in accents alone likely to be two.
    """
    listed = {fold(entry.id) for entry in entries}
    missing = [one.name for one in known.agencies if fold(one.id) not in listed]
    new: dict[str, Entry] = {}
    for entry in entries:
        named = unreadable.isdisjoint({entry.at("id"), entry.at("name")})
        if known.knows(entry) or entry.states_nothing or not named:
            continue
        first = new.setdefault(fold_accents(entry.name), entry)
        if first is not entry:
            text = N_("“{name}” differs from “{other}” in {first} by its accents only")
            reason = Message(text, name=entry.name, other=first.name, first=first.at("name"))
            yield Doubt("names", entry.at("name"), reason)
            continue
        meant = known.named(entry.name)
        if meant is not None:
            text = N_("the id “{id}” is new, but “{name}” is known by the id “{known}”")
            reason = Message(text, id=entry.id, name=entry.name, known=meant.id)
            yield Doubt("names", entry.at("id"), reason)
            continue
        close = near(entry.name, missing)
        if close is not None:
            text = N_(
                "no result of this year or the last is of “{name}”; there is one of “{near}”, which"
                " this table lacks"
            )
            yield Doubt("names", entry.at("name"), Message(text, name=entry.name, near=close))


class _Member(NamedTuple):
    """An agency of a cohort as it will stand; ``printed`` is None where total or rank is not known.

    ``cell`` is that of its rank, where the table prints one; of a ``stale`` rank, which stands from
    before the table, that of the total that no longer goes with it.
    """

    printed: Ranked | None
    ranked: bool
    cell: str | None


def _ranks(entries: Sequence[Entry], known: Known, unreadable: AbstractSet[str]) -> Iterator[Doubt]:
    """Printed ranks that contradict the totals, among those that stand and are not in the table."""
    standing = dict(known.standing_by_id)
    cohorts: dict[str, list[_Member]] = {}
    for entry in entries:
        before = standing.pop(fold(entry.id), None)
        member = _member(entry, before, unreadable)
        cohorts.setdefault(known.ranked_among(entry), []).append(member)
    for result in standing.values():
        printed = _printed(result.name or result.id, result.total, result.rank)
        member = _Member(printed, result.ranked, None)
        cohorts.setdefault(known.ranked_among(result), []).append(member)
    listed = {*(fold(entry.id) for entry in entries), *known.stands}
    for cohort, members in cohorts.items():
        ranked = [one for one in members if one.ranked]
        placed = [(one.printed, one.cell) for one in ranked if one.printed is not None]
        others = [one for one in known.agencies if known.ranked_among(one) == cohort]
        whole = (
            len(placed) == len(ranked)
            and len(others) > 1
            and all(fold(one.id) in listed for one in others)
        )
        for wrong in wrong_ranks([one for one, _ in placed], whole=whole):
            printed, cell = placed[wrong.at]
            if cell is not None:
                text = N_("with what stands of it: {reason}")
                reason = Message(text, reason=wrong.reason) if printed.stale else wrong.reason
                yield Doubt("ranks", cell, reason)


def _member(entry: Entry, before: AgencyResult | None, unreadable: AbstractSet[str]) -> _Member:
    """What is to stand of an agency of the table."""
    total, rank, ranked = entry.total, entry.rank, entry.ranked
    stale = False
    if before is not None:
        stale = rank is None and total not in (None, before.total)
        total = before.total if total is None else total
        rank = before.rank if rank is None else rank
        ranked = ranked and (before.ranked or entry.rank is not None)
    if unreadable & {entry.cells.get("total"), entry.cells.get("rank")}:
        total = None
    cell = None if entry.rank is None else entry.at("rank")
    if stale:
        cell = entry.at("total")
    return _Member(_printed(entry.name, total, rank, stale=stale), ranked, cell)


def _printed(
    name: str, total: Fraction | None, rank: int | None, *, stale: bool = False
) -> Ranked | None:
    return None if total is None or rank is None else Ranked(name, total, rank, stale)
