"""The catalogue is complete, and the tool that keeps it so works."""

from __future__ import annotations

import gettext
import unicodedata
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

CODE = """
a = Message("old {n}", n=Message("inner"))
b = N_("one "
       "two")
c = ordinary("not a sentence of ours")
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small source tree."""
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "module.py").write_text(CODE, encoding="utf-8")
    return folder


@pytest.fixture
def po(tmp_path: Path, catalogues: ModuleType, source: Path) -> Path:
    """Its catalogue, translated."""
    path = tmp_path / "vi.po"
    catalogues.update(path, source)
    translate(path, "inner", "trong")
    translate(path, "old {n}", "cũ {n}")
    translate(path, "one two", "một hai")
    return path


def translate(path: Path, sentence: str, translation: str) -> None:
    """Fill in the line under ``sentence``."""
    text = path.read_text(encoding="utf-8")
    before, line, after = text.partition(f'msgid "{sentence}"\nmsgstr "')
    assert line
    path.write_text(before + line + translation + after[after.index('"') :], encoding="utf-8")


def test_the_catalogue_is_complete(catalogues: ModuleType) -> None:
    assert catalogues.check() == []


def test_the_catalogue_is_composed_unicode(catalogues: ModuleType) -> None:
    text = catalogues.CATALOGUE.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


def test_a_translation_ends_as_its_sentence_does(catalogues: ModuleType) -> None:
    """A full stop or colon that one language has and the other lacks shows in every table."""
    marks = set(".:!?,;")
    ends = {
        message.id: message.string
        for message in catalogues.read()
        if message.id and message.string and {message.id[-1], message.string[-1]} & marks
    }
    assert {en: vi for en, vi in ends.items() if en[-1] != vi[-1]} == {"Aborted!": ends["Aborted!"]}


def test_all_sentences_are_found(catalogues: ModuleType, source: Path) -> None:
    assert {message.id for message in catalogues.extracted(source) if message.id} == {
        "inner",
        "old {n}",
        "one two",
    }


def test_a_translated_catalogue_passes(catalogues: ModuleType, po: Path, source: Path) -> None:
    assert catalogues.check(po, source) == []


def test_update_keeps_translations_and_drops_what_is_gone(
    catalogues: ModuleType, po: Path, source: Path
) -> None:
    (source / "module.py").write_text('N_("old {n}"); N_("old {m}")', encoding="utf-8")
    catalogues.update(po, source)
    text = po.read_text(encoding="utf-8")
    assert "cũ {n}" in text
    assert "một hai" not in text
    assert "fuzzy" not in text
    assert catalogues.check(po, source) == ["not translated: old {m}"]


def test_update_twice_changes_nothing(catalogues: ModuleType, po: Path, source: Path) -> None:
    before = po.read_bytes()
    catalogues.update(po, source)
    assert po.read_bytes() == before


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ("cũ", "placeholders differ (n): old {n}"),
        ("cũ {m}", "placeholders differ (m, n): old {n}"),
        ("cũ {n", "braces (expected '}' before end of string): old {n}"),
        ("", "not translated: old {n}"),
    ],
)
def test_check_tells_what_is_wrong(
    catalogues: ModuleType, po: Path, source: Path, translation: str, fault: str
) -> None:
    translate(po, "old {n}", translation)
    assert catalogues.check(po, source) == [fault]


def test_check_notices_an_uncertain_translation(
    catalogues: ModuleType, po: Path, source: Path
) -> None:
    text = po.read_text(encoding="utf-8")
    po.write_text(text.replace('msgid "inner"', '#, fuzzy\nmsgid "inner"'), encoding="utf-8")
    assert catalogues.check(po, source) == ["fuzzy: inner"]


def test_check_notices_a_new_sentence(catalogues: ModuleType, po: Path, source: Path) -> None:
    (source / "more.py").write_text('N_("new")', encoding="utf-8")
    assert catalogues.check(po, source) == [
        "vi.po is not up to date: run “python tools/catalogues.py update”"
    ]


def test_the_compiled_catalogue_speaks(catalogues: ModuleType, po: Path) -> None:
    with catalogues.compile_catalogue(po).open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("one two") == "một hai"


def test_compiling_twice_gives_the_same_bytes(catalogues: ModuleType, po: Path) -> None:
    first = catalogues.compile_catalogue(po).read_bytes()
    assert catalogues.compile_catalogue(po).read_bytes() == first
    assert b"2000-01-01" in first


def test_only_an_older_compilation_is_renewed(catalogues: ModuleType, po: Path) -> None:
    catalogues.compile_if_older(po)
    compiled = po.with_suffix(".mo")
    first = compiled.stat().st_mtime_ns
    catalogues.compile_if_older(po)
    assert compiled.stat().st_mtime_ns == first
    translate(po, "inner", "bên trong")
    catalogues.compile_if_older(po)
    assert "bên trong".encode() in compiled.read_bytes()


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["update", "more"]])
def test_a_wrong_verb_shows_the_help(
    catalogues: ModuleType, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert catalogues.main(arguments) == 2
    assert "catalogues.py update" in capsys.readouterr().err
