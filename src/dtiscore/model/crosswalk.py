"""``criteria/<set>/crosswalks/<older>.yaml``: what became of each group, criterion and fact."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from dtiscore.fields import TEXT_SCHEMA, Id, OrShort, Strict, Text, words

CrosswalkKind: TypeAlias = Annotated[
    Literal["1:1", "reweighted", "split", "merge", "new", "gone"],
    words("1:1", "reweighted", "split", "merge", "new", "gone"),
]


def _one_or_more(value: object) -> object:
    # Keys without a list are left to be refused.
    return value if isinstance(value, (list, tuple, dict)) else (value,)


Ids = Annotated[tuple[Id, ...], BeforeValidator(_one_or_more), OrShort(TEXT_SCHEMA)]
"""One id, or several."""


class CrosswalkEntry(Strict):
    """What became of groups or criteria; a new one comes from nothing, a gone one has no home."""

    kind: CrosswalkKind
    from_: Ids = Field(default=(), alias="from")
    to: Ids = ()
    note: Text | None = None


class CrosswalkFact(Strict):
    """Where a fact's answer is found in the new set, both as ``criterion.fact``.

    ``options`` say how a choice's values are called there; values of the same name need no entry.
    """

    from_: Text = Field(alias="from")
    to: Text
    options: dict[Id, Id] = {}


class Crosswalk(Strict):
    """How an older set's answers carry over to a newer one.

    Every criterion of both sets stands in one entry. Groups of the same id need none, nor do facts
    of the same name in criteria that belong together.
    """

    from_: Id = Field(alias="from")
    to: Id
    source: Text | None = None
    groups: tuple[CrosswalkEntry, ...] = ()
    criteria: tuple[CrosswalkEntry, ...]
    facts: tuple[CrosswalkFact, ...] = ()
