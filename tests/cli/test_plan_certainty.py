"""``dtiscore plan --certainty``: a target that is enough while the others grow; usual estimates."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from workspaces import sample_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AS_OF = "2024-06-01"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return sample_copy(tmp_path)


@pytest.fixture
def run(program: Callable[..., Any], sample: Path) -> Callable[..., Any]:
    def ran(*line: str, status: int = 0) -> Any:
        found = program("plan", *line, "--format", "json", at=sample, as_of=AS_OF)
        assert found.status == status, found.out
        return found.json

    return ran


def test_more_certainty_takes_more_points(run: Callable[..., Any]) -> None:
    plain = run("--raise-ranks", "5")
    assert (plain["rank"]["certainty"], plain["rank"]["in_ten"]) == (None, None)
    asked = [run("--raise-ranks", "5", "--certainty", f"{share}%") for share in (50, 80, 95)]
    needed = [one["rank"]["needed"] for one in (plain, *asked)]
    assert needed == sorted(needed)
    assert needed[0] < needed[-1]
    for one, share in zip(asked, (50, 80, 95), strict=True):
        assert one["reached"] >= one["target"] == one["rank"]["needed"]
        # What is reached has the rank as often as was asked for, at least.
        assert one["rank"]["in_ten"] >= round(share / 10 - 0.01)
        assert one["rank"]["certainty"] == share / 100


def test_the_same_question_has_the_same_answer(run: Callable[..., Any]) -> None:
    line = ("--raise-ranks", "3", "--certainty", "0,8")
    assert run(*line) == run(*line)


def test_the_chance_never_leaves_its_assumption(program: Callable[..., Any], sample: Path) -> None:
    line = ("plan", "--raise-ranks", "5", "--certainty", "8/10")
    page = " ".join(program(*line, "--lang", "en", at=sample, as_of=AS_OF).out.split())
    assert "about 9 in 10, if the other agencies grow as in 2022–2023" in page
    assert "80% of cases if the other agencies grow as in 2022–2023" in page


def test_without_two_years_there_is_no_certainty(run: Callable[..., Any], sample: Path) -> None:
    (sample / "published/2022.yaml").unlink()
    found = run("--raise-ranks", "5", "--certainty", "80%", status=2)
    assert [one["code"] for one in found["diagnostics"]] == ["no-data"]
    assert run("--raise-ranks", "5")["status"] == "optimal"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("--certainty", "80%"), "needs-option"),
        (("--raise-ranks", "5", "--certainty", "100%"), "not-a-certainty"),
        (("--raise-ranks", "5", "--certainty", "0"), "not-a-certainty"),
        (("--raise-ranks", "5", "--certainty", "chắc"), "not-a-number"),
    ],
)
def test_what_is_no_certainty(line: tuple[str, ...], code: str, run: Callable[..., Any]) -> None:
    found = run(*line, status=2)
    assert [one["code"] for one in found["diagnostics"]] == [code]


def test_usual_estimates_price_papers_and_steps(run: Callable[..., Any], sample: Path) -> None:
    priced = run("--raise-ranks", "5", "--all")
    assert priced["uncosted"] == 0
    papers = [one for one in priced["choices"] if one["kind"] == "paper"]
    # A slot that takes several papers takes the price of as many.
    assert {one["cost"] / one["effort_days"] for one in papers} == {200_000}
    path = sample / "dtiscore.yaml"
    path.write_text(path.read_text("utf-8").partition("estimates:")[0], "utf-8")
    bare = run("--raise-ranks", "5", "--all")
    assert {one["cost"] for one in bare["choices"] if one["kind"] == "paper"} == {None}
    assert bare["cost"] <= priced["cost"]


def test_a_last_day_before_the_plan_begins(run: Callable[..., Any]) -> None:
    found = run("--until", "2020-01-01", status=2)
    assert [one["code"] for one in found["diagnostics"]] == ["until-past"]


def test_money_to_be_spent_costs_what_it_is(run: Callable[..., Any], sample: Path) -> None:
    """A step that raises a sum of money, a million at a time, is not priced like any other."""
    by_id = {one["id"]: one for one in run("--all")["choices"]}
    more = {key: one for key, one in by_id.items() if key.startswith("2.6.dx_spending=")}
    assert more
    for key, one in more.items():
        raised = Fraction(key.partition("=")[2]) - 612
        assert (one["cost"], one["effort_days"]) == (raised * 1_000_000, 8)
    path = sample / "dtiscore.yaml"
    said = path.read_text("utf-8").replace('"2.6.dx_spending": {each: {', '"3.6.uptime": {each: {')
    path.write_text(said.replace("1000000}", "2tr, effort_days: 3}"), "utf-8")
    by_id = {one["id"]: one for one in run("--all")["choices"]}
    assert {by_id[key]["cost"] for key in more} == {3_000_000}
    assert by_id["3.6.uptime=98.9%"]["cost"] == Fraction("0.3") * 2_000_000
    assert Fraction(str(by_id["3.6.uptime=98.9%"]["effort_days"])) == Fraction("0.9")
