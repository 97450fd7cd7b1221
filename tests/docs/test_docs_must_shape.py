"""The JSON of score, gaps and checklist has the shape that the design binds us to (its section 5).

The shape stands here key by key, apart from docs/json.md: what other people's scripts rely on must
not change with the page. Keys may be added, none may go or change what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from dockit import Program

from workspaces import ASSESSMENT, AWARENESS, BASE, PUBLISHED, SET, SETTINGS, make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Shape: TypeAlias = "dict[str, Any] | list[Any] | Callable[[Any], bool]"


def text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def yes_no(value: Any) -> bool:
    return isinstance(value, bool)


def whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def points(value: Any) -> bool:
    """A plain number with at most the two decimals of the sets used here."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and -Decimal(str(value)).as_tuple().exponent <= 2  # type: ignore[operator]


def day(value: Any) -> bool:
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


def sha256(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None


def one_of(*words: str) -> Callable[[Any], bool]:
    return lambda value: value in words


class Null:
    """Null where it is not known, else of a shape."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape


class ById:
    """An object whose keys are ids."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape


STATUS = one_of("illustrative", "official")
LOST = {"not_done": points, "proof": points, "appraisal": points}
DIAGNOSTICS = [
    {
        "code": text,
        "severity": one_of("error", "warning"),
        "file": text,
        "line": Null(whole),
        "column": Null(whole),
        "message": text,
    }
]
HEAD = {
    "schema": text,
    "tool": text,
    "criteria_set": {"id": text, "version": text, "sha256": sha256, "status": STATUS},
    "agency": {"id": text, "name": text, "cohort": Null(text)},
    "period": whole,
    "as_of": day,
}
CRITERION = {
    "id": text,
    "name": text,
    "max": points,
    "claimed": Null(points),
    "provable": Null(points),
    "confirmed": Null(points),
    "final": Null(points),
    "state": one_of("scored", "not_evaluated", "not_applicable", "out_of_scope", "unscored"),
    "reason": Null(text),
    "lost": LOST,
    "lead": Null(text),
    "support": [text],
    "estimated": yes_no,
    "explained": points,
    "proof": [{"slot": text, "need": Null(whole), "have": whole}],
}
SCORE = {
    **HEAD,
    "total": {
        "max": points,
        "claimed": points,
        "provable": points,
        "confirmed": Null(points),
        "final": points,
        "base": points,
        "adjustments": points,
        "explained": points,
    },
    "final_basis": one_of("provable", "mixed", "confirmed"),
    "coverage": {"criteria": whole, "of": whole, "max": points},
    "confirmed_so_far": {"points": points, "criteria": whole, "of": whole},
    "rating": {"claimed": text, "provable": text, "final": text},
    "bands": [{"name": text, "from": points}],
    "next_band": Null({"name": text, "from": points, "missing": points}),
    "lost": LOST,
    "published": Null(
        {
            "total": Null(points),
            "rating": Null(text),
            "rank": Null(whole),
            "groups": ById(points),
            "source": Null(text),
            "status": STATUS,
        }
    ),
    "groups": [
        {
            "id": text,
            "name": text,
            "kind": one_of("scored", "unscored", "adjustment"),
            "max": points,
            "claimed": points,
            "provable": points,
            "confirmed": Null(points),
            "final": points,
            "lost": LOST,
            "criteria": [CRITERION],
        }
    ],
    "diagnostics": DIAGNOSTICS,
}
GAPS = {
    **HEAD,
    "against": {
        "kind": one_of("average", "best", "max", "period", "agency", "target"),
        "label": text,
        "source": Null(text),
        "status": Null(STATUS),
        "cohort": Null(text),
        "includes_self": Null(yes_no),
        "members": Null(whole),
        "of": Null(whole),
    },
    "total": {
        "final": points,
        "reference": Null(points),
        "gap": Null(points),
        "below": Null(yes_no),
    },
    "groups": [
        {
            "id": text,
            "name": text,
            "max": points,
            "final": points,
            "reference": Null(points),
            "gap": Null(points),
            "below": Null(yes_no),
        }
    ],
    "criteria": [
        {
            "id": text,
            "name": text,
            "max": points,
            "final": Null(points),
            "lost": LOST,
            "winnable": points,
            "lead": Null(text),
        }
    ],
    "units": [{"id": text, "name": text, "winnable": points}],
    "steps": [{"criterion": text, "text": text, "points": points}],
    "diagnostics": DIAGNOSTICS,
}
CHECKLIST = {
    **HEAD,
    "units": [
        {
            "id": text,
            "name": text,
            "items": [
                {
                    "kind": text,
                    "id": text,
                    "slot": Null(text),
                    "title": text,
                    "role": one_of("lead", "support"),
                    "action": one_of("find", "sign", "make", "measure", "do", "explain", "lost"),
                    "winnable": points,
                    "points_at_stake": points,
                    "due": Null(day),
                    "proof": Null({"need": whole, "have": whole}),
                }
            ],
        }
    ],
    "diagnostics": DIAGNOSTICS,
}
SHAPES = {"score": SCORE, "gaps": GAPS, "checklist": CHECKLIST}


def differences(value: Any, shape: Any, path: str = "") -> Iterator[str]:
    """Where a document is not of the shape."""
    if isinstance(shape, Null):
        if value is not None:
            yield from differences(value, shape.shape, path)
    elif isinstance(shape, ById):
        for key, item in value.items():
            yield from differences(item, shape.shape, f"{path}.{key}")
    elif isinstance(shape, dict):
        for key, inner in shape.items():
            if not isinstance(value, dict) or key not in value:
                yield f"{path}.{key} is missing"
            else:
                yield from differences(value[key], inner, f"{path}.{key}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{path} is no list"
            return
        for index, item in enumerate(value):
            yield from differences(item, shape[0], f"{path}[{index}]")
    elif not shape(value):
        yield f"{path} is {value!r}"


# --- workspaces ---------------------------------------------------------------------------------

UNKNOWN = {
    ASSESSMENT: BASE[ASSESSMENT].replace("meetings: 4", "meetings:"),
    PUBLISHED: None,
}
"""Nothing is counted for 1.1, and nothing is published."""

COHORTS = {
    SETTINGS: BASE[SETTINGS].replace("name: Sở Mẫu}", "name: Sở Mẫu, cohort: co-tthc}"),
    SET: BASE[SET].replace("max_score: 100", "max_score: {co-tthc: 100, khong-tthc: 100}"),
    PUBLISHED: BASE[PUBLISHED]
    .replace("name: Sở Mẫu,", "name: Sở Mẫu, cohort: co-tthc, rank: 2,")
    .replace("name: Sở Khác,", "name: Sở Khác, cohort: co-tthc,"),
    "evidence/2023/loose.pdf": "giấy",
}
"""An agency of a cohort, with a rank, and a warning."""

ADJUSTED = {
    SET: BASE[SET].replace("2-services]", "2-services, 3-more]"),
    "criteria/small/3-more.yaml": """\
id: "3"
name: Điểm cộng, điểm trừ
kind: adjustment
criteria:
  - id: "3.1"
    name: Điểm trừ
    max_score: 5
    sign: penalty
    facts: {late: {label: Số báo cáo chậm, type: count}}
    rule: {kind: count, fact: late, each: 1}
""",
    AWARENESS: BASE[AWARENESS].replace("    lead: van-phong\n", ""),
    ASSESSMENT: BASE[ASSESSMENT] + '  "3.1": {facts: {late: 2}, confirmed: 1.5}\n',
}
"""A penalty, confirmed."""

WORKSPACES: dict[str, Mapping[str, str | None]] = {
    "small": {},
    "unknown": UNKNOWN,
    "cohorts": COHORTS,
    "adjusted": ADJUSTED,
}
REFERENCES = [
    ["--vs-average"],
    ["--vs-best"],
    ["--vs-max"],
    ["--vs-period", "2023"],
    ["--vs", "so-khac"],
    ["--vs-target", "75"],
]


# --- tests --------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", SHAPES)
@pytest.mark.parametrize("as_of", ["2023-10-01", "2024-01-10", "2024-06-01"])
def test_the_sample(command: str, as_of: str, program: Program) -> None:
    against = ["--vs-max"] if command == "gaps" and as_of < "2024-04-05" else []
    document = program(command, *against, "--format", "json", as_of=as_of).json
    assert document["schema"] == f"dtiscore/{command}/1"
    assert list(differences(document, SHAPES[command])) == []


@pytest.mark.parametrize("command", SHAPES)
@pytest.mark.parametrize("name", WORKSPACES)
def test_other_workspaces(command: str, name: str, program: Program, tmp_path: Path) -> None:
    make_workspace(tmp_path, WORKSPACES[name])
    against = ["--vs-max"] if command == "gaps" else []
    ran = program(command, *against, "--format", "json", at=tmp_path)
    assert ran.status == 0, ran.out
    assert list(differences(ran.json, SHAPES[command])) == []


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda words: words[0])
def test_gaps_against_anything(reference: list[str], program: Program, tmp_path: Path) -> None:
    ran = program("gaps", *reference, "--format", "json", at=make_workspace(tmp_path))
    assert ran.status == 0
    assert list(differences(ran.json, GAPS)) == []


def test_what_is_not_known_is_null(program: Program, tmp_path: Path) -> None:
    make_workspace(tmp_path, UNKNOWN)
    document = program("score", "--format", "json", at=tmp_path).json
    assert document["published"] is None
    criterion = document["groups"][0]["criteria"][0]
    assert criterion["state"] == "not_evaluated"
    assert [criterion[key] for key in ("claimed", "provable", "confirmed", "final")] == [None] * 4


def test_an_error_is_one_whole_document(program: Program, tmp_path: Path) -> None:
    make_workspace(tmp_path, {SETTINGS: "period: 2023\ncriteria: small\n"})
    for command in SHAPES:
        ran = program(command, "--format", "json", at=tmp_path)
        assert ran.status == 2
        assert list(ran.json) == ["schema", "diagnostics"]
        assert ran.json["schema"] == "dtiscore/error/1"
        assert ran.json["diagnostics"]
        assert list(differences(ran.json["diagnostics"], DIAGNOSTICS)) == []


@pytest.mark.parametrize("as_of", ["2023-10-01", "2024-06-01"])
def test_winnable_points_add_up(as_of: str, program: Program) -> None:
    """Σ winnable = max − final − lost for the period − explained, to the cent."""

    def total(numbers: Iterator[float]) -> Decimal:
        return sum((Decimal(str(number)) for number in numbers), Decimal(0))

    score = program("score", "--format", "json", as_of=as_of).json["total"]
    checklist = program("checklist", "--format", "json", as_of=as_of).json
    items = [item for unit in checklist["units"] for item in unit["items"]]
    lead = [item for item in items if item["role"] == "lead"]
    won = total(item["winnable"] for item in items)
    lost = total(item["points_at_stake"] for item in lead if item["action"] == "lost")
    left = [Decimal(str(score[key])) for key in ("max", "final", "explained")]
    assert won == left[0] - left[1] - left[2] - lost


# --- the ruler itself ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shape", "found"),
    [
        ({}, {"a": text}, [".a is missing"]),
        ({"a": None}, {"a": Null(text)}, []),
        ({"a": None}, {"a": text}, [".a is None"]),
        ({"a": [{"b": 1.234}]}, {"a": [{"b": points}]}, [".a[0].b is 1.234"]),
        ({"a": {}}, {"a": [text]}, [".a is no list"]),
        ({"a": {"1": "x"}}, {"a": ById(points)}, [".a.1 is 'x'"]),
        ({"a": "b", "more": 1}, {"a": one_of("b")}, []),
    ],
)
def test_a_difference_is_seen(value: Any, shape: Any, found: list[str]) -> None:
    assert list(differences(value, shape)) == found
