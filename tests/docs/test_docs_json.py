"""docs/json.md: every key of every document and every word of its enums, and no other.

Each document is made on workspaces that bring all of its keys out; what the page says of a key
must name exactly the keys found below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from dockit import ROOT, Program, codes, enumerated, headings, page, section, tables, words

from dtiscore.analysis.actions import ActionKind
from dtiscore.analysis.homes import Why
from dtiscore.analysis.intime import Supply
from dtiscore.analysis.standpoint import Fault, Ours
from dtiscore.analysis.task_review import Gap
from dtiscore.analysis.versus import AgainstKind
from dtiscore.analysis.worklist import Action, ItemKind
from dtiscore.base.diagnostics import Severity
from dtiscore.evidence.fit import Refusal
from dtiscore.evidence.paper import Verdict
from dtiscore.model.criteria import GroupKind, Status
from dtiscore.report import checklist, gaps, score
from dtiscore.rules.core import FactType
from dtiscore.scoring.tree import Basis, State
from workspaces import ASSESSMENT, AWARENESS, BASE, CASES, SET, SETTINGS, make_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

JSON = "docs/json.md"
HEAD = {"schema", "tool", "criteria_set", "agency", "period", "as_of", "assessment_status"}
REFUSALS = {refusal.name.lower() for refusal in Refusal}
BY_ID = {"published.groups", "history.groups", "history.criteria"}
"""Objects whose keys are ids."""

RESCALED: Mapping[str, str] = {
    SET: BASE[SET].replace("max_score: 100\n", "max_score: 100\nnot_applicable: rescale\n"),
    AWARENESS: BASE[AWARENESS].replace(
        "    measured_by:", "    may_be_not_applicable: yes\n    measured_by:"
    ),
    ASSESSMENT: BASE[ASSESSMENT]
    .replace(
        "    facts:\n      trained: 30\n      staff: 40\n", "    not_applicable: Không có cán bộ\n"
    )
    .replace("      signing: 20\n", "      signing: 20\n      staff: 40\n"),
    "evidence/2023/1.1/9-GM-SM_2023-05-05.pdf": "giấy",
}
"""A criterion is left out, the rest of its group is rescaled, and an invitation proves nothing."""

CAPPED = {
    SET: BASE[SET].replace("2-services]", "2-services, 3-bonus]"),
    "criteria/small/3-bonus.yaml": """\
id: "3"
name: Điểm thưởng
kind: adjustment
criteria:
  - id: "3.1"
    name: Dẫn đầu cả nước
    max_score: 90
    sign: bonus
    rule: {kind: judged}
""",
    ASSESSMENT: BASE[ASSESSMENT]
    + '  "3.1":\n    points: 90\n    explanation: Đứng đầu\n    confirmed: 90\n',
    "assessments/2022.yaml": "period: 2022\ncriteria:\n",
}
"""Bonus points beyond the maximum, in one of two years."""

BROKEN = {SETTINGS: "agency: {id: so-mau}\nperiod: 2023\ncriteria: small\n"}
NOTED = {
    "a.txt": "giấy",
    "evidence/2023/1.1/evidence.yaml": """\
links: [{url: "https://so-mau.gov.vn/tin"}]
slots:
  minutes:
    requested: {of: van-phong, on: 2024-01-02, by: 2024-01-10}
    handed_in: {on: 2024-01-08, by: Văn phòng}
""",
    "locks/2023.json": """\
{"schema": "dtiscore/lock/1", "period": 2023, "locked_on": "2024-01-20", "algorithm": "sha256",
 "files": {}}
""",
}
"""A paper was asked for and handed in, a page has no copy, and everything is new since the lock."""

LOCKED = {
    "locks/2023.json": """\
{"schema": "dtiscore/lock/1", "period": 2023, "locked_on": "2023-05-01", "algorithm": "sha256",
 "files": {}, "history": [{"on": "2023-05-01", "claimed": 1, "provable": 1, "final": 1,
 "groups": {"1": 1}, "criteria": {"1.1": 1}, "done": 0, "tasks": 0}]}
""",
}

FAILING = {CASES: BASE[CASES].replace("provable: 5", "provable: 6")}


def runs(document: str) -> list[tuple[Mapping[str, str] | None, list[str]]]:
    """The calls that together bring out every key: a workspace (None: the sample), arguments."""
    calls: dict[str, list[tuple[Mapping[str, str] | None, list[str]]]] = {
        "score": [(None, ["score"]), (RESCALED, ["score"])],
        "gaps": [(None, ["gaps"])],
        "rank": [
            (None, ["rank", "--target-ranks", "5", "--detail"]),
            (None, ["rank", "--simulate", "--detail", "--with-our", "claimed"]),
        ],
        "change": [
            (None, ["change", "2023", "2024", "--set", "so-nganh-mau-2024"]),
            (CAPPED, ["change", "2022", "2023"]),
        ],
        "whatif": [
            (None, ["whatif", "1.1.meetings=5", "1.6.points=8", "--add-paper", "1.1"]),
            ({}, ["whatif", "1.1.meetings=5"]),
        ],
        "crosswalk-check": [(None, ["crosswalk", "check"])],
        "checklist": [
            (None, ["checklist"]),
            (None, ["checklist", "--period", "2024"]),
            (RESCALED, ["checklist"]),
            (NOTED, ["checklist"]),
        ],
        "plan": [
            (None, ["plan", "--budget", "300tr", "--detail", "--all"]),
            (None, ["plan", "--target", "940", "--budget", "10tr"]),
            (None, ["plan", "--target", "940", "--budget", "10tr", "--effort", "20d"]),
            ({}, ["plan", "--raise-ranks", "1", "--write", "tasks/2024.yaml"]),
        ],
        "tasks": [(None, ["task", "list", "--period", "2024"])],
        "task": [(None, ["task", "show", "kh05-tap-huan", "--period", "2024"])],
        "task-check": [(None, ["task", "check", "--period", "2024"])],
        "progress": [
            (None, ["progress", "--period", "2024", "--as-of", "2024-05-07"]),
            (LOCKED, ["progress", "--as-of", "2023-06-01"]),
        ],
        "proposals": [(None, ["proposal", "list", "--period", "2024"])],
        "proposal-budget": [(None, ["proposal", "budget", "--period", "2024"])],
        "units": [(None, ["unit", "list", "--period", "2024"])],
        "unit": [(None, ["unit", "show", "vp", "--period", "2024", "--as-of", "2024-05-07"])],
        "explain": [
            (None, ["explain", "5", "--as-of", "2023-10-01"]),
            (None, ["explain", "2.4", "--period", "2024"]),
            (RESCALED, ["explain", "1.1"]),
        ],
        "check": [(BROKEN, ["check"])],
        "test": [(FAILING, ["test"])],
        "error": [(BROKEN, ["score"])],
        "schema": [(None, ["schema"])],
        "evidence": [(None, ["evidence", "check"]), (NOTED, ["evidence", "check"])],
        "evidence-list": [(None, ["evidence", "list"])],
        "evidence-add": [(NOTED, ["evidence", "add", "a.txt", "--criterion", "1.1"])],
        "evidence-request": [
            (NOTED, ["evidence", "request", "2.2/plan", "--of", "VP", "--by", "2024-01-01"])
        ],
        "lock": [(NOTED, ["evidence", "lock"])],
        "verify": [(NOTED, ["evidence", "verify"])],
    }
    return calls[document]


def shape(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every key of a document with the path of the object it belongs to; lists add no step."""
    if isinstance(value, list):
        for item in value:
            yield from shape(item, path)
    elif isinstance(value, dict) and path not in BY_ID:
        for key, item in value.items():
            yield path, key
            yield from shape(item, f"{path}.{key}".removeprefix("."))


Keys: TypeAlias = dict[str, set[str]]
Finder: TypeAlias = "Callable[[str], Keys]"
_FOUND: dict[str, Keys] = {}
"""What `keys_in` has found in this process: documents of the same files do not change."""


@pytest.fixture
def keys_in(program: Program, tmp_path: Path) -> Finder:
    """The keys of each object of a document, by its path."""

    def found(document: str) -> Keys:
        if document not in _FOUND:
            keys: Keys = {}
            for number, (files, arguments) in enumerate(runs(document)):
                folder = tmp_path / f"{document}{number}"
                at = ROOT if files is None else make_workspace(folder, files)
                ran = program(*arguments, "--format", "json", at=at)
                assert ran.json["schema"] == f"dtiscore/{document}/1"
                for path, key in shape(ran.json):
                    keys.setdefault(path, set()).add(key)
            _FOUND[document] = keys
        return _FOUND[document]

    return found


# --- what the page says -------------------------------------------------------------------------


def said(title: str) -> str:
    """What stands under a heading."""
    name = title if title in {"Head", "Diagnostics", "Lost", "CSV"} else f"`dtiscore/{title}/1`"
    return section(page(JSON), name)


def rows(title: str) -> dict[str, str]:
    """What the table of a section says, by key; nothing where there is none."""
    return {
        key: cells[1]
        for found in tables(said(title))
        for cells in found.rows
        for key in codes(cells[0])
    }


def sentence(title: str, start: str) -> str:
    """The line of a section that begins so."""
    (found,) = (line for line in said(title).splitlines() if line.startswith(start))
    return found


def braces(text: str, key: str) -> str:
    """What stands in braces after a key: ``lost {…}``."""
    (found,) = re.findall(rf"`{key}` {{(.*?)}}", text)
    return str(found)


def without_braces(text: str) -> str:
    return re.sub(r"{.*?}", "", text)


@dataclass(frozen=True)
class Said:
    """A piece of the page, the objects whose keys it lists, and the other words in it.

    ``where`` is the key of a row of the document's table, or how the line begins; ``inside`` a
    key whose braces alone are meant. ``besides`` are keys and words the piece mentions.
    """

    document: str
    where: str
    paths: tuple[str, ...] = ()
    enum: Any = None
    besides: frozenset[str] = frozenset()
    inside: str | None = None

    @property
    def text(self) -> str:
        if self.where in rows(self.document):
            text = rows(self.document)[self.where]
        else:
            text = sentence(self.document, self.where)
        return without_braces(text) if self.inside is None else braces(text, self.inside)

    @property
    def choices(self) -> set[str]:
        return self.enum if isinstance(self.enum, set) else enumerated(self.enum)


def of(document: str, where: str, *paths: str, besides: str = "", **more: Any) -> Said:
    """A piece with its paths and other words."""
    return Said(document, where, paths, besides=frozenset(besides.split()), **more)


CHANGES = {"changed", "missing", "new"}

MOVED = {"group", "criterion", "peer", "left_out"}

PIECES = [
    of("score", "total", "total"),
    of("score", "final_basis", enum=Basis),
    of("score", "coverage", "coverage"),
    of("score", "confirmed_so_far", "confirmed_so_far"),
    of("score", "rating", "rating"),
    of("score", "bands", "bands"),
    of("score", "next_band", "next_band"),
    of("score", "lost"),
    of("score", "published", "published", "published.origins", enum={"illustrative"}),
    of(
        "score",
        "published",
        "published.origins.total",
        "published.origins.rating",
        inside="origins",
    ),
    of("score", "groups", "groups", enum=GroupKind, besides="rescale"),
    of("score", "groups", "groups.rescaled", inside="rescaled"),
    of(
        "score",
        "Each of a group's",
        "groups.criteria",
        "groups.criteria.proof",
        besides="criteria",
    ),
    of("gaps", "against", "against", enum=AgainstKind),
    of("gaps", "total", "total", besides="scaled"),
    of("gaps", "criteria", "criteria"),
    of("gaps", "units", "units", besides="unassigned"),
    of("gaps", "steps", "steps"),
    of("gaps", "missed", enum={"lost"}),
    of("rank", "with_our", enum=Ours, besides="with_our"),
    of("rank", "cohorts", "cohorts", besides="rows"),
    of("rank", "target", "target"),
    of("rank", "groups", "groups", enum=Fault),
    of("rank", "`rows`", "cohorts.rows", enum=Status, besides="rows"),
    of("rank", "`prospect`", "prospect", besides="prospect scenarios"),
    of("rank", "`prospect`", "prospect.fitted", inside="fitted"),
    of("rank", "`scenarios`", "prospect.scenarios", besides="scenarios moved"),
    of("rank", "`scenarios`", "prospect.scenarios.needed", inside="needed"),
    of("rank", "`scenarios`", "prospect.scenarios.growth", inside="growth"),
    of("rank", "`moved`", "prospect.scenarios.moved", enum=MOVED, besides="moved"),
    of("change", "years", "years", besides="criterion.fact"),
    of("change", "total", "total"),
    of("whatif", "facts", "facts"),
    of("whatif", "points", "points"),
    of("whatif", "papers", "papers"),
    of("whatif", "unproved", "unproved"),
    of("whatif", "before", "before"),
    of("whatif", "among", "among"),
    of("whatif", "criteria", "criteria", "criteria.before", "criteria.after"),
    of(
        "crosswalk-check",
        "After",
        *("", "crosswalks", "crosswalks.from", "crosswalks.entries", "crosswalks.homeless"),
        besides="schema tool diagnostics",
        enum=Why,
    ),
    of("checklist", "`units`", "units", besides="units"),
    of("checklist", "kind", enum=ItemKind),
    of("checklist", "role", enum={"lead", "support"}),
    of("checklist", "action", enum=Action),
    of("checklist", "proof", "units.items.proof"),
    of("checklist", "refused", besides="explain"),
    of("checklist", "shown", besides="explain"),
    of("checklist", "supply", enum=Supply),
    of("checklist", "requested", "units.items.requested"),
    of("checklist", "handed_in", "units.items.handed_in"),
    of("evidence", "at_risk", besides="score"),
    of("evidence", "files", "files"),
    of("evidence", "unfilled", "unfilled", besides="checklist"),
    of("evidence", "`document`", "files.document", besides="document"),
    of("evidence", "`verdict`", enum=Verdict, besides="verdict"),
    of(
        "evidence",
        "`findings`",
        *("files.findings", "unfilled.findings"),
        enum=Severity,
        besides="findings",
    ),
    of("evidence", "`slots`", "files.slots", besides="slots"),
    of("evidence-request", "After", "", besides="schema tool"),
    of("evidence-request", "After", "requested", inside="requested"),
    of("verify", "After", "", "changes", enum=CHANGES, besides="schema tool diagnostics"),
    of("explain", "refused", "criteria.refused", enum=REFUSALS),
    of("explain", "rule", "criteria.rule"),
    of("explain", "facts", "criteria.facts", enum=FactType),
    of("explain", "counted", "criteria.counted", besides="all done on_time"),
    of("explain", "steps", "criteria.steps"),
    of("explain", "next", "criteria.next"),
    of("plan", "status", enum={"optimal", "feasible", "infeasible"}, besides="steps"),
    of("plan", "limits", "limits"),
    of("plan", "rank", "rank"),
    of("plan", "steps", "steps", enum=ActionKind, besides="number tasks"),
    of("plan", "left_out", "left_out"),
    of("plan", "withheld", "withheld"),
    of("plan", "reliefs", "reliefs", enum={"budget", "effort", "until", "not", "must"}),
    of("plan", "enough", "enough"),
    of("plan", "frontier", "frontier"),
    of("plan", "more", "more"),
    of("plan", "written", "written"),
    of("tasks", "state", enum={"todo", "doing", "done", "dropped"}),
    of("tasks", "source", "tasks.source"),
    of(
        "task",
        "Of `task show`",
        *("task", "task.papers", "task.criteria"),
        besides="tasks_status task tasks",
    ),
    of("task-check", "After", "remarks", enum=Gap, besides="tasks_status remarks"),
    of("check", "`errors`", ""),
    of("test", "`sets`", "sets", "sets.cases", besides="sets"),
    of("error", "`schema`", ""),
]


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: f"{piece.document}: {piece.where}")
def test_a_piece_lists_the_keys_of_its_objects(piece: Said, keys_in: Finder) -> None:
    found = keys_in(piece.document)
    assert all(path in found for path in piece.paths)
    keys = {key for path in piece.paths for key in found[path]}
    besides = piece.besides | ({"schema", "tool"} if piece.document == "check" else set())
    assert words(piece.text) - besides == (keys | piece.choices) - besides
    if len(piece.choices) > 1:
        (listed,) = re.findall(r"`\w+`(?: \\?\| `\w+`)+", piece.text)
        assert words(listed) == piece.choices


@pytest.mark.parametrize(
    "document",
    [
        *("score", "gaps", "rank", "change", "whatif", "checklist", "explain", "evidence"),
        *("check", "test"),
    ],
)
def test_every_object_is_described(document: str, keys_in: Finder) -> None:
    """So that an object added to a document is not overlooked here."""
    described = {path for piece in PIECES if piece.document == document for path in piece.paths}
    described |= {"", "criteria_set", "agency", "groups" if document == "gaps" else ""}
    described |= {"units.items"} if document == "checklist" else set()
    described |= {"criteria", "criteria.proof"} if document == "explain" else set()
    alike = {"lost", "diagnostics"} | ({"missed", "coverage"} if document == "gaps" else set())
    alike |= {"refused", "shown"} if document == "checklist" else set()
    alike |= {"coverage", "groups", "capped"} if document == "change" else set()
    alike |= {"coverage", "after"} if document == "whatif" else set()
    alike |= {"links"} if document == "evidence" else set()
    assert {path for path in keys_in(document) if path.split(".")[-1] not in alike} <= described


@pytest.mark.parametrize("document", ["score", "gaps", "rank", "change", "whatif", "evidence"])
def test_the_table_lists_the_keys_after_the_head(document: str, keys_in: Finder) -> None:
    assert set(rows(document)) == keys_in(document)[""] - HEAD - {"diagnostics"}


def test_gaps_of_groups_have_the_keys_of_the_total_and_more(keys_in: Finder) -> None:
    row = rows("gaps")["groups"]
    assert row.startswith("the same with ")
    found = keys_in("gaps")
    assert words(row) == found["groups"] - found["total"]
    assert found["total"] <= found["groups"]
    assert found["missed"] == found["steps"]


def test_groups_of_a_change_have_the_keys_of_the_total_and_more(keys_in: Finder) -> None:
    row = rows("change")["groups"]
    assert row.startswith("the same with ")
    found = keys_in("change")
    assert found["groups"] - found["total"] == {"id", "name"}
    assert found["total"] == found["capped"]
    both = keys_in("whatif")
    assert both["before"] == both["after"]


def test_what_a_plan_chooses_from(keys_in: Finder) -> None:
    found = keys_in("plan")
    assert found["choices"] == found["steps"] - {"points"} | {"only_with"}
    assert set(rows("plan")) == found[""] - HEAD - {"diagnostics"}


def test_items_of_a_checklist(keys_in: Finder) -> None:
    found = keys_in("checklist")
    assert set(rows("checklist")) == found["units.items"]
    assert found["units.items.refused"] == words(rows("explain")["refused"]) - REFUSALS


def test_tasks_of_a_list(keys_in: Finder) -> None:
    found = keys_in("tasks")
    assert set(rows("tasks")) == found["tasks"]
    assert found[""] == HEAD | {"tasks_status", "tasks", "diagnostics"}
    assert keys_in("task")["task.items"] == found["tasks"]


def test_progress(keys_in: Finder) -> None:
    found, part = keys_in("progress"), set(rows("progress"))
    assert found["total"] == found["units"] == found["groups"] == part
    assert found["documents"] == {"id", "tasks", "done", "doing", "overdue"}
    assert found["since"] == {"locked_on", "final", "done"}
    assert found["next"] == keys_in("tasks")["tasks"]
    lists = {"documents", "done", "overdue", "next", "units", "groups", "total"}
    own = {"tasks_status", "from", "until", "since", "unit", "diagnostics"}
    assert found[""] == HEAD | lists | own


def test_proposals(keys_in: Finder) -> None:
    found = keys_in("proposals")
    assert found["proposals"] == set(rows("proposals"))
    assert found["proposals.funding"] == {"source", "amount"}
    assert found[""] == HEAD | {"together", "proposals", "diagnostics"}
    money = keys_in("proposal-budget")
    assert money["by_unit"] == money["by_source"] == money["total"] | {"key"}
    assert money["total"] | {"key"} <= words(said("proposal-budget"))


def test_units(keys_in: Finder) -> None:
    listed, shown = keys_in("units"), keys_in("unit")
    assert listed["units"] == words(said("units")) - {"units"}
    parts = {"responsibilities", "seats", "criteria", "open_tasks", "wanting", "proposals"}
    assert shown["unit"] == listed["units"] | parts | {"short"}
    for part in parts:
        assert shown[f"unit.{part}"] <= words(said("unit"))


def test_lists_and_additions_have_the_files_of_a_check(keys_in: Finder) -> None:
    checked = keys_in("evidence")
    listed, added = keys_in("evidence-list"), keys_in("evidence-add")
    assert listed[""] == HEAD | {"files", "diagnostics"}
    for path in ("files", "files.document", "files.slots"):
        assert listed[path] == checked[path]
    assert added[""] == checked["files"] | {"schema", "tool", "was_there", "remarks"}
    assert added["document"] == checked["files.document"]


def test_a_lock(keys_in: Finder) -> None:
    found = keys_in("lock")
    assert words(said("lock")) - {"sha256", "changes"} - found["history"] == found[""]
    assert "final" in found["history"]
    assert found["replaced"] == {"locked_on", "changes"}


def test_criteria_of_an_explanation(keys_in: Finder) -> None:
    found, of_score = keys_in("explain"), keys_in("score")
    assert found["criteria"] == of_score["groups.criteria"] | set(rows("explain"))
    extra = words(without_braces(sentence("explain", "`criteria`"))) - {
        "criteria",
        "score",
        "proof",
    }
    assert found["criteria.proof"] == of_score["groups.criteria.proof"] | extra


# --- what documents share -----------------------------------------------------------------------


def test_every_document_has_its_section() -> None:
    layers = (ROOT / "src/dtiscore" / layer for layer in ("report", "cli", "evidence"))
    sources = [path.read_text("utf-8") for layer in layers for path in layer.rglob("*.py")]
    schemas = {name for text in sources for name in re.findall(r'"(dtiscore/[\w-]+/\d+)"', text)}
    assert {title.strip("`") for title in headings(page(JSON)) if "dtiscore/" in title} == schemas


@pytest.mark.parametrize(
    "document", ["score", "gaps", "checklist", "explain", "evidence", "evidence-list"]
)
def test_the_head(document: str, keys_in: Finder) -> None:
    first, *_ = re.split(r"(?= `check` and `test` have)", said("Head").strip())
    (listed,) = re.findall(r": (`schema`.*)", first)
    found = keys_in(document)
    assert words(without_braces(listed)) == HEAD
    assert words(braces(listed, "criteria_set")) == found["criteria_set"]
    assert words(braces(listed, "agency")) == found["agency"]
    assert found[""] >= HEAD


def test_the_list_of_kinds(keys_in: Finder) -> None:
    found = keys_in("schema")
    assert found[""] | found["kinds"] == words(said("schema")) | {"diagnostics"}


@pytest.mark.parametrize("document", ["check", "test", "error"])
def test_the_short_heads(document: str, keys_in: Finder) -> None:
    """“`check` and `test` have `schema` and `tool` only, `error` has `schema` only.”"""
    (line,) = re.findall(r"`check` and `test` have .*", said("Head"))
    (short,) = (part for part in line.split(",") if f"`{document}`" in part)
    listed = [code for code in codes(short) if code in HEAD]
    assert set(listed) == keys_in(document)[""] & HEAD


def test_status() -> None:
    (line,) = (line for line in said("Head").splitlines() if line.startswith("`status`"))
    first, *_ = line.split(". ")
    assert words(first) == {"status"} | enumerated(Status)


@pytest.mark.parametrize("document", ["score", "explain", "gaps"])
def test_lost(document: str, keys_in: Finder) -> None:
    objects = [keys for path, keys in keys_in(document).items() if path.split(".")[-1] == "lost"]
    assert objects
    assert all(keys == words(said("Lost")) - {"lost"} for keys in objects)


@pytest.mark.parametrize("document", ["check", "test", "error"])
def test_diagnostics(document: str, keys_in: Finder) -> None:
    listed = words(said("Diagnostics")) - {"diagnostics"}
    path = "sets.cases.diagnostics" if document == "test" else "diagnostics"
    assert keys_in(document)[path] | enumerated(Severity) == listed


def test_diagnostics_come_last(program: Program) -> None:
    commands = [["score"], ["gaps"], ["checklist"], ["explain", "1.1"], ["check"], ["test"]]
    for command in (*commands, ["evidence", "check"], ["evidence", "list"]):
        assert list(program(*command, "--format", "json").json)[-1] == "diagnostics"


def test_states() -> None:
    (line,) = (line for line in said("score").splitlines() if line.startswith("`state`"))
    assert words(line) - {"state"} == enumerated(State)


@pytest.mark.parametrize("module", [score, gaps, checklist], ids=lambda module: module.__name__)
def test_columns_of_csv(module: Any, keys_in: Finder) -> None:
    """First what the page names; then keys of the document."""
    document = module.SCHEMA.split("/")[1]
    (first,) = re.findall(r"after (.*?)\.\s", said("CSV"))
    assert codes(first)[:2] == list(module.COLUMNS[:2])
    belongs = {command: key for key, command in re.findall(r"`(\w+)` \(`(\w+)`\)", first)}
    named = {key for keys in keys_in(document).values() for key in keys}
    assert module.COLUMNS[2] == belongs.get(document, "id")
    assert set(module.COLUMNS[2:]) - {belongs.get(document)} <= named
