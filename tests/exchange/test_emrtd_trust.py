"""What a post trusts: master lists, links between keys, and revocation lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from limen.exchange.emrtd import TrustStore, Verdict, authenticate, open_trust, read_master_list
from limen.exchange.emrtd.certificates import certificate_of
from tests.exchange.emrtd_authority import (
    BORN,
    READ,
    TRUE,
    Authority,
    Chip,
    Pair,
    certificate,
    extension,
    integer,
    key_ids,
    master_list,
    name,
    personalise,
    seq,
)

UTOPIA = Authority()
ARCADIA = Authority(Pair("rsa", 11), "AR", "CSCA Arcadia", serial=7)
NEXT = Authority(Pair("brainpoolP384r1", 12, digest="sha384", explicit=True), "UT", "CSCA Utopia 2", serial=2)


def judged(chip: Chip, trust: TrustStore, **how: object) -> Verdict:
    return authenticate(chip.sod, chip.groups, trust, **{"zone_state": "UTO", "at": READ, **how})  # type: ignore[arg-type]


def outcome(verdict: Verdict, name: str) -> tuple[str, str]:
    return next((check.outcome, check.sentence) for check in verdict.checks if check.name == name)


def decided(read: object) -> dict[str, str]:
    return {check.name: check.outcome for check in read.checks}  # type: ignore[attr-defined]


# Master lists


def test_a_master_list_that_leads_to_a_given_root_is_verified() -> None:
    data = master_list([UTOPIA.certificate, ARCADIA.certificate], UTOPIA.list_signer())
    read = read_master_list(data, [certificate_of(UTOPIA.certificate)], name="utopia.ml")
    assert read.verified
    assert [one.kind for one in read.certificates] == ["root", "root"]
    assert str(read.root and read.root.subject) == "C=UT, CN=CSCA Utopia"
    assert str(read.source()) == "master list utopia.ml of 2025-03-01"


def test_a_master_list_leads_to_an_older_root_by_the_link_it_carries() -> None:
    data = master_list([NEXT.certificate], NEXT.list_signer(), also=[UTOPIA.link(NEXT)])
    read = read_master_list(data, [certificate_of(UTOPIA.certificate)])
    assert read.verified
    assert read.root == certificate_of(UTOPIA.certificate)


def test_a_master_list_may_not_vouch_for_itself() -> None:
    read = read_master_list(master_list([UTOPIA.certificate], UTOPIA.list_signer()))
    assert (read.verified, read.sound) == (False, True)
    assert decided(read)["chain"] == "not_done"


@pytest.mark.parametrize(
    ("data", "check"),
    [
        (master_list([UTOPIA.certificate], UTOPIA.list_signer(["2.23.136.1.1.8"])), "purpose"),
        (master_list([UTOPIA.certificate], UTOPIA.signer()), "purpose"),
        (master_list([UTOPIA.certificate], replace(UTOPIA.list_signer(), pair=Pair(number=13))), "signature"),
        (master_list([UTOPIA.certificate], UTOPIA.list_signer(), stated_type="1.2.3"), "signed_attributes"),
        (
            master_list([UTOPIA.certificate], UTOPIA.list_signer(), signed_at=datetime(2019, 1, 1, tzinfo=UTC)),
            "validity",
        ),
        (
            master_list([UTOPIA.certificate], replace(UTOPIA, pair=Pair(number=14)).list_signer()).replace(
                Pair(number=14).key_id(), UTOPIA.pair.key_id()
            ),
            "chain",
        ),
    ],
    ids=["other purpose", "document signer", "other key", "other content", "not yet valid", "false authority"],
)
def test_a_false_master_list_is_not_used(data: bytes, check: str) -> None:
    read = read_master_list(data, [certificate_of(UTOPIA.certificate)])
    assert decided(read)[check] == "failed"
    assert not read.sound
    trust = open_trust({"false.ml": data}, {"root": ARCADIA.certificate})
    assert [one.subject.country for one in trust.country_signers] == ["AR"]
    assert [fault.code for fault in trust.faults] == ["list.refused"]


def test_every_fault_of_a_listed_certificate_is_said() -> None:
    bare = Pair(number=15)
    holder = name("ut", "bare")
    odd = [extension("1.2.3.4", b"\x05\x00", critical=True)]
    broken = UTOPIA.certificate[:-1] + bytes([UTOPIA.certificate[-1] ^ 1])
    unknown = certificate(holder, Pair("brainpoolP256r1", 16), holder, bare, 5, [])
    unknown = unknown.replace(bytes.fromhex("06092b2403030208010107"), bytes.fromhex("06092b240303020801017f"))
    listed = [certificate(holder, bare, holder, bare, 3, odd), broken, unknown, seq(integer(1)), ARCADIA.certificate]
    read = read_master_list(master_list(listed, UTOPIA.list_signer()), [certificate_of(UTOPIA.certificate)])
    assert read.verified
    found = {fault.code for one in read.certificates for fault in one.faults}
    assert found == {
        "certificate.authority",
        "certificate.country",
        "certificate.critical",
        "certificate.key",
        "certificate.key_id",
        "certificate.signature",
        "certificate.unreadable",
        "certificate.usage",
    }
    assert sorted(one.kind for one in read.certificates) == ["root", "root", "unusable", "unusable", "unusable"]


def test_a_file_that_is_no_master_list_says_why() -> None:
    assert [fault.code for fault in read_master_list(b"\x30\x00").faults] == ["list.unreadable"]
    assert [fault.code for fault in read_master_list(personalise(UTOPIA.signer(), wrapped=False).sod).faults] == [
        "list.type"
    ]


def test_a_certificate_in_two_lists_is_held_by_the_one_that_is_vouched_for() -> None:
    lists = {
        "arcadia.ml": master_list([UTOPIA.certificate], ARCADIA.list_signer(), also=[ARCADIA.certificate]),
        "utopia.ml": master_list([UTOPIA.certificate], UTOPIA.list_signer()),
    }
    trust = open_trust(lists, {"own": UTOPIA.certificate})
    assert [str(one.source) for one in trust.find(UTOPIA.pair.key_id())] == ["certificate own"]
    assert [source.vouched for source in trust.sources] == [True, False, True]


def test_a_root_may_be_pem_and_what_is_none_is_said() -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    pem = x509.load_der_x509_certificate(UTOPIA.certificate).public_bytes(Encoding.PEM)
    trust = open_trust(roots={"pem": pem, "nothing": b"-----BEGIN X-----!-----END"}, crls=[b"junk"])
    assert len(trust.country_signers) == 1
    assert [fault.code for fault in trust.faults] == ["root.unreadable", "crl.unreadable"]


# Links between keys


def test_a_chip_under_a_new_key_is_authentic_by_the_link_from_the_old() -> None:
    data = master_list([UTOPIA.link(NEXT)], UTOPIA.list_signer())
    trust = open_trust({"ml": data}, {"root": UTOPIA.certificate}, [NEXT.crl()])
    verdict = judged(personalise(NEXT.signer()), trust)
    assert verdict.verdict == "authentic"
    assert "itself verified by link from C=UT, CN=CSCA Utopia" in outcome(verdict, "chain")[1]


def test_a_link_that_leads_to_no_root_is_held_aside() -> None:
    data = master_list([ARCADIA.link(replace(NEXT, country="AR"))], UTOPIA.list_signer())
    trust = open_trust({"ml": data}, {"root": UTOPIA.certificate})
    assert [one.subject.country for one in trust.stranded] == ["AR"]
    assert outcome(judged(personalise(NEXT.signer()), trust), "chain")[0] == "not_done"


def test_a_link_signed_by_an_expired_key_fails() -> None:
    old = replace(UTOPIA, ends=datetime(2021, 1, 1, tzinfo=UTC))
    late = replace(NEXT, begins=datetime(2022, 1, 1, tzinfo=UTC))
    data = master_list([old.link(late)], ARCADIA.list_signer())
    trust = open_trust({"ml": data}, {"old": old.certificate, "arcadia": ARCADIA.certificate})
    assert outcome(judged(personalise(late.signer()), trust), "validity")[0] == "failed"


def test_keys_that_link_in_a_circle_end() -> None:
    one, two = UTOPIA.link(NEXT), NEXT.link(UTOPIA)
    trust = open_trust({"ml": master_list([one, two], ARCADIA.list_signer())}, {"root": ARCADIA.certificate})
    assert len(trust.stranded) == 2


def test_a_link_is_vouched_for_no_better_than_the_root_it_leads_to() -> None:
    lists = {
        "unknown.ml": master_list([UTOPIA.certificate], replace(UTOPIA, serial=3).list_signer()),
        "arcadia.ml": master_list([UTOPIA.link(NEXT)], ARCADIA.list_signer()),
    }
    trust = open_trust(lists, {"arcadia": ARCADIA.certificate}, [NEXT.crl()])
    verdict = judged(personalise(NEXT.signer()), trust)
    assert (verdict.verdict, outcome(verdict, "trust_list")[0]) == ("undecided", "not_done")


# Revocation


def test_a_list_by_a_signer_nobody_vouches_for_is_not_heard() -> None:
    false = replace(UTOPIA, pair=Pair(number=19))
    lists = {"false.ml": master_list([false.certificate], false.list_signer())}
    trust = open_trust(lists, {"root": UTOPIA.certificate})
    for crl in (false.crl(), false.crl({100: BORN})):
        assert outcome(judged(personalise(UTOPIA.signer()), trust, crls=[crl]), "revocation")[0] == "not_done"


def test_without_a_revocation_list_nothing_is_authentic() -> None:
    verdict = judged(personalise(UTOPIA.signer()), open_trust(roots={"root": UTOPIA.certificate}))
    assert verdict.verdict == "undecided"
    assert [check.name for check in verdict.checks if check.outcome != "passed"] == ["revocation"]


def test_a_revoked_signer_is_refused_from_that_day() -> None:
    trust = open_trust(roots={"root": UTOPIA.certificate})
    chip, since = personalise(UTOPIA.signer()), datetime(2026, 6, 1, tzinfo=UTC)
    crl = UTOPIA.crl({100: since}, reason=1)
    verdict = judged(chip, trust, crls=[crl])
    assert verdict.verdict == "not_authentic"
    assert "revoked on 2026-06-01 (key compromised)" in outcome(verdict, "revocation")[1]
    assert judged(chip, trust, crls=[crl], at=since - timedelta(days=1)).verdict == "authentic"
    assert judged(chip, trust, crls=[UTOPIA.crl({101: since})]).verdict == "authentic"


def test_an_old_list_still_revokes_but_clears_nobody() -> None:
    trust = open_trust(roots={"root": UTOPIA.certificate})
    chip, past = personalise(UTOPIA.signer()), datetime(2026, 2, 1, tzinfo=UTC)
    clean = judged(chip, trust, crls=[UTOPIA.crl(issued=BORN, due=past)])
    assert outcome(clean, "revocation") == (
        "not_done",
        "The revocation list of 2020-01-01 does not name the signer, but was due to be replaced on 2026-02-01.",
    )
    assert clean.verdict == "undecided"
    endless = judged(chip, trust, crls=[UTOPIA.crl(due=None)])
    assert "does not say until when it holds" in outcome(endless, "revocation")[1]
    named = judged(chip, trust, crls=[UTOPIA.crl({100: past}, issued=BORN, due=past), UTOPIA.crl()])
    assert outcome(named, "revocation")[0] == "failed"


@pytest.mark.parametrize(
    "crl",
    [
        UTOPIA.crl(by=Pair(number=17)),
        UTOPIA.crl({100: BORN}, by=Pair(number=17)),
        ARCADIA.crl(),
        UTOPIA.crl(extra=[extension("2.5.29.28", seq(b"\x81" + TRUE[1:]), critical=True)]),
        UTOPIA.crl(extra=[extension("2.5.29.27", integer(3), critical=True)]),
        UTOPIA.crl()[:-3],
    ],
    ids=["false key", "false key that revokes", "other authority", "a part only", "changes only", "cut off"],
)
def test_a_list_that_is_not_the_authoritys_whole_word_counts_for_nothing(crl: bytes) -> None:
    trust = open_trust(roots={"utopia": UTOPIA.certificate, "arcadia": ARCADIA.certificate})
    verdict = judged(personalise(UTOPIA.signer()), trust, crls=[crl])
    assert outcome(verdict, "revocation")[0] == "not_done"


def test_the_authoritys_next_key_revokes_what_the_last_one_signed() -> None:
    data = master_list([UTOPIA.certificate, NEXT.certificate, UTOPIA.link(NEXT)], UTOPIA.list_signer())
    chip = personalise(UTOPIA.signer())
    trust = open_trust({"ml": data}, {"root": UTOPIA.certificate})
    assert judged(chip, trust, crls=[NEXT.crl()]).verdict == "authentic"
    assert judged(chip, trust, crls=[NEXT.crl({100: BORN})]).verdict == "not_authentic"


def test_a_revoked_link_fails_what_hangs_from_it() -> None:
    data = master_list([UTOPIA.link(NEXT, serial=50)], UTOPIA.list_signer())
    trust = open_trust({"ml": data}, {"root": UTOPIA.certificate}, [NEXT.crl(), UTOPIA.crl({50: BORN})])
    assert outcome(judged(personalise(NEXT.signer()), trust), "revocation")[0] == "failed"


def test_time_and_revocation_are_judged_anew_each_time() -> None:
    trust = open_trust(roots={"root": UTOPIA.certificate})
    chip = personalise(UTOPIA.signer(), signed_at=None)
    assert judged(chip, trust, crls=[UTOPIA.crl()]).verdict == "authentic"
    assert judged(chip, trust, crls=[UTOPIA.crl({100: BORN})]).verdict == "not_authentic"
    assert judged(chip, trust, crls=[UTOPIA.crl()], at=datetime(2050, 1, 1, tzinfo=UTC)).verdict == "undecided"
    assert judged(chip, trust, crls=[UTOPIA.crl()]).verdict == "authentic"


def test_key_ids_of_two_authorities_do_not_mix() -> None:
    twin = Authority(Pair(number=18), "UT", "CSCA Utopia", serial=9)
    trust = open_trust(roots={"one": UTOPIA.certificate, "two": twin.certificate}, crls=[UTOPIA.crl()])
    verdict = judged(personalise(twin.signer()), trust)
    assert verdict.country_signer == certificate_of(twin.certificate)
    assert key_ids(twin.pair, twin.pair) != key_ids(UTOPIA.pair, UTOPIA.pair)
