"""Kinds of files: what each ending promises, and what a council can look at."""

from __future__ import annotations

from functools import lru_cache

from dtiscore.base.messages import Message

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

# By media type: the endings that promise it, the right one first.
_ENDINGS = {
    "application/pdf": (".pdf",),
    f"{_OFFICE}wordprocessingml.document": (".docx",),
    f"{_OFFICE}spreadsheetml.sheet": (".xlsx",),
    f"{_OFFICE}presentationml.presentation": (".pptx",),
    "application/vnd.ms-word.document.macroEnabled.12": (".docm",),
    "application/vnd.ms-excel.sheet.macroEnabled.12": (".xlsm",),
    "application/vnd.ms-powerpoint.presentation.macroEnabled.12": (".pptm",),
    "application/msword": (".doc", ".dot"),
    "application/vnd.ms-excel": (".xls",),
    "application/vnd.ms-powerpoint": (".ppt", ".pps"),
    "application/rtf": (".rtf", ".doc"),
    f"{_OPEN}text": (".odt",),
    f"{_OPEN}spreadsheet": (".ods",),
    f"{_OPEN}presentation": (".odp",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg", ".jfif"),
    "image/tiff": (".tif", ".tiff"),
    "image/gif": (".gif",),
    "image/bmp": (".bmp",),
    "image/webp": (".webp",),
    "image/heic": (".heic", ".heif"),
    "text/plain": (".txt", ".csv", ".md"),
    "text/csv": (".csv",),
    "text/html": (".html", ".htm", ".mht"),
    "message/rfc822": (".eml", ".mht"),
}


def viewable(media_type: str) -> bool:
    """Whether a council can look at a file of this kind: no program, no archive."""
    return media_type in _ENDINGS


_NOT_READ = frozenset(
    {
        *("application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"),
        *("application/rtf", f"{_OPEN}presentation"),
    }
)


def is_read(media_type: str) -> bool:
    """Whether the text of a file of this kind is read; pictures and scans say so themselves."""
    return media_type not in _NOT_READ


@lru_cache(maxsize=256)
def kinds_of_suffix(suffix: str) -> frozenset[str]:
    """The media types that an ending promises, without case."""
    plain = suffix.casefold()
    return frozenset(kind for kind, endings in _ENDINGS.items() if plain in endings)


def right_suffix(media_type: str) -> str:
    """The ending a file of this kind should have."""
    return _ENDINGS[media_type][0]


def kind_in_words(media_type: str) -> Message | str:
    """The kind of a file as people call it."""
    if media_type == "application/pdf":
        return "PDF"
    if media_type.startswith("image/"):
        return Message("a picture ({format})", format=media_type.removeprefix("image/").upper())
    if media_type in _ENDINGS:
        return Message("a file such as {suffix}", suffix=right_suffix(media_type))
    return Message("something else ({type})", type=media_type)
