"""What may be a slip in a table of results, or meant: taken only when told to.

What must be corrected is found where rows are read (``results``). Here rows are held against the
set's ratings, against the agencies that are known, and against each other.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import N_, Message
from dtiscore.base.text import fold, fold_accents, nearest
from dtiscore.scoring.bands import published_rating

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dtiscore.base.diagnostics import Diagnostic, Problem
    from dtiscore.forms.results import Entry, Known, Table

_CLOSE = 0.82
"""From where two names count as one misspelt: one letter in six; “Sở A” and “Sở B” do not."""


class Doubt(NamedTuple):
    """What may be a slip or meant: taken only when told to, with ``word`` of --accept."""

    word: str
    cell: str
    reason: Message


def doubts(
    entries: Sequence[Entry], known: Known, unreadable: Collection[str]
) -> tuple[Doubt, ...]:
    """Everything doubtful about the rows of a table.

    Args:
        entries: all rows, also those that state nothing.
        known: what the table is read by.
        unreadable: cells that must be corrected first; what they say is no more than that.
    """
    read = [entry for entry in entries if entry.at("total") not in unreadable]
    found = [doubt for entry in read for doubt in _of_a_row(entry, known)]
    found += _names(entries, known)
    by_cohort: dict[str | None, list[Entry]] = {}
    for entry in entries:
        by_cohort.setdefault(entry.cohort, []).append(entry)
    for members in by_cohort.values():
        found += _ranks(members)
    return tuple(found)


def judged(table: Table, accepted: Collection[str]) -> tuple[Diagnostic, ...]:
    """All problems of a table; doubts that are accepted are warnings."""
    found = list(table.wrong)
    for doubt in table.doubts:
        problem: Problem = problems.TABLE_DOUBT
        if doubt.word in accepted:
            problem = problems.TABLE_ACCEPTED
        place, word = Place(table.file), doubt.word
        found.append(problem.at(place, cell=doubt.cell, reason=doubt.reason, word=word))
    return tuple(found)


# --- a row by itself ------------------------------------------------------------------------------


def _of_a_row(entry: Entry, known: Known) -> Iterator[Doubt]:
    yield from _sum(entry, known)
    yield from _rating(entry, known)
    yield from _blank(entry)


def _sum(entry: Entry, known: Known) -> Iterator[Doubt]:
    """A total of points that is not the sum of its groups, where all of them are there."""
    groups = known.criteria_set.groups
    whole = {group.id for group in groups if group.kind != "unscored"} == set(entry.groups)
    if known.scale != "points" or not whole or entry.total is None:
        return
    total = sum(entry.groups.values(), Fraction(0))
    if total != entry.total:
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
    yield Doubt("ratings", entry.at("rating"), Message(text, **fields))


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


def _names(entries: Sequence[Entry], known: Known) -> Iterator[Doubt]:
    """New agencies that may be known ones misspelt: under another id, or nearly of one's name.

    Only an agency that the table lacks can be meant: who stands in it is somebody else.
    """
    listed = {fold(entry.id) for entry in entries}
    missing = [one.name for one in known.agencies if fold(one.id) not in listed]
    for entry in entries:
        if known.knows(entry) or entry.states_nothing:
            continue
        id_ = known.ids.get(fold_accents(entry.name))
        if id_ is not None:
            text = N_("the id “{id}” is new, but “{name}” is known by the id “{known}”")
            reason = Message(text, id=entry.id, name=entry.name, known=id_)
            yield Doubt("names", entry.at("id"), reason)
            continue
        near = nearest(entry.name, missing, cutoff=_CLOSE)
        if near is not None:
            text = N_(
                "no result of this year or the last is of “{name}”; there is one of “{near}”, which"
                " this table lacks"
            )
            yield Doubt("names", entry.at("name"), Message(text, name=entry.name, near=near))


def _ranks(members: Sequence[Entry]) -> Iterator[Doubt]:
    """Printed ranks that are not those of the values, by standard competition ranking.

    Where a value is missing, ranks may leave gaps for it, but must still fall with the values.
    """
    listed = [(e.total, e.rank, e) for e in members if e.ranked and e.total is not None and e.rank]
    listed.sort(key=lambda one: -one[0])
    whole = len(listed) == sum(entry.ranked for entry in members)
    first: dict[Fraction, int] = {}
    worst = 0
    for place, (total, rank, entry) in enumerate(listed, start=1):
        expected = first.setdefault(total, place if whole else max(rank, worst + 1, place))
        if rank != expected:
            text = N_("the printed rank {rank} contradicts the score {total}: it has rank {right}")
            reason = Message(text, rank=rank, total=total, right=expected)
            yield Doubt("ranks", entry.at("rank"), reason)
        worst = max(worst, expected)
