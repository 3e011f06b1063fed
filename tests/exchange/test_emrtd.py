"""A chip is read at the counter: whether the issuing state signed what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from limen.exchange.emrtd import (
    TrustStore,
    Verdict,
    authenticate,
    open_trust,
    read_face_group,
    read_security_object,
    read_zone_group,
)
from tests.exchange.emrtd_authority import (
    BORN,
    CARD,
    DIGESTS,
    NAMED,
    READ,
    SIGNED,
    ZONE,
    Authority,
    Chip,
    DocumentSigner,
    Pair,
    extension,
    face_group,
    lds,
    master_list,
    oid,
    personalise,
    seq,
    signed_data,
    wrap,
    zone_group,
)

UTOPIA = Authority()


def trusting(*authorities: Authority, crls: bool = True) -> TrustStore:
    """Return a store that holds authorities as roots, with a fresh revocation list of each."""
    roots = {one.common: one.certificate for one in authorities}
    return open_trust(roots=roots, crls=[one.crl() for one in authorities] if crls else [])


def judged(chip: Chip, trust: TrustStore | None = None, **how: object) -> Verdict:
    """Return the verdict on a chip read on the day of the tests."""
    given = {"zone_state": "UTO", "at": READ, **how}
    return authenticate(chip.sod, chip.groups, trust or trusting(UTOPIA), **given)  # type: ignore[arg-type]


def failures(verdict: Verdict) -> list[str]:
    return [check.name for check in verdict.checks if check.outcome == "failed"]


def doubts(verdict: Verdict) -> list[str]:
    return [check.name for check in verdict.checks if check.outcome == "not_done"]


def sentence(verdict: Verdict, name: str) -> str:
    return next(check.sentence for check in verdict.checks if check.name == name)


def test_a_genuine_chip_is_authentic_and_the_decision_says_by_what() -> None:
    verdict = judged(personalise(UTOPIA.signer()))
    assert verdict.verdict == "authentic"
    assert all(check.outcome == "passed" for check in verdict.checks)
    assert (verdict.at, verdict.signed_at, verdict.judged_at) == (READ, SIGNED, SIGNED)
    assert (verdict.read, verdict.unread, verdict.faults) == ((1, 2), (), ())
    assert str(verdict.country_signer and verdict.country_signer.subject) == "C=UT, CN=CSCA Utopia"
    assert str(verdict.source) == "certificate CSCA Utopia"
    assert "signing time 2025-03-01" in sentence(verdict, "validity")
    assert verdict.sentence == "Authentic: every check passed."


SCHEMES = [
    *(Pair("rsa", 3, digest=digest) for digest in DIGESTS),
    *(Pair("pss", 3, digest=digest, mask=digest) for digest in DIGESTS),
    Pair("pss", 3, digest="sha256", mask="sha1", salt=20),
    Pair("pss", 3, digest="sha512", mask="sha384", salt=0),
    *(Pair("secp256r1", 3, digest=digest) for digest in DIGESTS),
    *(Pair("brainpoolP384r1", 3, digest=digest, plain=True) for digest in DIGESTS),
    *(Pair(curve, 3, digest="sha512") for curve in NAMED),
    *(Pair(curve, 3, digest="sha224", explicit=True) for curve in NAMED),
]


@pytest.mark.parametrize("pair", SCHEMES, ids=lambda pair: f"{pair.kind}-{pair.digest}-{pair.mask}-{pair.explicit}")
def test_every_algorithm_of_doc_9303_is_read_from_the_signer(pair: Pair) -> None:
    signed = personalise(UTOPIA.signer(pair))
    assert judged(signed).verdict == "authentic"
    assert judged(signed).outcome("signature") == "passed"
    authority = Authority(replace(pair, number=4))
    assert judged(personalise(authority.signer()), trusting(authority)).verdict == "authentic"


@pytest.mark.parametrize(
    "how",
    [{"version": 1}, {"wrapped": False}, {"by_key_id": True}, {"in_order": False}, {"signed_at": None}],
    ids=lambda how: next(iter(how)),
)
def test_chips_differ_in_form_and_are_read_alike(how: dict[str, object]) -> None:
    verdict = judged(personalise(UTOPIA.signer(), **how))  # type: ignore[arg-type]
    assert verdict.verdict == "authentic"


def test_a_version_1_security_object_says_which_lds_it_is_of() -> None:
    read = read_security_object(personalise(UTOPIA.signer(), version=1).sod)
    assert (read.version, read.lds_version, read.unicode_version) == (1, "0108", "040000")


def test_without_a_signing_time_the_stated_date_stands_for_it_and_is_said_to() -> None:
    verdict = judged(personalise(UTOPIA.signer(), signed_at=None))
    assert (verdict.signed_at, verdict.judged_at) == (None, READ)
    assert "stated date 2026-11-24 (the chip bears no signing time)" in sentence(verdict, "validity")


def test_a_signer_carried_by_no_chip_may_be_given() -> None:
    signer = UTOPIA.signer()
    chip = personalise(signer, certificates=[])
    assert doubts(judged(chip))[0] == "signer"
    assert judged(chip).verdict == "undecided"
    assert judged(chip, document_signers=[signer.certificate]).verdict == "authentic"


def tampered() -> dict[str, tuple[Chip, str]]:
    """Return chips that are not what the state signed, each with the check that must fail."""
    signer, genuine = UTOPIA.signer(), personalise(UTOPIA.signer())
    false = Authority(Pair(number=66))
    after = UTOPIA.signer(serial=101, begins=BORN, ends=datetime(2024, 1, 1, tzinfo=UTC))
    period = extension("2.5.29.16", seq(wrap(0x81, b"20240101000000Z")))
    elsewhere = extension("2.5.29.37", seq(oid("2.23.136.1.1.3")))
    sha1 = Pair(number=2).algorithm("sha1")
    other = DocumentSigner(Pair(number=77), signer.certificate, signer.issuer, signer.serial)
    return {
        "altered zone": (genuine.altered(), "data_group_1"),
        "altered face": (genuine.altered(2, b"\xff\xd8", b"\xff\xd9"), "data_groups"),
        "a group never signed": (replace(genuine, groups={**genuine.groups, 3: b"\x63\x00"}), "data_groups"),
        "signed by another key": (personalise(other), "signature"),
        "algorithm other than the digest": (personalise(signer, algorithm=sha1), "algorithms"),
        "content type not the content's": (personalise(signer, stated_type="1.2.3"), "signed_attributes"),
        "no signed attributes": (personalise(signer, attributes=False), "signed_attributes"),
        "not a security object": (personalise(signer, content_type="0.4.0.127.0.7.3.2.1"), "security_object"),
        "two signers": (personalise(signer, signers=2), "signer"),
        "signer of a false authority of that name": (personalise(UTOPIA.signer(by=false.pair)), "chain"),
        "issuer's name another": (personalise(UTOPIA.signer(issuer=false.signer().issuer[:-1] + b"x")), "chain"),
        "signer of another country": (personalise(UTOPIA.signer(country="DE")), "issuing_state"),
        "signer expired at signing": (personalise(after), "validity"),
        "key no longer to be used": (personalise(UTOPIA.signer(extra=[period])), "validity"),
        "signed in the future": (personalise(signer, signed_at=datetime(2027, 1, 1, tzinfo=UTC)), "validity"),
        "signer of cards": (personalise(UTOPIA.signer(kinds=["ID", "AC"])), "document_signer"),
        "signer of master lists": (personalise(UTOPIA.signer(extra=[elsewhere])), "document_signer"),
        "signer not for signing": (
            personalise(UTOPIA.signer(usage=extension("2.5.29.15", b"\x03\x02\x05\x20"))),
            "document_signer",
        ),
        "signed by the authority itself": (
            personalise(DocumentSigner(UTOPIA.pair, UTOPIA.certificate, UTOPIA.name, UTOPIA.serial)),
            "document_signer",
        ),
    }


@pytest.mark.parametrize("what", tampered())
def test_a_tampered_chip_is_not_authentic_and_the_check_that_decides_is_named(what: str) -> None:
    chip, decides = tampered()[what]
    verdict = judged(chip)
    assert verdict.verdict == "not_authentic"
    assert decides in failures(verdict)
    assert sentence(verdict, decides) in verdict.sentence


def test_only_what_was_tampered_with_fails() -> None:
    assert failures(judged(personalise(UTOPIA.signer()).altered())) == ["data_groups", "data_group_1"]
    assert failures(judged(personalise(UTOPIA.signer(kinds=["ID"])))) == ["document_signer"]


def test_a_chip_of_another_state_than_the_printed_zone() -> None:
    chip = personalise(UTOPIA.signer())
    assert failures(judged(chip, zone_state="D")) == ["issuing_state", "printed_zone"]
    assert failures(judged(chip, zone_state="QQQ")) == ["printed_zone"]
    assert doubts(judged(chip, zone_state="QQQ")) == ["issuing_state"]
    assert doubts(judged(chip, zone_state="<<<")) == ["issuing_state", "printed_zone"]
    germany = Authority(country="de", common="csca-germany")
    german = personalise(germany.signer(), text=ZONE.replace("P<UTO", "P<D<<"))
    assert judged(german, trusting(germany), zone_state="D<<").verdict == "authentic"
    kosovo = Authority(country="KS")
    kosovar = personalise(kosovo.signer(), text=ZONE.replace("P<UTO", "P<RKS"))
    assert judged(kosovar, trusting(kosovo), zone_state="RKS").verdict == "authentic"


def test_a_card_is_authentic_under_a_signer_of_cards() -> None:
    chip = personalise(UTOPIA.signer(kinds=["I"]), text=CARD)
    assert judged(chip).verdict == "authentic"


def test_certificates_that_name_no_country_leave_the_state_open() -> None:
    nameless = Authority(country="")
    verdict = judged(personalise(nameless.signer(country="UT")), trusting(nameless))
    assert (verdict.verdict, doubts(verdict)) == ("undecided", ["issuing_state"])


def test_nothing_is_authentic_before_data_group_1_was_compared() -> None:
    chip = personalise(UTOPIA.signer())
    nothing = judged(replace(chip, groups={}))
    assert (nothing.verdict, nothing.unread) == ("undecided", (1, 2))
    face = judged(replace(chip, groups={2: chip.groups[2]}))
    assert (face.verdict, face.read, face.unread) == ("undecided", (2,), (1,))
    zone = judged(replace(chip, groups={1: chip.groups[1]}))
    assert (zone.verdict, zone.unread) == ("authentic", (2,))
    assert "not read: 2" in sentence(zone, "data_groups")


def test_a_zone_group_that_holds_no_zone_is_not_enough() -> None:
    groups = {1: zone_group(ZONE[:60])}
    chip = Chip(signed_data("2.23.136.1.1.1", lds(groups), UTOPIA.signer()), groups)
    verdict = judged(chip)
    assert verdict.verdict == "undecided"
    assert "dg1.length" in [fault.code for fault in verdict.faults]


def test_an_unknown_authority_leaves_the_chip_undecided() -> None:
    verdict = judged(personalise(UTOPIA.signer()), trusting(Authority(Pair(number=9), common="CSCA Arcadia")))
    assert verdict.verdict == "undecided"
    assert doubts(verdict) == ["chain", "trust_list", "validity", "revocation", "issuing_state"]


def test_a_certificate_that_is_no_authority_issues_no_signers() -> None:
    signer = UTOPIA.signer()
    below = replace(UTOPIA, pair=signer.pair, common="Document Signer 100")
    verdict = judged(personalise(below.signer(Pair(number=8))), open_trust(roots={"dsc": signer.certificate}))
    assert verdict.verdict == "undecided"
    assert "not marked as an authority" in sentence(verdict, "chain")


def test_an_expired_signer_without_signing_time_leaves_it_open() -> None:
    signer = UTOPIA.signer(ends=datetime(2026, 1, 1, tzinfo=UTC))
    verdict = judged(personalise(signer, signed_at=None))
    assert (verdict.verdict, doubts(verdict)) == ("undecided", ["validity"])
    unborn = judged(personalise(UTOPIA.signer(begins=datetime(2030, 1, 1, tzinfo=UTC)), signed_at=None))
    assert failures(unborn) == ["validity"]


def test_a_country_signer_must_be_valid_as_well() -> None:
    old = replace(UTOPIA, ends=datetime(2024, 1, 1, tzinfo=UTC))
    assert failures(judged(personalise(old.signer()), trusting(old))) == ["validity"]


def test_critical_extensions_not_understood_leave_it_open() -> None:
    odd = extension("1.2.3.4", b"\x05\x00", critical=True)
    assert doubts(judged(personalise(UTOPIA.signer(extra=[odd])))) == ["document_signer"]
    assert judged(personalise(UTOPIA.signer(extra=[extension("1.2.3.4", b"\x05\x00")]))).verdict == "authentic"


def test_a_naive_time_is_taken_as_utc() -> None:
    assert judged(personalise(UTOPIA.signer()), at=READ.replace(tzinfo=None)).at == READ


@pytest.mark.parametrize("other", [{"a": 1}, {"b": 2}, {"x": 3}, {"n": 5}, {"h": 4}, {"p": 7}], ids=str)
def test_a_curve_that_only_resembles_a_named_one_is_not_matched(
    other: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.exchange import emrtd_authority as made

    honest = made.written_out
    monkeypatch.setattr(made, "written_out", lambda curve: honest(curve, **other))
    verdict = judged(personalise(UTOPIA.signer(Pair("brainpoolP256r1", 5, explicit=True))))
    assert verdict.verdict == "undecided"
    assert "is not one known here" in sentence(verdict, "signature")


def test_a_file_that_is_no_security_object_says_why() -> None:
    for data in (b"", b"\x77", b"\x77\x03\x30\x01", b"not a chip", bytes(64), b"\x30\x80" * 5000, b"\x30" * 9000):
        verdict = authenticate(data, {1: data}, trusting(UTOPIA), zone_state="UTO", at=READ)
        assert verdict.verdict == "not_authentic"
        assert failures(verdict)[0] == "security_object"
        assert verdict.security_object.faults


def test_faces_are_counted_and_their_form_said() -> None:
    read = read_face_group(face_group(2))
    assert [(face.standard, face.picture) for face in read.faces] == [("ISO 19794-5", "JPEG")] * 2
    assert not read.faults
    assert [fault.code for fault in read_face_group(face_group(1, count=2)).faults] == ["dg2.count"]
    assert [fault.code for fault in read_face_group(face_group(0)).faults] == ["dg2.picture"]
    assert [fault.code for fault in read_face_group(zone_group()).faults] == ["dg2.unreadable"]


def test_the_zone_of_data_group_1_is_read() -> None:
    read = read_zone_group(zone_group())
    assert (read.text, read.zone and read.zone.surname) == (ZONE, "ERIKSSON")
    card = read_zone_group(zone_group(CARD)).zone
    assert (card and card.format, card and card.code) == ("TD1", "I")
    assert [fault.code for fault in read_zone_group(b"\x61\x00").faults] == ["dg1.unreadable"]


def test_a_chip_under_a_list_that_no_root_vouches_for_stays_undecided() -> None:
    chip, signer = personalise(UTOPIA.signer()), UTOPIA.list_signer()
    lists = {"utopia.ml": master_list([UTOPIA.certificate], signer)}
    alone = judged(chip, open_trust(lists, crls=[UTOPIA.crl()]))
    assert (alone.verdict, doubts(alone)) == ("undecided", ["trust_list"])
    vouched = judged(chip, open_trust(lists, {"root": UTOPIA.certificate}, [UTOPIA.crl()]))
    assert vouched.verdict == "authentic"
