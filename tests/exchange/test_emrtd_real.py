"""Real security objects and master lists, genuine and tampered: each is judged as its index says."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from limen.exchange.emrtd import TrustStore, Verdict, authenticate, countries_of, open_trust, read_security_object

pytestmark = pytest.mark.shared_data

ZONES = {"DE": "D", "NZ": "NZL", "SG": "SGP", "gb": "GBR", "GB": "GBR", "AT": "AUT", None: "D"}
READ = datetime(2026, 11, 24, tzinfo=UTC)

NOT_HELD = {"signature": "passed", "chain": "not_done"}
CHAINED = {"security_object": "passed", "signature": "passed", "chain": "passed", "trust_list": "passed"}
NO_SOD = {"security_object": "failed"}
ALTERED = {"signature": "passed", "signed_attributes": "failed"}

DECIDED: dict[str, tuple[str, dict[str, str]]] = {
    # The index could not read this curve; we can (brainpoolP224r1), and its test authority is in no list.
    "sod-01": ("undecided", NOT_HELD),
    # Two authorities of the name are held, but not the key the signer was issued under.
    "sod-02": ("undecided", NOT_HELD),
    "sod-03": ("undecided", NOT_HELD),
    "sod-04": ("undecided", NOT_HELD),
    "sod-05": ("not_authentic", {**NO_SOD, "signature": "failed"}),
    # Versions 1, 2 and 4 of signed data, where Doc 9303 sets 3: no signature covers it, so it is a fault and no more.
    "sod-06": ("undecided", NOT_HELD),
    "sod-07": ("undecided", NOT_HELD),
    "sod-08": ("undecided", NOT_HELD),
    "sod-09": ("not_authentic", NO_SOD),
    "sod-10": ("not_authentic", {**NO_SOD, **ALTERED}),
    "sod-11": ("not_authentic", {**NO_SOD, **ALTERED}),
    "sod-12": ("not_authentic", ALTERED),
    "sod-13": ("not_authentic", {"signed_attributes": "passed", "signature": "failed"}),
    "sod-14": ("not_authentic", ALTERED),
    # Genuine up to the authority; the data groups were not kept, and no revocation list, so nobody may say authentic.
    "sod-15": ("undecided", CHAINED),
    "sod-16": ("not_authentic", {"security_object": "passed", "signer": "failed"}),
    # EF.CardSecurity: signature and chain hold, and it is still no EF.SOD.
    "sod-17": ("not_authentic", {**CHAINED, **NO_SOD}),
    "sod-18": ("not_authentic", {**NO_SOD, **ALTERED}),
    "sod-19": ("not_authentic", {**CHAINED, **NO_SOD}),
    "sod-20": ("undecided", CHAINED),
    "sod-21": ("undecided", CHAINED),
    "sod-22": ("not_authentic", {**NO_SOD, "signature": "failed"}),
    "sod-23": ("not_authentic", NO_SOD),
    "sod-24": ("undecided", CHAINED),
}
"""For each file the verdict, and the checks that decide it."""


@pytest.fixture(scope="module")
def emrtd(shared_data: Path) -> Path:
    return shared_data / "inspections" / "emrtd"


@pytest.fixture(scope="module")
def trust(emrtd: Path) -> TrustStore:
    """Return both lists, each under the root its publisher gives beside it."""
    lists = {path.name: path.read_bytes() for path in sorted((emrtd / "certs").glob("*.ml"))}
    roots = {path.name: path.read_bytes() for path in sorted((emrtd / "certs").glob("*ROOT*.cer"))}
    return open_trust(lists, roots)


def rows(emrtd: Path) -> list[dict]:
    found: list[dict] = json.loads((emrtd / "sod_index.json").read_text())
    return found


def judged(emrtd: Path, row: dict, trust: TrustStore, at: datetime = READ) -> Verdict:
    data = (emrtd / row["file"]).read_bytes()
    return authenticate(data, {}, trust, zone_state=ZONES[row.get("dsc_country")], at=at)


def test_every_security_object_has_the_verdict_its_index_says(emrtd: Path, trust: TrustStore) -> None:
    index = rows(emrtd)
    assert sorted(row["id"] for row in index) == sorted(DECIDED)
    for row in index:
        verdict, (expected, deciding) = judged(emrtd, row, trust), DECIDED[row["id"]]
        assert (row["id"], verdict.verdict) == (row["id"], expected)
        assert (row["id"], {name: verdict.outcome(name) for name in deciding}) == (row["id"], deciding)


def test_what_the_index_says_in_words_is_what_the_checks_say(emrtd: Path, trust: TrustStore) -> None:
    for row in rows(emrtd):
        verdict, said = judged(emrtd, row, trust), row["our_result"]
        if said.startswith("NEGATIVE") or "not EF.SOD" in said:
            assert verdict.verdict == "not_authentic", row["id"]
        if said.startswith(("SIGNATURE OK", "PASS")):
            assert verdict.outcome("signature") == "passed", row["id"]
            assert verdict.verdict == "undecided", row["id"]
        if "PASS (chain" in said or "chain OK" in said:
            assert verdict.outcome("chain") == "passed", row["id"]


def test_hashes_and_digests_are_those_of_the_index(emrtd: Path) -> None:
    read = 0
    for row in rows(emrtd):
        sod = read_security_object((emrtd / row["file"]).read_bytes())
        if sod.readable:
            assert {str(number): value.hex() for number, value in sod.hashes.items()} == row["dg_hashes"]
            assert sod.digest == row["lds_digest"]
            read += 1
    assert read == 15


def test_versions_doc_9303_does_not_set_are_faults(emrtd: Path, trust: TrustStore) -> None:
    faulty = [row["id"] for row in rows(emrtd) if "cms.version" in {f.code for f in judged(emrtd, row, trust).faults}]
    assert faulty == ["sod-06", "sod-07", "sod-08"]


def test_a_signer_without_signing_time_is_judged_by_the_stated_date(emrtd: Path, trust: TrustStore) -> None:
    british = next(row for row in rows(emrtd) if row["id"] == "sod-21")
    assert judged(emrtd, british, trust).outcome("validity") == "not_done"
    assert judged(emrtd, british, trust, datetime(2015, 6, 1, tzinfo=UTC)).outcome("validity") == "passed"
    austrian = next(row for row in rows(emrtd) if row["id"] == "sod-24")
    assert str(judged(emrtd, austrian, trust).signed_at) == "2023-03-17 13:40:18+00:00"


def test_a_genuine_object_behind_another_states_zone_fails(emrtd: Path, trust: TrustStore) -> None:
    data = (emrtd / "sod" / "sod-24_gmrtd_gmrtd_document_sod_test_go.der").read_bytes()
    verdict = authenticate(data, {}, trust, zone_state="D", at=READ)
    assert (verdict.verdict, verdict.outcome("issuing_state")) == ("not_authentic", "failed")


def test_both_master_lists_verify_and_load(trust: TrustStore) -> None:
    german, dutch = trust.lists
    assert german.verified
    assert dutch.verified
    assert str(german.source()) == "master list DE_ML_2026-05-28-08-28-45.ml of 2026-05-28"
    assert str(dutch.source()) == "master list NL_ML_2026-07-22.ml of 2026-07-23"
    assert Counter(one.kind for one in german.certificates) == {"root": 375, "link": 213}
    assert Counter(one.kind for one in dutch.certificates) == {"root": 411}
    assert (len(trust.country_signers), len(trust.stranded), trust.faults) == (614, 13, ())


def test_every_curve_written_out_is_matched_to_a_named_one(trust: TrustStore) -> None:
    german, dutch = trust.lists
    assert german.curves() == {
        "brainpoolP256r1": 22,
        "brainpoolP384r1": 52,
        "brainpoolP512r1": 17,
        "secp256r1": 20,
        "secp384r1": 29,
        "secp521r1": 20,
    }
    assert sum(german.curves().values()) == 160
    assert dutch.curves() == {
        "brainpoolP256r1": 14,
        "brainpoolP384r1": 38,
        "brainpoolP512r1": 12,
        "secp256r1": 14,
        "secp384r1": 20,
        "secp521r1": 13,
    }
    assert sum(dutch.curves().values()) == 111
    assert all(one.certificate and one.certificate.key for read in trust.lists for one in read.certificates)


def test_faults_of_listed_certificates_are_reported(trust: TrustStore) -> None:
    german, dutch = (Counter(f.code for one in read.certificates for f in one.faults) for read in trust.lists)
    assert german == {"certificate.country": 11, "certificate.authority": 8, "certificate.usage": 1}
    assert dutch == {"certificate.country": 10}


def test_a_list_under_the_other_publishers_root_is_vouched_for_by_nobody(emrtd: Path) -> None:
    data = (emrtd / "certs" / "NL_ML_2026-07-22.ml").read_bytes()
    german = (emrtd / "certs" / "DE_ROOT_CA_CSCA07.cer").read_bytes()
    read = open_trust({"NL": data}, {"DE": german}).lists[0]
    assert (read.verified, read.sound) == (False, True)


def test_every_country_of_the_lists_stands_behind_some_zone(emrtd: Path, trust: TrustStore, shared_data: Path) -> None:
    states = [line.split(",")[0] for line in (shared_data / "codes/icao_mrz_states.csv").read_text().splitlines()[1:]]
    known = frozenset().union(*(countries_of(state) for state in [*states, "D", "RKS"]))
    assert {one.subject.country for one in trust.country_signers} <= known


def test_supplied_document_signers_are_read(emrtd: Path, trust: TrustStore) -> None:
    signers = [path.read_bytes() for path in sorted((emrtd / "certs").glob("dsc_*.cer"))]
    data = (emrtd / "sod" / "sod-03_ZeroPass_pymrtd_tests_ef_sod_test_py.der").read_bytes()
    verdict = authenticate(data, {}, trust, zone_state="D", at=READ, document_signers=signers)
    assert not verdict.faults
    assert verdict.outcome("signature") == "passed"
