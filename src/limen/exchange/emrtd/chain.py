"""From a signer up to a country signing authority, over link certificates where keys changed (Doc 9303-12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from limen.exchange.emrtd.certificates import CERTIFICATE_SIGNING, Certificate, signed_by
from limen.exchange.emrtd.der import Unreadable
from limen.exchange.emrtd.findings import Check, failed, not_done, passed


@dataclass(frozen=True, slots=True)
class Source:
    """Where a country signer's certificate came from.

    Args:
        name: a file's name, as a person knows it.
        kind: ``master list`` or ``certificate``.
        dated: when the list was signed.
        vouched: whether it was given as a root, or is a list verified up to one.
        fingerprint: SHA-256 of the file.
    """

    name: str
    kind: str
    dated: datetime | None
    vouched: bool
    fingerprint: str

    def __str__(self) -> str:
        of = f" of {self.dated:%Y-%m-%d}" if self.dated else ""
        return f"{self.kind} {self.name}{of}"


@dataclass(frozen=True, slots=True)
class Held:
    """A country signer's certificate that is held, with its source.

    ``via`` is the way up from a link certificate to the self-signed one it was verified by; empty for the latter.
    A link is vouched for no better than the root it leads to.
    """

    certificate: Certificate
    source: Source
    via: tuple[Certificate, ...] = ()


def self_signed(certificate: Certificate) -> bool:
    """Return whether a certificate names itself as issuer and its own key signed it."""
    try:
        return certificate.own_issuer and signed_by(certificate, certificate)
    except Unreadable:
        return False


@dataclass(slots=True)
class Pool:
    """Country signers by name and by key identifier."""

    by_name: dict[object, list[Held]] = field(default_factory=dict)
    by_key: dict[bytes, list[Held]] = field(default_factory=dict)

    def add(self, held: Held) -> None:
        """Put a certificate in, those that are roots before links."""
        for found in (
            self.by_name.setdefault(held.certificate.subject.key, []),
            self.by_key.setdefault(held.certificate.key_id, []),
        ):
            found.append(held)
            found.sort(key=lambda one: len(one.via))

    def __iter__(self) -> Iterator[Held]:
        return (held for group in self.by_name.values() for held in group)

    def named(self, certificate: Certificate) -> list[Held]:
        """Return who may have issued a certificate, by its issuer's name and, where both say it, the key."""
        wanted = certificate.authority_id
        found = self.by_name.get(certificate.issuer.key, ())
        return [one for one in found if not wanted or not one.certificate.key_id or wanted == one.certificate.key_id]


def pool_of(roots: Iterable[Held], loose: Iterable[tuple[Certificate, Source]]) -> tuple[Pool, tuple[Certificate, ...]]:
    """Return the roots and every link certificate that leads to one, and the links that lead to none.

    Args:
        roots: certificates trusted for themselves.
        loose: other certificates, each with its source.
    """
    pool = Pool()
    for root in roots:
        pool.add(root)
    left = list(loose)
    while left:
        kept = []
        for certificate, source in left:
            issuer = _issuer(pool, certificate)
            if issuer is None:
                kept.append((certificate, source))
            else:
                from_where = source if issuer.source.vouched else issuer.source
                pool.add(Held(certificate, from_where, (issuer.certificate, *issuer.via)))
        if len(kept) == len(left):
            break
        left = kept
    return pool, tuple(certificate for certificate, _ in left)


def _issuer(pool: Pool, certificate: Certificate) -> Held | None:
    for held in pool.named(certificate):
        if held.certificate != certificate and _lawful(held.certificate) and _signed(certificate, held):
            return held
    return None


def _lawful(certificate: Certificate) -> bool:
    return bool(certificate.authority) and certificate.may(CERTIFICATE_SIGNING)


def _signed(certificate: Certificate, held: Held) -> bool:
    try:
        return signed_by(certificate, held.certificate)
    except Unreadable:
        return False


def check_chain(certificate: Certificate, pool: Pool, whose: str) -> tuple[Held | None, Check]:
    """Return which country signer issued a certificate, and what that says.

    A signature that does not hold under the very key the certificate names fails; a signer not held leaves it open.
    """
    candidates = pool.named(certificate)
    for held in candidates:
        if _signed(certificate, held):
            return held, _issued(held, whose)
    key_named = certificate.authority_id and [one for one in candidates if one.certificate.key_id]
    if key_named:
        authority = key_named[0].certificate
        if authority.key is None:
            return None, not_done("chain", authority.key_fault)
        sentence = f"The {whose} names the key of {authority.subject}, and that key did not sign it."
        return None, failed("chain", sentence)
    return _misnamed(certificate, pool.by_key.get(certificate.authority_id, ()), whose)


def _issued(held: Held, whose: str) -> Check:
    if not _lawful(held.certificate):
        return not_done("chain", f"{held.certificate.subject} signed the {whose} but is not marked as an authority.")
    steps = f", itself verified by link from {held.via[-1].subject}" if held.via else ""
    serial = f"serial {held.certificate.serial:X}"
    return passed("chain", f"The {whose} was issued by {held.certificate.subject} ({serial}){steps}.")


def _misnamed(certificate: Certificate, by_key: Sequence[Held], whose: str) -> tuple[Held | None, Check]:
    for held in by_key if certificate.authority_id else ():
        if _signed(certificate, held):
            sentence = f"The {whose} names {certificate.issuer} as issuer, but {held.certificate.subject} signed it."
            return None, failed("chain", sentence)
    return None, not_done("chain", f"No country signer held here is the one the {whose} names: {certificate.issuer}.")
