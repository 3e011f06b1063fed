"""Proving the chain: from genesis, entry by entry, and against signed anchors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection, transaction

from limen.core.ledger.models import Anchor, Entry, EntrySubject
from limen.core.ledger.proving import Proof, Row, anchor_fault, prove, read_export
from limen.kernel import BadInput, opened
from limen.kernel.canonical import canonical, seal, stamp


def stored(node: str) -> Iterator[Row]:
    """Read a node's chain in order, straight from the database."""
    rows = Entry.objects.filter(node=node).order_by("seq").values_list("seq", "previous", "hash", "body")
    return rows.iterator(chunk_size=5_000)


def nodes() -> list[str]:
    """Return the nodes whose chains are held here."""
    return sorted(set(Entry.objects.order_by().values_list("node", flat=True).distinct()))


__all__ = ["Proof", "anchor", "anchor_fault", "exported", "prove", "read_export", "signing_key", "verify"]
BATCH = 5_000
"""Entries read at once."""


def parts_fault(node: str, tick: Callable[[int], None] | None = None) -> tuple[int, str] | None:
    """Return the number of the first entry whose personal part or subjects are not what it sealed, and why; or None.

    A personal part that an act erased is lawful; one that is gone without an erasure, or differs, is not.
    """
    sql = (
        "SELECT e.id, e.seq, e.body, p.salt, p.body, x.entry_id FROM ledger_entry e "
        "LEFT JOIN ledger_entrypersonal p ON p.entry_id = e.id "
        "LEFT JOIN ledger_erasure x ON x.entry_id = e.id WHERE e.node = %s AND e.seq > %s ORDER BY e.seq LIMIT %s"
    )
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql, [node, last, BATCH])
            rows = cursor.fetchall()
        if not rows:
            return None
        found = _batch_fault(rows)
        if found is not None:
            return found
        last = rows[-1][1]
        if tick:
            tick(last)


def _batch_fault(rows: list[Any]) -> tuple[int, str] | None:
    listed: dict[int, set[tuple[str, str]]] = {}
    ids = [row[0] for row in rows]
    subjects = EntrySubject.objects.filter(entry_id__gte=min(ids), entry_id__lte=max(ids))
    for entry, record, ref in subjects.values_list("entry_id", "record", "ref"):
        listed.setdefault(entry, set()).add((record, str(ref)))
    for identifier, seq, text, salt, personal, erased in rows:
        body = json.loads(text)
        sealed = body["personal"]
        lawful = not sealed or (personal is None and erased is not None)
        if not lawful and (personal is None or seal(salt, personal) != sealed):
            return int(seq), f"The personal part of entry {seq} is not what the entry sealed."
        if {(record, ref) for record, ref in body["subjects"]} != listed.get(identifier, set()):
            return int(seq), f"The subjects listed for entry {seq} are not what it says."
    return None


def verify(node: str, tick: Callable[[int], None] | None = None, *, deep: bool = True) -> Proof:
    """Prove a node's stored chain; ``deep`` also checks personal parts, the subject index and anchors kept here."""
    proof = prove(node, stored(node), tick)
    if not proof.holds or not deep:
        return proof
    found = parts_fault(node, tick)
    if found is not None:
        return Proof(node, proof.entries, proof.head, *found)
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


def exported(node: str) -> Iterator[str]:
    """Write a node's chain as JSON lines, without personal parts: enough for an outside body to prove it."""
    for seq, previous, hash_, body in stored(node):
        yield json.dumps({"seq": seq, "previous": previous, "hash": hash_, "body": body}, ensure_ascii=False)


def anchor_file(item: Anchor) -> dict[str, str]:
    """Return an anchor as it is handed to an outside body."""
    return {"statement": item.statement, "signature": item.signature, "public_key": item.public_key}


def dated(moment: datetime) -> str:
    """Return a moment as an anchor writes it."""
    return stamp(moment)
