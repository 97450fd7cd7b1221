"""The text of a new proposal's file: what it still has to state, as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base.messages import N_

if TYPE_CHECKING:
    from collections.abc import Collection

    from dtiscore.i18n.language import Language

_TEMPLATE = {
    "necessity": N_("Why it is needed."),
    "effect": N_("What it brings: text; facts by criterion, and papers, so that points show."),
    "cost": N_("In VND; funding: source and amount of each."),
    "funding": N_("Each with source and amount."),
    "resources": N_("People and means that do it."),
    "legal_basis": N_("The document that allows or orders it."),
    "technical_basis": N_("The standard, or the survey, it rests on."),
    "feasible": N_("yes or no; feasibility: why."),
    "effort_days": N_("Person-days."),
    "ready_by": N_("The day it is done."),
}


def template(language: Language, stated: Collection[str]) -> str:
    """The text of a new proposal's file: what it still has to state, as comments."""
    from dtiscore.starter import modeline  # noqa: PLC0415 - only here

    lines = [
        f"# {key}: {language.text(text)}\n" for key, text in _TEMPLATE.items() if key not in stated
    ]
    return modeline("proposal", "../../") + "".join(lines)
