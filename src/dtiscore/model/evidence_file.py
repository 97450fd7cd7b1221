"""``evidence/<period>/<criterion>/evidence.yaml``: what people say of the papers beside it."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from dtiscore.fields import Day, FileName, Id, Strict, Text, WholeNumber, YesNo, words


def _schema(last: int) -> WithJsonSchema:
    """A number from 1, written with or without quotes."""
    numbers = range(1, last + 1)
    return WithJsonSchema({"enum": [*numbers, *map(str, numbers)]})


Quarter = Annotated[int, words(*map(str, range(1, 5))), AfterValidator(int), _schema(4)]
Month = Annotated[int, words(*map(str, range(1, 13))), AfterValidator(int), _schema(12)]


class Override(Strict):
    """A verdict given by hand, bound to the file's bytes."""

    verdict: Annotated[
        Literal["accepted", "doubtful", "rejected"], words("accepted", "doubtful", "rejected")
    ]
    reason: Text
    sha256: Text | None = None


class PaperNote(Strict):
    """What is known of one file: its slot, and what is right of the document in it."""

    file: FileName
    slot: Id | None = None
    also: tuple[Id, ...] = ()
    number: Text | None = None
    symbol: Text | None = None
    type: Text | None = None
    date: Day | None = None
    issuer: Text | None = None
    place: Text | None = None
    subject: Text | None = None
    signer_post: Text | None = None
    draft: YesNo | None = None
    covers: dict[Id, WholeNumber] = {}
    quarter: Quarter | None = None
    month: Month | None = None
    override: Override | None = None


class LinkNote(Strict):
    """A page on the web, and the copy of it that lies beside the file."""

    url: Text
    seen: Day | None = None
    copy_: FileName | None = Field(default=None, alias="copy")


class Request(Strict):
    """A paper asked for: of which unit or post, on which day, by when."""

    of: Text
    on: Day | None = None
    by: Day | None = None


class HandIn(Strict):
    """A paper handed in: on which day, by which unit or post."""

    on: Day
    by: Text | None = None


class SlotNote(Strict):
    """Who was asked for the papers of a slot, and who supplied them."""

    requested: Request | None = None
    handed_in: HandIn | None = None


class EvidenceFile(Strict):
    """All notes of one evidence folder."""

    files: tuple[PaperNote, ...] = ()
    links: tuple[LinkNote, ...] = ()
    slots: dict[Id, SlotNote] = {}
