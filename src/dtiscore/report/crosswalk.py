"""The answer of ``dtiscore crosswalk check``: what carries over between sets, and what does not."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dtiscore.analysis.homes import Why
from dtiscore.base.messages import N_, Message
from dtiscore.report.answer import TOOL, status_word
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Column, Heading, Kind, Line, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dtiscore.analysis.homes import Homeless, Homes
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.i18n.language import Language
    from dtiscore.model.criteria_set import CriteriaSet

SCHEMA = "dtiscore/crosswalk-check/1"

_WHY: Mapping[Why, Message] = MappingProxyType(
    {
        Why.GONE: Message("the criterion is gone"),
        Why.NEW: Message("the criterion is new"),
        Why.NO_ENTRY: Message("the criterion has no entry"),
        Why.NO_FACT: Message("no fact of the other set is the same"),
        Why.NO_OPTION: Message("no option of the other set is the same"),
        Why.NOT_JUDGED: Message("the other set does not judge it"),
    }
)
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "1:1": N_("unchanged: {count}"),
        "reweighted": N_("reweighted: {count}"),
        "split": N_("split: {count}"),
        "merge": N_("merged: {count}"),
        "new": N_("new: {count}"),
        "gone": N_("gone: {count}"),
    }
)


def document(
    answers: Sequence[tuple[str, Homes]], found: Iterable[Diagnostic], language: Language
) -> dict[str, Any]:
    """The JSON of ``crosswalk check``."""
    return {
        "schema": SCHEMA,
        "tool": TOOL,
        "crosswalks": [
            {
                "file": file,
                "from": _set(read.bridge.old),
                "to": _set(read.bridge.new),
                "entries": [{"kind": kind, "count": count} for kind, count in read.kinds.items()],
                "homeless": [_homeless(one) for one in read.homeless],
                "unasked": [_homeless(one) for one in read.unasked],
            }
            for file, read in answers
        ],
        "diagnostics": as_records(found, language),
    }


def _set(criteria_set: CriteriaSet) -> dict[str, Any]:
    header = criteria_set.header
    return {"id": header.id, "version": header.version, "status": header.status}


def _homeless(one: Homeless) -> dict[str, Any]:
    return {
        "criterion": one.criterion.id,
        "fact": one.fact,
        "option": one.option,
        "label": one.label,
        "why": one.why.value,
    }


def page(answers: Sequence[tuple[str, Homes]]) -> Page:
    """The page of ``crosswalk check``."""
    blocks: list[Block] = [Heading(Message("Crosswalks between criteria sets"), level=1)]
    for file, read in answers:
        blocks += _crosswalk(file, read)
    return Page(tuple(blocks))


def _crosswalk(file: str, read: Homes) -> Iterator[Block]:
    old, new = read.bridge.old.header, read.bridge.new.header
    yield Heading(Message("{old} → {new}", old=old.id, new=new.id))
    text = N_("{file}; the older set is {old}, the newer {new}")
    fields = {"old": status_word(old.status), "new": status_word(new.status)}
    yield Line(Message(text, file=file, **fields), depth=1)
    said = tuple(Message(_KINDS[kind], count=count) for kind, count in read.kinds.items())
    yield Line(Message("entries: {kinds}", kinds=said), depth=1)
    if read.homeless:
        yield Line(Message("Answers without a home"), strong=True)
        yield _table(read.homeless)
    else:
        yield Line(Message("Every answer has a home."), strong=True)
    if read.unasked:
        yield Line(Message("Questions that no earlier answer meets"), strong=True)
        yield _table(read.unasked)


def _table(listed: Iterable[Homeless]) -> Table:
    return Table(
        (
            Column(Message("Criterion"), Kind.TEXT),
            Column(Message("Answer"), Kind.TEXT),
            Column(Message("Why"), Kind.TEXT),
        ),
        tuple(
            (f"{one.criterion.id} {one.criterion.name}", _answer(one), _WHY[one.why])
            for one in listed
        ),
    )


def _answer(one: Homeless) -> str | Message:
    if one.fact is None:
        return Message("points the council judges")
    if one.option is not None:
        return Message("{fact}: option {option}", fact=one.label, option=one.option)
    return one.label
