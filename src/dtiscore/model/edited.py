"""A YAML file of the workspace while a command changes its text: read, edited, read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place, has_errors
from dtiscore.model.bind import Loaded, bind
from dtiscore.source.yaml_edit import EditRefusedError
from dtiscore.source.yaml_tree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dtiscore.base.diagnostics import Diagnostic

M = TypeVar("M", bound=BaseModel)


class EditedFile(Generic[M]):
    """The text of a file and what it says; nothing is written here.

    Attributes:
        text: as it is now. value: what it says; None where it is wrong.
        loaded: the same with the places of what it says; None also of an empty file.
        found: what is wrong with it.
    """

    def __init__(self, path: Path, name: str, model: type[M], new: str = "") -> None:
        """Read ``path``, called ``name`` in messages; ``new`` is the text of one not there yet.

        Raises:
            OSError: the file cannot be read.
        """
        self._name, self._model = name, model
        self._before = self.text = ""
        self.value: M | None = None
        self.loaded: Loaded[M] | None = None
        self.found: tuple[Diagnostic, ...] = ()
        if path.is_symlink() or path.exists():
            try:
                if path.is_symlink() or not path.is_file():
                    self.found = (self._refusal(),)
                    return
                # Line ends and the byte order mark are the file's own.
                self._before = self.text = path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                self.found = (self._refusal(),)
                return
        else:
            self.text = new
        self._read()

    @property
    def changed(self) -> bool:
        """Whether the text is another than on the disk."""
        return self.text != self._before

    def edit(self, change: Callable[[str], str]) -> tuple[Diagnostic, ...]:
        """Let ``change`` make another text of it; what is wrong then, if anything.

        A change that is refused leaves text and value as they were.
        """
        before = (self.text, self.value, self.loaded)
        try:
            self.text = change(self.text)
        except EditRefusedError:
            return (self._refusal(),)
        self._read()
        found, self.found = self.found, ()
        if found:
            self.text, self.value, self.loaded = before
        return found

    def _read(self) -> None:
        document, found = parse_yaml(self.text.encode(errors="surrogatepass"), self._name)
        if document is None and all(each.code == "empty-file" for each in found):
            self.value, self.loaded, self.found = self._model(), None, ()
            return
        self.loaded = None
        if document is not None and not has_errors(found):
            self.loaded, found = bind(self._model, document)
        self.value = None if self.loaded is None else self.loaded.value
        self.found = (self._refusal(), *found) if self.loaded is None else ()

    def _refusal(self) -> Diagnostic:
        return problems.CANNOT_EDIT.at(Place(self._name), file=self._name)
