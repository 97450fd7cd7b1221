"""Problems as values: their place, their order, and sentences that stay short."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dtiscore.base.diagnostics import (
    Diagnostic,
    Place,
    Problem,
    RefusedError,
    Severity,
    has_errors,
    in_order,
)
from dtiscore.base.messages import Message

WRONG = Problem("wrong", "“{value}” is wrong", "write {way}")
ODD = Problem("odd", "“{value}” is odd", severity=Severity.WARNING)


def at(file: str, line: int = 0, column: int = 0, code: str = "a", text: str = "x") -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, Place(file, line, column), Message(text))


# --- a problem at its place -------------------------------------------------------------------


def test_a_problem_found_somewhere() -> None:
    found = WRONG.at(Place("units.yaml", 3, 7), value="x", way="y")
    assert (found.code, found.severity) == ("wrong", Severity.ERROR)
    assert found.place == Place("units.yaml", 3, 7)
    assert found.message == Message("“{value}” is wrong", value="x", way="y")
    assert found.hint == Message("write {way}", value="x", way="y")


def test_a_problem_without_a_way_out_has_no_hint() -> None:
    assert ODD.at(Place("a"), value=1).hint is None
    assert ODD.at(Place("a"), value=1).severity is Severity.WARNING


def test_a_place_is_a_whole_file_unless_it_says_more() -> None:
    assert Place("a") == Place("a", 0, 0)
    assert Place("a") < Place("a", 1, 1)


def test_a_refusal_names_its_problem_and_fields() -> None:
    with pytest.raises(RefusedError, match="wrong") as refused:
        raise RefusedError(WRONG, value="x", way="y")
    assert refused.value.problem is WRONG
    assert refused.value.fields == {"value": "x", "way": "y"}


# --- short sentences --------------------------------------------------------------------------


def test_the_end_of_a_long_text_is_left_out() -> None:
    for length, kept in ((299, 299), (300, 300), (301, 300), (10**6, 300)):
        (value,) = ODD.at(Place("a"), value="x" * length).message.fields.values()
        assert value == "x" * kept + ("…" if length > kept else "")


def test_so_are_the_end_of_a_long_list_and_long_texts_within() -> None:
    value = ODD.at(Place("a"), value=tuple("abc" * 30)).message.fields["value"]
    assert value == (*("abc" * 20), "…")
    inner = Message("{deep}", deep=("y" * 400, 5))
    value = ODD.at(Place("a"), value=("x" * 400, inner)).message.fields["value"]
    assert value == ("x" * 300 + "…", Message("{deep}", deep=("y" * 300 + "…", 5)))


def test_numbers_and_short_texts_stay_as_they_are() -> None:
    found = WRONG.at(Place("a"), value=10**400, way=("a", None))
    assert found.message.fields == {"value": 10**400, "way": ("a", None)}


# --- order ------------------------------------------------------------------------------------


def test_by_file_line_column_and_code() -> None:
    ordered = (
        at("a.yaml"),
        at("a.yaml", 2, 10),
        at("a.yaml", 10, 2, "a"),
        at("a.yaml", 10, 2, "b"),
        at("a.yaml", 10, 2, "b", "y"),
        at("b.yaml", 1, 1),
    )
    for shuffled in permutations(ordered):
        assert in_order(shuffled) == ordered


def test_what_is_found_twice_is_said_once() -> None:
    twice = [at("a", 1, 1), at("a", 1, 1), at("a", 1, 1, text="z")]
    assert in_order(twice) == (at("a", 1, 1), at("a", 1, 1, text="z"))
    assert in_order([]) == ()


def test_figures_stand_in_their_own_order() -> None:
    texts = ["B6", "B22", "B123456789012", "a2", "٣", "1٣2", "9" * 5_000]
    found = in_order(at("a", text=text) for text in reversed(texts))
    said = [each.message.text for each in found]
    assert said.index("B6") < said.index("B22") < said.index("B123456789012")
    assert sorted(said) == sorted(texts)


@example(["0", "00"])
@given(st.lists(st.text(st.sampled_from("B1٣0a\"'\\"), max_size=12)))
def test_any_texts_can_be_put_in_order(texts: list[str]) -> None:
    found = [at("a", text=text) for text in texts]
    assert in_order(found) == in_order(reversed(found))


_FOUND = st.builds(
    at,
    st.sampled_from(["a", "b"]),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from(["a", "b"]),
    st.sampled_from(["x", "y"]),
)


@given(found=st.lists(_FOUND), data=st.data())
def test_the_order_of_finding_is_of_no_matter(found: list[Diagnostic], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(found))
    ordered = in_order(found)
    assert in_order(shuffled) == ordered
    assert set(ordered) == set(found)
    assert [one.place for one in ordered] == sorted(one.place for one in ordered)


def test_only_an_error_leaves_no_answer() -> None:
    assert not has_errors([])
    assert not has_errors([ODD.at(Place("a"), value=1)])
    assert has_errors([ODD.at(Place("a"), value=1), WRONG.at(Place("a"), value=1, way=2)])


def test_severities_are_words_of_the_json() -> None:
    assert [*map(str, Severity)] == ["error", "warning", "info"]
