"""Walk ``evidence/<period>/``: which files lie there, each in the folder of a criterion.

Nothing in these folders is trusted: links are not followed, names are only compared, and no
file is opened here.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.text import fold, nearest, nfc

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.criteria import Criterion
    from dtiscore.model.criteria_set import CriteriaSet

NOTES = "evidence.yaml"
_MOST_FILES = 10_000
_NO_PAPERS = frozenset({NOTES, "thumbs.db", "desktop.ini"})
_HIDDEN = (".", "~$")
_HAS_TAGS = hasattr(os.stat_result, "st_reparse_tag")
_MOUNT_POINT = 0xA000_0003
_LEFT = (".tmp", ".part", ".crdownload", ".lnk")


class File(NamedTuple):
    """A regular file that may be a paper.

    Attributes:
        real: the path that opens it, in the spelling of the disk.
        inside: its path below the criterion's folder, composed, with forward slashes.
        slot: the slot whose subfolder it lies in.
        size, mtime_ns, ctime_ns, inode: as the disk tells; they say whether it is still the file
            it was. Windows tells no inode here, and of ctime only when the file was made.
    """

    real: str
    inside: str
    slot: str | None
    size: int
    mtime_ns: int
    ctime_ns: int = 0
    inode: int = 0


@dataclass(slots=True)
class Folder:
    """The folder of one criterion: its files in the order of their names."""

    real: str
    name: str
    criterion: Criterion
    files: list[File] = field(default_factory=list)
    has_notes: bool = False


@dataclass(slots=True)
class Walk:
    """What was found below one period's folder, with what is wrong with its layout.

    ``passed`` are hidden and temporary files, which are left alone.
    """

    folders: list[Folder] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)


def walk(root: Path, folder: str, criteria_set: CriteriaSet) -> Walk:
    """Every file below ``root/folder``, one folder for each criterion."""
    result = Walk()
    by_fold = {fold(cid): criterion for cid, criterion in criteria_set.criteria.items()}
    if (link := _link(root, folder)) is not None:
        _refuse(result, link, link)
        return result
    for entry in _sorted(root / folder, folder, result.found):
        here = f"{folder}/{nfc(entry.name)}"
        if passed_over(entry.name):
            result.passed.append(here)
        elif is_link(entry):
            _refuse(result, here, here)
        elif not entry.is_dir(follow_symlinks=False):
            result.found.append(problems.LOOSE_FILE.at(Place(here)))
        elif (criterion := by_fold.get(fold(entry.name))) is None:
            result.found.append(_unknown_folder(entry.name, here, criteria_set))
        else:
            result.folders.append(_folder(entry, here, criterion, result))
    return result


def walk_plain(root: Path, folder: str) -> Iterator[File]:
    """Every file of a period's folder, whatever criterion it lies in, links left out."""
    waiting = [] if _link(root, folder) else [(f"{root}/{folder}", "", 0)]
    while waiting:
        path, inside, depth = waiting.pop()
        for entry in _sorted(path, inside, []):
            name = f"{inside}{nfc(entry.name)}"
            if passed_over(entry.name) or is_link(entry):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < 3:  # noqa: PLR2004 - period, criterion, slot
                    waiting.append((entry.path, f"{name}/", depth + 1))
            elif (file := _file(entry, name, None, name, [])) is not None:
                yield file


def _link(root: Path, folder: str) -> str | None:
    """The first part of a folder's path that is a link: nothing behind it is read."""
    parts = folder.split("/")
    paths = ("/".join(parts[:end]) for end in range(1, len(parts) + 1))
    return next((path for path in paths if is_link(root / path)), None)


def stray(root: Path, folder: str, periods: Collection[str]) -> tuple[Diagnostic, ...]:
    """What lies in ``root/folder`` outside the folders of these periods."""
    found: list[Diagnostic] = []
    names = [nfc(e.name) for e in _sorted(root / folder, folder, found) if not passed_over(e.name)]
    lost = [name for name in names if name not in periods]
    return (*found, *(problems.NO_PERIOD_FOLDER.at(Place(f"{folder}/{name}")) for name in lost))


def _folder(entry: os.DirEntry[str], here: str, criterion: Criterion, result: Walk) -> Folder:
    """The files of one criterion, and of the subfolders named after its slots."""
    folder = Folder(entry.path, here, criterion)
    inside = _sorted(entry.path, here, result.found)
    folder.has_notes = any(inner.name == NOTES for inner in inside)
    slots = {fold(slot.id): slot.id for slot in criterion.proof}
    for inner in inside:
        name = nfc(inner.name)
        if passed_over(inner.name):
            if inner.name != NOTES:
                result.passed.append(f"{here}/{name}")
        elif is_link(inner):
            _refuse(result, f"{here}/{name}", name)
        elif inner.is_dir(follow_symlinks=False):
            slot = slots.get(fold(inner.name))
            if slot is None:
                place = Place(f"{here}/{name}")
                result.found.append(unknown_slot(criterion, inner.name, place))
            folder.files.extend(_slot_folder(inner, f"{here}/{name}", name, slot, result))
        elif (file := _file(inner, name, None, f"{here}/{name}", result.found)) is not None:
            folder.files.append(file)
        if len(folder.files) > _MOST_FILES:
            result.found.append(problems.TOO_MANY_FILES.at(Place(here), most=_MOST_FILES))
            del folder.files[_MOST_FILES:]
            break
    folder.files = list(_told_apart(folder.files))
    return folder


def _told_apart(files: list[File]) -> Iterator[File]:
    """The files; names that differ by their Unicode form alone are left as the disk has them."""
    counts = Counter(file.inside for file in files)
    for file in files:
        if counts[file.inside] == 1:
            yield file
        else:
            depth = file.inside.count("/") + 1
            yield file._replace(inside="/".join(Path(file.real).parts[-depth:]))


def _slot_folder(
    entry: os.DirEntry[str], here: str, inside: str, slot: str | None, result: Walk
) -> Iterator[File]:
    """The files of a slot's folder; what lies deeper is said, not read."""
    for inner in _sorted(entry.path, here, result.found):
        name = f"{inside}/{nfc(inner.name)}"
        place = f"{here}/{nfc(inner.name)}"
        if passed_over(inner.name):
            result.passed.append(place)
        elif is_link(inner):
            _refuse(result, place, name)
        elif inner.is_dir(follow_symlinks=False):
            result.found.append(problems.NESTED_FOLDER.at(Place(place)))
        elif (file := _file(inner, name, slot, place, result.found)) is not None:
            yield file


def _file(
    entry: os.DirEntry[str], inside: str, slot: str | None, here: str, said: list[Diagnostic]
) -> File | None:
    """The entry as a file; None for what is none: pipes, devices, what vanished just now."""
    try:
        found = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        said.append(_unreadable(here, error))
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    size, inode = found.st_size, found.st_ino
    return File(entry.path, inside, slot, size, found.st_mtime_ns, found.st_ctime_ns, inode)


def _unreadable(here: str, error: OSError) -> Diagnostic:
    reason = error.strerror or type(error).__name__
    return problems.UNREADABLE_FILE.at(Place(here), file=here, reason=reason)


def is_link(path: Path | os.DirEntry[str]) -> bool:
    """Whether it leads elsewhere: a symbolic link, or a junction of Windows."""
    return path.is_symlink() or (_HAS_TAGS and reparse_tag(path) == _MOUNT_POINT)


def reparse_tag(path: Path | os.DirEntry[str]) -> int:
    """What Windows says that stands for the file itself; 0: nothing, or not Windows."""
    try:
        found = path.stat(follow_symlinks=False)
    except OSError:
        return 0
    return int(getattr(found, "st_reparse_tag", 0))


def unknown_slot(criterion: Criterion, slot: str, place: Place) -> Diagnostic:
    """A slot that the criterion does not have."""
    known = tuple(each.id for each in criterion.proof)
    return problems.UNKNOWN_SLOT.at(place, criterion=criterion.id, slot=slot, known=known)


def _refuse(result: Walk, here: str, file: str) -> None:
    result.found.append(problems.EVIDENCE_OUTSIDE.at(Place(here), file=file))


def _unknown_folder(name: str, here: str, criteria_set: CriteriaSet) -> Diagnostic:
    near = nearest(name, criteria_set.criteria)
    if near is not None:
        return problems.UNKNOWN_FOLDER_NEAR.at(Place(here), near=near)
    return problems.UNKNOWN_FOLDER.at(Place(here))


def _sorted(folder: Path | str, name: str, found: list[Diagnostic]) -> list[os.DirEntry[str]]:
    """What lies in ``folder``; that it cannot be seen is no proof that nothing is there."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=_order)
    except FileNotFoundError:
        return []
    except OSError as error:
        found.append(_unreadable(name, error))
        return []


def _order(entry: os.DirEntry[str]) -> tuple[str, str]:
    name = entry.name
    return (name, name) if name.isascii() else (nfc(name), name)


def passed_over(name: str) -> bool:
    """Hidden files, what systems and programs leave behind, and the notes themselves."""
    plain = name.casefold()
    return plain in _NO_PAPERS or plain.startswith(_HIDDEN) or plain.endswith(_LEFT)
