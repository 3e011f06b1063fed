"""Writing batches: for tests and measurements, and for software that sends them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from limen.exchange.sevis_batch.documents import CREATE, STUDENT, VISITOR, Description, description
from limen.exchange.sevis_batch.model import KIND, Batch, Node, Record
from limen.exchange.sevis_batch.notation import Shape
from limen.exchange.sevis_batch.opening import XML, XSI
from limen.exchange.sevis_batch.reading import batch, record

Values = Mapping[str, "str | Values | Sequence[str | Values]"]
"""What an element holds, by name: attributes with an ``@``, texts, elements, and lists of either."""
UTF8 = "UTF-8"


def draft(
    kind: str,
    event: str,
    values: Values,
    *,
    request_id: str,
    user_id: str,
    sevis_id: str = "",
    status_code: str = "",
    user_defined: tuple[str, str] = ("", ""),
) -> Record:
    """Return a record made of values, in the order the schema asks for.

    Args:
        kind: ``student`` or ``visitor``.
        event: key of the event: ``create``, ``registration``.
        values: what its element holds.
        request_id: the sender's own number.
        user_id: who sends it.
        sevis_id: of whom it is about; none for a create.
        status_code: the status in which the sender believes the record to be, where it says so.
        user_defined: the two fields that are given back.

    Raises:
        KeyError: when there is no such event.
        ValueError: when a value has no place in it.
    """
    known = description(kind)
    said = known.events[event]
    given = {"requestID": request_id, "userID": user_id, "sevisID": sevis_id, "statusCode": status_code}
    envelope = {f"@{name}": value for name, value in given.items() if value}
    fields = {f"UserDefined{name}": value for name, value in zip("AB", user_defined, strict=True) if value}
    if not said.place:
        node = node_of(known.record, said.shape, {**envelope, **fields, **values})
        return record(node, kind, around=(Node(known.root), Node(known.create)))
    inside: Values = values
    for name in reversed(said.place.split("/")):
        inside = {name: inside}
    node = node_of(known.record, known.holder(known.update), {**envelope, **fields, **inside})
    return record(node, kind)


def node_of(name: str, shape: Shape, values: str | Values) -> Node:
    """Return an element made of values, in the order of its shape.

    Args:
        name: of the element.
        shape: what it may hold.
        values: what it is to hold.

    Raises:
        ValueError: when a value has no place in it.
    """
    if isinstance(values, str):
        return Node(name, values)
    attributes = {key.removeprefix("@"): str(value) for key, value in values.items() if key.startswith("@")}
    kind = shape.kinds.get(attributes.get(KIND, ""), shape)
    rest = {key: value for key, value in values.items() if not key.startswith("@")}
    children: list[Node] = []
    for element in kind.elements():
        held = rest.pop(element.name, None)
        several = [] if held is None else [held] if isinstance(held, str | Mapping) else held
        children.extend(node_of(element.name, element.shape, one) for one in several)
    if rest:
        raise ValueError(f"{name} has no place for {', '.join(rest)}.")
    return Node(name, "", tuple(children), MappingProxyType(attributes))


def assembled(kind: str, user_id: str, batch_id: str, org_id: str, records: Iterable[Record]) -> Batch:
    """Return a batch of records, creates first; it says what is wrong with it.

    Args:
        kind: ``student`` or ``visitor``.
        user_id: who sends it.
        batch_id: the sender's own identifier, 14 characters.
        org_id: the school or programme.
        records: in order.
    """
    return batch(_root(description(kind), user_id, batch_id, org_id, list(records)), kind)


def write(one: Batch) -> bytes:
    """Return a batch as a document of XML; what is wrong with it is written as it is."""
    return document(_root(description(one.kind), one.user_id, one.batch_id, one.org_id, one.records))


def write_student_batch(user_id: str, batch_id: str, org_id: str, records: Iterable[Record]) -> bytes:
    """Return a batch of students as a document of XML; see ``assembled``."""
    return document(_root(description(STUDENT), user_id, batch_id, org_id, list(records)))


def write_visitor_batch(user_id: str, batch_id: str, org_id: str, records: Iterable[Record]) -> bytes:
    """Return a batch of exchange visitors as a document of XML; see ``assembled``."""
    return document(_root(description(VISITOR), user_id, batch_id, org_id, list(records)))


def document(root: Node) -> bytes:
    """Return an element as a document of XML."""
    return bytes(etree.tostring(_element(root, None), xml_declaration=True, encoding=UTF8))


def _root(known: Description, user_id: str, batch_id: str, org_id: str, records: Sequence[Record]) -> Node:
    header = Node("BatchHeader", "", (Node("BatchID", batch_id), Node("OrgID", org_id)))
    creates = tuple(one.node for one in records if one.event == CREATE)
    updates = tuple(one.node for one in records if one.event != CREATE)
    holders = [Node(name, "", held) for name, held in ((known.create, creates), (known.update, updates)) if held]
    return Node(known.root, "", (header, *holders), MappingProxyType({"userID": user_id}))


def _element(node: Node, parent: etree._Element | None) -> etree._Element:
    attributes = {_long(name): value for name, value in node.attributes.items()}
    if parent is None:
        element = etree.Element(node.name, attributes, nsmap={"xsi": XSI.strip("{}")})
    else:
        element = etree.SubElement(parent, node.name, attributes)
    element.text = node.text or None
    for child in node.children:
        _element(child, element)
    return element


def _long(name: str) -> str:
    return name.replace("xsi:", XSI, 1) if name.startswith("xsi:") else name.replace("xml:", XML, 1)
