"""A small valid workspace for tests: what a test changes stands in the test itself."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

ROOT = Path(__file__).parents[1]
SETTINGS = "dtiscore.yaml"
SET = "criteria/small/set.yaml"
AWARENESS = "criteria/small/1-awareness.yaml"
SERVICES = "criteria/small/2-services.yaml"
CASES = "criteria/small/cases/1.yaml"
ASSESSMENT = "assessments/2023.yaml"
UNITS = "units.yaml"
PUBLISHED = "published/2023.yaml"

BASE: Mapping[str, str] = {
    SETTINGS: """\
agency: {id: so-mau, name: Sở Mẫu}
period: 2023
criteria: small
""",
    SET: """\
id: small
version: 1
title: Bộ chỉ số nhỏ
status: illustrative
max_score: 100
bands:
  - {name: Tốt, from: 80}
  - {name: Khá, from: 50}
  - {name: Yếu, from: 0}
groups: [1-awareness, 2-services]
""",
    AWARENESS: """\
id: "1"
name: Nhận thức số
max_score: 60
criteria:
  - id: "1.1"
    name: Tổ chức họp về chuyển đổi số
    max_score: 20
    lead: van-phong
    facts:
      meetings: {label: Số cuộc họp, type: count}
    rule:
      kind: tiers
      fact: meetings
      tiers: [{at_least: 4, points: 20}, {at_least: 1, points: 5}]
    proof:
      - {id: minutes, label: Biên bản họp, types: [TB, BB], count_of: meetings}
  - id: "1.2"
    name: Cán bộ được tập huấn
    max_score: 40
    measured_by: Cơ sở dữ liệu cán bộ
    facts:
      trained: {label: Số cán bộ được tập huấn, type: count}
      staff: {label: Tổng số cán bộ, type: count}
    rule: {kind: ratio, part: trained, whole: staff, when_whole_is_zero: zero}
""",
    SERVICES: """\
id: "2"
name: Hoạt động số
max_score: 40
criteria:
  - id: "2.1"
    name: Cán bộ có chữ ký số
    max_score: 20
    measured_by: Cơ sở dữ liệu cán bộ
    facts:
      signing: {label: Số cán bộ có chữ ký số, type: count}
      staff: {same_as: "1.2.staff"}
    rule: {kind: ratio, part: signing, whole: staff, when_whole_is_zero: zero}
  - id: "2.2"
    name: Ban hành kế hoạch đúng hạn
    max_score: 10
    facts:
      issued: {label: Ngày ban hành, type: date}
    rule: {kind: deadline, fact: issued, due: 31/03}
    proof:
      - {id: plan, label: Kế hoạch, types: [KH], shows: {fact: issued}}
  - id: "2.3"
    name: Sáng kiến chuyển đổi số
    max_score: 10
    rule: {kind: judged}
""",
    CASES: """\
- criterion: "1.1"
  name: bốn cuộc họp, một biên bản
  facts: {meetings: 4}
  proof: {minutes: 1}
  expect: {claimed: 20, provable: 5}
""",
    ASSESSMENT: """\
period: 2023
criteria:
  "1.1":
    facts:
      meetings: 4
  "1.2":
    facts:
      trained: 30
      staff: 40
  "2.1":
    facts:
      signing: 20
  "2.2":
    facts:
      issued: 15/02/2023
  "2.3":
    points: 6
    explanation: Hai sáng kiến cấp tỉnh
""",
    UNITS: """\
units:
  - {id: van-phong, name: Văn phòng Sở, short: VP}
  - {id: phong-cntt, name: Phòng Công nghệ thông tin}
assignments:
  - {criteria: ["2"], lead: phong-cntt}
coordinator:
  - {unit: van-phong}
""",
    PUBLISHED: """\
period: 2023
source: Quyết định 401/QĐ-UBND ngày 05/4/2024
status: illustrative
averages: {total: 70.5, groups: {"1": 45, "2": 25.5}}
agencies:
  - {id: so-mau, name: Sở Mẫu, total: 63.5, rating: Khá}
  - {id: so-khac, name: Sở Khác, total: 77.5, rating: Khá}
""",
}


def a_pdf(mark: str) -> bytes:
    """A sound PDF of one empty page, as a scanner makes it; another for every ``mark``."""
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    data = f"%PDF-1.4\n% {mark}\n".encode()
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode()
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return data + end.encode()


def make_workspace(folder: Path, changes: Mapping[str, str | bytes | None] = {}) -> Path:
    """The small workspace in ``folder``; ``changes`` replace, add or (None) leave out files."""
    for file, content in {**BASE, **changes}.items():
        if content is not None:
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return folder


class Ran(NamedTuple):
    """What one run of the program printed, and its exit status."""

    status: int
    out: str
    err: str


def run_in(folder: Path, captured: pytest.CaptureFixture[bytes], *arguments: str) -> Ran:
    """Run the real program, in this process, on the workspace in ``folder``."""
    status = run(["-C", str(folder), "--as-of", "2024-04-01", *arguments])
    out, err = captured.readouterr()
    return Ran(status, out.decode("utf-8"), err.decode("utf-8"))


def sample_copy(folder: Path) -> Path:
    """The sample's workspace, to be changed."""
    for name in ("dtiscore.yaml", "units.yaml"):
        shutil.copy2(ROOT / name, folder / name)
    for name in ("criteria", "assessments", "published", "tasks", "proposals", "evidence"):
        shutil.copytree(ROOT / name, folder / name)
    return folder
