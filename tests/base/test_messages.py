"""Sentences as values: whole, comparable, with fields that keep their types."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from dtiscore.base.messages import N_, Message, Percent, Points
from dtiscore.i18n.language import language

if TYPE_CHECKING:
    from dtiscore.base.messages import Field

ENGLISH = language("en")


def test_a_message_is_its_sentence_and_its_fields() -> None:
    one = Message("the key “{key}” stands twice; the first is on line {first}", key="a", first=3)
    same = Message("the key “{key}” stands twice; the first is on line {first}", first=3, key="a")
    assert one == same
    assert hash(one) == hash(same)
    assert len({one, same}) == 1


@pytest.mark.parametrize(
    "other",
    [
        Message("{a}", a=2),
        Message("{a}", b=1),
        Message("{a}", a=1, b=1),
        Message("{a} ", a=1),
        "{a}",
        None,
    ],
)
def test_anything_else_is_another(other: object) -> None:
    assert Message("{a}", a=1) != other


def test_fields_may_be_called_anything() -> None:
    """Field names come from translators' sentences; none may clash with a parameter."""
    message = Message("{self} {text}", self="a", text="b")
    assert ENGLISH.text(message) == "a b"


@pytest.mark.parametrize(
    "field",
    [
        *(None, "text", 3, Decimal("1.50"), Fraction(1, 3), date(2023, 2, 15)),
        *(Percent(Fraction(1, 2)), Points(Fraction(25, 2)), Message("inner {x}", x=1)),
        *(
            (),
            ("a", 1, Message("b")),
        ),
    ],
    ids=repr,
)
def test_a_field_keeps_its_type_and_can_be_shown(field: Field) -> None:
    message = Message("{field}", field=field)
    assert message.fields["field"] is field
    assert ENGLISH.text(message) == ENGLISH.field(field)
    assert hash(message) == hash(Message("{field}", field=field))


def test_what_is_shown_to_developers_tells_messages_apart() -> None:
    one, other = Message("{a}", a="1"), Message("{a}", a=1)
    assert repr(one) == "Message('{a}', a='1')"
    assert repr(other) == "Message('{a}', a=1)"


def test_marking_a_text_leaves_it_as_it_is() -> None:
    assert N_("the file is empty") == "the file is empty"
