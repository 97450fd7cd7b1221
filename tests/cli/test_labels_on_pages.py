"""Pages for people name papers, figures and sets as people do, not by the ids of files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from workspaces import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AT = ("--period", "2024")
PAGES = (
    ("checklist", *AT),
    ("unit", "list", *AT),
    ("unit", "show", "van phong", *AT),
    ("progress", *AT),
    ("score", *AT),
    ("score",),
    ("gaps", "--vs-average"),
    ("explain", "1"),
    ("explain", "2", *AT),
    ("rank", "--simulate", "--detail"),
    ("whatif", "1.1.meetings=4", "--add-paper", "2.1", *AT),
    ("change", "2023", "2024", "--set", "so-nganh-mau-2024"),
    ("task", "show", "vp-kien-toan-to", *AT),
    ("task", "check", *AT),
    ("proposal", "list", *AT),
    ("proposal", "check", *AT),
)


def ids() -> Iterator[str]:
    """What the sample's sets call facts, slots and options, where no reader would say so."""
    for file in (ROOT / "criteria").glob("*/[1-9]-*.yaml"):
        for criterion in yaml.safe_load(file.read_text("utf-8"))["criteria"]:
            yield from criterion.get("facts", {})
            yield from (slot["id"] for slot in criterion.get("proof", ()))


KNOWN = sorted(name for name in set(ids()) if re.search("[-_]", name))
FOLDER = re.compile(r"\S*/\S*\.\w+|\S*-\s*$", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_no_id_stands_where_there_is_a_name(
    page: tuple[str, ...], program: Callable[..., Any]
) -> None:
    ran = program(*page, as_of="2024-05-07")
    assert ran.status == 0, ran.err
    # Files lie in folders that are called by the slots' ids.
    shown = FOLDER.sub("", ran.out)
    found = [name for name in KNOWN if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", shown)]
    assert len(KNOWN) > 50
    assert found == []
    assert "so-nganh-mau" not in shown
