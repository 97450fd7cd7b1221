"""The rule kinds, found by their files, and the union YAML is validated against.

A new kind is one new file in `rules.kinds` (and one file of worked cases in a set): nothing is
registered by hand.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Union, get_args

from pydantic import Field

from dtiscore.rules import kinds, parts
from dtiscore.rules.core import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping


def _found() -> dict[str, type[Rule]]:
    rules: dict[str, type[Rule]] = {}
    for module in sorted(pkgutil.iter_modules(kinds.__path__), key=lambda found: found.name):
        loaded = importlib.import_module(f"{kinds.__name__}.{module.name}")
        for item in vars(loaded).values():
            own = isinstance(item, type) and item.__module__ == loaded.__name__
            if own and issubclass(item, Rule):
                (kind,) = get_args(item.model_fields["kind"].annotation)
                rules[kind] = item
    return rules


KINDS: Mapping[str, type[Rule]] = MappingProxyType(_found())
"""Every rule kind by the name YAML gives it."""

if TYPE_CHECKING:
    AnyRule = Rule
else:
    AnyRule = Annotated[Union[tuple(KINDS.values())], Field(discriminator="kind")]  # noqa: UP007

# Parts hold rules, and rules hold parts: the name `parts` left open is filled in here, before
# pydantic builds its first validator.
parts.AnyRule = AnyRule
