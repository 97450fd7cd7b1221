"""Papers that are one and the same: a file copied twice, or one document in two files.

A paper counts once in each criterion; which of several copies does is decided where papers meet
slots (`scoring.copies`). Here stands what makes two papers the same, and what holds wherever they
lie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base.diagnostics import Place
from dtiscore.base.text import fold_accents
from dtiscore.evidence import findings
from dtiscore.evidence.paper import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.evidence.paper import Paper


def remarks(papers: Sequence[Paper]) -> Iterator[tuple[int, Diagnostic]]:
    """What is to be said of papers beside others, by their index.

    A copy that serves other criteria is remarked; one number on two days of a year leaves both
    papers in doubt.
    """
    for same in _alike(papers, content_of):
        for position, index in enumerate(same):
            rivals = [papers[k] for k in same[:position]]
            if rivals and not any(_meet(papers[index], rival) for rival in rivals):
                place = Place(papers[index].path)
                yield index, findings.COPY_ELSEWHERE.at(place, file=rivals[0].path)
    for same in _alike(papers, document_of):
        for index in same:
            paper = papers[index]
            twin = next((papers[k] for k in same if _puzzling(papers[k], paper)), None)
            if twin is not None:
                yield index, findings.SAME_NUMBER.at(Place(paper.path), file=twin.path)


def _alike(papers: Sequence[Paper], key: Callable[[Paper], Hashable | None]) -> Iterator[list[int]]:
    """Papers that have this in common, in their order."""
    first: dict[Hashable, int] = {}
    groups: dict[Hashable, list[int]] = {}
    for index, paper in enumerate(papers):
        value = key(paper)
        if value is not None and (earlier := first.setdefault(value, index)) != index:
            groups.setdefault(value, [earlier]).append(index)
    return iter(groups.values())


def content_of(paper: Paper) -> Hashable | None:
    """What copies of one file have in common; None where nothing was read."""
    learnt = paper.learnt
    return (learnt.sha256 or None) if learnt is not None and learnt.size else None


def document_of(paper: Paper) -> Hashable | None:
    """What files of one document have in common; None where its number is not known."""
    if paper.number is None or paper.symbol is None:
        return None
    return paper.number.casefold().lstrip("0"), fold_accents(paper.symbol)


def one_document(one: Paper, other: Paper) -> bool:
    """Whether two papers of one number and symbol are one document, as far as is known."""
    same_day = one.date is None or other.date is None or one.date == other.date
    return same_day and _same_issuer(one, other)


def _meet(one: Paper, other: Paper) -> bool:
    return not {one.criterion, *one.also}.isdisjoint((other.criterion, *other.also))


def _same_issuer(one: Paper, other: Paper) -> bool:
    if one.issuer is None or other.issuer is None:
        return True
    return fold_accents(one.issuer) == fold_accents(other.issuer)


def _puzzling(one: Paper, other: Paper) -> bool:
    """Whether one number stands on two days of a year: each year numbers begin anew."""
    if one.date is None or other.date is None or Verdict.REJECTED in (one.verdict, other.verdict):
        return False
    other_day = one.date != other.date and one.date.year == other.date.year
    return other_day and _same_issuer(one, other)
