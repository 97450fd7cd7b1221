"""Typed scalars: what a text in a YAML file may be, as annotated types for the models.

The reader hands every scalar over as text (see `source.yaml_tree`); these types give it its
meaning and refuse it with a problem of the table in `base.problems`. They also take the Python
values a caller of the API would pass, except binary floats, which are never exact.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, cast

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError, core_schema

from dtiscore.base import problems
from dtiscore.base.dates import YearlyDate, parse_date, parse_due
from dtiscore.base.diagnostics import RefusedError
from dtiscore.base.messages import Message
from dtiscore.base.money import parse_money
from dtiscore.base.numbers import parse_number, parse_share
from dtiscore.base.points import ONE, ZERO
from dtiscore.base.text import is_id, nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

    from dtiscore.base.diagnostics import Problem

T = TypeVar("T")

_WRONG_TYPE: Literal["wrong_type"] = "wrong_type"

_YEAR = re.compile("(19|2[0-9])[0-9]{2}")
_PLACES = tuple("0123456")

YES = frozenset({"yes", "true", "có"})
NO = frozenset({"no", "false", "không"})

NUMBER_SCHEMA: dict[str, Any] = {"type": ["number", "string"]}
TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean"]}


class Strict(BaseModel):
    """Base of all models: frozen, no unknown keys, an empty value is an absent key."""

    # Deferred: a validator is built for the file kinds a command reads, not for every model.
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, data: object) -> object:
        if isinstance(data, dict) and None in data.values():
            known = {field.alias or name for name, field in cls.model_fields.items()}
            return {key: val for key, val in data.items() if val is not None or key not in known}
        return data


def refuse(problem: Problem, **fields: object) -> PydanticCustomError:
    """The error that makes `model.bind` report ``problem`` at the value's place."""
    return PydanticCustomError(problem.code, problem.text, {"problem": problem, **fields})


def wrong_type(expected: str) -> PydanticCustomError:
    """The error that makes `model.bind` say what kind of value is expected."""
    return PydanticCustomError(_WRONG_TYPE, _WRONG_TYPE, {"expected": expected})


class Reads:
    """Annotates a field with the function that reads it and what its JSON Schema says.

    pydantic's own ``PlainValidator`` would first build a schema of the annotated type that is
    never used, for every field anew: a third of the time a command needs to start.
    """

    __slots__ = ("json_schema", "validate")

    def __init__(self, validate: Callable[[Any], Any], json_schema: Mapping[str, Any]) -> None:
        self.validate = validate
        self.json_schema = json_schema

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """The reading function alone decides."""
        del source, handler
        return core_schema.no_info_plain_validator_function(self.validate)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """What an editor may expect in the file."""
        del schema, handler
        return dict(self.json_schema)


class OrShort:
    """Annotates a field with a shorter form that a ``BeforeValidator`` turns into the long one.

    Only the JSON Schema needs it: it then names both.
    """

    __slots__ = ("json_schema",)

    def __init__(self, json_schema: Mapping[str, Any]) -> None:
        self.json_schema = json_schema

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The short form, or what the annotated type allows."""
        return {"anyOf": [dict(self.json_schema), handler(schema)]}


def _read(
    read: Callable[[str], T],
    *,
    kept: tuple[type, ...],
    expected: str,
    schema: Mapping[str, Any],
) -> Reads:
    """A reader of text with ``read`` that lets values of the ``kept`` types pass."""

    def validate(value: Any) -> Any:
        if isinstance(value, str):
            try:
                return read(nfc(value.strip()))
            except RefusedError as refused:
                raise refuse(refused.problem, **refused.fields) from None
        if isinstance(value, kept) and not (isinstance(value, bool) and bool not in kept):
            exact = Fraction not in kept or isinstance(value, Fraction)
            return value if exact else Fraction(cast("int", value))
        raise wrong_type(expected)

    return Reads(validate, schema)


def _non_negative(text: str) -> Fraction:
    number = parse_number(text)
    if number < 0:
        raise RefusedError(problems.NEGATIVE, value=text)
    return number


def _share(text: str) -> Fraction:
    share = parse_share(text)
    if not ZERO <= share <= ONE:
        raise RefusedError(problems.SHARE_RANGE, value=text)
    return share


def _ratio_goal(text: str) -> Fraction:
    share = parse_share(text)
    if share <= 0:
        raise RefusedError(problems.SHARE_RANGE, value=text)
    if share > ONE and not set("%/") & set(text):
        raise RefusedError(problems.PERCENT_UNCLEAR, value=text)
    return share


class Threshold(Fraction):
    """A threshold that keeps how it was written: ``80%`` is 4/5, but never four fifths of a thing.

    What it is held against is known to the set only: the sign is judged there.
    """

    text: str = ""


def _quantity(text: str) -> Threshold:
    number = Threshold(parse_share(text) if "%" in text else parse_number(text))
    if number < 0:
        raise RefusedError(problems.NEGATIVE, value=text)
    number.text = text
    return number


def parse_yes_no(text: str) -> bool:
    """``yes/no``, ``true/false``, ``có/không``, in any case."""
    word = text.casefold()
    if word in YES or word in NO:
        return word in YES
    raise RefusedError(problems.NOT_YES_NO, value=text)


def _date(text: str) -> date:
    day = parse_date(text)
    if day is None:
        raise RefusedError(problems.NOT_A_DATE, value=text)
    return day


def _due(text: str) -> YearlyDate | date:
    due = parse_due(text)
    if due is None:
        raise RefusedError(problems.NOT_A_DATE, value=text)
    return due


def _id(text: str) -> str:
    if not is_id(text):
        raise RefusedError(problems.BAD_ID, value=text)
    return text


def _sentence(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise wrong_type("text")
    return words


def _whole(text: str) -> int:
    number = _non_negative(text)
    if number.denominator != 1:
        raise RefusedError(problems.NOT_WHOLE, value=text)
    return int(number)


def _positive(text: str) -> int:
    number = _whole(text)
    if number == 0:
        raise RefusedError(problems.NOT_ONE_OF, value=text, known=("1", "2", "3", "…"))
    return number


def _period(text: str) -> int:
    # Dates of the years before and after must exist, too.
    if _YEAR.fullmatch(text) is None:
        found = Message("the text “{value}”", value=text)
        expected = Message("a year such as 2023")
        raise RefusedError(problems.WRONG_TYPE, found=found, expected=expected)
    return int(text)


def _places(text: str) -> int:
    if text not in _PLACES:
        raise RefusedError(problems.NOT_ONE_OF, value=text, known=_PLACES)
    return int(text)


def one_of(*known: str) -> Callable[[str], str]:
    """A reader of one of the ``known`` words, compared without case."""

    def read(text: str) -> str:
        word = text.casefold()
        if word in known:
            return word
        raise RefusedError(problems.NOT_ONE_OF, value=text, known=known)

    return read


def words(*known: str) -> Reads:
    """Annotation for a closed list of words."""
    schema = {"enum": list(known)}
    return _read(one_of(*known), kept=(), expected=", ".join(known), schema=schema)


_NUMERIC = (int, Decimal, Fraction)

Text = Annotated[str, _read(_sentence, kept=(), expected="text", schema=TEXT_SCHEMA)]
"""Words on one line: what a text block or a paste from Word has between them is a blank."""
FileName = Annotated[str, _read(str, kept=(), expected="text", schema=TEXT_SCHEMA)]
"""A text as it stands: two blanks in a file's name are two."""
Id = Annotated[str, _read(_id, kept=(), expected="id", schema=TEXT_SCHEMA)]
Amount = Annotated[
    Fraction, _read(_non_negative, kept=_NUMERIC, expected="number", schema=NUMBER_SCHEMA)
]
"""A number of points, person-days or things, 0 or more, exact."""
Money = Annotated[
    Fraction, _read(parse_money, kept=_NUMERIC, expected="number", schema=NUMBER_SCHEMA)
]
"""An amount of money in VND, exact, in every form that options take: ``45tr``, ``45000000``."""
SignedAmount = Annotated[
    Fraction, _read(parse_number, kept=_NUMERIC, expected="number", schema=NUMBER_SCHEMA)
]
"""A number of points that may be below 0."""
Share = Annotated[Fraction, _read(_share, kept=_NUMERIC, expected="share", schema=NUMBER_SCHEMA)]
"""A share from 0 to 1: ``1/2``, ``50%``, ``0.5``."""
RatioGoal = Annotated[
    Fraction, _read(_ratio_goal, kept=_NUMERIC, expected="share", schema=NUMBER_SCHEMA)
]
"""A share above 0 that may exceed 1, then with its sign: the growth or ratio that earns all."""
Quantity = Annotated[
    Fraction, _read(_quantity, kept=_NUMERIC, expected="number", schema=NUMBER_SCHEMA)
]
"""A `Threshold`: a number, or a percentage (``80%`` is 4/5)."""
WholeNumber = Annotated[
    int, _read(_whole, kept=(int,), expected="whole number", schema=NUMBER_SCHEMA)
]
PositiveNumber = Annotated[
    int, _read(_positive, kept=(int,), expected="whole number", schema=NUMBER_SCHEMA)
]
"""A whole number, 1 or more."""
Places = Annotated[int, _read(_places, kept=(int,), expected="whole number", schema=NUMBER_SCHEMA)]
"""How many decimals a number is rounded to."""
YesNo = Annotated[
    bool,
    _read(
        parse_yes_no,
        kept=(bool,),
        expected="yes or no",
        schema={"enum": [True, False, "yes", "no", "có", "không"]},
    ),
]
Day = Annotated[date, _read(_date, kept=(date,), expected="date", schema={"type": "string"})]
Due = Annotated[
    YearlyDate | date,
    _read(_due, kept=(YearlyDate, date), expected="date", schema={"type": "string"}),
]
"""A due date: ``31/03`` of the period, ``31/12/-1`` of the year before, or a full date."""
Period = Annotated[
    int,
    _read(_period, kept=(int,), expected="year", schema={"type": ["integer", "string"]}),
]
