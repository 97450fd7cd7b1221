"""Changing a YAML file that people wrote: what was asked for, and not one byte more."""

from __future__ import annotations

import re
import unicodedata
from functools import reduce
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from dtiscore.base.text import nfc
from dtiscore.source import yaml_edit
from dtiscore.source.yaml_edit import (
    EditRefusedError,
    Figure,
    NodePath,
    appended,
    merged,
    merged_each,
)
from dtiscore.source.yaml_tree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

ENTRY = {"file": "a.pdf", "number": "05", "subject": "Về: họp"}
LINE = '{file: a.pdf, number: "05", subject: "Về: họp"}'
ASKED = {"requested": {"of": "van-phong", "by": "2024-01-10"}}
FLOW = "{of: van-phong, by: 2024-01-10}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "files:\n  - @\n"),
        ("# ghi chú\n", "# ghi chú\nfiles:\n  - @\n"),
        ("# ghi chú", "# ghi chú\nfiles:\n  - @\n"),
        ("files:\n  - {file: b.pdf}\n", "files:\n  - {file: b.pdf}\n  - @\n"),
        ("files:\n- file: b.pdf\n  type: KH\n", "files:\n- file: b.pdf\n  type: KH\n- @\n"),
        (
            "files:\n    -   file:   'b.pdf'  # đã ký\n\n# hết\nlinks: []\n",
            "files:\n    -   file:   'b.pdf'  # đã ký\n    - @\n\n# hết\nlinks: []\n",
        ),
        (
            "files:\n  - file: b.pdf\n    subject: |\n      Một\n      hai\nlinks: []\n",
            "files:\n  - file: b.pdf\n    subject: |\n      Một\n      hai\n  - @\nlinks: []\n",
        ),
        ("files:\n  - file: b.pdf\n    type:\n", "files:\n  - file: b.pdf\n    type:\n  - @\n"),
        ("files:\n  - {file: b.pdf}", "files:\n  - {file: b.pdf}\n  - @\n"),
        ("files: []\nlinks: []\n", "files: [@]\nlinks: []\n"),
        ("files: [{file: b.pdf}]  # x\n", "files: [{file: b.pdf}, @]  # x\n"),
        ("files: [\n  {file: b.pdf},\n]\n", "files: [\n  {file: b.pdf}, @\n]\n"),
        ("files:\nlinks: []\n", "files:\n  - @\nlinks: []\n"),
        ("files: ~\n", "files:\n  - @\n"),
        ("{files: [{file: b.pdf}]}", "{files: [{file: b.pdf}, @]}"),
        ("{links: []}\n", "{links: [], files: [@]}\n"),
        ("links: []\n# cuối\n", "links: []\nfiles:\n  - @\n# cuối\n"),
        ("slots:\r\n  a: {}\r\n", "slots:\r\n  a: {}\r\nfiles:\r\n  - @\r\n"),
        ("\ufefffiles:\r\n- file: b\r\n", "\ufefffiles:\r\n- file: b\r\n- @\r\n"),
        ("---\nfiles:\n- file: b\n...\n", "---\nfiles:\n- file: b\n- @\n...\n"),
    ],
)
def test_one_more_entry_and_nothing_else(before: str, after: str) -> None:
    assert appended(before, "files", ENTRY) == after.replace("@", LINE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "slots:\n  minutes:\n    requested: @\n"),
        ("files: []\n", "files: []\nslots:\n  minutes:\n    requested: @\n"),
        ("slots:\n", "slots: {minutes: {requested: @}}\n"),
        ("slots:\n  plan: {}\n", "slots:\n  plan: {}\n  minutes:\n    requested: @\n"),
        ("slots:\n  minutes: {}\n", "slots:\n  minutes: {requested: @}\n"),
        (
            "slots:\n   minutes:\n      x: {on: 2024-01-02}\n   plan: {}\n",
            "slots:\n   minutes:\n      x: {on: 2024-01-02}\n      requested: @\n   plan: {}\n",
        ),
        (
            "slots:\n  minutes:\n    requested: {of: x} # cũ\n",
            "slots:\n  minutes:\n    requested: @ # cũ\n",
        ),
        (
            "slots:\n  minutes:\n    requested:\n      of: x\n      on: 2024-01-01\n# sau\n",
            "slots:\n  minutes:\n    requested: @\n# sau\n",
        ),
        ("slots: {minutes: {requested: {of: x}}}\n", "slots: {minutes: {requested: @}}\n"),
    ],
)
def test_a_key_is_set_and_nothing_else(before: str, after: str) -> None:
    assert merged(before, ("slots", "minutes"), ASKED) == after.replace("@", FLOW)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "tasks:\n  - id: a\n    state: todo  # mới\n",
            "tasks:\n  - id: a\n    state: done  # mới\n",
        ),
        ("tasks:\n  - {id: a}\n  - {id: b}\n", "tasks:\n  - {id: a, state: done}\n  - {id: b}\n"),
        (
            "tasks:\n- id: a\n  title: x\n\n# sau\n- id: b\n",
            "tasks:\n- id: a\n  title: x\n  state: done\n\n# sau\n- id: b\n",
        ),
    ],
)
def test_a_key_of_a_list_s_entry_is_set_and_nothing_else(before: str, after: str) -> None:
    assert merged(before, ("tasks", 0), {"state": "done"}) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("files: []\nlinks: []\n", "files:\n  - {a: b}\n  - {c: d}\nlinks: []\n"),
        ("files: []  # chưa có\n", "files:  # chưa có\n  - {a: b}\n  - {c: d}\n"),
        ("files:\r\n# hết\r\n", "files:\r\n  - {a: b}\r\n  - {c: d}\r\n# hết\r\n"),
        ("files:", "files:\n  - {a: b}\n  - {c: d}\n"),
        ("{files: []}\n", "{files: [{a: b}, {c: d}]}\n"),
    ],
)
def test_entries_in_place_of_none_stand_below_each_other(before: str, after: str) -> None:
    assert merged(before, (), {"files": [{"a": "b"}, {"c": "d"}]}) == after


def test_an_entry_that_the_list_does_not_have_is_refused() -> None:
    for path in (("tasks", 2), ("tasks", "a"), ("other", 0)):
        with pytest.raises(EditRefusedError):
            merged("tasks:\n  - {id: a}\nother: {b: c}\n", path, {"state": "done"})


def test_a_figure_has_no_quotation_marks_and_a_key_can_be_emptied() -> None:
    before = "facts:\n  meetings: 4 # sổ\n  share: {value: 5, source: Sổ}\n"
    text = merged(before, ("facts",), {"meetings": Figure("12.5")})
    assert text == before.replace("4 #", "12.5 #")
    text = merged(text, ("facts", "share"), {"value": Figure("90%")})
    assert text == "facts:\n  meetings: 12.5 # sổ\n  share: {value: 90%, source: Sổ}\n"
    assert merged(text, ("facts",), {"meetings": None}) == text.replace(" 12.5", "")
    assert merged(before, ("facts",), {"new": None}) == before + "  new:\n"
    in_braces = before.replace("source: Sổ}", "source: null}")
    assert merged(before, ("facts", "share"), {"source": None}) == in_braces


@pytest.mark.parametrize("sign", ["|", "|-", "|+", ">", ">-"])
@pytest.mark.parametrize("breaks", ["\n", "\r\n"])
def test_a_text_in_several_lines_is_replaced(sign: str, breaks: str) -> None:
    before = f"a:\n  x: {sign}\n    Một\n    hai\n  y: 1\nb: 2\n".replace("\n", breaks)
    after = "a:\n  x: Ba\n  y: 1\nb: 2\n".replace("\n", breaks)
    assert merged(before, ("a",), {"x": "Ba"}) == after
    inner = f"a:\n  x:\n    z: {sign}\n      Một\nb: 2\n".replace("\n", breaks)
    assert merged(inner, ("a",), {"x": "Ba"}) == after.replace(f"  y: 1{breaks}", "")


def test_a_last_text_without_a_line_end_is_no_obstacle() -> None:
    before = "tasks:\n  - id: a\n    title: |\n      Một\n      hai"
    assert merged(before, ("tasks", 0), {"state": "done"}) == f"{before}\n    state: done\n"
    assert appended(before, "tasks", {"id": "b"}) == f"{before}\n  - {{id: b}}\n"


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        (
            "x:\n  a: [\n    # ví dụ\n  ]  # hết\n  b: 1\n",
            {"a": [{"id": "c"}]},
            "x:\n  a:  # hết\n    # ví dụ\n    - {id: c}\n  b: 1\n",
        ),
        ("x:\n  a: # c\n    []\n", {"a": [{"id": "c"}]}, "x:\n  a:\n    # c\n    - {id: c}\n"),
        (
            "x:\n  a: # vì sao\n    cũ\n  b: 1\n",
            {"a": "mới"},
            "x:\n  a: mới\n    # vì sao\n  b: 1\n",
        ),
        (
            "x:\n  a:\n    c: 1 # một\n    # hai\n    d: 2\n",
            {"a": "mới"},
            "x:\n  a: mới\n    # một\n    # hai\n",
        ),
    ],
)
def test_no_comment_is_lost(before: str, change: dict[str, Any], after: str) -> None:
    assert merged(before, ("x",), change) == after


def test_a_comment_that_would_be_lost_is_a_reason_to_refuse() -> None:
    with pytest.raises(EditRefusedError):
        merged("x: {a: [\n  # ví dụ\n  1]}\n", ("x",), {"a": "b"})


BROKEN = [
    "files: [{",
    "- file: a\n",
    "chỉ là chữ\n",
    "x: 1\nx: 2\n",
    "files:\n\t- a\n",
    "a: 1\n---\nb: 2\n",
    "a: !!python/none x\n",
    "files: *a\n",
    "x: \x00\n",
    "[" * 200,
]


@pytest.mark.parametrize("text", [*BROKEN, "files: một\n", "files: {file: a}\n"])
def test_a_list_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(EditRefusedError):
        appended(text, "files", ENTRY)


@pytest.mark.parametrize("text", [*BROKEN, "slots: [a]\n", "slots: {minutes: [a]}\n", "slots: x\n"])
def test_a_mapping_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(EditRefusedError):
        merged(text, ("slots", "minutes"), ASKED)


def test_what_an_alias_repeats_is_changed_in_one_place_or_refused() -> None:
    """The anchor's list would grow in two places."""
    with pytest.raises(EditRefusedError):
        appended("links: &a [{url: x}]\nfiles: *a\n", "files", ENTRY)


def test_words_that_are_no_text_are_refused() -> None:
    with pytest.raises(EditRefusedError):
        appended("files: []\n", "files", {"file": "\udcff.pdf"})


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(
    ["no", "NULL", "~", "1.5", "05", "2024-01-01", "a: b", "a #b", "- x", "{", "'", '"', " x ", ""]
)
KEYS = st.sampled_from(["file", "subject", "slots", "files", "x", "links"])
VALUES = st.recursive(
    TEXTS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
ROOTS = st.fixed_dictionaries(
    {},
    optional={
        "links": VALUES,
        "files": st.none() | st.lists(st.dictionaries(KEYS, VALUES, max_size=3), max_size=3),
        "slots": st.dictionaries(
            st.sampled_from(["minutes", "plan"]),
            st.none() | st.dictionaries(st.sampled_from(["requested", "other"]), VALUES),
        ),
        "z": VALUES,
    },
)


def read(text: str) -> Any:
    document, _ = parse_yaml(text.encode(), "")
    return {} if document is None else document.data()


def written(data: object, flow: bool | None, breaks: str, comments: bool) -> str:  # noqa: FBT001
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    assume(yaml.safe_load(text) == data)
    # Within a text of several lines these would be content.
    if comments and "|" not in text and ">" not in text and flow is False:
        lines = text.splitlines()
        text = "\n".join(line for each in lines for line in (f"# {len(each)}", each)) + "\n"
        assume(yaml.safe_load(text) == data)
    return text.replace("\n", breaks)


texts = st.builds(
    written,
    ROOTS,
    st.sampled_from([None, True, False]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)


def only_added(before: str, after: str) -> bool:
    """Whether ``after`` is ``before`` with one piece put in, or a null taken out for it."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    left = before[start:]
    while left and not after.endswith(left):
        left = left[1:]
    return before[start : len(before) - len(left)].strip() in ("", "null", "~")


@given(texts, st.dictionaries(KEYS, TEXTS, min_size=1, max_size=3))
def test_an_entry_more_changes_only_that(text: str, entry: dict[str, str]) -> None:
    before = read(text)
    try:
        after = appended(text, "files", entry)
    except EditRefusedError:
        return
    wanted = {key: nfc(value) for key, value in entry.items()}
    assert read(after) == {**before, "files": [*(before.get("files") or []), wanted]}
    assert only_added(text, after)


@given(texts, TEXTS)
def test_a_key_more_changes_only_that(text: str, unit: str) -> None:
    before = read(text)
    try:
        after = merged(text, ("slots", "minutes"), {"requested": {"of": unit}})
    except EditRefusedError:
        return
    slot = {**((before.get("slots") or {}).get("minutes") or {}), "requested": {"of": nfc(unit)}}
    assert read(after) == {**before, "slots": {**(before.get("slots") or {}), "minutes": slot}}
    if "requested" not in text:
        assert only_added(text, after)


def test_files_as_people_write_them_are_not_refused() -> None:
    for text in ("", "files: []\n", "files:\n- file: b\n", "files:\n  - {file: b}\n"):
        for decomposed in ("Văn phòng", unicodedata.normalize("NFD", "Văn phòng")):
            found = read(merged(text, ("slots", "a"), {"requested": {"of": decomposed}}))
            assert found["slots"]["a"]["requested"]["of"] == "Văn phòng"


def result(change: Callable[[], str]) -> str | None:
    """The text a change makes; None where it is refused."""
    try:
        return change()
    except EditRefusedError:
        return None


ENTRIES = st.lists(st.dictionaries(KEYS, TEXTS, min_size=1, max_size=3), max_size=4)


@given(texts, ENTRIES)
def test_entries_at_once_are_what_they_are_one_by_one(
    text: str, entries: list[dict[str, str]]
) -> None:
    at_once = result(lambda: appended(text, "files", *entries))
    one_by_one = result(
        lambda: reduce(lambda before, entry: appended(before, "files", entry), entries, text)
    )
    assert at_once == one_by_one


@given(texts, ENTRIES)
def test_keys_of_several_at_once_are_what_they_are_one_by_one(
    text: str, entries: list[dict[str, str]]
) -> None:
    changes = places("files", dict(enumerate(entries)))
    at_once = result(lambda: merged_each(text, changes))
    assert at_once == result(lambda: one_by_one(text, changes))


def places(key: str, entries: dict[int, dict[str, Any]]) -> dict[NodePath, dict[str, Any]]:
    return {(key, place): entry for place, entry in entries.items()}


def one_by_one(text: str, entries: dict[NodePath, dict[str, Any]]) -> str:
    return reduce(lambda before, path: merged(before, path, entries[path]), entries, text)


INSTANCES = (
    "tasks:\n  - id: a\n    instances:\n      x: {state: done}  # x\n",
    "tasks:\n  - id: a\n    instances:\n      x:\n        state: done\n    z: 1\n",
    "tasks:\n  - {id: a, instances: {x: {state: done}}}\nz: 1\n",
)


@given(
    st.sampled_from(INSTANCES),
    st.lists(st.sampled_from(["x", "y", "2024-q1", "2024-q2"]), min_size=1, unique=True),
)
def test_new_mappings_beside_each_other_keep_their_order(text: str, names: list[str]) -> None:
    entry = {"state": "todo", "on": "2024-05-07"}
    changes: dict[NodePath, dict[str, Any]] = {
        ("tasks", 0, "instances", name): entry for name in names
    }
    assert merged_each(text, changes) == one_by_one(text, changes)


AS_PEOPLE_WRITE = (
    "  - id: a  # đầu\n",
    "  - {id: a, note: x}  # gọn\n",
    "  - id: a\n    title: |\n      Một\n      hai\n",
    "  - id: a\n    note: >-\n      Một\n\n      hai\n\n",
    "  # trước\n  - id: a\n    # giữa\n    state: # chưa\n      todo\n",
    "  -   id: a\n      state:\n      title: [\n        # trong\n        x]\n",
    "  - id: a\n    title: |+\n      Một\n\n",
)
files = st.builds(
    lambda entries, last, breaks: f"tasks:\n{''.join(entries)}{last}".replace("\n", breaks),
    st.lists(st.sampled_from(AS_PEOPLE_WRITE), min_size=1, max_size=4),
    st.sampled_from(["", "# cuối\n", "z: 1\n", "z: 1", "y: |\n  Một"]),
    st.sampled_from(["\n", "\r\n"]),
)


@given(files, st.data())
def test_files_as_people_write_them_lose_nothing(text: str, data: st.DataObject) -> None:
    number = len(read(text)["tasks"])
    changes = st.dictionaries(st.sampled_from(["state", "title", "note"]), TEXTS | st.none())
    entries = data.draw(st.dictionaries(st.integers(0, number - 1), changes))
    after = result(lambda: merged_each(text, places("tasks", entries)))
    assert after == result(lambda: one_by_one(text, places("tasks", entries)))
    if after is not None:
        assert [c for c in re.findall("#.*", text) if c.rstrip() not in after] == []


def test_files_as_people_write_them_can_be_changed() -> None:
    for entry in AS_PEOPLE_WRITE:
        for key in ("state", "title", "note"):
            text = f"tasks:\n{entry}z: 1\n"
            assert read(merged(text, ("tasks", 0), {key: "x"}))["tasks"][0][key] == "x"


def test_a_long_list_is_read_as_often_as_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading it again for each entry made an import of 400 rows take minutes."""
    reads: list[str] = []

    def counted(data: bytes, name: str) -> Any:
        reads.append(name)
        return parse_yaml(data, name)

    scan = yaml.scan

    def scanned(text: str, **loader: Any) -> Any:
        reads.append("comments")
        return scan(text, **loader)

    monkeypatch.setattr(yaml_edit, "parse_yaml", counted)
    monkeypatch.setattr(yaml, "scan", scanned)
    counts = []
    for number in (2, 60):
        lines = "# ghi chú\nfiles:\n" + "  - number: 1  # cũ\n    type: BC\n" * number
        text = appended(lines, "files", *[ENTRY] * number)
        entry = {"number": "06", "type": "KH"}
        merged_each(text, places("files", dict.fromkeys(range(number), entry)))
        counts.append(len(reads))
        reads.clear()
    assert counts[0] == counts[1]
