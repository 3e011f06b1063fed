"""Certificates of country signers and document signers (ICAO Doc 9303-12, section 7; RFC 5280)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from limen.exchange.emrtd.der import (
    BITS,
    BOOLEAN,
    FIRST,
    INTEGER,
    SEQUENCE,
    Fields,
    Node,
    Unreadable,
    bits,
    flags,
    integer,
    moment,
    octets,
    oid,
    whole,
)
from limen.exchange.emrtd.names import Name, name_of
from limen.exchange.emrtd.signatures import PublicKey, Scheme, key_of, scheme_of, signature_holds

DIGITAL_SIGNATURE, CERTIFICATE_SIGNING, LIST_SIGNING = 0, 5, 6
"""Bits of the key usage extension (RFC 5280, 4.2.1.3)."""

EXTENSIONS = 0xA3
MASTER_LIST_SIGNER, ANY_PURPOSE = "2.23.136.1.1.3", "2.5.29.37.0"
REMEMBERED = 8192
"""Certificates and signatures between them kept in memory; a national store and a day's traffic fit."""


@dataclass(frozen=True, slots=True, eq=False)
class Certificate:
    """One certificate as read.

    ``usages`` is nothing where the certificate limits no usage; ``document_types`` likewise. ``unknown_critical`` are
    extensions it says must be understood and are not. ``key`` is nothing where the key cannot be used here, and
    ``key_fault`` says why.
    """

    raw: bytes
    fingerprint: str
    signed: bytes
    scheme_node: Node
    signature: bytes
    serial: int
    issuer: Name
    subject: Name
    not_before: datetime
    not_after: datetime
    key: PublicKey | None
    key_fault: str = ""
    key_id: bytes = b""
    authority_id: bytes = b""
    authority: bool | None = None
    usages: frozenset[int] | None = None
    purposes: frozenset[str] = frozenset()
    document_types: tuple[str, ...] | None = None
    signing_from: datetime | None = None
    signing_until: datetime | None = None
    unknown_critical: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Certificate) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    @property
    def scheme(self) -> Scheme:
        """Return how the certificate was signed.

        Raises:
            Unreadable: by no way known here.
        """
        return scheme_of(self.scheme_node)

    @property
    def own_issuer(self) -> bool:
        """Return whether it names itself as its issuer."""
        return self.issuer.key == self.subject.key

    def may(self, usage: int) -> bool:
        """Return whether the key may be used so; a certificate that limits nothing allows everything."""
        return self.usages is None or usage in self.usages

    def current(self, at: datetime) -> bool:
        """Return whether a moment lies in the certificate's validity."""
        return self.not_before <= at <= self.not_after


@lru_cache(maxsize=REMEMBERED)
def certificate_of(raw: bytes) -> Certificate:
    """Return a certificate from its DER.

    Raises:
        Unreadable: it is none.
    """
    fields = Fields(whole(raw, "the certificate"), "The certificate")
    signed, scheme, signature = fields.take(SEQUENCE), fields.take(SEQUENCE), bits(fields.take(BITS))
    fields.done()
    body = Fields(signed, "The certificate")
    body.maybe(0xA0)
    serial = integer(body.take(INTEGER))
    if body.take(SEQUENCE).raw != scheme.raw:
        raise Unreadable("The certificate names two signature algorithms.")
    issuer, validity, subject = name_of(body.take()), Fields(body.take(), "The validity"), name_of(body.take())
    key, fault = _key(body.take())
    extensions = next((part for part in body.rest() if part.tag == EXTENSIONS), None)
    return Certificate(
        raw,
        hashlib.sha256(raw).hexdigest(),
        signed.raw,
        scheme,
        signature,
        serial,
        issuer,
        subject,
        moment(validity.take()),
        moment(validity.take()),
        key,
        fault,
        **_extensions(extensions),  # type: ignore[arg-type]  # the readers below fill exactly the named fields
    )


def _key(node: Node) -> tuple[PublicKey | None, str]:
    try:
        return key_of(node), ""
    except Unreadable as fault:
        return None, fault.message


@lru_cache(maxsize=REMEMBERED)
def signed_by(certificate: Certificate, issuer: Certificate) -> bool:
    """Return whether a certificate's signature holds under an issuer's key. Remembered: it does not change with time.

    Raises:
        Unreadable: the signature cannot be checked here.
    """
    if issuer.key is None:
        raise Unreadable(issuer.key_fault)
    return signature_holds(issuer.key, certificate.scheme, certificate.signature, certificate.signed)


def _extensions(wrapper: Node | None) -> dict[str, object]:
    found: dict[str, object] = {}
    unknown, seen = [], set()
    for node in whole(wrapper.content, "the extensions").children() if wrapper else ():
        fields = Fields(node, "An extension")
        named, flag, value = oid(fields.take()), fields.maybe(BOOLEAN), octets(fields.take())
        if named in seen:
            raise Unreadable(f"The extension {named} stands twice.")
        seen.add(named)
        if named in READERS:
            found.update(READERS[named](whole(value, "an extension")))
        elif flag and flag.content != b"\x00":
            unknown.append(named)
    return {**found, "unknown_critical": tuple(unknown)}


def _key_id(node: Node) -> dict[str, object]:
    return {"key_id": octets(node)}


def _authority_id(node: Node) -> dict[str, object]:
    return {"authority_id": next((part.content for part in node.children() if part.tag == FIRST), b"")}


def _authority(node: Node) -> dict[str, object]:
    flag = Fields(node, "The basic constraints").maybe(BOOLEAN)
    return {"authority": flag is not None and flag.content != b"\x00"}


def _usages(node: Node) -> dict[str, object]:
    return {"usages": flags(node)}


def _purposes(node: Node) -> dict[str, object]:
    return {"purposes": frozenset(oid(part) for part in node.children())}


def _document_types(node: Node) -> dict[str, object]:
    fields = Fields(node, "The document type list")
    fields.maybe(INTEGER)
    kinds = fields.take().children()
    return {"document_types": tuple(kind.content.decode("latin-1").rstrip("< ") for kind in kinds)}


def _signing_period(node: Node) -> dict[str, object]:
    """Read PrivateKeyUsagePeriod (RFC 3280, 4.2.1.4): two GeneralizedTimes, each of which may be absent."""
    found: dict[str, object] = {}
    for part in node.children():
        name = {0x80: "signing_from", 0x81: "signing_until"}.get(part.tag)
        if name:
            found[name] = moment(whole(b"\x18" + part.raw[1:], "a time"))
    return found


def _understood(_: Node) -> dict[str, object]:
    """Pass over an extension that changes nothing about what a signature means here."""
    return {}


READERS: Mapping[str, Callable[[Node], dict[str, object]]] = {
    "2.5.29.14": _key_id,
    "2.5.29.35": _authority_id,
    "2.5.29.19": _authority,
    "2.5.29.15": _usages,
    "2.5.29.37": _purposes,
    "2.23.136.1.1.6.2": _document_types,
    "2.5.29.16": _signing_period,
    "2.5.29.17": _understood,
    "2.5.29.18": _understood,
    "2.5.29.31": _understood,
    "2.5.29.32": _understood,
}
