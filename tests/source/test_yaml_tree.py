"""Reading YAML: what comes out, and where it stands."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

import pytest

from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import Message
from dtiscore.source.yaml_tree import (
    Document,
    Limits,
    Mapping,
    Scalar,
    Sequence,
    parse_yaml,
    read_yaml,
)

if TYPE_CHECKING:
    import pathlib


FILE = "criteria/a.yaml"


def document(text: str) -> Document:
    """The document of a text without any problem."""
    parsed, found = parse_yaml(text.encode(), FILE)
    assert found == ()
    assert parsed is not None
    return parsed


# --- values -------------------------------------------------------------------------------------


def test_every_scalar_is_text() -> None:
    text = """\
number: 1.10
time: 12:30
octal: 010
norway: no
day: 2024-05-07
comma: 633,56
1.10: a
1.1: b
quoted: "null"
nothing:
tilde: ~
word: null
list: [x, ~, '']
"""
    assert document(text).data() == {
        "number": "1.10",
        "time": "12:30",
        "octal": "010",
        "norway": "no",
        "day": "2024-05-07",
        "comma": "633,56",
        "1.10": "a",
        "1.1": "b",
        "quoted": "null",
        "nothing": None,
        "tilde": None,
        "word": None,
        "list": ["x", None, ""],
    }


def test_nodes_know_place_and_style() -> None:
    root = document("a: x\nb: {c: 'y'}\nd:\n  - |\n    z\n").root
    assert root == Mapping(
        [
            (Scalar("a", 1, 1, "plain"), Scalar("x", 1, 4, "plain")),
            (
                Scalar("b", 2, 1, "plain"),
                Mapping(
                    [(Scalar("c", 2, 5, "plain"), Scalar("y", 2, 8, "quoted"))], 2, 4, flow=True
                ),
            ),
            (
                Scalar("d", 3, 1, "plain"),
                Sequence([Scalar("z\n", 4, 5, "block")], 4, 3, flow=False),
            ),
        ],
        1,
        1,
        flow=False,
    )


@pytest.mark.parametrize(
    ("text", "style", "is_null"),
    [
        ("", "plain", True),
        ("~", "plain", True),
        ("null", "plain", True),
        ("Null", "plain", False),
        ("", "quoted", False),
        ("null", "quoted", False),
        ("", "block", False),
    ],
)
def test_only_unquoted_nothing_is_null(text: str, style: str, is_null: bool) -> None:  # noqa: FBT001
    assert Scalar(text, 1, 1, style).is_null is is_null  # type: ignore[arg-type]


def test_text_is_composed_but_places_are_those_of_the_file() -> None:
    decomposed = unicodedata.normalize("NFD", "Sở: [Đắk Nông, x]")
    parsed = document(decomposed)
    assert parsed.data() == {"Sở": ["Đắk Nông", "x"]}
    assert parsed.place(["Sở", 1]).column == decomposed.index("x]") + 1
    assert parsed.place([unicodedata.normalize("NFD", "Sở")]).column == decomposed.index("[") + 1


def test_columns_count_characters_not_bytes() -> None:
    assert document("😀 khoá: [ờ, b]").place(["😀 khoá", 1]) == Place(FILE, 1, 13)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end: str) -> None:
    parsed = document(end.join(["a: 1", "b: |", "  x", "  y", "c: 2", ""]))
    assert parsed.data() == {"a": "1", "b": "x\ny\n", "c": "2"}
    assert parsed.place(["c"]) == Place(FILE, 5, 4)
    assert parsed.line(5) == "c: 2"


def test_byte_order_mark_is_no_character() -> None:
    parsed = document("\ufeffa: 1\n")
    assert parsed.data() == {"a": "1"}
    assert parsed.place(["a"], key=True) == Place(FILE, 1, 1)


def test_repetition_by_alias() -> None:
    parsed = document("a: &x {b: [1]}\nc: *x\nd: &y tên\n*y : [*y]\n")
    assert parsed.data() == {"a": {"b": ["1"]}, "c": {"b": ["1"]}, "d": "tên", "tên": ["tên"]}
    assert parsed.place(["tên"], key=True) == Place(FILE, 4, 1)
    assert parsed.place(["tên", 0]) == Place(FILE, 4, 7)


def test_data_does_not_share_what_the_file_repeats() -> None:
    data = document("a: &x [1]\nb: *x\n").data()
    assert isinstance(data, dict)
    data["a"].append("2")
    assert data["b"] == ["1"]


def test_merge_key_is_an_ordinary_key() -> None:
    parsed = document("a: &x {b: 1}\nc: {<<: *x}\n")
    assert parsed.data() == {"a": {"b": "1"}, "c": {"<<": {"b": "1"}}}


# --- places -------------------------------------------------------------------------------------

PLACES = """\
id: "1"
criteria:
  - id: "1.1"
    rule: {kind: tiers, tiers: [{points: 5}]}
"""


@pytest.mark.parametrize(
    ("path", "key", "expected"),
    [
        ([], False, (1, 1)),
        ([], True, (1, 1)),
        (["id"], False, (1, 5)),
        (["id"], True, (1, 1)),
        (["criteria", 0], True, (3, 5)),
        (["criteria", 0, "rule", "tiers", 0, "points"], False, (4, 42)),
        # A union's tag is not in the file, and reads like a key that is.
        (["criteria", 0, "rule", "steps", "tiers", 0, "points"], False, (4, 42)),
        (["criteria", 0, "rule", "steps", "tiers", 0, "points"], True, (4, 34)),
        (["criteria", 0, "rule", "tag", "missing"], False, (4, 11)),
        (["criteria", 0, "rule", "missing"], True, (4, 11)),
        (["criteria", 0, "rule", "kind", "[key]"], True, (4, 12)),
        (["criteria", 7, "id"], False, (3, 3)),
        (["criteria", "0"], False, (3, 3)),
        ([0, "id"], False, (1, 5)),
    ],
)
def test_place_of_the_deepest_part(
    path: list[str | int],
    key: bool,  # noqa: FBT001
    expected: tuple[int, int],
) -> None:
    assert document(PLACES).place(path, key=key) == Place(FILE, *expected)


def test_keys_and_lines() -> None:
    parsed = document(PLACES)
    assert parsed.keys([]) == ("id", "criteria")
    assert parsed.keys(["criteria", 0, "rule"]) == ("kind", "tiers")
    assert parsed.keys(["criteria"]) == ()
    assert parsed.keys(["id"]) == ()
    assert [parsed.line(number) for number in (0, 1, 4, 5)] == [
        "",
        'id: "1"',
        "    rule: {kind: tiers, tiers: [{points: 5}]}",
        "",
    ]


# --- files --------------------------------------------------------------------------------------


def test_read_yaml(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "đường dẫn.yaml"
    path.write_bytes(b"a: 1\r\na: 2\n")
    parsed, found = read_yaml(path, FILE)
    assert parsed is not None
    assert parsed.data() == {"a": "1"}
    assert [d.place for d in found] == [Place(FILE, 2, 1)]


def test_read_yaml_names_expected_keys(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "a.yaml"
    path.touch()
    _, found = read_yaml(path, FILE, expected_keys="id")
    assert found[0].hint == Message("expected keys such as {keys}", keys="id")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("missing.yaml", "missing-file"),
        ("file.yaml/a.yaml", "missing-file"),
        ("folder.yaml", "unreadable-file"),
        ("large.yaml", "file-too-large"),
        ("nul\0.yaml", "unreadable-file"),
        ("long" * 1000, "unreadable-file"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: pathlib.Path, name: str, code: str) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "file.yaml").touch()
    (tmp_path / "large.yaml").write_bytes(b"a: 123456\n")
    parsed, found = read_yaml(tmp_path / name, FILE, Limits(size=9))
    assert parsed is None
    assert [(d.place, d.code) for d in found] == [(Place(FILE), code)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipe_is_not_opened(tmp_path: pathlib.Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [d.code for d in read_yaml(tmp_path / "pipe", FILE)[1]] == ["unreadable-file"]


@pytest.mark.parametrize("error", [PermissionError(13, "x"), OSError(5, "x"), OSError("x")])
def test_errors_of_the_system(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\n")
    monkeypatch.setattr("pathlib.Path.open", refuse)
    _, found = read_yaml(path, FILE)
    assert [d.code for d in found] == ["unreadable-file"]
    assert isinstance(found[0].message.fields["reason"], Message)


def test_file_that_grows_while_it_is_read(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\n")
    small = path.stat()
    path.write_bytes(b"a: 1\n" * 10)
    monkeypatch.setattr("pathlib.Path.stat", lambda *_, **__: small)
    assert [d.code for d in read_yaml(path, FILE, Limits(size=9))[1]] == ["file-too-large"]
