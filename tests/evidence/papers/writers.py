"""Papers on disk: those drawn here, and those that lie ready."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docx_papers import docx_bytes
from paper_spec import Drawn
from papers import OFFICE_PAPERS, PAPERS
from pdf_papers import pdf_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paper_spec import Paper

MADE = Path(__file__).with_name("made")


def content_of(paper: Paper) -> bytes:
    """The file of a paper that needs no office program."""
    return docx_bytes(paper) if paper.layout.suffix == ".docx" else pdf_bytes(paper)


def file_name(paper: Paper) -> str:
    """Of the paper's file; it tells nothing of what the paper says."""
    return f"{paper.name}{paper.layout.suffix}"


def write(paper: Paper, folder: Path) -> Drawn:
    """Draw a paper of ``PAPERS`` into a folder."""
    path = folder / file_name(paper)
    path.write_bytes(content_of(paper))
    return Drawn(path, paper)


def write_all(folder: Path, papers: Iterable[Paper] = PAPERS) -> list[Drawn]:
    """Draw papers into a folder, in their order."""
    return [write(paper, folder) for paper in papers]


def made_papers() -> list[Drawn]:
    """The papers that LibreOffice has written."""
    return [Drawn(MADE / file_name(paper), paper) for paper in OFFICE_PAPERS]
