"""Sentences as values: written once in English, rendered for the reader much later.

Nothing below ``i18n/`` knows the reader's language. It builds a `Message`: the English
sentence (which is the key of the gettext catalogue) and its named fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Percent:
    """A share (0-1) to be shown as a percentage."""

    share: Fraction


@dataclass(frozen=True, slots=True)
class Points:
    """Exact points to be shown with the reader's decimal mark; shown, never summed."""

    value: Fraction


Field: TypeAlias = (
    "str | int | Decimal | Fraction | date | Percent | Points | Message | tuple[Field, ...] | None"
)


class Message:
    """A whole sentence with named fields, not yet in any language.

    ``Message("key {key} stands twice", key="id")``. The first argument is the English text and
    the catalogue key; fields keep their type (numbers, dates, other messages, tuples of these),
    so that each reader sees them in the reader's own form.
    """

    __slots__ = ("fields", "text")

    def __init__(self, text: str, /, **fields: Field) -> None:
        self.text = text
        self.fields = fields

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Message) and self.text == other.text and self.fields == other.fields
        )

    def __hash__(self) -> int:
        return hash((self.text, tuple(sorted(self.fields))))

    def __repr__(self) -> str:
        shown = "".join(f", {name}={value!r}" for name, value in self.fields.items())
        return f"Message({self.text!r}{shown})"


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark ``text`` for the catalogue where the `Message` is built elsewhere."""
    return text
