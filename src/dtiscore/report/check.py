"""The answer of ``dtiscore check``: diagnostics counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtiscore.base.diagnostics import Severity
from dtiscore.base.messages import Message
from dtiscore.report.answer import TOOL
from dtiscore.report.diagnostics import as_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.i18n.language import Language

SCHEMA = "dtiscore/check/1"


def _counts(found: Sequence[Diagnostic]) -> tuple[int, int]:
    errors = sum(1 for item in found if item.severity is Severity.ERROR)
    return errors, len(found) - errors


def document(found: Sequence[Diagnostic], language: Language) -> dict[str, Any]:
    """The JSON of ``check``."""
    errors, warnings = _counts(found)
    return {
        "schema": SCHEMA,
        "tool": TOOL,
        "errors": errors,
        "warnings": warnings,
        "diagnostics": as_records(found, language),
    }


def summary(found: Sequence[Diagnostic]) -> Message:
    """The last line: how many errors and warnings."""
    errors, warnings = _counts(found)
    if not found:
        return Message("The workspace is in order: no errors, no warnings.")
    return Message("errors: {errors}; warnings: {warnings}", errors=errors, warnings=warnings)
