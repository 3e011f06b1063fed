"""The node's own check-up: what an operator asks first when something is odd."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection

from limen.config.start import pending
from limen.core.access.roles import roles
from limen.core.clocks.queries import overdue, run_out
from limen.core.lawbook import lawbook
from limen.core.ledger.models import Entry, Outgoing
from limen.kernel import LimenError
from limen.kernel.canonical import link
from limen.law.check import check as check_pack
from limen.law.values import Clock

GOOD, WORRY, BAD = "good", "worry", "bad"
ROOM = 2_000_000_000
"""Bytes of free disk below which an operator is warned; a tenth of it is bad."""
TAIL = 1_000
"""Entries of the chain proved here; ``limen ledger verify`` proves all."""
TURNED_BACK = timedelta(minutes=1)
"""How far the machine's clock may stand before the ledger's last entry."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at.

    Args:
        what: e.g. ``database``.
        how: ``good``, ``worry`` or ``bad``.
        said: a sentence.
    """

    what: str
    how: str
    said: str


def examine() -> Iterator[Finding]:
    """Look at everything, in the order in which one thing stands on another."""
    for what, look in LOOKS:
        try:
            how, said = look()
        except (DatabaseError, OSError, LimenError) as failed:
            how, said = BAD, str(failed)
        yield Finding(what, how, said)


def _database() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        version = cursor.fetchone()[0]
    return GOOD, f"{connection.display_name} {version}, {connection.settings_dict['NAME']}."


def _migrations() -> tuple[str, str]:
    left = pending()
    return (BAD, f"Not applied: {', '.join(left)}. Run `limen migrate`.") if left else (GOOD, "All applied.")


def _clock() -> tuple[str, str]:
    now = datetime.now(UTC)
    last = Entry.objects.order_by("-recorded").values_list("recorded", flat=True).first()
    if last and now + TURNED_BACK < datetime.fromisoformat(last):
        return BAD, f"It is {now:%Y-%m-%d %H:%M:%S} UTC here, but the ledger's last entry is of {last}. Set the clock."
    return GOOD, f"It is {now:%Y-%m-%d %H:%M:%S} UTC."


def _law() -> tuple[str, str]:
    pack = lawbook()
    faults = check_pack(pack)
    if faults:
        return BAD, f"Pack {settings.LIMEN_LAW_PACK} has {len(faults)} faults; run `limen law check`."
    nobodys = ownerless(pack.clocks().values())
    if nobodys:
        return BAD, f"No role of this node answers for the clocks {', '.join(nobodys)}."
    return GOOD, f"Pack {settings.LIMEN_LAW_PACK}, digest {pack.digest()[:12]}."


def ownerless(clocks: Iterable[Clock]) -> list[str]:
    """Return the keys of clocks whose ``owner_role`` is no role of this node."""
    return sorted(clock.key for clock in clocks if clock.owner_role not in roles())


def _ledger() -> tuple[str, str]:
    node = settings.LIMEN_NODE
    rows = list(Entry.objects.filter(node=node).order_by("-seq").values_list("seq", "previous", "hash", "body")[:TAIL])[
        ::-1
    ]
    if not rows:
        return GOOD, f"Node {node}: no entry yet."
    previous = rows[0][1]
    for seq, claimed, hash_, body in rows:
        if claimed != previous or link(previous, body) != hash_:
            return BAD, f"Node {node}: entry {seq} does not hold. Run `limen ledger verify`."
        previous = hash_
    return GOOD, f"Node {node}: {rows[-1][0]} entries, head {rows[-1][2][:12]}; the last {len(rows)} hold."


def _deadlines() -> tuple[str, str]:
    then = datetime.now(UTC) - timedelta(minutes=15)
    late = overdue(then).count() + run_out(then).count()
    if late:
        return WORRY, f"{late} clocks that are over wait for the sweep; is `limen sweep` run every few minutes?"
    return GOOD, "No overdue clock waits for the sweep."


def _outbox() -> tuple[str, str]:
    waiting = Outgoing.objects.filter(sent_at=None, channel="email").count()
    failed = Outgoing.objects.filter(sent_at=None).exclude(fault="").count()
    if failed:
        return WORRY, f"{waiting} messages wait; {failed} could not be sent."
    return GOOD, f"{waiting} messages wait."


def _disk() -> tuple[str, str]:
    folder = Path(settings.DATA_DIR)
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    how = BAD if free < ROOM // 10 else WORRY if free < ROOM else GOOD
    return how, f"{free / 1e9:.1f} GB free at {folder}."


def _secrets() -> tuple[str, str]:
    loose = [
        path.name
        for name in ("secret.key", "ledger-key.pem", "demo.json")
        if (path := Path(settings.DATA_DIR) / name).exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    if loose:
        return BAD, f"Others may read {', '.join(loose)}; run chmod 600 on them."
    return GOOD, "Keys are readable by their owner only."


def _cache() -> tuple[str, str]:
    cache.set("doctor", 1, 5)
    return (GOOD, "Written and read.") if cache.get("doctor") == 1 else (BAD, "What was written was not read back.")


LOOKS: tuple[tuple[str, Callable[[], tuple[str, str]]], ...] = (
    ("database", _database),
    ("migrations", _migrations),
    ("clock", _clock),
    ("law pack", _law),
    ("ledger", _ledger),
    ("deadlines", _deadlines),
    ("outbox", _outbox),
    ("disk", _disk),
    ("keys", _secrets),
    ("cache", _cache),
)
