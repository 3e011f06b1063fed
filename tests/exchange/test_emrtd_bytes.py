"""Whatever bytes a chip, a list or a certificate holds: nothing is raised, and nothing changed passes as genuine."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from limen.exchange.emrtd import (
    authenticate,
    open_trust,
    read_face_group,
    read_master_list,
    read_security_object,
    read_zone_group,
)
from limen.exchange.emrtd.certificates import certificate_of
from limen.exchange.emrtd.curves import Curve, curves, ecdsa_holds, multiple, point_of
from limen.exchange.emrtd.der import Unreadable, encode, moment, oid, whole
from tests.exchange.emrtd_authority import LIBRARY, READ, Authority, Chip, Pair, face_group, master_list, personalise

UTOPIA = Authority()
TRUST = open_trust(roots={"root": UTOPIA.certificate}, crls=[UTOPIA.crl()])
CHIPS = [
    personalise(UTOPIA.signer()),
    personalise(UTOPIA.signer(Pair("brainpoolP384r1", 21, digest="sha384", explicit=True)), version=1),
    personalise(UTOPIA.signer(Pair("pss", 22), kinds=["P"]), signed_at=None),
]
LIST = master_list([UTOPIA.certificate, Authority(Pair("rsa", 11), "AR").certificate], UTOPIA.list_signer())

changes = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255), st.integers(0, 3)), min_size=1, max_size=4)


def mutated(data: bytes, changes: list[tuple[int, int, int]]) -> bytes:
    """Return bytes with some written over, put in, taken out or cut off."""
    work = bytearray(data)
    for place, value, how in changes:
        at = place % max(1, len(work))
        if how == 0:
            work[at : at + 1] = bytes([value])
        elif how == 1:
            work.insert(at, value)
        elif how == 2:
            del work[at : at + 1]
        else:
            work[at : at + 1 + value] = b""
    return bytes(work)


def covered(chip: Chip) -> tuple[object, ...]:
    """Return what signatures cover: hashes, signed attributes, the signer's certificate, and the data groups."""
    read = read_security_object(chip.sod)
    assert read.signed
    signer = read.signed.signers[0]
    return read.signed.content, signer.signed, [one.raw for one in read.signed.certificates], chip.groups


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CHIPS), changes)
def test_a_changed_security_object_is_authentic_only_where_nothing_covered_changed(
    chip: Chip, changed: list[tuple[int, int, int]]
) -> None:
    other = Chip(mutated(chip.sod, changed), chip.groups)
    verdict = authenticate(other.sod, other.groups, TRUST, zone_state="UTO", at=READ)
    if verdict.verdict == "authentic":
        assert covered(other) == covered(chip)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(CHIPS), st.sampled_from([1, 2]), changes)
def test_a_changed_data_group_is_never_authentic(chip: Chip, number: int, changed: list[tuple[int, int, int]]) -> None:
    groups = {**chip.groups, number: mutated(chip.groups[number], changed)}
    verdict = authenticate(chip.sod, groups, TRUST, zone_state="UTO", at=READ)
    assert (verdict.verdict == "authentic") == (groups == chip.groups)


def test_each_single_byte_of_a_genuine_chip_counts() -> None:
    chip = CHIPS[0]
    for at in range(len(chip.sod)):
        other = Chip(chip.sod[:at] + bytes([chip.sod[at] ^ 0x01]) + chip.sod[at + 1 :], chip.groups)
        verdict = authenticate(other.sod, other.groups, TRUST, zone_state="UTO", at=READ)
        if verdict.verdict == "authentic":
            assert covered(other) == covered(chip), at


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.builds(mutated, st.just(UTOPIA.certificate), changes)))
def test_any_bytes_may_be_given_as_a_certificate_or_signer(data: bytes) -> None:
    trust = open_trust(roots={"root": data}, crls=[data])
    chip = CHIPS[0]
    verdict = authenticate(
        chip.sod, chip.groups, trust, zone_state="UTO", at=READ, crls=[data], document_signers=[data]
    )
    assert verdict.verdict != "authentic"


@settings(max_examples=150, deadline=None)
@given(st.builds(mutated, st.just(UTOPIA.crl({5: READ}, reason=1)), changes))
def test_a_changed_revocation_list_counts_for_nothing(data: bytes) -> None:
    trust = open_trust(roots={"root": UTOPIA.certificate}, crls=[data])
    chip = CHIPS[0]
    verdict = authenticate(chip.sod, chip.groups, trust, zone_state="UTO", at=READ)
    assert verdict.verdict == "undecided" or [one.raw for one in trust.crls] == [UTOPIA.crl({5: READ}, reason=1)]


@settings(max_examples=150, deadline=None)
@given(st.builds(mutated, st.just(LIST), changes))
def test_a_changed_master_list_is_not_believed(data: bytes) -> None:
    read = read_master_list(data, [certificate_of(UTOPIA.certificate)])
    genuine = read_master_list(LIST, [certificate_of(UTOPIA.certificate)])
    if read.verified:
        assert [one.certificate for one in read.certificates] == [one.certificate for one in genuine.certificates]


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.builds(mutated, st.just(face_group(2)), changes)))
def test_any_bytes_may_be_given_as_a_data_group(data: bytes) -> None:
    read_zone_group(data)
    read_face_group(data)
    read_security_object(data)


def test_numbers_of_absurd_size_are_refused_in_words() -> None:
    huge = encode(0x02, b"\x01" * 60000)
    assert read_security_object(encode(0x77, huge)).faults
    sod = CHIPS[0].sod.replace(b"\x02\x01\x03\x31", huge + b"\x31", 1)
    assert read_security_object(sod).faults
    assert read_face_group(encode(0x75, encode(0x7F61, huge))).faults


# Values


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x17\x0d250301120000Z", "2025-03-01T12:00:00+00:00"),
        (b"\x17\x0b2503011200Z", "2025-03-01T12:00:00+00:00"),
        (b"\x17\x11250301120000+0130", "2025-03-01T10:30:00+00:00"),
        (b"\x17\x0d700301120000Z", "1970-03-01T12:00:00+00:00"),
        (b"\x18\x0f20550301120000Z", "2055-03-01T12:00:00+00:00"),
        (b"\x18\x1120250301120000.5Z", "2025-03-01T12:00:00+00:00"),
    ],
)
def test_times_are_read_in_either_form(data: bytes, said: str) -> None:
    assert moment(whole(data, "a time")).isoformat() == said


@pytest.mark.parametrize(
    "data",
    [b"\x17\x0d259901120000Z", b"\x18\x0d250301120000Z", b"\x17\x00", b"\x18\x1300010101000000+9999", b"\x02\x01\x00"],
)
def test_what_is_no_time_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        moment(whole(data, "a time"))


def test_object_identifiers_are_read() -> None:
    assert oid(whole(bytes.fromhex("06066781080101 01"), "it")) == "2.23.136.1.1.1"
    assert oid(whole(bytes.fromhex("06092a864886f70d010702"), "it")) == "1.2.840.113549.1.7.2"
    with pytest.raises(Unreadable):
        oid(whole(b"\x06\x01\x80", "it"))


# Curves


def _prime(number: int) -> bool:
    """Return whether a number is prime, beyond doubt for numbers nobody chose to deceive (Miller-Rabin)."""
    odd, twos = number - 1, 0
    while not odd & 1:
        odd, twos = odd >> 1, twos + 1
    for base in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        steps = [pow(base, odd << shift, number) for shift in range(twos)]
        if steps[0] != 1 and number - 1 not in steps:
            return False
    return True


@pytest.mark.parametrize("curve", curves(), ids=lambda curve: curve.name)
def test_every_curve_of_the_table_is_one(curve: Curve) -> None:
    assert _prime(curve.p)
    assert _prime(curve.n)
    assert curve.n != curve.p
    assert (4 * curve.a**3 + 27 * curve.b**2) % curve.p
    assert curve.holds((curve.x, curve.y))
    assert multiple(curve, (curve.x, curve.y), curve.n) is None
    assert abs(curve.n * curve.h - curve.p - 1) <= 2 * (int(curve.p**0.5) + 1) + 2 ** (curve.p.bit_length() // 2)
    if curve.name in LIBRARY:
        two = ec.derive_private_key(2, LIBRARY[curve.name]()).public_key().public_numbers()
        assert multiple(curve, (curve.x, curve.y), 2) == (two.x, two.y)


def test_a_curve_stands_once_in_the_table() -> None:
    assert all(one != other for one, other in pairwise(sorted(curve.oid for curve in curves())))
    assert len({(curve.p, curve.b) for curve in curves()}) == len(curves()) == 20


@pytest.mark.parametrize("curve", curves(), ids=lambda curve: curve.name)
def test_ecdsa_in_plain_python_agrees_with_signing(curve: Curve) -> None:
    pair = Pair(curve.name, 30, plain=True, digest="sha512")
    signature, digest = pair.sign(b"signed"), hashlib.sha512(b"signed").digest()
    half, point = len(signature) // 2, point_of(curve, pair.point())
    r, s = int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
    assert ecdsa_holds(curve, point, digest, r, s)
    assert not ecdsa_holds(curve, point, digest[::-1], r, s)
    assert not ecdsa_holds(curve, point, digest, s, r)
    assert not ecdsa_holds(curve, point, digest, 0, s)
    assert not ecdsa_holds(curve, point, digest, r, s + curve.n)


def test_points_are_read_compressed_and_refused_off_the_curve() -> None:
    curve = next(curve for curve in curves() if curve.name == "brainpoolP320r1")
    x = curve.x.to_bytes(curve.size, "big")
    assert point_of(curve, bytes([2 + (curve.y & 1)]) + x) == (curve.x, curve.y)
    for data in (b"", b"\x00", b"\x04" + x, b"\x04" + x + x, b"\x05" + x):
        with pytest.raises(Unreadable):
            point_of(curve, data)
