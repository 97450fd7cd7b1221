"""YAML that is refused or mended: every problem, and where it is said to be."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
import yaml

from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import Message
from dtiscore.source import yaml_events
from dtiscore.source.yaml_tree import Limits, parse_yaml

if TYPE_CHECKING:
    from dtiscore.base.diagnostics import Diagnostic


FILE = "criteria/a.yaml"


def found_in(text: str | bytes, limits: Limits = Limits()) -> list[tuple[int, int, str]]:  # noqa: B008
    """Line, column and code of each problem."""
    data = text.encode() if isinstance(text, str) else text
    _, found = parse_yaml(data, FILE, limits)
    assert all(diagnostic.place.file == FILE for diagnostic in found)
    return [(d.place.line, d.place.column, d.code) for d in found]


def only(text: str | bytes) -> Diagnostic:
    """The one problem of a text."""
    _, found = parse_yaml(text.encode() if isinstance(text, str) else text, FILE)
    assert len(found) == 1
    return found[0]


def reason_of(text: str) -> str:
    """Why a text is no YAML, in English."""
    diagnostic = only(text)
    assert diagnostic.code == "yaml-syntax"
    reason = diagnostic.message.fields["reason"]
    assert isinstance(reason, Message)
    fields = reason.fields
    return reason.text.format(**fields) if fields else reason.text


def data_of(text: str) -> object:
    """The values of a text that has problems, but still a tree."""
    parsed, found = parse_yaml(text.encode(), FILE)
    assert found
    assert parsed is not None
    return parsed.data()


# --- problems that leave a tree -----------------------------------------------------------------


def test_duplicate_keys_the_first_counts() -> None:
    text = "a: 1\nb: {c: 1, c: 2}\na: 3\na: [4]\n"
    assert found_in(text) == [
        (2, 11, "duplicate-key"),
        (3, 1, "duplicate-key"),
        (4, 1, "duplicate-key"),
    ]
    assert data_of(text) == {"a": "1", "b": {"c": "1"}}
    assert only("x: 1\n'x': 2").message.fields == {"key": "x", "first": 1}


def test_duplicate_key_in_the_other_unicode_form() -> None:
    text = "Sở: 1\n" + unicodedata.normalize("NFD", "Sở") + ": 2\n"
    assert found_in(text) == [(2, 1, "duplicate-key")]


@pytest.mark.parametrize(
    ("text", "column", "tag", "data"),
    [
        ("a: !!int 1", 4, "!!int", {"a": "1"}),
        ("a: &x !t {b: 1}", 7, "!t", {"a": {"b": "1"}}),
        ("a: !<tag:x,1:y> [b]", 4, "!<tag:x", {"a": ["b"]}),
        ("a: !!python/object/apply:os.system [x]", 4, "!!python/object/apply:os.system", None),
        ("a: ! x", 4, "!", {"a": "x"}),
        ("!t a: 1", 1, "!t", {"a": "1"}),
    ],
)
def test_tags(text: str, column: int, tag: str, data: object) -> None:
    diagnostic = only(text)
    assert (diagnostic.place.column, diagnostic.code) == (column, "yaml-tag")
    assert diagnostic.message.fields == {"tag": tag}
    assert data_of(text) == (data or {"a": ["x"]})


def test_tag_with_unknown_handle_ends_the_file() -> None:
    assert found_in("a: !!str 1\nb: !x!y 1\nc: !!str 1") == [(1, 4, "yaml-tag"), (2, 4, "yaml-tag")]


def test_tabs_outside_of_quotation_blocks_and_comments() -> None:
    text = (
        "a:\tplain\ttext\t\n"
        'b: "in\tquotes"\t# in\ta comment\n'
        "# tab\there\n"
        "c: |\t# a\tcomment\n"
        "  in\ta block\n"
        "d: >-\n"
        "  folded\ttoo\n"
        "e: ['x\ty',\t2]\n"
        "f: a#b\tc\n"
    )
    tabs = [(1, 3), (1, 9), (1, 14), (2, 15), (4, 5), (8, 11), (9, 7)]
    assert found_in(text) == [(line, column, "yaml-tab") for line, column in tabs]
    data = data_of(text)
    assert isinstance(data, dict)
    assert data["c"] == "in\ta block\n"


def test_tabs_that_indent_are_all_found_at_once() -> None:
    text = 'a: "x\ty"\n\tb: 1\nc:\n \t- d\n#\t\n'
    assert found_in(text) == [(2, 1, "yaml-tab"), (4, 2, "yaml-tab")]


def test_tab_after_a_list_and_in_a_block() -> None:
    assert found_in("a:\n  - b\n\t- c\n") == [(3, 1, "yaml-tab")]
    assert found_in("a: |\n  x\ty\n\tz\n") == [(3, 1, "yaml-tab")]


def test_second_document_the_first_counts() -> None:
    text = "a: 1\n--- # b\nb: 2\n---\nc: 3\n"
    assert found_in(text) == [(2, 1, "yaml-documents")]
    assert data_of(text) == {"a": "1"}
    assert found_in("---\na: 1\n...\n") == []
    assert found_in("---\n---\na: 1\n") == [(2, 1, "yaml-documents")]


@pytest.mark.parametrize(
    ("text", "place", "data"),
    [
        ("? [a, b]\n: c\nd: e\n", (1, 3), {"d": "e"}),
        ("x: 1\n{a: b}: {c: d}\n", (2, 1), {"x": "1"}),
        ("? \n: c\nd: e\n", (1, 2), {"d": "e"}),
        ("a: &x [1]\n*x : [2, [3]]\n", (2, 1), {"a": ["1"]}),
    ],
)
def test_keys_that_are_no_text(text: str, place: tuple[int, int], data: object) -> None:
    assert found_in(text) == [(*place, "yaml-key")]
    assert data_of(text) == data


@pytest.mark.parametrize(
    ("text", "commas", "data"),
    [
        ("{amount: 633,56}", [(10, "633,56")], {"amount": "633,56"}),
        ("{ amount: 633,56 }", [(11, "633,56")], {"amount": "633,56"}),
        ("{a: 0,5, b: 1,5}", [(5, "0,5"), (13, "1,5")], {"a": "0,5", "b": "1,5"}),
        ("{a: 1,234,567, b: x}", [(5, "1,234,567")], {"a": "1,234,567", "b": "x"}),
        ("{a: 1.234,56}", [(5, "1.234,56")], {"a": "1.234,56"}),
        ("{a: 1,5 tỷ}", [(5, "1,5 tỷ")], {"a": "1,5 tỷ"}),
        ("{a: 1,5 tỷ đồng, b: x}", [(5, "1,5 tỷ đồng")], {"a": "1,5 tỷ đồng", "b": "x"}),
        ("{a: 12,5%}", [(5, "12,5%")], {"a": "12,5%"}),
        ("[{a: -0,5}]", [(6, "-0,5")], [{"a": "-0,5"}]),
        ("{a: Điều 3,5}", [(5, "Điều 3,5")], {"a": "Điều 3,5"}),
        ("{a: &x 3, b: *x,5}", [(14, "3,5")], {"a": "3", "b": "3,5"}),
    ],
)
def test_comma_that_splits_a_number(text: str, commas: list[tuple[int, str]], data: object) -> None:
    _, found = parse_yaml(text.encode(), FILE)
    assert [(d.code, d.place.column, d.message.fields["value"]) for d in found] == [
        ("flow-comma", *comma) for comma in commas
    ]
    assert data_of(text) == data


@pytest.mark.parametrize(
    "text",
    [
        "{a: 1, 2}",
        "{a: 1,b}",
        "{a: 1,2: 3}",
        "{a: 1,2: }",
        "{a: 1,}",
        "{a: '1',2}",
        "{a: 1,'2'}",
        "{a: x,2}",
        "{a: [1],2}",
        "{a: ,2}",
        "{1,2}",
        "[0,5]",
        "a: 633,56",
        "{a: '633,56'}",
    ],
)
def test_commas_that_split_nothing(text: str) -> None:
    assert found_in(text) == []


def test_several_kinds_in_one_run() -> None:
    text = "a: !t 1\na: 2\nb:\t3\nc: {d: 1,5}\n? [e]\n: f\ng: 'x' y\nh: !u 1\n"
    assert found_in(text) == [
        (1, 4, "yaml-tag"),
        (2, 1, "duplicate-key"),
        (3, 3, "yaml-tab"),
        (4, 8, "flow-comma"),
        (5, 3, "yaml-key"),
        (7, 8, "yaml-syntax"),
    ]


# --- problems that leave none -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("a: b: c\n", (1, 5), "a colon with a value cannot stand here"),
        ("a: 1\n  b: 2\n", (2, 4), "a colon with a value cannot stand here"),
        ("a: 1\nkhoá\nc: 2\n", (2, 1), "a key stands here without a colon"),
        ("a:\n  b: 1\n c: 2\n", (3, 2), "a key is expected here"),
        ("a: 1\n- b\n", (2, 1), "a key is expected here"),
        ("- a\nb: 1\n", (2, 1), "a list entry with “-” is expected here"),
        ("a: - b\n", (1, 4), "a list cannot begin here"),
        ("a: ? b\n", (1, 4), "“?” with a blank"),
        ('a: "x\nb: 1\n', (1, 4), "the quotation mark that opens here is never closed"),
        ("a: 'x\n---\nb: 1\n", (1, 4), "the quotation mark that opens here is never closed"),
        ("a: 'it's'\n", (1, 8), "text follows the closing quotation mark"),
        ('a: "x" y\n', (1, 8), "text follows the closing quotation mark"),
        ('a: "C:\\q"\n', (1, 7), "“\\” begins a special character"),
        ('a: "C:\\Users"\n', (1, 7), "“\\” begins a special character"),
        ("a: @x\n", (1, 4), "a value cannot begin with “@”"),
        ("a: `x\n", (1, 4), "a value cannot begin with “`”"),
        ("a: %x\n", (1, 4), "a value cannot begin with “%”"),
        ("a: * x\n", (1, 4), "“*” at the beginning"),
        ("a: &nbsp; x\n", (1, 4), "“&” at the beginning"),
        ("a: *x\n", (1, 4), "“*x” repeats a value marked “&x”"),
        ("a: &x [*x]\n", (1, 8), "“*x” repeats a value marked “&x”"),
        ("a: {b: 1\n", (1, 4), "the bracket “{” that opens here is never closed"),
        ("a:\n  - [b, 1\nc: 2\n", (3, 2), "closes the “[” of line 2"),
        ("a: {b: 1 c: 2}\n", (1, 11), "closes the “{” of line 1"),
        ("a: [b}\n", (1, 6), "closes the “[” of line 1"),
        ("a: ]\n", (1, 4), "a value is expected here"),
        ("a: |x\n b\n", (1, 5), "after “|” or “>”"),
        ("%YAML 3\n---\na: 1\n", (1, 8), "a line that begins with “%”"),
        ("a: 1\n...\nb: 2\n", (3, 1), "text follows after the end"),
        ("a: x\x07\n", (1, 5), "control character here (U+0007)"),
        ("a: x\ufffe\n", (1, 5), "control character here (U+FFFE)"),
    ],
)
def test_syntax_errors(text: str, place: tuple[int, int], part: str) -> None:
    assert part in reason_of(text)
    assert found_in(text) == [(*place, "yaml-syntax")]
    assert parse_yaml(text.encode(), FILE)[0] is None


@pytest.mark.parametrize("text", ["a: &x &y b\n", "a: !x *y\n", '"" ""', "? a\n? [b]: c\n"])
def test_no_word_of_the_parser_reaches_the_reader(text: str) -> None:
    _, found = parse_yaml(text.encode(), FILE)
    shown = " ".join(repr(diagnostic.message) for diagnostic in found)
    assert not re.search(r"while|did not find|block mapping|expected <", shown)


def test_complaint_nobody_knows_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    class Loader:
        def __init__(self, _: str) -> None:
            mark = yaml.Mark("", 0, 2, 4, None, 0)
            error = yaml.MarkedYAMLError("while dreaming", None, "saw a sheep", mark)
            raise error

    monkeypatch.setattr(yaml_events, "Loader", Loader)
    assert reason_of("a: 1\n") == "it does not follow the rules of YAML"
    assert found_in("a: 1\n") == [(3, 5, "yaml-syntax")]


def test_complaint_without_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    class Loader:
        def __init__(self, _: str) -> None:
            raise yaml.MarkedYAMLError

    monkeypatch.setattr(yaml_events, "Loader", Loader)
    assert found_in("a: 1\n") == [(0, 0, "yaml-syntax")]


def test_hint_for_windows_paths_and_quotes() -> None:
    windows = only('a: "D:\\hồ sơ"\n').hint
    assert windows is not None
    assert "single quotation marks" in windows.text
    special = only("a: @x\n").hint
    assert special is not None
    assert "between quotation marks" in special.text


def test_each_control_character_is_reported() -> None:
    assert found_in("a: \x01b\nc: d\x7f\n") == [(1, 4, "yaml-syntax"), (2, 5, "yaml-syntax")]


@pytest.mark.parametrize(
    ("data", "place", "byte"),
    [
        (b"a: b\nc: \xe9", (2, 4), "0xE9"),
        ("a: ế".encode() + b"\x80\n", (1, 5), "0x80"),
        (b"\xef\xbb\xbfa: \xff", (1, 4), "0xFF"),
        ("a: ế".encode("utf-16"), (1, 1), "0xFF"),
        ("a: ế".encode("utf-16-le"), (1, 2), "0x00"),
        ("a: ế".encode("utf-16-be"), (1, 1), "0x00"),
        ("a: ế".encode("utf-32"), (1, 1), "0xFF"),
        (b"a: b\0c", (1, 5), "0x00"),
        (b"a: \xed\xa0\x80", (1, 4), "0xED"),
    ],
)
def test_other_encodings(data: bytes, place: tuple[int, int], byte: str) -> None:
    assert found_in(data) == [(*place, "not-utf8")]
    assert only(data).message.fields == {"byte": byte}
    assert parse_yaml(data, FILE)[0] is None


@pytest.mark.parametrize("text", ["", "\n \n", "# chỉ có ghi chú\n", "---\n", "~\n", "\ufeff"])
def test_empty_files(text: str) -> None:
    parsed, found = parse_yaml(text.encode(), FILE, expected_keys="id, name")
    assert parsed is None
    assert [(d.place, d.code) for d in found] == [(Place(FILE), "empty-file")]
    assert found[0].hint == Message("expected keys such as {keys}", keys="id, name")
    assert only(text).hint is None


# --- limits -------------------------------------------------------------------------------------


def test_size() -> None:
    assert found_in(b"a: 1\n", Limits(size=5)) == []
    assert found_in(b"a: 10\n", Limits(size=5)) == [(0, 0, "file-too-large")]


def test_depth() -> None:
    assert found_in("[" * 32 + "]" * 32) == []
    assert found_in("[" * 33 + "]" * 33) == [(1, 33, "yaml-too-deep")]
    assert found_in("[" * 100_000) == [(1, 33, "yaml-too-deep")]
    assert found_in("- " * 100_000) == [(1, 65, "yaml-too-deep")]
    assert found_in("{a: " * 100_000) == [(1, 129, "yaml-too-deep")]
    assert found_in("[\n" * 100_000) == [(33, 1, "yaml-too-deep")]
    assert found_in("a: 1\na: 2\nb: " + "[" * 40) == [
        (2, 1, "duplicate-key"),
        (3, 35, "yaml-too-deep"),
    ]


@pytest.mark.parametrize("loader", [yaml_events.Loader, yaml.SafeLoader])
def test_depth_is_seen_before_what_the_parser_sees_ahead(
    loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bracket may begin a key: until the end of its line it gives no event, but errors."""
    monkeypatch.setattr(yaml_events, "Loader", loader)
    assert found_in("[" * 100_000) == [(1, 33, "yaml-too-deep")]
    assert found_in("a: 1\na: 2\nb: " + "[" * 40 + "@") == [
        (2, 1, "duplicate-key"),
        (3, 35, "yaml-too-deep"),
    ]
    assert found_in("{" * 100_000) == [
        *((1, column, "yaml-key") for column in range(2, 33)),
        (1, 33, "yaml-too-deep"),
    ]
    assert found_in("a: 1\nb: " + "[" * 31 + "@") == [(2, 35, "yaml-syntax")]
    assert found_in("[[]]\n@" + "[" * 40) == [(2, 1, "yaml-syntax")]


def test_depth_through_aliases() -> None:
    limits = Limits(depth=4)
    assert found_in("- &a [[1]]\n- [*a]\n", limits) == []
    assert found_in("- &a [[1]]\n- [[*a]]\n", limits) == [(2, 5, "yaml-too-deep")]
    assert found_in("- &a [[1]]\n- &b [*a]\n- [*b]\n", limits) == [(3, 4, "yaml-too-deep")]


def test_number_of_aliases() -> None:
    text = "a: &x 1\nb: [" + "*x, " * 32 + "]\n"
    assert found_in(text) == []
    assert found_in(text + "c: *x\n") == [(3, 4, "yaml-aliases")]


def test_alias_bomb() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 10)]
    text = "\n".join(lines)
    assert found_in(text) == [(5, 20, "yaml-aliases")]
    unlimited = Limits(aliases=10_000)
    assert found_in(text, unlimited) == [(6, 45, "yaml-aliases")]
    assert parse_yaml(text.encode(), FILE, unlimited)[0] is None


def test_number_of_nodes() -> None:
    text = "[a, b, {c: d}]"
    assert found_in(text, Limits(nodes=6)) == []
    assert found_in(text, Limits(nodes=5)) == [(1, 12, "yaml-syntax")]
    assert found_in(text, Limits(nodes=3)) == [(1, 8, "yaml-syntax")]
    repeated = "[&x [a, b], *x]"
    assert found_in(repeated, Limits(nodes=7)) == []
    assert found_in(repeated, Limits(nodes=6)) == [(1, 13, "yaml-aliases")]


def test_problems_of_one_file_are_not_endless() -> None:
    for text in (
        "a: 1\n" * 5000,
        "- !t x\n" * 5000,
        "a:\t1\n" * 5000,
        "\t\n" * 5000,
        "? [x]\n: y\n" * 5000,
    ):
        assert 0 < len(found_in(text)) <= 1000
    assert len(found_in("a: \x01\n" * 5000)) <= 1000
