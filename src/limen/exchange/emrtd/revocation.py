"""Revocation lists of country signers (ICAO Doc 9303-12, section 7.1.4; RFC 5280, section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from limen.exchange.emrtd.certificates import LIST_SIGNING, Certificate
from limen.exchange.emrtd.der import (
    BITS,
    BOOLEAN,
    ENUMERATED,
    FIRST,
    GENERAL_TIME,
    INTEGER,
    SEQUENCE,
    UTC_TIME,
    Fields,
    Node,
    Unreadable,
    bits,
    integer,
    moment,
    octets,
    oid,
    small,
    whole,
)
from limen.exchange.emrtd.names import Name, name_of
from limen.exchange.emrtd.signatures import scheme_of, signature_holds

UNDERSTOOD = {"2.5.29.35", "2.5.29.20", "2.5.29.18"}
REASON, REASONS = "2.5.29.21", {
    0: "unspecified", 1: "key compromised", 2: "authority compromised", 3: "affiliation changed", 4: "superseded",
    5: "ceased", 6: "on hold", 8: "taken off the list", 9: "privilege withdrawn", 10: "authority compromised",
}  # fmt: skip
REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Revocation:
    """One revoked certificate: since when, and why where the list says."""

    since: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class RevocationList:
    """A revocation list as read."""

    raw: bytes
    signed: bytes
    scheme_node: Node
    signature: bytes
    issuer: Name
    issued: datetime
    due: datetime | None
    revoked: Mapping[int, Revocation]
    authority_id: bytes = b""
    unknown_critical: tuple[str, ...] = field(default=())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RevocationList) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(self.signature)

    def stale(self, at: datetime) -> bool:
        """Return whether a newer list was due before a moment; a list that names no next one is never fresh."""
        return self.due is None or self.due < at


@lru_cache(maxsize=REMEMBERED)
def revocation_list_of(raw: bytes) -> RevocationList:
    """Return a revocation list from its DER.

    Raises:
        Unreadable: it is none.
    """
    fields = Fields(whole(raw, "the revocation list"), "The revocation list")
    signed, scheme, signature = fields.take(SEQUENCE), fields.take(SEQUENCE), bits(fields.take(BITS))
    fields.done()
    body = Fields(signed, "The revocation list")
    body.maybe(INTEGER)
    if body.take(SEQUENCE).raw != scheme.raw:
        raise Unreadable("The revocation list names two signature algorithms.")
    issuer, issued = name_of(body.take()), moment(body.take())
    due = body.maybe(UTC_TIME, GENERAL_TIME)
    entries = body.maybe(SEQUENCE)
    revoked = dict(_entry(entry) for entry in entries.children()) if entries else {}
    authority, unknown = _extensions(body.maybe(0xA0))
    body.done()
    due_at = moment(due) if due else None
    return RevocationList(raw, signed.raw, scheme, signature, issuer, issued, due_at, revoked, authority, unknown)


def _entry(node: Node) -> tuple[int, Revocation]:
    fields = Fields(node, "A revoked certificate")
    serial, since, reason = integer(fields.take()), moment(fields.take()), ""
    extensions = fields.maybe(SEQUENCE)
    for part in extensions.children() if extensions else ():
        named, critical, value = _extension(part)
        if named == REASON:
            reason = REASONS.get(small(whole(value, "a reason"), ENUMERATED), "unknown")
        elif critical:
            raise Unreadable(f"An entry of the revocation list has the extension {named}, which is not understood.")
    return serial, Revocation(since, reason)


def _extension(node: Node) -> tuple[str, bool, bytes]:
    fields = Fields(node, "An extension")
    named, flag = oid(fields.take()), fields.maybe(BOOLEAN)
    return named, flag is not None and flag.content != b"\x00", octets(fields.take())


def _extensions(wrapper: Node | None) -> tuple[bytes, tuple[str, ...]]:
    authority, unknown = b"", []
    for part in whole(wrapper.content, "the extensions").children() if wrapper else ():
        named, critical, value = _extension(part)
        if named == "2.5.29.35":
            parts = whole(value, "an extension").children()
            authority = next((inner.content for inner in parts if inner.tag == FIRST), b"")
        elif critical and named not in UNDERSTOOD:
            unknown.append(named)
    return authority, tuple(unknown)


@lru_cache(maxsize=REMEMBERED)
def list_signed_by(revocations: RevocationList, issuer: Certificate) -> bool:
    """Return whether a revocation list's signature holds under a key that may sign such lists.

    Raises:
        Unreadable: the signature cannot be checked here.
    """
    if issuer.key is None:
        raise Unreadable(issuer.key_fault)
    if not issuer.may(LIST_SIGNING):
        return False
    return signature_holds(issuer.key, scheme_of(revocations.scheme_node), revocations.signature, revocations.signed)


def signer_of(revocations: RevocationList, signers: Iterable[Certificate]) -> Certificate | None:
    """Return which country signer signed a list; nothing where none did."""
    for signer in signers:
        if revocations.authority_id and signer.key_id and revocations.authority_id != signer.key_id:
            continue
        try:
            if list_signed_by(revocations, signer):
                return signer
        except Unreadable:
            continue
    return None
