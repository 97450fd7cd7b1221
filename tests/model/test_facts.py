"""Stated facts: typed by who asks for them, shared by ``same_as``, never in doubt."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scorekit import a_set, criterion, group, said_of, score_of

from dtiscore.base.diagnostics import RefusedError
from dtiscore.model.criteria_set import CriteriaSet, Fact, FactKey
from dtiscore.model.facts import Origin, StatedFacts, read_value, type_facts
from dtiscore.rules.core import NEVER, FactType, FactValue
from dtiscore.rules.kinds.choice import Option

OPTIONS = tuple(Option(value=value) for value in ("Đầy đủ", "Một phần", "chưa"))


def fact(kind: str) -> Fact:
    return Fact(FactKey("1", "a"), "Số liệu", FactType(kind), None, OPTIONS)


def refusal(raw: object, kind: str) -> str:
    with pytest.raises(RefusedError) as refused:
        read_value(raw, fact(kind))
    return refused.value.problem.code


# --- one value --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("count", "4", Fraction(4)),
        ("count", " 1.000.000 ", Fraction(1_000_000)),
        ("count", "4,0", Fraction(4)),
        ("count", 4, Fraction(4)),
        ("count", "không", Fraction(0)),
        ("count", "KHÔNG", Fraction(0)),
        ("amount", "633,56", Fraction("633.56")),
        ("amount", Decimal("0.5"), Fraction(1, 2)),
        ("amount", Decimal("1.000"), Fraction(1)),
        ("amount", Decimal("1E+3"), Fraction(1000)),
        ("amount", Fraction(3, 2), Fraction(3, 2)),
        ("amount", "no", Fraction(0)),
        ("percent", "45%", Fraction(9, 20)),
        ("percent", "0,567", Fraction("0.567")),
        ("percent", "100%", Fraction(1)),
        ("percent", "0", Fraction(0)),
        ("percent", "1/2", Fraction(1, 2)),
        ("percent", Fraction(1, 3), Fraction(1, 3)),
        ("date", "15/02/2023", date(2023, 2, 15)),
        ("date", "2023-02-15", date(2023, 2, 15)),
        ("date", date(2023, 2, 15), date(2023, 2, 15)),
        ("date", "không", NEVER),
        ("yes_no", "có", True),
        ("yes_no", "No", False),
        ("yes_no", True, True),
        ("choice", "đầy  ĐỦ", "Đầy đủ"),
        ("choice", "Đa\u0302\u0300y đu\u0309", "Đầy đủ"),
        ("choice", "CHƯA", "chưa"),
        ("choice", "không", NEVER),
    ],
)
def test_a_value_is_read_as_its_fact_s_type(kind: str, raw: object, value: FactValue) -> None:
    found = read_value(raw, fact(kind))
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("count", "2,5", "not-whole"),
        ("count", "-1", "negative"),
        ("count", "1.000", "ambiguous-number"),
        ("count", "bốn", "not-a-number"),
        ("count", "45%", "not-a-number"),
        ("amount", "-0,01", "negative"),
        ("percent", "45", "percent-unclear"),
        ("percent", "1", "percent-unclear"),
        ("percent", "101%", "share-range"),
        ("percent", "-1%", "share-range"),
        ("percent", "-0.5", "share-range"),
        ("date", "31/02/2023", "not-a-date"),
        ("date", "có", "not-a-date"),
        ("yes_no", "1", "not-yes-no"),
        ("yes_no", "", "not-yes-no"),
        ("choice", "Đầy", "not-one-of"),
        ("choice", "có", "not-one-of"),
        ("count", True, "not-one-of"),
        ("count", date(2023, 1, 1), "not-one-of"),
        ("date", 2023, "not-a-date"),
        ("yes_no", 1, "not-yes-no"),
        ("amount", None, "not-one-of"),
        ("amount", Decimal("NaN"), "not-a-number"),
        ("amount", Decimal("Infinity"), "not-a-number"),
        ("amount", Fraction(-1, 3), "negative"),
        ("count", Fraction(3, 2), "not-whole"),
        ("count", Decimal("1.5"), "not-whole"),
        ("percent", 1, "percent-unclear"),
        ("percent", Fraction(3, 2), "percent-unclear"),
        ("percent", Decimal("-0.1"), "share-range"),
    ],
)
def test_what_is_not_of_the_type_is_refused(kind: str, raw: object, code: str) -> None:
    assert refusal(raw, kind) == code


def test_a_binary_float_is_never_taken() -> None:
    for kind in ("count", "amount", "percent"):
        assert refusal(0.5, kind) == "not-one-of"


def test_a_near_choice_is_named() -> None:
    with pytest.raises(RefusedError) as refused:
        read_value("một phân", fact("choice"))
    assert refused.value.fields["near"] == "Một phần"


@pytest.mark.parametrize("kind", FactType)
@given(text=st.text(max_size=20))
def test_any_text_is_a_value_or_refused(kind: FactType, text: str) -> None:
    try:
        value = read_value(text, fact(kind))
    except RefusedError:
        return
    assert isinstance(value, (Fraction, bool, date, str)) or value is NEVER


# --- shared facts -----------------------------------------------------------------------------

RATIO = "rule: {kind: ratio, part: part, whole: whole, when_whole_is_zero: zero}\nmeasured_by: Máy"


def sharing(*, label: str = "") -> CriteriaSet:
    """1.2 defines the staff; 1.1 and 2.1 share it, each under its own name."""
    shared = f'whole: {{same_as: "1.2.staff"{label}}}'
    first = criterion("1.1", f"facts: {{part: {{label: Một, type: count}}, {shared}}}\n{RATIO}")
    staff = "staff: {label: Cán bộ, type: count, unit: người}"
    second = criterion(
        "1.2",
        f"facts: {{part: {{label: Hai, type: count}}, {staff}}}\n"
        + RATIO.replace("whole: whole", "whole: staff"),
    )
    third = criterion("2.1", f"facts: {{part: {{label: Ba, type: count}}, {shared}}}\n{RATIO}")
    return a_set(group("1", first, second), group("2", third))


STAFF = FactKey("1.2", "staff")


def test_a_shared_fact_is_the_defining_one_s() -> None:
    criteria_set = sharing()
    shared = criteria_set.facts["1.1"]["whole"]
    assert shared == Fact(STAFF, "Cán bộ", FactType.COUNT, "người")
    assert criteria_set.facts["1.2"]["staff"] == shared
    assert criteria_set.defining("2.1", "whole") == (
        STAFF,
        criteria_set.criteria["1.2"].facts["staff"],
    )
    assert criteria_set.sharing[STAFF] == (("1.1", "whole"), ("1.2", "staff"), ("2.1", "whole"))


def test_who_shares_a_fact_may_call_it_something_else() -> None:
    criteria_set = sharing(label=", label: Tổng số, unit: cán bộ")
    assert criteria_set.facts["1.1"]["whole"].label == "Tổng số"
    assert criteria_set.facts["1.1"]["whole"].unit == "cán bộ"
    assert criteria_set.facts["1.2"]["staff"].label == "Cán bộ"


@pytest.mark.parametrize(
    "stated",
    ['"1.2": {facts: {staff: 40}}', '"1.1": {facts: {whole: 40}}', '"2.1": {facts: {whole: 40}}'],
)
def test_it_is_stated_once_anywhere_and_seen_everywhere(stated: str) -> None:
    facts, wrong = type_facts(criteria_set := sharing(), said_of(stated))
    assert wrong == ()
    assert facts.values == {STAFF: 40}
    assert facts.of(criteria_set, "1.1") == {"whole": 40}
    assert facts.of(criteria_set, "1.2") == {"staff": 40}
    assert facts.of(criteria_set, "2.1") == {"whole": 40}


def test_the_same_value_may_stand_everywhere() -> None:
    said = said_of("""
        "1.1": {facts: {whole: 40}}
        "1.2": {facts: {staff: {value: "40,0", source: Sổ}}}
        "2.1": {facts: {whole: 40.0}}
        """)
    facts, wrong = type_facts(sharing(), said)
    assert wrong == ()
    assert facts.values == {STAFF: 40}
    assert facts.origins == {STAFF: Origin("1.1", "whole", None)}


def test_two_values_are_a_conflict_at_the_later_one() -> None:
    said = said_of("""
        "1.1": {facts: {whole: 40}}
        "1.2": {facts: {staff: 41}}
        "2.1": {facts: {whole: 42}}
        """)
    facts, wrong = type_facts(sharing(), said)
    assert facts.values == {STAFF: 40}
    assert [(one.problem.code, one.path) for one in wrong] == [
        ("fact-conflict", ("criteria", "1.2", "facts", "staff", "value")),
        ("fact-conflict", ("criteria", "2.1", "facts", "whole", "value")),
    ]
    assert wrong[0].fields == {
        "fact": "Cán bộ",
        "value": "41",
        "other": "40",
        "first": "1.1.whole",
    }


@given(part=st.integers(0, 40), other=st.integers(0, 40), staff=st.integers(40, 99))
def test_every_criterion_is_scored_with_the_one_value(part: int, other: int, staff: int) -> None:
    tree = score_of(
        sharing(),
        {
            "1.1": {"facts": {"part": str(part)}},
            "1.2": {"facts": {"part": str(other), "staff": str(staff)}},
            "2.1": {"facts": {"part": str(other)}},
        },
    )
    assert tree.by_id["1.2"].claimed == tree.by_id["2.1"].claimed
    claimed = tree.by_id["1.1"].claimed
    assert claimed is not None
    assert abs(Fraction(claimed) - Fraction(10 * part, staff)) <= Fraction(1, 200)


# --- all of an assessment ---------------------------------------------------------------------


def test_what_is_not_stated_is_absent_not_nothing() -> None:
    criteria_set = sharing()
    stated = {"part": None, "whole": {"source": "Sổ"}}
    facts, wrong = type_facts(criteria_set, said_of({"1.1": {"facts": stated}}))
    assert wrong == ()
    assert facts.values == {}
    assert facts.of(criteria_set, "1.1") == {}
    assert StatedFacts().of(criteria_set, "2.1") == {}


def test_what_stands_in_no_criterion_is_left_to_the_checks() -> None:
    said = said_of({"9.9": {"facts": {"part": "4"}}, "1.2": None})
    facts, wrong = type_facts(sharing(), said)
    assert (facts.values, wrong) == ({}, ())


@pytest.mark.parametrize(("name", "near"), [("prat", "part"), ("zzz", None)])
def test_a_fact_the_criterion_does_not_have(name: str, near: str | None) -> None:
    _, (wrong,) = type_facts(sharing(), said_of(f'"1.1": {{facts: {{{name}: 4}}}}'))
    assert wrong.problem.code == "unknown-key"
    assert wrong.path == ("criteria", "1.1", "facts", name)
    assert wrong.at_key
    assert wrong.fields.get("near") == near
    assert (wrong.fields.get("keys") is None) == (near is not None)


def test_one_wrong_value_leaves_the_others() -> None:
    said = said_of('"1.1": {facts: {part: x, whole: 40}}\n"1.2": {facts: {part: -1}}')
    facts, wrong = type_facts(sharing(), said)
    assert facts.values == {STAFF: 40}
    assert [one.problem.code for one in wrong] == ["not-a-number", "negative"]
