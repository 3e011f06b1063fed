"""The checks of passive authentication beyond the signature itself."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime

from limen.exchange.emrtd.certificates import ANY_PURPOSE, DIGITAL_SIGNATURE, Certificate
from limen.exchange.emrtd.chain import Held
from limen.exchange.emrtd.data_groups import ZoneGroup, group_hash
from limen.exchange.emrtd.findings import Check, failed, not_done, passed
from limen.exchange.emrtd.revocation import RevocationList
from limen.exchange.emrtd.security_object import SecurityObject
from limen.exchange.emrtd.states import countries_of, plain
from limen.exchange.emrtd.trust import TrustStore

UNKNOWN_SIGNER = "The document signer is not known."
UNKNOWN_ISSUER = "The country signer is not known."


def document_signer(signer: Certificate | None, zone: ZoneGroup | None) -> Check:
    """Check that a certificate may sign documents, and this kind of document (Doc 9303-12, section 7.1.1)."""
    name = "document_signer"
    if signer is None:
        return not_done(name, UNKNOWN_SIGNER)
    if signer.authority:
        return failed(name, "The certificate is an authority's; those sign no documents.")
    if not signer.may(DIGITAL_SIGNATURE):
        return failed(name, "The certificate is not for signing documents.")
    if signer.purposes and ANY_PURPOSE not in signer.purposes:
        return failed(name, f"The certificate is for other purposes only: {', '.join(sorted(signer.purposes))}.")
    if signer.unknown_critical:
        return not_done(name, f"It has the critical extension {signer.unknown_critical[0]}, which is not understood.")
    return _document_type(name, signer.document_types, zone)


def _document_type(name: str, kinds: tuple[str, ...] | None, zone: ZoneGroup | None) -> Check:
    if kinds is None:
        return passed(name, "The certificate may sign documents and is limited to no type.")
    listed = ", ".join(kinds) or "none"
    if zone is None or zone.zone is None:
        return not_done(name, f"The certificate signs documents of type {listed}; no zone was read to compare.")
    code = zone.zone.code
    if code not in kinds and code[:1] not in kinds:
        return failed(name, f"The certificate signs documents of type {listed}; this one is of type {code}.")
    return passed(name, f"The certificate may sign documents of type {code}.")


def trusted_source(issuer: Held | None) -> Check:
    """Check that the country signer comes from a root given, or a list verified up to one."""
    name = "trust_list"
    if issuer is None:
        return not_done(name, UNKNOWN_ISSUER)
    source = issuer.source
    if not source.vouched:
        return not_done(name, f"The country signer comes from the {source}, which no root given here vouches for.")
    return passed(name, f"The country signer comes from the {source}.")


def validity(signer: Certificate | None, issuer: Held | None, signed_at: datetime | None, at: datetime) -> Check:
    """Check that signer and country signer were valid when the chip was signed.

    Without a signing time on the chip the date of the decision stands for it; a certificate that has expired by then
    leaves it open, since the chip may have been signed before. Links further up must have been valid when they signed
    the next.
    """
    name = "validity"
    if signer is None:
        return not_done(name, UNKNOWN_SIGNER)
    if signed_at and signed_at > at:
        return failed(name, f"The chip says it was signed on {signed_at:%Y-%m-%d}, after the date of reading.")
    doubt = _not_current("document signer", signer, signed_at, at)
    if doubt:
        return doubt
    if signed_at and not _within_signing_period(signer, signed_at):
        return failed(name, f"The document signer’s key was not to be used at the signing time {signed_at:%Y-%m-%d}.")
    if issuer is None:
        return not_done(name, UNKNOWN_ISSUER)
    if not _links_in_time(issuer):
        return failed(name, "A country signer was not valid when it signed the link to its next key.")
    shown = _shown(signed_at, at)
    return _not_current("country signer", issuer.certificate, signed_at, at) or passed(
        name, f"Document signer and country signer were valid at the {shown}."
    )


def _shown(signed_at: datetime | None, at: datetime) -> str:
    if signed_at:
        return f"signing time {signed_at:%Y-%m-%d}"
    return f"stated date {at:%Y-%m-%d} (the chip bears no signing time)"


def _not_current(who: str, certificate: Certificate, signed_at: datetime | None, at: datetime) -> Check | None:
    when = signed_at or at
    if certificate.current(when):
        return None
    span = f"it runs from {certificate.not_before:%Y-%m-%d} to {certificate.not_after:%Y-%m-%d}"
    sentence = f"The {who} was not valid at the {_shown(signed_at, at)}: {span}."
    if signed_at or when < certificate.not_before:
        return failed("validity", sentence)
    return not_done("validity", sentence)


def _within_signing_period(signer: Certificate, at: datetime) -> bool:
    begin, end = signer.signing_from, signer.signing_until
    return (begin is None or begin <= at) and (end is None or at <= end)


def _links_in_time(issuer: Held) -> bool:
    below = (issuer.certificate, *issuer.via)
    return all(above.current(link.not_before) for link, above in zip(below, issuer.via, strict=False))


def revocation(
    signer: Certificate | None, issuer: Held | None, trust: TrustStore, lists: Sequence[RevocationList], at: datetime
) -> Check:
    """Check signer and country signer against revocation lists, themselves verified.

    Any verified list that names one of them fails, old or new. None at hand, or only one that was due to be replaced,
    leaves it open. On a country signer that is vouched for, only lists whose signer is so too are heard.
    """
    name = "revocation"
    if signer is None:
        return not_done(name, UNKNOWN_SIGNER)
    if issuer is None:
        return not_done(name, UNKNOWN_ISSUER)
    vouched = issuer.source.vouched
    lists = [one for one in lists if trust.list_signer(one, vouched=vouched) is not None]
    revoked = _revoked((signer, issuer.certificate, *issuer.via), trust, lists, at)
    if revoked:
        return failed(name, revoked)
    own = [one for one in lists if trust.speaks_for(one, signer)]
    if not own:
        return not_done(name, f"No verified revocation list of {signer.issuer} is at hand.")
    newest = max(own, key=lambda one: one.issued)
    if newest.stale(at):
        due = f"was due to be replaced on {newest.due:%Y-%m-%d}" if newest.due else "does not say until when it holds"
        return not_done(name, f"The revocation list of {newest.issued:%Y-%m-%d} does not name the signer, but {due}.")
    return passed(name, f"Not revoked by the list of {newest.issued:%Y-%m-%d}.")


def _revoked(
    certificates: Sequence[Certificate], trust: TrustStore, lists: Sequence[RevocationList], at: datetime
) -> str:
    for certificate in certificates:
        for one in lists:
            entry = one.revoked.get(certificate.serial) if trust.speaks_for(one, certificate) else None
            if entry is not None and entry.since <= at:
                why = f" ({entry.reason})" if entry.reason else ""
                return f"{certificate.subject} was revoked on {entry.since:%Y-%m-%d}{why}."
    return ""


def issuing_state(signer: Certificate | None, issuer: Held | None, zone_state: str) -> Check:
    """Check that the certificates are of the state the zone names (Doc 9303-12, section 7.1)."""
    name = "issuing_state"
    if signer is None:
        return not_done(name, UNKNOWN_SIGNER)
    bearers = [signer.subject, signer.issuer, *([issuer.certificate.subject] if issuer else [])]
    named = {bearer.country for bearer in bearers} - {""}
    shown, allowed = ", ".join(sorted(named)), countries_of(zone_state)
    if len(named) > 1:
        return failed(name, f"The certificates are not of one country: {shown}.")
    if not allowed:
        return not_done(name, f"No country is known for the issuing state “{plain(zone_state)}”.")
    if not named <= allowed:
        return failed(name, f"The zone is of {plain(zone_state)}; the certificates are of {shown}.")
    if issuer is None:
        return not_done(name, UNKNOWN_ISSUER)
    if not all(bearer.country for bearer in bearers):
        return not_done(name, "Not every certificate names a country.")
    return passed(name, f"Zone and certificates are of one state: {plain(zone_state)}, {shown}.")


def data_groups(read: SecurityObject, given: Mapping[int, bytes]) -> Check:
    """Check every data group given against its hash; say which were not read."""
    name = "data_groups"
    if not read.readable or not given:
        return not_done(name, "There is no data group to compare, or nothing to compare it with.")
    foreign = sorted(number for number in given if number not in read.hashes)
    if foreign:
        return failed(name, f"The security object holds no hash of data group {foreign[0]}.")
    altered = [number for number in sorted(given) if not _same(read, number, given[number])]
    if altered:
        return failed(name, f"Data group {', '.join(map(str, altered))} is not the one that was signed.")
    unread = [str(number) for number in sorted(read.hashes) if number not in given]
    rest = f"; not read: {', '.join(unread)}" if unread else ""
    return passed(name, f"Data groups as signed: {', '.join(map(str, sorted(given)))}{rest}.")


def _same(read: SecurityObject, number: int, data: bytes) -> bool:
    return hmac.compare_digest(group_hash(data, read.digest), read.hashes[number])


def zone_group(read: SecurityObject, given: Mapping[int, bytes], zone: ZoneGroup | None) -> Check:
    """Check that DG1 was read, is the one signed, and holds a zone."""
    name = "data_group_1"
    if zone is None or not read.readable:
        return not_done(name, "Data group 1 was not read; without it the chip says nothing of its bearer.")
    if 1 not in read.hashes:
        return failed(name, "The security object holds no hash of data group 1.")
    if not _same(read, 1, given[1]):
        return failed(name, "Data group 1 is not the one that was signed.")
    if zone.zone is None or not zone.zone.format:
        return not_done(name, "Data group 1 is as signed but holds no readable zone.")
    return passed(name, "Data group 1 is as signed and holds a zone.")


def printed_zone(zone: ZoneGroup | None, zone_state: str) -> Check:
    """Check that the zone on the chip is of the state printed on the document."""
    name = "printed_zone"
    if zone is None or zone.zone is None or not zone.zone.format:
        return not_done(name, "No zone was read from the chip.")
    if not plain(zone_state):
        return not_done(name, "The printed zone’s issuing state was not given.")
    if plain(zone.zone.state) != plain(zone_state):
        return failed(name, f"The chip is of {zone.zone.state}; the printed zone is of {plain(zone_state)}.")
    return passed(name, f"Chip and printed zone are of {plain(zone_state)}.")
