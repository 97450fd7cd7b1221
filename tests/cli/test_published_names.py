"""Agencies under other names: matched by initials, doubted when near; ids of new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tablekit import found, stands, take, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from clikit import Program
    from tablekit import Rows

BEFORE = """\
period: 2022
agencies:
  - {id: gtvt, name: Sở Giao thông vận tải, total: 70}
  - {id: ban-d, name: Sở Y tế, total: 60}
  - {id: tc1, name: Sở Tài chính, total: 60}
  - {id: tc2, name: Sở Thể chế, total: 60}
"""


@pytest.fixture
def after_a_year(empty: Path) -> Path:
    """The small workspace with results of the year before."""
    (empty / "published/2022.yaml").write_text(BEFORE, "utf-8")
    return empty


def table(tmp_path: Path, *names: str, ids: tuple[str, ...] = ()) -> Path:
    heads = ["Cơ quan", "Tổng", *(["Mã"] if ids else [])]
    rows: Rows = [heads]
    for number, name in enumerate(names):
        rows.append([name, 60, *(ids[number : number + 1])])
    return write_csv(tmp_path / "a.csv", rows)


def agencies(said: Any) -> list[str]:
    return list(dict.fromkeys(one["agency"] for one in said["changes"]))


@pytest.mark.parametrize("name", ["Sở GTVT", "SỞ GT-VT", "so giao thong va van tai", "gtvt"])
def test_a_name_in_initials_is_the_known_agency(
    name: str, program: Program, after_a_year: Path, tmp_path: Path
) -> None:
    said = take(program, table(tmp_path, name), at=after_a_year)
    assert (agencies(said), said["new"]) == (["gtvt"], [])
    renamed = {"agency": "gtvt", "name": name, "known": "Sở Giao thông vận tải", "cell": "A2"}
    assert said["renamed"] == [renamed]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_names_who_is_known_by_another_name(
    language: str, program: Program, after_a_year: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, "Sở GTVT", "Sở Y tế")
    page = program("published", "import", str(file), "--lang", language, at=after_a_year).out
    (line,) = (line for line in page.splitlines() if "Sở Giao thông vận tải" in line)
    assert "Sở GTVT" in line
    assert "Sở Y tế" not in line


@pytest.mark.parametrize(
    "name",
    ["Sở Giao thông vận tải tỉnh", "Sở GTVT tỉnh Đắk Nông", "Sở Giao thông tải", "Sở TC"],
)
def test_a_name_that_may_be_a_known_one_is_doubted(
    name: str, program: Program, after_a_year: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, name)
    (problem,) = found(program, file, at=after_a_year)
    assert (problem["code"], problem["message"][:4]) == ("table-doubt", "A2: ")
    assert "--accept names" in problem["message"]
    assert [
        one["name"] for one in take(program, file, "--accept=names", at=after_a_year)["new"]
    ] == [name]


def test_initials_and_the_name_in_one_table_are_twice(
    program: Program, after_a_year: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, "Sở Giao thông vận tải", "Sở GTVT")
    (problem,) = found(program, file, at=after_a_year)
    assert (problem["code"], problem["message"][:4]) == ("table-cell", "A3: ")


def test_an_id_is_made_of_no_other_agency(
    program: Program, after_a_year: Path, tmp_path: Path
) -> None:
    long = "Trung tâm " + "xúc tiến đầu tư " * 4
    file = table(
        tmp_path, "Ban D", "Ban A", f"{long} một", f"{long} hai", "Ban B", ids=("", "ban-b")
    )
    said = take(program, file, "--write", at=after_a_year)
    made = [one["agency"] for one in said["new"]]
    assert made[:2] == ["ban-d-2", "ban-b"]
    assert made[3].endswith("-2")
    assert made[2][:60] == made[3][:60]
    assert made[4] == "ban-b-2"
    assert max(map(len, made)) <= 64
    assert [one["id"] for one in stands(after_a_year)["agencies"]] == made


def test_new_ids_are_shown(program: Program, after_a_year: Path, tmp_path: Path) -> None:
    page = program("published", "import", str(table(tmp_path, "Ban D")), at=after_a_year).out
    assert "Ban D (ban-d-2)" in page


def test_two_names_that_differ_in_accents_only_are_doubted(
    program: Program, after_a_year: Path, tmp_path: Path
) -> None:
    file = table(tmp_path, "Xã Tân Lập", "Xã Tân Lấp")
    (problem,) = found(program, file, at=after_a_year)
    assert (problem["code"], problem["message"][:4]) == ("table-doubt", "A3: ")
    said = take(program, file, "--accept", "names", at=after_a_year)
    assert agencies(said) == ["xa-tan-lap", "xa-tan-lap-2"]
    same = table(tmp_path, "Xã Tân Lập", "XÃ TÂN LẬP")
    assert [one["code"] for one in found(program, same, at=after_a_year)] == ["table-cell"]
