"""Links between pages, their anchors, and the files that pages name."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from dockit import PAGES, ROOT, codes, headings, page, prose, slug

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FILE = re.compile(r"(?:src|tests|docs|tools|\.ci)/[\w./-]+|[\w./-]+\.py")
_ELSEWHERE = re.compile("[a-z]+:")


def links() -> list[tuple[str, str]]:
    """Every relative link with its page."""
    found = [(name, link) for name in PAGES for link in _LINK.findall(without_code(name))]
    return [(name, link) for name, link in found if not _ELSEWHERE.match(link)]


def without_code(name: str) -> str:
    return re.sub("`[^`]*`", "", prose(page(name)))


def anchors(name: str) -> set[str]:
    """The anchors of a page; a title that stands again is numbered."""
    seen: Counter[str] = Counter()
    found = set()
    for title in headings(page(name)):
        anchor = slug(title)
        found.add(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
        seen[anchor] += 1
    return found


@pytest.mark.parametrize(("name", "link"), links())
def test_a_link_leads_somewhere(name: str, link: str) -> None:
    file, _, anchor = link.partition("#")
    target = (ROOT / name).parent / file if file else ROOT / name
    assert target.exists()
    if anchor:
        assert anchor in anchors(target.resolve().relative_to(ROOT).as_posix())


def test_there_are_links_of_each_sort() -> None:
    found = [link for _, link in links()]
    assert any(link.startswith("#") for link in found)
    assert any(".md#" in link for link in found)
    assert any(link.endswith(".md") for link in found)


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("How papers find their slot", "how-papers-find-their-slot"),
        ("`published/<period>.yaml`", "publishedperiodyaml"),
        ("Winnable, at stake, lost for the period", "winnable-at-stake-lost-for-the-period"),
        ("Tiếng Việt", "tiếng-việt"),
        ("0001 Exact fractions", "0001-exact-fractions"),
    ],
)
def test_anchors_are_github_s(title: str, anchor: str) -> None:
    assert slug(title) == anchor


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), ["README.md"]
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        for link in (link for own, link in links() if own == name):
            target = ((ROOT / name).parent / link.partition("#")[0]).resolve()
            pages = sorted(target.glob("*.md")) if target.is_dir() else [target]
            waiting += [found.relative_to(ROOT).as_posix() for found in pages if found.suffix]
    assert reached >= set(PAGES)


def named_files() -> list[tuple[str, str]]:
    """Files and folders of the repository that a page names as code."""
    named = [(name, code) for name in PAGES for code in codes(page(name))]
    return [(name, code) for name, code in named if _FILE.fullmatch(code)]


@pytest.mark.parametrize(("name", "file"), named_files())
def test_a_file_that_is_named_exists(name: str, file: str) -> None:
    assert any((base / file).exists() for base in (ROOT, ROOT / "src/dtiscore"))
