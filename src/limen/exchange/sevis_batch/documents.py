"""The description of the format: its shapes, its events, its limits, its result codes, all of them data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from limen.exchange.sevis_batch.codes import Table, contents, tables
from limen.exchange.sevis_batch.notation import Element, Outline, Shape
from limen.exchange.sevis_batch.values import Kinds
from limen.kernel.errors import DeclarationError

STUDENT, VISITOR, LOG = "student", "visitor", "log"
CREATE = "create"
"""The event of a record that is new."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event that a batch can report.

    Args:
        key: ``create``, ``registration``, ``dependent.add``; unique within a kind of batch.
        place: path of its element in the record; empty for a create.
        title: what happened, in words.
        shape: what its element holds.
    """

    key: str
    place: str
    title: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Description:
    """A document of the format.

    Args:
        kind: ``student``, ``visitor`` or ``log``.
        edition: of the agency's schema that it describes.
        root: name of the outermost element.
        shape: what that holds.
        create, update: the elements that hold records, and the record's own name, where it is a batch.
        record: name of a record's element.
        events: by key, in the order of the schema.
        places: the key of an event by the path of its element in an update.
    """

    kind: str
    edition: str
    root: str
    shape: Shape
    create: str = ""
    update: str = ""
    record: str = ""
    events: Mapping[str, Event] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def holder(self, name: str) -> Shape:
        """Return the shape of a record below ``create`` or ``update``."""
        return child(child(self.shape, name), self.record)


@dataclass(frozen=True, slots=True)
class Value:
    """A value that an event can hold.

    Args:
        path: in the event: ``Employer/StartDate``, ``@printForm``.
        says: what may stand there, in words.
        required: whether it must, where what is around it stands.
        tables: keys of the tables of its codes.
    """

    path: str
    says: str
    required: bool
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read; every limit has its reason in ``data/limits.toml``.

    Args:
        bytes: of the document.
        zip_bytes: of the archive it comes in.
        elements: in the document.
        depth: of elements within each other.
        refusals: listed of one record.
        attributes: of one element.
    """

    bytes: int
    zip_bytes: int
    elements: int
    depth: int
    refusals: int
    attributes: int


@dataclass(frozen=True, slots=True)
class Result:
    """A result code.

    Args:
        code: ``S0000``.
        step: ``any``, ``upload``, ``process``, ``download`` or ``record``.
        title: what it says.
        source: where that is written.
        verified: whether the source was seen, and when.
    """

    code: str
    step: str
    title: str
    source: str
    verified: str


@lru_cache(maxsize=1)
def limits() -> Limits:
    """Return the limits."""
    (content,) = contents("limits")
    return Limits(**{name: limit["most"] for name, limit in content.items()})


@lru_cache(maxsize=1)
def results() -> Mapping[str, Result]:
    """Return the result codes, by code."""
    (content,) = contents("results")
    made = [
        Result(row["code"], row["step"], row["title"], source["source"], source["verified"])
        for source in content["table"]
        for row in source["result"]
    ]
    return MappingProxyType({result.code: result for result in made})


@lru_cache(maxsize=3)
def description(kind: str) -> Description:
    """Return the description of a kind of document.

    Args:
        kind: ``student``, ``visitor`` or ``log``.

    Raises:
        DeclarationError: when the data do not fit together.
    """
    read = contents(kind)
    head = next(content for content in read if "root" in content)
    texts = {name: text for content in read for name, text in content["shapes"].items()}
    (types,) = contents("types")
    shape = Outline(texts, Kinds(types, tables())).shape(head["root"])
    if kind == LOG:
        return Description(kind, head["edition"], head["root"], shape)
    (events,) = [content[kind] for content in contents("events")]
    update = child(child(shape, head["update"]), head["record"])
    made = {CREATE: Event(CREATE, "", head["created"], child(child(shape, head["create"]), head["record"]))}
    for place, event in events.items():
        if event["key"] in made:
            raise DeclarationError(f"Two events of the {kind} batch have the key {event['key']}.")
        made[event["key"]] = Event(event["key"], place, event["title"], at(update, place))
    places = {event.place: event.key for event in made.values() if event.place}
    return Description(
        kind,
        head["edition"],
        head["root"],
        shape,
        head["create"],
        head["update"],
        head["record"],
        MappingProxyType(made),
        MappingProxyType(places),
    )


def kind_of(root: str) -> str:
    """Return the kind of document whose outermost element has a name, or an empty string."""
    return next((kind for kind in (STUDENT, VISITOR, LOG) if description(kind).root == root), "")


def values(event: Event) -> tuple[Value, ...]:
    """Return every value an event can hold, in the order of the schema; one entry a path.

    Args:
        event: of a description; the envelope of an update (request, user, SEVIS ID, the sender's two fields) is not in
            it.
    """
    found: dict[str, Value] = {}
    for value in _values(event.shape, ""):
        found.setdefault(value.path, value)
    return tuple(found.values())


def child(shape: Shape, name: str) -> Shape:
    """Return the shape of an element of a shape.

    Raises:
        DeclarationError: when there is none of that name.
    """
    return _element(shape, name).shape


def at(shape: Shape, path: str) -> Shape:
    """Return the shape of the element at a path.

    Raises:
        DeclarationError: when there is none.
    """
    for name in path.split("/"):
        shape = child(shape, name)
    return shape


def _element(shape: Shape, name: str) -> Element:
    found = next((element for element in shape.elements() if element.name == name), None)
    if found is None:
        raise DeclarationError(f"The batch format has no {name} in {shape.name or 'that element'}.")
    return found


def _values(shape: Shape, path: str) -> list[Value]:
    before = f"{path}/" if path else ""
    found = [
        Value(f"{before}@{attribute.name}", attribute.kind.says, attribute.required, _keys(attribute.kind.tables))
        for attribute in shape.attributes.values()
    ]
    if shape.abstract:
        found.append(Value(f"{before}@xsi:type", f"one of {', '.join(shape.kinds)}", required=True))
        return found + [value for kind in shape.kinds.values() for value in _values(kind, path)]
    for element in shape.elements():
        place = f"{before}{element.name}"
        held = element.shape
        if held.kind is not None:
            found.append(Value(place, held.kind.says, element.least > 0, _keys(held.kind.tables)))
        elif held.free:
            found.append(Value(place, "anything", element.least > 0))
        elif not held.content and not held.attributes and not held.abstract:
            found.append(Value(place, "nothing", element.least > 0))
        else:
            found += _values(held, place)
    return found


def _keys(held: tuple[Table, ...]) -> tuple[str, ...]:
    return tuple(table.key for table in held)
