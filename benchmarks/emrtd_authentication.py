"""Chips authenticated a second on one core, against the bare check of the same signature in the same run."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from limen.exchange.emrtd import TrustStore, authenticate, open_trust, read_security_object

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.exchange.emrtd_authority import (  # the suite's own authority makes the chips
    READ,
    Authority,
    Chip,
    Pair,
    personalise,
)

KINDS = {"rsa_2048": Pair("rsa", 1), "ecdsa_p256": Pair("secp256r1", 1)}


def rate(work: Callable[[], object], seconds: float) -> float:
    """Return how many times a second a call runs."""
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for _ in range(50):
            work()
        count += 50
    return count / (time.perf_counter() - start)


def made(pair: Pair) -> tuple[Chip, TrustStore]:
    """Return a chip and a warm store that trusts its authority."""
    authority = Authority(pair)
    chip = personalise(authority.signer(Pair(pair.kind, 2)))
    return chip, open_trust(roots={"root": authority.certificate}, crls=[authority.crl()])


def bare(chip: Chip) -> Callable[[], object]:
    """Return the one call every verifier must make: the signature over the signed attributes."""
    signed = read_security_object(chip.sod).signed
    assert signed
    assert signed.certificates[0].key
    signer, key = signed.signers[0], signed.certificates[0].key.handle
    data, signature, digest = signer.signed[0], signer.signature, hashes.SHA256()
    if isinstance(key, rsa.RSAPublicKey):
        return lambda: key.verify(signature, data, padding.PKCS1v15(), digest)
    assert isinstance(key, ec.EllipticCurvePublicKey)
    return lambda: key.verify(signature, data, ec.ECDSA(digest))


def measure(pair: Pair, seconds: float) -> dict[str, float]:
    """Return chips and bare verifications a second, in turn, and the median ratio."""
    chip, trust = made(pair)

    def whole() -> object:
        return authenticate(chip.sod, chip.groups, trust, zone_state="UTO", at=READ)

    assert authenticate(chip.sod, chip.groups, trust, zone_state="UTO", at=READ).verdict == "authentic"
    verify = bare(chip)
    ours, raw = [], []
    for _ in range(5):
        ours.append(rate(whole, seconds / 10))
        raw.append(rate(verify, seconds / 10))
    ratios = sorted(a / b for a, b in zip(ours, raw, strict=True))
    return {
        "chips_per_second": round(sorted(ours)[2]),
        "signatures_per_second": round(sorted(raw)[2]),
        "ratio": round(ratios[2], 3),
    }


def run(seconds: float = 2.0) -> dict[str, object]:
    """Return chips a second by kind of key."""
    found = {name: measure(pair, seconds) for name, pair in KINDS.items()}
    return {
        "bench": "emrtd",
        "chips_per_second": min(kind["chips_per_second"] for kind in found.values()),
        "peer": "cryptography, signature alone",
        **found,
        "cores": os.cpu_count(),
    }


if __name__ == "__main__":
    print(json.dumps(run()))
