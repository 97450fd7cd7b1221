"""``dtiscore proposal``: what units propose is measured, judged, costed and begun."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from workspaces import sample_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AS_OF = "2024-05-07"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return sample_copy(tmp_path)


@pytest.fixture
def run(program: Callable[..., Any], sample: Path) -> Callable[..., Any]:
    def ran(*line: str, status: int = 0) -> Any:
        found = program("proposal", *line, "--period", "2024", at=sample, as_of=AS_OF)
        assert found.status == status, found.err
        return found

    return ran


def proposals(run: Callable[..., Any]) -> dict[str, Any]:
    return {one["id"]: one for one in run("list", "--format", "json").json["proposals"]}


def change(sample: Path, name: str, **keys: Any) -> None:
    """A proposal of the sample with these keys; None takes one away."""
    path = sample / "proposals" / "2024" / f"{name}.yaml"
    said = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts as written
    said |= keys
    kept = {key: value for key, value in said.items() if value is not None}
    path.write_text(yaml.safe_dump(kept, allow_unicode=True), "utf-8")


def test_the_sample_has_enough_of_every_verdict(run: Callable[..., Any]) -> None:
    found = proposals(run)
    assert 8 <= len(found) <= 12
    assert {one["verdict"] for one in found.values()} == {"ready", "incomplete", "adjust"}
    assert {one["kind"] for one in found.values()} == {"task", "purchase", "repair", "upgrade"}
    assert {one["status"] for one in found.values()} == {"illustrative"}


@pytest.mark.parametrize("line", [("proposal", "list"), ("task", "check"), ("progress",)])
def test_a_period_without_any_names_the_one_that_has_some(
    line: tuple[str, ...], program: Callable[..., Any], sample: Path
) -> None:
    """The workspace's own period is last year's until its result is out."""
    ran = program(*line, "--format", "json", at=sample, as_of=AS_OF)
    assert ran.status == 0
    (told,) = [one for one in ran.json["diagnostics"] if one["code"] == "other-periods"]
    assert told["severity"] == "warning"
    assert "2024" in told["message"]
    ran = program(*line, "--period", "2024", "--format", "json", at=sample, as_of=AS_OF)
    assert not [one for one in ran.json["diagnostics"] if one["code"] == "other-periods"]


def test_no_proposal_has_the_id_of_a_task(program: Callable[..., Any], sample: Path) -> None:
    """A plan names both by their ids."""
    path = sample / "tasks/2024.yaml"
    path.write_text(path.read_text("utf-8").replace("id: kh05-kiosk", "id: Tt-Quy-che", 1), "utf-8")
    found = program("check", "--period", "2024", "--format", "json", at=sample, as_of=AS_OF)
    assert found.status == 2
    files = [d["file"] for d in found.json["diagnostics"] if d["code"] == "duplicate-id"]
    assert files == ["proposals/2024/tt-quy-che.yaml"]


def test_points_are_what_the_score_gains(
    run: Callable[..., Any], sample: Path, program: Callable[..., Any]
) -> None:
    """The figures stated and every paper on file: the score gains what was promised."""
    promised = proposals(run)["tt-quy-che"]["points"]

    def criterion() -> Any:
        score = program(
            "score", "--period", "2024", "--format", "json", at=sample, as_of="2024-12-01"
        )
        listed = [c for g in score.json["groups"] for c in g["criteria"]]
        return next(c for c in listed if c["id"] == "2.2")

    before = criterion()
    path = sample / "assessments" / "2024.yaml"
    text = path.read_text("utf-8")
    for name in ("document", "signature", "security", "website"):
        text = text.replace(f"      {name}_rules:\n", f"      {name}_rules: yes\n")
        folder = sample / "evidence/2024/2.2" / f"{name}-decision"
        folder.mkdir(parents=True)
        file = folder / f"{len(name)}1-QĐ-SGTVT_2024-06-01_quy-che-{name}.txt"
        file.write_text(f"Quy chế {name}\n", "utf-8")
    path.write_text(text, "utf-8")
    after = criterion()
    assert promised == 20
    assert (after["claimed"] or 0) - (before["claimed"] or 0) == promised


def test_the_plan_brings_what_the_list_promises(
    run: Callable[..., Any], sample: Path, program: Callable[..., Any]
) -> None:
    """With the papers that a proposal makes needed and does not name; the row names them."""
    promised = proposals(run)["vtptnl-nop-truc-tuyen"]["points"]
    asked = ("plan", "--period", "2024")
    steps = program(*asked, "--format", "json", at=sample, as_of=AS_OF).json["steps"]
    points = {one["id"]: Decimal(str(one["points"])) for one in steps}
    (step,) = (one for one in steps if one["id"] == "vtptnl-nop-truc-tuyen")
    papers = ["7.2/licence-export", "7.2/licence-report"]
    assert step["lacking_papers"] == papers
    assert sum(points[name] for name in (step["id"], *papers)) == Decimal(str(promised))
    page = " ".join(program("--lang", "en", *asked, at=sample, as_of=AS_OF).out.split())
    assert f"75.00 points with these papers as well: {', '.join(papers)}" in page


def test_what_a_proposal_lacks_sends_it_back(run: Callable[..., Any], sample: Path) -> None:
    change(sample, "vp-tap-huan", necessity=None, cost=None, resources=None, effect=None)
    one = proposals(run)["vp-tap-huan"]
    assert one["lacks"] == ["necessity", "effect", "cost", "resources"]
    assert one["verdict"] == "incomplete"
    page = run("check").out
    assert "chưa nêu sự cần thiết" in page
    assert "Trả lại đơn vị để bổ sung" in page


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ({"feasible": "no"}, "not_feasible"),
        ({"feasible": None}, "feasibility_not_stated"),
        ({"funding": None}, "not_funded"),
        ({"legal_basis": None}, "no_legal_basis"),
        ({"technical_basis": None}, "no_technical_basis"),
        ({"ready_by": "2025-03-01"}, "ready_too_late"),
        ({"effect": {"text": "Tốt hơn"}}, "not_effective"),
        ({"effect": {"facts": {"4.1": {"trained": 46}}}}, "contradicts_facts"),
    ],
)
def test_what_must_be_reported_for_adjustment(
    keys: dict[str, Any], fault: str, run: Callable[..., Any], sample: Path
) -> None:
    assert proposals(run)["vp-tap-huan"]["verdict"] == "ready"
    change(sample, "vp-tap-huan", **keys)
    one = proposals(run)["vp-tap-huan"]
    assert one["faults"] == [fault]
    assert one["verdict"] == "adjust"
    run("check", "--strict", status=1)


def test_strict_is_content_once_all_is_ready(run: Callable[..., Any], sample: Path) -> None:
    for name, one in proposals(run).items():
        if one["verdict"] != "ready":
            change(sample, name, state="declined", reason="Không phù hợp")
    run("check", "--strict")


def test_two_that_win_the_same_points_win_them_once(run: Callable[..., Any], sample: Path) -> None:
    whole = run("list", "--format", "json").json["together"]
    path = sample / "proposals/2024"
    (path / "ban-sao.yaml").write_text((path / "vp-tap-huan.yaml").read_text("utf-8"), "utf-8")
    again = run("list", "--format", "json").json
    assert again["together"] == whole
    assert {one["points"] for one in again["proposals"] if one["id"] == "ban-sao"} == {45}


def test_money_adds_up(run: Callable[..., Any], sample: Path) -> None:
    sheet = run("budget", "--format", "json").json
    listed = proposals(run).values()
    assert sheet["total"]["cost"] == sum(one["cost"] for one in listed)
    for part in ("by_unit", "by_kind", "by_source"):
        for key in ("cost", "funded", "missing"):
            assert sum(one[key] for one in sheet[part]) == sheet["total"][key], (part, key)
    change(sample, "vp-mua-may-tinh", state="declined", reason="Hết kinh phí")
    change(sample, "vp-tap-huan", cost=None, funding=None)
    less = run("budget", "--format", "json").json
    assert less["total"]["cost"] == sheet["total"]["cost"] - 30_000_000 - 45_000_000
    assert less["uncosted"] == ["vp-tap-huan"]


def test_a_proposal_with_two_sums_of_one_source_is_one(
    run: Callable[..., Any], sample: Path
) -> None:
    twice = [{"source": "Nguồn mới", "amount": "5000000"}] * 2
    change(sample, "vp-mua-may-tinh", funding=twice)
    change(sample, "vp-tap-huan", cost=None, funding=twice)
    sheet = run("budget", "--format", "json").json
    source = {one["key"]: one for one in sheet["by_source"]}
    assert (source["Nguồn mới"]["proposals"], source["Nguồn mới"]["cost"]) == (1, 10_000_000)
    assert sheet["total"]["missing"] == source[None]["missing"]


def test_points_per_million(run: Callable[..., Any]) -> None:
    for one in proposals(run).values():
        if one["cost"] == 0:
            assert one["points_per_million"] is None
        else:
            exact = Decimal(str(one["points"])) * 1_000_000 / one["cost"]
            assert abs(Decimal(str(one["points_per_million"])) - exact) <= Decimal("0.005")


def test_filters(run: Callable[..., Any]) -> None:
    mine = run("list", "--unit", "KHTC", "--format", "json").json["proposals"]
    assert {one["unit"] for one in mine} == {"phong-kh-tc"}
    bought = run("list", "--equipment", "--format", "json").json["proposals"]
    assert {one["kind"] for one in bought} == {"purchase", "repair", "upgrade"}


def test_show_names_the_nearest(run: Callable[..., Any]) -> None:
    assert "Khung kỹ năng số" in run("show", "VP-TAP-HUAN").out
    assert "vp-tap-huan" in run("show", "vp-tap-hua", status=2).err


def test_new_begins_a_file_that_check_can_read(run: Callable[..., Any], sample: Path) -> None:
    line = ("new", "--title", "Mua máy quét: loại A3 #1", "--unit", "văn phòng")
    run(*line, "--kind", "purchase", "--cost", "1,5 tỷ", "--criterion", "6.4")
    path = sample / "proposals/2024/mua-may-quet-loai-a3-1.yaml"
    said = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts as written
    assert said["title"] == "Mua máy quét: loại A3 #1"
    assert (said["unit"], said["cost"]) == ("van-phong", "1500000000")
    one = proposals(run)["mua-may-quet-loai-a3-1"]
    assert one["lacks"] == ["necessity", "effect", "resources"]
    before = path.read_bytes()
    ran = run(*line, "--id", "mua-may-quet-loai-a3-1", status=2)
    assert "proposal-exists" in ran.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--cost", "abc"), "not-an-amount"),
        (("--cost", "0,5"), "not-an-amount"),
        (("--id", "../ra"), "bad-id"),
        (("--criterion", "9.9"), "unknown-criterion"),
    ],
)
def test_new_refuses(
    more: tuple[str, ...], code: str, run: Callable[..., Any], sample: Path
) -> None:
    before = sorted((sample / "proposals/2024").iterdir())
    ran = run("new", "--title", "Mua máy", "--unit", "VP", *more, status=2)
    assert code in ran.err
    assert sorted((sample / "proposals/2024").iterdir()) == before


@pytest.mark.parametrize(
    ("state", "word"), [("declined", "không chấp thuận"), ("done", "đã hoàn thành")]
)
def test_what_was_decided_stands_in_place_of_the_verdict(
    state: str, word: str, run: Callable[..., Any], sample: Path, program: Callable[..., Any]
) -> None:
    change(sample, "vp-tap-huan", state=state, reason="Đã có lớp của tỉnh")
    listed = run("list", "--format", "md").out
    open_ones, apart = listed.split("Không chấp thuận hoặc đã hoàn thành")
    (row,) = [line for line in apart.splitlines() if "vp-tap-huan" in line]
    assert word in row
    assert "Đã có lớp của tỉnh" in row
    assert "+45" not in row
    assert "đủ điều kiện xem xét" not in row
    assert "vp-tap-huan" not in open_ones
    assert "12 đề xuất, trong đó 11 chưa quyết định: 6 đủ điều kiện xem xét" in open_ones
    checked = run("check").out
    assert checked.index("Đã quyết định") < checked.index("vp-tap-huan") < checked.rindex(word)
    assert word in run("show", "vp-tap-huan").out
    assert "đủ điều kiện xem xét" not in run("show", "vp-tap-huan").out
    unit = ("unit", "show", "VP", "--period", "2024")
    page = " ".join(program(*unit, at=sample, as_of=AS_OF).out.split())
    assert f"(vp-tap-huan): {word}" in page
    assert "(vp-mua-may-tinh): đủ điều kiện xem xét" in page
    shown = program(*unit, "--format", "json", at=sample, as_of=AS_OF).json["unit"]["proposals"]
    (there,) = [one for one in shown if one["id"] == "vp-tap-huan"]
    one = proposals(run)["vp-tap-huan"]
    assert (one["state"], one["verdict"]) == (there["state"], there["verdict"]) == (state, None)


def test_what_is_approved_or_sent_back_is_not_called_ready(
    run: Callable[..., Any], sample: Path
) -> None:
    change(sample, "vp-tap-huan", state="approved")
    change(sample, "vp-mua-may-tinh", state="adjusted", reason="Giảm số máy")
    rows = run("list", "--format", "md").out.splitlines()
    for name, word in (("vp-tap-huan", "đã duyệt"), ("vp-mua-may-tinh", "trả lại để điều chỉnh")):
        (row,) = [line for line in rows if name in line]
        assert word in row
        assert "đủ điều kiện xem xét" not in row
    assert any("1 đã duyệt, 1 trả lại để điều chỉnh" in line for line in rows)
    ready, decided = run("check").out.split("Đã quyết định")
    assert "vp-tap-huan" not in ready
    assert "Giảm số máy" in decided


def test_an_effect_in_words_alone_is_not_measured(
    run: Callable[..., Any], sample: Path, program: Callable[..., Any]
) -> None:
    line = ("new", "--title", "Hướng dẫn nộp hồ sơ", "--id", "huong-dan", "--unit", "VP")
    run(*line, "--criterion", "6.4")
    one = proposals(run)["huong-dan"]
    assert one["points"] is None
    assert "effect" in one["lacks"]
    assert "not_effective" not in one["faults"]
    page = " ".join(run("check").out.split())
    own = page[page.index("(huong-dan)") :].split("(")[1:2]
    assert "chưa nêu hiệu quả" in own[0]
    assert "không hiệu quả" not in own[0]
    change(sample, "huong-dan", effect={"text": "Tăng hồ sơ trực tuyến"})
    assert proposals(run)["huong-dan"]["faults"] == [
        "feasibility_not_stated",
        "no_legal_basis",
        "no_technical_basis",
    ]
    said = "không nêu số liệu hoặc tài liệu kiểm chứng nên chưa đo được điểm"
    for verb in (("check",), ("list",), ("show", "huong-dan")):
        assert said in " ".join(run(*verb, "--format", "md").out.split())
    assert "không hiệu quả" not in run("show", "huong-dan").out


def test_what_serves_no_criterion_says_so(run: Callable[..., Any]) -> None:
    page = " ".join(run("show", "vp-nang-duong-truyen", "--format", "md").out.split())
    assert "không hiệu quả: không phục vụ tiêu chí nào của bộ chỉ số" in page


def test_the_lines_of_sources_cover_every_proposal(run: Callable[..., Any], sample: Path) -> None:
    change(sample, "vp-tap-huan", cost=None, funding=None)
    sheet = run("budget", "--format", "json").json
    assert sorted(sheet["free"]) == ["qlda-chu-ky-so", "tt-quy-che"]
    page = run("budget", "--format", "md").out
    assert "| không phát sinh chi phí | 2 | 0 | 0 | 0 |" in page
    assert "| chưa nêu chi phí | 1 | 0 | 0 | 0 |" in page
    lines = run("budget", "--format", "csv").out.splitlines()
    assert any(",free,,2,0,0,0" in line for line in lines)
    assert any(",uncosted,,1,0,0,0" in line for line in lines)


def test_nothing_to_list_is_said_plainly(
    run: Callable[..., Any], sample: Path, program: Callable[..., Any]
) -> None:
    assert (
        "Không có đề xuất nào thuộc phạm vi đã chọn."
        in run("list", "--unit", "ban-qlda-btdb", "--equipment").out
    )
    for file in (sample / "proposals/2024").iterdir():
        file.unlink()
    for verb in ("list", "budget"):
        page = run(verb, "--format", "md").out
        assert "|" not in page
        assert "đề xuất nào" in page
    line = ("task", "list", "--format", "md", "--period")
    page = program(*line, "2023", at=sample, as_of=AS_OF).out
    assert "|" not in page
    assert "Chưa có nhiệm vụ nào." in page
    page = program(
        *line, "2024", "--due-within", "0d", "--unit", "KHTC", at=sample, as_of=AS_OF
    ).out
    assert "|" not in page
    assert "Không có nhiệm vụ nào thuộc phạm vi đã chọn." in page


def test_a_second_proposal_of_the_same_title_is_doubted(
    sample: Path, program: Callable[..., Any]
) -> None:
    new = ("proposal", "new", "--title", "Mua máy quét", "--unit", "VP", "--period", "2024")
    ran = program(*new, "--format", "json", at=sample, as_of=AS_OF)
    assert (ran.status, ran.json["diagnostics"]) == (0, [])
    ran = program(*new, "--format", "json", at=sample, as_of=AS_OF)
    (said,) = ran.json["diagnostics"]
    assert (said["code"], said["severity"]) == ("same-title", "warning")
    assert "“mua-may-quet”" in said["message"]
    assert ran.json["file"] == "proposals/2024/mua-may-quet-2.yaml"
    shown = program(*new, at=sample, as_of=AS_OF)
    assert shown.status == 0
    assert "[same-title]" in shown.err
