"""``evidence/<period>/<criterion>/evidence.yaml``: what people say of the papers beside it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dtiscore.fields import Day, Id, Strict, Text, WholeNumber, words


class Override(Strict):
    """A verdict given by hand, bound to the file's bytes."""

    verdict: Annotated[
        Literal["accepted", "doubtful", "rejected"], words("accepted", "doubtful", "rejected")
    ]
    reason: Text
    sha256: Text | None = None


class PaperNote(Strict):
    """What is known of one file: its slot, its number and symbol, type, date, issuer, subject."""

    file: Text
    slot: Id | None = None
    also: tuple[Id, ...] = ()
    number: Text | None = None
    symbol: Text | None = None
    type: Text | None = None
    date: Day | None = None
    issuer: Text | None = None
    subject: Text | None = None
    covers: dict[Id, WholeNumber] = {}
    override: Override | None = None


class LinkNote(Strict):
    """A page on the web, and the copy of it that lies beside the file."""

    url: Text
    seen: Day | None = None
    copy_: Text | None = Field(default=None, alias="copy")


class EvidenceFile(Strict):
    """All notes of one evidence folder."""

    files: tuple[PaperNote, ...] = ()
    links: tuple[LinkNote, ...] = ()
