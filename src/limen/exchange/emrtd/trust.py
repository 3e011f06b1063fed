"""What a post trusts: country signers, the lists they came from, and the revocation lists they sign."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from limen.exchange.emrtd.certificates import Certificate, certificate_of
from limen.exchange.emrtd.chain import Held, Pool, Source, pool_of
from limen.exchange.emrtd.der import Unreadable
from limen.exchange.emrtd.findings import Fault
from limen.exchange.emrtd.master_list import MasterList, read_master_list
from limen.exchange.emrtd.revocation import RevocationList, revocation_list_of, signer_of

PEM = re.compile(rb"-----BEGIN [A-Z0-9 ]+-----(.*?)-----END", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Country signers held, by subject and key identifier; open one with ``open_trust``.

    ``sources`` are the lists and roots they came from, each with its date. ``stranded`` are link certificates that
    lead to no root held. ``faults`` say what could not be used.
    """

    pool: Pool = field(default_factory=Pool)
    sources: tuple[Source, ...] = ()
    lists: tuple[MasterList, ...] = ()
    crls: tuple[RevocationList, ...] = ()
    stranded: tuple[Certificate, ...] = ()
    faults: tuple[Fault, ...] = ()
    kin: Mapping[object, frozenset[object]] = field(default_factory=dict, repr=False)

    @property
    def country_signers(self) -> tuple[Certificate, ...]:
        """Return every country signer's certificate that may be used."""
        return tuple(held.certificate for held in self.pool)

    def find(self, subject_key_id: bytes) -> tuple[Held, ...]:
        """Return the country signers with a key identifier."""
        return tuple(self.pool.by_key.get(subject_key_id, ()))

    def list_signer(self, revocations: RevocationList, *, vouched: bool) -> Certificate | None:
        """Return which country signer held here signed a revocation list; nothing where none of its name did.

        Args:
            revocations: the list.
            vouched: whether only signers that are vouched for count.
        """
        held = self.pool.by_name.get(revocations.issuer.key, ())
        return signer_of(revocations, (one.certificate for one in held if one.source.vouched or not vouched))

    def speaks_for(self, revocations: RevocationList, certificate: Certificate) -> bool:
        """Return whether a list is of a certificate's issuer, or of the same authority by another name."""
        issuer, other = revocations.issuer.key, certificate.issuer.key
        return issuer == other or issuer in self.kin.get(other, frozenset())


def open_trust(
    lists: Mapping[str, bytes] | None = None,
    roots: Mapping[str, bytes] | None = None,
    crls: Iterable[bytes] = (),
    *,
    at: datetime | None = None,
) -> TrustStore:
    """Open a trust store. Nothing is raised for any bytes: what cannot be used is among the faults.

    A list whose signature does not hold is left out. One that leads to no given root is held, but its certificates
    are vouched for by nobody, and no chip is called authentic by them.

    Args:
        lists: master lists by name.
        roots: certificates trusted for themselves, by name; DER or PEM.
        crls: revocation lists; DER or PEM.
        at: when list signers must be valid, where a list bears no signing time.
    """
    faults: list[Fault] = []
    given = list(_roots(roots or {}, faults))
    known = [held.certificate for held in given]
    read = tuple(read_master_list(data, known, name=name, at=at) for name, data in (lists or {}).items())
    faults += [fault for one in read for fault in _unsound(one)]
    sources = [one.source() for one in read if one.sound]
    anchors, links = _sorted_out(read)
    pool, stranded = pool_of(_once([*given, *anchors]), [(c, s) for c, s in links.values() if c not in known])
    held_crls = read_crls(crls, faults)
    every = (*(held.source for held in given), *sources)
    return TrustStore(pool, every, read, held_crls, stranded, tuple(faults), _kin(pool))


def _roots(roots: Mapping[str, bytes], faults: list[Fault]) -> Iterable[Held]:
    for name, data in roots.items():
        try:
            certificate = certificate_of(unwrapped(data))
        except Unreadable as fault:
            faults.append(Fault("root.unreadable", f"The root {name} cannot be read: {fault.message}"))
            continue
        digest = hashlib.sha256(data).hexdigest()
        yield Held(certificate, Source(name, "certificate", None, vouched=True, fingerprint=digest))


def _unsound(one: MasterList) -> Iterable[Fault]:
    if not one.sound:
        why = [fault.message for fault in one.faults]
        why += [check.sentence for check in one.checks if check.outcome != "passed"]
        yield Fault("list.refused", f"The master list {one.name} is not used: {' '.join(why)}")


def _sorted_out(read: Sequence[MasterList]) -> tuple[list[Held], dict[str, tuple[Certificate, Source]]]:
    anchors: list[Held] = []
    links: dict[str, tuple[Certificate, Source]] = {}
    for one in sorted(read, key=lambda each: not each.verified):
        source = one.source()
        for listed in one.certificates if one.sound else ():
            if listed.certificate and listed.kind == "root":
                anchors.append(Held(listed.certificate, source))
            elif listed.certificate and listed.kind == "link":
                links.setdefault(listed.certificate.fingerprint, (listed.certificate, source))
    return anchors, links


def _once(helds: Iterable[Held]) -> Iterable[Held]:
    """Return each certificate once, by the first source that has it: a root given, a verified list, any list."""
    seen = set()
    for held in helds:
        if held.certificate.fingerprint not in seen:
            seen.add(held.certificate.fingerprint)
            yield held


def _kin(pool: Pool) -> dict[object, frozenset[object]]:
    """Return for each name the names its authority bore before and after, as link certificates join them."""
    groups: dict[object, set[object]] = {}
    for held in pool:
        if held.via:
            one, other = held.certificate.subject.key, held.certificate.issuer.key
            joined = groups.get(one, {one}) | groups.get(other, {other})
            groups.update(dict.fromkeys(joined, joined))
    return {name: frozenset(group) for name, group in groups.items()}


def read_crls(crls: Iterable[bytes], faults: list[Fault]) -> tuple[RevocationList, ...]:
    """Read revocation lists, DER or PEM; those that cannot be read join the faults."""
    found = []
    for data in crls:
        try:
            read = revocation_list_of(unwrapped(data))
        except Unreadable as fault:
            faults.append(Fault("crl.unreadable", f"A revocation list cannot be read: {fault.message}"))
            continue
        if read.unknown_critical:
            sentence = (
                f"A revocation list of {read.issuer} covers only a part, in a way not understood; it is not used."
            )
            faults.append(Fault("crl.partial", sentence))
        else:
            found.append(read)
    return tuple(found)


def unwrapped(data: bytes) -> bytes:
    """Return DER from DER or PEM."""
    match = PEM.search(data)
    if not match:
        return data
    try:
        return base64.b64decode(match[1])
    except (binascii.Error, ValueError):
        return data
