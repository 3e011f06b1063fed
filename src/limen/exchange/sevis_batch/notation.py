"""The notation in which this project states the format: an outline of elements, one a line.

A line names an element, how often it stands, and what it holds; what is indented below it is its content::

    @requestID request-id          an attribute, and the kind of value it has
    Remarks? text 1..500           an element that may be left out
    Student[1..250]                an element that stands one to 250 times, with the content indented below
    FullName : NameType            an element whose content is that shape
    one of                         one of the elements indented below

The whole of it is explained at the head of ``data/student.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from limen.exchange.sevis_batch.values import Kind, Kinds
from limen.kernel.errors import DeclarationError

MANY = 1 << 30
TIMES = {"": (1, 1), "?": (0, 1), "+": (1, MANY), "*": (0, MANY)}
LINE = re.compile(r"(@?[A-Za-z]\w*)([?+*]|\[\d+\.\.\d+\])?(?: (nil\b))?(?: ?(.*))?")
GROUPS = ("one of", "all of", "all or nothing")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: its name, the kind of its value, whether it must stand, and what holds where it does not."""

    name: str
    kind: Kind
    required: bool
    default: str = ""


@dataclass(slots=True)
class Shape:
    """What an element holds.

    Args:
        name: of a shape with one.
        kind: the kind of value, where it holds a text.
        attributes: by name.
        content: what it holds, in order, where it holds elements.
        abstract: whether ``xsi:type`` must name one of ``kinds``.
        kinds: the shapes that are like it, by name.
        free: whether anything may stand in it.
        nil: whether the element may be empty by ``xsi:nil``.
    """

    name: str = ""
    kind: Kind | None = None
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    content: tuple[Element | Group, ...] = ()
    abstract: bool = False
    kinds: Mapping[str, Shape] = field(default_factory=dict)
    free: bool = False
    nil: bool = False

    def elements(self) -> Iterator[Element]:
        """Return every element that may stand in it, those of groups as well, in the order they may stand."""
        yield from _elements(self.content)


@dataclass(slots=True)
class Element:
    """An element at its place: its name, how often it stands, and what it holds."""

    name: str
    least: int
    most: int
    shape: Shape


@dataclass(slots=True)
class Group:
    """Elements that belong together.

    Args:
        choice: whether one of them stands, or all in order.
        optional: whether none may stand.
        content: in order.
        starts: the names with which it can begin.
        empty: whether nothing may stand where it does.
    """

    choice: bool
    optional: bool
    content: tuple[Element | Group, ...]
    starts: frozenset[str] = frozenset()
    empty: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    depth: int
    text: str


class Outline:
    """The shapes of one description.

    Args:
        texts: the outline of every shape, by name.
        kinds: the kinds of value.
    """

    def __init__(self, texts: Mapping[str, str], kinds: Kinds) -> None:
        self._texts = texts
        self._kinds = kinds
        self._shapes: dict[str, Shape] = {}

    def shape(self, name: str) -> Shape:
        """Return a shape by name, made once.

        Raises:
            DeclarationError: when there is none, or a line of it cannot be understood.
        """
        if name not in self._shapes:
            if name not in self._texts:
                raise DeclarationError(f"The batch format names a shape “{name}” and does not state it.")
            shape = self._shapes[name] = Shape(name)
            lines = [line for line in map(_line, self._texts[name].splitlines()) if line.text]
            self._fill(shape, lines)
            if shape.abstract:
                alike = [other for other in self._texts if f"like {name}" in self._texts[other].splitlines()]
                shape.kinds = MappingProxyType({other: self.shape(other) for other in alike})
        return self._shapes[name]

    def _fill(self, shape: Shape, lines: list[_Line]) -> None:
        attributes: dict[str, Attribute] = {}
        content: list[Element | Group] = []
        for line, below in _blocks(lines):
            if line.text == "abstract":
                shape.abstract = True
            elif line.text.startswith("like "):
                base = self.shape(line.text.removeprefix("like "))
                attributes.update(base.attributes)
                content.extend(base.content)
            elif line.text.startswith("@"):
                attribute = self._attribute(line.text)
                attributes[attribute.name] = attribute
            elif line.text != "empty":
                content.append(self._particle(line, below))
        shape.attributes, shape.content = MappingProxyType(attributes), tuple(content)

    def _attribute(self, text: str) -> Attribute:
        name, times, _, rest = _parts(text)
        words, _, default = rest.partition(" = ")
        return Attribute(name.removeprefix("@"), self._kinds.kind(words), times != "?", default)

    def _particle(self, line: _Line, below: list[_Line]) -> Element | Group:
        if line.text in GROUPS:
            content = tuple(self._particle(*block) for block in _blocks(below))
            return _group(line.text == "one of", line.text == "all or nothing", content)
        name, times, nil, rest = _parts(line.text)
        least, most = TIMES[times] if times in TIMES else _span(times)
        return Element(name, least, most, self._held(rest, below, nil))

    def _held(self, rest: str, below: list[_Line], nil: bool) -> Shape:
        if rest.startswith(": "):
            return self.shape(rest.removeprefix(": "))
        if rest == "anything":
            return Shape(free=True)
        if rest and rest != "empty":
            return Shape(kind=self._kinds.kind(rest), nil=nil)
        shape = Shape()
        self._fill(shape, below)
        return shape


def _line(text: str) -> _Line:
    bare = text.lstrip(" ")
    return _Line((len(text) - len(bare)) // 2, bare.rstrip())


def _blocks(lines: list[_Line]) -> Iterator[tuple[_Line, list[_Line]]]:
    """Return the lines of the least depth, each with the deeper ones below it."""
    place = 0
    while place < len(lines):
        end = place + 1
        while end < len(lines) and lines[end].depth > lines[place].depth:
            end += 1
        yield lines[place], lines[place + 1 : end]
        place = end


def _parts(text: str) -> tuple[str, str, bool, str]:
    match = LINE.fullmatch(text)
    if match is None:
        raise DeclarationError(f"A line of the batch format cannot be understood: “{text}”.")
    return match[1], match[2] or "", bool(match[3]), match[4] or ""


def _span(times: str) -> tuple[int, int]:
    least, most = times.strip("[]").split("..")
    return int(least), int(most)


def _group(choice: bool, optional: bool, content: tuple[Element | Group, ...]) -> Group:
    starts: set[str] = set()
    for part in content:
        starts |= {part.name} if isinstance(part, Element) else part.starts
        if not choice and not _may_be_missing(part):
            break
    nothing = (any if choice else all)(_may_be_missing(part) for part in content)
    return Group(choice, optional, content, frozenset(starts), optional or nothing)


def _may_be_missing(part: Element | Group) -> bool:
    return part.least == 0 if isinstance(part, Element) else part.empty


def _elements(content: tuple[Element | Group, ...]) -> Iterator[Element]:
    for part in content:
        if isinstance(part, Element):
            yield part
        else:
            yield from _elements(part.content)
