"""Proving a chain with a hash function and a public key alone: no database, no framework, no trust in who kept it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from limen.kernel.canonical import GENESIS, canonical
from limen.kernel.errors import BadInput

Row = tuple[int, str, str, str]
"""An entry as the proof reads it: number, previous hash, hash, body."""
OFTEN = 10_000
"""Entries between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a verification found.

    Args:
        node: whose chain.
        entries: how many were read.
        head: the last hash that held.
        broken: the number of the first entry that does not hold, or None.
        why: a sentence when one does not.
    """

    node: str
    entries: int
    head: str
    broken: int | None = None
    why: str = ""

    @property
    def holds(self) -> bool:
        """Return whether the whole chain held."""
        return self.broken is None


def prove(node: str, rows: Iterable[Row], tick: Callable[[int], None] | None = None) -> Proof:
    """Check a chain from genesis: numbers without a gap, each hash over the one before it and the body."""
    previous, count = GENESIS, 0
    sha256 = hashlib.sha256
    for seq, claimed_previous, claimed, body in rows:
        count += 1
        if seq != count:
            return Proof(node, count - 1, previous, count, f"Entry {count} is missing; the next is {seq}.")
        if claimed_previous != previous:
            return Proof(node, count - 1, previous, seq, f"Entry {seq} does not follow entry {seq - 1}.")
        if sha256(f"{previous}\n{body}".encode()).hexdigest() != claimed:
            return Proof(node, count - 1, previous, seq, f"Entry {seq} was changed after it was written.")
        previous = claimed
        if tick and not count % OFTEN:
            tick(count)
    return Proof(node, count, previous)


def read_export(lines: Iterable[str]) -> Iterator[Row]:
    """Read what ``verify.exported`` wrote.

    Raises:
        BadInput: at the first line that is not an entry, with its number.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            row = (int(item["seq"]), str(item["previous"]), str(item["hash"]), str(item["body"]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BadInput(f"Line {number} of the export is not an entry.") from error
        yield row


def anchor_fault(statement: dict[str, Any], signature: str, public_key: str) -> str:
    """Return why an anchor's signature does not hold, or an empty string."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), canonical(statement).encode())
    except (InvalidSignature, ValueError):
        return f"The anchor at entry {statement.get('seq')} is not signed by the key given."
    return ""


def read_key(text: str) -> str:
    """Return a public key, given as PEM or as 64 hexadecimal digits, in hexadecimal.

    Raises:
        BadInput: when it is neither.
    """
    try:
        if "BEGIN" in text:
            key = serialization.load_pem_public_key(text.encode())
            if isinstance(key, Ed25519PublicKey):
                return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex()
        elif len(raw := bytes.fromhex(text.strip())) == KEY_BYTES:
            return raw.hex()
    except ValueError:
        pass
    raise BadInput("The key is not an Ed25519 public key, as PEM or as 64 hexadecimal digits.")


KEY_BYTES = 32


def prove_against(
    rows: Iterable[Row], anchor: dict[str, Any], key: str, tick: Callable[[int], None] | None = None
) -> Proof:
    """Prove an exported chain against a signed anchor.

    Args:
        rows: the exported chain.
        anchor: the anchor as it was handed over: statement, signature.
        key: the public key one trusts, in hexadecimal; the one in the anchor is not asked.
        tick: told of progress.

    Raises:
        BadInput: when the anchor is not one.
    """
    statement, signature = read_anchor(anchor)
    node, seq = str(statement["node"]), int(statement["seq"])
    fault = anchor_fault(statement, signature, key)
    if fault:
        return Proof(node, 0, GENESIS, seq, fault)
    anchored: list[str] = []
    proof = prove(node, _watched(rows, node, seq, anchored), tick)
    if not proof.holds:
        return proof
    if anchored != [statement["hash"]]:
        why = "differs from" if anchored else "is missing, though it stands in"
        return Proof(node, proof.entries, proof.head, seq, f"Entry {seq} {why} the anchor.")
    return proof


def read_anchor(anchor: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return an anchor's statement and signature.

    Raises:
        BadInput: when it is not an anchor.
    """
    try:
        statement = json.loads(anchor["statement"])
        if not {"node", "seq", "hash", "at"} <= set(statement) or not isinstance(statement["seq"], int):
            raise BadInput("The anchor's statement does not say a node, a number, a hash and a time.")
        return statement, str(anchor["signature"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput("The file is not an anchor.") from error


def _watched(rows: Iterable[Row], node: str, seq: int, anchored: list[str]) -> Iterator[Row]:
    """Pass a chain on, and keep the hash of the entry that was anchored when it is of the anchored node."""
    for row in rows:
        if row[0] == seq and json.loads(row[3]).get("node") == node:
            anchored.append(row[2])
        yield row
