"""Copies of one paper: each counts once in a criterion, the one that is worth most there.

Only papers that a slot takes compete: a copy that no slot takes, under a wrong name or date, never
stands in the way of one that counts.
"""

from __future__ import annotations

from itertools import product
from posixpath import splitext
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.evidence.duplicates import content_of, document_of, one_document

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from dtiscore.evidence.fit import Fit
    from dtiscore.evidence.paper import Paper

_EDITABLE = frozenset({".doc", ".docx", ".docm", ".odt", ".rtf", ".txt"})
_MOST_OPEN = 3
"""Groups of copies of which it is tried out which way proves more."""


class Way(NamedTuple):
    """One way to let copies count: the papers kept, by index, and in whose stead for the others."""

    kept: frozenset[int]
    stead: Mapping[int, int]


def ways(criterion: str, fitting: Sequence[tuple[Paper, Sequence[tuple[str, Fit]]]]) -> list[Way]:
    """How the papers that slots take can count when no paper counts twice; most often one way.

    Slots chosen by hand may each have their copy, or one free copy goes where it proves most:
    where both are there, either is a way.
    """
    everything = frozenset(range(len(fitting)))
    choices = [list(_choices(criterion, fitting, group)) for group in _groups(fitting)]
    opened = 0
    for number, choice in enumerate(choices):
        opened += len(choice) > 1
        if opened > _MOST_OPEN:
            choices[number] = choice[:1]
    found = []
    for chosen in product(*choices):
        stead = {index: first for way in chosen for index, first in way.items()}
        found.append(Way(everything - stead.keys(), stead))
    return found


def _choices(
    criterion: str,
    fitting: Sequence[tuple[Paper, Sequence[tuple[str, Fit]]]],
    group: Sequence[int],
) -> Iterator[dict[int, int]]:
    """Which of a group's papers, the best first, may be left out, and for which."""
    chosen: dict[str, int] = {}
    free: list[int] = []
    for index in group:
        paper = fitting[index][0]
        slot = paper.slot if paper.criterion == criterion else None
        if slot is None:
            free.append(index)
        else:
            chosen.setdefault(slot, index)
    for kept in (list(chosen.values()), free[:1]):
        if kept:
            yield {index: kept[0] for index in group if index not in kept}


def _groups(fitting: Sequence[tuple[Paper, Sequence[tuple[str, Fit]]]]) -> list[list[int]]:
    """Papers that are one and the same, the best of each group first."""
    keys = [(content_of(paper), document_of(paper)) for paper, _ in fitting]
    known = [key for pair in keys for key in pair if key is not None]
    if len(set(known)) == len(known):
        return []
    order = sorted(range(len(fitting)), key=lambda index: _rank(*fitting[index]))
    groups: dict[int, list[int]] = {}
    leaders: dict[Hashable, list[int]] = {}
    for index in order:
        paper = fitting[index][0]
        content, document = keys[index]
        same = leaders.get(content, []) if content is not None else []
        alike = leaders.get(document, []) if document is not None else []
        rivals = (*same, *(k for k in alike if one_document(fitting[k][0], paper)))
        first = rivals[0] if rivals else index
        groups.setdefault(first, []).append(index)
        for key in (content, document):
            if key is not None:
                leaders.setdefault(key, []).append(first)
    return [group for group in groups.values() if len(group) > 1]


def _rank(paper: Paper, fits: Sequence[tuple[str, Fit]]) -> tuple[int | str, ...]:
    """The best first: by what it is worth here, then by what is known of it, last by its bytes."""
    known = (paper.date, paper.issuer, paper.type, paper.number, paper.quarter or paper.month)
    return (
        all(fit.doubtful for _, fit in fits),
        -max(fit.proves for _, fit in fits),
        -len(fits),
        paper.by_hand is None,
        # The file that was typed is not the one that was signed.
        splitext(paper.path)[1].casefold() in _EDITABLE,
        -len({paper.criterion, *paper.also}),
        *(each is None for each in known),
        paper.learnt.sha256 if paper.learnt is not None else "",
        paper.path,
    )
