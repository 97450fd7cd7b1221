"""``dtiscore init``: a whole workspace that works, or nothing at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from clikit import LANGUAGES, Program, codes, process, refused

from dtiscore import starter
from dtiscore.starter import packaged_criteria, packaged_sets
from workspaces import AWARENESS, BASE, CASES, SERVICES, SET, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

YEAR = "2023"
FILES = {SETTINGS, "units.yaml", f"assessments/{YEAR}.yaml", f"published/{YEAR}.yaml"}
EMPTY: Mapping[str, bytes | None] = {}
posix = pytest.mark.skipif(os.name != "posix", reason="modes and names of POSIX")


def everything(folder: Path) -> dict[str, bytes | None]:
    """All that lies below a folder, hidden or not: the bytes of files, None for folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the new folder will be; nothing else is there."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def _small_sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two packaged sets: the small one, and one like it with cohorts."""
    packaged = tmp_path / "packaged/criteria"
    for name, maximum in (("small", "100"), ("two-cohorts", "{a: 100, b: 100}")):
        for file in (SET, AWARENESS, SERVICES, CASES):
            text = BASE[file].replace("id: small", f"id: {name}")
            path = packaged.parent / file.replace("small", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("max_score: 100\n", f"max_score: {maximum}\n"), "utf-8")
    monkeypatch.setattr(starter, "packaged_criteria", lambda: packaged)
    # What they say is tested with the real sets; making them takes most of the time.
    monkeypatch.setattr(starter, "json_schema", lambda kind: {"title": kind})


small_sets = pytest.mark.usefixtures("_small_sets")


# --- what it makes ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", packaged_sets())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_packaged_set_makes_a_workspace_that_works(
    language: str, name: str, program: Program, home: Path
) -> None:
    options = ["--set", name, "--period", YEAR, "--agency", "so-mau", "--name", "Sở Mẫu"]
    made = program("--lang", language, "init", "mới", *options, at=home)
    assert (made.status, made.err) == (0, "")
    assert [path.name for path in home.iterdir()] == ["mới"]
    folder = home / "mới"
    assert (folder / SETTINGS).read_text("utf-8").endswith(f"language: {language}\n")
    assert set(everything(folder)) >= FILES
    clean = program("check", "--format", "lines", at=folder)
    assert (clean.status, clean.out, clean.err) == (0, "", "")
    statuses = {
        "test": 0,
        "score": 0,
        "checklist": 0,
        "gaps --vs-max": 0,
        "gaps": 2,
        "score --fail-under 1": 1,
        "gaps --vs-max --fail-on below": 1,
    }
    assert {line: program(*line.split(), at=folder).status for line in statuses} == statuses
    missing = program("gaps", "-f", "json", at=folder)
    assert codes(missing) == [("no-data", f"published/{YEAR}.yaml")]


@small_sets
def test_every_figure_is_still_to_state(program: Program, home: Path) -> None:
    program("init", "x", "--set", "small", "--period", YEAR, at=home)
    folder = home / "x"
    document = program("score", "--format", "json", at=folder).json
    criteria = [criterion for group in document["groups"] for criterion in group["criteria"]]
    assert {criterion["state"] for criterion in criteria} == {"not_evaluated"}
    assert {criterion["claimed"] for criterion in criteria} == {None}
    assert document["coverage"] == {"criteria": 0, "of": 5, "max": 0}
    said = folder / f"assessments/{YEAR}.yaml"
    stated = said.read_text("utf-8")
    for fact, value in (("meetings", "4"), ("trained", "30"), ("staff", "40"), ("signing", "20")):
        assert stated.count(f"      {fact}:\n") == 1, "a shared fact is stated once"
        stated = stated.replace(f"      {fact}:\n", f"      {fact}: {value}\n")
    stated = stated.replace("    points:\n", "    points: 6\n")
    said.write_text(stated.replace("    explanation:\n", "    explanation: Vì\n"), "utf-8")
    total = program("score", "--format", "json", at=folder).json["total"]
    assert (total["claimed"], total["final"]) == (66, 46)


def test_the_set_comes_along_to_the_byte_with_schemas_for_editors(
    program: Program, home: Path
) -> None:
    (name,) = packaged_sets()[:1]
    program("init", "x", "--period", YEAR, at=home)
    laid, packaged = everything(home / "x/criteria"), everything(packaged_criteria())
    assert laid == {file: c for file, c in packaged.items() if file.split("/")[0] == name}
    kinds = [line.split()[0] for line in program("schema").out.splitlines()]
    assert kinds
    for kind in kinds:
        schema = program("schema", kind).out.encode()
        assert (home / f"x/schemas/{kind}.schema.json").read_bytes() == schema
    for file in FILES:
        path = home / "x" / file
        modeline = path.read_text("utf-8").splitlines()[0]
        schema_file = modeline.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema_file).is_file()


@small_sets
def test_every_criterion_that_asks_for_papers_has_its_folder(program: Program, home: Path) -> None:
    program("init", "x", "--set", "small", "--period", YEAR, at=home)
    laid = everything(home / f"x/evidence/{YEAR}")
    assert laid == {"1.1": None, "1.1/.gitkeep": b"", "2.2": None, "2.2/.gitkeep": b""}


def test_the_answer_says_where_it_is_and_what_comes_next(program: Program, home: Path) -> None:
    made = program("--lang", "en", "init", "a/b", "--period", YEAR, at=home)
    for named in ("a/b", f"assessments/{YEAR}.yaml", f"evidence/{YEAR}/", "score"):
        assert named in made.out
    assert program("score", "-C", str(home / "a/b")).status == 0


@small_sets
def test_the_answer_for_programs_names_every_file(program: Program, home: Path) -> None:
    ran = program("init", "x", "--set", "small", "--format", "json", at=home)
    assert (ran.status, ran.err) == (0, "")
    document = ran.json
    assert list(document) == ["schema", "tool", "folder", "files", "diagnostics"]
    assert (document["schema"], document["folder"]) == ("dtiscore/init/1", "x")
    laid = everything(home / "x")
    assert document["files"] == sorted(name for name, held in laid.items() if held is not None)


@small_sets
@pytest.mark.parametrize("period", [None, "1900", "2999"])
def test_the_period_is_the_one_asked_for_or_that_of_the_day(
    period: str | None, program: Program, home: Path
) -> None:
    options = [] if period is None else ["--period", period]
    assert program("init", "x", *options, at=home, as_of="2031-02-03").status == 0
    year = period or "2031"
    assert (home / f"x/assessments/{year}.yaml").is_file()
    assert program("score", "-f", "json", at=home / "x").json["period"] == int(year)


@small_sets
def test_two_workspaces_are_alike_to_the_byte(program: Program, home: Path) -> None:
    for name in ("one", "two"):
        assert program("init", name, at=home).status == 0
    assert everything(home / "one") == everything(home / "two")


# --- where it may be --------------------------------------------------------------------------


@small_sets
@pytest.mark.parametrize("named", [".", "./", "../home", "{home}"])
def test_an_empty_folder_is_filled_even_the_one_we_are_in(
    named: str, program: Program, home: Path
) -> None:
    made = program("init", named.format(home=home), "--period", YEAR, at=home)
    assert (made.status, made.err) == (0, "")
    assert set(everything(home)) >= FILES
    assert [path.name for path in home.parent.iterdir() if path.name != "packaged"] == ["home"]
    assert not [name for name in everything(home) if name.startswith(".")]
    assert program("check", at=home).status == 0


@small_sets
def test_folders_above_are_made(program: Program, home: Path) -> None:
    assert program("init", "a/b/c", at=home).status == 0
    assert program("check", at=home / "a/b/c").status == 0


@small_sets
@pytest.mark.parametrize("inside", ["a.txt", ".git/config", ".hidden", "empty-folder/"])
def test_a_folder_that_holds_something_is_left_alone(
    inside: str, program: Program, home: Path
) -> None:
    path = home / inside
    if inside.endswith("/"):
        path.mkdir()
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"mine")
    before = everything(home)
    for name in (".", str(home)):
        ran = program("init", name, at=home)
        assert (ran.status, ran.out) == (2, "")
        assert "[not-empty]" in ran.err
    assert codes(program("init", ".", "-f", "json", at=home)) == [("not-empty", ".")]
    assert everything(home) == before


@small_sets
def test_a_file_in_the_way_is_left_alone(program: Program, home: Path) -> None:
    (home / "x").write_bytes(b"mine")
    for name in ("x", "x/below"):
        ran = program("init", name, at=home)
        assert (ran.status, ran.out) == (2, "")
    assert everything(home) == {"x": b"mine"}


@small_sets
@posix
def test_a_link_to_an_empty_folder_is_filled_and_a_dangling_one_is_not(
    program: Program, home: Path
) -> None:
    (home / "real").mkdir()
    (home / "link").symlink_to(home / "real", target_is_directory=True)
    (home / "dangling").symlink_to(home / "nowhere", target_is_directory=True)
    assert program("init", "link", at=home).status == 0
    assert (home / "link").is_symlink()
    assert (home / "real" / SETTINGS).is_file()
    ran = program("init", "dangling", at=home)
    assert (ran.status, ran.out) == (2, "")
    assert sorted(path.name for path in home.iterdir()) == ["dangling", "link", "real"]


@small_sets
def test_of_a_folder_that_is_there_nothing_above_is_touched(
    program: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be a mounted disk, or the only folder the user may write to."""
    real = os.mkdir

    def only_inside(path: Any, *rest: Any, **named: Any) -> None:
        if home.resolve() not in Path(path).absolute().resolve().parents:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        real(path, *rest, **named)

    monkeypatch.setattr(os, "mkdir", only_inside)
    assert program("init", ".", at=home).status == 0
    assert program("init", "../sibling", at=home).status == 2


@small_sets
@posix
def test_the_rights_are_the_user_s_usual_ones(program: Program, home: Path) -> None:
    before = os.umask(0o077)
    try:
        assert program("init", "x", at=home).status == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((home / "x").stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "x" / SETTINGS).stat().st_mode) == 0o600


@small_sets
@posix
def test_in_a_folder_that_is_gone_there_is_an_answer(program: Program, home: Path) -> None:
    code = "import os, sys; os.rmdir(os.getcwd()); from dtiscore.cli.main import run;"
    done = process("init", "x", at=home, code=f"{code} sys.exit(run(sys.argv[1:]))")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"[cannot-write]" in done.stderr


# --- names ------------------------------------------------------------------------------------

NAMES = {
    "quotes": 'Sở "Giao" thông\'s `vận` tải',
    "lines": "Sở\nGiao thông\r\nvận tải\ttỉnh\x85x\u2028y",
    "yaml": "- a: {b} # [c] & *d !e % @f |\n---\n...",
    "braces": "{} {name} {0} %s %(x)s $HOME $(id)",
    "emoji": "Sở 😀 👩‍👩‍👧 🇻🇳",
    "marks": "S\u01a1\u0309 \u202ecoba\u2066 \u200b\ufeff",
    "signs": "\x1b[31mđỏ\x07\x00\x7f",
    "backslashes": r"C:\new\x41\u0041 \\ \" \N",
    "digits": "1.000",
    "word": "no",
    "nothing": "~",
    "long": "Sở rất dài " * 2_000,
    "surrogate": "Sở \udcff",
}


@small_sets
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_any_name_is_written_and_read_back(name: str, program: Program, home: Path) -> None:
    made = program("init", "x", "--name", name, "--province", name, at=home)
    assert (made.status, made.err) == (0, "")
    assert program("check", "--format", "lines", at=home / "x").out == ""
    read = program("score", "--format", "json", at=home / "x").json["agency"]["name"]
    known = " ".join(name.split()).replace("\udcff", "?")  # on one line
    assert read == known.replace("S\u01a1\u0309", "Sở")
    for command in ("score", "checklist"):
        assert program(command, at=home / "x").status == 0


@small_sets
@pytest.mark.parametrize("name", ["a b", "Sở 😀", "it's", 'say "hi"', "$HOME", "-", "x" * 255])
@posix
def test_a_folder_may_be_called_anything(name: str, program: Program, home: Path) -> None:
    made = program("init", "--period", YEAR, "--", name, at=home)
    assert (made.status, made.err) == (0, "")
    assert [path.name for path in home.iterdir()] == [name]
    assert program("check", at=home / name).status == 0


@small_sets
@pytest.mark.parametrize("name", ["x" * 256, "x/" * 3000 + "x"], ids=["name", "path"])
def test_a_folder_the_system_does_not_take(name: str, program: Program, home: Path) -> None:
    ran = program("init", name, "--format", "json", at=home)
    assert [code for code, _ in codes(ran)] == ["cannot-write"]
    assert everything(home) == EMPTY


# --- what it refuses --------------------------------------------------------------------------


@small_sets
@pytest.mark.parametrize(
    ("options", "code", "place"),
    [
        (["--agency", "Sở"], "bad-id", "--agency"),
        (["--agency", ""], "bad-id", "--agency"),
        (["--agency", "con"], "bad-id", "--agency"),
        (["--period", "0"], "wrong-type", "--period"),
        (["--period", "23"], "wrong-type", "--period"),
        (["--period", "-2023"], "wrong-type", "--period"),
        (["--period", "3000"], "wrong-type", "--period"),
        (["--set", "nope"], "unknown-set", "--set"),
        (["--set", ""], "unknown-set", "--set"),
        (["--set", "Small"], "unknown-set", "--set"),
        (["--set", "two-cohorts"], "cohort-missing", "--cohort"),
        (["--set", "two-cohorts", "--cohort", "c"], "cohort-unknown", "--cohort"),
        (["--set", "two-cohorts", "--cohort", ""], "cohort-unknown", "--cohort"),
        (["--set", "small", "--cohort", "a b"], "cohort-unknown", "--cohort"),
    ],
)
def test_what_the_files_could_not_say_is_refused_before_anything_is_written(
    options: list[str], code: str, place: str, program: Program, home: Path
) -> None:
    ran = program("init", "x", *options, "--format", "json", at=home)
    assert codes(ran) == [(code, place)]
    ran = program("init", "x", *options, at=home)
    assert (ran.status, ran.out) == (2, "")
    assert f"[{code}]" in ran.err
    assert everything(home) == EMPTY


@small_sets
def test_an_unknown_set_lists_the_packaged_ones(program: Program, home: Path) -> None:
    (found,) = refused(program("init", "x", "--set", "nope", "-f", "json", at=home))
    assert "small, two-cohorts" in found["message"]


@small_sets
def test_a_cohort_of_the_set_works(program: Program, home: Path) -> None:
    assert program("init", "x", "--set", "two-cohorts", "--cohort", "b", at=home).status == 0
    document = program("score", "-f", "json", at=home / "x").json
    assert document["agency"]["cohort"] == "b"


def test_without_a_folder_nothing_is_made(program: Program, home: Path) -> None:
    ran = program("init", at=home)
    assert (ran.status, ran.out) == (2, "")
    assert everything(home) == EMPTY


# --- when the disk fails ----------------------------------------------------------------------

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
STEPS = ("mkdir", "open", "write", "fsync", "close", "replace", "rename")


class Failing:
    """A function of the system that fails the one time it is called for the ``at``-th time."""

    def __init__(self, step: str, at: int, error: BaseException) -> None:
        self.real: Callable[..., Any] = getattr(os, step)
        self.left, self.error = at, error
        self.closes = step == "close"

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.left -= 1
        if self.left:
            return self.real(*arguments, **named)
        if self.closes:
            self.real(*arguments)  # the descriptor is gone all the same
        raise self.error


@small_sets
@pytest.mark.parametrize(
    ("named", "step", "error", "status"),
    [
        *((named, step, FULL, 2) for named in ("new", "there") for step in STEPS),
        *(("there", step, KeyboardInterrupt(), 130) for step in ("mkdir", "write", "rename")),
        *(("a/b/new", step, FULL, 2) for step in ("mkdir", "rename")),
    ],
)
def test_a_failure_at_any_step_leaves_everything_as_it_was(
    named: str, step: str, error: BaseException, status: int, program: Program, home: Path
) -> None:
    (home / "mine.txt").write_bytes(b"mine")
    (home / "there").mkdir()
    before = everything(home)
    failures = 0
    for number in (1, 2, 3, 4, 6, 10, 18, 34, 66):
        failing = Failing(step, number, error)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, step, failing)
            ran = program("init", named, "--lang", "en", at=home)
        if ran.status == 0:
            # There were fewer steps of this kind, or it was one that does not matter.
            assert program("check", at=home / named).status == 0
            if failing.left > 0:
                break
            shutil.rmtree(home / named.split("/", maxsplit=1)[0])
            (home / "there").mkdir(exist_ok=True)
        else:
            failures += 1
            assert (ran.status, ran.out) == (status, "")
            if status == 2:
                assert f"{named}: error [cannot-write]" in ran.err
                assert "no space is left" in ran.err
            assert everything(home) == before
    else:
        pytest.fail("it never came to an end")
    assert failures
    assert (home / "mine.txt").read_bytes() == b"mine"


@small_sets
def test_a_folder_that_is_filled_meanwhile_is_not_overwritten(
    program: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else makes the folder while ours is being written."""
    laid = starter.lay_down

    def and_then_another(folder: Path, *rest: Any) -> None:
        laid(folder, *rest)
        (home / "x" / "criteria").mkdir(parents=True)
        (home / "x" / "criteria" / "mine.txt").write_bytes(b"mine")

    monkeypatch.setattr(starter, "lay_down", and_then_another)
    ran = program("init", "x", at=home)
    assert (ran.status, ran.out) == (2, "")
    assert everything(home) == {"x": None, "x/criteria": None, "x/criteria/mine.txt": b"mine"}
