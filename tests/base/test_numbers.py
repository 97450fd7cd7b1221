"""Numbers against an oracle of both conventions: one reading is taken, two are asked back.

Examples of each: tests/rules/test_exact_numbers.py.
"""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dtiscore.base.diagnostics import RefusedError
from dtiscore.base.numbers import parse_number, parse_share


def reading(text: str, groups: str, point: str) -> Fraction | None:
    """What ``text`` says where ``groups`` parts thousands and ``point`` the decimals."""
    form = rf"[+-]?(?:\d+|[1-9]\d{{0,2}}(?:{re.escape(groups)}\d{{3}})+)(?:{re.escape(point)}\d+)?"
    if re.fullmatch(form, text) is None:
        return None
    return Fraction(text.replace(groups, "").replace(point, "."))


def readings(text: str) -> set[Fraction]:
    """Every number a Vietnamese or an English reader could see in ``text``."""
    both = (reading(text, ".", ","), reading(text, ",", "."))
    return {number for number in both if number is not None}


def read(text: str) -> Fraction | str:
    """The number, or the code of the refusal."""
    try:
        return parse_number(text)
    except RefusedError as refused:
        return refused.problem.code


@given(st.from_regex(r"[+-]?[0-9]{1,4}(?:[.,][0-9]{1,4}){0,3}", fullmatch=True))
@example("1.000")
@example("0.567")
@example("1.234,5")
@example("1000.000")
@example("01.000")
@example("100.000.00")
def test_one_reading_is_taken_two_are_asked_back_none_is_refused(text: str) -> None:
    expected = {0: "not-a-number", 2: "ambiguous-number"}
    seen = readings(text)
    assert read(text) == (expected[len(seen)] if len(seen) != 1 else seen.pop())


@given(st.from_regex(r"[1-9][0-9]{0,2}[.,][0-9]{3}", fullmatch=True), st.sampled_from("+- "))
def test_the_way_out_of_an_ambiguous_number_is_readable(text: str, sign: str) -> None:
    signed = f"{sign}{text}".strip()
    with pytest.raises(RefusedError) as refused:
        parse_number(signed)
    ways = (str(refused.value.fields["thousands"]), str(refused.value.fields["decimal"]))
    assert {parse_number(way) for way in ways} == readings(signed)


@given(number=st.fractions(max_denominator=1000).map(abs), sign=st.sampled_from(["", "-"]))
def test_a_sign_changes_nothing_but_the_sign(number: Fraction, sign: str) -> None:
    assume(Fraction(f"{float(number):.4f}") < 10**6)
    text = f"{float(number):.4f}".replace(".", ",")
    assert parse_number(sign + text) == Fraction(f"{float(number):.4f}") * (-1 if sign else 1)


@given(percent=st.decimals(0, 500, places=2))
def test_a_percentage_is_a_hundredth(percent: object) -> None:
    text = str(percent)
    wanted = Fraction(text) / 100
    for written in (f"{text}%", f"{text} %", f" {text.replace('.', ',')}%"):
        assert parse_share(written) == wanted


@given(part=st.integers(0, 10**8), whole=st.integers(1, 10**8))
def test_a_share_may_be_written_as_a_fraction(part: int, whole: int) -> None:
    assert (
        parse_share(f"{part}/{whole}") == parse_share(f"{part} / {whole}") == Fraction(part, whole)
    )


@pytest.mark.parametrize(
    ("text", "share"),
    [("45%", "9/20"), ("45", "45"), ("0.45", "9/20"), ("0,567", "567/1000"), ("1.000", "1")],
)
def test_of_a_share_a_point_and_a_comma_both_mark_decimals(text: str, share: str) -> None:
    assert parse_share(text) == Fraction(share)


@pytest.mark.parametrize("text", ["45%", "1/2", "100 %"])
def test_a_share_s_signs_make_no_number(text: str) -> None:
    assert read(text) == "not-a-number"
    assert isinstance(parse_share(text), Fraction)


@pytest.mark.parametrize(
    "text",
    ["٤٥", "４５", "४५", "45\u00a0%x", "1\u00a0000", "1'000", "\u2212" + "5", "0x10", "1,5e3"],
)
def test_other_digits_and_marks_are_not_guessed(text: str) -> None:
    assert read(text) == "not-a-number"
    with pytest.raises(RefusedError):
        parse_share(text)
