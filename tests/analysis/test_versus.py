"""Our points beside the average, the best, an agency, a target, another period (design §4, §5)."""

# Points are compared with whole numbers, which mypy takes for a slip within a tuple.
# mypy: no-strict-equality

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from scorekit import (
    SO_MAU,
    Data,
    criterion,
    data_of,
    group,
    judged,
    loaded,
    measured,
    on_disk,
    printed,
)

from dtiscore import api
from dtiscore.analysis import versus
from dtiscore.analysis.versus import Reference
from dtiscore.base.diagnostics import Diagnostic

if TYPE_CHECKING:
    from pathlib import Path

    from dtiscore.analysis.results import Results
    from dtiscore.analysis.versus import Gaps

D = Decimal

GROUPS = (group("1", judged("1.1", 60)), group("2", judged("2.1", 40)))
SAID = "{'1.1': {points: 30, explanation: X}, '2.1': {points: 20, explanation: X}}"

AGENCIES = """
- {id: so-mau, name: Sở Mẫu, total: 50, groups: {'1': 30, '2': 20}}
- {id: so-a, name: Sở A, total: 80, groups: {'1': 50, '2': 30}}
- {id: so-b, name: Sở B, total: 61, groups: {'1': 40, '2': 21}}
"""


def workspace(folder: Path, published: str | Data, **keys: Any) -> Path:
    """Ours has 30 of 60 and 20 of 40."""
    stated = data_of(published) if isinstance(published, str) else published
    whole = {"period": 2023, "source": "Quyết định 1/QĐ-UBND", "status": "official", **stated}
    files = {"published/2023.yaml": whole, **keys.pop("files", {})}
    groups, said = keys.pop("groups", GROUPS), keys.pop("said", SAID)
    return on_disk(folder, groups, said, files=files, **keys)


def results_of(folder: Path, as_of: date | None = None) -> Results:
    found = api.results(api.load(folder), loaded(folder, as_of), as_of)
    assert found is not None
    return found


def gaps(folder: Path, reference: Reference | Diagnostic) -> Gaps:
    assert isinstance(reference, Reference), reference
    return api.gaps(loaded(folder), reference)


def averages(folder: Path) -> Gaps:
    return gaps(folder, versus.against_average(results_of(folder)))


def references(found: Gaps) -> tuple[Decimal | None, dict[str, Decimal | None]]:
    return found.total.reference, {gap.id: gap.reference for gap in found.groups}


# --- the average ------------------------------------------------------------------------------


def test_the_published_average_comes_first(tmp_path: Path) -> None:
    published = f"""
        average: {{includes_self: no}}
        averages:
          {{status: illustrative, source: Báo cáo, total: 70.5, groups: {{'1': 30, '2': 25}}}}
        agencies: {data_of(AGENCIES)}
        """
    found = averages(workspace(tmp_path, published))
    assert references(found) == (D("70.50"), {"1": 30, "2": 25})
    assert (found.against.status, found.against.source) == ("illustrative", "Báo cáo")
    assert (found.against.members, found.against.of) == (None, None)
    assert [gap.gap for gap in found.groups] == [0, -5]
    assert [gap.below for gap in found.groups] == [False, True], "equal is not below"
    assert (found.total.gap, found.total.below) == (D("-20.50"), True)


@pytest.mark.parametrize(
    ("includes_self", "total", "groups", "members"),
    [
        ("yes", "63.67", {"1": 40, "2": D("23.67")}, 3),
        ("no", "70.50", {"1": 45, "2": D("25.5")}, 2),
    ],
)
def test_else_it_is_the_mean_with_or_without_ourselves(
    tmp_path: Path, includes_self: str, total: str, groups: dict[str, Decimal], members: int
) -> None:
    published = f"{{average: {{includes_self: {includes_self}}}, agencies: {data_of(AGENCIES)}}}"
    found = averages(workspace(tmp_path, published))
    assert references(found) == (D(total), groups)
    assert found.against.includes_self is (includes_self == "yes")
    assert (found.against.members, found.against.of) == (members, members)


def test_the_mean_leaves_out_who_is_not_ranked(tmp_path: Path) -> None:
    agencies = data_of(AGENCIES)
    agencies[1]["ranked"] = "no"
    found = averages(workspace(tmp_path, {"agencies": agencies}))
    assert references(found) == (D("55.50"), {"1": 35, "2": D("20.50")})
    assert (found.against.members, found.against.of) == (2, 2)


def test_a_group_value_that_is_missing_is_not_nothing(tmp_path: Path) -> None:
    agencies = data_of(AGENCIES)
    del agencies[1]["groups"]["2"]
    found = averages(workspace(tmp_path, {"agencies": agencies}))
    assert references(found) == (D("63.67"), {"1": 40, "2": D("20.50")})
    assert (found.against.members, found.against.of) == (2, 3), "the fewest behind any value"


def test_no_mean_no_verdict(tmp_path: Path) -> None:
    agencies = data_of(AGENCIES)
    for agency in agencies:
        del agency["groups"]["2"]
    (first, second) = averages(workspace(tmp_path, {"agencies": agencies})).groups
    assert (first.reference, first.below) == (40, True)
    assert (second.reference, second.gap, second.below) == (None, None, None)


def test_our_own_result_alone_is_no_average(tmp_path: Path) -> None:
    folder = workspace(tmp_path, {"agencies": data_of(AGENCIES)[:1]})
    found = versus.against_average(results_of(folder))
    assert isinstance(found, Diagnostic)
    assert (found.code, found.place.file) == ("no-data", "published/2023.yaml")


def test_the_reference_is_rounded_before_it_is_compared(tmp_path: Path) -> None:
    """30.0040 is 30.00 in a set of two places, and equal is not below."""
    found = averages(workspace(tmp_path, "averages: {total: 50.0049, groups: {'1': 30.0040}}"))
    assert references(found)[0] == D("50.00")
    assert [gap.below for gap in (found.total, *found.groups)] == [False, False, None]


@pytest.mark.parametrize(("scale", "total", "group"), [("percent", 72, 75), ("index", 0.72, 0.75)])
def test_published_values_of_other_scales_become_points(
    tmp_path: Path, scale: str, total: float, group: float
) -> None:
    averages_of = {"total": str(total), "groups": {"1": str(group)}}
    found = averages(workspace(tmp_path, {"scale": scale, "averages": averages_of}))
    assert references(found) == (72, {"1": 45, "2": None})


def test_the_set_says_the_scale_where_the_file_does_not(tmp_path: Path) -> None:
    header = {"published_as": {"scale": "index", "places": 4}}
    found = averages(workspace(tmp_path, "averages: {total: '0,7205'}", header=header))
    assert found.total.reference == D("72.05")


def test_corrections_count_from_their_day(tmp_path: Path) -> None:
    correction = "[{on: 2024-06-01, source: Đính chính, agencies: [{id: so-a, total: 90}]}]"
    published = f"{{agencies: {data_of(AGENCIES)}, corrections: {correction}}}"
    folder = workspace(tmp_path, published)
    for as_of, best in ((date(2024, 5, 31), 80), (date(2024, 6, 1), 90)):
        found = versus.against_agency(results_of(folder, as_of), "so-a")
        assert gaps(folder, found).total.reference == best


PEER = """
measured_by: Hệ thống
facts: {n: {label: Số lượng, type: count}}
rule: {kind: peer_ratio, fact: n, best: 10}
"""


def test_before_its_day_nothing_counts_as_published(tmp_path: Path) -> None:
    said, peers = "{'1.1': {facts: {n: 5}}}", (group("1", criterion("1.1", PEER, 60)),)
    agencies = "agencies: [{id: so-mau, total: 50}]"
    published = f"{{on: 2024-04-05, {agencies}, bests: {{'1.1': {{value: 20}}}}}}"
    known = api.load(workspace(tmp_path, published, groups=peers, said=said))
    day, before = date(2024, 4, 5), date(2024, 4, 4)
    for as_of, there, points in ((before, False, 30), (day, True, 15), (None, True, 15)):
        tree = api.score(known, as_of)
        assert (api.results(known, tree, as_of) is not None) is there
        # The best that is published is not known before, either: the set's estimate stands.
        assert (tree.total.final, tree.by_id["1.1"].estimated) == (points, not there)


# --- cohorts ----------------------------------------------------------------------------------

COHORTS = (group("1", judged("1.1", {"co": 1000, "khong": 800})),)
IN_COHORT = {**SO_MAU, "cohort": "co"}
OF_COHORTS = """
agencies:
  - {id: so-mau, cohort: co, total: 600}
  - {id: so-a, name: Sở A, cohort: co, total: 700, groups: {'1': 700}}
  - {id: so-b, name: Sở B, cohort: khong, total: 640, groups: {'1': 640}}
"""


def test_another_cohort_is_never_in_the_mean(tmp_path: Path) -> None:
    said = "{'1.1': {points: 600, explanation: X}}"
    keys: Data = {"groups": COHORTS, "said": said, "agency": IN_COHORT}
    found = averages(workspace(tmp_path, OF_COHORTS, **keys))
    assert found.total.reference == 650
    assert (found.against.cohort, found.against.members, found.against.of) == ("co", 1, 2)
    best = gaps(tmp_path, versus.against_best(results_of(tmp_path)))
    assert best.total.reference == 700


def test_averages_may_be_given_for_each_cohort(tmp_path: Path) -> None:
    published = "averages: {co: {total: 710}, khong: {total: 610}}"
    said = "{'1.1': {points: 600, explanation: X}}"
    found = averages(workspace(tmp_path, published, groups=COHORTS, said=said, agency=IN_COHORT))
    assert found.total.reference == 710


def test_an_agency_of_another_cohort_is_scaled_to_our_maximum(tmp_path: Path) -> None:
    said = "{'1.1': {points: 600, explanation: X}}"
    workspace(tmp_path, OF_COHORTS, groups=COHORTS, said=said, agency=IN_COHORT)
    found = gaps(tmp_path, versus.against_agency(results_of(tmp_path), "so-b"))
    assert references(found) == (800, {"1": 800})
    assert "scaled" in found.against.label.text


# --- another maximum than the cohort's ----------------------------------------------------------

EXCUSED = """
'1.1': {not_applicable: Không có}
'1.2': {facts: {part: 1, whole: 2}}
'2.1': {points: 20, explanation: X}
"""
WITH_EXCUSED = (
    group("1", judged("1.1", 20, may_be_not_applicable="yes"), measured("1.2", 40)),
    group("2", judged("2.1", 40)),
)


def test_a_reduced_maximum_is_scaled_and_said_so(tmp_path: Path) -> None:
    published = "averages: {total: 50, groups: {'1': 30, '2': 20}}"
    folder = workspace(tmp_path, published, groups=WITH_EXCUSED, said=EXCUSED)
    found = averages(folder)
    assert found.against.scaled
    (first, second) = found.groups
    assert (first.max, first.final, first.compared, first.gap) == (40, 20, 30, 0)
    assert (second.final, second.compared) == (20, 20)
    assert (found.total.max, found.total.final, found.total.compared) == (80, 40, 50)
    assert [gap.below for gap in (found.total, first, second)] == [False, False, False]


def test_without_reduction_nothing_is_scaled(tmp_path: Path) -> None:
    assert not averages(workspace(tmp_path, "averages: {total: 50}")).against.scaled


# --- best, maximum, agency ----------------------------------------------------------------------


def test_the_best_of_the_total_and_of_each_group(tmp_path: Path) -> None:
    agencies = data_of(AGENCIES)
    agencies[2]["groups"]["2"] = "38"
    agencies.append({"id": "so-z", "total": "99", "ranked": "no"})
    folder = workspace(tmp_path, {"agencies": agencies})
    found = gaps(folder, versus.against_best(results_of(folder)))
    assert references(found) == (80, {"1": 50, "2": 38})


def test_the_maximum(tmp_path: Path) -> None:
    folder = on_disk(tmp_path, GROUPS, SAID)
    found = gaps(folder, versus.against_max(loaded(folder)))
    assert references(found) == (100, {"1": 60, "2": 40})
    assert [gap.gap for gap in found.groups] == [-30, -20]


@pytest.mark.parametrize("name", ["so-a", "SO-A", "Sở A", "sở a", "So A"])
def test_an_agency_by_id_or_name(tmp_path: Path, name: str) -> None:
    folder = workspace(tmp_path, {"agencies": data_of(AGENCIES)})
    found = gaps(folder, versus.against_agency(results_of(folder), name))
    assert references(found) == (80, {"1": 50, "2": 30})
    assert found.against.label.fields["agency"] == "Sở A"


def test_ids_of_agencies_are_compared_without_case(tmp_path: Path) -> None:
    folder = workspace(
        tmp_path,
        f"{{average: {{includes_self: no}}, agencies: {data_of(AGENCIES)}}}".replace(
            "so-mau", "So-Mau"
        ),
    )
    results = results_of(folder)
    assert results.ours is not None
    assert results.ours.total == 50
    assert references(averages(folder))[0] == D("70.5")
    assert references(gaps(folder, versus.against_best(results)))[0] == 80
    alone = workspace(tmp_path / "alone", "agencies: [{id: SO-MAU, total: 50}]")
    assert isinstance(versus.against_best(results_of(alone)), Diagnostic)


@pytest.mark.parametrize("name", ["so-c", "so", "Sở", "", "so-aa"])
def test_an_agency_that_is_merely_like_one_is_unknown(tmp_path: Path, name: str) -> None:
    folder = workspace(tmp_path, {"agencies": data_of(AGENCIES)})
    found = versus.against_agency(results_of(folder), name)
    assert isinstance(found, Diagnostic)
    assert found.code == "unknown-agency"
    assert found.hint is not None
    assert found.hint.fields["known"] == ("so-mau", "so-a", "so-b")


def test_an_agency_without_a_result_says_what_to_fill_in(tmp_path: Path) -> None:
    agencies = data_of(AGENCIES)
    del agencies[1]["total"]
    folder = workspace(tmp_path, {"agencies": agencies})
    found = versus.against_agency(results_of(folder), "so-a")
    assert isinstance(found, Diagnostic)
    assert (found.code, found.place.file) == ("no-data", "published/2023.yaml")


# --- target, period -----------------------------------------------------------------------------


def test_a_target_is_shared_out_in_proportion_to_the_maxima(tmp_path: Path) -> None:
    folder = on_disk(tmp_path, GROUPS, SAID)
    found = gaps(folder, versus.against_target(loaded(folder), Fraction("72.5")))
    assert references(found) == (D("72.50"), {"1": D("43.50"), "2": 29})
    for impossible in (Fraction("100.01"), Fraction(-1)):
        refused = versus.against_target(loaded(folder), impossible)
        assert isinstance(refused, Diagnostic)
        assert refused.code == "target-range"


def test_a_target_is_reached_by_the_points_one_has(tmp_path: Path) -> None:
    """What is excused makes our maximum smaller; it does not make our points more."""
    folder = on_disk(tmp_path, WITH_EXCUSED, EXCUSED)
    tree = loaded(folder)
    assert (tree.total.final, tree.total.max) == (40, 80)
    found = gaps(folder, versus.against_target(tree, Fraction(45)))
    assert (found.total.compared, found.total.gap, found.total.below) == (40, -5, True)
    reached = gaps(folder, versus.against_target(tree, Fraction(40)))
    assert not reached.total.below


def test_another_period_is_scaled_to_todays_maxima(tmp_path: Path) -> None:
    last_year = {
        "period": 2022,
        "criteria": data_of(
            "{'1.2': {facts: {part: 3, whole: 4}}, '1.1': {points: 15, explanation: X},"
            " '2.1': {points: 10, explanation: X}}"
        ),
    }
    folder = on_disk(tmp_path, WITH_EXCUSED, EXCUSED, files={"assessments/2022.yaml": last_year})
    other = api.score(api.load(folder, 2022))
    assert [group.sums.final for group in other.groups] == [45, 10]
    found = gaps(folder, versus.against_period(loaded(folder), other))
    # 45 of 60 are 30 of 40; 55 of 100 are 44 of 80; ours are 20, 20 and 40 as they stand.
    assert references(found) == (44, {"1": 30, "2": 10})
    assert [gap.gap for gap in (*found.groups, found.total)] == [-10, 10, -4]
    assert "scaled" in found.against.label.text


def test_another_period_of_which_only_our_result_is_published(tmp_path: Path) -> None:
    files = {"published/2022.yaml": {"period": 2022, "agencies": data_of(AGENCIES)}}
    folder = on_disk(tmp_path, GROUPS, SAID, files=files)
    results = api.results(api.load(folder, 2022), loaded(folder))
    assert results is not None
    found = gaps(folder, versus.against_published_self(results, 2022))
    assert references(found) == (50, {"1": 30, "2": 20})


# --- no verdict -------------------------------------------------------------------------------

NONE_APPLIES = (
    group("1", measured("1.1", 60)),
    group("2", judged("2.1", 40)),
)
NONE_SAID = "{'1.1': {not_applicable: Không có}, '2.1': {points: 20, explanation: X}}"


@pytest.mark.parametrize("policy", ["reduce_max", "rescale"])
def test_a_group_that_does_not_apply_is_not_behind(tmp_path: Path, policy: str) -> None:
    published = "averages: {total: 50, groups: {'1': 30, '2': 20}}"
    keys: Data = {"groups": NONE_APPLIES, "said": NONE_SAID, "header": {"not_applicable": policy}}
    folder = workspace(tmp_path, published, **keys)
    tree = loaded(folder)
    target = versus.against_target(tree, Fraction(30))
    assert isinstance(target, Reference)
    for found in (
        averages(folder),
        api.gaps(tree, versus.against_max(tree)),
        api.gaps(tree, target),
    ):
        first, second = found.groups
        assert (first.max, first.reference, first.gap, first.below) == (0, None, None, None)
        assert second.reference is not None
        assert found.total.reference is not None


def test_where_nothing_applies_the_total_is_not_behind_either(tmp_path: Path) -> None:
    groups = (group("1", measured("1.1", 60)),)
    said = "{'1.1': {not_applicable: Không có}}"
    found = averages(workspace(tmp_path, "averages: {total: 50}", groups=groups, said=said))
    assert (found.total.reference, found.total.gap, found.total.below) == (None, None, None)


@pytest.mark.parametrize("said", ["not_applicable: Không có", "explanation: X"])
def test_another_period_that_has_no_points_of_a_group_is_no_reference(
    tmp_path: Path, said: str
) -> None:
    """Left out, or not evaluated: neither is 0 points."""
    criteria = {"2.1": {"points": "10", "explanation": "X"}, "1.1": data_of(f"{{{said}}}")}
    files = {"assessments/2022.yaml": {"period": 2022, "criteria": criteria}}
    now = NONE_SAID.replace("{not_applicable: Không có}", "{facts: {part: 1, whole: 2}}")
    folder = on_disk(tmp_path, NONE_APPLIES, now, files=files)
    other = api.score(api.load(folder, 2022))
    found = gaps(folder, versus.against_period(loaded(folder), other))
    assert [gap.reference for gap in found.groups] == [None, 10]
    assert [gap.below for gap in found.groups] == [None, False]


def test_another_period_in_which_nothing_is_evaluated_is_no_reference(tmp_path: Path) -> None:
    files = {"assessments/2022.yaml": {"period": 2022}}
    folder = on_disk(tmp_path, GROUPS, SAID, files=files)
    found = gaps(folder, versus.against_period(loaded(folder), api.score(api.load(folder, 2022))))
    assert references(found) == (None, {"1": None, "2": None})


# --- on the published scale -------------------------------------------------------------------

AS_INDEX = {"published_as": {"scale": "index", "places": 4}}
LARGE = (group("1", judged("1.1", 600)), group("2", judged("2.1", 400)))
OURS_OF_1000 = "{'1.1': {points: 480.18, explanation: X}, '2.1': {points: 320, explanation: X}}"


@pytest.mark.parametrize(
    ("published", "below"), [("0.8002", False), ("0.8003", True), ("0.8001", False)]
)
def test_ours_is_compared_as_it_would_be_published(
    tmp_path: Path,
    published: str,
    below: bool,  # noqa: FBT001
) -> None:
    """800.18 of 1000 is 0.8002: no worse than a published 0.8002."""
    keys: Data = {"groups": LARGE, "said": OURS_OF_1000, "header": AS_INDEX}
    stated = {
        "averages": {"total": published},
        "agencies": [
            {"id": "so-mau", "total": published},
            {"id": "so-a", "total": published},
        ],
    }
    folder = workspace(tmp_path, stated, **keys)
    results = results_of(folder)
    for reference in (
        versus.against_average(results),
        versus.against_best(results),
        versus.against_agency(results, "so-a"),
        versus.against_published_self(results, 2023),
    ):
        found = gaps(folder, reference)
        assert (found.total.final, found.total.compared) == (D("800.18"), D("800.20"))
        assert found.total.gap == D("800.20") - D(published) * 1000
        assert (found.total.below, found.against.scaled) == (below, False)
    tree = loaded(folder)
    for reference in (versus.against_max(tree), versus.against_target(tree, Fraction(800))):
        assert gaps(folder, reference).total.compared == D("800.18")


@pytest.mark.parametrize(
    ("file_scale", "set_scale", "places", "compared"),
    [
        ("percent", "index", 4, "800.20"),
        ("index", "percent", 2, "800.20"),
        ("percent", "percent", 0, "800.00"),
        ("points", "points", 1, "800.20"),
        ("points", "points", 2, "800.18"),
        ("percent", "points", 2, "800.18"),
        ("points", "index", 2, "800.18"),
    ],
)
def test_the_places_of_a_scale(
    tmp_path: Path, file_scale: str, set_scale: str, places: int, compared: str
) -> None:
    """Percent and index say the same; points published beside an index are what they are."""
    header = {"published_as": {"scale": set_scale, "places": places}}
    total = {"points": "500", "percent": "50", "index": "0.5"}[file_scale]
    published = {"scale": file_scale, "averages": {"total": total}}
    keys: Data = {"groups": LARGE, "said": OURS_OF_1000, "header": header}
    found = averages(workspace(tmp_path, published, **keys))
    assert found.total.compared == D(compared)


def test_a_smaller_maximum_is_scaled_and_rounded_once(tmp_path: Path) -> None:
    """40 of 60 applicable are 0.6667 of the index, which is 66.67 of the 100 points."""
    said = EXCUSED.replace("Không có", "X")
    groups = (
        group("1", judged("1.1", 40, may_be_not_applicable="yes"), measured("1.2", 40)),
        group("2", judged("2.1", 20)),
    )
    keys: Data = {"groups": groups, "said": said, "header": AS_INDEX}
    found = averages(workspace(tmp_path, "averages: {total: '0.6667'}", **keys))
    assert (found.total.final, found.total.max, found.total.compared) == (40, 60, D("66.67"))
    assert (found.total.gap, found.against.scaled) == (0, True)


# --- printed ------------------------------------------------------------------------------------


def test_the_program_names_the_file_to_fill(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = on_disk(tmp_path, GROUPS, SAID)
    answer = printed(capfdbinary, folder, "gaps", "--vs-average", "--format", "json", code=2)
    assert '"no-data"' in answer
    assert "published/2023.yaml" in answer


def test_fail_on_below(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    folder = workspace(tmp_path, {"averages": {"total": "50", "groups": {"1": "31"}}})
    printed(capfdbinary, folder, "gaps", "--fail-on", "below", code=1)
    equal = workspace(tmp_path, {"averages": {"total": "50", "groups": {"1": "30"}}})
    printed(capfdbinary, equal, "gaps", "--fail-on", "below")
