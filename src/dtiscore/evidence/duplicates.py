"""Papers that are one and the same: a file copied twice, or one document in two files."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from dtiscore.base.diagnostics import Place
from dtiscore.base.text import fold_accents
from dtiscore.evidence import findings
from dtiscore.evidence.paper import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from datetime import date

    from dtiscore.base.diagnostics import Diagnostic, Problem
    from dtiscore.evidence.paper import Paper

_Found: TypeAlias = "tuple[int, tuple[Diagnostic, ...]]"


def duplicates(papers: Sequence[Paper]) -> Iterator[_Found]:
    """For papers that repeat another: their index, and what is to be said of them.

    Of several the best stays: one not rejected, then one not in doubt, then the first by name.
    """
    done: set[int] = set()
    for same in _alike(papers, _content):
        for index, first, problem in _copies(papers, same):
            done.add(index)
            yield index, (problem.at(Place(papers[index].path), file=papers[first].path),)
    for same in _alike(papers, _document):
        left = [index for index in same if index not in done]
        yield from _same_documents(papers, left)


def _alike(papers: Sequence[Paper], key: Callable[[Paper], Hashable | None]) -> Iterator[list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index, paper in enumerate(papers):
        value = key(paper)
        if value is not None:
            groups[value].append(index)
    for same in groups.values():
        if len(same) > 1:
            yield sorted(same, key=lambda index: _rank(papers[index]))


def _rank(paper: Paper) -> tuple[int, bool, str]:
    order = (Verdict.ACCEPTED, Verdict.DOUBTFUL, Verdict.REJECTED)
    return order.index(paper.verdict), paper.date is None, paper.path


def _content(paper: Paper) -> Hashable | None:
    learnt = paper.learnt
    return learnt.sha256 if learnt is not None and learnt.size else None


def _document(paper: Paper) -> Hashable | None:
    if paper.number is None or paper.symbol is None:
        return None
    return paper.number.casefold().lstrip("0"), _plain(paper.symbol)


@lru_cache(maxsize=4096)
def _plain(symbol: str) -> str:
    return fold_accents(symbol)


def _copies(papers: Sequence[Paper], same: Sequence[int]) -> Iterator[tuple[int, int, Problem]]:
    """Copies of one file: where they could prove the same thing, all but one count for nothing."""
    kept: list[int] = [same[0]]
    for index in same[1:]:
        rival = next((first for first in kept if _compete(papers[first], papers[index])), None)
        if rival is not None:
            yield index, rival, findings.DUPLICATE_FILE
        else:
            kept.append(index)
            yield index, same[0], findings.COPY_ELSEWHERE


def _compete(one: Paper, other: Paper) -> bool:
    """Whether both could prove the same thing: one criterion, and not two slots chosen by hand."""
    if one.criterion == other.criterion:
        return not (one.slot and other.slot and one.slot != other.slot)
    return not {one.criterion, *one.also}.isdisjoint((other.criterion, *other.also))


def _same_documents(papers: Sequence[Paper], same: Iterable[int]) -> Iterator[_Found]:
    """One document in several files counts once; one number on two days of a year is a puzzle."""
    kept: dict[date | None, list[int]] = defaultdict(list)
    of_year: dict[int, int] = {}
    for index in same:
        paper = papers[index]
        days = list(kept) if paper.date is None else [paper.date, None]
        rivals = (papers[k] for day in days for k in kept.get(day, ()))
        first = next((r for r in rivals if _same_issuer(r, paper) and _compete(r, paper)), None)
        if first is not None:
            yield index, (findings.DUPLICATE_DOCUMENT.at(Place(paper.path), file=first.path),)
            continue
        kept[paper.date].append(index)
        if paper.date is None:
            continue
        twin = papers[of_year.setdefault(paper.date.year, index)]
        if twin.date != paper.date and _same_issuer(twin, paper):
            yield index, (findings.SAME_NUMBER.at(Place(paper.path), file=twin.path),)


def _same_issuer(one: Paper, other: Paper) -> bool:
    if one.issuer is None or other.issuer is None or one.issuer == other.issuer:
        return True
    return fold_accents(one.issuer) == fold_accents(other.issuer)
