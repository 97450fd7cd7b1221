"""Messages as a Vietnamese and an English reader see them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from dtiscore.base import problems
from dtiscore.base.messages import Message, Percent, Points
from dtiscore.i18n.language import CODES, language

if TYPE_CHECKING:
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Code

VI = language("vi")
EN = language("en")

DECIMALS = st.decimals(
    min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=None
).filter(lambda value: -12 <= int(value.as_tuple().exponent) <= 6)


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (1000, "1.000", "1,000"),
        (-1234567, "-1.234.567", "-1,234,567"),
        (Decimal("633.56"), "633,56", "633.56"),
        (Decimal("1000.50"), "1.000,50", "1,000.50"),
        (Decimal("1E+3"), "1.000", "1,000"),
        (Fraction(1000), "1.000", "1,000"),
        (Fraction(1, 8), "0,125", "0.125"),
        (Fraction(-5, 2), "-2,5", "-2.5"),
        (Fraction(1000, 3), "1.000/3", "1,000/3"),
        (Percent(Fraction(455, 1000)), "45,5%", "45.5%"),
        (Percent(Fraction(1, 3)), "33,33%", "33.33%"),
        (Percent(Fraction(1)), "100%", "100%"),
        (Points(Fraction(1, 2)), "0,5", "0.5"),
        (Points(Fraction(1, 3)), "≈0,3333", "≈0.3333"),
        (Points(Fraction(1, 32)), "≈0,0313", "≈0.0313"),
        (Points(Fraction(-1, 10**6)), "≈0,0000", "≈0.0000"),
        (date(2024, 5, 7), "07/05/2024", "2024-05-07"),
        (None, "–", "–"),
        (True, "có", "yes"),
        ("401/QĐ-UBND", "401/QĐ-UBND", "401/QĐ-UBND"),
        ((1, "b", (None, Decimal(2))), "1; b; –, 2", "1; b; –, 2"),
        ((1, Decimal("0.5")), "1; 0,5", "1, 0.5"),
        (("Phòng Vận tải, phương tiện", "VP"), *["Phòng Vận tải, phương tiện; VP"] * 2),
        (("một", Message("yes")), "một, có", "một, yes"),
    ],
)
def test_a_field_takes_the_readers_form(value: Field, vietnamese: str, english: str) -> None:
    message = Message("not known: {what}", what=value)
    assert EN.text(message) == f"not known: {english}"
    assert VI.text(message) == f"chưa có {vietnamese}"


def test_a_sentence_is_translated_and_its_messages_too() -> None:
    found = problems.DUPLICATE_ID.text
    message = Message(found, id="1.1", first=Message(problems.EMPTY_FILE.text))
    assert VI.text(message) == "mã “1.1” bị dùng hai lần; lần đầu tại tệp không có nội dung"
    assert EN.text(message) == "the id “1.1” is used twice; first at the file is empty"


def test_a_plain_text_is_translated_without_filling_in() -> None:
    assert VI.text("the list is empty") == "danh sách trống"
    assert VI.text("not in the catalogue {as it is}") == "not in the catalogue {as it is}"


@pytest.mark.parametrize("code", CODES)
def test_the_empty_sentence_is_empty(code: Code) -> None:
    """Under the empty key gettext keeps the catalogue's header."""
    assert not language(code).text("")
    assert not language(code).text(Message(""))


@pytest.mark.parametrize("code", CODES)
@given(data=st.text())
def test_braces_in_data_are_data(code: Code, data: str) -> None:
    hostile = "{0} {self.code} {id!r} {" + data
    shown = language(code).text(Message("{a} {b}", a=hostile, b="}{"))
    assert shown.startswith("{0} {self.code} {id!r} {")
    assert shown.endswith(" }{")


@given(st.text())
def test_nothing_of_the_data_reaches_the_terminal_as_control(data: str) -> None:
    assert VI.field(data).isprintable()


def test_a_field_the_message_lacks_is_a_bug() -> None:
    with pytest.raises(KeyError, match="first"):
        VI.text(Message("{first}", second=""))


@pytest.mark.parametrize(
    ("value", "plain", "signed"),
    [
        (Decimal("5.00"), "5,00", "+5,00"),
        (Decimal("-5.00"), "-5,00", "-5,00"),
        (Decimal("0.00"), "0,00", "0,00"),
        (Decimal("-0.00"), "0,00", "0,00"),
        (None, "–", "–"),
    ],
)
def test_points_in_a_table(value: Decimal | None, plain: str, signed: str) -> None:
    assert VI.points(value) == plain
    assert VI.points(value, signed=True) == signed


@pytest.mark.parametrize("code", CODES)
@given(value=DECIMALS)
def test_numbers_are_babels(code: Code, value: Decimal) -> None:
    decimals = max(0, -int(value.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    assert language(code).number(value) == format_decimal(value, format=pattern, locale=code)


@pytest.mark.parametrize("code", CODES)
@given(value=st.integers(-(10**15), 10**15))
def test_integers_are_babels(code: Code, value: int) -> None:
    assert language(code).number(value) == format_decimal(value, locale=code)


@given(st.fractions(max_denominator=10_000))
def test_a_fraction_is_shown_exactly(value: Fraction) -> None:
    assert Fraction(EN.field(value).replace(",", "")) == value


@given(st.fractions(max_denominator=10_000))
def test_points_say_when_they_are_not_exact(value: Fraction) -> None:
    shown = EN.field(Points(value)).replace(",", "")
    assert (Fraction(shown.lstrip("≈")) == value) is not shown.startswith("≈")
    assert abs(Fraction(shown.lstrip("≈")) - value) <= Fraction(1, 20_000)


@given(st.fractions(0, 1))
def test_a_percentage_is_right_to_half_a_hundredth(share: Fraction) -> None:
    shown = EN.percent(share)
    assert abs(Fraction(shown.removesuffix("%")) - share * 100) <= Fraction(1, 200)
    assert not shown.endswith(("0%", ".%")) or "." not in shown


def test_babel_is_not_imported_to_speak_vietnamese() -> None:
    code = (
        "import sys; from dtiscore.i18n.language import language; language('vi').number(1);"
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
