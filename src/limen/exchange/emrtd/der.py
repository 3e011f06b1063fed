"""The tag, length and value of ASN.1 (ITU-T X.690), read strictly enough to trust and loosely enough for real chips."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from limen.kernel.errors import BadInput

SEQUENCE, SET, INTEGER, BITS, OCTETS, OID, BOOLEAN = 0x30, 0x31, 0x02, 0x03, 0x04, 0x06, 0x01
UTC_TIME, GENERAL_TIME, ENUMERATED = 0x17, 0x18, 0x0A
FIRST, LONG_TAG, CONSTRUCTED, LONG_LENGTH, END = 0x80, 0x1F, 0x20, 0x80, b"\x00\x00"
LONGEST_LENGTH, LONGEST_OID, CENTURY_TURNS = 4, 64, 50
DEEPEST = 32
"""Levels of unknown-length values within each other that are followed: reading stays linear in what is looked at."""

TIME = re.compile(r"(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:\.\d{1,9})?(Z|[+-]\d{4})?\Z", re.ASCII)


class Unreadable(BadInput):
    """The bytes are not what the standard says they should be. Never leaves this package."""

    slug = "unreadable"


@dataclass(frozen=True, slots=True)
class Node:
    """One value: its tag (all its bytes as a number), and where its content begins and ends within the whole."""

    data: bytes
    tag: int
    start: int
    body: int
    end: int
    stop: int

    @property
    def raw(self) -> bytes:
        """Return the value with its tag and length."""
        return self.data[self.start : self.stop]

    @property
    def content(self) -> bytes:
        """Return the content alone."""
        return self.data[self.body : self.end]

    def children(self) -> list[Node]:
        """Return the values within."""
        found, at = [], self.body
        while at < self.end:
            node = read(self.data, at, self.end)
            found.append(node)
            at = node.stop
        return found

    def of(self, tag: int, what: str) -> Node:
        """Return the node itself.

        Raises:
            Unreadable: its tag is another.
        """
        if self.tag != tag:
            raise Unreadable(f"{what} has tag {self.tag:02X}, not {tag:02X}.")
        return self


def whole(data: bytes, what: str) -> Node:
    """Return the one value the bytes hold.

    Raises:
        Unreadable: they hold none, or something follows it.
    """
    node = read(data, 0, len(data))
    if node.stop != len(data):
        raise Unreadable(f"{len(data) - node.stop} bytes follow the end of {what}.")
    return node


def read(data: bytes, at: int, limit: int, depth: int = 0) -> Node:
    """Return the value that begins at a place and ends before a limit.

    Raises:
        Unreadable: the value is cut off or its length is no length.
    """
    tag, here = _tag(data, at, limit)
    if here >= limit:
        raise Unreadable(f"The value at byte {at} is cut off.")
    size = data[here]
    here += 1
    if size == LONG_LENGTH:
        return _open_ended(data, at, tag, here, limit, depth)
    if size > LONG_LENGTH:
        many = size & 0x7F
        if many > LONGEST_LENGTH or here + many > limit:
            raise Unreadable(f"The length at byte {here - 1} is no length.")
        size = int.from_bytes(data[here : here + many], "big")
        here += many
    if here + size > limit:
        raise Unreadable(f"The value at byte {at} wants {size} bytes and {limit - here} are left.")
    return Node(data, tag, at, here, here + size, here + size)


def _tag(data: bytes, at: int, limit: int) -> tuple[int, int]:
    if at >= limit:
        raise Unreadable(f"A value is missing at byte {at}.")
    tag, here = data[at], at + 1
    if tag & LONG_TAG != LONG_TAG:
        return tag, here
    while here < limit and here < at + 4:
        tag = tag << 8 | data[here]
        here += 1
        if not data[here - 1] & 0x80:
            return tag, here
    raise Unreadable(f"The tag at byte {at} is no tag.")


def _open_ended(data: bytes, at: int, tag: int, here: int, limit: int, depth: int) -> Node:
    if depth >= DEEPEST or not data[at] & CONSTRUCTED:
        raise Unreadable(f"The value at byte {at} has no length of its own.")
    inner = here
    while data[inner : min(inner + 2, limit)] != END:
        inner = read(data, inner, limit, depth + 1).stop
    return Node(data, tag, at, here, inner, inner + 2)


class Fields:
    """The values of a sequence, taken in their order."""

    def __init__(self, node: Node, what: str, tag: int = SEQUENCE) -> None:
        self._left = iter(node.of(tag, what).children())
        self._held: Node | None = next(self._left, None)
        self._what = what

    def take(self, tag: int | None = None) -> Node:
        """Return the next value, of a tag when one is named.

        Raises:
            Unreadable: none is left, or it has another tag.
        """
        if self._held is None:
            raise Unreadable(f"{self._what} ends too soon.")
        node = self._held if tag is None else self._held.of(tag, f"A part of {self._what}")
        self._held = next(self._left, None)
        return node

    def maybe(self, *tags: int) -> Node | None:
        """Return the next value when it has one of the tags."""
        return self.take() if self._held is not None and self._held.tag in tags else None

    def rest(self) -> Iterator[Node]:
        """Return what is left."""
        while self._held is not None:
            yield self.take()

    def done(self) -> None:
        """Make sure nothing is left.

        Raises:
            Unreadable: something is.
        """
        if self._held is not None:
            raise Unreadable(f"{self._what} has parts too many.")


def integer(node: Node, tag: int = INTEGER) -> int:
    """Return a whole number."""
    content = node.of(tag, "A number").content
    if not content:
        raise Unreadable("A number is empty.")
    return int.from_bytes(content, "big", signed=True)


def small(node: Node, tag: int = INTEGER) -> int:
    """Return a whole number that counts something, or names a version.

    Raises:
        Unreadable: it is far too large for that.
    """
    if node.end - node.body > LONGEST_LENGTH:
        raise Unreadable("A number is far too large.")
    return integer(node, tag)


def octets(node: Node) -> bytes:
    """Return an octet string, put together from its pieces where it comes in pieces."""
    if node.tag == OCTETS | CONSTRUCTED:
        return b"".join(piece.of(OCTETS, "A piece of an octet string").content for piece in node.children())
    return node.of(OCTETS, "An octet string").content


def bits(node: Node) -> bytes:
    """Return a bit string of whole bytes."""
    content = node.of(BITS, "A bit string").content
    if not content or content[0]:
        raise Unreadable("A bit string does not hold whole bytes.")
    return content[1:]


def flags(node: Node) -> frozenset[int]:
    """Return which bits of a bit string are set, counted from the left."""
    content = node.of(BITS, "A bit string").content
    if not content or content[0] not in range(8):
        raise Unreadable("A bit string is malformed.")
    usable = content[1:4]
    return frozenset(i for i in range(8 * len(usable)) if usable[i // 8] & 0x80 >> i % 8)


def oid(node: Node) -> str:
    """Return an object identifier in its dotted form."""
    return _dotted(node.of(OID, "An object identifier").content)


@lru_cache(maxsize=2048)
def _dotted(content: bytes) -> str:
    if not content or content[-1] & 0x80 or len(content) > LONGEST_OID:
        raise Unreadable("An object identifier is malformed.")
    arcs, value = [], 0
    for byte in content:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            arcs.append(value)
            value = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))


def moment(node: Node) -> datetime:
    """Return a UTCTime or GeneralizedTime; two-digit years turn at 50 (RFC 5280, 4.1.2.5.1)."""
    text = node.content.decode("latin-1")
    match = TIME.match(text)
    years = {UTC_TIME: 2, GENERAL_TIME: 4}.get(node.tag)
    if not match or years is None or len(match[1]) != years:
        raise Unreadable("A time is malformed.")
    year = int(match[1])
    if node.tag == UTC_TIME:
        year += 2000 if year < CENTURY_TURNS else 1900
    try:
        month, day, hour, minute, second = (int(match[i] or 0) for i in range(2, 7))
        return datetime(year, month, day, hour, minute, second, tzinfo=_zone(match[7])).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unreadable(f"{text} is no time.") from None


def _zone(text: str | None) -> timezone:
    if not text or text == "Z":
        return UTC
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))
    return timezone(-offset if text[0] == "-" else offset)


def encode(tag: int, content: bytes) -> bytes:
    """Return a value with its tag and the shortest length."""
    size = len(content)
    length = bytes([size]) if size < LONG_LENGTH else b""
    if not length:
        digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
        length = bytes([0x80 | len(digits)]) + digits
    return tag.to_bytes(max(1, (tag.bit_length() + 7) // 8), "big") + length + content
