"""``dtiscore rank``: the table, our place in it, what a better one takes, how likely it is."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from statistics import mean, median, pstdev
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from clikit import DIAGNOSTIC, HEAD, LANGUAGES, ROOT, Program, codes, exact, markdown_tables

from workspaces import PUBLISHED

if TYPE_CHECKING:
    from pathlib import Path

ROW = ["rank", "id", "name", "total", "published", "rating", "ours"]
TABLE = """\
period: 2023
source: Quyết định 401/QĐ-UBND
status: official
agencies:
  - {id: so-mau, name: Sở Mẫu, total: 63.5, groups: {"1": 40, "2": 23.5}}
  - {id: so-a, name: Sở A, total: 80, groups: {"1": 50, "2": 30}}
  - {id: so-b, name: Sở B, total: 71.12, groups: {"1": 40.01, "2": 31.11}}
  - {id: so-c, name: Sở C, total: 71.12, groups: {"1": 41.12, "2": 30}}
  - {id: so-d, name: Sở D, total: 60, groups: {"1": 35, "2": 25}}
  - {id: ban-e, name: Ban E, total: 99, ranked: no}
"""
BEFORE = """\
period: 2022
status: official
agencies:
  - {id: so-a, total: 75}
  - {id: so-b, total: 69.12}
  - {id: so-c, total: 65.12}
  - {id: so-d, total: 58}
"""


def rank(program: Program, *arguments: str, **where: Any) -> Any:
    ran = program("rank", "--format", "json", *arguments, **where)
    assert (ran.status, ran.err) == (0, ""), ran.out
    return ran.json


def published(small: Path, text: str, period: int = 2023) -> Path:
    (small / f"published/{period}.yaml").write_text(text, "utf-8")
    return small


def rows(document: Any) -> list[tuple[int | None, str]]:
    return [(row["rank"], row["id"]) for row in document["cohorts"][0]["rows"]]


# --- the document -------------------------------------------------------------------------------


def test_the_document(program: Program) -> None:
    document = rank(program)
    assert list(document)[:7] == HEAD
    assert document["schema"] == "dtiscore/rank/1"
    assert document["source"] == "Quyết định 401/QĐ-UBND ngày 05/4/2024"
    (cohort,) = document["cohorts"]
    assert {"id", "mean", "median", "best", "members", "rows"} <= set(cohort)
    for row in cohort["rows"]:
        assert list(row)[: len(ROW)] == ROW
    assert list(document)[-1] == "diagnostics"
    assert document["diagnostics"] == []
    assert DIAGNOSTIC


def test_the_sample(program: Program) -> None:
    (cohort,) = rank(program)["cohorts"]
    totals = [row["total"] for row in cohort["rows"]]
    by_pandas = pd.Series(totals).rank(method="min", ascending=False).astype(int)
    assert [row["rank"] for row in cohort["rows"]] == by_pandas.tolist()
    (ours,) = (row for row in cohort["rows"] if row["ours"])
    assert (ours["id"], ours["rank"], ours["published"]) == ("so-gtvt", 18, 633.56)
    assert (cohort["members"], cohort["of"], cohort["mean"]) == (19, 19, 721.35)
    assert cohort["median"] == round(median(totals), 2)
    assert cohort["spread"] == round(pstdev(totals), 2)
    official = [row["id"] for row in cohort["rows"] if row["figures"] == "official"]
    assert official == ["so-gtvt"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_illustrative_figure_is_marked(language: str, program: Program) -> None:
    ran = program("rank", "--lang", language, "--format", "md", "--target-ranks", "5")
    table = markdown_tables(ran.out)[0]
    word = "minh họa" if language == "vi" else "illustrative"
    assert [row[-1] for row in table[2:]].count(word) == 18
    rest = ran.out.split("|")[-1]
    assert rest.count(word) >= 2


# --- the table ----------------------------------------------------------------------------------


def test_who_is_level_shares_a_rank_and_unranked_bodies_have_none(
    program: Program, small: Path
) -> None:
    document = rank(program, at=published(small, TABLE))
    assert rows(document) == [
        (1, "so-a"),
        (2, "so-b"),
        (2, "so-c"),
        (4, "so-mau"),
        (5, "so-d"),
        (None, "ban-e"),
    ]
    cohort = document["cohorts"][0]
    totals = [80, 71.12, 71.12, 63.5, 60]
    assert cohort["mean"] == round(mean(totals), 2)
    assert (cohort["best"], cohort["lowest"], cohort["members"]) == (80, 60, 5)


def test_a_mean_of_some_says_so(program: Program, small: Path) -> None:
    some = TABLE + "  - {id: so-f, name: Sở F}\n"
    english = program("rank", "--lang", "en", at=published(small, some)).out
    assert "Mean 69.15 of 5 of 6 agencies: not the province's average" in english
    vietnamese = program("rank", "--lang", "vi", at=small).out
    assert "của 5 trên 6 cơ quan: không phải trung bình của tỉnh" in vietnamese


@pytest.mark.parametrize(("kind", "points"), [("claimed", 76), ("provable", 46), ("final", 46)])
def test_our_own_points_in_the_table(kind: str, points: int, program: Program, small: Path) -> None:
    document = rank(program, "--with-our", kind, at=published(small, TABLE))
    score = program("score", "--format", "json", at=small).json
    assert score["total"][kind] == points
    (ours,) = (row for row in document["cohorts"][0]["rows"] if row["ours"])
    assert (ours["total"], document["with_our"]) == (points, kind)
    assert ours["rank"] == 1 + sum(total > points for total in (80, 71.12, 71.12, 60))
    assert ours["figures"] == "illustrative"


def test_where_ours_is_not_published_the_final_points_stand(program: Program, small: Path) -> None:
    text = "".join(line for line in TABLE.splitlines(keepends=True) if "so-mau" not in line)
    document = rank(program, at=published(small, text))
    assert document["with_our"] == "final"
    (ours,) = (row for row in document["cohorts"][0]["rows"] if row["ours"])
    assert (ours["rank"], ours["name"], ours["total"]) == (5, "Sở Mẫu", 46)


def test_a_published_rank_that_contradicts_its_value_is_named(
    program: Program, small: Path
) -> None:
    text = TABLE.replace("total: 60,", "total: 60, rank: 4,")
    page = program("rank", "--lang", "en", at=published(small, text)).out
    assert "Sở D was published as rank 4: its value has rank 5" in page
    rows = program("rank", "--format", "json", at=small).json["cohorts"][0]["rows"]
    assert [row["stated_rank"] for row in rows if row["id"] == "so-d"] == [4]


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_points_do_not_stand_under_published(
    language: str, program: Program, small: Path
) -> None:
    def heads(*more: str) -> list[str]:
        ran = program("rank", *more, "--lang", language, "--format", "md", at=small)
        return markdown_tables(ran.out)[0][0]

    points, published_, scale = {
        "vi": ("Điểm", "Công bố", "Theo thang công bố"),
        "en": ("Points", "Published", "On the published scale"),
    }[language]
    published(small, TABLE)
    assert published_ in heads()
    for kind in ("claimed", "provable", "final"):
        assert points in heads("--with-our", kind)
        assert published_ not in heads("--with-our", kind)
    published(small, TABLE.replace("status: official\n", "status: official\nscale: percent\n"))
    assert scale in heads("--with-our", "final")
    assert points not in heads("--with-our", "final")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unranked_body_does_not_widen_the_column_of_ranks(
    language: str, program: Program, small: Path
) -> None:
    word = {"vi": "không xếp hạng", "en": "not ranked"}[language]
    ran = program("rank", "--lang", language, "--format", "md", at=published(small, TABLE))
    last = markdown_tables(ran.out)[0][-1]
    assert last[:2] == ["–", f"Ban E ({word})"]


def test_csv_has_a_record_an_agency(program: Program, small: Path) -> None:
    ran = program("rank", "--format", "csv", at=published(small, TABLE))
    found = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["rank"], row["id"]) for row in found][2:4] == [("2", "so-c"), ("4", "so-mau")]
    assert found[-1]["rank"] == ""


# --- a better rank ------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["+5", "5"])
def test_five_ranks_up(asked: str, program: Program) -> None:
    document = rank(program, "--target-ranks", asked)
    target, every = document["target"], document["cohorts"][0]["rows"]
    assert (target["now"], target["rank"]) == (18, 13)
    assert target["needed"] == every[12]["published"]
    assert exact(target["missing"]) == exact(target["points"]) - Decimal("633.56")
    assert target["passed"] == [row["id"] for row in every[13:17]]
    assert target["level"] == [every[12]["id"]]


def test_more_ranks_than_there_are(program: Program, small: Path) -> None:
    found = program("rank", "--target-ranks", "9", "--lang", "en", at=published(small, TABLE)).out
    assert "There are only 3 ranks above us" in found
    assert "From rank 4 to rank 1: 80.00 points are needed, 16.50 more than ours" in found


@pytest.mark.parametrize("asked", ["", "0", "-1", "five", "+", "++1", "1.5", "12345", "٣"])
def test_ranks_that_are_none(asked: str, program: Program) -> None:
    for command, option in (("rank", "--target-ranks"), ("plan", "--raise-ranks")):
        ran = program(command, f"{option}={asked}", "--format", "json")
        assert codes(ran) == [("not-an-amount", option)]


# --- losses beside the cohort's -------------------------------------------------------------------


def test_whose_loss_it_is(program: Program, small: Path) -> None:
    document = rank(program, "--detail", at=published(small, TABLE))
    # The averages 41.23 of 60 and 27.92 of 40 lose 30.9 of 100 points of the whole.
    first, second = document["groups"]
    assert (first["lost"], first["cohort_lost"]) == (20, 18.77)
    assert (second["lost"], second["cohort_lost"]) == (16.5, 12.08)
    assert (first["fault"], second["fault"]) == ("everyone", "only_we")
    assert rank(program, at=small)["groups"] is None


# --- next year ----------------------------------------------------------------------------------


def test_a_chance_never_stands_without_its_assumption(program: Program) -> None:
    for language, words in (("vi", "nếu"), ("en", "if")):
        line = ("rank", "--simulate", "--lang", language, "--target-ranks", "1", "--format", "md")
        page = program(*line).out
        after = page[page.index("2024") :]
        sentences = [one for one in after.splitlines() if "/10" in one or " in 10" in one]
        assert sentences
        assert all(words in one for one in sentences)
        assert "%" not in after
        assert "2022–2023" in after
        assert "2023" in page.rsplit("100", 1)[-1], "the seed"


def test_the_same_seed_has_the_same_answer(program: Program) -> None:
    one, again, other = (
        rank(program, "--simulate", "--seed", seed, "--runs", "2000")["prospect"]
        for seed in ("1", "1", "2")
    )
    assert one == again
    assert one["seed"] == 1
    assert one["scenarios"][0]["histogram"] != other["scenarios"][0]["histogram"]
    assert sum(one["scenarios"][0]["histogram"]) == one["runs"] == 2000


def test_growth_is_fitted_from_two_years(program: Program, small: Path) -> None:
    published(published(small, TABLE), BEFORE, 2022)
    prospect = rank(program, "--simulate", at=small)["prospect"]
    growth = [5, 2, 6, 2]
    assert prospect["fitted"] == {"mean": mean(growth), "spread": 2.06, "pairs": 4, "of": 4}
    assert prospect["why_no_chance"] is None
    assert (prospect["period"], prospect["goal"]) == (2024, 4)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("years", ["one year", "few agencies"])
def test_without_growth_there_are_scenarios_and_no_chance(
    years: str, language: str, program: Program, small: Path
) -> None:
    published(small, TABLE)
    if years == "few agencies":
        published(
            small, BEFORE.replace("  - {id: so-a, total: 75}\n", "").replace("so-b", "x"), 2022
        )
    prospect = rank(program, "--simulate", at=small)["prospect"]
    assert prospect["why_no_chance"]
    assert (prospect["seed"], prospect["runs"]) == (None, None)
    for scenario in prospect["scenarios"]:
        assert scenario["in_ten"] is None
        assert scenario["histogram"] == []
    ranks = [scenario["low"] for scenario in prospect["scenarios"]]
    assert ranks == sorted(ranks)
    page = program("rank", "--simulate", "--lang", language, at=small).out
    after = page[page.index("2024") :]
    assert "/10" not in after
    assert "in 10" not in after


def test_points_at_risk_are_cut(program: Program) -> None:
    claimed = rank(program, "--simulate", "--with-our", "claimed")["prospect"]
    assert claimed["at_risk"] > 0
    assert "5/10" in claimed["scenarios"][0]["text"]
    (scenario,) = claimed["scenarios"]
    assert scenario["low"] < scenario["middle"] < scenario["high"]
    assert rank(program, "--simulate")["prospect"]["at_risk"] == 0


def test_detail_says_what_moves_the_rank(program: Program) -> None:
    (scenario,) = rank(program, "--simulate", "--detail", "--with-our", "claimed")["prospect"][
        "scenarios"
    ]
    kinds = {one["kind"] for one in scenario["moved"]}
    assert {"criterion", "peer", "left_out"} <= kinds
    for one in scenario["moved"]:
        assert exact(one["mean_rank"]) - exact(one["change"]) == exact(scenario["mean_rank"])
        assert one["change"] < 0 if one["kind"] in ("criterion", "group") else one["change"]


# --- scenario files -----------------------------------------------------------------------------

PLANNED = "name: Có kế hoạch\nassumption: Sở thêm 20 điểm\nown: {gain: 20, cut: 1/4}\n"


def scenario(small: Path, text: str) -> str:
    file = small / "scenario.yaml"
    file.write_text(text, "utf-8")
    return str(file)


def test_a_scenario_speaks_in_its_own_words(program: Program, small: Path) -> None:
    published(published(small, TABLE), BEFORE, 2022)
    prospect = rank(program, "--scenario", scenario(small, PLANNED), at=small)["prospect"]
    (found,) = prospect["scenarios"]
    assert found["name"] == "Có kế hoạch"
    assert found["assumption"] == "Sở thêm 20 điểm"
    assert "Sở thêm 20 điểm" in found["text"]
    assert found["low"] == 1


STATED = """\
name: Tăng chậm
assumption: các cơ quan khác tăng bình quân 3,5 điểm
growth: {mean: 3.5, spread: 1}
agencies:
  so-a: {mean: 9, spread: 2}
own: {gain: 20}
"""


def test_a_scenario_s_page_has_its_name_and_its_own_growth(program: Program, small: Path) -> None:
    published(published(small, TABLE), BEFORE, 2022)
    ran = program("rank", "--scenario", scenario(small, STATED), at=small)
    after = " ".join(ran.out[ran.out.index("Năm sau") :].split())
    assert "Kịch bản: Tăng chậm" in after
    assert "bình quân 3,50 điểm một năm, độ lệch chuẩn 1,00" in after
    assert "Sở A: bình quân 9,00 điểm, độ lệch chuẩn 2,00" in after
    assert "điểm của Sở trong kịch bản: 83,50 (đang có 63,50)" in after
    assert "2022–2023" not in after, "the usual growth plays no part in it"
    ran = program("rank", "--scenario", scenario(small, PLANNED), at=small)
    after = " ".join(ran.out[ran.out.index("Năm sau") :].split())
    assert "Kịch bản: Có kế hoạch" in after
    assert "mức tăng 2022–2023" in after
    found = rank(program, "--scenario", scenario(small, STATED), at=small)["prospect"]
    (one,) = found["scenarios"]
    assert one["growth"] == {"mean": 3.5, "spread": 1, "stated": True}
    assert one["points"] == 83.5


def test_moves_of_the_mean_rank_are_words_and_no_gains(program: Program) -> None:
    page = program("rank", "--simulate", "--detail").out
    moves = page[page.index("mức trung bình của một nhóm") : page.index("Điểm mất: ")]
    assert "lên 0,74" in moves
    assert "xuống 0,38" in moves
    assert "-0,74" not in moves
    assert "+0,38" not in moves


def test_the_sample_s_scenarios(program: Program) -> None:
    files = sorted((ROOT / "scenarios").glob("*.yaml"))
    words = [word for file in files for word in ("--scenario", str(file))]
    found = rank(program, *words, "--target-ranks", "5")["prospect"]["scenarios"]
    assert len(found) == len(files) >= 2
    assert all(one["in_ten"] is not None for one in found)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (PLANNED + "nonsense: 1\n", "unknown-key", 4),
        (PLANNED + "growth: fast\n", "wrong-type", 4),
        (PLANNED + "growth: {spread: 2}\n", "missing-key", 4),
        (PLANNED + "growth: {mean: 2, spread: -1}\n", "negative", 4),
        (PLANNED + "agencies: {so-x: {mean: 2}}\n", "unknown-agency", 4),
        (PLANNED.replace("1/4", "150%"), "share-range", 3),
        ("name: A\n", "missing-key", 1),
        ("name: [\n", "yaml-syntax", 2),
        (PLANNED + "growth: fitted\n", "no-data", 4),
    ],
)
def test_a_scenario_that_says_nonsense(
    text: str, code: str, line: int, program: Program, small: Path
) -> None:
    published(small, TABLE)
    file = scenario(small, text)
    ran = program("rank", "--scenario", file, "--format", "json", at=small)
    assert ran.status == 2
    found = ran.json["diagnostics"]
    assert [(one["code"], one["line"]) for one in found][:1] == [(code, line)]
    assert found[0]["file"].endswith("scenario.yaml")


def test_a_scenario_that_is_not_there(program: Program, small: Path) -> None:
    ran = program("rank", "--scenario", str(small / "x.yaml"), "--format", "json", at=small)
    assert [code for code, _ in codes(ran)] == ["missing-file"]


# --- without data -------------------------------------------------------------------------------


def test_before_the_results_are_published(program: Program) -> None:
    ran = program("rank", "--format", "json", as_of="2024-04-04")
    assert codes(ran) == [("no-data", PUBLISHED)]


def test_without_results_or_with_ours_alone(program: Program, small: Path) -> None:
    text = "period: 2023\nagencies:\n  - {id: so-mau, total: 63.5}\n"
    ran = program("rank", "--format", "json", at=published(small, text))
    assert codes(ran) == [("no-data", PUBLISHED)]
    (small / PUBLISHED).unlink()
    ran = program("rank", "--format", "json", at=small)
    assert codes(ran) == [("no-data", PUBLISHED)]


def test_an_error_in_the_year_before_is_an_error(program: Program, small: Path) -> None:
    published(published(small, TABLE), "period: 2022\nnonsense: 1\n", 2022)
    ran = program("rank", "--simulate", "--format", "json", at=small)
    assert codes(ran) == [("unknown-key", "published/2022.yaml")]
