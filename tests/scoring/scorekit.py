"""Short ways to make sets, statements and papers, in memory or on disk, and to score them.

Everything goes through the reader, the binder and the checks of a set, so that a test cannot
rest on a set that `dtiscore check` would refuse.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import yaml
from pydantic import BaseModel

from dtiscore import api
from dtiscore.base.dates import parse_date
from dtiscore.base.diagnostics import has_errors
from dtiscore.checks.criteria_set import check_set
from dtiscore.cli.main import run
from dtiscore.evidence.paper import Paper
from dtiscore.model.assessment import Assessment
from dtiscore.model.bind import Loaded, bind
from dtiscore.model.criteria import Group, SetHeader
from dtiscore.model.criteria_set import CriteriaSet, SetFiles
from dtiscore.model.facts import type_facts
from dtiscore.scoring.engine import Scoring, score
from dtiscore.scoring.offers import Papers
from dtiscore.source.yaml_tree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest

    from dtiscore.scoring.tree import CriterionScore, ScoreTree

M = TypeVar("M", bound=BaseModel)
Data: TypeAlias = dict[str, Any]

BANDS = "[{name: Tốt, from: 80%}, {name: Khá, from: 65%}, {name: Yếu, from: 0}]"


def data_of(text: str) -> Any:
    """What the reader makes of a YAML text: texts all through."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts


# --- sets -------------------------------------------------------------------------------------


def criterion(cid: str, text: str, max_score: object = 10, **keys: object) -> Data:
    """A criterion from the YAML of what matters about it."""
    head = {"id": cid, "name": f"Tiêu chí {cid}", "max_score": max_score}
    return {**head, **(data_of(text) or {}), **keys}


def judged(cid: str, max_score: object, **keys: object) -> Data:
    """A criterion whose points are simply stated."""
    return criterion(cid, "rule: {kind: judged}", max_score, **keys)


def yes_no(cid: str, max_score: object, **keys: object) -> Data:
    """A criterion that one paper proves."""
    text = """
        facts: {done: {label: Đã làm, type: yes_no}}
        rule: {kind: yes_no, fact: done}
        proof: [{id: decision, label: Quyết định, types: [QĐ]}]
        """
    return criterion(cid, text, max_score, **keys)


def measured(cid: str, max_score: object, **keys: object) -> Data:
    """A criterion whose figure needs no proof: part / whole × maximum."""
    text = """
        facts: {part: {label: Phần, type: count}, whole: {label: Toàn bộ, type: count}}
        rule: {kind: ratio, part: part, whole: whole, when_whole_is_zero: not_applicable}
        measured_by: Hệ thống của tỉnh
        may_be_not_applicable: yes
        """
    return criterion(cid, text, max_score, **keys)


def group(gid: str, *criteria: Data, **keys: object) -> Data:
    """A group; its maximum is the sum of its criteria's unless it is said."""
    whole: Data = {"id": gid, "name": f"Nhóm {gid}"}
    if "max_score" not in keys and keys.get("kind", "scored") == "scored":
        whole["max_score"] = _sum(c["max_score"] for c in criteria)
    return {**whole, **keys, "criteria": list(criteria)}


def _sum(maxima: Iterable[object]) -> object:
    listed = list(maxima)
    cohorts = {cohort for one in listed if isinstance(one, Mapping) for cohort in one}
    if not cohorts:
        return _text(sum((Fraction(str(one)) for one in listed), Fraction(0)))
    return {
        cohort: _text(
            sum(
                (Fraction(str(o.get(cohort, 0) if isinstance(o, Mapping) else o)) for o in listed),
                Fraction(0),
            )
        )
        for cohort in sorted(cohorts)
    }


def _text(number: Fraction) -> str:
    return str(int(number)) if number.denominator == 1 else f"{float(number):.6f}".rstrip("0")


def header_of(groups: Iterable[Data], /, **keys: object) -> Data:
    """``set.yaml``; its maximum is the sum of the scored groups' unless it is said."""
    scored = [g["max_score"] for g in groups if g.get("kind", "scored") == "scored"]
    return {
        "id": "small",
        "version": "1",
        "title": "Bộ chỉ số nhỏ",
        "status": "illustrative",
        "max_score": _sum(scored),
        "bands": data_of(BANDS),
        "groups": [f"g{g['id']}" for g in groups],
        **keys,
    }


def a_set(*groups: Data, **keys: object) -> CriteriaSet:
    """A set that passes its checks."""
    header = _loaded(SetHeader, header_of(groups, **keys), "criteria/small/set.yaml")
    read = tuple(_loaded(Group, g, f"criteria/small/g{g['id']}.yaml") for g in groups)
    files = SetFiles("criteria/small", header, read, (), complete=True)
    assert list(check_set(files)) == []
    return files.criteria_set


def _loaded(model: type[M], data: Data, file: str) -> Loaded[M]:
    document, found = parse_yaml(_dumped(data), file)
    assert document is not None, found
    loaded, wrong = bind(model, document)
    assert loaded is not None, wrong
    return loaded


def _dumped(data: object) -> bytes:
    text: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    return text.encode()


# --- papers and scores ------------------------------------------------------------------------


def paper(kind: str | None = None, day: str | None = None, **keys: Any) -> Paper:
    """A paper of criterion 1; ``name`` is its file's."""
    name = keys.pop("name", f"{kind}_{day}.pdf")
    cid = keys.pop("criterion", "1")
    when = parse_date(day) if day else None
    return Paper(f"evidence/2023/{cid}/{name}", cid, type=kind, date=when, **keys)


def said_of(said: str | Data, **keys: object) -> Assessment:
    """An assessment of 2023 from the YAML of its criteria."""
    stated = data_of(said) if isinstance(said, str) else said
    return Assessment.model_validate({"period": 2023, "criteria": stated or {}, **keys})


def score_of(
    criteria_set: CriteriaSet,
    said: str | Data,
    papers: Iterable[Paper] = (),
    dates: Mapping[str, str] | None = None,
    **keys: Any,
) -> ScoreTree:
    """The tree of these statements and papers."""
    assessment = said_of(said, dates=dict(dates or {}))
    facts, wrong = type_facts(criteria_set, assessment)
    assert wrong == ()
    serving: dict[str, list[Paper]] = {}
    for one in papers:
        for cid in (one.criterion, *one.also):
            serving.setdefault(cid, []).append(one)
    return score(Scoring(criteria_set, assessment, facts, papers=Papers(serving), **keys))


def one_scored(
    text: str,
    facts: str,
    papers: Iterable[Paper] = (),
    *,
    max_score: object = 10,
    dates: Mapping[str, str] | None = None,
    **keys: Any,
) -> CriterionScore:
    """The score of a set's only criterion, "1"."""
    criteria_set = a_set(group("g", criterion("1", text, max_score), **keys))
    return score_of(criteria_set, {"1": {"facts": data_of(facts)}}, papers, dates).by_id["1"]


# --- on disk ----------------------------------------------------------------------------------

SO_MAU: Mapping[str, str] = {"id": "so-mau", "name": "Sở Mẫu"}


def on_disk(
    folder: Path,
    groups: Iterable[Data],
    said: str | Data = "",
    *,
    agency: Mapping[str, str] = SO_MAU,
    header: Mapping[str, object] | None = None,
    dates: Mapping[str, str] | None = None,
    files: Mapping[str, object] | None = None,
) -> Path:
    """A workspace; ``files`` are more of its files: data for YAML, bytes as they are."""
    listed = list(groups)
    stated = data_of(said) if isinstance(said, str) else said
    written: dict[str, object] = {
        "dtiscore.yaml": {"agency": dict(agency), "period": 2023, "criteria": "small"},
        "criteria/small/set.yaml": header_of(listed, **(header or {})),
        "assessments/2023.yaml": {
            "period": 2023,
            "dates": dict(dates or {}),
            "criteria": stated or {},
        },
        **{f"criteria/small/g{g['id']}.yaml": g for g in listed},
        **(files or {}),
    }
    for name, content in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else _dumped(content))
    return folder


def loaded(folder: Path, as_of: date | None = None) -> ScoreTree:
    """The workspace scored, after a look that it has no error."""
    workspace = api.load(folder)
    assert not has_errors(workspace.diagnostics), workspace.diagnostics
    return api.score(workspace, as_of)


def printed(
    capture: pytest.CaptureFixture[bytes], folder: Path, *arguments: str, code: int = 0
) -> str:
    """What a command of the program prints, in UTF-8."""
    capture.readouterr()
    found = run(["-C", str(folder), "--as-of", "2024-05-01", *arguments])
    out, errors = capture.readouterr()
    assert found == code, errors.decode()
    return out.decode()
