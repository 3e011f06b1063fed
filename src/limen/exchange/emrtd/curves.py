"""Named curves, curves written out in full matched to them, and ECDSA on those the crypto library does not offer."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from limen.exchange.emrtd.der import OID, Fields, Node, Unreadable, integer, octets, oid

PRIME_FIELD = "1.2.840.10045.1.1"
Point = tuple[int, int]
Projective = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Curve:
    """The curve y² = x³ + ax + b over the field of p, with base point (x, y) of order n and cofactor h."""

    name: str
    oid: str
    p: int
    a: int
    b: int
    x: int
    y: int
    n: int
    h: int

    @property
    def size(self) -> int:
        """Return the bytes of one coordinate."""
        return (self.p.bit_length() + 7) // 8

    def holds(self, point: Point) -> bool:
        """Return whether a point lies on the curve."""
        x, y = point
        return 0 <= x < self.p and 0 <= y < self.p and (y * y - x * x * x - self.a * x - self.b) % self.p == 0


@cache
def curves() -> tuple[Curve, ...]:
    """Return every curve of ``data/curves.toml``."""
    table = tomllib.loads((files("limen.exchange.emrtd") / "data" / "curves.toml").read_text("utf-8"))
    numbers = ("p", "a", "b", "x", "y", "n")
    return tuple(
        Curve(row["name"], row["oid"], h=row["h"], **{key: int(row[key], 16) for key in numbers})
        for row in table["curve"]
    )


@cache
def _by_oid() -> dict[str, Curve]:
    return {curve.oid: curve for curve in curves()}


@cache
def _by_prime() -> dict[int, tuple[Curve, ...]]:
    return {curve.p: tuple(c for c in curves() if c.p == curve.p) for curve in curves()}


def curve_of(parameters: Node) -> tuple[Curve, bool]:
    """Return the curve that parameters of a key name or write out, and whether they write it out.

    Raises:
        Unreadable: they are malformed, or name or write out a curve not known here.
    """
    if parameters.tag != OID:
        return _written_out(parameters), True
    curve = _by_oid().get(oid(parameters))
    if curve is None:
        raise Unreadable(f"The curve {oid(parameters)} is not one known here.")
    return curve, False


def _written_out(parameters: Node) -> Curve:
    """Match p, a, b, G, n and h (X9.62; RFC 3279, 2.3.5) to a named curve; an absent cofactor follows from the rest."""
    fields = Fields(parameters, "The curve")
    fields.take()
    field = Fields(fields.take(), "The field of the curve")
    if oid(field.take()) != PRIME_FIELD:
        raise Unreadable("The curve does not lie over a prime field.")
    p = integer(field.take())
    coefficients = Fields(fields.take(), "The coefficients of the curve")
    a, b = (int.from_bytes(octets(coefficients.take()), "big") for _ in range(2))
    base, n = octets(fields.take()), integer(fields.take())
    cofactor = fields.maybe(0x02)
    for curve in _by_prime().get(p, ()):
        same = (curve.a, curve.b, curve.n) == (a, b, n) and (cofactor is None or integer(cofactor) == curve.h)
        if same and base in _forms(curve):
            return curve
    raise Unreadable(f"The curve written out over a field of {p.bit_length()} bits is not one known here.")


def _forms(curve: Curve) -> tuple[bytes, bytes]:
    """Return the base point's octets, uncompressed and compressed."""
    x, y = curve.x.to_bytes(curve.size, "big"), curve.y.to_bytes(curve.size, "big")
    return b"\x04" + x + y, bytes([2 + (curve.y & 1)]) + x


def point_of(curve: Curve, data: bytes) -> Point:
    """Return a point from its octets, compressed or not (SEC 1, 2.3.4).

    Raises:
        Unreadable: it is none, or does not lie on the curve.
    """
    size = curve.size
    x = int.from_bytes(data[1 : 1 + size], "big")
    if data[:1] == b"\x04" and len(data) == 1 + 2 * size:
        point = (x, int.from_bytes(data[1 + size :], "big"))
    elif data[:1] in (b"\x02", b"\x03") and len(data) == 1 + size:
        point = (x, _root(curve, x, data[0] & 1))
    else:
        raise Unreadable("A point of the curve is malformed.")
    if not curve.holds(point):
        raise Unreadable(f"A point does not lie on {curve.name}.")
    return point


def _root(curve: Curve, x: int, odd: int) -> int:
    if not curve.p & 2:  # the root below is one only where p leaves 3 when divided by 4
        raise Unreadable(f"Compressed points of {curve.name} are not read.")
    y = pow(x**3 + curve.a * x + curve.b, (curve.p + 1) // 4, curve.p)
    return y if y & 1 == odd else curve.p - y


def ecdsa_holds(curve: Curve, point: Point, digest: bytes, r: int, s: int) -> bool:
    """Return whether (r, s) signs a digest (FIPS 186-5, 6.4.2).

    In plain Python, for curves the crypto library lacks: only public values pass through it.
    """
    n = curve.n
    if not (0 < r < n and 0 < s < n):
        return False
    z = int.from_bytes(digest, "big") >> max(0, 8 * len(digest) - n.bit_length())
    inverse = pow(s, -1, n)
    x, _, unit = _both(curve, (curve.x, curve.y), z * inverse % n, point, r * inverse % n)
    if not unit:
        return False
    return x * pow(unit, -2, curve.p) % curve.p % n == r


def multiple(curve: Curve, point: Point, times: int) -> Point | None:
    """Return a multiple of a point, or nothing for the point at infinity."""
    x, y, unit = _both(curve, point, times, point, 0)
    if not unit:
        return None
    back = pow(unit, -1, curve.p)
    return x * back * back % curve.p, y * pow(back, 3, curve.p) % curve.p


def _both(curve: Curve, first: Point, u: int, second: Point, v: int) -> Projective:
    """Return u·first + v·second in one pass over the bits of both."""
    one, two = (*first, 1), (*second, 1)
    table = {(1, 0): one, (0, 1): two, (1, 1): _add(curve, one, two)}
    total = (1, 1, 0)
    for bit in range(max(u.bit_length(), v.bit_length()) - 1, -1, -1):
        total = _double(curve, total)
        step = table.get((u >> bit & 1, v >> bit & 1))
        if step:
            total = _add(curve, total, step)
    return total


def _double(curve: Curve, point: Projective) -> Projective:
    x, y, z = point
    p = curve.p
    if not z or not y:
        return 1, 1, 0
    yy = y * y % p
    s = 4 * x * yy % p
    m = (3 * x * x + curve.a * pow(z, 4, p)) % p
    x3 = (m * m - 2 * s) % p
    return x3, (m * (s - x3) - 8 * yy * yy) % p, 2 * y * z % p


def _add(curve: Curve, one: Projective, two: Projective) -> Projective:
    if not one[2]:
        return two
    if not two[2]:
        return one
    p = curve.p
    (x1, y1, z1), (x2, y2, z2) = one, two
    zz1, zz2 = z1 * z1 % p, z2 * z2 % p
    u1, u2 = x1 * zz2 % p, x2 * zz1 % p
    s1, s2 = y1 * z2 * zz2 % p, y2 * z1 * zz1 % p
    h, r = (u2 - u1) % p, (s2 - s1) % p
    if not h:
        return _double(curve, one) if not r else (1, 1, 0)
    hh = h * h % p
    hhh, v = h * hh % p, u1 * hh % p
    x3 = (r * r - hhh - 2 * v) % p
    return x3, (r * (v - x3) - s1 * hhh) % p, h * z1 * z2 % p
