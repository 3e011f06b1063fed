"""Signed data: the envelope of security objects and master lists (RFC 5652, section 5)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from limen.exchange.emrtd.certificates import Certificate, certificate_of
from limen.exchange.emrtd.der import (
    INTEGER,
    SEQUENCE,
    SET,
    Fields,
    Node,
    Unreadable,
    encode,
    integer,
    moment,
    octets,
    oid,
    small,
    whole,
)
from limen.exchange.emrtd.findings import Check, Fault, failed, not_done, passed
from limen.exchange.emrtd.names import Name, name_of
from limen.exchange.emrtd.signatures import Scheme, digest_of, scheme_of, signature_holds, spoken

SIGNED_DATA = "1.2.840.113549.1.7.2"
CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_TIME = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.5"
VERSION = 3
"""What Doc 9303-10 and RFC 5652 (5.1) set for content that is not plain data."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, how, and what beside the content.

    Either ``issuer`` and ``serial`` or ``key_id`` say whose certificate it is. ``attributes`` holds each signed
    attribute's values as DER; ``signed`` is what the signature covers.
    """

    issuer: Name | None
    serial: int
    key_id: bytes
    digest_node: Node
    scheme_node: Node
    attributes: Mapping[str, tuple[tuple[bytes, ...], ...]]
    signed: tuple[bytes, ...]
    signature: bytes

    def value(self, name: str) -> Node | None:
        """Return the value of an attribute that stands once with one value (RFC 5652, section 11), else nothing."""
        sets = self.attributes.get(name, ())
        return whole(sets[0][0], "an attribute") if len(sets) == 1 and len(sets[0]) == 1 else None

    def names(self, certificate: Certificate) -> bool:
        """Return whether a certificate is the one the signer says is theirs."""
        if self.issuer is not None:
            return self.serial == certificate.serial and self.issuer.key == certificate.issuer.key
        return bool(self.key_id) and self.key_id == certificate.key_id

    @property
    def signed_at(self) -> datetime | None:
        """Return the signing time among the signed attributes, where there is one.

        Raises:
            Unreadable: there is one, and it is no time.
        """
        if SIGNING_TIME not in self.attributes:
            return None
        node = self.value(SIGNING_TIME)
        if node is None:
            raise Unreadable("The signing time stands more than once.")
        return moment(node)


@dataclass(frozen=True, slots=True)
class SignedData:
    """Signed data as read; certificates that cannot be read are among the faults."""

    version: int
    content_type: str
    content: bytes
    certificates: tuple[Certificate, ...]
    signers: tuple[Signer, ...]
    faults: tuple[Fault, ...]


def signed_data_of(node: Node) -> SignedData:
    """Return the signed data a ContentInfo holds.

    Raises:
        Unreadable: it holds none.
    """
    info = Fields(node, "The signed data")
    if oid(info.take()) != SIGNED_DATA:
        raise Unreadable("The file holds no signed data.")
    fields = Fields(whole(info.take(0xA0).content, "the signed data"), "The signed data")
    faults: list[Fault] = []
    version = small(fields.take())
    if version != VERSION:
        faults.append(Fault("cms.version", f"The signed data says version {version}; Doc 9303 sets {VERSION}."))
    fields.take(SET)
    inside = Fields(fields.take(), "The content")
    kind, wrapped = oid(inside.take()), inside.take(0xA0)
    certificates = _certificates(fields.maybe(0xA0), faults)
    fields.maybe(0xA1)
    signers = tuple(_signer(part) for part in fields.take(SET).children())
    fields.done()
    content = octets(whole(wrapped.content, "the content"))
    return SignedData(version, kind, content, certificates, signers, tuple(faults))


def _certificates(node: Node | None, faults: list[Fault]) -> tuple[Certificate, ...]:
    found = []
    for part in node.children() if node else ():
        try:
            found.append(certificate_of(part.raw))
        except Unreadable as fault:
            faults.append(Fault("certificate.unreadable", f"A certificate within cannot be read: {fault.message}"))
    return tuple(found)


def _signer(node: Node) -> Signer:
    fields = Fields(node, "The signer")
    fields.take(INTEGER)
    who = fields.take()
    issuer, serial, key_id = None, 0, b""
    if who.tag == SEQUENCE:
        named = Fields(who, "The signer's name")
        issuer, serial = name_of(named.take()), integer(named.take())
    else:
        key_id = who.of(0x80, "The signer's key identifier").content
    digest, attributes = fields.take(SEQUENCE), fields.maybe(0xA0)
    scheme, signature = fields.take(SEQUENCE), octets(fields.take())
    read, signed = _attributes(attributes) if attributes else ({}, ())
    return Signer(issuer, serial, key_id, digest, scheme, read, signed, signature)


def _attributes(node: Node) -> tuple[dict[str, tuple[tuple[bytes, ...], ...]], tuple[bytes, ...]]:
    """Read signed attributes, and the bytes signed: as they stand and, where they are out of order, in DER's order.

    RFC 5652 (5.4) signs the DER of the set; some personalisers signed the order they wrote. Either covers them all.
    """
    found: dict[str, tuple[tuple[bytes, ...], ...]] = {}
    parts = node.children()
    for part in parts:
        fields = Fields(part, "An attribute")
        name, values = oid(fields.take()), fields.take(SET).children()
        found[name] = (*found.get(name, ()), tuple(value.raw for value in values))
    as_written = encode(SET, b"".join(part.raw for part in parts))
    in_order = encode(SET, b"".join(sorted(part.raw for part in parts)))
    return found, (as_written,) if as_written == in_order else (as_written, in_order)


@dataclass(frozen=True, slots=True)
class Signature:
    """What came of checking one signed file: the checks, whose certificate signed, when, and by which scheme."""

    checks: tuple[Check, ...]
    signer: Certificate | None = None
    signed_at: datetime | None = None
    scheme: Scheme | None = None


def check_signature(data: SignedData, supplied: Sequence[Certificate], content_type: str, whose: str) -> Signature:
    """Check that one signer signed the content with a certificate at hand.

    Args:
        data: the signed data.
        supplied: certificates from elsewhere, tried after those within.
        content_type: the object identifier the content must have.
        whose: who must have signed, as a person says it.
    """
    if len(data.signers) != 1:
        wrong = failed("signer", f"{len(data.signers)} signers stand in the file; Doc 9303 wants exactly one.")
        left = (not_done(name, "There is no one signer.") for name in ("algorithms", "signed_attributes", "signature"))
        return Signature((wrong, *left))
    signer = data.signers[0]
    algorithms, scheme, digest = _check_algorithms(signer)
    attributes = _check_attributes(data, signer, digest, content_type)
    named = [c for c in (*data.certificates, *supplied) if signer.names(c)]
    holder, signature = _check_signature(signer, named, scheme, whose)
    who = passed("signer", f"The {whose} is {holder.subject}.") if holder else _nobody(whose)
    at, attributes = _signing_time(signer, attributes)
    return Signature((who, algorithms, attributes, signature), holder, at, scheme)


def _nobody(whose: str) -> Check:
    return not_done("signer", f"The certificate of the {whose} is neither in the file nor was it given.")


def _check_algorithms(signer: Signer) -> tuple[Check, Scheme | None, str]:
    try:
        digest = digest_of(signer.digest_node)
        scheme = scheme_of(signer.scheme_node, digest)
    except Unreadable as fault:
        return not_done("algorithms", fault.message), None, ""
    if scheme.digest != digest:
        sentence = f"The signer digests with {spoken(digest)} but signs with {scheme.name}."
        return failed("algorithms", sentence), scheme, digest
    return passed("algorithms", f"Signed by {scheme.name}."), scheme, digest


def _check_attributes(data: SignedData, signer: Signer, digest: str, content_type: str) -> Check:
    name = "signed_attributes"
    kind, stated = signer.value(CONTENT_TYPE), signer.value(MESSAGE_DIGEST)
    if kind is None or stated is None:
        return failed(name, "Content type and message digest do not each stand once among the signed attributes.")
    try:
        named, value = oid(kind), octets(stated)
    except Unreadable as fault:
        return failed(name, fault.message)
    if named != data.content_type:
        return failed(name, f"The signer signed content of type {named}; the file says it is {data.content_type}.")
    if named != content_type:
        return failed(name, f"What was signed is of type {named}, not {content_type}.")
    if not digest:
        return not_done(name, "The digest algorithm is not known here.")
    if hashlib.new(digest, data.content).digest() != value:
        return failed(name, "The content is not the content that was signed: its digest is another.")
    return passed(name, f"Content type and {spoken(digest)} digest are those that were signed.")


def _check_signature(
    signer: Signer, named: list[Certificate], scheme: Scheme | None, whose: str
) -> tuple[Certificate | None, Check]:
    first = named[0] if named else None
    if first is None or scheme is None:
        return first, not_done("signature", "The signature could not be tried.")
    if not signer.signed:
        return first, failed("signature", "Nothing beside the content was signed; Doc 9303 wants signed attributes.")
    doubt = ""
    for certificate in named:
        try:
            if _holds(certificate, signer, scheme):
                sentence = f"The signature holds under the key of the {whose} ({_key_name(certificate)})."
                return certificate, passed("signature", sentence)
        except Unreadable as fault:
            doubt = fault.message
    if doubt:
        return first, not_done("signature", doubt)
    return first, failed("signature", f"The signature does not hold under the key of the {whose}.")


def _holds(certificate: Certificate, signer: Signer, scheme: Scheme) -> bool:
    if certificate.key is None:
        raise Unreadable(certificate.key_fault)
    return any(signature_holds(certificate.key, scheme, signer.signature, signed) for signed in signer.signed)


def _key_name(certificate: Certificate) -> str:
    return certificate.key.name if certificate.key else "unknown"


def _signing_time(signer: Signer, attributes: Check) -> tuple[datetime | None, Check]:
    try:
        return signer.signed_at, attributes
    except Unreadable as fault:
        return None, failed(attributes.name, fault.message)
