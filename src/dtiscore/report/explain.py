"""The answer of ``dtiscore explain``: one criterion or group, with every step to its points."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dtiscore.analysis.steps import added, in_words
from dtiscore.base.messages import N_, Message, Percent, Points
from dtiscore.report.answer import Answer
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Heading, Line, Page
from dtiscore.report.papers import refusal_in_words, refused_json
from dtiscore.report.score import criterion_json
from dtiscore.rules.core import NEVER, FactType
from dtiscore.rules.kinds.judged import STATED
from dtiscore.scoring.tree import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dtiscore.base.diagnostics import Place
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Language
    from dtiscore.model.criteria_set import Fact, FactKey
    from dtiscore.rules.core import FactValue, Setting, Trace
    from dtiscore.scoring.tree import CriterionScore, SlotState

SCHEMA = "dtiscore/explain/1"


def document(
    answer: Answer,
    chosen: list[CriterionScore],
    places: Mapping[FactKey, Place],
    language: Language,
) -> dict[str, Any]:
    """The JSON of ``explain``."""
    return {
        **answer.head(SCHEMA),
        "criteria": [_criterion_json(answer, item, places, language) for item in chosen],
        "diagnostics": as_records(answer.diagnostics, language),
    }


def _criterion_json(
    answer: Answer,
    criterion: CriterionScore,
    places: Mapping[FactKey, Place],
    language: Language,
) -> dict[str, Any]:
    facts = answer.tree.criteria_set.facts[criterion.id]
    said = criterion_json(answer, criterion, language)
    said["proof"] = [_slot_json(state) for state in criterion.slots]
    said["refused"] = [refused_json(item, language) for item in criterion.refused]
    return {
        **said,
        "legal_basis": criterion.criterion.legal_basis,
        "rule": [
            {"depth": depth, "text": language.text(text)} for depth, text in _words(criterion)
        ],
        "facts": [
            _fact_json(name, fact, criterion, places.get(fact.key), language)
            for name, fact in facts.items()
        ],
        "steps": [
            {"text": language.text(line.text), "depth": line.depth} for line in _steps(criterion)
        ],
        "next": [
            {"text": language.text(text), "points": points}
            for text, points in _next(answer, criterion)
        ],
    }


def _slot_json(state: SlotState) -> dict[str, Any]:
    return {
        "slot": state.slot.id,
        "need": state.fill.need,
        "have": state.fill.have,
        "papers": [placed.paper.path for placed in state.papers],
    }


def _fact_json(
    name: str, fact: Fact, criterion: CriterionScore, place: Place | None, language: Language
) -> dict[str, Any]:
    value = criterion.facts.get(name)
    return {
        "id": name,
        "label": fact.label,
        "type": fact.type.value,
        "value": None if value is None else language.field(_shown(value, fact)),
        "file": place.file if place else None,
        "line": place.line if place else None,
    }


def page(answer: Answer, chosen: list[CriterionScore], places: Mapping[FactKey, Place]) -> Page:
    """The page of ``explain``."""
    period = str(answer.tree.assessment.period)
    blocks = answer.title(Message("How the points come about, {period}", period=period))
    for criterion in chosen:
        blocks += _criterion(answer, criterion, places)
    return Page(tuple(blocks))


def _criterion(
    answer: Answer, criterion: CriterionScore, places: Mapping[FactKey, Place]
) -> Iterator[Block]:
    spec = criterion.criterion
    yield Heading(Message("{id} {name}", id=criterion.id, name=spec.name))
    yield Line(
        Message(
            "group {group}; at most {max} points; lead: {lead}",
            group=f"{criterion.group.id}. {criterion.group.name}",
            max=criterion.max,
            lead=_lead(answer, criterion),
        )
    )
    for text, value in (
        (N_("legal basis: {text}"), spec.legal_basis),
        (N_("where the figures come from: {text}"), spec.source),
        (N_("checked by: {text}"), spec.verified_by),
        (N_("measured by: {text}; needs no proof"), spec.measured_by),
    ):
        if value:
            yield Line(Message(text, text=value))
    yield Line(Message("Rule"), strong=True)
    for depth, words in _words(criterion):
        yield Line(words, depth=depth + 1)
    yield from _facts(answer, criterion, places)
    yield from _proof(criterion)
    yield Line(Message("Points"), strong=True)
    yield from _steps(criterion)
    if spec.message is not None and criterion.lost.not_done + criterion.lost.proof > 0:
        yield Line(Message("Note: {text}", text=spec.message), strong=True)
    yield from _ways_up(answer, criterion)


def _lead(answer: Answer, criterion: CriterionScore) -> Field:
    """Today's lead, and the one at the period's end where that was another."""
    now = next(iter(answer.duty(criterion)), None)
    end = Answer(answer.tree, answer.settings, answer.units, answer.tree.assessment.range.last)
    then = next(iter(end.duty(criterion)), None)
    if now == then:
        return answer.unit_name(now)
    text = N_("{now} (at the period's end: {then})")
    return Message(text, now=answer.unit_name(now), then=answer.unit_name(then))


def _words(criterion: CriterionScore) -> Iterator[tuple[int, Message]]:
    rule, setting = criterion.criterion.rule, criterion.setting
    if rule is not None and setting is not None:
        for line in rule.in_words(setting):
            yield line.depth, line.text
    else:
        yield 0, Message("no rule is applied")


def _facts(
    answer: Answer, criterion: CriterionScore, places: Mapping[FactKey, Place]
) -> Iterator[Block]:
    facts = answer.tree.criteria_set.facts[criterion.id]
    if facts:
        yield Line(Message("Facts"), strong=True)
    for name, fact in facts.items():
        fields: dict[str, Field] = {"fact": fact.label}
        if name not in criterion.facts:
            yield Line(Message("{fact}: not stated", **fields), depth=1)
            continue
        value = fields["value"] = _shown(criterion.facts[name], fact)
        if fact.unit and isinstance(value, Fraction):
            fields["value"] = Message("{value} {unit}", value=value, unit=fact.unit)
        place, origin = places.get(fact.key), answer.tree.facts.origins.get(fact.key)
        fields["place"] = f"{place.file}:{place.line}" if place else "–"
        text = N_("{fact}: {value} ({place})")
        if origin is not None and origin.source:
            fields["source"] = origin.source
            text = N_("{fact}: {value} ({place}; {source})")
        yield Line(Message(text, **fields), depth=1)


def _shown(value: FactValue, fact: Fact) -> Field:
    if value is NEVER:
        return Message("did not happen")
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    if isinstance(value, Fraction) and fact.type is FactType.PERCENT:
        return Percent(value)
    if isinstance(value, str):
        return next((o.title for o in fact.options if o.value == value), value)
    return value


def _proof(criterion: CriterionScore) -> Iterator[Block]:
    if not criterion.slots and not criterion.refused:
        return
    yield Line(Message("Proof"), strong=True)
    for state in criterion.slots:
        fill = state.fill
        fields: dict[str, Field] = {
            "slot": state.slot.label,
            "types": state.slot.types or ("–",),
            "have": fill.have,
            "need": fill.need,
        }
        text = N_("{slot} [{types}]: {have} of {need}")
        if not fill.filled:
            text = N_("{slot} [{types}]: {have} of {need} – MISSING")
        yield Line(Message(text, **fields), depth=1, strong=not fill.filled)
        for placed in state.papers:
            yield Line(Message("{path}", path=placed.paper.path), depth=2)
    if criterion.refused:
        yield Line(Message("Papers that prove nothing here"), depth=1, strong=True)
    for paper in criterion.refused:
        why = refusal_in_words(paper)
        yield Line(Message("{path}: {reason}", path=paper.paper.path, reason=why), depth=2)


def _steps(criterion: CriterionScore) -> Iterator[Line]:
    """Claimed, provable, confirmed, final, each with its arithmetic."""
    if criterion.outcome is not None:
        yield from _trace(criterion.outcome.trace, 1)
    if criterion.claimed is not None:
        yield Line(Message("claimed: {points}", points=criterion.claimed), depth=1, strong=True)
    else:
        yield Line(Message("claimed: not evaluated"), depth=1, strong=True)
    yield from _provable(criterion)
    if criterion.explanation is not None:
        yield Line(Message("explanation: {text}", text=criterion.explanation), depth=1)
    if criterion.confirmation is not None:
        said = criterion.confirmation
        text = Message(
            "confirmed: {points} ({date}) {reason}",
            points=criterion.confirmed,
            date=said.on,
            reason=said.reason or "",
        )
        yield Line(text, depth=1, strong=True)
    if criterion.state is State.NOT_APPLICABLE:
        yield Line(Message("not applicable: {reason}", reason=criterion.reason or "–"), depth=1)
    yield Line(Message("final: {points}", points=criterion.final), depth=1, strong=True)


def _trace(trace: Trace, depth: int) -> Iterator[Line]:
    if trace.points is None:
        yield Line(trace.text, depth=depth)
    else:
        text = Message("{text} → {points}", text=trace.text, points=Points(trace.points))
        yield Line(text, depth=depth)
    for name, part in trace.parts:
        yield Line(Message("{part}:", part=name), depth=depth + 1)
        yield from _trace(part, depth + 2)


def _provable(criterion: CriterionScore) -> Iterator[Line]:
    """What the papers leave of the facts and of the points."""
    proved, outcome = criterion.proved, criterion.outcome
    if proved is None or outcome is None:
        return
    for name, value in proved.facts.items():
        stated = criterion.facts.get(name)
        if stated != value and name != STATED and criterion.setting is not None:
            text = N_("proved only: {fact} {value}, stated {stated}")
            yield Line(
                Message(
                    text,
                    fact=criterion.setting.label(name),
                    value=_plain(value, name, criterion.setting),
                    stated=_plain(stated, name, criterion.setting),
                ),
                depth=1,
            )
    if proved.outcome is not outcome:
        yield from _trace(proved.outcome.trace, 1)
    rule = criterion.criterion.rule
    titles = {name: title for name, title, _ in rule.parts()} if rule is not None else {}
    for part, factor in proved.factors.items():
        text = N_("proof missing for “{part}”: {share} of its points")
        yield Line(Message(text, part=titles.get(part, part), share=Percent(factor)), depth=1)
    if proved.multiplier != 1:
        text = N_("proof missing for the whole criterion: × {share}")
        yield Line(Message(text, share=Percent(proved.multiplier)), depth=1)
    yield Line(Message("provable: {points}", points=criterion.provable), depth=1, strong=True)


def _plain(value: FactValue | None, name: str, setting: Setting) -> Field:
    if value is NEVER:
        return Message("did not happen")
    if isinstance(value, Fraction) and setting.types.get(name) is FactType.PERCENT:
        return Percent(value)
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    return value


def _next(answer: Answer, criterion: CriterionScore) -> Iterator[tuple[Message, Decimal]]:
    rule, setting = criterion.criterion.rule, criterion.setting
    if rule is None or setting is None or criterion.claimed is None:
        return
    for step in rule.improve(criterion.facts, setting).steps:
        text = in_words(answer.tree.criteria_set, criterion, step)
        yield text, added(answer.tree, criterion, step)


def _ways_up(answer: Answer, criterion: CriterionScore) -> Iterator[Block]:
    rule, setting = criterion.criterion.rule, criterion.setting
    ways = list(_next(answer, criterion))
    if ways:
        yield Line(Message("What the next step would add"), strong=True)
    for text, points in ways:
        yield Line(Message("{step}: +{points}", step=text, points=points), depth=1)
    if rule is not None and setting is not None and not ways:
        for block in rule.improve(criterion.facts, setting).blocks:
            yield Line(Message("no step up: {reason}", reason=block), depth=1)
