"""Papers that are one and the same: a file copied twice, or one document in two files."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from dtiscore.base.diagnostics import Place
from dtiscore.base.text import fold_accents
from dtiscore.evidence import findings
from dtiscore.evidence.paper import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from dtiscore.base.diagnostics import Diagnostic, Problem
    from dtiscore.evidence.paper import Paper

_Found: TypeAlias = "tuple[int, tuple[Diagnostic, ...]]"


def duplicates(papers: Sequence[Paper]) -> Iterator[_Found]:
    """For papers that repeat another: their index, and what is to be said of them.

    Of several the best stays: one not rejected, then one not in doubt, then the one that serves
    or covers most, then the first by name.
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


def _rank(paper: Paper) -> tuple[int, int, bool, str]:
    order = (Verdict.ACCEPTED, Verdict.DOUBTFUL, Verdict.REJECTED)
    # A copy beside a paper must not take away what the paper itself proves.
    serves = len(paper.also) + sum(paper.covers.values())
    return order.index(paper.verdict), -serves, paper.date is None, paper.path


def _content(paper: Paper) -> Hashable | None:
    learnt = paper.learnt
    return learnt.sha256 if learnt is not None and learnt.size else None


def _document(paper: Paper) -> Hashable | None:
    if paper.number is None or paper.symbol is None:
        return None
    return fold_accents(paper.number).lstrip("0"), fold_accents(paper.symbol)


def _copies(papers: Sequence[Paper], same: Sequence[int]) -> Iterator[tuple[int, int, Problem]]:
    """Copies of one file: within a criterion all but one count for nothing."""
    for position, index in enumerate(same):
        for first in same[:position]:
            if _compete(papers[first], papers[index]):
                yield index, first, findings.DUPLICATE_FILE
                break
        else:
            if position:
                yield index, same[0], findings.COPY_ELSEWHERE


def _compete(one: Paper, other: Paper) -> bool:
    """Whether both could prove the same thing: one criterion, and not two slots chosen by hand."""
    ours = {one.criterion, *one.also}
    if ours.isdisjoint((other.criterion, *other.also)):
        return False
    apart = one.criterion == other.criterion and one.slot and other.slot and one.slot != other.slot
    return not apart


def _same_documents(papers: Sequence[Paper], same: Iterable[int]) -> Iterator[_Found]:
    """One document in several files counts once; one number on two days of a year is a puzzle."""
    kept: list[int] = []
    for index in same:
        paper = papers[index]
        rivals = [papers[k] for k in kept if _same_issuer(papers[k], paper)]
        first = next((r for r in rivals if _same_day(r, paper) and _compete(r, paper)), None)
        twin = next((r for r in rivals if _same_year(r, paper)), None)
        if first is not None:
            yield index, (findings.DUPLICATE_DOCUMENT.at(Place(paper.path), file=first.path),)
            continue
        kept.append(index)
        if twin is not None:
            yield index, (findings.SAME_NUMBER.at(Place(paper.path), file=twin.path),)


def _same_issuer(one: Paper, other: Paper) -> bool:
    if one.issuer is None or other.issuer is None:
        return True
    return fold_accents(one.issuer) == fold_accents(other.issuer)


def _same_day(one: Paper, other: Paper) -> bool:
    return one.date is None or other.date is None or one.date == other.date


def _same_year(one: Paper, other: Paper) -> bool:
    """Numbers begin anew each year."""
    if one.date is None or other.date is None:
        return False
    return one.date != other.date and one.date.year == other.date.year
