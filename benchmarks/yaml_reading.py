"""How long a workspace of 100 YAML files takes to read. Goal: a median of at most 0.3 s.

Run with ``PYTHONPATH=src python benchmarks/yaml_reading.py``.
"""

from __future__ import annotations

import pathlib
import statistics
import tempfile
import time

from dtiscore.base.diagnostics import has_errors
from dtiscore.source.yaml_tree import read_yaml

FILES = 100
CRITERIA_PER_FILE = 9
RUNS = 15
GOAL_SECONDS = 0.3

_HEAD = """\
id: "{file}"
name: Nhóm chỉ số {file} của bộ chỉ số mẫu
max_score: 180
kind: scored
criteria:
"""
_CRITERION = """\
  - id: "{file}.{number}"
    name: Tổ chức họp Ban Chỉ đạo về chuyển đổi số trong năm
    max_score: 20
    lead: van-phong
    support: [phong-khtc, thanh-tra]
    source: Sở tự báo cáo
    legal_basis: Quyết định số 1676/QĐ-UBND ngày 15/12/2023   # văn bản giả định
    may_be_not_applicable: no
    facts:
      meetings: {{label: Số cuộc họp, type: count}}
      plan: {{label: Ban hành kế hoạch, type: yes_no}}
    rule:
      kind: tiers
      fact: meetings
      tiers: [{{at_least: 4, points: 20}}, {{at_least: 3, points: 15}}, {{at_least: 1, points: 5}}]
    proof:
      - {{id: minutes, label: Biên bản họp, types: [TB, BB], count_of: meetings}}
"""


def write_workspace(folder: pathlib.Path) -> list[pathlib.Path]:
    """Write the files, criteria of a set, and return where they are."""
    paths = []
    for file in range(1, FILES + 1):
        criteria = (
            _CRITERION.format(file=file, number=number)
            for number in range(1, CRITERIA_PER_FILE + 1)
        )
        path = folder / f"{file}.yaml"
        path.write_text(_HEAD.format(file=file) + "".join(criteria), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def read_all(paths: list[pathlib.Path]) -> float:
    """Read every file once; the seconds it took."""
    start = time.perf_counter()
    for path in paths:
        document, found = read_yaml(path, path.name)
        if document is None or has_errors(found):
            message = f"{path} does not read: {found}"
            raise SystemExit(message)
    return time.perf_counter() - start


def main() -> None:
    """Print size, median and range."""
    with tempfile.TemporaryDirectory() as folder:
        paths = write_workspace(pathlib.Path(folder))
        size = sum(path.stat().st_size for path in paths)
        seconds = [read_all(paths) for _ in range(RUNS)]
    median = statistics.median(seconds)
    verdict = "met" if median <= GOAL_SECONDS else "MISSED"
    print(f"{FILES} files, {size / 1000:.0f} kB, {RUNS} runs")
    print(f"median {median:.3f} s (from {min(seconds):.3f} to {max(seconds):.3f})")
    print(f"goal {GOAL_SECONDS} s: {verdict}")


if __name__ == "__main__":
    main()
