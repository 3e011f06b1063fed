"""Public keys, and signatures by the algorithm that is named (ICAO Doc 9303-12, section 4.4; RFC 4055, 5754, 5480)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature, encode_dss_signature

from limen.exchange.emrtd.curves import Curve, Point, curve_of, ecdsa_holds, point_of
from limen.exchange.emrtd.der import SEQUENCE, Fields, Node, Unreadable, bits, integer, oid, small, whole

DIGESTS: dict[str, tuple[str, hashes.HashAlgorithm]] = {
    "1.3.14.3.2.26": ("sha1", hashes.SHA1()),  # noqa: S303  chips of the first years are signed over SHA-1
    "2.16.840.1.101.3.4.2.4": ("sha224", hashes.SHA224()),
    "2.16.840.1.101.3.4.2.1": ("sha256", hashes.SHA256()),
    "2.16.840.1.101.3.4.2.2": ("sha384", hashes.SHA384()),
    "2.16.840.1.101.3.4.2.3": ("sha512", hashes.SHA512()),
}
BY_NAME = dict(DIGESTS.values())
RSA_KEY, PSS, MGF1, EC_KEY = (
    "1.2.840.113549.1.1.1",
    "1.2.840.113549.1.1.10",
    "1.2.840.113549.1.1.8",
    "1.2.840.10045.2.1",
)
SIGNED_WITH: dict[str, tuple[str, str]] = {
    RSA_KEY: ("rsa", ""),
    "1.2.840.113549.1.1.5": ("rsa", "sha1"),
    "1.2.840.113549.1.1.14": ("rsa", "sha224"),
    "1.2.840.113549.1.1.11": ("rsa", "sha256"),
    "1.2.840.113549.1.1.12": ("rsa", "sha384"),
    "1.2.840.113549.1.1.13": ("rsa", "sha512"),
    "1.2.840.10045.4.1": ("ecdsa", "sha1"),
    "1.2.840.10045.4.3.1": ("ecdsa", "sha224"),
    "1.2.840.10045.4.3.2": ("ecdsa", "sha256"),
    "1.2.840.10045.4.3.3": ("ecdsa", "sha384"),
    "1.2.840.10045.4.3.4": ("ecdsa", "sha512"),
    "0.4.0.127.0.7.1.1.4.1.1": ("plain-ecdsa", "sha1"),
    "0.4.0.127.0.7.1.1.4.1.2": ("plain-ecdsa", "sha224"),
    "0.4.0.127.0.7.1.1.4.1.3": ("plain-ecdsa", "sha256"),
    "0.4.0.127.0.7.1.1.4.1.4": ("plain-ecdsa", "sha384"),
    "0.4.0.127.0.7.1.1.4.1.5": ("plain-ecdsa", "sha512"),
}
"""What a signature algorithm's identifier says; the plain form is that of BSI TR-03111, 5.2.1."""

OFFERED: dict[str, ec.EllipticCurve] = {
    "secp192r1": ec.SECP192R1(),
    "secp224r1": ec.SECP224R1(),
    "secp256r1": ec.SECP256R1(),
    "secp384r1": ec.SECP384R1(),
    "secp521r1": ec.SECP521R1(),
    "secp256k1": ec.SECP256K1(),
    "brainpoolP256r1": ec.BrainpoolP256R1(),
    "brainpoolP384r1": ec.BrainpoolP384R1(),
    "brainpoolP512r1": ec.BrainpoolP512R1(),
}
"""Curves the crypto library does itself; the others are done in ``curves``."""

LARGEST_RSA = 16384
PSS_DIGEST, PSS_MASK, PSS_SALT, PSS_TRAILER = 0xA0, 0xA1, 0xA2, 0xA3


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key that signatures can be checked against.

    Args:
        family: ``rsa`` or ``ec``.
        size: bits of the modulus, or of the field.
        curve: the curve, for ``ec``.
        written_out: whether the certificate writes the curve out in full instead of naming it.
        point: the public point, for ``ec``.
        handle: the crypto library's key, where it offers the curve.
    """

    family: str
    size: int
    curve: Curve | None = None
    written_out: bool = False
    point: Point = (0, 0)
    handle: rsa.RSAPublicKey | ec.EllipticCurvePublicKey | None = None

    @property
    def name(self) -> str:
        """Return the key's kind as a person says it, e.g. ``RSA 4096`` or ``brainpoolP384r1``."""
        return self.curve.name if self.curve else f"RSA {self.size}"


@dataclass(frozen=True, slots=True)
class Scheme:
    """How something was signed.

    Args:
        family: ``rsa`` (PKCS #1 v1.5), ``pss``, ``ecdsa`` or ``plain-ecdsa`` (the two numbers side by side).
        digest: e.g. ``sha256``; empty where the algorithm leaves it to the signer's digest algorithm.
        mask: the digest of the mask generation, for ``pss``.
        salt: the salt's length in bytes, for ``pss``.
    """

    family: str
    digest: str
    mask: str = ""
    salt: int = 0

    @property
    def name(self) -> str:
        """Return the scheme as a person says it."""
        family = {"rsa": "RSA", "pss": "RSA-PSS"}.get(self.family, "ECDSA")
        return f"{family} with {spoken(self.digest)}"


def spoken(digest: str) -> str:
    """Return a digest's name as a person says it, e.g. ``SHA-256``."""
    return digest.upper().replace("SHA", "SHA-")


def digest_of(identifier: Node) -> str:
    """Return the name of the digest an AlgorithmIdentifier names.

    Raises:
        Unreadable: it is none of the five Doc 9303 has allowed.
    """
    named = oid(Fields(identifier, "The digest algorithm").take())
    if named not in DIGESTS:
        raise Unreadable(f"The digest algorithm {named} is not one Doc 9303 allows.")
    return DIGESTS[named][0]


def scheme_of(identifier: Node, digest: str = "") -> Scheme:
    """Return how an AlgorithmIdentifier says something was signed.

    Args:
        identifier: the AlgorithmIdentifier.
        digest: the digest the signer names, used only where the identifier names none.

    Raises:
        Unreadable: the algorithm is not one Doc 9303 allows, or its parameters are malformed.
    """
    fields = Fields(identifier, "The signature algorithm")
    named = oid(fields.take())
    if named == PSS:
        return _pss(fields.maybe(SEQUENCE))
    if named not in SIGNED_WITH:
        raise Unreadable(f"The signature algorithm {named} is not one Doc 9303 allows.")
    family, own = SIGNED_WITH[named]
    return Scheme(family, own or digest)


def _pss(parameters: Node | None) -> Scheme:
    """Read RSASSA-PSS-params (RFC 4055, 3.1); what is absent has the standard's default."""
    digest, mask, salt = "sha1", "sha1", 20
    for part in parameters.children() if parameters else ():
        inner = whole(part.content, "a parameter")
        if part.tag == PSS_DIGEST:
            digest = digest_of(inner)
        elif part.tag == PSS_MASK:
            fields = Fields(inner, "The mask generation")
            if oid(fields.take()) != MGF1:
                raise Unreadable("The mask generation is not MGF1.")
            mask = digest_of(fields.take())
        elif part.tag == PSS_SALT:
            salt = small(inner)
        elif part.tag != PSS_TRAILER or small(inner) != 1:
            raise Unreadable("The parameters of RSA-PSS are malformed.")
    if not 0 <= salt <= LARGEST_RSA // 8:
        raise Unreadable("The salt of RSA-PSS has no possible length.")
    return Scheme("pss", digest, mask, salt)


def key_of(info: Node) -> PublicKey:
    """Return the key a SubjectPublicKeyInfo holds.

    A curve written out in full is matched to its named curve, and the key rebuilt on that.

    Raises:
        Unreadable: the key is malformed, or of a kind or on a curve not known here.
    """
    fields = Fields(info, "The public key")
    algorithm = Fields(fields.take(), "The key's algorithm")
    held = bits(fields.take())
    family = oid(algorithm.take())
    if family in (RSA_KEY, PSS):
        return _rsa(Fields(whole(held, "the key"), "The key"))
    if family != EC_KEY:
        raise Unreadable(f"The key's algorithm {family} is not one Doc 9303 allows.")
    curve, written_out = curve_of(algorithm.take())
    point = point_of(curve, held)
    return PublicKey("ec", curve.p.bit_length(), curve, written_out, point, _offered(curve, point))


def _offered(curve: Curve, point: Point) -> ec.EllipticCurvePublicKey | None:
    """Return the library's key, or nothing where its build lacks the curve."""
    if curve.name not in OFFERED:
        return None
    try:
        return ec.EllipticCurvePublicNumbers(*point, OFFERED[curve.name]).public_key()
    except (UnsupportedAlgorithm, ValueError):
        return None


def _rsa(fields: Fields) -> PublicKey:
    modulus, exponent = integer(fields.take()), integer(fields.take())
    if not 0 < modulus.bit_length() <= LARGEST_RSA:
        raise Unreadable("The modulus of the key has no possible length.")
    try:
        handle = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except (ValueError, OverflowError):
        raise Unreadable("The numbers of the RSA key are none.") from None
    return PublicKey("rsa", modulus.bit_length(), handle=handle)


def signature_holds(key: PublicKey, scheme: Scheme, signature: bytes, signed: bytes) -> bool:
    """Return whether a signature over bytes holds under a key; one of another kind of key does not.

    Raises:
        Unreadable: the scheme cannot be done here.
    """
    if scheme.digest not in BY_NAME:
        raise Unreadable("No digest is named for the signature.")
    if (key.family == "rsa") != (scheme.family in ("rsa", "pss")):
        return False
    digest = hashlib.new(scheme.digest, signed).digest()
    try:
        if isinstance(key.handle, rsa.RSAPublicKey):
            return _rsa_holds(key.handle, scheme, signature, digest)
        return _ec_holds(key, scheme, signature, digest)
    except InvalidSignature:
        return False
    except (UnsupportedAlgorithm, ValueError, OverflowError):
        raise Unreadable(f"{scheme.name} with a key of {key.name} cannot be checked here.") from None


def _rsa_holds(key: rsa.RSAPublicKey, scheme: Scheme, signature: bytes, digest: bytes) -> bool:
    fill: padding.AsymmetricPadding = padding.PKCS1v15()
    if scheme.family == "pss":
        fill = padding.PSS(padding.MGF1(BY_NAME[scheme.mask]), scheme.salt)
    key.verify(signature, digest, fill, Prehashed(BY_NAME[scheme.digest]))
    return True


def _ec_holds(key: PublicKey, scheme: Scheme, signature: bytes, digest: bytes) -> bool:
    curve = key.curve
    if curve is None:
        return False
    try:
        r, s = _numbers(curve, scheme, signature)
    except ValueError:
        return False
    if isinstance(key.handle, ec.EllipticCurvePublicKey):
        encoded = encode_dss_signature(r, s) if scheme.family == "plain-ecdsa" else signature
        key.handle.verify(encoded, digest, ec.ECDSA(Prehashed(BY_NAME[scheme.digest])))
        return True
    return ecdsa_holds(curve, key.point, digest, r, s)


def _numbers(curve: Curve, scheme: Scheme, signature: bytes) -> tuple[int, int]:
    if scheme.family != "plain-ecdsa":
        return decode_dss_signature(signature)
    half = (curve.n.bit_length() + 7) // 8
    if len(signature) != 2 * half:
        raise ValueError
    return int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
