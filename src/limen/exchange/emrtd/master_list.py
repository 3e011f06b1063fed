"""Master lists of country signers, themselves verified (ICAO Doc 9303-12, section 8)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from limen.exchange.emrtd.certificates import DIGITAL_SIGNATURE, MASTER_LIST_SIGNER, Certificate, certificate_of
from limen.exchange.emrtd.chain import Held, Source, check_chain, pool_of, self_signed
from limen.exchange.emrtd.cms import Signature, SignedData, check_signature, signed_data_of
from limen.exchange.emrtd.der import SET, Fields, Node, Unreadable, small, whole
from limen.exchange.emrtd.findings import Check, Fault, failed, not_done, passed

MASTER_LIST = "2.23.136.1.1.2"
WHOSE = "master list signer"


@dataclass(frozen=True, slots=True)
class Listed:
    """One certificate of a master list.

    Args:
        certificate: nothing where it cannot be read.
        kind: ``root`` (self-signed, and its signature holds), ``link`` (another key signed it) or ``unusable``.
        faults: what is wrong with it.
    """

    certificate: Certificate | None
    kind: str
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class MasterList:
    """A master list as read, and whether it may be believed.

    ``dated`` is when it was signed. ``root`` is the given root its signer leads to.
    """

    name: str
    fingerprint: str
    certificates: tuple[Listed, ...] = ()
    checks: tuple[Check, ...] = ()
    dated: datetime | None = None
    signer: Certificate | None = None
    root: Certificate | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def verified(self) -> bool:
        """Return whether every check passed: the list leads to a root that was given."""
        return bool(self.checks) and all(check.outcome == "passed" for check in self.checks)

    @property
    def sound(self) -> bool:
        """Return whether its signature holds and nothing speaks against it, though no given root may vouch for it."""
        outcomes = {check.name: check.outcome for check in self.checks}
        return outcomes.get("signature") == "passed" and "failed" not in outcomes.values()

    def curves(self) -> dict[str, int]:
        """Return how many keys write their curve out in full, by the named curve each was matched to."""
        keys = (one.certificate.key for one in self.certificates if one.certificate)
        return dict(Counter(key.name for key in keys if key and key.written_out))

    def source(self) -> Source:
        """Return the list as a source of certificates."""
        return Source(self.name, "master list", self.dated, self.verified, self.fingerprint)


def read_master_list(
    data: bytes, roots: Sequence[Certificate] = (), *, name: str = "", at: datetime | None = None
) -> MasterList:
    """Read a master list and verify it. Nothing is raised for any bytes.

    Args:
        data: the file: CMS signed data around a CscaMasterList.
        roots: certificates the reader trusts for themselves, obtained by another way than the list.
        name: the file's name, for reports.
        at: when the signer must be valid, where the list bears no signing time.
    """
    fingerprint = hashlib.sha256(data).hexdigest()
    try:
        signed = signed_data_of(whole(data, "the master list"))
        listed = tuple(_listed(signed)) if signed.content_type == MASTER_LIST else ()
    except Unreadable as fault:
        return MasterList(name, fingerprint, faults=(Fault("list.unreadable", fault.message),))
    if signed.content_type != MASTER_LIST:
        sentence = f"The file is no master list: its content is of type {signed.content_type}."
        return MasterList(name, fingerprint, faults=(*signed.faults, Fault("list.type", sentence)))
    certificates = [one.certificate for one in listed if one.certificate]
    found = check_signature(signed, certificates, MASTER_LIST, WHOSE)
    root, chain = _chain(found.signer, [*signed.certificates, *certificates], roots)
    checks = (*found.checks, _purpose(found.signer), _validity(found, at), chain)
    return MasterList(name, fingerprint, listed, checks, found.signed_at, found.signer, root, signed.faults)


def _listed(signed: SignedData) -> Iterator[Listed]:
    fields = Fields(whole(signed.content, "the list"), "The list")
    if small(fields.take()):
        raise Unreadable("The list has a version that is not known.")
    for node in fields.take(SET).children():
        yield _one(node)


def _one(node: Node) -> Listed:
    try:
        certificate = certificate_of(node.raw)
    except Unreadable as fault:
        return Listed(None, "unusable", (Fault("certificate.unreadable", fault.message),))
    faults = list(_faults(certificate))
    if self_signed(certificate):
        return Listed(certificate, "root", tuple(faults))
    names_other_key = bool(certificate.authority_id) and certificate.authority_id != certificate.key_id
    if certificate.own_issuer and not names_other_key:
        faults.append(Fault("certificate.signature", "It says it signed itself, and its signature does not hold."))
        return Listed(certificate, "unusable", tuple(faults))
    return Listed(certificate, "link", tuple(faults))


def _faults(certificate: Certificate) -> Iterator[Fault]:
    """Say where a certificate is not as Doc 9303-12 (section 7.1) has it."""
    country = certificate.subject.country
    written = [value for kind, value in certificate.subject.parts if kind == "2.5.4.6"]
    if certificate.key is None:
        yield Fault("certificate.key", certificate.key_fault)
    if not certificate.authority:
        yield Fault("certificate.authority", "It is not marked as an authority.")
    if certificate.usages is None:
        yield Fault("certificate.usage", "It does not say what its key is for.")
    if not certificate.key_id:
        yield Fault("certificate.key_id", "It bears no key identifier.")
    if not country or written != [country]:
        yield Fault("certificate.country", f"Its country is written “{', '.join(written)}”, not as two capitals once.")
    for extension in certificate.unknown_critical:
        yield Fault("certificate.critical", f"It has the critical extension {extension}, which is not understood.")


def _chain(
    signer: Certificate | None, others: list[Certificate], roots: Sequence[Certificate]
) -> tuple[Certificate | None, Check]:
    """Lead the signer to a given root, over the list's own certificates where those are links from it."""
    if signer is None:
        return None, not_done("chain", "The master list signer is not known.")
    given = Source("given", "certificate", None, vouched=True, fingerprint="")
    own = Source("own", "master list", None, vouched=False, fingerprint="")
    pool, _ = pool_of([Held(root, given) for root in roots], [(c, own) for c in others if c != signer])
    held, check = check_chain(signer, pool, WHOSE)
    if check.outcome == "passed" and held:
        return (held.via or (held.certificate,))[-1], check
    if check.outcome == "failed":
        return None, check
    alone, _ = pool_of([Held(c, own) for c in others if self_signed(c)], [])
    held, by_itself = check_chain(signer, alone, WHOSE)
    if by_itself.outcome != "passed" or held is None:
        return None, by_itself
    vouching = "The list vouches for itself: its signer leads only to a certificate of its own"
    return None, not_done("chain", f"{vouching} ({held.certificate.subject}); give that root from another source.")


def _purpose(signer: Certificate | None) -> Check:
    if signer is None:
        return not_done("purpose", "The master list signer is not known.")
    if MASTER_LIST_SIGNER not in signer.purposes or not signer.may(DIGITAL_SIGNATURE):
        return failed("purpose", f"{signer.subject} is not certified to sign master lists.")
    if signer.unknown_critical:
        return not_done("purpose", f"The signer has a critical extension not understood: {signer.unknown_critical[0]}.")
    return passed("purpose", "The signer is certified to sign master lists.")


def _validity(found: Signature, at: datetime | None) -> Check:
    moment, basis = (found.signed_at, "signing time") if found.signed_at else (at, "stated date")
    if found.signer is None or moment is None:
        return not_done("validity", "There is no signer, or no time to judge by.")
    if not found.signer.current(moment):
        return failed("validity", f"The signer was not valid at the {basis}, {moment:%Y-%m-%d}.")
    return passed("validity", f"The signer was valid at the {basis}, {moment:%Y-%m-%d}.")
