"""From bytes of YAML to nodes: the parser's events, read one by one under limits.

`yaml.load` and `yaml.compose` recurse: a file of 100,000 brackets ends the process there. The
event parser keeps its stack on the heap, and reading stops at the first event that is too deep.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

import yaml

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import N_, Message
from dtiscore.base.text import nfc
from dtiscore.source.yaml_assembly import Assembly, Frame, Spot
from dtiscore.source.yaml_errors import from_parser, tag_index, written_tag
from dtiscore.source.yaml_nodes import Mapping, Node, Scalar, Sequence
from dtiscore.source.yaml_text import MOST_FOUND

if TYPE_CHECKING:
    from collections.abc import Callable

    from dtiscore.base.diagnostics import Diagnostic, Problem
    from dtiscore.base.messages import Field
    from dtiscore.source.yaml_nodes import Style
    from dtiscore.source.yaml_text import SourceText

# libyaml is in every wheel of PyYAML; a build without it reads the same, ten times slower.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_STYLES: dict[str | None, Style] = {"'": "quoted", '"': "quoted", "|": "block", ">": "block"}
# What an event adds to the depth.
_LEVELS = {
    yaml.MappingStartEvent: 1,
    yaml.SequenceStartEvent: 1,
    yaml.MappingEndEvent: -1,
    yaml.SequenceEndEvent: -1,
}
_UNKNOWN_ALIAS = N_("“*{name}” repeats a value marked “&{name}”, and none stands before it")
_TOO_MANY = N_("more than {limit} values stand in the file")
_SPLIT_HINT = N_("split the file, or take out what does not belong there")


class Limits(NamedTuple):
    """How much a file may ask for before it is refused.

    ``size`` in bytes, ``depth`` in mappings and lists around a value, ``aliases`` in uses of
    ``*name``, ``nodes`` in keys and values once every alias is written out.
    """

    size: int = 8 * 1024 * 1024
    depth: int = 32
    aliases: int = 32
    nodes: int = 1_000_000


class _Mark(Protocol):
    line: int
    column: int
    index: int


class _Event(Protocol):
    """What the parser's events have; each kind has some of it. ``type(event)`` tells the kind."""

    start_mark: _Mark
    end_mark: _Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool | None


class _Anchored(NamedTuple):
    """A value that can be repeated: how many nodes it is when written out, and how high."""

    node: Node
    nodes: int
    height: int


def read_events(source: SourceText, limits: Limits) -> EventReader:
    """Read a file to the end, to the first syntax error, or to a limit."""
    reader = EventReader(source, limits)
    error = reader.read(source.text)
    if error is not None:
        # A bracket may begin a key, so the parser looks ahead of its events, up to the end of the
        # line. What it refuses there (libyaml since 0.2.6: the 1,001st bracket) hides that a
        # limit was passed long before. A text that ends before the error gives these events.
        before = source.text[: error.problem_mark.index if error.problem_mark else 0]
        if _is_too_deep(before, limits.depth):
            reader = EventReader(source, limits)
            reader.read(before)
        else:
            reader.refuse_syntax(error)
    return reader


def _is_too_deep(text: str, limit: int) -> bool:
    depth = 0
    try:
        get_event = Loader(text).get_event
        while depth <= limit and (event := get_event()) is not None:
            depth += _LEVELS.get(type(event), 0)
    except yaml.YAMLError:
        pass  # the end of the text has left something open
    return depth > limit


class EventReader:
    """Reads one file once; the results stand in its public attributes.

    Attributes:
        assembly: the tree.
        found: the problems, in no order; those of the assembly are kept there.
        trusted: whether the tree says what the file says: not after a syntax error or a limit.
        documents: how many YAML documents have begun.
        literal: the first index and end of each quoted or block scalar, in a text with tabs.
        ended_at: the index from which on nothing is known, None if the file was read to its end.
    """

    def __init__(self, source: SourceText, limits: Limits) -> None:
        self.assembly = Assembly(source.file, source.text)
        self.found: list[Diagnostic] = []
        self.trusted = True
        self.documents = 0
        self.literal: list[tuple[int, int]] = []
        self.ended_at: int | None = None
        self._source = source
        self._limits = limits
        self._has_tabs = "\t" in source.text
        self._nodes = 0
        self._aliases = 0
        self._anchors: dict[str, _Anchored] = {}

    def read(self, text: str) -> yaml.MarkedYAMLError | None:
        """Read ``text``, the file or its beginning, to the end, to a limit, or to an error.

        A syntax error is handed back and not yet reported.
        """
        handlers: dict[type, Callable[[_Event], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        try:
            get_event = Loader(text).get_event
            while self.ended_at is None and (event := get_event()) is not None:
                handler = handlers.get(type(event))
                if handler is not None:
                    handler(event)
        except yaml.MarkedYAMLError as error:
            return error
        except yaml.YAMLError:
            # Only the reader's error is unmarked: a character that YAML does not allow.
            self.trusted, self.ended_at = False, 0
            self.found.extend(self._source.controls())
        return None

    def refuse_syntax(self, error: yaml.MarkedYAMLError) -> None:
        """Report the syntax error at which the reading ended."""
        found = from_parser(error, self._source.text, self._source.file)
        self.found.append(found)
        self.trusted = False
        # A scalar that was being scanned may hold tabs, and gave no event to say so.
        scanning = (error.context or "").startswith("while scanning")
        mark = (error.context_mark if scanning else None) or error.problem_mark
        self.ended_at = mark.index if mark else 0
        if found.code == problems.YAML_TAB.code:
            self.found.extend(self._source.indent_tabs(self.ended_at))

    def _document(self, event: _Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self.found.append(problems.YAML_DOCUMENTS.at(self._place(event)))
            self.ended_at = event.start_mark.index

    def _scalar(self, event: _Event) -> None:
        spot, style = _spot(event), _STYLES.get(event.style, "plain")
        if self._has_tabs and style != "plain":
            start = self._source.line_end(spot.start) if style == "block" else spot.start
            self.literal.append((start, spot.end))
        if event.tag is not None and len(self.found) < MOST_FOUND:
            self._tag(event)
        if self._count(1, event):
            node = Scalar(nfc(event.value), spot.line, spot.column, style)
            self.assembly.attach(node, spot)
            if event.anchor is not None:
                self._anchors[event.anchor] = _Anchored(node, 1, 0)

    def _mapping(self, event: _Event) -> None:
        self._start(event, Mapping)

    def _sequence(self, event: _Event) -> None:
        self._start(event, Sequence)

    def _start(self, event: _Event, kind: type[Mapping | Sequence]) -> None:
        if event.tag is not None and len(self.found) < MOST_FOUND:
            self._tag(event)
        if len(self.assembly.stack) >= self._limits.depth:
            self._refuse(problems.YAML_TOO_DEEP, event, limit=self._limits.depth)
        elif self._count(1, event):
            spot = _spot(event)
            node = kind([], spot.line, spot.column, bool(event.flow_style))
            self.assembly.attach(node, spot)
            self.assembly.open(Frame(node, event.anchor, self._nodes - 1))

    def _end(self, _event: _Event) -> None:
        frame = self.assembly.close()
        if frame.anchor is not None:
            nodes = self._nodes - frame.nodes_before
            self._anchors[frame.anchor] = _Anchored(frame.node, nodes, frame.height)

    def _alias(self, event: _Event) -> None:
        spot, limits = _spot(event), self._limits
        self._aliases += 1
        if self._aliases > limits.aliases:
            self._refuse(problems.YAML_ALIASES, event, limit=limits.aliases)
            return
        target = self._anchors.get(event.anchor or "")
        if target is None:
            self.trusted = False
            reason = Message(_UNKNOWN_ALIAS, name=event.anchor)
            self.found.append(problems.YAML_SYNTAX.at(self._place(event), reason=reason))
            target = _Anchored(Scalar("", spot.line, spot.column, "plain"), 1, 0)
        if len(self.assembly.stack) + target.height > limits.depth:
            self._refuse(problems.YAML_TOO_DEEP, event, limit=limits.depth)
        elif self._count(target.nodes, event):
            node = target.node
            if isinstance(node, Scalar):
                node = replace(node, line=spot.line, column=spot.column)
            self.assembly.attach(node, spot)
            self.assembly.reach(target.height)

    def _count(self, nodes: int, event: _Event) -> bool:
        """Count nodes that ``event`` brings; False when they are too many."""
        self._nodes += nodes
        if self._nodes <= self._limits.nodes:
            return True
        if self._aliases:
            self._refuse(problems.YAML_ALIASES, event, limit=self._limits.nodes)
        else:
            self._refuse(
                problems.YAML_SYNTAX._replace(hint=_SPLIT_HINT),
                event,
                reason=Message(_TOO_MANY, limit=self._limits.nodes),
            )
        return False

    def _refuse(self, problem: Problem, event: _Event, **fields: Field) -> None:
        """Report a limit passed at ``event``, and end the reading."""
        self.found.append(problem.at(self._place(event), **fields))
        self.trusted = False
        self.ended_at = event.start_mark.index

    def _tag(self, event: _Event) -> None:
        index = tag_index(self._source.text, event.start_mark.index)
        tag = written_tag(self._source.text, index)
        self.found.append(problems.YAML_TAG.at(self._source.place(index), tag=tag))

    def _place(self, event: _Event) -> Place:
        mark = event.start_mark
        return Place(self._source.file, mark.line + 1, mark.column + 1)


def _spot(event: _Event) -> Spot:
    start = event.start_mark
    return Spot(start.line + 1, start.column + 1, start.index, event.end_mark.index)
