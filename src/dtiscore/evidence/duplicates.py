"""Papers that are one and the same: a file copied twice, or one document in two files.

A content counts once in each criterion. Which of several copies counts rests on what is known of
them and on their bytes, never on the names of the files.
"""

from __future__ import annotations

from posixpath import splitext
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.diagnostics import Place
from dtiscore.base.text import fold_accents
from dtiscore.evidence import findings
from dtiscore.evidence.paper import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from dtiscore.base.diagnostics import Diagnostic, Problem
    from dtiscore.evidence.paper import Paper


class Repeated(NamedTuple):
    """What is to be said of a paper that repeats another, and where it does not count for that.

    ``barred`` are criteria in which the other counts in its stead.
    """

    at: int
    findings: tuple[Diagnostic, ...]
    barred: frozenset[str] = frozenset()


def duplicates(papers: Sequence[Paper]) -> Iterator[Repeated]:
    """For papers that repeat another: their index, and what follows from it.

    Of several the best stays: one not rejected, then one not in doubt, then one judged by hand,
    then the one that serves or covers most, then the one of which most is known.
    """
    barred: dict[int, frozenset[str]] = {}
    for same in _alike(papers, _content):
        for found in _copies(papers, same):
            barred[found.at] = found.barred
            yield found
    for same in _alike(papers, _document):
        yield from _same_documents(papers, same, barred)


def _alike(papers: Sequence[Paper], key: Callable[[Paper], Hashable | None]) -> Iterator[list[int]]:
    """Papers that have this in common, the best first."""
    first: dict[Hashable, int] = {}
    groups: dict[Hashable, list[int]] = {}
    for index, paper in enumerate(papers):
        value = key(paper)
        if value is not None and (earlier := first.setdefault(value, index)) != index:
            groups.setdefault(value, [earlier]).append(index)
    for same in groups.values():
        yield sorted(same, key=lambda index: _rank(papers[index]))


_EDITABLE = frozenset({".doc", ".docx", ".docm", ".odt", ".rtf", ".txt"})
_VERDICTS = (Verdict.ACCEPTED, Verdict.DOUBTFUL, Verdict.REJECTED)


def _rank(paper: Paper) -> tuple[int | str, ...]:
    known = (paper.date, paper.issuer, paper.type, paper.number, paper.quarter or paper.month)
    return (
        _VERDICTS.index(paper.verdict),
        paper.by_hand is None,
        # The file that was typed is not the one that was signed.
        splitext(paper.path)[1].casefold() in _EDITABLE,
        # A copy beside a paper must not take away what the paper itself proves.
        -len(_serves(paper)) - sum(paper.covers.values()),
        *(each is None for each in known),
        paper.slot is not None,
        paper.learnt.sha256 if paper.learnt is not None else "",
        paper.path,
    )


def _content(paper: Paper) -> Hashable | None:
    learnt = paper.learnt
    return (learnt.sha256 or None) if learnt is not None and learnt.size else None


def _document(paper: Paper) -> Hashable | None:
    if paper.number is None or paper.symbol is None:
        return None
    return fold_accents(paper.number).lstrip("0"), fold_accents(paper.symbol)


def _copies(papers: Sequence[Paper], same: Sequence[int]) -> Iterator[Repeated]:
    """Copies of one file: within a criterion all but one count for nothing."""
    barred = _barred(papers, {index: _serves(papers[index]) for index in same}, _any)
    for index in same:
        if index in barred:
            yield _repeated(papers, index, barred[index], findings.DUPLICATE_FILE)
        elif index != same[0]:
            place, first = Place(papers[index].path), papers[same[0]].path
            yield Repeated(index, (findings.COPY_ELSEWHERE.at(place, file=first),))


def _same_documents(
    papers: Sequence[Paper], same: Sequence[int], before: Mapping[int, frozenset[str]]
) -> Iterator[Repeated]:
    """One document in several files counts once; one number on two days of a year is a puzzle."""
    serves = {index: _serves(papers[index]) - before.get(index, frozenset()) for index in same}
    barred = _barred(papers, serves, _one_document)
    for index in same:
        if index in barred:
            yield _repeated(papers, index, barred[index], findings.DUPLICATE_DOCUMENT)
    left = [index for index in same if serves[index] - barred.get(index, {}).keys()]
    for index in left:
        paper = papers[index]
        twin = next((papers[k] for k in left if _puzzling(papers[k], paper)), None)
        if twin is not None:
            found = findings.SAME_NUMBER.at(Place(paper.path), file=twin.path)
            yield Repeated(index, (found,))


def _barred(
    papers: Sequence[Paper],
    serves: Mapping[int, frozenset[str]],
    alike: Callable[[Paper, Paper], bool],
) -> dict[int, dict[str, int]]:
    """By paper: the criteria where a better one counts in its stead, and which.

    ``serves`` are the papers in question, the best first. Two slots chosen by hand may each have
    their copy; where that is so, copies without a slot count for nothing.
    """
    found: dict[int, dict[str, int]] = {}
    for criterion in sorted({each for served in serves.values() for each in served}):
        there = [index for index, served in serves.items() if criterion in served]
        slots = {index: _slot(papers[index], criterion) for index in there}
        if len(set(slots.values()) - {None}) > 1:
            there.sort(key=lambda i: (papers[i].verdict is Verdict.REJECTED, slots[i] is None))
        kept: list[int] = []
        for index in there:
            first = next(
                (
                    k
                    for k in kept
                    if _compete(slots[k], slots[index]) and alike(papers[k], papers[index])
                ),
                None,
            )
            if first is None:
                kept.append(index)
            else:
                found.setdefault(index, {})[criterion] = first
    return found


def _serves(paper: Paper) -> frozenset[str]:
    return frozenset((paper.criterion, *paper.also))


def _slot(paper: Paper, criterion: str) -> str | None:
    """The slot chosen by hand in a criterion."""
    return paper.slot if paper.criterion == criterion else None


def _compete(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _repeated(
    papers: Sequence[Paper], index: int, first: Mapping[str, int], problem: Problem
) -> Repeated:
    """A paper in whose stead another counts: everywhere, or only in some of its criteria."""
    paper = papers[index]
    if first.keys() < _serves(paper):
        problem = findings.COPY_ELSEWHERE
    file = papers[next(iter(first.values()))].path
    return Repeated(index, (problem.at(Place(paper.path), file=file),), frozenset(first))


def _any(_: Paper, __: Paper) -> bool:
    return True


def _one_document(one: Paper, other: Paper) -> bool:
    same_day = one.date is None or other.date is None or one.date == other.date
    return same_day and _same_issuer(one, other)


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
