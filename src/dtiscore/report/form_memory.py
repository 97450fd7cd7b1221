"""The hidden sheet of a form: what it must remember to be known when it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtiscore.forms.keys import EXPORTED, FORM, Fact
from dtiscore.forms.layout import held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.forms.layout import Form
    from dtiscore.report.answer import Answer


def remember(hidden: Any, answer: Answer, form: Form) -> None:
    """Write whose form it is, and what every input cell holds as it goes out."""
    for row, cells in enumerate(_rows(answer, form)):
        for column, text in enumerate(cells):
            if text:
                hidden.write_string(row, column, text)
    hidden.protect("")
    hidden.very_hidden()


def _rows(answer: Answer, form: Form) -> Iterator[tuple[str, ...]]:
    criteria_set = answer.tree.criteria_set
    yield (FORM,)
    yield Fact.AGENCY.value, answer.settings.agency.id
    yield Fact.PERIOD.value, str(answer.tree.assessment.period)
    yield Fact.SET.value, criteria_set.header.id
    yield Fact.FINGERPRINT.value, criteria_set.fingerprint
    yield Fact.UNIT.value, form.unit
    yield Fact.AS_OF.value, answer.as_of.isoformat()
    yield (EXPORTED,)
    yield from held(form)
