"""The answers of ``dtiscore proposal``: the summary, one proposal, what is wanting, the money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.analysis.proposals import Fault, Lack, Verdict, budget, measure
from dtiscore.base.messages import N_, Message
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Signed, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from dtiscore.analysis.outlook import Outlook
    from dtiscore.analysis.proposals import Judged, Measured, Sum
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Language
    from dtiscore.report.answer import Answer

SCHEMA = "dtiscore/proposals/1"
COLUMNS = (
    *("criteria_set", "status", "id", "title", "unit", "kind", "proposal_status", "state"),
    *("verdict", "lacks", "faults", "points", "cost", "funded", "points_per_million"),
    *("effort_days", "ready_by", "criteria"),
)
"""The fields of a CSV record."""

KINDS = {
    "task": Message("task"),
    "purchase": Message("purchase"),
    "repair": Message("repair"),
    "upgrade": Message("upgrade"),
}
STATES = {
    "proposed": Message("proposed"),
    "approved": Message("approved"),
    "adjusted": Message("sent back to be adjusted"),
    "declined": Message("declined"),
    "done": Message("done"),
}
VERDICTS = {
    Verdict.READY: Message("ready to be decided on"),
    Verdict.INCOMPLETE: Message("INCOMPLETE"),
    Verdict.ADJUST: Message("TO BE ADJUSTED"),
}
LACKS = {
    Lack.NECESSITY: Message("its necessity is not stated"),
    Lack.EFFECT: Message("its effect is not stated"),
    Lack.COST: Message("its cost is not stated"),
    Lack.RESOURCES: Message("its resources are not stated"),
}
FAULTS = {
    Fault.NOT_EFFECTIVE: Message("not effective: by the rules it adds no points"),
    Fault.CONTRADICTS: Message("its figures contradict what is stated"),
    Fault.NOT_FEASIBLE: Message("not feasible"),
    Fault.FEASIBILITY_UNKNOWN: Message("it is not said whether it is feasible"),
    Fault.NO_FUNDS: Message("not enough resources: part of the cost has no source of funds"),
    Fault.NO_LEGAL_BASIS: Message("no legal basis is named"),
    Fault.NO_TECHNICAL_BASIS: Message("no scientific or technical basis is named"),
}


class ProposalsAnswer(NamedTuple):
    """The proposals that were asked for; ``filtered``: others are left out."""

    answer: Answer
    outlook: Outlook
    judged: tuple[Judged, ...]
    filtered: bool = False

    def only(self, wanted: Callable[[Judged], bool]) -> ProposalsAnswer:
        """Those that are wanted."""
        kept = tuple(filter(wanted, self.judged))
        return self._replace(judged=kept, filtered=len(kept) < len(self.judged))

    @property
    def live(self) -> list[Judged]:
        """Those neither declined nor done."""
        return [one for one in self.judged if one.proposal.live]

    def together(self) -> Measured:
        """What all live ones add at once: two may win the same points."""
        return measure(self.outlook, [one.proposal for one in self.live])


def _json(one: Judged) -> dict[str, Any]:
    proposal = one.proposal
    return {
        "id": one.id,
        "title": proposal.title,
        "unit": one.unit,
        "kind": proposal.kind,
        "status": proposal.status,
        "state": proposal.state,
        "reason": proposal.reason,
        "verdict": verdict_json(one),
        "lacks": [lack.value for lack in one.lacks],
        "faults": [fault.value for fault in one.faults],
        "points": one.measured.points,
        "waiting": list(one.measured.waiting),
        "cost": _whole(proposal.cost),
        "funded": _whole(proposal.funded),
        "funding": [
            {"source": each.source, "amount": _whole(each.amount)} for each in proposal.funding
        ],
        "points_per_million": one.per_million,
        "effort_days": None if proposal.effort_days is None else float(proposal.effort_days),
        "ready_by": proposal.ready_by,
        "criteria": list(proposal.served),
        "requires": list(proposal.requires),
    }


def verdict_json(one: Judged) -> str | None:
    """The word for the verdict; there is none on what is declined or done."""
    return one.verdict.value if one.proposal.live else None


def _whole(amount: Fraction | None) -> int | None:
    return None if amount is None else int(amount)


def document(found: ProposalsAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``proposal list``, ``show`` and ``check``."""
    return {
        **found.answer.head(SCHEMA),
        "together": found.together().points,
        "proposals": [_json(one) for one in found.judged],
        "diagnostics": as_records(found.answer.diagnostics, language),
    }


def records(found: ProposalsAnswer) -> Iterator[dict[str, Any]]:
    """One record a proposal, for CSV."""
    for one in found.judged:
        said = _json(one)
        said["proposal_status"] = said.pop("status")
        kept = {key: value for key, value in said.items() if key in COLUMNS}
        yield {**found.answer.mark(), **kept}


def title_blocks(found: ProposalsAnswer, text: str) -> list[Block]:
    """The page's title; illustrative proposals say so."""
    period = str(found.answer.tree.assessment.period)
    blocks = found.answer.title(Message(text, period=period))
    if any(one.proposal.status == "illustrative" for one in found.judged):
        note = N_("ILLUSTRATIVE PROPOSALS: their costs, sources and days are made up.")
        blocks.insert(-1, Line(Message(note), strong=True, under_title=True))
    return blocks


def page(found: ProposalsAnswer) -> Page:
    """The page of ``proposal list``: the summary for the department's leaders."""
    blocks = title_blocks(found, N_("Proposals for digital transformation, {period}"))
    if not found.judged:
        blocks.append(Line(_none(found), strong=True))
        return Page(tuple(blocks))
    blocks += _counts(found)
    blocks += _together(found, budget(found.judged).total)
    columns = (
        Column(Message("Proposal"), Kind.TEXT),
        Column(Message("Unit"), Kind.TEXT),
        Column(Message("Points")),
        Column(Message("Cost (VND)")),
        Column(Message("Points per million")),
        Column(Message("What is to be done"), Kind.TEXT),
    )
    if found.live:
        blocks.append(Table(columns, tuple(_row(found, one) for one in found.live)))
    closed = [one for one in found.judged if not one.proposal.live]
    if closed:
        blocks.append(Heading(Message("Declined or done")))
        # What they would have brought is nobody's to win any more.
        titles = (*columns[:2], columns[3], Column(Message("Decision"), Kind.TEXT))
        rows = (_row(found, one) for one in closed)
        table = tuple((what, unit, cost, said) for what, unit, _, cost, _, said in rows)
        blocks.append(Table(titles, table))
    return Page(tuple(blocks))


def _none(found: ProposalsAnswer) -> Message:
    if found.filtered:
        return Message("No proposal is within what was asked for.")
    return Message("There are no proposals.")


def _counts(found: ProposalsAnswer) -> Iterator[Line]:
    """How many await a decision, by verdict, and what was decided on the others."""
    waiting = [one for one in found.live if one.proposal.state == "proposed"]
    counts: dict[str, Field] = {
        verdict.value: sum(one.verdict is verdict for one in waiting) for verdict in Verdict
    }
    if len(waiting) == len(found.judged):
        text = N_(
            "{count} proposals: {ready} ready to be decided on, {incomplete} incomplete,"
            " {adjust} to be adjusted"
        )
        yield Line(Message(text, count=len(waiting), **counts))
        return
    text = N_(
        "{count} proposals, {waiting} of them not decided on: {ready} ready to be decided on,"
        " {incomplete} incomplete, {adjust} to be adjusted"
    )
    yield Line(Message(text, count=len(found.judged), waiting=len(waiting), **counts))
    states: list[str] = [one.proposal.state for one in found.judged]
    decided: dict[str, Field] = {
        state: states.count(state) for state in STATES if state != "proposed"
    }
    text = N_(
        "decided: {approved} approved, {adjusted} sent back to be adjusted, {declined} declined,"
        " {done} done"
    )
    yield Line(Message(text, **decided))
    if len(found.live) < len(found.judged):
        yield Line(Message("the sums below are without what is declined or done"))


def _together(found: ProposalsAnswer, total: Sum) -> Iterator[Line]:
    both = found.together()
    fields: dict[str, Field] = {"cost": int(total.cost), "funded": int(total.funded)}
    yield Line(
        Message("cost of all: {cost} VND, of which {funded} VND have a source of funds", **fields)
    )
    if both.points is not None:
        text = N_("all together they add {points} points, once they are done and proved")
        yield Line(Message(text, points=both.points))
        unmeasured = tuple(one.id for one in found.live if one.unmeasured)
        if unmeasured:
            text = N_("not measured, for they state neither figures nor papers: {listed}")
            yield Line(Message(text, listed=unmeasured))
    else:
        yield Line(Message("together their figures contradict each other"))


def _row(found: ProposalsAnswer, one: Judged) -> tuple[Cell, ...]:
    proposal = one.proposal
    what = Message("{title}\n({id}; {kind})", title=proposal.title, id=one.id, kind=_kind(one))
    cost: Cell = "–" if proposal.cost is None else int(proposal.cost)
    points: Cell = None if one.measured.points is None else Signed(one.measured.points)
    return (
        what,
        found.answer.unit_name(one.unit),
        points,
        cost,
        one.per_million,
        _verdict(one),
    )


def _kind(one: Judged) -> Message:
    return KINDS[one.proposal.kind]


def _verdict(one: Judged) -> Message:
    """What was decided, or else the verdict, and the reasons, one a line."""
    said = standing(one)
    for why in reasons(one):
        said = Message("{what}\n– {text}", what=said, text=why)
    return said


def standing(one: Judged) -> Message:
    """What was decided; while nothing is, the verdict."""
    state = one.proposal.state
    return VERDICTS[one.verdict] if state == "proposed" else STATES[state]


def reasons(one: Judged) -> Iterator[Message]:
    """The reason of a decision, and of what may still be decided on, what there is to mend."""
    proposal = one.proposal
    if proposal.state != "proposed" and proposal.reason is not None:
        yield Message("{text}", text=proposal.reason)
    if proposal.live:
        yield from shortcomings(one)
        yield from _waiting(one)


def shortcomings(one: Judged) -> Iterator[Message]:
    """What a proposal lacks, and why it is to be adjusted, in a few words each."""
    yield from (LACKS[lack] for lack in one.lacks)
    for fault in one.faults:
        if fault is Fault.NO_FUNDS:
            text = N_("not enough resources: {amount} VND have no source of funds")
            yield Message(text, amount=int(one.unfunded))
        elif fault is Fault.TOO_LATE:
            text = N_("ready on {day} at the earliest, after {last}")
            yield Message(text, day=one.proposal.ready_by, last=one.last)
        elif fault is Fault.NOT_EFFECTIVE and not one.proposal.served:
            yield Message("not effective: it serves no criterion of the set")
        else:
            yield FAULTS[fault]


def _waiting(one: Judged) -> Iterator[Message]:
    if one.unmeasured and Lack.EFFECT not in one.lacks:
        yield Message("it states neither figures nor papers: its points cannot be measured")
    if one.measured.waiting:
        text = N_("other figures of {criteria} are not stated yet: its points cannot be measured")
        yield Message(text, criteria=one.measured.waiting)


def show_page(found: ProposalsAnswer, one: Judged) -> Page:
    """The page of ``proposal show``."""
    proposal = one.proposal
    blocks = title_blocks(found, N_("Proposal for digital transformation, {period}"))
    blocks.append(Heading(Message("{title}", title=proposal.title)))
    blocks.append(Line(_verdict(one), strong=True))
    blocks.append(_particulars(found, one))
    blocks += _criteria(found, one)
    return Page(tuple(blocks))


def _particulars(found: ProposalsAnswer, one: Judged) -> Table:
    proposal = one.proposal
    text = proposal.effect.text if proposal.effect is not None else None
    funding = tuple(
        Message("{source}: {amount} VND", source=each.source, amount=_whole(each.amount))
        for each in proposal.funding
    )
    rows: list[tuple[Message, Cell]] = [
        (Message("Unit"), found.answer.unit_name(one.unit)),
        (Message("Kind"), _kind(one)),
        (Message("State"), STATES[proposal.state]),
        (Message("Necessity"), proposal.necessity or "–"),
        (Message("Effect"), text or "–"),
        (Message("Points by the rules"), _signed(one)),
        (Message("Cost (VND)"), "–" if proposal.cost is None else int(proposal.cost)),
        (Message("Points per million"), one.per_million),
        (Message("Sources of funds"), Message("{listed}", listed=funding) if funding else "–"),
        (Message("Resources"), proposal.resources or "–"),
        (Message("Legal basis"), proposal.legal_basis or "–"),
        (Message("Scientific and technical basis"), proposal.technical_basis or "–"),
        (Message("Feasibility"), _feasibility(one)),
        (
            Message("Person-days"),
            "–" if proposal.effort_days is None else Message("{days}", days=proposal.effort_days),
        ),
        (Message("Ready by"), proposal.ready_by or "–"),
    ]
    columns = (Column(Message("Particular"), Kind.TEXT), Column(Message("Content"), Kind.TEXT))
    return Table(columns, tuple(rows))


def _signed(one: Judged) -> Cell:
    if one.measured.points is None:
        clash = one.measured.clash
        if clash is None:
            return None
        what = Message(clash.problem.problem.text, **clash.problem.fields)
        return Message("{id}: {what}", id=clash.criterion, what=what)
    return Signed(one.measured.points)


def _feasibility(one: Judged) -> Message:
    feasible, why = one.proposal.feasible, one.proposal.feasibility
    said = Message("not stated")
    if feasible is not None:
        said = Message("feasible") if feasible else Message("not feasible")
    return said if why is None else Message("{said}: {why}", said=said, why=why)


def _criteria(found: ProposalsAnswer, one: Judged) -> Iterator[Block]:
    by_id = found.answer.tree.by_id
    served = [by_id[cid] for cid in one.proposal.served if cid in by_id]
    if not served:
        return
    yield Heading(Message("Criteria it serves"))
    columns = (
        Column(Message("Criterion"), Kind.TEXT),
        *(Column(Message(word)) for word in (N_("Max"), N_("Claimed"), N_("Final"), N_("Lost"))),
    )
    rows = tuple(
        (f"{c.id} {c.criterion.name}", c.max, c.claimed, c.final, c.max - (c.final or 0))
        for c in served
    )
    yield Table(columns, rows)
