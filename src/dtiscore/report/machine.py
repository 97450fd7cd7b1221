"""JSON and CSV for programs: points as plain numbers, unknown as null or nothing."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dtiscore.base.text import printable, unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A spreadsheet would run a text that begins like this as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_json(document: Mapping[str, Any]) -> str:
    """The document as JSON text.

    Points are `Decimal` until here; a binary float's shortest form prints the same digits.
    Names of files are the outside world's: no character of one that is not seen may reach a
    terminal that shows the JSON. They only ever stand inside strings.
    """
    text = json.dumps(document, ensure_ascii=False, indent=2, default=_json_value)
    table = unseen(text)
    table.pop(ord("\n"), None)  # the lines of the JSON itself
    return (text.translate(table) if table else text) + "\n"


def _json_value(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def to_csv(records: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Flat records as CSV: comma, decimal point, UTF-8 without BOM, CRLF as RFC 4180 says.

    The heads of the columns stand there even where nothing stands below them.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _csv_value(item) for key, item in row.items()} for row in records)
    return out.getvalue()


def _csv_value(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return _csv_value(" ".join(map(str, value)))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        value = printable(value)
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    return value.isoformat() if isinstance(value, date) else str(value)
