"""Names of certificate holders, compared by what they say, not how they are encoded (RFC 5280, 7.1)."""

from __future__ import annotations

from dataclasses import dataclass

from limen.exchange.emrtd.der import Fields, Node, oid

COUNTRY = "2.5.4.6"
SHORT = {
    "2.5.4.3": "CN", COUNTRY: "C", "2.5.4.5": "serialNumber", "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.10": "O",
    "2.5.4.11": "OU", "2.5.4.97": "organizationIdentifier", "1.2.840.113549.1.9.1": "emailAddress",
    "0.9.2342.19200300.100.1.25": "DC",
}  # fmt: skip
ENCODINGS = {0x0C: "utf-8", 0x1E: "utf-16-be", 0x1C: "utf-32-be"}


@dataclass(frozen=True, slots=True)
class Name:
    """A distinguished name.

    Args:
        parts: attribute and value, in order, as written.
        key: the same, so that names which say the same are equal.
    """

    parts: tuple[tuple[str, str], ...]
    key: tuple[frozenset[tuple[str, str]], ...]

    @property
    def country(self) -> str:
        """Return the country in capitals; empty where the name bears none."""
        return next((value.strip().upper() for kind, value in self.parts if kind == COUNTRY), "")

    def __str__(self) -> str:
        return ", ".join(f"{SHORT.get(kind, kind)}={value}" for kind, value in self.parts)


def name_of(node: Node) -> Name:
    """Return the name a node holds.

    Raises:
        Unreadable: the node holds none.
    """
    parts: list[tuple[str, str]] = []
    key = []
    for group in node.of(0x30, "A name").children():
        found = [_part(part) for part in group.of(0x31, "A part of a name").children()]
        parts += found
        key.append(frozenset((kind, " ".join(value.casefold().split())) for kind, value in found))
    return Name(tuple(parts), tuple(key))


def _part(node: Node) -> tuple[str, str]:
    fields = Fields(node, "A part of a name")
    kind, value = oid(fields.take()), fields.take()
    return kind, value.content.decode(ENCODINGS.get(value.tag, "latin-1"), "replace")
