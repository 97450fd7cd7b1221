"""The answer of ``dtiscore explain``: one criterion or group, with every step to its points."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dtiscore.analysis.steps import ways_up
from dtiscore.base.messages import N_, Message, Percent, Points
from dtiscore.evidence.fit import types_taken
from dtiscore.report import counted
from dtiscore.report.answer import Answer
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Heading, Line, Page
from dtiscore.report.papers import (
    doubt_in_words,
    need,
    refusal_in_words,
    refused_json,
    remarks,
    shown_json,
    shown_otherwise,
)
from dtiscore.report.score import criterion_json
from dtiscore.rules.core import NEVER, FactType
from dtiscore.rules.kinds.judged import STATED
from dtiscore.scoring.tree import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from dtiscore.analysis.counted import Tally
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Language
    from dtiscore.model.criteria import ProofSlot
    from dtiscore.model.criteria_set import Fact, FactKey
    from dtiscore.rules.core import FactValue, Setting, Trace
    from dtiscore.scoring.tree import CriterionScore, SlotState

    Tallies: TypeAlias = Mapping[tuple[str, str], Tally]
    """By criterion and fact, as an assessment states them."""

SCHEMA = "dtiscore/explain/1"


def document(
    answer: Answer,
    chosen: list[CriterionScore],
    places: Mapping[FactKey, Place],
    tallies: Tallies,
    language: Language,
) -> dict[str, Any]:
    """The JSON of ``explain``."""
    return {
        **answer.head(SCHEMA),
        "criteria": [_criterion_json(answer, item, places, tallies, language) for item in chosen],
        "diagnostics": as_records(answer.diagnostics, language),
    }


def _criterion_json(
    answer: Answer,
    criterion: CriterionScore,
    places: Mapping[FactKey, Place],
    tallies: Tallies,
    language: Language,
) -> dict[str, Any]:
    facts = answer.tree.criteria_set.facts[criterion.id]
    said = criterion_json(answer, criterion, language)
    said["proof"] = [_slot_json(criterion, state) for state in criterion.slots]
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
        "counted": [
            counted.as_json(name, tally)
            for name, fact in facts.items()
            for tally in _tally_of(answer, fact, tallies)
        ],
        "steps": [
            {"text": language.text(line.text), "depth": line.depth} for line in _steps(criterion)
        ],
        "next": [
            {"text": language.text(text), "points": points}
            for text, points in _next(answer, criterion)
        ],
    }


def _slot_json(criterion: CriterionScore, state: SlotState) -> dict[str, Any]:
    return {
        "slot": state.slot.id,
        "need": need(criterion, state),
        "have": state.fill.have,
        "papers": [placed.paper.path for placed in state.papers],
        "doubtful": [placed.paper.path for placed in state.papers if placed.fit.doubtful],
        "shown": shown_json(state),
    }


def _fact_json(
    name: str, fact: Fact, criterion: CriterionScore, place: Place | None, language: Language
) -> dict[str, Any]:
    value = criterion.facts.get(name)
    return {
        "id": name,
        "label": fact.label,
        "type": fact.type.value,
        "value": None if value is None else language.field(shown_fact(value, fact)),
        "file": place.file if place else None,
        "line": place.line if place else None,
    }


def _tally_of(answer: Answer, fact: Fact, tallies: Tallies) -> Iterator[Tally]:
    """The tasks a fact is counted from, where it is."""
    origin = answer.tree.facts.origins.get(fact.key)
    tally = None if origin is None else tallies.get((origin.criterion, origin.fact))
    if tally is not None:
        yield tally


def page(
    answer: Answer,
    chosen: list[CriterionScore],
    places: Mapping[FactKey, Place],
    tallies: Tallies,
) -> Page:
    """The page of ``explain``."""
    period = str(answer.tree.assessment.period)
    blocks = answer.title(Message("How the points come about, {period}", period=period))
    for criterion in chosen:
        blocks += _criterion(answer, criterion, places, tallies)
    return Page(tuple(blocks))


def _criterion(
    answer: Answer,
    criterion: CriterionScore,
    places: Mapping[FactKey, Place],
    tallies: Tallies,
) -> Iterator[Block]:
    spec = criterion.criterion
    yield Heading(Message("{id} {name}", id=criterion.id, name=spec.name))
    text = N_("group {group}; at most {max} points; lead: {lead}")
    if spec.sign == "penalty":
        text = N_("group {group}; penalty of at most {max} points; lead: {lead}")
    yield Line(
        Message(
            text,
            group=f"{criterion.group.id}. {criterion.group.name}",
            max=Points(answer.tree.criteria_set.max_of(spec, answer.tree.cohort)),
            lead=_lead(answer, criterion),
        )
    )
    if criterion.estimated:
        text = N_("ESTIMATE: the best agency's value of the period is not known yet.")
        yield Line(Message(text), strong=True)
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
    yield from _facts(answer, criterion, places, tallies)
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
    answer: Answer,
    criterion: CriterionScore,
    places: Mapping[FactKey, Place],
    tallies: Tallies,
) -> Iterator[Block]:
    facts = answer.tree.criteria_set.facts[criterion.id]
    if facts:
        yield Line(Message("Facts"), strong=True)
    for name, fact in facts.items():
        fields: dict[str, Field] = {"fact": fact.label}
        if name not in criterion.facts:
            yield Line(Message("{fact}: not stated", **fields), depth=1)
            continue
        value = fields["value"] = shown_fact(criterion.facts[name], fact)
        if fact.unit and isinstance(value, Fraction):
            fields["value"] = Message("{value} {unit}", value=value, unit=fact.unit)
        place, origin = places.get(fact.key), answer.tree.facts.origins.get(fact.key)
        fields["place"] = f"{place.file}:{place.line}" if place else "–"
        text = N_("{fact}: {value} ({place})")
        if origin is not None and origin.source:
            fields["source"] = origin.source
            text = N_("{fact}: {value} ({place}; {source})")
        yield Line(Message(text, **fields), depth=1)
        for tally in _tally_of(answer, fact, tallies):
            yield from counted.left_out(tally)


def shown_fact(value: FactValue, fact: Fact) -> Field:
    """A stated value as people read it: an option by its label, a share as a percentage."""
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
        yield _slot_line(criterion, state)
        if state.slot.share is not None:
            yield Line(_share(criterion, state.slot), depth=2)
        for placed in state.papers:
            text, proves = N_("{path}"), placed.fit.proves
            if proves > 1:
                text = N_("{path}: proves {count}")
            yield Line(Message(text, path=placed.paper.path, count=proves), depth=2)
            doubt = doubt_in_words(placed)
            if doubt is not None:
                yield Line(doubt, depth=3)
            for remark in remarks(placed):
                yield Line(remark, depth=3)
        otherwise = shown_otherwise(criterion, state)
        if otherwise is not None:
            yield Line(otherwise, depth=2, strong=True)
    if criterion.refused:
        yield Line(Message("Papers that prove nothing here"), depth=1, strong=True)
    for paper in criterion.refused:
        why = refusal_in_words(paper)
        yield Line(Message("{path}: {reason}", path=paper.paper.path, reason=why), depth=2)


def _slot_line(criterion: CriterionScore, state: SlotState) -> Line:
    """What a slot takes, has and wants."""
    fields: dict[str, Field] = {
        "slot": state.slot.label,
        "types": types_taken(state.slot) or Message("any type"),
        "have": state.fill.have,
        "need": need(criterion, state),
    }
    missing = not state.fill.filled and not state.slot.optional
    text = N_("{slot} [{types}]: {have} of {need}")
    if missing:
        text = N_("{slot} [{types}]: {have} of {need} – MISSING")
    elif fields["need"] is None:
        text = N_("{slot} [{types}]: {have}; the need depends on figures not stated yet")
    elif state.slot.optional:
        text = N_("{slot} [{types}]: {have} of {need}, not required")
    return Line(Message(text, **fields), depth=1, strong=missing)


def _share(criterion: CriterionScore, slot: ProofSlot) -> Message:
    """How much of the points a slot stands for, and of which points."""
    rule = criterion.criterion.rule
    titles = {name: title for name, title, _ in rule.parts()} if rule is not None else {}
    share = Percent(slot.share or Fraction(1))
    if slot.for_ is None:
        return Message("stands for {share} of the points", share=share)
    part = titles.get(slot.for_, slot.for_)
    return Message("stands for {share} of the points of “{part}”", share=share, part=part)


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
            if value is NEVER:
                text = N_(
                    "{fact}: no valid paper proves it (stated {stated}), so it counts as not done"
                )
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
        text = N_("proved of “{part}”: {share} of its points")
        yield Line(Message(text, part=titles.get(part, part), share=Percent(factor)), depth=1)
    if proved.multiplier != 1:
        text = N_("proved of the whole criterion: × {share}")
        yield Line(Message(text, share=Percent(proved.multiplier)), depth=1)
    yield Line(Message("provable: {points}", points=criterion.provable), depth=1, strong=True)
    if criterion.at_risk:
        text = N_("of these, at risk because papers are doubtful: {points}")
        yield Line(Message(text, points=criterion.at_risk), depth=2)


def _plain(value: FactValue | None, name: str, setting: Setting) -> Field:
    if value is NEVER:
        return Message("did not happen")
    if isinstance(value, Fraction) and setting.types.get(name) is FactType.PERCENT:
        return Percent(value)
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    return value


def _next(answer: Answer, criterion: CriterionScore) -> Iterator[tuple[Message, Decimal]]:
    for step in ways_up(answer.tree, criterion, answer.as_of).steps:
        yield step.text, step.points


def _ways_up(answer: Answer, criterion: CriterionScore) -> Iterator[Block]:
    ways = ways_up(answer.tree, criterion, answer.as_of)
    if ways.steps:
        yield Line(Message("What the next step would add"), strong=True)
    for step in ways.steps:
        yield Line(Message("{step}: +{points}", step=step.text, points=step.points), depth=1)
    for block in ways.blocks:
        yield Line(Message("no step up: {reason}", reason=block), depth=1)
