"""The message catalogues: ``update``, ``compile`` and ``check``.

    python tools/catalogues.py update     sentences of the source into the .po, translations kept
    python tools/catalogues.py compile    the .po into the .mo that the program reads
    python tools/catalogues.py check      exit 1 and a list if a translator is needed

The ``.po`` is the source of truth. ``update`` writes no line numbers and no dates, so that a
diff shows nothing but sentences that changed.
"""

from __future__ import annotations

import io
import os
import string
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "dtiscore"
CATALOGUE = SOURCE / "i18n" / "locale" / "vi" / "LC_MESSAGES" / "dtiscore.po"

_KEYWORDS = {"Message": None, "N_": None}
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_HEADER = """\
# Vietnamese sentences of dtiscore. Edit the msgstr lines only; then run
#   python tools/catalogues.py check
"""


def extracted(source: Path = SOURCE) -> Catalog:
    """Every sentence of the source code with the files that say it."""
    found = Catalog()
    for path in sorted(source.rglob("*.py")):
        with path.open("rb") as file:
            place = path.relative_to(source.parent).as_posix()
            for _, sentence, _, _ in extract("python", file, keywords=_KEYWORDS):
                if isinstance(sentence, str):
                    found.add(sentence, locations=[(place, 0)])
    return found


def read(path: Path = CATALOGUE) -> Catalog:
    """The catalogue as it stands; an empty one where there is none yet."""
    if not path.exists():
        return Catalog(locale="vi")
    with path.open("rb") as file:
        return read_po(file, locale="vi")


def updated(old: Catalog, source: Path = SOURCE) -> Catalog:
    """``old`` with today's sentences: new ones empty, translations kept, obsolete ones dropped."""
    new = Catalog(locale="vi")
    for found in extracted(source):
        if found.id:
            kept = old.get(found.id)
            new.add(
                found.id,
                kept.string if kept else "",
                locations=found.locations,
                flags=["fuzzy"] if kept and kept.fuzzy else [],
                user_comments=kept.user_comments if kept else [],
            )
    return new


def written(catalogue: Catalog) -> bytes:
    """The catalogue as a file: sorted, without line numbers, dates and guesses at formats."""
    for message in catalogue:
        # Babel takes the "% o" of "50% or" for a printf format; there is none in our sentences.
        message.flags -= {"python-format", "python-brace-format"}
    body = io.BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    header = (
        'msgid ""\nmsgstr ""\n"Language: vi\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return (_HEADER + header).encode() + body.getvalue().rstrip(b"\n") + b"\n"


def update(path: Path = CATALOGUE, source: Path = SOURCE) -> None:
    """Bring the ``.po`` up to date with the source code."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(updated(read(path), source)))


def compile_catalogue(path: Path = CATALOGUE) -> Path:
    """Write the ``.mo`` beside the ``.po``, whole or not at all (tests run in parallel)."""
    compiled = path.with_suffix(".mo")
    unfinished = path.with_suffix(f".{os.getpid()}.tmp")
    catalogue = read(path)
    # Babel would write today's date into the file, and no two wheels would be equal.
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(compiled)
    return compiled


def compile_if_older(path: Path = CATALOGUE) -> None:
    """Compile where the ``.po`` was edited after the ``.mo``: for ``tests/conftest.py``."""
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.stat().st_mtime_ns <= path.stat().st_mtime_ns:
        compile_catalogue(path)


def placeholders(sentence: str) -> frozenset[str]:
    """The names in braces.

    Raises:
        ValueError: a brace stands alone.
    """
    return frozenset(
        name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None
    )


def check(path: Path = CATALOGUE, source: Path = SOURCE) -> list[str]:
    """What a translator has to do, a line each; nothing if all is well."""
    catalogue = read(path)
    faults = [
        f"{fault}: {message.id}"
        for message in catalogue
        if message.id
        for fault in _faults(str(message.id), str(message.string), fuzzy=message.fuzzy)
    ]
    if not path.exists() or path.read_bytes() != written(updated(catalogue, source)):
        faults.append(f"{path.name} is not up to date: run “python tools/catalogues.py update”")
    return faults


def _faults(sentence: str, translation: str, *, fuzzy: bool) -> Iterator[str]:
    if fuzzy:
        yield "fuzzy"
    if not translation:
        yield "not translated"
        return
    try:
        missing = placeholders(sentence) ^ placeholders(translation)
    except ValueError as error:
        yield f"braces ({error})"
        return
    if missing:
        yield f"placeholders differ ({', '.join(sorted(missing))})"


def main(arguments: list[str]) -> int:
    """Run the verb named on the command line."""
    match arguments:
        case ["update"]:
            update()
        case ["compile"]:
            compile_catalogue()
        case ["check"]:
            faults = check()
            sys.stdout.write("".join(f"{fault}\n" for fault in faults))
            return 1 if faults else 0
        case _:
            sys.stderr.write(__doc__ or "")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
