"""Data groups: the zone in DG1, faces in DG2, the hash of any (ICAO Doc 9303-10, section 4.7)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from limen.exchange import mrz
from limen.exchange.emrtd.der import Fields, Node, Unreadable, small, whole
from limen.exchange.emrtd.findings import Fault

TAGS = {
    1: 0x61, 2: 0x75, 3: 0x63, 4: 0x76, 5: 0x65, 6: 0x66, 7: 0x67, 8: 0x68,
    9: 0x69, 10: 0x6A, 11: 0x6B, 12: 0x6C, 13: 0x6D, 14: 0x6E, 15: 0x6F, 16: 0x70,
}  # fmt: skip
"""The tag each data group's file begins with (Doc 9303-10, table 38 on)."""

ZONE = 0x5F1F
LINE_LENGTHS = {90: 30, 72: 36, 88: 44}
GROUP_TEMPLATE, TEMPLATE, HEADER, DATA, NEWER_DATA = 0x7F61, 0x7F60, 0xA1, 0x5F2E, 0x7F2E
PICTURES = {b"\xff\xd8\xff": "JPEG", b"\x00\x00\x00\x0cjP  ": "JPEG 2000", b"\xff\x4f\xff\x51": "JPEG 2000"}


@dataclass(frozen=True, slots=True)
class ZoneGroup:
    """DG1 as read: the zone's text and what it says; ``zone`` is nothing where there is no text."""

    text: str = ""
    zone: mrz.Document | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """One face of DG2.

    Args:
        standard: ``ISO 19794-5`` or ``ISO 39794-5``; empty where the data is neither.
        picture: ``JPEG`` or ``JPEG 2000``; empty where no picture is found.
        size: bytes of the biometric data.
    """

    standard: str
    picture: str
    size: int


@dataclass(frozen=True, slots=True)
class FaceGroup:
    """DG2 as read."""

    faces: tuple[Face, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_zone_group(data: bytes, *, today: date | None = None) -> ZoneGroup:
    """Read DG1. Nothing is raised for any bytes.

    Args:
        data: the file as on the chip.
        today: the day that decides the century of two-digit years.
    """
    try:
        node = whole(data, "data group 1").of(TAGS[1], "Data group 1")
        text = whole(node.content, "the zone").of(ZONE, "The zone").content.decode("ascii")
    except Unreadable as fault:
        return ZoneGroup(faults=(Fault("dg1.unreadable", fault.message),))
    except UnicodeDecodeError:
        return ZoneGroup(faults=(Fault("dg1.characters", "The zone in data group 1 has characters no zone has."),))
    size = LINE_LENGTHS.get(len(text))
    if size is None:
        sentence = f"The zone in data group 1 has {len(text)} characters; a zone has 72, 88 or 90."
        return ZoneGroup(text, faults=(Fault("dg1.length", sentence),))
    zone = mrz.parse([text[at : at + size] for at in range(0, len(text), size)], today=today)
    return ZoneGroup(text, zone, tuple(Fault(f"dg1.{fault.code}", fault.message) for fault in zone.faults))


def read_face_group(data: bytes) -> FaceGroup:
    """Read DG2: how many faces, and in which form. Nothing is raised for any bytes."""
    try:
        node = whole(data, "data group 2").of(TAGS[2], "Data group 2")
        fields = Fields(whole(node.content, "the faces"), "The faces", GROUP_TEMPLATE)
        count = small(fields.take())
        faces = tuple(_face(part) for part in fields.rest())
    except Unreadable as fault:
        return FaceGroup(faults=(Fault("dg2.unreadable", fault.message),))
    faults = []
    if count != len(faces):
        faults.append(Fault("dg2.count", f"Data group 2 says {count} faces and holds {len(faces)}."))
    if not any(face.picture for face in faces):
        faults.append(Fault("dg2.picture", "Data group 2 holds no picture of a face."))
    return FaceGroup(faces, tuple(faults))


def _face(node: Node) -> Face:
    held = next((part for part in node.of(TEMPLATE, "A face").children() if part.tag in (DATA, NEWER_DATA)), None)
    if held is None:
        raise Unreadable("A face has no biometric data.")
    data = held.content
    standard = "ISO 39794-5" if held.tag == NEWER_DATA else "ISO 19794-5" if data[:4] == b"FAC\x00" else ""
    picture = next((form for mark, form in PICTURES.items() if mark in data), "")
    return Face(standard, picture, len(data))


def group_hash(data: bytes, digest: str) -> bytes:
    """Return the hash of a data group's file as the security object would hold it.

    Args:
        data: the file as on the chip.
        digest: e.g. ``sha256``.
    """
    return hashlib.new(digest, data).digest()
