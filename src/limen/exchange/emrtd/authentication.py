"""Passive authentication: whether the issuing state signed what a chip says (ICAO Doc 9303-11, section 5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from limen.exchange.emrtd import checks as check
from limen.exchange.emrtd.certificates import Certificate, certificate_of
from limen.exchange.emrtd.chain import Held, Source, check_chain
from limen.exchange.emrtd.cms import Signature, check_signature
from limen.exchange.emrtd.data_groups import read_zone_group
from limen.exchange.emrtd.der import Unreadable
from limen.exchange.emrtd.findings import Check, Decision, Fault, decide, failed, not_done, passed
from limen.exchange.emrtd.security_object import SECURITY_OBJECT, SecurityObject, read_security_object
from limen.exchange.emrtd.signatures import spoken
from limen.exchange.emrtd.trust import TrustStore, read_crls, unwrapped

SENTENCES: Mapping[Decision, str] = {
    "authentic": "Authentic: every check passed.",
    "not_authentic": "Not authentic:",
    "undecided": "Undecided: nothing speaks against the chip, but not every check could be made.",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The trust decision on one chip.

    Args:
        verdict: ``authentic`` only where every check passed; ``not_authentic`` where one failed; else ``undecided``.
        checks: every check, in order, whether made or not.
        at: the date the decision is of.
        signed_at: the signing time the chip states, where it does.
        judged_at: the moment validity was judged at: the signing time, or the date of the decision without one.
        security_object: EF.SOD as read.
        document_signer: whose certificate signed it.
        country_signer: the certificate that issued the document signer's.
        source: the list or root the country signer came from, with its date.
        read: data groups whose hashes were compared.
        unread: data groups the security object covers and that were not given.
        faults: what is wrong with the files, whether or not it decides.
    """

    verdict: Decision
    checks: tuple[Check, ...]
    at: datetime
    signed_at: datetime | None
    judged_at: datetime
    security_object: SecurityObject
    document_signer: Certificate | None
    country_signer: Certificate | None
    source: Source | None
    read: tuple[int, ...]
    unread: tuple[int, ...]
    faults: tuple[Fault, ...]

    @property
    def sentence(self) -> str:
        """Return the decision in a sentence, with what decided it."""
        why = [one.sentence for one in self.checks if one.outcome == "failed"]
        return " ".join([SENTENCES[self.verdict], *why])

    def outcome(self, name: str) -> str:
        """Return what came of a check by its name; empty where there is none."""
        return next((one.outcome for one in self.checks if one.name == name), "")


def authenticate(
    sod: bytes,
    data_groups: Mapping[int, bytes],
    trust: TrustStore,
    *,
    zone_state: str,
    at: datetime,
    crls: Iterable[bytes] = (),
    document_signers: Iterable[bytes] = (),
) -> Verdict:
    """Decide whether a chip's files are what the issuing state signed. Nothing is raised for any bytes.

    Args:
        sod: EF.SOD, in its wrapper or without.
        data_groups: the files read from the chip, by data group number, each exactly as long as it says it is.
        trust: the country signers held.
        zone_state: the issuing state in the zone printed on the document, e.g. ``UTO`` or ``D``.
        at: when the chip was read; taken as UTC where it bears no zone.
        crls: revocation lists beside those of the trust store; DER or PEM.
        document_signers: document signer certificates from elsewhere, for chips that carry none; DER or PEM.
    """
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    read = read_security_object(sod)
    faults = list(read.faults)
    lists = (*trust.crls, *read_crls(crls, faults))
    signature = _signature(read, _supplied(document_signers, faults))
    signer = signature.signer
    issuer, chain = check_chain(signer, trust.pool, "document signer") if signer else (None, _unknown("chain"))
    judged_at = signature.signed_at or at
    zone = read_zone_group(data_groups[1], today=at.date()) if 1 in data_groups else None
    faults += zone.faults if zone else ()
    every = (
        _security_object(read),
        *signature.checks,
        check.document_signer(signer, zone),
        chain,
        check.trusted_source(issuer),
        check.validity(signer, issuer, signature.signed_at, at),
        check.revocation(signer, issuer, trust, lists, at),
        check.issuing_state(signer, issuer, zone_state),
        check.data_groups(read, data_groups),
        check.zone_group(read, data_groups, zone),
        check.printed_zone(zone, zone_state),
    )
    return _verdict(every, at, judged_at, read, signature, issuer, data_groups, faults)


def _verdict(
    every: tuple[Check, ...],
    at: datetime,
    judged_at: datetime,
    read: SecurityObject,
    signature: Signature,
    issuer: Held | None,
    given: Mapping[int, bytes],
    faults: list[Fault],
) -> Verdict:
    return Verdict(
        verdict=decide(every),
        checks=every,
        at=at,
        signed_at=signature.signed_at,
        judged_at=judged_at,
        security_object=read,
        document_signer=signature.signer,
        country_signer=issuer.certificate if issuer else None,
        source=issuer.source if issuer else None,
        read=tuple(sorted(number for number in given if number in read.hashes)),
        unread=tuple(sorted(number for number in read.hashes if number not in given)),
        faults=tuple(faults),
    )


def _security_object(read: SecurityObject) -> Check:
    if not read.readable:
        return failed("security_object", " ".join(fault.message for fault in read.faults))
    groups = ", ".join(map(str, sorted(read.hashes)))
    sentence = f"EF.SOD, version {read.version}, holds {spoken(read.digest)} hashes of data groups {groups}."
    return passed("security_object", sentence)


def _signature(read: SecurityObject, supplied: list[Certificate]) -> Signature:
    if read.signed is None:
        names = ("signer", "algorithms", "signed_attributes", "signature")
        return Signature(tuple(not_done(name, "The security object could not be read.") for name in names))
    return check_signature(read.signed, supplied, SECURITY_OBJECT, "document signer")


def _supplied(documents: Iterable[bytes], faults: list[Fault]) -> list[Certificate]:
    found = []
    for data in documents:
        try:
            found.append(certificate_of(unwrapped(data)))
        except Unreadable as fault:
            faults.append(Fault("signer.unreadable", f"A document signer cannot be read: {fault.message}"))
    return found


def _unknown(name: str) -> Check:
    return not_done(name, "The document signer is not known.")
