"""A country signing authority of our own: certificates, links, document signers, chips, revocation and master lists.

Everything is encoded here and by asn1crypto, never by the reader under test.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache

from asn1crypto import core
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from limen.exchange.emrtd.curves import Curve, curves, multiple

DIGESTS = {
    "sha1": ("1.3.14.3.2.26", hashes.SHA1(), "1.2.840.113549.1.1.5", "1.2.840.10045.4.1"),  # noqa: S303  first chips
    "sha224": ("2.16.840.1.101.3.4.2.4", hashes.SHA224(), "1.2.840.113549.1.1.14", "1.2.840.10045.4.3.1"),
    "sha256": ("2.16.840.1.101.3.4.2.1", hashes.SHA256(), "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"),
    "sha384": ("2.16.840.1.101.3.4.2.2", hashes.SHA384(), "1.2.840.113549.1.1.12", "1.2.840.10045.4.3.3"),
    "sha512": ("2.16.840.1.101.3.4.2.3", hashes.SHA512(), "1.2.840.113549.1.1.13", "1.2.840.10045.4.3.4"),
}
NAMED = {curve.name: curve for curve in curves()}
LIBRARY = {
    "secp192r1": ec.SECP192R1, "secp224r1": ec.SECP224R1, "secp256r1": ec.SECP256R1, "secp384r1": ec.SECP384R1,
    "secp521r1": ec.SECP521R1, "secp256k1": ec.SECP256K1, "brainpoolP256r1": ec.BrainpoolP256R1,
    "brainpoolP384r1": ec.BrainpoolP384R1, "brainpoolP512r1": ec.BrainpoolP512R1,
}  # fmt: skip
SECURITY_OBJECT, MASTER_LIST = "2.23.136.1.1.1", "2.23.136.1.1.2"
TRUE = b"\x01\x01\xff"
BORN, DIES = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
SIGNED, READ = datetime(2025, 3, 1, 12, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<"


def wrap(tag: int, *parts: bytes) -> bytes:
    """Return a value with a tag of one or more bytes."""
    content = b"".join(parts)
    length = core.OctetString(content).dump()[1 : -len(content) or None]
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big") + length + content


def seq(*parts: bytes) -> bytes:
    return wrap(0x30, *parts)


def set_of(*parts: bytes) -> bytes:
    return wrap(0x31, *sorted(parts))


def oid(dotted: str) -> bytes:
    return core.ObjectIdentifier(dotted).dump()


def integer(value: int) -> bytes:
    return core.Integer(value).dump()


def octets(value: bytes) -> bytes:
    return core.OctetString(value).dump()


def bits(value: bytes) -> bytes:
    return wrap(0x03, b"\x00", value)


def time(at: datetime) -> bytes:
    return core.UTCTime(at).dump()


def extension(dotted: str, value: bytes, critical: bool = False) -> bytes:
    return seq(oid(dotted), TRUE if critical else b"", octets(value))


def name(country: str, common: str) -> bytes:
    """Return a distinguished name; an empty country is left out."""
    part = set_of(seq(oid("2.5.4.6"), core.PrintableString(country).dump())) if country else b""
    return seq(part, set_of(seq(oid("2.5.4.3"), core.UTF8String(common).dump())))


@dataclass(frozen=True)
class Pair:
    """A key pair and how it signs.

    ``kind`` is ``rsa``, ``pss`` or a curve; ``number`` tells pairs of a kind apart; ``explicit`` writes the curve out.
    """

    kind: str = "secp256r1"
    number: int = 0
    digest: str = "sha256"
    explicit: bool = False
    mask: str = "sha256"
    salt: int = 32
    plain: bool = False

    @property
    def private(self) -> rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey:
        return _private("rsa" if self.kind == "pss" else self.kind, self.number)

    @property
    def curve(self) -> Curve:
        return NAMED[self.kind]

    @property
    def secret(self) -> int:
        """Return the private number of a curve the library lacks."""
        return int.from_bytes(hashlib.sha256(f"{self.kind}{self.number}".encode()).digest(), "big") % self.curve.n

    def point(self) -> bytes:
        if self.kind in LIBRARY:
            form = serialization.PublicFormat.UncompressedPoint
            return self.private.public_key().public_bytes(serialization.Encoding.X962, form)
        found = multiple(self.curve, (self.curve.x, self.curve.y), self.secret)
        assert found
        return b"\x04" + b"".join(part.to_bytes(self.curve.size, "big") for part in found)

    def info(self) -> bytes:
        """Return the SubjectPublicKeyInfo."""
        if self.kind in ("rsa", "pss"):
            form = serialization.PublicFormat.SubjectPublicKeyInfo
            return self.private.public_key().public_bytes(serialization.Encoding.DER, form)
        parameters = written_out(self.curve) if self.explicit else oid(self.curve.oid)
        return seq(seq(oid("1.2.840.10045.2.1"), parameters), bits(self.point()))

    def key_id(self) -> bytes:
        return hashlib.sha1(self.info(), usedforsecurity=False).digest()

    def algorithm(self, digest: str = "") -> bytes:
        """Return the AlgorithmIdentifier of its signatures."""
        row = DIGESTS[digest or self.digest]
        if self.kind == "rsa":
            return seq(oid(row[2]), b"\x05\x00")
        if self.kind == "pss":
            mask = seq(oid("1.2.840.113549.1.1.8"), seq(oid(DIGESTS[self.mask][0]), b"\x05\x00"))
            inner = wrap(0xA0, seq(oid(row[0]))) + wrap(0xA1, mask) + wrap(0xA2, integer(self.salt))
            return seq(oid("1.2.840.113549.1.1.10"), seq(inner))
        if self.plain:
            return seq(oid(f"0.4.0.127.0.7.1.1.4.1.{list(DIGESTS).index(digest or self.digest) + 1}"))
        return seq(oid(row[3]))

    def sign(self, data: bytes, digest: str = "") -> bytes:
        algorithm = DIGESTS[digest or self.digest][1]
        private = self.private if self.kind not in NAMED or self.kind in LIBRARY else None
        if isinstance(private, rsa.RSAPrivateKey):
            fill: padding.AsymmetricPadding = padding.PKCS1v15()
            if self.kind == "pss":
                fill = padding.PSS(padding.MGF1(DIGESTS[self.mask][1]), self.salt)
            return private.sign(data, fill, algorithm)
        r, s = self._numbers(hashlib.new(digest or self.digest, data).digest())
        half = (self.curve.n.bit_length() + 7) // 8
        return r.to_bytes(half, "big") + s.to_bytes(half, "big") if self.plain else encode_dss_signature(r, s)

    def _numbers(self, digest: bytes) -> tuple[int, int]:
        """Sign by the textbook, with a nonce drawn from key and digest: a test's key guards nothing."""
        n, secret = self.curve.n, self.secret
        if self.kind in LIBRARY:
            assert isinstance(self.private, ec.EllipticCurvePrivateKey)
            secret = self.private.private_numbers().private_value
        z = int.from_bytes(digest, "big") >> max(0, 8 * len(digest) - n.bit_length())
        k = int.from_bytes(hashlib.sha512(digest + str(secret).encode()).digest(), "big") % (n - 1) + 1
        found = multiple(self.curve, (self.curve.x, self.curve.y), k)
        assert found
        r = found[0] % n
        return r, pow(k, -1, n) * (z + r * secret) % n


@lru_cache(maxsize=256)
def _private(kind: str, number: int) -> rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey:
    if kind == "rsa":
        return rsa.generate_private_key(65537, 2048)
    curve = LIBRARY[kind]()
    seed = int.from_bytes(hashlib.sha512(f"{kind}{number}".encode()).digest(), "big")
    return ec.derive_private_key(seed % (NAMED[kind].n - 1) + 1, curve)


def written_out(curve: Curve, **other: int) -> bytes:
    """Return a curve's parameters in full, any of them replaced."""
    value = {key: other.get(key, getattr(curve, key)) for key in ("p", "a", "b", "x", "y", "n", "h")}
    size = curve.size
    field_id = seq(oid("1.2.840.10045.1.1"), integer(value["p"]))
    coefficients = seq(*(octets(value[key].to_bytes(size, "big")) for key in "ab"))
    base = octets(b"\x04" + value["x"].to_bytes(size, "big") + value["y"].to_bytes(size, "big"))
    return seq(integer(1), field_id, coefficients, base, integer(value["n"]), integer(value["h"]))


def certificate(
    subject: bytes, pair: Pair, issuer: bytes, by: Pair, serial: int, extensions: Sequence[bytes],
    begins: datetime = BORN, ends: datetime = DIES,
) -> bytes:  # fmt: skip
    """Return a certificate."""
    validity = seq(time(begins), time(ends))
    parts = (by.algorithm(), issuer, validity, subject, pair.info(), wrap(0xA3, seq(*extensions)))
    body = seq(wrap(0xA0, integer(2)), integer(serial), *parts)
    return seq(body, by.algorithm(), bits(by.sign(body)))


def key_ids(pair: Pair, by: Pair) -> list[bytes]:
    return [
        extension("2.5.29.14", octets(pair.key_id())),
        extension("2.5.29.35", seq(wrap(0x80, by.key_id()))),
    ]


AUTHORITY = [
    extension("2.5.29.19", seq(TRUE, integer(0)), critical=True),
    extension("2.5.29.15", b"\x03\x02\x01\x06", critical=True),
]
SIGNS = extension("2.5.29.15", b"\x03\x02\x07\x80", critical=True)


@dataclass(frozen=True)
class DocumentSigner:
    """A document signer: its key, its certificate, and its issuer's name and its serial number."""

    pair: Pair
    certificate: bytes
    issuer: bytes
    serial: int


@dataclass(frozen=True)
class Authority:
    """A country signing authority with one key."""

    pair: Pair = Pair(number=1)
    country: str = "UT"
    common: str = "CSCA Utopia"
    serial: int = 1
    begins: datetime = BORN
    ends: datetime = DIES

    @property
    def name(self) -> bytes:
        return name(self.country, self.common)

    @property
    def certificate(self) -> bytes:
        """Return its self-signed certificate."""
        extensions = [*AUTHORITY, *key_ids(self.pair, self.pair)]
        return certificate(
            self.name, self.pair, self.name, self.pair, self.serial, extensions, self.begins, self.ends
        )  # fmt: skip

    def link(self, new: Authority, serial: int = 50) -> bytes:
        """Return the certificate that leads from this key to the next."""
        extensions = [*AUTHORITY, *key_ids(new.pair, self.pair)]
        return certificate(new.name, new.pair, self.name, self.pair, serial, extensions, new.begins, new.ends)

    def signer(
        self, pair: Pair = Pair(number=2), *, serial: int = 100, country: str | None = None,
        kinds: Sequence[str] = (), extra: Sequence[bytes] = (), usage: bytes = SIGNS,
        begins: datetime = BORN, ends: datetime = DIES, by: Pair | None = None, issuer: bytes | None = None,
    ) -> DocumentSigner:  # fmt: skip
        """Return a document signer; ``by`` signs in the authority's name without being it."""
        extensions = [usage, *key_ids(pair, self.pair), *extra]
        if kinds:
            listed = set_of(*(core.PrintableString(kind).dump() for kind in kinds))
            extensions.append(extension("2.23.136.1.1.6.2", seq(integer(0), listed)))
        subject = name(self.country if country is None else country, f"Document Signer {serial}")
        issuer = issuer or self.name
        made = certificate(subject, pair, issuer, by or self.pair, serial, extensions, begins, ends)
        return DocumentSigner(pair, made, issuer, serial)

    def list_signer(self, purposes: Sequence[str] = ("2.23.136.1.1.3",)) -> DocumentSigner:
        """Return a signer of master lists."""
        purpose = extension("2.5.29.37", seq(*(oid(one) for one in purposes)), critical=True)
        return self.signer(replace(self.pair, number=self.pair.number + 40), serial=900, extra=[purpose])

    def crl(
        self, revoked: Mapping[int, datetime] | None = None, *, issued: datetime = datetime(2026, 11, 1, tzinfo=UTC),
        due: datetime | None = datetime(2027, 1, 1, tzinfo=UTC), by: Pair | None = None, extra: Sequence[bytes] = (),
        reason: int | None = None,
    ) -> bytes:  # fmt: skip
        """Return a revocation list."""
        by = by or self.pair
        why = seq(extension("2.5.29.21", wrap(0x0A, bytes([reason])))) if reason is not None else b""
        entries = [seq(integer(serial), time(since), why) for serial, since in (revoked or {}).items()]
        extensions = [extension("2.5.29.35", seq(wrap(0x80, by.key_id()))), extension("2.5.29.20", integer(7)), *extra]
        body = seq(
            integer(1), by.algorithm(), self.name, time(issued), time(due) if due else b"",
            seq(*entries) if entries else b"", wrap(0xA0, seq(*extensions)),
        )  # fmt: skip
        return seq(body, by.algorithm(), bits(by.sign(body)))


def signed_data(
    content_type: str, content: bytes, signer: DocumentSigner, *, digest: str = "", signed_at: datetime | None = SIGNED,
    certificates: Iterable[bytes] | None = None, by_key_id: bool = False, algorithm: bytes | None = None,
    stated_type: str = "", signers: int = 1, in_order: bool = True, attributes: bool = True,
) -> bytes:  # fmt: skip
    """Return CMS signed data. ``algorithm`` and ``stated_type`` say something other than what was done."""
    digest = digest or signer.pair.digest
    signs_with = signer.pair.digest if algorithm else digest
    identifier = seq(oid(DIGESTS[digest][0]))
    stated = [
        seq(oid("1.2.840.113549.1.9.3"), set_of(oid(stated_type or content_type))),
        seq(oid("1.2.840.113549.1.9.4"), set_of(octets(hashlib.new(digest, content).digest()))),
    ]
    if signed_at:
        stated.insert(0, seq(oid("1.2.840.113549.1.9.5"), set_of(time(signed_at))))
    covered = set_of(*stated) if in_order else wrap(0x31, *sorted(stated, reverse=True))
    who = wrap(0x80, signer.pair.key_id()) if by_key_id else seq(signer.issuer, integer(signer.serial))
    signature = signer.pair.sign(covered if attributes else content, signs_with)
    one = seq(
        integer(3 if by_key_id else 1), who, identifier, b"\xa0" + covered[1:] if attributes else b"",
        algorithm or signer.pair.algorithm(digest), octets(signature),
    )  # fmt: skip
    held = [signer.certificate] if certificates is None else list(certificates)
    inside = seq(oid(content_type), wrap(0xA0, octets(content)))
    body = seq(
        integer(3), set_of(identifier), inside, wrap(0xA0, *sorted(held)) if held else b"", set_of(*[one] * signers)
    )
    return seq(oid("1.2.840.113549.1.7.2"), wrap(0xA0, body))


def zone_group(text: str = ZONE) -> bytes:
    """Return DG1."""
    return wrap(0x61, wrap(0x5F1F, text.encode("ascii")))


def face_group(faces: int = 1, count: int | None = None) -> bytes:
    """Return DG2 with stubs of faces."""
    block = b"FAC\x00010\x00" + bytes(32) + b"\xff\xd8\xff\xe0" + bytes(200)
    one = wrap(0x7F60, wrap(0xA1, wrap(0x80, b"\x01\x01")), wrap(0x5F2E, block))
    return wrap(0x75, wrap(0x7F61, integer(faces if count is None else count), *[one] * faces))


@dataclass(frozen=True)
class Chip:
    """The files of a chip."""

    sod: bytes
    groups: dict[int, bytes] = field(default_factory=dict)

    def altered(self, number: int = 1, old: bytes = b"ANNA", new: bytes = b"EMMA") -> Chip:
        """Return the chip with a data group written over after signing."""
        groups = dict(self.groups)
        assert old in groups[number]
        groups[number] = groups[number].replace(old, new)
        return replace(self, groups=groups)


def lds(groups: Mapping[int, bytes], digest: str = "sha256", version: int = 0) -> bytes:
    """Return the LDS security object over data groups."""
    rows = [seq(integer(one), octets(hashlib.new(digest, data).digest())) for one, data in groups.items()]
    told = seq(core.PrintableString("0108").dump(), core.PrintableString("040000").dump()) if version else b""
    return seq(integer(version), seq(oid(DIGESTS[digest][0])), seq(*rows), told)


def personalise(
    signer: DocumentSigner, *, text: str = ZONE, digest: str = "", version: int = 0, wrapped: bool = True,
    content_type: str = SECURITY_OBJECT, **how: object,
) -> Chip:  # fmt: skip
    """Return a whole chip: DG1, DG2 and EF.SOD; ``how`` goes to ``signed_data``."""
    groups = {1: zone_group(text), 2: face_group()}
    content = lds(groups, digest or signer.pair.digest, version)
    made = signed_data(content_type, content, signer, **how)  # type: ignore[arg-type]
    return Chip(wrap(0x77, made) if wrapped else made, groups)


def master_list(
    certificates: Iterable[bytes], signer: DocumentSigner, also: Iterable[bytes] = (), **how: object
) -> bytes:
    """Return a signed master list; ``also`` stand beside the signer's certificate in the envelope."""
    content = seq(integer(0), set_of(*certificates))
    return signed_data(MASTER_LIST, content, signer, certificates=[signer.certificate, *also], **how)  # type: ignore[arg-type]
