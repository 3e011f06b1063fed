"""Appending to the chain and reading from it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import CharField

from limen.core.ledger.models import Entry, EntryPersonal, EntrySubject, OnceKey
from limen.core.prepared import Prepared, Slot
from limen.core.remembering import keep, recalled, remembering
from limen.core.rows import insert_values, inserted
from limen.core.writers import writing
from limen.kernel import Act, Actor, BadInput, Draft, Place, Problem, Record, Subject, opened
from limen.kernel.canonical import GENESIS, canonical, digest, link, seal, stamp

CHAIN_LOCK = 0x11ED6E4
LAST: Prepared[tuple[int, str]] = Prepared(
    lambda: Entry.objects.filter(node=Slot("node", CharField())).order_by("-seq").values_list("seq", "hash")[:1]
)
ABOUT = ("entry_id", "record", "ref")
SEALED = ("entry_id", "salt", "body")
HEAD = "ledger.head"
"""Where the act being done keeps the last entry it appended: nobody else can append before it ends."""
READS = "ledger.reads"
"""Where the act being done keeps the waiting reads it has logged with itself."""


class Chain:
    """The ledger of this node, as the door asks for it."""

    def append(self, draft: Draft) -> Entry:
        """Number, chain and store an entry, after what was read before it; the caller's transaction holds both."""
        for read in _read_before():
            self._append(read)
        return self._append(draft)

    def _append(self, draft: Draft) -> Entry:
        seq, previous = _head()
        salt = secrets.token_hex(16) if draft.personal else ""
        personal = canonical(draft.personal) if draft.personal else ""
        body = canonical(
            {
                "act": draft.act,
                "actor": {"id": draft.actor.id, "label": draft.actor.label},
                "at": draft.at,
                "authority": {"key": draft.provision.key, "citation": draft.provision.citation}
                if draft.provision
                else None,
                "kind": draft.kind,
                "node": settings.LIMEN_NODE,
                "personal": seal(salt, personal) if personal else "",
                "place": {"id": draft.place.id, "code": draft.place.code} if draft.place else None,
                "plain": draft.plain,
                "purpose": draft.purpose,
                "recorded": datetime.now(UTC),
                "seq": seq,
                "state": list(draft.state),
                "subjects": [[subject.record, str(subject.id)] for subject in draft.subjects],
                "v": 1,
            }
        )
        said = {
            "node": settings.LIMEN_NODE,
            "seq": seq,
            "previous": previous,
            "hash": link(previous, body),
            "body": body,
        }
        entry: Entry = inserted(Entry, said)
        keep(HEAD, (seq, entry.hash))
        insert_values(EntrySubject, ABOUT, [(entry.pk, item.record, item.id) for item in draft.subjects])
        if personal:
            insert_values(EntryPersonal, SEALED, [(entry.pk, salt, personal)])
        if draft.key:
            OnceKey.objects.create(actor=draft.actor.id, key=draft.key, asked=_asked(draft), entry=entry)
        return entry

    def repeated(self, actor: Actor, key: str, act: Act) -> Entry | None:
        """Return the entry a key was used for, or None.

        Raises:
            BadInput: when the key was used for a different request.
        """
        used = OnceKey.objects.select_related("entry").filter(actor=actor.id, key=key).first()
        if used is None:
            return None
        plain, personal = act.split()
        if used.asked != _digest_of(act.declaration.key, plain, personal):
            raise BadInput(
                "This idempotency key was used for a different request.",
                problems=[Problem("Idempotency-Key", "key.reused", "Send a new key with a new request.")],
            )
        return used.entry


def once_key(key: str, record: Record | None) -> str:
    """Return an idempotency key as it holds for one record: the same key sent for another record is another request."""
    return digest(f"{record.id}:{key}") if key and record is not None else key


def _digest_of(key: str, plain: object, personal: object) -> str:
    return digest(canonical([key, plain, personal]))


def _asked(draft: Draft) -> str:
    return _digest_of(draft.act, draft.plain.get("sent", {}), draft.personal.get("sent", {}))


def _head() -> tuple[int, str]:
    """Return the next number and the hash it chains to, holding the chain until the transaction ends."""
    held: tuple[int, str] | None = recalled(HEAD)
    if held is not None:
        return held[0] + 1, held[1]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = LAST.first(node=settings.LIMEN_NODE)
    return (last[0] + 1, last[1]) if last else (1, GENESIS)


_waiting: ContextVar[list[Draft] | None] = ContextVar("limen_reads", default=None)


@contextmanager
def reads_together() -> Iterator[None]:
    """Log all that is read while one request is answered in one durable transaction, before the answer goes out."""
    waiting: list[Draft] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
        _append_reads(waiting)


@contextmanager
def reads_before() -> Iterator[None]:
    """Log with the act what was read before it in the same request: one durable write for both.

    What is refused takes no read with it: it is then logged by itself, when the request ends.
    """
    with remembering():
        keep(READS, [] if _lasting() else None)
        yield
        logged = recalled(READS)
    waiting = _waiting.get()
    if waiting and logged:
        del waiting[: len(logged)]


def _lasting() -> bool:
    """Return whether a transaction that is opened now is written for good when it ends."""
    blocks: Any = connection.atomic_blocks
    return not blocks or blocks[-1]._from_testcase  # noqa: SLF001  what a test opens around it does not count


def _read_before() -> Sequence[Draft]:
    """Return the reads that wait to be logged, once for each act and only within one."""
    waiting = _waiting.get()
    if not waiting or recalled(READS) != []:
        return ()
    keep(READS, list(waiting))
    return list(waiting)


def _append_reads(drafts: Sequence[Draft]) -> None:
    if drafts:
        with writing(savepoint=False), remembering(), opened("ledger.read"):
            chain = Chain()
            for draft in drafts:
                chain.append(draft)


def record_read(
    *,
    what: str,
    actor: Actor,
    place: Place | None,
    purpose: str,
    subjects: Sequence[Subject],
    plain: dict[str, object] | None = None,
    personal: dict[str, object] | None = None,
) -> None:
    """Append a read: who looked at which personal records, and why.

    Args:
        what: the query's name, e.g. ``people.person.file``.
        actor: who looked.
        place: where.
        purpose: the purpose of use.
        subjects: the records shown.
        plain: what was asked, without personal data.
        personal: what was asked that is personal (a name searched for).
    """
    draft = Draft(
        act=what,
        kind="read",
        subjects=tuple(subjects),
        actor=actor,
        place=place,
        purpose=purpose,
        provision=None,
        at=datetime.now(UTC),
        plain=plain or {},
        personal=personal or {},
    )
    waiting = _waiting.get()
    if waiting is None:
        _append_reads([draft])
    else:
        waiting.append(draft)


def entries_about(record_ids: Sequence[Any], *, kind: str = "act", limit: int = 500) -> list[dict[str, Any]]:
    """Return the bodies of the entries about any of some records, newest first, each with its hash."""
    rows = (
        Entry.objects.filter(subjects__ref__in=list(record_ids), kind=kind)
        .distinct()
        .order_by("-at", "-seq")
        .values_list("body", "hash")[:limit]
    )
    return [{**json.loads(body), "hash": hash_} for body, hash_ in rows]


def state_at(subject: Subject, acts: Iterable[str], moment: datetime) -> str:
    """Return the state in which acts on a record had left it at a moment; empty before the first of them.

    Args:
        subject: the record.
        acts: the keys of the acts that are done to records of its type.
        moment: the moment.
    """
    rows = Entry.objects.filter(
        subjects__ref=subject.id, subjects__record=subject.record, kind="act", act__in=list(acts), at__lte=stamp(moment)
    )
    for text in rows.order_by("-at", "-seq").values_list("body", flat=True).iterator(chunk_size=20):
        body = json.loads(text)
        # what an act was done to is named first; it may be about other records of the type as well
        if body["subjects"][0] == [subject.record, str(subject.id)]:
            return str(body["state"][1])
    return ""


def personal_of(entry: Entry) -> dict[str, Any]:
    """Return an entry's personal part, empty when it has none or it was erased."""
    part = EntryPersonal.objects.filter(entry=entry).first()
    return json.loads(part.body) if part else {}


def now_text() -> str:
    """Return this moment as the ledger writes it."""
    return stamp(datetime.now(UTC))
