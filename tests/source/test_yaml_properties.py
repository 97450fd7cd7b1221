"""Properties of reading YAML, and the parser without libyaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dtiscore.base.text import nfc
from dtiscore.source import yaml_events
from dtiscore.source.yaml_tree import Mapping, Node, Scalar, Sequence, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator


FILE = "criteria/a.yaml"


# --- without libyaml ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "id: x\ncriteria:\n  - rule: {kind: tiers, tiers: [{points: 5}]}\n",
        "a: &x [1, 'b']\nc: *x\nd: |\n  e\n",
        "a: 1\na: 2\n",
        "a: !t 1\n",
        "{a: 0,5, b: 1}",
        "a: b: c\n",
        "a: 1\nb\nc: 2\n",
        "a:\n  b: 2\n c: 3\n",
        "- a\nb: 1\n",
        "a: 'it's'\n",
        'a: "x\n',
        'a: "C:\\q"\n',
        'a: "C:\\Users"\n',
        "a: @b\n",
        "a: {b: 1\n",
        "a: {b: 1 c: 2}\n",
        "a: &x; 1\n",
        "a: !x!y 1\n",
        "a: |x\n b\n",
        "a:\n\tb: 1\n\tc: 2\n",
        "a: \x01\n",
        "a: 1\n---\nb: 2\n",
        "[" * 50,
        "# nothing\n",
    ],
)
def test_fallback_says_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = parse_yaml(text.encode(), FILE)
    monkeypatch.setattr(yaml_events, "Loader", yaml.SafeLoader)
    assert parse_yaml(text.encode(), FILE) == fast


# --- properties ---------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"])).map(nfc)
SCALARS = TEXTS | st.integers() | st.booleans() | st.none() | st.dates()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=30
)


def as_text(value: object) -> object:
    """``value`` as it comes back: every scalar the text that the dumper writes."""
    if isinstance(value, dict):
        return {key: as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None else str(value)


@given(VALUES, st.sampled_from([None, True, False]))
def test_what_is_dumped_comes_back(value: object, flow: bool | None) -> None:  # noqa: FBT001
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    # PyYAML writes some texts (with U+0085, say) so that it does not get them back itself.
    assume(yaml.safe_load(text) == value)
    parsed, found = parse_yaml(text.encode(), FILE)
    if value is None:
        assert [d.code for d in found] == ["empty-file"]
        return
    assert found == ()
    assert parsed is not None
    assert parsed.data() == as_text(value)


def nodes(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield key
            yield from nodes(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from nodes(item)


def begins_rightly(node: Node, source: str) -> bool:
    """Whether ``source`` can be where ``node`` begins."""
    if isinstance(node, Scalar):
        if node.style == "plain":
            return source.startswith(node.text.split("\n")[0].split(" ")[0])
        return source.startswith(("'", '"') if node.style == "quoted" else ("|", ">"))
    if node.flow:
        return source.startswith("{" if isinstance(node, Mapping) else "[")
    if isinstance(node, Sequence):
        return source.startswith("-")
    first = node.entries[0][0]
    return source.startswith("? ") or (first.line, first.column) == (node.line, node.column)


@given(VALUES.filter(lambda value: value is not None), st.sampled_from([None, True, False]))
def test_each_node_stands_where_it_says(value: object, flow: bool | None) -> None:  # noqa: FBT001
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow)
    assume(yaml.safe_load(text) == value)
    parsed, _ = parse_yaml(text.encode(), FILE)
    assert parsed is not None
    for node in nodes(parsed.root):
        assert begins_rightly(node, parsed.line(node.line)[node.column - 1 :])


@given(st.binary())
@example(b"\xff\xfe")
def test_bytes_never_raise(data: bytes) -> None:
    parsed, found = parse_yaml(data, FILE)
    assert parsed is not None or found


SYNTAX = st.text(
    st.sampled_from("ab1,5: \n\t-[]{}#&*!|>'\"%@?\\~.é\ufeff\x85\u2028\x07\r<="), max_size=40
)


@given(SYNTAX)
def test_scraps_of_yaml_never_raise(text: str) -> None:
    parsed, found = parse_yaml(text.encode(), FILE)
    assert parsed is not None or found
    assert list(found) == sorted(set(found), key=lambda d: d.sort_key)
    lines = text.removeprefix("\ufeff").splitlines() or [""]
    for diagnostic in found:
        assert diagnostic.place.line <= len(lines) + 1
    if parsed is not None:
        parsed.data()
        for node in nodes(parsed.root):
            assert node.line >= 1
            assert node.column >= 1


@given(VALUES, st.sampled_from([None, True, False]))
def test_fallback_gives_the_same_document(value: object, flow: bool | None) -> None:  # noqa: FBT001
    data = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow).encode()
    assume(b"\xef\xbb\xbf" not in data)  # Libyaml skips one at the beginning of any line.
    fast = parse_yaml(data, FILE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_events, "Loader", yaml.SafeLoader)
        assert parse_yaml(data, FILE) == fast


@given(SYNTAX)
def test_fallback_never_raises(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_events, "Loader", yaml.SafeLoader)
        parsed, found = parse_yaml(text.encode(), FILE)
    assert parsed is not None or found
