"""Reading a batch: what it says, record by record, and what the schema refuses in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from limen.exchange.sevis_batch.checking import HINTS, Checker
from limen.exchange.sevis_batch.documents import (
    CREATE,
    LOG,
    Description,
    Limits,
    description,
    kind_of,
    limits,
)
from limen.exchange.sevis_batch.model import NIL, Batch, Node, Record, Refusal
from limen.exchange.sevis_batch.opening import Unreadable, unpacked

ENVELOPE = frozenset({"@requestID", "@userID", "@sevisID", "@statusCode", "UserDefinedA", "UserDefinedB"})
"""What the record itself answers for: see its properties."""

ABOUT_XML = HINTS | {NIL}
"""Attributes that say nothing about a person: where a schema is, and that an element is empty."""


def read(data: bytes, within: Limits | None = None) -> Batch:
    """Return a batch and everything that is wrong with it; never raises.

    The whole document is checked as the agency's schema would: ``Batch.valid`` is its verdict. Each record holds its
    own refusals, so that a caller whose policy allows it may act on the good ones.

    Args:
        data: a document of XML, or a zip with one.
        within: how much is read; the limits of ``data/limits.toml`` where not given.
    """
    bounds = within or limits()
    try:
        document = unpacked(data, bounds)
    except Unreadable as unreadable:
        return Batch(refusals=(unreadable.refusal,))
    kind = kind_of(document.root.name)
    if kind in {"", LOG}:
        reason = f"The outermost element is {document.root.name}; of a batch it is {_roots()}."
        return Batch(refusals=(Refusal("unexpected", reason, document.root.line, "/"),), file=document.file)
    return batch(document.root, kind, bounds, document.file)


def batch(root: Node, kind: str, within: Limits | None = None, file: str = "") -> Batch:
    """Return a batch from its outermost element.

    Args:
        root: the element.
        kind: ``student`` or ``visitor``.
        within: how much is listed.
        file: the document's name.
    """
    bounds, known = within or limits(), description(kind)
    held = [(holder, node) for holder in root.children for node in _records(holder, known)]
    checker = Checker(bounds.refusals)
    checker.check(root, known.shape, skip={id(node) for _, node in held})
    records = tuple(
        record(node, kind, number, (root, holder), bounds) for number, (holder, node) in enumerate(held, start=1)
    )
    return Batch(
        kind,
        root.attributes.get("userID", ""),
        root.text_of("BatchHeader/BatchID"),
        root.text_of("BatchHeader/OrgID"),
        records,
        tuple(checker.found),
        file,
    )


def record(
    node: Node, kind: str, number: int = 1, around: tuple[Node, ...] = (), within: Limits | None = None
) -> Record:
    """Return a record and everything that is wrong with it.

    Args:
        node: its element.
        kind: ``student`` or ``visitor``.
        number: its place in the batch.
        around: the elements around it, the outermost first; an update stands in the ``Update`` element.
        within: how much is listed.
    """
    known = description(kind)
    is_create = bool(around) and around[-1].name == known.create
    checker = Checker((within or limits()).refusals)
    checker.check(node, known.holder(known.create if is_create else known.update), around)
    place = "" if is_create else _place(node, known)
    event = CREATE if is_create else known.places.get(place, "")
    return Record(event, node, place, number, node.line, tuple(checker.found))


def unread(one: Record, read_paths: Collection[str]) -> tuple[str, ...]:
    """Return the paths of what a record holds that nobody acted on: proof that nothing is dropped in silence.

    Args:
        one: the record.
        read_paths: paths in the event that were acted on or answered, as ``Record.text`` takes them; a path that ends
            in ``/*`` is everything below. The envelope, for which the record has properties, need not be named.
    """
    exact = {path for path in read_paths if not path.endswith("/*")}
    below = tuple(path[:-1] for path in read_paths if path.endswith("/*"))
    around = {"/".join(path.split("/")[:length]) for path in read_paths for length in range(1, path.count("/") + 1)}
    found: dict[str, None] = {}
    for path, value in _held(one):
        empty_around = not value and path in around
        about_xml = path.rpartition("@")[2] in ABOUT_XML
        if path not in exact and not empty_around and not about_xml and not (below and path.startswith(below)):
            found[path] = None
    return tuple(found)


def _held(one: Record) -> Iterator[tuple[str, str]]:
    """Return every value in a record but its envelope, with its path; what is not in the event begins with a slash."""
    envelope = ENVELOPE | {".", *(f"{one.place.partition('/')[0]}/{name}" for name in ENVELOPE)}
    if not one.place:
        yield from ((path, value) for path, value in one.node.walk() if path not in envelope)
        return
    yield from ((path, value) for path, value in one.payload.walk() if path != ".")
    for path, value in one.node.walk():
        inside = path == one.place or path.startswith(f"{one.place}/")
        if not inside and path not in envelope:
            yield f"/{path}", value


def _records(holder: Node, known: Description) -> Iterator[Node]:
    if holder.name in {known.create, known.update}:
        yield from (node for node in holder.children if node.name == known.record)


def _place(node: Node, known: Description) -> str:
    """Return the path of the event's element in an update, or an empty string where there is none."""
    for outer in node.children:
        if outer.name in known.places:
            return outer.name
        for inner in outer.children:
            path = f"{outer.name}/{inner.name}"
            if path in known.places:
                return path
    return ""


def _roots() -> str:
    return " or ".join(description(kind).root for kind in ("student", "visitor"))
