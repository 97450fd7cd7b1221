"""JSON and CSV for programs: points as plain numbers, unknown as null or nothing."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A spreadsheet would run a text that begins like this as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_json(document: Mapping[str, Any]) -> str:
    """The document as JSON text.

    Points are `Decimal` until here; a binary float's shortest form prints the same digits.
    """
    return json.dumps(document, ensure_ascii=False, indent=2, default=_json_value) + "\n"


def _json_value(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def to_csv(records: Iterable[Mapping[str, Any]]) -> str:
    """Flat records as CSV: comma, decimal point, UTF-8 without BOM, CRLF as RFC 4180 says."""
    rows = list(records)
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({key: _csv_value(item) for key, item in row.items()} for row in rows)
    return out.getvalue()


def _csv_value(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return _csv_value(" ".join(map(str, value)))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    return value.isoformat() if isinstance(value, date) else str(value)
