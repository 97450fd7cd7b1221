"""Random rules of every kind, and random facts that fit them.

A `Recipe` is a specification as YAML hands it over (texts all through) with what is known about
it by construction: its facts' types, how to state them, and values that must earn everything.
All recipes are free of problems and reach their maximum.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from making import YEAR, rule_of

from dtiscore.rules.core import NEVER, Facts, FactType, FactValue, Rule, Setting
from dtiscore.rules.kinds.judged import STATED

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn, SearchStrategy

quick = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""So that every property for every kind together stays within half a minute."""

Values: TypeAlias = dict[str, FactValue]

COUNT, AMOUNT, PERCENT = FactType.COUNT, FactType.AMOUNT, FactType.PERCENT
LARGEST = 12


class Recipe(NamedTuple):
    """A specification and what is known about it by construction."""

    spec: dict[str, Any]
    types: dict[str, FactType]
    facts: SearchStrategy[Values]
    best: Values


class Case(NamedTuple):
    """A rule in its setting, with ways to state its facts."""

    rule: Rule
    setting: Setting
    recipe: Recipe

    @property
    def facts(self) -> SearchStrategy[Values]:
        """Every fact stated, each validly."""
        return self.recipe.facts

    @property
    def some_facts(self) -> SearchStrategy[Values]:
        """Valid facts of which some are not stated."""
        return self.recipe.facts.flatmap(_with_holes)


class _Ask(NamedTuple):
    """What a recipe is wanted for: its maximum, the prefix of its facts, how deep it stands."""

    max_score: Fraction
    name: str = "f"
    depth: int = 0


@st.composite
def cases(draw: DrawFn, kind: str) -> Case:
    """A rule of this kind."""
    max_score = draw(_MAXIMA)
    recipe = draw(RECIPES[kind](_Ask(max_score)))
    shares = PERCENT in recipe.types.values()
    setting = Setting(
        max_score,
        YEAR,
        recipe.types,
        {fact: f"số liệu {fact}" for fact in recipe.types},
        best=draw(st.none() | (_TWENTIETHS if shares else _HALVES)),
        today=draw(st.none() | st.dates(date(2022, 6, 1), date(2024, 6, 1))),
    )
    return Case(rule_of(recipe.spec), setting, recipe)


@st.composite
def _with_holes(draw: DrawFn, facts: Values) -> Values:
    left_out = draw(st.sets(st.sampled_from(sorted(facts)))) if facts else set()
    return {fact: value for fact, value in facts.items() if fact not in left_out}


@st.composite
def sharing_cases(draw: DrawFn, kind: str) -> Case:
    """A composed rule whose parts use the same facts: each type has one or two."""
    _, setting, recipe = draw(cases(kind))
    types = recipe.types
    names = {fact: f"{types[fact]}-{draw(st.integers(0, 1))}" for fact in types}
    types = {names[fact]: type_ for fact, type_ in types.items()}
    spec = _renamed(recipe.spec, names)
    values = {fact: _values_of(type_) for fact, type_ in types.items()}
    facts = st.fixed_dictionaries(values)
    shared = setting._replace(types=types, labels=types, today=None)
    return Case(rule_of(spec), shared, Recipe(spec, types, facts, {}))


def _renamed(spec: Any, names: dict[str, str]) -> Any:
    """The specification with other names for its facts."""
    if isinstance(spec, dict):
        return {key: _renamed(value, names) for key, value in spec.items()}
    if isinstance(spec, list):
        return [_renamed(value, names) for value in spec]
    return names.get(spec, spec)


def _values_of(kind: FactType) -> SearchStrategy[FactValue]:
    if kind in _NUMBERS:
        return _NUMBERS[kind]
    if kind is FactType.YES_NO:
        return st.booleans()
    if kind is FactType.DATE:
        return st.just(NEVER)
    return st.sampled_from(["option-0", "option-1", "option-2", NEVER])


# --- numbers and their texts ------------------------------------------------------------------

_MAXIMA = st.sampled_from([Fraction(10), Fraction(20), Fraction(25, 2), Fraction(1)]) | (
    st.integers(1, 4_000).map(lambda cents: Fraction(cents, 100))
)
_TWENTIETHS = st.integers(0, 20).map(lambda n: Fraction(n, 20))
_HALVES = st.integers(0, 2 * LARGEST).map(lambda n: Fraction(n, 2))
_COUNTS = st.integers(0, LARGEST).map(Fraction)
_AMOUNTS = st.integers(0, 100 * LARGEST).map(lambda n: Fraction(n, 100))
_NUMBERS = {COUNT: _COUNTS, AMOUNT: _AMOUNTS, PERCENT: _TWENTIETHS | st.fractions(0, 1)}


def _cents(value: Fraction) -> str | None:
    """The number with two decimals; None if it has more."""
    whole, cents = divmod(value * 100, 100)
    return f"{whole}.{int(cents):02}" if cents.denominator == 1 else None


def _percent(share: Fraction) -> str:
    return f"{share * 100}%"


@st.composite
def _worth(draw: DrawFn, share: Fraction, max_score: Fraction, in_points: str) -> dict[str, str]:
    """A share of the maximum, written as a share or, where two decimals can say it, in points."""
    points = _cents(share * max_score)
    if points is not None and draw(st.booleans()):
        return {in_points: points}
    texts = [str(share), _percent(share)] if (share * 100).denominator == 1 else [str(share)]
    return {"share": draw(st.sampled_from(texts))}


@st.composite
def _falling_awards(draw: DrawFn, max_score: Fraction, most: int) -> list[dict[str, str]]:
    """Awards from the maximum down, each below the one before."""
    lower = draw(st.sets(st.integers(0, 19), max_size=most - 1))
    shares = [Fraction(1), *(Fraction(n, 20) for n in sorted(lower, reverse=True))]
    return [draw(_worth(share, max_score, "points")) for share in shares]


# --- one fact, or a part of a whole -------------------------------------------------------------


@st.composite
def _part_and_whole(draw: DrawFn, name: str, kinds: tuple[FactType, FactType]) -> Values:
    whole = draw(_NUMBERS[kinds[1]])
    if kinds[0] is COUNT:
        part = Fraction(draw(st.integers(0, int(whole))))
    else:
        part = whole * draw(_TWENTIETHS)
    return {f"{name}-part": part, f"{name}-whole": whole}


class _Measure(NamedTuple):
    """The keys that say what is measured, and its facts at a share of 1 and of 0."""

    keys: dict[str, str]
    types: dict[str, FactType]
    facts: SearchStrategy[Values]
    high: Values
    low: Values


@st.composite
def _share_of_whole(draw: DrawFn, ask: _Ask) -> _Measure:
    kinds = draw(st.sampled_from([(COUNT, COUNT), (AMOUNT, AMOUNT), (AMOUNT, COUNT)]))
    policies = ["full", "zero"] if ask.depth else ["full", "zero", "not_applicable"]
    part, whole = f"{ask.name}-part", f"{ask.name}-whole"
    keys = {"part": part, "whole": whole, "when_whole_is_zero": draw(st.sampled_from(policies))}
    many = Fraction(10)
    return _Measure(
        keys,
        dict(zip((part, whole), kinds, strict=True)),
        _part_and_whole(ask.name, kinds),
        high={part: many, whole: many},
        low={part: Fraction(0), whole: many},
    )


def _one_fact(name: str, kind: FactType) -> _Measure:
    return _Measure(
        {"fact": name},
        {name: kind},
        _NUMBERS[kind].map(lambda value: {name: value}),
        high={name: Fraction(1 if kind is PERCENT else 1_000)},
        low={name: Fraction(0)},
    )


# --- the kinds --------------------------------------------------------------------------------


def _yes_no(ask: _Ask) -> SearchStrategy[Recipe]:
    facts: SearchStrategy[Values] = st.booleans().map(lambda yes: {ask.name: yes})
    spec = {"kind": "yes_no", "fact": ask.name}
    return st.just(Recipe(spec, {ask.name: FactType.YES_NO}, facts, {ask.name: True}))


@st.composite
def _all(draw: DrawFn, ask: _Ask) -> Recipe:
    names = [f"{ask.name}-{index}" for index in range(draw(st.integers(1, 4)))]
    return Recipe(
        {"kind": "all", "facts": names},
        dict.fromkeys(names, FactType.YES_NO),
        st.fixed_dictionaries({name: st.booleans() for name in names}),
        dict.fromkeys(names, True),
    )


@st.composite
def _choice(draw: DrawFn, ask: _Ask) -> Recipe:
    awards = draw(_falling_awards(ask.max_score, 4))
    options = [{"value": f"option-{index}", **award} for index, award in enumerate(awards)]
    values: list[FactValue] = [option["value"] for option in options]
    facts = st.sampled_from([*values, NEVER]).map(lambda value: {ask.name: value})
    spec = {"kind": "choice", "fact": ask.name, "options": draw(st.permutations(options))}
    return Recipe(spec, {ask.name: FactType.CHOICE}, facts, {ask.name: "option-0"})


@st.composite
def _ratio(draw: DrawFn, ask: _Ask) -> Recipe:
    of_whole = draw(st.booleans())
    measure = draw(_share_of_whole(ask)) if of_whole else _one_fact(ask.name, PERCENT)
    spec: dict[str, Any] = {"kind": "ratio", **measure.keys}
    full_at = draw(st.just(Fraction(1)) | _TWENTIETHS.filter(bool))
    if full_at != 1 or draw(st.booleans()):
        spec["full_at"] = _percent(full_at)
    if draw(st.booleans()):
        spec["zero_below"] = _percent(draw(_TWENTIETHS.filter(lambda floor: floor <= full_at)))
    inverse = draw(st.booleans())
    if inverse:
        spec["inverse"] = "có"
    best = measure.low if inverse else measure.high
    return Recipe(spec, measure.types, measure.facts, best)


@st.composite
def _tiers(draw: DrawFn, ask: _Ask) -> Recipe:
    kind = draw(st.sampled_from([COUNT, AMOUNT, PERCENT, None]))
    measure = draw(_share_of_whole(ask)) if kind is None else _one_fact(ask.name, kind)
    by_share = kind is None or kind is PERCENT
    bounds = draw(st.sets(st.integers(0, 20), min_size=1, max_size=4).map(sorted))
    texts = [_percent(Fraction(b, 20)) if by_share else f"{b / 2:.1f}" for b in bounds]
    awards = draw(_falling_awards(ask.max_score, len(texts)))
    fewer = draw(st.booleans())
    tiers = []
    for text, award in zip(texts if fewer else reversed(texts), awards, strict=False):
        # Nothing lies above 100 %.
        more = ["at_least"] if text == "100%" else ["at_least", "above"]
        tiers.append({draw(st.sampled_from(["at_most"] if fewer else more)): text, **award})
    best = measure.low if fewer else measure.high
    spec = {"kind": "tiers", **measure.keys, "tiers": tiers}
    return Recipe(spec, measure.types, measure.facts, best)


@st.composite
def _count(draw: DrawFn, ask: _Ask) -> Recipe:
    wanted = draw(st.integers(1, LARGEST))
    each = Fraction(-(-ask.max_score * 100 // wanted), 100)
    spec: dict[str, Any] = {"kind": "count", "fact": ask.name, "each": _cents(each)}
    cap = _cents(ask.max_score)
    if cap is not None and draw(st.booleans()):
        spec["at_most"] = cap
    measure = _one_fact(ask.name, COUNT)
    return Recipe(spec, measure.types, measure.facts, measure.high)


@st.composite
def _peer_ratio(draw: DrawFn, ask: _Ask) -> Recipe:
    kind = draw(st.sampled_from([COUNT, AMOUNT, PERCENT]))
    measure = _one_fact(ask.name, kind)
    best = _percent(draw(_TWENTIETHS)) if kind is PERCENT else _cents(draw(_HALVES))
    inverse = draw(st.booleans())
    spec = {"kind": "peer_ratio", **measure.keys, "best": best, "inverse": str(inverse)}
    return Recipe(spec, measure.types, measure.facts, measure.low if inverse else measure.high)


_DUE = {
    "31/03": date(2023, 3, 31),
    "29/02": date(2023, 2, 28),
    "31/12/-1": date(2022, 12, 31),
    "2023-06-15": date(2023, 6, 15),
}


@st.composite
def _deadline(draw: DrawFn, ask: _Ask) -> Recipe:
    due = draw(st.sampled_from(sorted(_DUE)))
    spec: dict[str, Any] = {"kind": "deadline", "fact": ask.name, "due": due}
    if draw(st.booleans()):
        spec["not_before"] = draw(st.sampled_from(["01/01/-1", "01/12/-1", "15/11/2022"]))
    days = draw(st.sets(st.integers(1, 200), max_size=3).map(sorted))
    shares = sorted(draw(st.sets(st.integers(0, 19), max_size=3)), reverse=True)
    spec["late"] = [
        {"within_days": str(within), "share": f"{share}/20"}
        for within, share in zip(days, shares, strict=False)
    ]
    dates: SearchStrategy[FactValue] = st.dates(date(2021, 6, 1), date(2024, 3, 1))
    facts = (st.just(NEVER) | dates).map(lambda day: {ask.name: day})
    return Recipe(spec, {ask.name: FactType.DATE}, facts, {ask.name: _DUE[due]})


@st.composite
def _growth(draw: DrawFn, ask: _Ask) -> Recipe:
    kind = draw(st.sampled_from([COUNT, AMOUNT]))
    policies = ["full", "zero"] if ask.depth else ["full", "zero", "not_applicable"]
    now, before = f"{ask.name}-now", f"{ask.name}-before"
    spec = {
        "kind": "growth",
        "now": now,
        "before": before,
        "full_at": _percent(Fraction(draw(st.integers(1, 60)), 20)),
        "when_before_is_zero": draw(st.sampled_from(policies)),
    }
    facts: SearchStrategy[Values] = st.fixed_dictionaries(
        {now: _NUMBERS[kind], before: _NUMBERS[kind]}
    )
    best: Values = {now: Fraction(1_000), before: Fraction(1)}
    return Recipe(spec, {now: kind, before: kind}, facts, best)


def _judged(ask: _Ask) -> SearchStrategy[Recipe]:
    facts: SearchStrategy[Values] = _TWENTIETHS.map(lambda share: {STATED: share * ask.max_score})
    return st.just(Recipe({"kind": "judged"}, {STATED: AMOUNT}, facts, {STATED: ask.max_score}))


# --- rules of rules ---------------------------------------------------------------------------


@st.composite
def _nested(draw: DrawFn, ask: _Ask, index: int, share: Fraction) -> tuple[dict[str, Any], Recipe]:
    """A part with this share of the maximum, and the recipe of its rule."""
    simple = sorted(set(RECIPES) - {"judged", "sum", "best"})
    kinds = simple if ask.depth else [*simple, "sum", "best"]
    name = f"{ask.name}{index}"
    inner = _Ask(ask.max_score * share, name, ask.depth + 1)
    recipe = draw(RECIPES[draw(st.sampled_from(kinds))](inner))
    part = {"name": f"part-{name}", **draw(_worth(share, ask.max_score, "max_score"))}
    if draw(st.booleans()):
        part["label"] = f"Phần {index}"
    return {**part, "rule": recipe.spec}, recipe


def _together(spec: dict[str, Any], recipes: list[Recipe]) -> Recipe:
    def merged(values: tuple[dict[str, Any], ...]) -> dict[str, Any]:
        return {fact: value for each in values for fact, value in each.items()}

    return Recipe(
        spec,
        merged(tuple(recipe.types for recipe in recipes)),
        st.tuples(*(recipe.facts for recipe in recipes)).map(merged),
        merged(tuple(recipe.best for recipe in recipes)),
    )


@st.composite
def _sum(draw: DrawFn, ask: _Ask) -> Recipe:
    weights = draw(st.lists(st.integers(1, 5), min_size=1, max_size=3))
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    if draw(st.booleans()):
        shares[0] = Fraction(1)  # more than the maximum together: the sum is capped
    made = [draw(_nested(ask, index, share)) for index, share in enumerate(shares)]
    return _together(
        {"kind": "sum", "parts": [part for part, _ in made]}, [recipe for _, recipe in made]
    )


@st.composite
def _best(draw: DrawFn, ask: _Ask) -> Recipe:
    lower = draw(st.lists(st.integers(1, 20).map(lambda n: Fraction(n, 20)), max_size=2))
    shares = draw(st.permutations([Fraction(1), *lower]))
    made = [draw(_nested(ask, index, share)) for index, share in enumerate(shares)]
    for part, _ in made:
        if part.get("share") in ("1", "100%") and draw(st.booleans()):
            del part["share"]  # the criterion's maximum is the default
    return _together(
        {"kind": "best", "of": [part for part, _ in made]}, [recipe for _, recipe in made]
    )


RECIPES: dict[str, Callable[[_Ask], SearchStrategy[Recipe]]] = {
    "all": _all,
    "best": _best,
    "choice": _choice,
    "count": _count,
    "deadline": _deadline,
    "growth": _growth,
    "judged": _judged,
    "peer_ratio": _peer_ratio,
    "ratio": _ratio,
    "sum": _sum,
    "tiers": _tiers,
    "yes_no": _yes_no,
}
"""How to make a random rule of each kind; a new kind needs a line here."""


def is_zero_whole(rule: Rule, facts: Facts) -> bool:
    """Whether a whole, or last year's value, is 0: the policy decides, not the formula."""
    wholes = [use.fact for use in rule.uses() if use.path[-1] in ("whole", "before")]
    return any(facts.get(fact) == 0 for fact in wholes)
