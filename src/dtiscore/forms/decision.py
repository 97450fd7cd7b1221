"""What is said of a table of results as a whole: its decision, the day, official or not, the scale.

First results say it at the head of the file. A table with the same figures may say it otherwise,
say that results taken as illustrative are official now; then the head changes, if nothing else in
the file goes by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dtiscore.base.messages import N_, Message
from dtiscore.base.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dtiscore.forms.results import Entry
    from dtiscore.model.published import Published
    from dtiscore.model.scale import Scale

_ILLUSTRATIVE = "illustrative"
_INHERITED = ("source", "status")
"""What each part of a file may say for itself, and else has from the file's head."""


class Said(NamedTuple):
    """What the user says of a table as a whole; None where nothing is said."""

    source: str | None = None
    on: date | None = None
    status: str | None = None
    scale: Scale | None = None


Value: TypeAlias = "str | date | None"


class Statement(NamedTuple):
    """One thing said of a table as a whole; ``before`` is None where nothing stood."""

    field: str
    before: Value
    after: Value


def of_new_results(published: Published | None, said: Said) -> tuple[Statement, ...]:
    """What the head of a file is to say of the first results in it."""
    head = _head(published)
    said = said._replace(status=said.status or head.status or _ILLUSTRATIVE)
    return _differences(head, said)


def of_a_part(said: Said, published: Published | None = None) -> tuple[Statement, ...]:
    """What results say for themselves: a correction, or agencies beside what is there already.

    ``published`` is the file of the latter, whose day and scale hold for them, too.
    """
    said = said._replace(status=said.status or _ILLUSTRATIVE)
    if published is None:
        return _differences(Said(), said._replace(scale=None))
    return _differences(Said(scale=published.scale), said._replace(on=None))


def of_standing_results(
    published: Published, entries: Sequence[Entry], said: Said
) -> tuple[Statement, ...]:
    """What the head of a file is to say otherwise of results that stand in it.

    Nothing where all of it is said of them already, be it by themselves or by the correction they
    came in. Their scale is no such thing: on another one the figures would be others.
    """
    said = said._replace(scale=None)
    if _came_as_correction(published, said) or _holds(published, entries, said):
        return ()
    return _differences(_head(published)._replace(status=published.status), said)


def later_than(published: Published, on: date) -> date | None:
    """The day of something published later than ``on``, which a correction of that day would miss.

    It would correct what was not published yet, or be corrected itself by what stands already.
    """
    days = (published.on, *(one.on for one in published.corrections))
    return max((day for day in days if day is not None and day > on), default=None)


def in_the_way(published: Published, entries: Sequence[Entry], said: Said) -> Message | None:
    """Why the head of the file cannot say of all results what is said of the table; or None."""
    said = said._replace(scale=None)
    if _came_as_correction(published, said) or _holds(published, entries, said):
        return None
    if published.corrections:
        return Message("its results were corrected, so they are of more than one decision")
    own = tuple(_own(published, entries, said))
    if own:
        text = N_("these agencies have a source or status of their own: {agencies}")
        return Message(text, agencies=own)
    changed = {one.field for one in of_standing_results(published, entries, said)}
    listed = {fold(entry.id) for entry in entries}
    others = tuple(
        one.name or one.id
        for one in published.agencies
        if fold(one.id) not in listed and not _says_itself(one, changed)
    )
    if others:
        text = N_("it would change for agencies, too, that the table lacks: {agencies}")
        return Message(text, agencies=others)
    rest = (*published.averages.values(), *published.bests.values())
    if not all(_says_itself(one, changed) for one in rest):
        return Message("it would change for its averages or best values, too")
    return None


def says_another_day(published: Published, said: Said) -> bool:
    """Whether what stands in a file beside agencies would be known from another day on."""
    return said.on not in (None, published.on)


def _head(published: Published | None) -> Said:
    """What a file says of everything in it; a status only where it is written there."""
    if published is None:
        return Said()
    status = published.status if "status" in published.model_fields_set else None
    return Said(published.source, published.on, status, published.scale)


def _differences(before: Said, after: Said) -> tuple[Statement, ...]:
    pairs = zip(Said._fields, before, after, strict=True)
    return tuple(
        Statement(field, old, new) for field, old, new in pairs if new is not None and new != old
    )


def _came_as_correction(published: Published, said: Said) -> bool:
    """Whether everything said is what the correction of that day says."""
    return any(
        one.on == said.on
        and not _differences(
            Said(one.source or published.source, one.on, one.status or published.status), said
        )
        for one in published.corrections
    )


def _holds(published: Published, entries: Sequence[Entry], said: Said) -> bool:
    """Whether all that is said holds for every figure of the table as it stands."""
    if said.on not in (None, published.on):
        return False
    listed = {fold(entry.id) for entry in entries}
    stated = [field for field in _INHERITED if getattr(said, field) is not None]
    return all(
        getattr(part, field) == getattr(said, field)
        for result in published.results(said.on)
        if fold(result.id) in listed
        for part in (result, *result.groups_by_themselves.values())
        for field in stated
    )


def _own(published: Published, entries: Sequence[Entry], said: Said) -> Iterator[str]:
    """Agencies of the table that say something else of themselves, or of a group's value."""
    listed = {fold(entry.id) for entry in entries}
    for agency in published.agencies:
        parts = (agency, *agency.groups.values())
        if fold(agency.id) in listed and any(
            getattr(part, field) not in (None, getattr(said, field))
            for part in parts
            for field in _INHERITED
            if getattr(said, field) is not None
        ):
            yield agency.name or agency.id


def _says_itself(part: object, fields: set[str]) -> bool:
    """Whether a part of a file has all of these of its own; a day of its own it cannot have."""
    return all(field in _INHERITED and getattr(part, field) is not None for field in fields)
