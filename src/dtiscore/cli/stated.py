"""What the options of ``evidence add`` say of a document, and whether that can be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.base import problems
from dtiscore.base.dates import parse_date
from dtiscore.base.diagnostics import Place
from dtiscore.base.documents import (
    ABBREVIATIONS,
    LEGAL_ABBREVIATIONS,
    TYPE_NAMES,
    canonical_type,
    legal_type,
    same_type,
)
from dtiscore.base.messages import N_, Message
from dtiscore.base.text import fold, fold_accents
from dtiscore.cli.filters import nothing_said
from dtiscore.cli.session import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from dtiscore.model.criteria import Criterion

_NUMBER = re.compile(r"[^\W_]{1,12}")


class Options(NamedTuple):
    """The options as they were given."""

    number: str | None
    symbol: str | None
    type: str | None
    date: str | None
    issuer: str | None
    subject: str | None


def stated(options: Options, criterion: Criterion) -> dict[str, Any]:
    """What the options say of the document, by the keys of evidence.yaml.

    Raises:
        Stop: a value cannot be what it is given as.
    """
    for key in ("symbol", "issuer", "subject"):
        value = getattr(options, key)
        if value is not None and not value.strip():
            raise Stop(nothing_said(value, f"--{key}", Message("text")))
    said: dict[str, Any] = options._asdict()
    if options.number is not None:
        said["number"] = options.number.strip()
        if _NUMBER.fullmatch(said["number"]) is None:
            expected = Message("a document's number: at most 12 digits and letters, such as 05")
            raise Stop(nothing_said(options.number, "--number", expected))
    if options.type is not None:
        said["type"] = _type(options.type, criterion)
    if options.date is not None:
        said["date"] = parse_date(options.date.strip())
        if said["date"] is None:
            raise Stop(problems.NOT_A_DATE.at(Place("--date"), value=options.date))
    return {key: value for key, value in said.items() if value is not None}


def _type(written: str, criterion: Criterion) -> str:
    """The abbreviation of the type meant, as the decree or a slot of the criterion spells it."""
    wanted = written.strip()
    slots = (name for slot in criterion.proof for name in (*slot.types, *slot.summary))
    own = sorted({name for name in slots if same_type(name, wanted)})
    by_name = {fold_accents(name): short for name, short in TYPE_NAMES.items()}
    meant = canonical_type(wanted) or legal_type(wanted) or by_name.get(fold_accents(wanted))
    found = own[0] if own else meant
    if found is None:
        known = (*ABBREVIATIONS, *LEGAL_ABBREVIATIONS)
        raise Stop(problems.NOT_ONE_OF.at(Place("--type"), value=written, known=known))
    return found


def contradictions(
    kept: Mapping[str, str | date], read: Mapping[str, str | date | None]
) -> Iterator[Message]:
    """Where the options say another thing than the document; ``read`` is what it says."""
    for key, value in kept.items():
        said = read.get(key)
        if said is not None and fold(str(said)) != fold(str(value)):
            text = N_("{option}: the document says {said}; {value} is noted in evidence.yaml")
            yield Message(text, option=f"--{key}", said=said, value=value)
