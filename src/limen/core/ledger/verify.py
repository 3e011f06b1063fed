"""Proving the chain: from genesis, entry by entry, and against signed anchors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import connection, transaction

from limen.core.ledger.models import Anchor, Entry
from limen.kernel import BadInput, opened
from limen.kernel.canonical import GENESIS, canonical, seal, stamp

Row = tuple[int, str, str, str]
"""An entry as the proof reads it: number, previous hash, hash, body."""


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
        if tick and not count % 10_000:
            tick(count)
    return Proof(node, count, previous)


def stored(node: str) -> Iterator[Row]:
    """Read a node's chain in order, straight from the database."""
    rows = Entry.objects.filter(node=node).order_by("seq").values_list("seq", "previous", "hash", "body")
    return rows.iterator(chunk_size=5_000)


def nodes() -> list[str]:
    """Return the nodes whose chains are held here."""
    return sorted(set(Entry.objects.order_by().values_list("node", flat=True).distinct()))


def broken_personal(node: str) -> int | None:
    """Return the number of the first entry whose personal part is not what the entry sealed, or None.

    A part that an act erased is lawful; one that is gone without an erasure, or differs, is not.
    """
    sql = (
        "SELECT e.seq, e.body, p.salt, p.body, x.entry_id FROM ledger_entry e "
        "LEFT JOIN ledger_entrypersonal p ON p.entry_id = e.id "
        "LEFT JOIN ledger_erasure x ON x.entry_id = e.id WHERE e.node = %s ORDER BY e.seq"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [node])
        for seq, body, salt, personal, erased in cursor:
            sealed = json.loads(body)["personal"]
            if not sealed or (personal is None and erased is not None):
                continue
            if personal is None or seal(salt, personal) != sealed:
                return int(seq)
    return None


def broken_subjects(node: str) -> int | None:
    """Return the number of the first entry whose index of subjects is not what its body says, or None."""
    listed: dict[int, set[tuple[str, str]]] = {}
    rows = Entry.objects.filter(node=node).values_list("seq", "subjects__record", "subjects__ref")
    for seq, record, ref in rows.iterator(chunk_size=5_000):
        listed.setdefault(seq, set())
        if record:
            listed[seq].add((record, str(ref)))
    for seq, _, _, body in stored(node):
        if {(record, ref) for record, ref in json.loads(body)["subjects"]} != listed.get(seq, set()):
            return seq
    return None


def verify(node: str, tick: Callable[[int], None] | None = None, *, deep: bool = True) -> Proof:
    """Prove a node's stored chain; ``deep`` also checks personal parts, the subject index and anchors kept here."""
    proof = prove(node, stored(node), tick)
    if not proof.holds or not deep:
        return proof
    for find, why in (
        (broken_personal, "The personal part of entry {} is not what the entry sealed."),
        (broken_subjects, "The subjects listed for entry {} are not what it says."),
    ):
        seq = find(node)
        if seq is not None:
            return Proof(node, proof.entries, proof.head, seq, why.format(seq))
    for anchor in Anchor.objects.filter(node=node):
        fault = anchor_fault(json.loads(anchor.statement), anchor.signature, anchor.public_key)
        held = Entry.objects.filter(node=node, seq=anchor.seq).values_list("hash", flat=True).first()
        if fault or held != anchor.hash:
            return Proof(
                node, proof.entries, proof.head, anchor.seq, fault or f"Entry {anchor.seq} is not as anchored."
            )
    return proof


def signing_key(path: Path | None = None) -> Ed25519PrivateKey:
    """Return this node's signing key, made on first use and readable by its owner only."""
    path = path or Path(settings.DATA_DIR) / "ledger-key.pem"
    if path.exists():
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise BadInput(f"{path} is not an Ed25519 key.")
        return key
    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return key


def anchor(node: str, key: Ed25519PrivateKey) -> Anchor:
    """Sign the chain's head and keep the statement.

    Raises:
        BadInput: when the chain is empty or does not hold: a broken chain is never signed.
    """
    proof = verify(node)
    if not proof.holds:
        raise BadInput(f"The chain does not hold and is not anchored. {proof.why}")
    if not proof.entries:
        raise BadInput("The chain is empty; there is nothing to anchor.")
    moment = datetime.now(UTC)
    statement = canonical({"at": moment, "hash": proof.head, "node": node, "seq": proof.entries, "v": 1})
    public = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    with transaction.atomic(), opened("ledger.anchor"):
        return Anchor.objects.create(
            node=node,
            seq=proof.entries,
            hash=proof.head,
            at=moment,
            statement=statement,
            signature=key.sign(statement.encode()).hex(),
            public_key=public.hex(),
        )


def anchor_fault(statement: dict[str, Any], signature: str, public_key: str) -> str:
    """Return why an anchor's signature does not hold, or an empty string."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), canonical(statement).encode())
    except (InvalidSignature, ValueError):
        return f"The anchor at entry {statement.get('seq')} is not signed by the key given."
    return ""


def exported(node: str) -> Iterator[str]:
    """Write a node's chain as JSON lines, without personal parts: enough for an outside body to prove it."""
    for seq, previous, hash_, body in stored(node):
        yield json.dumps({"seq": seq, "previous": previous, "hash": hash_, "body": body}, ensure_ascii=False)


def read_export(lines: Iterable[str]) -> Iterator[Row]:
    """Read what ``exported`` wrote."""
    for line in lines:
        item = json.loads(line)
        yield item["seq"], item["previous"], item["hash"], item["body"]


def anchor_file(item: Anchor) -> dict[str, str]:
    """Return an anchor as it is handed to an outside body."""
    return {"statement": item.statement, "signature": item.signature, "public_key": item.public_key}


def dated(moment: datetime) -> str:
    """Return a moment as an anchor writes it."""
    return stamp(moment)
