"""Nodes into models, and every pydantic error back to its place in the file."""

from __future__ import annotations

from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Generic,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from pydantic import BaseModel, ValidationError

from dtiscore.base import problems
from dtiscore.base.messages import N_, Message
from dtiscore.base.text import nearest
from dtiscore.rules.core import Rule
from dtiscore.rules.registry import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from dtiscore.base.diagnostics import Diagnostic, Place
    from dtiscore.source.yaml_tree import Document

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)

Path = tuple[str | int, ...]


class Loaded(NamedTuple, Generic[T]):
    """A model together with the file it came from."""

    value: T
    document: Document

    def place(self, *path: str | int, key: bool = False) -> Place:
        """The place of the value (or, with ``key``, of the key) at ``path``."""
        return self.document.place(path, key=key)


def bind(model: type[M], document: Document) -> tuple[Loaded[M] | None, tuple[Diagnostic, ...]]:
    """The file as a model, or everything that is wrong with its shape."""
    try:
        return Loaded(model.model_validate(document.data()), document), ()
    except ValidationError as error:
        found = [_diagnostic(details, model, document) for details in error.errors()]
        return None, tuple(found)


_EXPECTED = {
    "text": N_("a text"),
    "id": N_("an id"),
    "number": N_("a number"),
    "whole number": N_("a whole number"),
    "share": N_("a share such as 1/2 or 50%"),
    "yes or no": N_("yes or no (có or không)"),
    "date": N_("a date such as 2023-02-15"),
    "year": N_("a year such as 2023"),
    "value": N_("a single value"),
    "keys": N_("keys with values, one per line"),
    "list": N_("a list, each entry beginning with “-”"),
}
_BY_ERROR = {
    "dict_type": "keys",
    "model_type": "keys",
    "model_attributes_type": "keys",
    "list_type": "list",
    "tuple_type": "list",
}


def _diagnostic(error: ErrorDetails, model: type[BaseModel], document: Document) -> Diagnostic:
    owner, path = _in_file(model, error["loc"])
    context = error.get("ctx") or {}
    kind = error["type"]
    if kind == "missing":
        return problems.MISSING_KEY.at(document.place(path[:-1]), key=str(path[-1]))
    if kind == "extra_forbidden":
        return _unknown_key(path, owner, document)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _bad_kind(error["input"], path, document)
    if "problem" in context:
        place = document.place(path, key=path[-1:] == ("[key]",))
        fields = {name: value for name, value in context.items() if name != "problem"}
        if context["problem"] is problems.NOT_ONE_OF:
            return _not_one_of(fields["value"], fields["known"], place)
        return context["problem"].at(place, **fields)  # type: ignore[no-any-return]
    wanted = context.get("expected") or _BY_ERROR.get(kind, "value")
    expected = Message(_EXPECTED[wanted]) if wanted in _EXPECTED else str(wanted)
    return problems.WRONG_TYPE.at(
        document.place(path), found=_found(error["input"]), expected=expected
    )


def _bad_kind(rule: Any, path: Path, document: Document) -> Diagnostic:
    """A rule whose kind is missing, no text, or none there is."""
    kind, place = rule.get("kind"), document.place((*path, "kind"))
    if kind is None:
        return problems.MISSING_KEY.at(document.place(path), key="kind")
    if isinstance(kind, str):
        return _not_one_of(kind, tuple(KINDS), place)
    # Apart from its call: some versions of Babel take a key for a sentence.
    text = _EXPECTED["text"]
    return problems.WRONG_TYPE.at(place, found=_found(kind), expected=Message(text))


def _found(value: object) -> Message:
    if value is None:
        return Message("nothing")
    if isinstance(value, dict):
        return Message("a group of keys")
    if isinstance(value, list):
        return Message("a list")
    return Message("the text “{value}”", value=str(value))


def _not_one_of(value: str, known: tuple[str, ...], place: Place) -> Diagnostic:
    near = nearest(value, known)
    if near is not None:
        return problems.NOT_ONE_OF_NEAR.at(place, value=value, near=near)
    return problems.NOT_ONE_OF.at(place, value=value, known=known)


def _unknown_key(path: Path, owner: type[BaseModel] | None, document: Document) -> Diagnostic:
    key, place = str(path[-1]), document.place(path, key=True)
    known = sorted(keys_of(owner)) if owner else []
    near = nearest(key, known)
    if near is not None:
        return problems.UNKNOWN_KEY_NEAR.at(place, key=key, near=near)
    return problems.UNKNOWN_KEY.at(place, key=key, keys=tuple(known))


def keys_of(model: type[BaseModel]) -> Iterator[str]:
    """The keys a file may use for this model."""
    return (field.alias or name for name, field in model.model_fields.items())


def _in_file(model: type[BaseModel], location: Path) -> tuple[type[BaseModel] | None, Path]:
    """The model that owns the last part of ``location``, and the way to it in the file.

    pydantic mixes the tags of its unions into a location. A tag may be a key, too: the rule
    ``tiers`` has one of that name.
    """
    at: Any = model
    owner: Any = None
    path: list[str | int] = []
    for part in location:
        if at is Rule and str(part) in KINDS:
            at = KINDS[str(part)]
            continue
        owner = at
        path.append(part)
        if isinstance(at, type) and issubclass(at, BaseModel):
            if not at.__pydantic_fields_complete__:
                at.model_rebuild()  # a part's rule is named before the rules are known
            if "root" not in at.model_fields:
                by_key = {f.alias or name: f.annotation for name, f in at.model_fields.items()}
                at = _unwrapped(by_key.get(str(part)))
                continue
            at = at.model_fields["root"].annotation
        at = _unwrapped(_element(_unwrapped(at)))
    is_model = isinstance(owner, type) and issubclass(owner, BaseModel)
    return owner if is_model else None, tuple(path)


def _unwrapped(annotation: Any) -> Any:
    """The annotation without Annotated and None; a union of rules is `Rule`."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        inner = [arg for arg in get_args(annotation) if arg is not type(None)]
        unwrapped = [_unwrapped(arg) for arg in inner]
        if all(isinstance(arg, type) and issubclass(arg, Rule) for arg in unwrapped):
            return Rule
        return unwrapped[0]
    return annotation


def _element(annotation: Any) -> Any:
    """What a list or mapping holds."""
    arguments = get_args(annotation)
    if not arguments:
        return None
    return arguments[1] if get_origin(annotation) is dict else arguments[0]
