"""Vietnamese text: one Unicode form, comparison, order, ids that are folder names, near misses."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtiscore.base.text import (
    fold,
    fold_accents,
    is_id,
    nearest,
    nfc,
    printable,
    sort_key,
    unseen,
    without_accents,
)

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
VIETNAMESE = st.text(LETTERS + LETTERS.upper() + " 0123456789", max_size=30)


# --- one form, and comparison -----------------------------------------------------------------


@given(st.text(max_size=30))
def test_every_form_of_a_text_compares_equal(text: str) -> None:
    for form in ("NFC", "NFD"):
        other = unicodedata.normalize(form, text)
        assert nfc(other) == nfc(text)
        assert fold(other) == fold(text)
        assert fold_accents(other) == fold_accents(text)


@given(VIETNAMESE)
def test_case_and_blanks_do_not_count(text: str) -> None:
    for other in (text.upper(), text.lower(), f"  {text}\n", text.replace(" ", " \t\u00a0")):
        assert fold(other) == fold(text)
        assert fold_accents(other) == fold_accents(text)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_accents(fold_accents(text)) == fold_accents(text)
    assert set(fold_accents(text)) <= {*string.ascii_lowercase, *string.digits, " "}


@given(VIETNAMESE)
def test_accents_count_in_one_comparison_and_not_in_the_other(text: str) -> None:
    plain = without_accents(text)
    assert plain.isascii()
    assert len(plain) == len(text)
    assert fold_accents(plain) == fold_accents(text)
    assert (fold(plain) == fold(text)) == (plain == text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đắk Nông", "Dak Nong"),
        ("Va\u0306n pho\u0300ng Sở", "Van phong So"),
        ("ĐƯỜNG BỘ", "DUONG BO"),
        ("D\u0323a\u0302n", "Dan"),
    ],
)
def test_accents_are_dropped(text: str, plain: str) -> None:
    assert without_accents(text) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phòng Kế hoạch – Tài chính", "phong ke hoach - tai chinh"),
        ("Phòng KT&QLKCHTGT", "phong kt qlkchtgt"),
        ("van-phong", "Văn phòng"),
        ("1.10", "1 10"),
    ],
)
def test_punctuation_does_not_tell_names_apart(one: str, other: str) -> None:
    assert fold_accents(one) == fold_accents(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.1", "1.10"), ("1.10", "11.0"), ("Văn phòng", "Văn phòng 2"), ("a b", "ab")],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold_accents(one) != fold_accents(other)


# --- order ------------------------------------------------------------------------------------


def test_the_order_of_the_dictionary() -> None:
    ordered = ["an", "àn", "ản", "ãn", "án", "ạn", "anh", "ăn", "âm", "bà", "da", "đa", "em", "ê"]
    ordered += ["oa", "ôi", "ơn", "uy", "ưng", "vé"]
    assert sorted(sorted(ordered), key=sort_key) == ordered


def test_a_tone_decides_only_between_equal_letters() -> None:
    assert sorted(["mạ", "mai", "ma"], key=sort_key) == ["ma", "mạ", "mai"]


@given(VIETNAMESE)
def test_the_order_is_blind_to_case_and_form(text: str) -> None:
    assert sort_key(text.upper()) == sort_key(text.lower()) == sort_key(text)
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


# --- ids --------------------------------------------------------------------------------------

_FIRST = string.ascii_letters + string.digits
DEVICES = [
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{n}" for n in range(10)),
    *(f"lpt{n}" for n in range(10)),
]


@pytest.mark.parametrize(
    "text", ["1", "1.1", "so-gtvt", "A_b.c-d", "0", "x" * 64, "com", "com10", "co.n"]
)
def test_an_id(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", "..", ".a", "-a", "_a", "a.", "1.1.", "x" * 65, "a b", " a", "a ", "a\n", "a\0"),
        *("a/b", "a\\b", "../x", "a:b", "a*", "a?", "a|b", "a<", '"a"', "$HOME", "~"),
        *("Văn", "đ", "é", "а", "１", "a\u200b", "a\u0301", "ﬁ"),
    ],
)
def test_no_id(text: str) -> None:
    assert not is_id(text)


@pytest.mark.parametrize("device", DEVICES)
def test_a_device_of_windows_is_no_id_with_any_ending(device: str) -> None:
    for text in (device, device.upper(), device.title(), f"{device}.txt", f"{device}.1.2"):
        assert not is_id(text)
    for text in (f"x{device}", f"{device}x", f"{device}-1", f"1.{device}"):
        assert is_id(text)


@given(
    st.text(_FIRST + "._-", max_size=70)
    | st.text(max_size=10)
    | st.builds("{}{}".format, st.sampled_from(DEVICES), st.sampled_from(["", ".", ".a", "_"]))
)
def test_an_id_is_a_folder_s_name_on_every_system(text: str) -> None:
    if is_id(text):
        assert 0 < len(text) <= 64
        assert text[0] in _FIRST
        assert set(text) <= {*_FIRST, *"._-"}
        assert not text.endswith(".")
        assert text.partition(".")[0].lower() not in DEVICES


# --- near misses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("measured_bi", "measured_by"),
        ("Mesured_By", "measured_by"),
        ("titel", "title"),
        ("kế hoạch", "ke-hoach"),
        ("quarterly", None),
        ("", None),
        ("?!", None),
    ],
)
def test_the_nearest_word(word: str, near: str | None) -> None:
    assert nearest(word, ["measured_by", "title", "ke-hoach", "id"]) == near


@given(st.lists(st.text(_FIRST, min_size=1, max_size=12), min_size=1, unique_by=str.lower))
def test_a_known_word_is_nearest_to_itself(known: list[str]) -> None:
    for word in known:
        assert nearest(word, known) == word
        assert nearest(word.swapcase(), known) == word


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("id", []) is None


# --- for the terminal -------------------------------------------------------------------------


@given(st.text(max_size=40))
def test_what_is_printed_holds_no_control_sign(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert printable(shown) == shown
    assert (shown == text) == (unseen(text) == {})
    assert text.isprintable() or shown != text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sở GTVT – 45 %", "Sở GTVT – 45 %"),
        ("\x1b[31mđỏ\x07", r"\u001b[31mđỏ\u0007"),
        ("a\nb\tc\rd\0", r"a\u000ab\u0009c\u000dd\u0000"),
        ("\u202ecoba\u2066\u200b\ufeff\x9b", r"\u202ecoba\u2066\u200b\ufeff\u009b"),
        ("\udc80", r"\udc80"),
        ("😀", "😀"),
        ("\u061c\u180e\ufff9\u034f\u3164\uffa0", r"\u061c\u180e\ufff9\u034f\u3164\uffa0"),
        ("\U000e0041x\U000e0100", r"\udb40\udc41x\udb40\udd00"),
        ("\ue000\u0378", r"\ue000\u0378"),
    ],
)
def test_what_cannot_be_seen_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert printable(text) == shown
