"""One canonical text for a model, so that its SHA-256 names what it says and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel


def fingerprint(value: object, *, without: frozenset[str] = frozenset()) -> str:
    """SHA-256 of the canonical NFC JSON of ``value``, keys in ``without`` left out.

    Defaults are left out too: stating one changes nothing, and a key added to the format later
    leaves the fingerprints of older sets as they were.
    """
    import json  # noqa: PLC0415 - a page names no fingerprint

    text = json.dumps(
        _plain(value, without), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object, without: frozenset[str]) -> Any:
    if isinstance(value, BaseModel):
        return {
            field.alias or name: _plain(getattr(value, name), without)
            for name, field in type(value).model_fields.items()
            if name not in without and getattr(value, name) != field.default
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(item, without) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, without) for item in value]
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name), without) for item in fields(value)}
    return value if isinstance(value, (bool, int, str)) or value is None else str(value)
