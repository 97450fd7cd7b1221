"""Nodes into models: whatever is wrong with a value or key is reported where it stands.

The files below use every key there is (a test says so), so that what holds for each of their
nodes holds for every path pydantic can name.
"""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import pytest
from pydantic import BaseModel

from dtiscore.base.diagnostics import Diagnostic, Place
from dtiscore.base.messages import Message
from dtiscore.model.bind import Loaded, bind, keys_of
from dtiscore.model.criteria import Group
from dtiscore.model.proposals import Proposal
from dtiscore.model.schema import FILE_KINDS
from dtiscore.model.settings import Settings
from dtiscore.model.tasks import Tasks
from dtiscore.model.units import Units
from dtiscore.rules.registry import KINDS
from dtiscore.source.yaml_tree import Document, Mapping, Scalar, Sequence, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dtiscore.source.yaml_tree import Node

FILES: dict[str, str] = {
    "dtiscore": """\
agency:
  id: so-mau
  name: Sở Mẫu
  province: Tỉnh Mẫu
  cohort: co-tthc
period: 2023
criteria: small
language: en
estimates:
  status: illustrative
  paper: {cost: 200000, effort_days: 1}
  step: {cost: 500k, effort_days: "0,5"}
  facts: {"1.1.so_hop": {each: {cost: 1tr, effort_days: 2}}}
""",
    "set": """\
id: small
version: 1
title: Bộ chỉ số nhỏ
status: official
legal_basis: Quyết định 1
max_score: {a: 100, b: 80}
may_exceed_max: có
rounding: {places: 1, mode: down}
not_applicable: rescale
bands:
  - {name: Tốt, above: 80%}
  - {name: Yếu, from: 0}
published_as: {scale: index, places: 4}
groups: [g1, g2]
""",
    "group": """\
id: "1"
name: Nhận thức số
max_score: 60
kind: adjustment
at_least: -5
at_most: 5
criteria:
  - id: "1.1"
    name: Một
    max_score: {a: 20, b: 10}
    sign: bonus
    lead: van-phong
    support: [phong-a, phong-b]
    source: Sở
    verified_by: Sở khác
    legal_basis: Điều 1
    measured_by: Hệ thống
    applies_to: {cohorts: [a], agencies: [so-mau]}
    may_be_not_applicable: yes
    facts:
      one: {label: Một, type: count, unit: cuộc}
      two: {same_as: "1.2.two"}
    message: Cố lên
    rule:
      kind: sum
      parts:
        - name: p1
          label: Phần 1
          max_score: 1
          rule: {kind: yes_no, fact: a}
        - name: p2
          share: 1/2
          rule:
            kind: best
            of:
              - name: b1
                rule:
                  kind: choice
                  fact: b
                  options: [{value: x, label: X, share: 1}, {value: y, points: 0}]
              - name: b2
                rule:
                  kind: ratio
                  part: c
                  whole: d
                  full_at: 80%
                  zero_below: 10%
                  inverse: yes
                  when_whole_is_zero: full
              - {name: b3, rule: {kind: ratio, fact: e}}
              - name: b4
                rule:
                  kind: tiers
                  part: c
                  whole: d
                  when_whole_is_zero: zero
                  tiers: [{at_least: 4, points: 20}, {above: 2, share: 0.1}]
              - {name: b5, rule: {kind: tiers, fact: c, tiers: [{at_most: 1, points: 2}]}}
              - {name: b6, rule: {kind: count, fact: c, each: 2, at_most: 10}}
              - {name: b7, rule: {kind: all, facts: [a, a2]}}
              - {name: b8, rule: {kind: peer_ratio, fact: c, best: 9, inverse: no}}
              - name: b9
                rule:
                  kind: deadline
                  fact: f
                  due: 31/03
                  not_before: 31/12/-1
                  late: [{within_days: 10, share: 1/2}]
              - name: b10
                rule: {kind: growth, now: c, before: d, full_at: 10%, when_before_is_zero: full}
    proof:
      - id: minutes
        label: Biên bản
        types: [TB, BB]
        issuers: [SGTVT]
        count_of: one
        summary: [BC]
        count: 2
        each: quarter
        partial: yes
        shows: {fact: one, by: number}
        for: p1
        share: 1/2
        within: {from: 2023-01-01, to: 31/12/2023}
        optional: no
        due: 15/01/+1
      - {id: other, label: Khác, within: in_force}
  - id: "1.2"
    name: Hai
    max_score: 10
    rule: {kind: judged}
""",
    "cases": """\
- criterion: "1.1"
  name: một
  cohort: a
  period: 2023
  facts: {meetings: 4, plan: {value: 15/02/2023, source: Sổ}}
  points: 3
  explanation: Vì
  not_applicable: Không có
  confirmed: [{points: 3, on: 2024-01-01, reason: Vì, source: QĐ}]
  proof: {minutes: 2, plan: 15/02/2023}
  expect: {claimed: 15, provable: 10}
""",
    "crosswalk": """\
from: old
to: small
source: Quyết định 1
groups: [{kind: "1:1", from: "1", to: "1"}]
criteria:
  - {kind: split, from: ["1.1"], to: ["1.1", "1.2"], note: Tách}
facts:
  - {from: "1.1.meetings", to: "1.1.held", options: {a: b}}
""",
    "assessment": """\
period: 2023
status: illustrative
criteria_set: small
dates: {from: 2023-01-01, to: 2023-12-31, collect_by: 10/01/2024, submit_by: 20/01/2024}
criteria:
  "1.1":
    facts:
      meetings: 4
      trained: {value: 30, source: Sổ}
      done: {tasks: {document: kh-05, count: done}}
    points: 5
    explanation: Vì
    not_applicable: Không có
    note: Ghi chú
    papers:
      - {slot: minutes, symbol: 12/TB-SM, date: 01/02/2023, subject: Họp, file: a.pdf, unit: VP}
    confirmed: 8.5
  "1.2":
    confirmed:
      - {points: 8, on: 2024-03-20, reason: Thiếu, source: QĐ}
      - {points: 9}
""",
    "evidence": """\
files:
  - file: a.pdf
    slot: minutes
    also: ["2.3"]
    number: "05"
    symbol: KH-SGTVT
    type: KH
    date: 2023-02-15
    issuer: SGTVT
    place: Đắk Nông
    subject: Kế hoạch
    signer_post: Giám đốc
    draft: no
    covers: {meetings: 4}
    quarter: 2
    month: 5
    override: {verdict: accepted, reason: Đã xem, sha256: ab}
links:
  - {url: "https://a", seen: 2023-11-02, copy: anh.png}
slots:
  minutes:
    requested: {of: van-phong, on: 2023-11-02, by: 2023-11-10}
    handed_in: {on: 2023-11-08, by: van-phong}
""",
    "published": """\
period: 2023
source: Quyết định 401
on: 2024-04-05
status: official
scale: points
average: {includes_self: yes}
averages:
  a: {status: illustrative, source: Ước, total: 70.5, groups: {"1": 45}}
agencies:
  - id: so-mau
    name: Sở Mẫu
    cohort: a
    total: 633,56
    rating: Khá
    rank: 3
    groups: {"1": 45, "2": {value: 5, status: official, source: QĐ}}
    ranked: no
    status: official
    source: QĐ
bests:
  "3.2": {value: 80%, status: official, source: QĐ}
corrections:
  - {on: 2024-05-01, source: QĐ 2, status: official, agencies: [{id: so-mau, total: 640}]}
""",
    "units": """\
units:
  - id: van-phong
    name: Văn phòng
    short: VP
    aliases: [Văn phòng Sở]
    responsibilities: [{text: Tham mưu, source: TB, from: 2024-05-07, until: 2024-12-31}]
assignments:
  - {criteria: ["1", "2.3"], lead: VP, support: [van-phong], from: 2023-01-01, until: 2023-12-31}
coordinator:
  - {unit: VP, from: 2023-01-01, until: 2023-06-30}
bodies:
  - id: to-tham-muu
    name: Tổ Tham mưu
    short: Tổ TM
    decision: Quyết định 88
    from: 2023-01-01
    until: 2023-12-31
    seats: [{post: Tổ trưởng, holder: PGĐ, unit: VP, from: 2023-01-01, until: 2023-02-01}]
""",
    "tasks": """\
period: 2024
status: illustrative
documents:
  - {id: kh-05, title: Kế hoạch, symbol: 05/KH-SM, date: 2024-01-30, issuer: Sở Mẫu}
tasks:
  - id: t1
    title: Họp
    unit: each
    support: [VP]
    member: Chánh Văn phòng
    every: quarter
    from: 2024-04-01
    until: 2024-12-31
    day: 15
    state: dropped
    on: 2024-05-07
    by: kh-05
    reason: Trùng
    criteria: ["1.1"]
    papers: [1.1/minutes]
    product: Biên bản họp
    source: {document: kh-05, paragraph: "2.1"}
    cost: 1.000.000
    effort_days: 2
    instances:
      van-phong@2024-q2: {state: done, on: 2024-06-10, reason: Xong, member: CV, by: kh-05}
  - {id: t2, title: Kế hoạch, unit: VP, due: 31/03}
""",
    "scenario": """\
name: Tăng chậm
assumption: các cơ quan khác tăng chậm
growth: {mean: 5, spread: 2}
agencies:
  so-mot: {mean: 10, spread: 1}
own: {gain: 20, cut: 50%}
""",
    "proposal": """\
title: Mua máy tính
unit: van-phong
kind: purchase
status: illustrative
on: 2024-05-20
state: adjusted
reason: Giảm số lượng
necessity: Máy cũ
effect:
  text: Ký số được
  facts: {"1.2": {trained: 40}}
  papers: [1.1/minutes]
cost: 30 triệu
funding: [{source: Ngân sách, amount: 30tr}]
resources: Một cán bộ
legal_basis: Nghị định
technical_basis: Cấu hình
feasible: yes
feasibility: Có sẵn dự toán
effort_days: 3
ready_by: 2024-09-30
chance: 80%
requires: [t2]
criteria: ["1.2"]
""",
}
kinds = pytest.mark.parametrize("kind", FILES)
# Keys that are names of the workspace's own: any id may stand there.
OF_ONE_S_OWN = {"max_score", "facts", "covers", "groups", "averages", "bests", "proof", "criteria"}
OF_ONE_S_OWN |= {"slots", "instances", "1.2", "options", "agencies"}
NEW, BESIDE = Place("f.yaml", 901, 7), Place("f.yaml", 902, 9)


class Spot(NamedTuple):
    """A node of a file, the way to it, and what it stands in."""

    path: tuple[str | int, ...]
    node: Node
    above: Node | None

    @property
    def name(self) -> str:
        return ".".join(map(str, self.path)) or "the file"

    @property
    def place(self) -> Place:
        return Place("f.yaml", self.node.line, self.node.column)


def document_of(text: str) -> Document:
    document, found = parse_yaml(text.encode(), "f.yaml")
    assert document is not None
    assert found == ()
    return document


def spots(node: Node, path: tuple[str | int, ...] = (), above: Node | None = None) -> list[Spot]:
    """Every node, the outermost first."""
    inner: Iterable[tuple[str | int, Node]] = ()
    if isinstance(node, Mapping):
        inner = [(key.text, value) for key, value in node.entries]
    elif isinstance(node, Sequence):
        inner = enumerate(node.items)
    below = (spots(value, (*path, part), node) for part, value in inner)
    return [Spot(path, node, above), *chain.from_iterable(below)]


def with_our_keys(document: Document) -> Iterator[tuple[Spot, Mapping]]:
    """Every mapping whose keys are the format's, not names of the workspace's own."""
    for spot in spots(document.root):
        if isinstance(spot.node, Mapping):
            last = spot.path[-1] if spot.path else ""
            if last not in OF_ONE_S_OWN:
                yield spot, spot.node


@contextmanager
def instead(spot: Spot, node: Node) -> Iterator[None]:
    """Something else at a spot."""
    above, last = spot.above, spot.path[-1]
    if isinstance(above, Mapping):
        with entries(above, [(k, node if k.text == last else v) for k, v in above.entries]):
            yield
    elif isinstance(above, Sequence) and isinstance(last, int):
        above.items[last] = node
        yield
        above.items[last] = spot.node


@contextmanager
def entries(mapping: Mapping, changed: list[tuple[Scalar, Node]]) -> Iterator[None]:
    """Other entries in a mapping."""
    before, mapping.entries = mapping.entries, changed
    yield
    mapping.entries = before


def scalar(text: str, place: Place) -> Scalar:
    return Scalar(text, place.line, place.column, "plain")


def wrong(kind: str, document: Document) -> tuple[Diagnostic, ...]:
    loaded, found = bind(FILE_KINDS[kind][0], document)
    assert (loaded is None) == bool(found)
    return found


# --- the files themselves ---------------------------------------------------------------------


@kinds
def test_the_file_is_a_model(kind: str) -> None:
    model, document = FILE_KINDS[kind][0], document_of(FILES[kind])
    loaded, found = bind(model, document)
    assert found == ()
    assert isinstance(loaded, Loaded)
    assert isinstance(loaded.value, model)
    assert loaded.document is document


def test_every_kind_of_file_is_here() -> None:
    assert set(FILES) == set(FILE_KINDS)


def models_of(annotation: Any, seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Every model reachable from an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in seen:
            seen.add(annotation)
            for field in annotation.model_fields.values():
                models_of(field.annotation, seen)
        return seen
    for part in get_args(annotation):
        models_of(part, seen)
    return seen


def models_in(value: object) -> Iterator[BaseModel]:
    """Every model in a value that was stated in the file."""
    if isinstance(value, BaseModel):
        yield value
        for name in value.model_fields_set:
            yield from models_in(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from models_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from models_in(item)


@kinds
def test_the_file_uses_every_key_there_is(kind: str) -> None:
    loaded, _ = bind(FILE_KINDS[kind][0], document_of(FILES[kind]))
    assert loaded is not None
    stated: dict[type[BaseModel], set[str]] = {}
    for part in models_in(loaded.value):
        stated.setdefault(type(part), set()).update(part.model_fields_set)
    for model in {*models_of(FILE_KINDS[kind][0], set())} - {FILE_KINDS["cases"][0]}:
        fields = set(model.model_fields) - ({"word"} if "word" in model.model_fields else set())
        assert fields <= stated.get(model, set()), model


# --- places -----------------------------------------------------------------------------------


@kinds
def test_a_value_of_the_wrong_kind_is_reported_where_it_stands(kind: str) -> None:
    document = document_of(FILES[kind])
    for spot in spots(document.root)[1:]:
        # No key takes a list of lists; what takes a list takes no keys.
        where = (spot.node.line, spot.node.column)
        other: Node = Sequence([Sequence([], *where, flow=True)], *where, flow=True)
        if isinstance(spot.node, Sequence):
            other = Mapping([(scalar("x", NEW), spot.node)], *where, flow=True)
        with instead(spot, other):
            found = wrong(kind, document)
        assert {one.code for one in found} == {"wrong-type"}, spot.name
        assert {one.place for one in found} == {spot.place}, spot.name


@kinds
def test_an_empty_value_is_an_absent_key(kind: str) -> None:
    document = document_of(FILES[kind])
    for spot, mapping in with_our_keys(document):
        for key, value in mapping.entries:
            others = [entry for entry in mapping.entries if entry[0] is not key]
            with entries(mapping, others):
                absent = wrong(kind, document)
            with entries(mapping, [*others, (key, scalar("", NEW))]):
                assert wrong(kind, document) == absent, (spot.name, key.text)
            with entries(mapping, [*others, (key, value)]):
                assert wrong(kind, document) == ()
            for one in absent:
                assert (one.code, one.place) == ("missing-key", spot.place)
                assert one.message.fields == {"key": key.text}


@kinds
def test_an_unknown_key_is_reported_where_it_stands_with_those_known_there(kind: str) -> None:
    document = document_of(FILES[kind])
    for spot, mapping in with_our_keys(document):
        added = (scalar("qqqqqqqq", NEW), scalar("x", BESIDE))
        with entries(mapping, [*mapping.entries, added]):
            (found,) = wrong(kind, document)
        assert (found.code, found.place) == ("unknown-key", NEW), spot.name
        assert found.hint is not None
        listed = found.hint.fields["keys"]
        assert isinstance(listed, tuple)
        assert {key.text for key, _ in mapping.entries} <= set(listed), spot.name
        assert list(map(str, listed)) == sorted(map(str, listed))


@kinds
def test_a_slip_in_a_key_is_answered_with_the_key_that_was_meant(kind: str) -> None:
    document = document_of(FILES[kind])
    for spot, mapping in with_our_keys(document):
        for key, value in mapping.entries:
            if key.text == "kind" and "rule" in spot.path:
                continue  # which keys there are is not known without it
            slip = f"{key.text}q"
            others = [entry for entry in mapping.entries if entry[0] is not key]
            with entries(mapping, [*others, (scalar(slip, NEW), value)]):
                found = {one.code: one for one in wrong(kind, document)}
            unknown = found.pop("unknown-key")
            assert unknown.place == NEW, (spot.name, slip)
            assert unknown.hint == Message("did you mean “{near}”?", key=slip, near=key.text)
            assert set(found) <= {"missing-key"}


def test_several_mistakes_are_all_reported() -> None:
    text = "agency: {id: ò, nam: x}\nperiod: 23\nlanguage: fr\n"
    loaded, found = bind(Settings, document_of(text))
    assert loaded is None
    assert sorted((one.place.line, one.place.column, one.code) for one in found) == [
        (1, 1, "missing-key"),
        (1, 9, "missing-key"),
        (1, 14, "bad-id"),
        (1, 17, "unknown-key"),
        (2, 9, "wrong-type"),
        (3, 11, "not-one-of"),
    ]


def test_a_wrong_key_is_reported_at_the_key_and_a_wrong_value_at_the_value() -> None:
    document = document_of("period: 2023\ncriteria:\n  không được: {points: 1}\n  a: {points: x}\n")
    found = wrong("assessment", document)
    assert [(one.code, one.place) for one in found] == [
        ("bad-id", Place("f.yaml", 3, 3)),
        ("not-a-number", Place("f.yaml", 4, 15)),
    ]


def test_what_repeats_by_alias_is_reported_where_it_is_written() -> None:
    text = "units:\n  - &one {id: a, nam: x}\n  - *one\n"
    found = bind(Units, document_of(text))[1]
    assert {(one.code, one.place) for one in found} == {
        ("missing-key", Place("f.yaml", 2, 5)),
        ("unknown-key", Place("f.yaml", 2, 18)),
    }


# --- rules ------------------------------------------------------------------------------------

GROUP = 'id: "1"\nname: x\nmax_score: 1\ncriteria:\n  - {id: "1", name: x, rule: %s}\n'


def rule(text: str) -> Diagnostic:
    (found,) = bind(Group, document_of(GROUP % text))[1]
    return found


def test_a_rule_without_a_kind() -> None:
    found = rule("{fact: a}")
    assert (found.code, found.place) == ("missing-key", Place("f.yaml", 5, 30))
    assert found.message.fields == {"key": "kind"}


@pytest.mark.parametrize(
    ("kind", "near"), [("ratoi", "ratio"), ("Tier", "tiers"), ("yesno", "yes_no")]
)
def test_a_rule_whose_kind_is_a_slip(kind: str, near: str) -> None:
    found = rule(f"{{kind: {kind}, fact: a}}")
    assert (found.code, found.place) == ("not-one-of", Place("f.yaml", 5, 37))
    assert found.hint == Message("did you mean “{near}”?", value=kind, near=near)


def test_a_rule_of_no_kind_there_is_lists_them() -> None:
    found = rule("{kind: zzzzzz}")
    assert found.hint is not None
    assert found.hint.fields["known"] == tuple(KINDS)


@pytest.mark.parametrize("kind", ["[a]", "{a: b}"])
def test_a_kind_that_is_no_text(kind: str) -> None:
    found = rule(f"{{kind: {kind}}}")
    assert (found.code, found.place) == ("wrong-type", Place("f.yaml", 5, 37))


@pytest.mark.parametrize("kind", KINDS)
def test_the_keys_of_a_rule_are_those_of_its_kind(kind: str) -> None:
    found = [
        one
        for one in bind(Group, document_of(GROUP % f"{{kind: {kind}, qqqqqqqq: 1}}"))[1]
        if one.code == "unknown-key"
    ]
    (unknown,) = found
    assert unknown.hint is not None
    assert unknown.hint.fields["keys"] == tuple(sorted(keys_of(KINDS[kind])))


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("{kind: tiers, fact: [a], tiers: [{at_least: 1, points: 1}]}", "wrong-type", 50),
        ("{kind: tiers, part: a, wohle: b, tiers: [{at_least: 1, points: 1}]}", "unknown-key", 53),
        ("{kind: tiers, tiers: [{at_least: x, points: 1}]}", "not-a-number", 63),
        ("{kind: tiers, tiers: [{atleast: 1, points: 1}]}", "unknown-key", 53),
        ("{kind: tiers, fact: a}", "missing-key", 30),
    ],
)
def test_tiers_are_a_kind_and_a_key(text: str, code: str, column: int) -> None:
    """pydantic names the kind in the path, where it must not be taken for the key."""
    found = rule(text)
    assert (found.code, found.place) == (code, Place("f.yaml", 5, column))


def test_the_rule_of_a_part_knows_its_keys() -> None:
    part = "{name: a, share: 1, rule: {kind: count, fact: a, each: 1, at_mots: 2}}"
    found = rule(f"{{kind: sum, parts: [{part}]}}")
    assert found.hint == Message("did you mean “{near}”?", key="at_mots", near="at_most")


# --- reading ----------------------------------------------------------------------------------


def test_digits_stay_as_they_are_written() -> None:
    criterion = "{id: 1.10, name: no, rule: {kind: judged}}"
    text = f'id: "1.10"\nname: 1.10\nmax_score: 0,10\ncriteria: [{criterion}]\n'
    loaded, _ = bind(Group, document_of(text))
    assert loaded is not None
    group = loaded.value
    assert (group.id, group.name) == ("1.10", "1.10")
    assert [str(number) for number in group.max_score.values()] == ["1/10"]
    assert (group.criteria[0].id, group.criteria[0].name) == ("1.10", "no")


def test_keys_in_any_unicode_form_are_found_again() -> None:
    line = unicodedata.normalize("NFD", "  Nhóm: {total: x}")
    document = document_of(f"period: 2023\naverages:\n{line}\n")
    (found,) = wrong("published", document)
    assert (found.code, found.place) == (
        "not-a-number",
        Place("f.yaml", 3, line.index("x") + 1),
    )


def test_a_model_cannot_be_changed() -> None:
    loaded, _ = bind(Settings, document_of(FILES["dtiscore"]))
    assert loaded is not None
    with pytest.raises(ValueError, match="frozen"):
        setattr(loaded.value, "period", 2024)  # noqa: B010 - mypy sees that it cannot be set


def test_loaded_knows_the_places_of_keys_and_values() -> None:
    loaded, _ = bind(Settings, document_of(FILES["dtiscore"]))
    assert loaded is not None
    assert loaded.place("agency", "cohort") == Place("f.yaml", 5, 11)
    assert loaded.place("agency", "cohort", key=True) == Place("f.yaml", 5, 3)
    assert loaded.place("agency", "no-such") == loaded.place("agency") == Place("f.yaml", 2, 3)
    assert loaded.place() == Place("f.yaml", 1, 1)


@pytest.mark.parametrize(
    "written", ["45tr", "45 triệu", "45 triệu đồng", "0,045 tỷ", "45000k", "45.000.000", "45000000"]
)
def test_money_is_read_in_a_file_as_in_an_option(written: str) -> None:
    """The same forms wherever a file names money, and the same exact amount."""
    proposal = FILES["proposal"].replace("30 triệu", written).replace("30tr", f'"{written}"')
    tasks = FILES["tasks"].replace("1.000.000", written)
    settings = FILES["dtiscore"].replace("200000", f'"{written}"').replace("500k", f'"{written}"')
    read, _ = bind(Proposal, document_of(proposal))
    assert read is not None
    assert read.value.cost == read.value.funding[0].amount == 45_000_000
    found, _ = bind(Tasks, document_of(tasks))
    assert found is not None
    assert found.value.tasks[0].cost == 45_000_000
    own, _ = bind(Settings, document_of(settings))
    assert own is not None
    assert own.value.estimates.paper.cost == own.value.estimates.step.cost == 45_000_000
