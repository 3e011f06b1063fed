"""EF.SOD: the document security object (ICAO Doc 9303-10, section 4.6.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from limen.exchange.emrtd.cms import SignedData, signed_data_of
from limen.exchange.emrtd.der import INTEGER, SEQUENCE, Fields, Node, Unreadable, octets, small, whole
from limen.exchange.emrtd.findings import Fault
from limen.exchange.emrtd.signatures import digest_of

WRAPPER = 0x77
SECURITY_OBJECT = "2.23.136.1.1.1"
VERSIONS = (0, 1)
LAST_GROUP = 16


@dataclass(frozen=True, slots=True)
class SecurityObject:
    """A document security object as read.

    ``signed`` is nothing where the file holds no signed data; ``hashes`` (by data group) is empty where it holds no
    LDS security object. ``lds_version`` and ``unicode_version`` stand only in version 1.
    """

    signed: SignedData | None = None
    version: int = 0
    digest: str = ""
    hashes: Mapping[int, bytes] = field(default_factory=dict)
    lds_version: str = ""
    unicode_version: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def readable(self) -> bool:
        """Return whether hashes of data groups were read from it."""
        return bool(self.hashes)


def read_security_object(data: bytes) -> SecurityObject:
    """Read an EF.SOD, in its wrapper (tag 77) or without. Nothing is raised for any bytes; faults are said."""
    try:
        node = whole(data, "the security object")
        inner = whole(node.content, "the security object") if node.tag == WRAPPER else node
        signed = signed_data_of(inner)
    except Unreadable as fault:
        return SecurityObject(faults=(Fault("sod.unreadable", fault.message),))
    if signed.content_type != SECURITY_OBJECT:
        sentence = f"The file is no EF.SOD: its content is of type {signed.content_type}."
        return SecurityObject(signed, faults=(*signed.faults, Fault("sod.type", sentence)))
    try:
        return _lds(signed)
    except Unreadable as fault:
        return SecurityObject(signed, faults=(*signed.faults, Fault("sod.content", fault.message)))


def _lds(signed: SignedData) -> SecurityObject:
    fields = Fields(whole(signed.content, "the LDS security object"), "The LDS security object")
    version = small(fields.take())
    if version not in VERSIONS:
        raise Unreadable(f"The LDS security object has version {version}, which is not known.")
    digest = digest_of(fields.take())
    hashes: dict[int, bytes] = {}
    for group in fields.take(SEQUENCE).children():
        number, value = _hash(group)
        if number in hashes:
            raise Unreadable(f"Two hashes stand for data group {number}.")
        hashes[number] = value
    if not hashes:
        raise Unreadable("The LDS security object holds no hash.")
    lds, unicode = _versions(fields.maybe(SEQUENCE))
    fields.done()
    return SecurityObject(signed, version, digest, hashes, lds, unicode, signed.faults)


def _hash(node: Node) -> tuple[int, bytes]:
    fields = Fields(node, "A data group's hash")
    number, value = small(fields.take(INTEGER)), octets(fields.take())
    fields.done()
    if not 1 <= number <= LAST_GROUP:
        raise Unreadable(f"There is no data group {number}.")
    return number, value


def _versions(node: Node | None) -> tuple[str, str]:
    if node is None:
        return "", ""
    lds, unicode = (part.content.decode("latin-1") for part in _two(node))
    return lds, unicode


def _two(node: Node) -> list[Node]:
    parts = node.children()
    if len(parts) != 2:  # noqa: PLR2004  LDSVersionInfo is a pair
        raise Unreadable("The LDS version is malformed.")
    return parts
