"""Many agencies at once: a province's, or the country's, scored, ranked and summarised.

Every rule is asked once for each combination of facts that occurs, so that the points are the
engine's own, to the last digit; pandas does the rest in whole units of the set's smallest step.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.base.points import Rounding, round_points, smallest_step
from dtiscore.model.criteria import EVERYONE, of_cohort
from dtiscore.model.facts import read_value
from dtiscore.rules.kinds.ratio import RatioRule
from dtiscore.scoring.bands import rating

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    import pandas as pd

    from dtiscore.model.criteria import Criterion, Group
    from dtiscore.model.criteria_set import CriteriaSet, FactKey
    from dtiscore.rules.core import FactValue, Rule, Setting

UNKNOWN = -1


class ImpossibleError(ValueError):
    """A column that names no fact, or facts that cannot stand together: which, and why."""

    def __init__(self, fact: str, code: str) -> None:
        super().__init__(fact, code)
        self.fact, self.code = fact, code


class Column(NamedTuple):
    """One fact of all agencies: which of its values each of them has, `UNKNOWN` for none."""

    codes: Any
    known: Sequence[FactValue]


def score_table(
    criteria_set: CriteriaSet, facts: pd.DataFrame, *, year: int, cohort: str = EVERYONE
) -> pd.DataFrame:
    """The claimed points of every agency and criterion, in units of the set's smallest step.

    Args:
        criteria_set: by which they are scored; what only a person can judge has no points.
        facts: a row for each agency, a column for each fact, ``1.1.meetings``; a shared fact
            stands under the criterion that defines it. Values as in an assessment; missing ones
            are not stated. The best of a `peer_ratio` is the best of the table.
        year: the assessed year.
        cohort: of all these agencies.

    Returns:
        A column for each criterion, ``<NA>`` where it cannot be evaluated or does not apply; the
        unit stands in ``attrs["unit"]``.

    Raises:
        ImpossibleError: a column names no fact, or values contradict each other.
        RefusedError: a value is not of its fact's type.
    """
    import pandas as pd  # noqa: PLC0415 - half a second that only this call should pay

    columns = dict(_columns(criteria_set, facts))
    unit = smallest_step(criteria_set.rounding)
    points = {
        criterion.id: _points(criteria_set, criterion, columns, (year, cohort), len(facts)).array
        for criterion in criteria_set.criteria.values()
        if criterion.applies("", cohort) and criterion.rule is not None
    }
    table = pd.DataFrame(points, index=facts.index, dtype="Int64")
    table.attrs["unit"] = unit
    return table


def _columns(criteria_set: CriteriaSet, facts: pd.DataFrame) -> Iterator[tuple[FactKey, Column]]:
    import pandas as pd  # noqa: PLC0415 - see above

    for name in facts.columns:
        cid, _, short = str(name).rpartition(".")
        fact = criteria_set.facts.get(cid, {}).get(short)
        if fact is None:
            raise ImpossibleError(str(name), "unknown-fact")
        codes, found = pd.factorize(facts[name])
        values = [read_value(_plain(value), fact) for value in found]
        yield fact.key, Column(codes, values)


def _plain(value: Any) -> object:
    """A number of numpy's as one of Python's."""
    return value.item() if hasattr(value, "item") else value


def _points(
    criteria_set: CriteriaSet,
    criterion: Criterion,
    columns: Mapping[FactKey, Column],
    at: tuple[int, str],
    agencies: int,
) -> pd.Series[int]:
    """The points of one criterion, in units of the smallest step."""
    import numpy as np  # noqa: PLC0415 - pandas brings it
    import pandas as pd  # noqa: PLC0415 - see above

    rule = criterion.rule
    assert rule is not None  # noqa: S101 - chosen by the caller
    known = {
        name: columns[fact.key]
        for name, fact in criteria_set.facts[criterion.id].items()
        if fact.key in columns
    }
    year, cohort = at
    best = _best(rule, known)
    setting = criteria_set.setting(criterion, cohort=cohort, year=year, best=best)
    shares = _shares(rule, setting, known, criteria_set.rounding)
    if shares is not None:
        return shares
    together = np.zeros(agencies, dtype=np.int64)
    for column in known.values():
        # As many codes as there are values, and one for none.
        joined = together * (len(column.known) + 1) + (column.codes + 1)
        together, _ = pd.factorize(joined)
    _, first = np.unique(together, return_index=True)
    scored = [
        _scored(rule, setting, _facts(known, row), criteria_set.rounding) for row in first.tolist()
    ]
    values = pd.array(scored, dtype="Int64")
    return pd.Series(values.take(together))


_MOST = 2**62
"""Whole numbers below are exact in a column; a product above is left to the engine."""


def _shares(
    rule: Rule, setting: Setting, known: Mapping[str, Column], rounding: Rounding
) -> pd.Series[int] | None:
    """The points of a plain ratio in whole numbers, for nearly every agency has its own share.

    None where this is not such a rule, or where a fact wants the engine's care: a whole of 0, a
    part above it, no whole number, one too large.
    """
    import numpy as np  # noqa: PLC0415 - pandas brings it
    import pandas as pd  # noqa: PLC0415 - see above

    if not isinstance(rule, RatioRule) or rule.zero_below is not None:
        return None
    both = [known.get(rule.part or ""), known.get(rule.whole or "")]
    columns = [_whole_numbers(column) for column in both if column is not None]
    if len(columns) < len(both) or any(column is None for column in columns):
        return None
    (parts, some), (wholes, stated) = (column for column in columns if column is not None)
    given = some & stated
    if ((wholes <= 0) & stated).any() or ((parts > wholes) & given).any():
        return None
    reached = wholes - parts if rule.inverse else parts
    most = setting.max_score
    up = most.numerator * 10**rounding.places * rule.full_at.denominator
    down = most.denominator * rule.full_at.numerator
    if max(up, down, 1) * 2 * int(max(wholes.max(initial=1), 1)) > _MOST:
        return None
    full = reached * rule.full_at.denominator >= wholes * rule.full_at.numerator
    below = np.where(given, wholes * down, 1)
    units, rest = np.divmod(reached * up, below)
    if rounding.mode != "down":
        twice, odd = 2 * rest, units % 2 == 1
        tie = (twice == below) & (odd | (rounding.mode == "half_up"))
        units = units + ((twice > below) | tie)
    highest = int(round_points(most, rounding) / smallest_step(rounding))
    units = np.where(full, highest, units)
    return pd.Series(pd.arrays.IntegerArray(units.astype("int64"), ~given))


def _whole_numbers(column: Column) -> tuple[Any, Any] | None:
    """The values of all agencies as whole numbers, and which of them are stated.

    None where one is not whole, or too large.
    """
    import numpy as np  # noqa: PLC0415 - pandas brings it

    numbers = []
    for value in column.known:
        if not isinstance(value, Fraction) or value.denominator != 1 or value > _MOST:
            return None
        numbers.append(value.numerator)
    # The last one stands for what is not stated.
    table = np.array([*numbers, 0], dtype=np.int64)
    return table[column.codes], column.codes != UNKNOWN


def _facts(known: Mapping[str, Column], row: int) -> dict[str, FactValue]:
    found = ((name, column.known, int(column.codes[row])) for name, column in known.items())
    return {name: values[code] for name, values, code in found if code != UNKNOWN}


def _best(rule: Rule, known: Mapping[str, Column]) -> Fraction | None:
    """The best value of the table, for a rule that compares with it."""
    if rule.kind != "peer_ratio":
        return None
    column = known.get(str(getattr(rule, "fact", "")))
    numbers = [value for value in column.known if isinstance(value, Fraction)] if column else []
    if not numbers:
        return None
    return min(numbers) if getattr(rule, "inverse", False) else max(numbers)


def _scored(
    rule: Rule, setting: Setting, facts: Mapping[str, FactValue], rounding: Rounding
) -> int | None:
    """Rounded points in units of the smallest step; None where the rule cannot be evaluated.

    Raises:
        ImpossibleError: the facts cannot be.
    """
    wrong = next(iter(rule.fact_problems(dict(facts), setting)), None)
    if wrong is not None:
        raise ImpossibleError(wrong.fact, wrong.problem.code)
    points = rule.score(dict(facts), setting).points
    if points is None:
        return None
    return int(round_points(points, rounding) / smallest_step(rounding))


# --- ranks and sums ---------------------------------------------------------------------------


class Summary(NamedTuple):
    """A table of agencies, and what it says of each cohort.

    Attributes:
        table: by agency ``cohort``, ``total`` (units), ``value`` (as it would be published, in
            units of its last decimal), ``rank`` (standard competition, within the cohort),
            ``rating``, and each group's points (units).
        groups: by cohort and group (``total`` for all): ``members``, and ``mean``, ``median``,
            ``best``, ``lowest`` as exact decimals.
    """

    table: pd.DataFrame
    groups: pd.DataFrame


def summarise(
    criteria_set: CriteriaSet, points: pd.DataFrame, cohorts: pd.Series[str] | None = None
) -> Summary:
    """Totals, ranks, ratings, and each cohort's figures; what is unknown counts 0 in a total.

    Args:
        criteria_set: the set the points are of.
        points: as `score_table` gives them.
        cohorts: the cohort of each agency; all of one where none is given.
    """
    import pandas as pd  # noqa: PLC0415 - see above

    filled = points.fillna(0).astype("int64")
    groups = {
        group.id: _group_sum(criteria_set, group, filled)
        for group in criteria_set.groups
        if group.kind != "unscored"
    }
    table = pd.DataFrame(groups, index=points.index)
    unit = smallest_step(criteria_set.rounding)
    cohort = EVERYONE if cohorts is None else cohorts
    table.insert(0, "cohort", cohort)
    table.insert(1, "total", _totals(criteria_set, table, list(groups)))
    table["value"], table["rating"] = _published(criteria_set, table, unit)
    ranked = table.groupby("cohort", sort=False)["value"]
    table["rank"] = ranked.rank(method="min", ascending=False).astype("int64")
    rows = [
        {"cohort": name, "group": column, **_figures(members[column], unit, criteria_set.rounding)}
        for name, members in table.groupby("cohort", sort=False)
        for column in ("total", *groups)
    ]
    return Summary(table, pd.DataFrame(rows).set_index(["cohort", "group"]))


def _group_sum(criteria_set: CriteriaSet, group: Group, filled: pd.DataFrame) -> pd.Series[int]:
    """Σ criteria; of an adjustment group penalties are taken off, and its caps hold."""
    mine = [c for c in group.criteria if c.id in filled.columns]
    total = filled[[c.id for c in mine if c.sign != "penalty"]].sum(axis=1)
    total -= filled[[c.id for c in mine if c.sign == "penalty"]].sum(axis=1)
    # The sum over no column is a float.
    total = total.astype("int64")
    if group.kind != "adjustment":
        return total
    unit = Fraction(smallest_step(criteria_set.rounding))
    bounds = [
        None if bound is None else int(bound / unit) for bound in (group.at_least, group.at_most)
    ]
    return total.clip(*bounds)


def _totals(criteria_set: CriteriaSet, table: pd.DataFrame, groups: list[str]) -> pd.Series[int]:
    total, header = table[groups].sum(axis=1).astype("int64"), criteria_set.header
    unit = Fraction(smallest_step(criteria_set.rounding))
    if header.may_exceed_max:
        return total.clip(lower=0)
    most = {name: int(_maximum(criteria_set, name) / unit) for name in table["cohort"].unique()}
    return total.clip(lower=0, upper=table["cohort"].map(most))


def _maximum(criteria_set: CriteriaSet, cohort: str) -> Fraction:
    maxima = criteria_set.header.max_score
    return of_cohort(maxima, cohort if cohort in maxima else EVERYONE)


def _published(
    criteria_set: CriteriaSet, table: pd.DataFrame, unit: Decimal
) -> tuple[list[int], list[str | None]]:
    """The published value of each total in units of its last decimal, and its rating."""
    printed, bands = criteria_set.header.published_as, criteria_set.header.bands
    known: dict[tuple[str, int], tuple[int, str | None]] = {}
    for key in dict.fromkeys(zip(table["cohort"], table["total"], strict=True)):
        maximum = _maximum(criteria_set, key[0])
        points = key[1] * unit
        value = printed.from_points(points, maximum)
        highest = round_points(maximum, criteria_set.rounding)
        known[key] = (int(value.scaleb(printed.places)), rating(points, highest, bands))
    found = [known[key] for key in zip(table["cohort"], table["total"], strict=True)]
    return [value for value, _ in found], [said for _, said in found]


def _figures(points: pd.Series[int], unit: Decimal, rounding: Rounding) -> dict[str, Any]:
    """Exact figures of whole numbers: pandas' own mean would be a binary float."""
    ordered = sorted(points.tolist())
    size = len(ordered)
    middle = Fraction(ordered[(size - 1) // 2] + ordered[size // 2], 2)
    exact = Fraction(unit)
    return {
        "members": size,
        "mean": round_points(Fraction(sum(ordered), size) * exact, rounding),
        "median": round_points(middle * exact, rounding),
        "best": ordered[-1] * unit,
        "lowest": ordered[0] * unit,
    }
