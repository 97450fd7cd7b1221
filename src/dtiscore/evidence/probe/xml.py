"""XML read as a stream of events: no tree, no recursion, no document type, no entities."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from dtiscore.evidence.learnt import Fault
from dtiscore.evidence.probe import limits
from dtiscore.evidence.probe.limits import EnoughError, Faulty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def read_xml(
    chunks: Iterable[bytes],
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Feed handlers with what stands in an XML part; names come as ``namespace local``.

    A handler, or what gives the chunks, ends the reading by raising :class:`EnoughError`.

    Raises:
        Faulty: it is no well-formed XML, nests too deeply, or declares a document type, which
            is where files from elsewhere and endless entities would come in.
    """
    parser, depth = expat.ParserCreate(namespace_separator=" "), 0
    parser.buffer_text = True

    def open_element(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.XML_DEPTH:
            raise Faulty(Fault.UNREADABLE)
        start(name, attributes)

    def close_element(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element
    parser.CharacterDataHandler = text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keyword
        parser.Parse(b"", True)  # noqa: FBT003
    except EnoughError:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Faulty(Fault.UNREADABLE) from error


def _refuse(*_: object) -> None:
    raise Faulty(Fault.UNREADABLE)


def local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(" ")[2]


def plain_text(chunks: Iterable[bytes], lines_of: frozenset[str] = frozenset()) -> str:
    """All text of an XML part, a line for each element named in ``lines_of``.

    Raises:
        Faulty: as :func:`read_xml`.
    """
    parts: list[str] = []
    size = 0

    def text(data: str) -> None:
        nonlocal size
        parts.append(data)
        size += len(data)
        if size > limits.TEXT_HEAD:
            raise EnoughError

    def end(name: str) -> None:
        if not lines_of or local(name) in lines_of:
            parts.append("\n")

    read_xml(chunks, lambda _name, _attributes: None, end, text)
    return "".join(parts)
