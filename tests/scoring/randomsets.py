"""Random small criteria sets with random rules and valid proof slots, and what may be stated.

The rules come from ``tests/rules/strategies.py``; every set here passes its checks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from making import rule_of
from scorekit import Data, group, header_of
from strategies import RECIPES, Recipe, _Ask

from dtiscore.base.dates import DateRange
from dtiscore.evidence.fit import Window, span_days
from dtiscore.evidence.paper import Paper, Verdict
from dtiscore.model.assessment import Assessment
from dtiscore.model.criteria import Group, SetHeader
from dtiscore.model.criteria_set import CriteriaSet, FactKey
from dtiscore.model.facts import StatedFacts
from dtiscore.rules.core import NEVER, Direction, FactType, FactValue
from dtiscore.rules.kinds.judged import STATED
from dtiscore.scoring.engine import Scoring, score
from dtiscore.scoring.offers import Papers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hypothesis.strategies import DrawFn, SearchStrategy

    from dtiscore.model.criteria import ProofSlot
    from dtiscore.rules.core import Facts, Rule
    from dtiscore.scoring.tree import ScoreTree

quick = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

Values: TypeAlias = dict[FactKey, FactValue]

TYPES = ("TB", "BC", "KH", "QĐ")
ISSUERS = ("SGTVT", "UBND")
SUBMIT_BY = date(2024, 1, 20)
YEAR = DateRange(date(2023, 1, 1), date(2023, 12, 31))
WINDOW = Window(YEAR, SUBMIT_BY)
WIDE = {"from": "2020-01-01", "to": "2025-12-31"}


@dataclass(frozen=True)
class Case:
    """A set with everything that is said and handed in for it."""

    criteria_set: CriteriaSet
    data: tuple[Data, tuple[Data, ...]]
    recipes: Mapping[str, Recipe]
    said: Data
    values: Values
    papers: tuple[Paper, ...] = ()
    as_of: date | None = None

    def __repr__(self) -> str:
        """What a failing test needs to show, and no more."""
        stated = {f"{key.criterion}.{key.fact}": str(v) for key, v in self.values.items()}
        papers = "\n  ".join(map(repr, self.papers))
        return f"Case({self.data}\n {stated}\n {self.said}\n  {papers}\n as of {self.as_of})"

    @property
    def tree(self) -> ScoreTree:
        """The score of it all."""
        return score(self.scoring)

    @property
    def scoring(self) -> Scoring:
        """What the engine is given."""
        dates = {"submit_by": SUBMIT_BY}
        said = Assessment.model_validate({"period": 2023, "dates": dates, "criteria": self.said})
        serving: dict[str, list[Paper]] = {}
        for paper in self.papers:
            for cid in dict.fromkeys((paper.criterion, *paper.also)):
                serving.setdefault(cid, []).append(paper)
        facts = StatedFacts(self.values)
        return Scoring(self.criteria_set, said, facts, papers=Papers(serving), as_of=self.as_of)

    def with_papers(self, *papers: Paper) -> Case:
        """The same with these papers only."""
        return replace(self, papers=papers)


# --- the set ----------------------------------------------------------------------------------


@st.composite
def cases(draw: DrawFn, *, shared: bool = True) -> Case:
    """A set with statements and papers of any kind."""
    case = draw(bare_sets())
    if shared:
        case = draw(_with_shared_fact(case))
    case = draw(_with_statements(case))
    papers = draw(st.lists(papers_for(case), max_size=7))
    as_of = draw(st.none() | st.dates(date(2023, 6, 1), date(2024, 6, 1)))
    named = (one._replace(path=f"{one.path}/{n}.pdf") for n, one in enumerate(papers))
    return replace(case, papers=tuple(named), as_of=as_of)


@st.composite
def bare_sets(draw: DrawFn) -> Case:
    """A set of which nothing is stated yet."""
    groups, recipes = [], {}
    places, mode = draw(st.integers(0, 4)), draw(st.sampled_from(["half_up", "half_even", "down"]))
    kinds = ["scored", *draw(st.lists(st.sampled_from(_GROUP_KINDS), max_size=2))]
    for gid, kind in enumerate(kinds, start=1):
        criteria = []
        for number in range(1, draw(st.integers(1, 3)) + 1):
            made, recipe = draw(_criteria(f"{gid}.{number}", kind, draw(_maxima(places))))
            criteria.append(made)
            recipes[made["id"]] = recipe
        keys = draw(_caps) if kind == "adjustment" else {}
        groups.append(group(str(gid), *criteria, kind=kind, **keys))
    policy = draw(st.sampled_from(["reduce_max", "full", "zero", "rescale"]))
    header = header_of(
        groups,
        rounding={"places": places, "mode": mode},
        not_applicable=policy,
        may_exceed_max=draw(st.sampled_from(["yes", "no"])),
    )
    return _built(header, tuple(groups), recipes)


def _built(header: Data, groups: tuple[Data, ...], recipes: Mapping[str, Recipe]) -> Case:
    read = tuple(Group.model_validate(g) for g in groups)
    criteria_set = CriteriaSet(SetHeader.model_validate(header), read)
    return Case(criteria_set, (header, groups), recipes, {}, {})


_GROUP_KINDS = ("scored", "scored", "adjustment", "unscored")
_caps = st.fixed_dictionaries(
    {},
    optional={
        "at_most": st.integers(0, 20).map(str),
        "at_least": st.integers(-20, 0).map(str),
    },
)


def _maxima(places: int) -> SearchStrategy[Fraction]:
    """Maxima no finer than points are rounded to."""
    unit = 10 ** min(places, 2)
    common = [Fraction(10), Fraction(20), *([Fraction(25, 2)] if places else [])]
    return st.sampled_from(common) | st.integers(1, 20 * unit).map(lambda n: Fraction(n, unit))


@st.composite
def _criteria(draw: DrawFn, cid: str, group_kind: str, max_score: Fraction) -> tuple[Data, Recipe]:
    kind = draw(st.sampled_from(sorted(RECIPES)))
    recipe = draw(RECIPES[kind](_Ask(max_score)))
    rule = rule_of(recipe.spec)
    assume(sum(one.kind == "peer_ratio" for _, one in rule.nested()) <= 1)
    made: Data = {
        "id": cid,
        "name": f"Tiêu chí {cid}",
        "max_score": f"{float(max_score):.2f}",
        "may_be_not_applicable": "yes",
        "facts": {
            name: {"label": f"Số liệu {name}", "type": kind.value}
            for name, kind in recipe.types.items()
            if name != STATED
        },
        "rule": recipe.spec,
        "lead": draw(st.sampled_from(["van-phong", "phong-khtc"])),
    }
    if group_kind == "adjustment":
        made["sign"] = draw(st.sampled_from(["bonus", "penalty"]))
    penalty = made.get("sign") == "penalty"
    made["proof"] = [] if penalty else draw(_proofs(rule, recipe))
    if not made["proof"]:
        made["measured_by"] = "Hệ thống của tỉnh"
    return made, recipe


# --- proof slots ------------------------------------------------------------------------------


@st.composite
def _proofs(draw: DrawFn, rule: Rule, recipe: Recipe) -> list[Data]:
    """Slots that go together: at most one set of shares for each target."""
    made: list[Data] = []
    for target in draw(st.lists(st.sampled_from(_targets(rule, recipe)), max_size=3)):
        if "for" not in target or target["for"] in recipe.types or target.keys() != {"for"}:
            made.append({**target, **draw(_plain_slot(target))})
            continue
        if any(slot.get("for") == target["for"] and "share" in slot for slot in made):
            continue
        cuts = draw(st.sampled_from([(), (), ("1/2", "1/2"), ("1/3", "2/3"), ("1",)]))
        whole = {} if target["for"] is None else target
        for share in cuts:
            plain = {**draw(_plain_slot({})), "optional": "no"}
            made.append({**whole, **plain, "share": share})
        if not cuts:
            made.append({**whole, **draw(_plain_slot({}))})
    if draw(st.integers(0, 3)) == 0:
        made.append({**draw(_plain_slot({})), "for": "not_applicable"})
    return [{"id": f"slot-{n}", "label": f"Giấy tờ {n}", **slot} for n, slot in enumerate(made)]


def _targets(rule: Rule, recipe: Recipe) -> list[Data]:
    """Everything a slot of this rule can stand for; ``for: None`` is the criterion itself."""
    found: list[Data] = [{"for": None}]
    for name, kind in recipe.types.items():
        used = [use.direction for use in rule.uses() if use.fact == name]
        raising = bool(used) and all(way is Direction.RAISES for way in used)
        if kind is FactType.COUNT and raising:
            found += [{"count_of": name}, {"shows": {"fact": name, "by": "number"}}]
        if kind is FactType.DATE:
            found.append({"shows": {"fact": name}})
        if raising or kind in (FactType.DATE, FactType.YES_NO, FactType.CHOICE):
            found.append({"for": name})
    return found + [{"for": name} for name, _, _ in rule.parts()]


@st.composite
def _plain_slot(draw: DrawFn, target: Data) -> Data:
    """What a slot takes, and how many; no keys that its target forbids."""
    slot: Data = {"types": draw(st.lists(st.sampled_from(TYPES), max_size=3, unique=True))}
    slot["within"] = draw(st.sampled_from(["in_force", WIDE]))
    if draw(st.booleans()):
        slot["issuers"] = draw(st.lists(st.sampled_from(ISSUERS), min_size=1, unique=True))
    if draw(st.integers(0, 4)) == 0:
        slot["optional"] = "yes"
    if "count_of" in target:
        slot["summary"] = draw(st.sampled_from([[], ["BC"]]))
    if "count_of" in target or "shows" in target:
        return slot
    if draw(st.integers(0, 2)):
        slot["count"] = str(draw(st.integers(1, 2)))
    else:
        slot["each"] = draw(st.sampled_from(["quarter", "month"]))
        slot["within"] = draw(st.sampled_from(["period", "in_force", WITHIN_HALF]))
    if target.get("for") is None and draw(st.booleans()):
        slot["partial"] = "yes"
    return slot


WITHIN_HALF = {"from": "2023-04-01", "to": "2023-09-30"}


# --- statements -------------------------------------------------------------------------------


@st.composite
def _with_shared_fact(draw: DrawFn, case: Case) -> Case:
    """The same set with one fact of a criterion taken over from another, where two are alike."""
    header, groups = case.data
    listed = [c for g in groups for c in g["criteria"]]
    pairs = [
        (one, name, other, theirs)
        for index, one in enumerate(listed)
        for other in listed[index + 1 :]
        for name, spec in one["facts"].items()
        for theirs, their in other["facts"].items()
        if spec["type"] == their["type"] != "choice"
    ]
    if not pairs or draw(st.booleans()):
        return case
    one, name, other, theirs = draw(st.sampled_from(pairs))
    taken = {**other["facts"], theirs: {"same_as": f"{one['id']}.{name}"}}
    changed = tuple(
        {**g, "criteria": [{**c, "facts": taken} if c is other else c for c in g["criteria"]]}
        for g in groups
    )
    return _built(header, changed, case.recipes)


@st.composite
def _with_statements(draw: DrawFn, case: Case) -> Case:
    values: Values = {}
    said: Data = {}
    for cid, recipe in case.recipes.items():
        stated = draw(recipe.facts)
        about = draw(_statements(stated, case.criteria_set, cid))
        said[cid] = about
        if draw(st.integers(0, 9)) == 0 and stated:
            del stated[draw(st.sampled_from(sorted(stated)))]
        merged = dict(values)
        for name, value in stated.items():
            if name != STATED:
                merged.setdefault(case.criteria_set.facts[cid][name].key, value)
        if _possible(case, merged):
            values = merged
    return replace(case, said=said, values=values)


def _possible(case: Case, values: Values) -> bool:
    """Whether these facts go together in every criterion that sees them."""
    stated = StatedFacts(values)
    for cid, criterion in case.criteria_set.criteria.items():
        if criterion.rule is None:
            continue
        setting = case.criteria_set.setting(criterion, year=2023)
        facts = stated.of(case.criteria_set, cid)
        if any(criterion.rule.fact_problems(facts, setting)):
            return False
    return True


@st.composite
def _statements(
    draw: DrawFn, stated: Mapping[str, FactValue], the_set: CriteriaSet, cid: str
) -> Data:
    about: Data = {}
    if STATED in stated:
        about["points"] = stated[STATED]
    if STATED in stated or draw(st.integers(0, 3)) == 0:
        about["explanation"] = "Giải trình"
    if draw(st.integers(0, 5)) == 0:
        about["not_applicable"] = "Không có nhiệm vụ"
    if draw(st.integers(0, 2)) == 0:
        maximum = the_set.max_of(the_set.criteria[cid], "")
        shares = st.integers(0, 20).map(lambda n: maximum * Fraction(n, 20))
        days = st.none() | st.dates(date(2024, 1, 1), date(2024, 4, 1))
        version = st.fixed_dictionaries({"points": shares, "on": days})
        about["confirmed"] = draw(st.lists(version, min_size=1, max_size=2))
    return about


# --- papers -----------------------------------------------------------------------------------


def papers_for(case: Case, verdict: Verdict | None = None) -> SearchStrategy[Paper]:
    """Any paper that may lie in the folders of this set."""
    ids = sorted(case.criteria_set.criteria)
    return st.sampled_from(ids).flatmap(lambda cid: _paper(case, cid, verdict))


@st.composite
def _paper(draw: DrawFn, case: Case, cid: str, verdict: Verdict | None) -> Paper:
    slots = [slot.id for slot in case.criteria_set.criteria[cid].proof]
    criteria = case.criteria_set.criteria
    counted = {
        one: [str(slot.count_of) for slot in criteria[one].proof if slot.count_of]
        for one in criteria
    }
    several = st.integers(0, 6)
    by_hand = draw(st.none() | st.sampled_from(slots)) if slots else None
    verdicts = [*[Verdict.ACCEPTED] * 4, Verdict.DOUBTFUL, Verdict.REJECTED]
    return Paper(
        f"evidence/2023/{cid}",
        cid,
        slot=by_hand,
        also=tuple(draw(st.lists(st.sampled_from(sorted(case.criteria_set.criteria)), max_size=1))),
        type=draw(st.sampled_from([*TYPES, None])),
        number=draw(st.sampled_from([None, "1", "05", "12", "12a"])),
        issuer=draw(st.sampled_from([None, "SGTVT"])),
        date=draw(_days),
        covers=dict.fromkeys(counted[cid], draw(several)),
        covers_also={one: dict.fromkeys(facts, draw(several)) for one, facts in counted.items()},
        quarter=draw(st.none() | st.integers(1, 4)),
        month=draw(st.none() | st.integers(1, 12)),
        verdict=draw(st.sampled_from(verdicts)) if verdict is None else verdict,
    )


_days: SearchStrategy[date | None] = (
    st.none() | st.dates(YEAR.first, YEAR.last) | st.dates(date(2022, 1, 1), date(2024, 3, 1))
)


# --- the best there can be --------------------------------------------------------------------


def at_its_best(case: Case) -> Case:
    """The best facts of every criterion, and a paper for everything that wants one."""
    values: Values = {}
    said: Data = {}
    papers: list[Paper] = []
    for cid, recipe in case.recipes.items():
        best: dict[str, FactValue] = dict(recipe.best)
        if STATED in best:
            said[cid] = {"points": best.pop(STATED), "explanation": "Giải trình"}
        values |= {case.criteria_set.facts[cid][name].key: v for name, v in best.items()}
        for slot in case.criteria_set.criteria[cid].proof:
            papers.extend(_filling(slot, cid, best))
    return replace(case, said=said, values=values, papers=tuple(papers))


def _filling(slot: ProofSlot, cid: str, facts: Facts) -> Iterator[Paper]:
    """Papers that fill a slot for these facts."""
    days: list[date | None] = [date(2023, 5, 5)] * slot.count
    keys: dict[str, Any] = {}
    if slot.shows is not None:
        stated = facts[slot.shows.fact]
        days = [stated if isinstance(stated, date) else date(2023, 5, 5)]
        keys["number"] = str(stated)
    if slot.count_of is not None:
        counted = facts[slot.count_of]
        wanted = int(counted) if isinstance(counted, Fraction) else 0
        keys["covers"] = {slot.count_of: wanted}
        days = [date(2023, 5, 5)] * (1 if slot.summary else wanted)
    if slot.each is not None:
        step = 3 if slot.each == "quarter" else 1
        spans = span_days(slot, WINDOW).spans(slot.each)
        days = [date(year, (number - 1) * step + 1, 2) for year, number in spans]
    kind = (*slot.summary, *slot.types, "KH")[0]
    for n, day in enumerate(days):
        yield Paper(
            f"evidence/2023/{cid}/{slot.id}/{n}.pdf",
            cid,
            slot=slot.id,
            type=kind,
            issuer=slot.issuers[0] if slot.issuers else None,
            date=day,
            **keys,
        )


__all__ = ["NEVER", "Case", "at_its_best", "bare_sets", "cases", "papers_for", "quick"]
